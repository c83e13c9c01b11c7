"""Who is named together with whom."""

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

WIDTH, NARROW, HEIGHT = 700, 316, 430
"""The picture in pixels as names are placed, on a page and on a telephone."""
FEW = 4  # actors for which a picture of half the height is enough
HIDDEN = (
    0.12  # part of a name's box that may lie over something on a telephone; else it is left out
)
LETTER, LINE = 7.4, 17  # pixels a bold letter and a line of a name take
AROUND = (
    ("top center", -0.5, -1.0),
    ("bottom center", -0.5, 0.0),
    ("middle right", 0.0, -0.5),
    ("middle left", -1.0, -0.5),
    ("top right", 0.0, -1.0),
    ("top left", -1.0, -1.0),
    ("bottom right", 0.0, 0.0),
    ("bottom left", -1.0, 0.0),
)
"""Where a name can stand: its place, and its box's corner in widths and heights of the box."""

Spots = dict[str, tuple[float, float]]
Box = tuple[float, float, float, float]


def network(
    book: Book,
    *,
    language: str = "en",
    theme: Theme | None = None,
    most: int = 22,
    named: int = 9,
) -> go.Figure:
    """Who is named together with whom: a line joins two actors of one sentence.

    Drawn is the largest group that hangs together, by Fruchterman and Reingold's layout with a
    fixed seed, so the picture is always the same. The ``named`` best-joined actors carry their
    name where it hides least; the others show it on hover; the table has all pairs.

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
    joined = people[people["actor_id"].isin(graph.nodes)]
    figure = _drawn(graph, joined, named, labels=labels, theme=theme)
    rows = [
        (names[r.actor_id], names[r.other_id], int(r.n_sentences)) for r in frame.records(pairs)
    ]
    columns = [labels[f"column.{c}"] for c in ("actor", "other", "n_sentences")]
    table = frame.table(columns, rows)
    return frame.finish(
        figure,
        kind="network",
        title=_closest(rows, labels),
        table=table,
        labels=labels,
        theme=theme,
    )


def _closest(rows: list[tuple[str, str, int]], labels: Labels) -> str:
    """Which two stand together most often, or that nobody does."""
    first, second, together = rows[0]
    if together == 1:
        return labels["figure.network.title.once"]
    even = sum(n == together for _, _, n in rows)
    sentences = labels.count("sentences", together)
    if even > 1:
        pairs = labels.number(even)
        return labels.say("figure.network.title.even", pairs=pairs, sentences=sentences)
    return labels.say("figure.network.title.pair", a=first, b=second, sentences=sentences)


def _graph(pairs: Any) -> Any:
    """The largest group of actors that hangs together."""
    import networkx

    graph = networkx.Graph()
    for row in frame.records(pairs):
        graph.add_edge(row.actor_id, row.other_id, n=int(row.n_sentences))
    groups = sorted(networkx.connected_components(graph), key=lambda g: (-len(g), min(g)))
    return graph.subgraph(groups[0])


def _layout(graph: Any) -> Spots:
    import networkx

    nodes = sorted(graph.nodes)
    ordered = networkx.Graph()
    ordered.add_nodes_from(nodes)
    ordered.add_edges_from(sorted(graph.edges))
    k = 2.2 / len(nodes) ** 0.5
    spots = networkx.spring_layout(ordered, seed=7, k=k, iterations=200)
    across, down = (_stretched({n: float(spots[n][i]) for n in nodes}) for i in (0, 1))
    return {node: (across[node], down[node]) for node in nodes}


def _stretched(places: dict[str, float]) -> dict[str, float]:
    """Places along one side, drawn out to fill it from -1 to 1."""
    low, high = min(places.values()), max(places.values())
    width = (high - low) or 1.0
    return {node: round(2 * (place - low) / width - 1, 3) for node, place in places.items()}


def _drawn(graph: Any, joined: Any, named: int, *, labels: Labels, theme: Theme) -> go.Figure:
    figure = frame.blank(theme, bottom=16)
    height = HEIGHT if len(graph) > FEW else HEIGHT // 2
    figure.update_layout(height=figure.layout.height + height)
    spots = _layout(graph)
    for a, b, data in sorted(graph.edges(data=True), key=lambda edge: edge[:2]):
        figure.add_scatter(
            x=[spots[a][0], spots[b][0]],
            y=[spots[a][1], spots[b][1]],
            mode="lines",
            line={"width": min(7, 0.8 + data["n"]), "color": theme.colour("page", "line")},
            opacity=0.55,
            hoverinfo="skip",
        )
    best = sorted(graph.nodes, key=lambda n: (-graph.degree(n, weight="n"), n))[:named]
    _draw_actors(figure, graph, spots, joined, best, labels=labels, theme=theme)
    figure.update_xaxes(visible=False, range=[-1.12, 1.12])
    figure.update_yaxes(visible=False, range=[-1.2, 1.2])
    return figure


def _draw_actors(
    figure: go.Figure,
    graph: Any,
    spots: Spots,
    joined: Any,
    best: list[str],
    *,
    labels: Labels,
    theme: Theme,
) -> None:
    heaviest = max(1, int(joined["n_mentions"].max()))
    rows = list(frame.records(joined))
    names = {r.actor_id: _lines(r.name) for r in rows if r.actor_id in best}
    ordered = {actor: names[actor] for actor in best}
    height = figure.layout.height - frame.TITLE_HEIGHT - 16
    places, _ = _places(ordered, spots, WIDTH, height)
    tight, hidden = _places(ordered, spots, NARROW, height)
    ids = [r.actor_id for r in rows]
    figure.update_layout(
        meta={
            "narrow": {
                "text": ["" if i in hidden else _bold(names.get(i, [])) for i in ids],
                "textposition": [tight.get(i, "top center") for i in ids],
            }
        }
    )
    figure.add_scatter(
        x=[spots[r.actor_id][0] for r in rows],
        y=[spots[r.actor_id][1] for r in rows],
        mode="markers+text",
        text=[_bold(names.get(i, [])) for i in ids],
        textposition=[places.get(i, "top center") for i in ids],
        cliponaxis=False,
        marker={
            "size": [round(9 + 13 * (r.n_mentions / heaviest) ** 0.5, 1) for r in rows],
            "color": [theme.colour("kind", r.kind) for r in rows],
            "symbol": [theme.symbol("kind", r.kind) for r in rows],
            "line": {"width": 0},
            "opacity": 1,
        },
        hoverinfo="text",
        hovertext=[_hover(r, graph.degree(r.actor_id), labels) for r in rows],
    )


def _hover(row: Any, neighbours: int, labels: Labels) -> str:
    return frame.hover(
        f"{row.name}, {labels[f'kind.{row.kind}']}",
        labels.count("mentions", row.n_mentions),
        labels.say("figure.network.joined", actors=labels.count("actors", neighbours)),
    )


def _lines(name: str) -> list[str]:
    return textwrap.wrap(name, 22, break_long_words=False, max_lines=2, placeholder="…") or [name]


def _bold(lines: list[str]) -> str:
    return "<br>".join(f"<b>{frame.safe(line)}</b>" for line in lines)


def _places(
    names: dict[str, list[str]], spots: Spots, across: float, high: float
) -> tuple[dict[str, str], set[str]]:
    """For each name the place that covers least of marks, of names set before, and of the edge.

    The second result holds those that cover too much even there.
    """
    at = {
        node: ((x + 1.12) / 2.24 * across, (1.2 - y) / 2.4 * high) for node, (x, y) in spots.items()
    }
    taken: list[Box] = [(x - 9, y - 9, x + 9, y + 9) for x, y in at.values()]
    places: dict[str, str] = {}
    hidden: set[str] = set()
    for node, lines in names.items():
        width, height = LETTER * max(map(len, lines)), LINE * len(lines)
        boxes = {
            place: _box(place, right, down, at[node], width, height)
            for place, right, down in AROUND
        }
        costs = {
            place: sum(_overlap(box, t) for t in taken) + _outside(box, across, high)
            for place, box in boxes.items()
        }
        best = min(costs, key=lambda place: costs[place])
        places[node] = best
        if costs[best] > HIDDEN * width * height:
            hidden.add(node)
        else:
            taken.append(boxes[best])
    return places, hidden


def _box(
    place: str, right: float, down: float, spot: tuple[float, float], width: float, height: float
) -> Box:
    gap_x = 0 if "center" in place else 11 if "right" in place else -11
    gap_y = -10 if "top" in place else 10 if "bottom" in place else 0
    left, top = spot[0] + right * width + gap_x, spot[1] + down * height + gap_y
    return left, top, left + width, top + height


def _overlap(one: Box, other: Box) -> float:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across * down if across > 0 and down > 0 else 0.0


def _outside(box: Box, across: float, high: float) -> float:
    beyond = (
        max(0.0, -box[0]) + max(0.0, box[2] - across) + max(0.0, -box[1]) + max(0.0, box[3] - high)
    )
    return 40 * beyond
