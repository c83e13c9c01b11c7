"""What rests on whom, and how certain they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

from workbook import measures
from workbook.figures import excerpts, frame
from workbook.figures.frame import Book
from workbook.figures.theme import Theme, standard
from workbook.labels import Labels, words
from workbook.measures.names import spoken
from workbook.models import AUTHOR, Certainty

if TYPE_CHECKING:
    import plotly.graph_objects as go

ACROSS = 18  # marks beside each other that do not touch on a telephone
MOST_MARKS = 60
"""Marks beside each other that are still seen as marks on a wide screen."""
CERTAINTIES: tuple[str, ...] = get_args(Certainty)


def dependence(
    book: Book, *, language: str = "en", theme: Theme | None = None, most: int = 10
) -> go.Figure:
    """How much of the text rests on each source; what names nobody is the author's, in grey.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> from workbook.schemas import TABLES
    >>> book = SimpleNamespace(**{name: table.empty() for name, table in TABLES.items()})
    >>> dependence(book).layout.meta["rows"]
    []
    """
    theme, labels = theme or standard(), words(language)
    named = measures.source_names(book.sources, book.actors, language=language)
    ranked = measures.source_dependence(named)
    shown = ranked[(ranked["share"] > 0) | (ranked["n_claims"] > 0)].head(most)
    if not len(shown):
        return frame.empty("dependence", labels=labels, theme=theme)
    said = excerpts.first(book.claims, "source_id")
    figure = frame.blank(theme, rows=len(shown))
    figure.add_bar(
        orientation="h",
        x=[round(float(share), 4) for share in shown["share"]],
        y=[-row for row in range(len(shown))],
        width=theme.bar,
        marker=_bars(list(shown["kind"]), theme),
        text=[labels.percent(share) for share in shown["share"]],
        textposition="outside",
        constraintext="none",
        cliponaxis=False,
        hoverinfo="text",
        hovertext=[
            frame.hover(
                f"{row.name}, {labels[f'source_kind.{row.kind}']}",
                f"{labels.percent(row.share)}, {labels.count('claims', row.n_claims)}",
                said.get(row.source_id, ""),
            )
            for row in frame.records(shown)
        ],
    )
    figure.update_yaxes(visible=False, range=[0.35 - len(shown), 0.65])
    figure.update_xaxes(visible=False, range=[0, max(0.01, float(shown["share"].max())) * 1.16])
    notes = ["" if k == AUTHOR else labels[f"source_kind.{k}"] for k in shown["kind"]]
    frame.names_above(figure, shown["name"], notes=notes)
    rows = [
        (r.name, labels[f"source_kind.{r.kind}"], int(r.n_claims), labels.percent(r.share))
        for r in frame.records(ranked)
    ]
    columns = [labels[f"column.{c}"] for c in ("source", "kind", "n_claims", "share")]
    return frame.finish(
        figure,
        kind="dependence",
        title=_rests_on(ranked, labels),
        table=frame.table(columns, rows),
        labels=labels,
        theme=theme,
    )


def certainty(
    book: Book, *, language: str = "en", theme: Theme | None = None, most: int = 10
) -> go.Figure:
    """Every statement as one mark in its source's row; shape and colour say how certain it is.

    Where a source has more than can be told apart, a mark stands for several alike.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> from workbook.schemas import TABLES
    >>> book = SimpleNamespace(**{name: table.empty() for name, table in TABLES.items()})
    >>> certainty(book).layout.meta["rows"]
    []
    """
    theme, labels = theme or standard(), words(language)
    if not len(book.claims):
        return frame.empty("certainty", labels=labels, theme=theme)
    named = measures.source_names(book.sources, book.actors, language=language)
    names = dict(zip(named["source_id"], named["name"], strict=True))
    counts = measures.certainty(book.claims)
    totals = counts.groupby("source_id")["n_claims"].sum()
    sources = sorted(totals.index, key=lambda s: (-int(totals[s]), s))
    figure = frame.blank(theme, rows=len(sources[:most]), top=frame.TITLE_HEIGHT + 32, left=10)
    each = -(-int(totals.max()) // MOST_MARKS)
    marks = _statements(book.claims, sources[:most], names, labels, each=each)
    draw_marks(figure, marks, labels=labels, theme=theme)
    widest = max(mark.column for mark in marks)
    figure.update_yaxes(visible=False, range=[0.35 - len(sources[:most]), 0.65])
    figure.update_xaxes(visible=False, range=[0, max(ACROSS, widest) + 0.5])
    told = [labels.count("claims", int(totals[s])) if each > 1 else "" for s in sources[:most]]
    frame.names_above(figure, [names[s] for s in sources[:most]], notes=told)
    rows = [
        (names[r.source_id], labels[f"certainty.{r.certainty}"], int(r.n_claims))
        for r in frame.records(counts)
    ]
    columns = [labels[f"column.{c}"] for c in ("source", "certainty", "n_claims")]
    return frame.finish(
        figure,
        kind="certainty",
        title=_how_certain(counts, labels),
        table=frame.table(columns, rows),
        labels=labels,
        theme=theme,
    )


def _bars(kinds: list[str], theme: Theme) -> dict[str, Any]:
    """Named sources full, unnamed ones hatched, the author grey: told apart without colour."""
    quiet, full = theme.colour("page", "line"), theme.colour("page", "accent")
    return {
        "color": [quiet if kind == AUTHOR else full for kind in kinds],
        "pattern": {"shape": ["/" if kind == "unnamed" else "" for kind in kinds], "size": 5},
    }


def _rests_on(ranked: Any, labels: Labels) -> str:
    own = ranked.loc[ranked["kind"] == AUTHOR, "share"].sum()
    named = ranked[(ranked["kind"] != AUTHOR) & (ranked["share"] > 0)]
    author = labels.percent(own)
    if not len(named):
        return labels.say("figure.dependence.title.author", share=author)
    name = spoken(named["name"].head(1), language=labels.language).joined
    first = {"source": name, "share": labels.percent(named["share"].iloc[0])}
    if own == 0:
        return labels.say("figure.dependence.title", **first)
    return labels.say("figure.dependence.title.both", author=author, **first)


def _how_certain(counts: Any, labels: Labels) -> str:
    by_kind = counts.groupby("certainty")["n_claims"].sum()
    ranked = sorted(by_kind.items(), key=lambda item: (-item[1], CERTAINTIES.index(item[0])))
    others = [
        labels.say("figure.certainty.part", n=labels.number(n), certainty=labels[f"as.{kind}"])
        for kind, n in ranked[1:]
    ]
    total = int(by_kind.sum())
    if not others:
        return labels.say(
            f"figure.certainty.title.all.{frame.number(total)}",
            claims=labels.count("claims", total),
            certainty=labels[f"as.{ranked[0][0]}"],
        )
    return labels.say(
        f"figure.certainty.title.{frame.number(ranked[0][1])}",
        n=labels.number(ranked[0][1]),
        claims=labels.count("claims", total),
        certainty=labels[f"as.{ranked[0][0]}"],
        rest=labels.join(others),
    )


@dataclass(frozen=True, slots=True)
class Mark:
    """A statement in a chart: its place, how certain it is, and what it says when pointed at."""

    column: int
    row: int
    certainty: str
    hover: str


def draw_marks(
    figure: go.Figure, marks: Iterable[Mark], *, labels: Labels, theme: Theme, below: bool = False
) -> None:
    """Statements by certainty: a trace each, so that a click on the key filters.

    The key stands above the rows, or ``below`` them.
    """
    shown = list(marks)
    for kind in CERTAINTIES:
        those = [mark for mark in shown if mark.certainty == kind]
        if not those:
            continue
        colour = theme.colour("certainty", kind)
        figure.add_scatter(
            name=labels[f"certainty.{kind}"],
            x=[mark.column for mark in those],
            y=[-mark.row for mark in those],
            mode="markers",
            cliponaxis=False,
            showlegend=True,
            marker={
                "symbol": theme.symbol("certainty", kind),
                "color": colour,
                "size": 11,
                "line": {"width": 2, "color": colour},
            },
            hoverinfo="text",
            hovertext=[mark.hover for mark in those],
        )
    place = {"y": 0, "yanchor": "top"} if below else {"y": 1, "yanchor": "bottom"}
    key = {"orientation": "h", "x": 0, "xanchor": "left", "bgcolor": "rgba(0,0,0,0)"}
    figure.update_layout(showlegend=True, legend=key | place)


def _statements(
    claims: Any, sources: list[str], names: dict[str, str], labels: Labels, *, each: int
) -> list[Mark]:
    """Each source's statements in its row, the surest first; a mark for ``each`` so many alike."""
    rank = {kind: number for number, kind in enumerate(CERTAINTIES)}
    ordered = claims.assign(rank=claims["certainty"].map(rank)).sort_values(
        ["rank", "article_id", "start"], kind="stable"
    )
    ordered = ordered[ordered["source_id"].isin(sources)]
    alike = ordered.groupby(["source_id", "certainty"])["certainty"]
    ordered = ordered.assign(n=alike.transform("size"))[alike.cumcount() % each == 0]
    ordered = ordered.assign(place=ordered.groupby("source_id").cumcount())
    row_of = {source: number for number, source in enumerate(sources)}
    return [
        Mark(
            int(r.place),
            row_of[r.source_id],
            r.certainty,
            frame.hover(
                f"{names[r.source_id]}: {labels[f'certainty.{r.certainty}']}",
                labels.count("claims", int(r.n)) if each > 1 else "",
                r.text,
            ),
        )
        for r in frame.records(ordered)
    ]
