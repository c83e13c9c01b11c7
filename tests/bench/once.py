"""Tokens a second where every article is read once: ``python -m tests.bench.once SOURCE [PROCESSES]``.

A process of its own, for what has been read before is read faster: nothing but the models is
loaded when the clock begins. Of one process its processor's time counts, of several the clock's.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import workbook
from workbook import inputs, settings
from workbook.models import Article


def read_once(source: str | Path, *, processes: int) -> float:
    """Tokens a second of a process that reads the articles at ``source`` and nothing else."""
    command = [sys.executable, "-m", "tests.bench.once", str(source), str(processes)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def _speed(source: str, processes: int) -> float:
    articles = list(inputs.read(source))
    workbook.analyze([Article(text="Am 3. Mai sprach der Minister in Rom.")])
    clock = time.process_time if processes == 1 else time.perf_counter
    begin = clock()
    book = workbook.analyze(articles, settings=settings.load(processes=processes))
    return int(book.articles["n_tokens"].sum()) / (clock() - begin)


if __name__ == "__main__":
    print(_speed(sys.argv[1], int(sys.argv[2])))
