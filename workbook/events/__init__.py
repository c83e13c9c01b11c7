"""Events: who did what to whom, when, and whether it happened, in PLOVER types and modes."""

from __future__ import annotations

from workbook.events.reader import EventReader, EventsFound

__all__ = ["EventReader", "EventsFound"]
