"""What is new since the last good run of a report; found while the notebook is at work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from workbook.errors import StoreRefused

if TYPE_CHECKING:
    from workbook.changes import Changes
    from workbook.review import Ledger
    from workbook.view import Section


@dataclass(frozen=True, slots=True)
class Known:
    """What a good run knew: the day it was due, the archive's version, entries of the ledger.

    Version 0 is the archive before anything was in it.
    """

    day: str
    version: int = 0
    entries: int = 0


@dataclass(frozen=True, slots=True)
class News:
    """What is new since a good run: None for the first one, or where it cannot be told."""

    known: Known | None
    changes: Changes | None = None
    has_archive: bool = True

    def section(self, language: str) -> Section | None:
        """The section of the report; None for a later one without an archive to compare."""
        from workbook import view

        if self.known is None:
            return view.no_changes("first" if self.has_archive else "alone", language=language)
        if not self.has_archive:
            return None
        since = date.fromisoformat(self.known.day)
        if self.changes is None:
            return view.no_changes("gone", since=since, language=language)
        return view.changes(self.changes, since=since, language=language)


def find(store: str, now: int | None, known: Known | None) -> News:
    """What came into the archive between what a run knew and version ``now``."""
    from workbook import changes
    from workbook.book import open_store

    if known is None or now is None:
        return News(known, has_archive=now is not None)
    try:
        archive = open_store(store).at(version=now)
        found = changes.since(archive, known.version, _ledger(), entries=known.entries)
    except StoreRefused:
        return News(known)
    return News(known, found)


def nothing(store: str, now: int, known: Known | None) -> bool:
    """Whether no article came in since a good run; a first run has everything before it."""
    from workbook.store import Place, log

    if known is None:
        return False
    try:
        later = [log.read(Place.at(store), n) for n in range(known.version + 1, now + 1)]
    except StoreRefused:
        return False
    return not any(entry.added + entry.updated for entry in later)


def version(store: str) -> int | None:
    """The store's version, if there is a store."""
    if not store or ("://" not in store and not Path(store).is_dir()):
        return None
    from workbook.store import Place, log

    try:
        return log.read(Place.at(store)).version
    except StoreRefused:
        return None


def entries() -> int:
    """How many entries the project's ledger has."""
    return len(_ledger().entries)


def _ledger() -> Ledger:
    from workbook import settings
    from workbook.review import Ledger

    return Ledger.open(settings.load().corrections)
