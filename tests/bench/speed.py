"""Tokens a second with all tables, beside a spaCy pipeline: ``python -m tests.bench.speed``."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator

import workbook
from tests.bench import peers
from tests.bench.table import Row, show
from workbook import resources


def rows() -> Iterator[Row]:
    """One article, many articles, growing text; all after loading."""
    book = workbook.load(resources.data_folder() / "articles")
    texts = [
        workbook.Article(text=row.text, title=row.title, published=row.published, url=f"bench:{n}", language="de")
        for n in range(5)
        for row in book.articles.itertuples()
    ]  # fmt: skip
    one = statistics.median(seconds(lambda: workbook.analyze(texts[:1])) for _ in range(5))
    yield Row("one article, after loading", one, "≤ 0.3", "s")

    tokens = int(book.articles["n_tokens"].sum()) * 5
    ours = tokens / seconds(lambda: workbook.analyze(texts))
    pipeline = peers.spacy_pipeline()
    theirs = tokens / seconds(lambda: list(pipeline.pipe(article.text for article in texts)))
    yield Row("all tables", ours, unit="tokens/s")
    yield Row("spaCy pipeline, small, untrained", theirs, unit="tokens/s")
    yield Row("all tables : spaCy pipeline, one core", ours / theirs, "≥ 1.5", "x")

    base = "\n\n".join(article.text for article in texts[: len(texts) // 5])
    each = [seconds(lambda n=n: analyze_text(base, n)) / n for n in (1, 10)]
    yield Row("time per text, 10 × the length : 1 ×", each[1] / each[0], "about 1", "x")


def analyze_text(text: str, times: int) -> None:
    workbook.analyze([workbook.Article(text="\n\n".join([text] * times), language="de")])


def seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


if __name__ == "__main__":
    show(rows())
