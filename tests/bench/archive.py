"""A made-up archive, and how fast it answers: ``python -m tests.bench.archive [ARTICLES]``.

100,000 articles (the default) have about a million claims. The rows are those of the samples
under new addresses, the words of each drawn anew, so that they are no copies of each other.
"""

from __future__ import annotations

import contextlib
import random
import re
import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

import pandas as pd

import workbook
from tests.bench.table import Row, show
from workbook import figures, measures, resources, review, view
from workbook.store import Place, batch, upkeep, writing

if TYPE_CHECKING:
    from workbook.store.selection import Selection

VERSION = 512
SINCE, LAST, UNTIL = "2024-12-24", "2024-12-27", "2024-12-28"
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
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
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
        yield from answers("in many small files", place)
        begin = time.process_time()
        with writing(place) as writer:
            upkeep.tidy(writer, most=0)
        joined = time.process_time() - begin
        yield Row("small files joined, as an ingest does at its end", joined, unit="s of processor")
        yield from answers("as ingested", place)
        yield from corrected(place)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield Row("peak memory of all this", peak, "≤ 1536", "MiB")


def answers(how: str, place: Place) -> Iterator[Row]:
    """Each question of the monitor and of the comparison, asked once of a store just opened."""
    store = workbook.open_store(place.address)
    claims = int(store.sql("select count(*) as n from claims")["n"].item())
    yield Row(f"claims, {how}", claims)
    for name, work in questions(place.address).items():
        begin = time.perf_counter()
        work()
        yield Row(f"{name}, {how}", time.perf_counter() - begin, "< 1", "s")


def corrected(place: Place) -> Iterator[Row]:
    """The same with corrections: an actor of many articles is another, and 49 claims are none."""
    store = workbook.open_store(place.address)
    counts = store.sql("select actor_id, count(*) as n from actors group by 1 order by n, 1")
    book = store.book(since=SINCE, until=UNTIL)
    claims = book.claims.drop_duplicates("article_id").head(49)
    told = [
        review.reject_claim(book, row.article_id, int(row.claim_id)) for row in claims.itertuples()
    ]
    another = review.Profile(actor_id="person:petra-muster", name="Petra Muster", kind="person")
    told.append(review.Merge(actor=counts["actor_id"][0], new=another))
    review.Ledger.open("corrections.jsonl").extend(told)
    archive, begin = workbook.archive(place.address), time.perf_counter()
    measures.quoted_by(archive.claims, archive.articles)
    n = int(counts["n"][0])
    yield Row(
        f"first question, which corrects {n:,} articles", time.perf_counter() - begin, unit="s"
    )
    for name, work in counted(archive, book).items():
        begin = time.perf_counter()
        work()
        yield Row(f"{name}, 50 corrections", time.perf_counter() - begin, "< 1", "s")


def questions(address: str) -> Mapping[str, Callable[[], object]]:
    """What is asked, by its name, each of a store opened for it."""
    book = workbook.open_store(address).book(since=SINCE, until=UNTIL)
    names = counted(workbook.archive(address), book)
    return {
        "opening": lambda: workbook.open_store(address),
        **{
            name: partial(lambda query: workbook.open_store(address).sql(query), query)
            for name, query in QUESTIONS.items()
        },
        **{
            name: partial(lambda name: counted(workbook.archive(address), book)[name](), name)
            for name in names
        },
        "a day read": lambda: workbook.open_store(address).book(since=LAST, until=UNTIL),
        f"four days read, {len(book.articles)} articles": lambda: workbook.open_store(address).book(
            since=SINCE, until=UNTIL
        ),
        "its single-source claims": lambda: view.single_source(book),
        "its claims of one outlet": lambda: view.single_outlet(book),
        "its outlets' agreement on a claim": lambda: view.wordings(book),
        "its outlets and claims, a chart": lambda: figures.coverage(book, by="claim"),
        "its dependence, a chart": lambda: figures.dependence(book),
        "who is quoted by whom in it, a chart": lambda: figures.quotes(book),
    }


def counted(archive: Selection, book: workbook.Workbook) -> Mapping[str, Callable[[], object]]:
    """What is counted where the tables lie, for the report on ``book``."""
    before = archive.filter(until=SINCE)
    articles, actors, topics = archive.articles, archive.actors, archive.topics
    return {
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
        "what is new, a table": lambda: view.newcomers(book, before),
        "new statements": lambda: measures.unseen(book.claims, before.claims, by="text"),
        "chart of actors": lambda: figures.actor_trend(archive),
        "chart of topics": lambda: figures.topic_trend(archive),
        "table of rises": lambda: view.rises(archive, since=SINCE),
    }


def made_up(articles: int) -> Iterator[dict[str, pd.DataFrame]]:
    """Tables of so many articles over the year 2024, one version's worth at a time.

    Each word gives way to one of the same length: what is cut from a text stands there still.
    """
    samples = workbook.load(resources.data_folder() / "articles").tables()
    pieces = [re.split(r"(\w+)", text) for text in samples["articles"]["text"]]
    draw = random.Random(1)
    days = pd.date_range("2024-01-01", "2024-12-31 23:00", periods=articles, tz="UTC", unit="us")
    known: dict[int, list[str]] = defaultdict(list)
    for word in sorted({word for text in pieces for word in text[1::2]}):
        known[len(word)].append(word)
    for begin in range(0, articles, VERSION):
        copies = range(begin, min(begin + VERSION, articles), len(pieces))
        yield _copied(
            samples,
            [
                f"https://made-up.example/{number + n}"
                for number in copies
                for n in range(len(pieces))
            ],
            [_drawn(text, known, draw) for _ in copies for text in pieces],
            days[begin:],
        )


def _copied(
    samples: Mapping[str, pd.DataFrame], urls: list[str], texts: list[str], days: pd.DatetimeIndex
) -> dict[str, pd.DataFrame]:
    """The samples again and again, under these addresses, with other words."""
    new = pd.Series([workbook.Article(text="", url=url).article_id for url in urls], dtype="string")
    once = samples["articles"]["article_id"]
    several = range(0, len(urls), len(once))
    ids = [dict(zip(once, new[low : low + len(once)], strict=True)) for low in several]
    frames = {
        name: pd.concat(
            [rows.assign(article_id=rows["article_id"].map(one).astype("string")) for one in ids],
            ignore_index=True,
        )
        for name, rows in samples.items()
    }
    made = frames["articles"]
    made["published"] = days.take([min(n, len(days) - 1) for n in range(len(made))])
    made["url"], made["text"] = pd.array(urls, dtype="string"), pd.array(texts, dtype="string")
    whole = dict(zip(new, texts, strict=True))
    for name in ("sentences", "mentions", "claims"):
        spans = frames[name][["article_id", "start", "end"]].itertuples(index=False, name=None)
        cut = [whole[article_id][start:end] for article_id, start, end in spans]
        frames[name]["text"] = pd.array(cut, dtype="string")
    return frames


def _drawn(pieces: list[str], known: Mapping[int, list[str]], draw: random.Random) -> str:
    """A text of the same shape, its words drawn anew."""
    places = defaultdict(list)
    for place in range(1, len(pieces), 2):
        places[len(pieces[place])].append(place)
    drawn = list(pieces)
    for length, ones in places.items():
        for place, word in zip(ones, draw.choices(known[length], k=len(ones)), strict=True):
            drawn[place] = word
    return "".join(drawn)


if __name__ == "__main__":
    show(rows(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
