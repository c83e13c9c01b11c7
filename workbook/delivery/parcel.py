"""What is delivered: a report with the findings in short."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Parcel:
    """One run to be told of: its findings as text, its report, and how it ended.

    ``due`` is in the zone of the schedule; ``report`` is None where the run left no page;
    ``language`` is that of the folder of reports.
    """

    name: str
    state: str
    due: datetime
    summary: str
    report: Path | None
    language: str = "en"

    @property
    def title(self) -> str:
        """The first line of what was found, or the name."""
        return self.summary.split("\n")[0] or self.name

    @property
    def file_name(self) -> str:
        """A name for the report outside its folder.

        Examples
        --------
        >>> Parcel("actors · A/B", "done", datetime(2025, 3, 3, 7), "", None).file_name
        'actors-A-B-2025-03-03T0700.html'
        """
        words = "".join(c if c.isalnum() or c in "_=" else " " for c in self.name)
        return f"{'-'.join(words.split())}-{self.due:%Y-%m-%dT%H%M}.html"
