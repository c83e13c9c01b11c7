"""Cities and regions by every name they go by, and the states they lie in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from workbook.actors.spelling import folded
from workbook.knowledge import Place

_ENDINGS = ("e", "er", "en", "es", "em")


@dataclass(frozen=True, slots=True)
class Atlas:
    """Places by their folded names, regions by their adjectives."""

    places: Mapping[str, Place]
    adjectives: Mapping[str, Place]

    def place(self, name: str) -> Place | None:
        """The place of a name; none if it is unknown.

        >>> atlas([Place("Vilnius", "LTU", ("Wilna",))]).place("Wilna").place
        'Vilnius'
        """
        return self.places.get(folded(name))

    def region(self, adjective: str) -> Place | None:
        """The region of an inflected adjective: *bayerischen*."""
        low = adjective.lower()
        stems = (low, *(low.removesuffix(end) for end in _ENDINGS if low.endswith(end)))
        return next((self.adjectives[s] for s in stems if s in self.adjectives), None)


def atlas(rows: Iterable[Place]) -> Atlas:
    """The rows of ``places.csv`` as lookups."""
    rows = tuple(rows)
    return Atlas(
        MappingProxyType({folded(n): row for row in rows for n in (row.place, *row.aliases)}),
        MappingProxyType({word: row for row in rows for word in row.adjective}),
    )
