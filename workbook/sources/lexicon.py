"""Nouns that tell what stands behind a claim: documents, bodies, media, people; and nouns of time.

They live in ``data/knowledge/source_words.csv``, lower-case, one a row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from workbook.knowledge import FirstName, Gender, Knowledge, WordKind
from workbook.resources import REMEMBERED


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The kinds of nouns, also by the noun a compound ends in; the longest ending decides.

    Examples
    --------
    >>> from workbook import knowledge
    >>> lexicon = Lexicon.of(knowledge.load())
    >>> [lexicon.kind(noun) for noun in ("Pressemitteilung", "Bundesbank", "Ministerin")]
    ['document', 'organisation', None]
    >>> lexicon.is_person("SPD-Politiker"), lexicon.is_person("Ministerium")
    (True, False)
    """

    kinds: Mapping[str, WordKind] = field(default_factory=dict)
    genders: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, Gender] = field(default_factory=dict)
    first_names: Mapping[str, Gender] = field(default_factory=dict)

    @classmethod
    def of(cls, knowledge: Knowledge) -> Lexicon:
        people: dict[str, Gender] = {}
        for role in knowledge.roles.values():
            people.setdefault(role.noun.lower(), "m")
            if role.feminine:
                people.setdefault(role.feminine.lower(), "f")
        for country in knowledge.countries.values():
            for native in country.demonyms:
                people.setdefault(native.lower(), "f" if native.endswith("in") else "m")
        kinds = {word.word: word.kind for word in knowledge.source_words}
        first_names = knowledge.files.read("first_names.csv", FirstName)
        return cls(
            MappingProxyType(kinds),
            MappingProxyType({w.word: w.gender for w in knowledge.source_words if w.gender}),
            MappingProxyType(people),
            MappingProxyType({row.name: row.gender for row in first_names}),
        )

    def kind(self, noun: str) -> WordKind | None:
        """The kind of a noun or of the noun it ends in; nouns of time only as they are."""
        ending = self.ending(noun)
        return self.kinds[ending] if ending else None

    def ending(self, noun: str) -> str | None:
        """The longest noun we know that this one is or ends in."""
        return _ending(noun, self)

    def is_time(self, word: str) -> bool:
        """Whether a noun names a time, so that it can be no speaker (*Montag*)."""
        return self.kinds.get(word.lower()) == "time"

    def sort(self, word: str, lemma: str, *, is_noun: bool) -> WordKind | Literal[""]:
        """What a word of a text names: ``time`` whatever its tag, the rest only of nouns."""
        if self.is_time(word):
            return "time"
        if not is_noun:
            return ""
        return self.kind(word) or self.kind(lemma) or ("person" if self.gender(lemma) else "")

    def gender(self, noun: str) -> Gender | None:
        """``m`` or ``f`` of a noun for a person, by itself or by the part after a hyphen."""
        lowered = noun.lower()
        return self.people.get(lowered) or self.people.get(lowered.rpartition("-")[2])

    def article(self, noun: str) -> str | None:
        """``m``, ``f`` or ``n`` of a noun for whoever may stand behind a claim."""
        return self.genders.get(self.ending(noun) or "") or self.gender(noun)

    def is_person(self, noun: str) -> bool:
        """Whether a noun is what somebody is or does, and no body."""
        return self.gender(noun) is not None or self.kind(noun) in {"person", "voice"}


@lru_cache(maxsize=REMEMBERED)
def _ending(noun: str, known: Lexicon) -> str | None:
    lowered = noun.lower()
    for cut in range(len(lowered) - 2):
        kind = known.kinds.get(lowered[cut:])
        if kind is not None and (cut == 0 or kind != "time"):
            return lowered[cut:]
    return None
