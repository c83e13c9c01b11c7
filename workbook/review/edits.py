"""What a correction does to the reading of one article: a changed reading, or why it cannot.

Each edit is a function of a reading alone, so that the same correction does the same to an
article whether it is read by itself, with a thousand others, or taken out of an archive.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, TypeVar

from workbook.models import Claim, Mention, Reading
from workbook.review import cast, voices
from workbook.review.anchors import Quote, Where
from workbook.review.corrections import (
    Accept,
    Alias,
    Attribute,
    Change,
    Correction,
    Merge,
    Reject,
    Split,
)

_ALIKE = 0.5
"""How much of two spans must be common for them to be the same claim, read anew."""


@dataclass(frozen=True, slots=True)
class Missed:
    """Why a correction changes nothing in an article: half a sentence."""

    reason: str


Outcome = Reading | Missed | None
"""The reading as corrected (the same one if it was right already), why not, or None where the
correction is not about this article."""

Place = tuple[int, int]
_AnySpan = TypeVar("_AnySpan", Mention, Claim)


def apply(correction: Correction, reading: Reading) -> Outcome:
    """A correction's outcome for one article."""
    return _EDITS[correction.what](correction, reading)


def _merge(one: Merge, reading: Reading) -> Outcome:
    if cast.actor(reading, one.actor) is None:
        return None
    return cast.merged(reading, one.actor, one.new)


def _change(one: Change, reading: Reading) -> Outcome:
    if one.article is not None and not _is(one.article, reading):
        return None
    actor = cast.actor(reading, one.actor)
    if actor is None:
        return Missed("the actor is not in this article") if one.article else None
    new: dict[str, Any] = {one.field: one.new}
    return cast.profiled(reading, replace(actor, **new))


def _split(one: Split, reading: Reading) -> Outcome:
    if not _names(one.article, reading):
        return None
    chosen = [
        mention
        for quote in one.quotes
        if (mention := _mention(reading, one.article, quote, one.actor)) is not None
    ]
    if not chosen:
        return _gone(reading, one.article, one.quotes, "mention of this actor")
    return cast.reassigned(reading, chosen, one.new)


def _alias(one: Alias, reading: Reading) -> Outcome:
    places = _places(one.text, reading.article.text)
    changed = reading
    for actor in reading.actors:
        if actor.name == one.text and actor.actor_id != one.new.actor_id:
            changed = cast.merged(changed, actor.actor_id, one.new)
    if not places and changed is reading:
        return None
    others = [m for m, place in _met(changed.mentions, places) if _inside(m, place)]
    others = [m for m in others if m.actor_id != one.new.actor_id]
    if others:
        changed = cast.reassigned(changed, others, one.new)
    taken = {place for m, place in _met(changed.mentions, places) if not _smaller(m, place)}
    free = [place for place in places if place not in taken]
    return cast.added(changed, free, one.new) if free else changed


def _reject(one: Reject, reading: Reading) -> Outcome:
    if not _names(one.article, reading):
        return None
    if one.of == "mention":
        mention = _mention(reading, one.article, one.quote, one.old)
        if mention is not None:
            return cast.without(reading, mention)
    else:
        claim = _claim(reading, one.article, one.quote, one.old)
        if claim is not None:
            return voices.without(reading, claim)
    return _gone(reading, one.article, (one.quote,), one.of)


def _attribute(one: Attribute, reading: Reading) -> Outcome:
    if not _names(one.article, reading):
        return None
    claim = _claim(reading, one.article, one.quote, one.old)
    if claim is None:
        return _gone(reading, one.article, (one.quote,), "claim")
    return voices.attributed(reading, claim, one.new)


def _accept(one: Accept, reading: Reading) -> Outcome:
    if one.of == "actor":
        here = one.article is None or _is(one.article, reading)
        return reading if here and cast.actor(reading, one.actor or "") else None
    assert one.article is not None
    assert one.quote is not None
    if not _names(one.article, reading):
        return None
    find: Callable[..., Any] = _mention if one.of == "mention" else _claim
    if find(reading, one.article, one.quote, one.old) is None:
        return _gone(reading, one.article, (one.quote,), one.of)
    return reading


def _names(where: Where, reading: Reading) -> bool:
    return where.names(reading.article)


def _is(where: Where, reading: Reading) -> bool:
    """Whether an article is the one that is meant, without a look at its words."""
    return where.names(reading.article) and where.tells(reading.article)


def _mention(reading: Reading, where: Where, quote: Quote, actor_id: str | None) -> Mention | None:
    """The mention in a quote: the actor's, or else whoever is read in these very words."""
    place = where.find(quote, reading.article)
    found = _best(reading.mentions, place)
    same = (m for m in found if m.actor_id == actor_id)
    there = (m for m in found if (m.start, m.end) == place)
    return next(same, next(there, None))


def _claim(reading: Reading, where: Where, quote: Quote, source_id: str | None) -> Claim | None:
    found = _best(reading.claims, where.find(quote, reading.article))
    same = (claim for claim in found if claim.source_id == source_id)
    return next(same, found[0] if found else None)


def _best(spans: Iterable[_AnySpan], place: Place | None) -> list[_AnySpan]:
    """What is read at a place, best first; a comma more or less does not matter."""
    if place is None:
        return []
    start, end = place
    ranked = []
    for number, span in enumerate(spans):
        common = min(end, span.end) - max(start, span.start)
        alike = common / (max(end, span.end) - min(start, span.start))
        if alike >= _ALIKE:
            ranked.append((-alike, number, span))
    return [span for _, _, span in sorted(ranked, key=lambda r: r[:2])]


def _gone(reading: Reading, where: Where, quotes: Iterable[Quote], what: str) -> Missed | None:
    """Why nothing was found in the words of an article, if it is the one that is meant."""
    if any(where.find(quote, reading.article) for quote in quotes):
        return Missed(f"no {what} is read in these words any more")
    if where.tells(reading.article):
        return Missed("these words are not in the article any more")
    return None


def _places(words: str, text: str) -> list[Place]:
    """Where some words stand in a text, not within other words."""
    if words not in text:
        return []
    pattern = rf"(?<!\w){re.escape(words)}(?!\w)"
    return [match.span() for match in re.finditer(pattern, text)]


def _met(mentions: Iterable[Mention], places: Sequence[Place]) -> Iterator[tuple[Mention, Place]]:
    """Mentions with the places they touch; places come in their order, without overlaps."""
    ends = [end for _, end in places]
    for mention in mentions:
        i = bisect_right(ends, mention.start)
        while i < len(places) and places[i][0] < mention.end:
            yield mention, places[i]
            i += 1


def _inside(mention: Mention, place: Place) -> bool:
    return place[0] <= mention.start and mention.end <= place[1]


def _smaller(mention: Mention, place: Place) -> bool:
    """Whether a mention is a part of a place: *Erika* where *Erika Probe* is meant."""
    return _inside(mention, place) and (mention.start, mention.end) != place


_EDITS: Mapping[str, Callable[[Any, Reading], Outcome]] = MappingProxyType(
    {
        "merge": _merge,
        "split": _split,
        "change": _change,
        "alias": _alias,
        "reject": _reject,
        "source": _attribute,
        "accept": _accept,
    }
)
