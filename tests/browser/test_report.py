"""The report in a real browser with the network shut."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
from sheets import LIMIT, Page, once

from workbook import reports, view
from workbook.labels import words

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def report(shared: Path, sample: Path) -> Path:
    given = {"source": str(sample), "language": "en"}
    return once(shared, "sample", lambda out: reports.write("article", given, out))


@pytest.fixture
def opened(browser: Any, report: Path) -> Iterator[Page]:
    with Page(browser, report) as page:
        yield page


def test_every_chart_is_drawn_and_nothing_is_asked_of_the_network(opened: Page) -> None:
    assert opened.requests == opened.requests[:1]
    assert opened.complaints == []
    charts = opened.page.locator("figure.chart")
    assert charts.count() >= 5
    for chart in charts.all():
        assert chart.locator(".main-svg").count() >= 1
        assert chart.locator(".chart-drawing").get_attribute("aria-label")


def test_the_report_is_small_enough_to_mail(report: Path) -> None:
    assert report.stat().st_size <= LIMIT


def test_style_sheets_and_scripts_of_views_stand_once(opened: Page) -> None:
    for kind in ("style", "script:not([type])"):
        texts = opened.page.locator(kind).evaluate_all("all => all.map(one => one.textContent)")
        assert len(texts) == len(set(texts)), kind


def test_no_code_is_shown(opened: Page) -> None:
    assert "import workbook" not in opened.page.locator("main").inner_text()


def test_marks_and_tables_are_reached_with_the_keyboard(opened: Page) -> None:
    page = opened.page
    reached: set[str] = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                "(e => e.matches('mark') ? 'mark' : e.matches('.wb-table thead button') ? 'sort'"
                " : e.type ?? e.tagName)(document.activeElement)"
            )
        )
        if {"mark", "sort", "search"} <= reached:
            break
    assert {"mark", "sort", "search", "checkbox"} <= reached
    page.locator(".wb-column mark[tabindex='0']").focus()
    tip = page.locator(".wb-tip:visible")
    first = tip.inner_text()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.matches('.wb-column mark')")
    assert tip.inner_text() != first
    page.keyboard.press("Escape")
    assert tip.count() == 0


def test_the_legend_filters_what_is_marked(opened: Page) -> None:
    line = "getComputedStyle(document.querySelector('.wb-column .wb-country')).textDecorationLine"
    assert opened.page.evaluate(line) == "underline"
    opened.page.locator(".wb-legend input[value='country']").uncheck()
    assert opened.page.evaluate(line) == "none"
    opened.page.locator(".wb-legend input[value='quotes']").uncheck()
    assert opened.page.locator(".wb-note:visible, .wb-rule:visible").count() == 0


def test_statements_and_sentences_lead_to_each_other(opened: Page) -> None:
    page = opened.page
    for link in page.locator("main a[href^='#']").all():
        target = str(link.get_attribute("href"))
        assert page.locator(f"[id='{target[1:]}']").count() == 1, target
    note = page.locator("a.wb-note").first
    row = page.locator(f"[id='{str(note.get_attribute('href'))[1:]}']")
    source, number = note.get_attribute("data-name"), note.get_attribute("data-no")
    assert row.locator("td").first.inner_text() == f"{source}\N{NO-BREAK SPACE}{number}"
    back = str(row.locator("a").last.get_attribute("href"))
    words = page.locator(f".wb-column [id='{back[1:]}']").inner_text()
    assert words


def test_every_statement_of_the_text_leads_to_its_row(opened: Page) -> None:
    page = opened.page
    rows = page.locator("tr[id^='c-']").evaluate_all("all => all.map(row => row.id)")
    links = page.locator(".wb-column a").evaluate_all("all => all.map(a => a.hash.slice(1))")
    assert rows
    assert sorted(set(links)) == sorted(rows)
    assert page.locator(".wb-more").count() >= 1


@pytest.mark.parametrize("way", ["clipboard", "old", "by hand"])
def test_a_statement_is_copied_as_a_citation(browser: Any, report: Path, way: str) -> None:
    opened = Page(browser, report, permissions=["clipboard-read", "clipboard-write"])
    page = opened.page
    if way != "clipboard":  # as where a page from a file may not write to the clipboard
        page.evaluate("navigator.clipboard.writeText = () => Promise.reject(new Error()); 0")
    if way == "by hand":
        page.evaluate("document.execCommand = () => false; 0")
    button = page.locator(".wb-cite").first
    wanted = str(button.get_attribute("data-cite"))
    button.focus()
    page.keyboard.press("Enter")
    said = {"by hand": "Copy this by hand"}.get(way, "Copied")
    page.locator(".wb-cite", has_text=said).wait_for()
    assert page.evaluate("document.activeElement.className") == "wb-cite"
    if way == "by hand":
        assert page.evaluate("getSelection().toString()") == wanted
    else:
        assert page.evaluate("navigator.clipboard.readText()") == wanted
    opened.context.close()


def test_the_contents_stand_beside_a_wide_page_and_fold_on_a_narrow_one(
    browser: Any, report: Path
) -> None:
    wide = Page(browser, report, viewport={"width": 1280, "height": 800})
    names = wide.page.locator(".contents a:visible").all_inner_texts()
    assert names == wide.page.locator("h2.wb-section").all_inner_texts()
    wide.page.get_by_role("link", name="What it is about").click()
    wide.page.locator(".contents a[aria-current][href='#what']").wait_for()
    wide.context.close()
    narrow = Page(browser, report, viewport={"width": 400, "height": 800})
    assert narrow.page.locator(".contents a:visible").count() == 0
    narrow.page.locator(".contents summary").click()
    narrow.page.locator(".contents a").last.click()
    assert narrow.page.locator(".contents a:visible").count() == 0
    assert narrow.page.url.endswith("#method")
    narrow.context.close()


def test_a_telephone_shows_the_first_rows_and_all_on_demand(browser: Any, report: Path) -> None:
    with Page(browser, report, viewport={"width": 360, "height": 740}) as narrow:
        table = narrow.page.locator(".wb-table", has=narrow.page.locator("tr[id^='c-']"))
        rows = table.locator("tbody tr")
        assert rows.locator("visible=true").count() == 8 < rows.count()
        narrow.page.locator(".wb-column a").last.click()  # to a row that is folded away
        assert rows.locator("visible=true").count() == rows.count()
        actors = narrow.page.locator(".wb-table").first
        actors.get_by_role("button", name="Show all").click()
        assert actors.locator("tbody tr:visible").count() == actors.locator("tbody tr").count()


def test_tables_sort_and_search(opened: Page) -> None:
    table = opened.page.locator(".wb-table").first
    head, number = table.locator("thead button").nth(0), table.locator("thead button").nth(4)
    names = table.locator("tbody tr:visible td:first-child")
    head.click()
    up = names.all_inner_texts()
    head.click()
    assert names.all_inner_texts() == up[::-1]
    assert table.locator("[aria-sort=descending]").count() == 1
    head.click()  # the third press: as it was given
    assert table.locator("[aria-sort]").count() == 0
    given = names.all_inner_texts()
    assert sorted(given) == sorted(up)
    number.focus()
    opened.page.keyboard.press("Enter")  # numbers begin with the largest
    shown = [int(n) for n in table.locator("tbody td:nth-child(5)").all_inner_texts()]
    assert shown == sorted(shown, reverse=True)
    table.locator("input[type=search]").fill("rubio")
    assert all(
        "rubio" in row.lower() for row in table.locator("tbody tr:visible").all_inner_texts()
    )
    assert 0 < names.count() < len(up)
    table.locator("input[type=search]").fill("")
    assert names.count() == len(up)


def test_ink_and_paper_change_places_in_the_dark(browser: Any, report: Path) -> None:
    def brightness(scheme: str) -> float:
        page = Page(browser, report, color_scheme=scheme)
        colour = page.page.evaluate("getComputedStyle(document.body).backgroundColor")
        page.context.close()
        return sum(float(part) for part in colour[4:-1].split(","))

    assert brightness("light") > 600
    assert brightness("dark") < 150


def test_it_prints_on_paper_without_interface(opened: Page) -> None:
    opened.page.emulate_media(media="print")
    interface = "input, summary, button.wb-cite, .contents, .skip, .wb-legend, .wb-tip, noscript"
    assert opened.page.locator(interface).locator("visible=true").count() == 0


def test_its_pdf_has_pages_bookmarks_and_every_section(browser: Any, report: Path) -> None:
    printed = pypdf.PdfReader(reports.print_out(report))
    sections = [words("en")[f"section.{name}"] for name in view.SECTIONS]
    last = len(printed.pages)
    assert last >= 3
    for number, page in enumerate(printed.pages, 1):
        assert f"{number} / {last}" in page.extract_text()
        assert page.extract_text().count("Rubio und Lawrow telefonieren") >= 1
        assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842]
    marks = [mark["/Title"] for mark in printed.outline[1] if isinstance(mark, dict)]
    assert [mark for mark in marks if mark in sections] == sections
