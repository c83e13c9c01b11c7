"""What a reader gives: rows, or where else to look for them.

A reader turns a material into rows: the fields of one article each, named as in
:class:`workbook.models.Article`, still as the file has them. Archives give parts, feeds and
sitemaps give links. What is wrong with one row does not cost the others: in its place comes
the refusal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, TypeAlias

from workbook.errors import SourceRefused
from workbook.inputs.materials import Material

FIELDS = ("text", "title", "outlet", "author", "url", "published", "language")
PAGE_PER_ARTICLE = 5
"""A page's markup weighs many times its article."""

_ALSO_CALLED = MappingProxyType({"date": "published", "lang": "language", "authors": "author"})


@dataclass(frozen=True, slots=True)
class Row:
    """The fields of one article as a file has them; ``where`` names it in messages.

    ``origin`` is the material it was read from, filled in on the way.
    """

    where: str
    fields: Mapping[str, object]
    origin: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether the article is all its material holds."""
        return self.where == self.origin


@dataclass(frozen=True, slots=True)
class Part:
    """A file within a file."""

    material: Material


@dataclass(frozen=True, slots=True)
class Link:
    """An article that lies at an address; ``fields`` fill what its page leaves open.

    ``where`` names the list that led there, empty where the address itself was given.
    """

    where: str
    url: str
    fields: Mapping[str, object] = field(default_factory=dict)


Found: TypeAlias = "Row | Part | Link | SourceRefused"
Rows: TypeAlias = Iterator[Found]


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for every reader.

    ``at_most`` characters for each article; ``columns`` tells for a field which column of a
    table holds it.
    """

    at_most: int
    columns: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        unknown = sorted(set(self.columns) - set(FIELDS))
        if unknown:
            raise SourceRefused(
                f"An article has no field {unknown[0]!r}; "
                f"columns may be given for {', '.join(FIELDS)}."
            )

    @property
    def page(self) -> int:
        """How many characters of markup are read for one article."""
        return PAGE_PER_ARTICLE * self.at_most


Reader: TypeAlias = Callable[[Material, Terms], Rows]


def named(record: Mapping[Any, object]) -> dict[str, object]:
    """``record`` under the names of an article's fields; what an article has no place for is left out.

    Of two names for one field the field's own wins, unless nothing stands there.

    Examples
    --------
    >>> named({"Text": "Berlin schweigt.", "date": "2025-02-18", "id": 7})
    {'text': 'Berlin schweigt.', 'published': '2025-02-18'}
    """
    known: dict[str, object] = {}
    for name, value in record.items():
        wanted = field_of(name)
        if wanted not in FIELDS:
            continue
        if _is_blank(known.get(wanted)) or (name == wanted and not _is_blank(value)):
            known[wanted] = value
    return known


def _is_blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def field_of(name: object) -> str:
    """The field a column's name means."""
    plain = str(name).strip().lower()
    return _ALSO_CALLED.get(plain, plain)


def without_text(where: str) -> str:
    """The sentence for a place where an article was expected and nothing is."""
    return f"There is no text in {where}; fill it with an article or leave it out."
