from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook import parameters, runs
from workbook.errors import NotebookRefused, ParameterRefused

CELL = """\
from typing import Literal

source: str = ""  # the article to read
language: Literal["en", "de"] = "en"  # language of the report
days: int = 7
since: date | None = None  # first day
share: float = 0.5
quiet = False
names: list[str] = []
until: Optional[date] = None  # day after the last
tongue: Language = "en"
folder: Path = ""
"""


def notebook(source: str) -> nbformat.NotebookNode:
    cell = nbformat.v4.new_code_cell(source, metadata={"tags": ["parameters"]})
    return nbformat.v4.new_notebook(cells=[cell])


@pytest.fixture
def declared() -> tuple[parameters.Parameter, ...]:
    return parameters.declared(notebook(CELL))


def test_a_declaration_gives_name_type_default_and_meaning(declared) -> None:
    assert [p.name for p in declared] == [
        "source", "language", "days", "since", "share", "quiet", "names",
        "until", "tongue", "folder",
    ]  # fmt: skip
    assert declared[0].description == "the article to read"
    assert declared[1].choices == ("en", "de")
    assert declared[3].optional
    assert declared[5].type == "bool"
    assert (declared[7].type, declared[7].optional) == ("date", True)
    assert declared[8].choices == ("en", "de")


@pytest.mark.parametrize(
    ("name", "given", "value"),
    [
        ("source", "007", "007"),
        ("days", "14", 14),
        ("days", 14.0, 14),
        ("quiet", "false", False),
        ("quiet", "true", True),
        ("since", "2025-02-16", "2025-02-16"),
        ("since", "", None),
        ("share", "0.25", 0.25),
        ("language", "de", "de"),
        ("names", "Rubio, Lawrow", ["Rubio", "Lawrow"]),
        ("names", "['Rubio', 'Lawrow']", ["Rubio", "Lawrow"]),  # as a scheduler's form has it
        ("names", '["Rubio"]', ["Rubio"]),
        ("names", ["Rubio", 7], ["Rubio", "7"]),  # as YAML and TOML have it
        ("names", "", []),
        ("source", False, "false"),  # unquoted in YAML
        ("source", 7, "7"),
        ("source", "false", "false"),
        ("quiet", "No", False),
        ("quiet", "on", True),
        ("quiet", 0, False),
        ("days", " 14 ", 14),
        ("since", date(2025, 2, 16), "2025-02-16"),
        ("since", datetime(2025, 2, 16, 8), "2025-02-16"),
        ("until", None, None),
        ("until", "2025-02-17", "2025-02-17"),
        ("tongue", "de", "de"),
        ("folder", Path("news"), "news"),
    ],
)
def test_what_the_command_line_hands_over_becomes_its_type(declared, name, given, value) -> None:
    assert parameters.checked(declared, {name: given}) == {name: value}


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"langauge": "de"}, "did you mean 'language'"),
        ({"days": "soon"}, "takes a whole number, not 'soon'"),
        ({"days": True}, "takes a whole number"),
        ({"days": None}, "needs a value"),
        ({"language": "fr"}, "is one of en, de"),
        ({"since": "31.02.2025"}, "takes a day such as 2025-02-16"),
        ({"since": "2025-02-16 or so"}, "takes a day such as 2025-02-16"),
        ({"source": ["a"]}, "takes text"),
        ({"source": {"a": 1}}, "takes text"),
        ({"names": "[Rubio"}, "takes words with commas between them"),
        ({"names": {"a": 1}}, "takes words with commas"),
        ({"names": 5}, "takes words with commas"),
        ({"share": "nan"}, "takes a number"),
        ({"tongue": "fr"}, "is one of en, de"),
        ({"quiet": "perhaps"}, "takes true or false"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(declared, given, sentence) -> None:
    with pytest.raises(ParameterRefused, match=sentence) as refused:
        parameters.checked(declared, given)
    assert "\n" not in str(refused.value)


@given(st.text())
def test_text_stays_text(words: str) -> None:
    assert parameters.checked(parameters.declared(notebook(CELL)), {"source": words}) == {
        "source": words
    }


def test_a_cell_that_is_no_list_of_assignments_is_refused() -> None:
    with pytest.raises(NotebookRefused, match="plain assignments only"):
        parameters.declared(notebook("x = open('y')"))


def test_a_notebook_without_such_a_cell_declares_nothing() -> None:
    assert parameters.declared(nbformat.v4.new_notebook()) == ()


def test_parameters_are_told_of_any_notebook_without_the_format_library(tmp_path) -> None:
    nbformat.write(notebook(CELL), tmp_path / "own.ipynb")
    assert runs.declared(tmp_path / "own.ipynb") == parameters.declared(notebook(CELL))
    for broken in ("{", "[]", '{"nbformat": 4}', '{"nbformat": 4, "cells": [1]}'):
        (tmp_path / "no.ipynb").write_text(broken, encoding="utf-8")
        with pytest.raises(NotebookRefused, match="no Jupyter notebook"):
            runs.declared(tmp_path / "no.ipynb")
    code = "import sys; from pathlib import Path; from workbook import runs;"
    code += (
        f"runs.declared(Path({str(tmp_path / 'own.ipynb')!r})); print('nbformat' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_word_without_an_equals_sign_is_no_parameter() -> None:
    with pytest.raises(ParameterRefused, match="name=value"):
        parameters.assignments(["days"])
