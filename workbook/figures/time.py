"""When: dates and events on the calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbook import measures
from workbook.figures import frame
from workbook.figures.calendar import calendar
from workbook.figures.frame import Book
from workbook.figures.theme import Theme, standard
from workbook.labels import Labels, words

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go


def timeline(
    book: Book, *, language: str = "en", theme: Theme | None = None, most: int = 14
) -> go.Figure:
    """Dates and events in the order of the calendar, one row each.

    A mark stands on an exact day, a box holds a period: filled if it is certain, empty if not,
    with a dotted edge where the text is vague. The mark's shape and the words beside the date
    say whether it happened or is planned. What lies far from publication stands at the edge, as
    a triangle pointing there.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> from workbook.schemas import TABLES
    >>> book = SimpleNamespace(**{name: table.empty() for name, table in TABLES.items()})
    >>> timeline(book).layout.meta["rows"]
    []
    """
    theme, labels = theme or standard(), words(language)
    rows = measures.timeline(book.dates, book.events, book.sentences)
    dated = rows.dropna(subset=["begin", "until"])
    if not len(dated):
        return frame.empty("timeline", labels=labels, theme=theme)
    dated = _merged(_named(dated, book, labels, language), labels)
    days = measures.volume(book.articles)["day"].sort_values()
    published = days.iloc[0] if days.nunique() == 1 else None
    shown = _nearest(dated, days.iloc[len(days) // 2] if len(days) else None, most)
    texts = frame.sentence_texts(book.sentences)
    figure = calendar(shown, published, texts, labels=labels, theme=theme)
    columns = [labels[f"column.{c}"] for c in ("when", "what", "status", "exact", "as_written")]
    cells = [
        (r.when, r.label, labels[f"status.{r.status}"], labels[f"exact.{_exactness(r)}"], r.text)
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
    told = [when(r, labels) for r in frame.records(rows)]
    return rows.assign(label=named, when=told)


def when(row: Any, labels: Labels) -> str:
    """A row's place on the calendar in words: *17–23 Feb 2025*, *February 2025, roughly*."""
    period = labels.period(row.begin, row.until)
    return labels.say("dates.vague", when=period) if row.vague else period


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
        parts.append(labels.say(f"figure.timeline.planned.{frame.number(ahead)}", n=noun))
    without = int(((rows["what"] == "event") & rows["begin"].isna()).sum())
    if without:
        n = labels.number(without)
        parts.append(labels.say(f"figure.timeline.undated.{frame.number(without)}", n=n))
    return labels.join(parts)


def _nearest(rows: Any, day: Any, most: int) -> Any:
    """At most so many rows: events first, then what lies nearest to the day of publication."""
    import pandas as pd

    centre = day if day is not None else rows["begin"].iloc[len(rows) // 2]
    distance = (rows["begin"] - centre).abs()
    ranked = rows.assign(later=rows["what"] == "date", distance=distance)
    kept = ranked.sort_values(["later", "distance"], kind="stable").head(most)
    return pd.DataFrame(rows.loc[kept.index.sort_values()])


def _exactness(row: Any) -> str:
    return "vague" if row.vague else "yes" if row.exact else "no"
