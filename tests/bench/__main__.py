"""Every figure beside its mark: ``make bench`` or ``python -m tests.bench`` for those that take
minutes, ``python -m tests.bench all`` for all of them, which takes an hour.
"""

from __future__ import annotations

import sys
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
from tests.bench.table import show

SHORT = (startup, speed, sources, pages)
LONG = (archive, memory, cluster, kills, grid, schedule, explorer)

if __name__ == "__main__":
    modules = SHORT + LONG if sys.argv[1:] == ["all"] else SHORT
    show(chain.from_iterable(module.rows() for module in modules))
