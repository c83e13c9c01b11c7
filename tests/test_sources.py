"""Who says so: on sentences of our own, and on any text at all."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook import knowledge, language
from workbook.models import AUTHOR, Actor, Article, Claim, Mention
from workbook.sources import SourceReader, SourcesFound

PARSE = language.load(engine="workbook")
READER = SourceReader(knowledge.load())
CASES = Path(__file__).parent / "cases"


def read(
    text: str, mentions: tuple[Mention, ...] = (), actors: tuple[Actor, ...] = ()
) -> SourcesFound:
    return READER.read(PARSE(text), Article(text=text), mentions, actors)


def part(text: str, claim: Claim, name: str) -> str:
    return " … ".join(text[s.start : s.end] for s in claim.part(name))  # type: ignore[arg-type]


def test_a_konjunktiv_sentence_goes_on_with_the_speaker_before() -> None:
    text = "Der Arzt sagte, die Lage sei ernst. Man habe zu wenig Betten."
    claims = read(text).claims
    assert claims[-1].kind == "indirect_free_indirect"
    assert part(text, claims[-1], "speaker") == "Der Arzt"


def test_a_forgotten_mark_is_a_problem_and_the_rest_is_read() -> None:
    text = "Er sprach von „Unfug.\n\n„Wir bleiben hier“, sagte die Lehrerin."
    found = read(text)
    assert [p.stage for p in found.problems] == ["sources"]
    assert [part(text, c, "quote") for c in found.claims if c.kind == "direct"] == [
        "„Wir bleiben hier“"
    ]


def test_a_claim_inside_another_comes_via_it() -> None:
    text = "Laut der Zeitung sagte der Minister, das Geld sei da."
    found = read(text)
    inner = found.claims[-1]
    assert inner.source_id == "unnamed:minister"
    assert inner.via_source_id == "body:zeitung"


def test_a_mention_makes_the_source_an_actor() -> None:
    text = "Merkel sagte, die Lage sei ernst. Das Wetter ist gut."
    mention = Mention(0, 6, "person", "short", "angela-merkel")
    actor = Actor("angela-merkel", "Angela Merkel", "person", 1, 0, 1.0)
    sources = {s.source_id: s for s in read(text, (mention,), (actor,)).sources}
    assert sources["angela-merkel"].kind == "person"
    assert sources["angela-merkel"].share == 0.5
    assert sources[AUTHOR].share == 0.5


def _cases(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("case", _cases("claims_none.csv"), ids=lambda case: case["text"][:40])
def test_what_nobody_says_is_no_claim(case: dict[str, str]) -> None:
    assert not read(case["text"]).claims, case["why"]


@pytest.mark.parametrize("case", _cases("claims.csv"), ids=lambda case: case["text"][:40])
def test_claims_of_our_own_sentences(case: dict[str, str]) -> None:
    claim = read(case["text"]).claims[0]
    assert claim.kind == case["kind"]
    assert part(case["text"], claim, "quote") == case["quote"]
    assert part(case["text"], claim, "speaker") == case["speaker"]
    assert part(case["text"], claim, "cue").replace(" … ", " ") == case["cue"]


def test_a_name_no_actor_has_is_a_person_all_the_same() -> None:
    from spacy.tokens import Span

    doc = PARSE("Die Bäckerin Zora Klammer sagte, das Mehl sei teuer.")
    doc.ents = [Span(doc, 2, 4, label="PER")]
    found = READER.read(doc, Article(text=doc.text), (), ())
    assert found.sources[0].source_id == "person:zora-klammer"


def _certainties(half: str) -> list[tuple[str, str]]:
    rows = [row for row in _cases("certainty.csv") if row["half"] == half]
    found = [(row["certainty"], read(row["text"]).claims) for row in rows]
    return [(wanted, claims[0].certainty if claims else "none") for wanted, claims in found]


@pytest.mark.parametrize(("half", "floor"), [("rules", 0.90), ("held", 0.85)])
def test_certainty_keeps_its_mark(half: str, floor: float) -> None:
    pairs = _certainties(half)
    assert sum(wanted == got for wanted, got in pairs) / len(pairs) >= floor


_words = st.sampled_from(
    [
        "„",
        "“",
        '"',
        "'",
        "»",
        "«",
        "‚",
        "‘",
        "''",
        ",",
        ".",
        ":",
        ";",
        "–",
        "(",
        ")",
        "\n",
        "?",
        "!",
        "er",
        "sagte",
        "sei",
        "habe",
        "dass",
        "die",
        "Polizei",
        "teilte",
        "mit",
        "laut",
        "nach",
        "Angaben",
        "zufolge",
        "so",
        "soll",
        "wie",
        "berichtet",
        "Merkel",
        "und",
        "wurde",
        "nicht",
        "Das",
        "3.",
        "2025",
    ]
)
_texts = st.one_of(st.text(max_size=200), st.lists(_words, max_size=60).map(" ".join))


@settings(max_examples=150, deadline=None)
@given(_texts)
def test_any_text_is_read_with_spans_inside_it(text: str) -> None:
    found = read(text)
    assert found == read(text)
    ids = {s.source_id for s in found.sources}
    assert len(ids) == len(found.sources)
    for claim in found.claims:
        assert claim.source_id in ids
        assert claim.via_source_id is None or claim.via_source_id in ids
        assert claim.quote
        for span in claim.spans:
            cut = text[span.start : span.end]
            assert 0 <= span.start < span.end <= len(text)
            assert cut == cut.strip()
    assert all(0 <= s.share <= 1 for s in found.sources)


@pytest.mark.parametrize("text", ["„" * 1000, "„Ja. " * 300 + "“" * 300, "»«" * 500, "' " * 999])
def test_a_thousand_marks_are_read(text: str) -> None:
    assert read(text).sources[-1].source_id == AUTHOR


@pytest.mark.parametrize(
    ("text", "quote", "speaker"),
    [
        (
            "Ministerin Huber: „Wir schaffen das bis Mai“\n\nDas Wetter ist gut.",
            "„Wir schaffen das bis Mai“",
            "Ministerin Huber",
        ),
        ("Die Reform nannte der Richter „völlig verfehlt“.", "„völlig verfehlt“", "der Richter"),
        (
            "Die Forderung der Opposition, das Gesetz zu ändern, blieb ohne Antwort.",
            "das Gesetz zu ändern",
            "der Opposition",
        ),
        (
            "Der Bau wird, wie der Verband mitteilte, im Mai beginnen.",
            "Der Bau wird … im Mai beginnen",
            "der Verband",
        ),
        (
            "Wie das Blatt berichtet, fehlen der Stadt drei Millionen.",
            "fehlen der Stadt drei Millionen",
            "das Blatt",
        ),
    ],
)
def test_rarer_frames(text: str, quote: str, speaker: str) -> None:
    claim = read(text).claims[0]
    assert part(text, claim, "quote") == quote
    assert part(text, claim, "speaker") == speaker


def test_a_message_told_twice_goes_back_to_its_first_source() -> None:
    text = "Die Agentur meldet unter Berufung auf das Ministerium, dass die Grenze offen sei."
    claim = read(text).claims[0]
    assert claim.source_id == "body:ministerium"
    assert claim.via_source_id == "body:agentur"


def test_sources_say_what_they_are() -> None:
    text = (
        "Laut dem Gutachten ist die Brücke alt. Aus Regierungskreisen hieß es, sie sei sicher. "
        "Die Polizei sagte, sie bleibe gesperrt. Sie werde im Mai geprüft."
    )
    kinds = {s.source_id: s.kind for s in read(text).sources}
    assert kinds["document:gutachten"] == "document"
    assert kinds["unnamed:regierungskreise"] == "unnamed"
    assert kinds["body:polizei"] == "government"


def test_the_unnamed_keep_their_wording_and_the_author_what_is_left() -> None:
    text = (
        "Der Fluss ist hoch. Ein hoher Beamter sagte, der Damm halte. Aus Kreisen der Feuerwehr "
        "hieß es, er halte nicht. Das Wetter bleibt schlecht."
    )
    *named, author = read(text).sources
    assert [(s.name, s.kind, s.n_claims, s.share) for s in named] == [
        ("hoher Beamter", "unnamed", 1, 0.25),
        ("Kreise der Feuerwehr", "unnamed", 1, 0.25),
    ]
    assert (author.source_id, author.kind, author.share) == (AUTHOR, "author", 0.5)


def test_who_spoke_before_the_colon_goes_on_behind_it() -> None:
    text = "Die Köchin sprach. Der Wirt nannte den Ort: Man treffe sich im Hof, sagte er."
    assert read(text).claims[-1].source_id == "unnamed:wirt"


def test_a_relative_pronoun_speaks_for_its_noun() -> None:
    text = "Die Köchin sagte, es gebe Suppe. Dann kam ein Gast, der sagte, er habe Hunger."
    assert [c.source_id for c in read(text).claims] == ["unnamed:koechin", "unnamed:gast"]


def test_scare_quotes_and_titles_are_no_claims() -> None:
    assert not read("Das Schiff „Gorch Fock“ liegt im Hafen. Der Film „Das Boot“ läuft.").claims


def test_a_text_without_full_stops_is_read_in_pieces() -> None:
    found = read("Punkt, " * 2000 + "laut Polizei ist alles gut.")
    assert any("without a full stop" in p.message for p in found.problems)
    assert found.claims


def test_ten_times_the_text_gives_ten_times_the_claims() -> None:
    text = "Die Polizei teilte mit, dass der Zeuge geflohen sei. Der Himmel ist blau.\n\n"
    assert len(read(text * 20).claims) == 10 * len(read(text * 2).claims)


def test_an_article_that_is_one_quotation_is_one_claim() -> None:
    text = "„" + "Wir haben lange gewartet und kommen jetzt zurück. " * 300 + "Ende.“"
    claims = read(text).claims
    assert [c.kind for c in claims] == ["direct"]
    assert (claims[0].start, claims[0].end) == (0, len(text))


def test_er_means_the_one_who_had_the_floor() -> None:
    text = "Der Trainer lobte die Mannschaft. Sie habe gut gespielt, sagte er."
    assert {c.source_id for c in read(text).claims} == {"unnamed:trainer"}


def test_own_words_belong_to_whom_the_sentence_is_about() -> None:
    text = "Die Polizei hat nach eigenen Angaben drei Männer gefasst."
    assert [c.source_id for c in read(text).claims] == ["body:polizei"]
