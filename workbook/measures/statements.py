"""Which statements say the same, in other words or other outlets."""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from workbook import resources

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from scipy import sparse  # type: ignore[import-untyped]

    Matrix: TypeAlias = sparse.csr_array

ALIKE = 0.6
"""From this similarity on, two statements say the same."""
LEAST = 0.3
"""The least cosine of two that do: a few words within a long statement are not all it says."""
WINDOW = 7
"""Days between two statements that are compared with each other."""
FEWEST = 2
"""A statement of fewer words that count is too short to be told from others."""
STEM = 5
"""Letters of a word that count: what follows is mostly inflection."""
SMALL = 1000
"""Of fewer statements, rarity tells little: words are weighed as among so many."""
RAREST = 6
"""Words of a statement by which others like it are looked for: its rarest that others have too."""
NEAR = 10
"""How many of those that share two such words, the nearest in time, are compared."""
_AT_ONCE = 500_000  # pairs: it bounds the memory


def same_claims(claims: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Statements that say the same as one group, whoever made and whoever printed them.

    Words of three letters and more and numbers count, apart from articles, pronouns,
    prepositions and auxiliaries, without case and accents, cut to five letters; each weighs
    ``ln(1 + statements / statements with the word)``, of 1,000 statements at least (tf-idf;
    Salton and Buckley 1988, *Term-weighting approaches in automatic text retrieval*). The
    similarity of two statements is the part of the lighter one's squared weights that lies on
    words of the other, so that a shortened copy is like its original; 0.6 and more, with a cosine
    of 0.3 and at most seven days apart, is the same, and so is what is the same as a third. Where
    both name numbers, they share one.

    Only likely pairs are compared, so that the time grows with the number of statements: those
    that share two of the six rarest words of both, the next ten in time (the sorted neighbourhood
    of Hernández and Stolfo 1995, *The merge/purge problem for large databases*).

    Parameters
    ----------
    claims : the table ``claims``.
    articles : the table ``articles``; without a day, an article comes last.

    Returns
    -------
    DataFrame
        ``article_id, claim_id, group_id, similarity``, a row a statement, in the order of
        ``claims``. ``group_id`` is the first of the group (*article:claim*), by time, then id;
        ``similarity`` is that to the first.

    Examples
    --------
    >>> import pandas as pd
    >>> days = pd.to_datetime(["2025-02-01", "2025-02-02"], utc=True)
    >>> articles = pd.DataFrame({"article_id": ["a", "b"], "published": days})
    >>> claims = pd.DataFrame({"article_id": ["a", "b", "b"], "claim_id": [1, 1, 2], "text": [
    ...     "Die alte Brücke werde gesperrt.", "Gesperrt werde die Brücke, hieß es",
    ...     "Das Freibad öffnet im Mai."]})
    >>> same_claims(claims, articles)[["group_id"]].T
                0    1    2
    group_id  a:1  a:1  b:2
    """
    import numpy as np
    import pandas as pd

    ordered, days = _in_time(claims, articles)
    weights, lengths, numbers = _weights(ordered["text"])
    groups = _groups(weights, lengths, numbers, days)
    first = np.full(len(ordered), len(ordered), dtype=np.int64)
    np.minimum.at(first, groups, np.arange(len(ordered)))
    firsts = first[groups]
    likeness = np.ones(len(ordered))
    later = np.flatnonzero(firsts != np.arange(len(ordered)))
    likeness[later] = _held(weights, lengths, later, firsts[later])
    names = ordered["article_id"].astype(str) + ":" + ordered["claim_id"].astype(str)
    found = pd.DataFrame(
        {
            "article_id": ordered["article_id"],
            "claim_id": ordered["claim_id"],
            "group_id": names.astype(object).to_numpy()[firsts] if len(names) else names,
            "similarity": likeness.round(4),
        },
        index=ordered.index,
    )
    return found.astype({"group_id": "string"}).sort_index().reset_index(drop=True)


def _in_time(claims: pd.DataFrame, articles: pd.DataFrame) -> tuple[pd.DataFrame, np.ndarray]:
    """The statements in the order of publication, and the day of each as a number."""
    import pandas as pd

    published = pd.to_datetime(
        articles.set_index("article_id")["published"], utc=True
    ).dt.tz_localize(None)
    moments = published.reindex(claims["article_id"])
    days = (moments - pd.Timestamp(1970, 1, 1)) / pd.Timedelta(days=1)
    known = claims[["article_id", "claim_id", "text"]].reset_index(drop=True)
    known["day"] = days.fillna(1e9).to_numpy(dtype=float)
    ordered = known.sort_values(["day", "article_id", "claim_id"], kind="stable")
    return ordered, ordered["day"].to_numpy()


def _weights(texts: pd.Series) -> tuple[Matrix, np.ndarray, Matrix]:
    """Statements × words, each row of length 1, empty where there is too little to compare; the
    lengths they had; and the columns of it that are numbers."""
    import numpy as np
    from scipy import sparse

    rows, words, stems = _stems(texts)
    held = sparse.csr_array(
        (np.ones(len(rows), dtype=np.float32), (rows, words)), shape=(len(texts), len(stems))
    )
    held.sum_duplicates()
    held.data[:] = 1
    lengths = np.diff(held.indptr)
    held.data[np.repeat(lengths < FEWEST, lengths)] = 0
    held.eliminate_zeros()
    having = np.bincount(held.indices, minlength=len(stems))
    held.data = np.log1p(max(SMALL, len(texts)) / np.maximum(1, having)).astype(np.float32)[
        held.indices
    ]
    norms = np.sqrt(held.multiply(held).sum(axis=1))
    held.data /= np.repeat(norms, np.diff(held.indptr)).astype(np.float32)
    return (
        held,
        np.maximum(norms, 1e-9),
        held[:, [n for n, stem in enumerate(stems) if stem[0].isdigit()]],
    )


def _stems(texts: pd.Series) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """For each word that counts its statement and its number, and what those numbers mean."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    given: Any = pa.array(texts, type=pa.large_string())
    if isinstance(given, pa.ChunkedArray):  # of frames that were joined, or hold nothing
        given = given.combine_chunks()
    plain: Any = pc.utf8_normalize(pc.utf8_lower(given), "NFD")
    for pattern, by in (
        (r"\p{M}+", ""),
        (r"(\p{N})[.,](\p{N})", r"\1\2"),
        (r"[^\p{L}\p{N}]+", " "),
    ):
        plain = pc.replace_substring_regex(plain, pattern, by)
    split = pc.split_pattern(plain, " ")
    words, rows = pc.list_flatten(split), pc.list_parent_indices(split)
    counts = pc.or_(
        pc.greater_equal(pc.utf8_length(words), 3), pc.match_substring_regex(words, r"^\p{N}")
    )
    counts = pc.and_not(counts, pc.is_in(words, value_set=pa.array(_closed(), pa.large_string())))
    cut = pc.utf8_slice_codeunits(pc.filter(words, counts), 0, STEM).dictionary_encode()
    return (
        np.asarray(pc.filter(rows, counts), dtype=np.int64),
        np.asarray(cut.indices, dtype=np.int64),
        cut.dictionary.to_pylist(),
    )


@cache
def _closed() -> tuple[str, ...]:
    """Words that say little by themselves, without accents."""
    words: list[str] = []
    for name in ("closed_words", "function_words"):
        path = resources.data_folder() / "language" / f"{name}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            words += "|".join(row["words"] for row in csv.DictReader(file)).split("|")
    plain = (unicodedata.normalize("NFD", word) for word in words)
    return tuple(sorted({re.sub(r"[\u0300-\u036f]", "", word) for word in plain}))


def _groups(weights: Matrix, lengths: np.ndarray, numbers: Matrix, days: np.ndarray) -> np.ndarray:
    """The number of its group for each statement."""
    import numpy as np
    from scipy import sparse
    from scipy.sparse.csgraph import (  # type: ignore[import-untyped]
        connected_components,
    )

    one, other = _likely(weights, days)
    alike = _held(weights, lengths, one, other) >= ALIKE
    alike &= _cosines(weights, one, other) >= LEAST
    one, other = one[alike], other[alike]
    counted = np.diff(numbers.indptr) > 0
    alike = ~counted[one] | ~counted[other] | (_cosines(numbers, one, other) > 0)
    one, other = one[alike], other[alike]
    graph = sparse.csr_array((np.ones(len(one), dtype=bool), (one, other)), shape=2 * (len(days),))
    return np.asarray(connected_components(graph, directed=False)[1])


def _likely(weights: Matrix, days: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Pairs worth comparing: both have two words among their rarest, and are near in time."""
    import numpy as np

    rows = np.repeat(np.arange(len(days)), np.diff(weights.indptr))
    shared = np.bincount(weights.indices, minlength=weights.shape[1])[weights.indices] > 1
    rows, words, heavy = rows[shared], weights.indices[shared], weights.data[shared]
    order = np.lexsort((words, -heavy, rows))
    rows, words = rows[order], words[order]
    rank = np.arange(len(rows)) - np.searchsorted(rows, rows)
    rarest = np.full((len(days), RAREST), -1, dtype=np.int64)
    rarest[rows[rank < RAREST], rank[rank < RAREST]] = words[rank < RAREST]
    rarest.sort(axis=1)
    one, other = (rarest[:, side] for side in np.triu_indices(RAREST, 1))
    couples = np.where(one >= 0, one * weights.shape[1] + other, -1).ravel()
    order = np.argsort(couples, kind="stable")
    order = order[couples[order] >= 0]
    couples, rows = couples[order], order // one.shape[1]
    ends = [np.empty(0, dtype=np.int64)]
    for step in range(1, min(NEAR, len(rows) - 1) + 1):
        first, later = rows[:-step], rows[step:]
        near = (couples[:-step] == couples[step:]) & (days[later] - days[first] <= WINDOW)
        ends.append(first[near] * len(days) + later[near])
    pairs = np.unique(np.concatenate(ends))
    return pairs // max(1, len(days)), pairs % max(1, len(days))


def _held(weights: Matrix, lengths: np.ndarray, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """How much of the lighter statement of each pair the other holds, 0–1."""
    import numpy as np

    shorter = np.minimum(lengths[one], lengths[other])
    longer = np.maximum(lengths[one], lengths[other])
    return np.asarray(np.minimum(_cosines(weights, one, other) * longer / shorter, 1.0))


def _cosines(weights: Matrix, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """The cosine of each pair of rows, 0–1."""
    import numpy as np

    parts = [
        weights[one[low : low + _AT_ONCE]]
        .multiply(weights[other[low : low + _AT_ONCE]])
        .sum(axis=1)
        for low in range(0, len(one), _AT_ONCE)
    ]
    return np.asarray(np.minimum(np.concatenate([*parts, np.empty(0)]), 1.0))
