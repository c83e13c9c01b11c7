"""What is to run now, settled in one step and written down before anything starts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import product
from typing import Any

from workbook.manifest import ENDED_BADLY, SNAPSHOT, ZONE, Attempt, Manifest, State
from workbook.schedule import moments, supervision, templates
from workbook.schedule.declaration import Schedule

OPEN = (State.WAITING, State.RUNNING)
_GONE = "Its schedule was taken out of workbook.toml before the run began."
UNWILLING = "refused"
"""In an attempt's provenance: its input was refused, so trying again changes nothing."""


def settle(
    manifest: Manifest,
    schedules: Mapping[str, Schedule],
    *,
    declared: Collection[str],
    now: datetime,
) -> None:
    """Bury what crashed, then write down as waiting what became due and what is tried again.

    ``declared`` are the names of all schedules there are, also of those that cannot be used now;
    what waits for any other is let go.

    All of it is one step in the manifest: of two rounds at once the second finds it settled. A
    schedule with a run still open is left alone until that run has ended.
    """
    with manifest.alone():
        for attempt in manifest.attempts(states=(State.RUNNING,)):
            _bury(manifest, attempt, now)
        for attempt in manifest.attempts(states=(State.WAITING,)):
            if attempt.schedule not in declared:
                manifest.change(attempt.run_id, state=State.SKIPPED, ended=now, message=_GONE)
        for schedule in schedules.values():
            if manifest.attempts(schedule.name, states=OPEN):
                continue
            if not _try_again(manifest, schedule):
                _add_due(manifest, schedule, now)


def bring_forward(manifest: Manifest, schedule: Schedule, *, now: datetime) -> None:
    """Write down as waiting a run due this minute, whatever its cron expression says.

    A schedule with a run still open is left alone; its own moments stay due.
    """
    with manifest.alone():
        if not manifest.attempts(schedule.name, states=OPEN):
            _add(manifest, schedule, now.replace(second=0, microsecond=0))


def variants(
    schedule: Schedule, due: datetime, *, last_good: Callable[[str], Attempt | None] | None = None
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Name and parameters of each report of a schedule: one, or one for each point of its grid.

    ``last_good`` gives the last good attempt of a variant, for what parameters remember of it.

    Examples
    --------
    >>> from datetime import UTC
    >>> both = Schedule(name="a", notebook="actor", cron="0 7 * * *", grid={"actor": ["A", "B"]})
    >>> list(variants(both, datetime(2025, 3, 1, tzinfo=UTC)))
    [('actor=A', {'actor': 'A'}), ('actor=B', {'actor': 'B'})]
    """
    local = due.astimezone(schedule.zone)
    for values in product(*schedule.grid.values()):
        point = templates.filled(dict(zip(schedule.grid, values, strict=True)), local)
        name = ", ".join(f"{key}={value}" for key, value in point.items())
        remembered = _remembered(last_good(name) if last_good else None, schedule)
        yield name, {**templates.filled(schedule.parameters, local, remembered=remembered), **point}


def _remembered(last: Attempt | None, schedule: Schedule) -> dict[str, str]:
    if last is None:
        return {}
    due = f"{last.due.astimezone(schedule.zone):%Y-%m-%d}"
    return {"last_good": due, "last_version": last.provenance.get(SNAPSHOT, "0")}


def _bury(manifest: Manifest, attempt: Attempt, now: datetime) -> None:
    """An attempt whose supervisor is gone will never be ended by it."""
    if supervision.alive(attempt.supervisor):
        return
    supervision.end(attempt.worker)
    supervision.sweep(supervision.mark(attempt))
    manifest.change(
        attempt.run_id,
        state=State.INTERRUPTED,
        ended=now,
        message="The run was interrupted before it ended; nothing of it was kept.",
    )


def _try_again(manifest: Manifest, schedule: Schedule) -> bool:
    """Write down the next attempt of the newest moment where one ended badly."""
    attempts = manifest.attempts(schedule.name)
    newest = max((a.due for a in attempts if a.state is not State.SKIPPED), default=None)
    last = {a.variant: a for a in attempts if a.due == newest and a.state is not State.SKIPPED}
    again = [
        attempt
        for attempt in last.values()
        if attempt.state in ENDED_BADLY
        and attempt.number <= schedule.retries
        and UNWILLING not in attempt.provenance
        and attempt.ended is not None
    ]
    for attempt in again:
        assert attempt.ended is not None
        wait = schedule.backoff * 2 ** (attempt.number - 1)
        first = _waiting(schedule, attempt.due, attempt.variant, attempt.parameters)
        manifest.add(replace(first, number=attempt.number + 1, not_before=attempt.ended + wait))
    return bool(again)


def _add_due(manifest: Manifest, schedule: Schedule, now: datetime) -> None:
    decided = manifest.decided_until(schedule.name)
    due = moments.due(schedule, since=decided or now - moments.GRACE, now=now)
    if decided is None or due.run or due.skipped:
        manifest.decide(schedule.name, now)
    # What lies before a schedule was first seen was not missed by anybody.
    if decided is not None and due.first_skipped is not None and due.last_skipped is not None:
        missed = _missed(due.skipped, due.first_skipped.astimezone(schedule.zone))
        let_go = _waiting(schedule, due.last_skipped, "", {})
        manifest.add(replace(let_go, state=State.SKIPPED, ended=now, message=missed))
    for moment in due.run:
        _add(manifest, schedule, moment)


def _add(manifest: Manifest, schedule: Schedule, moment: datetime) -> None:
    def good(variant: str) -> Attempt | None:
        return manifest.last_good(schedule.name, variant)

    for variant, given in variants(schedule, moment, last_good=good):
        manifest.add(_waiting(schedule, moment, variant, given))


def _waiting(schedule: Schedule, due: datetime, variant: str, given: Mapping[str, Any]) -> Attempt:
    """The first attempt at one report of a schedule."""
    return Attempt(
        schedule=schedule.name,
        variant=variant,
        due=due,
        number=1,
        notebook=schedule.notebook,
        parameters=given,
        state=State.WAITING,
        provenance={ZONE: schedule.timezone},
    )


def _missed(number: int, first: datetime) -> str:
    if number == 1:
        return "This moment went by without a run; the catch_up setting lets it go."
    counted = f"At least {number}" if number >= moments.COUNTED else f"{number}"
    return f"{counted} moments since {first:%Y-%m-%d %H:%M} went by without a run; the catch_up setting lets them go."
