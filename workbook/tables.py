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

Row = dict[str, Any]


class _Span(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


_AnySpan = TypeVar("_AnySpan", bound=_Span)


@garbage.producing()
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
    rows: dict[str, list[Row]] = defaultdict(list)
    for reading in readings:
        article_id = reading.article.article_id
        for name in names:
            for row in _ROWS[name](reading):
                row["article_id"] = article_id
                rows[name].append(row)
    rows["problems"] += _problems(problems)
    return {name: TABLES[name].frame(rows[name]) for name in names}


def _articles(reading: Reading) -> Iterator[Row]:
    article = reading.article
    yield {
        "title": article.title,
        "outlet": article.outlet,
        "author": article.author,
        "url": article.url,
        "published": article.published,
        "language": article.language,
        "text": article.text,
        "n_tokens": reading.n_tokens,
        "origin": article.origin,
    }


def _sentences(reading: Reading) -> Iterator[Row]:
    for number, sentence in enumerate(reading.sentences, 1):
        cut = _cut(reading.article, sentence)
        yield {"sentence_id": number, **cut, "is_heading": sentence.is_heading}


def _mentions(reading: Reading) -> Iterator[Row]:
    for number, mention, place in _placed(reading, reading.mentions):
        yield {
            "mention_id": number,
            **place,
            "kind": mention.kind,
            "form": mention.form,
            "role": mention.role,
            "actor_id": mention.actor_id,
        }


def _actors(reading: Reading) -> Iterator[Row]:
    for actor in sorted(reading.actors, key=lambda a: (a.first_start, a.actor_id)):
        yield {
            "actor_id": actor.actor_id,
            "name": actor.name,
            "kind": actor.kind,
            "role": actor.role,
            "affiliation": actor.affiliation,
            "country": actor.country,
            "wikidata": actor.wikidata,
            "n_mentions": actor.n_mentions,
            "first_start": actor.first_start,
            "salience": actor.salience,
        }


def _topics(reading: Reading) -> Iterator[Row]:
    for topic in reading.topics:
        yield {
            "topic_id": topic.topic_id,
            "label": topic.label,
            "parent_id": topic.parent_id,
            "level": topic.level,
            "score": topic.score,
            "n_terms": len(topic.terms),
        }


def _topic_terms(reading: Reading) -> Iterator[Row]:
    for topic in reading.topics:
        for _, term, place in _placed(reading, topic.terms):
            yield {"topic_id": topic.topic_id, **place, "weight": term.weight}


def _sources(reading: Reading) -> Iterator[Row]:
    for source in reading.sources:
        yield {
            "source_id": source.source_id,
            "name": source.name,
            "kind": source.kind,
            "actor_id": source.actor_id,
            "n_claims": source.n_claims,
            "share": source.share,
            "first_start": source.first_start,
        }


def _claims(reading: Reading) -> Iterator[Row]:
    for number, claim, place in _placed(reading, reading.claims):
        yield {
            "claim_id": number,
            "source_id": claim.source_id,
            "via_source_id": claim.via_source_id,
            "kind": claim.kind,
            **place,
            "speaker": _words(reading.article, claim, "speaker"),
            "cue": _words(reading.article, claim, "cue"),
            "certainty": claim.certainty,
        }


def _claim_spans(reading: Reading) -> Iterator[Row]:
    for number, claim, _ in _placed(reading, reading.claims):
        for span in sorted(claim.spans, key=lambda s: (s.start, s.end, s.part)):
            yield {"claim_id": number, "part": span.part, "start": span.start, "end": span.end}


def _dates(reading: Reading) -> Iterator[Row]:
    for number, ref, place in _placed(reading, reading.dates):
        yield {
            "date_id": number,
            **place,
            "type": ref.type,
            "value": ref.value,
            "begin": ref.begin,
            "until": ref.until,
        }


def _events(reading: Reading) -> Iterator[Row]:
    for number, event, place in _placed(reading, reading.events):
        yield {
            "event_id": number,
            **place,
            "type": event.type,
            "mode": event.mode,
            "status": event.status,
            "begin": event.begin,
            "until": event.until,
            "place": event.place,
        }


def _event_actors(reading: Reading) -> Iterator[Row]:
    for number, event, _ in _placed(reading, reading.events):
        for actor in event.actors:
            yield {"event_id": number, "actor_id": actor.actor_id, "part": actor.part}


def _problems(problems: Iterable[Problem]) -> Iterator[Row]:
    for number, problem in enumerate(problems, 1):
        yield {
            "problem_id": number,
            "stage": problem.stage,
            "message": problem.message,
            "start": problem.start,
            "end": problem.end,
        }


def _placed(reading: Reading, spans: Iterable[_AnySpan]) -> Iterator[tuple[int, _AnySpan, Row]]:
    """Spans in the order of the text, with their number, sentence, offsets and words."""
    starts = [sentence.start for sentence in reading.sentences]
    for number, span in enumerate(sorted(spans, key=attrgetter("start", "end")), 1):
        place = _cut(reading.article, span)
        place["sentence_id"] = max(bisect_right(starts, span.start), 1)
        yield number, span, place


def _cut(article: Article, span: _Span) -> Row:
    return {"start": span.start, "end": span.end, "text": article.text[span.start : span.end]}


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
