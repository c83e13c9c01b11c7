"""Any installed spaCy pipeline in place of our engine."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy

from workbook import language
from workbook.errors import EngineRefused

TEXT = "Die Lage\n\nPutin sagte in Moskau, er sei am 3. Mai bereit. Und nun?"


@pytest.fixture(scope="module")
def ruled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pipeline with sentences and names of its own, and neither tags nor lemmas."""
    pipeline = spacy.blank("de")
    pipeline.add_pipe("sentencizer")
    pipeline.add_pipe("entity_ruler").add_patterns(  # type: ignore[attr-defined]
        [
            {"label": "PERSON", "pattern": "Putin"},
            {"label": "GPE", "pattern": "Moskau"},
            {"label": "MISC", "pattern": "Lage"},
        ]
    )
    path = tmp_path_factory.mktemp("pipelines") / "ruled"
    pipeline.to_disk(path)
    return path


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pipeline that only cuts words."""
    path = tmp_path_factory.mktemp("pipelines") / "bare"
    spacy.blank("de").to_disk(path)
    return path


def test_its_names_come_under_our_labels(ruled: Path) -> None:
    doc = language.load(str(ruled))(TEXT)
    assert [(name.text, name.label_) for name in doc.ents] == [("Putin", "PER"), ("Moskau", "LOC")]


def test_what_it_lacks_is_ours(ruled: Path) -> None:
    doc = language.load(str(ruled))(TEXT)
    verbs = {token.text: token for token in doc if token.tag_.endswith("FIN")}
    assert verbs["sagte"].lemma_ == "sagen"
    assert verbs["sei"].morph.get("Mood", []) == ["Sub"]
    assert verbs["sei"].pos_ == "AUX"


def test_its_sentences_hold_and_headings_are_ours(ruled: Path) -> None:
    doc = language.load(str(ruled))(TEXT)
    assert doc.text == TEXT
    assert [(TEXT[s.start : s.end], s.is_heading) for s in language.sentences(doc)] == [
        ("Die Lage", True),
        ("Putin sagte in Moskau, er sei am 3. Mai bereit.", False),
        ("Und nun?", False),
    ]


def test_without_sentences_ours_are_taken(bare: Path) -> None:
    text = "Am 3. Mai kam Dr. Ost. „Gut.“ sagte er."
    found = language.sentences(language.load(str(bare))(text))
    assert [text[s.start : s.end] for s in found] == ["Am 3. Mai kam Dr. Ost.", "„Gut.“ sagte er."]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\ud800", "a\n\n b"])
def test_odd_texts_are_read_all_the_same(bare: Path, ruled: Path, text: str) -> None:
    for path in (bare, ruled):
        assert len(language.load(str(path))(text).text) == len(text)


def test_a_pipeline_that_is_not_there_says_how_to_get_it() -> None:
    with pytest.raises(EngineRefused, match="python -m spacy download de_core_news_nowhere"):
        language.load("de_core_news_nowhere")


def test_a_pipeline_of_another_language_is_refused(tmp_path: Path) -> None:
    spacy.blank("fr").to_disk(tmp_path / "french")
    with pytest.raises(EngineRefused, match="not German"):
        language.load(str(tmp_path / "french"))
