"""A ``Doc`` as plain columns, so that the reader can look around without asking spaCy twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

FINITE = frozenset({"VVFIN", "VAFIN", "VMFIN", "VVIMP", "VAIMP"})
NONFINITE = frozenset({"VVPP", "VAPP", "VMPP", "VVINF", "VAINF", "VMINF", "VVIZU"})
NAMES = frozenset({"NN", "NE", "FM", "XY", "TRUNC"})


@dataclass(frozen=True, slots=True)
class Words:
    """One column a property, one entry a token; ``start`` and ``end`` are text offsets.

    ``mood`` is ``I`` or ``II`` for a Konjunktiv, ``+`` for any other finite verb, else empty.
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
    start: tuple[int, ...]
    end: tuple[int, ...]

    @classmethod
    def of(cls, doc: Doc) -> Words:
        kept = [token for token in doc if not token.is_space]
        text = tuple(token.text for token in kept)
        return cls(
            text=text,
            lower=tuple(word.lower() for word in text),
            tag=tuple(token.tag_ for token in kept),
            lemma=tuple(token.lemma_ for token in kept),
            mood=tuple(_mood(token.tag_, str(token.morph)) for token in kept),
            start=tuple(token.idx for token in kept),
            end=tuple(token.idx + len(token.text) for token in kept),
        )

    def __len__(self) -> int:
        return len(self.text)

    def is_finite(self, i: int) -> bool:
        return self.tag[i] in FINITE


def _mood(tag: str, morph: str) -> str:
    if tag not in FINITE:
        return ""
    if "Mood=Sub" not in morph:
        return "+"
    return "II" if "Tense=Past" in morph else "I"
