"""Kill writers at hundreds of points: ``python -m tests.bench.kills [HOW MANY OF EACH KIND]``."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests import test_store_kills as kills
from tests.bench.table import Row, show


def rows(many: int = 100) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        bench = kills.Kills(Path(folder))
        begun, whole = bench.n_files()
        for kind, fatal, last, first in (
            ("step", kills.dies_at_step, bench.n_steps(), 1),
            ("file", kills.dies_at_file, whole - 1, begun + 1),
        ):
            points = sorted({first + n * (last - first) // many for n in range(many)})
            killed = sum(bench.killed(fatal, point) for point in points)
            name = f"writers killed -9 at a {kind}, of {len(points)}; nothing lost"
            yield Row(name, killed, f"≥ {len(points)}")


if __name__ == "__main__":
    show(rows(int(sys.argv[1]) if len(sys.argv) > 1 else 100))
