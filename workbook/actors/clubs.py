"""Cities that stand for their clubs where games are reported: *Musterstadt gewann*."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from workbook.actors.name import Name

if TYPE_CHECKING:
    from spacy.tokens import Doc

_LOCATED = -1.0
"""The weight of a preposition (below zero: place) from which on a city is just a city."""


def with_clubs(doc: Doc, names: Sequence[Name], prepositions: Mapping[str, float]) -> list[Name]:
    """The names of a report on games; a city is a club's where exactly one body of the article
    has it in its name (*TSV Musterstadt*) and no preposition of place stands before.

    ``prepositions`` have the weights of ``place_words.csv``.
    """
    clubs: dict[str, set[str]] = {}
    for name in names:
        if name.label == "ORG" and name.last - name.first > 1:
            for token in doc[name.first : name.last]:
                clubs.setdefault(token.text, set()).add(name.text)
    found = []
    for name in names:
        text = name.text
        before = doc[name.first - 1].lower_ if name.first else ""
        plays = name.label == "LOC" and len(clubs.get(text, ())) == 1
        if plays and prepositions.get(before, 0.0) > _LOCATED:
            name = replace(name, label="ORG")
        found.append(name)
    return found
