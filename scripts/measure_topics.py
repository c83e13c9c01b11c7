"""Measure the top-level topic on labelled articles: ids and labels here, texts elsewhere.

    python scripts/measure_topics.py tests/cases/topics_wikinews.csv CORPUS.jsonl.gz … [--half held]

Each corpus line is a JSON object with ``id``, ``title`` and ``text``. Prints accuracy on the
label, with the second label (``also``) allowed, and the articles that came out otherwise.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
from collections import Counter
from pathlib import Path

from workbook import knowledge, language
from workbook.models import Article
from workbook.topics import TopicReader


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("labels", type=Path)
    parser.add_argument("corpora", type=Path, nargs="+")
    parser.add_argument("--half", choices=["tune", "held", "fresh"], default="held")
    parser.add_argument(
        "--wrong", action="store_true", help="list the articles that came out otherwise"
    )
    given = parser.parse_args()
    with given.labels.open(encoding="utf-8", newline="") as file:
        gold = {row["id"]: row for row in csv.DictReader(file) if row["half"] == given.half}
    known = knowledge.load()
    engine, reader = language.load(), TopicReader(known)
    right: Counter[str] = Counter()
    for article in (article for path in given.corpora for article in articles(path)):
        row = gold.get(article["id"])
        if row is None:
            continue
        text = Article(text=article["text"], title=article["title"])
        topics = reader.read(engine(text.text), text).topics
        found = topics[0].topic_id.removeprefix("medtop:") if topics else "none"
        right["all"] += 1
        right["label"] += found == row["topic"]
        right["label or also"] += found in (row["topic"], row["also"])
        if given.wrong and found != row["topic"]:
            top = [f"{t.label} {t.score:.2f}" for t in topics if t.level == 1][:3]
            print(article["id"], row["topic"][:2], row["also"][:2], article["title"][:60], top)
    for name in ("label", "label or also"):
        print(f"{given.half}: {name} {right[name] / right['all']:.3f} of {right['all']}")


def articles(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


if __name__ == "__main__":
    main()
