"""The tables, once: columns, types, keys and what refers to what.

Read `TABLES` as documentation: the README's list of tables is checked against it. Text is
pandas' ``string`` with ``<NA>`` where unknown; instants are UTC; other dates are the
newsroom's calendar, ``begin`` inclusive and ``until`` exclusive like every other span.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, get_args

from workbook import models

if TYPE_CHECKING:
    import pandas as pd
    import pandera.pandas as pa

TEXT, INT, INT_OR_NA, FLOAT, BOOL = "string", "int64", "Int64", "float64", "bool"
INSTANT, DAY = "datetime64[us, UTC]", "datetime64[us]"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its dtype, whether ``<NA>`` may stand in it, the only values it may hold."""

    dtype: str = TEXT
    nullable: bool = False
    values: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None

    def keeps(self, series: pd.Series) -> bool:
        """Whether the values of a column are all as they should be."""
        known = series.array
        missing = known.isna()
        if missing.any():
            known = known[~missing]
        return (
            series.dtype == _dtype(self.dtype)
            and (self.nullable or len(known) == len(series))
            and (not self.values or bool(known.isin(self.values).all()))
            and (self.low is None or bool((known >= self.low).all()))
            and (self.high is None or bool((known <= self.high).all()))
        )


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its columns in order, its key, and the tables its columns refer to."""

    name: str
    columns: Mapping[str, Column]
    key: tuple[str, ...]
    references: Mapping[str, tuple[str, str]]  # column -> (table, column), within the article

    def empty(self) -> pd.DataFrame:
        """The table without rows."""
        return self.frame(())

    def frame(self, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
        """Rows as a validated frame, with exactly this table's columns and dtypes.

        Raises
        ------
        pandera.errors.SchemaError
            If a row breaks the schema: a fault of this package, never of the article.
        """
        rows = list(rows)
        return self.framed([row.get(name) for row in rows] for name in self.columns)

    def framed(self, columns: Iterable[Sequence[Any]]) -> pd.DataFrame:
        """Columns in order as a validated frame; none at all make an empty table.

        Raises
        ------
        pandera.errors.SchemaError
            As `frame`.
        """
        import pandas as pd

        values = tuple(columns) or ((),) * len(self.columns)
        arrays = {
            name: pd.array(given, dtype=_dtype(column.dtype))
            for (name, column), given in zip(self.columns.items(), values, strict=True)
        }
        return self.validate(pd.DataFrame(arrays, copy=False))

    def validate(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The frame itself if it keeps the schema.

        pandera, which takes ten times as long, only says what is wrong with one that does not.

        Raises
        ------
        pandera.errors.SchemaError
            If it does not.
        """
        return frame if self.keeps(frame) else schema(self.name).validate(frame)

    def keeps(self, frame: pd.DataFrame) -> bool:
        """Whether a frame keeps the schema: columns in order, types, values, and keys once."""
        return (
            list(frame) == list(self.columns)
            and all(column.keeps(frame[name]) for name, column in self.columns.items())
            and not frame.duplicated(list(self.key)).any()
        )


def _table(
    name: str,
    key: str,
    columns: Mapping[str, Column],
    references: Mapping[str, tuple[str, str]] | None = None,
) -> Table:
    return Table(
        name=name,
        columns=MappingProxyType({"article_id": Column(), **columns}),
        key=tuple(dict.fromkeys(("article_id", *key.split()))),
        references=MappingProxyType(dict(references or {})),
    )


def _one_of(literal: Any, *, nullable: bool = False) -> Column:
    return Column(values=get_args(literal), nullable=nullable)


_maybe_text, _share = Column(nullable=True), Column(FLOAT, low=0.0, high=1.0)
_row_number = Column(INT, low=1)
_offset, _maybe_offset = Column(INT, low=0), Column(INT_OR_NA, nullable=True, low=0)
_count, _maybe_day = Column(INT, low=0), Column(DAY, nullable=True)
_span = {"start": _offset, "end": _offset, "text": Column()}
_in_sentence = {"sentence_id": ("sentences", "sentence_id")}

TABLES: Mapping[str, Table] = MappingProxyType(
    {
        table.name: table
        for table in (
            _table(
                "articles",
                "article_id",
                {
                    "title": _maybe_text,
                    "outlet": _maybe_text,
                    "author": _maybe_text,
                    "url": _maybe_text,
                    "published": Column(INSTANT, nullable=True),
                    "language": _maybe_text,
                    "text": Column(),
                    "n_tokens": _count,
                    "origin": _maybe_text,
                },
            ),
            _table(
                "sentences",
                "sentence_id",
                {"sentence_id": _row_number, **_span, "is_heading": Column(BOOL)},
            ),
            _table(
                "mentions",
                "mention_id",
                {
                    "mention_id": _row_number,
                    "sentence_id": _row_number,
                    **_span,
                    "kind": _one_of(models.MentionKind),
                    "form": _one_of(models.MentionForm),
                    "role": _maybe_text,
                    "actor_id": Column(),
                },
                _in_sentence | {"actor_id": ("actors", "actor_id")},
            ),
            _table(
                "actors",
                "actor_id",
                {
                    "actor_id": Column(),
                    "name": Column(),
                    "kind": _one_of(models.MentionKind),
                    "role": _maybe_text,
                    "affiliation": _maybe_text,
                    "country": _maybe_text,
                    "wikidata": _maybe_text,
                    "n_mentions": _count,
                    "first_start": _offset,
                    "salience": _share,
                },
            ),
            _table(
                "topics",
                "topic_id",
                {
                    "topic_id": Column(),
                    "label": Column(),
                    "parent_id": _maybe_text,
                    "level": Column(INT, low=1),
                    "score": _share,
                    "n_terms": _count,
                },
            ),
            _table(
                "topic_terms",
                "topic_id start end",
                {
                    "topic_id": Column(),
                    "sentence_id": _row_number,
                    **_span,
                    "weight": Column(FLOAT, low=0.0),
                },
                _in_sentence | {"topic_id": ("topics", "topic_id")},
            ),
            _table(
                "sources",
                "source_id",
                {
                    "source_id": Column(),
                    "name": Column(),
                    "kind": _one_of(models.SourceKind),
                    "actor_id": _maybe_text,
                    "n_claims": _count,
                    "share": _share,
                    "first_start": _maybe_offset,
                },
                {"actor_id": ("actors", "actor_id")},
            ),
            _table(
                "claims",
                "claim_id",
                {
                    "claim_id": _row_number,
                    "sentence_id": _row_number,
                    "source_id": Column(),
                    "via_source_id": _maybe_text,
                    "kind": _one_of(models.ClaimKind),
                    **_span,
                    "speaker": _maybe_text,
                    "cue": _maybe_text,
                    "certainty": _one_of(models.Certainty),
                },
                _in_sentence
                | {
                    "source_id": ("sources", "source_id"),
                    "via_source_id": ("sources", "source_id"),
                },
            ),
            _table(
                "claim_spans",
                "claim_id part start end",
                {
                    "claim_id": _row_number,
                    "part": _one_of(models.ClaimPart),
                    "start": _offset,
                    "end": _offset,
                },
                {"claim_id": ("claims", "claim_id")},
            ),
            _table(
                "dates",
                "date_id",
                {
                    "date_id": _row_number,
                    "sentence_id": _row_number,
                    **_span,
                    "type": _one_of(models.DateType),
                    "value": Column(),
                    "begin": _maybe_day,
                    "until": _maybe_day,
                },
                _in_sentence,
            ),
            _table(
                "events",
                "event_id",
                {
                    "event_id": _row_number,
                    "sentence_id": _row_number,
                    **_span,
                    "type": Column(),
                    "mode": _maybe_text,
                    "status": _one_of(models.EventStatus),
                    "begin": _maybe_day,
                    "until": _maybe_day,
                    "place": _maybe_text,
                },
                _in_sentence,
            ),
            _table(
                "event_actors",
                "event_id actor_id part",
                {
                    "event_id": _row_number,
                    "actor_id": Column(),
                    "part": _one_of(models.EventPart),
                },
                {"event_id": ("events", "event_id"), "actor_id": ("actors", "actor_id")},
            ),
            _table(
                "problems",
                "problem_id",
                {
                    "article_id": _maybe_text,  # unknown where no article could be made
                    "problem_id": _row_number,
                    "stage": Column(),
                    "message": Column(),
                    "start": _maybe_offset,
                    "end": _maybe_offset,
                },
            ),
        )
    }
)
"""Every table by name, in the order in which they are written."""

COPIES = _table(
    "copies",
    "original_id",
    {"original_id": Column(), "similarity": _share},
    {"article_id": ("articles", "article_id"), "original_id": ("articles", "article_id")},
)
"""Articles that are nearly the same as an earlier one: of a whole collection, so a store keeps it
beside the tables of articles, and `measures.copies` makes it of any."""

STORED: Mapping[str, Table] = MappingProxyType({**TABLES, COPIES.name: COPIES})
"""Every table a store holds."""


@cache
def _dtype(name: str) -> Any:
    import pandas as pd

    return pd.api.types.pandas_dtype(name)


@cache
def schema(name: str) -> pa.DataFrameSchema:
    """A table as pandera knows it."""
    import pandera.pandas as pa

    table = STORED[name]
    return pa.DataFrameSchema(
        {
            column: pa.Column(spec.dtype, nullable=spec.nullable, checks=_checks(spec, pa))
            for column, spec in table.columns.items()
        },
        unique=list(table.key),
        strict=True,
        ordered=True,
        name=name,
    )


def _checks(spec: Column, pa: Any) -> list[Any]:
    checks = []
    if spec.values:
        checks.append(pa.Check.isin(spec.values))
    if spec.low is not None:
        checks.append(pa.Check.ge(spec.low))
    if spec.high is not None:
        checks.append(pa.Check.le(spec.high))
    return checks
