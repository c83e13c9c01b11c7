"""Runs that end well, are refused, or fail: with real kernels."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from workbook import reports, runs
from workbook.errors import NotebookRefused, ParameterRefused, RunFailed, SourceRefused


@pytest.fixture
def notebook(tmp_path: Path) -> Path:
    """A notebook that says a word, fails or refuses, as its parameter tells it."""
    cells = [
        nbformat.v4.new_code_cell(
            'word: str = "well"  # how it ends', metadata={"tags": ["parameters"]}
        ),
        nbformat.v4.new_code_cell(
            "from workbook.errors import SourceRefused\n"
            "print('ended', word)\n"
            "if word == 'badly': raise ValueError('<b>broken</b>')\n"
            "if word == 'refused': raise SourceRefused('Give another article.')"
        ),
    ]
    path = tmp_path / "ends.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    return path


def test_the_page_of_a_failed_run_says_so_in_its_language(notebook: Path) -> None:
    failure = RunFailed("Cell 2 of the notebook failed: ValueError: <b>broken</b>", cell=2)
    page = reports.render(runs.Run(runs.read(notebook), {"language": "de"}, failure))
    assert "Zelle 2 des Notebooks schlug fehl: ValueError: &lt;b&gt;broken" in page


@pytest.mark.slow
def test_a_failing_cell_leaves_the_last_good_report_as_it_was(notebook, tmp_path) -> None:
    out = tmp_path / "reports" / "ends.html"
    reports.write(notebook, {}, out)
    good = out.read_bytes()
    assert b"ended well" in good
    with pytest.raises(RunFailed, match="ValueError") as failed:
        reports.write(notebook, {"word": "badly"}, out)
    assert out.read_bytes() == good
    told = (out.parent / "ends.failed.html").read_text(encoding="utf-8")
    assert "ended badly" in told
    assert "&lt;b&gt;broken" in told
    assert "<b>broken" not in told
    assert "ends.failed.html" in str(failed.value)
    reports.write(notebook, {}, out)
    assert [path.name for path in out.parent.iterdir()] == ["ends.html"]


@pytest.mark.slow
def test_a_refusal_inside_the_notebook_is_a_refusal_outside(notebook, tmp_path) -> None:
    out = tmp_path / "reports" / "ends.html"
    with pytest.raises(SourceRefused, match=r"^Give another article\.$"):
        reports.write(notebook, {"word": "refused"}, out)
    assert not out.parent.exists()


def test_an_unknown_parameter_is_refused_before_any_kernel_starts(notebook, tmp_path) -> None:
    with pytest.raises(ParameterRefused, match="did you mean 'word'"):
        reports.write(notebook, {"wrd": "x"}, tmp_path / "out.html")


def test_what_is_no_notebook_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text.ipynb").write_text("no json")
    with pytest.raises(NotebookRefused, match="no Jupyter notebook"):
        runs.execute(tmp_path / "text.ipynb", {})
    with pytest.raises(NotebookRefused, match="did you mean 'article'"):
        runs.find("artikel")


def test_a_folder_in_place_of_the_report_is_refused(notebook, tmp_path) -> None:
    with pytest.raises(SourceRefused, match="is a folder"):
        reports.write(notebook, {}, tmp_path)
