"""Every word a reader sees, in English and German, with dates and numbers as people write them.

The words lie in ``data/labels.csv`` (``key,en,de``), so that a wording is changed, or a language
added, without touching code; sentences said before their reader is known lie in
``data/sentences.csv``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from types import MappingProxyType
from typing import Literal, get_args

from workbook import resources, sentences
from workbook.errors import ParameterRefused

Language = Literal["en", "de"]

LOCALES: Mapping[str, str] = MappingProxyType({"en": "en_GB", "de": "de_DE"})


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of one language; look them up by key.

    Examples
    --------
    >>> de = words("de")
    >>> de["kind.person"], de.count("claims", 1), de.percent(0.58)
    ('Person', '1 Aussage', '58\\xa0%')
    >>> de.day(date(2025, 2, 16)), words("en").join(["Rubio", "Lawrow", "Waltz"])
    ('16. Februar 2025', 'Rubio, Lawrow and Waltz')
    """

    language: Language
    texts: Mapping[str, str]

    def __getitem__(self, key: str) -> str:
        return self.texts[key]

    def get(self, key: str, default: str) -> str:
        """The words under ``key``, or ``default`` where we have none (a column of your own)."""
        return self.texts.get(key, default)

    def say(self, key: str, **values: object) -> str:
        """The words under ``key`` with its ``{blanks}`` filled; a text that turns the direction
        of writing turns its own words alone."""
        filled = {k: isolated(v) if isinstance(v, str) else v for k, v in values.items()}
        return self.texts[key].format(**filled)

    def told(self, message: str) -> str:
        """What was said in English (a refusal, a problem), in this language; as it is where we
        have no words for it. A sentence within another is put into this language too.

        Examples
        --------
        >>> words("de").told("The calendar has no '31. Februar'; it was left out.")
        "Den Kalendertag '31. Februar' gibt es nicht; er wurde ausgelassen."
        """
        return message if self.language == "en" else self._told(message, depth=3)

    def _told(self, message: str, *, depth: int) -> str:
        found = sentences.matching(message)
        if found is None:
            return message
        text, values = found
        return text.format(**{k: self._part(k, said, depth - 1) for k, said in values.items()})

    def _part(self, blank: str, said: str, depth: int) -> str:
        """What stands in a blank: a number (``n``), a list (``choices``), or words of any kind."""
        if sentences.is_number(blank):
            digits = said.replace(",", "")
            return self.number(int(digits)) if digits.isdecimal() and digits != said else said
        if blank == "choices":
            for link in (" or ", " and "):
                said = said.replace(link, self._told(link, depth=0))
            return said
        told = self._told(said, depth=depth) if depth and " " in said else said
        return told if told != said else isolated(said)

    def count(self, noun: str, number: int) -> str:
        """A number with its noun: *1 statement*, *3 statements*."""
        return f"{self.number(number)} {self.noun(noun, number)}"

    def noun(self, noun: str, number: int) -> str:
        """The noun alone, as it stands behind ``number``."""
        return self.texts[f"count.{noun}.{'one' if number == 1 else 'other'}"]

    def out_of(self, noun: str, number: int) -> str:
        """The number with its noun behind *of* or *with*, in German the dative: *8 Artikeln*."""
        if number == 1:
            return self.count(noun, number)
        plural = self.texts.get(f"count.{noun}.of", self.noun(noun, number))
        return f"{self.number(number)} {plural}"

    def join(self, parts: Iterable[str]) -> str:
        """A list as it is spoken: *a, b and c*."""
        from babel.lists import format_list

        found = [isolated(part) for part in parts]
        return str(format_list(found, locale=LOCALES[self.language])) if found else ""

    def number(self, value: float) -> str:
        from babel.numbers import format_decimal

        return str(format_decimal(value, locale=LOCALES[self.language]))

    def percent(self, share: float) -> str:
        """A share of 1 as whole per cent."""
        from babel.numbers import format_percent

        return str(format_percent(share, locale=LOCALES[self.language]))

    def day(self, value: date) -> str:
        """A day in full: *16 February 2025*."""
        from babel.dates import format_date

        return str(format_date(value, "long", locale=LOCALES[self.language]))

    def moment(self, value: datetime) -> str:
        """A day and a time of it: *16 February 2025, 06:00*."""
        from babel.dates import format_time

        clock = format_time(value.time(), "HH:mm", locale=LOCALES[self.language])
        return f"{self.day(value)}, {clock}"

    def short_day(self, value: date) -> str:
        """A day for a chart, where the year stands elsewhere: *16 Feb*."""
        from babel.dates import format_skeleton

        return str(format_skeleton("MMMd", value, locale=LOCALES[self.language]))

    def period(self, begin: date, until: date) -> str:
        """A span of days, ``until`` exclusive, as coarse as it is meant.

        Examples
        --------
        >>> en = words("en")
        >>> en.period(date(2022, 2, 1), date(2022, 3, 1)), en.period(date(2022, 1, 1), date(2023, 1, 1))
        ('February 2022', '2022')
        >>> en.period(date(2025, 2, 17), date(2025, 2, 24))
        '17–23 Feb 2025'
        """
        from babel.dates import format_interval, format_skeleton

        begin, last = _as_day(begin), _last_day(begin, until)
        locale = LOCALES[self.language]
        if last <= begin:
            return self.day(begin)
        if begin.day == 1 and (last == date.max or (last + timedelta(days=1)).day == 1):
            whole_years = begin.month == 1 and last.month == 12
            skeleton = "y" if whole_years else "yMMMM"
            if begin.year == last.year and (whole_years or begin.month == last.month):
                return str(format_skeleton(skeleton, begin, locale=locale))
            return str(format_interval(begin, last, skeleton, locale=locale))
        return str(format_interval(begin, last, "yMMMMd", locale=locale)).replace(" – ", "–")


def isolated(text: str) -> str:
    """The text so that it can stand among other words: what turns the direction of writing in
    it (overrides, Hebrew, Arabic) ends where it ends. Most texts are left as they are.

    The isolates of UAX #9 close what was opened inside them; marks in the text that would
    open or close them early are given partners.

    Examples
    --------
    >>> isolated("Rubio"), ascii(isolated("\u202eoibuR"))
    ('Rubio', "'\\\\u2068\\\\u202eoibuR\\\\u2069'")
    """
    if not _TURNING.search(text):
        return text
    opened = early = 0
    for mark in _ISOLATES.findall(text):
        if mark != _END:
            opened += 1
        elif opened:
            opened -= 1
        else:
            early += 1
    return _BEGIN * (1 + early) + text + _END * (1 + opened)


_BEGIN, _END = "\u2068", "\u2069"
_ISOLATES = re.compile("[\u2066-\u2069]")
_TURNING = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""Characters written from right to left, and marks that turn the direction."""


@cache
def words(language: str) -> Labels:
    """The words in ``en`` or ``de``.

    Raises
    ------
    ParameterRefused
        For any other language.
    """
    for known in get_args(Language):
        if language == known:
            return Labels(known, {key: row[known] for key, row in _rows().items()})
    raise ParameterRefused(
        f"Reports are written in {' or '.join(get_args(Language))}, not in {language!r}; choose one of them."
    )


@cache
def _rows() -> Mapping[str, Mapping[str, str]]:
    path = resources.data_folder() / "labels.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return MappingProxyType({row["key"]: row for row in csv.DictReader(file)})


def _as_day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _last_day(begin: date, until: date) -> date:
    """The last day inside a span; a span that ends before it begins is one day."""
    end = _as_day(until)
    return max(_as_day(begin), end - timedelta(days=1)) if end > date.min else _as_day(begin)
