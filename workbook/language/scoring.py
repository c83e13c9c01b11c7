"""Words scored by a model of clues: what each adds to itself and its neighbours is remembered."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from workbook.language.clues import REACH, Clues, around_tag
from workbook.language.model import Model

if TYPE_CHECKING:
    from workbook.language.model import Scores

_KNOWN = 32_768


class Scorer:
    """Sums of weights by label. Made once, called per sentence."""

    def __init__(self, clues: Clues, model: Model) -> None:
        self._clues = clues
        self._model = model
        self._of_word = lru_cache(_KNOWN)(lambda word: model.scores(clues.around(word)))
        self._of_tag = lru_cache(_KNOWN)(lambda tag: model.scores(around_tag(tag)))

    def of(self, words: Sequence[str], tags: Sequence[str]) -> Scores:
        """The scores of the words of one sentence, [words, labels]."""
        import numpy as np

        total = self._model.scores(self._clues.between(words, tags))
        around = np.stack([*map(self._of_word, words)])  # [words, offsets, labels]
        around += [*map(self._of_tag, tags)]
        size = len(words)
        for place, offset in enumerate(REACH):
            begin, end = max(0, offset), max(0, size + min(0, offset))
            total[begin:end] += around[begin - offset : end - offset, place]
        return total
