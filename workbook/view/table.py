"""Tables as HTML: sort, search, long words folded; on a telephone every row is a card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workbook.labels import Labels, words
from workbook.view.html import Html, fill, script, style

if TYPE_CHECKING:
    import pandas as pd

MOST_COLUMNS = 7
SHARES = {"share", "share_now", "share_before", "salience", "score", "strength"}
"""Columns that hold parts of one and are shown as per cent."""
LONG = 170
BRIEF = 18
"""Characters up to which a cell is never broken into lines."""
ENDLESS = 32
"""Characters from which a word may be broken anywhere, as no column is as wide."""
SEARCHABLE = 8  # rows from which a search field is worth its place
FOLDED = 8
"""Rows a telephone shows at first; table.css counts on the same."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading and whether it holds numbers."""

    name: str
    label: str
    number: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows, how it looks, and by what it is sorted where that differs."""

    content: Any
    css: str
    label: str
    sort: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[Cell, ...]
    id: str | None = None


def table(
    frame: pd.DataFrame,
    *,
    language: str = "en",
    caption: str | None = None,
    columns: Sequence[str] | None = None,
    ids: Sequence[str] | None = None,
    empty: str | None = None,
) -> Html:
    """Any frame as a table for people.

    Parameters
    ----------
    frame : cells that are `markupsafe.Markup` stay as they are, everything else is escaped.
    caption : what the table holds; the number of rows unless given.
    columns : which ones; the first seven unless named.
    ids : an anchor for each row.
    empty : the sentence that stands here when there is no row.

    Examples
    --------
    >>> import pandas as pd
    >>> table(pd.DataFrame({"name": ["A & B"], "share": [0.5]}))
    name | share
    A & B | 50%
    """
    labels = words(language)
    shown = list(columns) if columns is not None else list(frame.columns[:MOST_COLUMNS])
    if not len(frame):
        return _nothing(empty or labels["table.empty"])
    heads = tuple(_column(frame, name, labels) for name in shown)
    anchors = list(ids) if ids is not None else [None] * len(frame)
    rows = [
        Row(
            tuple(
                _cell(value, head, place, labels)
                for place, (value, head) in enumerate(zip(values, heads, strict=True))
            ),
            anchor,
        )
        for values, anchor in zip(
            frame[shown].itertuples(index=False, name=None), anchors, strict=True
        )
    ]
    hidden = len(frame.columns) - len(shown) if columns is None else 0
    told = caption or labels.count("rows", len(rows))
    if hidden:
        told += "; " + labels.say("table.hidden", columns=labels.count("columns", hidden))
    body = fill(
        "table.html.j2",
        css=style("page.css", "table.css"),
        js=script("table.js"),
        words=labels,
        caption=told,
        searchable=len(rows) >= SEARCHABLE,
        folded=FOLDED,
        columns=heads,
        rows=rows,
    )
    return Html(body, _plain(heads, rows))


def _column(frame: pd.DataFrame, name: str, labels: Labels) -> Column:
    from pandas.api.types import is_bool_dtype, is_numeric_dtype

    number = is_numeric_dtype(frame[name]) and not is_bool_dtype(frame[name])
    return Column(name, labels.get(f"column.{name}", name), number)


def _cell(value: Any, column: Column, place: int, labels: Labels) -> Cell:
    import pandas as pd
    from markupsafe import Markup

    css = _looks(value, column, place)
    if isinstance(value, Markup):
        return Cell(value, css, column.label, None)
    if pd.isna(value):
        return Cell("", css, column.label, "")
    if column.number:
        share = column.name in SHARES
        return Cell(
            labels.percent(value) if share else labels.number(value),
            css,
            column.label,
            repr(float(value)),
        )
    if isinstance(value, pd.Timestamp):
        return Cell(labels.day(value), f"{css} wb-brief".strip(), column.label, value.isoformat())
    if isinstance(value, bool):
        return Cell(labels["table.yes" if value else "table.no"], css, column.label)
    text = str(value)
    return Cell(clamped(text) if len(text) > LONG else text, css, column.label)


def _looks(value: Any, column: Column, place: int) -> str:
    """The classes of a cell, by what it holds and where it stands."""
    from markupsafe import Markup

    if column.number:
        return "wb-number"
    marked = isinstance(value, Markup)
    text = value.striptags() if marked else str(value)
    words = ("wb-clamp" in value or "wb-text-link" in value) if marked else len(text) > LONG
    first = "wb-first" if place == 0 and not words else ""
    brief = "wb-brief" if len(text) <= BRIEF and not words else ""
    endless = "wb-endless" if max(map(len, text.split()), default=0) > ENDLESS else ""
    return " ".join(filter(None, ("wb-words" if words else "", first, brief, endless)))


def clamped(text: str) -> Any:
    """Long words folded to three lines; focus or a click opens them, print shows all."""
    from markupsafe import Markup

    return Markup('<span class="wb-clamp" tabindex="0">{}</span>').format(text)


def _plain(heads: Sequence[Column], rows: Sequence[Row]) -> str:
    from markupsafe import Markup

    lines = [" | ".join(head.label for head in heads)]
    for row in rows[:20]:
        cells = [
            c.content.striptags() if isinstance(c.content, Markup) else str(c.content)
            for c in row.cells
        ]
        lines.append(" | ".join(cells))
    return "\n".join(lines)


def _nothing(sentence: str) -> Html:
    import html

    return Html(
        f'<p class="wb mathjax_ignore wb-quiet quiet">{html.escape(sentence)}</p>', sentence, True
    )
