"""Rows back to records: what a correction can change, and what it looks at for that.

Topics, dates and problems are not among it, and of events only who took part: their rows stay.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
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
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

MADE_OF: Mapping[str, Callable[[Reading], object]] = MappingProxyType(
    {
        "mentions": lambda reading: reading.mentions,
        "actors": lambda reading: reading.actors,
        "sources": lambda reading: reading.sources,
        "claims": lambda reading: reading.claims,
        "claim_spans": lambda reading: [claim.spans for claim in reading.claims],
        "event_actors": lambda reading: [event.actors for event in reading.events],
    }
)
"""The tables a correction can change, and what of a reading each of them is made of."""
CHANGED = tuple(MADE_OF)

_ARTICLE = tuple(Article.__dataclass_fields__)
COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "articles": ("n_tokens", *_ARTICLE),
        "sentences": ("start", "end", "is_heading"),
        "mentions": ("start", "end", "kind", "form", "actor_id", "role"),
        "actors": ("actor_id", "name", "kind", "n_mentions", "first_start", "salience", "role",
                   "affiliation", "country", "wikidata"),
        "sources": ("source_id", "name", "kind", "n_claims", "share", "first_start", "actor_id"),
        "claims": ("claim_id", "source_id", "kind", "certainty", "via_source_id"),
        "claim_spans": ("claim_id", "part", "start", "end"),
        "events": ("event_id", "start", "end", "type", "status"),
        "event_actors": ("event_id", "actor_id", "part"),
    }
)  # fmt: skip
"""What of each table a reading is made of, beside ``article_id``."""

Frames = Mapping[str, "pd.DataFrame"]


def readings(frames: Frames, article_ids: Iterable[str], *, claims: bool = True) -> list[Reading]:
    """The readings of some articles, in the order of the frame ``articles``.

    Without ``claims`` they have neither claims nor events: enough for a correction that changes
    neither who is meant nor who says something.

    Examples
    --------
    >>> from workbook import tables
    >>> reading = Reading(Article(text="Berlin schweigt."), sentences=(Sentence(0, 16),))
    >>> readings(tables.frames([reading]), [reading.article.article_id]) == [reading]
    True
    """
    import pandas as pd

    known = pd.Index(frames["articles"]["article_id"])
    wanted = known.isin(list(article_ids))

    def of(name: str) -> Iterator[tuple[str, tuple[Any, ...]]]:
        ids = pd.Index(frames[name]["article_id"])
        return _rows(frames[name], wanted[known.get_indexer(ids)], COLUMNS[name])

    parts: dict[str, Mapping[str, list[Any]]] = {
        "sentences": _gathered((key, Sentence(*row)) for key, row in of("sentences")),
        "mentions": _gathered((key, Mention(*row)) for key, row in of("mentions")),
        "actors": _gathered((key, Actor(*row)) for key, row in of("actors")),
        "sources": _gathered((key, Source(*row)) for key, row in of("sources")),
    }
    if claims:
        parts |= {
            "claims": _gathered(_claims(of("claims"), of("claim_spans"))),
            "events": _gathered(_events(of("events"), of("event_actors"))),
        }
    return [
        Reading(
            _article(head), n_tokens, **{name: tuple(of_all[key]) for name, of_all in parts.items()}
        )
        for key, (n_tokens, *head) in of("articles")
    ]


def _rows(
    frame: pd.DataFrame, there: NDArray[np.bool_], columns: Iterable[str]
) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """The article and the cells of some columns, row by row; None where nothing is known."""
    places = there.nonzero()[0]
    ids, *cells = (
        frame[column].array.take(places).to_numpy(dtype=object, na_value=None).tolist()
        for column in ("article_id", *columns)
    )
    return zip(ids, zip(*cells, strict=True), strict=True)


def _gathered(pairs: Iterable[tuple[Any, Any]]) -> Mapping[Any, list[Any]]:
    found: dict[Any, list[Any]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found


def _article(row: Iterable[Any]) -> Article:
    fields = dict(zip(_ARTICLE, row, strict=True))
    published = fields["published"]
    return Article(**fields | {"published": published and published.to_pydatetime()})


def _claims(
    claims: Iterable[tuple[str, tuple[Any, ...]]], spans: Iterable[tuple[str, tuple[Any, ...]]]
) -> Iterator[tuple[str, Claim]]:
    of = _gathered(((key, number), ClaimSpan(*span)) for key, (number, *span) in spans)
    for key, (number, source_id, kind, certainty, via) in claims:
        yield key, Claim(source_id, kind, certainty, tuple(of[key, number]), via)


def _events(
    events: Iterable[tuple[str, tuple[Any, ...]]], actors: Iterable[tuple[str, tuple[Any, ...]]]
) -> Iterator[tuple[str, Event]]:
    of = _gathered(((key, number), EventActor(*actor)) for key, (number, *actor) in actors)
    for key, (number, start, end, what, status) in events:
        yield key, Event(start, end, what, status, tuple(of[key, number]))
