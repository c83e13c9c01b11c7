"""What each part of the desk shows, as plain data for the browser: texts, numbers and ids."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from workbook.explorer import lists, wording
from workbook.explorer.desk import Desk
from workbook.explorer.index import SUBJECTS, Subject
from workbook.explorer.sheet import LETTERS, sheet
from workbook.figures.frame import shorten
from workbook.labels import Labels, words

if TYPE_CHECKING:
    import pandas as pd

BARS = 6
"""Bars of a chart on one page."""
UNITS: Mapping[Subject, str] = MappingProxyType(
    {"actor": "mentions", "source": "claims", "topic": "sentences"}
)
"""What the bars of a chart count."""

Pane = dict[str, Any]


def head(desk: Desk) -> Pane:
    """What is chosen, how much of the book that is, and the corrections that hold."""
    labels = words(desk.language)
    shown = desk.index.sentences(desk.choice)
    articles = int((desk.index.article_of[shown]).size and len(set(desk.index.article_of[shown])))
    every = len(desk.index.articles)
    entries = desk.ledger.in_force()
    return {
        "chosen": [_chip(desk, field, value, labels) for field, value in desk.choice.given.items()],
        "words": desk.choice.words or "",
        "articles": _of(articles, every, "articles", labels),
        "sentences": _of(int(shown.sum()), len(shown), "sentences", labels),
        "any": bool(shown.any()),
        "corrections": len(entries),
        "undo": wording.told(desk, entries[-1].correction) if entries else "",
        "history": [
            {"told": wording.told(desk, entry.correction), "who": entry.who, "why": entry.why,
             "day": labels.short_day(entry.when)}
            for entry in reversed(entries[-12:])
        ],
    }  # fmt: skip


def _chip(desk: Desk, field: str, value: str, labels: Labels) -> dict[str, str]:
    """A choice in words, so that it can be seen and taken back."""
    name = value
    for subject in SUBJECTS:
        if field == subject:
            name = desk.index.names[subject].name(value)
    if field == "article":
        place = desk.index.article(value)
        name = wording.title(desk, place) if place is not None else value
    elif field == "day":
        name = wording.day(value, labels)
    elif field == "words":
        name = f"„{value}“" if labels.language == "de" else f"“{value}”"
    return {"field": field, "label": labels[f"explorer.chosen.{field}"], "name": shorten(name, 60)}


def _of(shown: int, every: int, noun: str, labels: Labels) -> str:
    if shown == every:
        return labels.count(noun, every)
    return labels.say("explorer.of", shown=labels.number(shown), every=labels.count(noun, every))


def facets(desk: Desk) -> list[Pane]:
    """The three charts that choose."""
    return [facet(desk, subject) for subject in SUBJECTS]


def facet(desk: Desk, subject: Subject) -> Pane:
    """One chart that chooses: the actors, sources or topics of what is shown, most first."""
    import numpy as np

    labels = words(desk.language)
    names = desk.index.names[subject]
    counts = desk.index.counts(subject, desk.choice)
    order = np.lexsort((np.arange(len(counts)), -counts))
    order = order[counts[order] > 0]
    chosen = names.codes.get(getattr(desk.choice, subject) or "")
    page = lists.paged(desk, subject, len(order), BARS)
    listed = [int(code) for code in order[page * BARS : (page + 1) * BARS]]
    if chosen is not None and chosen not in listed and page == 0:
        listed = [chosen, *listed[: BARS - 1]]
    return {
        "subject": subject,
        "title": labels[f"explorer.{subject}s"],
        "unit": labels.noun(UNITS[subject], int(counts[listed[0]]) if listed else 0),
        "bars": [
            {"id": names.ids[code], "name": names.names[code], "kind": names.kinds[code],
             "n": int(counts[code]), "on": code == chosen}
            for code in listed
        ],
        "most": int(counts.max()) if len(counts) else 0,
        "page": page,
        "pages": lists.pages(len(order), BARS),
        "empty": labels[f"explorer.{subject}s.empty"],
    }  # fmt: skip


def place(desk: Desk) -> Pane:
    """Where in the open article the analyst is, and which of its sentences are shown.

    ``shown`` lists ``sentence_id``; None means all, as nothing is chosen.
    """
    index, labels = desk.index, words(desk.language)
    at = index.article(desk.open) if desk.open else None
    if at is None:
        return {"sentence": None, "shown": None, "words": "", "told": ""}
    begin, end = int(index.first[at]), int(index.first[at + 1])
    mask = index.sentences(desk.choice)
    own = mask[begin:end]
    here = desk.sentence if desk.sentence is not None and begin <= desk.sentence < end else None
    told = ""
    if desk.choice.given:
        passed = int(mask[: here + 1].sum()) if here is not None else 0
        told = labels.say("explorer.at", n=labels.number(passed or 0), every=labels.count("sentences", int(mask.sum())))  # fmt: skip
    return {
        "sentence": None if here is None else here - begin + 1,
        "shown": [int(n) + 1 for n in own.nonzero()[0]] if desk.choice.given else None,
        "words": desk.choice.words or "",
        "told": told,
        "picked": _mark(desk),
    }


def _mark(desk: Desk) -> str:
    """What the picked row is called in the text."""
    if desk.picked is None:
        return ""
    letter = LETTERS.get(desk.picked.kind)
    return f"{letter}{desk.picked.number}" if letter else ""


def page(desk: Desk) -> Pane:
    """The open article: its head, and its text with everything marked in it."""
    at = desk.index.article(desk.open) if desk.open else None
    if at is None:
        return {"empty": words(desk.language)["text.empty"]}
    row = desk.book.articles.iloc[at]
    labels = words(desk.language)
    many = len(desk.index.articles) > 1
    blank = not row["text"].strip()
    return {
        "title": wording.title(desk, at),
        "where": wording.outlet_and_day(desk, at),
        "tongue": row["language"] if isinstance(row["language"], str) else "",
        "number": labels.say("explorer.article", n=labels.number(at + 1), every=labels.number(len(desk.index.articles))) if many else "",
        "before": desk.index.articles[at - 1] if at else None,
        "next": desk.index.articles[at + 1] if at + 1 < len(desk.index.articles) else None,
        "empty": labels["text.blank"] if blank else "",
        **sheet(desk.book, row["article_id"], language=desk.language),
    }  # fmt: skip


def rows(desk: Desk, table: str) -> pd.DataFrame:
    """What is left of a table by the choice: rows in sentences shown, else of their articles."""
    frame: pd.DataFrame = getattr(desk.book, table)
    shown = desk.index.sentences(desk.choice)
    if table == "claims":
        left = frame[desk.index.statements(desk.choice, shown)]
    elif table == "mentions":
        left = frame[desk.index.named(desk.choice, shown)]
    elif "sentence_id" in frame.columns:
        left = frame[shown[desk.index.places.of_rows(frame)]]
    else:
        ids = {desk.index.articles[one] for one in set(desk.index.article_of[shown])}
        left = frame[frame["article_id"].isin(ids)]
    return left.reset_index(drop=True)
