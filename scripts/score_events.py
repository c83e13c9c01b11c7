"""Score `events` against our own labels: precision and recall by type, and of the details.

    python scripts/score_events.py tests/cases/events_samples.csv data/articles
    python scripts/score_events.py tests/cases/events_wikinews.csv PATH/wikinews-quotes/train.jsonl.gz --set open

The labels hold ids and offsets only. Events are paired one to one by type and a shared word;
labels marked optional cost nothing if missed and nothing if found. Over the pairs: how often
mode, status and first day are the same, and precision and recall of first days, of places and
of the actors with their part; groups without a name (*die Polizei*) are not labelled.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

import workbook


@dataclass(frozen=True)
class Label:
    words: tuple[tuple[int, int], ...]
    type: str
    mode: str
    status: str
    date: str
    place: tuple[int, int] | None
    actors: tuple[tuple[str, int, int], ...]
    optional: bool


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("labels", type=Path)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--set", default="open", choices=("open", "kept"))
    parser.add_argument("--errors", action="store_true", help="show what was missed and invented")
    args = parser.parse_args()
    gold = read_labels(args.labels, args.set)
    counts: Counter[tuple[str, str]] = Counter()
    details: Counter[str] = Counter()
    for name, article in read_articles(args.articles, set(gold)).items():
        score(name, article, gold[name], counts, details, show=args.errors)
    report(counts, details)


def read_labels(path: Path, which: str) -> dict[str, list[Label]]:
    labels: dict[str, list[Label]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["set"] == which:
                labels[row["article"]].extend([_label(row)] if row["type"] else [])
    return labels


def _label(row: dict[str, str]) -> Label:
    parts = [cell.split(":") for cell in row["actors"].split("|") if cell]
    return Label(
        words=tuple(_span(cell) for cell in row["words"].split("|")),
        type=row["type"],
        mode=row["mode"],
        status=row["status"],
        date=row["date"],
        place=_span(row["place"]) if row["place"] else None,
        actors=tuple((part, *_span(span)) for part, span in parts),
        optional=row["optional"] == "yes",
    )


def _span(cell: str) -> tuple[int, int]:
    start, end = map(int, cell.split("-"))
    return start, end


def read_articles(path: Path, wanted: set[str]) -> dict[str, workbook.Article]:
    if path.is_dir():
        from workbook import inputs

        return {name: next(iter(inputs.read(path / name))) for name in sorted(wanted)}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return {
        row["id"]: workbook.Article(
            text=row["text"], title=row["title"], published=row["published"], language="de"
        )
        for row in rows
        if row["id"] in wanted
    }


def score(
    name: str,
    article: workbook.Article,
    labels: list[Label],
    counts: Counter[tuple[str, str]],
    details: Counter[str],
    *,
    show: bool,
) -> None:
    book = workbook.analyze([article])
    free = list(book.events.itertuples())
    for label in sorted(labels, key=lambda one: one.optional):
        hit = next((event for event in free if _same(event, label)), None)
        if hit is not None:
            free.remove(hit)
        if label.optional:
            continue
        counts[label.type, "labelled"] += 1
        if hit is not None:
            counts[label.type, "found"] += 1
            counts[label.type, "right"] += 1
            compare(book, article.text, hit, label, details, show=show)
        elif show:
            start, end = label.words[0]
            print(f"{name}  missed {label.type:9} {article.text[start:end]!r}")
    for event in free:
        counts[event.type, "found"] += 1
        if show:
            around = " ".join(article.text[max(0, event.start - 50) : event.end + 40].split())
            print(f"{name}  invented {event.type:9} {event.status} {event.text!r} in {around!r}")


def _same(event: Any, label: Label) -> bool:
    return event.type == label.type and any(
        start < event.end and event.start < end for start, end in label.words
    )


def compare(
    book: Any, text: str, event: Any, label: Label, details: Counter[str], *, show: bool
) -> None:
    details["pairs"] += 1
    mode = "" if pd.isna(event.mode) else str(event.mode)
    begin = "" if pd.isna(event.begin) else str(event.begin)[:10]
    details["mode"] += mode == label.mode
    details["status"] += event.status == label.status
    details["date"] += begin == label.date
    place = text[slice(*label.place)] if label.place else ""
    found_place = "" if pd.isna(event.place) else str(event.place)
    for name, wanted_one, got_one in (
        ("dates", label.date, begin),
        ("places", place, found_place),
    ):
        details[f"{name} right"] += bool(wanted_one) and wanted_one == got_one
        details[f"{name} found"] += bool(got_one)
        details[f"{name} labelled"] += bool(wanted_one)
    mentions = book.mentions
    wanted = set()
    for part, start, end in label.actors:
        over = mentions[(mentions.start < end) & (mentions.end > start)]
        wanted |= {(part, actor) for actor in over.actor_id[:1]} or {(part, f"{start}?")}
    rows = book.event_actors
    got = {
        (r.part, r.actor_id)
        for r in rows[rows.event_id == event.event_id].itertuples()
        if not r.actor_id.startswith("group:")
    }
    details["actors right"] += len(wanted & got)
    details["actors found"] += len(got)
    details["actors labelled"] += len(wanted)
    said = (label.mode, label.status, label.date, place)
    read = (mode, event.status, begin, found_place)
    if show and (wanted != got or said != read):
        print(f"    {event.text!r} {said} {sorted(wanted)}")
        print(f"    {'':{len(event.text) + 2}} {read} {sorted(got)}")


def report(counts: Counter[tuple[str, str]], details: Counter[str]) -> None:
    print(f"{'type':10} labelled found right precision recall")
    for kind in (*sorted({kind for kind, _ in counts}), "all"):
        labelled, found, right = (
            sum(n for (k, what), n in counts.items() if what == name and kind in (k, "all"))
            for name in ("labelled", "found", "right")
        )
        rates = f"{_rate(right, found):9} {_rate(right, labelled):6}"
        print(f"{kind:10} {labelled:8} {found:5} {right:5} {rates}")
    pairs = details["pairs"]
    for name in ("mode", "status", "date"):
        print(f"{name} right in {_rate(details[name], pairs)} of the pairs")
    for name in ("dates", "places", "actors"):
        right = details[f"{name} right"]
        print(
            f"{name}: precision {_rate(right, details[f'{name} found'])}"
            f" recall {_rate(right, details[f'{name} labelled'])}"
        )


def _rate(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"


if __name__ == "__main__":
    main()
