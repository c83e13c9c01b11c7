"""Every notebook, and the form of one, in a real JupyterLab: what is shown, and what does not run."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hostile
import nbformat
import pytest

from tests.servers import PATIENCE, jupyter, paper_and_ink, run_all, set_lab, watched
from workbook.resources import notebook_folder

pytestmark = [pytest.mark.browser, pytest.mark.slow]


OTHERS = ("actor", "compare", "gallery", "monitor")
"""Those that run on hostile articles; the article's own notebook runs on a good one, to be seen."""
OWN = f"""\
days: int = 7  # how many, {hostile.SCRIPT}
name: str = "{{{{ 7 * 7 }}}} $x$ <b>"
"""
FORM = """\
from workbook import forms
form = forms.ask("own.ipynb")
form"""


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """JupyterLab with our notebooks, hostile articles, a form, and two cells an analyst would add."""
    folder = tmp_path_factory.mktemp("lab")
    desk = folder / "desk"
    desk.mkdir()
    hostile.lay_all(desk / "articles")
    for name in ("article", *OTHERS):
        notebook = nbformat.read(notebook_folder() / f"{name}.ipynb", as_version=4)
        if name == "article":
            notebook.cells += [nbformat.v4.new_code_cell(code) for code in ("book", "book.show()")]
        else:
            (cell,) = (c for c in notebook.cells if "parameters" in c.metadata.get("tags", ()))
            cell.source = cell.source.replace('source: str = ""', 'source: str = "articles"')
        nbformat.write(notebook, desk / f"{name}.ipynb")
    own = nbformat.v4.new_code_cell(OWN, metadata={"tags": ["parameters"]})
    shown = nbformat.v4.new_code_cell("name * days", metadata={"tags": ["summary"]})
    _write(desk / "own.ipynb", own, shown)
    _write(desk / "form.ipynb", nbformat.v4.new_code_cell(FORM))
    set_lab(folder)
    settings = {"WORKBOOK_REPORTS": str(folder / "reports")}
    with jupyter("jupyterlab", folder, desk, env=settings) as serving:
        yield f"{serving.address}lab/tree/{{}}?reset&token={serving.token}", folder


def _write(path: Path, *cells: Any) -> None:
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    nbformat.write(nbformat.v4.new_notebook(cells=list(cells), metadata=kernel), path)


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_the_notebook_runs_and_can_be_read(browser: Any, lab: tuple[str, Path], theme: str) -> None:
    address, folder = lab
    set_lab(folder, theme=theme)
    context = browser.new_context(viewport={"width": 1300, "height": 900})
    page = context.new_page()
    complaints, abroad = watched(page)
    try:
        run_all(
            page,
            address.format("article.ipynb"),
            shows=".jp-CodeCell >> nth=-1 >> .jp-OutputArea-output .wb-column",
        )
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


@pytest.mark.parametrize("name", OTHERS)
def test_a_notebook_runs_on_hostile_articles_and_nothing_of_them_does(
    browser: Any, lab: tuple[str, Path], name: str
) -> None:
    address, folder = lab
    set_lab(folder, theme="Dark")
    page = browser.new_page(viewport={"width": 1300, "height": 900})
    complaints, abroad = watched(page)
    try:
        last = ".jp-CodeCell >> nth=-1 >> .jp-OutputArea-output >> visible=true"
        run_all(page, address.format(f"{name}.ipynb"), shows=last)
        page.locator("#jp-main-statusbar").get_by_text("| Idle").wait_for(timeout=PATIENCE)
        page.wait_for_function(
            """() => {
                const all = [...document.querySelectorAll(".js-plotly-plot")];
                return all.length > 2 && all.every((one) => one.querySelector(".main-svg"));
            }""",
            timeout=PATIENCE,
        )
        prompts = page.locator(".jp-CodeCell .jp-InputPrompt").all_inner_texts()
        assert [one for one in prompts if not re.fullmatch(r"\[\d+\]:", one.strip())] == []
        failed = ".jp-OutputArea-output:is([data-mime-type*='error'], [data-mime-type*='stderr'])"
        assert page.locator(failed).all_inner_texts() == []
        outputs = page.locator(".jp-OutputArea-output")
        if name != "gallery":  # which is charts alone
            assert outputs.filter(has_text=hostile.SCRIPT).count() > 0
        assert page.locator(".jp-OutputArea mjx-container").count() == 0
        assert (
            page.locator(".jp-OutputArea :is(img[src='x'], [onerror], [onmouseover])").count() == 0
        )
        assert page.locator(".jp-OutputArea a[href^='javascript']").count() == 0
        assert page.evaluate("document.documentElement.dataset.pwned") is None
    finally:
        page.close()
    assert (complaints, abroad) == ([], [])


def test_a_form_is_filled_in_refused_and_run(browser: Any, lab: tuple[str, Path]) -> None:
    address, folder = lab
    page = browser.new_page(viewport={"width": 1300, "height": 900})
    complaints, abroad = watched(page)
    run_all(page, address.format("form.ipynb"), shows=".jupyter-button")
    form = page.locator(".jp-OutputArea-output")
    button = form.get_by_role("button", name="Write the report")
    days, name = form.locator("input[type=text]").all()
    assert name.input_value() == "{{ 7 * 7 }} $x$ <b>"
    days.fill(hostile.IMAGE)
    days.press("Tab")
    told = form.get_by_role("alert")
    told.get_by_text("The parameter 'days' takes a whole number").wait_for()
    assert hostile.IMAGE in told.inner_text()
    assert button.is_disabled()
    days.fill("2")
    days.press("Tab")
    told.wait_for(state="detached")
    name.fill(f"../{hostile.SCRIPT}")
    name.press("Tab")
    button.click()
    form.get_by_text(str(folder / "reports" / "own.html")).wait_for(timeout=PATIENCE)
    assert sorted(one.name for one in (folder / "reports").iterdir()) == ["own.html"]
    written = (folder / "reports" / "own.html").read_text(encoding="utf-8")
    assert hostile.SCRIPT not in written
    assert form.locator("img, script, b:has-text('7 * 7')").count() == 0
    assert page.evaluate("document.documentElement.dataset.pwned") is None
    page.close()
    assert (complaints, abroad) == ([], [])


def picture(page: Any, path: Path) -> None:
    """The whole notebook as one picture, for people who look."""
    height = page.evaluate("document.querySelector('.jp-WindowedPanel-outer').scrollHeight")
    page.set_viewport_size({"width": 1300, "height": min(height + 200, 14_000)})
    page.screenshot(path=path)
