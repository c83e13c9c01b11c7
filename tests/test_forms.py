"""A notebook's parameters as widgets: the same values and the same refusals as everywhere."""

from __future__ import annotations

import html
from datetime import date
from pathlib import Path

import nbformat
import pytest

from workbook import forms, parameters, runs
from workbook.errors import NotebookRefused, ParameterRefused

CELL = """\
from datetime import date

source: str = ""  # the <article> to read
language: Language = "en"
tone: Literal["calm", "loud"] | None = None
days: int = 7
since: date | None = None
quiet: bool = False
sure: bool | None = None
names: list[str] = []
folder: Path = ""
"""


@pytest.fixture
def notebook(tmp_path: Path) -> Path:
    cells = [
        nbformat.v4.new_code_cell(CELL, metadata={"tags": ["parameters"]}),
        nbformat.v4.new_code_cell("days + 1", metadata={"tags": ["summary"]}),
    ]
    path = tmp_path / "own.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    return path


def test_each_type_has_the_widget_that_suits_it(notebook: Path) -> None:
    form = forms.ask(notebook)
    kinds = {name: type(field).__name__ for name, field in form.fields.items()}
    assert kinds == {
        "source": "Text", "language": "Dropdown", "tone": "Dropdown", "days": "Text",
        "since": "DatePicker", "quiet": "Checkbox", "sure": "Dropdown", "names": "Text",
        "folder": "Text",
    }  # fmt: skip
    assert form.fields["language"].options == (("en", "en"), ("de", "de"))
    assert form.fields["tone"].options[0] == ("–", None)


def test_a_form_begins_with_the_defaults_and_gives_typed_values(notebook: Path) -> None:
    form = forms.ask(notebook, days=14, since="2025-02-16")
    defaults = {one.name: one.default for one in form.declared}
    assert form.values() == defaults | {"days": 14, "since": "2025-02-16"}
    form.fields["since"].value = date(2025, 3, 1)
    form.fields["names"].value = "Rubio, Lawrow"
    form.fields["quiet"].value = True
    form.fields["source"].value = "007"
    assert form.values() == defaults | {
        "days": 14, "since": "2025-03-01", "names": ["Rubio", "Lawrow"], "quiet": True,
        "source": "007",
    }  # fmt: skip


def test_a_wrong_value_is_refused_in_the_sentence_of_the_command_line(notebook: Path) -> None:
    form = forms.ask(notebook)
    assert form.problem == ""
    form.fields["days"].value = "<b>soon</b>"
    declared = parameters.declared(runs.read(notebook))
    with pytest.raises(ParameterRefused) as refused:
        parameters.checked(declared, {"days": "<b>soon</b>"})
    assert form.problem == str(refused.value)
    assert "&lt;b&gt;soon" in form.told.value
    assert form.button.disabled
    form.fields["days"].value = "8"
    assert (form.problem, form.told.value, form.button.disabled) == ("", "", False)


def test_a_german_form_refuses_in_german(notebook: Path) -> None:
    form = forms.ask(notebook, language="de")
    form.fields["days"].value = "bald"
    told = "Der Parameter 'days' erwartet eine ganze Zahl, nicht 'bald'."
    assert told in html.unescape(form.told.value)


def test_nothing_of_a_notebook_becomes_markup(notebook: Path) -> None:
    form = forms.ask(notebook)
    shown = [child.value for row in form.widget.children[:-2] for child in row.children[::2]]
    assert any("&lt;article&gt;" in text for text in shown)
    assert not any("<article>" in text for text in shown)


def test_what_a_notebook_does_not_take_is_refused_at_once(notebook: Path) -> None:
    with pytest.raises(ParameterRefused, match="did you mean 'days'"):
        forms.ask(notebook, dais=3)
    with pytest.raises(ParameterRefused, match="whole number"):
        forms.ask(notebook, days="soon")
    with pytest.raises(NotebookRefused, match="did you mean 'monitor'"):
        forms.ask("monitr")


@pytest.mark.slow
def test_the_button_writes_the_report_and_says_where(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "workbook.toml").write_text('language = "de"', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    cell = nbformat.v4.new_code_cell("days: int = 7", metadata={"tags": ["parameters"]})
    shown = nbformat.v4.new_code_cell("print(days + 1)")
    nbformat.write(nbformat.v4.new_notebook(cells=[cell, shown]), tmp_path / "own.ipynb")
    form = forms.ask(tmp_path / "own.ipynb", days=41)
    form.button.click()
    page = (tmp_path / "reports" / "own.html").read_text(encoding="utf-8")
    assert "42" in page
    assert "own.html" in form.told.value
    assert "Bericht" in form.told.value
