"""Who is heard, how much, on what, and how certain of it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection
from typing import TYPE_CHECKING

from workbook.measures.relations import Table, distinct

if TYPE_CHECKING:
    import pandas as pd


def share_of_voice(actors: pd.DataFrame) -> pd.DataFrame:
    """How much of all naming falls on each actor.

    ``share`` = mentions of the actor / mentions of all actors; ``salience`` is the mean over the
    articles in which the actor appears.

    Parameters
    ----------
    actors : the table ``actors`` of one or many articles.

    Returns
    -------
    DataFrame
        ``actor_id, name, kind, n_articles, n_mentions, share, salience``, most mentions first.

    Examples
    --------
    >>> import pandas as pd
    >>> share_of_voice(pd.DataFrame({"article_id": ["a", "a", "b"], "actor_id": ["x", "y", "x"],
    ...     "name": ["X", "Y", "X"], "kind": ["person"] * 3, "n_mentions": [2, 1, 1],
    ...     "salience": [0.8, 0.1, 0.4]}))[["actor_id", "n_articles", "n_mentions", "share"]]
      actor_id  n_articles  n_mentions  share
    0        x           2           3   0.75
    1        y           1           1   0.25
    """
    found = (
        actors.sort_values(["n_mentions", "article_id"], ascending=[False, True], kind="stable")
        .groupby("actor_id", sort=False)
        .agg(
            name=("name", "first"),
            kind=("kind", "first"),
            n_articles=("article_id", "nunique"),
            n_mentions=("n_mentions", "sum"),
            salience=("salience", "mean"),
        )
        .reset_index()
    )
    found["share"] = _share(found["n_mentions"])
    columns = ["actor_id", "name", "kind", "n_articles", "n_mentions", "share", "salience"]
    return _ordered(found[columns], by=["n_mentions", "salience"])


def source_dependence(sources: pd.DataFrame) -> pd.DataFrame:
    """What rests on whom.

    ``share`` = sum of the source's shares / number of articles, so every article counts the same
    and the shares of all sources, the author's included, add up to 1.

    Parameters
    ----------
    sources : the table ``sources`` of one or many articles.

    Returns
    -------
    DataFrame
        ``source_id, name, kind, n_articles, n_claims, share``, largest share first.

    Examples
    --------
    >>> import pandas as pd
    >>> source_dependence(pd.DataFrame({"article_id": ["a", "a", "b"],
    ...     "source_id": ["author", "swp", "author"], "name": ["", "SWP", ""],
    ...     "kind": ["author", "think_tank", "author"], "n_claims": [0, 2, 0],
    ...     "share": [0.5, 0.5, 1.0]}))[["source_id", "n_articles", "share"]]
      source_id  n_articles  share
    0    author           2   0.75
    1       swp           1   0.25
    """
    found = (
        sources.groupby("source_id", sort=False)
        .agg(
            name=("name", "first"),
            kind=("kind", "first"),
            n_articles=("article_id", "nunique"),
            n_claims=("n_claims", "sum"),
            share=("share", "sum"),
        )
        .reset_index()
    )
    found["share"] = found["share"] / max(1, sources["article_id"].nunique())
    return _ordered(found, by=["share", "n_claims"])


def source_topics(
    claims: pd.DataFrame, topic_terms: pd.DataFrame, *, among: Collection[str] | None = None
) -> pd.DataFrame:
    """Who speaks about what.

    ``n_claims`` = the source's statements inside which at least one word of the topic stands;
    ``share`` = the same / all statements of the source.

    Parameters
    ----------
    claims : the table ``claims``.
    topic_terms : the table ``topic_terms``.
    among : only these ``topic_id``.

    Returns
    -------
    DataFrame
        ``source_id, topic_id, n_claims, share``, most statements first.

    Examples
    --------
    >>> import pandas as pd
    >>> claims = pd.DataFrame({"article_id": ["a", "a"], "source_id": ["swp", "swp"],
    ...     "start": [0, 50], "end": [40, 90]})
    >>> terms = pd.DataFrame({"article_id": ["a", "a"], "topic_id": ["t1", "t1"],
    ...     "start": [10, 20], "end": [15, 25]})
    >>> source_topics(claims, terms)
      source_id topic_id  n_claims  share
    0       swp       t1         1    0.5
    """
    import pandas as pd

    if among is not None:
        topic_terms = topic_terms[topic_terms["topic_id"].isin(among)]
    terms = {
        str(article): sorted(zip(rows["start"], rows["end"], rows["topic_id"], strict=True))
        for article, rows in topic_terms.groupby("article_id", sort=False)
    }
    counts: Counter[tuple[str, str]] = Counter()
    spans = claims[["article_id", "source_id", "start", "end"]]
    for article, source, start, end in spans.itertuples(index=False, name=None):
        words = terms.get(article, [])
        inside = words[bisect_left(words, (start,)) : bisect_left(words, (end,))]
        counts.update((source, topic) for topic in {t for _, stop, t in inside if stop <= end})
    spoken = Counter(claims["source_id"])
    rows = [
        {"source_id": source, "topic_id": topic, "n_claims": n, "share": n / spoken[source]}
        for (source, topic), n in sorted(counts.items())
    ]
    columns = ["source_id", "topic_id", "n_claims", "share"]
    return _ordered(pd.DataFrame(rows, columns=columns), by=["n_claims"])


def certainty(claims: pd.DataFrame) -> pd.DataFrame:
    """How certain each source's statements are.

    ``share`` = statements of the source with this certainty / all statements of the source.

    Returns
    -------
    DataFrame
        ``source_id, certainty, n_claims, share``, most statements first.

    Examples
    --------
    >>> import pandas as pd
    >>> certainty(pd.DataFrame({"source_id": ["swp", "swp", "zvw"],
    ...     "certainty": ["asserted", "asserted", "planned"]}))
      source_id certainty  n_claims  share
    0       swp  asserted         2    1.0
    1       zvw   planned         1    1.0
    """
    counted = claims.groupby(["source_id", "certainty"], sort=True).size()
    found = counted.rename("n_claims").reset_index()
    found["share"] = found["n_claims"] / found.groupby("source_id")["n_claims"].transform("sum")
    return _ordered(found, by=["n_claims"])


def topic_strength(topics: pd.DataFrame) -> pd.DataFrame:
    """What it is about.

    ``score`` = sum of the topic's scores / number of articles, so 0–1 like the scores themselves.

    Returns
    -------
    DataFrame
        ``topic_id, label, parent_id, level, n_articles, n_terms, score``, strongest first.

    Examples
    --------
    >>> import pandas as pd
    >>> topic_strength(pd.DataFrame({"article_id": ["a", "b"], "topic_id": ["t1", "t1"],
    ...     "label": ["Krieg"] * 2, "parent_id": [None] * 2, "level": [2, 2], "score": [0.5, 1.0],
    ...     "n_terms": [3, 4]}))[["topic_id", "n_articles", "score"]]
      topic_id  n_articles  score
    0       t1           2   0.75
    """
    found = (
        topics.groupby("topic_id", sort=False)
        .agg(
            label=("label", "first"),
            parent_id=("parent_id", "first"),
            level=("level", "first"),
            n_articles=("article_id", "nunique"),
            n_terms=("n_terms", "sum"),
            score=("score", "sum"),
        )
        .reset_index()
    )
    found["score"] = found["score"] / max(1, topics["article_id"].nunique())
    return _ordered(found, by=["score", "n_terms"])


def subject(topics: pd.DataFrame) -> tuple[str, ...]:
    """The way down to what it is mainly about: the strongest broad topic, then ever finer ones.

    A finer topic is taken while it is at least half as strong as the one above it.

    Parameters
    ----------
    topics : the table ``topics``.

    Returns
    -------
    tuple of topic_id
        Broadest first; empty without topics.

    Examples
    --------
    >>> import pandas as pd
    >>> subject(pd.DataFrame({"article_id": ["a"] * 3, "topic_id": ["t1", "t2", "t3"],
    ...     "label": ["Politik", "Diplomatie", "Krieg"], "parent_id": [None, "t1", None],
    ...     "level": [1, 2, 1], "score": [0.8, 0.7, 0.4], "n_terms": [5, 4, 1]}))
    ('t1', 't2')
    """
    ranked = topic_strength(topics)
    if not len(ranked):
        return ()
    way: list[str] = []
    below = ranked[ranked["level"] == ranked["level"].min()]
    while len(below):
        best = below.iloc[0]
        way.append(str(best["topic_id"]))
        children = ranked["parent_id"] == best["topic_id"]
        below = ranked[children & (ranked["score"] >= best["score"] / 2)]
        below = below[~below["topic_id"].isin(way)]
    return tuple(way)


def finest(topics: Table) -> frozenset[str]:
    """The topics that have no finer one beside them.

    Examples
    --------
    >>> import pandas as pd
    >>> sorted(finest(pd.DataFrame({"topic_id": ["t1", "t2"], "parent_id": [None, "t1"]})))
    ['t2']
    """
    pairs = distinct(topics, ["topic_id", "parent_id"])
    return frozenset(pairs["topic_id"]) - frozenset(pairs["parent_id"].dropna())


def _share(numbers: pd.Series) -> pd.Series:
    return numbers / max(1, numbers.sum())


def _ordered(frame: pd.DataFrame, *, by: list[str]) -> pd.DataFrame:
    """Largest first; equal rows by id, so that the order never depends on the machine."""
    first = str(frame.columns[0])
    order = [False] * len(by) + [True]
    return frame.sort_values([*by, first], ascending=order, kind="stable").reset_index(drop=True)
