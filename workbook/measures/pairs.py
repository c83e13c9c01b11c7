"""Who stands beside whom, and who speaks about whom."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

MOST_IN_A_SENTENCE = 30
"""A sentence that names more actors than this is a list, and joins nobody."""


def co_mentions(mentions: pd.DataFrame) -> pd.DataFrame:
    """Pairs of actors named in one sentence.

    ``n_sentences`` = sentences that name both; ``strength`` = the same / sentences that name
    either (Jaccard), 0–1. A sentence that names more than 30 actors is a list and left out.

    Parameters
    ----------
    mentions : the table ``mentions``.

    Returns
    -------
    DataFrame
        ``actor_id, other_id, n_sentences, strength``; each pair once, ``actor_id < other_id``.

    Examples
    --------
    >>> import pandas as pd
    >>> co_mentions(pd.DataFrame({"article_id": ["a"] * 3, "sentence_id": [1, 1, 2],
    ...     "actor_id": ["rubio", "lawrow", "rubio"]}))
      actor_id other_id  n_sentences  strength
    0   lawrow    rubio            1       0.5
    """
    return _together(mentions, "sentence_id", "n_sentences")


def event_pairs(event_actors: pd.DataFrame) -> pd.DataFrame:
    """Pairs of actors who take part in one event.

    ``n_events`` = events with both; ``strength`` = the same / events with either (Jaccard), 0–1.

    Parameters
    ----------
    event_actors : the table ``event_actors``.

    Returns
    -------
    DataFrame
        ``actor_id, other_id, n_events, strength``; each pair once, ``actor_id < other_id``.

    Examples
    --------
    >>> import pandas as pd
    >>> event_pairs(pd.DataFrame({"article_id": ["a"] * 3, "event_id": [1, 1, 2],
    ...     "actor_id": ["rubio", "lawrow", "rubio"]}))
      actor_id other_id  n_events  strength
    0   lawrow    rubio         1       0.5
    """
    return _together(event_actors, "event_id", "n_events")


def quotation_pairs(
    claims: pd.DataFrame, mentions: pd.DataFrame, sources: pd.DataFrame
) -> pd.DataFrame:
    """Who speaks about whom.

    ``n_claims`` = the source's statements inside which the actor is named, the source itself left
    out.

    Returns
    -------
    DataFrame
        ``source_id, actor_id, n_claims``, most statements first.

    Examples
    --------
    >>> import pandas as pd
    >>> quotation_pairs(
    ...     pd.DataFrame({"article_id": ["a"], "source_id": ["swp"], "start": [0], "end": [30]}),
    ...     pd.DataFrame({"article_id": ["a"], "actor_id": ["biden"], "start": [5], "end": [10]}),
    ...     pd.DataFrame({"source_id": ["swp"], "actor_id": ["swp"]}))
      source_id actor_id  n_claims
    0       swp    biden         1
    """
    import pandas as pd

    themselves = set(zip(sources["source_id"], sources["actor_id"].fillna(""), strict=True))
    named = {
        str(article): sorted(zip(rows["start"], rows["end"], rows["actor_id"], strict=True))
        for article, rows in mentions.groupby("article_id", sort=False)
    }
    counts: Counter[tuple[str, str]] = Counter()
    spans = claims[["article_id", "source_id", "start", "end"]]
    for article, source, start, end in spans.itertuples(index=False, name=None):
        spots = named.get(article, [])
        inside = spots[bisect_left(spots, (start,)) : bisect_left(spots, (end,))]
        about = {(source, actor) for _, stop, actor in inside if stop <= end}
        counts.update(about - themselves)
    rows = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return pd.DataFrame(
        [(source, actor, n) for (source, actor), n in rows],
        columns=["source_id", "actor_id", "n_claims"],
    )


def _together(rows: pd.DataFrame, place: str, count: str) -> pd.DataFrame:
    """Pairs of actors in the same place of an article: a sentence or an event."""
    import pandas as pd

    pairs: Counter[tuple[str, str]] = Counter()
    alone: Counter[str] = Counter()
    for _, there in rows.groupby(["article_id", place], sort=False)["actor_id"]:
        actors = sorted(set(there))
        alone.update(actors)
        if len(actors) <= MOST_IN_A_SENTENCE:
            pairs.update(combinations(actors, 2))
    ranked = sorted(pairs.items(), key=lambda item: (-item[1], item[0]))
    found = [(a, b, n, n / (alone[a] + alone[b] - n)) for (a, b), n in ranked]
    return pd.DataFrame(found, columns=["actor_id", "other_id", count, "strength"])
