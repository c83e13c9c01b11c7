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
from collections.abc import Iterator

import pandas as pd

import workbook
from workbook import resources
from workbook.store import Place, batch, upkeep, writing

VERSION = 512
QUESTIONS = {
    "claims": "select count(*) from claims",
    "actors a week": (
        "select date_trunc('week', published), actor_id, sum(n_mentions) as n from actors "
        "join articles using (article_id) group by all order by n desc limit 10"
    ),
    "dependence": "select name, sum(n_claims) as n from sources group by 1 order by 2 desc limit 10",
    "topics a month": "select month, label, count(*) from topics where level = 1 group by all",
    "outlets in a month": (
        "select outlet, count(*) from articles join claims using (article_id) "
        "where articles.month = '2024-12' and claims.month = '2024-12' group by 1"
    ),
}


def main(articles: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Place.at(f"{folder}/store")
        begin = time.process_time()
        with writing(place) as writer:
            for frames in made_up(articles):
                writer.commit(batch(frames))
        print(f"stored in {time.process_time() - begin:.0f} s of processor time")
        answered("as ingested", place)
        upkeep.compact(place, keep_days=0)
        answered("compacted", place)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:,.0f} MiB (mark: ≤ 1,536)")


def answered(how: str, place: Place) -> None:
    begin = time.perf_counter()
    store = workbook.open_store(place.address)
    print(f"{how}: opened in {time.perf_counter() - begin:.2f} s (mark: < 1)")
    for name, query in QUESTIONS.items():
        begin = time.perf_counter()
        store.sql(query)
        print(f"{how}: {name} in {time.perf_counter() - begin:.2f} s (mark: < 1)")
    begin = time.perf_counter()
    book = store.book(since="2024-12-24", until="2024-12-25")
    print(f"{how}: a day, {len(book.articles):,} articles, in {time.perf_counter() - begin:.2f} s")


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
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
