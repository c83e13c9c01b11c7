"""Sentences as the reader needs them: a quotation of several sentences is not cut apart."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbook.models import Problem
from workbook.sources.marks import Quoted
from workbook.sources.words import Words

if TYPE_CHECKING:
    from spacy.tokens import Doc


_CAPITALS = "[A-ZÄÖÜ]"
_DATELINE = re.compile(
    rf"(?:{_CAPITALS}{{3,30}}(?:[ /-]{_CAPITALS}{{2,30}}){{0,3}}(?: ?\([^()\n]{{2,30}}\))?"
    rf"|{_CAPITALS}[\w-]{{2,30}}(?:[ /]{_CAPITALS}[\w-]{{1,30}}){{0,3}} ?\([^()\n]{{2,30}}\))"
    r" ?[–—-] "
    rf"|{_CAPITALS}{{3,30}}(?:[ /-]{_CAPITALS}{{2,30}}){{0,3}}\. "
)
_LONGEST = 800
"""Words a line may have: no sentence is longer, and work on a line may grow with its square."""


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of words that is read as one sentence; ``new_paragraph`` where one begins."""

    start: int
    end: int
    is_heading: bool = False
    new_paragraph: bool = False


def of(text: str, words: Words, read: Sequence[Line], quoted: Iterable[Quoted]) -> tuple[Line, ...]:
    """The sentences of a text, joined where a quotation runs on from one into the next."""
    lines: list[Line] = []
    bridges = _inside(quoted)
    for sentence in read:
        start, end = sentence.start, sentence.end
        fresh = start == 0 or "\n" in text[words.end[start - 1] : words.start[start]]
        runs_on = start in bridges or words.text[start] in {",", ".", "“", "”"}
        last = lines[-1] if lines else None
        if last is not None and runs_on and not fresh and end - last.start <= _LONGEST:
            lines[-1] = Line(last.start, end, last.is_heading, last.new_paragraph)
        else:
            lines += _cut(Line(start, end, sentence.is_heading, fresh))
    return tuple(lines)


def _cut(line: Line) -> Iterator[Line]:
    """A line of a readable length: what has no full stop for pages is a list or a table."""
    for start in range(line.start, line.end, _LONGEST):
        end = min(start + _LONGEST, line.end)
        yield Line(start, end, line.is_heading, line.new_paragraph and start == line.start)


def problems(words: Words, lines: Iterable[Line]) -> Iterator[Problem]:
    """One for each line that had to be cut: a table, a list, or text without full stops."""
    for line in lines:
        if line.end - line.start == _LONGEST:
            yield Problem(
                "sources",
                f"{_LONGEST} words without a full stop were read as one sentence",
                words.start[line.start],
                words.end[line.end - 1],
            )


def sentences(doc: Doc, text: str, words: Words) -> tuple[Line, ...]:
    """The document's sentences and headings by word numbers."""
    headings = {span.start_char for span in doc.spans.get("headings", ())}
    edges = [(span.start_char, span.end_char) for span in doc.sents]
    numbered = (
        Line(bisect_left(words.start, a), bisect_left(words.start, b), a in headings)
        for a, b in edges
    )
    return tuple(_without_dateline(text, words, (n for n in numbered if n.start < n.end)))


def _without_dateline(text: str, words: Words, read: Iterable[Line]) -> Iterator[Line]:
    """*HAMBURG (dpa) – Der Hafen ruht*: where an article was written opens it and is nobody's words."""
    opened = False
    for line in read:
        if opened or line.is_heading:
            yield line
            continue
        opened = True
        place = _DATELINE.match(text, words.start[line.start])
        start = bisect_left(words.start, place.end()) if place else line.start
        if start >= line.end:
            opened = False  # *HAMBURG.* was read as a sentence, the article begins with the next
        yield Line(start if start < line.end else line.start, line.end)


def _inside(quoted: Iterable[Quoted]) -> frozenset[int]:
    """Words that lie inside an outermost quotation but do not open it."""
    return frozenset(i for q in quoted if q.depth == 0 for i in range(q.start + 1, q.end))
