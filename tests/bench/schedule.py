"""Reports on time: what a look costs, and what holds: ``python -m tests.bench.schedule``."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

import pytest

from tests.bench import startup
from tests.bench.table import Row, show

TESTS = Path(__file__).parent.parent / "test_schedule.py"
KINDS: Mapping[str, str] = MappingProxyType(
    {
        "a clock that is told": "asleep or just_gone or clock or quarter or never_due_again"
        " or year or two_rounds or still_works or let_go",
        "kill -9, a full disk, too late": "killed or dies or over_its_time or full_disk",
    }
)
_DECLARED = """
[schedule.{name}]
notebook = "article"
cron = "0 7 1 1 *"
timezone = "Europe/Berlin"
"""


def rows() -> Iterator[Row]:
    yield Row("workbook schedule tick, nothing to do", _idle(), "< 0.5", "s")
    for kind, chosen in KINDS.items():
        count = Count()
        with contextlib.redirect_stdout(io.StringIO()):
            pytest.main(["-q", "-p", "no:cacheprovider", "-k", chosen, str(TESTS)], [count])
        yield Row(f"tests with {kind}, of {count.all}", count.passed, f"≥ {count.all}")


class Count:
    """A plugin of pytest: how many tests there were, and how many passed."""

    def __init__(self) -> None:
        self.all = self.passed = 0

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" or report.outcome == "failed":
            self.all += 1
            self.passed += report.outcome == "passed"


def _idle() -> float:
    """Seconds of a look at twenty schedules of which none is due."""
    with tempfile.TemporaryDirectory() as folder:
        declared = "".join(_DECLARED.format(name=f"report-{n}") for n in range(20))
        (Path(folder) / "workbook.toml").write_text(declared, encoding="utf-8")
        with contextlib.chdir(folder):
            tick = ("-m", "workbook", "schedule", "tick")
            subprocess.run([sys.executable, *tick], check=True, env=os.environ)
            return startup.seconds(*tick, runs=7)


if __name__ == "__main__":
    show(rows())
