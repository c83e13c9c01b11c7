"""How much a text tells of each topic.

For a topic ``t``, over the distinct words ``w`` that tell of it::

    evidence(t) = Σ weight(w, t) · plain(w) · rare(t) · grown(count(w))

- ``weight`` is how telling the word is, from the vocabulary;
- ``plain(w) = 1 / sqrt(n)`` for a word that tells of ``n`` subjects (top-level topics): a word
  that tells of many tells little of each, like an inverse document frequency over topics;
- ``rare(t) = (m / s) ** BREADTH`` for the sum ``s`` of all weights of the topic's subject and
  their mean ``m`` over the subjects: a subject of many words meets some of them by chance;
- ``count`` adds 1 for each time the word stands in the text, `LEAD` instead in its lead, and
  `TITLE` once if it stands in the title;
- ``grown(c) = (1 - q**c) / (1 - q)`` with ``q`` = `REPEAT`: each further time counts less.

A word counts for a topic's ancestors as well, less by `SHARE` for each step up, and for each
ancestor only once, by its most telling topic below. No topic has less than one below it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbook.knowledge import TopicEntry, TopicWord
    from workbook.topics.vocabulary import Hit

TITLE, LEAD = 6.0, 2.2
REPEAT = 0.85
SHARE = 0.9
BREADTH = 0.25


class Tree:
    """Topics, what lies above them, and how rarely their subject's words are met by chance.

    Examples
    --------
    >>> from workbook.knowledge import TopicEntry
    >>> top, war = TopicEntry("a", "Konflikt", "Conflict", 1), TopicEntry("b", "Krieg", "War", 2, "a")
    >>> Tree({"a": top, "b": war}).line("b")
    ('b', 'a')
    """

    def __init__(self, topics: Mapping[str, TopicEntry], words: Iterable[TopicWord] = ()) -> None:
        self._lines = {topic_id: _line(topic_id, topics) for topic_id in topics}
        breadth: dict[str, float] = defaultdict(float)
        for word in words:
            if word.topic_id in self._lines:
                breadth[self.top(word.topic_id)] += word.weight
        mean = sum(breadth.values()) / max(1, len(breadth))
        self._rare: dict[str, float] = {
            top: (mean / total) ** BREADTH for top, total in breadth.items() if total
        }

    def __contains__(self, topic_id: str) -> bool:
        return topic_id in self._lines

    def line(self, topic_id: str) -> tuple[str, ...]:
        """The topic and those above it, the top last."""
        return self._lines[topic_id]

    def top(self, topic_id: str) -> str:
        return self._lines[topic_id][-1]

    def rare(self, topic_id: str) -> float:
        """Above 1 where the subject has few words, below where it has many."""
        return self._rare.get(self.top(topic_id), 1.0)


def _line(topic_id: str, topics: Mapping[str, TopicEntry]) -> tuple[str, ...]:
    line = [topic_id]
    while (above := topics[line[-1]].parent_id) in topics and above not in line:
        line.append(str(above))
    return tuple(line)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a word of the vocabulary stands in the text; ``key`` names the word."""

    start: int
    end: int
    key: str
    hits: tuple[Hit, ...]
    in_lead: bool = False


@dataclass(slots=True)
class _Word:
    hits: tuple[Hit, ...]
    count: float = 0.0
    places: list[Place] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Evidence:
    """By topic its evidence, alone and with all below it, and its places; the title's words."""

    alone: Mapping[str, float]
    with_below: Mapping[str, float]
    places: Mapping[str, Sequence[tuple[Place, float]]]
    title: frozenset[str] = frozenset()

    def n_words_of(self, topic_id: str) -> int:
        """Distinct words of the text that tell of a topic."""
        return len(self._words_of(topic_id))

    def in_title(self, topic_id: str) -> bool:
        """Whether one of them stands in the title."""
        return not self.title.isdisjoint(self._words_of(topic_id))

    def _words_of(self, topic_id: str) -> set[str]:
        return {place.key for place, _ in self.places.get(topic_id, ())}

    @property
    def n_words(self) -> int:
        """Distinct words that tell of anything."""
        return len({place.key for found in self.places.values() for place, _ in found})


def weigh(places: Iterable[Place], *, title: Mapping[str, tuple[Hit, ...]], tree: Tree) -> Evidence:
    """The evidence of all topics; ``title`` holds the title's words by key."""
    words: dict[str, _Word] = {}
    for place in places:
        word = words.setdefault(place.key, _Word(place.hits))
        word.count += LEAD if place.in_lead else 1.0
        word.places.append(place)
    for key, hits in title.items():
        words.setdefault(key, _Word(hits)).count += TITLE
    alone: dict[str, float] = defaultdict(float)
    with_below: dict[str, float] = defaultdict(float)
    where: dict[str, list[tuple[Place, float]]] = defaultdict(list)
    for word in words.values():
        tells = _spread(word, tree)
        for hit in word.hits:
            if hit.topic_id in tree:
                alone[hit.topic_id] += tells[hit.topic_id]
        for topic_id, weight in tells.items():
            with_below[topic_id] += weight
            where[topic_id] += [(place, weight / len(word.places)) for place in word.places]
    _lift(with_below, tree)
    return Evidence(
        MappingProxyType(dict(alone)),
        MappingProxyType(dict(with_below)),
        MappingProxyType(where),
        frozenset(title),
    )


def _lift(with_below: dict[str, float], tree: Tree) -> None:
    """What lies above a topic has at least its evidence."""
    for topic_id, own in list(with_below.items()):
        for above in tree.line(topic_id)[1:]:
            with_below[above] = max(own, with_below[above])


def _spread(word: _Word, tree: Tree) -> dict[str, float]:
    """What one word tells of its topics and of those above them."""
    hits = [hit for hit in word.hits if hit.topic_id in tree]
    if not hits:
        return {}
    n_subjects = len({tree.top(hit.topic_id) for hit in hits})
    grown = (1 - REPEAT**word.count) / (1 - REPEAT)
    tells: dict[str, float] = {}
    for hit in hits:
        weight = hit.weight * grown * tree.rare(hit.topic_id) / math.sqrt(n_subjects)
        for topic_id in tree.line(hit.topic_id):
            tells[topic_id] = max(weight, tells.get(topic_id, 0.0))
            weight *= SHARE
    return tells
