"""Attempts as processes: started, ended in time, and found again after a crash."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING

from workbook.manifest import Attempt, Process, State
from workbook.schedule.worker import Job, Outcome

if TYPE_CHECKING:
    import psutil

MARK = "WORKBOOK_RUN"
"""The variable by which the processes of a run are known, also those whose parents are gone."""
_LATE = "The run took longer than its {:g} seconds and did not end by itself, so it was ended."
PATIENCE = timedelta(seconds=30)
"""How much longer than its time a worker may take to write down that its time was over."""


def supervise(job: Job, *, mark: str, began: Callable[[Process], None]) -> Outcome:
    """Run a job in a process of its own and say how it went, also where the process cannot.

    ``began`` is told the process before it gets its job. The worker ends when this process
    ends, however that happens. Whatever the run started ends with it: all of it inherits the
    variable :data:`MARK` with the value ``mark``.
    """
    late = threading.Event()

    def stop() -> None:
        late.set()
        end(worker)

    with (
        tempfile.TemporaryFile() as told,
        subprocess.Popen(
            [sys.executable, "-m", "workbook.schedule.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=told,
            env={**os.environ, MARK: mark},
        ) as process,
    ):
        worker = identity(process.pid)
        began(worker)
        timer = threading.Timer(job.seconds + PATIENCE.total_seconds(), stop)
        timer.daemon = True
        timer.start()
        answer = _answer(process, job)
        code = process.wait()
        timer.cancel()
        sweep(mark)
        if answer:
            told_by_worker = json.loads(answer)
            return Outcome(**{**told_by_worker, "state": State(told_by_worker["state"])})
        if late.is_set():
            return Outcome(State.TIMED_OUT, _LATE.format(job.seconds))
        told.seek(0)
        return _silent(code, told.read().decode("utf-8", "replace"))


def _answer(process: subprocess.Popen[bytes], job: Job) -> bytes:
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(json.dumps(asdict(job)).encode() + b"\n")
        process.stdin.flush()
    except BrokenPipeError:
        return b""
    return process.stdout.read()


def _silent(code: int, told: str) -> Outcome:
    """A worker that ended without a word was ended by somebody, or never came to work."""
    if code < 0:
        return Outcome(State.INTERRUPTED, f"The run was ended from outside, by signal {-code}.")
    last = told.strip().splitlines()[-1:]
    return Outcome(State.FAILED, last[0] if last else f"The run ended with code {code}.")


def identity(pid: int) -> Process:
    """A process as it can be known again."""
    import psutil

    try:
        return Process(pid, psutil.Process(pid).create_time())
    except psutil.NoSuchProcess:
        return Process(pid, 0.0)


def alive(process: Process | None) -> bool:
    """Whether the very process is still there, and no later one under its number."""
    if process is None or process.began == 0:
        return False
    # The system tells the beginning from its clock, which is set right now and then.
    return abs(identity(process.pid).began - process.began) < 2


def end(process: Process | None) -> None:
    """End a process with everything it started; nothing if it is gone already."""
    import psutil

    if process is None or not alive(process):
        return
    try:
        found = psutil.Process(process.pid)
        family = [*found.children(recursive=True), found]
    except psutil.NoSuchProcess:
        return
    for member in family:
        _kill(member)


def mark(attempt: Attempt) -> str:
    """What tells the processes of one attempt from all others."""
    chief = attempt.supervisor or Process(0, 0.0)
    return f"{attempt.run_id} {chief.pid} {chief.began!r}"


def sweep(mark: str) -> None:
    """End every process of a run that is still there, wherever in the tree it hangs by now."""
    import psutil

    while left := [one for one in psutil.process_iter() if _is_marked(one, mark)]:
        for member in left:
            _kill(member)
        psutil.wait_procs(left, timeout=5)


def _is_marked(process: psutil.Process, mark: str) -> bool:
    import psutil

    try:
        return process.status() != psutil.STATUS_ZOMBIE and process.environ().get(MARK) == mark
    except (psutil.Error, OSError):  # gone meanwhile, or somebody else's
        return False


def _kill(process: psutil.Process) -> None:
    import psutil

    with suppress(psutil.Error):
        process.kill()
