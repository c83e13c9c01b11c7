"""The sample articles are what their README promises."""

from __future__ import annotations

from datetime import date

import pytest
import yaml

from workbook.resources import data_folder

FILES = sorted(path for path in (data_folder() / "articles").glob("*.md") if path.stem != "README")


def halves(path):
    _, front, text = path.read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(front), text


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_sample_is_complete_and_marked_as_one(path):
    front, text = halves(path)
    assert {"title", "outlet", "published", "language", "note"} <= set(front)
    assert front["note"].startswith("Mustertext, für dieses Projekt geschrieben")
    assert front["language"] in {"de", "de-AT", "de-CH"}
    assert path.stem.startswith(front["published"].date().isoformat())
    assert date(2025, 2, 12) <= front["published"].date() <= date(2025, 2, 20)
    assert 150 <= len(text.split()) <= 500


def test_there_is_enough_to_compare():
    fronts = [halves(path)[0] for path in FILES]
    assert len(FILES) >= 11
    assert len({front["outlet"] for front in fronts}) >= 4
    assert len({front["title"] for front in fronts}) == len(FILES)


def test_the_first_sample_tells_the_story_in_full():
    _, text = halves(data_folder() / "articles" / "2025-02-16-rubio-lawrow.md")
    assert 400 <= len(text.split()) <= 500
    for fact in (
        "Marco Rubio",
        "Sergej Lawrow",
        "15. Februar 2025",
        "ZVW",
        "WNOZ",
        "SWP",
        "Witkoff",
    ):
        assert fact in text
    assert text.rstrip().endswith("?")
