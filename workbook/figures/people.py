"""Who is in the article, and how much."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbook import measures
from workbook.figures import frame
from workbook.figures.frame import Book
from workbook.figures.theme import Theme, standard
from workbook.labels import Labels, words
from workbook.measures.names import spoken

if TYPE_CHECKING:
    import plotly.graph_objects as go


def actors(
    book: Book, *, language: str = "en", theme: Theme | None = None, most: int = 10
) -> go.Figure:
    """Who is named how often: a bar an actor, coloured by kind, the kind written beside the name.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> from workbook.schemas import TABLES
    >>> book = SimpleNamespace(**{name: table.empty() for name, table in TABLES.items()})
    >>> actors(book, language="de").layout.meta["alt"][:11]
    'Hier stünde'
    """
    theme, labels = theme or standard(), words(language)
    named = measures.actor_names(book.actors, language=language)
    voices = measures.share_of_voice(named)
    voices = voices[voices["n_mentions"] > 0]
    shown = voices.head(most)
    if not len(shown):
        return frame.empty("actors", labels=labels, theme=theme)
    first = _first_sentences(book)
    figure = frame.blank(theme, rows=len(shown))
    figure.add_bar(
        orientation="h",
        x=[int(n) for n in shown["n_mentions"]],
        y=[-row for row in range(len(shown))],
        width=theme.bar,
        marker={"color": [theme.colour("kind", kind) for kind in shown["kind"]]},
        text=[labels.number(n) for n in shown["n_mentions"]],
        textposition="outside",
        constraintext="none",
        cliponaxis=False,
        hoverinfo="text",
        hovertext=[
            frame.hover(
                f"{row.name}, {labels[f'kind.{row.kind}']}",
                f"{labels.count('mentions', row.n_mentions)} ({labels.percent(row.share)})",
                first.get(row.actor_id, ""),
            )
            for row in frame.records(shown)
        ],
    )
    _rows(figure, len(shown), widest=int(shown["n_mentions"].max()))
    frame.names_above(figure, shown["name"], notes=[labels[f"kind.{k}"] for k in shown["kind"]])
    rows = [
        (r.name, labels[f"kind.{r.kind}"], labels.number(r.n_mentions), labels.percent(r.share))
        for r in frame.records(voices)
    ]
    columns = [labels[f"column.{c}"] for c in ("actor", "kind", "n_mentions", "share")]
    return frame.finish(
        figure,
        kind="actors",
        title=_most_named(shown, labels),
        table=frame.table(columns, rows),
        labels=labels,
        theme=theme,
    )


def _most_named(shown: Any, labels: Labels) -> str:
    """Those clearly ahead by name; nobody where too many are named equally often."""
    counts = list(shown["n_mentions"])
    ahead = next(
        (
            n
            for n in (1, 2, 3)
            if n == len(counts) or (n < len(counts) and counts[n - 1] > counts[n])
        ),
        0,
    )
    times = labels.count("times", int(counts[0]))
    if not ahead:
        most = counts.count(counts[0])
        if counts[0] == 1:
            return labels["figure.actors.title.once"]
        actors = labels.count("actors", most)
        return labels.say("figure.actors.title.even", actors=actors, times=times)
    names = spoken(shown["name"].head(ahead), language=labels.language)
    if ahead == 1:
        number = "plural" if names.plural else "one"
        key = f"figure.actors.title.{number}"
        return frame.capital(labels.say(key, name=names.joined, times=times))
    return frame.capital(labels.say("figure.actors.title.other", names=names.joined))


def _first_sentences(book: Book) -> dict[str, str]:
    texts = frame.sentence_texts(book.sentences)
    ordered = book.mentions.sort_values(["article_id", "start"], kind="stable")
    firsts = ordered.drop_duplicates("actor_id")
    keys = zip(firsts["article_id"], firsts["sentence_id"], strict=True)
    return {a: texts.get(key, "") for a, key in zip(firsts["actor_id"], keys, strict=True)}


def _rows(figure: go.Figure, rows: int, *, widest: float) -> None:
    figure.update_yaxes(visible=False, range=[0.35 - rows, 0.65])
    figure.update_xaxes(visible=False, range=[0, widest * 1.12])
