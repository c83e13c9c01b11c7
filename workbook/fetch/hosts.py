"""Patience: one request to a host at a time, and a pause before the next.

With a folder that other processes of this machine know, the turns are kept over all of them.
"""

from __future__ import annotations

import hashlib
import math
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Clock:
    """The time, in seconds: ``now`` only grows, ``today`` counts from 1970."""

    now: Callable[[], float] = time.monotonic
    today: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep


@dataclass(slots=True)
class _Host:
    lock: threading.Lock = field(default_factory=threading.Lock)
    asked: float = -math.inf


class Hosts:
    """Whose turn it is.

    Examples
    --------
    >>> slept = []
    >>> hosts = Hosts(Clock(now=lambda: 5.0, sleep=slept.append))
    >>> for _ in range(2):
    ...     with hosts.turn("anzeiger.example", pause=1.0):
    ...         pass
    >>> slept
    [1.0]
    """

    def __init__(self, clock: Clock, folder: Path | None = None) -> None:
        self._clock = clock
        self._folder = folder
        self._lock = threading.Lock()
        self._hosts: dict[str, _Host] = {}

    @contextmanager
    def turn(self, name: str, *, pause: float) -> Iterator[None]:
        """A turn at a host, at least ``pause`` seconds after the one before ended."""
        with self._lock:
            host = self._hosts.setdefault(name, _Host())
        with host.lock, self._alone(name) as told:
            since = min(self._clock.now() - host.asked, self._since(told))
            wait = pause - since
            if wait > 0:
                self._clock.sleep(wait)
            try:
                yield
            finally:
                host.asked = self._clock.now()
                if told is not None:
                    _tell(told, self._clock.today())

    @contextmanager
    def _alone(self, name: str) -> Iterator[Path | None]:
        """Nobody else at a host; gives the file whose time tells when somebody last was.

        A folder that cannot be used keeps nobody from reading: then it is None.
        """
        if self._folder is None:
            yield None
            return
        from filelock import FileLock

        told = self._folder / f"{hashlib.sha256(name.encode()).hexdigest()[:32]}.host"
        lock = FileLock(told.with_suffix(".lock"))
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            lock.acquire()
        except (OSError, NotImplementedError):  # no rights, or a system without locks
            yield None
            return
        try:
            yield told
        finally:
            lock.release()

    def _since(self, told: Path | None) -> float:
        """Seconds since another process was there; without end where none was, as far as known."""
        with suppress(OSError):
            seconds = self._clock.today() - told.stat().st_mtime if told else -1.0
            return seconds if seconds >= 0 else math.inf  # a clock was set back
        return math.inf


def _tell(file: Path, moment: float) -> None:
    with suppress(OSError):
        file.touch()
        os.utime(file, (moment, moment))
