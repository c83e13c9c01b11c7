"""The explorer in a real JupyterLab, opened by its command: choose, filter, correct, undo, reload."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.servers import paper_and_ink, run_all, serving, set_lab, watched

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ARTICLES = {
    "gespraeche": """---
title: Gespräche in Bonn
outlet: Bote
published: 2025-03-03
---
Die Ministerin Petra Muster traf am Montag den Gewerkschafter Karl Beispiel in Bonn.

„Der Streik ist vorbei“, sagte Petra Muster. Karl Beispiel schwieg dazu.
""",
    "streik": """---
title: Der Streik
outlet: Kurier
published: 2025-03-04
---
Karl Beispiel rief zum Streik auf. Laut Karl Beispiel dauert der Streik bis Freitag.
""",
    "z..%2F..\\<img src=x onerror=alert(1)>": """---
title: <img src=x onerror="document.title='pwned'">
outlet: <b>Blatt</b>
published: 2025-03-05
---
Karl Beispiel <script>document.title = "pwned"</script> sagte am Mittwoch: „</script><img src=x onerror="document.title='pwned'">“.

{{ 7 * 7 }} und $x^2$\u202e \u200b [klick](javascript:alert(1)), so Karl Beispiel.
""",
}


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path, Path]]:
    """``workbook explore articles`` in a project of its own: its address, files and project."""
    folder = tmp_path_factory.mktemp("explorer")
    project = folder / "project"
    (project / "articles").mkdir(parents=True)
    (project / "workbook.toml").write_text('reports = "reports"\n')
    for name, text in ARTICLES.items():
        (project / "articles" / f"{name}.md").write_text(text, encoding="utf-8")
    set_lab(folder)
    command = [sys.executable, "-m", "workbook", "explore", "articles", "--no-browser", "--allow-root"]  # fmt: skip
    with serving(command, folder, project) as running:
        yield f"{running.address}lab/tree/explore.ipynb?token={running.token}", folder, project


class Desk:
    """The explorer as somebody who sees it works with it."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.root = page.locator(".wbx")

    def bar(self, name: str) -> Any:
        return self.root.locator(".wbx-bar").filter(has_text=name).first

    def names(self, facet: int) -> list[str]:
        return list(self.root.locator(".wbx-facet").nth(facet).locator(".wbx-name").all_inner_texts())  # fmt: skip

    def counts(self, text: str) -> None:
        self.root.locator(".wbx-counts").get_by_text(text).wait_for()

    def here(self, text: str) -> None:
        """The sentence with these words is shown, and can be seen."""
        self.page.wait_for_function(
            """(words) => {
                const found = [...document.querySelectorAll(".wbx-here")];
                if (!found.map((one) => one.textContent).join("").includes(words)) return false;
                const [one, pane] = [found[0], found[0].closest(".wbx-pane")].map((e) => e.getBoundingClientRect());
                return one.top < pane.bottom && one.bottom > pane.top;
            }""",
            arg=text,
        )


def test_an_analyst_chooses_reads_corrects_and_finds_it_again(
    browser: Any, lab: tuple[str, Path, Path]
) -> None:
    address, _, project = lab
    page = browser.new_page(viewport={"width": 1300, "height": 1000})
    wrong, abroad = watched(page)
    run_all(page, address, shows=".wbx-row")
    desk = Desk(page)
    page.get_by_label("Previous article").wait_for()

    # What is chosen holds for charts, list and text together.
    desk.counts("3 articles")
    desk.bar("Petra Muster").click()
    desk.counts("1 of 3 articles · 2 of")
    assert desk.names(1) == ["Petra Muster"]
    assert desk.root.locator(".wbx-row b").all_inner_texts() == ["Petra Muster"]
    desk.here("Die Ministerin Petra Muster")
    assert desk.root.locator(".wbx-dim").inner_text() == "Karl Beispiel schwieg dazu."

    # A row, a mark, a point and a step each show their sentence.
    desk.root.locator(".wbx-row").first.click()
    desk.here("Der Streik ist vorbei")
    desk.root.get_by_role("button", name="Show everything").click()
    desk.counts("3 articles")
    desk.root.get_by_label("Search the text").fill("STREIK")
    desk.counts("2 of 3 articles · 3 of")
    desk.root.get_by_label("Next sentence").click()
    desk.here("Karl Beispiel rief zum Streik auf")
    desk.root.get_by_label("Search the text").fill("")
    desk.counts("3 articles")
    desk.root.get_by_role("tab", name="Together").click()
    desk.root.locator(".wbx-node").filter(has_text="Petra Muster").click()
    desk.here("Die Ministerin Petra Muster")
    desk.root.get_by_role("button", name="Show everything").click()

    # With the keyboard alone: to a mark, along the marks, and pick.
    desk.root.locator(".wb-column [tabindex='0']").first.focus()
    for _ in range(desk.root.locator("mark").count()):
        if page.evaluate("document.activeElement.textContent") == "Karl Beispiel":
            break
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    desk.root.locator(".wbx-slip h4").get_by_text("Karl Beispiel").wait_for()
    assert page.evaluate("document.activeElement.dataset.mark").startswith("m")

    # A correction holds at once, stands in the project's ledger, and can be undone.
    def rename() -> None:
        desk.root.get_by_role("button", name="Name …").click()
        desk.root.locator(".wbx-form input").first.fill("Karla Neu")
        desk.root.get_by_placeholder("Why").fill("so it is written")
        desk.root.get_by_role("button", name="Correct", exact=True).click()
        desk.bar("Karla Neu").wait_for()

    rename()
    (line,) = (project / "corrections.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["why"] == "so it is written"
    desk.root.get_by_role("button", name="Undo").click()
    desk.bar("Karl Beispiel").wait_for()
    assert "Karla Neu" not in desk.names(0)
    # Some of his mentions are somebody else's: ticked, named, corrected and undone by the keyboard.
    desk.root.locator("mark").filter(has_text="Karl Beispiel").first.click()
    desk.root.get_by_role("button", name="Somebody else …").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.type === 'checkbox'")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Karlo Anders")
    assert serious(page) == []
    page.keyboard.press("Enter")
    desk.bar("Karlo Anders").wait_for()
    assert "Karl Beispiel" in desk.names(0)
    told = desk.root.locator(".wbx-told").inner_text()
    assert told.startswith("Corrected: Karlo Anders instead of Karl Beispiel, 1 mention.")
    desk.root.get_by_role("button", name="Undo").click()
    desk.bar("Karlo Anders").wait_for(state="detached")
    desk.root.locator("mark").filter(has_text="Karl Beispiel").first.click()
    rename()

    assert serious(page) == []

    # It is there again after everything was run anew.
    page.locator("[data-command='notebook:restart-run-all']").click()
    page.get_by_role("button", name="Confirm Kernel Restart").click()
    desk.root.wait_for(state="detached")
    desk.bar("Karla Neu").wait_for()
    assert desk.root.locator(".wbx-history b").inner_text() == "1"

    # What an article says does nothing.
    desk.root.get_by_role("tab", name="Articles").click()
    desk.root.locator(".wbx-article").filter(has_text="onerror").click()
    desk.root.locator(".wb-column").get_by_text("{{ 7 * 7 }}").wait_for()
    assert desk.root.locator("img, script, a[href]").count() == 0
    assert page.title() != "pwned"
    assert {one.name for one in project.iterdir()} <= {
        *("articles", "workbook.toml", "corrections.jsonl", ".corrections.jsonl.lock"),
        *("explore.ipynb", ".ipynb_checkpoints", "reports"),
    }
    assert wrong == []
    assert abroad == []
    page.close()


def serious(page: Any) -> list[str]:
    """What stands in somebody's way in the explorer, as axe-core sees it."""
    found = Axe().run(page, context=".wbx").response["violations"]
    return [one["id"] for one in found if one["impact"] in {"serious", "critical"}]


@pytest.mark.parametrize(("theme", "width"), [("Light", 780), ("Dark", 1300)])
def test_it_can_be_read_on_any_paper_and_any_width(
    browser: Any, lab: tuple[str, Path, Path], theme: str, width: int
) -> None:
    address, folder, _ = lab
    set_lab(folder, theme=theme)
    page = browser.new_page(viewport={"width": 1300, "height": 1000})
    page.emulate_media(reduced_motion="reduce")
    run_all(page, address, shows=".wbx-row")
    page.set_viewport_size({"width": width, "height": 1000})
    for words in (".wb-column p", ".wbx-name", ".wbx-row b", ".wbx-facet h3"):
        paper, ink = paper_and_ink(page, words)
        assert abs(paper - ink) > 0.5, words
    over = page.locator(".wbx").evaluate("root => root.scrollWidth - root.clientWidth")
    assert over <= 1
    assert page.locator(".wbx").evaluate("root => root.clientWidth") < width - 60
    if pictures := os.environ.get("WORKBOOK_PICTURES"):
        page.locator(".wbx").screenshot(path=Path(pictures) / f"explorer-{theme}-{width}.png")
    page.close()
