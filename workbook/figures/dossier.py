"""One actor over time: what they are called, and who names or quotes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workbook import measures
from workbook.figures import frame
from workbook.figures.frame import Book
from workbook.figures.theme import Theme, standard
from workbook.labels import Labels, words
from workbook.measures.names import spoken

if TYPE_CHECKING:
    import plotly.graph_objects as go

BELOW = 66  # pixels for the days and the key below them
TICKS = 5
SMALLEST, GROWTH = 9, 9
"""A mark's pixels for one mention, and the most that more of them add."""


@dataclass(frozen=True, slots=True)
class _Spot:
    """A mark in a row, on a day."""

    row: str
    day: Any
    n: int
    hover: str


def roles(
    book: Book, actor_id: str, *, language: str = "en", theme: Theme | None = None, most: int = 8
) -> go.Figure:
    """What an actor is called on which day, the more often the larger the mark.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> from workbook.schemas import TABLES
    >>> book = SimpleNamespace(**{name: table.empty() for name, table in TABLES.items()})
    >>> roles(book, "person:muster").layout.meta["rows"]
    []
    """
    theme, labels = theme or standard(), words(language)
    found = measures.roles(book.mentions, book.articles, actor_id).dropna(subset=["day"])
    if not len(found):
        return frame.empty("roles", labels=labels, theme=theme)
    totals = found.groupby("role")["n_mentions"].sum()
    ranked = sorted(totals.index, key=lambda role: (-int(totals[role]), role))
    rows = [role for role in dict.fromkeys(found["role"]) if role in ranked[:most]]
    notes = [labels.count("mentions", int(totals[role])) for role in rows]
    figure = _blank(rows, notes, found["day"], labels=labels, theme=theme)
    texts = frame.sentence_texts(book.sentences)
    spots = [
        _Spot(
            r.role,
            r.day,
            int(r.n_mentions),
            frame.hover(
                f"{r.role}, {labels.day(r.day)}",
                labels.count("mentions", int(r.n_mentions)),
                texts.get((r.article_id, r.sentence_id), ""),
            ),
        )
        for r in frame.records(found[found["role"].isin(rows)])
    ]
    _draw(figure, rows, spots, colour=theme.colour("page", "accent"))
    cells = [(r.role, labels.day(r.day), int(r.n_mentions)) for r in frame.records(found)]
    return frame.finish(
        figure,
        kind="roles",
        title=_most_called(ranked, totals, labels),
        table=frame.table([labels[f"column.{c}"] for c in ("role", "day", "n_mentions")], cells),
        labels=labels,
        theme=theme,
    )


def presence(
    book: Book, actor_id: str, *, language: str = "en", theme: Theme | None = None, most: int = 10
) -> go.Figure:
    """Which outlet names an actor on which day: filled where it quotes them, empty where not.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> from workbook.schemas import TABLES
    >>> book = SimpleNamespace(**{name: table.empty() for name, table in TABLES.items()})
    >>> presence(book, "person:muster").layout.meta["rows"]
    []
    """
    theme, labels = theme or standard(), words(language)
    said = measures.concerning(book.claims, book.mentions, book.sources, actor_id)
    found = measures.printed(book.articles, book.actors, said, actor_id)
    shown = found.dropna(subset=["outlet", "day"])
    if not len(shown):
        return frame.empty("presence", labels=labels, theme=theme)
    totals = shown["outlet"].value_counts()
    rows = sorted(totals.index, key=lambda outlet: (-int(totals[outlet]), outlet))[:most]
    notes = [labels.count("articles", int(totals[outlet])) for outlet in rows]
    figure = _blank(rows, notes, shown["day"], labels=labels, theme=theme)
    drawn = shown[shown["outlet"].isin(rows)]
    for name, chosen, symbol in (
        ("quoted", drawn[drawn["n_by"] > 0], "circle"),
        ("named", drawn[drawn["n_by"] == 0], "circle-open"),
    ):
        spots = [
            _Spot(r.outlet, r.day, int(r.n_mentions), _told(r, labels))
            for r in frame.records(chosen)
        ]
        label, colour = labels[f"figure.presence.{name}"], theme.colour("kind", "outlet")
        _draw(figure, rows, spots, colour=colour, symbol=symbol, name=label)
    return frame.finish(
        figure,
        kind="presence",
        title=_quoted(book, actor_id, found, labels),
        table=frame.table(
            [labels[f"column.{c}"] for c in ("outlet", "day", "n_mentions", "n_by", "n_about")],
            [
                (r.outlet, labels.day(r.day), int(r.n_mentions), int(r.n_by), int(r.n_about))
                for r in frame.records(shown)
            ],
        ),
        labels=labels,
        theme=theme,
    )


def _most_called(ranked: Sequence[str], totals: Any, labels: Labels) -> str:
    """The commonest role, or how many there are where none is."""
    most = int(totals[ranked[0]])
    if (totals == most).sum() > 1:
        return labels.say("figure.roles.title.even", roles=labels.count("roles", len(ranked)))
    return labels.say("figure.roles.title", role=ranked[0], times=labels.count("times", most))


def _quoted(book: Book, actor_id: str, found: Any, labels: Labels) -> str:
    """In how many of the articles that name an actor it is quoted."""
    n, articles = int((found["n_by"] > 0).sum()), labels.out_of("articles", len(found))
    if not n:
        return labels.say("figure.presence.title.none", articles=articles)
    actors = measures.actor_names(book.actors, language=labels.language)
    name = actors.loc[actors["actor_id"] == actor_id, "name"].iloc[0]
    who = spoken([name], language=labels.language)
    key = f"figure.presence.title.{'other' if who.plural else 'one'}"
    told = {"name": who.joined, "n": labels.number(n), "articles": articles}
    return frame.capital(labels.say(key, **told))


def _told(row: Any, labels: Labels) -> str:
    """What an article's mark says."""
    title = row.title if isinstance(row.title, str) else ""
    counts = [labels.count("mentions", int(row.n_mentions))]
    counts += [labels.count("own", int(row.n_by))] if row.n_by else []
    counts += [labels.count("others", int(row.n_about))] if row.n_about else []
    return frame.hover(f"{row.outlet}, {labels.day(row.day)}", title, ", ".join(counts))


def _blank(
    rows: Sequence[str], notes: Sequence[str], days: Any, *, labels: Labels, theme: Theme
) -> go.Figure:
    """Rows with their names above them, on a calendar of these days."""
    import pandas as pd

    figure = frame.blank(theme, rows=1.2 * len(rows), bottom=BELOW, left=12)
    frame.names_above(figure, rows, notes=notes, lift=10)
    line = {"color": theme.colour("page", "line"), "width": 0.5}
    for row in range(len(rows)):
        across = {"x0": 0, "x1": 1, "xref": "paper", "y0": -row, "y1": -row}
        figure.add_shape(type="line", line=line, layer="below", opacity=0.6, **across)
    first, last = days.min(), days.max()
    margin = max((last - first) * 0.06, pd.Timedelta(days=1))
    step = max(1, -(-(last - first).days // TICKS))
    ticks = pd.date_range(first, last, freq=f"{step}D")
    figure.update_yaxes(visible=False, range=[0.45 - len(rows), 0.65])
    figure.update_xaxes(
        type="date",
        range=[(first - margin).isoformat(), (last + margin).isoformat()],
        tickvals=[tick.isoformat() for tick in ticks],
        ticktext=[labels.short_day(tick.to_pydatetime()) for tick in ticks],
        ticks="outside",
        ticklen=4,
        tickcolor=theme.colour("page", "line"),
    )
    return figure


def _draw(
    figure: go.Figure,
    rows: Sequence[str],
    spots: Sequence[_Spot],
    *,
    colour: str,
    symbol: str = "circle",
    name: str = "",
) -> None:
    """Marks in their rows, the larger the more; ``name`` makes an entry of the key."""
    if not spots:
        return
    figure.add_scatter(
        name=name,
        showlegend=bool(name),
        x=[spot.day.isoformat() for spot in spots],
        y=[-rows.index(spot.row) for spot in spots],
        mode="markers",
        cliponaxis=False,
        marker={
            "symbol": symbol,
            "color": colour,
            "opacity": 1,
            "size": [SMALLEST + min(GROWTH, spot.n - 1) for spot in spots],
            "line": {"width": 2, "color": colour},
        },
        hoverinfo="text",
        hovertext=[spot.hover for spot in spots],
    )
    key = {"orientation": "h", "x": 0, "xanchor": "left", "y": 0, "yanchor": "top"}
    place = {"yref": "container", "y": 0, "yanchor": "bottom", "bgcolor": "rgba(0,0,0,0)"}
    figure.update_layout(showlegend=bool(name), legend=key | place)
