"""What is new in an archive since a version, and how a report says so."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import workbook
from workbook import changes, labels, review, view
from workbook.changes import Changes
from workbook.review import Ledger
from workbook.store import Store

DAY = date(2025, 3, 3)
BRIDGE = "Die Brücke am Hafen werde im Mai gesperrt, sagte Anna Wehner vom Stadtrat."
BAKER = "Der Bäcker Carl Ofen sagte, das Geschäft leide. Anna Wehner widersprach."


def article(name: str, text: str) -> workbook.Article:
    return workbook.Article(
        text=text, title=f"<i>{name}</i>", outlet="Blatt", url=f"https://b.example/{name}",
        published="2025-03-01", language="de",
    )  # fmt: skip


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """One article at version 1; at version 2 another, and the first in other words."""
    monkeypatch.chdir(tmp_path)
    workbook.analyze([article("bridge", BRIDGE)]).save("store")
    later = workbook.analyze([article("bridge", f"{BRIDGE} Das gilt."), article("baker", BAKER)])
    return later.save("store")


@pytest.fixture
def ledger(store: Store) -> Ledger:
    """Two corrections; the first is taken back by the third entry."""
    book = store.book()
    ledger = Ledger.open("corrections.jsonl")
    ledger = ledger.add(review.rename(book, "person:carl-ofen", "Karl Ofen"))
    ledger = ledger.add(review.rename(book, "person:anna-wehner", "Anna Wehner-Lauf"))
    return ledger.undo(ledger.entries[0].id)


def told(found: Changes, language: str = "en") -> list[str]:
    return [repr(part) for part in view.changes(found, since=DAY, language=language).shown()]


def test_what_came_since_is_new_and_what_was_there_is_not(store: Store) -> None:
    found = changes.since(store, 1, Ledger(Path("none")), entries=0)
    sentence, lines, statements = told(found)
    assert sentence.startswith("New in the archive since the report of 3 March 2025: 1 article, ")
    assert sentence.endswith("Changed since then: 1 article.")
    assert "Carl Ofen" in lines
    assert "Wehner" not in lines
    assert "das Geschäft leide" in statements
    assert "gesperrt" not in statements


def test_nothing_new_is_told_as_such(store: Store) -> None:
    found = changes.since(store, 2, Ledger(Path("none")), entries=0)
    assert told(found) == ["Nothing is new since the report of 3 March 2025."]
    assert told(found, "de") == ["Seit dem Bericht vom 3. März 2025 ist nichts neu."]


def test_everything_is_new_since_an_empty_archive(store: Store) -> None:
    found = changes.since(store, 0, Ledger(Path("none")), entries=0)
    assert found.reworded == 0
    assert "2 articles" in told(found)[0]


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        (0, ["“Anna Wehner” is called Anna Wehner-Lauf."]),
        (1, ["is called", "taken back"]),
        (2, ["One was taken back."]),
        (3, []),
    ],
)
def test_corrections_since_are_told_and_make_nobody_new(store, ledger, entries, said) -> None:
    found = changes.since(store, 2, ledger, entries=entries)
    sentence, *lines = told(found)
    assert sentence.startswith("Nothing is new")
    assert len(lines) == bool(said)
    for words in said:
        assert words.replace("“Anna Wehner”", "Anna Wehner") in lines[0]
    assert ("by hand" in sentence) == bool(said)


def test_titles_are_text_and_long_lists_are_counted(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    many = [article(f"n{n}", f"Minister Max Muster{n} sprach {n} Mal.") for n in range(9)]
    kept = workbook.analyze(many).save("store")
    found = changes.since(kept, 0, Ledger(Path("none")), entries=0)
    section = view.changes(found, since=DAY, language="de")
    page = "".join(map(str, section.shown()))
    assert "<i>" not in page
    assert "und 3 weitere" in page
    assert str(section.heading()).endswith(f"{labels.words('de')['section.changes']}</h2>")


def test_every_kind_of_correction_has_its_words(store: Store) -> None:
    book = store.book()
    baker = book.articles.loc[book.articles["text"] == BAKER, "article_id"].iloc[0]
    rows = book.mentions[book.mentions["article_id"] == baker]
    mention = int(rows.loc[rows["actor_id"] == "person:carl-ofen", "mention_id"].iloc[0])
    claim = int(book.claims.loc[book.claims["article_id"] == baker, "claim_id"].iloc[0])
    other = review.Profile(actor_id="person:otto-ofen", name="Otto Ofen", kind="person")
    made = [
        review.merge(book, "person:carl-ofen", "person:anna-wehner"),
        review.split(book, baker, [mention], other),
        review.rename(book, "person:carl-ofen", "Otto Ofen"),
        review.set_kind(book, "person:carl-ofen", "group"),
        review.set_role(book, "person:carl-ofen", "Meister"),
        review.alias(book, "Ofen", "person:carl-ofen"),
        review.reject_mention(book, baker, mention),
        review.reject_claim(book, baker, claim),
        review.set_source(book, baker, claim, "person:anna-wehner"),
    ]
    ledger = Ledger.open("corrections.jsonl").extend(made)
    found = Changes(store.book(articles=[]), book, corrections=ledger.entries)
    for language, first in (("en", "Carl Ofen is Anna Wehner."), ("de", "Carl Ofen ist Anna")):
        sentence, lines = told(found, language)
        assert f"{len(made)}" in sentence
        assert first in lines
        assert lines.count(".") == len(made)


def test_a_version_that_was_cleared_away_cannot_be_compared(store: Store) -> None:
    from workbook.errors import StoreRefused
    from workbook.schedule import news

    with pytest.raises(StoreRefused):
        changes.since(store, 9, Ledger(Path("none")), entries=0)
    gone = news.find("store", 2, news.Known("2025-03-03", version=9))
    section = gone.section("en")
    assert section is not None
    assert "no longer keeps" in repr(section.shown()[0])


def test_articles_without_outlet_or_title_are_told_as_far_as_they_are(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    bare = workbook.analyze([workbook.Article(text=BRIDGE, language="de")]).save("store")
    sentence, lines, _ = told(changes.since(bare, 0, Ledger(Path("none")), entries=0))
    assert "1 article" in sentence
    assert not lines.startswith("Articles")
