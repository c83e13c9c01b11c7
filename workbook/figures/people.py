"""Who is in the article, and who stands beside whom."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from workbook import measures
from workbook.figures import frame
from workbook.figures.frame import Book
from workbook.figures.theme import Theme, standard
from workbook.labels import Labels, words

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


def network(
    book: Book,
    *,
    language: str = "en",
    theme: Theme | None = None,
    most: int = 22,
    named: int = 9,
) -> go.Figure:
    """Who is named together with whom: a line joins two actors of one sentence.

    Fruchterman–Reingold layout with a fixed seed, so the picture is always the same; the
    ``named`` best-joined actors carry their name, the others show it on hover.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> from workbook.schemas import TABLES
    >>> book = SimpleNamespace(**{name: table.empty() for name, table in TABLES.items()})
    >>> network(book).layout.meta["rows"]
    []
    """
    theme, labels = theme or standard(), words(language)
    people = measures.share_of_voice(measures.actor_names(book.actors, language=language))
    pairs = measures.co_mentions(book.mentions)
    known = set(people["actor_id"].head(most))
    pairs = pairs[pairs["actor_id"].isin(known) & pairs["other_id"].isin(known)]
    if not len(pairs):
        return frame.empty("network", labels=labels, theme=theme)
    names = dict(zip(people["actor_id"], people["name"], strict=True))
    graph = _graph(pairs)
    spots = _layout(graph)
    figure = frame.blank(theme, rows=11, bottom=36)
    _draw_lines(figure, graph, spots, theme)
    joined = people[people["actor_id"].isin(graph.nodes)]
    best = sorted(graph.nodes, key=lambda n: (-graph.degree(n, weight="n"), n))[:named]
    _draw_actors(figure, graph, spots, joined, set(best), labels=labels, theme=theme)
    rows = [
        (names[r.actor_id], names[r.other_id], labels.number(r.n_sentences))
        for r in frame.records(pairs)
    ]
    top = pairs.iloc[0]
    title = labels.say(
        "figure.network.title.pair",
        a=names[top["actor_id"]],
        b=names[top["other_id"]],
        sentences=labels.count("sentences", int(top["n_sentences"])),
    )
    columns = [labels[f"column.{c}"] for c in ("actor", "other", "n_sentences")]
    table = frame.table(columns, rows)
    return frame.finish(
        figure, kind="network", title=title, table=table, labels=labels, theme=theme
    )


def _most_named(shown: Any, labels: Labels) -> str:
    highest = int(shown["n_mentions"].iloc[0])
    first = list(shown.loc[shown["n_mentions"] == highest, "name"])
    names = first if 1 < len(first) <= 3 else list(shown["name"].head(2))
    if len(shown) == 1 or (len(first) == 1 and highest >= 2 * shown["n_mentions"].iloc[1]):
        times = labels.count("times", highest)
        return labels.say("figure.actors.title.one", name=first[0], times=times)
    return labels.say("figure.actors.title.other", names=labels.join(names))


def _first_sentences(book: Book) -> dict[str, str]:
    texts = frame.sentence_texts(book.sentences)
    ordered = book.mentions.sort_values(["article_id", "start"], kind="stable")
    firsts = ordered.drop_duplicates("actor_id")
    keys = zip(firsts["article_id"], firsts["sentence_id"], strict=True)
    return {a: texts.get(key, "") for a, key in zip(firsts["actor_id"], keys, strict=True)}


def _stacked(name: str) -> str:
    lines = textwrap.wrap(name, 22, break_long_words=False, max_lines=2, placeholder="…")
    return "<br>".join(f"<b>{frame.safe(line)}</b>" for line in lines)


def _beside(x: float, y: float) -> str:
    """Where a name stands beside its mark, so that it stays inside the picture."""
    across = "right" if x < -0.5 else "left" if x > 0.5 else "center"
    return f"{'top' if y >= 0 else 'bottom'} {across}"


def _rows(figure: go.Figure, rows: int, *, widest: float) -> None:
    figure.update_yaxes(visible=False, range=[0.35 - rows, 0.65])
    figure.update_xaxes(visible=False, range=[0, widest * 1.12])


def _graph(pairs: Any) -> Any:
    import networkx

    graph = networkx.Graph()
    for row in frame.records(pairs):
        graph.add_edge(row.actor_id, row.other_id, n=int(row.n_sentences))
    return graph


def _layout(graph: Any) -> dict[str, tuple[float, float]]:
    import networkx

    spots = networkx.spring_layout(
        graph, weight=None, seed=7, k=1.6 / len(graph) ** 0.5, iterations=120
    )
    across, down = (_stretched({n: float(s[i]) for n, s in spots.items()}) for i in (0, 1))
    return {node: (across[node], down[node]) for node in graph.nodes}


def _stretched(places: dict[str, float]) -> dict[str, float]:
    """Places along one side, drawn out to fill it from -1 to 1."""
    low, high = min(places.values()), max(places.values())
    width = (high - low) or 1.0
    return {node: round(2 * (place - low) / width - 1, 3) for node, place in places.items()}


def _draw_lines(figure: go.Figure, graph: Any, spots: Any, theme: Theme) -> None:
    for a, b, data in sorted(graph.edges(data=True)):
        figure.add_scatter(
            x=[spots[a][0], spots[b][0]],
            y=[spots[a][1], spots[b][1]],
            mode="lines",
            line={"width": min(7, 0.8 + data["n"]), "color": theme.colour("page", "line")},
            opacity=0.55,
            hoverinfo="skip",
        )


def _draw_actors(
    figure: go.Figure,
    graph: Any,
    spots: Any,
    joined: Any,
    best: set[str],
    *,
    labels: Labels,
    theme: Theme,
) -> None:
    heaviest = max(1, int(joined["n_mentions"].max()))
    rows = list(frame.records(joined))
    figure.add_scatter(
        x=[spots[r.actor_id][0] for r in rows],
        y=[spots[r.actor_id][1] for r in rows],
        mode="markers+text",
        text=[_stacked(r.name) if r.actor_id in best else "" for r in rows],
        textposition=[_beside(*spots[r.actor_id]) for r in rows],
        cliponaxis=False,
        marker={
            "size": [round(9 + 15 * (r.n_mentions / heaviest) ** 0.5, 1) for r in rows],
            "color": [theme.colour("kind", r.kind) for r in rows],
            "symbol": [theme.symbol("kind", r.kind) for r in rows],
            "line": {"width": 0},
            "opacity": 1,
        },
        hoverinfo="text",
        hovertext=[
            frame.hover(
                f"{r.name}, {labels[f'kind.{r.kind}']}",
                labels.count("mentions", r.n_mentions),
                f"{labels['column.other']} {labels.number(graph.degree(r.actor_id))}",
            )
            for r in rows
        ],
    )
    figure.update_xaxes(visible=False, range=[-1.1, 1.1])
    figure.update_yaxes(visible=False, range=[-1.25, 1.25])
