"""Brown clusters: which words are used alike in a large corpus.

Clusters of words with like neighbours (Brown et al. 1992) tell a name recogniser what a word is
that its training data lack: first names, family names, towns, parties and companies each have
theirs (Miller, Guinness and Zamanian 2004; Ratinov and Roth 2009). A cluster is a path through
a binary tree; its first bits name the larger group it belongs to.
"""

from __future__ import annotations

import gzip
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbook.language.gazetteer import nominative

_FIRST = 0x100
_SHORTEST_HEAD = 4
_LONGEST_WORD = 40


@dataclass(frozen=True, slots=True)
class Clusters:
    """Words in order and the number of each one's cluster; its lowest bits are the first of its
    path.

    Lists searched by halves are read in half the time a dictionary takes.

    Examples
    --------
    >>> book = Clusters.of_words({"Bonn": 80, "Partei": 7})
    >>> book.of("Bonns"), book.of("Splitterpartei"), book.of("xyz")
    (80, None, None)
    >>> book.of_head("Splitterpartei"), book.of_head("Reform-Partei"), book.of_head("xyz")
    (7, 7, None)
    """

    words: Sequence[str]
    places: str
    numbers: Sequence[int]

    @classmethod
    def of_words(cls, known: Mapping[str, int]) -> Clusters:
        """From words and their clusters."""
        words, numbers = sorted(known), sorted(set(known.values()))
        letter = {number: chr(_FIRST + place) for place, number in enumerate(numbers)}
        return cls(words, "".join(letter[known[word]] for word in words), numbers)

    @classmethod
    def read(cls, path: Path) -> Clusters:
        """From a packed file of three lines; see `written`."""
        text = gzip.decompress(path.read_bytes()).decode("utf-8")
        numbers, places, words = text.split("\n")
        return cls(words.split(" "), places, [int(number) for number in numbers.split(" ")])

    def written(self) -> bytes:
        """A packed file: all numbers, a letter a word for the number's place, all words."""
        lines = (" ".join(map(str, self.numbers)), self.places, " ".join(self.words))
        return gzip.compress("\n".join(lines).encode(), mtime=0)

    def of(self, word: str) -> int | None:
        """The cluster of a word, of its nominative, or of the word in other letters."""
        forms = (word, nominative(word), word.lower(), word.capitalize())
        for form in dict.fromkeys(forms):
            place = bisect_left(self.words, form)
            if place < len(self.words) and self.words[place] == form:
                return self.numbers[ord(self.places[place]) - _FIRST]
        return None

    def of_head(self, word: str) -> int | None:
        """The cluster of the longest known end of a compound."""
        last = word[-_LONGEST_WORD:].rpartition("-")[2]
        for start in range(0 if len(last) < len(word) else 1, len(last) - _SHORTEST_HEAD + 1):
            number = self.of(last[start:].capitalize() if start else last)
            if number is not None:
                return number
        return None
