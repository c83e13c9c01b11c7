"""When things are said to happen, and how much is published when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbook.models import NEWSROOM_ZONE

if TYPE_CHECKING:
    import pandas as pd


def timeline(dates: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Dates and events as one list in the order of the calendar.

    ``exact`` = the item is placed on one day (``until`` - ``begin`` <= 1 day). A date that only
    says when an event of its sentence takes place is that event's, not a row of its own. Rows
    without ``begin`` come last.

    Parameters
    ----------
    dates, events : the tables of these names.

    Returns
    -------
    DataFrame
        ``article_id, what`` (``date`` or ``event``), ``number`` (``date_id`` or ``event_id``),
        ``sentence_id, start, text, type, mode, status`` (``mentioned`` for a date),
        ``begin, until, exact, place``.

    Examples
    --------
    >>> from workbook.schemas import TABLES
    >>> from datetime import datetime
    >>> dates = TABLES["dates"].frame([dict(article_id="a", date_id=1, sentence_id=1, start=0,
    ...     end=12, text="Februar 2022", type="DATE", value="2022-02",
    ...     begin=datetime(2022, 2, 1), until=datetime(2022, 3, 1))])
    >>> timeline(dates, TABLES["events"].empty())[["what", "text", "status", "exact"]]
       what          text     status  exact
    0  date  Februar 2022  mentioned  False
    """
    import pandas as pd

    own = ["article_id", "sentence_id", "begin", "until"]
    taken = events[own].dropna(subset=["begin"]).drop_duplicates().assign(taken=True)
    loose = dates.merge(taken, on=own, how="left")
    loose = loose[loose["taken"].isna()].rename(columns={"date_id": "number"})
    columns = ["article_id", "what", "number", "sentence_id", "start", "text", "type", "mode"]
    columns += ["status", "begin", "until", "exact", "place"]
    rows = pd.concat(
        [
            loose.assign(what="date", status="mentioned", mode=None, place=None),
            events.rename(columns={"event_id": "number"}).assign(what="event"),
        ],
        ignore_index=True,
    )
    rows["exact"] = ((rows["until"] - rows["begin"]) <= pd.Timedelta(days=1)).fillna(False)
    rows = rows.sort_values(["begin", "article_id", "start", "what"], kind="stable")
    return rows[columns].reset_index(drop=True)


def volume(articles: pd.DataFrame) -> pd.DataFrame:
    """How much each outlet published on each day of the newsroom's calendar (Berlin).

    ``n_articles`` = articles of that outlet and day; ``n_tokens`` = their words and marks.
    Articles without a day are left out.

    Returns
    -------
    DataFrame
        ``outlet, day, n_articles, n_tokens`` in the order of days, then outlets.

    Examples
    --------
    >>> import pandas as pd
    >>> volume(pd.DataFrame({"article_id": ["a"], "outlet": ["Blatt"], "n_tokens": [300],
    ...     "published": pd.to_datetime(["2025-02-16T23:30Z"])}))
      outlet        day  n_articles  n_tokens
    0  Blatt 2025-02-17           1       300
    """
    import pandas as pd

    days = pd.to_datetime(articles["published"], utc=True).dt.tz_convert(NEWSROOM_ZONE)
    dated = articles.assign(day=days.dt.tz_localize(None).dt.normalize()).dropna(subset=["day"])
    return (
        dated.groupby(["day", "outlet"], dropna=False, sort=True)
        .agg(n_articles=("article_id", "nunique"), n_tokens=("n_tokens", "sum"))
        .reset_index()[["outlet", "day", "n_articles", "n_tokens"]]
    )
