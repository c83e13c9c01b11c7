"""Closed classes of German words, from ``data/language/closed_words.csv``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from workbook import resources
from workbook.knowledge import read_file


@dataclass(frozen=True, slots=True)
class WordClass:
    """One row: the name of a class and the lower-case words in it."""

    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grammar:
    """Words that tell by their form what a phrase or a clause is.

    ``dative``, ``accusative`` and ``genitive`` may open a phrase in that case, ``oblique``
    never opens a subject; ``relative`` and ``question`` open clauses; a ``pointer`` (*darauf*)
    stands for a clause to come.
    """

    dative: frozenset[str]
    accusative: frozenset[str]
    genitive: frozenset[str]
    oblique: frozenset[str]
    relative: frozenset[str]
    question: frozenset[str]
    pointer: frozenset[str]


@cache
def load() -> Grammar:
    """The classes, read once.

    Examples
    --------
    >>> "darauf" in load().pointer, "dem" in load().oblique
    (True, True)
    """
    path = resources.data_folder() / "language" / "closed_words.csv"
    return Grammar(**{row.name: frozenset(row.words) for row in read_file(path, WordClass)})
