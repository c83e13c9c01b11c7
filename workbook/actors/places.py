"""Whether the name of a seat of power stands for the government or for the place.

Each sign in the clause (preposition, noun beside it, verb, list it stands in) adds or takes a
weight from ``place_words.csv``; above zero the government acts. The words were chosen from how
German news writes, against ``tests/cases/metonyms.csv``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from workbook.actors.lexicon import Lexicon
from workbook.actors.name import Name
from workbook.actors.spelling import folded, name_key, name_words
from workbook.knowledge import Knowledge, PlaceWord

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_REACH = 25
"""Tokens to either side that can tell: a clause, and a bound on the work per name."""

_JOINS = frozenset({"und", "oder", "sowie", "wie", "noch", "bzw.", "/"})
_BOUNDARIES = frozenset(
    {",", ";", ":", ".", "!", "?", "–", "—", "-", "„", "“", "”", "»", "«", "(", ")"}
)
_CUE_WEIGHT = 2.0
_LIST_WEIGHT = 3.0
_BARE_WEIGHT = 0.5
_GENITIVE_WEIGHT = 1.0
_APPOSITION_WEIGHT = 3.0
_COPULA_WEIGHT = -1.0
_LOCATED = -2.0


@dataclass(frozen=True, slots=True)
class PlaceReader:
    """The weights, by part of the sentence; government is positive."""

    prepositions: Mapping[str, float]
    verbs: Mapping[str, float]
    nouns: Mapping[str, float]
    heads: Mapping[str, float]
    statements: Mapping[str, float]
    predicates: Mapping[str, float]
    directions: Mapping[str, float]

    def acting(self, doc: Doc, names: Sequence[Name], lexicon: Lexicon) -> dict[Name, str]:
        """The names of seats that act, and the actor each stands for."""
        places = [name for name in names if name.label != "PER"]
        found: dict[Name, str] = {}
        for listed in _lists(doc, places):
            first = listed[0]
            for name in listed:
                actor_id = lexicon.seat(name.text)
                if actor_id is None or (name.label == "ORG" and len(listed) > 1):
                    continue
                if self._weight(doc, name, listed, first, lexicon) > 0:
                    found[name] = actor_id
        return found

    def _weight(
        self, doc: Doc, name: Name, listed: Sequence[Name], first: Name, lexicon: Lexicon
    ) -> float:
        text = name.text
        others = [n.text for n in listed if n is not name and n.label == "LOC"]
        weight = -_LIST_WEIGHT * any(
            lexicon.seat(o) is None and not lexicon.find(o) for o in others
        )
        clause = list(_clause(doc, listed))
        verbs = self._verbs(clause)
        preposition = self._preposition(doc, first)
        if preposition is not None:
            return weight + self._with_preposition(doc, name, first, preposition, clause, verbs)
        if self._is_genitive(name, text, lexicon):
            return weight + self._genitive(doc, name)
        return weight + self._bare(doc, name, first, clause, verbs)

    def _preposition(self, doc: Doc, name: Name) -> Token | None:
        """The preposition that governs a name, across article and adjectives."""
        i = name.first
        while i > 0 and name.first - i < 4 and not doc[i].is_sent_start:
            i -= 1
            token = doc[i]
            opens = token.is_sent_start and token.lower_ in self.prepositions
            if opens or token.tag_ in ("APPR", "APPRART"):
                return token
            if token.tag_ not in ("ART", "ADJA", "PDAT", "PPOSAT"):
                return None
        return None

    def _with_preposition(
        self,
        doc: Doc,
        name: Name,
        first: Name,
        preposition: Token,
        clause: Sequence[Token],
        verbs: Mapping[str, float],
    ) -> float:
        word = preposition.lower_
        before = doc[preposition.i - 1] if preposition.i > 0 else None
        if preposition.is_sent_start:
            before = None
        if word in ("in", "im"):
            said = "heißen" in verbs or "verlauten" in verbs
            said = said and (before is None or self._noun(before, self.nouns) >= 0)
            head = self._noun(before, self.heads) if before is not None else 0.0
            return head - 2.0 + (4.0 if said else 0.0)
        beside = self._noun(before, self.nouns) if before is not None else 0.0
        if word == "aus":
            return self._out_of(clause, verbs, before)
        if word in ("von", "vom"):
            return beside + self._of(doc, name, before, clause, verbs)
        weight = self.prepositions.get(word, 0.0)
        if word == "an" and (beside > 0 or any(v > 1 for v in verbs.values())):
            weight = 1.0
        travelling = sum(min(w, 0.0) for w in verbs.values())
        around = sum(min(self._noun(t, self.nouns), 0.0) for t in clause if t.tag_ == "NN")
        return weight + beside + (travelling + around if weight > 0 else 0.0)

    def _out_of(
        self, clause: Sequence[Token], verbs: Mapping[str, float], before: Token | None
    ) -> float:
        """*Aus Moskau hieß es* and *Kritik kam aus Moskau* are the government."""
        if "heißen" in verbs or "verlauten" in verbs:
            return 2.0
        said = any(self._noun(t, self.statements) for t in clause)
        return (
            1.0 if said and ("kommen" in verbs or "geben" in verbs or before is not None) else -2.0
        )

    def _of(
        self,
        doc: Doc,
        name: Name,
        before: Token | None,
        clause: Sequence[Token],
        verbs: Mapping[str, float],
    ) -> float:
        """*Von Moskau gesteuert*, *verlangt von Moskau*, *nach Darstellung von Moskau*; but
        *von Moskau nach Minsk*."""
        if before is not None and before.lower_ in self.directions:
            return self.directions[before.lower_]
        if before is not None and self._noun(before, self.statements):
            return 2.0
        behind = [t for t in doc[name.last : name.last + 5] if not t.is_punct]
        if any(t.lower_ in ("nach", "bis", "aus") for t in behind[:3]):
            return -2.0
        if behind and (behind[0].tag_ == "VVPP" or _is_participle(behind[0])):
            return 2.0
        return -0.5 + 0.75 * max((w for w in verbs.values()), default=0.0)

    def _genitive(self, doc: Doc, name: Name) -> float:
        """*Moskaus Angriff*, *die Antwort Pekings*; but *in Londons Straßen*."""
        noun = next((t for t in doc[name.last : name.last + 3] if t.tag_ == "NN"), None)
        if noun is None or (noun.i > name.last and doc[name.last].tag_ != "ADJA"):
            noun = doc[name.first - 1] if name.first else None
            if noun is not None and self._is_located(doc, noun):
                return self._noun(noun, self.nouns) - _GENITIVE_WEIGHT
        return _GENITIVE_WEIGHT + self._noun(noun, self.nouns)

    def _is_located(self, doc: Doc, noun: Token) -> bool:
        """Whether a preposition of place governs a noun: *vor den Toren Berlins*."""
        for i in range(noun.i - 1, max(noun.i - 4, -1), -1):
            if doc[i].tag_ in ("APPR", "APPRART"):
                return self.prepositions.get(doc[i].lower_, 0.0) <= _LOCATED
            if doc[i].tag_ not in ("ART", "ADJA"):
                return False
        return False

    def _bare(
        self, doc: Doc, name: Name, first: Name, clause: Sequence[Token], verbs: Mapping[str, float]
    ) -> float:
        """Subject or object: the verb decides, and what else is in the clause."""
        before = (
            doc[first.first - 1] if first.first and not doc[first.first].is_sent_start else None
        )
        weight = _BARE_WEIGHT + sum(verbs.values())
        if before is not None and before.tag_ == "NN" and self._noun(before, self.nouns) < 0:
            return -_APPOSITION_WEIGHT
        if _is_dateline(doc, name) or _is_scene(doc, name):
            return -_APPOSITION_WEIGHT
        if not verbs and any(t.tag_ == "VAFIN" for t in clause):
            weight += _COPULA_WEIGHT + sum(self.predicates.get(t.lower_, 0.0) for t in clause)
        return weight + sum(0.5 * self._noun(t, self.nouns) for t in clause if t.tag_ == "NN")

    def _is_genitive(self, name: Name, text: str, lexicon: Lexicon) -> bool:
        words = name_words(text)
        return len(words) == 1 and text.endswith("s") and name_key(words) not in lexicon.seats

    def _verbs(self, clause: Sequence[Token]) -> dict[str, float]:
        particle = next((t.lower_ for t in reversed(clause) if t.tag_ == "PTKVZ"), "")
        found = {}
        for token in clause:
            if token.tag_.startswith(("VV", "VM")):
                lemma = folded_lemma(token)
                whole = particle + lemma if token.tag_ == "VVFIN" else lemma
                found[whole] = self.verbs.get(whole, self.verbs.get(lemma, 0.0))
        return found

    def _noun(self, token: Token | None, words: Mapping[str, float]) -> float:
        """The weight of a noun or of the longest last part of it."""
        if token is None or token.tag_ not in ("NN", "NE") or len(token.text) > 60:
            return 0.0
        for low in (token.lemma_.lower(), token.lower_):
            if low in words:
                return words[low]
            for cut in range(2, len(low) - 4):
                if low[cut:] in words:
                    return words[low[cut:]]
        return 0.0


def folded_lemma(token: Token) -> str:
    """A verb's lemma in lower case."""
    return token.lemma_.lower()


def place_reader(knowledge: Knowledge) -> PlaceReader:
    """The weights of our word file; verbs of saying count for the government."""
    parts: dict[str, dict[str, float]] = {}
    for row in knowledge.files.read("place_words.csv", PlaceWord):
        sign = 1.0 if row.reading == "government" else -1.0
        parts.setdefault(row.part, {})[row.word.lower()] = sign * row.weight
    verbs = {
        (c.particle or "") + c.lemma.lower(): _CUE_WEIGHT
        for c in knowledge.cues
        if c.form == "verb"
    }
    verbs |= {
        c.lemma.lower(): _CUE_WEIGHT for c in knowledge.cues if c.form == "verb" and not c.particle
    }
    return PlaceReader(
        prepositions=MappingProxyType(parts["preposition"]),
        verbs=MappingProxyType(verbs | parts["verb"]),
        nouns=MappingProxyType(parts["noun"]),
        heads=MappingProxyType(parts["head"]),
        statements=MappingProxyType(parts["statement"]),
        predicates=MappingProxyType(parts["predicate"]),
        directions=MappingProxyType(parts["direction"]),
    )


def _lists(doc: Doc, places: Sequence[Name]) -> Iterator[list[Name]]:
    """Names that stand in one list (*London, Paris und Mailand*), alone or together."""
    listed: list[Name] = []
    for name in places:
        if listed and not _joined(doc, listed[-1], name):
            yield listed
            listed = []
        listed.append(name)
    if listed:
        yield listed


def _joined(doc: Doc, one: Name, other: Name) -> bool:
    between = doc[one.last : other.first]
    return len(between) == 1 and (between[0].text == "," or between[0].lower_ in _JOINS)


def _clause(doc: Doc, listed: Sequence[Name]) -> Iterator[Token]:
    """The tokens around a list of names up to the next mark on either side."""
    i = listed[0].first
    back: list[Token] = []
    while i > 0 and len(back) < _REACH and not doc[i].is_sent_start:
        i -= 1
        if doc[i].text in _BOUNDARIES or doc[i].is_space:
            break
        back.append(doc[i])
    yield from reversed(back)
    for token in doc[listed[-1].last : listed[-1].last + _REACH]:
        if token.is_sent_start or token.text in _BOUNDARIES or token.is_space:
            break
        yield token


def _is_participle(token: Token) -> bool:
    return token.tag_ == "ADJA" and folded(token.text).endswith(
        ("te", "ten", "ter", "tes", "ene", "enen", "ener")
    )


def _is_scene(doc: Doc, name: Name) -> bool:
    """*Hanoi, wo …*, *Windhoek (Namibia)*: a place where something happens."""
    behind = [t.lower_ for t in doc[name.last : name.last + 2]]
    return behind == [",", "wo"] or behind[:1] == ["("]


def _is_dateline(doc: Doc, name: Name) -> bool:
    """*Moskau (dpa) –* and *BERLIN –* at the head of a text."""
    if not doc[name.first].is_sent_start and name.first > 0:
        return False
    behind = doc[name.last].text if name.last < len(doc) else ""
    return behind in ("(", "–", "—", "-", "/")
