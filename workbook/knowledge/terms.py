"""Terms of office in two layers: while hers says who holds an office, ours is silent on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from workbook.knowledge.records import Office


def yielding(ours: Iterable[Office], hers: Iterable[Office]) -> Iterator[Office]:
    """Our terms without the days for which hers name a holder of the same office.

    One row of hers is enough to say that somebody else took over. Offices that several hold
    at once yield to nothing.

    Examples
    --------
    >>> ours = Office("person:a", "Präsident", country="FRA", begin=date(2017, 5, 14))
    >>> hers = Office("person:b", "Präsident", country="FRA", begin=date(2027, 5, 13))
    >>> [str(term.until) for term in yielding([ours], [hers])]
    ['2027-05-13']
    """
    taken: dict[tuple[str | None, ...], list[Office]] = defaultdict(list)
    for term in hers:
        if not term.shared:
            taken[_office(term)].append(term)
    for term in ours:
        left = [term]
        for other in () if term.shared else taken.get(_office(term), ()):
            left = [part for piece in left for part in _around(piece, other)]
        yield from left


def _office(term: Office) -> tuple[str | None, ...]:
    return term.role, term.country, term.affiliation


def _around(ours: Office, hers: Office) -> Iterator[Office]:
    """What is left of our term before and after hers; nothing if both tell of one person's."""
    begin, until = ours.begin or date.min, ours.until or date.max
    first, last = hers.begin or date.min, hers.until or date.max
    if until <= first or last <= begin:
        yield ours
    elif ours.actor_id != hers.actor_id:
        if begin < first:
            yield replace(ours, until=hers.begin)
        if last < until:
            yield replace(ours, begin=hers.until)
