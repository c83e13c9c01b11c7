"""Whom a role is written beside: *Kanzlerin Muster*, *Muster, Chefin der Bahn*,
*der Chef der Bahn, Hans Muster,*."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from workbook.actors.background import Background
from workbook.actors.name import Name
from workbook.actors.phrases import Phrase

if TYPE_CHECKING:
    from spacy.tokens import Doc

_REACH = 8
"""Tokens a bracket between a name and its role may hold (*Muster (58), Chef der Bahn*)."""

_BODIES = ("rat", "vorstand")
"""What nouns end in that mean a body, unless somebody's name stands beside."""

_ATTRIBUTIVE = frozenset({"APPR", "APPRART", "ART", "PPOSAT", "ADJA", "CARD", "NN", "NE", "KON"})
"""What words an attribute behind a role is made of."""


def with_holders(
    doc: Doc, found: Sequence[Phrase], names: Iterable[Name], known: Background
) -> list[Phrase]:
    """The phrases, each with the person it is written beside, if there is one."""
    finder = _HolderFinder(doc, names, known)
    return _paired(doc, _unnested([finder.held(p) for p in found]), finder)


class _HolderFinder:
    """The person names of one article, by where they begin and end."""

    def __init__(self, doc: Doc, names: Iterable[Name], known: Background) -> None:
        persons = [name for name in names if name.label == "PER"]
        self.doc, self.lexicon, self.roles = doc, known.lexicon, known.roles
        self.lasts = {doc[name.last - 1].text for name in persons}
        self.starting: Mapping[int, Name] = {name.first: name for name in persons}
        self.ending: Mapping[int, Name] = {name.last: name for name in persons}

    def held(self, phrase: Phrase) -> Phrase:
        """The phrase with the person beside it, if there is one."""
        holder = self.holder(phrase)
        return phrase if holder is None else replace(phrase, holder=holder)

    def holder(self, phrase: Phrase) -> Name | None:
        """The person beside: behind the phrase, or before it with a comma between."""
        i = self._past_titles(phrase.last)
        name = self.starting.get(i)
        if name is not None and not self._breaks(phrase.last, i):
            inner = self._ends_in_role(phrase) or self._is_owner(phrase, name)
            return None if inner else name
        i = self._past_attribute(phrase, self._past_bracket(i))
        if i < len(self.doc) and self.doc[i].text == ",":
            name = self.starting.get(self._past_titles(i + 1))
            if name is not None and self.closes(name.last):
                return name
        return None if self._goes_on(phrase) else self.before(phrase)

    def before(self, phrase: Phrase) -> Name | None:
        """The person named right before a phrase, with a comma or bracket between."""
        i = phrase.outset - 1
        if i < 1 or phrase.word.number == "plural" or self.doc[i].text not in (",", "(", "–", "-"):
            return None
        if self.doc[i - 1].text == ")":
            opening = range(i - 2, max(i - _REACH, 0), -1)
            i = next((j for j in opening if self.doc[j].text == "("), i)
        return self.ending.get(i)

    def closes(self, i: int) -> bool:
        """Whether a phrase may end before this token: at a mark or the end of a sentence."""
        return i >= len(self.doc) or self.doc[i].is_sent_start is True or self.doc[i].is_punct

    def _is_owner(self, phrase: Phrase, name: Name) -> bool:
        """Whether a name behind is a genitive: *der Arzt Musters*, *viele Anhänger Musters*."""
        last = self.doc[name.last - 1].text
        if not last.endswith("s") or last[:-1] not in self.lasts:
            return False
        before = self.doc[phrase.first - 1].tag_ if phrase.first else ""
        return before in ("ART", "PIAT", "PIDAT", "PPOSAT", "CARD", "PDAT")

    def _goes_on(self, phrase: Phrase) -> bool:
        """Whether a verb follows, so that the role is a subject: *…, der Minister sagt*."""
        i = phrase.last
        if self.closes(i) or self.doc[phrase.outset].lower_ in ("dem", "den", "des"):
            return False
        return self.doc[i].tag_.endswith("FIN")

    def _ends_in_role(self, phrase: Phrase) -> bool:
        """Whether a name behind belongs to a role within: *Berater des Präsidenten Muster*."""
        last = self.doc[phrase.last - 1].text
        return (
            phrase.body is None
            and phrase.last > phrase.head + 1
            and self.roles.read(last) is not None
        )

    def _past_bracket(self, i: int) -> int:
        """Behind a bracket that says more of the role: *der Chef der Linkspartei (PG), …*."""
        if i < len(self.doc) and self.doc[i].text == "(":
            for j in range(i + 1, min(i + _REACH, len(self.doc))):
                if self.doc[j].text == ")":
                    return j + 1
        return i

    def _past_attribute(self, phrase: Phrase, i: int) -> int:
        """At the comma behind what else is said of one person: *der Bewerber in den Vorwahlen
        der Partei, …*; ``i`` where a verb or a person comes first."""
        if phrase.outset == phrase.first or phrase.word.number == "plural":
            return i
        for j in range(i, min(i + _REACH, len(self.doc))):
            token = self.doc[j]
            if token.text == ",":
                return j
            led = j > i or token.tag_ in ("APPR", "APPRART")
            if not led or token.is_sent_start or token.tag_ not in _ATTRIBUTIVE:
                return i
            if j in self.starting:
                return i
        return i

    def _past_titles(self, i: int) -> int:
        while i < len(self.doc) and (
            self.doc[i].is_space or self.lexicon.is_word(self.doc[i].text, "title", "honorific")
        ):
            i += 1
        return i

    def _breaks(self, first: int, last: int) -> bool:
        return any(self.doc[i].is_sent_start for i in range(first, last + 1) if i < len(self.doc))


def _unnested(found: Sequence[Phrase]) -> list[Phrase]:
    """A role within another's complement has no holder across a comma: in *der Berater des
    Präsidenten, Hans Muster,* nobody but the adviser is named."""
    outer_end, freed = 0, []
    for phrase in found:
        holder = phrase.holder
        if holder is not None and phrase.head < outer_end:
            holder = holder if holder.first == phrase.last else None
        freed.append(replace(phrase, holder=holder))
        outer_end = max(outer_end, phrase.last)
    return freed


def _paired(doc: Doc, found: Sequence[Phrase], finder: _HolderFinder) -> list[Phrase]:
    """Two roles joined by *und* have one holder: *Gründer und Chef der Firma, …*."""
    paired = list(found)
    for n in range(len(found) - 1, 0, -1):
        one, other = paired[n - 1], paired[n]
        if one.last == other.first and one.holder is None and other.holder is not None:
            if other.holder.first > other.head:  # die Biologin Professorin Muster
                paired[n - 1] = replace(one, end=other.end, holder=other.holder)
            continue
        if one.last + 1 != other.first or doc[one.last].lower_ not in ("und", "sowie"):
            continue
        if one.holder is None and other.holder is not None and one.last < other.holder.first:
            paired[n - 1] = replace(one, end=other.end, holder=other.holder)
        elif other.holder is None and finder.closes(other.last):
            holder = finder.before(one)
            if holder is not None and one.holder in (None, holder):
                paired[n - 1] = replace(one, end=other.end, holder=holder)
                paired[n] = replace(other, holder=holder)
    return paired


def attached(found: Iterable[Phrase]) -> dict[Name, tuple[Phrase, ...]]:
    """The phrases beside each name, the one that says most of those before it first."""
    beside: dict[Name, list[Phrase]] = defaultdict(list)
    for phrase in found:
        if phrase.holder is not None:
            beside[phrase.holder].append(phrase)

    return {name: tuple(sorted(group, key=_rank)) for name, group in beside.items()}


def _rank(phrase: Phrase) -> tuple[bool, int]:
    behind = phrase.holder is not None and phrase.last > phrase.holder.first
    return (behind, phrase.start - phrase.end)


def unattached(found: Iterable[Phrase]) -> Iterator[Phrase]:
    """Phrases that may stand for somebody by themselves; *der Aufsichtsrat* is all of them."""
    return (
        phrase
        for phrase in found
        if phrase.holder is None and phrase.alone and not phrase.word.noun.lower().endswith(_BODIES)
    )


def bodies_behind(doc: Doc, names: Iterable[Name]) -> dict[int, Name]:
    """Bodies named right behind a person, by the token where the person's name ends.

    *Günther (CDU)*, *Hofmann vom Wetterdienst*.
    """
    names = list(names)
    ending = {name.last for name in names if name.label == "PER"}
    found: dict[int, Name] = {}
    for name in names:
        links = [doc[i].lower_ for i in range(max(name.first - 2, 0), name.first)]
        if name.label != "ORG" or not links:
            continue
        if links[-1] in ("(", "vom", "von") and name.first - 1 in ending:
            found.setdefault(name.first - 1, name)
        elif links == ["von", "der"] and name.first - 2 in ending:
            found.setdefault(name.first - 2, name)
    return found


def origins_behind(doc: Doc, names: Iterable[Name], known: Background) -> dict[int, str]:
    """Countries (alpha-3) named right behind a person, by the token where the person's name
    ends: *Muster (Schweiz)*, *Muster aus den Niederlanden*."""
    names = list(names)
    ending = {name.last for name in names if name.label == "PER"}
    found: dict[int, str] = {}
    for name in names if ending else ():
        first = name.first - 1
        if name.label != "LOC" or first < 1:
            continue
        first -= doc[first].tag_ == "ART"
        ids = known.lexicon.find(name.text)
        entry = known.lexicon.entries[ids[0]] if len(ids) == 1 else None
        if first in ending and doc[first].text in ("(", "aus") and entry and entry.country:
            found.setdefault(first, entry.country)
    return found
