"""The head of a report: title, outlet, date, the shortest answer, a strip of figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from workbook import measures
from workbook.figures import Book, event_name
from workbook.figures.frame import records
from workbook.labels import Labels, isolated, words
from workbook.models import AUTHOR, NEWSROOM_ZONE
from workbook.view.html import Html, fill, style
from workbook.view.lists import participants

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and the word for it."""

    number: str
    word: str


def masthead(book: Book, *, language: str = "en") -> Html:
    """Title, outlet and date, one sentence that answers who, what and according to whom, and
    five figures.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> from workbook.schemas import TABLES
    >>> book = SimpleNamespace(**{name: table.empty() for name, table in TABLES.items()})
    >>> masthead(book)
    No article
    No actor was found; no subject could be told; no source is named.
    """
    labels = words(language)
    title = _title(book.articles, labels)
    sentence = _brief(book, language).sentence
    single = len(book.articles) == 1
    tongue = book.articles["language"].iloc[0] if single else ""
    body = fill(
        "masthead.html.j2",
        css=style("page.css", "charts.css"),
        kicker=_kicker(book.articles, labels) or [labels["masthead.kicker"]],
        title=title,
        language=tongue if isinstance(tongue, str) and title != labels["masthead.untitled"] else "",
        sentence=sentence,
        strip=strip(book, labels),
    )
    return Html(body, f"{title}\n{sentence}")


def summary(book: Book, *, language: str = "en") -> Html:
    """What a book shows of itself in a notebook: the shortest answer and five figures."""
    labels = words(language)
    sentence = _brief(book, language).sentence
    body = fill(
        "masthead.html.j2",
        css=style("page.css"),
        kicker=_kicker(book.articles, labels) or [labels["masthead.kicker"]],
        title=_title(book.articles, labels),
        language="",
        sentence=sentence,
        strip=strip(book, labels),
    )
    return Html(body, sentence)


def brief(book: Book, *, language: str = "en") -> Html:
    """The answers in short, one a line: who, about what, according to whom, what is ahead.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> from workbook.schemas import TABLES
    >>> book = SimpleNamespace(**{name: table.empty() for name, table in TABLES.items()})
    >>> brief(book, language="de")
    Hier stünden die kurzen Antworten; in diesem Text war nichts zu finden.
    """
    labels = words(language)
    lines = [line for line in _answers(book, labels) if line[1]]
    plain = "\n".join(f"{name}: {answer}" for name, answer in lines)
    if not lines:
        sentence = labels["brief.empty"]
        return Html(f'<p class="wb mathjax_ignore wb-quiet quiet">{sentence}</p>', sentence, True)
    return Html(fill("lines.html.j2", css=style("page.css"), lines=lines, small=False), plain)


def strip(book: Book, labels: Labels) -> list[Figure]:
    """Five figures with a word each."""
    counts: list[tuple[str, int]] = [
        ("sentences", len(book.sentences)),
        ("actors", book.actors["actor_id"].nunique()),
        ("sources", book.sources.loc[book.sources["source_id"] != AUTHOR, "source_id"].nunique()),
        ("claims", len(book.claims)),
    ]
    if len(book.articles) != 1:
        counts = [("articles", len(book.articles)), *counts[1:]]
    ranked = measures.source_dependence(book.sources)
    attributed = float(ranked.loc[ranked["source_id"] != AUTHOR, "share"].sum())
    figures = [Figure(labels.number(n), labels.noun(noun, n)) for noun, n in counts]
    return [*figures, Figure(labels.percent(min(1.0, attributed)), labels["masthead.attributed"])]


def _brief(book: Book, language: str) -> measures.Brief:
    return measures.brief(book.actors, book.topics, book.sources, language=language)


def _title(articles: pd.DataFrame, labels: Labels) -> str:
    if not len(articles):
        return labels["masthead.none"]
    if len(articles) == 1:
        title = articles["title"].iloc[0]
        return title if isinstance(title, str) and title.strip() else labels["masthead.untitled"]
    outlets = articles["outlet"].nunique()
    told = labels.count("articles", len(articles))
    if not outlets:
        return told
    return labels.say("masthead.many", articles=told, outlets=labels.count("outlets", outlets))


def _kicker(articles: pd.DataFrame, labels: Labels) -> list[str]:
    days = articles["published"].dropna().dt.tz_convert(NEWSROOM_ZONE)
    when = ""
    if len(days):
        first, last = days.min().date(), days.max().date()
        when = labels.period(first, last + timedelta(days=1))
    outlets = list(dict.fromkeys(articles["outlet"].dropna()))
    authors = list(dict.fromkeys(articles["author"].dropna())) if len(articles) == 1 else []
    named = ", ".join(map(isolated, outlets[:3]))
    return [part for part in (named, when, *map(isolated, authors)) if part]


def _answers(book: Book, labels: Labels) -> list[tuple[str, Any]]:
    return [
        (labels["brief.line.who"], _people(book, labels)),
        (labels["brief.line.what"], _subjects(book, labels)),
        (labels["brief.line.whom"], _voices(book, labels)),
        (labels["brief.line.ahead"], _ahead(book, labels)),
    ]


def _people(book: Book, labels: Labels) -> str:
    named = measures.actor_names(book.actors, language=labels.language)
    acting = named[named["kind"].isin(["person", "organisation", "country", "group"])]
    whole = acting.groupby("actor_id")["salience"].transform("sum")  # over all articles
    ranked = acting.assign(whole=whole).sort_values(
        ["whole", "actor_id", "salience"], ascending=[False, True, False], kind="stable"
    )
    main = ranked.drop_duplicates("actor_id").head(5)
    roles = main["role"].fillna("")
    return ", ".join(
        f"{isolated(name)} ({isolated(role)})" if role else isolated(name)
        for name, role in zip(main["name"], roles, strict=True)
    )


def _subjects(book: Book, labels: Labels) -> str:
    named = measures.topic_names(book.topics, language=labels.language)
    ranked = measures.topic_strength(named)
    way = measures.subject(named)
    others = ranked[ranked["topic_id"].isin(measures.finest(named) - set(way))]
    main = ranked[ranked["topic_id"].isin(way[-1:])]
    return ", ".join([*main["label"], *others["label"].head(3)])


def _voices(book: Book, labels: Labels) -> str:
    named = measures.source_names(book.sources, book.actors, language=labels.language)
    ranked = measures.source_dependence(named)
    spoken = ranked[(ranked["source_id"] != AUTHOR) & (ranked["n_claims"] > 0)].head(5)
    counts = [
        f"{isolated(name)} ({labels.count('claims', int(n))})"
        for name, n in zip(spoken["name"], spoken["n_claims"], strict=True)
    ]
    return ", ".join(counts)


def _ahead(book: Book, labels: Labels) -> str:
    planned = book.events[book.events["status"] == "planned"]
    planned = planned.sort_values(["begin", "article_id", "start"], kind="stable").head(3)
    parts = participants(book, labels.language)
    told = []
    for event in records(planned, missing=None):
        who = parts.get((event.article_id, event.event_id), ())
        name = event_name(event.type, event.mode, who, labels)
        when = labels.period(event.begin, event.until) if event.begin and event.until else ""
        place = isolated(event.place or "")
        told.append(", ".join(part for part in (name, place, when) if part))
    whole = dict.fromkeys(told)
    return "; ".join(t for t in whole if not any(o != t and o.startswith(t) for o in whole))
