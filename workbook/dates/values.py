"""TIMEX3 values and the stretch of calendar each of them names.

A value is ISO 8601 where that has a form for it (``2025-02-15``, ``2025-W07``, ``P2D``) and
TimeML's extension where not: ``2025-W07-WE`` a weekend, ``2025-SU`` a season, ``2025-Q1``,
``199`` a decade, ``18`` the 19th century, ``2025-02-15TEV`` an evening, ``X`` for what is unknown. Times are the newsroom's unless they
name a zone (``T10:39-04:00``); begin and end are always on its clock.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

from workbook.models import NEWSROOM_ZONE

SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # meteorological; a winter by its December
_PART_DAYS = {"NI": 2}  # a night lies in two days, every other part of the day in one
_VALUE = re.compile(
    r"(?P<century>\d\d)|(?P<decade>\d{3})|(?P<year>\d{4})"
    r"(?:-W(?P<week>\d\d)(?P<weekend>-WE)?|-(?P<season>SP|SU|FA|WI)|-(?P<piece>[QH])(?P<count>\d)"
    r"|-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:T(?:(?P<hour>\d\d):(?P<minute>\d\d)(?P<zone>[+-]\d\d:\d\d)?|(?P<part>[A-Z]{2})))?)?)?"
)


class NoSuchDate(ValueError):
    """A day the calendar does not have: *31. Februar*."""


def day(year: int, month: int, number: int) -> date:
    """A day of the calendar.

    Raises
    ------
    NoSuchDate
        If there is none, or it lies outside the years 1 to 9999.
    """
    try:
        return date(year, month, number)
    except ValueError:
        raise NoSuchDate(f"{number}. {month}. {year}") from None


def moved(start: date, days: int) -> date:
    """A day so many days away; raises `NoSuchDate` beyond the calendar."""
    try:
        return start + timedelta(days=days)
    except OverflowError:
        raise NoSuchDate(f"{days} days from {start}") from None


def month_value(year: int, month: int) -> str:
    """``2025-02``; months beyond 1–12 count into other years."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return f"{_checked(year):04d}-{month:02d}"


def year_value(year: int) -> str:
    """``2025``."""
    return f"{_checked(year):04d}"


def week_value(within: date) -> str:
    """The ISO week a day lies in: ``2025-W07``."""
    year, week, _ = within.isocalendar()
    return f"{year:04d}-W{week:02d}"


def _checked(year: int) -> int:
    if not 1 <= year <= 9999:
        raise NoSuchDate(str(year))
    return year


def stretch(value: str) -> tuple[datetime, datetime] | None:
    """Begin and end (exclusive) of what an exact value names; ``None`` for any other value.

    >>> stretch("2025-02")
    (datetime.datetime(2025, 2, 1, 0, 0), datetime.datetime(2025, 3, 1, 0, 0))
    >>> stretch("P2D") is None
    True
    """
    found = _VALUE.fullmatch(value)
    if not found:
        return None
    try:
        return _stretch(found)
    except (ValueError, OverflowError):  # the last day of the calendar has no next
        return None


def _stretch(found: re.Match[str]) -> tuple[datetime, datetime]:
    if found["century"]:
        return _years(int(found["century"]) * 100, 100)
    if found["decade"]:
        return _years(int(found["decade"]) * 10, 10)
    year = int(found["year"])
    if found["week"]:
        monday = datetime.fromisocalendar(year, int(found["week"]), 1)
        first, last = (5, 7) if found["weekend"] else (0, 7)
        return monday + timedelta(days=first), monday + timedelta(days=last)
    if found["season"]:
        return _months(year, SEASON_MONTHS[found["season"]], 3)
    if found["piece"]:
        length = 3 if found["piece"] == "Q" else 6
        return _months(year, (int(found["count"]) - 1) * length + 1, length)
    if not found["month"]:
        return _years(year, 1)
    if not found["day"]:
        return _months(year, int(found["month"]), 1)
    return _within_day(datetime(year, int(found["month"]), int(found["day"])), found)


def _within_day(midnight: datetime, found: re.Match[str]) -> tuple[datetime, datetime]:
    if found["hour"]:
        moment = midnight + timedelta(hours=int(found["hour"]), minutes=int(found["minute"]))
        if found["zone"]:
            moment = _on_our_clock(moment, found["zone"])
        return moment, moment + timedelta(minutes=1)
    return midnight, midnight + timedelta(days=_PART_DAYS.get(found["part"] or "", 1))


def _on_our_clock(moment: datetime, zone: str) -> datetime:
    """What the newsroom's clock shows when one of another zone shows ``moment``."""
    hours, minutes = int(zone[1:3]), int(zone[4:])
    there = timezone((-1 if zone[0] == "-" else 1) * timedelta(hours=hours, minutes=minutes))
    return moment.replace(tzinfo=there).astimezone(NEWSROOM_ZONE).replace(tzinfo=None)


def _months(year: int, month: int, count: int) -> tuple[datetime, datetime]:
    after = year * 12 + month - 1 + count
    return datetime(year, month, 1), datetime(after // 12, after % 12 + 1, 1)


def _years(year: int, count: int) -> tuple[datetime, datetime]:
    return datetime(year, 1, 1), datetime(year + count, 1, 1)
