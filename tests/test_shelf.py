"""The folder of reports: the latest of each, the index, the feed, and what is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import feedparser
import pytest
from lxml import etree

from workbook import shelf
from workbook.manifest import Attempt, Manifest, State

FIRST = datetime(2025, 3, 3, 6, tzinfo=UTC)
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Four mornings of one report, the last of which failed, and one with a hostile name."""
    rows = [
        Attempt("morning", "", FIRST + timedelta(days=day), 1, "monitor", {}, State.DONE,
                started=FIRST, ended=FIRST + timedelta(seconds=40 * (day + 1)),
                message=f"Day {day}: 12 new statements.",
                report=f"morning/2025-03-0{3 + day}T0700.html")
        for day in range(4)
    ]  # fmt: skip
    rows.append(
        Attempt("morning", "", FIRST + timedelta(days=4), 1, "monitor", {}, State.FAILED,
                started=FIRST, ended=FIRST, cell=3, message="Cell 3 failed: the feed was empty.",
                report="morning/2025-03-07T0700.failed.html")
    )  # fmt: skip
    rows.append(
        Attempt("actors", f"actor={HOSTILE}", FIRST, 1, "actor", {}, State.DONE, ended=FIRST,
                message=HOSTILE, report="actors/odd 100%/2025-03-03T0700.html")
    )  # fmt: skip
    with Manifest.open(tmp_path) as manifest:
        for row in rows:
            manifest.add(row)
            path = tmp_path / row.report
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"<title>{row.due}</title>", encoding="utf-8")
    (tmp_path / "morning" / "2025-03-03T0700.pdf").write_bytes(b"%PDF, printed beside it")
    shelf.arrange(tmp_path, keep={"morning": 2})
    return tmp_path


def test_the_latest_is_the_last_good_one(folder) -> None:
    latest = (folder / "morning" / "latest.html").read_bytes()
    assert latest == (folder / "morning" / "2025-03-06T0700.html").read_bytes()
    before = (folder / "morning" / "latest.html").stat().st_mtime_ns
    shelf.arrange(folder)
    assert (folder / "morning" / "latest.html").stat().st_mtime_ns == before


def test_no_more_is_kept_than_was_asked_for(folder) -> None:
    kept = sorted(path.name for path in (folder / "morning").glob("2025*"))
    assert kept == ["2025-03-05T0700.html", "2025-03-06T0700.html", "2025-03-07T0700.failed.html"]
    with Manifest.open(folder) as manifest:
        assert len(manifest.attempts("morning")) == 5


def test_every_link_of_the_index_leads_to_a_file(folder) -> None:
    page = etree.fromstring((folder / "index.html").read_bytes(), etree.HTMLParser())
    links = [link.split("#")[0] for link in page.xpath("//a/@href") if not link.startswith("#")]
    assert "morning/latest.html" in links
    assert "actors/odd%20100%25/2025-03-03T0700.html" in links
    for link in links:
        from urllib.parse import unquote

        assert (folder / unquote(link)).is_file()
    assert page.xpath("//a[contains(@href, 'failed.html#failure')]")
    assert HOSTILE not in (folder / "index.html").read_text(encoding="utf-8")


def test_the_feed_is_atom_with_identifiers_that_stay(folder) -> None:
    text = (folder / "feed.xml").read_text(encoding="utf-8")
    parsed = feedparser.parse(text)
    assert not parsed.bozo
    assert parsed.version == "atom10"
    assert [entry.title for entry in parsed.entries[:2]] == ["morning", "morning"]
    assert all(entry.id and entry.updated and entry.link for entry in parsed.entries)
    before = [entry.id for entry in parsed.entries]
    assert len(set(before)) == len(before) == 3
    with Manifest.open(folder) as manifest:
        again = feedparser.parse(shelf.feed(shelf.series(manifest.attempts()), language="de"))
    assert [entry.id for entry in again.entries] == before


def test_what_went_wrong_is_told_in_the_language_of_the_index(folder) -> None:
    due = FIRST + timedelta(days=5)
    said = "There was no new article, so there is no new report."
    with Manifest.open(folder) as manifest:
        skipped = Attempt("morning", "", due, 1, "monitor", {}, State.SKIPPED)
        manifest.add(replace(skipped, ended=due, message=said))
        shown = shelf.index(shelf.series(manifest.attempts()), language="de")
    assert shown.count("Es gab keinen neuen Artikel") == 2
    assert said not in shown


def test_a_folder_without_runs_says_what_will_be_there(tmp_path) -> None:
    shelf.arrange(tmp_path, language="de")
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "bisher keiner" in page
    assert not feedparser.parse((tmp_path / "feed.xml").read_text(encoding="utf-8")).bozo
    assert shelf.in_order(tmp_path)
