"""Whom corrections turn into whom: under which ids, words and articles somebody was stored."""

from __future__ import annotations

from collections.abc import Sequence

from workbook.review.anchors import Where
from workbook.review.corrections import (
    Accept,
    Alias,
    Attribute,
    Change,
    Correction,
    Merge,
    Profile,
    Split,
)
from workbook.review.ledger import Entry
from workbook.store.reach import Reach


def reach(entries: Sequence[Entry], identity: str) -> Reach:
    """Where to look for an actor or source among what was stored before the corrections.

    Follows merges of merges. It may name too much, as corrections of other corrections count as
    well: what was found is chosen once more when it is corrected.

    Examples
    --------
    >>> reach([], "person:petra-muster")
    Reach(ids=('person:petra-muster',), words=(), articles=(), heads=())
    """
    ids, words, places = [identity], list[str](), list[Split | Attribute]()
    for one_id in ids:  # it grows while it is walked through
        for correction in (entry.correction for entry in entries):
            if isinstance(correction, Merge) and correction.new.actor_id == one_id:
                if correction.actor not in ids:
                    ids.append(correction.actor)
            elif isinstance(correction, Alias) and correction.new.actor_id == one_id:
                words.append(correction.text)
            elif (isinstance(correction, Split) and correction.new.actor_id == one_id) or (
                isinstance(correction, Attribute)
                and one_id in (correction.new.source_id, correction.new.actor_id)
            ):
                places.append(correction)
    return _reach(ids, words, [place.article for place in places])


def touched(entries: Sequence[Entry]) -> Reach:
    """Where corrections may change something among what was stored before them.

    Examples
    --------
    >>> touched([])
    Reach(ids=(), words=(), articles=(), heads=())
    """
    ids, words, places = list[str](), list[str](), list[Where]()
    for correction in (entry.correction for entry in entries):
        where: Where | None = getattr(correction, "article", None)
        if isinstance(correction, Accept):
            continue
        if where is not None:
            places.append(where)
        elif isinstance(correction, Alias):
            words.append(correction.text)
        elif isinstance(correction, Merge | Change):
            ids.append(correction.actor)
    return _reach(ids, words, places)


def _reach(ids: Sequence[str], words: Sequence[str], places: Sequence[Where]) -> Reach:
    heads = ((one.title or "", one.outlet or "") for one in places if one.url is None)
    return Reach(
        tuple(dict.fromkeys(ids)),
        tuple(dict.fromkeys(words)),
        tuple(dict.fromkeys(one.id for one in places)),
        tuple(dict.fromkeys(heads)),
    )


def becomes(entries: Sequence[Entry], actor_id: str) -> str:
    """Who an actor is after all merges.

    Examples
    --------
    >>> becomes([], "person:petra-muster")
    'person:petra-muster'
    """
    for entry in entries:
        if isinstance(entry.correction, Merge) and entry.correction.actor == actor_id:
            actor_id = entry.correction.new.actor_id
    return actor_id


def profile(correction: Correction) -> Profile | None:
    """Whom a correction names as who is meant, if it is about that."""
    return correction.new if isinstance(correction, Merge | Alias | Split) else None
