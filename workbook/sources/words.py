"""A ``Doc`` as plain columns, so that the reader can look around without asking spaCy twice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbook.sources import grammar
from workbook.sources.grammar import Grammar
from workbook.sources.lexicon import Lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

FINITE = frozenset({"VVFIN", "VAFIN", "VMFIN", "VVIMP", "VAIMP"})
NONFINITE = frozenset({"VVPP", "VAPP", "VMPP", "VVINF", "VAINF", "VMINF", "VVIZU"})
_PAUSES = frozenset(',;:.!?–—()„“”"»«')
_PARTICIPLE = re.compile(
    r"(be|er|ver|ent|emp|zer|miss|ge|über|unter|wider|wieder|voll)\w+(t|en)|\w+iert"
)
_SITE = re.compile(r"\w[\w-]*(?:\.[\w-]+)*\.[a-z]{2,4}")
"""*musterblatt.de*, *www.muster.org*."""
NAMES = frozenset({"NN", "NE", "FM", "XY", "TRUNC"})


@dataclass(frozen=True, slots=True)
class Words:
    """One column a property, one entry a token; ``start`` and ``end`` are text offsets.

    ``mood`` is ``I`` or ``II`` for a Konjunktiv, ``+`` for any other finite verb, else empty.
    ``past`` marks verbs in the past tense,
    ``kind`` tells what a noun names (:data:`~workbook.knowledge.WordKind`), else it is empty.
    White-space tokens are left out, so neighbours here are neighbours for a reader.

    Examples
    --------
    >>> import spacy
    >>> Words.of(spacy.blank("de")("Sie  schweigt.")).text
    ('Sie', 'schweigt', '.')
    """

    text: tuple[str, ...]
    lower: tuple[str, ...]
    tag: tuple[str, ...]
    lemma: tuple[str, ...]
    mood: tuple[str, ...]
    past: tuple[bool, ...]
    kind: tuple[str, ...]
    start: tuple[int, ...]
    end: tuple[int, ...]
    grammar: Grammar

    @classmethod
    def of(cls, doc: Doc, lexicon: Lexicon | None = None) -> Words:
        kept = [token for token in doc if not token.is_space]
        text = tuple(token.text for token in kept)
        named = frozenset(
            token.i for name in doc.ents if name.label_ == "PER" for token in name if token.is_title
        )
        tags = _with_participles(text, [_tag(token, named) for token in kept])
        lemmas = tuple(token.lemma_ for token in kept)
        morphs = _morphs(doc, kept)
        starts = tuple(token.idx for token in kept)
        known = lexicon or Lexicon()
        return cls(
            text=text,
            lower=tuple(word.lower() for word in text),
            tag=tags,
            lemma=lemmas,
            mood=tuple(
                _mood(morph) if tag in FINITE else ""
                for tag, morph in zip(tags, morphs, strict=True)
            ),
            past=tuple("Tense=Past" in morph for morph in morphs),
            kind=tuple(
                known.sort(word, lemma, is_noun=tag == "NN")
                for word, tag, lemma in zip(text, tags, lemmas, strict=True)
            ),
            start=starts,
            end=tuple(start + len(word) for start, word in zip(starts, text, strict=True)),
            grammar=grammar.load(),
        )

    def __len__(self) -> int:
        return len(self.text)

    def is_finite(self, i: int) -> bool:
        return self.tag[i] in FINITE


def _tag(token: Token, named: frozenset[int]) -> str:
    """The tag; an address on the web is a name, and so is a large word of a person's name,
    whatever it may look like."""
    text, tag = token.text, token.tag_
    if token.i in named and tag not in NAMES:
        return "NE"
    return "NE" if "." in text and _SITE.fullmatch(text) else tag


def _morphs(doc: Doc, kept: Sequence[Token]) -> list[str]:
    """What is told of each word's inflection; spaCy writes it out once for each sort of word."""
    sorts = doc.to_array("MORPH").tolist()
    written: dict[int, str] = {}
    for token in kept:
        if sorts[token.i] not in written:
            written[sorts[token.i]] = str(token.morph)
    return [written[sorts[token.i]] for token in kept]


def _with_participles(text: Sequence[str], tags: list[str]) -> tuple[str, ...]:
    """Tags in which *hat … betont* ends in a participle.

    *betont*, *erklärt*, *verlangt* are finite verbs and participles in one form, and a tagger
    that looks at neighbours cannot see the auxiliary at the other end of the clause.
    """
    auxiliary = False
    for i, tag in enumerate(tags):
        if text[i] in _PAUSES or tag in {"KOUS", "PRELS"}:
            auxiliary = False
        elif _is_surname(text, tags, i):
            tags[i] = "NE"
        elif tags[i] == "NN" and _is_verb_after_all(text, tags, i):
            tags[i] = "VVFIN"
        elif tag == "VAFIN":
            auxiliary = True
        elif tag in {"VVPP", "VVINF"}:
            auxiliary = False
        elif tag == "VVFIN" and auxiliary and _PARTICIPLE.fullmatch(text[i]):
            ends = i + 1 == len(tags) or text[i + 1] in _PAUSES or tags[i + 1] in {"KON", "$."}
            if ends:
                tags[i], auxiliary = "VVPP", False
    return tuple(tags)


def _is_verb_after_all(text: Sequence[str], tags: Sequence[str], i: int) -> bool:
    """*wie der Krieg ende*, *hier sparte der Minister*: nouns begin with a capital."""
    if not text[i][:1].islower() or not text[i].isalpha() or not text[i].endswith("e"):
        return False
    ends_clause = i + 1 == len(text) or text[i + 1] in _PAUSES
    return ends_clause or (i > 0 and tags[i - 1] in {"ADV", "PROAV", "PPER"})


def _is_surname(text: Sequence[str], tags: Sequence[str], i: int) -> bool:
    """*Peter Kluge*: a capital after a name, whatever the word may mean elsewhere."""
    return (
        i > 0
        and tags[i - 1] == "NE"
        and tags[i] in {"ADJD", "ADV", "VVFIN", "VVPP", "VVINF", "VVIMP", "PTKVZ"}
        and text[i][:1].isupper()
        and text[i - 1][:1].isupper()
    )


def _mood(morph: str) -> str:
    if "Mood=Sub" not in morph:
        return "+"
    return "II" if "Tense=Past" in morph else "I"
