"""Articles of a store, chosen and not read: measures count their tables where they lie."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from workbook.errors import StoreRefused
from workbook.measures import relations as asked
from workbook.schemas import STORED
from workbook.store import snapshot
from workbook.store.places import translated

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

    from workbook.book import Workbook
    from workbook.store.snapshot import Store


@dataclass(frozen=True, slots=True)
class Selection:
    """What `Store.filter` chooses: ``book()`` reads it, measures take its tables as they are.

    ``given`` are the conditions, as of `Store.book`.
    """

    store: Store
    given: Mapping[str, Any] = field(default_factory=dict)
    _open: dict[str, duckdb.DuckDBPyConnection] = field(
        default_factory=dict, repr=False, compare=False
    )
    """Connections to the store, kept for the next question: listing its files takes a while."""

    def connected(self, tables: Collection[str]) -> duckdb.DuckDBPyConnection:
        """A connection of its own that sees some tables of the store."""
        named = " ".join(sorted(tables))
        if named not in self._open:
            self._open[named] = self.store.connected(named)
        return self._open[named].cursor()

    def filter(self, **given: Any) -> Selection:
        """Fewer articles: those for which all this holds, too; see `Store.book`."""
        more = {name: value for name, value in given.items() if value is not None}
        twice = more.keys() & self.given.keys()
        if twice:
            raise StoreRefused(
                f"Articles were chosen by {', '.join(sorted(twice))} already; filter the store anew."
            )
        return replace(self, given={**self.given, **more})

    def book(self) -> Workbook:
        """The articles as a `Workbook`, with all their rows."""
        return self.store.book(**self.given)

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

    def ask(self, query: str, tables: Mapping[str, asked.Table]) -> pa.Table:
        """What a query gives, in which each of ``tables`` is known by its name."""
        store, given = self.selection.store, self.selection.given
        stored = {name: table for name, table in tables.items() if isinstance(table, Stored)}
        needed = {table.name for table in stored.values()} | snapshot.asked(given)
        where = snapshot.condition(given)
        with self.selection.connected(needed) as connection, translated(store.place):
            if given:
                connection.execute(_CHOSEN.format(where=where), dict(given))
            for name, table in tables.items():
                if isinstance(table, Stored):
                    _view(connection, name, table)
                else:
                    asked.register(connection, name, table)  # type: ignore[arg-type]
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
