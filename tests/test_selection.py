"""Measures of a store, counted where its tables lie, beside those of the same tables in hand."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import get_args

import pandas as pd
import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

import workbook
from workbook import figures, measures, review, view
from workbook.errors import StoreRefused
from workbook.measures import relations
from workbook.models import MentionKind
from workbook.review import Change, Correction, Merge, Party, Profile
from workbook.schemas import STORED
from workbook.store.selection import Selection

LATE = "2025-02-18"


@pytest.fixture(scope="module")
def folder(library: workbook.Workbook, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(library.save(tmp_path_factory.mktemp("archive") / "store").place.address)


@pytest.fixture
def stored(folder: Path):
    return workbook.archive(folder)


@pytest.fixture(scope="module")
def read(folder: Path) -> workbook.Workbook:
    return workbook.open_store(folder).book()


@pytest.mark.parametrize("given", [{}, {"until": LATE}, {"since": LATE}, {"since": "2100-01-01"}])
def test_a_measure_counts_in_a_store_what_it_counts_in_frames(stored, read, given) -> None:
    away, here = stored.filter(**given), read.filter(**given)
    assert measures.extent(away.articles) == measures.extent(here.articles)
    for most in (1, 5, 1000):
        first = measures.begin(here.articles, most=most, until="2025-02-20")
        assert measures.begin(away.articles, most=most, until="2025-02-20") == first
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


SOMEBODY = Profile(actor_id="person:petra-muster", name="Petra Muster", kind="person")


def corrections(read: workbook.Workbook) -> Mapping[str, Sequence[Correction]]:
    """Corrections of every kind, and several that build on each other."""
    often = read.actors["actor_id"].value_counts().index
    most, other, third = often[0], often[1], often[2]
    mention = read.mentions[read.mentions["actor_id"] == other].iloc[0]
    named = str(mention["article_id"]), int(mention["mention_id"])
    claims = [(str(a), int(c)) for a, c in read.claims[["article_id", "claim_id"]].to_numpy()]
    party = Party(source_id="person:petra-muster", name="Petra Muster", kind="person")
    merge = review.merge(read, other, most)
    return {
        "merge": [merge],
        "merge of merges": [merge, Merge(actor=most, new=SOMEBODY)],
        "name": [review.rename(read, most, "Anders")],
        "kind": [review.set_kind(read, most, "group")],
        "role": [review.set_role(read, most, "Amt")],
        "in one article": [review.rename(read, other, "Hier", article_id=named[0])],
        "split": [review.split(read, named[0], [named[1]], SOMEBODY)],
        "alias": [review.alias(read, str(mention["text"]), third)],
        "mention": [review.reject_mention(read, *named)],
        "claim": [review.reject_claim(read, *claims[0]), review.reject_claim(read, *claims[-1])],
        "source": [review.set_source(read, *claims[1], party), review.rename(read, third, "X")],
        "accept": [review.accept_actor(read, most), review.accept_claim(read, *claims[0])],
    }


KINDS = (
    "merge", "merge of merges", "name", "kind", "role", "in one article", "split", "alias", "mention", "claim",
    "source", "accept",
)  # fmt: skip


def same(away: Selection, here: workbook.Workbook) -> None:
    """That a selection's tables have exactly a book's rows."""
    for table in ("articles", "actors", "topics", "sources", "claims"):
        rows = getattr(here, table)
        found = relations.ask(f"from {table}", **{table: getattr(away, table)})
        order = list(STORED[table].key)
        pd.testing.assert_frame_equal(*(
            frame[list(rows)].sort_values(["article_id", *order]).reset_index(drop=True)
            for frame in (found, rows)
        ), check_dtype=False)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_corrections_hold_where_tables_lie(kind, folder, read, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    ledger = review.Ledger.open("corrections.jsonl").extend(corrections(read)[kind])
    corrected = read.corrected(ledger)
    for given in ({}, {"since": LATE}, {"actor": SOMEBODY.actor_id}):
        same(workbook.archive(folder).filter(**given), corrected.filter(**given))
    assert (kind == "accept") == (corrected.actors.equals(read.actors)
        and corrected.sources.equals(read.sources) and corrected.claims.equals(read.claims))  # fmt: skip


@settings(max_examples=25, deadline=None)
@for_all(st.data())
def test_corrections_in_any_order_hold_where_tables_lie(folder, read, data) -> None:
    actors = st.sampled_from([*read.actors["actor_id"].value_counts().index[:9], "org:new"])
    profiles = st.builds(
        Profile,
        actor_id=actors,
        name=st.sampled_from(["Neu", "Anders"]),
        kind=st.sampled_from(get_args(MentionKind)),
        country=st.sampled_from([None, "FRA"]),
        wikidata=st.sampled_from([None, "Q1"]),
    )
    values = {"name": st.just("Umbenannt"), "role": st.sampled_from([None, "Amt"])}
    values["kind"] = st.sampled_from(get_args(MentionKind))
    changes = st.sampled_from(["name", "kind", "role"]).flatmap(
        lambda field: st.builds(Change, actor=actors, field=st.just(field), new=values[field])
    )
    merges = st.tuples(actors, profiles).filter(lambda both: both[0] != both[1].actor_id)
    merges = merges.map(lambda both: Merge(actor=both[0], new=both[1]))
    others = [
        one for kind, several in corrections(read).items() for one in several if "merge" not in kind
    ]
    several = st.lists(st.one_of(merges, changes, st.sampled_from(others)), min_size=1, max_size=5)
    with tempfile.TemporaryDirectory() as own, contextlib.chdir(own):
        ledger = review.Ledger.open("corrections.jsonl").extend(data.draw(several))
        same(workbook.archive(folder), read.corrected(ledger))


def test_only_what_corrections_change_is_read(folder, read, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    counts = read.actors["actor_id"].value_counts()
    rare = str(counts[counts == 1].index[0])
    said = [review.rename(read, rare, "Anders"), review.accept_actor(read, str(counts.index[0]))]
    review.Ledger.open("corrections.jsonl").extend(said)
    chosen = workbook.archive(folder)
    found = measures.firsts(chosen.articles, chosen.actors, by="actor_id", ids=[rare])
    assert found["name"].tolist() == ["Anders"]
    entries = review.Ledger.open("corrections.jsonl").in_force()
    reached = workbook.open_store(folder).reached(review.touched(entries), {"articles": ["title"]})
    assert sum(len(frames["articles"]) for frames in reached) == 1
