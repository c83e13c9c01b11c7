"""Parameters that move with the moment a report is due: ``{yesterday}``, ``{week}``."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

_BLANK = re.compile(r"\{(\w+)\}")

_WORDS: Mapping[str, Callable[[datetime], str]] = MappingProxyType(
    {
        "today": lambda moment: f"{moment:%Y-%m-%d}",
        "yesterday": lambda moment: f"{moment - timedelta(days=1):%Y-%m-%d}",
        "tomorrow": lambda moment: f"{moment + timedelta(days=1):%Y-%m-%d}",
        "week": lambda moment: f"{moment:%G-W%V}",
        "last_week": lambda moment: f"{moment - timedelta(days=7):%G-W%V}",
        "week_ago": lambda moment: f"{moment - timedelta(days=7):%Y-%m-%d}",
        "month": lambda moment: f"{moment:%Y-%m}",
        "last_month": lambda moment: f"{moment.replace(day=1) - timedelta(days=1):%Y-%m}",
        "month_start": lambda moment: f"{moment.replace(day=1):%Y-%m-%d}",
        "year": lambda moment: f"{moment:%Y}",
        "now": lambda moment: f"{moment:%Y-%m-%dT%H:%M:%S%z}",
    }
)


_REMEMBERED = ("last_good", "last_version")
"""Filled from the last run that ended well: when it was due, and what it read of the store."""


def filled(
    values: Mapping[str, Any], moment: datetime, *, remembered: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """``values`` with their blanks filled for ``moment``, which is in the schedule's zone.

    ``remembered`` fills ``{last_good}`` and ``{last_version}``; before the first good run they
    are empty and 0.

    Examples
    --------
    >>> filled({"since": "{yesterday}", "days": 7}, datetime(2025, 3, 1, 7))
    {'since': '2025-02-28', 'days': 7}
    """
    words = {name: word(moment) for name, word in _WORDS.items()}
    words |= {"last_good": "", "last_version": "0", **(remembered or {})}
    return {name: _filled(value, words) for name, value in values.items()}


def refuse_unknown(values: Mapping[str, Any]) -> None:
    """Raise a ValueError for a blank nobody can fill, with the nearest one that exists."""
    for blank in _blanks(values.values()):
        words = [*_WORDS, *_REMEMBERED]
        if blank not in words:
            near = difflib.get_close_matches(blank, words, n=1)
            known = ", ".join(f"{{{word}}}" for word in words)
            hint = f"did you mean {{{near[0]}}}" if near else f"there are {known}"
            raise ValueError(f"holds {{{blank}}}, which means nothing here; {hint}")


def _blanks(values: Any) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield from _BLANK.findall(value)
        elif isinstance(value, list):
            yield from _blanks(value)


def _filled(value: Any, words: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return _BLANK.sub(lambda blank: words[blank[1]], value)
    if isinstance(value, list):
        return [_filled(one, words) for one in value]
    return value
