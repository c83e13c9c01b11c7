"""How long the explorer takes to answer, with 300 articles: ``python -m tests.bench.explorer``.

In a real JupyterLab and a real browser, from a click to the last change it makes on the page
(the page is then left alone for half a second to be sure). The median and the worst of several.
The articles are the samples under new addresses, so the commonest actors stand in a hundred
of them; that is the worst case for a correction.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any

import workbook
from tests.bench.table import Row, show
from tests.servers import PATIENCE, run_all, serving, set_lab
from workbook import inputs, resources

MARK = "< 200"
CLICKED = """([selector, place, typed]) => new Promise((resolve) => {
    const root = document.querySelector(".wbx");
    const target = [...root.querySelectorAll(selector)].at(place);
    const begin = performance.now();
    let last = begin, pause = setTimeout(() => resolve(-1), 20000);
    const watch = new MutationObserver(() => {
        last = performance.now();
        clearTimeout(pause);
        if (!root.hasAttribute("aria-busy"))
            pause = setTimeout(() => { watch.disconnect(); resolve(last - begin); }, 500);
    });
    watch.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
    if (typed === null) target.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    else { target.value = typed; target.dispatchEvent(new Event(target.matches("select") ? "change" : "input", { bubbles: true })); }
})"""


def rows(articles: int = 300) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        project = folder / "project"
        project.mkdir()
        workbook.analyze(_made_up(articles)).save(project / "store")
        set_lab(folder)
        command = [sys.executable, "-m", "workbook", "explore", "--store", "store", "--no-browser", "--allow-root"]  # fmt: skip
        with serving(command, folder, project) as running, _page() as page:
            run_all(page, f"{running.address}lab/tree/explore.ipynb?token={running.token}", shows=".wbx-row")  # fmt: skip
            page.locator("#jp-main-statusbar").get_by_text("| Idle").wait_for(timeout=PATIENCE)
            yield from _measured(page)


def _measured(page: Any) -> Iterator[Row]:
    for name, selector, places, typed in (
        ("choose an actor", ".wbx-facet:nth-child(1) .wbx-bar", (1, 2, 3, 4), None),
        ("choose a source, too", ".wbx-facet:nth-child(2) .wbx-bar", (0, 1, 2), None),
        ("take a choice back", ".wbx-chip", (0,), None),
        ("show everything", ".wbx-chosen .wbx-quiet", (0,), None),
        ("choose a topic", ".wbx-facet:nth-child(3) .wbx-bar", (1, 2, 3), None),
        ("search, after a pause of 150 ms", ".wbx-bar-top input", (0, 0, 0), ("krieg", "ukraine", "")),
        ("next sentence", ".wbx-steps [data-key='step1']", (0, 0, 0, 0), None),
        ("open another list", ".wbx-tabs button", (1, 2, 3, 4, 5, 6, 0), None),
        ("turn a page", ".wbx-list [data-key='claims1']", (0, 0, 0), None),
        ("pick a statement", ".wbx-row", (3, 9, 15), None),
        ("pick a name in the text", ".wb-column mark.wb-m", (0, 2, 4), None),
        ("open another article", ".wbx-top .wbx-turn[aria-label='Next article']", (0, 0, 0), None),
    ):  # fmt: skip
        words = typed or [None] * len(places)
        found = [
            page.evaluate(CLICKED, [selector, n, w]) for n, w in zip(places, words, strict=True)
        ]
        pause = 150 if typed else 0
        yield Row(f"{name} (median of {len(found)})", statistics.median(found) - pause, MARK, "ms")
        if len(found) > 1:
            yield Row(f"{name} (worst)", max(found) - pause, MARK, "ms")
    yield from _corrections(page)


def _corrections(page: Any) -> Iterator[Row]:
    """Correct the one who is named most, who stands in every second article, and another one."""
    page.evaluate(CLICKED, [".wbx-chosen .wbx-quiet", 0, None])
    for who, place in (("named most", 0), ("named less", 5)):
        page.evaluate(CLICKED, [".wbx-facet:nth-child(1) .wbx-bar", place, None])
        for verb, fill in _FILLED.items():
            page.locator(f".wbx-verb[data-key='verb-{verb}']").click()
            fill(page.locator(".wbx-form"))
            corrected = page.evaluate(CLICKED, [".wbx-form .wbx-main", 0, None])
            yield Row(f"{verb} who is {who}", corrected, MARK, "ms")
            yield Row("undo it", page.evaluate(CLICKED, ["[data-key='undo']", 0, None]), MARK, "ms")


_FILLED: Mapping[str, Callable[[Any], object]] = {
    "rename": lambda form: form.locator("input").first.fill("Petra Muster"),
    "kind": lambda form: form.locator("select").select_option("group"),
    "merge": lambda form: form.locator(".wbx-offer").first.click(),
    "split": lambda form: form.locator("input[type=search]").fill("Petra Muster"),
    "reject": lambda form: None,
}
"""What each correction is told in the browser."""


def _made_up(number: int) -> Iterator[workbook.Article]:
    known = list(inputs.read(resources.sample_articles()))
    for place in range(number):
        article = known[place % len(known)]
        again = place // len(known)
        published = article.published and article.published + timedelta(days=7 * again)
        given = asdict(article) | {"published": published, "url": f"https://example.org/{place}"}
        yield workbook.Article(**given)


class _page:
    """A page of the system's Chromium."""

    def __enter__(self) -> Any:
        from playwright.sync_api import sync_playwright

        self._running = sync_playwright().start()
        self._browser = self._running.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        return self._browser.new_page(viewport={"width": 1400, "height": 1000})

    def __exit__(self, *_: object) -> None:
        self._browser.close()
        self._running.stop()


if __name__ == "__main__":
    show(rows())
