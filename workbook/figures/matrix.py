"""Rows against columns: a mark in each field, the larger the more, with its number beside it."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from workbook.figures import frame
from workbook.figures.theme import Theme

if TYPE_CHECKING:
    import plotly.graph_objects as go

FEWEST = 3
"""Columns for which there is room at least, so that two do not stand far apart."""
NARROW = 44
"""Characters of all columns' names together that fit on a telephone."""


Field = tuple[str, str]
"""A row's and a column's id."""


def matrix(
    counts: Mapping[Field, int],
    rows: Mapping[str, str],
    columns: Mapping[str, str],
    *,
    theme: Theme,
    told: Mapping[Field, str] = MappingProxyType({}),
) -> go.Figure:
    """The fields that hold something: a mark, the larger the more, with its number.

    Parameters
    ----------
    counts : each field's number by the ids of its row and column.
    rows, columns : ids in their order, with their names.
    told : a sentence out of each field, which is shown when it is pointed at.
    """
    figure = grid(rows, columns, theme=theme)
    _draw_fields(figure, counts, rows, columns, told, theme)
    return figure


def grid(
    rows: Mapping[str, str], columns: Mapping[str, str], *, theme: Theme, bottom: int = 24
) -> go.Figure:
    """Rows below each other with their names above them, and nothing in the fields yet.

    Field ``(row, column)`` lies at ``x = column, y = -row``; ``bottom`` pixels stay free.
    """
    stacked = [_stacked(name) for name in columns.values()]
    high = max(label.count("<br>") + 1 for label in stacked)
    top = frame.TITLE_HEIGHT + 6 + 15 * high
    figure = frame.blank(theme, rows=1.4 * len(rows), top=top, bottom=bottom, left=14)
    frame.names_above(figure, rows.values(), lift=13)
    figure.update_yaxes(visible=False, range=[0.35 - len(rows), 0.65])
    figure.update_xaxes(visible=False, range=[0, max(FEWEST, len(columns)) - 0.2])
    _draw_lines(figure, len(rows), theme)
    _write_columns(figure, stacked, theme)
    return figure


def largest(cells: Any, column: str, by: str, most: int) -> list[str]:
    """The ids of a column with the largest sums, then in their order."""
    total = cells.groupby(column)[by].sum().reset_index()
    ranked = total.sort_values([by, column], ascending=[False, True])
    return [str(key) for key in ranked[column].head(most)]


def _draw_fields(
    figure: go.Figure,
    counts: Mapping[Field, int],
    rows: Mapping[str, str],
    columns: Mapping[str, str],
    told: Mapping[Field, str],
    theme: Theme,
) -> None:
    most = max(counts.values())
    fields = [
        (x, -y, counts[row, column], row, column)
        for y, row in enumerate(rows)
        for x, column in enumerate(columns)
        if (row, column) in counts
    ]
    figure.add_scatter(
        x=[x for x, *_ in fields],
        y=[y for _, y, *_ in fields],
        mode="markers+text",
        text=[str(n) for _, _, n, *_ in fields],
        textposition="middle right",
        cliponaxis=False,
        marker={
            "symbol": "circle",
            "size": [round(7 + 11 * (n / most) ** 0.5, 1) for _, _, n, *_ in fields],
            "color": theme.colour("page", "accent"),
            "opacity": 1,
            "line": {"width": 0},
        },
        hoverinfo="text",
        hovertext=[
            frame.hover(rows[row], f"{columns[column]}: {n}", told.get((row, column), ""))
            for _, _, n, row, column in fields
        ],
    )


def _draw_lines(figure: go.Figure, rows: int, theme: Theme) -> None:
    line = {"color": theme.colour("page", "line"), "width": 0.5}
    for row in range(rows - 1):
        place = {"x0": -0.05, "x1": 1, "xref": "paper", "y0": -row - 0.35, "y1": -row - 0.35}
        figure.add_shape(type="line", line=line, opacity=0.6, **place)


def _write_columns(figure: go.Figure, stacked: list[str], theme: Theme) -> None:
    width = NARROW // max(FEWEST, len(stacked))
    narrow = [*figure.layout.meta["narrow"]["annotations"]]
    narrow += [_narrowed(label, width) for label in stacked]
    figure.update_layout(meta={"narrow": {"annotations": narrow}})
    for place, label in enumerate(stacked):
        figure.add_annotation(
            text=label,
            x=place,
            xshift=-14,
            y=1,
            yref="paper",
            yshift=2,
            xanchor="left",
            yanchor="bottom",
            align="left",
            showarrow=False,
            font={"size": theme.size - 2},
        )


def _narrowed(stacked: str, width: int) -> str:
    """The lines of a column's name, each cut to what stands above a column of a telephone."""
    lines = (frame.shorten(html.unescape(line), width) for line in stacked.split("<br>"))
    return "<br>".join(frame.safe(line) for line in lines)


def _stacked(label: str) -> str:
    lines = textwrap.wrap(label, 13, break_long_words=False)[:3]
    return "<br>".join(frame.safe(line) for line in lines)
