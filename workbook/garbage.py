"""How rarely Python looks for garbage where much is made and little of it is thrown away."""

from __future__ import annotations

import atexit
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

YOUNG = 100_000
"""Objects made between two looks for garbage, where most are kept: ten megabytes or so."""


def _freeze() -> None:
    if "duckdb" not in sys.modules:  # it would tell the user of everything that is left
        gc.freeze()


@contextmanager
def keeping() -> Iterator[None]:
    """What is loaded meanwhile stays until the process ends, so no garbage is looked for in it.

    Python would look through half a million objects again and again while they are made, twice
    before it takes them for old, and three times when the process ends: a fifth of the time to
    load, and half a second at the end.

    Examples
    --------
    >>> with keeping():
    ...     gc.isenabled()
    False
    >>> gc.isenabled()
    True
    """
    collecting = gc.isenabled()
    gc.disable()
    atexit.unregister(_freeze)  # once is enough
    atexit.register(_freeze)
    try:
        yield
    finally:
        if not gc.get_freeze_count():
            gc.freeze()
            gc.unfreeze()  # all that is there counts as old
        if collecting:
            gc.enable()


@contextmanager
def producing() -> Iterator[None]:
    """Very many small objects are made meanwhile and few are garbage, so it is looked for rarely.

    Python would look after every 700 new objects, several times in an article: a twentieth of the
    time to read one.

    Examples
    --------
    >>> before = gc.get_threshold()
    >>> with producing():
    ...     gc.get_threshold()[0] >= YOUNG
    True
    >>> gc.get_threshold() == before
    True
    """
    before = gc.get_threshold()
    look_rarely()
    try:
        yield
    finally:
        gc.set_threshold(*before)


def look_rarely() -> None:
    """From now on as while `producing`: for a process that does nothing else."""
    first, *others = gc.get_threshold()
    if 0 < first < YOUNG:
        gc.set_threshold(YOUNG, *others)
