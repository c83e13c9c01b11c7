"""How far a statement spread over outlets, on whom it rests, and in which words each has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbook.measures.statements import same_claims

if TYPE_CHECKING:
    import pandas as pd


def spread(
    claims: pd.DataFrame, articles: pd.DataFrame, same: pd.DataFrame | None = None
) -> pd.DataFrame:
    """How far each statement spread, and on how many sources it rests.

    A statement counts once with all that say the same (`same_claims`). ``single_source``: all of
    it goes back to one source, however many outlets print it; ``single_outlet``: one outlet
    alone has it. An article without an outlet is an outlet of its own.

    Parameters
    ----------
    claims, articles : the tables of these names.
    same : what `same_claims` found, if it is there already.

    Returns
    -------
    DataFrame
        ``group_id, article_id, claim_id, source_id, text, first`` (of the first statement; when
        it was published), ``n_claims, n_articles, n_outlets, n_sources, single_source,
        single_outlet``; what is in most outlets first.

    Examples
    --------
    >>> import pandas as pd
    >>> days = pd.to_datetime(["2025-02-01", "2025-02-02"], utc=True)
    >>> articles = pd.DataFrame({"article_id": ["a", "b"], "outlet": ["A", "B"], "published": days})
    >>> claims = pd.DataFrame({"article_id": ["a", "b"], "claim_id": 1, "source_id": "rat",
    ...     "text": ["Die Brücke werde am Montag gesperrt."] * 2})
    >>> spread(claims, articles)[["n_outlets", "n_sources", "single_source"]]
       n_outlets  n_sources  single_source
    0          2          1           True
    """
    rows = _grouped(claims, articles, same).sort_values("is_first", ascending=False, kind="stable")
    found = (
        rows.groupby("group_id", sort=True)
        .agg(
            article_id=("article_id", "first"),
            claim_id=("claim_id", "first"),
            source_id=("source_id", "first"),
            text=("text", "first"),
            first=("published", "first"),
            n_claims=("claim_id", "size"),
            n_articles=("article_id", "nunique"),
            n_outlets=("outlet", "nunique"),
            n_sources=("source_id", "nunique"),
        )
        .reset_index()
    )
    found["single_source"] = found["n_sources"] == 1
    found["single_outlet"] = found["n_outlets"] == 1
    order = ["n_outlets", "n_articles", "first", "group_id"]
    return found.sort_values(order, ascending=[False, False, True, True]).reset_index(drop=True)


def agreement(
    claims: pd.DataFrame, articles: pd.DataFrame, same: pd.DataFrame | None = None
) -> pd.DataFrame:
    """What several outlets report alike, each in its own words.

    A row for each outlet that has the statement, with its wording nearest to the first one's.
    ``share`` = outlets that have the statement / all outlets; ``certainties`` = how many
    different certainties the outlets give it (1: they agree).

    Returns
    -------
    DataFrame
        ``group_id, share, certainties, outlet, article_id, claim_id, source_id, text,
        certainty, similarity``: the statements of most outlets first, each in the order of
        publication.

    Examples
    --------
    >>> import pandas as pd
    >>> days = pd.to_datetime(["2025-02-01", "2025-02-02"], utc=True)
    >>> articles = pd.DataFrame({"article_id": ["a", "b"], "outlet": ["A", "B"], "published": days})
    >>> claims = pd.DataFrame({"article_id": ["a", "b"], "claim_id": 1, "source_id": "rat",
    ...     "certainty": ["planned", "asserted"],
    ...     "text": ["Die Brücke werde gesperrt.", "Gesperrt werde die Brücke, hieß es."]})
    >>> agreement(claims, articles)[["share", "outlet", "certainty", "certainties"]]
       share outlet certainty  certainties
    0    1.0      A   planned            2
    1    1.0      B  asserted            2
    """
    rows = _grouped(claims, articles, same)
    outlets = articles["outlet"].fillna(articles["article_id"]).nunique()
    nearest = rows.sort_values(
        ["is_first", "similarity", "published", "article_id", "claim_id"],
        ascending=[False, False, True, True, True],
        kind="stable",
    ).drop_duplicates(["group_id", "outlet"])
    groups = nearest.groupby("group_id")
    nearest = nearest.assign(
        n_outlets=groups["outlet"].transform("size"),
        certainties=groups["certainty"].transform("nunique"),
        begun=groups["published"].transform("min"),
    )
    shared = nearest[nearest["n_outlets"] > 1].assign(
        share=lambda frame: frame["n_outlets"] / max(1, outlets)
    )
    shared = shared.sort_values(
        ["n_outlets", "begun", "group_id", "published", "outlet"],
        ascending=[False, True, True, True, True],
        kind="stable",
    )
    columns = ["group_id", "share", "certainties", "outlet", "article_id", "claim_id"]
    columns += ["source_id", "text", "certainty", "similarity"]
    return shared[columns].reset_index(drop=True)


def _grouped(
    claims: pd.DataFrame, articles: pd.DataFrame, same: pd.DataFrame | None
) -> pd.DataFrame:
    """Every statement with its group, its outlet, its day, and whether it is the group's first."""
    same = same_claims(claims, articles) if same is None else same
    known = articles[["article_id", "outlet", "published"]]
    known = known.assign(outlet=known["outlet"].fillna(known["article_id"]))
    rows = claims.merge(same, on=["article_id", "claim_id"]).merge(known, on="article_id")
    names = rows["article_id"].astype("string") + ":" + rows["claim_id"].astype("string")
    return rows.assign(is_first=names == rows["group_id"])
