"""The words that tell of an event: verbs with their particles, nouns also at a compound's end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from workbook.events.clauses import Clause
from workbook.knowledge import EventTrigger
from workbook.resources import REMEMBERED

if TYPE_CHECKING:
    from spacy.tokens import Token

NO_EVENT = "NONE"
_SHORTEST_FIRST_PART = 2
_LONGEST_TERM = 30
Readings = tuple[EventTrigger, ...]
"""The entries of one word: it can tell of several kinds of events."""


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
        verbs: defaultdict[str, list[EventTrigger]] = defaultdict(list)
        nouns: defaultdict[str, list[EventTrigger]] = defaultdict(list)
        for entry in sorted(entries, key=_least_telling):
            if entry.form == "verb":
                verbs[f"{entry.particle or ''}|{entry.term}"].append(entry)
            else:
                nouns[entry.term.lower()].append(entry)
        self._verbs: Mapping[str, Readings] = _frozen(verbs)
        self._nouns: Mapping[str, Readings] = _frozen(nouns)
        particles = {key.partition("|")[0] for key in verbs} - {""}
        self._particles = tuple(sorted(particles, key=lambda one: (-len(one), one)))
        self._verb = lru_cache(maxsize=REMEMBERED)(self._of_verb)
        self._noun = lru_cache(maxsize=REMEMBERED)(self._of_noun)

    def find(self, clauses: Sequence[Clause]) -> Iterator[tuple[Trigger, ...]]:
        """The triggers of a text in order, each with all that its word can tell of."""
        for clause in clauses:
            for token in clause.tokens:
                tag = token.tag_
                if tag[:2] not in ("VV", "NN", "NE"):
                    continue
                entries = self._entries(token, tag, clause)
                if entries and not any(entry.type == NO_EVENT for entry in entries):
                    yield tuple(Trigger(token, clause, entry) for entry in entries)

    def _entries(self, token: Token, tag: str, clause: Clause) -> Readings:
        if tag.startswith("VV"):
            apart = clause.particle if tag == "VVFIN" else ""
            return self._verb(token.lemma_.lower(), apart)
        if tag in ("NN", "NE") and (text := token.text)[:1].isupper():
            return self._noun(text, token.lemma_)
        return ()

    def _of_verb(self, lemma: str, apart: str) -> Readings:
        if apart:
            return self._verbs.get(f"{apart}|{lemma}", ())
        for particle in self._particles:
            if lemma.startswith(particle):
                found = self._verbs.get(f"{particle}|{lemma[len(particle) :]}")
                if found is not None:
                    return found
        return self._verbs.get(f"|{lemma}", ())

    def _of_noun(self, written: str, lemma: str) -> Readings:
        forms = dict.fromkeys((written.lower(), lemma.lower()))
        whole = next((self._nouns[form] for form in forms if form in self._nouns), None)
        return whole or next(filter(None, map(self._compound, forms)), ())

    def _compound(self, form: str) -> Readings:
        """The entries of the longest term that a compound ends in."""
        for cut in range(max(_SHORTEST_FIRST_PART, len(form) - _LONGEST_TERM), len(form) - 3):
            found = self._nouns.get(form[cut:].lstrip("-"))
            if found is not None:
                return found
        return ()


def _least_telling(entry: EventTrigger) -> bool:
    """What asks for a word beside it is tried first (*unterzeichnete das Gesetz*)."""
    return "near:" not in (entry.needs or "")


def _frozen(entries: Mapping[str, Iterable[EventTrigger]]) -> Mapping[str, Readings]:
    return MappingProxyType({term: tuple(found) for term, found in entries.items()})
