"""The tables of a report: actors, statements, sources, topics, dates and events."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from workbook import measures
from workbook.figures import Book, event_name
from workbook.figures.frame import records
from workbook.figures.time import when
from workbook.labels import isolated, words
from workbook.models import AUTHOR
from workbook.view.html import Html, shape
from workbook.view.table import table

if TYPE_CHECKING:
    import pandas as pd

MOST_LINKS = 8
"""Sentences a cell leads to; the text shows the others."""


def actors(book: Book, *, language: str = "en") -> Html:
    """Everybody who acts: name, kind, role, side, mentions, weight, and the way to the sentences.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> from workbook.schemas import TABLES
    >>> book = SimpleNamespace(**{name: table.empty() for name, table in TABLES.items()})
    >>> actors(book)
    Here would be everybody who acts in the text; nobody was found.
    """
    labels = words(language)
    named = measures.actor_names(book.actors, language=language)
    named = named.sort_values(["salience", "actor_id"], ascending=[False, True], kind="stable")
    links = _links(book.mentions, "actor_id")
    rows = framed(
        {
            "actor": r.name,
            "kind": shape_of_kind(r.kind, language),
            "role": r.role,
            "country": country(r.country, language),
            "n_mentions": r.n_mentions,
            "salience": r.salience,
            "sentences": links.get((r.article_id, r.actor_id), ""),
        }
        for r in records(named)
    )
    caption = labels.count("actors", len(rows))
    return table(rows, language=language, caption=caption, empty=labels["table.actors.empty"])


def sources(book: Book, *, language: str = "en") -> Html:
    """Every source: kind, statements, the share of the text that rests on it, its first words."""
    labels = words(language)
    named = measures.source_names(book.sources, book.actors, language=language)
    ranked = measures.source_dependence(named)
    links = _links(book.claims, "source_id")
    article = book.articles["article_id"].iloc[0] if len(book.articles) == 1 else None
    rows = framed(
        {
            "source": r.name,
            "kind": labels[f"source_kind.{r.kind}"],
            "n_claims": r.n_claims,
            "share": r.share,
            "sentences": links.get((article, r.source_id), ""),
        }
        for r in records(ranked)
    )
    caption = labels.count("sources", int((ranked["source_id"] != AUTHOR).sum()))
    return table(rows, language=language, caption=caption, empty=labels["table.sources.empty"])


def topics(book: Book, *, language: str = "en") -> Html:
    """Every topic with its strength and the words that earned it, each leading to its sentence."""
    labels = words(language)
    ranked = measures.topic_strength(measures.topic_names(book.topics, language=language))
    parents = dict(zip(ranked["topic_id"], ranked["label"], strict=True))
    earned = _earned(book)
    rows = framed(
        {
            "topic": r.label,
            "part_of": parents.get(r.parent_id, "") if isinstance(r.parent_id, str) else "",
            "score": r.score,
            "terms": earned.get(r.topic_id, ""),
        }
        for r in records(ranked)
    )
    caption = labels.count("topics", len(rows))
    return table(rows, language=language, caption=caption, empty=labels["table.topics.empty"])


def keyphrases(book: Book, *, language: str = "en", most: int = 8) -> Html:
    """What else the text speaks of, where no topic has the word, leading to the sentences.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> from workbook.schemas import TABLES
    >>> book = SimpleNamespace(**{name: table.empty() for name, table in TABLES.items()})
    >>> keyphrases(book)
    Here would be what else the text speaks of; the topics have all of its nouns.
    """
    from markupsafe import Markup

    labels = words(language)
    found = measures.keyphrases(book.sentences, book.mentions, book.dates, most=2 * most)
    known = book.topic_terms[["article_id", "start", "end"]].drop_duplicates()
    both = found.merge(known, on="article_id", suffixes=("", "_term"))
    inside = (both["start_term"] < both["end"]) & (both["start"] < both["end_term"])
    taken = both.loc[inside, ["article_id", "phrase"]].apply(tuple, axis=1).tolist()
    links: dict[str, Any] = {}
    for r in records(found.sort_values("score", ascending=False, kind="stable")):
        if (r.article_id, r.phrase) not in taken and r.phrase not in links:
            way = Markup('<a href="#s-{}-{}">{}</a>')
            links[r.phrase] = way.format(r.article_id, r.sentence_id, isolated(r.phrase))
    shown = list(links)[:most]
    if not shown:
        return Html("", labels["keyphrases.empty"], empty=True)
    told = Markup(", ").join(links[phrase] for phrase in shown)
    body = Markup('<p class="wb mathjax_ignore wb-quiet">{} {}</p>').format(
        labels["keyphrases"], told
    )
    return Html(body, f"{labels['keyphrases']} {', '.join(shown)}")


def dates(book: Book, *, language: str = "en", linked: bool = True) -> Html:
    """Dates and events in the order of the calendar, those without a place on it last.

    ``linked``: each leads to its sentence, as the page has the text.
    """
    labels = words(language)
    rows = measures.timeline(book.dates, book.events, book.sentences)
    who = participants(book, language)
    found = list(records(rows, missing=None))
    shown = framed(
        {
            "when": when(r, labels) if r.begin and r.until else labels["dates.open"],
            "what": event_name(r.type, r.mode, (), labels)
            if r.what == "event"
            else labels["dates.mention"],
            "who": ", ".join(who.get((r.article_id, r.number), ())) if r.what == "event" else "",
            "place": r.place if isinstance(r.place, str) else "",
            "status": shape("status", r.status, labels[f"status.{r.status}"]),
            "as_written": " ".join(r.text.split()),
            "sentence": sentence_link(r.article_id, r.sentence_id) if linked else "",
        }
        for r in found
    )
    caption = (
        f"{labels.count('dates', len(book.dates))}, {labels.count('events', len(book.events))}"
    )
    return table(shown, language=language, caption=caption, empty=labels["table.dates.empty"])


def country(code: object, language: str) -> str:
    """A country's name for its code; the code itself where we do not know it.

    Examples
    --------
    >>> country("RUS", "de"), country(None, "de")
    ('Russland', '')
    """
    from workbook import knowledge

    if not isinstance(code, str):
        return ""
    known = knowledge.in_force().countries.get(code)
    return code if known is None else known.name if language == "de" else known.name_en


def shape_of_kind(kind: str, language: str) -> Any:
    """A kind of actor in words, underlined as it is in the text."""
    from markupsafe import Markup

    return Markup('<span style="border-bottom:2px solid var(--wb-kind-{})">{}</span>').format(
        kind, words(language)[f"kind.{kind}"]
    )


def framed(rows: Iterable[dict[str, Any]]) -> pd.DataFrame:
    """Rows as a frame whose links stay links: left alone, pandas would make them plain text."""
    import pandas as pd
    from markupsafe import Markup

    found = list(rows)
    columns = {name: [row[name] for row in found] for name in (found[0] if found else ())}
    columns = {name: cells for name, cells in columns.items() if any(_says(c) for c in cells)}
    return pd.DataFrame(
        {
            name: pd.Series(
                cells, dtype=object if any(isinstance(c, Markup) for c in cells) else None
            )
            for name, cells in columns.items()
        }
    )


def _says(cell: object) -> bool:
    """A column in which no cell says anything is left out."""
    return cell is not None and str(cell) != ""


def sentence_link(article_id: str, sentence_id: int, word: str = "") -> Any:
    """The way to a sentence of the text, by its number."""
    from markupsafe import Markup

    told = f"{word} {sentence_id}".strip()
    return Markup('<a href="#s-{}-{}">{}</a>').format(article_id, sentence_id, told)


def _links(table: pd.DataFrame, column: str) -> dict[tuple[Any, Any], Any]:
    """For each id the sentences in which it stands, as links."""
    from markupsafe import Markup

    found: dict[tuple[Any, Any], list[int]] = {}
    rows = table[["article_id", column, "sentence_id"]].sort_values("sentence_id", kind="stable")
    for article, key, sentence in rows.itertuples(index=False, name=None):
        sentences = found.setdefault((article, key), [])
        if sentence not in sentences:
            sentences.append(sentence)
    return {
        key: Markup(", ").join(sentence_link(key[0], s) for s in sentences[:MOST_LINKS])
        + (" …" if len(sentences) > MOST_LINKS else "")
        for key, sentences in found.items()
    }


def _earned(book: Book) -> dict[str, Any]:
    """Each topic's words, weightiest first, each once, leading to its first sentence."""
    from markupsafe import Markup

    terms = book.topic_terms.sort_values(
        ["weight", "article_id", "start"], ascending=[False, True, True], kind="stable"
    ).drop_duplicates(["topic_id", "text"])
    found: dict[str, list[Any]] = {}
    for r in records(terms):
        link = Markup('<a href="#s-{}-{}">{}</a>').format(
            r.article_id, r.sentence_id, isolated(r.text)
        )
        found.setdefault(str(r.topic_id), []).append(link)
    return {topic: Markup(", ").join(links[: 2 * MOST_LINKS]) for topic, links in found.items()}


def participants(book: Book, language: str) -> dict[tuple[Any, Any], tuple[str, ...]]:
    """Who takes part in each event, by article and event."""
    named = measures.actor_names(book.actors, language=language)
    keys = ["article_id", "actor_id"]
    parts = book.event_actors.merge(named[[*keys, "name"]], on=keys, how="inner")
    found: dict[tuple[Any, Any], tuple[str, ...]] = {}
    for r in records(parts):
        key = (r.article_id, r.event_id)
        found[key] = tuple(dict.fromkeys((*found.get(key, ()), isolated(str(r.name)))))
    return found
