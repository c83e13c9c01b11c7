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

import pandas as pd
from distributed import LocalCluster

import workbook
from workbook import inputs, resources
from workbook.ingest import CHUNK, ingest
from workbook.models import Article
from workbook.schemas import STORED

MARK = 1.7


def main(articles: int) -> None:
    print(f"{articles} articles, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        one = measured(Path(folder), articles, workers=1)
        two = measured(Path(folder), articles, workers=2)
        print(f"two workers : one: {one / two:.2f} x (mark: >= {MARK})")
        first, second = (workbook.open_store(f"{folder}/{n}") for n in (1, 2))
        for name in STORED:
            pd.testing.assert_frame_equal(first.table(name), second.table(name))
        print("the same tables from both")
        tokens = int(first.table("articles")["n_tokens"].sum())
        print(f"{tokens / articles:.0f} tokens an article, {tokens / one:,.0f} tokens/s a worker")


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
        seconds = time.perf_counter() - begin
    print(f"{workers} worker(s): {seconds:.1f} s, {articles / seconds:.1f} articles/s")
    return seconds


def made_up(articles: int, *, outlet: str) -> Iterator[Article]:
    samples = list(inputs.read(resources.data_folder() / "articles"))
    for n in range(articles):
        sample = samples[n % len(samples)]
        text = f"{sample.text}\n\nDies ist die Meldung mit der Nummer {n}."
        yield replace(sample, text=text, url=f"https://{outlet}/{n}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1024)
