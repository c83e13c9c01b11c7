"""What every figure shares: title, alternative text, table, hover text, the empty state."""

from __future__ import annotations

import html
import textwrap
from collections import namedtuple
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

from workbook.figures.theme import Theme
from workbook.labels import Labels, isolated

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

MOST_ROWS = 50
HOVER_WIDTH, HOVER_LONGEST = 56, 280
TITLE_WIDTH = 43  # characters; with the smaller letters of a narrow page it fits there too
TITLE_HEIGHT = 40
"""Pixels a title of one line takes, with the air below it; a page with captions spares them."""
NARROW = 36  # characters of a bold name that fit on a telephone
WIDE = 92  # characters that fit beside each other on a page


class Book(Protocol):
    """Anything with our tables as attributes: a `Workbook`, or frames from a query."""

    @property
    def articles(self) -> pd.DataFrame: ...
    @property
    def sentences(self) -> pd.DataFrame: ...
    @property
    def mentions(self) -> pd.DataFrame: ...
    @property
    def actors(self) -> pd.DataFrame: ...
    @property
    def topics(self) -> pd.DataFrame: ...
    @property
    def topic_terms(self) -> pd.DataFrame: ...
    @property
    def sources(self) -> pd.DataFrame: ...
    @property
    def claims(self) -> pd.DataFrame: ...
    @property
    def claim_spans(self) -> pd.DataFrame: ...
    @property
    def dates(self) -> pd.DataFrame: ...
    @property
    def events(self) -> pd.DataFrame: ...
    @property
    def event_actors(self) -> pd.DataFrame: ...
    @property
    def problems(self) -> pd.DataFrame: ...


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers behind a figure, for the eyes and for screen readers."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def sentence(self, labels: Labels) -> str:
        """The first rows in words: *Rubio: 4; Lawrow: 3*."""
        shown = [f"{row[0]}: {', '.join(c for c in row[1:] if c)}" for row in self.rows[:8]]
        return "; ".join(shown)


def finish(
    figure: go.Figure, *, kind: str, title: str, table: Table, labels: Labels, theme: Theme
) -> go.Figure:
    """The figure with its title, its alternative text and its table.

    They lie in ``layout.meta`` as ``title, alt, columns, rows`` (at most 50 rows), where the
    report finds them, with the pixels the title takes (``title_height``) and what a narrow page
    writes instead of the long words (``narrow``).
    """
    alt = labels.say(f"figure.{kind}.alt", rows=table.sentence(labels))
    lines = textwrap.wrap(title, TITLE_WIDTH) or [""]
    extra = (len(lines) - 1) * round(1.3 * theme.title_size)
    figure.update_layout(
        title=_title(lines, theme),
        margin={"t": figure.layout.margin.t + extra},
        height=figure.layout.height + extra,
        meta={
            **(figure.layout.meta or {}),
            "title": title,
            "title_height": TITLE_HEIGHT + extra,
            "alt": f"{title}. {alt}",
            "columns": list(table.columns),
            "rows": [list(row) for row in table.rows[:MOST_ROWS]],
        },
    )
    return figure


def blank(
    theme: Theme, *, rows: float = 0, top: int = TITLE_HEIGHT, bottom: int = 24, left: int = 0
) -> go.Figure:
    """A figure without anything in it, high enough for that many rows; ``left`` keeps marks whole."""
    import plotly.graph_objects as go

    layout = theme.layout()
    layout["margin"] |= {"t": top, "b": bottom, "l": left}
    figure = go.Figure(layout=layout)
    return figure.update_layout(height=round(top + bottom + rows * theme.row))


def empty(kind: str, *, labels: Labels, theme: Theme) -> go.Figure:
    """A figure-sized sentence: what would be here, and why it is not.

    Examples
    --------
    >>> from workbook.figures.theme import standard
    >>> from workbook.labels import words
    >>> empty("network", labels=words("en"), theme=standard()).layout.meta["alt"]
    'Here would be who is named together with whom; no sentence names two actors.'
    """
    sentence = labels[f"figure.{kind}.empty"]
    figure = blank(theme, rows=2, top=8, bottom=8)
    figure.update_xaxes(visible=False, range=[0, 1])
    figure.update_yaxes(visible=False, range=[0, 1])
    figure.add_annotation(
        text=safe("<br>".join(textwrap.wrap(sentence, 48)), breaks=True),
        x=0,
        y=0.5,
        xref="paper",
        yref="paper",
        xanchor="left",
        align="left",
        showarrow=False,
    )
    return figure.update_layout(meta={"title": "", "alt": sentence, "columns": [], "rows": []})


def names_above(
    figure: go.Figure, names: Iterable[str], *, notes: Iterable[str] = (), lift: int = 6
) -> None:
    """Write each row's name above its bar, so that long names fit on a telephone.

    Row ``i`` lies at ``y = -i``, its name ``lift`` pixels higher. What a telephone has room for
    lies in ``layout.meta["narrow"]["annotations"]``.
    """
    notes = list(notes)
    narrow: list[str] = []
    for row, name in enumerate(names):
        note = notes[row] if row < len(notes) else ""
        narrow.append(_name_and_note(name, note, NARROW))
        figure.add_annotation(
            text=_name_and_note(name, note, WIDE),
            x=0,
            y=-row,
            xref="paper",
            yref="y",
            xanchor="left",
            yanchor="bottom",
            xshift=-2 - (figure.layout.margin.l or 0),
            yshift=lift,
            showarrow=False,
            align="left",
        )
    figure.update_layout(meta={**(figure.layout.meta or {}), "narrow": {"annotations": narrow}})


def _name_and_note(name: str, note: str, width: int) -> str:
    """A name in bold and what fits beside it, whole words only."""
    name = shorten(name, width)
    room = width - len(name) - 1
    beside = note if len(note) <= room else ""
    if not beside and "," in note:
        parts = note.split(", ")
        sizes = [len(", ".join(parts[:n])) for n in range(1, len(parts) + 1)]
        beside = ", ".join(parts[: sum(size <= room for size in sizes)])
    return f"<b>{safe(name)}</b>" + (f"  {safe(beside)}" if beside else "")


def hover(*lines: str) -> str:
    """Hover text: the first line bold, the others wrapped, everything escaped.

    Examples
    --------
    >>> hover("Rubio & Co", "sagt <nichts>")
    '<b>Rubio &amp; Co</b><br>sagt &lt;nichts&gt;'
    """
    wrapped = [
        safe(
            "\n".join(
                textwrap.wrap(textwrap.shorten(line, HOVER_LONGEST, placeholder=" …"), HOVER_WIDTH)
            )
        )
        for line in lines
        if line
    ]
    head, *rest = wrapped or [""]
    return "<br>".join([f"<b>{head}</b>", *rest]).replace("\n", "<br>")


def safe(text: str, *, breaks: bool = False) -> str:
    """Text that plotly shows as it is: no tags, no formulas between dollar signs."""
    escaped = html.escape(isolated(text), quote=False).replace("$", "&#36;")
    return escaped.replace("&lt;br&gt;", "<br>") if breaks else escaped


def sentence_texts(sentences: pd.DataFrame) -> dict[tuple[str, int], str]:
    """Each sentence's words by article and number."""
    keys = zip(sentences["article_id"], sentences["sentence_id"], strict=True)
    return dict(zip(keys, sentences["text"], strict=True))


def records(frame: pd.DataFrame, **missing: Any) -> Iterator[Any]:
    """Rows as named tuples; ``missing="…"`` stands where nothing is known.

    What a cell holds is the schema's business, so its type is open.

    Examples
    --------
    >>> import pandas as pd
    >>> [row.role for row in records(pd.DataFrame({"role": ["Minister", None]}), missing="")]
    ['Minister', '']
    """
    columns = [_cells(frame[name], **missing) for name in frame.columns]
    return map(_row(tuple(frame.columns))._make, zip(*columns, strict=True))


@lru_cache(maxsize=128)
def _row(columns: tuple[str, ...]) -> Any:
    return namedtuple("Row", columns, rename=True)


def _cells(column: pd.Series, **missing: Any) -> list[Any]:
    if not missing or not column.hasnans:
        return column.tolist()
    instead = missing["missing"]
    unknown = column.isna()
    return [instead if no else cell for cell, no in zip(column.tolist(), unknown, strict=True)]


def shorten(text: str, width: int) -> str:
    """At most ``width`` characters, cut between words where that is possible."""
    text = " ".join(text.split())
    if len(text) <= width:
        return text
    cut = text[: width - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[width // 2 :] else cut) + "…"


def number(n: int) -> str:
    """Which form of a verb stands behind a number: the end of a label's key."""
    return "one" if n == 1 else "other"


def capital(sentence: str) -> str:
    """The sentence with its first letter large.

    Examples
    --------
    >>> capital("die Ukraine wird genannt")
    'Die Ukraine wird genannt'
    """
    return sentence[:1].upper() + sentence[1:]


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Table:
    """A table of words and numbers as they are read."""
    return Table(tuple(columns), tuple(tuple(str(cell) for cell in row) for row in rows))


def _title(lines: list[str], theme: Theme) -> dict[str, Any]:
    return {
        "text": "<br>".join(f"<b>{safe(line)}</b>" for line in lines),
        "x": 0,
        "xanchor": "left",
        "xref": "container",
        "y": 1,
        "yanchor": "top",
        "yref": "container",
        "pad": {"t": 10 if len(lines) == 1 else 20},  # plotly lifts titles of several lines
        "font": {"size": theme.title_size},
    }
