"""Rows on a calendar: what of it is shown, and how marks tell how sure and how exact they are.

An exact day is a mark. A period is a box around its days, filled where it is certain and empty
where it is still to come, or not sure; a dotted edge says that the text is vague about it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbook.figures import frame
from workbook.figures.theme import Theme
from workbook.labels import Labels

if TYPE_CHECKING:
    import plotly.graph_objects as go

NEAR = 45
"""Days around publication that are drawn to scale when something lies far outside of them."""
ROW = 58  # pixels: two lines of words and a mark
HIGH = 0.12
"""Half the height of a box, of a row's."""
DAY_MARK, BOX_MARK = 12, 8  # pixels: in a box the mark names its status, not a day
EDGE = 0.05  # of the axis, where a label would not fit
CERTAIN = ("happened", "ongoing", "mentioned")


def calendar(
    shown: Any, published: Any, texts: dict[Any, str], *, labels: Labels, theme: Theme
) -> go.Figure:
    """The rows below each other, each with its words above its mark.

    Parameters
    ----------
    shown : rows with ``article_id, sentence_id, begin, until, exact, vague, status, label, when``.
    published : the day to mark, or ``None``.
    texts : each sentence by its article and number.
    """
    low, high = _window(shown, published)
    figure = frame.blank(theme, bottom=34, left=10)
    figure.update_layout(height=frame.TITLE_HEIGHT + 54 + ROW * len(shown))
    figure.update_layout(margin={"t": frame.TITLE_HEIGHT + 20})
    for number, row in enumerate(frame.records(shown)):
        words = f"{row.when} · {labels[f'status.{row.status}']}"
        hover = frame.hover(row.label, words, texts.get((row.article_id, row.sentence_id), ""))
        _draw(figure, number, row, low, high, hover=hover, theme=theme)
        _write(figure, number, row.label, words)
    _draw_publication(figure, len(shown), published, low, high, labels=labels, theme=theme)
    _draw_axes(figure, len(shown), low, high, labels=labels, theme=theme)
    return figure


def _draw(
    figure: go.Figure, number: int, row: Any, low: Any, high: Any, *, hover: str, theme: Theme
) -> None:
    colour = theme.colour("status", row.status)
    begin, until = max(row.begin, low), min(row.until, high)
    beyond = "triangle-left" if row.until <= low else "triangle-right" if row.begin >= high else ""
    if not row.exact and not beyond:
        _draw_box(figure, number, row, _iso(begin), _iso(until), hover=hover, colour=colour)
        if row.status == "mentioned":
            return  # its mark is a stroke, which would cut the box at some day
    middle = {"triangle-left": low, "triangle-right": high}.get(beyond, begin + (until - begin) / 2)
    figure.add_scatter(
        x=[_iso(middle)],
        y=[-number],
        mode="markers",
        cliponaxis=False,
        marker={
            "symbol": beyond or theme.symbol("status", row.status),
            "size": DAY_MARK if row.exact or beyond else BOX_MARK,
            "color": colour,
            "line": {"width": 2, "color": colour},
        },
        hoverinfo="text",
        hovertext=hover,
    )


def _draw_box(
    figure: go.Figure, number: int, row: Any, begin: str, until: str, *, hover: str, colour: str
) -> None:
    certain = row.status in CERTAIN
    figure.add_scatter(
        x=[begin, until, until, begin, begin],
        y=[-number + side * HIGH for side in (-1, -1, 1, 1, -1)],
        mode="lines",
        fill="toself",
        fillcolor=_paler(colour) if certain else "rgba(0,0,0,0)",
        line={"color": colour, "width": 1.5, "dash": "dot" if row.vague else "solid"},
        hoveron="fills",
        hoverinfo="text",
        text=hover,
    )


def _paler(colour: str) -> str:
    """A colour that lets the paper through.

    Examples
    --------
    >>> _paler("#336699")
    'rgba(51,102,153,0.35)'
    """
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.35)"


def _draw_axes(
    figure: go.Figure, rows: int, low: Any, high: Any, *, labels: Labels, theme: Theme
) -> None:
    days = _ticks_as_days(low, high)
    figure.update_yaxes(visible=False, range=[0.3 - rows, 0.8])
    figure.update_xaxes(
        type="date",
        range=[_iso(low), _iso(high)],
        nticks=5,
        tickvals=[_iso(day) for day in days],
        ticktext=[labels.short_day(day) for day in days],
        showline=True,
        ticks="outside",
        ticklen=4,
        tickcolor=theme.colour("page", "line"),
    )


def _write(figure: go.Figure, number: int, label: str, when: str) -> None:
    label, short = frame.shorten(label, frame.WIDE), frame.shorten(label, frame.NARROW)
    narrow = list((figure.layout.meta or {}).get("narrow", {}).get("annotations", ()))
    narrow.append(f"<b>{frame.safe(short)}</b><br>{frame.safe(when)}")
    figure.update_layout(meta={"narrow": {"annotations": narrow}})
    figure.add_annotation(
        text=f"<b>{frame.safe(label)}</b><br>{frame.safe(when)}",
        x=0,
        y=-number,
        xref="paper",
        yref="y",
        xanchor="left",
        yanchor="bottom",
        xshift=-12,
        yshift=9,
        showarrow=False,
        align="left",
    )


def _window(rows: Any, published: Any) -> tuple[Any, Any]:
    """From when to when the axis runs: everything, unless that would flatten what is near."""
    import pandas as pd

    low, high = rows["begin"].min(), rows["until"].max()
    if published is not None:
        low, high = min(low, published), max(high, published + pd.Timedelta(days=1))
        near = (rows["until"] > published - pd.Timedelta(days=NEAR)) & (
            rows["begin"] < published + pd.Timedelta(days=NEAR)
        )
        if near.any() and high - low > pd.Timedelta(days=4 * NEAR):
            inside = rows[near & ((rows["until"] - rows["begin"]) < pd.Timedelta(days=NEAR))]
            low = min([published, *inside["begin"]])
            high = max([published + pd.Timedelta(days=1), *inside["until"]])
    margin = max((high - low) * 0.08, pd.Timedelta(days=1))
    return max(low - margin, pd.Timestamp(1, 1, 1)), min(high + margin, pd.Timestamp(9999, 12, 30))


def _draw_publication(
    figure: go.Figure,
    rows: int,
    published: Any,
    low: Any,
    high: Any,
    *,
    labels: Labels,
    theme: Theme,
) -> None:
    """A short stroke beside every row's mark, so that none runs through words."""
    import pandas as pd

    if published is None or not low <= published <= high:
        return
    noon = _iso(published + pd.Timedelta(hours=12))
    line = {"color": theme.colour("page", "line"), "width": 1}
    for row in range(rows):
        figure.add_shape(
            type="line",
            x0=noon,
            x1=noon,
            y0=-row - 0.16,
            y1=-row + 0.1,
            line=line,
            layer="below",
        )
    figure.add_annotation(
        text=frame.safe(labels["figure.timeline.published"]),
        x=noon,
        y=1,
        yref="paper",
        yshift=2,
        xanchor="right" if published - low > (high - low) / 2 else "left",
        yanchor="bottom",
        showarrow=False,
    )


def _ticks_as_days(low: Any, high: Any) -> list[Any]:
    import pandas as pd

    step = max(1, round((high - low) / pd.Timedelta(days=1) / 4))
    first = (low + (high - low) * EDGE).normalize() + pd.Timedelta(days=1)
    days = [first + pd.Timedelta(days=step * n) for n in range(5)]
    return [day.to_pydatetime() for day in days if day <= high]


def _iso(moment: Any) -> str:
    return str(moment.isoformat(sep=" ", timespec="minutes"))
