"""Work spread over processes, its results in the order of its items."""

from __future__ import annotations

import gc
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

from workbook import garbage
from workbook.errors import RunFailed

Item = TypeVar("Item")
Result = TypeVar("Result")

AHEAD = 2
"""Items in hand for each process: none waits for work, and memory stays flat."""
BEGINNING = 32
"""Results for each process that may wait for one that is still being loaded."""


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def ordered(
    function: Callable[[Item], Result], items: Iterable[Item], *, processes: int | None = None
) -> Iterator[Result]:
    """``map(function, items)`` over processes: the same results in the same order.

    This process is one of them: it works while the others start, and whenever they have enough
    in hand. Items are taken only as fast as results are; a single item is worked on here, and
    all are where this process is itself one of several. ``function`` is one of a module, so
    that a fresh process finds it.

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
    pool = ProcessPoolExecutor(count - 1, mp_context=fresh, initializer=_end_with_parent)
    try:
        yield from _shared(function, items, pool, count - 1)
    except BrokenProcessPool:
        raise RunFailed(
            "A process that read articles was ended from outside, perhaps for want of memory; "
            "what was reported as stored is safe, so run this again with --processes 1, "
            "or with processes = 1 in workbook.toml."
        ) from None
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _shared(
    function: Callable[[Item], Result],
    items: Iterator[Item],
    pool: ProcessPoolExecutor,
    others: int,
) -> Iterator[Result]:
    """Results in order, from whichever process has time.

    Each of the others begins with an item of its own; with that it has loaded all it needs, and
    until then little waits for it.
    """
    first, begin_with = next(items), list(islice(items, others))
    with _no_script():
        begun = [pool.submit(_begin, function, item) for item in begin_with]
    waiting = deque([_worked_on(function, first), *begun])
    for item in items:
        at_work = sum(not one.done() for one in waiting)
        ready = sum(one.done() for one in begun)
        if at_work < AHEAD * ready:
            waiting.append(pool.submit(function, item))
        else:
            waiting.append(_worked_on(function, item))
        most = (AHEAD if ready == len(begun) else BEGINNING) * (others + 1)
        while waiting and (waiting[0].done() or len(waiting) > most):
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _begin(function: Callable[[Item], Result], item: Item) -> Result:
    """The first item, and with it what ``function`` needs: that stays, so the garbage collector
    never looks at it."""
    result = function(item)
    gc.freeze()
    garbage.look_rarely()
    return result


def _worked_on(function: Callable[[Item], Result], item: Item) -> Future[Result]:
    done: Future[Result] = Future()
    done.set_result(function(item))
    return done


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
