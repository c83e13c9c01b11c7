"""The lines of an article one after the other, each with all that the finders of claims look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbook.sources import clauses, quotations
from workbook.sources.cues import CueBook
from workbook.sources.drafts import Scene
from workbook.sources.lines import Line
from workbook.sources.marks import Quoted
from workbook.sources.words import Words


def of(
    words: Words, book: CueBook, lines: Sequence[Line], quoted: Sequence[Quoted]
) -> Iterator[Scene]:
    """One scene a line; lines that lie inside a quotation longer than a line are passed over."""
    before: Line | None = None
    at = passed = 0
    for number, line in enumerate(lines):
        first = at
        while at < len(quoted) and quoted[at].start < line.end:
            at += 1
        if line.start < passed:
            continue
        scene = _scene(words, book, line, number, quoted[first:at], before)
        passed = scene.endless.end if scene.endless else 0
        before = None if line.is_heading else line
        yield scene


def _scene(
    words: Words,
    book: CueBook,
    line: Line,
    number: int,
    here: Sequence[Quoted],
    before: Line | None,
) -> Scene:
    inside = tuple(q for q in here if q.end <= line.end)
    blocks = [q for q in inside if q.depth == 0 and quotations.is_block(words, q)]
    taken = {q.start for q in blocks}
    names = [q for q in inside if q.start not in taken and quotations.is_name(words, q)]
    return Scene(
        words,
        book,
        line,
        number,
        tuple(clauses.split(words, line, blocks)),
        {q.start: q.end for q in blocks},
        {q.start: q.end for q in names},
        inside,
        before,
        next((q for q in here if q.end > line.end and q.depth == 0), None),
    )
