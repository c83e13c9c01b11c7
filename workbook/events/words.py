"""The words that say of an event beside them whether it happened: ``event_words.csv``."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from workbook.knowledge import EventWord, EventWordKind, Files
from workbook.models import EventStatus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbook.events.clauses import Clause

SubjectPart = Literal["", "does", "weakly", "receives"]
_SHORTEST_HEAD = 4  # letters: *Friedensplan* ends in *Plan*


class EventWords:
    """The words, ready to be looked up.

    Examples
    --------
    >>> from workbook import knowledge
    >>> EventWords(knowledge.load().files).status("head", "Friedensplan")
    'planned'
    """

    def __init__(self, files: Files) -> None:
        rows = files.read("event_words.csv", EventWord)
        self._rows = MappingProxyType(
            {(row.kind, (row.particle or "") + row.word.lower()): row for row in rows}
        )

    def has(self, kind: EventWordKind, word: str) -> bool:
        return (kind, word.lower()) in self._rows

    def status(self, kind: EventWordKind, word: str) -> EventStatus | None:
        """What a word says; nouns are also known by the end of a compound."""
        word = word.lower()
        row = self._rows.get((kind, word))
        if row is None and kind == "head":
            ends = (word[cut:] for cut in range(2, len(word) - _SHORTEST_HEAD + 1))
            row = next((self._rows[kind, end] for end in ends if (kind, end) in self._rows), None)
        return row.status if row is not None else None

    def verbs(self, clause: Clause) -> Iterator[EventWord]:
        """The rows for the verbs of a clause."""
        for lemma, particle in clause.verb_lemmas():
            row = self._rows.get(("verb", particle + lemma))
            if row is not None:
                yield row

    def announces(self, clause: Clause) -> bool:
        """Whether its verb speaks of what is to come, as one who announces or demands it does."""
        rows = self.verbs(clause)
        return any(
            row.status in ("planned", "possible") and not self.has("attempt", row.word)
            for row in rows
        )

    def starts(self, clause: Clause) -> bool:
        """Whether a verb of the clause says that something begins."""
        return any(
            ("start", particle + lemma) in self._rows for lemma, particle in clause.verb_lemmas()
        )
