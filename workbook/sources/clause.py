"""One clause of a sentence, in word numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ClauseKind = Literal[
    "main", "first", "sub", "relative", "question", "as", "infinitive", "quoted", "fragment"
]

MAIN: frozenset[ClauseKind] = frozenset({"main", "first"})


@dataclass(slots=True)
class Clause:
    """One clause: the word ranges it covers and where its finite verb stands.

    ``kind``: ``main`` (verb second), ``first`` (verb first), ``sub`` (with a subordinator),
    ``relative``, ``question`` (*ob*, *wer* …), ``as`` (*wie X meldet*), ``infinitive``,
    ``quoted`` (a quotation standing for a clause), ``fragment`` (no verb at all).
    ``before`` is the mark that precedes it.
    """

    kind: ClauseKind
    parts: list[tuple[int, int]]
    verb: int | None = None
    before: str = ""

    @property
    def start(self) -> int:
        return self.parts[0][0]

    @property
    def end(self) -> int:
        return self.parts[-1][1]

    def stretches(self) -> list[tuple[int, int]]:
        """The parts, those with only a comma between them as one."""
        joined: list[tuple[int, int]] = []
        for start, end in self.parts:
            if joined and start == joined[-1][1] + 1:
                joined[-1] = (joined[-1][0], end)
            else:
                joined.append((start, end))
        return joined

    def words(self) -> list[int]:
        return [i for start, end in self.parts for i in range(start, end)]
