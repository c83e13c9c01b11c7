"""Tables in hand or lying elsewhere, asked alike: what is counted is counted where the rows are.

A measure over an archive first counts, which takes all rows, and then computes, which takes only
the counts. The counting is SQL here, so that frames and the tables of a store (which are never
loaded for it) go the same way and give the same numbers.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias, Union

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    import pyarrow as pa

DAY = "date_trunc('day', published at time zone 'Europe/Berlin')"
"""The newsroom's day of an article (`NEWSROOM_ZONE`), as SQL says it."""


class Relation(Protocol):
    """A table that lies elsewhere."""

    def ask(self, query: str, tables: Mapping[str, Table]) -> pa.Table:
        """What a query gives, in which each of ``tables`` is known by its name."""

    def is_key(self, *columns: str) -> bool:
        """Whether no two rows are alike in these columns."""

    def query(self, condition: str) -> Relation:
        """The rows for which a condition holds that pandas and SQL read alike."""


Table: TypeAlias = Union["pd.DataFrame", Relation]
"""A frame, or a table that is asked where it lies."""


class Tables(Protocol):
    """A book or an archive: the tables that measures over many articles need."""

    @property
    def articles(self) -> Table: ...
    @property
    def actors(self) -> Table: ...
    @property
    def topics(self) -> Table: ...
    @property
    def sources(self) -> Table: ...
    @property
    def claims(self) -> Table: ...


def ask(query: str, **tables: Table) -> pd.DataFrame:
    """Ask tables in SQL, as DuckDB speaks it, each by its name; frames where they are.

    Examples
    --------
    >>> import pandas as pd
    >>> ask("select count(*) as n from actors", actors=pd.DataFrame({"actor_id": ["UKR"]}))
       n
    0  1
    """
    import pandas as pd

    away = [table for table in tables.values() if not isinstance(table, pd.DataFrame)]
    return _as_frame(away[0].ask(query, tables) if away else _asked_here(query, tables))


def register(connection: duckdb.DuckDBPyConnection, name: str, frame: pd.DataFrame) -> None:
    """Let a connection know a frame by a name."""
    import pyarrow as pa

    table = pa.Table.from_pandas(frame, preserve_index=False)
    for place, field in enumerate(table.schema):
        if pa.types.is_null(field.type):  # a column of nothing could be of any kind
            table = table.set_column(place, field.name, table[place].cast(pa.string()))
    connection.register(name, table)


def only(table: Table, *columns: str) -> Table:
    """A frame's columns of these names alone; elsewhere the others are not read anyway."""
    import pandas as pd

    return table[list(dict.fromkeys(columns))] if isinstance(table, pd.DataFrame) else table


@dataclass(frozen=True, slots=True)
class Tally:
    """In how many articles of each cell, such as a day or an outlet, each id stands.

    ``counts``: ``id, cell, n_articles, of`` (all articles of the cell) in the order of ids, then
    cells. ``of``: the articles of each cell, by cell, whether or not an id stands in them.
    """

    counts: pd.DataFrame
    of: pd.Series


def tally(articles: Table, rows: Table, *, by: str, cell: str) -> Tally:
    """Count the articles in which the ids of ``rows`` stand, cell by cell.

    Parameters
    ----------
    by : the column of ``rows`` with the ids.
    cell : SQL over ``articles``; where it is null, an article counts nowhere.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"article_id": ["a", "b"], "outlet": ["Blatt", "Blatt"]})
    >>> actors = pd.DataFrame({"article_id": ["b", "b", "x"], "actor_id": ["UKR", "UKR", "USA"]})
    >>> found = tally(articles, actors, by="actor_id", cell="outlet")
    >>> found.counts
        id   cell  n_articles  of
    0  UKR  Blatt           1   2
    >>> found.of.to_dict()
    {'Blatt': 2}
    """
    import pandas as pd

    once = not isinstance(rows, pd.DataFrame) and rows.is_key("article_id", by)
    held = f'select {"" if once else "distinct"} article_id, "{by}" as id from rows'
    found = ask(
        "with cells as (select article_id, cell from "
        f"(select article_id, {cell} as cell from articles) where cell is not null), "
        'sizes as (select cell, count(*) as "of" from cells group by cell), '
        f'held as ({held} where "{by}" is not null) '
        'select id, cell, count(*) as n_articles, "of" from held join cells using (article_id) '
        'join sizes using (cell) group by id, cell, "of" '
        'union all select null, cell, 0, "of" from sizes order by n_articles = 0, id, cell',
        articles=articles,
        rows=only(rows, "article_id", by),
    )
    there = found["n_articles"] > 0
    return Tally(found[there].reset_index(drop=True), found[~there].set_index("cell")["of"])


def distinct(table: Table, columns: Sequence[str]) -> pd.DataFrame:
    """What stands together in some columns, once each, in no order."""
    import pandas as pd

    if isinstance(table, pd.DataFrame):
        return table[list(columns)].drop_duplicates()
    listed = ", ".join(f'"{column}"' for column in columns)
    return ask(f"select distinct {listed} from rows", rows=table)


def among(table: Table, wanted: pd.DataFrame) -> pd.DataFrame:
    """Which of the rows that are wanted stand in a table, once each, in no order.

    Examples
    --------
    >>> import pandas as pd
    >>> actors = pd.DataFrame({"actor_id": ["UKR", "USA", "UKR"]})
    >>> among(actors, pd.DataFrame({"actor_id": ["UKR", "FRA", "UKR"]}))["actor_id"].tolist()
    ['UKR']
    """
    once = wanted.drop_duplicates()
    same = " and ".join(f'rows."{c}" is not distinct from wanted."{c}"' for c in once.columns)
    return ask(f"from wanted semi join rows on {same}", rows=table, wanted=once)


def firsts(articles: Table, rows: Table, *, by: str, ids: Collection[str]) -> pd.DataFrame:
    """The first row of each of some ids, by publication: with the name it had there.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"article_id": ["a", "b"],
    ...     "published": pd.to_datetime(["2025-02-17", "2025-02-16"], utc=True)})
    >>> actors = pd.DataFrame({"article_id": ["a", "b"], "actor_id": "UKR", "name": ["Kiew", "Kyjiw"]})
    >>> firsts(articles, actors, by="actor_id", ids=["UKR"])["name"].tolist()
    ['Kyjiw']
    """
    import pandas as pd

    return ask(
        "with dated as (select article_id, published as day from articles), "
        f'best as (select "{by}" as id, arg_min(rows, (day is null, day, article_id)) as found '
        f'from rows semi join ids on "{by}" = id join dated using (article_id) group by all) '
        "select unnest(found) from best order by id",
        articles=only(articles, "article_id", "published"),
        rows=rows,
        ids=pd.DataFrame({"id": list(ids)}, dtype="string"),
    )


def _asked_here(query: str, tables: Mapping[str, Table]) -> pa.Table:
    import duckdb

    with duckdb.connect(":memory:") as connection:
        for name, frame in tables.items():
            register(connection, name, frame)  # type: ignore[arg-type]
        return connection.sql(query).to_arrow_table()


def _as_frame(table: pa.Table) -> pd.DataFrame:
    import pandas as pd
    import pyarrow as pa

    text = {pa.string(): pd.StringDtype(), pa.large_string(): pd.StringDtype()}
    found: pd.DataFrame = table.to_pandas(types_mapper=text.get)
    return found
