"""A report as somebody opens it: every request refused and counted, every complaint kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import axe_playwright_python
from filelock import FileLock

CSP = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:"
)
LIMIT = 2_400_000
"""Bytes a report with five charts may have, so that it can be mailed."""
PAPER = (210 * 96 / 25.4, 297 * 96 / 25.4)
"""A sheet of A4 in CSS pixels."""


class Page:
    """A report opened in a context of its own; leave it with ``with`` or `close`."""

    def __init__(self, browser: Any, path: Path, **context: Any) -> None:
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.context = browser.new_context(**context)
        self.page = self.context.new_page()
        self.page.on("console", lambda m: m.type == "error" and self.complaints.append(m.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        self.page.route("**/*", self._answer)
        self.page.goto(path.as_uri())
        if self.page.locator("figure.chart").count():
            self.page.wait_for_selector("html[data-charts]", state="attached", timeout=60_000)

    def __enter__(self) -> Page:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.context.close()

    def serious(self) -> list[Any]:
        """What axe-core finds that stands in somebody's way."""
        rules = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8")
        self.page.evaluate(rules + ";0")
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [
            (one["id"], [node["target"] for node in one["nodes"][:3]])
            for one in found["violations"]
            if one["impact"] in ("serious", "critical")
        ]

    def _answer(self, route: Any) -> None:
        if route.request.url.startswith("file:") and not self.requests:
            self.requests.append(route.request.url)
            body = Path(route.request.url.removeprefix("file://")).read_bytes()
            headers = {"Content-Security-Policy": CSP, "Content-Type": "text/html; charset=utf-8"}
            route.fulfill(body=body, headers=headers)
        else:
            self.requests.append(route.request.url)
            route.abort()


def once(folder: Path, name: str, write: Callable[[Path], object]) -> Path:
    """A report that is written once for all test processes."""
    out = folder / f"{name}.html"
    with FileLock(folder / f"{name}.lock"):
        if not out.exists():
            write(out)
    return out
