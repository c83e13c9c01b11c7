"""Words scored by a model of clues: what each adds to itself and its neighbours is remembered."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from workbook.language.clues import REACH, Clues
from workbook.language.model import Model

if TYPE_CHECKING:
    from workbook.language.model import Scores

_KNOWN = 32_768


class Scorer:
    """Sums of weights by label. Made once, called per sentence."""

    def __init__(self, clues: Clues, model: Model) -> None:
        self._clues = clues
        self._model = model
        self._around = lru_cache(_KNOWN)(self._read_around)

    def of(self, words: Sequence[str], tags: Sequence[str]) -> Scores:
        """The scores of the words of one sentence, [words, labels]."""
        import numpy as np

        total = self._model.scores(self._clues.between(words, tags))
        around = np.stack([self._around(*pair) for pair in zip(words, tags, strict=True)])
        size = len(words)
        for place, offset in enumerate(REACH):
            begin, end = max(0, offset), max(0, size + min(0, offset))
            total[begin:end] += around[begin - offset : end - offset, place]
        return total

    def _read_around(self, word: str, tag: str) -> Scores:
        """What a word adds to each of `REACH`, [offsets, labels]."""
        clues = self._clues.around(word, tag)
        return self._model.scores([clues[offset] for offset in REACH])
