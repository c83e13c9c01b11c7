"""Times of publication as pages write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from functools import cache

from workbook.errors import SourceRefused
from workbook.models import Article

_HOUR = r"(?:\D{1,12}(\d{1,2})[:.](\d{2})(?!\.?\d))?"
_GERMAN = re.compile(rf"\b(\d{{1,2}})\.\s?(\d{{1,2}}\.|[^\W\d]{{3,9}}\.?)\s?(\d{{4}}){_HOUR}")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)?")
_ZONE = re.compile(r"\s?(?:Z|UTC|GMT|([+-]\d{2}):?(\d{2})?)")


def moment(value: object) -> datetime | None:
    """A time in UTC, or None for what is no time; without a zone it is Berlin time.

    Examples
    --------
    >>> moment("2025-02-18T21:40:00+0100").isoformat()
    '2025-02-18T20:40:00+00:00'
    >>> moment("18.02.2025 - 21.40 Uhr").isoformat()
    '2025-02-18T20:40:00+00:00'
    >>> moment("Tue, 18 Feb 2025 20:40:00 GMT").isoformat()
    '2025-02-18T20:40:00+00:00'
    >>> moment("gestern") is None
    True
    """
    if not isinstance(value, str) or len(value) > 200:
        return None
    text = value.strip()
    try:
        found = _iso(text) or _german(text) or _mail(text)
        return Article(text="", published=found).published  # type: ignore[arg-type]
    except (ValueError, OverflowError, SourceRefused):
        return None


def _iso(text: str) -> datetime | date | None:
    found = _ISO.match(text)
    if not found:
        return None
    stem = found.group()
    if len(stem) == len("2025-02-18"):
        return date.fromisoformat(stem)
    zone = _ZONE.match(text, found.end())
    if zone is None:
        suffix = ""
    elif zone.group(1) is None:
        suffix = "+00:00"
    else:
        suffix = f"{zone.group(1)}:{zone.group(2) or '00'}"
    whole, _, fraction = stem.partition(".")
    fraction = f".{fraction[:6].ljust(6, '0')}" if fraction else ""
    return datetime.fromisoformat(f"{whole}{fraction}{suffix}")


def _german(text: str) -> datetime | date | None:
    found = _GERMAN.search(text)
    if not found:
        return None
    day, named, year, hour, minute = found.groups()
    month = named.rstrip(".").casefold()
    number = int(month) if month.isdecimal() else _months().get(month)
    if number is None:
        return None
    if hour is None:
        return date(int(year), number, int(day))
    return datetime(int(year), number, int(day), int(hour), int(minute))


@cache
def _months() -> dict[str, int]:
    """The numbers of the months by their names, whole and short, in Austria too."""
    from babel.dates import get_month_names

    return {
        name.rstrip(".").casefold(): number
        for locale in ("de", "de_AT")
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, locale=locale).items()
    }


def told(text: str) -> Iterator[tuple[str, datetime]]:
    """Each day in a line as Germans write it, with the words before it.

    Examples
    --------
    >>> [(words, day.day) for words, day in told("Stand: 3. März 2025, erstellt: 17.02.2025")]
    [('Stand: ', 3), (', erstellt: ', 17)]
    """
    last = 0
    for found in _GERMAN.finditer(text):
        at = moment(found.group())
        if at is not None:
            yield text[last : found.start()], at
            last = found.end()


def _mail(text: str) -> datetime | None:
    return parsedate_to_datetime(text) if "," in text[:4] else None
