"""A noun's phrase: its article, the preposition that governs it, the nouns it hangs on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbook.events.triggers import Trigger

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_DESCRIBES = frozenset({"ADJA", "CARD", "TRUNC", "ADJD"})
_DETERMINES = frozenset({"ART", "PPOSAT", "PDAT", "PIAT"})
_OPENS = _DETERMINES | {"APPRART", "CARD"}
PREPOSITIONS = frozenset({"APPR", "APPRART"})
_GENITIVE = frozenset({"des", "der", "eines", "einer", "dieses", "dieser", "weiterer", "neuer"})
_DEEPEST = 3  # nouns that hang on one another: *nach dem Ende der Verhandlungen*


@dataclass(frozen=True, slots=True)
class Phrase:
    """Where a noun's phrase begins, its own ``preposition`` and what stands above it.

    ``heads``: the nouns it hangs on, the nearest first (*Scheitern* of *das Scheitern der
    Gespräche*, *Forderung* of *die Forderung nach einem Treffen*). ``outer``: the preposition in
    front of all of them.
    """

    first: int
    preposition: str
    heads: tuple[Token, ...]
    outer: str


def phrase(trigger: Trigger) -> Phrase:
    """The phrase of a trigger that is a noun."""
    return _phrase(trigger.token.doc, trigger.token.i, trigger.clause.first, _DEEPEST)


def _phrase(doc: Doc, noun: int, floor: int, depth: int) -> Phrase:
    first = _start(doc, noun, floor)
    place, preposition = first - 1, ""
    if depth and place > floor and doc[place].tag_ == "KON" and doc[place - 1].tag_ == "NN":
        beside = _phrase(doc, place - 1, floor, depth - 1)  # *nach der Besetzung und Geiselnahme*
        return Phrase(first, beside.preposition, beside.heads, beside.outer)
    if place >= floor and doc[place].tag_ in PREPOSITIONS:
        preposition = str(doc[place].text.lower())
        place -= 1
    hangs = place >= floor and doc[place].tag_ == "NN"
    attribute = bool(preposition) or (first < noun and doc[first].text.lower() in _GENITIVE)
    if not (hangs and attribute and depth):
        return Phrase(first, preposition, (), preposition)
    above = _phrase(doc, place, floor, depth - 1)
    return Phrase(first, preposition, (doc[place], *above.heads), above.outer)


def _start(doc: Doc, noun: int, floor: int) -> int:
    """Where a phrase begins: at its article, or at the first word that describes it."""
    place = noun
    while place > floor and doc[place - 1].tag_ in _DESCRIBES:
        place -= 1
    if place > floor and doc[place - 1].tag_ in _DETERMINES:
        place -= 1
    return place


def governing(trigger: Trigger) -> str:
    """The preposition in front of a noun's phrase, or nothing."""
    return phrase(trigger).preposition


def before(trigger: Trigger) -> list[Token]:
    """The words of a noun's phrase in front of it, article included."""
    return list(trigger.token.doc[phrase(trigger).first : trigger.token.i])


def article(trigger: Trigger) -> Token | None:
    """The article, pronoun or numeral that opens a noun's phrase."""
    doc, place = trigger.token.doc, trigger.token.i - 1
    while place >= trigger.clause.first and doc[place].tag_ in ("ADJA", "TRUNC"):
        place -= 1
    if place < trigger.clause.first or doc[place].tag_ not in _OPENS:
        return None
    return doc[place]


def definite(trigger: Trigger) -> bool:
    """Whether the text speaks of it as known: *das Gespräch*, not *ein Gespräch*."""
    opening = article(trigger) if trigger.is_noun else None
    return opening is not None and not (
        opening.tag_ in ("PIAT", "CARD") or opening.lemma_.lower() == "ein"
    )


def bare(trigger: Trigger) -> bool:
    """Whether a noun stands without an article: *Gespräche*."""
    return trigger.is_noun and article(trigger) is None
