"""Brown clusters: which words are used alike in a large corpus.

Clusters of words with like neighbours (Brown et al. 1992) tell a name recogniser what a word is
that its training data lack: first names, family names, towns, parties and companies each have
theirs (Miller, Guinness and Zamanian 2004; Ratinov and Roth 2009). A cluster is a path through
a binary tree; its first bits name the larger group it belongs to.
"""

from __future__ import annotations

from collections.abc import Mapping

from workbook.language.gazetteer import nominative
from workbook.language.lines import Lines
from workbook.language.lines import packed as packed_lines

_FIRST = 0x100
_SHORTEST_HEAD = 4
_LONGEST_WORD = 40


class Clusters:
    """Words and the number of each one's cluster; its lowest bits are the first of its path.

    Parameters
    ----------
    lines : what `packed` makes.

    Examples
    --------
    >>> book = Clusters(Lines(packed({"Bonn": 80, "Partei": 7})))
    >>> book.of("Bonns"), book.of("Splitterpartei"), book.of("xyz")
    (80, None, None)
    >>> book.of_head("Splitterpartei"), book.of_head("Reform-Partei"), book.of_head("xyz")
    (7, 7, None)
    """

    def __init__(self, lines: Lines) -> None:
        self._letter = lines.of
        self._numbers = [int(number) for number in lines.head.split(" ")]

    def of(self, word: str) -> int | None:
        """The cluster of a word, of its nominative, or of the word in other letters."""
        forms = (word, nominative(word), word.lower(), word.capitalize())
        for form in dict.fromkeys(forms):
            letter = self._letter(form)
            if letter:
                return self._numbers[ord(letter) - _FIRST]
        return None

    def of_head(self, word: str) -> int | None:
        """The cluster of the longest known end of a compound."""
        last = word[-_LONGEST_WORD:].rpartition("-")[2]
        for start in range(0 if len(last) < len(word) else 1, len(last) - _SHORTEST_HEAD + 1):
            number = self.of(last[start:].capitalize() if start else last)
            if number is not None:
                return number
        return None


def packed(known: Mapping[str, int]) -> bytes:
    """A file's content: all numbers, then a word a line with a letter for its number's place."""
    numbers = sorted(set(known.values()))
    letter = {number: chr(_FIRST + place) for place, number in enumerate(numbers)}
    lines = ((word, letter[number]) for word, number in known.items())
    return packed_lines(" ".join(map(str, numbers)), lines)
