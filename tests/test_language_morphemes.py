"""Our search over HanTa's model gives what HanTa's own gives."""

from __future__ import annotations

from functools import cache

import pytest
from HanTa.HanoverTagger import HanoverTagger
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.language.morphemes import Morphemes

WORDS = ["friedensgespräche", "lawrows", "mitteilten", "zuhört", "wölfe", "ab", "xyz", "aß", "q1"]


@pytest.fixture(scope="module")
def hanta() -> HanoverTagger:
    return HanoverTagger("morphmodel_ger.pgz")


@pytest.mark.parametrize("word", WORDS)
def test_tags_and_morphemes_are_hantas(hanta: HanoverTagger, word: str) -> None:
    ours = Morphemes(hanta)
    expected = {int(tag): float(chance) for tag, chance in hanta.analyze_forward(word)}
    assert dict(ours.tags(word)) == pytest.approx(expected)
    for tag in expected:
        if -tag not in hanta.atomic_class:
            assert ours.path(word, -tag) == hanta.analyze_viterbi(word, -tag)


@cache
def loaded() -> Morphemes:
    return Morphemes(HanoverTagger("morphmodel_ger.pgz"))


@settings(max_examples=40, deadline=None)
@given(word=st.text(alphabet="abeginrstuäß-1x", max_size=14))
def test_any_word_has_a_path_for_every_tag_it_can_have(word: str) -> None:
    ours = loaded()
    for tag, _ in ours.tags(word):
        places = [place for _, place in ours.path(word, -tag)]
        assert places == sorted(places)
        assert places[-1] == len(word) + 1
