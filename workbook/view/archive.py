"""The tables of a report on many articles: what is new, what rises, who alone says what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workbook import measures
from workbook.figures import Book
from workbook.figures.frame import capital, records
from workbook.labels import Labels, isolated, words
from workbook.measures import Table, Tables
from workbook.view.html import Html, shape
from workbook.view.lists import framed, shape_of_kind
from workbook.view.statements import citations, cite, source_names, worded
from workbook.view.table import table

if TYPE_CHECKING:
    import pandas as pd

MOST, FIRST = 25, 15
"""Rows of a table that is a ranking, and of one in which little is told of each."""


@dataclass(frozen=True, slots=True)
class _New:
    """Something that was not there before."""

    what: str
    name: str
    kind: str
    n_articles: int
    weight: float


def articles(book: Book, *, language: str = "en") -> Html:
    """Which articles there are, in the order of publication."""
    labels = words(language)
    days = measures.newsroom_days(book.articles)
    rows = book.articles.assign(day=days).sort_values(["published", "article_id"], kind="stable")
    shown = rows[["title", "outlet", "day", "author"]].dropna(axis=1, how="all")
    caption = labels.count("articles", len(shown))
    return table(shown, language=language, caption=caption, empty=labels["table.articles.empty"])


def newcomers(book: Book, before: Tables, *, language: str = "en") -> Html:
    """Actors, sources and topics that were not there before, those in most articles first.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> from workbook.schemas import TABLES
    >>> book = SimpleNamespace(**{name: table.empty() for name, table in TABLES.items()})
    >>> newcomers(book, book)
    Here would be what is new; nothing is there that was not there before.
    """
    from itertools import chain

    labels = words(language)
    actors = measures.actor_names(book.actors, language=language)
    actors = actors[actors["kind"].isin(["person", "organisation", "country", "group"])]
    topics = measures.topic_names(book.topics, language=language)
    sources = measures.source_names(book.sources, book.actors, language=language)
    sources = sources[sources["actor_id"].isna()]
    found = chain(
        _fresh("actor", actors, before.actors, "salience"),
        _fresh("topic", topics, before.topics, "score"),
        _fresh("source", sources, before.sources, "share"),
    )
    ranked = sorted(found, key=lambda row: (-row.n_articles, -row.weight, row.name))[:FIRST]
    rows = framed(
        {
            "name": row.name,
            "what": labels[f"column.{row.what}"],
            "kind": _kind(row, language),
            "n_articles": row.n_articles,
        }
        for row in ranked
    )
    caption = labels.count("rows", len(rows))
    return table(rows, language=language, caption=caption, empty=labels["table.newcomers.empty"])


def unsaid(book: Book, before: Tables) -> pd.DataFrame:
    """Statements in words nobody had before, as `measures.spread` gives them: those that most
    outlets print first, then one of each article."""
    new = measures.unseen(book.claims, before.claims, by="text")["text"]
    found = measures.spread(book.claims[book.claims["text"].isin(new)], book.articles)
    found = found.assign(turn=found.groupby("article_id").cumcount())
    return found.sort_values(["n_outlets", "turn"], ascending=[False, True], kind="stable")


def new_statements(book: Book, found: pd.DataFrame, *, language: str = "en", most: int = 7) -> Html:
    """The first of the statements that are new, as `unsaid` finds them."""
    labels = words(language)
    caption = labels.count("claims", len(found))
    if len(found) > most:
        caption = labels.say("table.unsaid", n=labels.number(most), claims=caption)
    return _statements(book, found.head(most), "unsaid", language, caption=caption)


def rises(book: Tables, *, since: str, language: str = "en") -> Html:
    """Who is named in a larger share of articles since a day than before it.

    ``book`` holds the articles of both times.
    """
    labels = words(language)
    found = measures.rises(book.articles, book.actors, by="actor_id", since=since)
    found = found[(found["strength"] > 0) & (found["n_articles"] > 1)].head(MOST)
    ids = list(found["actor_id"])
    actors = measures.firsts(book.articles, book.actors, by="actor_id", ids=ids)
    kinds = measures.actor_names(actors, language=language).set_index("actor_id")
    rows = framed(
        {
            "actor": kinds["name"][r.actor_id],
            "kind": shape_of_kind(kinds["kind"][r.actor_id], language),
            "n_articles": int(r.n_articles),
            "n_before": int(r.n_before),
            "share_now": float(r.share),
            "share_before": float(r.share_before),
        }
        for r in records(found)
    )
    caption = labels.count("actors", len(rows))
    return table(rows, language=language, caption=caption, empty=labels["table.rises.empty"])


def single_source(book: Book, *, language: str = "en", most: int = FIRST) -> Html:
    """Statements that rest on one source alone, first those that most outlets print, then the
    newest."""
    found = measures.spread(book.claims, book.articles)
    found = found.sort_values(
        ["n_outlets", "n_articles", "first"], ascending=False, kind="stable", na_position="last"
    )
    return _statements(book, found[found["single_source"]].head(most), "single", language)


def single_outlet(book: Book, *, language: str = "en", most: int = 2 * MOST) -> Html:
    """What one outlet alone reports."""
    found = measures.spread(book.claims, book.articles)
    return _statements(book, found[found["single_outlet"]].head(most), "only", language)


def wordings(book: Book, *, language: str = "en") -> Html:
    """The same statement in several outlets, each wording below the other."""
    labels = words(language)
    found = measures.agreement(book.claims, book.articles)
    keys = ["article_id", "claim_id"]
    found = found.merge(book.claims[[*keys, "kind"]], on=keys, how="left")
    named = source_names(book, language)
    cited = _cited(book, found, language)
    numbers = {key: n for n, key in enumerate(dict.fromkeys(found["group_id"]), 1)}
    rows = framed(
        {
            "number": _numbered(numbers[r.group_id], labels),
            "outlet": r.outlet,
            "statement": worded(
                r.text,
                labels[f"claim_kind.{r.kind}"],
                cite(cited[r.article_id, r.claim_id], labels),
            ),
            "source": named.get((r.article_id, r.source_id), ""),
            "certainty": shape("certainty", r.certainty, labels[f"certainty.{r.certainty}"]),
        }
        for r in records(found)
    )
    caption = labels.say("table.wordings", claims=labels.count("claims", len(numbers)))
    return table(rows, language=language, caption=caption, empty=labels["table.wordings.empty"])


def _statements(
    book: Book, found: pd.DataFrame, kind: str, language: str, *, caption: str | None = None
) -> Html:
    labels = words(language)
    named = source_names(book, language)
    cited = _cited(book, found, language)
    outlets = dict(zip(book.articles["article_id"], book.articles["outlet"], strict=True))
    keys = ["article_id", "claim_id"]
    full = found.merge(book.claims[[*keys, "kind", "certainty"]], on=keys)
    rows = framed(
        {
            "source": named.get((r.article_id, r.source_id), ""),
            "statement": worded(
                r.text,
                labels[f"claim_kind.{r.kind}"],
                cite(cited[r.article_id, r.claim_id], labels),
            ),
            "certainty": shape("certainty", r.certainty, labels[f"certainty.{r.certainty}"]),
            "outlet": _first_outlet(outlets[r.article_id], int(r.n_outlets)),
        }
        for r in records(full)
    )
    told = caption or labels.count("claims", len(rows))
    return table(rows, language=language, caption=told, empty=labels[f"table.{kind}.empty"])


def _cited(book: Book, found: pd.DataFrame, language: str) -> dict[tuple[str, int], str]:
    """Citations of the statements in a table that shows some."""
    keys = ["article_id", "claim_id"]
    return citations(book, book.claims.merge(found[keys], on=keys), language=language)


def _numbered(number: int, labels: Labels) -> Any:
    """A statement's number; where a row is a card, on a telephone, with what it numbers."""
    from markupsafe import Markup

    what = capital(labels.noun("claims", 1))
    return Markup('<span class="wb-unit">{} </span>{}').format(what, number)


def _first_outlet(outlet: Any, number: int) -> str:
    told = isolated(outlet) if isinstance(outlet, str) else ""
    return f"{told} + {number - 1}" if number > 1 else told


def _fresh(what: str, now: pd.DataFrame, known: Table, weight: str) -> Iterator[_New]:
    """What one table has that it had not; ``weight`` is the column that ranks what is as new."""
    key = f"{what}_id"
    heavy = now.groupby(key)[weight].sum()
    for r in records(measures.unseen(now, known, by=key)):
        name, kind = (r.label, "") if what == "topic" else (r.name, r.kind)
        yield _New(what, name, kind, int(r.n_articles), float(heavy[getattr(r, key)]))


def _kind(row: _New, language: str) -> Any:
    if row.what == "actor":
        return shape_of_kind(row.kind, language)
    return words(language)[f"source_kind.{row.kind}"] if row.kind else ""
