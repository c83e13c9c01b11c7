"""Text to document: the contract that all readers stand on."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook import language

TEXTS = st.text(
    alphabet=st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from(list("aeinrstEMP .,:;!?\n\r\t\u00a0„“”\"»«’'()-–…#*12")),
    ),
    max_size=200,
)


@pytest.fixture(scope="module")
def engine() -> language.Language:
    return language.load()


def split(engine: language.Language, text: str) -> list[str]:
    return [text[s.start : s.end] for s in language.sentences(engine(text))]


def words(engine: language.Language, text: str) -> list[str]:
    return [token.text for token in engine(text) if not token.is_space]


def tagged(engine: language.Language, text: str) -> dict[str, str]:
    return {token.text: token.tag_ for token in engine(text)}


def moods(engine: language.Language, text: str) -> dict[str, tuple[str, str]]:
    return {
        token.text: (token.morph.get("Mood", [""])[0], token.morph.get("Tense", [""])[0])
        for token in engine(text)
        if token.tag_.endswith("FIN")
    }


@settings(max_examples=150, deadline=None)
@given(text=TEXTS)
def test_any_text_keeps_its_characters_and_every_one_is_in_one_sentence(text: str) -> None:
    doc = language_engine()(text)
    found = language.sentences(doc)
    assert doc.text == text
    covered = [n for s in found for n in range(s.start, s.end)]
    assert len(covered) == len(set(covered))
    assert covered == sorted(covered)
    assert {n for n, letter in enumerate(text) if not letter.isspace()} <= set(covered)
    for sentence in found:
        assert text[sentence.start : sentence.end].strip() == text[sentence.start : sentence.end]


@settings(max_examples=50, deadline=None)
@given(text=TEXTS)
def test_the_same_text_is_read_the_same_way(text: str) -> None:
    first, second = (
        [(t.idx, t.tag_, t.lemma_, str(t.morph), t.ent_iob_, t.ent_type_) for t in doc]
        for doc in language_engine().pipe([text, text])
    )
    assert first == second


@cache
def language_engine() -> language.Language:
    """One engine for all property tests; Hypothesis cannot take the fixture."""
    return language.load()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Am 15. Februar kam sie. Er blieb.", 2),
        ("Das gilt z. B. für Dr. Meier aus St. Gallen.", 1),
        ("Siehe Nr. 5 auf S. 12 in Bd. 3.", 1),
        ("Sie kam am 12. Es regnete.", 2),
        ("Es kamen u. a. Kanzler, Minister usw. Danach war Schluss.", 2),
        ("„Gut.“ sagte er. Sie ging.", 2),
        ("„Das ist gut.“, sagte er.", 1),
        ("„Wir gehen. Wir bleiben nicht.“", 2),
        ("„Wirklich?“ fragte sie leise.", 1),
        ("Er rief: „Halt!“ Dann lief er los.", 2),
        ("Das sagte er.Danach ging er.", 2),
        ("Wer weiß... Danach kam nichts mehr.", 2),
        ("Die Kund:innen kamen. Schüler*innen auch.", 2),
        ("Papst Leo XIV. sprach mit George W. Bush.", 1),
        ("Berlin (dpa) – Die Regierung schweigt. Das Parlament nicht.", 2),
        ("Das Treffen beginnt um 14.30 Uhr. Es dauert bis 16 Uhr.", 2),
        ("Nach Art. 5 gilt der Beistand. Das ist die Art.", 2),
        ("Ein Wert von 3,5. Und 1.000 Menschen kamen am 2.3. zusammen.", 2),
        ("im januar kam nichts. im februar auch nicht.", 2),
    ],
)
def test_sentences_end_where_a_reader_ends_them(
    engine: language.Language, text: str, expected: int
) -> None:
    assert len(split(engine, text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Lage am Abend\n\nMoskau schweigt. Berlin auch.",
        "## Lage am Abend\nMoskau schweigt. Berlin auch.",
        "Moskau schweigt.\r\n\r\nLage am Abend\r\nBerlin schweigt auch, wie man gestern hörte.",
    ],
)
def test_a_line_of_its_own_without_a_full_stop_is_a_heading(
    engine: language.Language, text: str
) -> None:
    headings = [text[s.start : s.end] for s in language.sentences(engine(text)) if s.is_heading]
    assert [heading.lstrip("# ") for heading in headings] == ["Lage am Abend"]


@pytest.mark.parametrize(
    "text",
    ["Berlin schweigt", "- Erster Punkt\n- Zweiter Punkt", "Was nun?\n\nNiemand weiß es."],
)
def test_a_lone_line_a_list_or_a_question_is_no_heading(
    engine: language.Language, text: str
) -> None:
    assert not any(s.is_heading for s in language.sentences(engine(text)))


def test_lines_broken_at_the_margin_are_one_paragraph(engine: language.Language) -> None:
    text = (
        "Die Verhandlungen sollen in der kommenden Woche weitergehen, wie die\n"
        "Regierung am Abend mitteilte. Ein Ort steht noch nicht fest, auch die\n"
        "Teilnehmer sind offen.\n"
    )
    assert len(split(engine, text)) == 2


def test_list_items_are_sentences(engine: language.Language) -> None:
    assert split(engine, "Es gibt:\n- Brot\n- Wein\n") == ["Es gibt:", "- Brot", "- Wein"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2.Oktober", ["2.", "Oktober"]),
        ("Kund:innen und Schüler*innen", ["Kund:innen", "und", "Schüler*innen"]),
        ("Ein- und Ausfuhr", ["Ein-", "und", "Ausfuhr"]),
        ("z.B. am 15.02.2025 um 14:30", ["z.B.", "am", "15.02.2025", "um", "14:30"]),
        ("Siehe https://example.org/a?b=c.", ["Siehe", "https://example.org/a?b=c", "."]),
        ("post@example.org, bitte", ["post@example.org", ",", "bitte"]),
        ("Ha'aretz geht's „gut“", ["Ha'aretz", "geht's", "„", "gut", "“"]),
        ("US-Außenminister (SWP)", ["US-Außenminister", "(", "SWP", ")"]),
    ],
)
def test_tokens_are_the_words_a_reader_sees(
    engine: language.Language, text: str, expected: list[str]
) -> None:
    assert words(engine, text) == expected


def test_white_space_beyond_one_blank_is_a_token(engine: language.Language) -> None:
    doc = engine("Sie  kam.\n\nEr ging.")
    assert [token.text for token in doc if token.is_space] == [" ", "\n\n"]
    assert {token.tag_ for token in doc if token.is_space} == {"_SP"}


def test_tags_are_stts_and_lemmas_are_there(engine: language.Language) -> None:
    doc = engine("Der Minister lehnte den russischen Vorschlag am 3. Mai ab, er sei zu spät.")
    assert [token.tag_ for token in doc] == [
        "ART",
        "NN",
        "VVFIN",
        "ART",
        "ADJA",
        "NN",
        "APPRART",
        "ADJA",
        "NN",
        "PTKVZ",
        "$,",
        "PPER",
        "VAFIN",
        "PTKA",
        "ADJD",
        "$.",
    ]
    assert [doc[n].lemma_ for n in (1, 2, 12)] == ["Minister", "ablehnen"[2:], "sein"]
    assert [doc[n].pos_ for n in (0, 1, 2, 4)] == ["DET", "NOUN", "VERB", "ADJ"]


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("Er sagte, sie sei krank.", "sei", ("Sub", "Pres")),
        ("Er sagte, sie habe gewonnen.", "habe", ("Sub", "Pres")),
        ("Er sagte, sie komme morgen.", "komme", ("Sub", "Pres")),
        ("Er sagte, sie könne nicht.", "könne", ("Sub", "Pres")),
        ("Er sagte, sie wäre gern geblieben.", "wäre", ("Sub", "Past")),
        ("Er sagte, es gäbe nichts.", "gäbe", ("Sub", "Past")),
        ("Er sagte, sie bekämen nichts.", "bekämen", ("Sub", "Past")),
        ("Er sagte, sie ließe es.", "ließe", ("Sub", "Past")),
        ("Ich habe gewonnen.", "habe", ("Ind", "Pres")),
        ("Ich sage nichts.", "sage", ("Ind", "Pres")),
        ("Sie gingen nach Hause.", "gingen", ("Ind", "Past")),
        ("Sie sollte gehen.", "sollte", ("Ind", "Past")),
        ("Sie sagte nichts.", "sagte", ("Ind", "Past")),
        ("Das gilt nicht.", "gilt", ("Ind", "Pres")),
        ("Er hielt eine Rede.", "hielt", ("Ind", "Past")),
    ],
)
def test_finite_verbs_say_mood_and_tense(
    engine: language.Language, text: str, verb: str, expected: tuple[str, str]
) -> None:
    assert moods(engine, text)[verb] == expected


@pytest.mark.parametrize(
    ("text", "verb", "lemma"),
    [
        ("Das Amt teilte, wie es hieß, am Montag mit, es regne.", "teilte", "mitteilen"),
        ("Sie lehnte ab und warf ihm vor, zu lügen.", "lehnte", "ablehnen"),
        ("Sie lehnte ab und warf ihm vor, zu lügen.", "warf", "vorwerfen"),
        ("Er sagte, sie gebe auf.", "sagte", "sagen"),
    ],
)
def test_a_particle_is_found_beyond_the_clause_between(
    engine: language.Language, text: str, verb: str, lemma: str
) -> None:
    token = next(token for token in engine(text) if token.text == verb)
    assert language.verb_lemma(token) == lemma


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\r\n\t",
        "\ud800",
        "a" * 20_000,
        "Und " * 5_000,
        ". " * 5_000,
        "„" * 3_000,
        "1." * 3_000,
        "A-" * 3_000,
        "x.y" * 3_000,
        "مرحبا بالعالم",
        "👩‍👩‍👧 in 🇩🇪",
        "U\u0308berall la\u00adg Schnee.",
    ],
    ids=lambda text: ascii(text[:8]),
)
def test_odd_texts_are_read_all_the_same(engine: language.Language, text: str) -> None:
    doc = engine(text)
    assert len(doc.text) == len(text)
    assert all(s.start < s.end for s in language.sentences(doc))


def test_words_of_texts_long_gone_are_forgotten(engine: language.Language) -> None:
    before = tagged(engine, "Berlin schweigt.")
    many = engine(" ".join(map(str, range(60_000))))
    assert len(many.vocab) > 60_000
    assert tagged(engine, "Berlin schweigt.") == before
    assert len(engine("Berlin schweigt.").vocab) < 10_000
    assert many[59_999].text == "59999"


def test_invisible_marks_do_not_hide_a_word(engine: language.Language) -> None:
    doc = engine("U\u0308berall la\u00adg Schnee.")
    assert [token.tag_ for token in doc] == ["ADV", "VVFIN", "NN", "$."]
