"""Print every figure beside its mark: ``make bench`` or ``python -m tests.bench``."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

import workbook
from tests.bench import peers, sources
from workbook import resources

SAMPLES = resources.data_folder() / "articles"
SAMPLE = SAMPLES / "2025-02-16-rubio-lawrow.md"


def main() -> None:
    table = Table("what", "measured", "mark", box=None)
    for what, measured, mark in figures():
        table.add_row(what, measured, mark)
    Console().print(table)


def figures() -> Iterator[tuple[str, str, str]]:
    yield "import workbook", f"{process('import workbook'):.2f} s", "< 0.3 s"
    yield "workbook --help", f"{process(module=['workbook', '--help']):.2f} s", "< 0.5 s"
    with tempfile.TemporaryDirectory() as folder:
        out = str(Path(folder) / "report.html")
        seconds = process(module=["workbook", "brief", str(SAMPLE), "--out", out])
        yield "workbook brief, cold start", f"{seconds:.1f} s", "≤ 8 s"
        size = Path(out).stat().st_size / 1e6
        yield "its report", f"{size:.2f} MB", "≤ 2.40 MB"
    yield from reading()
    yield from sources.figures()


def reading() -> Iterator[tuple[str, str, str]]:
    """One article, many articles, growing text; all after loading."""
    book = workbook.load(SAMPLES)
    texts = [
        workbook.Article(text=row.text, title=row.title, published=row.published, url=f"bench:{n}", language="de")
        for n in range(5)
        for row in book.articles.itertuples()
    ]  # fmt: skip
    one = repeated(lambda: workbook.analyze(texts[:1]))
    yield "one article, after loading", f"{one:.3f} s", "≤ 0.3 s"

    tokens = int(book.articles["n_tokens"].sum()) * 5
    ours = tokens / timed(lambda: workbook.analyze(texts))
    pipeline = peers.spacy_pipeline()
    theirs = tokens / timed(lambda: list(pipeline.pipe(article.text for article in texts)))
    yield "all tables", f"{ours:,.0f} tokens/s", ""
    yield "spaCy pipeline, small, untrained", f"{theirs:,.0f} tokens/s", ""
    yield (
        "all tables : spaCy pipeline, one core",
        f"{ours / theirs:.2f}",
        "(≥ 1.5 later, two cores)",
    )

    base = "\n\n".join(article.text for article in texts[: len(texts) // 5])
    each = [timed(lambda n=n: analyze_text(base, n)) / n for n in (1, 10)]
    yield "time per text, 10 × the length : 1 ×", f"{each[1] / each[0]:.2f}", "about 1 (linear)"


def analyze_text(text: str, times: int) -> None:
    workbook.analyze([workbook.Article(text="\n\n".join([text] * times), language="de")])


def process(code: str = "", *, module: list[str] | None = None) -> float:
    """Median seconds of a fresh Python process."""
    words = ["-m", *module] if module else ["-c", code]
    runs = 5 if not module or "--help" in module else 2
    return statistics.median(
        timed(lambda: subprocess.run([sys.executable, *words], check=True, capture_output=True))
        for _ in range(runs)
    )


def repeated(work: Callable[[], object]) -> float:
    return statistics.median(timed(work) for _ in range(5))


def timed(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


if __name__ == "__main__":
    main()
