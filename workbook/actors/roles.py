"""Nouns for what somebody is or does, and how they are written: inflected and compounded.

*US-Außenministers* is the role *Außenminister* with *US* before it; *Polizeisprecherin* the
role *Sprecher*, feminine, with *Polizei* before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from workbook.knowledge import Gender, Knowledge, RoleNoun, RoleSynonyms
from workbook.resources import REMEMBERED

LONGEST_WORD = 60
"""Longer words are no compounds anyone reads; a bound for the search for parts."""

_DEPUTIES = ("vize", "ex", "stellvertret", "interims", "gegen")
_SHORTEST_HEAD = 6
_SHORT_HEADS = frozenset({"chef", "vize", "arzt", "autor", "pilot", "coach"})

Number = Literal["singular", "plural", "either"]


@dataclass(frozen=True, slots=True)
class RoleWord:
    """A word read as a role: the plain noun, what stands before it, gender and number."""

    noun: str
    prefix: str = ""
    gender: Gender | None = None
    number: Number = "either"
    group: str = "other"

    @property
    def whole(self) -> str:
        """The role with a closed compound's first part, masculine: *Polizeisprecher*."""
        if not self.prefix or self.prefix.endswith("-"):
            return self.noun
        return self.prefix + self.noun.lower()

    @property
    def part(self) -> str:
        """The first part of a compound alone: *US* of *Ex-US-Präsident*, *US-Chefberater*."""
        prefix = self.prefix.removeprefix("Ex-")
        before, hyphen, _ = prefix.rpartition("-")
        return before if hyphen else prefix

    @property
    def full(self) -> str:
        """The role with all that stands before it, masculine: *CDU-Chef*."""
        return self.prefix + self.noun if self.prefix.endswith("-") else self.whole


@dataclass(frozen=True, slots=True, eq=False)
class Roles:
    """All role nouns in all their forms, and which word can mean which office.

    ``heads`` are nouns that are the last part of others, so general that they name no office
    by themselves (*Präsident*, *Minister*).
    """

    forms: Mapping[str, RoleWord]
    synonyms: Mapping[str, frozenset[str]]
    heads: frozenset[str]

    def read(self, word: str) -> RoleWord | None:
        """A word as a role, none if it is no role.

        >>> from workbook import knowledge
        >>> found = roles(knowledge.load()).read("US-Außenministers")
        >>> found.prefix, found.noun, found.gender
        ('US-', 'Außenminister', 'm')
        """
        if len(word) > LONGEST_WORD or not word[:1].isupper():
            return None
        return _read(word, self)

    def agree(self, one: str, other: str, *, strict: bool = False) -> bool:
        """Whether two role nouns can mean the same office.

        A short noun may stand for a longer one (*Minister*), never for a deputy's; ``strict``
        allows that for ministers alone (*der russische Präsident* leads no senate).

        >>> from workbook import knowledge
        >>> known = roles(knowledge.load())
        >>> known.agree("Minister", "Außenminister"), known.agree("Außenminister", "Präsident")
        (True, False)
        """
        a, b = one.lower(), other.lower()
        if a == b:
            return True
        short, long = sorted((a, b), key=len)
        within = long.endswith(short) and not long.startswith(_DEPUTIES)
        if within and (not strict or short == "minister"):
            return True
        return b in self.synonyms.get(a, ()) or a in self.synonyms.get(b, ())


@lru_cache(maxsize=REMEMBERED)
def _read(word: str, known: Roles) -> RoleWord | None:
    before, hyphen, last = word.rpartition("-")
    if before.endswith("Vize"):  # Vize-Präsident, US-Vize-Präsidentin
        before, hyphen, last = before[:-4].rpartition("-")[0], "-", f"Vize{last.lower()}"
    found = _closed(last, known.forms) if last[:1].isupper() else None
    if found is None or not hyphen:
        return found
    prefix = f"{before}-{found.prefix}" if before else found.prefix
    return RoleWord(found.noun, prefix, found.gender, found.number, found.group)


def _closed(word: str, forms: Mapping[str, RoleWord]) -> RoleWord | None:
    low = word.lower()
    if low in forms:
        return forms[low]
    for cut in range(3, len(low) - 3):
        head = forms.get(low[cut:])
        if head is not None and (len(low) - cut >= _SHORTEST_HEAD or low[cut:] in _SHORT_HEADS):
            return RoleWord(head.noun, word[:cut], head.gender, head.number, head.group)
    return None


def roles(knowledge: Knowledge) -> Roles:
    """The role nouns of the knowledge files, inflected."""
    forms: dict[str, RoleWord] = {}
    for noun in knowledge.roles.values():
        for form, word in _forms(noun):
            known = forms.get(form)
            forms[form] = word if known is None else _either(known, word)
    synonyms = knowledge.files.read("role_synonyms.csv", RoleSynonyms)
    nouns = {noun.lower() for noun in knowledge.roles}
    ends = {noun[cut:] for noun in nouns for cut in range(1, len(noun) - 3)}
    return Roles(
        forms=MappingProxyType(forms),
        heads=frozenset(nouns & ends),
        synonyms=MappingProxyType(
            {row.word.lower(): frozenset(role.lower() for role in row.roles) for row in synonyms}
        ),
    )


def _either(one: RoleWord, other: RoleWord) -> RoleWord:
    """One form of two meanings (*Vorsitzende*): what differs stays open."""
    if one.noun != other.noun:
        return one
    return RoleWord(
        noun=one.noun,
        gender=one.gender if one.gender == other.gender else None,
        number=one.number if one.number == other.number else "either",
        group=one.group,
    )


def _forms(role: RoleNoun) -> Iterator[tuple[str, RoleWord]]:
    noun, low = role.noun, role.noun.lower()
    female = role.feminine.lower() if role.feminine else ""
    if female and low == f"{female}r":  # an adjective as noun: der Vorsitzende, ein Vorsitzender
        yield low, RoleWord(noun, "", None, "either", role.group)
        for ending in ("", "n", "m"):
            yield female + ending, RoleWord(noun, "", None, "either", role.group)
        return
    gender: Gender | None = "m" if female and female != low else None
    if female != low:
        plural_is_same = low.endswith(("er", "el", "en"))
        yield (
            low,
            RoleWord(noun, "", gender, "either" if plural_is_same else "singular", role.group),
        )
        for ending in ("s", "es"):
            yield low + ending, RoleWord(noun, "", gender, "singular", role.group)
        yield low + "e", RoleWord(noun, "", gender, "plural", role.group)
        for ending in ("n", "en"):
            # weak nouns: den Präsidenten is one, die Präsidenten are many
            number: Number = "plural" if plural_is_same else "either"
            yield low + ending, RoleWord(noun, "", gender, number, role.group)
        if low.endswith(("or", "ar")):
            yield low + "en", RoleWord(noun, "", gender, "plural", role.group)
    if female:
        yield female, RoleWord(noun, "", "f", "singular", role.group)
        yield f"{female}nen", RoleWord(noun, "", "f", "plural", role.group)
