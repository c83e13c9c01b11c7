"""How the desk puts things: corrections, articles and days in words."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Any

from workbook.explorer.desk import Desk
from workbook.figures.frame import shorten
from workbook.labels import Labels, words


def told(desk: Desk, correction: Any) -> str:
    """A correction in a few words of the reader's language."""
    labels = words(desk.language)
    actors = desk.index.names["actor"]
    quote = getattr(correction, "quote", None)
    said = shorten(quote.exact, 60) if quote else ""
    actor = getattr(correction, "old", None) or getattr(correction, "actor", None) or ""
    values = {
        "merge": {"actor": actor, "new": _new_name(correction)},
        "split": {"actor": actors.name(getattr(correction, "actor", "")), "new": _new_name(correction),
                  "mentions": labels.count("mentions", len(getattr(correction, "quotes", ())))},
        "change": {"actor": actors.name(getattr(correction, "actor", "")),
                   "field": labels.get(f"explorer.field.{getattr(correction, 'field', '')}", ""),
                   "new": _value(correction, labels)},
        "alias": {"text": getattr(correction, "text", ""), "new": _new_name(correction)},
        "reject": {"text": said},
        "source": {"text": said, "new": _new_name(correction)},
        "accept": {"text": said or actors.name(getattr(correction, "actor", "") or "")},
    }  # fmt: skip
    return labels.say(f"explorer.did.{correction.what}", **values[correction.what])


def _new_name(correction: Any) -> str:
    return str(getattr(getattr(correction, "new", None), "name", ""))


def _value(correction: Any, labels: Labels) -> str:
    new = getattr(correction, "new", None)
    return str(labels.get(f"kind.{new}", str(new or "–")))


def title(desk: Desk, place: int) -> str:
    row = desk.book.articles.iloc[place]
    if isinstance(row["title"], str) and row["title"].strip():
        return " ".join(row["title"].split())
    return shorten(row["text"], 70) or words(desk.language)["explorer.untitled"]


def outlet_and_day(desk: Desk, place: int) -> str:
    """Where and when an article was published, as far as that is known."""
    published = desk.index.days[place]
    return _with_outlet(desk, place, day(published, words(desk.language)) if published else "")


def where(desk: Desk, place: int) -> str:
    """The same for a list: the year only where there are several, the title where all else fails."""
    published, labels = desk.index.days[place], words(desk.language)
    several = len({each[:4] for each in desk.index.days if each}) > 1
    short = labels.short_day(date.fromisoformat(published)) if published and not several else ""
    told = short or (day(published, labels) if published else "")
    return _with_outlet(desk, place, told) or shorten(title(desk, place), 40)


def _with_outlet(desk: Desk, place: int, told: str) -> str:
    outlet = desk.book.articles["outlet"].iloc[place]
    return " · ".join(part for part in (outlet, told) if isinstance(part, str) and part)


def day(day: str, labels: Labels) -> str:
    """A day (``2025-02-16``) or month (``2025-02``) as people write it."""
    if len(day) == 7:
        first = date.fromisoformat(f"{day}-01")
        last = first.replace(day=monthrange(first.year, first.month)[1])
        return labels.period(first, last + timedelta(days=last < date.max))
    return labels.day(date.fromisoformat(day))


def keyword(text: str, start: int, end: int) -> dict[str, str]:
    """Some words with what stands before and behind them, about a line of it."""
    before, after = text[:start], text[end:]
    if len(before) > 60:
        before = "…" + before[-60:].partition(" ")[2]
    return {"before": before, "text": text[start:end], "after": shorten_end(after, 80)}


def shorten_end(text: str, width: int) -> str:
    """The beginning of a text, its leading space kept.

    >>> shorten_end(" und so weiter", 8)
    ' und so…'
    """
    return text if len(text) <= width else text[:width].rpartition(" ")[0] + "…"
