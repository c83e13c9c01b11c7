"""Saved pages in the style of German publishers, with texts of our own."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook import pages
from workbook.errors import SourceRefused
from workbook.pages import moments

CASES = Path(__file__).parent / "cases" / "pages"
FIRST = "Der Stadtrat von Musterstadt hat am Dienstagabend den Neubau der Wehrbrücke beschlossen."
LAST = "Eine Petition hätten bereits 3.100 Menschen unterschrieben."
TITLE = "Musterstadt baut neue Wehrbrücke"


def case(name: str) -> str:
    return (CASES / f"{name}.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "author", "outlet", "language", "url"),
    [
        (
            "news_article",
            "Henrike Mustermann, Jan Spalte",
            "Musterstädter Anzeiger",
            "de",
            "https://anzeiger.example/lokales/wehrbruecke-1234.html",
        ),
        (
            "open_graph",
            "Carla Vorlage",
            "Beispiel-Kurier",
            "de-DE",
            "https://kurier.example/stadt/wehrbruecke",
        ),
        ("time_only", "Reto Vorbild", None, "de-CH", None),
        ("amp", None, "Nordbeispieler Rundschau", "de", "https://rundschau.example/wehrbruecke"),
    ],
)
def test_fields_come_from_the_best_layer(name, author, outlet, language, url):
    page = pages.read(case(name))
    assert page.title == TITLE
    assert (page.author, page.outlet, page.language, page.url) == (author, outlet, language, url)
    assert page.published.isoformat() == "2025-02-18T20:40:00+00:00"


@pytest.mark.parametrize("name", ["news_article", "open_graph", "time_only", "amp"])
def test_the_text_is_the_article_and_nothing_around_it(name):
    text = pages.read(case(name)).text
    paragraphs = text.split("\n\n")
    assert len(paragraphs) == 5
    assert paragraphs[0].startswith(FIRST)
    assert paragraphs[2] == "Bauzeit von zwei Jahren"
    assert paragraphs[-1].endswith(LAST)


@pytest.mark.parametrize(
    ("name", "says"), [("cookie_wall", "consent to cookies"), ("paywall", "must be paid")]
)
def test_a_wall_is_no_article(name, says):
    with pytest.raises(SourceRefused, match=rf"^seite\.html .*{says}.*; .*save the page again\.$"):
        pages.read(case(name), origin="seite.html")


def test_a_short_article_with_an_offer_in_its_footer_is_read():
    html = f"""<html lang="de"><body><article><h1>{TITLE}</h1><p>{FIRST}</p></article>
    <footer><p>Jetzt Probemonat sichern.</p></footer></body></html>"""
    assert FIRST in pages.read(html).text


def test_a_page_that_keeps_its_text_in_the_linked_data_is_read_from_there():
    body = f"{FIRST} {LAST} " * 10
    html = f"""<html><head><script type="application/ld+json">//<![CDATA[
    {{"@type": "NewsArticle", "headline": "{TITLE}", "datePublished": "18.02.2025",
      "isAccessibleForFree": false, "articleBody": "{body}"}};
    //]]></script></head><body><div id="app"></div></body></html>"""
    page = pages.read(html)
    assert page.text == body.strip()
    assert page.published.isoformat() == "2025-02-18T00:00:00+00:00"


@pytest.mark.parametrize(
    "broken",
    [
        '{"@type": "NewsArticle", "headline": ',
        '{"@type": "NewsArticle", "headline": ["a"], "author": [[{}]], "publisher": 3}',
        '{"@type": 7, "@graph": {"@graph": null}}',
        "[" * 5000,
    ],
)
def test_broken_linked_data_costs_nothing_but_itself(broken):
    html = case("time_only").replace(
        "</head>", f'<script type="application/ld+json">{broken}</script></head>'
    )
    page = pages.read(html)
    assert page.title == TITLE
    assert page.published is not None


@pytest.mark.parametrize("html", ["", "  \n", "<html></html>", "<p>Kurz.</p>", "<", "<!--"])
def test_a_page_without_an_article_is_refused(html):
    with pytest.raises(SourceRefused, match="No article was found in the page; "):
        pages.read(html)


@settings(max_examples=60, deadline=None)
@given(
    st.text()
    | st.lists(
        st.sampled_from(["<p>", "</div>", "<meta ", 'lang="', "ä ", "<script type=ld+json>"])
    ).map("".join)
)
def test_no_text_breaks_it(html):
    try:
        page = pages.read(html)
    except SourceRefused:
        return
    assert page.text == page.text.strip() != ""
    assert pages.read(html) == page


@given(st.text(max_size=40))
def test_no_text_breaks_a_time(text):
    moments.moment(text)


@pytest.mark.parametrize(
    ("written", "utc"),
    [
        ("2025-02-18", "2025-02-18T00:00:00+00:00"),
        ("2025-02-18T21:40", "2025-02-18T20:40:00+00:00"),
        ("2025-07-18T21:40", "2025-07-18T19:40:00+00:00"),
        ("2025-02-18T20:40:00.123Z", "2025-02-18T20:40:00.123000+00:00"),
        ("2025-02-18 21:40:00 +01:00", "2025-02-18T20:40:00+00:00"),
        ("2025-02-18 20:40:00 UTC", "2025-02-18T20:40:00+00:00"),
        ("18.02.2025", "2025-02-18T00:00:00+00:00"),
        ("Stand: 18.2.2025, 21:40 Uhr", "2025-02-18T20:40:00+00:00"),
    ],
)
def test_times_as_pages_write_them(written, utc):
    assert moments.moment(written).isoformat() == utc


@pytest.mark.parametrize("written", ["", None, 20250218, "2025-13-45", "31.02.2025", "gestern"])
def test_what_is_no_time_is_none(written):
    assert moments.moment(written) is None
