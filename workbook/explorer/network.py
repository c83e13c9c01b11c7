"""Who is named together with whom, in what is chosen: places on a plane, always the same ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbook.explorer.choice import Choice
    from workbook.explorer.index import Index

MOST = 16
"""Actors that are drawn: those named most."""
EDGES = 60


def network(index: Index, choice: Choice) -> dict[str, Any]:
    """Actors and the pairs of them that a sentence shown names together.

    Returns
    -------
    dict
        ``nodes`` with ``id, name, kind, n, x, y, on``, places from 0 to 1 by Fruchterman and
        Reingold with a fixed seed; ``edges`` with ``a, b`` (places in ``nodes``) and ``n``.
    """
    import numpy as np

    shown = index.sentences(choice)
    standing = shown[index.mentions.sentence]
    whom, where = index.mentions.whom[standing], index.mentions.sentence[standing]
    counts = np.bincount(whom, minlength=len(index.names["actor"].ids))
    best = [int(c) for c in np.lexsort((np.arange(len(counts)), -counts))[:MOST] if counts[c]]
    table = np.zeros((len(best), len(shown)), dtype=np.int32)
    for row, code in enumerate(best):
        table[row, where[whom == code]] = 1
    together = table @ table.T
    pairs = [
        (int(together[a, b]), a, b)
        for a in range(len(best))
        for b in range(a + 1, len(best))
        if together[a, b]
    ]
    pairs = sorted(pairs, key=lambda pair: (-pair[0], pair[1:]))[:EDGES]
    joined = sorted({end for _, a, b in pairs for end in (a, b)})
    spots = _spots(joined, pairs)
    names = index.names["actor"]
    return {
        "nodes": [
            {
                "id": names.ids[best[node]],
                "name": names.names[best[node]],
                "kind": names.kinds[best[node]],
                "n": int(counts[best[node]]),
                "x": spots[node][0],
                "y": spots[node][1],
                "on": names.ids[best[node]] == choice.actor,
            }
            for node in joined
        ],
        "edges": [{"a": joined.index(a), "b": joined.index(b), "n": n} for n, a, b in pairs],
    }


def _spots(nodes: list[int], pairs: list[tuple[int, int, int]]) -> dict[int, tuple[float, float]]:
    """A place for each, the whole stretched over the plane."""
    import networkx

    if not nodes:
        return {}
    graph = networkx.Graph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from((a, b) for _, a, b in pairs)
    laid = networkx.spring_layout(graph, seed=7, k=2.4 / len(nodes) ** 0.5, iterations=120)
    sides = [_stretched({node: float(spot[side]) for node, spot in laid.items()}) for side in (0, 1)]  # fmt: skip
    return {node: (sides[0][node], sides[1][node]) for node in nodes}


def _stretched(places: dict[int, float]) -> dict[int, float]:
    low, high = min(places.values()), max(places.values())
    return {node: round((place - low) / ((high - low) or 1.0), 3) for node, place in places.items()}
