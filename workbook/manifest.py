"""What was run, when, with what, and how it ended: one row for each attempt, in one SQLite file.

SQLite because a row is there whole or not at all, also after a power cut, and because two
processes that want the same run are put in order by it. An attempt says ``running`` until its
end is written down; whoever comes next finds that its processes are gone and says
``interrupted``.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from workbook.errors import RunFailed, SettingRefused

FILE_NAME = "runs.sqlite"
VERSION = 1


class State(StrEnum):
    """How an attempt stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    TIMED_OUT = "timed out"
    INTERRUPTED = "interrupted"
    SKIPPED = "skipped"


ZONE = "timezone"
"""In an attempt's provenance: the zone its hours are meant in."""
SNAPSHOT = "store_version"
"""In an attempt's provenance: the version of the store that the run found."""
ENTRIES = "ledger_entries"
"""In an attempt's provenance: how many corrections the run found, undone ones included."""
BY_HAND = "by_hand"
"""In an attempt's provenance: somebody ran it at once; its report lies where it was asked for."""
ENDED_BADLY = (State.FAILED, State.TIMED_OUT, State.INTERRUPTED)


@dataclass(frozen=True, slots=True)
class Process:
    """A process, told apart from a later one with the same number by when it began."""

    pid: int
    began: float


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt to write one report. Times are UTC; paths are relative to the manifest."""

    schedule: str
    variant: str
    due: datetime
    number: int
    notebook: str
    parameters: Mapping[str, Any]
    state: State
    run_id: int = 0
    not_before: datetime | None = None
    started: datetime | None = None
    ended: datetime | None = None
    message: str = ""
    cell: int | None = None
    report: str = ""
    provenance: Mapping[str, str] = field(default_factory=dict)
    supervisor: Process | None = None
    worker: Process | None = None

    @property
    def title(self) -> str:
        """The report's name, with the point of the grid it is for."""
        return f"{self.schedule} · {self.variant}" if self.variant else self.schedule

    @property
    def local_due(self) -> datetime:
        """When it was due, in the zone its schedule means."""
        return self.due.astimezone(ZoneInfo(self.provenance.get(ZONE, "UTC")))


@dataclass(frozen=True, slots=True)
class Delivery:
    """One report on its way to one target."""

    run_id: int
    target: str
    tries: int = 0
    delivered: bool = False
    message: str = ""


_MOMENTS = ("due", "not_before", "started", "ended")
_DOCUMENTS = ("parameters", "provenance")
_PROCESSES = ("supervisor", "worker")
_TABLES = """
create table if not exists attempts (
    run_id integer primary key,
    schedule text not null, variant text not null, due text not null, number integer not null,
    notebook text not null, parameters text not null, state text not null,
    not_before text, started text, ended text,
    message text not null, cell integer, report text not null,
    provenance text not null, supervisor text, worker text,
    unique (schedule, variant, due, number)
);
create table if not exists deliveries (
    run_id integer not null, target text not null, tries integer not null,
    delivered integer not null, message text not null,
    primary key (run_id, target)
);
create table if not exists decided (schedule text primary key, until text not null);
"""


class Manifest:
    """The attempts of one folder of reports.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, Manifest.open(Path(folder)) as manifest:
    ...     manifest.attempts()
    []
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._lock = threading.RLock()  # threads share the connection, and so its transaction

    @classmethod
    @contextmanager
    def open(cls, folder: Path) -> Iterator[Manifest]:
        """The manifest of ``folder``, made where there is none.

        Raises
        ------
        SettingRefused
            If the folder cannot be written to or a newer version wrote the manifest.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(
                folder / FILE_NAME, timeout=30, isolation_level=None, check_same_thread=False
            )
        except (OSError, sqlite3.Error) as error:
            raise SettingRefused(
                f"{folder} cannot be written to ({error}); set another folder as reports."
            ) from None
        connection.row_factory = sqlite3.Row
        try:
            _prepare(connection, folder)
            yield cls(connection)
        except sqlite3.Error as error:
            raise RunFailed(
                f"The manifest in {folder} cannot be used: {error}. Free space or rights there and run again."
            ) from error
        finally:
            connection.close()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """What is read and written inside happens as one step that nobody else comes between."""
        with self._lock:
            self._connection.execute("begin immediate")
            try:
                yield
            except BaseException:
                self._connection.execute("rollback")
                raise
            self._connection.execute("commit")

    def decided_until(self, schedule: str) -> datetime | None:
        """Up to which moment it is settled what runs; None for a schedule never seen."""
        rows = self._ask("select until from decided where schedule = ?", schedule)
        return datetime.fromisoformat(rows[0]["until"]) if rows else None

    def decide(self, schedule: str, until: datetime) -> None:
        """Settle everything up to ``until``; it never moves back."""
        self._ask(
            "insert into decided values (?, ?) on conflict (schedule)"
            " do update set until = max(until, excluded.until)",
            schedule,
            _moment(until),
        )

    def add(self, attempt: Attempt) -> None:
        """Write down a new attempt; one already there is left as it is."""
        row = _row(attempt)
        self._ask(
            f"insert or ignore into attempts ({', '.join(row)})"
            f" values ({', '.join('?' * len(row))})",
            *row.values(),
        )

    def change(self, run_id: int, **values: Any) -> None:
        """Set columns of one attempt."""
        row = {name: _cell(name, value) for name, value in values.items()}
        columns = ", ".join(f"{name} = ?" for name in row)
        self._ask(f"update attempts set {columns} where run_id = ?", *row.values(), run_id)

    def attempt(self, run_id: int) -> Attempt:
        """One attempt as it stands."""
        return _attempt(self._ask("select * from attempts where run_id = ?", run_id)[0])

    def attempts(
        self, schedule: str | None = None, *, states: tuple[State, ...] = tuple(State)
    ) -> list[Attempt]:
        """The attempts in the order they were due."""
        marks = ", ".join("?" * len(states))
        where = f"state in ({marks})" + (" and schedule = ?" if schedule is not None else "")
        given = (*states, schedule) if schedule is not None else states
        order = "order by due, variant, number"
        rows = self._ask(f"select * from attempts where {where} {order}", *given)
        return list(map(_attempt, rows))

    def last_good(self, schedule: str, variant: str = "") -> Attempt | None:
        """The newest attempt that ended well."""
        rows = self._ask(
            "select * from attempts where schedule = ? and variant = ? and state = ?"
            " order by due desc, number desc limit 1",
            schedule,
            variant,
            State.DONE,
        )
        return _attempt(rows[0]) if rows else None

    def add_delivery(self, delivery: Delivery) -> None:
        """Write down what is to be delivered; once for each run and target."""
        self._ask(
            "insert or ignore into deliveries values (?, ?, 0, 0, '')",
            delivery.run_id,
            delivery.target,
        )

    def undelivered(self, *, tries: int) -> list[Delivery]:
        """What did not arrive yet and was tried less than ``tries`` times."""
        rows = self._ask(
            "select * from deliveries where not delivered and tries < ? order by run_id, target",
            tries,
        )
        return [Delivery(**{**dict(row), "delivered": bool(row["delivered"])}) for row in rows]

    def take(self, delivery: Delivery) -> bool:
        """Count one more try; False where somebody else has just begun it."""
        rows = self._ask(
            "update deliveries set tries = tries + 1"
            " where run_id = ? and target = ? and tries = ? returning tries",
            delivery.run_id,
            delivery.target,
            delivery.tries,
        )
        return bool(rows)

    def tell(self, delivery: Delivery, *, message: str, delivered: bool) -> None:
        """Write down what became of a try."""
        self._ask(
            "update deliveries set delivered = ?, message = ? where run_id = ? and target = ?",
            delivered,
            message,
            delivery.run_id,
            delivery.target,
        )

    def _ask(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        with self._lock:
            return self._connection.execute(sql, values).fetchall()


def _prepare(connection: sqlite3.Connection, folder: Path) -> None:
    found = connection.execute("pragma user_version").fetchone()[0]
    if found > VERSION:
        raise SettingRefused(
            f"The manifest in {folder} was written by a newer version of workbook; update it."
        )
    if found < VERSION:
        connection.executescript(_TABLES)
        connection.execute(f"pragma user_version = {VERSION}")


def _row(attempt: Attempt) -> dict[str, Any]:
    names = (name for name in Attempt.__slots__ if name != "run_id")
    return {name: _cell(name, getattr(attempt, name)) for name in names}


def _cell(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in _MOMENTS:
        return _moment(value)
    if name in _DOCUMENTS:
        return json.dumps(dict(value), ensure_ascii=False, sort_keys=True)
    if name in _PROCESSES:
        return f"{value.pid} {value.began!r}"
    return value


def _attempt(row: sqlite3.Row) -> Attempt:
    values: dict[str, Any] = dict(row)
    for name in _MOMENTS:
        values[name] = datetime.fromisoformat(values[name]) if values[name] else None
    for name in _DOCUMENTS:
        values[name] = json.loads(values[name])
    for name in _PROCESSES:
        if values[name]:
            pid, began = values[name].split()
            values[name] = Process(int(pid), float(began))
    values["state"] = State(values["state"])
    return Attempt(**values)


def _moment(value: datetime) -> str:
    """UTC in one fixed form, so that order as text is order in time."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f+00:00")
