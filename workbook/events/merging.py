"""Mentions of one event made one: the call, the conversation, *das Telefonat*."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from workbook.models import Event, EventActor

_OWN_KINDS = frozenset({"visit", "third-party", "strike", "riot"})
_CLOSE = 2  # sentences: so near, *das Treffen am Dienstag* is the one just told of
_REAL = frozenset({"happened", "ongoing"})


@dataclass(frozen=True, slots=True)
class Told:
    """An event as one trigger tells of it.

    ``definite``: the text speaks of it as known (*das Gespräch*). ``stands``: it is an event even
    without a name, a day or a place. ``sentence``: the number of the last one that tells of it.
    """

    event: Event
    definite: bool
    stands: bool
    sentence: int


def merged(told: Iterable[Told]) -> list[Event]:
    """The events of an article, each once, in the order in which they are first told.

    What names nobody, no day and no place is kept only as a mention of an event told before.
    """
    kept: list[Told] = []
    for item in told:
        place = _same(kept, item)
        if place is not None:
            event = _joined(kept[place].event, item.event)
            kept[place] = replace(kept[place], event=event, sentence=item.sentence)
        elif item.stands or anchored(item.event):
            kept.append(item)
    return [item.event for item in kept]


def anchored(event: Event) -> bool:
    """Whether anything but the word itself tells which event it is."""
    return bool(event.actors or event.begin or event.place)


def _same(kept: Sequence[Told], item: Told) -> int | None:
    """The event told before that this one is, the latest first."""
    for place in range(len(kept) - 1, max(-1, len(kept) - _LOOK_BACK), -1):
        if _compatible(kept[place], item):
            return place
    return None


_LOOK_BACK = 60  # events: keeps the work linear in the length of the text


def _compatible(before: Told, item: Told) -> bool:
    first, second, sentence = before.event, item.event, before.sentence
    if first.type != second.type or not _modes_agree(first, second):
        return False
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
    if one and other:
        return one <= other or other <= one
    close = item.sentence - sentence <= _CLOSE
    return item.definite and (close or not (second.begin and not first.begin))


def _modes_agree(first: Event, second: Event) -> bool:
    """A *Gespräch* can be the *Telefonat*, but no *Besuch*."""
    if first.mode == second.mode:
        return True
    return None in (first.mode, second.mode) and not {first.mode, second.mode} & _OWN_KINDS


def _overlap(first: Event, second: Event) -> bool:
    if not (first.begin and first.until and second.begin and second.until):
        return True
    return first.begin < second.until and second.begin < first.until


def _ids(event: Event) -> frozenset[str]:
    return frozenset(actor.actor_id for actor in event.actors)


def _joined(first: Event, second: Event) -> Event:
    """The first event with what the second adds; the narrower date wins."""
    known = _ids(first)
    actors = first.actors + tuple(a for a in second.actors if a.actor_id not in known)
    dated = second if _narrower(second, first) else first
    return replace(
        first,
        actors=_only_parts_of(actors),
        mode=first.mode or second.mode,
        begin=dated.begin,
        until=dated.until,
        place=first.place or second.place,
    )


def _only_parts_of(actors: tuple[EventActor, ...]) -> tuple[EventActor, ...]:
    return tuple(dict.fromkeys(actors))


def _narrower(one: Event, other: Event) -> bool:
    if one.begin is None or one.until is None:
        return False
    if other.begin is None or other.until is None:
        return True
    return one.until - one.begin < other.until - other.begin
