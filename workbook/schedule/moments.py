"""When a cron expression fires, in a zone with summer time, and what a long sleep leaves due.

Clock changes as Debian's cron treats them (by cronsim): what is meant for a fixed hour runs
once, whether that hour is skipped or comes twice; what runs every few minutes runs on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbook.schedule.declaration import Schedule

GRACE = timedelta(minutes=10)
"""A moment is missed where nobody came by for longer than this."""
COUNTED = 1000
"""So many missed moments are counted and, with ``catch_up = "all"``, made up for."""


@dataclass(frozen=True, slots=True)
class Due:
    """What is to run now, and how many moments before it are let go."""

    run: tuple[datetime, ...]
    skipped: int = 0
    first_skipped: datetime | None = None
    last_skipped: datetime | None = None


def refuse_useless(cron: str) -> None:
    """Raise a ValueError for an expression that is none or never fires.

    Examples
    --------
    >>> refuse_useless("0 7 * * 1-5")
    >>> refuse_useless("0 7 30 2 *")
    Traceback (most recent call last):
    ValueError: '0 7 30 2 *' never fires or is no cron expression (minute hour day month weekday, as in 0 7 * * 1-5)
    """
    from cronsim import CronSim, CronSimError

    try:
        if len(cron.split()) != 5:
            raise CronSimError
        next(CronSim(cron, datetime(2024, 1, 1, tzinfo=UTC)))
    except (CronSimError, StopIteration):
        raise ValueError(
            f"{cron!r} never fires or is no cron expression"
            " (minute hour day month weekday, as in 0 7 * * 1-5)"
        ) from None


def after(schedule: Schedule, moment: datetime) -> Iterator[datetime]:
    """The moments after ``moment`` at which ``schedule`` is due, in UTC, without end."""
    from cronsim import CronSim

    for found in CronSim(schedule.cron, moment.astimezone(schedule.zone)):
        if found.astimezone(UTC) > moment:  # asked in an hour's second coming, it tells the first
            yield found.astimezone(UTC)


def due(schedule: Schedule, *, since: datetime, now: datetime) -> Due:
    """What became due after ``since`` and until ``now`` included, by the schedule's catch-up.

    ``last`` runs the newest moment, ``all`` each of them in order, ``skip`` the newest if it is
    no older than :data:`GRACE`. A clock that was set back finds nothing due.
    """
    found = list(islice(_between(schedule, since, now), COUNTED))
    if not found:
        return Due(())
    if len(found) == COUNTED:
        newest = _newest(schedule, now)
        found = found if newest == found[-1] else [*found, newest]
    run = _chosen(schedule, found, now)
    let_go = found[: len(found) - len(run)]
    if not let_go:
        return Due(tuple(run))
    return Due(tuple(run), len(let_go), let_go[0], let_go[-1])


def _chosen(schedule: Schedule, found: list[datetime], now: datetime) -> list[datetime]:
    if schedule.catch_up == "all":
        return found[-COUNTED:]
    if schedule.catch_up == "last" or now - found[-1] <= GRACE:
        return found[-1:]
    return []


def _between(schedule: Schedule, since: datetime, now: datetime) -> Iterator[datetime]:
    for moment in after(schedule, since):
        if moment > now:
            return
        yield moment


def _newest(schedule: Schedule, now: datetime) -> datetime:
    """The last moment until ``now``, found from behind."""
    from cronsim import CronSim

    behind = (now + timedelta(seconds=1)).astimezone(schedule.zone)
    earlier = (found.astimezone(UTC) for found in CronSim(schedule.cron, behind, reverse=True))
    return next(found for found in earlier if found <= now)
