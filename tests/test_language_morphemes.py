"""Our search over HanTa's model gives what HanTa's own gives."""

from __future__ import annotations

from functools import cache

import pytest
from HanTa.HanoverTagger import HanoverTagger
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.language.morphemes import Morphemes, reachable

WORDS = ["friedensgespräche", "lawrows", "mitteilten", "zuhört", "wölfe", "ab", "xyz", "aß", "q1"]


PIECES = [
    "haus",
    "ver",
    "handl",
    "ung",
    "s",
    "en",
    "minister",
    "ge",
    "-",
    "ow",
    "qu",
    "ß",
    "7",
    "e",
]


@cache
def hanta() -> HanoverTagger:
    """One for all tests; Hypothesis cannot take a fixture."""
    return HanoverTagger("morphmodel_ger.pgz")


@cache
def ours() -> Morphemes:
    return Morphemes(hanta())


def compare(word: str) -> None:
    expected = {int(tag): float(chance) for tag, chance in hanta().analyze_forward(word)}
    assert dict(ours().tags(word)) == pytest.approx(expected)
    for tag in expected:
        if -tag not in hanta().atomic_class:
            assert ours().path(word, -tag) == hanta().analyze_viterbi(word, -tag)


@pytest.mark.parametrize("word", WORDS)
def test_tags_and_morphemes_are_hantas(word: str) -> None:
    compare(word)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map("".join))
def test_tags_and_morphemes_of_made_up_words_are_hantas(word: str) -> None:
    compare(word)


def test_what_may_stand_before_the_end_of_a_word_is_what_hanta_finds() -> None:
    found = reachable(hanta().LP_trans)
    assert found == {tag: some for tag, some in hanta().reachability.items() if some}


@settings(max_examples=40, deadline=None)
@given(word=st.text(alphabet="abeginrstuäß-1x", max_size=14))
def test_any_word_has_a_path_for_every_tag_it_can_have(word: str) -> None:
    for tag, _ in ours().tags(word):
        places = [place for _, place in ours().path(word, -tag)]
        assert places == sorted(places)
        assert places[-1] == len(word) + 1
