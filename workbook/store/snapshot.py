"""A snapshot of the store: read, asked in SQL, made into a book."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from workbook.errors import QueryRefused, StoreRefused
from workbook.models import NEWSROOM_ZONE, Snapshot
from workbook.schemas import STORED, TABLES
from workbook.store import batches, log, relations
from workbook.store.log import Entry
from workbook.store.places import Place, is_damage, translated

if TYPE_CHECKING:
    from datetime import date

    import duckdb
    import pandas as pd
    import pyarrow as pa

    from workbook.book import Workbook
    from workbook.store.reach import Corrections, Reach
    from workbook.store.selection import Selection


@dataclass(frozen=True, slots=True)
class Store:
    """The archive at one version: later ingests do not change what it shows.

    ``sql`` asks it, ``book`` gives articles back as a `Workbook`, ``at`` goes back in time and
    ``latest`` forward. It keeps what was read; ``corrections`` lays the project's over that.
    """

    place: Place
    entry: Entry
    corrections: Corrections

    @classmethod
    def open(cls, place: Place, *, corrections: Corrections) -> Store:
        """The newest version of the store at a place."""
        return cls(place, log.read(place), corrections)

    @property
    def version(self) -> int:
        """One number for all tables; each ingest that changes something adds to it."""
        return self.entry.version

    @property
    def written(self) -> datetime:
        """When this version was written (UTC)."""
        return self.entry.written

    def latest(self) -> Store:
        """The store as it is now."""
        return replace(self, entry=log.read(self.place))

    def at(self, *, version: int | None = None, time: str | date | datetime | None = None) -> Store:
        """The store as it was at a version, or at a time (without a zone: Berlin time).

        Raises
        ------
        StoreRefused
            If there was no such version, or it has been cleared away.
        """
        newest = log.read(self.place)
        if (version is None) == (time is None):
            raise StoreRefused("Name either a version or a time, as in store.at(version=3).")
        if time is not None:
            return replace(self, entry=self._entry_at(newest, _instant(time)))
        assert version is not None
        if not newest.oldest <= version <= newest.version:
            raise StoreRefused(
                f"The store at {self.place} has no version {version}; "
                f"it keeps versions {newest.oldest} to {newest.version}."
            )
        return replace(self, entry=log.read(self.place, version))

    def history(self) -> pd.DataFrame:
        """Every version that can still be read, newest first.

        Returns
        -------
        DataFrame
            ``version, written, action, added, updated`` (the last two count articles).
        """
        import pandas as pd

        names = ("version", "written", "action", "added", "updated")
        entries = log.history(self.place, self.latest().entry)
        return pd.DataFrame(
            [[getattr(entry, name) for name in names] for entry in entries], columns=list(names)
        )

    def sql(self, query: str, **parameters: Any) -> pd.DataFrame:
        """Ask in SQL, as DuckDB speaks it; every table is a view of its name.

        Each view has the table's columns and ``month``, by which files are left unread: where a
        time is meant, say ``month = '2025-02'`` too. ``articles`` has the newsroom's ``day``
        (Berlin) as well. ``$name`` stands for a parameter.

        Raises
        ------
        QueryRefused
            With DuckDB's reason, if it cannot be answered.

        Examples
        --------
        ``store.sql("select outlet, count(*) as n from articles where month = $m group by all", m="2025-02")``
        """
        return _as_frame(self.arrow(query, **parameters))

    def arrow(self, query: str, **parameters: Any) -> pa.Table:
        """The same as an Arrow table."""
        import duckdb

        with self.connected(query) as connection, translated(self.place):
            try:
                found = connection.sql(query, params=parameters)
                if found is None:
                    raise QueryRefused("The query asks nothing; write one such as: from articles.")
                return found.to_arrow_table()
            except duckdb.Error as error:
                if isinstance(error, duckdb.IOException) or is_damage(error):
                    raise
                reason = str(error).splitlines()[0].rstrip(".")
                raise QueryRefused(f"The query cannot be answered: {reason}.") from None

    def table(self, name: str) -> pd.DataFrame:
        """One whole table, with exactly the columns and types of its schema."""
        return self._frames((name,), "true", {})[name]

    def book(
        self,
        *,
        article: str | None = None,
        articles: Collection[str] | None = None,
        outlet: str | None = None,
        actor: str | None = None,
        topic: str | None = None,
        source: str | None = None,
        since: str | date | None = None,
        until: str | date | None = None,
    ) -> Workbook:
        """The articles for which everything given holds, as `Workbook.filter` understands it.

        ``articles`` are ids, of several. Articles come in the order of their publication, those
        without a day last. An actor or source is found wherever the project's corrections put it.
        """
        given = {
            "article": article,
            "articles": None if articles is None else list(articles),
            "outlet": outlet,
            "actor": actor,
            "topic": topic,
            "source": source,
            "since": since,
            "until": until,
        }
        wanted = chosen_by({name: one for name, one in given.items() if one is not None})
        sought = {"actor": actor, "source": source}
        reached = {
            name: self.corrections.reach(key) for name, key in sought.items() if key is not None
        }
        wanted = {name: value for name, value in wanted.items() if name not in reached}
        where = [condition(wanted), *(reach.condition(name) for name, reach in reached.items())]
        for name, reach in reached.items():
            wanted |= reach.values(name)
        frames = self._frames(tuple(TABLES), " and ".join(where), wanted)
        book = self.corrections.book(Snapshot(self.version, self.written), frames)
        return book.filter(actor=actor, source=source) if reached else book

    def filter(self, **given: Any) -> Selection:
        """The articles `book` would give, chosen and not read: for measures over very many.

        Only articles that corrections change are read, when the first question is asked.

        Examples
        --------
        ``measures.trend(late.articles, late.actors, by="actor_id")`` with
        ``late = store.filter(since="2025-02-01")`` counts where the tables lie.
        """
        from workbook.store.selection import Selection

        return Selection.of(self).filter(**given)

    def reached(
        self,
        reach: Reach,
        columns: Mapping[str, Collection[str]],
        *,
        but: Collection[str] = (),
    ) -> Iterator[dict[str, pd.DataFrame]]:
        """Some columns, and ``article_id``, of the articles in a reach; a month at a time.

        ``but`` are ids of articles to leave out.
        """
        if not reach:
            return
        with (
            self.connected(" ".join((*columns, "actors")), whole=True) as connection,
            translated(self.place),
        ):
            where = f"{reach.condition('actor')} and a.article_id not in (select unnest($but))"
            given = {**reach.values("actor"), "but": list(but)}
            connection.execute(_CHOSEN.format(where=where), given)
            months = connection.sql("select distinct month from chosen order by 1").fetchall()
            for (month,) in months:
                yield {
                    name: batches.frame(
                        connection.sql(
                            _rows(name, [month], False, columns=("article_id", *listed))
                        ).to_arrow_table(),
                        name,
                    )
                    for name, listed in columns.items()
                }

    def _frames(
        self, names: tuple[str, ...], where: str, given: Mapping[str, Any]
    ) -> dict[str, pd.DataFrame]:
        """The rows of the articles for which ``where`` holds, in their order.

        What belongs to no article (a file that could not be read) comes with all articles only.
        """
        spoken = " ".join((*names, where, "articles"))
        with self.connected(spoken, whole=True) as connection, translated(self.place):
            connection.execute(_CHOSEN.format(where=where), dict(given))
            months = connection.sql("select distinct month from chosen order by 1").fetchall()
            listed = [month for (month,) in months]
            return {
                name: batches.frame(
                    connection.sql(_rows(name, listed, where == "true")).to_arrow_table(), name
                )
                for name in names
            }

    def connected(self, query: str, *, whole: bool = False) -> duckdb.DuckDBPyConnection:
        """A connection that sees the tables a query speaks of, and nothing else."""
        spoken = query.casefold()
        tables = {name: n for name, n in self.entry.tables.items() if name in spoken}
        return relations.connected(self.place, tables, whole=whole)

    def _entry_at(self, newest: Entry, instant: datetime) -> Entry:
        """The last version written at or before an instant, found by halving."""
        low, high = newest.oldest, newest.version
        if log.read(self.place, low).written > instant:
            raise StoreRefused(
                f"The store at {self.place} keeps nothing as old as {instant.isoformat()}; "
                f"its oldest version is {low}."
            )
        while low < high:
            middle = (low + high + 1) // 2
            if log.read(self.place, middle).written <= instant:
                low = middle
            else:
                high = middle - 1
        return log.read(self.place, low)

    def __repr__(self) -> str:
        return f"<Store: {self.place}, version {self.version}, {self.written:%Y-%m-%d %H:%M} UTC>"


def condition(given: Collection[str]) -> str:
    """SQL over the articles ``a`` for what is given as to `Store.book`, by its names."""
    return " and ".join(_CONDITIONS[name] for name in given) or "true"


def chosen_by(given: Mapping[str, Any]) -> dict[str, Any]:
    """What is given as to `Store.book`, its times as `Workbook.filter` takes them: in UTC.

    Raises
    ------
    QueryRefused
        If ``since`` or ``until`` is no day.

    Examples
    --------
    >>> chosen_by({"outlet": "Blatt", "since": "2025-02"})
    {'outlet': 'Blatt', 'since': datetime.datetime(2025, 1, 31, 23, 0)}
    """
    return {
        name: day(value).replace(tzinfo=None) if name in ("since", "until") else value
        for name, value in given.items()
    }


def day(given: str | date) -> datetime:
    """When a day begins that articles are chosen by, in UTC; a time is kept.

    Days are the newsroom's, as `measures` count them: that of Berlin begins before that of UTC.

    Raises
    ------
    QueryRefused
        If it is none.

    Examples
    --------
    >>> day("2025-02").isoformat(), day("2025-02-01T08:00+00:00").isoformat()
    ('2025-01-31T23:00:00+00:00', '2025-02-01T08:00:00+00:00')
    """
    import pandas as pd

    try:
        moment = pd.Timestamp(given)
        moment = moment if moment.tzinfo else moment.tz_localize(NEWSROOM_ZONE)
        return datetime.fromisoformat(moment.isoformat()).astimezone(UTC)  # refuses NaT
    except (TypeError, ValueError, OverflowError):
        raise QueryRefused(f"{str(given)[:40]!r} is no day; write it as 2025-02-16.") from None


def _rows(name: str, months: list[str], whole: bool, *, columns: Collection[str] = ("*",)) -> str:
    """The query for one table's rows of the articles chosen; other months are left unread."""
    order = ", ".join(f't."{column}"' for column in (batches.ROW, *STORED[name].key))
    within = ", ".join(f"'{month}'" for month in (*months, batches.NO_MONTH))
    loose = "or t.article_id is null" if whole else ""
    shown = ", ".join(f"t.{column}" for column in columns)
    return (
        f"select {shown} from {name} t left join chosen c using (article_id) where t.month in "
        f"({within}) and (c.place is not null {loose}) order by c.place, t.article_id, {order}"
    )


def _instant(time: str | date | datetime) -> datetime:
    try:
        moment = datetime.fromisoformat(time if isinstance(time, str) else time.isoformat())
        return (moment if moment.tzinfo else moment.replace(tzinfo=NEWSROOM_ZONE)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise StoreRefused(
            f"{str(time)[:40]!r} is no time; write it as 2025-02-16 or 2025-02-16T08:30."
        ) from None


def _as_frame(table: pa.Table) -> pd.DataFrame:
    """As our own tables: text and whole numbers with ``<NA>``."""
    import pandas as pd
    import pyarrow as pa

    whole = {f"int{n}": pd.Int64Dtype() for n in (8, 16, 32, 64)}
    text = {pa.string(): pd.StringDtype(), pa.large_string(): pd.StringDtype()}

    def dtype(kind: pa.DataType) -> Any:
        return text.get(kind) or whole.get(str(kind))

    found: pd.DataFrame = table.to_pandas(types_mapper=dtype)
    return found


_CHOSEN = (
    "create temp table chosen as select article_id, month, row_number() over "
    "(order by published is null, published, article_id) as place from articles a where {where}"
)
_CONDITIONS: Mapping[str, str] = {
    "article": "a.article_id = $article",
    "articles": "a.article_id in (select unnest($articles))",
    "outlet": "a.outlet = $outlet",
    "since": "a.published >= timezone('UTC', $since::timestamp) "
    "and a.month >= strftime($since::timestamp, '%Y-%m')",
    "until": "a.published < timezone('UTC', $until::timestamp) "
    "and a.month <= strftime($until::timestamp, '%Y-%m')",
    "actor": "a.article_id in (select article_id from actors where actor_id = $actor)",
    "source": "a.article_id in (select article_id from sources where source_id = $source)",
    "topic": "a.article_id in (select article_id from topics where topic_id = $topic)",
}
