"""A made-up archive, and how fast it answers: ``python -m tests.bench.archive [ARTICLES]``.

100,000 articles (the default) have about a million claims. The rows are those of the samples
under new ids, the words of each article drawn anew, so that they are no copies of each other.
"""

from __future__ import annotations

import hashlib
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from types import MappingProxyType

import pandas as pd

import workbook
from tests.bench.table import Row, show
from workbook import figures, measures, resources, view
from workbook.store import Place, batch, upkeep, writing

VERSION = 512
SINCE = "2024-12-24"
QUESTIONS: Mapping[str, str] = MappingProxyType(
    {
        "claims": "select count(*) from claims",
        "top actors a week": (
            "select date_trunc('week', day), actor_id, sum(n_mentions) as n from actors "
            "join articles using (article_id) group by all order by n desc limit 10"
        ),
        "dependence": (
            "select name, sum(n_claims) as n from sources group by 1 order by 2 desc limit 10"
        ),
        "topics a month": "select month, label, count(*) from topics where level = 1 group by all",
        "outlets in a month": (
            "select outlet, count(*) from articles join claims using (article_id) "
            "where articles.month = '2024-12' and claims.month = '2024-12' group by 1"
        ),
    }
)
"""What is asked of the whole archive in SQL."""


def rows(articles: int = 100_000) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        warm = Place.at(f"{folder}/warm")
        with writing(warm) as writer:
            writer.commit(batch(next(made_up(VERSION))))
        for work in questions(warm.address).values():
            work()  # brings in the libraries, which is no part of an answer
        place = Place.at(f"{folder}/store")
        begin = time.process_time()
        with writing(place) as writer:
            for frames in made_up(articles):
                writer.commit(batch(frames))
        yield Row("an archive made and stored", time.process_time() - begin, unit="s of processor")
        yield from answers("as ingested", place)
        upkeep.compact(place, keep_days=0)
        yield from answers("compacted", place)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield Row("peak memory of all this", peak, "≤ 1536", "MiB")


def answers(how: str, place: Place) -> Iterator[Row]:
    """Each question of the monitor, asked once."""
    store = workbook.open_store(place.address)
    claims = int(store.sql("select count(*) as n from claims")["n"].item())
    yield Row(f"claims, {how}", claims)
    for name, work in questions(place.address).items():
        begin = time.perf_counter()
        work()
        yield Row(f"{name}, {how}", time.perf_counter() - begin, "< 1", "s")


def questions(address: str) -> Mapping[str, Callable[[], object]]:
    """What is asked, by its name."""
    archive = workbook.archive(address)
    before = archive.filter(until=SINCE)
    articles, actors, topics = archive.articles, archive.actors, archive.topics
    book = archive.filter(since=SINCE, until="2024-12-25").book()
    return {
        "opening": lambda: workbook.open_store(address),
        **{
            name: partial(workbook.open_store(address).sql, query)
            for name, query in QUESTIONS.items()
        },
        "the period": lambda: measures.period(articles, days=1),
        "trend of actors, days": lambda: measures.trend(articles, actors, by="actor_id"),
        "trend of actors, weeks": lambda: measures.trend(
            articles, actors, by="actor_id", every="week"
        ),
        "rises of actors": lambda: measures.rises(articles, actors, by="actor_id", since=SINCE),
        "bursts of actors": lambda: measures.bursts(articles, actors, by="actor_id"),
        "coverage of topics": lambda: measures.coverage(articles, topics, by="topic_id"),
        "who is quoted by whom": lambda: measures.quoted_by(archive.claims, articles),
        "new actors": lambda: measures.unseen(book.actors, before.actors, by="actor_id"),
        "chart of actors": lambda: figures.actor_trend(archive),
        "chart of topics": lambda: figures.topic_trend(archive),
        "table of rises": lambda: view.rises(archive, since=SINCE),
        f"a day read, {len(book.articles)} articles": lambda: archive.filter(
            since=SINCE, until="2024-12-25"
        ).book(),
    }


def made_up(articles: int) -> Iterator[dict[str, pd.DataFrame]]:
    """Tables of so many articles over the year 2024, one version's worth at a time."""
    samples = workbook.load(resources.data_folder() / "articles").tables()
    ids = samples["articles"]["article_id"].tolist()
    words = sorted({word for text in samples["articles"]["text"] for word in text.split()})
    draw = random.Random(1)
    days = pd.date_range("2024-01-01", "2024-12-31 23:00", periods=articles, tz="UTC", unit="us")
    for begin in range(0, articles, VERSION):
        numbers = range(begin, min(begin + VERSION, articles), len(ids))
        new = [{one: _identity(one, number) for one in ids} for number in numbers]
        frames = {
            name: pd.concat(
                [
                    rows.assign(article_id=rows["article_id"].map(one).astype("string"))
                    for one in new
                ],
                ignore_index=True,
            )
            for name, rows in samples.items()
        }
        made = frames["articles"]
        made["published"] = days.take([min(begin + n, articles - 1) for n in range(len(made))])
        made["text"] = pd.array(
            [" ".join(draw.choices(words, k=270)) for _ in range(len(made))], dtype="string"
        )
        yield frames


def _identity(article_id: str, number: int) -> str:
    return hashlib.sha256(f"{article_id} {number}".encode()).hexdigest()[:16]


if __name__ == "__main__":
    show(rows(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
