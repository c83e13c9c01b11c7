"""Reports on time: what is due is declared, a round runs it, and the manifest says how it went."""

from workbook.schedule.declaration import Schedule, load, read
from workbook.schedule.rounds import tick

__all__ = ["Schedule", "load", "read", "tick"]
