"""The readings of lengths of time and repeated times.

Like ``workbook.dates.readings``: what a rule `Found` and `Now` in, a `Reading` or ``None`` out.
"""

from __future__ import annotations

from workbook.dates.choices import Now
from workbook.dates.found import NO_TIME, Found, Reading
from workbook.dates.values import moved

_HALF = {"Y": "P6M", "TH": "PT30M", "D": "PT12H", "M": "P2W", "E": "P5Y"}
_PEOPLE = frozenset({"counted", "people", "person"})
_OPENS_AGE = frozenset({"between", "from", "of", "until"})
_AGES = _OPENS_AGE | {"and", "approximately", "dash", "number", "small"}
_TENS = {"E": 10, "C": 100}  # decades and centuries are counted in years


def length(found: Found, now: Now) -> Reading | None:
    """*zwei Jahre*, *rund 90 Minuten*, *mehrere Wochen*, *eine halbe Stunde*, *die letzten Tage*."""
    unit = found.one("units", "unit", "century", "weekend", "quarter")
    assert unit is not None
    count = _count(found)
    if count is None and unit.kind != "units":
        return None
    if _within_number(found):
        return None
    if found.words[0].text.lower() == "eines" and unit.value == "D":
        return NO_TIME  # *eines Tages*
    if unit.value == "Y" and _ages(found):
        return NO_TIME
    if found.has("half") and unit.value in _HALF:
        return Reading("DURATION", _HALF[unit.value])
    return Reading("DURATION", amount(count, unit.value), meant=_day_meant(found, count, now))


def _within_number(found: Found) -> bool:
    """The *45,3 Minuten* of *1:45,3 Minuten*."""
    before = found.before()
    return before is not None and before.text == ":" and before.end == found.words[0].start


def _ages(found: Found) -> bool:
    """Whether years after people are their age: *Kinder zwischen sechs und elf Jahren*."""
    for steps in range(1, 7):
        word = found.before(steps)
        if word is None or word.kind not in _AGES:
            return False
        people = found.before(steps + 1)
        if people is not None and people.kind in _PEOPLE and word.kind in _OPENS_AGE:
            return True
    return False


def _day_meant(found: Found, count: float | None, now: Now) -> str | None:
    """The day of *vor drei Tagen*; longer distances are rounded and lead to none."""
    before, unit = found.before(), found.one("units", "unit")
    if before is None or unit is None or unit.value != "D" or count is None or now.day is None:
        return None
    if found.has("approximately") or not count.is_integer():
        return None
    if before.kind == "ago":
        return moved(now.day, -int(count)).isoformat()
    ahead = before.kind == "in" and now.direction == "future"
    return moved(now.day, int(count)).isoformat() if ahead else None


def _count(found: Found) -> float | None:
    word = found.one("small", "number", "amount", "digits", "year", "one")
    if word is None:
        return None
    try:
        return word.number
    except ValueError:  # digits with letters after them
        return None


def amount(count: float | None, unit: str) -> str:
    """A length as TIMEX3: ``P2Y``, ``PT90M``, ``PXD`` where nobody counted.

    >>> amount(2, "Y"), amount(1.5, "TH"), amount(None, "D"), amount(3, "E")
    ('P2Y', 'PT1.5H', 'PXD', 'P30Y')
    """
    if count is None:
        return f"PTX{unit[1]}" if unit[0] == "T" else f"PX{unit}"
    if unit in _TENS:
        count, unit = count * _TENS[unit], "Y"
    if unit in ("Q", "H"):
        count, unit = count * {"Q": 3, "H": 6}[unit], "M"
    number = f"{count:g}" if count < 1e6 else str(int(count))
    return f"PT{number}{unit[1]}" if unit[0] == "T" else f"P{number}{unit}"


def length_of_list(found: Found, now: Now) -> Reading | None:
    """The *sechs* of *sechs bis acht Monate*."""
    place = found.last
    while found.text[place].kind != "units":
        place += 1
    if found.text[place].value == "Y" and _ages(found):
        return NO_TIME
    return Reading("DURATION", amount(_count(found), found.text[place].value))


def beside(found: Found, now: Now) -> Reading | None:
    """*drei Tage später*, *eine Woche zuvor*: so far from the day last spoken of."""
    unit, way, count = found.one("units", "unit"), found.one("before"), _count(found)
    assert unit is not None
    assert way is not None
    if unit.value.startswith("T"):
        return Reading("TIME", "XXXX-XX-XXTXX:XX")
    days = {"D": 1, "W": 7}.get(unit.value)
    if now.anchor is None or count is None or days is None:
        return Reading("DATE", "XXXX-XX-XX", vague=True)
    return Reading("DATE", moved(now.anchor, int(days * count * int(way.value))).isoformat())


def lasting(found: Found, now: Now) -> Reading | None:
    """*dreitägig*, *90-minütig*, *jahrelang*; *20-jährig* is mostly somebody's age."""
    word = found.words[0]
    if word.value.startswith("P"):
        return Reading("DURATION", word.value)
    number, unit = word.value.split()
    if unit == "Y" and (word.kind == "lasting_digits" or _somebody(found)):
        return None
    return Reading("DURATION", amount(float(number), unit))


def _somebody(found: Found) -> bool:
    after = found.after()
    return (
        after is None
        or after.kind in ("person", "stop", "comma")
        or found.words[0].text[0].isupper()
    )


def age(found: Found, now: Now) -> Reading | None:
    """*mit 16 Jahren* is an age, *mit zwei Jahren Haft* none."""
    unit, after = found.one("units"), found.after()
    years = unit is not None and unit.value == "Y"
    return NO_TIME if years and (after is None or after.kind != "noun") else None


def every(found: Found, now: Now) -> Reading | None:
    """*jeden Montag*, *jedes Jahr*, *alle zwei Wochen*, *montags*, *an jedem dritten Mittwoch im Monat*."""
    day = found.one("weekday", "weekdays", "weekday_part", "weekday_part_set")
    if found.has("in_the") and (unit := found.one("unit")):
        return Reading("SET", amount(1, unit.value))
    if day is not None:
        part = f"T{day.value[2:]}" if len(day.value) > 1 else ""
        return Reading("SET", f"XXXX-WXX-{day.value[0]}{part}")
    if word := found.one("parts", "part"):
        return Reading("SET", f"XXXX-XX-XXT{word.value}")
    if word := found.one("season"):
        return Reading("SET", f"XXXX-{word.value}")
    if found.has("weekend"):
        return Reading("SET", "XXXX-WXX-WE")
    unit = found.one("unit", "units")
    assert unit is not None
    count = _count(found) or found.whole("ordinal", "ordinal_word") or 1
    return Reading("SET", amount(count, unit.value))


def per(found: Found, now: Now) -> Reading | None:
    """*pro Jahr*, *einmal im Monat*."""
    unit = found.one("unit")
    return Reading("SET", amount(1, unit.value)) if unit else None


def per_after_amount(found: Found, now: Now) -> Reading | None:
    """The *im Monat* of *400 Euro im Monat*, the *am Tag* of *200 Patienten am Tag*."""
    before, number = found.before(), found.before(2)
    counted = before is not None and before.kind in ("counted", "noun", "units")
    several = number is not None and number.kind in ("small", "number", "digits", "amount", "year")
    return per(found, now) if counted and several else None


def named_set(found: Found, now: Now) -> Reading:
    """*täglich*, *jährlich*, *werktags*."""
    return Reading("SET", found.words[0].value)
