"""A linear-chain conditional random field (Lafferty, McCallum and Pereira 2001), ready to use.

Every clue of an item adds its weights to the scores of the labels; every label adds its weights
to the scores of the next. ``scripts/train_names.py`` trains such models with CRFsuite and writes
them down here, since a sum of rows of a matrix is all it takes to use them, and many items, or
sentences, are scored at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Scores = NDArray[np.signedinteger]
    """A score for every label, labels last, in millionths."""

_UNIT = 1e-6
"""Weights are whole numbers of this, as CRFsuite prints them: sums are exact in any order."""


@dataclass(frozen=True, slots=True)
class Model:
    """Labels, the place of each clue, its weights by label, and those of a label by the next.

    Place 0 is that of clues that are not known.

    Examples
    --------
    >>> book = Model.of(["O", "N"], {("up", "N"): 2.0, ("low", "O"): 1.0}, {("N", "N"): 1.0})
    >>> book.best(book.scores([["up"], ["low"], ["low", "?"]]), [1, 2])
    [['N'], ['O', 'O']]
    >>> book.chances([[book.places["low"]]]).round(2).tolist()
    [[0.73, 0.27]]
    """

    labels: Sequence[str]
    places: Mapping[str, int]
    weights: Scores
    steps: Scores

    @classmethod
    def of(
        cls,
        labels: Sequence[str],
        weights: Mapping[tuple[str, str], float],
        steps: Mapping[tuple[str, str], float],
    ) -> Model:
        """From weights of pairs of clue and label, and of label and next label."""
        import numpy as np

        column = {label: number for number, label in enumerate(labels)}
        places = {clue: n for n, clue in enumerate(sorted({clue for clue, _ in weights}), 1)}
        table = np.zeros((len(places) + 1, len(labels)), np.int32)
        for (clue, label), weight in weights.items():
            table[places[clue], column[label]] = round(weight / _UNIT)
        changes = np.zeros((len(labels), len(labels)), np.int32)
        for (label, following), weight in steps.items():
            changes[column[label], column[following]] = round(weight / _UNIT)
        return cls(tuple(labels), places, table, changes)

    @classmethod
    def read(cls, path: Path) -> Model:
        """From a file made by `write`."""
        import numpy as np

        with np.load(path) as kept:
            labels, clues = (
                kept[name].tobytes().decode("utf-8").split("\n") for name in ("labels", "clues")
            )
            table = np.zeros((len(clues) + 1, len(labels)), np.int32)
            table[kept["rows"], kept["columns"]] = kept["weights"]
            return cls(
                tuple(labels),
                {clue: number for number, clue in enumerate(clues, 1)},
                table,
                kept["steps"],
            )

    def write(self, path: Path) -> None:
        """Pack the model into a file; the same model gives the same file."""
        import numpy as np

        rows, columns = self.weights.nonzero()
        kept: dict[str, Any] = {
            "labels": np.frombuffer("\n".join(self.labels).encode(), dtype=np.uint8),
            "clues": np.frombuffer("\n".join(self.places).encode(), dtype=np.uint8),
            "rows": rows.astype(np.uint32),
            "columns": columns.astype(np.uint8),
            "weights": self.weights[rows, columns],
            "steps": self.steps,
        }
        np.savez_compressed(path, **kept)

    def beginning(self) -> Callable[[str], Callable[[str], int | None]]:
        """The places by what clues begin with (up to ``=``, or nothing), and then by their rest.

        So nothing has to be spelled to be looked up, and what is looked up in is small.

        Examples
        --------
        >>> book = Model.of(["O"], {("w=a", "O"): 1.0, ("up", "O"): 1.0}, {})
        >>> book.beginning()("w=")("a"), book.beginning()("")("up"), book.beginning()("x=")("a")
        (2, 1, None)
        """
        places: dict[str, dict[str, int]] = {}
        for clue, place in self.places.items():
            cut = clue.find("=") + 1
            places.setdefault(clue[:cut], {})[clue[cut:]] = place
        return lambda beginning: places.get(beginning, {}).get

    def scores(self, items: Sequence[Iterable[str]]) -> Scores:
        """The scores of many items, each by its clues: [items, labels]."""
        place = self.places.get
        return summed(self.weights, [[place(clue, 0) for clue in clues] for clues in items])

    def chances(self, items: Sequence[Sequence[int]]) -> NDArray[np.float64]:
        """How likely each label is for items that stand alone, by the places of their clues.

        [items, labels].
        """
        import numpy as np

        scores = summed(self.weights, items) * _UNIT
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares: NDArray[np.float64] = odds / odds.sum(axis=1, keepdims=True)
        return shares

    def best(self, scores: Scores, lengths: Sequence[int]) -> list[list[str]]:
        """The likeliest labels of sequences (Viterbi).

        ``scores`` [items, labels] are those of all sequences one behind the other, ``lengths``
        their items, one at least. All go forward together, the longest first, each for as long
        as it lasts.
        """
        import numpy as np

        if not lengths:
            return []
        starts, sizes = np.cumsum([0, *lengths[:-1]]), np.array(lengths)
        order = np.argsort(-sizes, kind="stable")
        starts, sizes = starts[order], sizes[order]
        running = [len(sizes) - n for n in np.searchsorted(sizes[::-1], range(1, sizes[0] + 1))]
        steps = self.steps.astype(np.int64)
        reached = [scores[starts].astype(np.int64)]
        for item, count in enumerate(running[1:], 1):
            ways = reached[-1][:count].T[:, :, None] + steps[:, None]
            reached.append(ways.max(axis=0) + scores[starts[:count] + item])
        path = np.zeros(len(scores), np.intp)
        last = np.zeros(0, np.intp)
        for item, count in reversed([*enumerate(running)]):
            ways = reached[item]
            ways[: len(last)] += steps[:, last].T
            last = ways.argmax(axis=1)
            path[starts[:count] + item] = last
        named = [self.labels[number] for number in path.tolist()]
        ends = accumulate(lengths)
        return [named[end - length : end] for end, length in zip(ends, lengths, strict=True)]


def summed(rows: Scores, places: Sequence[Sequence[int]]) -> Scores:
    """Sums of rows, each of those at some places; place 0 has to be that of zeros.

    Examples
    --------
    >>> import numpy as np
    >>> summed(np.array([[0, 0], [1, 2], [3, 4]]), [[1, 2], [], [1]]).tolist()
    [[4, 6], [0, 0], [1, 2]]
    """
    import numpy as np

    if not places:
        return rows[:0]
    some = [these or (0,) for these in places]
    sizes = [*map(len, some)]
    chosen = np.fromiter(chain.from_iterable(some), np.intp, sum(sizes))
    begins = [*accumulate(sizes[:-1], initial=0)]
    total: Scores = np.add.reduceat(rows.take(chosen, axis=0), begins, axis=0, dtype=rows.dtype)
    return total
