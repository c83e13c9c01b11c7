"""Nouns that tell what stands behind a claim: documents, bodies, media; and nouns of time.

They live in ``data/knowledge/source_words.csv``, lower-case, one a row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from workbook import resources
from workbook.knowledge import read_file

WordKind = Literal["document", "government", "organisation", "agency", "outlet", "time"]


@dataclass(frozen=True, slots=True)
class SourceWord:
    """A noun, also as the last part of a compound (*Pressemitteilung* for *mitteilung*)."""

    word: str
    kind: WordKind


@cache
def source_words() -> Mapping[str, WordKind]:
    """Every word with its kind.

    Examples
    --------
    >>> source_words()["bericht"]
    'document'
    """
    path = resources.data_folder() / "knowledge" / "source_words.csv"
    return MappingProxyType({row.word: row.kind for row in read_file(path, SourceWord)})


def is_time(word: str) -> bool:
    """Whether a noun names a time, so that it can be no speaker (*Montag*)."""
    return source_words().get(word.lower()) == "time"


@cache
def kind_of(noun: str) -> WordKind | None:
    """The kind of a noun or of the noun it ends in; the longest known ending decides.

    Examples
    --------
    >>> kind_of("Pressemitteilung"), kind_of("Bundesregierung"), kind_of("Minister")
    ('document', 'government', None)
    """
    known = source_words()
    lowered = noun.lower()
    for cut in range(len(lowered) - 2):
        kind = known.get(lowered[cut:])
        if kind is not None and (cut == 0 or kind != "time"):
            return kind
    return None
