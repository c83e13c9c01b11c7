"""Over time: a strip of bars for each topic, actor or outlet, below each other on one calendar."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workbook import measures
from workbook.figures import excerpts, frame
from workbook.figures.frame import Book
from workbook.figures.theme import Theme, standard
from workbook.labels import Labels, words
from workbook.measures import Tables
from workbook.measures.names import spoken

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

ROW = 1.5  # of the theme's row: a name and the bars under it
BASE, HIGH = -0.32, 0.46
"""Where a strip's bars stand and how high the highest reaches, as parts of its row."""
ACTING = ("person", "organisation", "country", "group")
NOT_ACTING = ("outlet", "place")  # two that are not it are looked up faster than four that are
MOST_DAYS, MOST_WEEKS = 35, 40
SPARSE = 18
"""Periods below which bars would become blocks."""
_STEPS = {"day": "D", "week": "W-SUN", "month": "M"}


def topic_trend(
    book: Tables, *, language: str = "en", theme: Theme | None = None, most: int = 6
) -> go.Figure:
    """Topics over time: in how many articles of each day, week or month a topic stands.

    Only topics that have no finer topic beside them.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> from workbook.schemas import TABLES
    >>> book = SimpleNamespace(**{name: table.empty() for name, table in TABLES.items()})
    >>> topic_trend(book).layout.meta["rows"]
    []
    """
    theme = theme or standard()
    among = measures.finest(book.topics)

    def named(topics: pd.DataFrame) -> pd.DataFrame:
        names = measures.topic_names(topics, language=language)["label"]
        return topics.assign(name=names, colour=theme.colour("page", "accent"))

    strips = _Strips("topic_trend", "topic_id", book.topics, named, among=among)
    return _drawn(book, strips, most, language=language, theme=theme)


def actor_trend(
    book: Tables, *, language: str = "en", theme: Theme | None = None, most: int = 8
) -> go.Figure:
    """Actors over time: in how many articles of each day, week or month somebody is named.

    Places are left out; the colour tells the kind of actor.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> from workbook.schemas import TABLES
    >>> book = SimpleNamespace(**{name: table.empty() for name, table in TABLES.items()})
    >>> actor_trend(book).layout.meta["rows"]
    []
    """
    theme = theme or standard()
    colours = {kind: theme.colour("kind", kind) for kind in ACTING}

    def named(actors: pd.DataFrame) -> pd.DataFrame:
        told = measures.actor_names(actors, language=language)
        return told.assign(colour=told["kind"].map(colours))

    acting = book.actors.query(f"kind not in {NOT_ACTING} and n_mentions > 0")
    strips = _Strips("actor_trend", "actor_id", acting, named)
    return _drawn(book, strips, most, language=language, theme=theme)


def volume(
    book: Book, *, language: str = "en", theme: Theme | None = None, most: int = 10
) -> go.Figure:
    """How much each outlet published on each day, in each week or month.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> from workbook.schemas import TABLES
    >>> book = SimpleNamespace(**{name: table.empty() for name, table in TABLES.items()})
    >>> volume(book).layout.meta["rows"]
    []
    """
    theme = theme or standard()

    def named(outlets: pd.DataFrame) -> pd.DataFrame:
        return outlets.assign(name=outlets["outlet"], colour=theme.colour("kind", "outlet"))

    strips = _Strips("volume", "outlet", book.articles, named)
    return _drawn(book, strips, most, language=language, theme=theme)


@dataclass(frozen=True, slots=True)
class _Strips:
    """What is drawn: the ids in column ``by`` of ``rows``, only those ``among`` some if told.

    ``named`` gives a frame with a row an id the columns ``name`` and ``colour``.
    """

    kind: str
    by: str
    rows: measures.Table
    named: Callable[[pd.DataFrame], pd.DataFrame]
    among: Collection[str] | None = None


def _drawn(book: Tables, strips: _Strips, most: int, *, language: str, theme: Theme) -> go.Figure:
    """A strip for each of the ids in most articles."""
    labels, kind = words(language), strips.kind
    there = measures.extent(book.articles)
    every = _every(there)
    counted = measures.trend(book.articles, strips.rows, by=strips.by, every=every)
    counted = counted.rename(columns={strips.by: "id"})
    if strips.among is not None:
        counted = counted[counted["id"].isin(strips.among)]
    if not len(counted):
        return frame.empty(kind, labels=labels, theme=theme)
    totals = counted.groupby("id")["n_articles"].sum().rename("n").reset_index()
    ranked = totals.sort_values(["n", "id"], ascending=[False, True]).head(most)
    ids = list(ranked["id"])
    first = strips.named(
        measures.firsts(book.articles, strips.rows, by=strips.by, ids=ids)
    ).set_index(strips.by)
    names = [str(first["name"][key]) for key in ids]
    figure = frame.blank(theme, rows=ROW * len(ranked), bottom=34)
    notes = [labels.count("articles", int(n)) for n in ranked["n"]]
    frame.names_above(figure, names, notes=notes, lift=12)
    told = measures.headlines(
        book.articles, strips.rows, by=strips.by, ids=ids, every=every
    ).rename(columns={strips.by: "id"})
    titles = excerpts.first(told, "id", "begin", text="title")
    _draw(figure, counted, ids, first, titles, every, labels=labels, theme=theme)
    _draw_axes(figure, counted, len(ranked), every, labels=labels, theme=theme)
    rows = [
        (first["name"][r.id], _told(r.begin, every, labels), int(r.n_articles), _of(r, labels))
        for r in frame.records(counted[counted["id"].isin(ids)])
    ]
    columns = [labels[f"column.{c}"] for c in ("name", "when", "n_articles", "share")]
    return frame.finish(
        figure,
        kind=kind,
        title=_title(kind, names, [int(n) for n in ranked["n"]], there.n_articles, labels),
        table=frame.table(columns, rows),
        labels=labels,
        theme=theme,
    )


def _every(there: measures.Extent) -> Any:
    """As fine as leaves room for the bars."""
    span = (there.last - there.first).days if there.first and there.last else 0
    return "day" if span < MOST_DAYS else "week" if span < 7 * MOST_WEEKS else "month"


def _draw(
    figure: go.Figure,
    counted: pd.DataFrame,
    ids: list[str],
    first: pd.DataFrame,
    titles: dict[Any, str],
    every: str,
    *,
    labels: Labels,
    theme: Theme,
) -> None:
    most = int(counted["n_articles"].max())
    periods = len(_periods(counted["begin"].min(), counted["begin"].max(), every))
    rows = {key: place for place, key in enumerate(ids)}
    bars = [(rows[r.id], r) for r in frame.records(counted) if r.id in rows]
    line = {"color": theme.colour("page", "line"), "width": 0.75}
    for row in range(len(ids)):
        across = {"x0": 0, "x1": 1, "xref": "paper", "y0": BASE - row, "y1": BASE - row}
        figure.add_shape(type="line", line=line, **across)
    figure.add_bar(
        x=[_middle(r.begin, every) for _, r in bars],
        y=[round(HIGH * r.n_articles / most, 3) for _, r in bars],
        base=[round(BASE - row, 2) for row, _ in bars],
        width=min(0.72, periods / SPARSE) * _width(counted["begin"].min(), every),
        marker={"color": [first["colour"][r.id] for _, r in bars]},
        hoverinfo="text",
        hovertext=[
            frame.hover(
                f"{first['name'][r.id]}, {_told(r.begin, every, labels)}",
                f"{labels.count('articles', int(r.n_articles))} ({_of(r, labels)})",
                titles.get((r.id, r.begin), ""),
            )
            for _, r in bars
        ],
    )


def _draw_axes(
    figure: go.Figure,
    counted: pd.DataFrame,
    rows: int,
    every: str,
    *,
    labels: Labels,
    theme: Theme,
) -> None:
    begins = _periods(counted["begin"].min(), counted["begin"].max(), every)
    step = -(-len(begins) // 5)
    shown = begins[::step]
    last = (begins[-1].to_period(_STEPS[every]) + 1).start_time
    figure.update_yaxes(visible=False, range=[BASE + 0.98 - rows - 0.05, 0.6])
    figure.update_xaxes(
        type="date",
        range=[begins[0].isoformat(), last.isoformat()],
        tickvals=[_middle(begin, every) for begin in shown],
        ticktext=[_short(begin, every, labels) for begin in shown],
        ticks="outside",
        ticklen=4,
        tickcolor=theme.colour("page", "line"),
    )


def _periods(first: pd.Timestamp, last: pd.Timestamp, every: str) -> list[pd.Timestamp]:
    import pandas as pd

    return list(pd.period_range(first, last, freq=_STEPS[every]).start_time)


def _middle(begin: pd.Timestamp, every: str) -> str:
    period = begin.to_period(_STEPS[every])
    return str((begin + ((period + 1).start_time - begin) / 2).isoformat(sep=" "))


def _width(begin: pd.Timestamp, every: str) -> float:
    """A period in milliseconds, as plotly measures time."""
    return float(((begin.to_period(_STEPS[every]) + 1).start_time - begin).total_seconds() * 1000)


def _told(begin: pd.Timestamp, every: str, labels: Labels) -> str:
    return labels.period(begin, (begin.to_period(_STEPS[every]) + 1).start_time)


def _short(begin: pd.Timestamp, every: str, labels: Labels) -> str:
    if every == "month":
        return _told(begin, every, labels)
    return labels.short_day(begin.to_pydatetime())


def _of(row: Any, labels: Labels) -> str:
    return labels.percent(row.share)


def _title(kind: str, names: list[str], counts: list[int], articles: int, labels: Labels) -> str:
    """Who or what is in most articles; how many share the first place where nobody is alone."""
    n, ahead = labels.number(counts[0]), counts.count(counts[0])
    if ahead > 2 or counts[0] == 1:
        among = labels.out_of("articles", articles)
        blanks = (
            {"articles": labels.count("articles", articles)}
            if kind == "volume"
            else {"among": among}
        )
        return labels.say(f"figure.{kind}.title.even", n=n, **blanks)
    first = spoken(names[:ahead], language=labels.language).joined
    key = f"figure.{kind}.title" if ahead == 1 else f"figure.{kind}.title.each"
    return labels.say(key, names=first, n=n, of=labels.number(articles))
