"""Analyses of common words, made beforehand.

What HanTa says of a word depends on the word alone, so ``scripts/list_analyses.py`` asks it once
for the words Germans write most. The file is sorted text, a word a line; it is mapped into memory
rather than read, and searched where a word would stand.
"""

from __future__ import annotations

import mmap
from bisect import bisect_right
from collections.abc import Iterable
from itertools import takewhile
from pathlib import Path
from string import digits
from typing import NamedTuple

_BLOCK = 2048
"""So many bytes lie between two words of the index."""
_CAPITAL = "^"
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
    data : what `packed` makes, as bytes or mapped into memory.

    Examples
    --------
    >>> found = Analysis("NN", -12.5, "Haus"), Analysis("NE", -16.25, "Häuser")
    >>> book = Analyses(packed("a model", [("häuser", found)]))
    >>> book.model, book.of("häuser") == found, book.of("haus")
    ('a model', True, ())
    """

    def __init__(self, data: bytes | mmap.mmap) -> None:
        first, size = data.find(b"\n"), len(data)
        cuts = (data.find(b"\n", place) for place in range(first, size, _BLOCK))
        starts = [place for place in dict.fromkeys(cuts) if place < size - 1]
        self.model = data[:first].decode()
        self._data = data
        self._words = [data[place + 1 : data.find(b"\t", place)] for place in starts]
        self._places = [*starts, size]

    @classmethod
    def read(cls, path: Path) -> Analyses:
        """From a file, which stays mapped for as long as the analyses are kept."""
        with path.open("rb") as file:
            return cls(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))

    def of(self, word: str) -> tuple[Analysis, ...]:
        """What a lower-case word can be; nothing if it is not among the common ones."""
        key = word.encode("utf-8", "replace")
        block = bisect_right(self._words, key) - 1
        if block < 0 or b"\t" in key:
            return ()
        begin, end = self._places[block : block + 2]
        start = self._data.find(b"\n%b\t" % key, begin, end)
        if start < 0:
            return ()
        line = self._data[start + len(key) + 2 : self._data.find(b"\n", start + 1)]
        return tuple(_unpacked(word, field) for field in line.decode().split("\t"))


def packed(model: str, found: Iterable[tuple[str, Iterable[Analysis]]]) -> bytes:
    """A file's content: the model, then every word with its analyses, in the order of bytes.

    Words and lemmas have no digits and no white space.
    """
    lines = ("\t".join((word, *(_packed(word, one) for one in all_))) for word, all_ in found)
    return b"".join(line + b"\n" for line in (model.encode(), *sorted(map(str.encode, lines))))


def _packed(word: str, analysis: Analysis) -> str:
    """*NN 12500 ^5aus*: a noun whose lemma is the word, large, with *aus* for its last five."""
    tag, chance, lemma = analysis
    capital = _CAPITAL if lemma[:1].isupper() and word[:1].islower() else ""
    alike = zip(_spelled(word, capital), lemma, word, strict=False)
    kept = sum(1 for _ in takewhile(lambda letters: letters[0] == letters[1], alike))
    return f"{tag} {round(-chance * _UNIT)} {capital}{len(word) - kept}{lemma[kept:]}"


def _unpacked(word: str, field: str) -> Analysis:
    tag, chance, ending = field.split(" ")
    capital = _CAPITAL if ending[0] == _CAPITAL else ""
    added = ending.lstrip(_CAPITAL + digits)
    cut = int(ending[len(capital) : len(ending) - len(added)])
    return Analysis(tag, -int(chance) / _UNIT, _spelled(word, capital)[: len(word) - cut] + added)


def _spelled(word: str, capital: str) -> str:
    return word[:1].upper() + word[1:] if capital else word
