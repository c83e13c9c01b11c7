"""Analyses of common words, made beforehand.

What HanTa says of a word depends on the word alone, so ``scripts/list_analyses.py`` asks it once
for the words Germans write most. The file is sorted text, a word a line (`lines`), each tag a letter.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile
from string import digits
from typing import NamedTuple

from workbook.language.lines import Lines
from workbook.language.lines import packed as packed_lines

_LETTER = ord("A")
_SMALL, _CAPITAL = "-^"
"""What stands before an ending: is the lemma written as the word is, or with a capital?"""
_UNIT = 1000
"""Likelihoods are kept to a thousandth."""


class Analysis(NamedTuple):
    """One thing a word can be: HanTa's tag, its log-likelihood, the lemma it then has."""

    tag: str
    chance: float
    lemma: str


class Analyses:
    """Words and what each can be. Made once, asked per word.

    Parameters
    ----------
    lines : what `packed` makes; nothing, for want of any.

    Examples
    --------
    >>> found = Analysis("NN", -12.5, "Haus"), Analysis("NE", -16.25, "Häuser")
    >>> book = Analyses(Lines(packed("a model", [("häuser", found)])))
    >>> book.model, book.of("häuser") == found, book.of("haus")
    ('a model', True, ())
    """

    def __init__(self, lines: Lines) -> None:
        self.model, *tags = lines.head.split("\t")
        self._tags = {chr(_LETTER + number): tag for number, tag in enumerate(tags)}
        self._lines = lines

    def of(self, word: str) -> tuple[Analysis, ...]:
        """What a lower-case word can be; nothing if it is not among the common ones."""
        line = self._lines.of(word)
        return tuple(self._unpacked(word, field) for field in line.split("\t")) if line else ()

    def _unpacked(self, word: str, field: str) -> Analysis:
        letter, rest = field[0], field[1:]
        mark = _CAPITAL if _CAPITAL in rest else _SMALL
        chance, _, ending = rest.partition(mark)
        added = ending.lstrip(digits)
        kept = len(word) - int(ending[: len(ending) - len(added)])
        lemma = _spelled(word, capital=mark == _CAPITAL)[:kept] + added
        return Analysis(self._tags[letter], -int(chance) / _UNIT, lemma)


def packed(model: str, found: Iterable[tuple[str, Iterable[Analysis]]]) -> bytes:
    """A file's content: the model and all tags, then every word with its analyses, in the order
    of bytes.

    Words and lemmas have no digits and no white space.
    """
    rows = {word: tuple(all_) for word, all_ in found}
    tags = sorted({one.tag for all_ in rows.values() for one in all_})
    letters = {tag: chr(_LETTER + number) for number, tag in enumerate(tags)}
    lines = (
        (word, "\t".join(letters[one.tag] + _packed(word, one) for one in all_))
        for word, all_ in rows.items()
    )
    return packed_lines("\t".join((model, *tags)), lines)


def _packed(word: str, analysis: Analysis) -> str:
    """*12500^5aus*: 12.5, and the lemma is the word, large, with *aus* for its last five."""
    _, chance, lemma = analysis
    capital = lemma[:1].isupper() and word[:1].islower()
    alike = zip(_spelled(word, capital=capital), lemma, word, strict=False)
    kept = sum(1 for _ in takewhile(lambda letters: letters[0] == letters[1], alike))
    mark = _CAPITAL if capital else _SMALL
    return f"{round(-chance * _UNIT)}{mark}{len(word) - kept}{lemma[kept:]}"


def _spelled(word: str, *, capital: bool) -> str:
    return word[:1].upper() + word[1:] if capital else word
