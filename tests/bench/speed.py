"""Tokens a second with all tables, beside spaCy and HanTa: ``python -m tests.bench.speed [SOURCE]``.

``SOURCE`` is whatever `workbook.load` reads; the samples else. Its articles are read again under
new addresses until there are enough of them: words that have been met before cost us less. So
they are read once, too, by a process that has read nothing before, and with a source of many
different articles these rows tell what an ingest of news will do. The mark is for the machine, all
its cores: spaCy may use one or all, whichever is faster; rows of one core say what is behind it.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count, islice
from typing import Any

import workbook
from tests.bench import peers
from tests.bench.once import read_once
from tests.bench.table import Row, show
from workbook import inputs, language, resources, settings, workers
from workbook.models import Article

TOKENS = 200_000
"""So many are read by each; HanTa, the slowest, gets a tenth."""


def rows(source: str | None = None) -> Iterator[Row]:
    """One article, many articles on one core and on all, growing text; all after loading."""
    place = source or resources.data_folder() / "articles"
    given = list(inputs.read(place))
    alone = settings.load(processes=1)
    workbook.analyze(given[:1])
    one = statistics.median(wall(lambda: workbook.analyze(given[:1])) for _ in range(5))
    yield Row("one article, after loading", one, "≤ 0.3", "s")

    articles, tokens = repeated(given)
    texts = [article.text for article in articles]
    ours = tokens / processor(lambda: workbook.analyze(articles, settings=alone))
    yield Row("all tables, one core", ours, unit="tokens/s")
    spacy = peers.spacy_pipeline()
    theirs = tokens / processor(lambda: exhausted(spacy.pipe(texts)))
    yield Row("spaCy pipeline, small, untrained, one core", theirs, unit="tokens/s")
    yield Row("all tables : spaCy pipeline, one core", ours / theirs, unit="x")
    fresh = read_once(place, processes=1)
    yield Row("all tables, each article once, one core", fresh, unit="tokens/s")
    yield Row("all tables, each once : spaCy pipeline, one core", fresh / theirs, unit="x")
    tagging = hanta(texts[: len(texts) // 10])
    yield Row("HanTa alone, tags and lemmas, one core", tagging, unit="tokens/s")
    yield Row("all tables : HanTa alone, one core", ours / tagging, unit="x")

    cores = workers.processors()
    both = tokens / wall(lambda: workbook.analyze(articles))
    yield Row(f"all tables, {cores} cores, as by default", both, unit="tokens/s")
    peer = tokens / wall(lambda: exhausted(spacy.pipe(texts)))
    spread = tokens / wall(lambda: exhausted(spacy.pipe(texts, n_process=cores)))
    yield Row("spaCy pipeline, in one process", peer, unit="tokens/s")
    yield Row(f"spaCy pipeline, in {cores} processes", spread, unit="tokens/s")
    yield Row("all tables : the faster of the two", both / max(peer, spread), "≥ 1.5", "x")
    if source:  # the samples are too few for two
        once = read_once(source, processes=cores)
        yield Row(f"all tables, each article once, {cores} cores", once, unit="tokens/s")
        beside = once / max(peer, spread)
        yield Row("all tables, each once : the faster of the two", beside, "≥ 1.5", "x")

    base = "\n\n".join(article.text for article in given[:17])
    each = [wall(lambda n=n: workbook.analyze([grown(base, n)])) / n for n in (1, 10)]
    yield Row("time per text, 10 × the length : 1 ×", each[1] / each[0], "about 1", "x")


def repeated(given: list[Article]) -> tuple[list[Article], int]:
    """Articles with about `TOKENS` tokens, and their number."""
    tokens = int(workbook.analyze(given).articles["n_tokens"].sum())
    times = max(1, round(TOKENS / tokens))
    fresh = (
        replace(article, url=f"bench:{n}/{place}")
        for n in count()
        for place, article in enumerate(given)
    )
    return list(islice(fresh, times * len(given))), times * tokens


def hanta(texts: list[str]) -> float:
    """Tokens a second of HanTa as it comes, on sentences that are cut already."""
    read = language.load()
    sentences = [
        [token.text for token in sentence if not token.is_space]
        for text in texts
        for sentence in read(text).sents
    ]
    tagger = peers.hanta()
    took = processor(lambda: [tagger.tag_sent(words) for words in sentences])
    return sum(map(len, sentences)) / took


def grown(text: str, times: int) -> Article:
    return Article(text="\n\n".join([text] * times), language="de")


def exhausted(docs: Any) -> None:
    for _ in docs:
        pass


def wall(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def processor(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


if __name__ == "__main__":
    show(rows(*sys.argv[1:2]))
