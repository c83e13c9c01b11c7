"""Many reports at once beside one after the other: ``python -m tests.bench.grid [REPORTS]``.

One after the other means papermill's and nbconvert's own commands, as a script would call them;
at once means two processes of ``workbook schedule tick`` over a grid of the same notebook.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.table import Row, show
from workbook import resources

_DECLARED = """
[schedule.each]
notebook = "article"
cron = "* * * * *"
grid = {{ source = {sources} }}
"""


def rows(reports: int = 6) -> Iterator[Row]:
    sources = [str(path) for path in sorted(resources.sample_articles().glob("*.md"))[:reports]]
    with tempfile.TemporaryDirectory() as folder:
        theirs = _one_after_the_other(sources, Path(folder))
        yield Row(f"{reports} reports, papermill and nbconvert", theirs, unit="s")
        ours = _at_once(sources, Path(folder))
        yield Row(f"{reports} reports, a grid in two processes", ours, unit="s")
        yield Row("a grid in two processes, times faster", theirs / ours, "≥ 1.6")


def _one_after_the_other(sources: Sequence[str], folder: Path) -> float:
    notebook = resources.notebook_folder() / "article.ipynb"
    begin = time.perf_counter()
    for number, source in enumerate(sources):
        executed = folder / f"{number}.ipynb"
        given = ["--no-progress-bar", "-p", "source", source]
        _run("papermill", str(notebook), str(executed), *given, at=folder)
        _run("nbconvert", "--to", "html", "--log-level=ERROR", str(executed), at=folder)
    return time.perf_counter() - begin


def _at_once(sources: Sequence[str], folder: Path) -> float:
    project = folder / "project"
    project.mkdir()
    listed = json.dumps(list(sources))
    (project / "workbook.toml").write_text(_DECLARED.format(sources=listed), encoding="utf-8")
    begin = time.perf_counter()
    _run("workbook", "schedule", "tick", "--jobs", "2", at=project)
    seconds = time.perf_counter() - begin
    written = list(project.glob("reports/each/*/latest.html"))
    assert len(written) == len(sources), f"{len(written)} of {len(sources)} reports"
    return seconds


def _run(*words: str, at: Path) -> None:
    # papermill warns of each typed parameter, and jupyter of its folders
    quiet = {**os.environ, "PYTHONWARNINGS": "ignore"}
    subprocess.run(
        [sys.executable, "-m", *words], check=True, cwd=at, env=quiet, capture_output=True
    )


if __name__ == "__main__":
    show(rows(int(sys.argv[1]) if len(sys.argv) > 1 else 6))
