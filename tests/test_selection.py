"""Measures of a store, counted where its tables lie, beside those of the same tables in hand."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import workbook
from workbook import figures, measures, review, view
from workbook.errors import StoreRefused

LATE = "2025-02-18"


@pytest.fixture(scope="module")
def folder(library: workbook.Workbook, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(library.save(tmp_path_factory.mktemp("archive") / "store").place.address)


@pytest.fixture
def stored(folder: Path):
    return workbook.archive(folder)


@pytest.fixture
def read(folder: Path) -> workbook.Workbook:
    return workbook.open_store(folder).book()


@pytest.mark.parametrize("given", [{}, {"until": LATE}, {"since": LATE}, {"since": "2100-01-01"}])
def test_a_measure_counts_in_a_store_what_it_counts_in_frames(stored, read, given) -> None:
    away, here = stored.filter(**given), read.filter(**given)
    assert measures.extent(away.articles) == measures.extent(here.articles)
    for table, by in (("actors", "actor_id"), ("topics", "topic_id"), ("sources", "source_id")):
        for name, options in (
            ("trend", {}),
            ("trend", {"every": "week"}),
            ("rises", {"since": LATE}),
            ("bursts", {"fewest": 1}),
            ("coverage", {}),
        ):
            pd.testing.assert_frame_equal(*(
                getattr(measures, name)(one.articles, getattr(one, table), by=by, **options)
                for one in (away, here)
            ))  # fmt: skip
    pd.testing.assert_frame_equal(
        measures.quoted_by(away.claims, away.articles),
        measures.quoted_by(here.claims, here.articles),
    )
    assert measures.finest(away.topics) == measures.finest(here.topics)


def test_what_is_new_is_told_from_a_store(stored, read) -> None:
    book = read.filter(since=LATE)
    for table, by in (("actors", "actor_id"), ("topics", "topic_id")):
        away, here = (getattr(one.filter(until=LATE), table) for one in (stored, read))
        now = getattr(book, table)
        pd.testing.assert_frame_equal(
            measures.unseen(now, away, by=by), measures.unseen(now, here, by=by)
        )


def test_charts_and_tables_of_a_store_are_those_of_its_book(stored, read) -> None:
    for chart in (figures.actor_trend, figures.topic_trend):
        assert chart(stored).to_json() == chart(read).to_json()
    both = (view.rises(one, since=LATE) for one in (stored, read))
    assert len({str(html) for html in both}) == 1
    book = read.filter(since=LATE)
    both = (view.newcomers(book, one.filter(until=LATE)) for one in (stored, read))
    assert len({str(html) for html in both}) == 1


def test_a_selection_is_read_when_it_is_asked_to(stored, read) -> None:
    chosen = stored.filter(since=LATE, outlet="Beispiel-Kurier")
    book = chosen.book()
    assert len(book.articles) == len(read.filter(since=LATE, outlet="Beispiel-Kurier").articles)
    assert book.book() is book
    with pytest.raises(StoreRefused, match="chosen by since already"):
        chosen.filter(since="2025-01-01")


def test_corrections_hold_in_an_archive(folder, read, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    first = read.actors["actor_id"].iloc[0]
    review.Ledger.open("corrections.jsonl").add(review.rename(read, first, "Anders"), why="so")
    found = workbook.archive(folder)
    counted = measures.firsts(found.articles, found.actors, by="actor_id", ids=[first])
    assert counted["name"].tolist() == ["Anders"]
