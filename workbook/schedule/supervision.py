"""Attempts as processes: started, ended in time, and found again after a crash."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta

from workbook.manifest import Process, State
from workbook.schedule.worker import Job, Outcome

PATIENCE = timedelta(seconds=30)
"""How much longer than its time a worker may take to write down that its time was over."""


def supervise(job: Job, *, began: Callable[[Process], None]) -> Outcome:
    """Run a job in a process of its own and say how it went, also where the process cannot.

    ``began`` is told the process before it gets its job. The worker ends when this process
    ends, however that happens.
    """
    with (
        tempfile.TemporaryFile() as told,
        subprocess.Popen(
            [sys.executable, "-m", "workbook.schedule.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=told,
        ) as process,
    ):
        worker = identity(process.pid)
        began(worker)
        timer = threading.Timer(job.seconds + PATIENCE.total_seconds(), end, [worker])
        timer.daemon = True
        timer.start()
        answer = _answer(process, job)
        code = process.wait()
        timer.cancel()
        if answer:
            told_by_worker = json.loads(answer)
            return Outcome(**{**told_by_worker, "state": State(told_by_worker["state"])})
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
        family = [
            *psutil.Process(process.pid).children(recursive=True),
            psutil.Process(process.pid),
        ]
    except psutil.NoSuchProcess:
        return
    for member in family:
        try:
            member.kill()
        except psutil.NoSuchProcess:
            continue
