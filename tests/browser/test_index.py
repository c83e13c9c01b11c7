"""The index of reports in a real browser: searched, read by axe, and asking for nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from workbook import shelf
from workbook.manifest import Attempt, Manifest, State

pytestmark = pytest.mark.browser

DUE = datetime(2025, 3, 3, 6, tzinfo=UTC)


@pytest.fixture
def index(tmp_path: Path) -> Path:
    ended = {"ended": DUE, "started": DUE}
    rows = [
        Attempt("morning", "", DUE, 1, "article", {}, State.DONE, message="Vier neue Aussagen.",
                report="morning/a.html", **ended),
        Attempt("evening", "", DUE, 1, "article", {}, State.FAILED, message="Cell 3 failed.",
                report="evening/a.failed.html", **ended),
        Attempt("<img src=x onerror=alert(1)>", "", DUE, 1, "article", {}, State.SKIPPED,
                message="{{ 7 * 7 }}", **ended),
    ]  # fmt: skip
    with Manifest.open(tmp_path) as manifest:
        for row in rows:
            manifest.add(row)
    for name in ("morning/a.html", "evening/a.failed.html"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("<p id=failure>page</p>", encoding="utf-8")
    shelf.arrange(tmp_path)
    return tmp_path / "index.html"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_index_is_found_through_read_aloud_and_quiet(browser: Any, index, scheme) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": 360, "height": 800})
    page = context.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda said: complaints.append(said.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(index.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_label("Find a report").fill("vier NEUE")
    assert page.locator(".series:visible").count() == 1
    page.get_by_label("Find a report").fill("nowhere")
    assert page.get_by_role("status").inner_text().startswith("No report has these words")
    page.get_by_label("Find a report").fill("")
    for summary in page.locator("summary").all():
        summary.click()
    found = Axe().run(page).response["violations"]
    assert not [one["id"] for one in found if one["impact"] in {"serious", "critical"}]
    assert (asked, complaints) == ([index.as_uri()], [])
    page.get_by_role("link", name="morning").first.click()
    assert page.url.endswith("morning/latest.html")
    context.close()
