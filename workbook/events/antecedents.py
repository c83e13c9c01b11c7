"""Who *beide*, *sein Rückzug* and *…, der verhandelt* are: actors named before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from workbook.events import mentions as mention_module
from workbook.events import parts, phrases
from workbook.events.clauses import Clause
from workbook.events.mentions import Mentions
from workbook.events.triggers import Trigger
from workbook.models import EventActor, EventPart

_BOTH = frozenset({"beide", "beiden", "beider"})
_ACTING = frozenset({"person", "organisation", "group", "country"})
_ROLE_STEM = 8  # letters: *Präsidenten* and *Präsident* begin alike
_PAIRS_KEPT = 20


class Antecedents:
    """The actors named so far; the pairs last told of move along with the text.

    ``roles`` are the roles of actors by id, in small letters.
    """

    def __init__(
        self, clauses: Sequence[Clause], mentions: Mentions, roles: Mapping[str, str]
    ) -> None:
        self._clauses, self._mentions, self._roles = clauses, mentions, roles
        self._pairs: list[tuple[EventActor, ...]] = []

    def remember(self, actors: Sequence[EventActor]) -> None:
        """What an event was told of: two or more of them can be *beide* later on."""
        if len(actors) > 1:
            self._pairs = [*self._pairs[1 - _PAIRS_KEPT :], tuple(actors)]

    def complete(self, trigger: Trigger, number: int, found: list[EventActor]) -> list[EventActor]:
        """The actors ``found`` beside a trigger in the clause ``number``, or who is meant."""
        if len(found) < 2 and parts.is_mutual(trigger.entry) and _says_both(trigger):
            found = self._pair(trigger) or found
        if found:
            return found
        owner = self._owner if trigger.is_noun else self._of_relative
        return owner(trigger, number)

    def _of_relative(self, trigger: Trigger, number: int) -> list[EventActor]:
        """Who does what a relative clause tells: the one named right before it. Whoever is to
        talk may also be the subject (*beide Seiten benennen Teams, die verhandeln*)."""
        if trigger.clause.tokens[0].tag_ != "PRELS" or number == 0:
            return []
        mutual = parts.is_mutual(trigger.entry)
        before = self._clauses[number - 1 : number]
        named = [
            item.mention.actor_id
            for item in mention_module.near(trigger, self._mentions, before)
            if item.last >= trigger.clause.first - 1 or (mutual and item.relation == "subject")
        ]
        part: EventPart = "recipient" if parts.is_passive(trigger) else _doer(trigger)
        return [EventActor(actor_id, part) for actor_id in dict.fromkeys(named)]

    def _owner(self, trigger: Trigger, number: int) -> list[EventActor]:
        """Whose *sein Rückzug* is: the first acting one of its clause, or of the one before."""
        article = phrases.article(trigger)
        if article is None or article.tag_ != "PPOSAT":
            return []
        for clause in reversed(self._clauses[max(0, number - 2) : number + 1]):
            named = list(self._mentions.within(clause.first, min(clause.last, trigger.token.i)))
            for first, _, mention in named:
                if mention.kind in _ACTING and self._may_own(clause, first):
                    return [EventActor(mention.actor_id, _doer(trigger))]
            if named and clause is trigger.clause:
                return []  # a place that stands for somebody (*Brüssel*) is the nearest
        return []

    def _may_own(self, clause: Clause, first: int) -> bool:
        """Not what stands in brackets behind a name, or behind a preposition."""
        bracketed = clause.doc[first - 1].text == "(" if first else False
        return not bracketed and not mention_module.governor(clause.doc, first, clause.first)

    def _pair(self, trigger: Trigger) -> list[EventActor]:
        """The two of *beide*, *die beiden Präsidenten*: the pair last told of, by its role."""
        nouns = [
            after.text.lower()[:_ROLE_STEM]
            for token, after in pairwise(trigger.clause.tokens)
            if token.text.lower() in _BOTH and after.tag_ == "NN"
        ]
        by_role = (
            pair
            for pair in reversed(self._pairs)
            if any(noun in self._roles.get(a.actor_id, "") for noun in nouns for a in pair)
        )
        pair = next(by_role, self._often_told())
        return [EventActor(actor.actor_id, "participant") for actor in pair[:2]]

    def _often_told(self) -> tuple[EventActor, ...]:
        """The pair of which the text told most often, the latest of equals."""
        ids = [frozenset(actor.actor_id for actor in pair) for pair in self._pairs]
        counted = Counter(ids)
        best = max(range(len(ids)), key=lambda n: (counted[ids[n]], n), default=None)
        return self._pairs[best] if best is not None else ()


def _says_both(trigger: Trigger) -> bool:
    return any(token.text.lower() in _BOTH for token in trigger.clause.tokens)


def _doer(trigger: Trigger) -> EventPart:
    return "participant" if parts.is_mutual(trigger.entry) else "initiator"
