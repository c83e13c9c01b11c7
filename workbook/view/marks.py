"""What is marked in a text, and how overlapping marks nest.

A text is cut wherever a mark begins or ends. Each cut piece knows its path: paragraph, sentence,
quotations, actor, date, topic word. Pieces that share a path share elements, so marks that
cross each other become elements that do not, and no character is lost or doubled.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

LAYERS = ("block", "sentence", "claim", "mention", "date", "term")
MOST_NESTED = 4
"""Quotations within quotations that are told apart at one place, the innermost ones."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the text on one layer; ``number`` finds its row again."""

    layer: str
    start: int
    end: int
    number: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text inside which nothing begins or ends, and the marks around it, outer first."""

    start: int
    end: int
    path: tuple[Mark, ...]


def pieces(length: int, marks: Iterable[Mark]) -> Iterator[Piece]:
    """Cut a text of ``length`` characters at every border of a mark.

    Of several marks on one layer the shortest counts; of quotations the four shortest do.

    Examples
    --------
    >>> crossing = [Mark("claim", 0, 5, 1), Mark("mention", 3, 8, 1)]
    >>> [(p.start, p.end, [m.layer for m in p.path]) for p in pieces(9, crossing)]
    [(0, 3, ['claim']), (3, 5, ['claim', 'mention']), (5, 8, ['mention']), (8, 9, [])]
    """
    inside = [m for m in marks if 0 <= m.start < m.end <= length]
    opening = sorted(inside, key=lambda m: m.start)
    borders = sorted({0, length} | {m.start for m in inside} | {m.end for m in inside})
    active: list[Mark] = []
    waiting = 0
    for start, end in itertools.pairwise(borders):
        active = [m for m in active if m.end > start]
        while waiting < len(opening) and opening[waiting].start == start:
            active.append(opening[waiting])
            waiting += 1
        yield Piece(start, end, _path(active))


def blocks(text: str, sentences: Sequence[tuple[int, int, bool]]) -> list[tuple[int, int, bool]]:
    """Paragraphs and headings as ``(start, end, is_heading)``, white space around them left out.

    A line is a paragraph, unless some sentence runs across a line's end: then the text was
    wrapped by hand and only empty lines and headings part its paragraphs.

    Examples
    --------
    >>> blocks("Kopf\\nEin Satz.\\nNoch einer.", [(0, 4, True), (5, 14, False), (15, 26, False)])
    [(0, 4, True), (5, 14, False), (15, 26, False)]
    >>> blocks("Ein Satz\\nüber Zeilen.\\n\\nEnde.", [(0, 21, False), (23, 28, False)])
    [(0, 21, False), (23, 28, False)]
    """
    wrapped = any("\n" in text[start:end] for start, end, _ in sentences)
    headings = {(start, end) for start, end, heading in sentences if heading}
    found: list[tuple[int, int, bool]] = []
    open_block = False
    for start, end in _lines(text):
        if start == end:
            open_block = False
            continue
        heading = (start, end) in headings
        if wrapped and open_block and not heading:
            found[-1] = (found[-1][0], end, False)
        else:
            found.append((start, end, heading))
        open_block = not heading
    return found


def _path(active: Sequence[Mark]) -> tuple[Mark, ...]:
    by_layer: dict[str, list[Mark]] = {}
    for mark in active:
        by_layer.setdefault(mark.layer, []).append(mark)
    path: list[Mark] = []
    for layer in LAYERS:
        found = sorted(by_layer.get(layer, ()), key=lambda m: (m.start - m.end, m.start, m.number))
        path.extend(found[-MOST_NESTED:] if layer == "claim" else found[-1:])
    return tuple(path)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Each line's span without the white space around it; an empty line is an empty span."""
    at = 0
    for line in text.split("\n"):
        bare = line.strip()
        start = at + (line.index(bare) if bare else 0)
        yield start, start + len(bare)
        at += len(line) + 1
