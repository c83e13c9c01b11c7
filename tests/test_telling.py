"""Commands speak the language of whoever types them: refusals and what they say at the end."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

PEOPLE = "id,name,kind,source_kind\nperson:x,Xaver,person,government,DEU,zu viel\n"


def workbook(*words: str, folder: Path, **surroundings: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "workbook", *words]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=120,
        env={**os.environ, **surroundings},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "german"),
    [
        (("brief", "nirgends.md"),
         "Es gibt keine Datei nirgends.md; den Namen und den Ordner prüfen."),
        (("report", "articel"), "Ein Notebook 'articel' gibt es nicht; vielleicht 'article'\\?"),
        (("report", "monitor", "-p", "days=sieben"),
         "Der Parameter 'days' erwartet eine ganze Zahl, nicht 'sieben'."),
        (("store", "check", "--store", "archiv"), "Unter .*/archiv liegt kein Archiv; .*"),
        (("schedule", "tick", "--now", "morgens"),
         "Einen Zeitplan 'morgens' gibt es nicht; angelegt ist noch keiner."),
        (("review", "undo", "ab"), "Keine Kennung beginnt mit 'ab'; .* in corrections.jsonl."),
        (("read", "http://10.0.0.1/a", "--out", "t.csv"),
         "10.0.0.1 liegt im eigenen Netz, aus dem nichts abgerufen wird; .*"),
        (("ingest", "ftp://a.example/b", "--store", "gopher://x"),
         "Unter einer Adresse mit gopher:// kann kein Archiv liegen, .*"),
    ],
)  # fmt: skip
def test_a_refusal_is_one_german_sentence(words, german, tmp_path: Path) -> None:
    done = workbook(*words, folder=tmp_path, WORKBOOK_LANGUAGE="de")
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    assert re.fullmatch(german, done.stderr.strip()), done.stderr


def test_an_option_wins_over_the_variable_and_that_over_the_project(tmp_path: Path) -> None:
    (tmp_path / "workbook.toml").write_text('language = "de"\n', encoding="utf-8")
    german = "Es gibt keine Datei"
    assert workbook("brief", "x.md", folder=tmp_path).stderr.startswith(german)
    english = workbook("brief", "x.md", folder=tmp_path, WORKBOOK_LANGUAGE="en")
    assert english.stderr == "There is no file x.md; check the name and the folder you are in.\n"
    asked = workbook("brief", "x.md", "-l", "de", folder=tmp_path, WORKBOOK_LANGUAGE="en")
    assert asked.stderr.startswith(german)


@pytest.mark.parametrize(
    ("settings", "surroundings", "said"),
    [
        ('language = "de"\nprocesses = 0\n', {},
         "Die Einstellung 'processes' ist nicht verwendbar: der Wert muss mindestens 1 sein. "
         "In workbook.toml oder WORKBOOK_PROCESSES berichtigen."),
        ("language = ", {"WORKBOOK_LANGUAGE": "de"}, "workbook.toml kann nicht gelesen werden: "),
        ("language = ", {}, "workbook.toml cannot be read: "),
        ("", {"WORKBOOK_LANGUAGE": "fr"}, "The setting 'language' cannot be used: "),
    ],
)  # fmt: skip
def test_settings_that_are_refused_are_told_as_well_as_can_be(
    settings, surroundings, said, tmp_path: Path
) -> None:
    (tmp_path / "workbook.toml").write_text(settings, encoding="utf-8")
    done = workbook("brief", "x.md", folder=tmp_path, **surroundings)
    assert done.returncode == 2
    assert done.stderr.startswith(said), done.stderr


def test_a_row_of_knowledge_is_refused_with_its_line(tmp_path: Path, sample: Path) -> None:
    (tmp_path / "workbook.toml").write_text('language = "de"\n', encoding="utf-8")
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge" / "people.csv").write_text(PEOPLE, encoding="utf-8")
    done = workbook("brief", str(sample), folder=tmp_path)
    assert done.stderr == (
        "people.csv, Zeile 2: mehr Zellen als Spalten; Texte mit Komma in Anführungszeichen setzen.\n"
    )


def test_what_commands_say_at_the_end_is_german_too(tmp_path: Path) -> None:
    def said(*words: str) -> str:
        done = workbook(*words, folder=tmp_path, WORKBOOK_LANGUAGE="de")
        assert done.returncode == 0, done.stderr
        return done.stdout

    article = "Der Minister sagte am Montag in Berlin, die Verhandlungen gingen weiter. "
    (tmp_path / "a.md").write_text(article * 3, encoding="utf-8")
    assert said("ingest", "a.md").startswith("1 Artikel im Archiv (Version 1): 1 neu, 0 ersetzt")
    assert said("store", "check").startswith("Version 1 ist unversehrt: ")
    assert "Dateien zusammengelegt" in said("store", "compact")
    assert "Zeilen" in said("store", "stats")
    assert said("review").startswith("Es gibt noch keine Korrekturen")
    said("review", "alias", "Minister", "place:berlin")
    assert "„Minister“ meint place:berlin" in said("review")
    assert said("schedule", "list").startswith("Noch ist nichts angelegt")
    assert "ganze Zahl" not in said("report", "monitor", "--help")
    assert "Vorgabe" in said("report", "monitor", "--help")
