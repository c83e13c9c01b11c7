"""The claims of a reading with other sources, and the sources counted anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import replace

from workbook.models import AUTHOR, Claim, Mention, Reading, Source
from workbook.review.corrections import Party


def merged(reading: Reading, source_id: str, into: Source) -> Reading:
    """A reading in which everything one source says is another's."""

    def who(claim: Claim, one: str) -> str:
        return into.source_id if one == source_id else one

    if all(one.source_id != source_id for one in reading.sources):
        return reading
    return _told(reading, who, (into,))


def following(reading: Reading, taken: Set[Mention], into: Source) -> Reading:
    """A reading in which claims go along with the mentions in their speaker."""

    def who(claim: Claim, one: str) -> str:
        spans = claim.part("speaker")
        goes = any(
            m.actor_id == one and m.start < s.end and s.start < m.end for m in taken for s in spans
        )
        return into.source_id if goes else one

    return _told(reading, who, (into,))


def attributed(reading: Reading, claim: Claim, party: Party) -> Reading:
    """A reading in which a claim goes back to another source."""
    there = {one.actor_id for one in reading.actors}
    source = Source(
        party.source_id,
        party.name,
        party.kind,
        0,
        0.0,
        actor_id=party.actor_id if party.actor_id in there else None,
    )

    def who(other: Claim, one: str) -> str:
        return source.source_id if other is claim and one == claim.source_id else one

    return _told(reading, who, (source,))


def without(reading: Reading, claim: Claim) -> Reading:
    """A reading without a claim; a source of which none is left goes with it."""
    claims = tuple(one for one in reading.claims if one is not claim)
    return replace(reading, claims=claims, sources=counted(reading, claims, ()))


def without_actors(reading: Reading, gone: Set[str]) -> Reading:
    """A reading whose sources lead to no actor that is gone; what they say stays theirs."""
    if not gone:
        return reading
    sources = tuple(
        replace(one, actor_id=None) if one.actor_id in gone else one for one in reading.sources
    )
    return replace(reading, sources=sources)


def counted(reading: Reading, claims: Sequence[Claim], new: Iterable[Source]) -> tuple[Source, ...]:
    """The sources of some claims with what rests on each, as the reader of claims counts.

    In the order of the text, those without a claim left out, the article's own voice last.
    """
    known = {one.source_id: one for one in (*new, *reading.sources)}
    first: dict[str, int] = {}
    for claim in claims:
        speaker = claim.part("speaker")[:1]
        at = min(span.start for span in (*claim.quote[:1], *speaker))
        for one in (claim.source_id, claim.via_source_id):
            if one is not None:
                first[one] = min(first.get(one, at), at)
    shares = _shares(reading, claims)
    spoken = sorted(first.keys() - {AUTHOR}, key=lambda one: (first[one], one))
    rows = [
        replace(
            known[one],
            n_claims=sum(claim.source_id == one for claim in claims),
            share=shares.get(one, 0.0),
            first_start=first.get(one),
        )
        for one in (*spoken, AUTHOR)
        if one in known
    ]
    return tuple(rows)


def _told(reading: Reading, who: Callable[[Claim, str], str], new: tuple[Source, ...]) -> Reading:
    """A reading whose claims go back to whom ``who`` says."""
    claims = []
    for claim in reading.claims:
        source = who(claim, claim.source_id)
        via = who(claim, claim.via_source_id) if claim.via_source_id else None
        via = None if via == source else via
        as_before = (source, via) == (claim.source_id, claim.via_source_id)
        claims.append(claim if as_before else replace(claim, source_id=source, via_source_id=via))
    if tuple(claims) == reading.claims:
        return reading
    return replace(reading, claims=tuple(claims), sources=counted(reading, claims, new))


def _shares(reading: Reading, claims: Sequence[Claim]) -> Mapping[str, float]:
    """The share of sentences (headings apart) each is the innermost source of words in."""
    text = reading.article.text
    owner: list[str | None] = [None] * len(text)
    for claim in sorted(claims, key=lambda c: -sum(s.end - s.start for s in c.quote)):
        for span in claim.quote:
            owner[span.start : span.end] = [claim.source_id] * (span.end - span.start)
        for span in claim.part("frame"):
            for i in range(span.start, span.end):
                owner[i] = claim.source_id if owner[i] is not None else None
    told = [sentence for sentence in reading.sentences if not sentence.is_heading]
    resting: dict[str, int] = {}
    for sentence in told:
        places = range(sentence.start, sentence.end)
        inside = {one for i in places if (one := owner[i]) is not None and not text[i].isspace()}
        for source_id in inside or {AUTHOR}:
            resting[source_id] = resting.get(source_id, 0) + 1
    return {source_id: n / len(told) for source_id, n in resting.items()}
