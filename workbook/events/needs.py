"""What must stand beside a trigger word before it tells of an event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

from workbook.events import phrases
from workbook.events.mentions import Near
from workbook.events.triggers import Trigger
from workbook.knowledge import EventField, Files
from workbook.models import EventActor, EventStatus

_WITH = frozenset({"mit", "zwischen"})
_AIMED = frozenset({"gegen", "auf"})
_DEEDS = frozenset({"ASSAULT", "PROTEST", "COERCE", "THREATEN"})
_SHORT = 4  # letters: a word no longer than that is no end of a compound (*Tor* in *Direktor*)


class Needs:
    """What the entries of ``events.csv`` ask for, checked in a clause."""

    def __init__(self, files: Files) -> None:
        words: defaultdict[str, set[str]] = defaultdict(set)
        for row in files.read("event_fields.csv", EventField):
            words[row.field].add(row.word)
        self._words = MappingProxyType({field: frozenset(own) for field, own in words.items()})
        self._endings = MappingProxyType(
            {
                field: tuple(sorted(w for w in own if len(w) > _SHORT))
                for field, own in words.items()
            }
        )

    def met(self, trigger: Trigger, beside: Beside) -> bool:
        """Whether the word tells of an event here, by all the ``needs`` of its entry."""
        needs = trigger.entry.needs
        return needs is None or all(self._met(n, trigger, beside) for n in needs.split(";"))

    def _met(self, need: str, trigger: Trigger, beside: Beside) -> bool:
        what, _, field = need.partition(":")
        if what == "near":
            return self._near(field, trigger)
        if what == "unless":
            return not self._near(field, trigger)
        return _asks(what, trigger, beside)

    def _near(self, field: str, trigger: Trigger) -> bool:
        words, endings = self._words.get(field, frozenset()), self._endings.get(field, ())
        for token in trigger.clause.tokens:
            for form in (token.lemma_.lower(), token.text.lower()):
                if token.i != trigger.token.i and (form in words or form.endswith(endings)):
                    return True
        return False


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a trigger."""

    actors: Sequence[EventActor]
    around: Sequence[Near]
    has_place: bool
    that_follows: bool


def _asks(what: str, trigger: Trigger, beside: Beside) -> bool:
    actors, has_place = beside.actors, beside.has_place
    match what:
        case "actor":
            return bool(actors)
        case "pair":
            alone = _mutual(trigger) or (trigger.clause.passive and not actors)
            return len(actors) >= 2 or (alone and (bool(actors) or has_place))
        case "with":
            with_another = any(item.relation in _WITH for item in beside.around)
            impersonal = trigger.clause.passive and not actors and has_place
            return (bool(actors) and (with_another or _mutual(trigger))) or impersonal
        case "meeting":
            mutual = _mutual(trigger) and (bool(actors) or has_place)
            return not trigger.clause.passive and (len(actors) >= 2 or mutual)
        case "object":
            return has_place or any(actor.part == "recipient" for actor in actors)
        case "place":
            return has_place and bool(actors)
        case "agent":
            return any(actor.part in ("initiator", "participant") for actor in actors)
        case "reflexive":
            return _mutual(trigger)
        case "no_reflexive":
            return not _mutual(trigger)
        case "deed":
            return not _verbal(actors)
        case "no_that":
            return not beside.that_follows
    return True


def _verbal(actors: Sequence[EventActor]) -> bool:
    """Whether a person by name attacks a state or an organisation, which is done with words."""
    doers = {a.actor_id.partition(":")[0] for a in actors if a.part == "initiator"}
    others = {a.actor_id.partition(":")[0] for a in actors if a.part == "recipient"}
    return doers == {"person"} and bool(others & {"country", "org"})


def stands_alone(trigger: Trigger, status: EventStatus, *, done_by_verb: bool) -> bool:
    """Whether it is an event though nobody, no day and no place is named with it.

    ``done_by_verb``: the clause's verb says that it was done (*verübten Anschläge*). Otherwise a
    noun has to be counted (*41 Verhaftungen*), aimed (*Ermittlungen gegen einen Mann*), known to
    the reader (*die Bombendrohung*) or several deeds (*Anschläge*).
    """
    if status == "possible":
        return False
    if not trigger.is_noun:
        return trigger.entry.needs not in ("actor", "pair")
    place, doc = trigger.token.i, trigger.token.doc
    counted = any(token.tag_ == "CARD" for token in doc[max(0, place - 2) : place])
    aimed = any(token.text in _AIMED for token in doc[place + 1 : place + 2])
    known = phrases.definite(trigger) and trigger.entry.mode != "visit"
    if counted or aimed or done_by_verb or known:
        return True
    return status != "denied" and trigger.entry.type in _DEEDS and _several(trigger)


def is_charge(trigger: Trigger) -> bool:
    """Whether a noun only says what somebody is accused of: *wegen Mordes*."""
    behind = trigger.is_noun and phrases.governing(trigger) == "wegen"
    return behind and phrases.bare(trigger) and not _several(trigger)


def _several(trigger: Trigger) -> bool:
    text, lemma = trigger.token.text, trigger.token.lemma_
    return phrases.bare(trigger) and text != lemma and not text.endswith("s")


def _mutual(trigger: Trigger) -> bool:
    return any(
        token.tag_ == "PRF" or token.text == "miteinander" for token in trigger.clause.tokens
    )
