"""Corrections laid over books: what each kind does, where it holds, and that it can be undone."""

from __future__ import annotations

import io
import json
import tempfile
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import workbook
from workbook import errors, review, tables, view
from workbook.models import Article, Reading
from workbook.review import Ledger, edits, records, voices
from workbook.review.anchors import Quote
from workbook.review.corrections import Merge, Profile
from workbook.schemas import TABLES

BRIDGE = """Petra Muster leitet das Amt in Bonn. Am Montag sagte Muster, die Brücke bleibe gesperrt. Die Beamtin Erika Probst traf Muster am Abend in Köln.

Der Ingenieur Jonas Beispiel widersprach. „Die Brücke ist sicher“, sagte Beispiel. Er traf Petra Muster am Dienstag.

Nach Angaben der Polizei gab es keine Verletzten. Die Stadt Bonn verhandelte mit der Firma Brückenbau AG. Laut Jonas Beispiel droht ein Streik.
"""
TOWER = "Erika Probst lobte den Turm. Die Amtschefin war dabei. Erika Probst sagte, er werde hoch."
MUSTER, PROBE = "person:petra-muster", "person:erika-probst"
BEISPIEL, FIRM = "person:jonas-beispiel", "org:brueckenbau"


def article(text: str = BRIDGE, title: str | None = "Die Sperrung") -> Article:
    return Article(text=text, title=title, outlet="Musterkurier", language="de")


@pytest.fixture(scope="module")
def read() -> workbook.Workbook:
    """Two articles of one paper, without corrections."""
    return workbook.analyze([article(), article(TOWER, "Der Turm")])


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger.open(tmp_path / "corrections.jsonl")


def bytes_of(book: workbook.Workbook) -> dict[str, bytes]:
    found = {}
    for name, frame in book.tables().items():
        buffer = io.BytesIO()
        frame.to_parquet(buffer, index=False)
        found[name] = (
            buffer.getvalue() + frame.to_json(orient="records", date_format="iso").encode()
        )
    return found


def holds_together(book: workbook.Workbook) -> None:
    """Every table keeps its schema, every reference leads somewhere, all counts follow."""
    frames = book.tables()
    for name, table in TABLES.items():
        table.validate(frames[name])
        for column, (other, key) in table.references.items():
            have = set(zip(frames[other]["article_id"], frames[other][key], strict=True))
            rows = frames[name].dropna(subset=[column])
            assert set(zip(rows["article_id"], rows[column], strict=True)) <= have, (name, column)
    counted = book.mentions.groupby(["article_id", "actor_id"]).size().to_dict()
    rows = book.actors.set_index(["article_id", "actor_id"])
    assert rows["n_mentions"].to_dict() == counted
    first = book.mentions.groupby(["article_id", "actor_id"])["start"].min().to_dict()
    assert rows["first_start"].to_dict() == first
    told = book.claims.groupby(["article_id", "source_id"]).size().to_dict()
    sources = book.sources.set_index(["article_id", "source_id"])["n_claims"].to_dict()
    assert {key: n for key, n in sources.items() if n} == told
    texts = book.articles.set_index("article_id")["text"]
    for row in book.mentions.itertuples():
        assert texts[row.article_id][row.start : row.end] == row.text


def ids(book: workbook.Workbook) -> tuple[str, str]:
    first, second = book.articles["article_id"]
    return first, second


def row(frame: pd.DataFrame, **wanted: object) -> pd.Series:
    for name, value in wanted.items():
        frame = frame[frame[name] == value]
    assert len(frame) == 1, frame
    return frame.iloc[0]


def said(ledger: Ledger, *corrections: review.Correction) -> Ledger:
    return ledger.extend(corrections, why="seen in the paper", who="Desk")


def test_an_actor_merged_once_is_the_other_one_in_every_article(read, ledger) -> None:
    bridge, tower = ids(read)
    book = read.corrected(said(ledger, review.merge(read, PROBE, MUSTER)))
    holds_together(book)
    assert PROBE not in set(book.actors["actor_id"])
    here, there = (row(book.actors, article_id=one, actor_id=MUSTER) for one in (bridge, tower))
    assert (here["n_mentions"], here["name"], here["role"]) == (5, "Petra Muster", "Beamtin")
    assert there["name"] == "Petra Muster"
    voice = row(book.sources, article_id=tower, source_id=MUSTER)
    before = row(read.sources, article_id=tower, source_id=PROBE)
    assert (voice["name"], voice["actor_id"]) == ("Petra Muster", MUSTER)
    assert (voice["share"], voice["n_claims"]) == (before["share"], before["n_claims"])
    met = book.event_actors[book.event_actors["article_id"] == bridge]
    assert not met.duplicated(["event_id", "actor_id", "part"]).any()
    other = row(book.actors, actor_id=BEISPIEL)["salience"]
    assert other < row(read.actors, actor_id=BEISPIEL)["salience"]  # others weigh less beside it


def test_a_merge_holds_for_articles_read_later(read, ledger) -> None:
    ledger = said(ledger, review.merge(read, PROBE, MUSTER))
    late = workbook.analyze([article("In Kiel sprach Erika Probst.", "Spät")]).corrected(ledger)
    assert late.actors["name"].tolist().count("Petra Muster") == 1
    assert late.corrections[0].entry_id == ledger.entries[0].id


def test_some_mentions_are_split_off_with_what_they_say(read, ledger) -> None:
    bridge, _ = ids(read)
    of = read.mentions[(read.mentions["actor_id"] == MUSTER) & (read.mentions["text"] == "Muster")]
    other = review.Profile(actor_id="person:otto-muster", name="Otto Muster", kind="person")
    correction = review.split(read, bridge, of["mention_id"], other)
    book = read.corrected(said(ledger, correction))
    holds_together(book)
    assert row(book.actors, actor_id="person:otto-muster")["n_mentions"] == 2
    assert row(book.actors, article_id=bridge, actor_id=MUSTER)["n_mentions"] == 2
    claim = row(book.claims, text="die Brücke bleibe gesperrt")
    assert claim["source_id"] == "person:otto-muster"
    assert MUSTER not in set(book.sources["source_id"])
    met = book.event_actors.set_index("event_id")["actor_id"]
    assert "person:otto-muster" in set(met[[1]])  # only the split-off mention is in its sentence
    assert MUSTER in set(met[[2]])


def test_a_name_a_kind_and_a_role_are_changed(read, ledger) -> None:
    bridge, _ = ids(read)
    book = read.corrected(
        said(
            ledger,
            review.rename(read, PROBE, "Erika Probst-Lang"),
            review.set_kind(read, BEISPIEL, "organisation"),
            review.set_role(read, PROBE, None, article_id=bridge),
        )
    )
    holds_together(book)
    named = book.actors[book.actors["actor_id"] == PROBE]
    assert set(named["name"]) == {"Erika Probst-Lang"}
    assert row(book.sources, source_id=PROBE)["name"] == "Erika Probst-Lang"
    assert row(book.actors, actor_id=BEISPIEL)["kind"] == "organisation"
    assert set(book.mentions.loc[book.mentions["actor_id"] == BEISPIEL, "kind"]) == {"organisation"}
    assert row(book.sources, source_id=BEISPIEL)["kind"] == "organisation"
    assert pd.isna(row(book.actors, article_id=bridge, actor_id=PROBE)["role"])
    roles = {
        one.article_id
        for one in book.corrections
        if one.entry_id == Ledger.open(ledger.path).entries[2].id
    }
    assert roles == {bridge}


def test_an_alias_means_its_actor_wherever_it_stands(read, ledger) -> None:
    _, tower = ids(read)
    book = read.corrected(
        said(
            ledger,
            review.alias(read, "Amtschefin", MUSTER),
            review.alias(read, "Erika Probst", MUSTER),
            review.alias(read, "rück", MUSTER),  # never within a word
        )
    )
    holds_together(book)
    there = book.mentions[book.mentions["article_id"] == tower]
    assert there.loc[there["actor_id"] == MUSTER, "text"].tolist() == [
        "Erika Probst",
        "Amtschefin",
        "Erika Probst",
    ]
    assert PROBE not in set(book.actors["actor_id"])
    speaks = book.claims[book.claims["article_id"] == tower]
    assert set(speaks["source_id"]) == {MUSTER}
    assert len({one.entry_id for one in book.corrections}) == 2


def test_a_mention_and_a_claim_are_rejected(read, ledger) -> None:
    bridge, _ = ids(read)
    firm = row(read.mentions, actor_id=FIRM)
    claim = row(read.claims, text="gab es keine Verletzten")
    book = read.corrected(
        said(
            ledger,
            review.reject_mention(read, bridge, firm["mention_id"]),
            review.reject_claim(read, bridge, claim["claim_id"]),
        )
    )
    holds_together(book)
    assert FIRM not in {*book.actors["actor_id"], *book.event_actors["actor_id"]}
    assert claim["text"] not in set(book.claims["text"])
    assert "body:polizei" not in set(book.sources["source_id"])
    shares = [
        row(one.sources, article_id=bridge, source_id="author")["share"] for one in (read, book)
    ]
    assert shares[1] == pytest.approx(shares[0] + 1 / 9)


def test_a_claim_goes_back_to_another_source(read, ledger) -> None:
    bridge, _ = ids(read)
    claim = row(read.claims, text="gab es keine Verletzten")
    office = review.Party(source_id="body:amt", name="Amt", kind="government")
    ledger = said(ledger, review.set_source(read, bridge, claim["claim_id"], PROBE))
    book = read.corrected(ledger)
    holds_together(book)
    assert row(book.sources, article_id=bridge, source_id=PROBE)["actor_id"] == PROBE
    assert row(book.claims, text=claim["text"])["source_id"] == PROBE
    again = review.set_source(book, bridge, claim["claim_id"], office)
    book = book.corrected(said(ledger, again))
    holds_together(book)
    voice = row(book.sources, source_id="body:amt")
    assert (voice["n_claims"], voice["share"]) == (1, pytest.approx(1 / 9))
    assert PROBE not in set(book.sources.loc[book.sources["article_id"] == bridge, "source_id"])


def test_what_is_accepted_is_counted_and_changes_nothing(read, ledger) -> None:
    bridge, _ = ids(read)
    book = read.corrected(
        said(
            ledger,
            review.accept_actor(read, MUSTER),
            review.accept_claim(read, bridge, 1),
            review.accept_mention(read, bridge, 1),
        )
    )
    assert bytes_of(book) == bytes_of(read)
    assert len({one.entry_id for one in book.corrections if one.accepts}) == 3


@pytest.mark.parametrize("title", ["Die Sperrung", None])
def test_corrections_survive_a_changed_paragraph_elsewhere(title: str | None, ledger) -> None:
    before = workbook.analyze([article(title=title)])
    (one,) = before.articles["article_id"]
    firm = row(before.mentions, actor_id=FIRM)["mention_id"]
    claim = row(before.claims, text="gab es keine Verletzten")["claim_id"]
    ledger = said(
        ledger,
        review.reject_mention(before, one, firm),
        review.set_source(before, one, claim, BEISPIEL),
    )
    start, _, rest = BRIDGE.partition("\n\n")
    edited = f"Eilmeldung vom Abend: Der Verkehr ruht.\n\n{start} Das gilt bis Mai.\n\n{rest}"
    after = workbook.analyze([article(edited, title)])
    assert after.articles["article_id"].tolist() != [one]
    book = after.corrected(ledger)
    holds_together(book)
    assert FIRM not in set(book.actors["actor_id"])
    assert row(book.claims, text="gab es keine Verletzten")["source_id"] == BEISPIEL


def test_what_no_longer_applies_changes_nothing_and_says_why(read, ledger) -> None:
    bridge, _ = ids(read)
    firm = row(read.mentions, actor_id=FIRM)["mention_id"]
    claim = row(read.claims, text="gab es keine Verletzten")["claim_id"]
    ledger = said(
        ledger,
        review.reject_mention(read, bridge, firm),
        review.reject_mention(read, bridge, firm),
        review.reject_claim(read, bridge, claim),
        review.rename(read, FIRM, "Brückenbau"),
    )
    shorter = workbook.analyze([article(BRIDGE.replace("Nach Angaben der Polizei", "So"))])
    laid = review.lay(shorter.tables(), ledger.in_force())
    assert [(entry.id, reason) for entry, reason in laid.missed] == [
        (ledger.entries[1].id, "no mention is read in these words any more"),
        (ledger.entries[2].id, "no claim is read in these words any more"),
        (ledger.entries[3].id, "no article here has this actor or these words"),
    ]
    gone = workbook.analyze([article("Es regnet in Bonn.")])
    laid = review.lay(gone.tables(), ledger.in_force()[:1])
    assert laid.missed[0][1] == "these words are not in the article any more"
    assert laid.frames["mentions"] is gone.mentions
    other = workbook.analyze([article("Es regnet in Bonn.", "Anderes")])
    laid = review.lay(other.tables(), ledger.in_force()[:1])
    assert laid.missed[0][1] == "no article here is the one it is about"


def test_the_same_words_elsewhere_in_the_article_are_left_alone(read, ledger) -> None:
    bridge, _ = ids(read)
    second = read.mentions[(read.mentions["text"] == "Petra Muster")].iloc[1]
    ledger = said(ledger, review.reject_mention(read, bridge, second["mention_id"]))
    book = read.corrected(ledger)
    left = book.mentions[book.mentions["text"] == "Petra Muster"]
    assert left["start"].tolist() == [0]


def test_an_article_without_a_head_is_known_by_its_words_alone(ledger) -> None:
    first = Article(text=TOWER, language="de")
    edited = Article(text=f"Es regnet.\n\n{TOWER}", language="de")
    other = Article(text="In Kiel sprach Erika Probe.", language="de")
    book = workbook.analyze([first])
    (one,) = book.articles["article_id"]
    ledger = said(
        ledger,
        review.reject_mention(book, one, 1),
        review.set_role(book, PROBE, "Baumeisterin", article_id=one),
    )
    again = workbook.analyze([edited, other]).corrected(ledger)
    holds_together(again)
    assert [(a.entry_id, a.article_id) for a in again.corrections] == [
        (ledger.entries[0].id, edited.article_id)
    ]
    laid = review.lay(workbook.analyze([other]).tables(), ledger.in_force())
    assert {reason for _, reason in laid.missed} == {"no article here is the one it is about"}


def test_lines_of_two_analysts_hold_in_either_order(read, ledger) -> None:
    bridge, _ = ids(read)
    of = read.mentions[(read.mentions["article_id"] == bridge)]
    rejected = review.reject_mention(read, bridge, row(of, actor_id=PROBE)["mention_id"])
    merged = review.merge(read, PROBE, MUSTER)
    one = read.corrected(said(ledger, rejected, merged))
    other = read.corrected(said(Ledger.open(ledger.path.with_name("b.jsonl")), merged, rejected))
    for book in (one, other):
        assert row(book.actors, article_id=bridge, actor_id=MUSTER)["n_mentions"] == 4
        here = book.mentions[book.mentions["article_id"] == bridge]
        assert "Erika Probe" not in set(here["text"])


def test_a_book_is_corrected_before_or_after_it_is_filtered(read, ledger) -> None:
    _, tower = ids(read)
    ledger = said(ledger, review.merge(read, PROBE, MUSTER))
    one = read.corrected(ledger).filter(article=tower)
    other = read.filter(article=tower).corrected(ledger)
    assert bytes_of(one) == bytes_of(other)
    assert one.corrections == other.corrections
    assert bytes_of(one.corrected(Ledger(ledger.path))) == bytes_of(read.filter(article=tower))


def test_corrections_are_applied_on_every_run_of_a_project(tmp_path, monkeypatch, read) -> None:
    (tmp_path / "workbook.toml").write_text("")
    (tmp_path / "below").mkdir()
    (tmp_path / "turm.txt").write_text(TOWER, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "below")
    Ledger.open(tmp_path / "corrections.jsonl").add(review.merge(read, PROBE, MUSTER))
    for book in (workbook.load(tmp_path / "turm.txt"), workbook.analyze([article(TOWER)])):
        assert MUSTER in set(book.actors["actor_id"])
        assert len(book.corrections) == 1


def test_an_archive_keeps_what_was_read_and_gives_it_back_corrected(
    tmp_path, monkeypatch, read
) -> None:
    (tmp_path / "workbook.toml").write_text("")
    monkeypatch.chdir(tmp_path)
    ledger = Ledger.open("corrections.jsonl").add(review.merge(read, PROBE, MUSTER))
    store = read.corrected(ledger).save(tmp_path / "store")
    assert PROBE in set(store.table("actors")["actor_id"])
    assert PROBE not in set(store.book().actors["actor_id"])
    ledger.undo(ledger.entries[0].id)
    assert PROBE in set(store.book().actors["actor_id"])


def test_an_archive_is_chosen_from_by_what_corrections_say(tmp_path, monkeypatch, read) -> None:
    (tmp_path / "workbook.toml").write_text("")
    monkeypatch.chdir(tmp_path)
    ledger = Ledger.open("corrections.jsonl")
    store = read.save(tmp_path / "store")
    third = Profile(actor_id="person:dritte", name="Dritte", kind="person")
    sure = read.claims.iloc[0]
    for correction in (
        review.merge(read, PROBE, MUSTER),
        Merge(actor=MUSTER, new=third),
        review.alias(read, "Turm", FIRM),
        review.set_source(read, sure["article_id"], int(sure["claim_id"]), BEISPIEL),
    ):
        ledger = ledger.add(correction)
        whole = store.book()
        ids = {*read.actors["actor_id"], *whole.actors["actor_id"]}
        for one in sorted(ids):
            same(store.book(actor=one), whole.filter(actor=one))
        for one in sorted({*read.sources["source_id"], *whole.sources["source_id"]}):
            same(store.book(source=one), whole.filter(source=one))
    assert len(store.book(actor="person:dritte").articles) == 2
    assert len(store.book(actor=FIRM).articles) == 2


def same(one: workbook.Workbook, other: workbook.Workbook) -> None:
    """Two books hold the same rows, of articles in whatever order."""
    for name, frame in one.tables().items():
        order = ["article_id", *TABLES[name].key]
        rows = other.tables()[name].sort_values(order).reset_index(drop=True)
        pd.testing.assert_frame_equal(frame.sort_values(order).reset_index(drop=True), rows)


def test_a_report_says_on_how_many_corrections_it_rests(read, ledger) -> None:
    corrections = [review.rename(read, PROBE, "Erika P."), review.accept_actor(read, MUSTER)]
    book = read.corrected(said(ledger, *corrections))
    english, german = (view.method(book, language=one).plain for one in ("en", "de"))
    assert "This report rests on 1 correction made by hand" in english
    assert "Looked at and confirmed: 1." in english
    assert "stützt sich auf 1 Korrektur von Hand" in german
    assert "Corrections: None;" in view.method(read).plain


def test_what_is_not_in_the_book_is_refused(read) -> None:
    bridge, _ = ids(read)
    other = review.Profile(actor_id="person:x", name="X", kind="person")
    first, last = (read.mentions[read.mentions["article_id"] == bridge].iloc[[0, 1]])["mention_id"]
    for wrong, sentence in (
        (lambda: review.merge(read, "person:erika-probs", MUSTER), f"did you mean '{PROBE}'"),
        (lambda: review.merge(read, MUSTER, MUSTER), "one actor already"),
        (lambda: review.rename(read, MUSTER, " "), "at least one letter"),
        (lambda: review.set_kind(read, MUSTER, "humans"), "one of person"),
        (lambda: review.alias(read, " ", MUSTER), "at least one letter"),
        (lambda: review.reject_claim(read, bridge, 99), "has no claim 99"),
        (lambda: review.reject_claim(read, "nowhere", 1), "has no claim 1"),
        (lambda: review.set_source(read, bridge, 1, "nobody at all"), "no source"),
        (lambda: review.split(read, bridge, [first, last], other), "one actor"),
        (lambda: review.rename(read, MUSTER, "X", article_id="nowhere"), "no article"),
    ):
        with pytest.raises(errors.ParameterRefused, match=sentence):
            wrong()


def test_rows_become_the_records_they_were_made_of(library) -> None:
    found = records.readings(library.tables(), library.articles["article_id"])
    for name, frame in tables.frames(found, names=records.CHANGED).items():
        pd.testing.assert_frame_equal(frame, library.tables()[name])


def test_sources_are_counted_as_the_reader_of_claims_counts(library) -> None:
    for reading in records.readings(library.tables(), library.articles["article_id"]):
        assert voices.counted(reading, reading.claims, ()) == reading.sources


@given(st.data())
@settings(max_examples=8)
def test_whatever_is_corrected_holds_together_and_can_be_undone(read, data) -> None:
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger.open(Path(folder) / "corrections.jsonl")
        book, ready = read, read.to_correct()
        for _ in range(data.draw(st.integers(1, 5), label="corrections")):
            correction = data.draw(st.sampled_from(_VERBS), label="verb")(book, data)
            if correction is not None:
                ledger = ledger.add(correction, why=data.draw(st.text(max_size=5)))
                book = book.corrected(ledger)  # each upon the last
                ready = ready.corrected(ledger)
        holds_together(book)
        assert bytes_of(ready) == bytes_of(book)
        for name, frame in from_scratch(read, ledger).items():
            pd.testing.assert_frame_equal(frame, book.tables()[name])
        at_once = read.corrected(Ledger.open(ledger.path))
        assert bytes_of(at_once) == bytes_of(book)
        assert set(at_once.corrections) == set(book.corrections)
        entries = data.draw(st.permutations(ledger.entries), label="undone in this order")
        for entry in entries:
            ledger = ledger.undo(entry.id)
        assert ledger.in_force() == ()
        assert bytes_of(book.corrected(ledger)) == bytes_of(read)


def from_scratch(read: workbook.Workbook, ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Every table a correction can change, made anew of every article's reading as corrected."""
    found = review.readings(read.tables(), read.articles["article_id"])
    for entry in ledger.in_force():
        outcomes = [edits.apply(entry.correction, reading) for reading in found]
        found = [
            outcome if isinstance(outcome, Reading) else reading
            for reading, outcome in zip(found, outcomes, strict=True)
        ]
    return tables.frames(found, names=records.CHANGED)


def _actor(book: workbook.Workbook, data: st.DataObject) -> str:
    return data.draw(st.sampled_from(sorted(set(book.actors["actor_id"]))))


def _place(frame: pd.DataFrame, key: str, data: st.DataObject) -> tuple[str, int] | None:
    if frame.empty:
        return None
    chosen = frame.iloc[data.draw(st.integers(0, len(frame) - 1))]
    return chosen["article_id"], chosen[key]


def _merge(book, data):
    one, other = _actor(book, data), _actor(book, data)
    return None if one == other else review.merge(book, one, other)


def _split(book, data):
    place = _place(book.mentions, "mention_id", data)
    new = review.Profile(actor_id="person:neu", name="Neu", kind="person")
    if place is None or row(book.mentions, article_id=place[0], mention_id=place[1])[
        "actor_id"
    ] == ("person:neu"):
        return None
    return review.split(book, place[0], [place[1]], new)


def _change(book, data):
    kind = data.draw(st.sampled_from(["person", "organisation", "place", "group", "outlet"]))
    return data.draw(
        st.sampled_from(
            [
                review.rename(book, _actor(book, data), "Anders"),
                review.set_kind(book, _actor(book, data), kind),
                review.set_role(book, _actor(book, data), None),
            ]
        )
    )


def _alias(book, data):
    words = data.draw(st.sampled_from(["Muster", "Er", "Streik", "Petra", "Bonn", "die", "Turm"]))
    return review.alias(book, words, _actor(book, data))


def _reject(book, data):
    place = _place(book.mentions, "mention_id", data)
    return place and review.reject_mention(book, *place)


def _reject_claim(book, data):
    place = _place(book.claims, "claim_id", data)
    return place and review.reject_claim(book, *place)


def _source(book, data):
    place = _place(book.claims, "claim_id", data)
    to = data.draw(st.sampled_from(sorted({*book.sources["source_id"], *book.actors["actor_id"]})))
    return place and review.set_source(book, *place, to)


_VERBS = (_merge, _split, _change, _alias, _reject, _reject_claim, _source)


@given(st.text(max_size=60), st.data())
def test_a_quote_is_found_where_it_was_taken(text: str, data) -> None:
    end = data.draw(st.integers(0, len(text)))
    start = data.draw(st.integers(0, end))
    if start < end:
        assert Quote.of(text, start, end).find(text) == (start, end)


@given(st.text(alphabet="ab \n", max_size=40), st.text(alphabet="ab \n", max_size=40))
def test_what_a_quote_finds_are_its_words(text: str, other: str) -> None:
    found = Quote.of(f"{text}Mitte{other}", len(text), len(text) + 5).find(f"{other}Mitte{text}")
    assert found in (None, (len(other), len(other) + 5))


def test_an_article_is_known_by_address_or_headline(ledger) -> None:
    one = replace(article(), url="https://example.org/1")
    other = replace(article("Anders."), url="https://example.org/2")
    where = review.Where.of(one)
    assert where.names(replace(one, text="Geändert."))
    assert not where.names(other)
    assert not where.names(article())
    assert not review.Where.of(article()).names(article(title="Etwas anderes"))
    assert json.loads(where.model_dump_json())["id"] == one.article_id
