"""A network on paper: where its nodes lie, and where their names hide least."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from workbook.figures import frame
from workbook.figures.theme import Theme

if TYPE_CHECKING:
    import plotly.graph_objects as go

WIDTH, NARROW, HEIGHT = 700, 316, 430
"""The picture in pixels as names are placed, on a page and on a telephone."""
FEW = 4  # actors for which a picture of half the height is enough
HIDDEN = (
    0.12  # part of a name's box that may lie over something on a telephone; else it is left out
)
WIDEST = 6  # sentences, statements or events from which a line grows no wider
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


def _layout(graph: Any) -> Spots:
    """Places from -1 to 1, well-joined nodes near each other."""
    import networkx

    nodes = sorted(graph.nodes)
    ordered = networkx.Graph()
    ordered.add_nodes_from(nodes)
    ordered.add_edges_from(sorted(graph.edges))
    spots = networkx.kamada_kawai_layout(ordered)
    across, down = (_stretched({n: float(spots[n][i]) for n in nodes}) for i in (0, 1))
    return {node: (across[node], down[node]) for node in nodes}


def _stretched(places: dict[str, float]) -> dict[str, float]:
    """Places along one side, drawn out to fill it from -1 to 1."""
    low, high = min(places.values()), max(places.values())
    width = (high - low) or 1.0
    return {node: round(2 * (place - low) / width - 1, 3) for node, place in places.items()}


def drawn(
    graph: Any,
    nodes: Any,
    *,
    named: int,
    told: Mapping[str, str],
    between: Mapping[tuple[str, str], str],
    theme: Theme,
) -> go.Figure:
    """The picture of a graph that hangs together; arrows where it is directed.

    Parameters
    ----------
    graph : networkx graph of actor ids, each edge with its number ``n``.
    nodes : rows with ``actor_id, name, kind, n_mentions``.
    named : how many of the best-joined carry their name.
    told : what each node says when it is pointed at.
    between : the same for each edge, with its ends in their order.
    """
    figure = frame.blank(theme, bottom=16)
    height = HEIGHT if len(graph) > FEW else HEIGHT // 2
    figure.update_layout(height=figure.layout.height + height)
    spots = _layout(graph)
    _draw_edges(figure, graph, spots, _sizes(nodes), between, theme)
    best = sorted(graph.nodes, key=lambda n: (-graph.degree(n, weight="n"), n))[:named]
    _draw_actors(figure, spots, nodes, best, told, theme)
    figure.update_xaxes(visible=False, range=[-1.12, 1.12])
    figure.update_yaxes(visible=False, range=[-1.2, 1.2])
    return figure


def _draw_edges(
    figure: go.Figure,
    graph: Any,
    spots: Spots,
    sizes: Mapping[str, float],
    between: Mapping[tuple[str, str], str],
    theme: Theme,
) -> None:
    """Lines of one width as one trace, and in the middle of each a spot that says what it is."""
    edges = sorted((a, b, data["n"]) for a, b, data in graph.edges(data=True))
    by_width: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for a, b, n in edges:
        by_width[min(n, WIDEST)].append((a, b))
    line = theme.colour("page", "line")
    for n, ends in sorted(by_width.items()):
        arrows = _arrows([sizes[b] for _, b in ends], line) if graph.is_directed() else {}
        figure.add_scatter(
            x=[x for a, b in ends for x in (spots[a][0], spots[b][0], None)],
            y=[y for a, b in ends for y in (spots[a][1], spots[b][1], None)],
            mode="lines+markers" if arrows else "lines",
            line={"width": 0.8 + n, "color": line},
            opacity=0.75 if arrows else 0.55,
            hoverinfo="skip",
            **arrows,
        )
    figure.add_scatter(
        x=[round((spots[a][0] + spots[b][0]) / 2, 3) for a, b, _ in edges],
        y=[round((spots[a][1] + spots[b][1]) / 2, 3) for a, b, _ in edges],
        mode="markers",
        marker={"size": 12, "opacity": 0},
        hoverinfo="text",
        hovertext=[between.get((a, b), "") for a, b, _ in edges],
    )


def _arrows(radii: list[float], colour: str) -> dict[str, Any]:
    """Heads at the ends of lines, as far off as the marks there are large."""
    return {
        "marker": {
            "symbol": "arrow",
            "angleref": "previous",
            "size": [size for _ in radii for size in (0, 11, 0)],
            "standoff": [off for radius in radii for off in (0, round(radius / 2, 1), 0)],
            "color": colour,
            "opacity": 1,
            "line": {"width": 0},
        }
    }


def _sizes(nodes: Any) -> dict[str, float]:
    """The width of each mark in pixels, its area by mentions."""
    heaviest = max(1, int(nodes["n_mentions"].max()))
    return {
        r.actor_id: round(9 + 13 * (r.n_mentions / heaviest) ** 0.5, 1)
        for r in frame.records(nodes)
    }


def _draw_actors(
    figure: go.Figure,
    spots: Spots,
    nodes: Any,
    best: list[str],
    told: Mapping[str, str],
    theme: Theme,
) -> None:
    rows = list(frame.records(nodes))
    names = {r.actor_id: _lines(r.name) for r in rows if r.actor_id in best}
    ordered = {actor: names[actor] for actor in best}
    height = figure.layout.height - frame.TITLE_HEIGHT - 16
    places, _ = _places(ordered, spots, WIDTH, height)
    tight, hidden = _places(ordered, spots, NARROW, height)
    ids, sizes = [r.actor_id for r in rows], _sizes(nodes)
    figure.update_layout(
        meta={
            "narrow": {
                "text": ["" if i in hidden else _bold(names.get(i, [])) for i in ids],
                "textposition": [tight.get(i, "top center") for i in ids],
            }
        }
    )
    figure.add_scatter(
        x=[spots[i][0] for i in ids],
        y=[spots[i][1] for i in ids],
        mode="markers+text",
        text=[_bold(names.get(i, [])) for i in ids],
        textposition=[places.get(i, "top center") for i in ids],
        cliponaxis=False,
        marker={
            "size": [sizes[i] for i in ids],
            "color": [theme.colour("kind", r.kind) for r in rows],
            "symbol": [theme.symbol("kind", r.kind) for r in rows],
            "line": {"width": 0},
            "opacity": 1,
        },
        hoverinfo="text",
        hovertext=[told[i] for i in ids],
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
