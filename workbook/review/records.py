"""Rows back to records: what a correction can change, and what it looks at for that.

Topics, dates and problems are not among it, and of events only who took part: their rows stay.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from workbook.models import (
    Actor,
    Article,
    Claim,
    ClaimSpan,
    Event,
    EventActor,
    Mention,
    Reading,
    Sentence,
    Source,
)

if TYPE_CHECKING:
    import pandas as pd

FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "mentions": "mentions",
        "actors": "actors",
        "sources": "sources",
        "claims": "claims",
        "claim_spans": "claims",
        "event_actors": "events",
    }
)
"""The tables a correction can change, and the field of a reading that becomes each of them."""
CHANGED = tuple(FIELDS)
_READ = ("articles", "sentences", "events", *CHANGED)

Row = dict[str, Any]
Rows = Mapping[str, list[Row]]


def readings(frames: Mapping[str, pd.DataFrame], article_ids: Iterable[str]) -> list[Reading]:
    """The readings of some articles, in the order of the frame ``articles``.

    Examples
    --------
    >>> from workbook import tables
    >>> reading = Reading(Article(text="Berlin schweigt."), sentences=(Sentence(0, 16),))
    >>> readings(tables.frames([reading]), [reading.article.article_id]) == [reading]
    True
    """
    wanted = set(article_ids)
    rows: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for name in _READ:
        frame = frames[name]
        chosen = frame[frame["article_id"].isin(wanted)]
        columns = list(frame.columns)  # once: of an Arrow index, Python asks for each name anew
        for cells in zip(*(_cells(chosen[column]) for column in columns), strict=True):
            row = dict(zip(columns, cells, strict=True))
            rows[row.pop("article_id")][name].append(row)
    return [_reading(of_article) for of_article in rows.values()]


def _cells(column: pd.Series) -> list[Any]:
    """A column's values as Python's own, None where nothing is known."""
    if not column.hasnans:
        return column.tolist()
    values = column.astype(object)
    return values.where(values.notna(), None).tolist()


def _reading(rows: Rows) -> Reading:
    head = dict(rows["articles"][0])
    n_tokens = head.pop("n_tokens")
    published = head.pop("published")
    return Reading(
        Article(**head, published=published and published.to_pydatetime()),
        n_tokens=n_tokens,
        sentences=tuple(
            Sentence(row["start"], row["end"], row["is_heading"]) for row in rows["sentences"]
        ),
        mentions=tuple(
            Mention(
                row["start"], row["end"], row["kind"], row["form"], row["actor_id"], row["role"]
            )
            for row in rows["mentions"]
        ),
        actors=tuple(Actor(**row) for row in rows["actors"]),
        sources=tuple(Source(**row) for row in rows["sources"]),
        claims=_claims(rows),
        events=_events(rows),
    )


def _claims(rows: Rows) -> tuple[Claim, ...]:
    spans: dict[int, list[ClaimSpan]] = defaultdict(list)
    for row in rows["claim_spans"]:
        spans[row["claim_id"]].append(ClaimSpan(row["part"], row["start"], row["end"]))
    return tuple(
        Claim(
            row["source_id"],
            row["kind"],
            row["certainty"],
            tuple(spans[row["claim_id"]]),
            row["via_source_id"],
        )
        for row in rows["claims"]
    )


def _events(rows: Rows) -> tuple[Event, ...]:
    actors: dict[int, list[EventActor]] = defaultdict(list)
    for row in rows["event_actors"]:
        actors[row["event_id"]].append(EventActor(row["actor_id"], row["part"]))
    return tuple(
        Event(row["start"], row["end"], row["type"], row["status"], tuple(actors[row["event_id"]]))
        for row in rows["events"]
    )
