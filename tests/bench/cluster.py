"""What a second worker brings: ``python -m tests.bench.cluster [ARTICLES]`` on an idle machine.

Each cluster is begun and has read a little before the clock runs, as one that lasts has. The
articles are the samples, each time under new addresses and with a sentence of its own.
"""

from __future__ import annotations

import logging
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from distributed import LocalCluster

import workbook
from tests.bench.table import Row, show
from workbook import inputs, resources
from workbook.ingest import CHUNK, ingest
from workbook.models import Article
from workbook.schemas import STORED

MARK = 1.7


def rows(articles: int = 1024) -> Iterator[Row]:
    yield Row("processors", os.cpu_count() or 1)
    yield Row("load before", os.getloadavg()[0])
    with tempfile.TemporaryDirectory() as folder:
        seconds = []
        for workers in (1, 2):
            seconds.append(measured(Path(folder), articles, workers=workers))
            yield Row(f"{workers} Dask worker(s)", articles / seconds[-1], unit="articles/s")
        yield Row("two workers : one", seconds[0] / seconds[1], f"≥ {MARK}", "x")
        first, second = (workbook.open_store(f"{folder}/{n}") for n in (1, 2))
        other = sum(not first.table(name).equals(second.table(name)) for name in STORED)
        yield Row("tables that differ between the two", other, "< 1")
        tokens = int(first.table("articles")["n_tokens"].sum())
        yield Row("tokens of an article", tokens / articles)
        yield Row("a worker reads", tokens / seconds[0], unit="tokens/s")


def measured(folder: Path, articles: int, *, workers: int) -> float:
    """Seconds of an ingest by so many workers that are warm."""
    with LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
        silence_logs=logging.CRITICAL,
    ) as running:
        address = running.scheduler_address
        warming = made_up(4 * workers * CHUNK, outlet="warm.example")
        ingest(warming, folder / f"warm-{workers}", cluster=address)
        begin = time.perf_counter()
        ingest(made_up(articles, outlet="a.example"), folder / f"{workers}", cluster=address)
        return time.perf_counter() - begin


def made_up(articles: int, *, outlet: str) -> Iterator[Article]:
    samples = list(inputs.read(resources.data_folder() / "articles"))
    for n in range(articles):
        sample = samples[n % len(samples)]
        text = f"{sample.text}\n\nDies ist die Meldung mit der Nummer {n}."
        yield replace(sample, text=text, url=f"https://{outlet}/{n}")


if __name__ == "__main__":
    show(rows(int(sys.argv[1]) if len(sys.argv) > 1 else 1024))
