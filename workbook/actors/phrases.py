"""Roles as the text writes them: beside a name (*Waltz, Nationaler Sicherheitsberater*) or
alone (*der russische Außenminister*), with the country and the body they imply."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbook.actors.derived import country_of_adjective
from workbook.actors.lexicon import Gender, Lexicon
from workbook.actors.roles import Roles, RoleWord
from workbook.actors.spans import Name

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_DEFINITE = frozenset(
    [
        "der",
        "die",
        "das",
        "dem",
        "den",
        "des",
        "dieser",
        "diese",
        "dieses",
        "diesem",
        "diesen",
        "vom",
        "zum",
        "zur",
        "beim",
        "im",
    ]
)
_INDEFINITE = frozenset(
    ["ein", "eine", "einer", "eines", "einem", "einen", "kein", "keine", "jeder", "jede"]
)
_LINKS = frozenset(["von", "vom", "für"])
_PLACE_LINKS = frozenset(["im", "in", "bei", "beim", "am", "an", "aus", "zur", "zum"])
_REACH = 6
"""Tokens a role's complement may span (*Sprecher des ukrainischen Ministeriums*)."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A role with its adjectives and complement; tokens ``first`` to ``last`` (exclusive).

    ``country`` is alpha-3. ``body`` is the name in it (*Sprecher der CDU*), ``affiliation``
    the words for the body. ``alone`` says that it can stand for somebody without a name:
    one person, and definite.
    """

    first: int
    last: int
    head: int
    start: int
    end: int
    word: RoleWord
    gender: Gender | None
    alone: bool
    former: bool
    country: str | None = None
    affiliation: str | None = None
    body: Name | None = None
    holder: Name | None = None


def phrases(doc: Doc, names: list[Name], lexicon: Lexicon, roles: Roles, home: str) -> list[Phrase]:
    """All role phrases in the order of the text.

    ``home`` is the country (alpha-3) that *Bundes-* means where the article appeared.
    """
    reader = _PhraseReader(doc, names, lexicon, roles, home)
    found = [phrase for i in range(len(doc)) if (phrase := reader.at(i)) is not None]
    return _paired(doc, found, reader)


class _PhraseReader:
    """What reading one article's role phrases needs at hand."""

    def __init__(
        self, doc: Doc, names: list[Name], lexicon: Lexicon, roles: Roles, home: str
    ) -> None:
        self.doc, self.lexicon, self.roles, self.home = doc, lexicon, roles, home
        self.starting: Mapping[int, Name] = {name.first: name for name in names}
        self.ending: Mapping[int, Name] = {name.last: name for name in names}
        self.covered = {i for name in names for i in range(name.first, name.last)}

    def at(self, head: int) -> Phrase | None:
        """The phrase whose role noun is this token, none if it is no role."""
        token = self.doc[head]
        if head in self.covered or token.pos_ not in ("NOUN", "PROPN", "ADJ", "X"):
            return None
        word = self.roles.read(token.text)
        if word is None:
            return None
        first = self._first(head)
        determiner = self.doc[first - 1].lower_ if self._joins(first) else ""
        last, body = self._complement(head + 1)
        body = body or self._owner(first)
        country = self._country(first, head, word, body)
        return Phrase(
            first=first,
            last=last,
            head=head,
            start=self.doc[first].idx,
            end=self.doc[last - 1].idx + len(self.doc[last - 1].text),
            word=word,
            gender=_gender(word, token.text, determiner),
            alone=self._is_one(word, token, first, determiner),
            former=self._is_former(first, head, word),
            country=country,
            affiliation=self._affiliation(word, head, last, body),
            body=body,
            holder=self._holder(first, last, determiner),
        )

    def _joins(self, first: int) -> bool:
        return first > 0 and not self.doc[first].is_sent_start

    def _first(self, head: int) -> int:
        """Where adjectives before the noun begin."""
        first = head
        while (
            first > 0
            and head - first < _REACH
            and not self.doc[first].is_sent_start
            and first - 1 not in self.covered
            and self._is_adjective(self.doc[first - 1])
        ):
            first -= 1
        return first

    def _is_adjective(self, token: Token) -> bool:
        return (
            token.tag_ == "ADJA"
            or self.lexicon.adjective(token.text) is not None
            or (token.text[:1].isupper() and country_of_adjective(token, self.lexicon) is not None)
        )

    def _complement(self, i: int) -> tuple[int, Name | None]:
        """Where the phrase ends behind the noun, and the name in its complement."""
        doc, link = self.doc, ""
        if i < len(doc) and not doc[i].is_sent_start:
            link = doc[i].lower_
            name = self.starting.get(i)
            if name is not None and name.label != "PER" and doc[name.last - 1].text.endswith("s"):
                return name.last, name
        if link not in ("des", "der") and link not in _LINKS and link not in _PLACE_LINKS:
            return i, None
        noun_end = i
        for j in range(i + 1, min(i + 1 + _REACH, len(doc))):
            name = self.starting.get(j)
            if name is not None:
                return (name.last, name) if name.label != "PER" else (noun_end, None)
            if doc[j].is_sent_start or doc[j].tag_ not in ("ART", "ADJA", "NN", "APPR"):
                break
            if doc[j].tag_ == "NN" and link not in _PLACE_LINKS:
                noun_end = j + 1
            elif noun_end > i and doc[j].lower_ not in ("der", "des", "für", "in"):
                break
        return noun_end, None

    def _owner(self, first: int) -> Name | None:
        """The body in the genitive right before: *Russlands Präsident*."""
        name = self.ending.get(first) if self._joins(first) else None
        if name is None or name.label == "PER":
            return None
        return name if self.doc[name.last - 1].text.endswith(("s", "'", "’")) else None

    def _country(self, first: int, head: int, word: RoleWord, body: Name | None) -> str | None:
        for i in range(first, head):
            code = country_of_adjective(self.doc[i], self.lexicon)
            if code is not None:
                return code
        prefix = word.prefix.removeprefix("Ex-").rstrip("-")
        if prefix == "Bundes":
            return self.home
        for written in (prefix, body and self.doc[body.first : body.last].text):
            known = self.lexicon.find(written) if written else ()
            if not known and written and (seat := self.lexicon.seat(written)):
                known = (seat,)
            if len(known) == 1 and self.lexicon.entries[known[0]].kind == "country":
                return self.lexicon.entries[known[0]].country
        return None

    def _affiliation(self, word: RoleWord, head: int, last: int, body: Name | None) -> str | None:
        """The body in words: the name, the noun of the complement, or the compound's part."""
        if body is not None and body.label == "ORG":
            return self.doc[body.first : body.last].text
        part = word.prefix.removeprefix("Ex-").rstrip("-")
        ids = self.lexicon.find(part) or self.lexicon.find(part.removesuffix("s"))
        if part and word.prefix.endswith("-") and not (ids and ids[0].startswith("country:")):
            return part
        if body is None and last > head + 2 and self.doc[head + 1].lower_ in ("des", "der", "vom"):
            return self._nominative(head, last)
        return None

    def _nominative(self, head: int, last: int) -> str:
        """A noun of a complement (*des Ministeriums*) without the ending of its case."""
        text = self.doc[head + 2 : last].text
        masculine = self.doc[head + 1].lower_ == "des" and last == head + 3
        if not masculine or len(text) < 5 or not text.endswith("s"):
            return text
        lemma = self.doc[last - 1].lemma_
        return lemma if text.startswith(lemma) else text.removesuffix("s")

    def _holder(self, first: int, last: int, determiner: str) -> Name | None:
        """The person beside: behind it, or before it with a comma between."""
        i = self._past_titles(last)
        name = self.starting.get(i)
        if name is not None and name.label == "PER" and not self._breaks(last, i):
            return name
        if i < len(self.doc) and self.doc[i].text == ",":
            name = self.starting.get(self._past_titles(i + 1))
            if name is not None and name.label == "PER" and self.closes(name.last):
                return name
        start = first - 1 if determiner in _DEFINITE | _INDEFINITE else first
        return self._name_before(start) if self.closes(last) else None

    def before(self, phrase: Phrase) -> Name | None:
        """The person named right before a phrase, with a comma between."""
        determiner = self.doc[phrase.first - 1].lower_ if self._joins(phrase.first) else ""
        return self._name_before(phrase.first - (determiner in _DEFINITE | _INDEFINITE))

    def _name_before(self, start: int) -> Name | None:
        """The person named right before a comma or bracket at ``start`` - 1."""
        if start < 2 or self.doc[start - 1].text not in (",", "(", "–", "-"):
            return None
        i = start - 1
        if self.doc[i - 1].text == ")":
            opening = next(
                (j for j in range(i - 2, max(i - 8, 0), -1) if self.doc[j].text == "("), i
            )
            i = opening
        name = self.ending.get(i)
        return name if name is not None and name.label == "PER" else None

    def _past_titles(self, i: int) -> int:
        while i < len(self.doc) and self.lexicon.is_word(self.doc[i].text, "title", "honorific"):
            i += 1
        return i

    def _breaks(self, first: int, last: int) -> bool:
        return any(self.doc[i].is_sent_start for i in range(first, last + 1) if i < len(self.doc))

    def closes(self, i: int) -> bool:
        """Whether a phrase may end before this token: at a mark or the end of a sentence."""
        return i >= len(self.doc) or self.doc[i].is_sent_start is True or self.doc[i].is_punct

    def _is_former(self, first: int, head: int, word: RoleWord) -> bool:
        if word.prefix.startswith(("Ex-", "Alt-")) or word.noun.startswith("Alt"):
            return True
        return any(
            self.lexicon.is_word(self.doc[i].lower_[: -len(ending)], "former")
            for i in range(first, head)
            for ending in ("e", "er", "en", "es", "em")
            if self.doc[i].lower_.endswith(ending)
        )

    def _is_one(self, word: RoleWord, token: Token, first: int, determiner: str) -> bool:
        """Whether the phrase means one certain person: definite (or as headlines have it), singular."""
        text = token.text.lower()
        if determiner in _INDEFINITE or word.number == "plural":
            return False
        if determiner not in _DEFINITE:
            return word.gender is not None and bool(word.prefix) and not self._counted(first)
        if word.gender == "f":
            return True
        if determiner in ("die", "diese"):
            return word.gender is None and text.endswith("e")
        if determiner == "der" and (text.endswith(("en", "n")) and word.gender == "m"):
            return False
        return determiner != "der" or not self._owned(first - 1)

    def _counted(self, first: int) -> bool:
        return self._joins(first) and self.doc[first - 1].tag_ in (
            "CARD",
            "PIAT",
            "PPOSAT",
            "PIDAT",
        )

    def _owned(self, determiner: int) -> bool:
        """Whether *der* follows a noun, so that it may be a genitive of many."""
        if determiner == 0 or self.doc[determiner].is_sent_start:
            return False
        return self.doc[determiner - 1].tag_ == "NN"


def _gender(word: RoleWord, text: str, determiner: str) -> Gender | None:
    if word.gender is not None:
        return word.gender
    if determiner in ("dem", "den", "des", "vom", "beim", "zum"):
        return "m"
    if determiner in ("die", "diese", "zur"):
        return "f"
    if determiner == "der":
        return "f" if text.endswith("n") else "m"
    return None


def _paired(doc: Doc, found: list[Phrase], reader: _PhraseReader) -> list[Phrase]:
    """Two roles joined by *und* have one holder: *Gründer und Chef der Firma, …*."""
    paired = list(found)
    for n in range(len(found) - 1, 0, -1):
        one, other = paired[n - 1], paired[n]
        if one.last + 1 != other.first or doc[one.last].lower_ not in ("und", "sowie"):
            continue
        if one.holder is None and other.holder is not None and one.last < other.holder.first:
            paired[n - 1] = replace(one, end=other.end, holder=other.holder)
        elif one.holder is None and other.holder is None:
            holder = reader.before(one) if reader.closes(other.last) else None
            if holder is not None:
                paired[n - 1] = replace(one, end=other.end, holder=holder)
                paired[n] = replace(other, holder=holder)
    return paired


def attached(found: Iterable[Phrase]) -> dict[Name, Phrase]:
    """The phrase beside each name; the nearest stands where there are two."""
    beside: dict[Name, Phrase] = {}
    for phrase in found:
        if phrase.holder is not None:
            known = beside.get(phrase.holder)
            before = phrase.last <= phrase.holder.first
            if known is None or before:
                beside[phrase.holder] = phrase
    return beside


def bodies_behind(doc: Doc, names: list[Name]) -> dict[int, str]:
    """Bodies named right behind a person, by the token where the person's name ends.

    *Günther (CDU)*, *Hofmann vom Wetterdienst*.
    """
    ending = {name.last for name in names if name.label == "PER"}
    found: dict[int, str] = {}
    for name in names:
        links = [doc[i].lower_ for i in range(max(name.first - 2, 0), name.first)]
        if name.label != "ORG" or not links:
            continue
        if links[-1] in ("(", "vom", "von") and name.first - 1 in ending:
            found.setdefault(name.first - 1, doc[name.first : name.last].text)
        elif links == ["von", "der"] and name.first - 2 in ending:
            found.setdefault(name.first - 2, doc[name.first : name.last].text)
    return found


def unattached(found: Iterable[Phrase]) -> Iterator[Phrase]:
    """Phrases that may stand for somebody by themselves."""
    return (phrase for phrase in found if phrase.holder is None and phrase.alone)
