"""Whether an event happened, goes on, is planned, is possible or is denied.

What decides stands in ``data/knowledge/event_words.csv``: verbs an event can be the object of
(*planen*, *absagen*), adjectives (*geplant*), adverbs (*möglicherweise*), modals. A date after
the day of publication makes a plan of anything that is not denied.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from workbook.events.clauses import Clause
from workbook.events.triggers import Trigger
from workbook.knowledge import EventWord, Files
from workbook.models import EventStatus

if TYPE_CHECKING:
    from spacy.tokens import Token

_LONG_AGO = 90  # days: what began then is told as over (*der Krieg begann mit dem Angriff*)
_SHARING = frozenset({"", "zu", "zum", "zur", "auf", "mit", "an", "am"})
"""Prepositions through which a verb still reaches its noun: *bricht zu einem Besuch auf*."""
_NO = frozenset({"kein", "keine", "keinen", "keinem", "keiner", "keines"})
_DESCRIBES = frozenset({"ADJA", "CARD", "TRUNC", "ADJD"})
_DETERMINES = frozenset({"ART", "PPOSAT", "PDAT", "PIAT"})


class StatusWords:
    """The words that decide, ready to be looked up."""

    def __init__(self, files: Files) -> None:
        rows: dict[tuple[str, str], EventWord] = {
            (row.kind, (row.particle or "") + row.word): row
            for row in files.read("event_words.csv", EventWord)
        }
        self._rows = MappingProxyType(rows)

    def shares_subject(self, trigger: Trigger, *, strongly: bool = False) -> bool:
        """Whether the clause's subject does what the noun names: *verhängte Sanktionen*."""
        if governing(trigger) not in _SHARING:
            return False
        wanted = {"yes"} if strongly else {"yes", "weakly"}
        verbs = (self._verb(lemma, particle) for lemma, particle in trigger.clause.verb_lemmas())
        return any(row is not None and row.shares_subject in wanted for row in verbs)

    def status(
        self, trigger: Trigger, *, above: Clause | None, begin: datetime | None, day: date | None
    ) -> EventStatus:
        """``above`` is the clause a verbless or infinitive clause hangs on."""
        if _denied(trigger):
            return "denied"
        said = self._said(trigger, above)
        if said == "denied":
            return said
        if begin is not None and day is not None and begin.date() > day:
            return "planned"
        if said == "ongoing" and begin is not None and day is not None:
            return "happened" if (day - begin.date()).days > _LONG_AGO else said
        if said is not None:
            return said
        return _by_tense(trigger)

    def _said(self, trigger: Trigger, above: Clause | None) -> EventStatus | None:
        clause = trigger.clause
        return (
            self._of_adjectives(trigger)
            or self._of_preposition(trigger)
            or self._of_opener(clause)
            or self._of_modal(trigger)
            or self._of_adverbs(trigger)
            or self._of_start(trigger)
            or self._of_verb(trigger, clause)
            or (self._of_above(trigger, above) if above is not None else None)
        )

    def _of_adjectives(self, trigger: Trigger) -> EventStatus | None:
        if not trigger.is_noun:
            return None
        for token in _phrase_before(trigger):
            row = self._rows.get(("adjective", token.lemma_.lower()))
            if token.tag_ == "ADJA" and row is not None:
                return row.status
        return None

    def _of_opener(self, clause: Clause) -> EventStatus | None:
        row = self._rows.get(("opener", clause.tokens[0].text.lower()))
        return row.status if row else None

    def _of_preposition(self, trigger: Trigger) -> EventStatus | None:
        """*ein Termin für ein Treffen*, *vor den Gesprächen*: still to come."""
        if not trigger.is_noun:
            return None
        row = self._rows.get(("preposition", governing(trigger)))
        return row.status if row and not trigger.clause.past else None

    def _of_adverbs(self, trigger: Trigger) -> EventStatus | None:
        clause, finite = trigger.clause, trigger.clause.finite
        if trigger.is_noun and finite is not None and finite.lemma_ == "sein":
            return None  # *die Tat ist vermutlich …* doubts something else
        for token in clause.tokens:
            row = self._rows.get(("adverb", token.text.lower()))
            if row is not None:
                return row.status
        return None

    def _of_modal(self, trigger: Trigger) -> EventStatus | None:
        clause, finite = trigger.clause, trigger.clause.finite
        if finite is None:
            return None
        row = self._rows.get(("modal", finite.lemma_.lower()))
        if row is None or (finite.lemma_ == "werden" and not _has_infinitive(clause)):
            return None
        if clause.has_participle and not clause.passive:
            return "possible"  # *soll sich getroffen haben*
        if clause.past and finite.lemma_ != "sollen":
            return None
        unreal = clause.subjunctive and finite.morph.get("Tense", []) == ["Past"]
        return "possible" if unreal and finite.lemma_ != "sollen" else row.status

    def _of_above(self, trigger: Trigger, above: Clause) -> EventStatus | None:
        """*wollen Teams benennen, die verhandeln*: what hangs on a plan is planned too."""
        if trigger.clause.finite is None or above.finite is None:
            return self._of_verb(trigger, above)
        row = self._rows.get(("modal", above.finite.lemma_.lower()))
        future = row is not None and (above.finite.lemma_ != "werden" or _has_infinitive(above))
        return row.status if row is not None and future and not trigger.clause.past else None

    def _of_start(self, trigger: Trigger) -> EventStatus | None:
        """*beginnt* is still to come, *begann* goes on."""
        if not trigger.is_noun or governing(trigger) not in _SHARING:
            return None
        verbs = trigger.clause.verb_lemmas()
        if not any(("start", particle + lemma) in self._rows for lemma, particle in verbs):
            return None
        return "ongoing" if trigger.clause.past else "planned"

    def _of_verb(self, trigger: Trigger, clause: Clause) -> EventStatus | None:
        own = clause is trigger.clause
        if own and (not trigger.is_noun or governing(trigger) not in _SHARING):
            return None
        for lemma, particle in clause.verb_lemmas():
            row = self._verb(lemma, particle)
            over = row is not None and row.status == "ongoing" and clause.past
            if row is not None and row.status is not None and not over:
                return row.status
        return None

    def _verb(self, lemma: str, particle: str) -> EventWord | None:
        return self._rows.get(("verb", particle + lemma))


def _denied(trigger: Trigger) -> bool:
    if trigger.is_noun:
        before = _phrase_before(trigger)
        words = [token.text.lower() for token in before]
        return any(word in _NO for word in words)
    return trigger.clause.negated


def governing(trigger: Trigger) -> str:
    """The preposition in front of a noun's phrase, or nothing."""
    doc, place = trigger.token.doc, _phrase_start(trigger) - 1
    if place < trigger.clause.first or doc[place].tag_ not in ("APPR", "APPRART"):
        return ""
    return str(doc[place].text.lower())


def _phrase_start(trigger: Trigger) -> int:
    """Where a noun's phrase begins: at its article, or at the first word that describes it."""
    doc, place = trigger.token.doc, trigger.token.i
    while place > trigger.clause.first and doc[place - 1].tag_ in _DESCRIBES:
        place -= 1
    if place > trigger.clause.first and doc[place - 1].tag_ in _DETERMINES:
        place -= 1
    return place


def _phrase_before(trigger: Trigger) -> Sequence[Token]:
    """The words of a noun's phrase in front of it, article included."""
    return list(trigger.token.doc[_phrase_start(trigger) : trigger.token.i])


def _has_infinitive(clause: Clause) -> bool:
    return any(token.tag_ in ("VVINF", "VAINF", "VVIZU") for token in clause.tokens)


def _by_tense(trigger: Trigger) -> EventStatus:
    clause = trigger.clause
    finite = clause.finite
    if trigger.is_noun or finite is None or clause.past:
        unbound = (
            not trigger.is_noun and finite is None and trigger.token.tag_ in ("VVINF", "VVIZU")
        )
        return "possible" if unbound else "happened"
    plain_present = trigger.token.i == finite.i and not clause.subjunctive
    return "ongoing" if plain_present else "happened"
