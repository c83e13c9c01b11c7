"""Lists of names and nouns that the name recogniser looks words up in.

The lists are compiled by ``scripts/train_names.py`` and travel with the model; where each
comes from is told in ``data/models/names/README.md``.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from workbook.resources import REMEMBERED

_GENITIVE = 4
"""Above this length a final *s* may be a genitive (*Bidens*), below it belongs to the name."""
_ADJECTIVE = re.compile(r"(?<=\w{3})e[rnms]?$")


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names by their normal form, each with the letters of the lists it stands in.

    ``names`` holds whole names, ``words`` single words (first and family names, nouns),
    ``reach`` how many words the longest name has that begins with a word.
    """

    names: Mapping[str, str]
    words: Mapping[str, str]
    reach: Mapping[str, int]
    _begins: Callable[[str], tuple[int, str]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_begins", lru_cache(REMEMBERED)(self._look_up))

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> Gazetteer:
        """From pairs of list letter and name; capital letters are lists of whole names."""
        names: dict[str, str] = {}
        words: dict[str, str] = {}
        reach: dict[str, int] = {}
        for kind, name in pairs:
            if kind.isupper():
                parts = name.split()
                key = _key(parts) if len(parts) > 1 else _normal(name)
                kinds = names.get(key, "")
                if kind not in kinds:
                    names[key] = kinds + kind
                first = key.partition(" ")[0]
                if len(parts) > reach.get(first, 0):
                    reach[first] = len(parts)
            else:
                words[name] = words.get(name, "") + kind
        return cls(MappingProxyType(names), MappingProxyType(words), MappingProxyType(reach))

    @classmethod
    def read(cls, path: Path) -> Gazetteer:
        """From a packed file; see `written`."""
        lines = gzip.decompress(path.read_bytes()).decode("utf-8").split("\n")
        names, kinds, words, letters, first, counts = (line.split("\t") for line in lines)
        return cls(
            MappingProxyType(dict(zip(names, kinds, strict=True))),
            MappingProxyType(dict(zip(words, letters, strict=True))),
            MappingProxyType(dict(zip(first, map(int, counts), strict=True))),
        )

    def written(self) -> bytes:
        """A packed file of six lines: the keys of each mapping, then its values, tabs between."""
        lines: list[str] = []
        for known in (self.names, self.words, self.reach):
            keys = sorted(known)
            lines += ("\t".join(keys), "\t".join(str(known[key]) for key in keys))
        return gzip.compress("\n".join(lines).encode(), mtime=0)

    def of_word(self, word: str) -> str:
        """The letters of all lists that hold a single word, with or without its genitive *s*."""
        return self.words.get(word) or self.words.get(nominative(word), "")

    def of_name(self, parts: Sequence[str]) -> str:
        """The letters of all lists that hold a whole name, in whatever case it stands."""
        last = parts[-1]
        for form in dict.fromkeys((last, nominative(last), last.removesuffix("es"))):
            if form:
                kinds = self.names.get(_key([*parts[:-1], form]))
                if kinds:
                    return kinds
        return ""

    def spans(self, words: Sequence[str]) -> list[str]:
        """For every word, the lists of the longest name it is part of, and where it stands in it.

        The first letter says where: B(egin), I(nside) or S(ingle), the others which lists.

        Examples
        --------
        >>> book = Gazetteer.of([("L", "Rotes Meer")])
        >>> book.spans(["Im", "Roten", "Meer"])
        ['', 'BL', 'IL']
        """
        found = [""] * len(words)
        number = 0
        while number < len(words):
            length, kinds = self._longest(words, number) if words[number][0].isupper() else (0, "")
            for offset in range(length):
                place = "S" if length == 1 else "I" if offset else "B"
                found[number + offset] = place + kinds
            number += length or 1
        return found

    def _longest(self, words: Sequence[str], start: int) -> tuple[int, str]:
        reach, alone = self._begins(words[start])
        for end in range(min(len(words), start + reach), start + 1, -1):
            kinds = self.of_name(words[start:end])
            if kinds:
                return end - start, kinds
        return (1, alone) if alone else (0, "")

    def _look_up(self, word: str) -> tuple[int, str]:
        """How many words a name has at most that begins with a word, and its own lists."""
        forms = {_normal(word), _normal(nominative(word)), _normal(word.removesuffix("es"))}
        reach = max(
            self.reach.get(_stem(word), 0), *(min(1, self.reach.get(form, 0)) for form in forms)
        )
        return reach, self.of_name([word]) if reach else ""


def _key(parts: Sequence[str]) -> str:
    """A name as the lists know it: adjectives without ending, the last word as it is."""
    return " ".join([*map(_stem, parts[:-1]), _normal(parts[-1])])


@lru_cache(REMEMBERED)
def _stem(word: str) -> str:
    """A word that may be an adjective without its ending (*Roten* → *rot*)."""
    return _ADJECTIVE.sub("", _normal(word)) or word


def _normal(word: str) -> str:
    """Lower-case, unless it is all capitals (*WHO*, *USA*)."""
    return word if word.isupper() else word.lower()


def nominative(word: str) -> str:
    """A word without the *s* or apostrophe of a genitive.

    Examples
    --------
    >>> nominative("Bidens"), nominative("Paris'"), nominative("Voss")
    ('Biden', 'Paris', 'Voss')
    """
    if word[-1:] in "’'":
        return word[:-1]
    if len(word) > _GENITIVE and word[-1] == "s" and word[-2] != "s":
        return word[:-1]
    return word
