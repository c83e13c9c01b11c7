"""The folder of reports as people find it: the latest of each, an index, a feed, and no more than is kept.

Everything here is made anew from the manifest and appears file by file through a rename, so
whoever reads while a run writes sees the page as it was or as it will be.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from pathlib import Path

from workbook import labels, reports, resources
from workbook.manifest import BY_HAND, ENDED_BADLY, FILE_NAME, Attempt, Manifest, State

KEPT = 30
FED = 50
"""So many reports stay on disk for each name, and stand in the feed for all."""

_SPACE = uuid.UUID("5a3a3c0e-6f0b-4d5c-9f57-0f2d7e0c8c11")
"""Where the feed's identifiers come from, the same on every machine."""


@dataclass(frozen=True, slots=True)
class Series:
    """The attempts at one report, newest first."""

    schedule: str
    variant: str
    attempts: tuple[Attempt, ...]

    @property
    def title(self) -> str:
        return self.attempts[0].title

    @property
    def good(self) -> Attempt | None:
        """The newest that ended well and still lies there."""
        done = (one for one in self.attempts if one.state is State.DONE and one.report)
        return next(done, None)

    @property
    def latest(self) -> str:
        """The link that always leads to the newest good report."""
        if self.good is None:
            return ""
        if BY_HAND in self.good.provenance:
            return self.good.report
        return f"{Path(self.good.report).parent.as_posix()}/latest.html"

    @property
    def troubled(self) -> bool:
        """Whether the last attempt that ended, ended badly."""
        return next((one.state in ENDED_BADLY for one in self.attempts if one.ended), False)


def arrange(folder: Path, *, keep: Mapping[str, int] | None = None, language: str = "en") -> None:
    """Bring ``folder`` in order: what is kept, the latest of each, ``index.html``, ``feed.xml``.

    ``keep`` says for each schedule how many reports stay; the newest good one always does.
    """
    with Manifest.open(folder) as manifest:
        for one in series(manifest.attempts()):
            _discard(folder, manifest, one, (keep or {}).get(one.schedule, KEPT))
        shelf = series(manifest.attempts())
    for one in shelf:
        if one.good is not None and one.latest != one.good.report:
            _renew(folder / one.latest, folder / one.good.report)
    reports.appear(folder / "index.html", index(shelf, language=language))
    reports.appear(folder / "feed.xml", feed(shelf, language=language))


def in_order(folder: Path) -> bool:
    """Whether the index is as new as the manifest."""
    page, manifest = folder / "index.html", folder / FILE_NAME
    return page.is_file() and (
        not manifest.is_file() or page.stat().st_mtime_ns >= manifest.stat().st_mtime_ns
    )


def series(attempts: Iterable[Attempt]) -> tuple[Series, ...]:
    """Attempts by the report they were for, names in order, newest first in each."""

    def name(attempt: Attempt) -> tuple[str, str]:
        return attempt.schedule, attempt.variant

    ordered = sorted(attempts, key=lambda one: (*name(one), one.due, one.number))
    return tuple(
        Series(*key, tuple(reversed(list(group)))) for key, group in groupby(ordered, name)
    )


def index(shelf: Iterable[Series], *, language: str = "en") -> str:
    """The page that leads to every report, as one HTML text that asks the network for nothing."""
    words = labels.words(language)
    return str(
        resources.template("shelf/index.html.j2").render(
            shelf=list(shelf),
            words=words,
            language=language,
            due=lambda attempt: _due(words, attempt),
            stated=lambda attempt: words[f"shelf.state.{attempt.state.name.lower()}"],
            lasted=lambda attempt: _lasted(words, attempt),
            css=reports.asset("report/page.css"),
        )
    )


def feed(shelf: Iterable[Series], *, language: str = "en") -> str:
    """The newest reports as an Atom feed (RFC 4287); identifiers stay the same for ever."""
    done = [
        (one.title, attempt)
        for one in shelf
        for attempt in one.attempts
        if attempt.state is State.DONE and attempt.report
    ]
    done.sort(key=lambda entry: (entry[1].due, entry[0]), reverse=True)
    return str(
        resources.template("shelf/feed.xml.j2").render(
            entries=done[:FED],
            language=language,
            words=labels.words(language),
            identifier=lambda text: uuid.uuid5(_SPACE, text).urn,
            updated=max((one.ended or one.due for _, one in done), default=None),
        )
    )


def _discard(folder: Path, manifest: Manifest, one: Series, keep: int) -> None:
    """Remove what is older than the last ``keep``; the rows stay and say what there was."""
    with_files = [a for a in one.attempts if a.report and BY_HAND not in a.provenance]
    good = [attempt for attempt in with_files if attempt.state is State.DONE]
    old = [*good[keep:], *[attempt for attempt in with_files if attempt not in good][keep:]]
    for attempt in old:
        for file in (folder / attempt.report, (folder / attempt.report).with_suffix(".pdf")):
            file.unlink(missing_ok=True)
        manifest.change(attempt.run_id, report="")


def _renew(latest: Path, report: Path) -> None:
    if not report.is_file():
        return
    text = report.read_bytes()
    if not latest.is_file() or latest.read_bytes() != text:
        reports.appear(latest, text.decode("utf-8"))


def _due(words: labels.Labels, attempt: Attempt) -> str:
    return f"{words.day(attempt.local_due)}, {attempt.local_due:%H:%M}"


def _lasted(words: labels.Labels, attempt: Attempt) -> str:
    if attempt.started is None or attempt.ended is None:
        return ""
    seconds = (attempt.ended - attempt.started) / timedelta(seconds=1)
    if seconds < 90:
        return words.say("shelf.seconds", number=words.number(round(seconds)))
    return words.say("shelf.minutes", number=words.number(round(seconds / 60)))
