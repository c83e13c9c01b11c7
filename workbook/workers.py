"""Work spread over processes, its results in the order of its items."""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain, islice
from types import ModuleType
from typing import TypeVar

from workbook.errors import RunFailed

Item = TypeVar("Item")
Result = TypeVar("Result")

AHEAD = 2
"""Items in hand for each process: none waits for work, and memory stays flat."""


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def ordered(
    function: Callable[[Item], Result], items: Iterable[Item], *, processes: int | None = None
) -> Iterator[Result]:
    """``map(function, items)`` over processes: the same results in the same order.

    Items are taken only as fast as results are; a single item is worked on here, and all are
    where this process is itself one of several. ``function`` is one of a module, so that a
    fresh process finds it.

    Raises
    ------
    RunFailed
        If a process was killed, as happens where memory runs out.

    Examples
    --------
    >>> list(ordered(abs, [-1, 2, -3], processes=1))
    [1, 2, 3]
    """
    remaining = iter(items)
    first = tuple(islice(remaining, 2))
    count = processes or processors()
    if count == 1 or len(first) < 2 or multiprocessing.parent_process() is not None:
        yield from map(function, chain(first, remaining))
        return
    yield from _spread(function, chain(first, remaining), count)


def _spread(
    function: Callable[[Item], Result], items: Iterator[Item], count: int
) -> Iterator[Result]:
    fresh = multiprocessing.get_context("spawn")  # a fork would copy the threads of libraries
    with ProcessPoolExecutor(count, mp_context=fresh, initializer=_end_with_parent) as pool:
        waiting: deque[Future[Result]] = deque()
        try:
            for item in items:
                with _no_script():
                    waiting.append(pool.submit(function, item))
                if len(waiting) > AHEAD * count:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool:
            raise RunFailed(
                "A process that read articles was ended from outside, perhaps for want of memory; "
                "what was reported as stored is safe, so run this again with --processes 1, "
                "or with processes = 1 in workbook.toml."
            ) from None
        finally:
            for future in waiting:
                future.cancel()


@contextmanager
def _no_script() -> Iterator[None]:
    """Processes that begin meanwhile do not run the caller's script once more.

    A fresh process imports the script it was begun from, and one that calls us on its top level
    would begin processes without end. Nothing of it is needed: ``function`` is a module's.
    """
    script = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = script


def _end_with_parent() -> None:
    """A parent that is killed cannot tell its processes to end; so they watch it."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_watch, args=(parent.sentinel,), daemon=True).start()


def _watch(sentinel: int) -> None:
    multiprocessing.connection.wait([sentinel])
    os._exit(1)
