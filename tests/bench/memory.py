"""What an ingest keeps in memory, however many articles: ``python -m tests.bench.memory [ARTICLES]``.

Short made-up articles come in on standard input, as JSON Lines, so that the source takes no
memory either. They bring as many new words as news does, for it is words that are remembered.
The memory is that of the whole tree of processes, each page counted once (``Pss``), looked at
every half second; the growth is that over the second half of the articles.
"""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO

import workbook
from tests.bench.table import Row, show
from workbook import inputs, resources

WORDS = 120
BEGIN = datetime(2024, 1, 1)
LIMIT = 1_536
EVERY = 0.5  # seconds
MOST_NEW = 40
"""The first articles would bring nothing but new words."""


def rows(articles: int = 2_000) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        watched = Watched(articles, Path(folder))
        yield Row("articles ingested", watched.stored, f"≥ {articles}")
        yield Row("by so many, seconds", watched.seconds, unit="s")
        yield Row("peak memory of all its processes", watched.peak, f"≤ {LIMIT}", "MiB")
        yield Row("the largest of them, as time -v has it", watched.largest, unit="MiB")
        yield Row("growth, 100,000 articles, at the end", watched.growth * 1e5, unit="MiB")


class Watched:
    """An ingest of so many articles, and what its processes kept in memory meanwhile, in MiB."""

    def __init__(self, articles: int, folder: Path) -> None:
        command = [sys.executable, "-m", "workbook", "ingest", "-", "--store", "store"]
        begin = time.monotonic()
        running = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert running.stdin is not None
        assert running.stderr is not None
        told: list[int] = [0]
        threading.Thread(target=_feed, args=(running.stdin, articles), daemon=True).start()
        threading.Thread(target=_hear, args=(running.stderr, told), daemon=True).start()
        seen: list[tuple[int, float]] = []
        while not (ended := os.wait4(running.pid, os.WNOHANG))[0]:
            seen.append((told[-1], memory(running.pid)))
            time.sleep(EVERY)
        running.returncode = os.waitstatus_to_exitcode(ended[1])
        self.largest = ended[2].ru_maxrss / 1024
        self.seconds = time.monotonic() - begin
        self.stored = len(workbook.open_store(folder / "store").sql("select 1 from articles"))
        self.peak = max(held for _, held in seen)
        self.growth = _slope([one for one in seen if one[0] >= articles / 2])


def made_up(articles: int) -> Iterator[dict[str, str]]:
    """Articles of sentences drawn from the samples, over a year, each with a number of its own."""
    texts = [one.text for one in inputs.read(resources.data_folder() / "articles")]
    sentences = [s for text in texts for s in re.split(r"(?<=[.!?“])\s+", text) if len(s) > 40]
    nouns = sorted(
        {noun for text in texts for noun in re.findall(r"\b[A-ZÄÖÜ][a-zäöüß]{4,9}\b", text)}
    )
    draw = random.Random(1)
    for n in range(articles):
        new = min(MOST_NEW, round(types(n + 1)) - round(types(n)))
        compounds = (draw.choice(nouns) + draw.choice(nouns).lower() for _ in range(new))
        chosen = [f"Die Meldung mit der Nummer {n} nennt {', '.join(compounds)}."]
        while sum(len(one.split()) for one in chosen) < WORDS:
            chosen.append(draw.choice(sentences))
        yield {
            "text": " ".join(chosen),
            "url": f"https://made-up.example/{n}",
            "outlet": f"Blatt {draw.randrange(200)}",
            "published": (BEGIN + timedelta(days=365) * n / articles).isoformat(),
            "language": "de",
        }


def types(articles: int) -> float:
    """How many different words so many articles have (Heaps 1978): 700 of German Wikinews have
    26,800 in 155,000 words, and twice the words have 2 to the power of 0.65 as many."""
    return 26_800 * float(articles / 700) ** 0.65


def memory(process: int) -> float:
    """MiB of a process and all its children, a page that several share counted once."""
    tree, held = [process], 0
    for one in tree:
        try:
            smaps = Path(f"/proc/{one}/smaps_rollup").read_text(encoding="ascii")
            for task in Path(f"/proc/{one}/task").iterdir():
                tree += map(int, (task / "children").read_text(encoding="ascii").split())
        except OSError:  # it has ended meanwhile
            continue
        held += int(re.findall(r"^Pss:\s+(\d+)", smaps, re.MULTILINE)[0])
    return held / 1024


def _feed(standard_input: IO[str], articles: int) -> None:
    with standard_input:
        for article in made_up(articles):
            standard_input.write(json.dumps(article, ensure_ascii=False) + "\n")


def _hear(standard_error: IO[str], told: list[int]) -> None:
    """How many articles are stored, as the command tells it."""
    for line in standard_error:
        found = re.match(r"([\d,]+) articles? stored", line)
        told.append(int(found[1].replace(",", "")) if found else told[-1])


def _slope(seen: list[tuple[int, float]]) -> float:
    """MiB for each further article, by least squares."""
    import numpy as np

    counts, held = np.array(seen, dtype=float).T
    return float(np.polyfit(counts, held, 1)[0]) if len(set(counts)) > 1 else 0.0


if __name__ == "__main__":
    show(rows(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000))
