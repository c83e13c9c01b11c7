"""What outlets write about, and whom they quote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbook import measures
from workbook.figures import frame
from workbook.figures.frame import Book
from workbook.figures.matrix import largest, matrix
from workbook.figures.theme import Theme, standard
from workbook.labels import words

if TYPE_CHECKING:
    import plotly.graph_objects as go


def coverage(
    book: Book,
    *,
    language: str = "en",
    theme: Theme | None = None,
    most_outlets: int = 8,
    most_topics: int = 4,
) -> go.Figure:
    """Which outlet writes about what: articles by outlet and topic, the number in each field.

    Only the broadest topics: finer ones would leave most fields empty.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> from workbook.schemas import TABLES
    >>> book = SimpleNamespace(**{name: table.empty() for name, table in TABLES.items()})
    >>> coverage(book).layout.meta["rows"]
    []
    """
    theme, labels = theme or standard(), words(language)
    topics = measures.topic_names(book.topics, language=language)
    topics = topics[topics["level"] == topics["level"].min()]
    cells = measures.coverage(book.articles, topics, by="topic_id")
    if not len(cells):
        return frame.empty("coverage", labels=labels, theme=theme)
    names = dict(zip(topics["topic_id"], topics["label"], strict=True))
    columns = {t: names[t] for t in _widest(cells, "topic_id", "outlet", most_topics)}
    shown = cells[cells["topic_id"].isin(columns)]
    outlets = _widest(shown, "outlet", "topic_id", most_outlets)
    outlets += [o for o in largest(cells, "outlet", "n_articles", most_outlets) if o not in outlets]
    rows = {name: name for name in outlets[:most_outlets]}
    counts = {(r.outlet, r.topic_id): int(r.n_articles) for r in frame.records(cells)}
    by_topic = cells.groupby("topic_id")["outlet"].nunique()
    widest = next(iter(columns))
    return frame.finish(
        matrix(counts, rows, columns, theme=theme),
        kind="coverage",
        title=labels.say(
            "figure.coverage.title",
            topic=names[widest],
            n=labels.number(int(by_topic[widest])),
            outlets=labels.count("outlets", cells["outlet"].nunique()),
        ),
        table=frame.table(
            [labels[f"column.{c}"] for c in ("outlet", "topic", "n_articles", "share")],
            [
                (r.outlet, names[r.topic_id], labels.number(r.n_articles), labels.percent(r.share))
                for r in frame.records(cells)
            ],
        ),
        labels=labels,
        theme=theme,
    )


def quotes(
    book: Book,
    *,
    language: str = "en",
    theme: Theme | None = None,
    most_sources: int = 10,
    most_outlets: int = 4,
) -> go.Figure:
    """Who is quoted by whom: statements by source and outlet, the number in each field.

    Sources that several outlets quote come first.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> from workbook.schemas import TABLES
    >>> book = SimpleNamespace(**{name: table.empty() for name, table in TABLES.items()})
    >>> quotes(book).layout.meta["rows"]
    []
    """
    theme, labels = theme or standard(), words(language)
    cells = measures.quoted_by(book.claims, book.articles)
    if not len(cells):
        return frame.empty("quotes", labels=labels, theme=theme)
    named = measures.source_names(book.sources, book.actors, language=language)
    names = dict(zip(named["source_id"], named["name"], strict=True))
    rows = {s: names[s] for s in _widest(cells, "source_id", "outlet", most_sources)}
    shown = cells[cells["source_id"].isin(rows)]
    columns = {o: o for o in _widest(shown, "outlet", "source_id", most_outlets)}
    heard = set(shown.loc[shown["outlet"].isin(columns), "source_id"])
    rows = {source: name for source, name in rows.items() if source in heard}
    counts = {(r.source_id, r.outlet): int(r.n_claims) for r in frame.records(shown)}
    sources = cells.groupby("source_id")["outlet"].nunique()
    shared, total = int((sources > 1).sum()), labels.count("sources", len(sources))
    return frame.finish(
        matrix(counts, rows, columns, theme=theme),
        kind="quotes",
        title=labels.say("figure.quotes.title", n=labels.number(shared), sources=total)
        if shared
        else labels.say("figure.quotes.title.none", sources=total),
        table=frame.table(
            [labels[f"column.{c}"] for c in ("source", "outlet", "n_claims", "share")],
            [
                (names[r.source_id], r.outlet, labels.number(r.n_claims), labels.percent(r.share))
                for r in frame.records(cells)
            ],
        ),
        labels=labels,
        theme=theme,
    )


def _widest(cells: Any, column: str, other: str, most: int) -> list[str]:
    """The ids of a column that stand beside most of the other, then those with most in them."""
    by = "n_claims" if "n_claims" in cells else "n_articles"
    found = cells.groupby(column).agg(wide=(other, "nunique"), much=(by, "sum")).reset_index()
    ranked = found.sort_values(["wide", "much", column], ascending=[False, False, True])
    return [str(key) for key in ranked[column].head(most)]
