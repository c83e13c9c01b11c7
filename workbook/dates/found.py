"""What a rule found: its words, their neighbours, and what was read from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbook.dates.words import Word
from workbook.models import DateType


@dataclass(frozen=True, slots=True)
class Reading:
    """Type and value of an expression.

    ``vague``: the value covers more than is meant (*Ende Februar*), so it bounds nothing.
    ``floating``: a time of day that still needs its day (``T14:30``).
    ``span``: from this time to another, or from another to this one (*von 10 bis 15 Uhr*).
    ``meant``: the day a distance leads to (*vor drei Tagen*), whose value stays the length.
    An empty ``value`` says: these words are no time.
    """

    type: DateType
    value: str
    vague: bool = False
    floating: bool = False
    span: bool = False
    meant: str | None = None


NO_TIME = Reading("DATE", "")


@dataclass(frozen=True, slots=True)
class Found:
    """The words ``first`` to ``last`` (exclusive) of a text, matched by a rule."""

    text: Sequence[Word]
    first: int
    last: int

    @property
    def words(self) -> Sequence[Word]:
        return self.text[self.first : self.last]

    def one(self, *kinds: str) -> Word | None:
        """The first word of any of these kinds."""
        return next((word for word in self.words if word.kind in kinds), None)

    def has(self, *kinds: str) -> bool:
        """Whether a word of any of these kinds is there."""
        return self.one(*kinds) is not None

    def whole(self, *kinds: str) -> int | None:
        """The first such word as a whole number."""
        word = self.one(*kinds)
        return int(word.number) if word else None

    def weekday(self) -> int | None:
        """1 for *Montag*, 7 for *Sonntag*."""
        word = self.one("weekday", "weekday_short", "weekday_part")
        return int(word.value[0]) if word else None

    def shift(self) -> int | None:
        """-1 for *vergangenen*, 0 for *diesen*, 1 for *kommenden*; ``None`` if nothing says."""
        word = self.one("shift", "this", "this_years", "same")
        return int(word.value) if word else None

    def before(self, steps: int = 1) -> Word | None:
        """The word so many steps in front."""
        place = self.first - steps
        return self.text[place] if place >= 0 else None

    def after(self, steps: int = 1) -> Word | None:
        """The word so many steps behind."""
        place = self.last + steps - 1
        return self.text[place] if place < len(self.text) else None
