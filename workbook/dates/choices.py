"""Which of the many: the Saturday, the 3 March, the summer that is meant.

Text names a day by a part of its name and leaves the rest to the day it was published (`Now`)
and to the tense of its verb: *traf sich am Samstag* looks back, *trifft sich am Samstag* ahead.
Without a publication day the unknown part stays ``X``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from workbook.dates.values import (
    SEASON_MONTHS,
    NoSuchDate,
    day,
    month_value,
    moved,
    week_value,
    year_value,
)
from workbook.knowledge import OURS, Files

Direction = Literal["past", "future"]

_SOON, _LONG_AGO = 60, 300  # days: a past verb may tell of what is fixed for next month


@dataclass(frozen=True, slots=True)
class Now:
    """From where an expression looks.

    ``day`` of publication, ``direction`` of the clause, ``anchor`` the day the text last
    spoke of, ``year`` a year the same sentence gave before, ``story`` one that the sentence
    before gave: what is told of the past goes on in it. ``files`` are those that know the feasts.
    """

    day: date | None = None
    direction: Direction | None = None
    anchor: date | None = None
    year: int | None = None
    story: int | None = None
    language: str | None = None
    files: Files = OURS

    @property
    def told(self) -> int | None:
        """The year that need not be said again."""
        return self.year or (self.story if self.direction == "past" else None)


def day_of_month(
    number: int, month: int, now: Now, *, year: int | None = None, weekday: int | None = None
) -> str:
    """*15. Februar* with or without its year: ``2025-02-15``, ``XXXX-02-15``.

    A ``weekday`` said with it (1 for Monday) tells the year if that is one of those around.

    Raises
    ------
    NoSuchDate
        If no year has that day.
    """
    year = year or _year_of(number, month, weekday, now) or now.told
    if year is None and now.day is None:
        day(2024, month, number)  # a leap year has every day there is
        return f"XXXX-{month:02d}-{number:02d}"
    if year is None:
        assert now.day is not None
        return nearest([_maybe(now.day.year + step, month, number) for step in (-1, 0, 1)], now)
    return day(year, month, number).isoformat()


def _year_of(number: int, month: int, weekday: int | None, now: Now) -> int | None:
    if weekday is None or now.day is None:
        return None
    years = (now.told, now.day.year, now.day.year - 1, now.day.year + 1)
    days = (_maybe(year, month, number) for year in years if year is not None)
    return next((found.year for found in days if found and found.isoweekday() == weekday), None)


def _maybe(year: int, month: int, number: int) -> date | None:
    try:
        return day(year, month, number)
    except NoSuchDate:
        return None


def nearest(candidates: Sequence[date | None], now: Now) -> str:
    """Of one day in several years the one that is meant; ``None`` where a year has no such day.

    Raises
    ------
    NoSuchDate
        If none of the years has it.
    """
    assert now.day is not None
    today = now.day
    known = [found for found in candidates if found is not None]
    before = max((found for found in known if found <= today), default=None)
    after = min((found for found in known if found >= today), default=None)
    if before is None or after is None:
        chosen = before or after
        if chosen is None:
            raise NoSuchDate("that day is in none of the years around")
        return chosen.isoformat()
    back, ahead = (today - before).days, (after - today).days
    if now.direction == "past" and not (ahead <= _SOON and back >= _LONG_AGO):
        return before.isoformat()
    if now.direction == "future" and ahead < 2 * back:
        return after.isoformat()
    return (before if back <= ahead else after).isoformat()


def month(number: int, now: Now, *, year: int | None = None, shift: int | None = None) -> str:
    """*Februar*, *vergangenen Februar*, *Februar 2022*: ``2022-02``."""
    year = year or (now.told if shift is None else None)
    if year is not None:
        return month_value(year, number)
    if now.day is None:
        return f"XXXX-{number:02d}"
    distance = (number - now.day.month) % 12  # months ahead, 0–11
    ahead, back = distance, (12 - distance) % 12
    if shift:
        steps = (ahead or 12) if shift > 0 else -(back or 12)
    elif now.direction == "past":
        steps = ahead if 0 < ahead <= 1 and back >= 11 else -back
    elif now.direction == "future":
        steps = ahead
    else:
        steps = -back if back <= ahead else ahead
    return month_value(now.day.year, now.day.month + steps)


def weekday(number: int, now: Now, *, shift: int | None = None) -> str:
    """*Samstag*, *vergangenen Samstag*, *kommenden Samstag*: ``2025-02-15``."""
    if now.day is None:
        return f"XXXX-WXX-{number}"
    ahead = (number - now.day.isoweekday()) % 7
    back = (7 - ahead) % 7
    if shift:
        steps = (ahead or 7) if shift > 0 else -(back or 7)
    else:
        steps = ahead if now.direction == "future" else -back
    return moved(now.day, steps).isoformat()


def weekend(now: Now, *, shift: int | None = None) -> str:
    """*am Wochenende*, *am kommenden Wochenende*: ``2025-W07-WE``."""
    if now.day is None:
        return "XXXX-WXX-WE"
    inside = now.day.isoweekday() >= 6
    if shift:
        weeks = shift if inside or shift < 0 else shift - 1
    else:
        weeks = -1 if now.direction == "past" and not inside else 0
    return week_value(moved(now.day, 7 * weeks)) + "-WE"


def season(name: str, now: Now, *, year: int | None = None, shift: int | None = None) -> str:
    """*im Sommer*, *im vergangenen Sommer*, *Sommer 2015*: ``2015-SU``."""
    year = year or (now.year if shift is None else None)
    if year is None:
        if now.day is None:
            return f"XXXX-{name}"
        year = _season_year(SEASON_MONTHS[name], now.day, now, shift)
    return f"{year_value(year)}-{name}"


def _season_year(first: int, today: date, now: Now, shift: int | None) -> int:
    began = today.year if today.month >= first else today.year - 1  # the last one that has begun
    running = (today.month - first) % 12 < 3
    if shift:
        return began + (shift if shift > 0 else shift + (not running))
    if shift == 0:
        return began if running else today.year
    if running or now.direction == "past":
        return began
    months_since_end = (today.month - first) % 12 - 2
    if now.direction is None and months_since_end <= 3:
        return began
    return began + 1


def period(unit: str, shift: int, now: Now) -> str:
    """*diese Woche*, *im vergangenen Jahr*, *nächsten Monat*, counted from now in ``unit``."""
    if now.day is None:
        return {"Y": "XXXX", "M": "XXXX-XX", "W": "XXXX-WXX", "D": "XXXX-XX-XX"}.get(unit, "XXXX")
    today = now.day
    if unit == "D":
        return moved(today, shift).isoformat()
    if unit == "W":
        return week_value(moved(today, 7 * shift))
    if unit == "M":
        return month_value(today.year, today.month + shift)
    if unit in ("Q", "H"):
        return _piece(unit, today, shift)
    years = {"Y": 1, "E": 10, "C": 100}[unit]
    return year_value(today.year + years * shift)[: 4 - len(str(years)) + 1]


def _piece(unit: str, today: date, shift: int) -> str:
    length = {"Q": 3, "H": 6}[unit]
    index = today.year * 12 // length + (today.month - 1) // length + shift
    return f"{year_value(index * length // 12)}-{unit}{index % (12 // length) + 1}"


def piece(unit: str, number: int, now: Now, *, year: int | None = None) -> str:
    """*im dritten Quartal*, *im ersten Halbjahr 2024*: ``2024-H1``."""
    year = year or now.year
    if year is None and now.day is not None:
        last = number * {"Q": 3, "H": 6}[unit]
        begun = now.day.month > last - {"Q": 3, "H": 6}[unit]
        year = now.day.year if begun or now.direction != "past" else now.day.year - 1
    return f"{year_value(year) if year else 'XXXX'}-{unit}{number}"
