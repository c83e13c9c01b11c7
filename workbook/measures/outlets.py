"""What outlets do: whom they quote, and what they write about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbook.measures.relations import Table, ask, only, tally

if TYPE_CHECKING:
    import pandas as pd


def quoted_by(claims: Table, articles: Table) -> pd.DataFrame:
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
    found = ask(
        "select outlet, source_id, count(*) as n_claims, count(distinct article_id) as n_articles, "
        "count(*) / sum(count(*)) over (partition by outlet) as share from claims "
        "join articles using (article_id) where outlet is not null and source_id is not null "
        "group by outlet, source_id",
        claims=only(claims, "article_id", "source_id"),
        articles=only(articles, "article_id", "outlet"),
    )
    order = ["n_claims", "outlet", "source_id"]
    return found.sort_values(order, ascending=[False, True, True]).reset_index(drop=True)


def coverage(articles: Table, rows: Table, *, by: str) -> pd.DataFrame:
    """Which outlets write about what, and how much of what they print that is.

    ``n_articles`` = articles of the outlet in which the id stands; ``share`` = the same / all
    articles of the outlet. Articles without an outlet are left out.

    Parameters
    ----------
    articles : the table ``articles``, in hand or of an archive.
    rows : the table ``topics`` or ``actors``, likewise, or the groups of `same_claims`.
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
    found = tally(articles, rows, by=by, cell="outlet")
    cells = found.counts.rename(columns={"id": by, "cell": "outlet"})
    cells["share"] = cells["n_articles"] / cells["of"]
    cells = cells[["outlet", by, "n_articles", "share"]]
    order = ["n_articles", "outlet", by]
    return cells.sort_values(order, ascending=[False, True, True]).reset_index(drop=True)
