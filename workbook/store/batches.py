"""A batch: the tables of some articles as they are stored, made apart from any store.

Beside its own columns each stored table has ``month`` (of publication, such as ``2025-02``, or
``unknown``), by which it is parted, and ``row``, the place within the article's rows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from workbook import schemas
from workbook.measures import resemblance
from workbook.models import Article, Problem
from workbook.schemas import STORED

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

MONTH, ROW = "month", "row"
MARKS = "marks"
"""Name of the table an ingest keeps for itself."""
NO_MONTH = "unknown"
_WORDING = ("title", "outlet", "author", "url", "published", "language", "text")


@dataclass(frozen=True, slots=True)
class Batch:
    """Arrow tables by name: those of `schemas.TABLES`, and ``marks``."""

    tables: Mapping[str, pa.Table]

    @property
    def marks(self) -> pa.Table:
        """One row an article: id, day of publication, fingerprint and minima."""
        return self.tables[MARKS]

    @property
    def n_articles(self) -> int:
        return int(self.marks.num_rows)


def batch(frames: Mapping[str, pd.DataFrame]) -> Batch:
    """The tables of some articles, ready to be stored: a pure function, for any process.

    Examples
    --------
    >>> batch({name: table.empty() for name, table in schemas.TABLES.items()}).n_articles
    0
    """
    found = stored(frames)
    return Batch({**found, MARKS: _marks(frames["articles"], found["articles"][MONTH])})


def stored(frames: Mapping[str, pd.DataFrame]) -> dict[str, pa.Table]:
    """Some tables, ``articles`` among them, as they are stored."""
    articles = frames["articles"]
    month = dict(zip(articles["article_id"], _months(articles), strict=True))
    return {name: _stored(name, frame, month) for name, frame in frames.items()}


def joined(batches: Iterable[Batch]) -> Batch:
    """Several batches as one, in their order."""
    import pyarrow as pa

    several = list(batches)
    names = several[0].tables
    return Batch({name: pa.concat_tables([one.tables[name] for one in several]) for name in names})


def of_problems(problems: Iterable[tuple[int, str, str]]) -> Batch:
    """Numbers, stages and messages of what never became an article, as a batch of its own."""
    import pyarrow as pa

    rows = [
        {"problem_id": number, "stage": stage, "message": message, MONTH: NO_MONTH, ROW: number}
        for number, stage, message in problems
    ]
    tables = {name: schema(name).empty_table() for name in (*schemas.TABLES, MARKS)}
    tables["problems"] = pa.Table.from_pylist(rows, schema=schema("problems"))
    return Batch(tables)


def problems_of_none(one: Batch) -> list[Problem]:
    """The problems in a batch that belong to no article."""
    rows = one.tables["problems"].to_pylist()
    return [Problem(r["stage"], r["message"]) for r in rows if r["article_id"] is None]


def selected(one: Batch, article_ids: set[str]) -> Batch:
    """The rows of some articles alone."""
    import pyarrow as pa
    import pyarrow.compute as pc

    wanted = pa.array(sorted(article_ids), pa.string())
    return Batch(
        {
            name: table.filter(pc.is_in(table["article_id"], value_set=wanted))
            for name, table in one.tables.items()
        }
    )


def fingerprint(article: Article) -> str:
    """What tells one wording of an article from another; where it was read from does not count.

    Examples
    --------
    >>> fingerprint(Article(text="a")) == fingerprint(Article(text="a", origin="a.txt"))
    True
    """
    return _hashed(getattr(article, name) for name in _WORDING)


def frame(table: pa.Table, name: str) -> pd.DataFrame:
    """Rows out of a store as a frame that keeps the schema, with the columns that are there."""
    there = set(table.column_names)
    columns = {c: spec.dtype for c, spec in STORED[name].columns.items() if c in there}
    found: pd.DataFrame = table.select(list(columns)).to_pandas()
    return found.astype(columns)


@cache
def schema(name: str) -> pa.Schema:
    """The Arrow schema of one stored table."""
    import pyarrow as pa

    extra = [(MONTH, pa.string()), (ROW, pa.int32())]
    if name == MARKS:
        own = {
            "article_id": pa.string(),
            "published": pa.timestamp("us", "UTC"),
            "fingerprint": pa.string(),
            "bands": pa.list_(pa.int32()),
        }
    else:
        types = {
            schemas.TEXT: pa.string(),
            schemas.INT: pa.int64(),
            schemas.INT_OR_NA: pa.int64(),
            schemas.FLOAT: pa.float64(),
            schemas.BOOL: pa.bool_(),
            schemas.INSTANT: pa.timestamp("us", "UTC"),
            schemas.DAY: pa.timestamp("us"),
        }
        own = {column: types[spec.dtype] for column, spec in STORED[name].columns.items()}
    return pa.schema([*own.items(), *extra])


def _stored(name: str, found: pd.DataFrame, month: Mapping[str, str]) -> pa.Table:
    import pyarrow as pa

    ids = found["article_id"]
    placed = found.assign(
        month=ids.map(month).fillna(NO_MONTH).astype("string"),
        row=found.groupby("article_id", dropna=False).cumcount().astype("int32"),
    )
    return pa.Table.from_pandas(placed, schema=schema(name), preserve_index=False)


def _marks(articles: pd.DataFrame, month: pa.ChunkedArray) -> pa.Table:
    import pyarrow as pa

    wordings = (articles[name] for name in _WORDING)
    columns = {
        "article_id": articles["article_id"],
        "published": articles["published"],
        "fingerprint": [_hashed(wording) for wording in zip(*wordings, strict=True)],
        "bands": resemblance.bands(articles["text"]),
        MONTH: month.combine_chunks(),
        ROW: [0] * len(articles),
    }
    own = schema(MARKS)
    arrays = [pa.array(columns[field.name], field.type) for field in own]
    return pa.Table.from_arrays(arrays, schema=own)


def _hashed(wording: Iterable[Any]) -> str:
    import pandas as pd

    fields = ("\x00" if pd.isna(value) else _as_text(value) for value in wording)
    return hashlib.sha256("\x1f".join(fields).encode()).hexdigest()[:32]


def _as_text(value: str | datetime) -> str:
    return value if isinstance(value, str) else value.isoformat()


def _months(articles: pd.DataFrame) -> list[str]:
    days = articles["published"]
    known = days.notna()
    return [
        f"{year:04.0f}-{number:02.0f}" if there else NO_MONTH
        for year, number, there in zip(days.dt.year, days.dt.month, known, strict=True)
    ]
