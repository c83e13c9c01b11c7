"""Who stands beside whom and who speaks about whom, for Gephi, Cytoscape and networkx."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbook import measures

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

_NOT_IN_XML = {n: None for n in range(32) if n not in (9, 10, 13)} | {0xFFFE: None, 0xFFFF: None}


def graphml(tables: Mapping[str, pd.DataFrame], file: Path) -> None:
    """One directed graph with two kinds of edges.

    ``mentioned_together`` joins actors of one sentence (once a pair; ``weight`` = sentences,
    see `measures.co_mentions`); ``speaks_about`` goes from a source to an actor (``weight`` =
    statements, see `measures.quotation_pairs`).
    """
    import networkx as nx

    nx.write_graphml(graph(tables), file, encoding="utf-8")


def graph(tables: Mapping[str, pd.DataFrame]) -> nx.MultiDiGraph:
    """The same as a networkx graph; nodes are actors, and sources that are no actor."""
    import networkx as nx

    found = nx.MultiDiGraph()
    sources, actors = tables["sources"], tables["actors"]
    for row in actors.drop_duplicates("actor_id").to_dict("records"):
        n_mentions = int(actors.loc[actors["actor_id"] == row["actor_id"], "n_mentions"].sum())
        found.add_node(
            _xml(row["actor_id"]),
            **_known(row, "name", "kind", "country", "wikidata"),
            n_mentions=n_mentions,
        )
    actor_of = _actors_of_sources(sources)
    for row in sources.drop_duplicates("source_id").to_dict("records"):
        if actor_of[row["source_id"]] not in found:
            found.add_node(_xml(row["source_id"]), **_known(row, "name", "kind"))
    together = measures.co_mentions(tables["mentions"])
    for one, other, weight, strength in together.itertuples(index=False, name=None):
        found.add_edge(
            _xml(one),
            _xml(other),
            kind="mentioned_together",
            weight=int(weight),
            strength=float(strength),
        )
    spoken = measures.quotation_pairs(tables["claims"], tables["mentions"], sources)
    for source, actor, weight in spoken.itertuples(index=False, name=None):
        found.add_edge(_xml(actor_of[source]), _xml(actor), kind="speaks_about", weight=int(weight))
    return found


def _actors_of_sources(sources: pd.DataFrame) -> dict[str, str]:
    """The actor that each source is, or the source itself."""
    actors = sources["actor_id"].fillna(sources["source_id"])
    return dict(zip(sources["source_id"], actors, strict=True))


def _known(row: Mapping[Any, Any], *names: str) -> dict[str, str]:
    return {name: _xml(row[name]) for name in names if isinstance(row[name], str)}


def _xml(text: str) -> str:
    """Without the characters no XML document may hold."""
    return text.translate(_NOT_IN_XML)
