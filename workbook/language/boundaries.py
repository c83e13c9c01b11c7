"""Where sentences begin, and which lines are headings.

Lines come first: a blank line, a bullet, a Markdown heading or a line that breaks off before
the margin ends whatever stood before it. Within such a stretch a sentence ends at a full
stop, a question or an exclamation mark, unless what follows goes on (*„Gut.“ sagte er*).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from workbook.language.tokens import Piece, StopWords

_FINAL = ".!?…:;,“”\"'«»’‘-–—)"
_MARKDOWN = re.compile(r"#{1,6}\s")
_BULLET = re.compile(r"(?:[-–—•*·‣▪►>+]\s|\(?\d{1,2}[.)]\s|\(?[a-z]\)\s)")
_CLOSERS = frozenset("“”\"»«’'‘)]}")
_OPENERS = frozenset("„“\"»«‚‘'([{")
_STOPS = re.compile(r"[.!?…]+")
_MARGIN = 40
_HEADING_LENGTH = 140
_HEADING_WORDS = 18


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines that belong together, and whether they are a heading."""

    start: int
    end: int
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str


def stretches(text: str) -> tuple[Stretch, ...]:
    """The text cut where lines end for good.

    Examples
    --------
    >>> [(s.start, s.is_heading) for s in stretches("Lage am Abend\\n\\nEs regnet.\\n")]
    [(0, True), (15, False)]
    """
    found: list[Stretch] = []
    blocks = list(_blocks(text))
    for number, block in enumerate(blocks):
        parts = _parts(block)
        for index, part in enumerate(parts):
            alone = index == 0 and (len(parts) == 1 or _runs_on(parts[1]))
            others = len(blocks) > 1 or len(parts) > 1
            last = number == len(blocks) - 1 and index == len(parts) - 1
            heading = _is_heading(part, alone=alone and others, last=last)
            found.append(Stretch(part[0].start, part[-1].end, heading))
    return tuple(found)


def _blocks(text: str) -> Iterator[list[_Line]]:
    block: list[_Line] = []
    position = 0
    for raw in text.splitlines(keepends=True):
        stripped = raw.strip()
        if stripped:
            start = position + len(raw) - len(raw.lstrip())
            block.append(_Line(start, start + len(stripped), stripped))
        elif block:
            yield block
            block = []
        position += len(raw)
    if block:
        yield block


def _parts(block: list[_Line]) -> list[list[_Line]]:
    width = max(len(line.text) for line in block)
    wraps = width >= _MARGIN and (len(block) > 2 or width >= 1.5 * _MARGIN)
    parts = [[block[0]]]
    for before, line in pairwise(block):
        first_word = len(line.text.split(None, 1)[0])
        full = wraps and len(before.text) + 1 + first_word > width
        goes_on = full or line.text[0].islower()
        if goes_on and not (
            _BULLET.match(line.text) or _MARKDOWN.match(line.text) or _MARKDOWN.match(before.text)
        ):
            parts[-1].append(line)
        else:
            parts.append([line])
    return parts


def _runs_on(part: list[_Line]) -> bool:
    """Whether a stretch is prose: what stands above it may be its heading."""
    return len(part) > 1 or part[0].text[-1] in _FINAL or len(part[0].text) > _HEADING_LENGTH


def _is_heading(part: list[_Line], *, alone: bool, last: bool) -> bool:
    line = part[0].text
    if _MARKDOWN.match(line):
        return True
    if len(part) > 1 or not alone or line[-1] in _FINAL or _BULLET.match(line):
        return False
    words = line.split()
    limit = 5 if last else _HEADING_WORDS
    return (
        len(line) <= _HEADING_LENGTH
        and len(words) <= limit
        and any(character.isalpha() for character in line)
    )


def starts(
    text: str, pieces: list[Piece], stretches: tuple[Stretch, ...], known: StopWords
) -> list[int]:
    """The numbers of the pieces that begin a sentence, ascending.

    Examples
    --------
    >>> text = "„Gut.“ sagte er. Sie ging."
    >>> from workbook.language.tokens import pieces
    >>> known = StopWords({}, opens=str.istitle)
    >>> cut = pieces(text, known)
    >>> [text[cut[n].start:][:3] for n in starts(text, cut, stretches(text), known)]
    ['„Gu', 'Sie']
    """
    reader = _Reader(text, pieces, known, small=not any(map(str.isupper, text)))
    found: list[int] = []
    number = 0
    for stretch in stretches:
        begin = number
        while number < len(pieces) and pieces[number].start < stretch.end:
            number += 1
        if begin == number:
            continue
        found.append(begin)
        if not stretch.is_heading:
            found.extend(reader.starts(begin, number))
    if pieces and (not found or found[0] != 0):
        found.insert(0, 0)
    return found


@dataclass(frozen=True, slots=True)
class _Reader:
    text: str
    pieces: list[Piece]
    known: StopWords
    small: bool

    def starts(self, begin: int, end: int) -> Iterator[int]:
        """Starts of sentences after the first in one stretch."""
        number = begin
        while number < end - 1:
            following = self._after_stop(number, end)
            if following is None:
                number += 1
                continue
            counts = number == begin + 1 and self.word(begin).isdecimal()  # *4. Die Ware*
            if following < end and not counts and self._new(number, following, end):
                yield following
            number = following

    def word(self, number: int) -> str:
        piece = self.pieces[number]
        return self.text[piece.start : piece.end]

    def _gap(self, number: int) -> bool:
        """Whether white space stands before a piece."""
        return self.pieces[number].start > self.pieces[number - 1].end

    def _after_stop(self, number: int, end: int) -> int | None:
        """The first piece behind a stop and what closes with it; None where there is no stop."""
        if not self.pieces[number].full and not _STOPS.fullmatch(self.word(number)):
            return None
        following = number + 1
        while following < end and not self._gap(following):
            word = self.word(following)
            if word not in _CLOSERS and word != "''" and not _STOPS.fullmatch(word):
                break
            following += 1
        return following

    def _new(self, number: int, following: int, end: int) -> bool:
        stop = self.word(number)
        head, closed = self._head(following, end), following > number + 1
        if not head or head[0] in ",;:!?.…":
            return False
        if head[0].islower() and not self.small:
            return False
        if not self._gap(following) and not self._glued(number, following, head):
            return False
        if self.pieces[number].full:
            return self._ends_full(stop, following, head)
        if stop[0] == "…" or stop.startswith(".."):
            return closed or self.known.opens(head) or not self._gap(number)
        return True

    def _ends_full(self, stop: str, following: int, head: str) -> bool:
        """Whether an abbreviation or an ordinal is the last word of its sentence."""
        if stop[:-1].isdecimal() or not self.known.abbreviations.get(stop[:-1], True):
            return False
        if self.word(following) in _OPENERS and self.word(following) not in "([":
            return True
        return self.known.opens(head)

    def _head(self, following: int, end: int) -> str:
        """The first word of what follows, past dashes and opening quotes."""
        for number in range(following, min(following + 4, end)):
            word = self.word(number)
            if word not in _OPENERS and word not in "-–—,,``*_":
                return word
        return ""

    def _glued(self, number: int, following: int, head: str) -> bool:
        """A full stop without a blank behind it (*sagte er.Danach*)."""
        before = self.word(number - 1) if number else ""
        return len(before) > 1 and before[-1].isalpha() and head[0].isupper()
