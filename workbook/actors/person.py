"""A person while an article is read: what it is called, and where."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable
from dataclasses import dataclass, field

from workbook.actors.name import Name
from workbook.actors.phrases import Phrase
from workbook.knowledge import Gender

MANY = 20
"""So many persons that fit one name or role are as good as none: a bound on the work."""


@dataclass(slots=True)
class Person:
    """``words`` are those of the fullest name, ``phrases`` the roles written of it (each kind
    once, in its longest wording), ``party`` the body named right behind it, ``origin`` the country
    (alpha-3) it is said to be from."""

    actor_id: str
    words: tuple[str, ...]
    gender: Gender | None = None
    party: Name | None = None
    origin: str | None = None
    _phrases: dict[tuple[object, ...], Phrase] = field(default_factory=dict)
    _named_at: list[int] = field(default_factory=list)

    @property
    def name(self) -> str:
        return " ".join(self.words)

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """The roles written of this person."""
        return tuple(self._phrases.values())

    def note(self, start: int, phrases: Iterable[Phrase] = ()) -> None:
        """Somebody was named here, with these roles."""
        insort(self._named_at, start)
        for phrase in phrases:
            known = self._phrases.setdefault(phrase.meaning, phrase)
            if phrase.end - phrase.start > known.end - known.start:
                self._phrases[phrase.meaning] = phrase

    def last_before(self, start: int) -> int | None:
        """Where the person was last named before an offset."""
        i = bisect_left(self._named_at, start)
        return self._named_at[i - 1] if i else None

    def times_before(self, start: int) -> int:
        """How often the person was named before an offset."""
        return bisect_left(self._named_at, start)

    def nearness(self, start: int) -> tuple[bool, int]:
        """What sorts persons by how near they are named: last before here, else first after."""
        before = self.last_before(start)
        if before is not None:
            return (True, before)
        return (False, -self._named_at[0] if self._named_at else 0)

    def roles(self) -> list[Phrase]:
        """Roles held now before former ones, the longest wording first; what somebody only
        is to another (*Kollege*, *Sohn*) comes last."""

        def rank(phrase: Phrase) -> tuple[bool, bool, int, int]:
            relative = phrase.word.group == "relation"
            return (phrase.former, relative, phrase.start - phrase.end, phrase.start)

        return sorted(self.phrases, key=rank)
