"""Sentences that are said in English before anybody knows who will read them, and in German.

A refusal or a problem is raised far from its reader, so it is put into his language when it is
shown: ``data/sentences.csv`` (``en,de``) holds each English sentence with ``{blanks}``, and beside
it the German one. Parts of a sentence (a reason, a hint) have rows of their own.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from string import Formatter

from workbook import resources


@dataclass(frozen=True, slots=True)
class Sentence:
    """One row: the English words between the blanks, the blanks' names, and the German text."""

    parts: tuple[str, ...]
    blanks: tuple[str, ...]
    german: str

    @classmethod
    def of(cls, english: str, german: str) -> Sentence:
        """The row of an English and a German text.

        Examples
        --------
        >>> Sentence.of("There is no file {name}.", "Es gibt keine Datei {name}.").parts
        ('There is no file ', '.')
        """
        parts, blanks = [""], []
        for words, blank, _, _ in Formatter().parse(english):
            parts[-1] += words
            if blank is not None:
                blanks.append(blank)
                parts.append("")
        return cls(tuple(parts), tuple(blanks), german)

    def values(self, said: str) -> dict[str, str] | None:
        """What stands in the blanks of a sentence said; None if it is another one. Linear."""
        first, *middle = self.parts
        if not middle:
            return {} if said == first else None
        last = middle.pop()
        until = len(said) - len(last)
        if len(first) > until or not (said.startswith(first) and said.endswith(last)):
            return None
        at, found = len(first), []
        for part in middle:
            begin = said.find(part, at, until)
            if begin < 0:
                return None
            found.append(said[at:begin])
            at = begin + len(part)
        values = dict(zip(self.blanks, [*found, said[at:until]], strict=True))
        counts = (value for blank, value in values.items() if is_number(blank))
        return values if all(map(_NUMBER.fullmatch, counts)) else None


def is_number(blank: str) -> bool:
    """Whether a blank holds a number only: ``n``, and where there are several ``n_new`` and such."""
    return blank == "n" or blank.startswith("n_")


_NUMBER = re.compile(r"\d[\d.,]*")


def matching(said: str) -> tuple[str, dict[str, str]] | None:
    """The German text for what was said in English, and what its blanks hold; None without one.

    Of several rows the one with most words of its own counts.

    Examples
    --------
    >>> matching("There is no file a.md; check the name and the folder you are in.")
    ('Es gibt keine Datei {where}; den Namen und den Ordner prüfen.', {'where': 'a.md'})
    """
    for sentence in _sentences():
        values = sentence.values(said)
        if values is not None:
            return sentence.german, values
    return None


@cache
def _sentences() -> tuple[Sentence, ...]:
    return tuple(sorted(_read(), key=lambda one: -sum(map(len, one.parts))))


def _read() -> Iterator[Sentence]:
    path = resources.data_folder() / "sentences.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield Sentence.of(row["en"], row["de"])
