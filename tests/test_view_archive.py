"""Tables of a report on many articles: what stands in them, and what stands there instead."""

from __future__ import annotations

import books
import pandas as pd
import pytest

import workbook
from workbook import view

ARTICLES = (
    workbook.Article(
        text="Die alte Brücke am Hafen werde im Mai gesperrt, sagte Anna Wehner vom Stadtrat.",
        title="Brücke zu",
        outlet="Blatt",
        published="2025-02-01",
        language="de",
    ),
    workbook.Article(
        text="Anna Wehner sagte, die alte Brücke am Hafen werde im Mai gesperrt. "
        "Der Bäcker Carl Ofen sagte, das Geschäft leide.",
        title="<b>Sperre</b>",
        outlet="Bote",
        published="2025-02-03",
        language="de",
    ),
)


@pytest.fixture(scope="module")
def book() -> workbook.Workbook:
    return workbook.analyze(ARTICLES)


def test_articles_stand_in_the_order_of_publication(book) -> None:
    shown = view.articles(book)
    assert shown.plain.index("Brücke zu") < shown.plain.index("Sperre")
    assert "<b>Sperre" not in shown.body


def test_who_was_not_there_before_is_new(book) -> None:
    before = book.filter(until="2025-02-02")
    shown = view.newcomers(book.filter(since="2025-02-02"), before, language="de")
    assert "Carl Ofen" in shown.plain
    assert "Anna Wehner" not in shown.plain
    assert view.newcomers(before, book).empty


def test_who_rises_is_told_with_both_shares(book) -> None:
    twice = pd.concat([book.actors, book.actors.assign(article_id="x")])
    articles = pd.concat([book.articles, book.articles.tail(1).assign(article_id="x")])
    both = workbook.Workbook(**{**book.tables(), "actors": twice, "articles": articles})
    shown = view.rises(both, since="2025-02-02")
    assert "Carl Ofen" in shown.plain
    assert "0%" in shown.plain


def test_the_same_statement_stands_once_for_each_outlet(book) -> None:
    shown = view.wordings(book)
    assert shown.plain.count("Brücke am Hafen") == 2
    assert "1 statement in several outlets" in shown.body
    assert "Brücke" in view.single_source(book).plain
    assert "Blatt + 1" in view.single_source(book).plain
    assert "Brücke" not in view.single_outlet(book).plain


@pytest.mark.parametrize("language", ["en", "de"])
def test_nothing_to_show_is_a_sentence(language: str) -> None:
    none = books.empty()
    shown = [
        view.articles(none, language=language),
        view.newcomers(none, none, language=language),
        view.rises(none, since="2025-02-01", language=language),
        view.single_source(none, language=language),
        view.single_outlet(none, language=language),
        view.wordings(none, language=language),
    ]
    assert all(part.empty and part.plain.endswith(".") for part in shown)


def test_somebody_of_many_articles_stands_in_the_brief_once(library) -> None:
    told = repr(view.brief(library))
    who = next(line for line in told.splitlines() if "Vance" in line or "Ukraine" in line)
    assert who.count("Vance") <= 1
    assert who.count(",") == 4
