"""Which articles are copies of another: agency text in several outlets, lightly edited.

Two texts resemble each other as their sets of five-word sequences overlap (Jaccard). MinHash
(Broder 1997) estimates that from 64 pairs of minima a text, and locality-sensitive hashing finds
the candidates: texts of similarity J share a pair with probability J².
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING

from workbook.schemas import COPIES

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

WORDS_TOGETHER = 5
"""Words in one sequence: long enough that two articles on one subject share few."""
FEWEST = 12
"""A text of fewer sequences is too short to be called a copy of anything."""
BANDS = 64
"""Pairs of minima kept of each text, as 32-bit numbers."""
ALIKE = 0.5
"""From this similarity on, one text counts as a copy of the other."""
_SEED = 1
_MIX = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)  # odd, with bits well spread


def copies(articles: pd.DataFrame) -> pd.DataFrame:
    """Pairs of articles whose texts are nearly the same, whoever published them.

    ``similarity`` = √(pairs of minima in common / 64), which estimates the share of five-word
    sequences the two texts have in common (Jaccard, ± 0.05); pairs of 0.5 and more are given.

    Parameters
    ----------
    articles : the table ``articles``.

    Returns
    -------
    DataFrame
        The table `schemas.COPIES`: ``article_id`` came later than ``original_id`` or, published
        at the same time, has the higher id.

    Examples
    --------
    >>> import pandas as pd
    >>> text = "Der Rat der Stadt hat am Montag nach langer Debatte beschlossen, die alte Brücke zu sperren."
    >>> days = pd.to_datetime(["2025-02-02", "2025-02-01"], utc=True)
    >>> copies(pd.DataFrame({"article_id": ["a", "b"], "published": days, "text": [text, text]}))
      article_id original_id  similarity
    0          a           b         1.0
    """
    import pandas as pd

    order = articles.sort_values(["published", "article_id"], na_position="last")
    ids = order["article_id"].tolist()
    marks = pd.DataFrame({"rank": range(len(ids)), "band": bands(order["text"])})
    marks = marks.explode("band").dropna()
    pairs = marks.merge(marks, on="band", suffixes=("", "_first"))
    pairs = pairs[pairs["rank"] > pairs["rank_first"]]
    shared = pairs.groupby(["rank", "rank_first"]).size()
    alike = shared[shared >= fewest_shared()].rename("shared").reset_index()
    rows = (
        {"article_id": ids[later], "original_id": ids[first], "similarity": similarity(n)}
        for later, first, n in zip(*(alike[name] for name in alike), strict=True)
    )
    return COPIES.frame(rows)


def similarity(shared: int) -> float:
    """The similarity of two texts that share so many pairs of minima.

    Examples
    --------
    >>> similarity(64), similarity(16)
    (1.0, 0.5)
    """
    return float(round((shared / BANDS) ** 0.5, 4))


def fewest_shared() -> int:
    """How many pairs of minima two texts share from which one counts as a copy."""
    return round(ALIKE**2 * BANDS)


def bands(texts: Iterable[str]) -> list[list[int]]:
    """64 numbers for each text, the same on every machine; none for a text that is too short.

    Examples
    --------
    >>> bands(["Zu kurz."])
    [[]]
    """
    sequences = [_sequences(text) for text in texts]
    long = [n for n, found in enumerate(sequences) if len(found) >= FEWEST]
    result: list[list[int]] = [[] for _ in sequences]
    if long:
        mixed = _mixed([sequences[n] for n in long])
        for n, row in zip(long, mixed.tolist(), strict=True):
            result[n] = row
    return result


def _sequences(text: str) -> list[str]:
    words = re.findall(r"\w+", text.casefold())
    ahead = (islice(words, n, None) for n in range(WORDS_TOGETHER))
    return sorted({" ".join(group) for group in zip(*ahead, strict=False)})


def _mixed(sequences: list[list[str]]) -> np.ndarray:
    """Each pair of minima and its place mixed into one signed 32-bit number."""
    import numpy as np
    import rensa

    digests = rensa.RMinHash.digests_from_token_sets(sequences, 2 * BANDS, _SEED)
    minima = np.asarray(digests, dtype=np.uint64).reshape(-1, BANDS, 2)
    first, second, place = (np.uint64(odd) for odd in _MIX)
    mixed = minima[..., 0] * first ^ minima[..., 1] * second
    mixed += np.arange(BANDS, dtype=np.uint64) * place
    mixed ^= mixed >> np.uint64(29)
    return (mixed * first >> np.uint64(32)).astype(np.uint32).view(np.int32)
