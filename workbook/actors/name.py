"""A span of an article that names somebody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from workbook.models import MentionForm, MentionKind

if TYPE_CHECKING:
    from spacy.tokens import Doc

Label = Literal["PER", "ORG", "LOC"]

LABELS: Mapping[MentionKind, Label] = MappingProxyType(
    {
        "person": "PER",
        "organisation": "ORG",
        "outlet": "ORG",
        "group": "ORG",
        "country": "LOC",
        "place": "LOC",
    }
)


@dataclass(frozen=True, slots=True)
class Name:
    """A span that names somebody: tokens ``first`` to ``last`` (exclusive), characters
    ``start`` to ``end``, and the words of its tokens. ``actor_id`` where it is settled already."""

    first: int
    last: int
    start: int
    end: int
    text: str
    label: Label
    form: MentionForm = "name"
    actor_id: str | None = None


@lru_cache(maxsize=1)
def texts(doc: Doc) -> tuple[str, ...]:
    """The words of the document that is being read: spaCy makes each anew when asked."""
    return tuple([token.text for token in doc])


@lru_cache(maxsize=1)
def tags(doc: Doc) -> tuple[str, ...]:
    """The tags of its words."""
    return tuple([token.tag_ for token in doc])


def name_of(doc: Doc, first: int, last: int, label: Label) -> Name:
    """The tokens from ``first`` to ``last`` (exclusive) as a name."""
    start, text = doc[first].idx, doc[first:last].text
    return Name(first, last, start, start + len(text), text, label)


def free_tokens(doc: Doc, taken: Iterable[Name]) -> list[bool]:
    """For each token whether no name covers it."""
    free = [True] * len(doc)
    for name in taken:
        free[name.first : name.last] = [False] * (name.last - name.first)
    return free
