"""When things are said to happen, and how much is published when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from workbook.dates.values import stretch
from workbook.dates.words import cut
from workbook.measures.relations import DAY, Table, ask, only
from workbook.models import NEWSROOM_ZONE

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Period:
    """Days of publication, as `Workbook.filter` takes them; ``until`` is exclusive."""

    since: str
    until: str


@dataclass(frozen=True, slots=True)
class Extent:
    """The newsroom's first and last day of publication, None without any, and the articles."""

    first: date | None
    last: date | None
    n_articles: int


_BETWEEN = frozenset({"and", "article", "comma", "dash", "on_the", "to_the", "until"})


def timeline(
    dates: pd.DataFrame, events: pd.DataFrame, sentences: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Dates and events as one list in the order of the calendar.

    ``exact`` = the item is placed on one day (``until`` - ``begin`` <= 1 day). A ``vague`` date
    (*Ende Februar*) bounds nothing; ``begin`` and ``until`` are here those of the month, year or
    decade in which it lies; so are those of an event without a day of its own in a sentence that
    names no other time. With ``sentences``, the two ends of a span (*vom 3. bis 5. Mai*) are
    one row, and so is an event that begins with one. A date that only says when an event of its
    sentence takes place is that event's, not a row of its own. Rows without ``begin`` come last.

    Parameters
    ----------
    dates, events, sentences : the tables of these names.

    Returns
    -------
    DataFrame
        ``article_id, what`` (``date`` or ``event``), ``number`` (``date_id`` or ``event_id``),
        ``sentence_id, start, text, type, mode, status`` (``mentioned`` for a date),
        ``begin, until, exact, vague, place``.

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

    if sentences is not None:
        dates, events = _with_spans(dates, events, sentences)
    dates = _with_vague(dates)
    events = _of_vague(events, dates)
    own = ["article_id", "sentence_id", "begin", "until"]
    taken = events[own].dropna(subset=["begin"]).drop_duplicates().assign(taken=True)
    loose = dates.merge(taken, on=own, how="left")
    loose = loose[loose["taken"].isna()].rename(columns={"date_id": "number"})
    columns = ["article_id", "what", "number", "sentence_id", "start", "text", "type", "mode"]
    columns += ["status", "begin", "until", "exact", "vague", "place"]
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


def _with_vague(dates: pd.DataFrame) -> pd.DataFrame:
    """Dates without bounds get those of what their value names."""
    import pandas as pd

    held = [
        stretch(value) if pd.isna(begin) and kind == "DATE" else None
        for value, begin, kind in zip(dates["value"], dates["begin"], dates["type"], strict=True)
    ]
    vague = [bounds is not None for bounds in held]
    own = zip(dates["begin"], dates["until"], strict=True)
    placed = [bounds or row for bounds, row in zip(held, own, strict=True)]
    return _bounded(dates, placed).assign(vague=pd.Series(vague, index=dates.index, dtype=bool))


def _with_spans(
    dates: pd.DataFrame, events: pd.DataFrame, sentences: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Both tables, with the two ends of a span as one."""
    keys = zip(sentences["article_id"], sentences["sentence_id"], strict=True)
    lines = dict(zip(keys, zip(sentences["start"], sentences["text"], strict=True), strict=True))
    rows: list[Any] = list(dates.itertuples())
    untils, texts, gone = dates["until"].copy(), dates["text"].copy(), list[Any]()
    whole: dict[Any, tuple[Any, Any]] = {}
    for first, last in pairwise(rows):
        key = (first.article_id, first.sentence_id)
        if key != (last.article_id, last.sentence_id) or key not in lines:
            continue
        offset, text = lines[key]
        bounded = first.type == last.type == "DATE" and first.begin < last.begin
        if bounded and _joins(
            text[: first.start - offset], text[first.end - offset : last.start - offset]
        ):
            untils[first.Index], gone = last.until, [*gone, last.Index]
            texts[first.Index] = text[first.start - offset : last.end - offset]
            for end in (first, last):
                whole[(*key, end.begin, end.until)] = (first.begin, last.until)
    joined = dates.assign(until=untils, text=texts).drop(index=gone)
    own = events[["article_id", "sentence_id", "begin", "until"]].itertuples(index=False, name=None)
    return joined, _bounded(events, [whole.get(key, key[2:]) for key in own])


def _of_vague(events: pd.DataFrame, dates: pd.DataFrame) -> pd.DataFrame:
    """Events without a day whose sentence has one time alone, and that a vague one."""
    import pandas as pd

    keys = ["article_id", "sentence_id"]
    timed = dates[dates["type"].isin(["DATE", "TIME"])]
    only = timed[~timed.duplicated(keys, keep=False) & timed["vague"]]
    bounds = {
        row[:2]: row[2:]
        for row in only[[*keys, "begin", "until"]].itertuples(index=False, name=None)
    }
    own = list(events[[*keys, "begin", "until"]].itertuples(index=False, name=None))
    vague = [row[:2] in bounds and pd.isna(row[2]) for row in own]
    placed = [bounds[row[:2]] if held else row[2:] for row, held in zip(own, vague, strict=True)]
    return _bounded(events, placed).assign(vague=pd.Series(vague, index=events.index, dtype=bool))


def _bounded(table: pd.DataFrame, bounds: list[tuple[Any, Any]]) -> pd.DataFrame:
    """The table with other begins and ends."""
    import pandas as pd

    columns = {
        name: pd.Series([row[at] for row in bounds], index=table.index, dtype=table[name].dtype)
        for at, name in enumerate(("begin", "until"))
    }
    return table.assign(**columns)


def _joins(before: str, between: str) -> bool:
    """Whether words say *from … to*: ``bis zum``, ``-``, or ``und`` after ``zwischen``."""
    inner = [word.kind for word in cut(between)]
    if not set(inner) <= _BETWEEN:
        return False
    opened = [word.kind for word in cut(before[-20:])][-2:]
    return bool({"until", "dash"} & set(inner)) or ("and" in inner and "between" in opened)


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
    dated = articles.assign(day=newsroom_days(articles)).dropna(subset=["day"])
    return (
        dated.groupby(["day", "outlet"], dropna=False, sort=True)
        .agg(n_articles=("article_id", "nunique"), n_tokens=("n_tokens", "sum"))
        .reset_index()[["outlet", "day", "n_articles", "n_tokens"]]
    )


def newsroom_days(articles: pd.DataFrame) -> pd.Series:
    """The day of publication of each article on the newsroom's calendar (Berlin).

    Examples
    --------
    >>> import pandas as pd
    >>> newsroom_days(pd.DataFrame({"published": ["2025-02-16T23:30Z"]})).tolist()
    [Timestamp('2025-02-17 00:00:00')]
    """
    import pandas as pd

    moments = pd.to_datetime(articles["published"], utc=True).dt.tz_convert(NEWSROOM_ZONE)
    return moments.dt.tz_localize(None).dt.normalize()


def extent(articles: Table) -> Extent:
    """The first and the last day on which there are articles, and how many there are.

    Examples
    --------
    >>> import pandas as pd
    >>> days = pd.to_datetime(["2025-02-16T08:00Z", "2025-02-18T23:30Z"])
    >>> extent(pd.DataFrame({"published": days}))
    Extent(first=datetime.date(2025, 2, 16), last=datetime.date(2025, 2, 19), n_articles=2)
    """
    found = ask(
        f"select min({DAY})::date, max({DAY})::date, count(*) from articles",
        articles=only(articles, "published"),
    )
    first, last, number = found.astype(object).iloc[0]
    return Extent(first, last, int(number))


def period(articles: Table, *, days: int, until: str | None = None) -> Period:
    """The last ``days`` days before ``until``; without one, up to the last day there is.

    Examples
    --------
    >>> import pandas as pd
    >>> days = pd.to_datetime(["2025-02-16T08:00Z", "2025-02-18T08:00Z"])
    >>> period(pd.DataFrame({"published": days}), days=2)
    Period(since='2025-02-17', until='2025-02-19')
    """
    if until:
        end = date.fromisoformat(until)
    else:
        last = extent(articles).last
        end = last + timedelta(days=1) if last else date(1970, 1, 2)
    return Period(str(end - timedelta(days=days)), str(end))


def begin(articles: Table, *, most: int, until: str | None = None) -> str | None:
    """The day since which there are no more than ``most`` articles; None if there never were.

    A day is taken as a whole: where the last one alone has more, it is that.

    Parameters
    ----------
    until : only articles of earlier days count.

    Examples
    --------
    >>> import pandas as pd
    >>> days = pd.to_datetime(["2025-02-16T08:00Z", "2025-02-18T08:00Z", "2025-02-18T09:00Z"])
    >>> articles = pd.DataFrame({"published": days})
    >>> begin(articles, most=2), begin(articles, most=3), begin(articles, most=1)
    ('2025-02-18', None, '2025-02-18')
    """
    import pandas as pd

    earlier = f"where {DAY} < timestamp '{date.fromisoformat(until)}'" if until else ""
    found = ask(
        f"with days as (select {DAY} as day, count(*) as n from articles {earlier} group by all), "
        "counted as (select day, sum(n) over (order by day desc nulls last) as so_far from days) "
        f"select case when max(so_far) > {most} then "
        f"coalesce(min(day) filter (where so_far <= {most}), max(day)) end as day from counted",
        articles=only(articles, "published"),
    )["day"][0]
    return None if pd.isna(found) else str(found.date())
