"""Roles as the text writes them, with adjectives and complement, country and body they imply:
*der russische Außenminister*, *die Sprecherin des Ministeriums*."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbook.actors.background import Background
from workbook.actors.belongings import Belongings
from workbook.actors.complements import Complements
from workbook.actors.derived import country_of_adjective
from workbook.actors.name import Name, texts
from workbook.actors.roles import RoleWord
from workbook.knowledge import Gender

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
_UNSURE = frozenset({"zum", "zur", "als", "„", "»", "«", "‚", '"'})
_NOUNS = frozenset({"NOUN", "PROPN", "ADJ", "X"})
_REACH = 6
"""Adjectives that may stand before a role noun."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A role with its adjectives and complement; tokens ``first`` to ``last`` (exclusive),
    with its article from ``outset``.

    ``country`` is alpha-3. ``body`` is the name in it (*Sprecher der CDU*), ``affiliation``
    the words for the body. ``alone`` says that it can stand for somebody without a name:
    one person, and definite.
    """

    outset: int
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

    @property
    def meaning(self) -> tuple[object, ...]:
        """What two phrases that say the same share."""
        word = self.word
        return (word.prefix, word.noun, self.gender, self.former, self.country, self.affiliation)


def phrases(doc: Doc, names: Iterable[Name], known: Background, *, home: str) -> list[Phrase]:
    """All role phrases in the order of the text, still without holders.

    ``home`` is the country (alpha-3) that *Bundes-* means where the article appeared.
    """
    reader = _PhraseReader(doc, list(names), known, home)
    roles = ((i, known.roles.read(word)) for i, word in enumerate(texts(doc)))
    found = (reader.at(i, role) for i, role in roles if role is not None)
    return [phrase for phrase in found if phrase is not None]


class _PhraseReader:
    """What reading one article's role phrases needs at hand."""

    def __init__(self, doc: Doc, names: Sequence[Name], known: Background, home: str) -> None:
        self.doc, self.lexicon, self.roles = doc, known.lexicon, known.roles
        self.starting: Mapping[int, Name] = {name.first: name for name in names}
        self.ending: Mapping[int, Name] = {name.last: name for name in names}
        self.covered = {i for name in names for i in range(name.first, name.last)}
        self.complements = Complements(doc, self.starting, known.roles, known.lexicon)
        self.belongings = Belongings(doc, known, home)

    def at(self, head: int, word: RoleWord) -> Phrase | None:
        """The phrase whose noun this token is, read as a role; none if it is used otherwise."""
        token = self.doc[head]
        if head in self.covered or token.pos_ not in _NOUNS:
            return None
        if _is_adjectival(word) and self._heads(head + 1):
            return None
        first = self._first(head)
        determiner = self.doc[first - 1].lower_ if self._joins(first) else ""
        last, body = self.complements.read(head + 1)
        body = body or self._owner(first)
        belonging = self.belongings.read(first, head, last, word, body)
        return Phrase(
            outset=first - 1 if determiner in _DEFINITE | _INDEFINITE else first,
            first=first,
            last=last,
            head=head,
            start=self.doc[first].idx,
            end=self.doc[last - 1].idx + len(self.doc[last - 1].text),
            word=word,
            gender=_gender(word, token.text, determiner),
            alone=self._is_one(word, token, first, determiner),
            former=self._is_former(first, head, word),
            country=belonging.country,
            affiliation=belonging.affiliation,
            body=body,
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
        bare = first < head and not (self._joins(first) and self._opens(first - 1))
        looks_finite = (
            bare and self.doc[first].text.islower() and self.doc[first].text.endswith("te")
        )
        return first + 1 if looks_finite else first  # parierte Torhüterin Muster

    def _opens(self, i: int) -> bool:
        return self.doc[i].tag_ in ("ART", "APPR", "APPRART", "PPOSAT", "PDAT", "ADJA", "KON")

    def _is_adjective(self, token: Token) -> bool:
        return (
            (token.tag_ == "ADJA" and not self._extends(token))
            or self._describes(token)
            or self.lexicon.adjective(token.text) is not None
            or self.lexicon.atlas.region(token.text) is not None
            or (token.text[:1].isupper() and country_of_adjective(token, self.lexicon) is not None)
        )

    def _extends(self, token: Token) -> bool:
        """Whether a participle belongs to a phrase of its own: *der als streng geltende
        Richter*; those of offices (*amtierende*) do not."""
        low = token.lower_
        stem = low.removesuffix("n").removesuffix("r").removesuffix("e")
        return stem.endswith("nd") and not self.lexicon.is_word(stem, "deputy")

    def _describes(self, token: Token) -> bool:
        word = self.roles.read(token.text)
        return word is not None and _is_adjectival(word)

    def _owner(self, first: int) -> Name | None:
        """The body in the genitive right before: *Russlands Präsident*."""
        name = self.ending.get(first) if self._joins(first) else None
        if name is None or name.label == "PER":
            return None
        return name if self.doc[name.last - 1].text.endswith(("s", "'", "’")) else None

    def _heads(self, i: int) -> bool:
        """Whether a role noun stands here that the word before describes (*Vorsitzende
        Richterin*)."""
        if i >= len(self.doc) or i in self.covered or self.doc[i].is_sent_start:
            return False
        return self.doc[i].pos_ == "NOUN" and self.roles.read(self.doc[i].text) is not None

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
        if determiner in _INDEFINITE | _UNSURE or word.number == "plural":
            return False
        if self._is_post(first - 1) or self._describes_body(token.i + 1):
            return False
        if self.doc[token.i + 1 : token.i + 2].text == "für":  # one of many: Minister für Sport
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

    def _describes_body(self, i: int) -> bool:
        """Whether a body's name follows, so that the role is the body's: *Spitzenreiter SC*."""
        name = self.starting.get(i)
        if name is None or name.label == "PER":
            return False
        return not self.doc[name.last - 1].text.endswith("s")

    def _is_post(self, determiner: int) -> bool:
        """Whether the office is meant and nobody in it: *das Amt des Präsidenten*."""
        before = self.doc[determiner - 1] if determiner > 0 else None
        if before is None:
            return False
        return self.lexicon.is_word(before.text, "post") or before.lower_ in ("bin", "bist")

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


def _is_adjectival(word: RoleWord) -> bool:
    """Whether a role noun is an adjective by form: *Vorsitzender*, *Abgeordnete*."""
    return word.gender is None and not word.prefix and word.noun.endswith("nder")


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
