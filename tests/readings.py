"""Short texts read for their actors, with the names given or found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

from spacy.tokens import Doc

from workbook import knowledge, language
from workbook.actors import ActorReader, ActorsFound
from workbook.models import Actor, Article, Mention


@cache
def reader() -> ActorReader:
    return ActorReader(knowledge.load())


@cache
def engine() -> language.Language:
    return language.load()


def marked(text: str, entities: Mapping[str, str]) -> Doc:
    """The text as a ``Doc`` with these entities, wherever they are written."""
    doc = engine()(text)
    spans = []
    for words, label in sorted(entities.items(), key=lambda item: -len(item[0])):
        for start in occurrences(text, words):
            span = doc.char_span(start, start + len(words), label=label)
            if span is not None and all(span.end <= s.start or s.end <= span.start for s in spans):
                spans.append(span)
    doc.ents = tuple(sorted(spans, key=lambda s: s.start))
    return doc


def occurrences(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def read(
    text: str, entities: Mapping[str, str] | None = None, day: date | None = date(2025, 2, 16)
) -> ActorsFound:
    article = Article(text=text, published=day and day.isoformat())
    return reader().read(marked(text, entities or {}), article)


def said(text: str, found: ActorsFound) -> list[tuple[str, str, str]]:
    ordered = sorted(found.mentions, key=lambda m: m.start)
    return [(text[m.start : m.end], m.form, m.actor_id) for m in ordered]


def actor(found: ActorsFound, actor_id: str) -> Actor:
    return next(a for a in found.actors if a.actor_id == actor_id)


def mention(found: ActorsFound, text: str, words: str) -> Mention:
    return next(m for m in found.mentions if text[m.start : m.end] == words)
