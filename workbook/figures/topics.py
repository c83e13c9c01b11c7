"""What the article is about, and who speaks about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbook import measures
from workbook.figures import excerpts, frame
from workbook.figures.frame import Book
from workbook.figures.matrix import largest, matrix
from workbook.figures.theme import Theme, standard
from workbook.labels import Labels, words
from workbook.measures.names import spoken
from workbook.models import AUTHOR

if TYPE_CHECKING:
    import plotly.graph_objects as go


def topics(
    book: Book, *, language: str = "en", theme: Theme | None = None, most: int = 8
) -> go.Figure:
    """How strongly the words point to each topic, 0–100; the words themselves beside the name.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> from workbook.schemas import TABLES
    >>> book = SimpleNamespace(**{name: table.empty() for name, table in TABLES.items()})
    >>> topics(book).layout.meta["rows"]
    []
    """
    theme, labels = theme or standard(), words(language)
    ranked = measures.topic_strength(measures.topic_names(book.topics, language=language))
    shown = ranked.head(most)
    if not len(shown):
        return frame.empty("topics", labels=labels, theme=theme)
    terms, sentences = _terms(book), _sentences(book)
    figure = frame.blank(theme, rows=len(shown))
    figure.add_bar(
        orientation="h",
        x=[round(100 * score) for score in shown["score"]],
        y=[-row for row in range(len(shown))],
        width=theme.bar,
        marker={"color": theme.colour("page", "accent")},
        text=[labels.number(round(100 * score)) for score in shown["score"]],
        textposition="outside",
        constraintext="none",
        cliponaxis=False,
        hoverinfo="text",
        hovertext=[
            frame.hover(
                row.label,
                ", ".join(terms.get(row.topic_id, [])[:12]),
                sentences.get(row.topic_id, ""),
            )
            for row in frame.records(shown)
        ],
    )
    figure.update_yaxes(visible=False, range=[0.35 - len(shown), 0.65])
    figure.update_xaxes(visible=False, range=[0, 112])
    notes = [", ".join(terms.get(t, [])[:6]) for t in shown["topic_id"]]
    frame.names_above(figure, shown["label"], notes=notes)
    rows = [
        (r.label, labels.number(round(100 * r.score)), ", ".join(terms.get(r.topic_id, [])[:8]))
        for r in frame.records(ranked)
    ]
    columns = [labels[f"column.{c}"] for c in ("topic", "score", "terms")]
    named = _names(ranked, "topic_id", "label")
    way = [named[topic] for topic in measures.subject(book.topics)]
    return frame.finish(
        figure,
        kind="topics",
        title=_subject(way, labels),
        table=frame.table(columns, rows),
        labels=labels,
        theme=theme,
    )


def voices(
    book: Book,
    *,
    language: str = "en",
    theme: Theme | None = None,
    most_sources: int = 8,
    most_topics: int = 4,
) -> go.Figure:
    """Who speaks about what: statements by source and topic, the number in each field.

    Only topics that have no finer topic beside them; the larger the mark the more statements.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> from workbook.schemas import TABLES
    >>> book = SimpleNamespace(**{name: table.empty() for name, table in TABLES.items()})
    >>> voices(book).layout.meta["alt"][:13]
    'Here would be'
    """
    theme, labels = theme or standard(), words(language)
    topic_table = measures.topic_names(book.topics, language=language)
    finest = measures.finest(topic_table)
    cells = measures.source_topics(book.claims, book.topic_terms, among=finest)
    cells = cells[cells["source_id"] != AUTHOR]
    if not len(cells):
        return frame.empty("voices", labels=labels, theme=theme)
    names = _names(
        measures.source_names(book.sources, book.actors, language=language), "source_id", "name"
    )
    topic_labels = _names(topic_table, "topic_id", "label")
    columns = {t: topic_labels[t] for t in largest(cells, "topic_id", "n_claims", most_topics)}
    shown = cells[cells["topic_id"].isin(columns)]
    rows = {s: names[s] for s in largest(shown, "source_id", "n_claims", most_sources)}
    counts = {(r.source_id, r.topic_id): int(r.n_claims) for r in frame.records(cells)}
    said = excerpts.said_about(
        book.claims[book.claims["source_id"].isin(rows)],
        book.topic_terms[book.topic_terms["topic_id"].isin(columns)],
        who="source_id",
        what="topic_id",
    )
    figure = matrix(counts, rows, columns, theme=theme, told=said)
    return frame.finish(
        figure,
        kind="voices",
        title=_loudest(cells, names, topic_labels, labels),
        table=frame.table(
            [labels["column.source"], labels["column.topic"], labels["column.n_claims"]],
            [
                (names[r.source_id], topic_labels[r.topic_id], labels.number(r.n_claims))
                for r in frame.records(cells)
            ],
        ),
        labels=labels,
        theme=theme,
    )


def _loudest(
    cells: Any, names: dict[str, str], topic_labels: dict[str, str], labels: Labels
) -> str:
    """Who speaks most about what, or how many do where nobody stands out."""
    top = cells.iloc[0]
    if (cells["n_claims"] == top["n_claims"]).sum() == 1:
        source = spoken([names[top["source_id"]]], language=labels.language).joined
        topic = topic_labels[top["topic_id"]]
        return labels.say("figure.voices.title", source=source, topic=topic)
    return labels.say(
        "figure.voices.title.even",
        sources=labels.count("sources", cells["source_id"].nunique()),
        topics=labels.count("topics", cells["topic_id"].nunique()),
    )


def _subject(way: list[str], labels: Labels) -> str:
    if len(way) < 2:
        return labels.say("figure.topics.title", topic=way[0])
    return labels.say("figure.topics.title.finer", topic=way[0], finer=way[-1])


def _names(table: Any, key: str, value: str) -> dict[str, str]:
    firsts = table.drop_duplicates(key)
    return dict(zip(firsts[key], firsts[value], strict=True))


def _sentences(book: Book) -> dict[str, str]:
    """For each topic the sentence of its weightiest word."""
    heaviest = book.topic_terms.sort_values(
        ["weight", "article_id", "start"], ascending=[False, True, True], kind="stable"
    ).drop_duplicates("topic_id")
    keys = ["article_id", "sentence_id"]
    lines = heaviest[[*keys, "topic_id"]].merge(book.sentences[[*keys, "text"]], on=keys)
    return excerpts.first(lines, "topic_id")


def _terms(book: Book) -> dict[str, list[str]]:
    """Each topic's words, the weightiest first, every word once."""
    ranked = book.topic_terms.sort_values(
        ["weight", "article_id", "start"], ascending=[False, True, True], kind="stable"
    )
    found: dict[str, list[str]] = {}
    for topic, term in zip(ranked["topic_id"], ranked["text"], strict=True):
        terms = found.setdefault(topic, [])
        if term not in terms:
            terms.append(term)
    return found
