"""The desk without a browser: choosing, going from sentence to sentence, correcting, undoing."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import workbook
from workbook.errors import ParameterRefused, WorkbookError
from workbook.explorer import card, explore, lists, panes, widget
from workbook.explorer.desk import LENSES, Desk
from workbook.explorer.index import SUBJECTS
from workbook.review import Ledger

TALKS = """Die Ministerin Petra Muster traf den Gewerkschafter Karl Beispiel in Bonn.

„Der Streik ist vorbei“, sagte Petra Muster am 3. März 2025. Karl Beispiel schwieg dazu.
"""
STRIKE = """Karl Beispiel rief am Dienstag zum Streik auf. Laut Karl Beispiel dauert der Streik bis Freitag.

Petra Mustermann vom Verband wies das zurück.
"""


DEEDS = ["choose", "clear", "read", "look", "turn", "step", "pick", "together", "shut", "fly"]
FIELDS = [
    "field",
    "value",
    "lens",
    "order",
    "page",
    "pane",
    "by",
    "kind",
    "article",
    "number",
    "actor",
    "other",
    "verb",
    "mentions",
]
VALUES = st.none() | st.integers(-3, 10**30) | st.text(max_size=5) | st.sampled_from(
    ["actor", "source", "topic", "day", "words", "claims", "mentions", "days", "network", "mention", "claim"]
)  # fmt: skip


@pytest.fixture(scope="module")
def two() -> workbook.Workbook:
    given = [
        workbook.Article(text=text, title=title, outlet="Bote", published=day, language="de")
        for text, title, day in (
            (TALKS, "Gespräche in Bonn", "2025-03-03"),
            (STRIKE, "Streik", "2025-03-04"),
        )
    ]
    return workbook.analyze(given)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger.open(tmp_path / "corrections.jsonl")


@pytest.fixture
def desk(two: workbook.Workbook, ledger: Ledger) -> Desk:
    return Desk.of(two, ledger)


@pytest.fixture(scope="module")
def short(two: workbook.Workbook, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk.of(two, Ledger.open(tmp_path_factory.mktemp("short") / "corrections.jsonl"))


def actor(desk: Desk, name: str) -> str:
    names = desk.index.names["actor"]
    return names.ids[names.names.index(name)]


def shown(desk: Desk) -> list[str]:
    return list(panes.rows(desk, "sentences")["text"])


def pick(desk: Desk, name: str) -> Desk:
    """The first mention of an actor, picked."""
    rows = desk.book.mentions
    row = rows[rows["actor_id"] == actor(desk, name)].iloc[0]
    return desk.pick("mention", row["article_id"], int(row["mention_id"]))


def written(desk: Desk) -> dict[str, str]:
    return {name: frame.to_csv() for name, frame in desk.book.tables().items()}


class TestChoosing:
    def test_an_actor_filters_sentences_charts_and_lists_together(self, desk: Desk) -> None:
        chosen = desk.choose("actor", actor(desk, "Petra Muster"))
        assert len(shown(chosen)) == 2
        assert all("Petra Muster" in text for text in shown(chosen))
        assert panes.head(chosen)["articles"] == "1 of 2 articles"
        assert panes.place(chosen)["shown"] == [1, 2]
        listed = lists.lens(chosen)["rows"]
        assert [row["head"] for row in listed] == ["Petra Muster"]
        sources = panes.facet(chosen, "source")["bars"]
        assert [bar["name"] for bar in sources] == ["Petra Muster"]

    def test_the_chart_of_what_is_chosen_still_offers_the_others(self, desk: Desk) -> None:
        before = panes.facet(desk, "actor")["bars"]
        after = panes.facet(desk.choose("actor", before[0]["id"]), "actor")["bars"]
        assert [bar["id"] for bar in after] == [bar["id"] for bar in before]
        assert [bar["on"] for bar in after] == [True] + [False] * (len(after) - 1)

    def test_choices_hold_together_and_are_taken_back_one_by_one(self, desk: Desk) -> None:
        both = desk.choose("actor", actor(desk, "Karl Beispiel")).choose("words", "STREIK")
        assert all("Karl Beispiel" in text and "Streik" in text for text in shown(both))
        assert len(shown(both)) == 2
        assert len(shown(both.choose("actor", None))) == 3
        assert shown(both.clear()) == shown(desk)

    def test_what_holds_nowhere_says_so(self, desk: Desk) -> None:
        nothing = desk.choose("words", "Zeppelin")
        assert not panes.head(nothing)["any"]
        for lens in LENSES:
            assert lists.lens(nothing.look(lens))["empty"]
        for subject in SUBJECTS:
            assert panes.facet(nothing, subject)["bars"] == []

    def test_counts_are_those_of_the_tables(self, library: workbook.Workbook, ledger) -> None:
        desk = Desk.of(library, ledger, language="de")
        for subject, table in (("actor", "mentions"), ("source", "claims")):
            rows = getattr(library, table)[f"{subject}_id"].value_counts()
            counts = desk.index.counts(subject, desk.choice)
            ids = desk.index.names[subject].ids
            assert {ids[n]: int(c) for n, c in enumerate(counts) if c} == rows.to_dict()

    def test_every_statement_found_by_its_source_is_that_sources(
        self, library: workbook.Workbook, ledger: Ledger
    ) -> None:
        desk = Desk.of(library, ledger)
        for source in library.claims["source_id"].unique()[:12]:
            rows = panes.rows(desk.choose("source", source), "claims")
            expected = library.claims[library.claims["source_id"] == source]
            assert rows["text"].tolist() == expected["text"].tolist()

    def test_a_day_and_a_month_choose_articles(self, desk: Desk) -> None:
        assert panes.head(desk.choose("day", "2025-03-04"))["articles"] == "1 of 2 articles"
        assert panes.head(desk.choose("day", "2025-03"))["articles"] == "2 articles"
        assert panes.head(desk.choose("day", "9999-12"))["chosen"]

    @pytest.mark.parametrize("day", ["1", "2025", "2025-13", "2025-02-30", "2025-W08", "20250216"])
    def test_what_is_no_day_is_refused(self, desk: Desk, day: str) -> None:
        with pytest.raises(WorkbookError, match="is no day"):
            desk.choose("day", day)

    def test_what_is_not_there_is_refused(self, desk: Desk) -> None:
        for deed in (
            lambda: desk.choose("colour", "red"),
            lambda: desk.look("nothing"),
            lambda: desk.read("nowhere"),
            lambda: desk.pick("mention", "nowhere", 1),
            lambda: desk.pick("sentence", "nowhere", 1),
            lambda: desk.correct("merge", "x"),
            lambda: desk.undo(),
        ):
            with pytest.raises(ParameterRefused):
                deed()


class TestReading:
    def test_a_choice_goes_to_its_first_sentence_in_whichever_article(self, desk: Desk) -> None:
        there = desk.choose("actor", actor(desk, "Petra Mustermann"))
        assert there.open == desk.index.articles[1]
        slip = card.card(there)
        assert slip is not None
        assert slip["head"] == "Petra Mustermann"
        assert slip["text"] == "Petra Mustermann"

    def test_steps_go_through_what_is_shown_and_stop_at_the_ends(self, desk: Desk) -> None:
        at = desk.choose("words", "streik")
        seen = [panes.place(at)["told"]]
        for _ in range(3):
            at = at.step(1)
            seen.append(panes.place(at)["told"])
        assert seen == ["1 of 3 sentences", "2 of 3 sentences", "3 of 3 sentences", "3 of 3 sentences"]  # fmt: skip
        assert panes.place(at.step(-1))["told"] == "2 of 3 sentences"

    def test_the_text_comes_whole_and_with_the_marks_of_the_reading_view(self, desk: Desk) -> None:
        page = panes.page(desk)
        text = "".join(run for block in page["blocks"] for run, _ in block["runs"])
        assert "".join(text.split()) == "".join(TALKS.split())
        paths = {key for block in page["blocks"] for _, path in block["runs"] for key in path}
        marks = set(page["marks"])
        assert {key for key in paths if key[0] != "s"} <= marks
        assert {key for key in marks if key[0] != "t"} <= paths  # a longer word may hide a shorter

    def test_every_row_of_every_list_can_be_picked(
        self, library: workbook.Workbook, ledger: Ledger
    ) -> None:
        desk = Desk.of(library, ledger)
        for lens in ("claims", "mentions", "events", "dates"):
            pane = lists.lens(desk.look(lens))
            assert pane["rows"]
            for row in pane["rows"]:
                slip = card.card(desk.pick(row["kind"], row["article"], row["number"]))
                assert slip is not None
                assert slip["text"]

    def test_lists_come_a_page_at_a_time(self, library: workbook.Workbook, ledger) -> None:
        desk = Desk.of(library, ledger)
        pages = lists.lens(desk)["pages"]
        rows = [row for n in range(pages) for row in lists.lens(desk.turn("claims", n))["rows"]]
        assert len(rows) == len(library.claims)
        assert lists.lens(desk.turn("claims", 999))["page"] == pages - 1

    def test_the_network_is_always_the_same(self, desk: Desk) -> None:
        drawn = lists.lens(desk.look("network"))
        assert drawn == lists.lens(desk.look("network"))
        names = {node["name"] for node in drawn["nodes"]}
        assert {"Petra Muster", "Karl Beispiel"} <= names
        a, b = (drawn["nodes"][drawn["edges"][0][end]]["id"] for end in "ab")
        assert desk.together(a, b).sentence == 0


class TestCorrecting:
    @pytest.mark.parametrize(
        ("verb", "value", "lasting"),
        [
            ("rename", "Petra Neu", lambda desk: "Petra Neu" in desk.index.names["actor"].names),
            ("kind", "group", lambda desk: "group" in set(desk.book.actors["kind"])),
            ("role", "Kanzlerin", lambda desk: "Kanzlerin" in set(desk.book.actors["role"])),
            ("alias", "Streik", lambda desk: "Streik" in set(desk.book.mentions["text"])),
            ("reject", "", lambda desk: card.card(desk) is None),
            ("accept", "", lambda desk: panes.head(desk)["corrections"] == 1),
        ],
    )
    def test_what_is_said_holds_at_once_and_in_the_ledger(
        self, desk: Desk, two: workbook.Workbook, verb: str, value: str, lasting
    ) -> None:
        done = pick(desk, "Petra Muster").correct(verb, value, why="so it says")
        assert lasting(done)
        (entry,) = Ledger.open(done.ledger.path).in_force()
        assert entry.why == "so it says"
        again = Desk.of(two, Ledger.open(done.ledger.path))
        for name, frame in again.book.tables().items():
            assert frame.equals(done.book.tables()[name]), name

    def test_two_actors_become_one_and_the_choice_goes_along(self, desk: Desk) -> None:
        muster, mann = actor(desk, "Petra Muster"), actor(desk, "Petra Mustermann")
        done = desk.choose("actor", mann).correct("merge", muster)
        assert done.choice.actor == muster
        assert mann not in set(done.book.actors["actor_id"])
        assert panes.head(done)["undo"] == "Petra Mustermann is Petra Muster"

    def test_some_mentions_are_somebody_elses_and_come_back(self, desk: Desk) -> None:
        at = pick(desk, "Karl Beispiel")
        before = written(at)
        (verb,) = (one for one in card.card(at)["verbs"] if one["verb"] == "split")
        assert [(one["text"], one["on"]) for one in verb["choices"]] == [
            ("Karl Beispiel", True),
            ("Karl Beispiel", False),
        ]
        number = verb["choices"][1]["number"]
        done = at.correct("split", "Karla Beispiel", mentions=[number], why="two of them")
        row = done.row("mention", at.open, number)
        assert done.index.names["actor"].name(row["actor_id"]) == "Karla Beispiel"
        assert panes.head(done)["undo"] == "Karla Beispiel instead of Karl Beispiel, 1 mention"
        assert panes.head(done)["history"][0]["why"] == "two of them"
        assert written(done.undo()) == before
        same = at.correct("split", "Karl Beispiel", mentions=[number])  # of the same name
        assert same.row("mention", at.open, number)["actor_id"] == "person:karl-beispiel-2"
        known = at.correct("split", actor(desk, "Petra Muster"), mentions=[number])
        assert known.row("mention", at.open, number)["actor_id"] == actor(desk, "Petra Muster")
        for name, mentions in (("", [number]), ("Karla", []), (row["actor_id"], [999])):
            with pytest.raises(WorkbookError):
                at.correct("split", name, mentions=mentions)

    def test_a_statement_gets_another_source_or_is_none(self, desk: Desk) -> None:
        claim = desk.book.claims.iloc[0]
        at = desk.pick("claim", claim["article_id"], int(claim["claim_id"]))
        beispiel = actor(desk, "Karl Beispiel")
        moved = at.correct("source", beispiel)
        assert (
            moved.row("claim", claim["article_id"], int(claim["claim_id"]))["source_id"] == beispiel
        )
        gone = at.correct("reject")
        assert len(gone.book.claims) == len(desk.book.claims) - 1

    def test_undoing_brings_every_table_back_byte_for_byte(self, desk: Desk) -> None:
        before = written(desk)
        once = pick(desk, "Petra Muster").correct("rename", "Petra Neu")
        middle = written(once)
        twice = pick(once, "Karl Beispiel").correct("merge", actor(once, "Petra Neu"))
        assert written(twice) not in (before, middle)
        back = twice.undo()
        assert written(back) == middle
        assert back.picked == pick(once, "Karl Beispiel").picked  # where it was corrected
        afresh = Desk.of(desk.book, Ledger.open(back.ledger.path))  # it knows the ledger alone
        assert written(afresh) == middle
        assert written(afresh.undo()) == before

    def test_what_cannot_be_leaves_the_ledger_as_it_is(self, desk: Desk) -> None:
        at = pick(desk, "Petra Muster")
        for verb, value in (("rename", " "), ("kind", "weather"), ("merge", "nobody"), ("fly", "")):
            with pytest.raises(WorkbookError):
                at.correct(verb, value)
        assert not desk.ledger.path.exists()

    def test_names_offered_begin_with_those_that_look_alike(self, desk: Desk) -> None:
        at = pick(desk, "Petra Muster")
        assert card.candidates(at, "")[0]["name"] == "Petra Mustermann"
        assert [one["name"] for one in card.candidates(at, "beisp")] == ["Karl Beispiel"]
        assert card.candidates(at, "Zeppelin") == []

    def test_every_correction_is_on_a_card_with_words_in_both_languages(self, desk: Desk) -> None:
        claim = desk.book.claims.iloc[0]
        at = desk.pick("claim", claim["article_id"], int(claim["claim_id"]))
        for language in ("en", "de"):
            slips = [card.card(replace(one, language=language)) for one in (pick(desk, "Petra Muster"), at)]  # fmt: skip
            offered = [verb for slip in slips for verb in slip["verbs"]]
            assert all(verb["label"] and verb["means"] for verb in offered)
            assert [verb["verb"] for verb in offered] == [
                *("merge", "split", "rename", "kind", "role", "alias", "reject", "accept"),
                *("source", "reject", "accept"),
            ]


class TestWidget:
    def test_what_the_browser_asks_for_is_done_and_what_is_wrong_is_said(
        self, two: workbook.Workbook, ledger: Ledger
    ) -> None:
        shown = explore(two, language="en", ledger=ledger)
        shown.do({"do": "choose", "field": "words", "value": "streik"})
        assert shown.head["sentences"].startswith("3 of")
        row = two.mentions.iloc[0]
        shown.do({"do": "pick", "kind": "mention", "article": row["article_id"], "number": 1})
        shown.do({"do": "correct", "verb": "rename", "value": "Petra Neu", "why": "test"})
        assert "Petra Neu" in shown.notice["text"]
        assert "Petra Neu" in set(shown.book.actors["name"])
        shown.do({"do": "undo"})
        assert shown.book.actors.equals(two.actors)
        shown.do({"do": "shut"})
        shown.do({"do": "correct", "verb": "rename", "value": "x"})
        assert shown.notice["wrong"]
        german = explore(two, language="de", ledger=ledger)
        german.do({"do": "correct", "verb": "rename", "value": "x"})
        assert german.notice["text"].startswith("Zuerst im Text einen Namen")

    @given(st.sampled_from(DEEDS), st.dictionaries(st.sampled_from(FIELDS), VALUES))
    def test_no_request_breaks_it(self, short: Desk, do: str, request_: dict[str, object]) -> None:
        try:
            after = widget.done(short, {"do": do, **request_})
        except WorkbookError:
            return
        assert panes.head(after)["articles"]
        assert lists.lens(after)["name"] == after.lens

    def test_an_empty_book_says_what_would_be_here(self, ledger: Ledger) -> None:
        shown = explore(workbook.Workbook.of([]), language="de", ledger=ledger)
        assert shown.sheet["empty"].startswith("Hier stünde")

    def test_a_hostile_text_stays_text(self, ledger: Ledger) -> None:
        text = (
            "Rubio <script>alert(1)</script> sagte: „</script><img src=x onerror=alert(1)>“.\n\n"
            "{{ 7*7 }} und $x^2$\x00 \u202e \u200b laut Petra Muster [klick](javascript:alert(1))."
        )
        book = workbook.analyze([workbook.Article(text=text, title="<b>T</b>", language="de")])
        shown = explore(book, ledger=ledger)
        runs = "".join(run for block in shown.sheet["blocks"] for run, _ in block["runs"])
        assert "".join(runs.split()) == "".join(text.replace("\x00", "\ufffd").split())
        json.dumps([shown.sheet, shown.lens, shown.head])

    def test_the_browser_half_makes_no_markup_of_texts(self) -> None:
        code = (widget.FOLDER / "explorer.js").read_text(encoding="utf-8")
        for way in (
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "http",
        ):
            assert way not in code.replace("http://www.w3.org/2000/svg", "")
