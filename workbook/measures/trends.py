"""Over time: how often something is there, what rises, what bursts, what was not there before."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any, Literal

from workbook.measures.relations import DAY, Table, among, ask, only, tally

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

Every = Literal["day", "week", "month"]
_STEPS = {"day": "D", "week": "W-SUN", "month": "M"}
"""pandas' names of these periods; weeks begin on Monday."""
_TOLD = ("name", "label", "kind", "text")
_CELLS = 4_000_000
"""Counts that are looked at together: it bounds the memory."""


def trend(articles: Table, rows: Table, *, by: str, every: Every = "day") -> pd.DataFrame:
    """How often each actor, topic or source is there, period by period.

    ``n_articles`` = articles of the period in which the id stands; ``of`` = all articles of the
    period; ``share`` = ``n_articles / of``. Days are the newsroom's (Berlin), weeks begin on
    Monday; articles without a day are left out, and so are periods without the id.

    Parameters
    ----------
    articles : the table ``articles``, in hand or of an archive.
    rows : the table ``actors``, ``topics`` or ``sources``, likewise.
    by : its id: ``actor_id``, ``topic_id`` or ``source_id``.
    every : ``day``, ``week`` or ``month``.

    Returns
    -------
    DataFrame
        ``<by>, begin, n_articles, of, share`` in the order of ids, then periods.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"article_id": ["a", "b"],
    ...     "published": pd.to_datetime(["2025-02-16T12:00Z", "2025-02-16T23:30Z"])})
    >>> actors = pd.DataFrame({"article_id": ["a", "b"], "actor_id": ["UKR", "UKR"]})
    >>> trend(articles, actors, by="actor_id")
      actor_id      begin  n_articles  of  share
    0      UKR 2025-02-16           1   1    1.0
    1      UKR 2025-02-17           1   1    1.0
    """
    found = tally(articles, rows, by=by, cell=_cell(every))
    counts = found.counts.rename(columns={"id": by, "cell": "begin"})
    return counts.assign(share=counts["n_articles"] / counts["of"])


def headlines(
    articles: Table, rows: Table, *, by: str, ids: Collection[str], every: Every = "day"
) -> pd.DataFrame:
    """The headline of the first article in which some ids stand, period by period as `trend`.

    Returns
    -------
    DataFrame
        ``<by>, begin, title``, without articles that have no headline.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"article_id": ["a", "b"], "title": ["Erst", "Dann"],
    ...     "published": pd.to_datetime(["2025-02-16T12:00Z", "2025-02-16T18:00Z"])})
    >>> actors = pd.DataFrame({"article_id": ["a", "b"], "actor_id": ["UKR", "UKR"]})
    >>> headlines(articles, actors, by="actor_id", ids=["UKR"])
      actor_id      begin title
    0      UKR 2025-02-16  Erst
    """
    import pandas as pd

    return ask(
        f"with told as (select article_id, title, published, {_cell(every)} as begin from articles "
        "where title is not null and published is not null), "
        f'held as (select article_id, "{by}" as id from rows semi join ids on "{by}" = id) '
        f'select id as "{by}", begin, arg_min(title, (published, article_id)) as title '
        "from held join told using (article_id) group by all order by all",
        articles=only(articles, "article_id", "title", "published"),
        rows=only(rows, "article_id", by),
        ids=pd.DataFrame({"id": list(ids)}, dtype="string"),
    )


def rises(articles: Table, rows: Table, *, by: str, since: str | pd.Timestamp) -> pd.DataFrame:
    """Who or what is there more often since a day than before it.

    ``share`` = articles since then in which the id stands / all articles since then;
    ``share_before`` likewise. ``strength`` = the log-likelihood ratio of the two
    (Dunning 1993, *Accurate methods for the statistics of surprise and coincidence*):
    ``2 Σ observed · ln(observed / expected)`` over the four fields *since or before* × *there or
    not*, negative where the share falls. Above 3.84 one in twenty is chance, above 10.83 one in a
    thousand.

    Parameters
    ----------
    since : a day of the newsroom's calendar; articles of earlier days are *before*.

    Returns
    -------
    DataFrame
        ``<by>, n_articles, n_before, share, share_before, strength``, what rises most first.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"article_id": list("abcd"), "published":
    ...     pd.to_datetime(["2025-02-01", "2025-02-02", "2025-02-08", "2025-02-09"], utc=True)})
    >>> actors = pd.DataFrame({"article_id": list("cd"), "actor_id": ["UKR", "UKR"]})
    >>> rises(articles, actors, by="actor_id", since="2025-02-08").round(2)
      actor_id  n_articles  n_before  share  share_before  strength
    0      UKR           2         0    1.0           0.0      5.55
    """
    import pandas as pd

    day = pd.Timestamp(since).isoformat()
    found = tally(articles, rows, by=by, cell=f"{DAY} >= timestamp '{day}'")
    late, early = (int(found.of.get(side, 0)) for side in (True, False))
    sides = found.counts.pivot(index="id", columns="cell", values="n_articles")
    sides = sides.reindex(columns=[True, False]).fillna(0).astype("int64")
    sides.columns = pd.Index(["n_articles", "n_before"])
    counts = sides.rename_axis(by).reset_index()
    counts["share"] = counts["n_articles"] / max(1, late)
    counts["share_before"] = counts["n_before"] / max(1, early)
    counts["strength"] = _likelihood(counts["n_articles"], counts["n_before"], late, early)
    counts.loc[counts["share"] < counts["share_before"], "strength"] *= -1
    order = counts.sort_values(["strength", by], ascending=[False, True], kind="stable")
    return order.reset_index(drop=True)


def bursts(
    articles: Table,
    rows: Table,
    *,
    by: str,
    every: Every = "day",
    fewest: int = 3,
    factor: float = 3.0,
    reluctance: float = 1.0,
) -> pd.DataFrame:
    """The spells in which an actor, topic or source is there far more often than it usually is.

    The two-state automaton of Kleinberg (2003, *Bursty and hierarchical structure in streams*,
    for batches): outside a burst an id stands in an article with probability ``p`` = all its
    articles / all articles, inside one its odds ``p / (1 - p)`` are ``factor`` times as high
    (odds, so that what is always there stays possible). Of all sequences of states the cheapest
    is taken: each period costs the negative log-likelihood of its count, each beginning of a
    burst ``reluctance · ln(number of periods)``. ``weight`` = what the burst spares: the sum of
    both states' costs' differences. The same input gives the same bursts.

    Parameters
    ----------
    fewest : ids in fewer articles never burst.

    Returns
    -------
    DataFrame
        ``<by>, begin, until`` (exclusive), ``n_articles, weight``, the heaviest first.

    Examples
    --------
    >>> import pandas as pd
    >>> days = pd.date_range("2025-02-01", periods=40, tz="UTC")
    >>> articles = pd.DataFrame({"article_id": range(40), "published": days})
    >>> actors = pd.DataFrame({"article_id": [3, 20, 21, 22, 23, 24], "actor_id": "UKR"})
    >>> bursts(articles, actors, by="actor_id").drop(columns="weight")
      actor_id      begin      until  n_articles
    0      UKR 2025-02-21 2025-02-26           5
    """
    import pandas as pd

    found = tally(articles, rows, by=by, cell=_cell(every))
    counted = found.counts.rename(columns={"id": by, "cell": "begin"})
    often = counted.groupby(by)["n_articles"].transform("sum") >= fewest
    counted = counted[often].reset_index(drop=True)
    columns = [by, "begin", "until", "n_articles", "weight"]
    if not len(counted):
        return counted.assign(until=counted["begin"], weight=0.0)[columns]
    begins = found.of.index
    edges = pd.period_range(begins.min(), begins.max(), freq=_STEPS[every]).start_time
    of = found.of.reindex(edges, fill_value=0).to_numpy()
    ends = [*edges[1:], (edges[-1].to_period(_STEPS[every]) + 1).start_time]
    ids, places = pd.factorize(counted[by], sort=True)
    wide = _CELLS // len(edges) + 1
    runs = [
        _runs(part.assign(n=ids[part.index] - low), edges, of, factor, reluctance).assign(low=low)
        for low in range(0, len(places), wide)
        for part in [counted[(ids >= low) & (ids < low + wide)]]
    ]
    spells = pd.concat(runs, ignore_index=True)
    spells[by] = places.take((spells["id"] + spells["low"]).to_numpy(dtype=int))
    spells["begin"] = edges.take(spells["first"].to_numpy(dtype=int))
    spells["until"] = pd.DatetimeIndex(ends).take(spells["last"].to_numpy(dtype=int) - 1)
    order = spells.sort_values(["weight", by, "begin"], ascending=[False, True, True])
    return order[columns].reset_index(drop=True)


def unseen(rows: pd.DataFrame, known: Table, *, by: str | Sequence[str]) -> pd.DataFrame:
    """What one state of a table has that another has not: an anti-join on stable ids.

    For actors, topics and sources their id; for statements ``("article_id", "claim_id")``, or
    what they say: the ``group_id`` of `same_claims` over both states together.
    ``n_articles`` = articles of ``rows`` in which the id stands.

    Parameters
    ----------
    rows : a table as it is now, as of a book or a snapshot.
    known : the same table as it was.
    by : the id, or the columns that make it.

    Returns
    -------
    DataFrame
        ``<by>, n_articles`` and, where ``rows`` has them, ``name, label, kind, text`` of the
        first row; most articles first.

    Examples
    --------
    >>> import pandas as pd
    >>> before = pd.DataFrame({"article_id": ["a"], "actor_id": ["USA"], "name": ["USA"]})
    >>> now = pd.DataFrame({"article_id": ["a", "b", "c"], "actor_id": ["USA", "UKR", "UKR"],
    ...     "name": ["USA", "Ukraine", "Ukraine"]})
    >>> unseen(now, before, by="actor_id")
      actor_id  n_articles     name
    0      UKR           2  Ukraine
    """
    keys = [by] if isinstance(by, str) else list(by)
    old = among(known, rows[keys]).assign(known=True)
    fresh = rows[rows.merge(old, on=keys, how="left")["known"].isna().to_numpy()]
    told = {name: (name, "first") for name in _TOLD if name in rows.columns and name not in keys}
    fresh = fresh.assign(_article=fresh["article_id"])
    grouped = fresh.groupby(keys, sort=True, as_index=False)
    found: pd.DataFrame = grouped.agg(n_articles=("_article", "nunique"), **told)
    order = found.sort_values(["n_articles", *keys], ascending=[False] + [True] * len(keys))
    return order.reset_index(drop=True)


def _cell(every: Every) -> str:
    """When the period of an article's publication begins, as SQL says it."""
    return f"date_trunc('{every}', {DAY})"


def _likelihood(late: pd.Series, early: pd.Series, n_late: int, n_early: int) -> pd.Series:
    """Twice the log-likelihood ratio of the four fields, 0 where a field expects nothing."""
    from scipy.special import xlogy  # type: ignore[import-untyped]

    there, total = late + early, max(1, n_late + n_early)
    found: pd.Series = 0.0 * there
    for seen, size in ((late, n_late), (early, n_early)):
        for observed, of in ((seen, there), (size - seen, total - there)):
            expected = (of * size / total).clip(lower=1e-12)
            found = found + 2 * (xlogy(observed, observed) - xlogy(observed, expected))
    return found.clip(lower=0.0)


def _runs(
    counted: pd.DataFrame, edges: pd.DatetimeIndex, of: Any, factor: float, reluctance: float
) -> pd.DataFrame:
    """Bursts as ``id, first, last`` (numbers of periods, ``last`` exclusive), count and weight."""
    import numpy as np
    import pandas as pd
    from scipy.special import xlog1py, xlogy

    seen = np.zeros((int(counted["n"].max()) + 1, len(edges)))
    seen[counted["n"], edges.get_indexer(pd.Index(counted["begin"]))] = counted["n_articles"]
    usual = seen.sum(axis=1, keepdims=True) / of.sum()
    raised = factor * usual / (1 + (factor - 1) * usual)
    spared = xlogy(seen, raised) - xlogy(seen, usual)
    spared += xlog1py(of - seen, -raised) - xlog1py(of - seen, -usual)
    bursting = _cheapest(spared, reluctance * np.log(max(2, len(edges))))
    steps = np.diff(bursting.astype(np.int8), axis=1, prepend=0, append=0)
    ids, first = np.nonzero(steps == 1)
    last = np.nonzero(steps == -1)[1]
    zero = np.zeros((len(seen), 1))
    sums = {
        name: np.cumsum(np.hstack([zero, values]), axis=1)
        for name, values in (("n_articles", seen), ("weight", spared))
    }
    told = {name: total[ids, last] - total[ids, first] for name, total in sums.items()}
    runs = pd.DataFrame({"id": ids, "first": first, "last": last, **told})
    return runs.astype({"n_articles": "int64"})


def _cheapest(spared: np.ndarray, cost: float) -> np.ndarray:
    """For each row the sequence of states, burst or not, that spares most (Viterbi 1967)."""
    import numpy as np

    rows, periods = spared.shape
    calm, burst = np.zeros(rows), np.full(rows, -cost)
    from_burst = np.zeros((2, rows, periods), dtype=bool)
    for period in range(periods):
        from_burst[0, :, period] = burst > calm
        from_burst[1, :, period] = burst >= calm - cost
        calm, burst = np.maximum(calm, burst), np.maximum(burst, calm - cost) + spared[:, period]
    states = np.zeros((rows, periods), dtype=bool)
    state = burst > calm
    for period in range(periods - 1, -1, -1):
        states[:, period] = state
        state = np.where(state, from_burst[1, :, period], from_burst[0, :, period])
    return states
