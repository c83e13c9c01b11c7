"""The actors of a reading, counted anew after some of its mentions came to mean others."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from operator import attrgetter

from workbook.models import (
    Actor,
    Event,
    EventActor,
    Mention,
    MentionKind,
    Reading,
    Source,
    SourceKind,
)
from workbook.review import voices
from workbook.review.corrections import Profile

_SPEAKS_AS: Mapping[str, SourceKind] = {
    "person": "person",
    "organisation": "organisation",
    "outlet": "outlet",
    "country": "government",
    "place": "government",
    "group": "organisation",
}
_AN_ORGANISATION: frozenset[SourceKind] = frozenset(
    {"organisation", "agency", "government", "think_tank"}
)


def actor(reading: Reading, actor_id: str) -> Actor | None:
    """The actor of that id in a reading."""
    return next((one for one in reading.actors if one.actor_id == actor_id), None)


def merged(reading: Reading, actor_id: str, into: Profile) -> Reading:
    """A reading in which every mention, claim and event of one actor is another's."""
    target, gone = into.actor_id, actor(reading, actor_id)
    if gone is None:
        return reading
    there = actor(reading, target)
    kind = there.kind if there else into.kind
    kept = there or _named(gone, into)
    kept = replace(
        kept,
        role=kept.role or gone.role,
        affiliation=kept.affiliation or gone.affiliation,
        country=kept.country or gone.country,
        wikidata=kept.wikidata or (gone.wikidata if there else None),
    )
    mentions = [
        replace(m, actor_id=target, kind=kind) if m.actor_id == actor_id else m
        for m in reading.mentions
    ]
    changed = _cast(reading, mentions, {target: kept})
    events = _events(changed, lambda event, one: target if one == actor_id else one)
    said = next((one for one in reading.sources if one.source_id == actor_id), None)
    voice = speaker(kept)
    if said is not None and gone.kind == kept.kind:
        voice = replace(voice, kind=said.kind)
    return voices.merged(replace(changed, events=events), actor_id, voice)


def reassigned(reading: Reading, chosen: Iterable[Mention], into: Profile) -> Reading:
    """A reading in which some mentions mean another actor, and what hangs on them with them.

    A claim goes along if a chosen mention stands in its speaker; an event if the actor who had
    the mention is not mentioned in its sentence otherwise.
    """
    taken = set(chosen)
    target = actor(reading, into.actor_id) or _named(None, into)
    mentions = [
        replace(m, actor_id=target.actor_id, kind=target.kind) if m in taken else m
        for m in reading.mentions
    ]
    changed = _cast(reading, mentions, {target.actor_id: target})
    changed = replace(changed, events=_following(reading, changed, taken, target.actor_id))
    return voices.following(changed, taken, speaker(target))


def added(reading: Reading, spans: Iterable[tuple[int, int]], into: Profile) -> Reading:
    """A reading with further mentions of an actor, each in place of what was read inside it."""
    target = actor(reading, into.actor_id) or _named(None, into)
    new = [Mention(a, b, target.kind, "name", target.actor_id) for a, b in spans]
    starts = [m.start for m in new]

    def stays(mention: Mention) -> bool:
        i = bisect_right(starts, mention.start) - 1
        return i < 0 or mention.end > new[i].end

    kept = (m for m in reading.mentions if stays(m))
    mentions = sorted((*kept, *new), key=lambda m: (m.start, m.end))
    return _cast(reading, mentions, {target.actor_id: target})


def without(reading: Reading, mention: Mention) -> Reading:
    """A reading without a mention; an actor of whom none is left goes with it."""
    changed = _cast(reading, [m for m in reading.mentions if m != mention], {})
    there = {one.actor_id for one in changed.actors}
    events = _events(changed, lambda event, one: one if one in there else None)
    return replace(changed, events=events)


def profiled(reading: Reading, new: Actor) -> Reading:
    """A reading in which an actor has another name, kind or role."""
    actors = tuple(new if one.actor_id == new.actor_id else one for one in reading.actors)
    mentions = tuple(
        replace(m, kind=new.kind) if m.actor_id == new.actor_id else m for m in reading.mentions
    )
    old = actor(reading, new.actor_id)
    speaks, as_well = speaks_as(new.kind)
    as_before = old is not None and old.kind == new.kind
    sources = tuple(
        replace(one, name=new.name, kind=one.kind if as_before or one.kind in as_well else speaks)
        if one.actor_id == new.actor_id
        else one
        for one in reading.sources
    )
    return replace(reading, actors=actors, mentions=mentions, sources=sources)


def speaker(one: Actor | Profile) -> Source:
    """An actor as a source that has said nothing yet."""
    return Source(one.actor_id, one.name, speaks_as(one.kind)[0], 0, 0.0, None, one.actor_id)


def speaks_as(kind: MentionKind) -> tuple[SourceKind, frozenset[SourceKind]]:
    """What kind of source an actor of a kind is, and of which kinds he may be as well."""
    as_well = _AN_ORGANISATION if kind in ("organisation", "group") else frozenset()
    return _SPEAKS_AS[kind], as_well | {_SPEAKS_AS[kind]}


def _named(gone: Actor | None, profile: Profile) -> Actor:
    """An actor who was not in the article before, in the place of ``gone``."""
    return Actor(
        actor_id=profile.actor_id,
        name=profile.name,
        kind=profile.kind,
        n_mentions=0,
        first_start=gone.first_start if gone else 0,
        salience=0.0,
        country=profile.country,
        wikidata=profile.wikidata,
    )


def _cast(reading: Reading, mentions: Sequence[Mention], known: Mapping[str, Actor]) -> Reading:
    """A reading with other mentions, its actors counted and weighed anew."""
    rows = {one.actor_id: one for one in reading.actors}
    scales = _Scales(reading, rows, mentions)
    actors = [scales.weighed(key, known.get(key) or rows[key]) for key in scales.after]
    changed = replace(reading, mentions=tuple(mentions), actors=tuple(actors))
    return voices.without_actors(changed, rows.keys() - scales.after.keys())


class _Scales:
    """What actors weigh when mentions change hands.

    Of where a mention stands only the sum over its actor is known: a mention that changes
    hands takes the part with it that is its actor's on average.
    """

    def __init__(
        self, reading: Reading, rows: Mapping[str, Actor], mentions: Sequence[Mention]
    ) -> None:
        self._rows = rows
        self._length = len(reading.article.text)
        self._before, self.after = _grouped(reading.mentions), _grouped(mentions)
        self._weights, self._weights_after = _weights(self._before), _weights(self.after)
        self._most, self._most_after = (
            max(all_.values(), default=1.0) for all_ in (self._weights, self._weights_after)
        )
        self._owner = {(m.start, m.end): key for key, group in self._before.items() for m in group}
        self._told = cache(self._signs)

    def weighed(self, key: str, actor: Actor) -> Actor:
        """An actor as it is now, given what else is known of it."""
        group, alike = self.after[key], self._most_after == self._most
        if alike and group == self._before.get(key):
            return actor
        were = [one for m in group if (one := self._owner.get((m.start, m.end))) is not None]
        if alike and _same(group, self._before.get(were[0]) if were else None):
            was = self._rows[were[0]]  # who only has another id weighs what he weighed
            return replace(
                actor,
                n_mentions=was.n_mentions,
                first_start=was.first_start,
                salience=was.salience,
            )
        return replace(
            actor,
            n_mentions=len(group),
            first_start=group[0].start,
            salience=self._salience(key, were),
        )

    def _salience(self, key: str, were: Sequence[str]) -> float:
        from workbook.actors.salience import salience

        group, from_whom = self.after[key], [*map(self._told, were)]
        return salience(
            self._weights_after[key] / self._most_after,
            first=group[0].start,
            length=self._length,
            in_title=any(in_title for in_title, _ in from_whom),
            as_subject=sum(share for _, share in from_whom) / len(group),
        )

    def _signs(self, key: str) -> tuple[bool, float]:
        """Whether an actor was named in the title, and as a subject how often a mention of it."""
        from workbook.actors.salience import signs

        group = self._before[key]
        in_title, subjects = signs(
            self._rows[key].salience,
            self._weights[key] / self._most,
            first=group[0].start,
            length=self._length,
            mentions=len(group),
        )
        return in_title, subjects / len(group)


def _same(group: Sequence[Mention], other: Sequence[Mention] | None) -> bool:
    """Whether two actors have the very same mentions."""
    spans = [(m.start, m.end, m.form) for m in group]
    return other is not None and spans == [(m.start, m.end, m.form) for m in other]


def _grouped(mentions: Iterable[Mention]) -> dict[str, list[Mention]]:
    grouped: dict[str, list[Mention]] = defaultdict(list)
    for mention in sorted(mentions, key=attrgetter("start", "end")):
        grouped[mention.actor_id].append(mention)
    return grouped


def _weights(grouped: Mapping[str, Sequence[Mention]]) -> dict[str, float]:
    from workbook.actors.salience import weight

    return {
        key: weight(
            mentions=len(group), in_passing=sum(m.form in ("adjective", "part") for m in group)
        )
        for key, group in grouped.items()
    }


def _events(reading: Reading, who: Callable[[Event, str], str | None]) -> tuple[Event, ...]:
    """The events with other actors, each once in a part; None takes one out."""
    changed = []
    for event in reading.events:
        meant = [(who(event, one.actor_id), one.part) for one in event.actors]
        actors = tuple(dict.fromkeys(EventActor(a, part) for a, part in meant if a is not None))
        changed.append(event if actors == event.actors else replace(event, actors=actors))
    return tuple(changed)


def _following(
    before: Reading, after: Reading, taken: set[Mention], target: str
) -> tuple[Event, ...]:
    """The events of the sentences in which only the taken mentions spoke of their actor."""
    there = {one.actor_id for one in after.actors}
    left = {(_sentence(after, m), m.actor_id) for m in after.mentions}
    moved = {(_sentence(before, m), m.actor_id) for m in taken}

    def who(event: Event, one: str) -> str | None:
        place = (_sentence(before, event), one)
        if one not in there or (place in moved and place not in left):
            return target
        return one

    return _events(after, who)


def _sentence(reading: Reading, span: Mention | Event) -> int:
    return bisect_right([sentence.start for sentence in reading.sentences], span.start)
