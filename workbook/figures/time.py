"""When: dates and events on the calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbook import measures
from workbook.figures import frame
from workbook.figures.frame import Book
from workbook.figures.theme import Theme, standard
from workbook.labels import Labels, words

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

NEAR = 45
"""Days around publication that are drawn to scale when something lies far outside of them."""
ROW = 58  # pixels: two lines of words and a mark


def timeline(
    book: Book, *, language: str = "en", theme: Theme | None = None, most: int = 14
) -> go.Figure:
    """Dates and events in the order of the calendar, one row each.

    A mark stands on an exact day, a bar spans a period; the mark's shape and the words beside the
    date say whether it happened or is planned. What lies far from publication stands at the
    edge, as a triangle pointing there.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> from workbook.schemas import TABLES
    >>> book = SimpleNamespace(**{name: table.empty() for name, table in TABLES.items()})
    >>> timeline(book).layout.meta["rows"]
    []
    """
    theme, labels = theme or standard(), words(language)
    rows = measures.timeline(book.dates, book.events)
    dated = rows.dropna(subset=["begin", "until"])
    if not len(dated):
        return frame.empty("timeline", labels=labels, theme=theme)
    dated = _merged(_named(dated, book, labels, language), labels)
    published = _published(book)
    shown = _nearest(dated, published, most)
    low, high = _window(shown, published)
    figure = frame.blank(theme, bottom=34, left=10)
    figure.update_layout(height=frame.TITLE_HEIGHT + 54 + ROW * len(shown))
    figure.update_layout(margin={"t": frame.TITLE_HEIGHT + 20})
    _draw(figure, shown, low, high, book, labels=labels, theme=theme)
    _draw_publication(figure, len(shown), published, low, high, labels=labels, theme=theme)
    figure.update_yaxes(visible=False, range=[0.3 - len(shown), 0.8])
    figure.update_xaxes(
        type="date",
        range=[_iso(low), _iso(high)],
        nticks=5,
        tickvals=_ticks(low, high),
        ticktext=[labels.short_day(day) for day in _ticks_as_days(low, high)],
        showline=True,
        ticks="outside",
        ticklen=4,
        tickcolor=theme.colour("page", "line"),
    )
    columns = [labels[f"column.{c}"] for c in ("when", "what", "status", "exact", "as_written")]
    cells = [
        (r.when, r.label, labels[f"status.{r.status}"], _exactness(r.exact, labels), r.text)
        for r in frame.records(dated)
    ]
    return frame.finish(
        figure,
        kind="timeline",
        title=_in_short(dated, rows, labels),
        table=frame.table(columns, cells),
        labels=labels,
        theme=theme,
    )


def _named(rows: pd.DataFrame, book: Book, labels: Labels, language: str) -> Any:
    """Rows with ``label`` (what) and ``when`` in words."""
    who = _participants(book, language)
    named = [
        event_name(r.type, r.mode, who.get((r.article_id, int(r.number)), ()), labels)
        if r.what == "event"
        else labels.say("quote", text=" ".join(str(r.text).split()))
        for r in frame.records(rows)
    ]
    when = [labels.period(r.begin, r.until) for r in frame.records(rows)]
    return rows.assign(label=named, when=when)


def event_name(kind: str, mode: object, actors: tuple[str, ...], labels: Labels) -> str:
    """An event in words: *Phone call: Rubio, Lawrow*.

    Examples
    --------
    >>> event_name("CONSULT", "phone", ("Rubio", "Lawrow"), words("de"))
    'Telefonat: Rubio, Lawrow'
    """
    plain = labels.get(f"event.{kind}", kind.capitalize())
    name = labels.get(f"event.{kind}.{mode}", plain)
    return f"{name}: {', '.join(actors[:3])}" if actors else name


def _merged(rows: Any, labels: Labels) -> Any:
    """The same date written twice is one row; a date that an event has is no row of its own."""
    once = rows.drop_duplicates(["what", "label", "begin", "until", "status"])
    event = once["what"] == "event"
    days = ["article_id", "begin", "until"]
    taken = once.loc[event, days].drop_duplicates().assign(taken=True)
    told = once[days].merge(taken, on=days, how="left")["taken"].notna().to_numpy()
    return once[event | ~told].reset_index(drop=True)


def _participants(book: Book, language: str) -> dict[Any, tuple[str, ...]]:
    named = measures.actor_names(book.actors, language=language)
    keys = ["article_id", "actor_id"]
    parts = book.event_actors.merge(named[[*keys, "name", "salience"]], on=keys, how="inner")
    order = {"initiator": 0, "recipient": 1, "participant": 2}
    parts = parts.assign(order=parts["part"].map(order)).sort_values(
        ["order", "salience", "actor_id"], ascending=[True, False, True], kind="stable"
    )
    return {
        key: tuple(dict.fromkeys(rows["name"]))
        for key, rows in parts.groupby(["article_id", "event_id"], sort=False)
    }


def _published(book: Book) -> Any:
    """The day of the only article, or of the middle one."""
    days = measures.volume(book.articles)["day"]
    return days.sort_values().iloc[len(days) // 2] if len(days) else None


def _nearest(rows: Any, published: Any, most: int) -> Any:
    """At most so many rows: events first, then what lies nearest to publication."""
    import pandas as pd

    centre = published if published is not None else rows["begin"].iloc[len(rows) // 2]
    distance = (rows["begin"] - centre).abs()
    ranked = rows.assign(later=rows["what"] == "date", distance=distance)
    kept = ranked.sort_values(["later", "distance"], kind="stable").head(most)
    return pd.DataFrame(rows.loc[kept.index.sort_values()])


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


def _draw(
    figure: go.Figure,
    rows: Any,
    low: Any,
    high: Any,
    book: Book,
    *,
    labels: Labels,
    theme: Theme,
) -> None:
    texts = frame.sentence_texts(book.sentences)
    for number, row in enumerate(frame.records(rows)):
        status = labels[f"status.{row.status}"]
        colour = theme.colour("status", row.status)
        hover = frame.hover(
            row.label, f"{row.when}, {status}", texts.get((row.article_id, row.sentence_id), "")
        )
        outside = row.until <= low or row.begin >= high
        begin, until = max(row.begin, low), min(row.until, high)
        if not row.exact and not outside:
            figure.add_scatter(
                x=[_iso(begin), _iso(until)],
                y=[-number, -number],
                mode="lines",
                line={
                    "color": colour,
                    "width": 6,
                    "dash": "solid" if row.status in ("happened", "ongoing") else "dot",
                },
                opacity=0.6,
                hoverinfo="text",
                hovertext=hover,
            )
        beyond = low if row.until <= low else high
        middle = begin + (until - begin) / 2 if not outside else beyond
        edge = "triangle-left" if row.until <= low else "triangle-right"
        figure.add_scatter(
            x=[_iso(middle)],
            y=[-number],
            mode="markers",
            cliponaxis=False,
            marker={
                "symbol": edge if outside else theme.symbol("status", row.status),
                "size": 12,
                "color": colour,
                "line": {"width": 2, "color": colour},
            },
            hoverinfo="text",
            hovertext=hover,
        )
        _write(figure, number, row.label, f"{row.when} · {status}")


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


def _in_short(dated: Any, rows: Any, labels: Labels) -> str:
    """How many events happened, are planned, have no place on the calendar; else from when to when."""
    import pandas as pd

    events = dated[dated["what"] == "event"]
    done = int(events["status"].isin(["happened", "ongoing"]).sum())
    ahead = int((events["status"] == "planned").sum())
    if not len(events) or not (done or ahead):
        first = dated["begin"].min()
        last = max(first, dated["until"].max() - pd.Timedelta(days=1))
        if first.date() == last.date():
            return labels.say("figure.timeline.title.day", day=labels.day(first))
        begin, until = labels.day(first), labels.day(last)
        return labels.say("figure.timeline.title.range", begin=begin, until=until)
    parts = []
    if done:
        parts.append(labels.say("figure.timeline.happened", events=labels.count("events", done)))
    if ahead:
        noun = labels.number(ahead) if done else labels.count("events", ahead)
        parts.append(labels.say(f"figure.timeline.planned.{_number(ahead)}", n=noun))
    without = int(((rows["what"] == "event") & rows["begin"].isna()).sum())
    if without:
        n = labels.number(without)
        parts.append(labels.say(f"figure.timeline.undated.{_number(without)}", n=n))
    return labels.join(parts)


def _number(n: int) -> str:
    return "one" if n == 1 else "other"


def _exactness(exact: bool, labels: Labels) -> str:
    return labels["exact.yes" if exact else "exact.no"]


def _ticks_as_days(low: Any, high: Any) -> list[Any]:
    import pandas as pd

    step = max(1, round((high - low) / pd.Timedelta(days=1) / 4))
    first = low.normalize() + pd.Timedelta(days=1)
    days = [first + pd.Timedelta(days=step * n) for n in range(5)]
    return [day.to_pydatetime() for day in days if day <= high]


def _ticks(low: Any, high: Any) -> list[str]:
    return [_iso(day) for day in _ticks_as_days(low, high)]


def _iso(moment: Any) -> str:
    return str(moment.isoformat(sep=" ", timespec="minutes"))
