"""The article notebook in a real JupyterLab: marks, tables and charts, in light and in dark."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest

from tests.servers import PATIENCE, jupyter, paper_and_ink, run_all, set_lab, watched
from workbook.resources import notebook_folder

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """JupyterLab with the article notebook, and two cells an analyst would add."""
    folder = tmp_path_factory.mktemp("lab")
    desk = folder / "desk"
    desk.mkdir()
    shutil.copy(notebook_folder() / "article.ipynb", desk)
    notebook = nbformat.read(desk / "article.ipynb", as_version=4)
    notebook.cells += [nbformat.v4.new_code_cell(code) for code in ("book", "book.show()")]
    nbformat.write(notebook, desk / "article.ipynb")
    set_lab(folder)
    own = {"WORKBOOK_REPORTS": str(folder / "reports")}
    with jupyter("jupyterlab", folder, desk, env=own) as serving:
        yield f"{serving.address}lab/tree/article.ipynb?token={serving.token}", folder


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_the_notebook_runs_and_can_be_read(browser: Any, lab: tuple[str, Path], theme: str) -> None:
    address, folder = lab
    set_lab(folder, theme=theme)
    context = browser.new_context(viewport={"width": 1300, "height": 900})
    page = context.new_page()
    complaints, abroad = watched(page)
    try:
        run_all(page, address, shows=".jp-CodeCell >> nth=-1 >> .jp-OutputArea-output .wb-column")
        page.wait_for_function(
            "document.querySelectorAll('.js-plotly-plot .main-svg').length >= 5", timeout=PATIENCE
        )
        assert (
            page.locator("body").get_attribute("data-jp-theme-light")
            == str(theme == "Light").lower()
        )
        assert (
            page.locator(
                ".jp-OutputArea-output[data-mime-type*='error'], .jp-OutputArea-output[data-mime-type*='stderr']"
            ).count()
            == 0
        )
        assert page.locator(".wb-table table").count() >= 5
        assert page.locator(".wb-column mark").count() >= 20
        assert page.locator(".jp-CodeCell").nth(-2).locator(".wb-masthead h1").count() == 1
        for words in (
            ".wb-column p",
            ".wb-table td",
            ".wb-standfirst",
            ".main-svg .annotation-text",
        ):
            paper, ink = paper_and_ink(page, words)
            assert abs(paper - ink) > 0.5, words
        first = page.locator(".wb-table td.wb-first").first
        assert first.evaluate("cell => getComputedStyle(cell).textAlign") == "left"
        wide = page.locator(".wb-strip").first.evaluate("strip => strip.clientHeight")
        assert wide < 120  # its figures stand side by side
        mark = page.locator(".wb-column mark[tabindex='0']").first
        mark.focus()
        page.locator(".wb-tip:visible").wait_for()
        if folder_of_pictures := os.environ.get("WORKBOOK_PICTURES"):
            picture(page, Path(folder_of_pictures) / f"lab-{theme}.png")
    finally:
        context.close()
    assert complaints == []
    assert abroad == []


def picture(page: Any, path: Path) -> None:
    """The whole notebook as one picture, for people who look."""
    height = page.evaluate("document.querySelector('.jp-WindowedPanel-outer').scrollHeight")
    page.set_viewport_size({"width": 1300, "height": min(height + 200, 14_000)})
    page.screenshot(path=path)
