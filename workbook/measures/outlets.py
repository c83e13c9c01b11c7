"""What outlets do: whom they quote, and what they write about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbook.measures.presence import presence

if TYPE_CHECKING:
    import pandas as pd


def quoted_by(claims: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Who is quoted by whom.

    ``n_claims`` = statements of the source in the outlet; ``n_articles`` = articles with one;
    ``share`` = ``n_claims`` / all attributed statements in the outlet.

    Parameters
    ----------
    claims, articles : the tables of these names; articles without an outlet are left out.

    Returns
    -------
    DataFrame
        ``outlet, source_id, n_claims, n_articles, share``, most statements first.

    Examples
    --------
    >>> import pandas as pd
    >>> quoted_by(
    ...     pd.DataFrame({"article_id": ["a", "a", "b"], "source_id": ["rat", "tv", "rat"]}),
    ...     pd.DataFrame({"article_id": ["a", "b"], "outlet": ["Blatt", "Bote"]}))
      outlet source_id  n_claims  n_articles  share
    0  Blatt       rat         1           1    0.5
    1  Blatt        tv         1           1    0.5
    2   Bote       rat         1           1    1.0
    """
    said = claims[["article_id", "source_id"]].merge(_printed(articles), on="article_id")
    found = (
        said.groupby(["outlet", "source_id"], sort=True)
        .agg(n_claims=("article_id", "size"), n_articles=("article_id", "nunique"))
        .reset_index()
    )
    found["share"] = found["n_claims"] / found.groupby("outlet")["n_claims"].transform("sum")
    order = ["n_claims", "outlet", "source_id"]
    return found.sort_values(order, ascending=[False, True, True]).reset_index(drop=True)


def coverage(articles: pd.DataFrame, rows: pd.DataFrame, *, by: str) -> pd.DataFrame:
    """Which outlets write about what, and how much of what they print that is.

    ``n_articles`` = articles of the outlet in which the id stands; ``share`` = the same / all
    articles of the outlet. Articles without an outlet are left out.

    Parameters
    ----------
    articles : the table ``articles``.
    rows : the table ``topics`` or ``actors``, or the groups of `same_claims`.
    by : its id: ``topic_id``, ``actor_id`` or ``group_id``.

    Returns
    -------
    DataFrame
        ``outlet, <by>, n_articles, share``, most articles first.

    Examples
    --------
    >>> import pandas as pd
    >>> coverage(pd.DataFrame({"article_id": ["a", "b"], "outlet": ["Blatt", "Blatt"]}),
    ...     pd.DataFrame({"article_id": ["a"], "topic_id": ["t1"]}), by="topic_id")
      outlet topic_id  n_articles  share
    0  Blatt       t1           1    0.5
    """
    import numpy as np
    import pandas as pd

    printed = _printed(articles)
    places, outlets = pd.factorize(printed["outlet"], sort=True)
    found = presence(printed, rows, by=by)
    keys = places[found.article] * np.int64(len(found.ids) + 1) + found.number
    keys, counts = np.unique(keys, return_counts=True)
    at, ids = np.divmod(keys, len(found.ids) + 1)
    share = counts / np.bincount(places, minlength=len(outlets))[at]
    columns = {"outlet": pd.Index(outlets).take(at), by: found.ids.take(ids)}
    cells = pd.DataFrame({**columns, "n_articles": counts, "share": share})
    order = ["n_articles", "outlet", by]
    return cells.sort_values(order, ascending=[False, True, True]).reset_index(drop=True)


def _printed(articles: pd.DataFrame) -> pd.DataFrame:
    return articles[["article_id", "outlet"]].dropna()
