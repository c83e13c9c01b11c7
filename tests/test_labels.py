"""Words for people: every key in both languages, every key the code asks for, dates and numbers."""

from __future__ import annotations

import copy
import csv
import re
from datetime import date, datetime
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook import labels, models, resources
from workbook.errors import ParameterRefused

ROOT = Path(__file__).parent.parent
KEY = re.compile(
    r"""(?:(?:labels|words|say)\[|(?:labels|words)\.get\(\s*|\.say\(\s*)"([a-z_]+(?:\.[A-Za-z_.]+)*)\""""
)


def rows() -> list[dict[str, str]]:
    with (resources.data_folder() / "labels.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_key_stands_once_and_has_both_languages() -> None:
    keys = [row["key"] for row in rows()]
    assert len(keys) == len(set(keys))
    for row in rows():
        assert None not in row, row
        assert all(row[tongue].strip() for tongue in ("en", "de")), row["key"]


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["key"])
def test_both_languages_have_the_same_blanks(row: dict[str, str]) -> None:
    blanks = [
        {name for _, name, *_ in Formatter().parse(row[tongue]) if name} for tongue in ("en", "de")
    ]
    assert blanks[0] == blanks[1]


def test_every_value_of_the_tables_has_a_word() -> None:
    en = labels.words("en")
    for group, literal in (
        ("kind", models.MentionKind),
        ("source_kind", models.SourceKind),
        ("claim_kind", models.ClaimKind),
        ("certainty", models.Certainty),
        ("as", models.Certainty),
        ("status", models.EventStatus),
        ("date_type", models.DateType),
    ):
        for value in get_args(literal):
            assert en[f"{group}.{value}"]


def test_every_key_the_code_asks_for_is_there() -> None:
    known = {row["key"] for row in rows()}
    files = [*(ROOT / "workbook").rglob("*.py"), *(ROOT / "workbook" / "templates").rglob("*.j2")]
    asked = {
        key
        for path in files
        for key in KEY.findall(path.read_text(encoding="utf-8").replace("'", '"'))
        if "." in key
    }
    assert asked
    assert asked <= known


def test_numbers_and_lists_as_people_write_them() -> None:
    en, de = labels.words("en"), labels.words("de")
    assert (en.number(12345), de.number(12345)) == ("12,345", "12.345")
    assert (en.percent(0.125), de.percent(0.5)) == ("12%", "50\xa0%")
    assert en.join(["a"]) == "a"
    assert en.join([]) == ""
    assert de.join(["a", "b", "c"]) == "a, b und c"
    assert [de.count("articles", n) for n in (0, 1, 2)] == ["0 Artikel", "1 Artikel", "2 Artikel"]
    assert [en.count("claims", n) for n in (0, 1, 2)] == [
        "0 statements",
        "1 statement",
        "2 statements",
    ]


def test_periods_are_as_coarse_as_they_are_meant() -> None:
    de = labels.words("de")
    assert de.period(datetime(2025, 2, 15), datetime(2025, 2, 16)) == "15. Februar 2025"
    assert de.period(datetime(2022, 2, 1), datetime(2022, 3, 1)) == "Februar 2022"
    assert de.period(datetime(2020, 1, 1), datetime(2021, 1, 1)) == "2020"
    assert de.period(date(9999, 12, 31), date.max) == "31. Dezember 9999"


@given(st.datetimes(), st.datetimes(), st.sampled_from(["en", "de"]))
def test_every_period_has_words(begin: datetime, until: datetime, language: str) -> None:
    assert labels.words(language).period(begin, until).strip()


@given(st.text(alphabet="ab\u202e\u202c\u2066\u2067\u2068\u2069\u05d0", max_size=12))
def test_what_turns_in_a_text_ends_where_it_ends(text: str) -> None:
    shown = labels.isolated(text)
    assert text in shown
    depth = 0
    for place, character in enumerate(shown):
        depth += (character in "\u2066\u2067\u2068") - (character == "\u2069")
        last = place == len(shown) - 1
        assert depth > 0 or last or shown == text
    assert depth == 0


def test_another_language_is_refused() -> None:
    with pytest.raises(ParameterRefused, match="en or de"):
        labels.words("fr")


def test_labels_can_be_copied_with_a_page() -> None:
    de = labels.words("de")
    assert copy.deepcopy(de) == de
