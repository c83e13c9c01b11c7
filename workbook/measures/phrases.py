"""What a text speaks of in its own words, whatever a taxonomy knows."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from workbook import knowledge
from workbook.knowledge import KeyphraseWord

if TYPE_CHECKING:
    import pandas as pd

WINDOW = 4
"""Nouns of a sentence that are taken to stand beside each other."""

SHORTEST = 4
"""Letters of a phrase's noun."""

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\S")
_ADJECTIVE = re.compile(r"[a-zäöüß]{3,}e[nrsm]?")
_ENDING = re.compile(r"(?:innen|ern|en|er|es|e|n|s)$")


@dataclass(frozen=True, slots=True)
class _Noun:
    """A noun of a text with an adjective before it, if it has one.

    ``named``: it has an adjective or a determiner; only names and plurals go without for long.
    """

    key: str
    noun: str
    adjective: str
    named: bool
    start: int
    end: int
    sentence: int


def keyphrases(
    sentences: pd.DataFrame, mentions: pd.DataFrame, dates: pd.DataFrame, *, most: int = 10
) -> pd.DataFrame:
    """The nouns around which an article turns, with the adjective that belongs to them.

    German writes its nouns with a capital, so they need no parser. Names (``mentions``) and
    times (``dates``) are left out: they have tables of their own. Nouns are the nodes of a graph
    and joined where they stand beside each other; a noun's ``score`` is its weighted degree,
    times 1 + log2 of how often it is there, times 1 + 1/n for the first sentence n it is in, as
    a share of the best. (Degree ranks short texts as well as TextRank does: Boudin 2013, *A
    comparison of centrality measures for graph-based keyphrase extraction*.)

    Parameters
    ----------
    sentences, mentions, dates : the tables of these names.
    most : phrases of an article.

    Returns
    -------
    DataFrame
        ``article_id, phrase, score, sentence_id, start, end, text``: a row for each place of a
        phrase, the best phrase of an article first.

    Examples
    --------
    >>> from workbook.schemas import TABLES
    >>> text = "Die neue Seilbahn kommt. Gegner der Seilbahn klagen über die hohen Baukosten."
    >>> rows = TABLES["sentences"].frame([dict(article_id="a", sentence_id=1, start=0,
    ...     end=len(text), text=text, is_heading=False)])
    >>> found = keyphrases(rows, TABLES["mentions"].empty(), TABLES["dates"].empty())
    >>> found["phrase"].unique().tolist()
    ['Seilbahn', 'hohen Baukosten']
    """
    import pandas as pd

    taken, kinds = _taken(mentions, dates), _kinds()
    rows = [
        row
        for article, lines in sentences.groupby("article_id", sort=False)
        for row in _of_article(str(article), lines, taken.get(str(article), ()), kinds, most)
    ]
    columns = ["article_id", "phrase", "score", "sentence_id", "start", "end", "text"]
    return pd.DataFrame(rows, columns=columns)


def _of_article(
    article: str,
    lines: pd.DataFrame,
    taken: Sequence[tuple[int, int]],
    kinds: Mapping[str, str],
    most: int,
) -> Iterator[tuple[Any, ...]]:
    spans = dict(
        zip(lines["sentence_id"], zip(lines["start"], lines["text"], strict=True), strict=True)
    )
    nouns = [
        noun
        for number, (start, text) in spans.items()
        for noun in _nouns(number, start, text, kinds)
    ]
    free = _free(nouns, taken)
    scores = _scores(free)
    chosen = sorted(scores, key=lambda key: (-scores[key], key))[:most]
    places: dict[str, list[_Noun]] = defaultdict(list)
    for noun in free:
        places[noun.key].append(noun)
    for key in chosen:
        phrase = _phrase(places[key])
        for noun in places[key]:
            start, text = spans[noun.sentence]
            words = text[noun.start - start : noun.end - start]
            yield article, phrase, round(scores[key], 4), noun.sentence, noun.start, noun.end, words


def _nouns(sentence: int, offset: int, text: str, kinds: Mapping[str, str]) -> Iterator[_Noun]:
    """The nouns of a sentence; its first word may have its capital from there."""
    words = list(_WORD.finditer(text))
    opens = True
    for place, word in enumerate(words):
        written = word.group()
        is_noun = written[0].isupper() and written[1:2].islower() and len(written) >= SHORTEST
        if is_noun and not opens and kinds.get(written) != "plain":
            before = words[max(0, place - 2) : place]
            adjective = _adjective([found.group() for found in before], kinds)
            start = before[-1].start() if adjective else word.start()
            alone = not adjective and kinds.get(before[-1].group().lower()) != "determiner"
            yield _Noun(
                _ENDING.sub("", written.lower()) or written.lower(),
                written,
                adjective,
                not alone,
                offset + start,
                offset + word.end(),
                sentence,
            )
        opens = written in _OPENS


_OPENS = frozenset(".!?:…„“”»«\"'‚‘")


def _adjective(before: Sequence[str], kinds: Mapping[str, str]) -> str:
    """The adjective before a noun, as written: *hohen* in *die hohen Kosten*."""
    if len(before) < 2 or not _ADJECTIVE.fullmatch(before[1]):
        return ""
    opens = kinds.get(before[0].lower()) in ("determiner", "preposition")
    return before[1] if opens and before[1] not in kinds else ""


def _free(nouns: Sequence[_Noun], taken: Sequence[tuple[int, int]]) -> list[_Noun]:
    """Nouns beside names and times; what is part of a name anywhere is a name everywhere."""
    free: list[_Noun] = []
    names: set[str] = set()
    waiting, ahead = sorted(taken, reverse=True), list[tuple[int, int]]()
    for noun in nouns:
        while waiting and waiting[-1][0] < noun.end:
            ahead.append(waiting.pop())
        ahead = [span for span in ahead if span[1] > noun.start]
        if ahead:
            names.add(noun.key)
        else:
            free.append(noun)
    said = {noun.key for noun in free if noun.named}
    return [noun for noun in free if noun.key in said and noun.key not in names]


def _scores(nouns: Sequence[_Noun]) -> dict[str, float]:
    """Each noun's weight, 1 for the best."""
    import networkx

    graph = networkx.Graph()
    first: dict[str, int] = {}
    counts = Counter(noun.key for noun in nouns)
    by_sentence: dict[int, list[str]] = defaultdict(list)
    for noun in nouns:
        by_sentence[noun.sentence].append(noun.key)
        first.setdefault(noun.key, len(by_sentence))
    for keys in by_sentence.values():
        graph.add_nodes_from(keys)
        for place, key in enumerate(keys):
            for other in keys[place + 1 : place + WINDOW]:
                if other != key:
                    weight = graph.get_edge_data(key, other, {"weight": 0})["weight"]
                    graph.add_edge(key, other, weight=weight + 1)
    raw = {
        key: (1 + degree) * (1 + math.log2(counts[key])) * (1 + 1 / first[key])
        for key, degree in graph.degree(weight="weight")
    }
    best = max(raw.values(), default=1.0)
    return {key: value / best for key, value in raw.items()}


def _phrase(places: Sequence[_Noun]) -> str:
    """The shortest form of the noun, with an adjective where it mostly has that one."""
    noun = min((place.noun for place in places), key=lambda form: (len(form), form))
    described = Counter(f"{place.adjective} {place.noun}" for place in places if place.adjective)
    if not described or 2 * described.total() <= len(places):
        return noun
    return described.most_common(1)[0][0]


def _taken(mentions: pd.DataFrame, dates: pd.DataFrame) -> Mapping[str, list[tuple[int, int]]]:
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for table in (mentions, dates):
        for article, start, end in zip(
            table["article_id"], table["start"], table["end"], strict=True
        ):
            spans[str(article)].append((int(start), int(end)))
    return spans


def _kinds() -> Mapping[str, str]:
    """Words by what they are to a phrase, an analyst's own over ours."""
    rows = knowledge.in_force().files.read("keyphrase_words.csv", KeyphraseWord)
    return MappingProxyType({row.word: row.kind for row in rows})
