"""The readings of weekdays, weekends and numbered weeks.

Like ``workbook.dates.readings``: what a rule `Found` and `Now` in, a `Reading` or ``None`` out.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from workbook.dates import choices
from workbook.dates.choices import Now
from workbook.dates.found import Found, Reading
from workbook.dates.values import NoSuchDate, day, moved, week_value

_DAYS = {"D": 1, "W": 7}
_MONTHS = {"M": 1, "Y": 12}


def weekday(found: Found, now: Now) -> Reading:
    """*Samstag*, *Samstagabend*, *vergangenen Samstag*, *gestrigen Montag*, *Mittwoch dieser Woche*."""
    word, part = found.one("weekday", "weekday_part"), found.one("part", "part_adverb")
    assert word is not None
    number = int(word.value[0])
    if found.has("unit") and now.day is not None:
        monday = moved(now.day, 7 * (found.shift() or 0) + 1 - now.day.isoweekday())
        value = moved(monday, number - 1).isoformat()
    elif found.has("day_adjective", "now_adjective"):
        ahead = (beside := found.one("day_adjective")) is not None and int(beside.value) > 0
        value = choices.weekday(number, replace(now, direction="future" if ahead else "past"))
    else:
        value = choices.weekday(number, now, shift=found.shift())
    code = part.value if part else word.value[2:]
    return Reading("TIME", f"{value}T{code}") if code else Reading("DATE", value)


def weekend(found: Found, now: Now) -> Reading:
    """*am Wochenende*, *am kommenden Wochenende*."""
    return Reading("DATE", choices.weekend(now, shift=found.shift()), vague=found.has("edge"))


def weekday_of_month(found: Found, now: Now) -> Reading | None:
    """*ersten Sonntag im Mai*, *letzten Freitag im November 2024*."""
    which, name = found.one("ordinal_word", "ordinal", "shift"), found.one("weekday")
    assert which is not None
    assert name is not None
    if which.kind == "shift" and which.value != "-1":
        return None
    number, wanted = found.whole("month") or 0, int(name.value)
    month = choices.month(number, now, year=found.whole("year"))
    if month.startswith("X"):
        return Reading("DATE", f"{month}-XX")
    first = date.fromisoformat(f"{month}-01")
    if which.kind == "shift":
        after = day(first.year + first.month // 12, first.month % 12 + 1, 1)
        return Reading(
            "DATE", moved(after, -((after.isoweekday() - wanted - 1) % 7) - 1).isoformat()
        )
    steps = (wanted - first.isoweekday()) % 7 + 7 * (int(which.number) - 1)
    chosen = moved(first, steps)
    if chosen.month != first.month:
        raise NoSuchDate(f"{which.text} {name.text} {month}")
    return Reading("DATE", chosen.isoformat())


def week_of_year(found: Found, now: Now) -> Reading | None:
    """*Kalenderwoche 8*, *KW 12*, *8. Kalenderwoche 2024*."""
    number = found.whole("ordinal", "small") or 0
    year = found.whole("year") or now.year or (now.day.isocalendar().year if now.day else None)
    if year is None:
        return Reading("DATE", f"XXXX-W{number:02d}") if 1 <= number <= 53 else None
    try:
        return Reading("DATE", week_value(date.fromisocalendar(year, number, 1)))
    except ValueError:
        raise NoSuchDate(f"week {number} of {year}") from None


def day_away(found: Found, now: Now) -> Reading | None:
    """*Sonntag in einer Woche*, *gestern vor 80 Jahren*: so far from the day that is named."""
    word, unit = found.one("weekday", "day"), found.one("unit", "units")
    count = found.one("small", "number", "one", "digits")
    assert word is not None
    assert unit is not None
    if now.day is None or count is None or not count.number.is_integer():
        return None
    ahead = found.has("in")
    if word.kind == "weekday":
        value = choices.weekday(int(word.value), now, shift=None if ahead else -1)
        start = date.fromisoformat(value)
        if ahead and start < now.day:
            start = moved(start, 7)
    else:
        start = moved(now.day, int(word.value))
    steps = int(count.number) * (1 if ahead else -1)
    if unit.value in _DAYS:
        return Reading("DATE", moved(start, steps * _DAYS[unit.value]).isoformat())
    if unit.value in _MONTHS:
        month = start.year * 12 + start.month - 1 + steps * _MONTHS[unit.value]
        return Reading("DATE", day(month // 12, month % 12 + 1, start.day).isoformat())
    return None
