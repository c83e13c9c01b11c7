"""What must stand beside a trigger word before it tells of an event."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbook.events.parts import Near
from workbook.events.triggers import Trigger
from workbook.models import EventActor

if TYPE_CHECKING:
    from spacy.tokens import Token

_NEAR = "near:"
_WITH = frozenset({"mit", "zwischen"})
_AIMED = frozenset({"gegen", "auf"})


def met(
    trigger: Trigger,
    actors: Sequence[EventActor],
    around: Sequence[Near],
    *,
    has_place: bool,
    that_follows: bool,
) -> bool:
    """Whether the word tells of an event here, by the ``needs`` of its entry."""
    parts = {actor.part for actor in actors}
    with_another = any(item.relation in _WITH for item in around)
    match trigger.entry.needs:
        case "actor":
            return bool(actors)
        case "pair":
            alone = _mutual(trigger) or (trigger.clause.passive and not actors)
            return len(actors) >= 2 or (alone and (bool(actors) or has_place))
        case "with":
            told = with_another or _mutual(trigger)
            impersonal = trigger.clause.passive and not actors and has_place
            return (bool(actors) and told) or impersonal
        case "meeting":
            mutual = _mutual(trigger) and (bool(actors) or has_place)
            return not trigger.clause.passive and (len(actors) >= 2 or mutual)
        case "object":
            return "recipient" in parts or has_place
        case "place":
            return has_place and bool(actors)
        case "agent":
            return "initiator" in parts
        case "no_that":
            return not that_follows
        case str(words) if words.startswith(_NEAR):
            endings = tuple(words.removeprefix(_NEAR).split(","))
            return any(_ends_so(token, endings) for token in trigger.clause.tokens)
    return True


def stands_alone(trigger: Trigger, *, done_by_verb: bool) -> bool:
    """Whether it is an event though nobody, no day and no place is named with it.

    ``done_by_verb``: the clause's verb says that it was done (*verübten Anschläge*). Otherwise a
    noun has to be counted (*41 Verhaftungen*) or aimed (*Ermittlungen gegen einen Mann*).
    """
    if not trigger.is_noun:
        return trigger.entry.needs not in ("actor", "pair")
    place, doc = trigger.token.i, trigger.token.doc
    counted = any(token.tag_ == "CARD" for token in doc[max(0, place - 2) : place])
    aimed = any(token.text in _AIMED for token in doc[place + 1 : place + 2])
    return counted or aimed or done_by_verb


def _mutual(trigger: Trigger) -> bool:
    return any(
        token.tag_ == "PRF" or token.text == "miteinander" for token in trigger.clause.tokens
    )


def _ends_so(token: Token, endings: tuple[str, ...]) -> bool:
    return token.lemma_.lower().endswith(endings) or token.text.lower().endswith(endings)
