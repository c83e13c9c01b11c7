"""What the exporter does to an executed notebook before it becomes a page."""

from __future__ import annotations

from pathlib import Path

import books
import nbformat
import pytest

from workbook import figures, reports, view
from workbook.errors import SourceRefused
from workbook.runs import Run


@pytest.fixture(scope="module")
def page() -> str:
    """A page of two tables, a chart and a chart without anything in it."""
    shown = [
        {"text/html": view.actors(books.small()).body},
        {"text/html": view.claims(books.small()).body},
        {reports.PLOTLY: figures.actors(books.small()).to_plotly_json()},
        {reports.PLOTLY: figures.network(books.empty()).to_plotly_json()},
    ]
    notebook = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_code_cell(
                "secret = 1",
                outputs=[nbformat.v4.new_output("display_data", data) for data in shown],
            )
        ]
    )
    return reports.render(Run(notebook=notebook, parameters={"language": "en"}))


def test_what_views_repeat_stands_once(page: str) -> None:
    assert page.count("Tables: sort by a column's button") == 1
    assert page.rindex("Tables: sort by") > page.rindex('class="wb mathjax_ignore wb-table')
    assert page.count(".wb-table { container-type") == 1
    assert page.count("<table>") == 3


def test_a_title_is_a_caption_and_code_is_left_out(page: str) -> None:
    title = figures.actors(books.small()).layout.meta["title"]
    assert f"<figcaption>{title}</figcaption>" in page
    assert "secret" not in page


def test_nothing_to_draw_is_a_line_of_words(page: str) -> None:
    sentence = figures.network(books.empty()).layout.meta["alt"]
    assert f'<p class="quiet">{sentence}</p>' in page
    assert page.count('<figure class="chart"') == 1


def test_a_place_where_nothing_can_appear_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceRefused, match="is a folder"):
        reports.refuse_unwritable(tmp_path)
