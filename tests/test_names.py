"""Names of people, organisations and places."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook import language
from workbook.language.clusters import Clusters, packed
from workbook.language.gazetteer import Gazetteer, nominative
from workbook.language.lines import Lines
from workbook.language.names import NAMES, spans


@pytest.fixture(scope="module")
def engine() -> language.Language:
    return language.load()


def found(engine: language.Language, text: str) -> dict[str, str]:
    return {name.text: name.label_ for name in engine(text).ents}


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("Die Ministerin Petra Hagenow sprach in Rostock.", "Petra Hagenow", "PER"),
        ("Die Ministerin Petra Hagenow sprach in Rostock.", "Rostock", "LOC"),
        ("Am Montag traf Angela Merkel den Minister.", "Angela Merkel", "PER"),
        ("Das Auswärtige Amt bestätigte den Anruf.", "Auswärtige Amt", "ORG"),
        ("Die Deutsche Bank entlässt Mitarbeiter in Frankfurt am Main.", "Deutsche Bank", "ORG"),
        ("Die SPD lehnt den Antrag ab.", "SPD", "ORG"),
        ("Der Sprecher des Auswärtigen Amtes schwieg.", "Auswärtigen Amtes", "ORG"),
        ("Der Zug fährt heute nicht nach Schneverdingen.", "Schneverdingen", "LOC"),
        ("Bidens Regierung schweigt.", "Bidens", "PER"),
        ("Die Kämpfe in der Ostukraine dauern an.", "Ostukraine", "LOC"),
    ],
)
def test_names_are_found_with_their_kind(
    engine: language.Language, text: str, name: str, label: str
) -> None:
    assert found(engine, text).get(name) == label


def test_names_inside_words_are_listed_apart(engine: language.Language) -> None:
    doc = engine("Der russische Präsident empfing den US-Gesandten.")
    inside = {span.text: span.label_ for span in doc.spans["derived"]}
    assert inside == {"russische": "LOCderiv", "US-Gesandten": "LOCpart"}
    assert not doc.ents


def test_a_family_name_is_a_person_once_the_full_name_stands_elsewhere(
    engine: language.Language,
) -> None:
    text = "Der Abgeordnete Karsten Brülow trat zurück. Am Abend schwieg Brülow."
    assert found(engine, text) == {"Karsten Brülow": "PER", "Brülow": "PER"}


@pytest.mark.parametrize(
    "text",
    [
        "Am Montag beginnt in der Stadt ein neuer Prozess.",
        "👩‍👩‍👧 🇩🇪 !!!",
        "مرحبا بالعالم",
        "und " * 5_000,
        "Merkel " * 3_000,
        "( ( ( „ „ „",
    ],
    ids=lambda text: ascii(text[:12]),
)
def test_texts_without_a_name_or_with_too_many_do_no_harm(
    engine: language.Language, text: str
) -> None:
    doc = engine(text)
    assert all(name.label_ in NAMES for name in doc.ents)


@cache
def loaded() -> language.Language:
    """One engine for the property test; Hypothesis cannot take the fixture."""
    return language.load()


@settings(max_examples=100, deadline=None)
@given(
    words=st.lists(
        st.sampled_from(
            [
                "Rubio",
                "Marco",
                "SWP",
                "(",
                ")",
                "Berlin",
                "„",
                "“",
                "die",
                "US-Delegation",
                ".",
                "\n\n",
            ]
        ),
        max_size=40,
    )
)
def test_names_never_overlap_and_lie_in_one_sentence(words: list[str]) -> None:
    doc = loaded()(" ".join(words))
    taken = [n for name in doc.ents for n in range(name.start, name.end)]
    assert len(taken) == len(set(taken))
    for name in doc.ents:
        assert name[0].sent == name[-1].sent
        assert not name[0].is_space
        assert not name[-1].is_space


def test_the_longest_name_of_the_lists_wins() -> None:
    book = Gazetteer.of(
        [("L", "Rotes Meer"), ("O", "Rotes"), ("O", "WHO"), ("L", "Auswärtiges Amt")]
    )
    assert book.spans(["Im", "Roten", "Meer"]) == ["", "BL", "IL"]
    assert book.spans(["des", "Auswärtigen", "Amtes"]) == ["", "BL", "IL"]
    assert book.spans(["Who", "WHO"]) == ["", "SO"]


@pytest.mark.parametrize(
    ("word", "expected"),
    [("Bidens", "Biden"), ("Paris'", "Paris"), ("Voss", "Voss"), ("Irans", "Iran"), ("s", "s")],
)
def test_a_genitive_is_taken_off(word: str, expected: str) -> None:
    assert nominative(word) == expected


def test_labels_become_spans() -> None:
    assert list(spans(["B-PER", "I-LOC", "B-LOC", "I-LOC"])) == [(0, 1, "PER"), (2, 4, "LOC")]


@given(st.text(max_size=60))
def test_any_word_has_a_cluster_we_know_or_none(word: str) -> None:
    book = Clusters(Lines(packed({"Bonn": 80, "Partei": 7, "partei": 9})))
    assert book.of(word) in (80, 7, 9, None)
    assert book.of_head(word) in (80, 7, 9, None)


@pytest.mark.parametrize(
    ("word", "own", "head"),
    [
        ("Bonn", 80, None),
        ("BONN", 80, None),
        ("Bonns", 80, None),
        ("Splitterpartei", None, 7),
        ("Reform-Parteien", None, None),
        ("CSU-Partei", None, 7),
        ("Tür", None, None),
    ],
)
def test_a_word_has_the_cluster_of_its_form_and_a_compound_that_of_its_head(
    word: str, own: int | None, head: int | None
) -> None:
    book = Clusters(Lines(packed({"Bonn": 80, "Partei": 7})))
    assert (book.of(word), book.of_head(word)) == (own, head)


def test_clusters_come_back_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "clusters.txt"
    path.write_bytes(packed({"Bonn": 80, "Partei": 7, "Verein": 7}))
    book = Clusters(Lines.read(path))
    assert [book.of(word) for word in ("Bonn", "Partei", "Verein")] == [80, 7, 7]


def _people(engine: language.Language, text: str) -> list[str]:
    return [ent.text for ent in engine(text).ents if ent.label_ == "PER"]


@pytest.mark.parametrize("first", ["Anna", "Petra", "Thomas", "Ahmed"])
@pytest.mark.parametrize("family", ["Wehr", "Probe", "Korn", "Wand", "Frage"])
def test_a_common_noun_is_a_family_name_where_word_order_leaves_no_other_reading(
    engine: language.Language, first: str, family: str
) -> None:
    name = f"{first} {family}"
    for text in (
        f"{name} sagte, der Plan stehe.",
        f"{name} von der Gewerkschaft lobte den Plan.",
        f"{name}, die Leitung des Amtes im Blick, kam nicht.",
        f"Das Amt leitet {name} (54) aus Bremen.",
    ):
        assert _people(engine, text) == [name], text


def test_a_common_noun_between_verb_and_object_is_a_family_name(engine: language.Language) -> None:
    text = "Am Montag kritisierte Thomas Probe den Plan."
    assert _people(engine, text) == ["Thomas Probe"]


@pytest.mark.parametrize(
    "text",
    [
        "Wenn Petra Fragen stellte, schwieg er.",
        "Mit Anna Geduld zu haben, fällt schwer.",
        "Für Maria Wasser holen wollten alle.",
        "Weil Thomas Geld brauchte, half sie.",
        "Ob Peter Hunger hatte, weiß keiner.",
    ],
)
def test_a_noun_behind_a_first_name_is_none_where_it_may_be_an_object(
    engine: language.Language, text: str
) -> None:
    assert all(" " not in name for name in _people(engine, text))


def test_a_family_name_found_once_is_found_wherever_the_pair_stands(
    engine: language.Language,
) -> None:
    text = "Erika Wand sagte ab. Das bedauerte Erika Wand am Montag."
    assert _people(engine, text) == ["Erika Wand", "Erika Wand"]
