"""Scores by sums that are remembered are those by every clue anew."""

from __future__ import annotations

import zlib
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.language import scoring
from workbook.language.clues import Clues
from workbook.language.clusters import Clusters, packed
from workbook.language.gazetteer import Gazetteer
from workbook.language.lines import Lines
from workbook.language.looks import Looks, letters, letters_in
from workbook.language.model import Model
from workbook.language.scoring import Scorer, Sentence
from workbook.language.tagging import Tagger

LABELS = ("O", "B-PER", "I-PER")
WORDS = [
    "Anna",
    "Wehr",
    "Bank",
    "of",
    "America",
    "US-Delegation",
    "sagte",
    "in",
    "ab",
    "der",
    "CO2",
]
MARKS = ["„", "“", '"', "(", ")", ",", ".", "–", "-", "24"]
TAGS = ["NE", "NN", "VVFIN", "APPR", "ART", "$(", "$.", "$,", "ADJA"]

sentences = st.lists(
    st.lists(
        st.tuples(st.sampled_from(WORDS + MARKS), st.sampled_from(TAGS)), min_size=1, max_size=14
    ).map(lambda pairs: ([word for word, _ in pairs], [tag for _, tag in pairs])),
    min_size=1,
    max_size=4,
)


def weights(*clues: str) -> dict[tuple[str, str], float]:
    """Weights of our own making, another for every pair of clue and label."""
    return {
        (clue, label): (zlib.crc32(f"{clue} {label}".encode()) % 2_000_001 - 1_000_000) / 1e6
        for clue in clues
        for label in LABELS
    }


KINDS = Model.of(LABELS, weights(*letters("Anna"), *letters("Delegation"), "s=Xx-Xx", "n=4"), {})


@cache
def clues() -> Clues:
    names = [("B", "Bank of America"), ("L", "Wehr"), ("i", "Anna"), ("c", "of"), ("n", "Bank")]
    return Clues(
        Gazetteer.of(names),
        Clusters(Lines(packed({"Anna": 80, "Bank": 7, "sagte": 300}))),
        Tagger(),
        KINDS,
        Model.of(LABELS, weights("bias", "w=bank", "l=wehr"), {}),
    )


@cache
def model() -> Model:
    """A model of every clue there is in a long text of our words."""
    words = (WORDS + MARKS) * 20
    tags = [TAGS[zlib.crc32(f"{n}".encode()) % len(TAGS)] for n in range(len(words))]
    mixed = sorted(words, key=lambda word: zlib.crc32(word.encode()))
    found = {
        clue
        for some in (words, mixed, words[::3] + words[1::5])
        for shown in clues().of(some, tags[: len(some)])
        for clue in shown
    }
    return Model.of(LABELS, weights(*sorted(found)), {})


@cache
def scorer() -> Scorer:
    return Scorer(clues(), model())


def plain(text: list[Sentence]) -> list[list[int]]:
    rows: list[list[int]] = []
    for words, tags in text:
        rows += model().scores(clues().of(words, tags)).tolist()
    return rows


@settings(max_examples=60, deadline=None)
@given(sentences)
def test_a_sum_of_sums_is_the_sum_of_all_clues(text: list[Sentence]) -> None:
    assert scorer().of(text).tolist() == plain(text)


def test_what_is_forgotten_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scoring, "REMEMBERED", 3)
    forgetful = Scorer(clues(), model())
    for n in range(2, 9):
        text = [(WORDS[:n], TAGS[:n])]
        assert forgetful.of(text).tolist() == plain(text)
    assert len(forgetful._words) < len(WORDS) + 4


def test_many_things_looked_at_together_look_as_one_by_one() -> None:
    together, alone = (Looks(KINDS, letters_in(KINDS), "k") for _ in range(2))
    together.meet(WORDS)
    assert [together.of(word) for word in WORDS] == [alone.of(word) for word in WORDS]
    assert len({together.of(word) for word in WORDS}) > 3


@given(st.text(alphabet="AnaDelgtioX-1ß", min_size=1, max_size=60) | st.text(min_size=1))
def test_letters_found_in_one_pass_are_the_letters_of_a_word(word: str) -> None:
    plain = [KINDS.places[clue] for clue in letters(word) if clue in KINDS.places]
    assert sorted(letters_in(KINDS)(word)) == sorted(plain)
