"""Every figure beside its mark: ``make bench`` or ``python -m tests.bench`` for those that take
minutes, ``python -m tests.bench all`` for all of them, which takes three quarters of an hour.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from functools import partial
from itertools import chain

from tests.bench import (
    archive,
    cluster,
    explorer,
    grid,
    kills,
    memory,
    pages,
    schedule,
    sources,
    speed,
    startup,
)
from tests.bench.table import Row, show

Rows = Callable[[], Iterable[Row]]
SHORT: tuple[Rows, ...] = (startup.rows, speed.rows, sources.rows, pages.rows)
LONG: tuple[Rows, ...] = (
    partial(memory.rows, 100_000),
    archive.rows,
    cluster.rows,
    kills.rows,
    grid.rows,
    schedule.rows,
    explorer.rows,
)

if __name__ == "__main__":
    # memory first: what this process holds is counted for those it begins, and for the archive
    chosen = LONG + SHORT if sys.argv[1:] == ["all"] else SHORT
    show(chain.from_iterable(rows() for rows in chosen))
