"""A linear-chain conditional random field (Lafferty, McCallum and Pereira 2001), ready to use.

Every clue of an item adds its weights to the scores of the labels; every label adds its weights
to the scores of the next. ``scripts/train_names.py`` trains such models with CRFsuite and writes
them down here, since a sum of rows of a matrix is all it takes to use them, and many items, or
sentences, are scored at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Scores = NDArray[np.float64]
    """A score for every label, labels last."""

_UNIT = 1e-6
"""Weights are kept as whole numbers of this, as CRFsuite prints them."""


@dataclass(frozen=True, slots=True)
class Model:
    """Labels, the place of each clue, its weights by label, and those of a label by the next.

    Place 0 is that of clues that are not known.

    Examples
    --------
    >>> book = Model.of(["O", "N"], {("up", "N"): 2.0, ("low", "O"): 1.0}, {("N", "N"): 1.0})
    >>> book.best(book.scores([["up"], ["low"], ["low", "?"]]), [1, 2])
    [['N'], ['O', 'O']]
    >>> book.chances(["low"])
    [(0.731..., 'O'), (0.268..., 'N')]
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
        table = np.zeros((len(places) + 1, len(labels)))
        for (clue, label), weight in weights.items():
            table[places[clue], column[label]] = weight
        changes = np.zeros((len(labels), len(labels)))
        for (label, following), weight in steps.items():
            changes[column[label], column[following]] = weight
        return cls(tuple(labels), places, table, changes)

    @classmethod
    def read(cls, path: Path) -> Model:
        """From a file made by `write`."""
        import numpy as np

        with np.load(path) as kept:
            labels, clues = (
                kept[name].tobytes().decode("utf-8").split("\n") for name in ("labels", "clues")
            )
            table = np.zeros((len(clues) + 1, len(labels)))
            table[kept["rows"], kept["columns"]] = kept["weights"] * _UNIT
            return cls(
                tuple(labels),
                {clue: number for number, clue in enumerate(clues, 1)},
                table,
                kept["steps"] * _UNIT,
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
            "weights": np.rint(self.weights[rows, columns] / _UNIT).astype(np.int32),
            "steps": np.rint(self.steps / _UNIT).astype(np.int32),
        }
        np.savez_compressed(path, **kept)

    def score(self, clues: Iterable[str]) -> Scores:
        """The scores of one item: [labels]."""
        place = self.places.get
        total: Scores = self.weights[[place(clue, 0) for clue in clues]].sum(axis=0)
        return total

    def scores(self, items: Sequence[Sequence[str]]) -> Scores:
        """The scores of many items: [items, labels]."""
        import numpy as np

        places: list[int] = []
        begins: list[int] = []
        known = self.places
        for clues in items:
            begins.append(len(places))
            places.append(0)
            places += [known[clue] for clue in clues if clue in known]
        total: Scores = np.add.reduceat(self.weights[places], begins, axis=0)
        return total

    def chances(self, clues: Iterable[str]) -> list[tuple[float, str]]:
        """How likely each label is for one item alone, the likeliest first."""
        import numpy as np

        scores = self.score(clues)
        odds = np.exp(scores - scores.max())
        return sorted(zip((odds / odds.sum()).tolist(), self.labels, strict=True), reverse=True)

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
        best = scores[starts]
        origins: list[Any] = []
        for item in range(1, sizes[0]):
            running = int(np.searchsorted(-sizes, -item))
            ways = best[:running, :, None] + self.steps
            origins.append(ways.argmax(axis=1))
            best[:running] = ways.max(axis=1) + scores[starts[:running] + item]
        found: list[list[str]] = [[] for _ in lengths]
        for row, last in enumerate(best.argmax(axis=1)):
            path = [last]
            for before in reversed(origins[: sizes[row] - 1]):
                path.append(before[row, path[-1]])
            found[order[row]] = [self.labels[number] for number in reversed(path)]
        return found
