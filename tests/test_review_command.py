"""``workbook review`` as people use it."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from workbook import errors
from workbook.cli import app
from workbook.review import Ledger

TEXT = "Erika Probst lobte den Turm. Am Montag sagte Otto Muster, der Turm werde hoch."


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with an article, and the command's own folder in it."""
    (tmp_path / "workbook.toml").write_text("")
    (tmp_path / "turm.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def review(*words: str) -> str:
    """What the command prints; a refusal is raised as `main` would catch it."""
    done = CliRunner().invoke(app, ["review", *words], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_corrections_are_made_listed_and_undone(project: Path) -> None:
    assert "no corrections yet" in review()
    inside = ("--in", "turm.txt", "--who", "Desk", "--why", "seen\x1b[31m\u202e it")
    assert "person:otto-muster is person:erika-probst" in review(
        "merge", "Otto Muster", "person:erika-probst", *inside
    )
    review("rename", "Erika Probst", "Erika P.", *inside)
    review("role", "Erika P.", "Architektin", *inside)
    review("kind", "Erika P.", "group", *inside)
    review("alias", "Turm", "Erika P.", *inside)
    review("source", "1", "person:erika-probst", *inside)
    review("accept", "actor", "Erika P.", *inside)
    review("accept", "mention", "1", *inside)
    review("reject", "claim", "1", *inside)
    review("reject", "mention", "1", *inside)
    ledger = Ledger.open(project / "corrections.jsonl")
    listed = review("--in", "turm.txt")
    assert "\x1b" not in listed
    assert "\u202e" not in listed
    assert "10 of 10 entries apply" in listed
    review("undo", ledger.entries[0].id)
    listed = review("--in", "turm.txt")
    assert "    undone" in listed
    (project / "turm.txt").write_text("Es regnet in Bonn und auch in Kiel.", encoding="utf-8")
    listed = review("--in", "turm.txt")
    assert "does not apply: no article here has this actor or these words" in listed
    assert "0 of 11 entries apply" in listed
    assert "are in force; name articles with --in" in review()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("merge", "Erik Probst", "Otto Muster", "--in", "turm.txt"), "no actor 'Erik Probst'"),
        (("merge", "a", "b"), "store"),
        (("undo", "abc"), "No id begins with 'abc'"),
        (("reject", "claim", "77", "--in", "turm.txt"), "has no claim 77"),
        (("accept", "claim", "x", "--in", "turm.txt"), "'x' is no number"),
        (("kind", "Erika Probst", "robot", "--in", "turm.txt"), "kind is one of person"),
    ],
)
def test_what_cannot_be_done_is_refused(project: Path, words: tuple[str, ...], sentence) -> None:
    with pytest.raises(errors.Refused, match=sentence):
        review(*words)
    assert not (project / "corrections.jsonl").exists()


def test_a_ledger_that_cannot_be_read_stops_every_reading(project: Path) -> None:
    import workbook

    (project / "corrections.jsonl").write_text(">>>>>>> theirs\n")
    with pytest.raises(errors.LedgerRefused, match=r"corrections.jsonl, line 1: .*merge in git"):
        review()
    with pytest.raises(errors.LedgerRefused):
        workbook.load("turm.txt")
