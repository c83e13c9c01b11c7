"""Words scored by a model of clues: sums of weights are remembered.

What a word adds to itself and its neighbours depends on the word alone, what tags side by side
add depends on them alone, and so on. Such sums are made once, and the score of a word is a sum
of a few of them, for many sentences together.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import chain, starmap
from typing import TYPE_CHECKING, Generic, TypeVar

from workbook.language.alone import Alone
from workbook.language.clues import REACH, Clues, at
from workbook.language.contexts import Context, Group
from workbook.language.model import Model, summed
from workbook.resources import REMEMBERED

if TYPE_CHECKING:
    from workbook.language.model import Scores

Sentence = tuple[Sequence[str], Sequence[str]]
"""Words and their STTS tags."""
Key = TypeVar("Key", bound=Hashable)

_MORE = 4_096
"""Rows for which a table has room when it grows: half a kilobyte each."""
_NONE = [0] * (len(REACH) // 2)
"""Rows of the words before and behind a sentence: there are none."""


class Scorer:
    """Sums of weights by label. Made once, called for many sentences together."""

    def __init__(self, clues: Clues, model: Model) -> None:
        import numpy as np

        self._clues = clues
        self._weights = model.weights
        self._place = model.places.get
        nothing = np.zeros((1, len(REACH) * len(model.labels)), model.weights.dtype)
        self._shown = _Rows[str](nothing)
        self._words = _Rows[str](nothing)
        self._groups = _Rows[Group](model.weights)
        single = model.beginning()
        self._alone = Alone[int](clues.gazetteer, single)
        self._context = Context[int](clues.gazetteer, single, self._groups.__getitem__)

    def of(self, sentences: Sequence[Sentence]) -> Scores:
        """The scores of all words of some sentences: [words, labels]."""
        import numpy as np

        for rows in (self._shown, self._words, self._groups):
            rows.forget()
        shared = [*chain.from_iterable(starmap(self._context.of, sentences))]
        row, inside = [*_NONE], list[int]()
        for words, _ in sentences:
            inside += range(len(row), len(row) + len(words))
            row += [*map(self._words.__getitem__, words), *_NONE]
        self._add_up()
        total = summed(self._groups.table, shared)
        around = self._words.table.reshape(-1, len(REACH), total.shape[1])
        first, here = np.array(row), np.array(inside)
        for place, offset in enumerate(REACH):
            total += around[first[here - offset], place]
        return total

    def _add_up(self) -> None:
        """Make the sums of words and groups that are new."""
        words, groups = self._words.new, self._groups.new
        self._clues.meet(words, groups)
        if groups:
            clues = [self._clues.spelled(group) for group in groups]
            self._groups.fill(summed(self._weights, [self._places(some) for some in clues]))
        if words:
            shown = [[*map(self._shown.__getitem__, self._clues.seen(word))] for word in words]
            own = summed(self._weights, [*map(self._alone.of, words)])
            if self._shown.new:
                self._shown.fill(self._around(self._shown.new))
            sums = summed(self._shown.table, shown)
            sums.reshape(len(words), len(REACH), -1)[:, REACH.index(0)] += own
            self._words.fill(sums)

    def _places(self, clues: Sequence[str]) -> list[int]:
        return [self._place(clue, 0) for clue in clues]

    def _around(self, clues: Sequence[str]) -> Scores:
        """What clues that a word shows add to the words around it, by `REACH`."""
        places = [self._place(at(clue, -offset), 0) for clue in clues for offset in REACH]
        return self._weights[places].reshape(len(clues), -1)


class _Rows(dict[Key, int], Generic[Key]):
    """Rows of a table by key, given out when first asked for and filled later, many together.

    Examples
    --------
    >>> import numpy as np
    >>> rows = _Rows(np.zeros((1, 2)))
    >>> rows["a"], rows["b"], rows["a"], rows.new
    (1, 2, 1, ['a', 'b'])
    >>> rows.fill(np.array([[1, 2], [3, 4]]))
    >>> rows.table[:3].tolist(), rows.new
    ([[0.0, 0.0], [1.0, 2.0], [3.0, 4.0]], [])
    """

    def __init__(self, table: Scores) -> None:
        self.table = table
        self.new: list[Key] = []
        self._first = len(table)

    def __missing__(self, key: Key) -> int:
        row = self[key] = self._first + len(self)
        self.new.append(key)
        return row

    def fill(self, sums: Scores) -> None:
        """Set the rows that are new, in their order."""
        import numpy as np

        end = self._first + len(self)
        if end > len(self.table):
            grown = np.empty((end + _MORE, self.table.shape[1]), self.table.dtype)
            grown[: len(self.table)] = self.table
            self.table = grown
        self.table[end - len(sums) : end] = sums
        self.new = []

    def forget(self) -> None:
        """Begin anew if there are too many."""
        if len(self) > REMEMBERED:
            self.clear()
