"""Lists of names and nouns that the name recogniser looks words up in.

The lists are compiled by ``scripts/train_names.py`` and travel with the model; where each
comes from is told in ``data/models/names/README.md``.
"""

from __future__ import annotations

import lzma
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

_GENITIVE = 4
"""From this length a final *s* may be a genitive (*Bidens*), below it belongs to the name."""


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names by their normal form, each with the letters of the lists it stands in.

    ``names`` holds whole names, ``words`` single words (first and family names, nouns).
    ``longest`` is the number of words in the longest name.
    """

    names: Mapping[str, str]
    words: Mapping[str, str]
    longest: int

    @classmethod
    def read(cls, path: Path) -> Gazetteer:
        """Read lines of list letter, tab, name; upper-case letters are lists of whole names."""
        names: dict[str, str] = {}
        words: dict[str, str] = {}
        with lzma.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                kind, _, name = line.rstrip("\n").partition("\t")
                if kind.isupper():
                    key = normal(name)
                    names[key] = names.get(key, "") + kind
                else:
                    words[name] = words.get(name, "") + kind
        longest = max((key.count(" ") + 1 for key in names), default=0)
        return cls(MappingProxyType(names), MappingProxyType(words), longest)

    def of_word(self, word: str) -> str:
        """The letters of all lists that hold a single word, with or without its genitive *s*."""
        return self.words.get(word) or self.words.get(nominative(word), "")

    def of_name(self, name: str) -> str:
        """The letters of all lists that hold a whole name."""
        return self.names.get(normal(name)) or self.names.get(normal(nominative(name)), "")

    def spans(self, words: Sequence[str]) -> list[str]:
        """For every word, the lists of the longest name it is part of, and where it stands in it.

        Examples
        --------
        >>> book = Gazetteer({"rotes meer": "L"}, {}, 2)
        >>> book.spans(["Am", "Rotes", "Meer"])
        ['', 'BL', 'IL']
        """
        found = [""] * len(words)
        number = 0
        while number < len(words):
            length, kinds = self._longest(words, number) if words[number][0].isupper() else (0, "")
            for offset in range(length):
                found[number + offset] = ("B" if offset == 0 else "I") + kinds
            number += length or 1
        return found

    def _longest(self, words: Sequence[str], start: int) -> tuple[int, str]:
        for end in range(min(len(words), start + self.longest), start, -1):
            kinds = self.of_name(" ".join(words[start:end]))
            if kinds:
                return end - start, kinds
        return 0, ""


@lru_cache(65_536)
def normal(name: str) -> str:
    """A name as the lists know it: lower-case, unless it is all capitals (*WHO*, *USA*)."""
    return name if name.isupper() else name.lower()


def nominative(word: str) -> str:
    """A word without the *s* or apostrophe of a genitive.

    Examples
    --------
    >>> nominative("Bidens"), nominative("Paris'"), nominative("Voss")
    ('Biden', 'Paris', 'Voss')
    """
    if word[-1] in "’'":
        return word[:-1]
    if len(word) > _GENITIVE and word[-1] == "s" and word[-2] != "s":
        return word[:-1]
    return word
