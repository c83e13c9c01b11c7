"""Analyses made beforehand are what HanTa says."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook import resources
from workbook.language.analyses import Analyses, Analysis, packed
from workbook.language.lines import Lines
from workbook.language.tagging import Tagger

FILE = resources.data_folder() / "models" / "words" / "analyses.txt"
EVERY = 1_000


@pytest.fixture(scope="module")
def fresh() -> Tagger:
    return Tagger(common=Analyses(Lines(packed("", ()))))


@pytest.fixture(scope="module")
def prepared() -> Tagger:
    return Tagger()


@pytest.fixture(scope="module")
def sample() -> list[str]:
    """Every thousandth word of the file."""
    lines = FILE.read_text(encoding="utf-8").splitlines()[1::EVERY]
    return [line.partition("\t")[0] for line in lines]


def test_the_file_was_made_with_the_model_that_is_installed(fresh: Tagger) -> None:
    assert Analyses(Lines.read(FILE)).model == fresh.model


def test_the_file_says_what_hanta_says(fresh: Tagger, sample: list[str]) -> None:
    book = Analyses(Lines.read(FILE))
    assert len(sample) > 200
    for word in sample:
        found, expected = book.of(word), fresh.analyses(word)
        assert [(one.tag, one.lemma) for one in found] == [(e.tag, e.lemma) for e in expected]
        assert [one.chance for one in found] == pytest.approx(
            [one.chance for one in expected], abs=0.001
        )


@pytest.mark.parametrize("spell", [str.lower, str.capitalize, str.upper])
@pytest.mark.parametrize("inside", [False, True])
def test_a_tagger_that_is_prepared_says_what_one_without_says(
    fresh: Tagger, prepared: Tagger, sample: list[str], spell: Callable[[str], str], inside: bool
) -> None:
    for word in map(spell, sample[::4]):
        found, expected = prepared.candidates(word, inside), fresh.candidates(word, inside)
        assert dict(found) == pytest.approx(dict(expected), abs=0.001)
        for tag, _ in expected:
            assert prepared.lemma(word, tag) == fresh.lemma(word, tag)


def test_analyses_of_another_model_are_left_alone() -> None:
    book = Analyses(Lines(packed("another", [("haus", [Analysis("NE", -1.0, "Häuser")])])))
    tagger = Tagger(common=book)
    assert tagger.tag(["Das", "Haus", "steht", "leer", "."])[1] == ("NN", "Haus")


words = st.text(alphabet="abeßäzé-", min_size=1, max_size=12)
analyses = st.lists(
    st.builds(
        Analysis,
        st.sampled_from(["NN", "VV(FIN)"]),
        st.integers(0, 90_000).map(lambda n: -n / 1000),
        words | words.map(str.capitalize),
    ),
    min_size=1,
)


@settings(max_examples=60, deadline=None)
@given(known=st.dictionaries(words, analyses, max_size=400), other=st.text(max_size=14))
def test_what_was_packed_is_found_and_nothing_else(
    known: dict[str, list[Analysis]], other: str
) -> None:
    book = Analyses(Lines(packed("model", known.items())))
    for word, found in known.items():
        assert list(book.of(word)) == found
    assert list(book.of(other)) == known.get(other, [])


def test_words_are_found_in_every_block_of_a_long_file() -> None:
    letters = "abcdefghijkl"
    known = {"".join(word): -float(n) for n, word in enumerate(product(letters, repeat=3))}
    rows = ((word, [Analysis("NN", chance, word)]) for word, chance in known.items())
    book = Analyses(Lines(packed("model", rows)))
    assert {word: book.of(word)[0].chance for word in known} == known
