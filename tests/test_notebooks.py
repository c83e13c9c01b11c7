"""Notebooks are thin: parameters, load, measure, show. What they do lives in the package."""

from __future__ import annotations

import ast
from pathlib import Path

import nbformat
import pandas as pd
import pytest

import workbook
from workbook import dossier, labels, reports, review, view
from workbook.errors import ParameterRefused
from workbook.parameters import declared
from workbook.resources import notebook_folder

NOTEBOOKS = sorted(notebook_folder().rglob("*.ipynb"))
LOGIC = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda,
    ast.For, ast.While, ast.If, ast.Try, ast.With,
    ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp,
)  # fmt: skip
MOST_LINES = 8


def read(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=4)


def code(path: Path) -> list[nbformat.NotebookNode]:
    return [cell for cell in read(path).cells if cell.cell_type == "code"]


def tagged(path: Path, tag: str) -> list[nbformat.NotebookNode]:
    return [cell for cell in read(path).cells if tag in cell.metadata.get("tags", [])]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
class TestEveryNotebook:
    def test_is_valid_and_runs_anywhere(self, path: Path) -> None:
        notebook = read(path)
        nbformat.validate(notebook)
        assert notebook.metadata.kernelspec.name == "python3"
        assert len({cell.id for cell in notebook.cells}) == len(notebook.cells)

    def test_holds_no_output(self, path: Path) -> None:
        for cell in code(path):
            assert cell.outputs == []
            assert cell.execution_count is None

    def test_holds_no_logic(self, path: Path) -> None:
        for cell in code(path):
            found = [n for n in ast.walk(ast.parse(cell.source)) if isinstance(n, LOGIC)]
            assert not found, cell.source
            if "parameters" not in cell.metadata.get("tags", []):
                assert len(cell.source.splitlines()) <= MOST_LINES, cell.source

    def test_declares_flat_parameters_in_its_first_code_cell(self, path: Path) -> None:
        assert [cell.id for cell in tagged(path, "parameters")] == [code(path)[0].id]
        for parameter in declared(read(path)):
            flat = isinstance(parameter.default, str | int | float | bool)
            assert flat or (parameter.default is None and parameter.optional)
            assert parameter.description

    def test_papermill_shows_what_it_takes(self, path: Path) -> None:
        import papermill

        shown = papermill.inspect_notebook(str(path))
        assert {name: one["help"] for name, one in shown.items()} == {
            one.name: one.description for one in declared(read(path))
        }

    def test_has_one_summary_for_the_command_line(self, path: Path) -> None:
        assert len(tagged(path, "summary")) == 1

    def test_keeps_prose_for_the_desk_out_of_the_report(self, path: Path) -> None:
        for cell in read(path).cells:
            if cell.cell_type == "markdown":
                assert "desk" in cell.metadata.get("tags", [])


SECTIONS = {
    "actor": view.ACTOR,
    "gallery": view.GALLERY,
    "article": view.SECTIONS,
    "compare": view.COMPARE,
    "monitor": view.MONITOR,
}


@pytest.mark.parametrize("name", SECTIONS)
def test_a_notebook_shows_every_section_in_order(name: str) -> None:
    calls = [
        node.args[0].value
        for cell in code(notebook_folder() / f"{name}.ipynb")
        for node in ast.walk(ast.parse(cell.source))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "page.section"
    ]
    assert tuple(calls) == SECTIONS[name]
    for section in calls:
        assert labels.words("de")[f"section.{section}"]


@pytest.mark.parametrize(
    ("name", "promised"),
    [
        (
            "actor",
            {"actor": "", "source": "", "since": None, "until": None}
            | {"language": "en", "sections": "all"},
        ),
        ("article", {"source": "", "language": "en", "sections": "all"}),
        ("gallery", {"source": "", "actor": "", "language": "en"}),
        (
            "compare",
            {"source": "", "since": None, "until": None, "language": "en", "sections": "all"},
        ),
        ("explore", {"source": "", "since": None, "until": None, "language": "en"}),
        (
            "monitor",
            {"source": "", "days": 4, "until": None, "language": "en", "sections": "all"},
        ),
    ],
)
def test_a_notebook_has_the_promised_parameters(name: str, promised: dict[str, object]) -> None:
    found = {p.name: p.default for p in declared(read(notebook_folder() / f"{name}.ipynb"))}
    assert found == promised


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "charts", "language"), [("compare", 5, "en"), ("monitor", 6, "de")]
)
def test_a_report_on_many_articles_has_its_sections_and_charts(
    tmp_path: Path, name: str, charts: int, language: str
) -> None:
    out = tmp_path / f"{name}.html"
    run = reports.write(name, {"language": language}, out)
    page = out.read_text(encoding="utf-8")
    for section in SECTIONS[name]:
        assert f'id="{section}"' in page
    assert page.count("<figure") == charts
    assert labels.words(language).noun("outlets", 2) in reports.summary(run.notebook)


@pytest.mark.slow
def test_somebody_elses_notebook_reports_on_a_table_of_their_own(tmp_path: Path) -> None:
    own = pd.DataFrame(
        {
            "day": ["2025-05-05"],
            "committee": ["Kulturausschuss"],
            "heading": ["Das Museum"],
            "minutes": ["Das Museum müsse schließen, sagte Petra Muster."],
        }
    )
    own.to_csv(tmp_path / "own.csv", index=False)
    path, out = notebook_folder() / "examples" / "council.ipynb", tmp_path / "council.html"
    for given, speaker in (({}, "Ulf Beispielmann"), ({"table": "own.csv"}, "Petra Muster")):
        given = {name: str(tmp_path / value) for name, value in given.items()}
        reports.write(path, given, out)
        page = out.read_text(encoding="utf-8")
        assert page.count("<figure") == 2
        assert "Who spoke in which meeting" in page
        assert speaker in page


@pytest.mark.slow
def test_a_dossier_tells_who_somebody_is_and_who_prints_it(tmp_path: Path) -> None:
    out = tmp_path / "actor.html"
    given = {"actor": "Putin", "language": "de", "since": "2025-02-13"}
    run = reports.write("actor", given, out)
    page = out.read_text(encoding="utf-8")
    for section in view.ACTOR:
        assert f'id="{section}"' in page
    assert page.count("<figure") == 6
    assert reports.summary(run.notebook).startswith("Wladimir Putin\nGenannt in ")


@pytest.mark.slow
def test_a_dossier_of_nobody_is_refused_with_the_nearest_names(tmp_path: Path) -> None:
    out = tmp_path / "actor.html"
    with pytest.raises(ParameterRefused, match="did you mean Wladimir Putin"):
        reports.write("actor", {"actor": "Puttin"}, out)
    assert not out.exists()


def test_a_dossier_of_a_store_reads_the_actors_articles_alone(tmp_path, monkeypatch) -> None:
    (tmp_path / "workbook.toml").write_text("")
    monkeypatch.chdir(tmp_path)
    texts = ("Peter Muster sprach in Bonn.", "Erika Probst schwieg in Köln.", "Petra Lot ging.")
    book = workbook.analyze(workbook.Article(text=text, language="de") for text in texts)
    book.save(tmp_path / "store")
    muster = "person:peter-muster"
    assert len(dossier.read(tmp_path / "store", "Erika Probst").book.articles) == 1
    said = review.merge(book, "person:erika-probst", muster)
    review.Ledger.open("corrections.jsonl").add(said)
    for name in ("Erika Probst", "Peter Muster", muster):
        found = dossier.read(tmp_path / "store", name)
        assert found.actor_id == muster
        assert len(found.book.articles) == 2
        assert set(found.circle.mentions["actor_id"]) >= {muster}


def test_a_store_is_read_as_it_is(tmp_path: Path) -> None:
    book = workbook.load(workbook.Article(text="Berlin schweigt.", language="de"))
    book.save(tmp_path / "store")
    kept = workbook.load(str(tmp_path / "store"))
    assert kept.articles["text"].tolist() == ["Berlin schweigt."]
