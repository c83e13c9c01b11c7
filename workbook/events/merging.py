"""Mentions of one event made one: the call, the conversation, *das Telefonat*."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from workbook.models import Event, EventActor, EventStatus

_OWN_KINDS = frozenset({"visit", "third-party", "strike", "riot"})
_CLOSE = 2  # sentences: so near, *das Treffen am Dienstag* is the one just told of
_REAL = frozenset({"happened", "ongoing"})


@dataclass(frozen=True, slots=True)
class Told:
    """An event as one trigger tells of it.

    ``word`` is the trigger's lemma. ``definite``: the text speaks of it as known (*das Gespräch*);
    ``bare``: without an article (*Gespräche*); ``listed``: counted up (*und ein weiterer*). ``stands``: it is an event even
    without a name, a day or a place. ``sentence``: the number of the last one that tells of it.
    """

    event: Event
    word: str
    definite: bool
    bare: bool
    listed: bool
    stands: bool
    sentence: int


def merged(told: Iterable[Told], countries: Mapping[str, str]) -> list[Event]:
    """The events of an article, each once, in the order in which they are first told.

    ``countries`` gives the country of an actor, so that *die USA und Russland* can be their
    ministers. What names nobody, no day and no place is kept only as a mention of an event told before.
    """
    kept: list[Told] = []
    for item in told:
        place = _same(kept, item, countries)
        if place is not None:
            event = _joined(kept[place].event, item.event, countries)
            kept[place] = replace(kept[place], event=event, sentence=item.sentence)
        elif item.stands or anchored(item.event):
            kept.append(item)
    return [item.event for item in kept]


def anchored(event: Event) -> bool:
    """Whether anything but the word itself tells which event it is; a group without a name
    (*die Polizei*) does not."""
    return bool(_ids(event) or event.begin or event.place)


def _same(kept: Sequence[Told], item: Told, countries: Mapping[str, str]) -> int | None:
    """The event told before that this one is, the latest first."""
    for place in range(len(kept) - 1, max(-1, len(kept) - _LOOK_BACK), -1):
        if _compatible(kept[place], item, countries):
            return place
    return None


_LOOK_BACK = 60  # events: keeps the work linear in the length of the text


def _compatible(before: Told, item: Told, countries: Mapping[str, str]) -> bool:
    first, second, sentence = before.event, item.event, before.sentence
    if first.type != second.type or not _modes_agree(first, second):
        return False
    if _once(first, second):
        return True
    if (first.status in _REAL) != (second.status in _REAL) or "denied" in (
        first.status,
        second.status,
    ):
        return False
    if not _overlap(first, second):
        return False
    if first.place and second.place and first.place != second.place:
        return False
    one, other = _ids(first), _ids(second)
    close = item.sentence - sentence <= _CLOSE
    if one and other:
        same_states = close and _stand_for(one, other, countries)
        return one <= other or other <= one or same_states
    if item.sentence == sentence and not item.listed:
        return True  # *auf einer Kundgebung haben 500 Menschen demonstriert*
    if not item.listed and _same_word(before.word, item.word):
        if first.status not in _REAL:
            return True  # *Streiks drohen*, *ein Warnstreik ist möglich*
        if close and item.word == before.word and not (first.begin or second.begin):
            return True
    if not item.definite and not (item.bare and item.word == before.word):
        return False
    return close or not (second.begin and not first.begin)


def _once(first: Event, second: Event) -> bool:
    """Whether both tell that the same one leaves office: announced, done or commented on."""
    same = bool(_ids(first)) and _ids(first) == _ids(second)
    return same and first.mode == second.mode == "resign"


def _same_word(one: str, other: str) -> bool:
    """Whether two words are the same or one is a compound of the other."""
    one, other = one.lower(), other.lower()
    return one.endswith(other) or other.endswith(one)


def _stand_for(one: frozenset[str], other: frozenset[str], countries: Mapping[str, str]) -> bool:
    """Whether the one names the states and the other those who act for them, or the reverse."""
    for states, people in ((one, other), (other, one)):
        if all(actor.startswith("country:") for actor in states):
            return states == {countries.get(actor, actor) for actor in people}
    return False


def _modes_agree(first: Event, second: Event) -> bool:
    """A *Gespräch* can be the *Telefonat*, but no *Besuch*."""
    if first.mode == second.mode or (first.mode == "visit" and not (second.mode or second.actors)):
        return True
    return None in (first.mode, second.mode) and not {first.mode, second.mode} & _OWN_KINDS


def _overlap(first: Event, second: Event) -> bool:
    if not (first.begin and first.until and second.begin and second.until):
        return True
    return first.begin < second.until and second.begin < first.until


def _ids(event: Event) -> frozenset[str]:
    ids = (actor.actor_id for actor in event.actors)
    return frozenset(i for i in ids if not i.startswith("group:"))


def _joined(first: Event, second: Event, countries: Mapping[str, str]) -> Event:
    """The first event with what the second adds; the narrower date wins."""
    known = _ids(first)
    actors = first.actors + tuple(a for a in second.actors if a.actor_id not in known)
    stood_for = {
        (countries[a.actor_id], a.part)
        for a in actors
        if countries.get(a.actor_id, a.actor_id) != a.actor_id
    }
    if known and second.actors:  # the minister rather than his country
        actors = tuple(
            a for a in actors if (a.actor_id, a.part) not in stood_for or _both(a, first, second)
        )
    dated = second if _narrower(second, first) else first
    status = first.status
    if _once(first, second) and first.status != second.status:
        dated = min(first, second, key=_by_weight)
        status = dated.status
    return replace(
        first,
        actors=_only_parts_of(actors),
        mode=first.mode or second.mode,
        status=status,
        begin=dated.begin,
        until=dated.until,
        place=first.place or second.place,
    )


_WEIGHT: tuple[EventStatus, ...] = ("happened", "ongoing", "planned", "possible", "denied")


def _by_weight(event: Event) -> tuple[bool, int]:
    """A plan with its day says most, then what happened."""
    return event.status != "planned" or event.begin is None, _WEIGHT.index(event.status)


def _both(actor: EventActor, first: Event, second: Event) -> bool:
    return actor.actor_id in _ids(first) and actor.actor_id in _ids(second)


def _only_parts_of(actors: tuple[EventActor, ...]) -> tuple[EventActor, ...]:
    return tuple(dict.fromkeys(actors))


def _narrower(one: Event, other: Event) -> bool:
    if one.begin is None or one.until is None:
        return False
    if other.begin is None or other.until is None:
        return True
    return one.until - one.begin < other.until - other.begin
