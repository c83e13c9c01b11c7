"""How times are written: patterns over kinds of words, each with the reading it has.

A pattern is a regular expression whose letters are words: ``ordinal month (comma? year)?``
matches *15. Februar 2025*. Every name in it is a kind of word (``workbook.dates.words``); blanks
mean nothing. The longest match at a place wins, then the earlier rule. ``(?=…)`` and ``(?<=…)``
look at neighbours that are no part of the expression; what is read by `nothing` is no time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from workbook.dates import clocks as clock
from workbook.dates import readings as day
from workbook.dates import spans as span
from workbook.dates import weeks as week
from workbook.dates.choices import Now
from workbook.dates.found import Found, Reading
from workbook.dates.words import Word, kinds

ReadFound = Callable[[Found, Now], Reading | None]

_MACROS = MappingProxyType(
    {
        "AND": "(?:comma and?|and until?|dash|until)",
        "DAY": "(?:ordinal|small)",
        "NTH": "(?:ordinal|ordinal_word)",
        "MORE_DAYS": "(?:AND (?:on_the|of_the|to_the)? article? DAY){1,12}",
        "SHIFT": "(?:shift|this|this_years|same)",
        "SAID_YEAR": "(?:comma? year|article? SHIFT unit|article unit|article year_noun)",
        "EXACT": "(?:small|number|amount|digits|year)",
        "COUNT": "(?:EXACT|article? one? half|one? vague|one)",
        "UNIT": "(?:unit|units|century|weekend|quarter)",
        "ABOUT": "approximately",
        "OF_DAY": "(?:day_adjective|now_adjective)",
        "WEEKDAY": "(?:weekday|weekday_short|weekday_part)",
        "TIME": "(?:small|clock)",
    }
)

_RULES: tuple[tuple[str, ReadFound], ...] = (
    # days of the calendar
    ("iso_date", day.iso_date),
    ("(?:OF_DAY? WEEKDAY comma? (?:on_the|article)?)? full_date", day.numeric_date),
    (
        "OF_DAY? WEEKDAY comma? (?:on_the|article)? day_month (?!noun|clock_word)",
        day.numeric_date,
    ),
    (
        "(?<=[on_the to_the of_the until from since]) day_month (?!noun|clock_word)",
        day.numeric_date,
    ),
    (
        "(?:OF_DAY? WEEKDAY comma? (?:on_the|article)?|article)? (?:DAY|ordinal_word) month (?:comma? year)?",
        day.day_and_month,
    ),
    ("DAY (?=MORE_DAYS month)", day.day_of_list),
    # months and years
    ("(?:edge article?|article? (?:early|SHIFT))? month SAID_YEAR?", day.month_and_year),
    ("edge? article? unit year", day.year_named),
    ("edge? article? year", day.year_alone),
    ("this_year|this_years", day.this_year),
    ("article? span_noun (?:year_pair|year (?:dash (?:small|year))?)", day.unknown_span),
    ("edge_noun? year_pair|edge_noun year dash year", day.two_years),
    ("edge? article? (?:early|SHIFT)? (?:decade dash? (?:units|unit)|decade_noun)", day.decade),
    ("edge? article (?:early|SHIFT)? decade", day.decade),
    ("(?:edge|article NTH fraction)? article? (?:early|adjective)? NTH century", day.century),
    (
        "edge? article? (?:NTH|SHIFT) quarter SAID_YEAR?|quarter_code year|(?<=in) quarter_code",
        day.quarter,
    ),
    (
        "edge? (?:article? SHIFT adjective?|article? early?)? season (?:year_pair|year dash (?:small|year)|SAID_YEAR)?",
        day.season,
    ),
    ("(?:article? SHIFT|article)? feast year?", day.feast),
    # days counted from now
    ("(?<=[still until]) day|day (?=still)", day.nowadays),
    ("day (?:part|part_adverb)?", day.near_day),
    ("article? day_adjective", day.near_day),
    (
        "(?:article? SHIFT|OF_DAY)? (?:weekday|weekday_part) (?:dash? (?:part|part_adverb))? (?:article? SHIFT unit)?",
        week.weekday,
    ),
    ("article? (?:NTH|shift) weekday (?:in_the|of_the|in) month year?", week.weekday_of_month),
    ("article? numbered_week small year?|article? ordinal numbered_week year?", week.week_of_year),
    ("(?:weekday|day) (?:in|ago) (?:small|number|one|digits) (?:unit|units)", week.day_away),
    ("edge? (?:article? SHIFT|article)? weekend", week.weekend),
    ("(?:edge article?)? article? SHIFT (?:unit|century)|edge article unit", day.period),
    ("(?<=course) article? SHIFT? unit", day.period),
    ("edge_noun year?", day.period_edge),
    ("(?:year_noun|month_noun|week_noun)", day.period_before),
    ("anchor_day|unit before|tags before|article? SHIFT unit", day.day_beside),
    # times of day
    ("(?<=clock_word) parts", day.nothing),
    ("(?:TIME|number) clock_word small? zone?", clock.clock),
    ("TIME (?=AND TIME clock_word)", clock.clock),
    ("(?<=[at from until between]) clock (?!noun|counted)", clock.clock),
    ("(?<=at) half_hour number clock_word?", clock.half_past),
    ("(?<=at) (?:fraction (?:ago|after)|three_quarters) number clock_word?", clock.quarter_past),
    ("midnight", clock.midnight),
    ("(?<=[on_the in to_the]) article? (?:SHIFT|early)? part", clock.part_of_day),
    ("(?:article? SHIFT?)? part article? DAY month year?", clock.part_of_date),
    (
        "(?:article? SHIFT?)? part (?:(?:of_the|of) (?:DAY month?|weekday))? "
        "(?:onto article?|to_the|until (?:to_the|onto article?)?) (?:weekday|day|DAY month year?)",
        clock.night_before,
    ),
    # lengths of time
    ("(?:article SHIFT? ABOUT?|ABOUT|article? SHIFT)? COUNT adjective? UNIT", span.length),
    ("article? (?:SHIFT|ordinal_word) (?:EXACT|vague)? units", span.length),
    ("(?<=[since ago for after]) units|across article? units", span.length),
    ("ABOUT? EXACT (?=AND ABOUT? EXACT units (?!age))", span.length_of_list),
    ("COUNT (?:units|unit) before", span.beside),
    ("lasting_digits|lasting", span.lasting),
    # repeated times
    ("every NTH? (?:weekday|weekday_part) (?:in_the unit)?", span.every),
    ("every NTH? (?:unit|weekend|season|part)", span.every),
    ("all EXACT? units", span.every),
    ("weekdays|weekday_part_set|parts", span.every),
    ("(?:times|EXACT times_noun)? per unit", span.per),
    ("(?:times|EXACT times_noun) (?:in_the|on_the|in article) unit", span.per),
    ("(?:in_the|on_the|in article) unit (?!year)", span.per_after_amount),
    ("set", span.named_set),
    # references without a place on the calendar
    ("ref|now_adjective", day.reference),
    ("(?<=in) article? (?:shift|adjective)? ref_noun|(?<=in_the) ref_noun", day.reference),
    ("(?:ago|in|since) shortly", day.shortly),
    # what only looks like a time
    ("article? COUNT units age", day.nothing),
    ("(?:with|from|age_noun of) COUNT units", span.age),
    ("paper on_the weekday|numbered (?:year|small|digits)", day.nothing),
    ("(?:units|before) ref|ref (?=than)|(?<=so) ref", day.nothing),
)

_NEVER_FIRST = frozenset({"adjective", "and", "comma", "dash", "noun", "other", "quote", "stop"})


@dataclass(frozen=True, slots=True)
class Rule:
    """A compiled pattern and what it reads."""

    pattern: re.Pattern[str]
    reading: ReadFound


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, ready to match a text's `letters`."""
    return tuple(Rule(re.compile(_translated(text)), reading) for text, reading in _RULES)


@cache
def _anything() -> re.Pattern[str]:
    """All patterns in one: most places of a text fit none of them."""
    never = "".join(_alphabet()[kind] for kind in _NEVER_FIRST)
    patterns = "|".join(f"(?:{rule.pattern.pattern})" for rule in rules())
    return re.compile(f"(?![{never}])(?:{patterns})")


@cache
def _alphabet() -> Mapping[str, str]:
    """A letter of Unicode's private area for every kind of word."""
    return MappingProxyType({kind: chr(0xE000 + n) for n, kind in enumerate(sorted(kinds()))})


def _translated(pattern: str) -> str:
    while any(name in pattern for name in _MACROS):
        pattern = re.sub(r"[A-Z_]{3,}", lambda name: _MACROS[name[0]], pattern)
    letters = _alphabet()
    return re.sub(r"\s+", "", re.sub(r"[a-z_]+", lambda name: letters[name[0]], pattern))


def letters(words: Sequence[Word]) -> str:
    """A text as a string of one letter for the kind of each word."""
    alphabet = _alphabet()
    return "".join(alphabet[word.kind] for word in words)


def next_place(line: str, place: int) -> int | None:
    """The first place from ``place`` on at which something may be meant; ``line`` is `letters`."""
    found = _anything().search(line, place)
    return found.start() if found and found.start() < len(line) else None


def matches(words: Sequence[Word], line: str, place: int) -> Iterator[tuple[Found, ReadFound]]:
    """What can be meant at a place, the longest first. ``line`` is `letters` of the words."""
    ends = [
        (found.end(), rule.reading)
        for rule in rules()
        if (found := rule.pattern.match(line, place)) and found.end() > place
    ]
    for end, reading in sorted(ends, key=lambda match: -match[0]):
        yield Found(words, place, end), reading
