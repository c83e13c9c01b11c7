"""What an archive holds that it did not hold at an earlier version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbook.book import Workbook
    from workbook.measures import Tables
    from workbook.review import Entry, Ledger
    from workbook.store import Store


@dataclass(frozen=True, slots=True)
class Changes:
    """The articles that are new or in other words than before, and corrections made since.

    ``reworded`` of the articles were there before. ``before`` is the archive as it was, under
    the corrections of today: a correction makes nobody new. ``corrections`` holds those that
    apply in the archive, and what was taken back.
    """

    book: Workbook
    before: Tables
    reworded: int = 0
    corrections: tuple[Entry, ...] = ()


def since(store: Store, version: int, ledger: Ledger, *, entries: int) -> Changes:
    """What came into the archive after a version, and into the ledger after so many entries.

    The archive is asked where it lies; read is what is new, and what corrections are about.

    Raises
    ------
    StoreRefused
        If the archive does not keep that version any more.
    """
    then = store.at(version=version)
    known, now = _fingerprints(then), _fingerprints(store)
    fresh = [key for key, fingerprint in now.items() if known.get(key) != fingerprint]
    return Changes(
        book=store.book(articles=fresh),
        before=then.filter(),
        reworded=len(known.keys() & fresh),
        corrections=_later(store, ledger, entries),
    )


def _fingerprints(store: Store) -> dict[str, str]:
    found = store.arrow("select article_id, fingerprint from marks order by article_id")
    return dict(zip(*(found[name].to_pylist() for name in found.column_names), strict=True))


def _later(store: Store, ledger: Ledger, entries: int) -> tuple[Entry, ...]:
    """Later entries that hold somewhere in the archive, or take an earlier one back."""
    from workbook import review

    later, in_force = ledger.entries[entries:], ledger.in_force()
    applied: set[str] = set()
    if set(in_force) & set(later):
        for frames in store.reached(review.touched(in_force), review.COLUMNS):
            held = review.applied(frames, in_force)
            applied |= {one.entry_id for one in held if not one.accepts}
    taken_back = ledger.undone() & {entry.id for entry in ledger.entries[:entries]}
    return tuple(
        entry
        for entry in later
        if entry.id in applied
        or (entry.correction.what == "undo" and entry.correction.entry in taken_back)
    )
