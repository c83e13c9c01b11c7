"""The gallery: every chart of the notebook ``gallery`` as a picture, and a page that shows them.

    python scripts/gallery.py reports/gallery.html docs

Opens the report in the system's Chromium with the network shut and has each chart drawn as SVG.
Needs Chromium on the PATH and the ``dev`` extra.
"""

from __future__ import annotations

import argparse
import json
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from workbook import browser, resources

WIDTH = 720
MOST = 80_000
"""Bytes a picture may take."""

_DRAWN = """async (width) => Promise.all(
  [...document.querySelectorAll("figure.chart")].map(async (figure) => {
    const drawing = figure.querySelector(".chart-drawing");
    const height = drawing.offsetHeight;
    const svg = await Plotly.toImage(drawing, { format: "svg", width, height });
    return [figure.querySelector("figcaption").textContent, drawing.ariaLabel, svg];
  }))"""


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart: the line that draws it, what it says, and how it looks."""

    code: str
    title: str
    alt: str
    svg: str

    @property
    def name(self) -> str:
        """The file's name: ``network-event`` of ``figures.network(book, by="event")``."""
        words = re.findall(r'figures\.(\w+)|by="(\w+)"', self.code)
        return "-".join(figure or by for figure, by in words)


def take(report: Path) -> list[Picture]:
    """Every chart of a report on the notebook ``gallery``.

    Raises
    ------
    SystemExit
        If there is no Chromium, or the report is not that of the notebook as it is.
    """
    from playwright.sync_api import sync_playwright

    chromium, lines = browser.installed(), _lines()
    if chromium is None:
        raise SystemExit("No Chromium on the PATH: install the package 'chromium'.")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        size = {"width": 1200, "height": 900}
        page = opened.new_context(viewport=size, offline=True).new_page()
        page.goto(report.resolve().as_uri())
        page.wait_for_selector("html[data-charts]", state="attached")
        drawn = page.evaluate(_DRAWN, WIDTH)
        opened.close()
    if len(drawn) != len(lines):
        raise SystemExit(f"{report} has {len(drawn)} charts and not {len(lines)}; write it anew.")
    return [
        Picture(code, title, alt, unquote(svg.partition(",")[2]))
        for code, (title, alt, svg) in zip(lines, drawn, strict=True)
    ]


def write(pictures: list[Picture], docs: Path) -> None:
    """The pictures below ``docs/gallery`` and the page ``docs/gallery.md``."""
    folder = docs / "gallery"
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.svg"):
        old.unlink()
    parts = [_HEAD]
    for one in pictures:
        if len(one.svg.encode()) > MOST:
            raise SystemExit(f"The picture {one.name} is larger than {MOST} bytes.")
        (folder / f"{one.name}.svg").write_text(one.svg, encoding="utf-8")
        alt = one.alt.replace("[", "(").replace("]", ")")
        parts.append(
            f"## {one.title}\n\n```python\n{one.code}\n```\n\n![{alt}](gallery/{one.name}.svg)\n"
        )
    (docs / "gallery.md").write_text("\n".join(parts), encoding="utf-8")


def _lines() -> list[str]:
    """The lines of the notebook that draw, in their order."""
    path = resources.notebook_folder() / "gallery.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    found = re.findall(r"^    (figures\.\w+\(.*\)),$", code, re.MULTILINE)
    return [line.replace(", language=language", "") for line in found]


_HEAD = """# Every chart

Drawn from the sample articles by `make gallery`, which runs the notebook `gallery` and has Chromium draw each chart of its report. In a notebook or report they are interactive: point at a mark and its words appear. `book` is what `workbook.load` gives, `who` the id of an actor; `language="de"` writes all of it in German.
"""

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("report", type=Path)
    parser.add_argument("docs", type=Path, nargs="?", default=Path("docs"))
    given = parser.parse_args()
    found = take(given.report)
    write(found, given.docs)
    print(f"{given.docs / 'gallery.md'}: {len(found)} charts")
