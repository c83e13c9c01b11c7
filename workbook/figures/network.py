"""Who is named together with whom, who speaks about whom, who takes part in events together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any, Literal

from workbook import measures
from workbook.errors import ParameterRefused
from workbook.figures import excerpts, frame
from workbook.figures.frame import Book
from workbook.figures.graph import drawn
from workbook.figures.theme import Theme, standard
from workbook.labels import Labels, words
from workbook.measures.names import spoken

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

By = Literal["mention", "quotation", "event"]
Ends = tuple[str, str]
SENTENCE = 160  # characters of a sentence beside a line


@dataclass(frozen=True, slots=True)
class _Way:
    """A way in which actors are joined: its words, what it counts, whether it has a direction."""

    kind: str
    noun: str
    column: str
    directed: bool = False


_WAYS: Mapping[str, _Way] = {
    "mention": _Way("network", "sentences", "n_sentences"),
    "quotation": _Way("network.quotation", "claims", "n_claims", directed=True),
    "event": _Way("network.event", "events", "n_events"),
}


def network(
    book: Book,
    *,
    by: By = "mention",
    language: str = "en",
    theme: Theme | None = None,
    most: int = 22,
    named: int = 9,
) -> go.Figure:
    """Who is joined with whom: a line joins two actors, an arrow leads from who speaks.

    Parameters
    ----------
    by : ``mention`` joins actors of one sentence, ``event`` those who take part in one event,
        ``quotation`` who speaks with those named in the statement.
    most : so many actors are drawn, of those joined with anybody the most named.
    named : how many of them, the best-joined, carry their name; the others show it on hover.

    Drawn is the largest group that hangs together, by Kamada and Kawai's layout (1989), so the
    picture is always the same. Names stand where they hide least; the table
    has all pairs.

    Raises
    ------
    ParameterRefused
        For any other ``by``.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> from workbook.schemas import TABLES
    >>> book = SimpleNamespace(**{name: table.empty() for name, table in TABLES.items()})
    >>> network(book, by="event").layout.meta["alt"]
    'Here would be who takes part in events together; no event has two actors.'
    """
    if by not in _WAYS:
        raise ParameterRefused(f"A network is drawn by {', '.join(_WAYS)}, not by {by!r}.")
    theme, labels, way = theme or standard(), words(language), _WAYS[by]
    people = measures.share_of_voice(measures.actor_names(book.actors, language=language))
    pairs = _pairs(book, by)
    known = set(
        people.loc[
            people["actor_id"].isin({*pairs["actor_id"], *pairs["other_id"]}), "actor_id"
        ].head(most)
    )
    pairs = pairs[pairs["actor_id"].isin(known) & pairs["other_id"].isin(known)]
    if not len(pairs):
        return frame.empty(way.kind, labels=labels, theme=theme)
    names = dict(zip(people["actor_id"], people["name"], strict=True))
    graph = _graph(pairs, directed=way.directed)
    joined = people[people["actor_id"].isin(graph.nodes)]
    rows = [(names[r.actor_id], names[r.other_id], int(r.n)) for r in frame.records(pairs)]
    columns = [labels[f"column.{c}"] for c in ("actor", "other", way.column)]
    if way.directed:
        columns[:2] = [labels["column.source"], labels["column.about"]]
    return frame.finish(
        drawn(
            graph,
            joined,
            named=named,
            told={r.actor_id: _told(r, graph, way, labels) for r in frame.records(joined)},
            between=_between(graph, names, _sentences(book, by, graph.nodes), way, labels),
            theme=theme,
        ),
        kind=way.kind,
        title=_closest(rows, way, labels),
        table=frame.table(columns, rows),
        labels=labels,
        theme=theme,
    )


def _pairs(book: Book, by: By) -> pd.DataFrame:
    """Pairs as ``actor_id, other_id, n``, the best-joined first."""
    if by == "mention":
        found = measures.co_mentions(book.mentions)
    elif by == "event":
        found = measures.event_pairs(book.event_actors)
    else:
        said = measures.quotation_pairs(book.claims, book.mentions, book.sources)
        voices = _voices(book)
        found = said.assign(other_id=said["actor_id"], actor_id=said["source_id"].map(voices))
        found = found.dropna(subset=["actor_id"])
        found = found[found["actor_id"] != found["other_id"]]
        order = ["n_claims", "actor_id", "other_id"]
        found = found.sort_values(order, ascending=[False, True, True])
    return found.rename(columns={_WAYS[by].column: "n"})[["actor_id", "other_id", "n"]]


def _voices(book: Book) -> dict[str, str]:
    """The actor behind each source that has one."""
    known = book.sources.dropna(subset=["actor_id"])
    return dict(zip(known["source_id"], known["actor_id"], strict=True))


def _graph(pairs: pd.DataFrame, *, directed: bool) -> Any:
    """The largest group of actors that hangs together."""
    import networkx

    graph = networkx.DiGraph() if directed else networkx.Graph()
    for row in frame.records(pairs):
        graph.add_edge(row.actor_id, row.other_id, n=int(row.n))
    connected = networkx.weakly_connected_components if directed else networkx.connected_components
    groups = sorted(connected(graph), key=lambda group: (-len(group), min(group)))
    return graph.subgraph(groups[0])


def _closest(rows: list[tuple[str, str, int]], way: _Way, labels: Labels) -> str:
    """Which two are joined most often, or that nobody is."""
    one, other, most = rows[0]
    even = sum(n == most for _, _, n in rows)
    count, key = labels.count(way.noun, most), f"figure.{way.kind}.title"
    if way.directed:
        return _most_about(rows, even, count, labels)
    if most == 1 and len(rows) > 1:
        return labels[f"{key}.once"]
    if even > 1:
        return labels.say(f"{key}.even", pairs=labels.number(even), **{way.noun: count})
    pair = spoken([one, other], language=labels.language).joined
    return frame.capital(labels.say(f"{key}.pair", pair=pair, **{way.noun: count}))


def _most_about(rows: list[tuple[str, str, int]], even: int, claims: str, labels: Labels) -> str:
    """Who speaks most about whom; how many speak where nobody stands out."""
    one, other, _ = rows[0]
    if even > 1:
        sources = labels.count("sources", len({source for source, _, _ in rows}))
        actors = labels.count("actors", len({actor for _, actor, _ in rows}))
        return labels.say("figure.network.quotation.title.even", sources=sources, actors=actors)
    source = spoken([one], language=labels.language)
    about = spoken([other], language=labels.language, accusative=True).joined
    return labels.say(
        f"figure.network.quotation.title.{'other' if source.plural else 'one'}",
        source=source.joined,
        actor=about,
        claims=claims,
    )


def _told(row: Any, graph: Any, way: _Way, labels: Labels) -> str:
    """What an actor says of himself when he is pointed at."""
    if way.directed:
        joined = labels.say(
            "figure.network.quotation.joined",
            spoken=labels.count("actors", graph.out_degree(row.actor_id)),
            speaking=labels.out_of("actors", graph.in_degree(row.actor_id)),
        )
    else:
        actors = labels.out_of("actors", graph.degree(row.actor_id))
        joined = labels.say(f"figure.{way.kind}.joined", actors=actors)
    return frame.hover(
        f"{row.name}, {labels[f'kind.{row.kind}']}",
        labels.count("mentions", row.n_mentions),
        joined,
    )


def _between(
    graph: Any, names: Mapping[str, str], sentences: Mapping[Ends, str], way: _Way, labels: Labels
) -> dict[Ends, str]:
    """What each line says: who, how often, and the first sentence of it."""
    found = {}
    for a, b, data in graph.edges(data=True):
        count = labels.count(way.noun, data["n"])
        if way.directed:
            about = spoken([names[b]], language=labels.language, accusative=True).joined
            said = labels.say("figure.network.about", source=names[a], actor=about, count=count)
        else:
            pair = labels.join(sorted((names[a], names[b])))
            said = labels.say("figure.network.between", pair=pair, count=count)
        sentence = sentences.get((a, b)) or sentences.get((b, a), "")
        found[a, b] = frame.hover(said, frame.shorten(sentence, SENTENCE))
    return found


def _sentences(book: Book, by: By, among: Iterable[str]) -> dict[Ends, str]:
    """The first sentence, or the first statement, that joins each two."""
    if by == "quotation":
        return _statements(book, set(among))
    rows = book.mentions
    if by == "event":
        places = book.events[["article_id", "event_id", "sentence_id"]]
        rows = book.event_actors.merge(places, on=["article_id", "event_id"])
    rows = rows[rows["actor_id"].isin(set(among))]
    keys = ["article_id", "event_id" if by == "event" else "sentence_id"]
    texts = frame.sentence_texts(book.sentences)
    found: dict[Ends, str] = {}
    for _, there in rows.groupby(keys, sort=False):
        place = (there["article_id"].iloc[0], there["sentence_id"].iloc[0])
        for pair in combinations(sorted(set(there["actor_id"])), 2):
            found.setdefault(pair, texts.get(place, ""))
    return found


def _statements(book: Book, among: set[str]) -> dict[Ends, str]:
    """The first statement of each about each."""
    said = book.claims.assign(speaker_id=book.claims["source_id"].map(_voices(book)))
    return excerpts.said_about(
        said[said["speaker_id"].isin(among)],
        book.mentions[book.mentions["actor_id"].isin(among)],
        who="speaker_id",
        what="actor_id",
    )
