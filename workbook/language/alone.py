"""What a word shows the name recogniser by itself, and to no other word."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from workbook.language.gazetteer import Gazetteer, nominative
from workbook.language.looks import LONG, PIECES, shape

Clue = TypeVar("Clue")

_LENGTH = 12
_UPPER = 5
_SHAPE = 12


class Alone(Generic[Clue]):
    """Clues by word, in the caller's terms. Made once, called per word.

    Parameters
    ----------
    single : what a clue is to the caller, by its beginning (up to ``=``, or nothing) and then
        by its rest; nothing if it is none.

    Examples
    --------
    >>> Alone[str](Gazetteer.of([]), lambda kind: kind.__add__).of("Ulm")
    ['bias', 'W=Ulm', 'S=Xxx', 'g=ulm', 'len=3', 'p1=u', 'x1=m', 'p2=ul', 'x2=lm']
    """

    def __init__(
        self, gazetteer: Gazetteer, single: Callable[[str], Callable[[str], Clue | None]]
    ) -> None:
        self._gazetteer = gazetteer
        self._plain = single("")
        self._word, self._shape, self._nominative = single("W="), single("S="), single("g=")
        self._first, self._last = single("h0="), single("h1=")
        self._length = [*map(single("len="), map(str, range(_LENGTH + 1)))]
        self._upper = [*map(single("upper="), map(str, range(_UPPER + 1)))]
        self._pieces = [
            (size, single(f"p{size}="), single(f"x{size}=")) for size in range(1, PIECES + 1)
        ]

    def of(self, word: str) -> list[Clue]:
        """The clues of a word."""
        lower, size, form = word.lower(), len(word), shape(word)
        found = [
            self._plain("bias"),
            self._word(word[:LONG]),
            self._shape(form[:_SHAPE]),
            self._nominative(nominative(lower)),
            self._length[min(size, _LENGTH)],
        ]
        for letters, first, last in self._pieces[: size - 1]:
            found += (first(lower[:letters]), last(lower[-letters:]))
        if "d" in form:
            found.append(self._plain("digit"))
        if size > 1 and word.isupper():
            found.append(self._upper[min(size, _UPPER)])
        elif form[:LONG].count("X") > 1:
            found.append(self._plain("camel"))
        if "-" in word:
            found += self._hyphenated(word)
        return [clue for clue in found if clue]

    def _hyphenated(self, word: str) -> list[Clue | None]:
        first, _, rest = word.partition("-")
        if not first or not rest:
            return []
        plain, last = self._plain, rest.rpartition("-")[2]
        found = [plain("hyphen"), self._first(first.lower()), self._last(last.lower())]
        if first.isupper():
            found.append(plain("h0upper"))
        kinds = self._gazetteer.of_name([first]) + self._gazetteer.of_word(first)
        return found + [plain("h0" + kind) for kind in kinds]
