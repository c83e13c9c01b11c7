"""Readings to frames: the only place where records become rows.

Row numbers are given here, in the order of the text, and every ``text`` is cut here from the
article, so that offsets and words agree by construction.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from workbook import garbage
from workbook.models import Article, Claim, ClaimPart, Problem, Reading
from workbook.schemas import TABLES

if TYPE_CHECKING:
    import pandas as pd

Row = tuple[Any, ...]
"""A row's values, in the order of its table's columns."""
Rows = Mapping[str, list[Row]]
"""The rows of an article by table. Handed to another process, they take a tenth of the time that
the records take they were made of."""


class _Span(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


_AnySpan = TypeVar("_AnySpan", bound=_Span)


def frames(
    readings: Iterable[Reading],
    *,
    problems: Iterable[Problem] = (),
    names: Collection[str] = tuple(TABLES),
) -> dict[str, pd.DataFrame]:
    """Every table of `schemas.TABLES`, validated, rows in the order of the articles.

    ``problems`` are those of sources from which no article could be made, ``names`` the tables
    that are wanted.

    Examples
    --------
    >>> from workbook.models import Article, Sentence
    >>> reading = Reading(Article(text="Berlin schweigt."), sentences=(Sentence(0, 16),))
    >>> frames([reading])["sentences"][["sentence_id", "start", "end", "text"]].values.tolist()
    [[1, 0, 16, 'Berlin schweigt.']]
    """
    return framed((rows(reading, names=names) for reading in readings), problems, names=names)


def rows(reading: Reading, *, names: Iterable[str] = tuple(TABLES)) -> Rows:
    """What an article gives each table.

    Examples
    --------
    >>> from workbook.models import Article, Sentence
    >>> reading = Reading(Article(text="Berlin schweigt."), sentences=(Sentence(0, 16),))
    >>> rows(reading, names=["sentences"])
    {'sentences': [('e9b45704c37f25c7', 1, 0, 16, 'Berlin schweigt.', False)]}
    """
    article_id = reading.article.article_id
    return {name: [(article_id, *row) for row in _ROWS[name](reading)] for name in names}


def note(found: Rows, article_id: str, problem: Problem) -> None:
    """Add a problem to the rows of an article."""
    told = found["problems"]
    told += [(article_id, *row) for row in _problems([problem], first=len(told) + 1)]


@garbage.producing()
def framed(
    found: Iterable[Rows],
    problems: Iterable[Problem] = (),
    *,
    names: Iterable[str] = tuple(TABLES),
) -> dict[str, pd.DataFrame]:
    """`frames` of what is made into `rows` already."""
    every: dict[str, list[Row]] = defaultdict(list)
    for one in found:
        for name, given in one.items():
            every[name] += given
    every["problems"] += [(None, *row) for row in _problems(problems)]
    return {name: TABLES[name].framed(zip(*every[name], strict=True)) for name in names}


def _articles(reading: Reading) -> Iterator[Row]:
    article = reading.article
    yield (
        article.title,
        article.outlet,
        article.author,
        article.url,
        article.published,
        article.language,
        article.text,
        reading.n_tokens,
        article.origin,
    )


def _sentences(reading: Reading) -> Iterator[Row]:
    for number, sentence in enumerate(reading.sentences, 1):
        yield number, *_cut(reading.article, sentence), sentence.is_heading


def _mentions(reading: Reading) -> Iterator[Row]:
    for number, mention, place in _placed(reading, reading.mentions):
        yield number, *place, mention.kind, mention.form, mention.role, mention.actor_id


def _actors(reading: Reading) -> Iterator[Row]:
    for actor in sorted(reading.actors, key=attrgetter("first_start", "actor_id")):
        yield (
            actor.actor_id,
            actor.name,
            actor.kind,
            actor.role,
            actor.affiliation,
            actor.country,
            actor.wikidata,
            actor.n_mentions,
            actor.first_start,
            actor.salience,
        )


def _topics(reading: Reading) -> Iterator[Row]:
    for topic in reading.topics:
        yield (
            topic.topic_id,
            topic.label,
            topic.parent_id,
            topic.level,
            topic.score,
            len(topic.terms),
        )


def _topic_terms(reading: Reading) -> Iterator[Row]:
    for topic in reading.topics:
        for _, term, place in _placed(reading, topic.terms):
            yield topic.topic_id, *place, term.weight


def _sources(reading: Reading) -> Iterator[Row]:
    for source in reading.sources:
        yield (
            source.source_id,
            source.name,
            source.kind,
            source.actor_id,
            source.n_claims,
            source.share,
            source.first_start,
        )


def _claims(reading: Reading) -> Iterator[Row]:
    for number, claim, (sentence_id, *cut) in _placed(reading, reading.claims):
        yield (
            number,
            sentence_id,
            claim.source_id,
            claim.via_source_id,
            claim.kind,
            *cut,
            _words(reading.article, claim, "speaker"),
            _words(reading.article, claim, "cue"),
            claim.certainty,
        )


def _claim_spans(reading: Reading) -> Iterator[Row]:
    for number, claim, _ in _placed(reading, reading.claims):
        for span in sorted(claim.spans, key=attrgetter("start", "end", "part")):
            yield number, span.part, span.start, span.end


def _dates(reading: Reading) -> Iterator[Row]:
    for number, ref, place in _placed(reading, reading.dates):
        yield number, *place, ref.type, ref.value, ref.begin, ref.until


def _events(reading: Reading) -> Iterator[Row]:
    for number, event, place in _placed(reading, reading.events):
        yield (
            number,
            *place,
            event.type,
            event.mode,
            event.status,
            event.begin,
            event.until,
            event.place,
        )


def _event_actors(reading: Reading) -> Iterator[Row]:
    for number, event, _ in _placed(reading, reading.events):
        for actor in event.actors:
            yield number, actor.actor_id, actor.part


def _problems(problems: Iterable[Problem], *, first: int = 1) -> Iterator[Row]:
    for number, problem in enumerate(problems, first):
        yield number, problem.stage, problem.message, problem.start, problem.end


def _placed(reading: Reading, spans: Iterable[_AnySpan]) -> Iterator[tuple[int, _AnySpan, Row]]:
    """Spans in the order of the text, with their number; sentence, offsets and words."""
    starts = [sentence.start for sentence in reading.sentences]
    for number, span in enumerate(sorted(spans, key=attrgetter("start", "end")), 1):
        start, end, text = _cut(reading.article, span)
        yield number, span, (max(bisect_right(starts, start), 1), start, end, text)


def _cut(article: Article, span: _Span) -> tuple[int, int, str]:
    start, end = span.start, span.end
    return start, end, article.text[start:end]


def _words(article: Article, claim: Claim, part: ClaimPart) -> str | None:
    """The words of a part as written; an ellipsis stands where the part is interrupted."""
    return " … ".join(article.text[s.start : s.end] for s in claim.part(part)) or None


_ROWS: Mapping[str, Callable[[Reading], Iterator[Row]]] = {
    "articles": _articles,
    "sentences": _sentences,
    "mentions": _mentions,
    "actors": _actors,
    "topics": _topics,
    "topic_terms": _topic_terms,
    "sources": _sources,
    "claims": _claims,
    "claim_spans": _claim_spans,
    "dates": _dates,
    "events": _events,
    "event_actors": _event_actors,
    "problems": lambda reading: _problems(reading.problems),
}
