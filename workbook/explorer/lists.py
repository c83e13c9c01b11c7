"""What is listed or drawn beside the text, a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from workbook.explorer import wording
from workbook.explorer.desk import Desk
from workbook.explorer.network import network
from workbook.figures import event_name
from workbook.figures.frame import shorten
from workbook.labels import words
from workbook.view.html import SHAPES

if TYPE_CHECKING:
    import pandas as pd

ROWS = 20
"""Rows of a list on one page."""
LONGEST = 280
"""Characters of a statement in a list; the text shows it whole."""

Pane = dict[str, Any]


def lens(desk: Desk) -> Pane:
    """What is listed or drawn beside the text."""
    return {"name": desk.lens, "order": desk.order, **_LENSES[desk.lens](desk)}


def _claims(desk: Desk) -> Pane:
    import numpy as np

    labels, index = words(desk.language), desk.index
    shown = index.sentences(desk.choice)
    rows = np.flatnonzero(index.statements(desk.choice, shown))
    if desk.order == "source":
        rows = rows[np.argsort(index.claims.whom[rows], kind="stable")]
    elif desk.order == "certainty":
        certain = desk.book.claims["certainty"].iloc[rows]
        rows = rows[np.argsort(certain.to_numpy(dtype=str), kind="stable")]
    names = index.names["source"]

    def row(cells: Any) -> dict[str, Any]:
        return {
            "head": names.name(cells.source_id),
            "text": shorten(cells.text, LONGEST),
            "how": labels[f"certainty.{cells.certainty}"],
            "tone": cells.certainty,
            "shape": SHAPES[cells.certainty],
        }

    return _listed(desk, rows, "claim", row) | {
        "orders": [[key, labels[f"explorer.order.{key or 'text'}"]] for key in ("", "source", "certainty")]
    }  # fmt: skip


def _mentions(desk: Desk) -> Pane:
    labels, index = words(desk.language), desk.index
    shown = index.sentences(desk.choice)
    rows = index.named(desk.choice, shown).nonzero()[0]
    names = index.names["actor"]
    texts = desk.book.sentences["text"]
    starts = desk.book.sentences["start"]

    def row(cells: Any) -> dict[str, Any]:
        sentence = int(index.mentions.sentence[cells.place])
        start = int(cells.start) - int(starts.iloc[sentence])
        return {
            "head": names.name(cells.actor_id),
            **wording.keyword(str(texts.iloc[sentence]), start, start + len(cells.text)),
            "how": labels[f"form.{cells.form}"] if cells.form != "name" else "",
        }

    return _listed(desk, rows, "mention", row)


def _dates(desk: Desk) -> Pane:
    labels = words(desk.language)

    def row(cells: Any) -> dict[str, Any]:
        exact = cells.begin == cells.begin and cells.until == cells.until
        when = labels.period(cells.begin, cells.until) if exact else cells.value
        return {"head": when, "text": cells.text, "how": labels[f"date_type.{cells.type}"]}

    return _listed(desk, standing(desk, desk.book.dates), "date", row)


def _events(desk: Desk) -> Pane:
    labels = words(desk.language)
    actors = desk.book.event_actors

    def row(cells: Any) -> dict[str, Any]:
        having = (actors["article_id"] == cells.article_id) & (actors["event_id"] == cells.event_id)
        ids = actors.loc[having, "actor_id"].drop_duplicates()
        names = tuple(desk.index.names["actor"].name(each) for each in ids)
        return {
            "head": event_name(cells.type, cells.mode, names, labels),
            "text": shorten(cells.text, LONGEST),
            "how": labels[f"status.{cells.status}"],
        }

    return _listed(desk, standing(desk, desk.book.events), "event", row)


def standing(desk: Desk, table: pd.DataFrame) -> Any:
    """The rows of a table that stand in sentences shown."""
    shown = desk.index.sentences(desk.choice)
    return shown[desk.index.places.of_rows(table)].nonzero()[0]


def _listed(desk: Desk, rows: Any, kind: str, row: Callable[[Any], dict[str, Any]]) -> Pane:
    """A page of a list: of every row what it shows, where it stands, and whether it is picked."""
    labels = words(desk.language)
    page = paged(desk, desk.lens, len(rows), ROWS)
    places = rows[page * ROWS : (page + 1) * ROWS]
    table = getattr(desk.book, f"{kind}s").iloc[places]
    many = len(desk.index.articles) > 1
    listed = []
    for cells in table.assign(place=places).itertuples(index=False):
        number = int(getattr(cells, f"{kind}_id"))
        picked = desk.picked and (desk.picked.kind, desk.picked.article_id, desk.picked.number)
        where = wording.where(desk, desk.index.articles.index(cells.article_id)) if many else ""
        listed.append(
            row(cells)
            | {"kind": kind, "article": cells.article_id, "number": number, "where": where,
               "on": picked == (kind, cells.article_id, number)}
        )  # fmt: skip
    return {
        "rows": listed,
        "page": page,
        "pages": pages(len(rows), ROWS),
        "count": labels.count(f"{kind}s", len(rows)),
        "empty": labels[f"explorer.{kind}s.empty"],
    }


def _articles(desk: Desk) -> Pane:
    """The articles in which something is shown, with how many sentences of each."""
    import numpy as np

    labels, index = words(desk.language), desk.index
    shown = index.sentences(desk.choice, without="article")
    counts = np.bincount(index.article_of[shown], minlength=len(index.articles))
    rows = np.flatnonzero(counts)
    if desk.order == "most":
        rows = rows[np.argsort(-counts[rows], kind="stable")]
    elif desk.order == "newest":
        days = np.array(index.days, dtype=str)[rows]
        rows = rows[np.argsort(days, kind="stable")[::-1]]
    page = paged(desk, "articles", len(rows), ROWS)
    return {
        "articles": [
            {"article": index.articles[place], "title": wording.title(desk, place),
             "where": wording.outlet_and_day(desk, place), "n": int(counts[place]),
             "on": index.articles[place] == desk.open}
            for place in map(int, rows[page * ROWS : (page + 1) * ROWS])
        ],
        "most": int(counts.max()) if len(counts) else 0,
        "unit": labels.noun("sentences", 2),
        "page": page,
        "pages": pages(len(rows), ROWS),
        "count": labels.count("articles", len(rows)),
        "orders": [[key, labels[f"explorer.order.{key or 'given'}"]] for key in ("", "most", "newest")],
        "empty": labels["explorer.articles.empty"],
    }  # fmt: skip


def _days(desk: Desk) -> Pane:
    """How many sentences are shown of each day, or of each month where there are many days."""
    import numpy as np

    labels, index = words(desk.language), desk.index
    shown = index.sentences(desk.choice, without="day")
    counts = np.bincount(index.article_of[shown], minlength=len(index.articles))
    known = sorted({day for day in index.days if day})
    length = 10 if len(known) <= 60 else 7
    totals = {day[:length]: 0 for day in known}
    for day, n in zip(index.days, counts, strict=True):
        if day:
            totals[day[:length]] += int(n)
    return {
        "bars": [
            {"id": day, "name": wording.day(day, labels), "n": n, "on": day == desk.choice.day}
            for day, n in totals.items()
        ],
        "most": max(totals.values(), default=0),
        "title": labels["explorer.days.title"],
        "unit": labels.noun("sentences", 2),
        "empty": labels["explorer.days.empty"],
    }


def _network(desk: Desk) -> Pane:
    labels = words(desk.language)
    title, empty = labels["explorer.network.title"], labels["explorer.network.empty"]
    return {**network(desk.index, desk.choice), "title": title, "empty": empty}


def paged(desk: Desk, pane: str, rows: int, size: int) -> int:
    return min(desk.pages.get(pane, 0), pages(rows, size) - 1)


def pages(rows: int, size: int) -> int:
    return max(1, -(-rows // size))


_LENSES: Mapping[str, Callable[[Desk], Pane]] = MappingProxyType(
    {
        "claims": _claims,
        "mentions": _mentions,
        "events": _events,
        "dates": _dates,
        "articles": _articles,
        "network": _network,
        "days": _days,
    }
)
