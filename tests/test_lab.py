"""``workbook explore`` up to where JupyterLab begins: what it refuses, and the copy it makes."""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
import pytest
from typer.testing import CliRunner

import workbook
from workbook import lab, parameters
from workbook.cli import app
from workbook.errors import NotebookRefused, Refused


@pytest.fixture(autouse=True)
def _project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nowhere.txt"], "no file nowhere.txt"),
        (["--store", "nowhere"], "no store"),
        (["-"], "standard input"),
        (["a.txt", "--store", "b"], "not both"),
        ([".", "--language", "fr"], "language"),
        (["."], "no article"),
    ],
)
def test_what_cannot_be_explored_is_refused_and_nothing_written(
    words: list[str], told: str, tmp_path: Path
) -> None:
    done = CliRunner().invoke(app, ["explore", *words])
    assert isinstance(done.exception, Refused)
    assert done.exception.exit_code == 2
    assert told in str(done.exception)
    assert list(tmp_path.iterdir()) == []


def test_without_jupyterlab_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jupyterlab", None)  # as if it were not installed
    done = CliRunner().invoke(app, ["explore"])
    assert isinstance(done.exception, NotebookRefused)
    assert "pip install jupyterlab" in str(done.exception)


def test_the_copy_holds_what_was_asked_for_and_is_the_analysts_own(tmp_path: Path) -> None:
    source = "news/„a\"'.md"
    first = lab.copied("explore", tmp_path, {"source": source, "language": "de"})
    notebook = nbformat.read(first, as_version=4)
    nbformat.validate(notebook)
    found = {one.name: one.default for one in parameters.declared(notebook)}
    assert found == {"source": source, "since": None, "until": None, "language": "de"}
    notebook.cells.append(nbformat.v4.new_markdown_cell("My notes"))
    nbformat.write(notebook, first)
    second = lab.copied("explore", tmp_path, {"source": source, "language": "de"})
    assert second.name == "explore-2.ipynb"
    assert "My notes" in first.read_text(encoding="utf-8")


def test_a_store_is_something_to_explore(tmp_path: Path, two_words: workbook.Workbook) -> None:
    from workbook.cli.explore import _readable
    from workbook.settings import load

    two_words.save(tmp_path / "store")
    assert _readable(None, str(tmp_path / "store"), load()) == str(tmp_path / "store")
    assert _readable(str(tmp_path / "store"), None, load()) == str(tmp_path / "store")
    assert _readable(None, None, load()) == "store"  # the archive of the project


@pytest.fixture
def two_words() -> workbook.Workbook:
    return workbook.analyze([workbook.Article(text="Berlin schweigt.", language="de")])
