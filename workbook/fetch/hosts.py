"""Patience: one request to a host at a time, and a pause before the next."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Clock:
    """The time, in seconds: ``now`` only grows, ``today`` counts from 1970."""

    now: Callable[[], float] = time.monotonic
    today: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep


@dataclass(slots=True)
class _Host:
    lock: threading.Lock = field(default_factory=threading.Lock)
    asked: float | None = None


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

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._hosts: dict[str, _Host] = {}

    @contextmanager
    def turn(self, name: str, *, pause: float) -> Iterator[None]:
        """A turn at a host, at least ``pause`` seconds after the one before ended."""
        with self._lock:
            host = self._hosts.setdefault(name, _Host())
        with host.lock:
            if host.asked is not None:
                wait = host.asked + pause - self._clock.now()
                if wait > 0:
                    self._clock.sleep(wait)
            try:
                yield
            finally:
                host.asked = self._clock.now()
