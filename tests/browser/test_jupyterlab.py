"""The article notebook in a real JupyterLab: marks, tables and charts, in light and in dark."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest

from tests.servers import jupyter
from workbook.resources import notebook_folder

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PATIENCE = 90_000  # milliseconds until a condition counts as never met
SETTINGS = {
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    "apputils-extension/themes": {"theme": "JupyterLab Light"},
    "notebook-extension/tracker": {"windowingMode": "none"},
}


def set_up(folder: Path, name: str, values: dict[str, Any]) -> None:
    path = folder / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(values))


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
    for name, values in SETTINGS.items():
        set_up(folder, name, values)
    own = {
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
        "WORKBOOK_REPORTS": str(folder / "reports"),
    }
    with jupyter("jupyterlab", folder, desk, env=own) as serving:
        yield f"{serving.address}lab/tree/article.ipynb?token={serving.token}", folder


def run_all(page: Any, address: str) -> None:
    """Open the notebook and run it; done when the last cell has shown what it shows."""
    page.goto(address)
    last = page.locator(".jp-CodeCell").last
    last.wait_for(timeout=PATIENCE)
    page.locator("#jp-main-statusbar").get_by_text("| Idle").wait_for(timeout=PATIENCE)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.locator("[data-command='runmenu:run-all']").click()
    last.locator(".jp-OutputArea-output .wb-column").wait_for(timeout=PATIENCE)
    page.wait_for_function(
        "document.querySelectorAll('.js-plotly-plot .main-svg').length >= 5", timeout=PATIENCE
    )


def paper_and_ink(page: Any, selector: str) -> tuple[float, float]:
    """How bright the page behind an element is and the element's words, from 0 to 1."""
    return tuple(
        page.locator(selector).first.evaluate(
            """(element) => {
                const light = (colour) => {
                    const canvas = document.createElement("canvas").getContext("2d");
                    canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
                    const [r, g, b] = canvas.getImageData(0, 0, 1, 1).data;
                    return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
                };
                const style = getComputedStyle(element);
                const paper = getComputedStyle(document.querySelector(".jp-Notebook"));
                const ink = element instanceof SVGElement ? style.fill : style.color;
                return [light(paper.backgroundColor), light(ink)];
            }"""
        )
    )


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_the_notebook_runs_and_can_be_read(browser: Any, lab: tuple[str, Path], theme: str) -> None:
    address, folder = lab
    set_up(folder, "apputils-extension/themes", {"theme": f"JupyterLab {theme}"})
    context = browser.new_context(viewport={"width": 1300, "height": 900})
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    abroad: list[str] = []
    page.on(
        "request",
        lambda r: (
            "//127.0.0.1" in r.url or r.url.startswith(("data:", "blob:")) or abroad.append(r.url)
        ),
    )
    try:
        run_all(page, address)
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
