"""One round: settle what is due, run it, write down how it went, and end."""

from __future__ import annotations

import hashlib
import os
import platform
import re
import threading
from collections.abc import Callable, Hashable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from workbook import runs, shelf
from workbook.errors import NotebookRefused, SettingRefused
from workbook.manifest import ENTRIES, SNAPSHOT, Attempt, Manifest, State
from workbook.schedule import agenda, dispatch, supervision, templates
from workbook.schedule.declaration import Schedule
from workbook.schedule.news import Known
from workbook.schedule.worker import Job, Outcome

if TYPE_CHECKING:
    from workbook.delivery import Folder, Mail, Webhook

Clock = Callable[[], datetime]

_UNFIT = re.compile(r"[^\w=-]+")


def clock() -> datetime:
    """The time it is, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Round:
    """What one round did: the runs that ended, and a sentence for each failed delivery."""

    ended: tuple[Attempt, ...] = ()
    undelivered: tuple[str, ...] = ()


def tick(
    schedules: Mapping[str, Schedule | str],
    folder: Path,
    *,
    targets: Mapping[str, Mail | Webhook | Folder | str] | None = None,
    store: str = "",
    now: Clock = clock,
    at_once: int = 2,
    language: str = "en",
    ahead: str | None = None,
) -> Round:
    """Run what is due, ``at_once`` runs side by side, and say how each ended.

    Safe to call at any time and by several processes: each due moment runs once. Where nothing
    is due, nothing happens. A schedule that cannot be used (a sentence) keeps what waits for it.
    The one called ``ahead`` runs also if it is not due.

    Raises
    ------
    SettingRefused
        If ``folder`` cannot be written to, or there is no schedule ``ahead`` that can be used.
    """
    usable = {name: one for name, one in schedules.items() if isinstance(one, Schedule)}
    if ahead is not None and ahead not in usable:
        known = ", ".join(usable) or "none yet"
        raise SettingRefused(
            str(schedules.get(ahead, f"There is no schedule {ahead!r}; those declared: {known}."))
        )
    with Manifest.open(folder) as manifest:
        agenda.settle(manifest, usable, declared=schedules.keys(), now=now())
        if ahead is not None:
            agenda.bring_forward(manifest, usable[ahead], now=now())
        crew = _Crew(manifest, usable, folder, store, now, language)
        ended = crew.work_off(at_once)
        undelivered = dispatch.send(manifest, targets or {}, folder, language=language)
    if not shelf.in_order(folder):
        keep = {name: schedule.keep for name, schedule in usable.items()}
        shelf.arrange(folder, keep=keep, language=language)
    return Round(tuple(ended), tuple(undelivered))


def report_path(attempt: Attempt, schedule: Schedule) -> Path:
    """Where the report of an attempt goes, below the folder of reports.

    Examples
    --------
    >>> from workbook.manifest import State
    >>> weekly = Schedule(name="week", notebook="actor", cron="0 7 * * 1", timezone="Europe/Berlin")
    >>> due = datetime(2025, 3, 3, 6, tzinfo=UTC)
    >>> second = Attempt("week", "actor=../Li", due, 2, "actor", {}, State.RUNNING)
    >>> report_path(second, weekly).as_posix()
    'week/actor=-Li-66dc5c/2025-03-03T0700-2.html'
    """
    stamp = f"{attempt.due.astimezone(schedule.zone):%Y-%m-%dT%H%M}"
    again = f"-{attempt.number}" if attempt.number > 1 else ""
    return place(attempt.schedule, attempt.variant) / f"{stamp}{again}.html"


def place(schedule: str, variant: str) -> Path:
    """The folder of a schedule's reports, or of one point of its grid."""
    if not variant:
        return Path(schedule)
    safe = _UNFIT.sub("-", variant)[:60]
    told_apart = hashlib.sha256(variant.encode()).hexdigest()[:6]
    return Path(schedule) / (safe if safe == variant else f"{safe}-{told_apart}")


class _Intakes:
    """What comes in for the points of a grid that are due together, taken in once for all."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._come: dict[Hashable, tuple[threading.Lock, list[Outcome]]] = {}

    def once(self, key: Hashable, work: Callable[[], Outcome]) -> Outcome:
        """The outcome of what the first who asks for ``key`` does; the others wait for it."""
        with self._lock:
            turn, outcomes = self._come.setdefault(key, (threading.Lock(), []))
        with turn:
            if not outcomes:
                outcomes.append(work())
            return outcomes[0]


@dataclass(frozen=True, slots=True)
class _Crew:
    """Those who work off what waits, and what all of them need."""

    manifest: Manifest
    schedules: Mapping[str, Schedule]
    folder: Path
    store: str
    now: Clock
    language: str
    intakes: _Intakes = field(default_factory=_Intakes)

    def work_off(self, at_once: int) -> list[Attempt]:
        with ThreadPoolExecutor(at_once) as threads:
            shifts = [threads.submit(self._shift) for _ in range(at_once)]
        return [attempt for shift in shifts for attempt in shift.result()]

    def _shift(self) -> list[Attempt]:
        ended = []
        while (attempt := self._claim()) is not None:
            ended.append(self._run(attempt))
        return ended

    def _claim(self) -> Attempt | None:
        """Take the first waiting attempt whose time has come and whose forerunner has ended."""
        manifest, now = self.manifest, self.now()
        with manifest.alone():
            running = {
                (attempt.schedule, attempt.variant)
                for attempt in manifest.attempts(states=(State.RUNNING,))
            }
            for attempt in manifest.attempts(states=(State.WAITING,)):
                early = attempt.not_before is not None and attempt.not_before > now
                busy = (attempt.schedule, attempt.variant) in running
                if early or busy or attempt.schedule not in self.schedules:
                    continue
                schedule = self.schedules[attempt.schedule]
                manifest.change(
                    attempt.run_id,
                    state=State.RUNNING,
                    started=now,
                    notebook=schedule.notebook,
                    supervisor=supervision.identity(os.getpid()),
                    provenance={**attempt.provenance, **provenance(schedule.notebook)},
                )
                return manifest.attempt(attempt.run_id)
        return None

    def _run(self, attempt: Attempt) -> Attempt:
        schedule, manifest = self.schedules[attempt.schedule], self.manifest
        report = report_path(attempt, schedule)
        sources = {"ingest": list(schedule.ingest)}
        job = Job(
            notebook=attempt.notebook,
            parameters=dict(attempt.parameters),
            out=str(self.folder / report),
            seconds=schedule.timeout / timedelta(seconds=1),
            store=self.store,
            ingest=tuple(
                templates.filled(sources, attempt.due.astimezone(schedule.zone))["ingest"]
            ),
            only_new=schedule.only_new,
            known=_known(manifest.last_good(attempt.schedule, attempt.variant)),
            language=self.language,
            pdf=schedule.pdf,
        )
        outcome = self._outcome(attempt, schedule, job)
        with manifest.alone():  # a run that ended and its deliveries are known together
            manifest.change(
                attempt.run_id,
                state=outcome.state,
                ended=self.now(),
                message=outcome.message or outcome.summary,
                cell=outcome.cell,
                report=_left_behind(self.folder, report, outcome),
                provenance={**attempt.provenance, **_learnt(outcome)},
            )
            if outcome.state is not State.SKIPPED:
                dispatch.enter(manifest, attempt, schedule.deliver)
        return manifest.attempt(attempt.run_id)

    def _outcome(self, attempt: Attempt, schedule: Schedule, job: Job) -> Outcome:
        """What came of a job; the first point of a grid takes in the sources for all."""
        supervise = partial(
            supervision.supervise,
            mark=supervision.mark(attempt),
            began=lambda worker: self.manifest.change(attempt.run_id, worker=worker),
        )
        if not (schedule.grid and job.ingest):
            return supervise(job)
        due_together = (schedule.name, attempt.due, attempt.number)
        came = self.intakes.once(due_together, lambda: supervise(replace(job, notebook="")))
        return supervise(replace(job, taken=came.snapshot)) if came.state is State.DONE else came


def _known(last: Attempt | None) -> Known | None:
    """What the last good run of a report knew."""
    if last is None:
        return None
    version, entries = (int(last.provenance.get(name, "0")) for name in (SNAPSHOT, ENTRIES))
    return Known(f"{last.local_due:%Y-%m-%d}", version, entries)


def _learnt(outcome: Outcome) -> dict[str, str]:
    """What a run's end adds to its provenance."""
    learnt = {ENTRIES: str(outcome.entries)}
    if outcome.snapshot is not None:
        learnt[SNAPSHOT] = str(outcome.snapshot)
    return {**learnt, **({agenda.UNWILLING: "yes"} if outcome.refused else {})}


def _left_behind(folder: Path, report: Path, outcome: Outcome) -> str:
    """The file that tells of the run: its report, or the failed run's own page."""
    if outcome.state is State.DONE:
        return report.as_posix()
    failed = report.with_name(f"{report.stem}.failed.html")
    return failed.as_posix() if (folder / failed).is_file() else ""


def provenance(notebook: str) -> dict[str, str]:
    """What a run rests on, so that it can be told later why two reports differ."""
    import workbook

    try:
        content = runs.find(notebook).read_bytes()
    except NotebookRefused:
        content = b""
    return {
        "workbook": workbook.__version__,
        "python": platform.python_version(),
        "notebook": hashlib.sha256(content).hexdigest()[:16],
    }
