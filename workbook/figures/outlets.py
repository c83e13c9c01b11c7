"""What outlets write about, and whom they quote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from workbook import measures
from workbook.errors import ParameterRefused
from workbook.figures import excerpts, frame
from workbook.figures.frame import Book
from workbook.figures.matrix import grid, matrix
from workbook.figures.sources import Mark, draw_marks
from workbook.figures.theme import Theme, standard
from workbook.labels import Labels, words

if TYPE_CHECKING:
    import plotly.graph_objects as go

By = Literal["topic", "claim"]
BELOW = 48  # pixels for the key of what the marks mean


def coverage(
    book: Book,
    *,
    by: By = "topic",
    language: str = "en",
    theme: Theme | None = None,
    most_outlets: int = 8,
    most_topics: int = 4,
    most_claims: int = 10,
) -> go.Figure:
    """Which outlet writes about what, or has which statement.

    Parameters
    ----------
    by : ``topic`` counts articles by outlet and broad topic (finer ones would leave most fields
        empty); ``claim`` shows for each statement of several outlets how certain each puts it.

    Raises
    ------
    ParameterRefused
        For any other ``by``.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> from workbook.schemas import TABLES
    >>> book = SimpleNamespace(**{name: table.empty() for name, table in TABLES.items()})
    >>> coverage(book, by="claim").layout.meta["alt"]
    'Here would be which outlet has which statement; no two outlets have one alike.'
    """
    theme, labels = theme or standard(), words(language)
    if by == "topic":
        return _by_topic(book, most=(most_outlets, most_topics), labels=labels, theme=theme)
    if by == "claim":
        return _by_claim(book, most=(most_claims, most_topics), labels=labels, theme=theme)
    raise ParameterRefused(f"Coverage is drawn by topic or claim, not by {by!r}.")


def _by_topic(book: Book, *, most: tuple[int, int], labels: Labels, theme: Theme) -> go.Figure:
    """Outlets against broad topics; each mark counts articles."""
    most_outlets, most_topics = most
    topics = measures.topic_names(book.topics, language=labels.language)
    topics = topics[topics["level"] == topics["level"].min()]
    cells = measures.coverage(book.articles, topics, by="topic_id")
    if not len(cells):
        return frame.empty("coverage", labels=labels, theme=theme)
    names = dict(zip(topics["topic_id"], topics["label"], strict=True))
    columns = {t: names[t] for t in _widest(cells, "topic_id", "outlet", most_topics)}
    shown = cells[cells["topic_id"].isin(columns)]
    rows = {name: name for name in _widest(shown, "outlet", "topic_id", most_outlets)}
    counts = {(r.outlet, r.topic_id): int(r.n_articles) for r in frame.records(cells)}
    written = topics.merge(book.articles[["article_id", "outlet", "title"]], on="article_id")
    titles = excerpts.first(written, "outlet", "topic_id", text="title")
    widest = next(iter(columns))
    wide = int(cells.loc[cells["topic_id"] == widest, "outlet"].nunique())
    return frame.finish(
        matrix(counts, rows, columns, theme=theme, told=titles),
        kind="coverage",
        title=labels.say(
            f"figure.coverage.title.{frame.number(wide)}",
            topic=names[widest],
            n=labels.number(wide),
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


def _by_claim(book: Book, *, most: tuple[int, int], labels: Labels, theme: Theme) -> go.Figure:
    """Statements of several outlets against the outlets; shape and colour say how certain."""
    found = measures.agreement(book.claims, book.articles)
    if not len(found):
        return frame.empty("coverage.claim", labels=labels, theme=theme)
    most_claims, most_outlets = most
    texts = excerpts.first(found, "group_id")
    rows = {group: labels.say("quote", text=texts[group]) for group in list(texts)[:most_claims]}
    shown = found[found["group_id"].isin(rows)]
    ranked = shown["outlet"].value_counts().reset_index()
    ranked = ranked.sort_values(["count", "outlet"], ascending=[False, True])
    columns = {outlet: outlet for outlet in ranked["outlet"].head(most_outlets)}
    places = list(rows), list(columns)
    marks = [
        Mark(
            places[1].index(r.outlet),
            places[0].index(r.group_id),
            r.certainty,
            frame.hover(f"{r.outlet}: {labels[f'certainty.{r.certainty}']}", r.text),
        )
        for r in frame.records(shown[shown["outlet"].isin(columns)])
    ]
    figure = grid(rows, columns, theme=theme, bottom=BELOW)
    draw_marks(figure, marks, labels=labels, theme=theme, below=True)
    return frame.finish(
        figure,
        kind="coverage.claim",
        title=_in_several(found, labels),
        table=frame.table(
            [labels[f"column.{c}"] for c in ("statement", "outlet", "certainty", "as_written")],
            [
                (texts[r.group_id], r.outlet, labels[f"certainty.{r.certainty}"], r.text)
                for r in frame.records(found)
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
    printed = book.claims.merge(book.articles[["article_id", "outlet"]], on="article_id")
    said = excerpts.first(printed, "source_id", "outlet")
    sources = cells.groupby("source_id")["outlet"].nunique()
    shared, total = int((sources > 1).sum()), labels.count("sources", len(sources))
    return frame.finish(
        matrix(counts, rows, columns, theme=theme, told=said),
        kind="quotes",
        title=labels.say(
            f"figure.quotes.title.{frame.number(shared)}",
            n=labels.number(shared),
            sources=total,
        )
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


def _in_several(found: Any, labels: Labels) -> str:
    """How many statements several outlets have, and how many of them less surely in one."""
    groups = found.drop_duplicates("group_id")
    n, apart = len(groups), int((groups["certainties"] > 1).sum())
    key = f"figure.coverage.claim.title.{'apart.' if apart else ''}{frame.number(n)}"
    told = {"apart": labels.number(apart)} if apart else {}
    return labels.say(key, n=labels.number(n), **told)


def _widest(cells: Any, column: str, other: str, most: int) -> list[str]:
    """The ids of a column that stand beside most of the other, then those with most in them."""
    by = "n_claims" if "n_claims" in cells else "n_articles"
    found = cells.groupby(column).agg(wide=(other, "nunique"), much=(by, "sum")).reset_index()
    ranked = found.sort_values(["wide", "much", column], ascending=[False, False, True])
    return [str(key) for key in ranked[column].head(most)]
