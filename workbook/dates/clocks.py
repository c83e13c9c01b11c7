"""The readings of times and parts of the day.

Like ``workbook.dates.readings``: what a rule `Found` and `Now` in, a `Reading` or ``None`` out.
"""

from __future__ import annotations

from datetime import date

from workbook.dates import choices
from workbook.dates.choices import Now
from workbook.dates.found import Found, Reading
from workbook.dates.values import moved

_EVENING_FROM = 12  # *8 Uhr abends* is 20:00
_ONTO = ("onto", "to_the", "until")


def clock(found: Found, now: Now) -> Reading | None:
    """*14.30 Uhr*, *12 Uhr 15*, *zwölf Uhr MEZ*; no time if no clock shows it.

    What a clock shows somewhere else (*Ortszeit*) bounds nothing on ours.
    """
    times = found.one("clock")
    if times is not None:
        hour, minute = map(int, times.value.split(":"))
    else:
        numbers = [word for word in found.words if word.kind in ("small", "number")]
        if not numbers[0].number.is_integer():
            return None
        hour = int(numbers[0].number)
        minute = int(numbers[1].number) if len(numbers) > 1 else 0
    part = found.after()
    if part is not None and part.kind == "parts" and part.value in ("EV", "AF"):
        hour += 12 if hour < _EVENING_FROM else 0
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        return None
    before = found.before()
    each_day = before is not None and before.kind in ("each", "weekdays", "set")
    zone = found.one("zone")
    return Reading(
        "TIME",
        f"T{hour:02d}:{minute:02d}{zone.value if zone else ''}",
        vague=part is not None and part.kind == "local_time",
        floating=not each_day,
        span=_of_span(found),
    )


def _of_span(found: Found) -> bool:
    near = (found.before(), found.after())
    return any(word is not None and word.kind in ("until", "dash") for word in near)


def half_past(found: Found, now: Now) -> Reading | None:
    """*halb acht*."""
    hour = found.whole("number") or 0
    return Reading("TIME", f"T{hour - 1:02d}:30", floating=True) if 1 <= hour <= 12 else None


def quarter_past(found: Found, now: Now) -> Reading | None:
    """*Viertel vor acht*, *viertel nach neun*, *dreiviertel zehn*."""
    hour = found.whole("number") or 0
    if not 1 <= hour <= 12:
        return None
    minute = 15 if found.has("after") else 45
    return Reading("TIME", f"T{hour - (minute == 45):02d}:{minute}", floating=True)


def midnight(found: Found, now: Now) -> Reading:
    """*Mitternacht*."""
    return Reading("TIME", "T24:00", floating=True)


def part_of_day(found: Found, now: Now) -> Reading:
    """*am Abend*, *in der vergangenen Nacht*, *am frühen Morgen*."""
    part = found.one("part")
    assert part is not None
    shift = found.shift()
    if shift is not None and found.has("shift") and now.day is not None:
        told = now.anchor if shift > 0 and now.direction == "past" else None
        day = moved(told or now.day, min(shift, 1) if part.value != "NI" else min(shift, 0))
        return Reading("TIME", f"{day.isoformat()}T{part.value}")
    return Reading("TIME", f"T{part.value}", floating=True)


def part_of_date(found: Found, now: Now) -> Reading:
    """*Nacht des 14. August*, *Abend des 3. Mai 2024*."""
    part = found.one("part")
    assert part is not None
    number, month = found.whole("ordinal", "small") or 0, found.whole("month") or 0
    value = choices.day_of_month(number, month, now, year=found.whole("year"))
    return Reading("TIME", f"{value}T{part.value}")


def night_before(found: Found, now: Now) -> Reading | None:
    """*Nacht auf Sonntag*, *Nacht zum 3. Mai*, *Nacht von Samstag auf Sonntag*.

    The night that began the day before.
    """
    part = found.one("part")
    if part is None or part.value != "NI":
        return None
    to = next(n for n, word in enumerate(found.words) if word.kind in _ONTO)
    morning = _morning(Found(found.text, found.first + to, found.last), now)
    evening = "XXXX-XX-XX" if "X" in morning else moved(date.fromisoformat(morning), -1).isoformat()
    return Reading("TIME", f"{evening}TNI")


def _morning(found: Found, now: Now) -> str:
    month = found.whole("month")
    if month is not None:
        number = found.whole("ordinal", "small") or 0
        return choices.day_of_month(number, month, now, year=found.whole("year"))
    if day := found.one("day"):
        return choices.period("D", int(day.value), now)
    return choices.weekday(found.whole("weekday") or 1, now)
