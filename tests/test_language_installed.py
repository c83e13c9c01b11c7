"""Any installed spaCy pipeline in place of our engine."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import DummyTokenizer
from spacy.vocab import Vocab
from test_cli import refused

import workbook
from workbook import language
from workbook.errors import EngineRefused
from workbook.settings import Settings

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


@pytest.fixture(scope="module")
def universal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pipeline that knows universal parts of speech, lemmas and moods alone."""
    pipeline = spacy.blank("de")
    ruler = pipeline.add_pipe("attribute_ruler")
    words = {
        "heute": {"TAG": "ADV", "POS": "ADV"},
        "Meyer": {"POS": "PROPN"},
        "sagte": {"POS": "VERB", "LEMMA": "äußern", "MORPH": "VerbForm=Fin"},
        "Deich": {"POS": "NOUN", "LEMMA": "Damm"},
        "hielte": {"POS": "VERB", "MORPH": "Mood=Ind|VerbForm=Fin"},
    }
    for word, attributes in words.items():
        ruler.add([[{"TEXT": word}]], attributes)  # type: ignore[attr-defined]
    path = tmp_path_factory.mktemp("pipelines") / "universal"
    pipeline.to_disk(path)
    return path


LEARNT = (
    ("Tjark zürnt Husum", ["NE", "VVFIN", "NE"], [(0, 5, "PER"), (12, 17, "LOC")]),
    ("Husum zürnt Tjark", ["NE", "VVFIN", "NE"], [(0, 5, "LOC"), (12, 17, "PER")]),
)


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pipeline with a tagger in STTS and a recogniser of names, both trained here."""
    pipeline = spacy.blank("de")
    pipeline.add_pipe("tagger")
    pipeline.add_pipe("ner")
    examples = [
        Example.from_dict(pipeline.make_doc(text), {"tags": tags, "entities": names})
        for text, tags, names in LEARNT
    ]
    spacy.util.fix_random_seed(1)
    learner = pipeline.initialize(lambda: examples)
    for _ in range(25):
        pipeline.update(examples, sgd=learner)
    path = tmp_path_factory.mktemp("pipelines") / "trained"
    pipeline.to_disk(path)
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
    spacy.blank("en").to_disk(tmp_path / "english")
    with pytest.raises(EngineRefused, match="not German"):
        language.load(str(tmp_path / "english"))


def test_a_trained_pipeline_tags_and_names_and_the_rest_is_ours(trained: Path) -> None:
    doc = language.load(str(trained))("Tjark zürnt Husum")
    assert [token.tag_ for token in doc] == ["NE", "VVFIN", "NE"]
    assert [(name.text, name.label_) for name in doc.ents] == [("Tjark", "PER"), ("Husum", "LOC")]
    assert [token.lemma_ for token in doc] == ["Tjark", "zürnen", "Husum"]
    assert doc[1].morph.get("Mood", []) == ["Ind"]


def test_universal_parts_of_speech_become_our_tags(universal: Path) -> None:
    doc = language.load(str(universal))("Meyer sagte heute, der Deich hielte.")
    assert {token.text: token.tag_ for token in doc} == {
        "Meyer": "NE",
        "sagte": "VVFIN",
        "heute": "ADV",
        ",": "$,",
        "der": "ART",
        "Deich": "NN",
        "hielte": "VVFIN",
        ".": "$.",
    }
    assert [token.pos_ for token in doc][:3] == ["PROPN", "VERB", "ADV"]


def test_its_lemmas_and_moods_win(universal: Path) -> None:
    doc = language.load(str(universal))("Meyer sagte, der Deich hielte.")
    lemmas = {token.text: token.lemma_ for token in doc}
    assert (lemmas["sagte"], lemmas["Deich"], lemmas["der"]) == ("äußern", "Damm", "der")
    assert doc[5].morph.get("Mood", []) == ["Ind"]


def test_without_names_ours_are_taken(bare: Path) -> None:
    text = "Am Montag traf Angela Merkel in Paris ein."
    found = [(name.text, name.label_) for name in language.load(str(bare))(text).ents]
    assert found == [(n.text, n.label_) for n in language.load()(text).ents]
    assert ("Angela Merkel", "PER") in found


def test_a_heading_stays_whole(ruled: Path) -> None:
    text = "Genug! Deiche halten\n\nPutin sprach am Abend in Moskau lange mit den Bauern."
    found = language.sentences(language.load(str(ruled))(text))
    assert (text[: found[0].end], found[0].is_heading) == ("Genug! Deiche halten", True)


def test_all_tables_are_read_with_it(ruled: Path) -> None:
    article = workbook.Article(text=TEXT, language="de")
    book = workbook.analyze([article], settings=Settings(engine=str(ruled)))
    assert set(book.actors["actor_id"]) == {"person:wladimir-putin", "place:moskau"}
    assert book.claims["text"].tolist() == ["er sei am 3. Mai bereit"]
    assert book.dates["text"].tolist() == ["3. Mai"]
    assert book.problems.empty


def test_a_pipeline_is_found_by_the_name_it_was_installed_under(
    ruled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "de_probe"
    shutil.copytree(ruled, package / "de_probe-0.0.0")
    shutil.copy(ruled / "meta.json", package / "meta.json")
    meta = (package / "meta.json").read_text(encoding="utf-8")
    (package / "meta.json").write_text(meta.replace('"pipeline"', '"probe"'), encoding="utf-8")
    (package / "__init__.py").write_text(
        "from spacy.util import load_model_from_init_py\n"
        "def load(**options):\n    return load_model_from_init_py(__file__, **options)\n"
    )
    installed = tmp_path / "de_probe-0.0.0.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: de_probe\nVersion: 0.0.0\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert [name.text for name in language.load("de_probe")(TEXT).ents] == ["Putin", "Moskau"]


def test_a_folder_without_a_pipeline_is_no_missing_one(tmp_path: Path) -> None:
    with pytest.raises(EngineRefused, match="cannot be loaded here"):
        language.load(str(tmp_path))


class Lossy(DummyTokenizer):
    """A tokeniser that keeps words and forgets what stood between them."""

    def __init__(self, vocab: Vocab) -> None:
        self._vocab = vocab

    def __call__(self, text: str) -> Doc:
        return Doc(self._vocab, words=text.split())


def test_a_pipeline_that_changes_texts_is_refused(tmp_path: Path) -> None:
    spacy.registry.tokenizers("workbook.lossy.v1", func=lambda: lambda nlp: Lossy(nlp.vocab))
    made = {"nlp": {"tokenizer": {"@tokenizers": "workbook.lossy.v1"}}}
    spacy.blank("de", config=made).to_disk(tmp_path / "lossy")
    with pytest.raises(EngineRefused, match="changes the text"):
        language.load(str(tmp_path / "lossy"))


@pytest.mark.parametrize("command", [("brief",), ("read", "--out", "tables")])
def test_a_missing_pipeline_ends_a_command_with_two(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    (tmp_path / "workbook.toml").write_text('engine = "de_core_news_nowhere"\n')
    (tmp_path / "text.txt").write_text(TEXT, encoding="utf-8")
    told = refused(*command, "text.txt", folder=tmp_path)
    assert "python -m spacy download de_core_news_nowhere" in told
