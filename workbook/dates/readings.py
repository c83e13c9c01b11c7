"""The readings of dates: from matched words and the day of writing to a TIMEX3 value.

Each takes what a rule `Found` and `Now`, and returns a `Reading`, or ``None`` where the words
turn out to mean something else. All raise `NoSuchDate` for a day the calendar does not have.
"""

from __future__ import annotations

from workbook.dates import choices, feasts
from workbook.dates.choices import Now
from workbook.dates.found import NO_TIME, Found, Reading
from workbook.dates.values import day, moved, year_value

_FIRST_YEAR, _LAST_YEAR = 1000, 2150  # four digits outside are counts, hardly ever years
_CENTURY_AHEAD = 15  # *31.12.68* is 1968, *31.12.28* is 2028


def nothing(found: Found, now: Now) -> Reading:
    """Words that look like a time and are none."""
    return NO_TIME


def iso_date(found: Found, now: Now) -> Reading:
    """*2025-02-15*."""
    year, month, number = map(int, found.words[0].text.split("-"))
    return Reading("DATE", day(year, month, number).isoformat())


def numeric_date(found: Found, now: Now) -> Reading:
    """*15.02.2025*, *15.2.25*, *Di., 15.2.*"""
    written = found.one("full_date", "day_month")
    assert written is not None
    parts = [part.strip() for part in written.text.split(".")]
    year = _full_year(parts[2], now) if parts[2] else None
    number, month = int(parts[0]), int(parts[1])
    weekday = found.weekday()
    return Reading("DATE", choices.day_of_month(number, month, now, year=year, weekday=weekday))


def _full_year(digits: str, now: Now) -> int:
    if len(digits) == 4:
        return int(digits)
    written = now.day.year if now.day else 2025
    year = written - written % 100 + int(digits)
    return year if year <= written + _CENTURY_AHEAD else year - 100


def day_and_month(found: Found, now: Now) -> Reading:
    """*15. Februar*, *Samstag, den 15. Februar 2025*, *ersten Mai*."""
    number = found.whole("ordinal", "small", "ordinal_word") or 0
    month = found.whole("month") or 0
    year = found.whole("year") or _year_ahead(found)
    value = choices.day_of_month(number, month, now, year=year, weekday=found.weekday())
    part = found.one("weekday_part")
    return Reading("TIME", f"{value}T{part.value[2:]}") if part else Reading("DATE", value)


def _year_ahead(found: Found) -> int | None:
    """The year that stands only after the last of several: *1. März bis 3. April 2025*."""
    place = found.last
    while place < len(found.text) and place < found.last + 8:
        word = found.text[place]
        if word.kind == "year" and found.text[place - 1].kind == "month":
            return int(word.number)
        if word.kind not in _OF_A_LIST:
            return None
        place += 1
    return None


_BEFORE_YEARS = frozenset(
    {
        "after",
        "ago",
        "and",
        "dash",
        "from",
        "in",
        "in_the",
        "of",
        "of_the",
        "since",
        "until",
        "unit",
    }
)
_OF_A_LIST = frozenset(
    {"and", "article", "comma", "dash", "month", "of_the", "on_the", "ordinal", "small", "to_the"}
    | {"until", "weekday"}
)


def day_of_list(found: Found, now: Now) -> Reading | None:
    """The *18.* of *18. und 19. Dezember*."""
    place = found.last
    while found.text[place].kind != "month":
        place += 1
    after = found.text[place + 1] if place + 1 < len(found.text) else None
    year = int(after.number) if after and after.kind == "year" else None
    number, month = found.whole("ordinal", "small") or 0, int(found.text[place].number)
    return Reading("DATE", choices.day_of_month(number, month, now, year=year))


def month_and_year(found: Found, now: Now) -> Reading:
    """*Februar*, *Ende Februar 2022*, *Februar des vergangenen Jahres*."""
    number = found.whole("month") or 0
    year = found.whole("year") or _said_year(found, now) or _year_ahead(found)
    shift = found.shift() if not found.has("unit", "year_noun") else None
    value = choices.month(number, now, year=year, shift=shift)
    return Reading("DATE", value, vague=found.has("edge", "early"))


def _said_year(found: Found, now: Now) -> int | None:
    """The year of *dieses Jahres*, *des vergangenen Jahres*, *des Vorjahres*."""
    if now.day is None:
        return None
    if (beside := found.one("year_noun")) is not None:
        return now.day.year + int(beside.value)
    return now.day.year + (found.shift() or 0) if found.has("unit") else None


def year_named(found: Found, now: Now) -> Reading:
    """*im Jahr 1895*, *Ende des Jahres 2014*."""
    return Reading("DATE", year_value(found.whole("year") or 0), vague=found.has("edge"))


def year_alone(found: Found, now: Now) -> Reading | None:
    """*2014*, unless it counts something (*2000 Menschen*) or belongs to a longer number."""
    word = found.one("year")
    assert word is not None
    year = int(word.number)
    if not _FIRST_YEAR <= year <= _LAST_YEAR or word.text.startswith("0"):
        return None
    if _part_of_number(found) or (not found.has("edge") and _counts(found, year)):
        return None
    return Reading("DATE", word.text, vague=found.has("edge"))


def _part_of_number(found: Found) -> bool:
    """Whether the year stands in a longer number or in an address (*/news/2017/artikel*)."""
    before, after, word, part = found.before(), found.after(), found.words[-1], found.before(2)
    if before and after and part and before.text == after.text == "/" and part.kind != "year":
        return before.end == word.start and word.end == after.start
    digits = ("digits", "small", "amount", "year")
    return bool(
        (before and before.kind in digits) or (after and after.kind in (*digits, "lasting"))
    )


def _counts(found: Found, year: int) -> bool:
    """Whether the number counts what follows: round before a noun, any before a unit."""
    before, after, next_but_one = found.before(), found.after(), found.after(2)
    if year % 50 == 0 and before is not None and before.kind in ("approximately", "adjective"):
        return True  # *rund 2000*, *weitere 2000*
    if after is None or after.kind in ("stop", "comma"):
        return False
    if after.kind in ("unit", "units", "counted", "clock_word", "times_noun"):
        return True
    noun = after.kind == "noun" or (
        after.kind == "adjective" and next_but_one is not None and next_but_one.kind == "noun"
    )
    if year < 1900 and year % 50 == 0 and (before is None or before.kind not in _BEFORE_YEARS):
        return True
    until = after.kind in ("until", "dash") and next_but_one is not None
    return (noun and (year % 50 == 0 or year < 1900)) or (until and year % 1000 == 0)


def this_year(found: Found, now: Now) -> Reading:
    """*heuer*."""
    return Reading("DATE", choices.period("Y", 0, now))


def unknown_span(found: Found, now: Now) -> Reading:
    """*Saison 2014/15*: known by name, without exact ends."""
    return Reading("DATE", "XXXX-XX-XX")


def two_years(found: Found, now: Now) -> Reading | None:
    """*2024/25*, *Jahreswechsel 2024/2025*: named by the first year, but not bounded by it."""
    first, second = found.text[found.last - 1].text.split("/")[0], found.words[-1].text[-2:]
    first = found.words[-3].text if len(found.words) > 2 else first
    if not _FIRST_YEAR <= int(first) <= _LAST_YEAR or int(second) != (int(first) + 1) % 100:
        return None
    return Reading("DATE", first, vague=True)


def decade(found: Found, now: Now) -> Reading | None:
    """*90er Jahre*, *1990er-Jahre*, *Neunzigerjahre*, *den Neunzigern*: ``199``."""
    word, after = found.one("decade", "decade_noun"), found.after()
    assert word is not None
    alone = not found.has("unit", "units", "decade_noun")
    named = found.has("edge", "early") or word.text.endswith("rn")
    if alone and after is not None and (after.kind == "noun" or not named):
        return None
    digits = word.value if len(word.value) == 4 else f"19{int(word.value):02d}"
    if len(word.value) == 2 and int(word.value) < 20:
        digits = f"20{int(word.value):02d}"
    return Reading("DATE", digits[:3], vague=found.has("edge", "early"))


def century(found: Found, now: Now) -> Reading:
    """*15. Jahrhundert*, *erste Hälfte des 15. Jahrhunderts*: ``14``."""
    which = [word for word in found.words if word.kind in ("ordinal", "ordinal_word")][-1]
    value = f"{int(which.number) - 1:02d}"
    return Reading("DATE", value, vague=found.has("edge", "early", "fraction", "adjective"))


def quarter(found: Found, now: Now) -> Reading | None:
    """*drittes Quartal*, *erstes Halbjahr 2024*, *laufendes Quartal*, *Q4 2024*."""
    unit = found.one("quarter")
    number = found.whole("ordinal", "ordinal_word")
    if (code := found.one("quarter_code")) is not None:
        year = found.whole("year")
        return Reading("DATE", choices.piece(code.text[0], int(code.text[1]), now, year=year))
    assert unit is not None
    if number is None:
        return Reading("DATE", choices.period(unit.value, found.shift() or 0, now))
    if number > {"Q": 4, "H": 2}[unit.value]:
        return None
    year = found.whole("year") or _said_year(found, now)
    return Reading("DATE", choices.piece(unit.value, number, now, year=year))


def season(found: Found, now: Now) -> Reading:
    """*Sommer*, *im vergangenen Sommer*, *Sommer 2015*, *Herbst vergangenen Jahres*."""
    word = found.one("season")
    assert word is not None
    pair = found.one("year_pair")
    year = found.whole("year") or _said_year(found, now) or (int(pair.text[:4]) if pair else None)
    shift = found.shift() if not found.has("unit", "year_noun") else None
    value = choices.season(word.value, now, year=year, shift=shift)
    return Reading("DATE", value, vague=found.has("edge", "early"))


def feast(found: Found, now: Now) -> Reading:
    """*Ostern*, *Heiligabend 2024*, *Tag der Deutschen Einheit*."""
    word = found.one("feast")
    assert word is not None
    year = found.whole("year") or now.year
    if year is None and now.day is None:
        return Reading("DATE", "XXXX-XX-XX")
    if year is not None:
        known = feasts.day_of(word.text, year, language=now.language, files=now.files)
        return Reading("DATE", known.isoformat() if known else f"{year_value(year)}-XX-XX")
    assert now.day is not None
    days = [
        feasts.day_of(word.text, now.day.year + step, language=now.language, files=now.files)
        for step in (-1, 0, 1)
    ]
    return Reading("DATE", choices.nearest(days, now))


def near_day(found: Found, now: Now) -> Reading:
    """*gestern*, *heute Abend*, *morgen früh*, *die gestrige Sitzung*."""
    word, part = found.one("day", "day_adjective"), found.one("part", "part_adverb")
    assert word is not None
    value = choices.period("D", int(word.value), now)
    return Reading("TIME", f"{value}T{part.value}") if part else Reading("DATE", value)


def nowadays(found: Found, now: Now) -> Reading | None:
    """*heute noch*, *bis heute*: the present, not the day."""
    return Reading("DATE", "PRESENT_REF") if found.words[0].value == "0" else None


def period(found: Found, now: Now) -> Reading | None:
    """*vergangene Woche*, *in diesem Jahr*, *Ende des Monats*, *Anfang nächsten Jahres*."""
    unit = found.one("unit", "century")
    assert unit is not None
    if unit.value not in ("Y", "M", "W", "E", "C"):
        return None
    shift = found.shift()
    if shift is None and now.year is not None and unit.value == "Y":
        return Reading("DATE", year_value(now.year), vague=found.has("edge"))
    return Reading("DATE", choices.period(unit.value, shift or 0, now), vague=found.has("edge"))


def period_edge(found: Found, now: Now) -> Reading:
    """*Jahresende*, *Monatsbeginn 2024*."""
    word = found.one("edge_noun")
    assert word is not None
    year = found.whole("year") or now.year
    if year is not None and word.value == "Y":
        return Reading("DATE", year_value(year), vague=True)
    return Reading("DATE", choices.period(word.value, 0, now), vague=True)


def period_before(found: Found, now: Now) -> Reading:
    """*Vorjahr*, *Vormonat*, *Vorwoche*."""
    word = found.one("year_noun", "month_noun", "week_noun")
    assert word is not None
    unit = {"year_noun": "Y", "month_noun": "M", "week_noun": "W"}[word.kind]
    return Reading("DATE", choices.period(unit, int(word.value), now))


def day_beside(found: Found, now: Now) -> Reading | None:
    """*Vortag*, *am Tag zuvor*, *tags darauf*, *an diesem Tag*: beside the day last spoken of."""
    unit = found.one("unit")
    if unit is not None and unit.value != "D":
        return None
    word = found.one("anchor_day", "before", "shift", "this", "same")
    if word is None or (word.kind == "shift" and word.value == "-1"):
        return None  # *am letzten Tag* is the last of some days
    start = now.anchor or now.day
    value = moved(start, int(word.value)).isoformat() if start else "XXXX-XX-XX"
    return Reading("DATE", value)


def reference(found: Found, now: Now) -> Reading | None:
    """*derzeit*, *damals*, *in Zukunft*."""
    word = found.one("ref", "ref_noun", "now_adjective")
    return Reading("DATE", word.value) if word else None


def shortly(found: Found, now: Now) -> Reading:
    """*vor kurzem*, *in Kürze*, *seit langem*."""
    values = {"ago": "PAST_REF", "in": "FUTURE_REF", "since": "PAST_REF"}
    return Reading("DATE", values[found.words[0].kind])
