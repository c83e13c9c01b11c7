"""Quotation marks of every style, paired; an odd one costs itself, never the article.

A quotation never runs over a paragraph: where newspapers quote several paragraphs, each opens
with a mark of its own. So a forgotten mark is lost at the end of its line at the latest.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from workbook.models import Problem
from workbook.sources.words import Words

_MARK = re.compile(r"[„“”»«‚‘’›‹\"']|''|``")
_CLOSED_BY = {
    "„": '“”"',
    "“": "”“",
    "”": "”",
    '"': '"“',
    "»": "«",
    "«": "»",
    "‚": "‘’",
    "‘": "’",
    "›": "‹",
    "‹": "›",
    "'": "'",
    "’": "’",
    "''": ("''",),
    "``": ("''", '"'),
}
_SINGLE = frozenset("'’‘")  # an apostrophe looks the same, so these never count as a fault
_ALWAYS_OPENS = frozenset("„‚")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation with its marks, as word numbers; ``depth`` 0 lies in no other."""

    start: int
    end: int
    depth: int
    closed: bool = True


def pair(words: Words, text: str) -> tuple[tuple[Quoted, ...], tuple[Problem, ...]]:
    """All quotations in the order of the text, and a problem for each paragraph with an odd mark.

    Examples
    --------
    >>> import spacy
    >>> text = "Er nennt das „klar“, sie »offen."
    >>> quoted, problems = pair(Words.of(spacy.blank("de")(text)), text)
    >>> [(q.start, q.end) for q in quoted], len(problems)
    ([(3, 6)], 1)
    """
    quoted: list[Quoted] = []
    problems: list[Problem] = []
    for match in re.finditer(r"[^\n]+", text):
        spans, odd = _paired(match.group(), match.start())
        quoted += [q for span in spans if (q := _in_words(words, *span))]
        if odd:
            problems.append(
                Problem(
                    "sources",
                    f"{len(odd)} quotation mark(s) without a partner",
                    min(odd),
                    max(odd) + 1,
                )
            )
    return _nested(quoted), tuple(problems)


def _nested(quoted: list[Quoted]) -> tuple[Quoted, ...]:
    """In the order of the text, with the depth counted from the quotations that were closed."""
    around: list[int] = []
    ordered = []
    for q in sorted(quoted, key=lambda q: (q.start, -q.end)):
        while around and around[-1] <= q.start:
            around.pop()
        ordered.append(replace(q, depth=len(around)))
        around.append(q.end)
    return tuple(ordered)


def _paired(line: str, offset: int) -> tuple[list[tuple[int, int, int, bool]], list[int]]:
    """(start, end, depth, closed) of each quotation in a line, and where marks are left over."""
    spans: list[tuple[int, int, int, bool]] = []
    odd: list[int] = []
    opened: list[tuple[str, int]] = []
    for mark, begin, end in _marks(line):
        opens, closes = _may_open(line, mark, begin, end), _may_close(line, mark, begin, end)
        partner = _partner(opened, mark) if closes and mark not in _ALWAYS_OPENS else None
        if partner is not None:
            odd += [offset + b for m, b in opened[partner + 1 :] if m not in _SINGLE]
            spans.append((offset + opened[partner][1], offset + end, partner, True))
            del opened[partner:]
        elif opens:
            opened.append((mark, begin))
        elif mark not in _SINGLE:
            odd.append(offset + begin)
    for depth, (mark, begin) in enumerate(opened):
        if mark not in _SINGLE:
            odd.append(offset + begin)
            if (depth == 0 and not line[:begin].strip()) or line[:begin].rstrip().endswith(":"):
                spans.append((offset + begin, offset + len(line.rstrip()), depth, False))
    return spans, odd


def _marks(line: str) -> Iterator[tuple[str, int, int]]:
    skip = -1
    for match in _MARK.finditer(line):
        begin, end = match.span()
        if begin < skip:
            continue
        if line.startswith("''", begin):
            end = skip = begin + 2
        yield line[begin:end], begin, end


def _may_open(line: str, mark: str, begin: int, end: int) -> bool:
    if mark in _ALWAYS_OPENS:
        return True
    before, after = line[begin - 1 : begin], line[end : end + 1]
    return (not before or (not before.isalnum() and before not in ".,!?")) and (
        bool(after) and not after.isspace()
    )


def _may_close(line: str, mark: str, begin: int, end: int) -> bool:
    if mark in _SINGLE:
        after = line[end : end + 1]
        return not after or not after.isalnum()
    return True


def _partner(opened: list[tuple[str, int]], mark: str) -> int | None:
    """The innermost open mark that this one closes; only the last few are asked, to stay linear."""
    for depth in range(len(opened) - 1, max(len(opened) - 4, 0) - 1, -1):
        if mark in _CLOSED_BY[opened[depth][0]]:
            return depth
    return None


def _in_words(words: Words, begin: int, end: int, depth: int, closed: bool) -> Quoted | None:
    first, last = bisect_right(words.end, begin), bisect_left(words.start, end)
    return Quoted(first, last, depth, closed) if first < last else None
