"""The README's picture: the first page of a real report, as a small PNG.

    python scripts/picture.py reports/2025-02-16-rubio-lawrow.html docs/report.png

Needs Chromium on the PATH and the ``dev`` extra.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

MOST = 250_000
"""Bytes a picture in a README may take."""
WIDTH, HEIGHT = 1180, 1500


def take(report: Path, out: Path, *, scale: float = 1.0) -> int:
    """Open ``report`` with the network shut, draw its first page to ``out``; the bytes it takes.

    Raises
    ------
    SystemExit
        If there is no Chromium, or the picture is too large for a README.
    """
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        raise SystemExit("No Chromium on the PATH: install the package 'chromium'.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_context(
            viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=scale, offline=True
        ).new_page()
        page.goto(report.resolve().as_uri())
        page.wait_for_selector("html[data-charts]", state="attached")
        out.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=out)
        browser.close()
    size = out.stat().st_size
    if size > MOST:
        raise SystemExit(f"{out} takes {size} bytes, more than {MOST}: lower the height or scale.")
    return size


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("report", type=Path)
    parser.add_argument("out", type=Path, nargs="?", default=Path("docs/report.png"))
    given = parser.parse_args()
    print(f"{given.out}: {take(given.report, given.out)} bytes")
