"""Saved pages in the style of German publishers, with texts of our own."""

from __future__ import annotations

import csv
import re
from datetime import UTC, datetime
from pathlib import Path

import publishers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import publishers_later, publishers_more
from workbook import pages
from workbook.errors import SourceRefused
from workbook.pages import boxes, bylines, moments
from workbook.resources import data_folder

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
        (
            "amp",
            "Nordbeispieler Rundschau",
            "Nordbeispieler Rundschau",
            "de",
            "https://rundschau.example/wehrbruecke",
        ),
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


@settings(deadline=None)
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


# as publishers set their pages


@pytest.fixture(scope="module")
def read_pages() -> list[tuple[publishers.Page, pages.Page]]:
    styles = (publishers, publishers_more, publishers_later)
    return [(page, pages.read(page.html)) for style in styles for page in style.pages()]


def test_articles_are_read_from_the_pages_of_publishers(read_pages):
    scores = [publishers.words_f1(read.text, page.text) for page, read in read_pages]
    assert len(scores) >= 111
    assert sum(scores) / len(scores) >= 0.985
    assert min(scores) >= 0.9


def test_authors_and_dates_are_read_from_the_pages_of_publishers(read_pages):
    for page, read in read_pages:
        assert set((read.author or "").split(", ")) == set(page.authors), page.style
        assert read.published is not None, page.style
        assert read.published.date() == page.published.date(), page.style


def test_another_articles_author_is_not_guessed():
    page = publishers_later.podcast(publishers.STORIES[0]).replace("creator", "producer")
    assert "Otto Anders" in page
    assert pages.read(page).author == "Anna Müller, Bernd Vorlage"
    assert pages.read(page.replace("Moderation:", "Zu hören:")).author is None


def test_a_time_that_is_also_that_of_a_change_gives_way_to_an_earlier_day():
    page = publishers_later.changed_much_later(publishers.STORIES[0])
    assert pages.read(page).published.date() == publishers.STORIES[0].published.date()
    same_day = page.replace("Erstmals publiziert: 17.02.2025, 20.40 Uhr", "Publiziert: 1.3.2025")
    assert pages.read(same_day).published == datetime(2025, 3, 1, 8, tzinfo=UTC)


def test_the_title_is_not_part_of_the_text(read_pages):
    titles = {story.title for story in publishers.STORIES}
    for page, read in read_pages:
        assert read.title in titles, page.style
        assert read.title not in read.text, page.style


@pytest.mark.parametrize(
    ("stated", "names"),
    [
        ("Von Anna Müller", "Anna Müller"),
        (
            "von Anna Müller, Ben Schmidt und Carla-Maria von der Au",
            "Anna Müller, Ben Schmidt, Carla-Maria von der Au",
        ),
        ("Anna Müller / Ben Schmidt", "Anna Müller, Ben Schmidt"),
        ("Anna Müller (dpa)", "Anna Müller"),
        ("Anna Müller, ARD Berlin", "Anna Müller"),
        ("Ein Kommentar von Dr. Ólafur Þórsson, Reykjavík", "Dr. Ólafur Þórsson"),
        ("dpa", "dpa"),
        ("Die Redaktion", "Die Redaktion"),
        ("", None),
        ("Von", None),
    ],
)
def test_names_are_read_from_a_byline(stated, names):
    assert bylines.names(stated) == names


@settings(deadline=None)
@given(st.text(max_size=300))
def test_no_text_breaks_a_byline_or_a_line(text):
    named = bylines.names(text)
    assert named is None or named.strip()
    assert isinstance(boxes.is_line(text), bool)


@pytest.mark.parametrize(
    "line",
    [
        "Der Kommentar des Ministers fiel knapp aus.",
        "Mehr war an diesem Abend nicht zu erfahren.",
        "Quelle der Unruhe ist ein Brief aus dem Ministerium, wie es am Montag in Berlin hieß, und niemand will ihn geschrieben haben.",
        "Am 18. Februar 2025 trat der Rat zusammen.",
        "Das Bild: trübe Aussichten, wohin man schaut, und kein Ende.",
        "Die dpa meldete den Rücktritt zuerst.",
        "Mehr dazu will die Polizei am Dienstag sagen.",
        "Mehr von solchen Ideen braucht das Land.",
        "Veröffentlicht wurde das Papier am 3. März.",
        "Aktualisiert werde die Liste alle 14 Tage.",
        "Die dpa meldete das.",
        "2/3 der Befragten stimmten zu.",
        "5 Minuten später fiel das Tor.",
        "Dieser Text ist eine Zumutung, findet der Minister.",
        "Redaktion: Das stimmt so nicht.",
        "Diese Meldung wurde von der Polizei nicht bestätigt.",
        "Newsletter-Autorin Ilka Pfeiler sieht das anders als ihr Verlag.",
    ],
)
def test_a_sentence_is_no_line_of_the_page(line):
    assert not boxes.is_line(line)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (
            "<p>Wir und bis zu 312 Drittanbieter legen Informationen auf Ihrem Endgerät ab.</p>"
            "<a>Weiter mit Werbung</a><a>Impressum</a>",
            "consent to cookies",
        ),
        (
            "<h1>Ihre Wahl</h1><p>Wir und unsere 97 Partner möchten Ihnen Anzeigen zeigen.</p>"
            "<a>Ablehnen</a>",
            "consent to cookies",
        ),
        (
            "<h1>Streit</h1><p>Die Stadt reißt die alte Brücke über die Muster im Mai ab.</p>"
            "<p>Registrieren Sie sich, um weiterzulesen.</p><p>Bereits ein Konto? Anmelden</p>",
            "must be paid",
        ),
    ],
)
def test_walls_come_in_many_words(body, says):
    with pytest.raises(SourceRefused, match=says):
        pages.read(f'<html lang="de"><title>Bote</title><body><main>{body}</main></body></html>')


def test_a_short_report_that_must_be_paid_is_read_when_it_is_whole():
    html = publishers.subscription(publishers.STORIES[2])
    assert pages.read(html).text.startswith(publishers.STORIES[2].lead)
    stub = publishers.STORIES[2].blocks[0]
    for block in publishers.STORIES[2].blocks[1:]:
        html = html.replace(block.removeprefix("# "), "")
    with pytest.raises(SourceRefused, match="must be paid"):
        pages.read(html)
    assert stub in html


def test_the_signs_of_boxes_are_orderly():
    with (data_folder() / "pages" / "boxes.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["kind"], row["pattern"]) for row in csv.DictReader(file)]
    assert {kind for kind, _ in rows} == {
        "name",
        "unseen",
        "label",
        "line",
        "readers",
        "picture",
        "role",
        "published",
        "changed",
    }
    assert len(set(rows)) == len(rows)
    for kind, pattern in rows:
        assert pattern == pattern.strip()
        if kind == "label":
            assert pattern == pattern.lower()
        else:
            re.compile(pattern)
