"""The words that tell of an event: verbs with their particles, nouns also at a compound's end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from workbook.events.clauses import Clause
from workbook.knowledge import EventTrigger

if TYPE_CHECKING:
    from spacy.tokens import Token

NO_EVENT = "NONE"
_SHORTEST_FIRST_PART = 2
_LONGEST_TERM = 30
_MODIFIERS = frozenset({"VMFIN", "VAFIN"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word in a clause and what it tells of."""

    token: Token
    clause: Clause
    entry: EventTrigger

    @property
    def is_noun(self) -> bool:
        return self.entry.form == "noun"

    @property
    def start(self) -> int:
        return int(self.token.idx)

    @property
    def end(self) -> int:
        return int(self.token.idx) + len(self.token.text)


class Lexicon:
    """The trigger words, ready to be looked up."""

    def __init__(self, entries: Iterable[EventTrigger]) -> None:
        verbs: dict[str, EventTrigger] = {}
        nouns: dict[str, EventTrigger] = {}
        for entry in entries:
            if entry.form == "verb":
                verbs[f"{entry.particle or ''}|{entry.term}"] = entry
            else:
                nouns[entry.term.lower()] = entry
        self._verbs: Mapping[str, EventTrigger] = MappingProxyType(verbs)
        self._nouns: Mapping[str, EventTrigger] = MappingProxyType(nouns)
        self._particles = tuple({key.partition("|")[0] for key in verbs} - {""})

    def find(self, clauses: Sequence[Clause]) -> Iterator[Trigger]:
        """The triggers of a text in order."""
        for clause in clauses:
            for token in clause.tokens:
                entry = self._entry(token, clause)
                if entry is not None and entry.type != NO_EVENT:
                    yield Trigger(token, clause, entry)

    def _entry(self, token: Token, clause: Clause) -> EventTrigger | None:
        if token.tag_.startswith("VV"):
            return self._verb(token, clause)
        if token.tag_ in ("NN", "NE") and token.text[:1].isupper():
            return self._noun(token)
        return None

    def _verb(self, token: Token, clause: Clause) -> EventTrigger | None:
        lemma = token.lemma_.lower()
        apart = clause.particle if token.tag_ == "VVFIN" else ""
        if apart:
            return self._verbs.get(f"{apart}|{lemma}")
        for particle in self._particles:
            if lemma.startswith(particle):
                found = self._verbs.get(f"{particle}|{lemma[len(particle) :]}")
                if found is not None:
                    return found
        return self._verbs.get(f"|{lemma}")

    def _noun(self, token: Token) -> EventTrigger | None:
        for form in dict.fromkeys((token.text.lower(), token.lemma_.lower())):
            if form in self._nouns:
                return self._nouns[form]
            for cut in range(max(_SHORTEST_FIRST_PART, len(form) - _LONGEST_TERM), len(form) - 3):
                found = self._nouns.get(form[cut:].lstrip("-"))
                if found is not None:
                    return found
        return None
