"""How long a fresh process takes: ``python -m tests.bench.startup``."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.table import Row, show
from workbook import resources

SAMPLE = resources.data_folder() / "articles" / "2025-02-16-rubio-lawrow.md"


def rows() -> Iterator[Row]:
    yield Row("import workbook", seconds("-c", "import workbook"), "< 0.3", "s")
    yield Row("workbook --help", seconds("-m", "workbook", "--help"), "< 0.5", "s")
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "report.html"
        brief = seconds("-m", "workbook", "brief", str(SAMPLE), "--out", str(out), runs=3)
        yield Row("workbook brief, cold start", brief, "≤ 8", "s")
        yield Row("its report", out.stat().st_size / 1e6, "≤ 2.4", "MB")


def seconds(*words: str, runs: int = 5) -> float:
    """Median seconds of a fresh Python process."""
    return statistics.median(_run(words) for _ in range(runs))


def _run(words: tuple[str, ...]) -> float:
    begin = time.perf_counter()
    subprocess.run([sys.executable, *words], check=True, capture_output=True)
    return time.perf_counter() - begin


if __name__ == "__main__":
    show(rows())
