"""The report of every notebook, on articles that try to run, to reach out and to turn the page
around: nothing runs, nothing is asked, every chart is drawn, nobody is shut out, it prints."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hostile
import pypdf
import pytest
from sheets import LIMIT, PAPER, Page, once

from workbook import reports, runs
from workbook.labels import words
from workbook.parameters import declared
from workbook.resources import notebook_folder

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NOTEBOOKS = sorted(
    path.stem
    for path in notebook_folder().glob("*.ipynb")
    if "page.section" in path.read_text(encoding="utf-8")
)
"""Those that make a report of sections; the explorer is for JupyterLab."""
LANGUAGE = {name: ("en", "de")[place % 2] for place, name in enumerate(NOTEBOOKS)}
MOST_STOPS = 60

STOP = """() => {
  const here = document.activeElement, style = getComputedStyle(here);
  const box = here.getBoundingClientRect(), last = window.stoppedAt;
  window.stoppedAt = here;
  return {
    name: here.outerHTML.slice(0, 90),
    over: here === document.body,
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0,
    inSight: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
    follows: !last || Boolean(last.compareDocumentPosition(here) & 4),
  };
}"""
"""Where the keyboard stands, and whether one sees it there."""

TURNED = """() => {
  const found = [], isolate = /\\u2068[^\\u2068\\u2069]*\\u2069/g;
  const blank = (text) => " ".repeat(text.length);
  const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
    if (node.parentElement.closest("script, style, noscript, .wb-column")) continue;
    let own = node.data, before;
    do { before = own; own = own.replace(isolate, blank); } while (own !== before);
    own = own.replace(/\\u202e.*/s, blank);
    for (const word of own.matchAll(/[A-Za-z]{3,}/g)) {
      const boxes = [word.index, word.index + word[0].length - 1].map((place) => {
        const range = document.createRange();
        range.setStart(node, place);
        range.setEnd(node, place + 1);
        return range.getBoundingClientRect();
      });
      const sameLine = Math.abs(boxes[0].top - boxes[1].top) < 2;
      if (boxes[0].width && sameLine && boxes[0].left > boxes[1].left) found.push(word[0]);
    }
  }
  return found;
}"""
"""Words of the page's own that stand the wrong way round."""


@pytest.fixture(scope="module", params=NOTEBOOKS)
def report(request: pytest.FixtureRequest, shared: Path) -> Path:
    """One notebook's report on the hostile articles, written once."""
    name = str(request.param)

    def write(out: Path) -> None:
        folder = out.parent / f"{name}-articles"
        source = hostile.lay(folder) if name == "article" else hostile.lay_all(folder)
        takes = {one.name for one in declared(runs.read(runs.find(name)))}
        given = {"source": str(source), "language": LANGUAGE[name]}
        reports.write(name, {key: given[key] for key in given.keys() & takes}, out)

    return once(shared, name, write)


@pytest.fixture(scope="module")
def wide(browser: Any, report: Path) -> Iterator[Page]:
    context = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"}
    with Page(browser, report, **context) as page:
        yield page


@pytest.fixture(scope="module")
def narrow(browser: Any, report: Path) -> Iterator[Page]:
    with Page(browser, report, color_scheme="dark", viewport={"width": 360, "height": 740}) as page:
        yield page


def test_nothing_runs_and_nothing_is_asked(wide: Page) -> None:
    for mark in wide.page.locator("mark, .wb-q, .wb-cite").all()[:12]:
        mark.dispatch_event("pointerover")
        mark.dispatch_event("click")
    assert wide.complaints == []
    assert len(wide.requests) == 1
    assert wide.page.evaluate("document.documentElement.dataset.pwned") is None
    assert wide.page.locator("main a:not([href^='#'])").count() == 0
    assert wide.page.locator("main :is(img, iframe, object, [onerror], [onmouseover])").count() == 0
    assert "49" not in wide.page.title()


def test_what_was_written_is_shown_as_it_was_written(wide: Page, report: Path) -> None:
    shown = str(wide.page.evaluate("document.querySelector('main').textContent"))
    assert hostile.SCRIPT in shown
    if report.stem == "article":
        assert wide.page.locator(".wb-column").evaluate("e => e.textContent") == hostile.TEXT


def test_no_word_of_the_page_is_turned_around(wide: Page, narrow: Page) -> None:
    assert wide.page.evaluate(TURNED) == []
    assert narrow.page.evaluate(TURNED) == []


def test_every_chart_is_drawn_and_says_what_it_shows(wide: Page, report: Path) -> None:
    charts = wide.page.locator("figure.chart")
    for chart in charts.all():
        assert chart.locator(".main-svg").count() >= 1
        assert chart.locator(".chart-drawing").get_attribute("aria-label")
    assert wide.page.locator(".main-svg a, .main-svg image").count() == 0
    assert report.stat().st_size <= LIMIT


def test_nothing_serious_stands_in_the_way_of_anyone(wide: Page, narrow: Page) -> None:
    assert wide.serious() == []
    assert narrow.serious() == []


def test_the_keyboard_goes_through_in_order_and_is_seen(wide: Page) -> None:
    page = wide.page
    page.evaluate("document.body.tabIndex = -1; document.body.focus(); 0")
    names = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop["over"]:
            break
        assert (stop["follows"], stop["inSight"], stop["outlined"]) == (True, True, True), stop
        names.append(stop["name"])
    assert 'class="skip"' in names[0]
    assert len(names) > 10


def test_nothing_is_wider_than_a_small_phone(narrow: Page) -> None:
    assert narrow.page.evaluate("document.documentElement.scrollWidth") <= 360
    cut = narrow.page.locator(".main-svg .annotation-text").evaluate_all(
        "all => all.filter(t => t.getBoundingClientRect().right > 361).map(t => t.textContent)"
    )
    assert cut == []


def test_it_prints_with_every_section_and_no_chart_cut(wide: Page, report: Path, tmp_path) -> None:
    printed = tmp_path / "printed.pdf"
    wide.page.pdf(path=printed, format="A4", prefer_css_page_size=True, tagged=True)
    reader = pypdf.PdfReader(printed)
    pages = [page.extract_text() for page in reader.pages]
    whole = " ".join(" ".join(pages).split())
    for heading in wide.page.locator("h2.wb-section").all_inner_texts():
        assert heading in whole
    for number, text in enumerate(pages, 1):
        assert f"{number} / {len(pages)}" in text
    for word in ("page.contents", "table.search", "cite"):
        assert words(LANGUAGE[report.stem])[word] not in whole.split()
    charts = {alt: found for alt, found in _figures(reader) if alt}
    wanted = wide.page.locator(".chart-drawing").evaluate_all("all => all.map(e => e.ariaLabel)")
    assert sorted(charts) == sorted(wanted)
    assert all(len(found) == 1 for found in charts.values()), charts


def test_on_paper_no_chart_is_wider_than_the_sheet(narrow: Page) -> None:
    page = narrow.page
    page.set_viewport_size({"width": int(PAPER[0] - 2 * 16 * 96 / 25.4), "height": int(PAPER[1])})
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint')); 0")
    over = page.locator(".main-svg").evaluate_all(
        "all => all.map(svg => svg.getBoundingClientRect().right - innerWidth)"
    )
    assert all(much <= 1 for much in over), over
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def _figures(reader: pypdf.PdfReader) -> Iterator[tuple[str, set[int]]]:
    """Each picture of a tagged PDF: its alternative text, and the pages its parts lie on."""

    def pages(element: Any) -> set[int]:
        element = element.get_object()
        if not isinstance(element, dict):
            return set()
        own = {element.raw_get("/Pg").idnum} if "/Pg" in element else set()
        return own.union(*map(pages, _kids(element)))

    def walk(element: Any) -> Iterator[tuple[str, set[int]]]:
        element = element.get_object()
        if isinstance(element, dict):
            if element.get("/S") == "/Figure":
                yield str(element.get("/Alt", "")), pages(element)
            for kid in _kids(element):
                yield from walk(kid)

    yield from walk(reader.trailer["/Root"]["/StructTreeRoot"])


def _kids(element: Any) -> list[Any]:
    kids = element["/K"].get_object() if "/K" in element else []
    return list(kids) if isinstance(kids, list) else [kids]
