from __future__ import annotations

from pathlib import Path

import pytest

from workbook import settings
from workbook.errors import SettingRefused


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_without_a_file_the_defaults_hold(project: Path) -> None:
    assert settings.load().engine == "workbook"


def test_the_file_is_found_from_a_folder_below(project: Path, monkeypatch) -> None:
    (project / "workbook.toml").write_text('language = "de"\n')
    (project / "notebooks").mkdir()
    monkeypatch.chdir(project / "notebooks")
    assert settings.load().language == "de"


def test_a_variable_wins_over_the_file_and_an_argument_over_both(project, monkeypatch) -> None:
    (project / "workbook.toml").write_text('engine = "from_file"\n')
    monkeypatch.setenv("WORKBOOK_ENGINE", "from_variable")
    assert settings.load().engine == "from_variable"
    assert settings.load(engine="from_argument").engine == "from_argument"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('langauge = "de"\n', "'langauge' cannot be used"),
        ('language = "fr"\n', "'language' cannot be used"),
        ("language = \n", "cannot be read"),
    ],
)
def test_a_mistake_in_the_file_is_one_plain_sentence(project, text, sentence) -> None:
    (project / "workbook.toml").write_text(text)
    with pytest.raises(SettingRefused, match=sentence) as refused:
        settings.load()
    assert "\n" not in str(refused.value)


def test_its_folders_count_from_where_it_lies(project: Path, monkeypatch) -> None:
    (project / "workbook.toml").write_text('knowledge = "own"\nreports = "/elsewhere"\n')
    assert settings.load().knowledge == Path("own")
    (project / "notebooks").mkdir()
    monkeypatch.chdir(project / "notebooks")
    assert settings.load().knowledge == project / "own"
    assert settings.load().reports == Path("/elsewhere")


def test_a_folder_knowledge_beside_it_is_taken(project: Path) -> None:
    (project / "knowledge").mkdir()
    assert settings.load().knowledge is None
    (project / "workbook.toml").write_text('language = "de"\n')
    assert settings.load().knowledge == Path("knowledge")
    (project / "workbook.toml").write_text("knowledge = 3\n")
    with pytest.raises(SettingRefused, match="'knowledge' cannot be used"):
        settings.load()


def test_columns_and_fetching_have_a_table_each(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "workbook.toml").write_text('[columns]\ntext = "inhalt"\n[fetch]\ndelay = 2\n')
    monkeypatch.setenv("WORKBOOK_FETCH__PRIVATE", "true")
    found = settings.load()
    assert found.columns.given == {"text": "inhalt"}
    assert (found.fetch.delay, found.fetch.private) == (2.0, True)
    assert hash(found) == hash(settings.load())


def test_the_cache_of_answers_lies_where_the_file_says(tmp_path, monkeypatch):
    (tmp_path / "workbook.toml").write_text('[fetch]\ncache = "kept"\n')
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path / "notebooks")
    assert settings.load().fetch.cache == tmp_path / "kept"
    monkeypatch.setenv("WORKBOOK_FETCH__CACHE", "false")
    assert settings.load().fetch.cache is False


def test_a_column_for_what_is_no_field_is_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "workbook.toml").write_text('[columns]\nbody = "inhalt"\n')
    with pytest.raises(SettingRefused, match=r"columns\.body"):
        settings.load()
