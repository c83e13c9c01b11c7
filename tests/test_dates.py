"""Dates: what German news writes, what the calendar lacks, and any text at all."""

from __future__ import annotations

import csv
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workbook import language
from workbook.dates import DateReader, DatesFound, feasts, values, words
from workbook.models import Article

if TYPE_CHECKING:
    from spacy.tokens import Doc

CASES = Path(__file__).parent / "cases"


def _cases(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def _engine():
    return language.load()


@cache
def _reader() -> DateReader:
    return DateReader()


def _read(text: str, published: str | None = "2025-02-16", tag: str = "de") -> DatesFound:
    doc: Doc = _engine()(text)
    return _reader().read(doc, Article(text=text, published=published or None, language=tag))


def _rows(text: str, published: str | None = "2025-02-16") -> list[tuple[str, str]]:
    return [(text[d.start : d.end], d.value) for d in _read(text, published).dates]


@pytest.mark.parametrize("case", _cases("dates.csv"), ids=lambda case: case["text"])
def test_an_expression_has_its_span_value_and_bounds(case: dict[str, str]) -> None:
    text = case["text"]
    found = {text[d.start : d.end]: d for d in _read(text, case["published"]).dates}
    assert case["words"] in found
    date = found[case["words"]]
    assert date.value == case["value"]
    assert date.begin == (datetime.fromisoformat(case["begin"]) if case["begin"] else None)
    assert date.until == (datetime.fromisoformat(case["until"]) if case["until"] else None)


@pytest.mark.parametrize("case", _cases("dates_lists.csv"), ids=lambda case: case["text"])
def test_lists_and_ranges_give_every_date(case: dict[str, str]) -> None:
    found = [value for _, value in _rows(case["text"], case["published"])]
    assert found == case["values"].split("|")


@pytest.mark.parametrize("case", _cases("dates_none.csv"), ids=lambda case: case["text"])
def test_what_only_looks_like_a_date(case: dict[str, str]) -> None:
    assert _rows(case["text"]) == []


@pytest.mark.parametrize(
    "written",
    ["31. Februar", "13.45.2025", "30.02.2025", "2025-13-01", "fünften Montag im Februar"],
)
def test_a_day_the_calendar_lacks_is_a_problem_and_no_row(written: str) -> None:
    text = f"Das war am {written} so."
    found = _read(text)
    assert found.dates == ()
    assert [text[p.start : p.end] for p in found.problems] == [written]


@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar(published: str) -> None:
    text = (
        "Gestern, morgen, vorvergangenes Jahr, nächstes Jahrhundert, übernächste Woche, am Samstag, "
        "zu Ostern, im vergangenen Winter, vor 5000 Tagen, in der Nacht auf Sonntag, am 3. Mai, "
        "im letzten Quartal, um 12 Uhr, am kommenden Wochenende, Ende des Monats, Q4 9999, KW 53, "
        "heute vor 80 Jahren, am Sonntag in zwei Wochen, letzten Freitag im Dezember, 1 Uhr PST."
    )
    for date in _read(text, published).dates:
        assert date.begin is None or date.until is None or date.begin < date.until


def test_a_name_is_no_month() -> None:
    assert _rows("Theresa May traf Karl May.") == []


def test_five_thousand_dates() -> None:
    text = ", ".join(f"{n % 28 + 1}. März {1900 + n % 100}" for n in range(5000))
    assert len(_read(text).dates) == 5000


def test_a_long_list_of_days_without_a_month() -> None:
    assert _rows(", ".join(f"{n % 28 + 1}." for n in range(3000))) == []


def test_the_country_decides_which_holiday_is_meant() -> None:
    text = "Am Nationalfeiertag wurde gefeiert."
    days = {tag: _read(text, "2025-12-01", tag).dates[0].value for tag in ("de-AT", "de-CH")}
    assert days == {"de-AT": "2025-10-26", "de-CH": "2025-08-01"}


def test_the_newsroom_says_which_day_it_is() -> None:
    late = "2025-02-15T23:30:00+00:00"  # half past midnight in Berlin
    assert _rows("Gestern regnete es.", late) == [("Gestern", "2025-02-15")]


def test_composed_and_decomposed_letters_read_alike() -> None:
    import unicodedata

    text = unicodedata.normalize("NFD", "Im März 2024 schneite es.")
    assert [value for _, value in _rows(text)] == ["2024-03"]


_PIECES = st.sampled_from(
    [
        "am",
        "im",
        "der",
        "3.",
        "31.",
        "2024",
        "99",
        "Mai",
        "Februar",
        "Montag",
        "Uhr",
        "12.30",
        "um",
        "bis",
        "und",
        ",",
        "-",
        "/",
        "zwei",
        "Jahre",
        "vor",
        "heute",
        "vergangenen",
        "Woche",
        "Ende",
        "des",
        "Jahres",
        "90er",
        "jeden",
        "Abend",
        "Nacht",
        "auf",
        "Sommer",
        "Ostern",
        "\n\n",
        "15.2.2025",
        "13.45.2025",
        "1,5",
        "Stunden",
        "in",
        "letzten",
        "MEZ",
        "KW",
        "2024/25",
        "Q4",
        "Viertel",
        "Neunzigern",
        "Zukunft",
        "später",
        ".",
        "„",
        "“",
    ]
)
_TEXTS = st.text() | st.lists(_PIECES, max_size=30).map(" ".join)


@given(text=_TEXTS, published=st.dates() | st.none())
@example(text="1.", published=None)
@example(text="99999999999999999999 Jahre", published=None)
@example(text="٣. Mai ²", published=None)
def test_any_text(text: str, published: object) -> None:
    article = Article(text=text, published=published, language="de")  # type: ignore[arg-type]
    doc = _engine()(text)
    found = _reader().read(doc, article)
    assert found == _reader().read(doc, article)
    place = 0
    for date in found.dates:
        assert place <= date.start < date.end <= len(text)
        assert not text[date.start].isspace()
        assert not text[date.end - 1].isspace()
        assert date.value
        assert (date.begin is None) == (date.until is None)
        if date.begin and date.until:
            assert date.begin < date.until
        place = date.end


@given(st.text())
def test_words_cover_the_text(text: str) -> None:
    place = 0
    for word in words.cut(text):
        assert text[place : word.start].strip() == ""
        place = word.end
    assert text[place:].strip() == ""


@given(st.dates())
def test_a_day_is_its_own_stretch(day: object) -> None:
    bounds = values.stretch(str(day))
    if str(day) == "9999-12-31":
        assert bounds is None
    else:
        assert bounds is not None
        assert bounds[0].date().isoformat() == str(day)
        assert (bounds[1] - bounds[0]).days == 1


def test_every_kind_in_the_word_list_is_used_or_known() -> None:
    assert {"month", "weekday", "unit", "feast"} <= words.kinds()


def test_feasts_of_a_year() -> None:
    days = {name: feasts.day_of(name, 2025) for name in ("Karfreitag", "Rosenmontag", "Silvester")}
    assert {name: str(day) for name, day in days.items()} == {
        "Karfreitag": "2025-04-18",
        "Rosenmontag": "2025-03-03",
        "Silvester": "2025-12-31",
    }
