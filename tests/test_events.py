"""Events: who did what to whom, what is no event, one event told twice, and any text at all."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

import workbook
from workbook import knowledge, language
from workbook.events.clauses import clauses
from workbook.events.needs import Beside, Needs
from workbook.events.triggers import Trigger
from workbook.knowledge import EventField, EventTrigger
from workbook.resources import data_folder

CASES = Path(__file__).parent / "cases"
SAMPLE = data_folder() / "articles" / "2025-02-16-rubio-lawrow.md"
PLOVER = {
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST", "ACCUSE",
    "REJECT", "THREATEN", "PROTEST", "MOBILIZE", "SANCTION", "COERCE", "ASSAULT",
}  # fmt: skip


def _cases(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _book(text: str, published: str = "2025-02-14") -> workbook.Workbook:
    return workbook.analyze([workbook.Article(text=text, published=published, language="de")])


def _actors(book: workbook.Workbook, event_id: int) -> set[str]:
    rows = book.event_actors[book.event_actors.event_id == event_id]
    return {f"{row.part} {row.actor_id}" for row in rows.itertuples()}


@pytest.mark.parametrize("case", _cases("events.csv"), ids=lambda case: case["text"])
def test_a_sentence_tells_one_event(case: dict[str, str]) -> None:
    book = _book(case["text"], case["published"])
    [event] = book.events.itertuples()
    assert event.text == case["word"]
    assert (event.type, event.status) == (case["type"], case["status"])
    assert book.events["mode"].fillna("")[0] == case["mode"]
    assert book.events["place"].fillna("")[0] == case["place"]
    if case["begin"]:
        assert event.begin == datetime.fromisoformat(case["begin"])
    assert _actors(book, event.event_id) == {a for a in case["actors"].split("|") if a}


@pytest.mark.parametrize("case", _cases("events_none.csv"), ids=lambda case: case["text"])
def test_what_is_no_event(case: dict[str, str]) -> None:
    assert _book(case["text"]).events["text"].tolist() == []


def test_one_event_told_four_times_is_one() -> None:
    book = _book(
        "Donald Trump und Wladimir Putin haben am Mittwoch telefoniert. Das Gespräch dauerte eine "
        "Stunde. Es war das erste Telefonat seit Jahren. Der Anruf kam überraschend."
    )
    assert book.events["text"].tolist() == ["telefoniert"]


def test_a_planned_meeting_is_not_the_one_that_was() -> None:
    book = _book(
        "Donald Trump und Wladimir Putin haben am Mittwoch miteinander gesprochen. "
        "Ein Treffen von Trump und Putin ist geplant."
    )
    assert book.events["status"].tolist() == ["happened", "planned"]


def test_both_are_the_pair_just_told_of() -> None:
    book = _book(
        "Donald Trump und Wladimir Putin telefonierten. Beide haben Verhandlungen vereinbart.",
    )
    agreed = book.events[book.events.type == "AGREE"].event_id.iloc[0]
    assert _actors(book, agreed) == {
        "participant person:donald-trump",
        "participant person:wladimir-putin",
    }


def test_the_first_sample_comes_out_right() -> None:
    book = workbook.load(SAMPLE)
    events = [
        (row.type, row.status, str(row.begin)[:10], _actors(book, row.event_id))
        for row in book.events.itertuples()
    ]
    rubio_lawrow = {"participant person:marco-rubio", "participant person:sergej-lawrow"}
    trump_putin = {"participant person:donald-trump", "participant person:wladimir-putin"}
    states = {"participant country:USA", "participant country:RUS"}
    war = {"initiator country:RUS", "recipient country:UKR"}
    assert ("CONSULT", "happened", "2025-02-15", rubio_lawrow) in events
    assert ("CONSULT", "happened", "NaT", trump_putin) in events  # the earlier call
    assert ("CONSULT", "planned", "NaT", trump_putin) in events  # the summit
    assert ("CONSULT", "planned", "2025-02-17", states) in events  # the talks of the coming week
    assert ("ASSAULT", "happened", "2022-02-01", war) in events


def test_a_strike_that_may_come_is_told_once() -> None:
    book = _book("In Hamburg droht ein Streik. Ein Streik würde Tausende treffen.")
    assert book.events["text"].tolist() == ["Streik"]
    assert book.events["status"].tolist() == ["possible"]


def test_what_was_planned_for_another_day_is_not_dated_by_its_announcement() -> None:
    book = _book("Am Montag kündigte Olaf Scholz seinen Rücktritt an.")
    [event] = book.events.itertuples()
    assert (event.text, event.status) == ("Rücktritt", "planned")
    assert book.events["begin"].isna().all()


def test_whoever_leaves_office_leaves_it_once_on_the_day_said_of_it() -> None:
    book = _book(
        "Olaf Scholz kündigte am Dienstag an, am 1. Juni zurückzutreten. "
        "Der Rücktritt von Olaf Scholz kam überraschend. Scholz war lange Minister."
    )
    [event] = book.events.itertuples()
    assert (event.mode, event.status, str(event.begin)[:10]) == ("resign", "planned", "2025-06-01")
    assert _actors(book, event.event_id) == {"initiator person:olaf-scholz"}


def test_a_day_said_of_a_stretch_of_years_or_a_budget_is_no_day_of_the_event() -> None:
    book = _book("Frankreich hat den Vorschlag für 2026 zwischen 1969 und 1981 abgelehnt.")
    assert book.events["text"].tolist() == ["abgelehnt"]
    assert book.events["begin"].isna().all()


def test_a_country_stays_with_an_event_that_is_told_again() -> None:
    book = _book(
        "Frankreich hat den Zugang zu Wikipedia gesperrt. Seit Montag ist Wikipedia gesperrt."
    )
    [event] = book.events.itertuples()
    assert _actors(book, event.event_id) == {"initiator country:FRA", "recipient org:wikipedia"}


def test_whoever_rules_an_attack_out_has_no_part_in_it() -> None:
    book = _book("US-Experten schlossen einen Terroranschlag auf Frankreich aus.")
    [event] = book.events.itertuples()
    assert event.status == "denied"
    assert _actors(book, event.event_id) == {"recipient country:FRA"}


def test_what_a_clause_mentions_in_passing_has_its_own_day_only() -> None:
    book = _book("Nach dem Anschlag vom Montag tagte am Mittwoch in Berlin die Regierung.")
    attack = book.events[book.events.type == "ASSAULT"].iloc[0]
    assert str(attack.begin)[:10] == "2025-02-10"
    assert (attack.status, attack.isna().place) == ("happened", True)


def test_an_unknown_field_is_never_near() -> None:
    needs = Needs(knowledge.load().files)
    entry = EventTrigger("Angriff", "noun", "ASSAULT", needs="near:nosuchfield")
    doc = language.load()("Ein Angriff.")
    trigger = Trigger(doc[1], clauses(doc)[0], entry)
    assert not needs.met(trigger, Beside((), (), has_place=False, that_follows=False))


def test_every_field_asked_for_has_words() -> None:
    known = knowledge.load()
    fields = {row.field for row in known.files.read("event_fields.csv", EventField)}
    needs = (n for entry in known.event_triggers for n in (entry.needs or "").split(";"))
    asked = {need.partition(":")[2] for need in needs if ":" in need}
    assert asked == fields


def test_every_type_is_one_of_plovers() -> None:
    types = {entry.type for entry in knowledge.load().event_triggers}
    assert types <= PLOVER | {"NONE"}


def test_every_label_of_our_own_lies_on_words_of_the_samples() -> None:
    from workbook import inputs

    for row in _cases("events_samples.csv"):
        [article] = inputs.read(data_folder() / "articles" / row["article"])
        for span in filter(None, row["words"].split("|")):
            start, end = map(int, span.split("-"))
            word = article.text[start:end]
            assert word.isalpha()
            assert not article.text[start - 1].isalpha()
            assert not article.text[end].isalpha()


@pytest.mark.parametrize(
    "piece",
    [
        "die Forderung nach dem Ende der Verhandlungen ",
        "große ",
        "Ein Streik droht. ",
        "nicht nur ",
        "Olaf Scholz, ",
        "dass ",
    ],
)
def test_the_same_over_and_over(piece: str) -> None:
    article = workbook.Article(text=piece * 200, published="2025-02-14", language="de")
    assert len(workbook.analyze([article]).events) <= 200


def test_a_thousand_attacks_in_one_sentence() -> None:
    text = "Es gab " + ", ".join(["einen Angriff auf die Ukraine"] * 1000) + "."
    assert len(_book(text).events) >= 1


_PIECES = st.sampled_from(
    [
        "Donald Trump",
        "Russland",
        "die Ukraine",
        "hat",
        "angegriffen",
        "ein Treffen",
        "mit",
        "in",
        "Riad",
        "beide",
        "der",
        ",",
        ".",
        "sein Rückzug",
        "am Montag",
        "verurteilt",
        "zu",
        "Haft",
        "telefonierten",
        "geplant",
        "nicht",
        "Sanktionen gegen",
        "\n\n",
        "soll",
        "werden",
        "an",
        "die Forderung nach",
        "das Scheitern der",
        "wegen Mordes",
        "wurde",
        "dass",
        "weder",
        "Wahl",
        "selbst",
    ]
)


@settings(deadline=None, max_examples=60)
@given(text=st.text(max_size=80) | st.lists(_PIECES, max_size=25).map(" ".join))
def test_any_text(text: str) -> None:
    article = workbook.Article(text=text, published="2025-02-14", language="de")
    events = workbook.analyze([article]).events
    assert_frame_equal(events, workbook.analyze([article]).events)
    for event in events.itertuples():
        word = text[event.start : event.end]
        assert word == word.strip() != ""
        assert event.type in PLOVER
