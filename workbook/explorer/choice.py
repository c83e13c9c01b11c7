"""What the analyst has chosen to look at."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from workbook.errors import ParameterRefused

Field = Literal["actor", "source", "topic", "article", "day", "words"]
FIELDS: tuple[Field, ...] = ("actor", "source", "topic", "article", "day", "words")
_DAY = re.compile(r"\d{4}-\d\d(-\d\d)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Choice:
    """What must hold of a sentence for it to be shown; None where anything may.

    ``actor`` is named or speaks in it, ``source`` says it, a word of ``topic`` stands in it,
    ``article`` has it, it was published on ``day`` (``2025-02-16``, or a month ``2025-02``), and it
    holds ``words``.

    Examples
    --------
    >>> Choice().having("actor", "org:nato").having("words", " Gipfel ").given
    {'actor': 'org:nato', 'words': 'Gipfel'}
    """

    actor: str | None = None
    source: str | None = None
    topic: str | None = None
    article: str | None = None
    day: str | None = None
    words: str | None = None

    def having(self, field: str, value: str | None) -> Choice:
        """The same with another value in one field; nothing but spaces is nothing.

        Raises
        ------
        ParameterRefused
            If there is no such field, or a day is none of the calendar.
        """
        if field not in FIELDS:
            raise ParameterRefused(f"There is no {field!r} to choose; take {', '.join(FIELDS)}.")
        kept = (value or "").strip() or None
        if field == "day" and kept is not None and not _is_day(kept):
            raise ParameterRefused(f"{kept!r} is no day; give it as 2025-02-16 or 2025-02.")
        return replace(self, **{field: kept})

    @property
    def given(self) -> dict[Field, str]:
        """What has been chosen, by field."""
        return {field: value for field in FIELDS if (value := getattr(self, field)) is not None}


def _is_day(written: str) -> bool:
    if not _DAY.fullmatch(written):
        return False
    try:
        date.fromisoformat(f"{written}-01"[:10])
    except ValueError:
        return False
    return True
