"""Articles of a store, chosen and not read: measures count their tables where they lie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from workbook.errors import StoreRefused
from workbook.measures import relations
from workbook.schemas import STORED
from workbook.store import batches, snapshot
from workbook.store.places import translated

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

    from workbook.book import Workbook
    from workbook.store.snapshot import Store


_TABLES = ("articles", "actors", "topics", "sources", "claims")
"""What measures ask of an archive."""
_CORRECTED = ("actors", "sources", "claims")
"""Tables that corrections change."""


class _Asked:
    """A store that is asked again and again: what each question would have to find anew."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def connected(self) -> duckdb.DuckDBPyConnection:
        """A connection of its own that sees the tables, as corrected."""
        return self._open.cursor()

    @cached_property
    def _open(self) -> duckdb.DuckDBPyConnection:
        """One for every question: what it has learned of the files, it need not read again."""
        connection = self.store.connected(" ".join(_TABLES))
        with translated(self.store.place):
            _correct(connection, self.store)
        return connection


def _correct(connection: duckdb.DuckDBPyConnection, store: Store) -> None:
    """Let a connection see tables with the rows of corrected articles in place of those stored."""
    plain = store.corrections.plain()
    if not plain.ids and not plain.others:
        return
    query, given = plain.articles()
    connection.execute(f"create table changed_articles as {query}", given)
    for name in _CORRECTED:
        connection.execute(
            f"create table changed_{name} as from {name} semi join changed_articles "
            "using (article_id)"
        )
    for statement, values in plain.statements:
        connection.execute(statement, values)
    alike = [one for (one,) in connection.sql("from changed_articles").fetchall()]
    read = partial(store.reached, but=alike)
    for frames in store.corrections.changed(read, ("articles", *_CORRECTED)):
        for name, rows in batches.stored(frames).items():
            columns = "article_id" if name == "articles" else f"* exclude ({batches.ROW})"
            connection.register("rows", rows)
            connection.execute(f"insert into changed_{name} by name select {columns} from rows")
            connection.unregister("rows")
    for name in _CORRECTED:
        connection.execute(
            f"alter view {name} rename to stored_{name}; create view {name} as "
            f"from stored_{name} anti join changed_articles using (article_id) "
            f"union all by name from changed_{name}"
        )


@dataclass(frozen=True, slots=True)
class Selection:
    """What `Store.filter` chooses: ``book()`` reads it, measures take its tables as they are.

    ``given`` are the conditions, as of `Store.book`. Corrections hold as they were when the
    first question was asked.
    """

    asked: _Asked
    given: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, store: Store) -> Selection:
        """All articles of a store."""
        return cls(_Asked(store))

    def filter(self, **given: Any) -> Selection:
        """Fewer articles: those for which all this holds, too; see `Store.book`."""
        more = snapshot.chosen_by({name: one for name, one in given.items() if one is not None})
        twice = more.keys() & self.given.keys()
        if twice:
            raise StoreRefused(
                f"Articles were chosen by {', '.join(sorted(twice))} already; filter the store anew."
            )
        return replace(self, given={**self.given, **more})

    def book(self) -> Workbook:
        """The articles as a `Workbook`, with all their rows."""
        return self.asked.store.book(**self.given)

    @property
    def articles(self) -> Stored:
        return Stored(self, "articles")

    @property
    def actors(self) -> Stored:
        return Stored(self, "actors")

    @property
    def topics(self) -> Stored:
        return Stored(self, "topics")

    @property
    def sources(self) -> Stored:
        return Stored(self, "sources")

    @property
    def claims(self) -> Stored:
        return Stored(self, "claims")


@dataclass(frozen=True, slots=True)
class Stored:
    """One table of a selection, as a `measures.relations.Relation`.

    ``condition`` is SQL over its columns.
    """

    selection: Selection
    name: str
    condition: str = "true"

    def is_key(self, *columns: str) -> bool:
        """Whether no two rows are alike in these columns."""
        return set(STORED[self.name].key) <= set(columns)

    def query(self, condition: str) -> Stored:
        """The rows for which a condition holds, written so that a frame's ``query`` takes it too.

        Such as ``"kind in ('person', 'group') and n_mentions > 0"``.
        """
        return replace(self, condition=f"({self.condition}) and ({condition})")

    def ask(self, query: str, tables: Mapping[str, relations.Table]) -> pa.Table:
        """What a query gives, in which each of ``tables`` is known by its name."""
        asked, given = self.selection.asked, self.selection.given
        where = snapshot.condition(given)
        with asked.connected() as connection, translated(asked.store.place):
            if given:
                connection.execute(_CHOSEN.format(where=where), dict(given))
            for name, table in tables.items():
                if isinstance(table, Stored):
                    _view(connection, name, table)
                else:
                    relations.register(connection, name, table)  # type: ignore[arg-type]
            return connection.sql(query).to_arrow_table()


_CHOSEN = "create temp table chosen as select article_id, month from articles a where {where}"


def _view(connection: duckdb.DuckDBPyConnection, name: str, table: Stored) -> None:
    """Let a connection know the rows of a stored table by a name; other months are left unread."""
    among = ""
    if table.selection.given:
        months = connection.sql("select distinct month from chosen order by 1").fetchall()
        listed = ", ".join(f"'{month}'" for (month,) in months) or "''"
        among = f"semi join chosen using (article_id) where month in ({listed})"
    connection.execute(
        f'create temp view "{name}" as select * from '
        f"(from memory.main.{table.name} {among}) where {table.condition}"
    )
