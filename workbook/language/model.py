"""A conditional random field from a packed file (python-crfsuite)."""

from __future__ import annotations

import lzma
from collections.abc import Sequence
from pathlib import Path
from typing import Any


class Model:
    """A trained model that labels sequences of features."""

    def __init__(self, path: Path) -> None:
        import pycrfsuite

        self._bytes = lzma.decompress(path.read_bytes())  # the tagger reads them where they lie
        self._tagger: Any = pycrfsuite.Tagger()
        self._tagger.open_inmemory(self._bytes)
        self.labels: tuple[str, ...] = tuple(sorted(self._tagger.labels()))

    def tag(self, features: Sequence[Sequence[str]]) -> list[str]:
        """The likeliest label of every item of a sequence."""
        return list(self._tagger.tag(features))

    def chances(self, features: Sequence[str]) -> list[tuple[float, str]]:
        """How likely each label is for one item alone, the likeliest first."""
        self._tagger.set([features])
        return sorted(
            ((float(self._tagger.marginal(label, 0)), label) for label in self.labels), reverse=True
        )
