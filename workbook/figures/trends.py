"""Over time: a strip of bars for each topic, actor or outlet, below each other on one calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbook import measures
from workbook.figures import excerpts, frame
from workbook.figures.frame import Book
from workbook.figures.theme import Theme, standard
from workbook.labels import Labels, words
from workbook.measures.names import spoken

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

ROW = 1.5  # of the theme's row: a name and the bars under it
BASE, HIGH = -0.32, 0.46
"""Where a strip's bars stand and how high the highest reaches, as parts of its row."""
ACTING = ("person", "organisation", "country", "group")
MOST_DAYS, MOST_WEEKS = 35, 40
SPARSE = 18
"""Periods below which bars would become blocks."""
_STEPS = {"day": "D", "week": "W-SUN", "month": "M"}


def topic_trend(
    book: Book, *, language: str = "en", theme: Theme | None = None, most: int = 6
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
    topics = measures.topic_names(book.topics, language=language)
    topics = topics[topics["topic_id"].isin(measures.finest(topics))]
    named = topics[["article_id", "topic_id", "label"]].rename(
        columns={"topic_id": "id", "label": "name"}
    )
    colour = theme.colour("page", "accent")
    return _strips(
        book, named.assign(colour=colour), "topic_trend", most, language=language, theme=theme
    )


def actor_trend(
    book: Book, *, language: str = "en", theme: Theme | None = None, most: int = 8
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
    actors = measures.actor_names(book.actors, language=language)
    actors = actors[actors["kind"].isin(ACTING) & (actors["n_mentions"] > 0)]
    colours = {kind: theme.colour("kind", kind) for kind in ACTING}
    named = actors[["article_id", "actor_id", "name"]].rename(columns={"actor_id": "id"})
    named = named.assign(colour=actors["kind"].map(colours))
    return _strips(book, named, "actor_trend", most, language=language, theme=theme)


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
    outlets = book.articles[["article_id", "outlet"]].dropna()
    named = outlets.rename(columns={"outlet": "id"}).assign(name=outlets["outlet"])
    colour = theme.colour("kind", "outlet")
    return _strips(
        book, named.assign(colour=colour), "volume", most, language=language, theme=theme
    )


def _strips(
    book: Book, named: pd.DataFrame, kind: str, most: int, *, language: str, theme: Theme
) -> go.Figure:
    """A strip for each of the ids in most articles; ``named``: ``article_id, id, name, colour``."""
    labels = words(language)
    every = _every(book)
    counted = measures.trend(book.articles, named, by="id", every=every)
    if not len(counted):
        return frame.empty(kind, labels=labels, theme=theme)
    totals = counted.groupby("id")["n_articles"].sum().rename("n").reset_index()
    ranked = totals.sort_values(["n", "id"], ascending=[False, True]).head(most)
    first = named.drop_duplicates("id").set_index("id")
    names = [str(first["name"][key]) for key in ranked["id"]]
    figure = frame.blank(theme, rows=ROW * len(ranked), bottom=34)
    notes = [labels.count("articles", int(n)) for n in ranked["n"]]
    frame.names_above(figure, names, notes=notes, lift=12)
    titles = _headlines(book, named[named["id"].isin(ranked["id"])], every)
    _draw(figure, counted, list(ranked["id"]), first, titles, every, labels=labels, theme=theme)
    _draw_axes(figure, counted, len(ranked), every, labels=labels, theme=theme)
    rows = [
        (first["name"][r.id], _told(r.begin, every, labels), int(r.n_articles), _of(r, labels))
        for r in frame.records(counted[counted["id"].isin(ranked["id"])])
    ]
    columns = [labels[f"column.{c}"] for c in ("name", "when", "n_articles", "share")]
    return frame.finish(
        figure,
        kind=kind,
        title=_title(kind, names, [int(n) for n in ranked["n"]], book, labels),
        table=frame.table(columns, rows),
        labels=labels,
        theme=theme,
    )


def _headlines(book: Book, named: pd.DataFrame, every: str) -> dict[Any, str]:
    """The first headline of each id in each period."""
    days = measures.newsroom_days(book.articles)
    begins = days.dt.to_period(_STEPS[every]).dt.start_time
    dated = book.articles[["article_id", "title"]].assign(begin=begins).dropna()
    return excerpts.first(named.merge(dated, on="article_id"), "id", "begin", text="title")


def _every(book: Book) -> Any:
    """As fine as leaves room for the bars."""
    days = measures.volume(book.articles)["day"]
    span = (days.max() - days.min()).days if len(days) else 0
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


def _title(kind: str, names: list[str], counts: list[int], book: Book, labels: Labels) -> str:
    """Who or what is in most articles; how many share the first place where nobody is alone."""
    n, ahead = labels.number(counts[0]), counts.count(counts[0])
    if ahead > 2 or counts[0] == 1:
        articles = labels.count("articles", len(book.articles))
        among = labels.out_of("articles", len(book.articles))
        blanks = {"articles": articles} if kind == "volume" else {"among": among}
        return labels.say(f"figure.{kind}.title.even", n=n, **blanks)
    first = spoken(names[:ahead], language=labels.language).joined
    key = f"figure.{kind}.title" if ahead == 1 else f"figure.{kind}.title.each"
    return labels.say(key, names=first, n=n, of=labels.number(len(book.articles)))
