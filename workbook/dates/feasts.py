"""Holidays and feasts by name and year.

Public holidays of Germany, Austria and Switzerland come from the package ``holidays``; what
is no public holiday (*Heiligabend*, *Rosenmontag*) stands in ``data/knowledge/date_feasts.csv``,
as month and day or as a distance from Easter Sunday.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import MAXYEAR, date, timedelta
from functools import cache, lru_cache
from types import MappingProxyType

from workbook.knowledge import OURS, Feast, Files

_SAMPLE_YEAR = 2023  # names do not change with the year, and none of its holidays is a one-off
_REGION = {"de": "DE", "de-at": "AT", "de-ch": "CH"}
_NO_NAME = re.compile(r"Vortag|Brückentag|Wiederherstellung|Jahrestag|Hl\.|Auffahrt|Fahrt$")


@lru_cache(maxsize=4)
def pattern(files: Files = OURS) -> re.Pattern[str]:
    """Matches any feast's name at a place in a text."""
    names = {*_own(files), *_public("DE", _SAMPLE_YEAR), *_public("AT", _SAMPLE_YEAR)}
    longest_first = sorted(names | set(_public("CH", _SAMPLE_YEAR)), key=lambda n: (-len(n), n))
    return re.compile(rf"(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


def day_of(
    name: str, year: int, *, language: str | None = None, files: Files = OURS
) -> date | None:
    """The day of a feast in a year, in the country the language tag names; ``None`` if unknown.

    >>> day_of("Pfingsten", 2025), day_of("Nationalfeiertag", 2025, language="de-CH")
    (datetime.date(2025, 6, 8), datetime.date(2025, 8, 1))
    """
    if not 1583 <= year < MAXYEAR:  # the Gregorian calendar
        return None
    rule = _own(files).get(name)
    if rule is not None:
        return _by_rule(rule, year)
    region = _REGION.get((language or "de").lower(), "DE")
    for country in dict.fromkeys((region, "DE", "AT", "CH")):
        if name in (days := _public(country, year)):
            return days[name]
    return None


def _by_rule(rule: str, year: int) -> date:
    from dateutil.easter import easter  # type: ignore[import-untyped]

    if rule.startswith("easter"):
        sunday: date = easter(year)
        return sunday + timedelta(days=int(rule.removeprefix("easter")))
    month, day = map(int, rule.split("-"))
    return date(year, month, day)


@lru_cache(maxsize=4)
def _own(files: Files) -> Mapping[str, str]:
    return MappingProxyType({row.name: row.day for row in files.read("date_feasts.csv", Feast)})


@cache
def _public(country: str, year: int) -> Mapping[str, date]:
    """A country's public holidays by German name, those of single regions included."""
    import holidays

    calendar = getattr(holidays, country)
    regions = (None, *calendar.subdivisions) if country == "DE" else (None,)
    categories = ("public", "catholic") if country == "DE" else ("public",)
    found: dict[str, date] = {}
    for region in regions:
        days = calendar(subdiv=region, years=year, categories=categories, language="de")
        for day, names in days.items():
            for name in names.split("; "):
                if not _NO_NAME.search(name):
                    found.setdefault(name, day)
    return MappingProxyType(found)
