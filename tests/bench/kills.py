"""Kill writers at hundreds of points: ``python -m tests.bench.kills [HOW MANY OF EACH KIND]``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests import test_store_kills as kills


def main(many: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        bench = kills.Kills(Path(folder))
        begun, whole = bench.n_files()
        for kind, fatal, last, first in (
            ("step", kills.dies_at_step, bench.n_steps(), 1),
            ("file", kills.dies_at_file, whole - 1, begun + 1),
        ):
            points = sorted({first + n * (last - first) // many for n in range(many)})
            killed = sum(bench.killed(fatal, point) for point in points)
            print(f"kill -9 at a {kind}: {killed} of {len(points)} writers killed, nothing lost")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
