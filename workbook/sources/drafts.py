"""A claim in the making, in word numbers, and what the finders of frames look at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workbook.knowledge import Cue
from workbook.models import ClaimKind
from workbook.sources.clause import Clause
from workbook.sources.cues import CueBook
from workbook.sources.lines import Line
from workbook.sources.marks import Quoted
from workbook.sources.words import Words

_TRIMMED = frozenset({",", ".", ":", ";", "–", "—", "-"})


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim by word numbers; ``line`` is the number of the line its quote ends in.

    ``floor`` is who spoke before, in line ``floor_line``: whom *er* or *demnach* means, unless
    somebody knows better. ``via`` passed the message on where the frame itself says so.
    """

    kind: ClaimKind
    quote: tuple[int, ...]
    speaker: tuple[int, ...] = ()
    cue: tuple[int, ...] = ()
    frame: tuple[int, ...] = ()
    addressee: tuple[int, ...] = ()
    entry: Cue | None = None
    line: int = -1
    floor: tuple[int, ...] = ()
    floor_line: int = -9
    via: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """One line with all that is known of it.

    ``blocks`` are quotations that stand for clauses, ``names`` short ones inside phrases, both
    from first word to end; ``before`` is the line before in the same section, ``endless`` a
    quotation that begins here and is longer than any line.
    """

    words: Words
    book: CueBook
    line: Line
    number: int
    clauses: tuple[Clause, ...]
    blocks: Mapping[int, int]
    names: Mapping[int, int]
    quoted: tuple[Quoted, ...]
    before: Line | None = None
    endless: Quoted | None = None

    def range(self) -> range:
        return range(self.line.start, self.line.end)

    def message(self, taken: Iterable[int]) -> tuple[int, ...]:
        """The line without the words taken and without the marks left hanging at the edges."""
        gone = set(taken)
        for start, end in self.blocks.items():
            if self.words.text[start - 1] == ":" and start > min(gone, default=start):
                gone.update(range(start, end))
        end = self._new_thought(max(gone, default=self.line.start))
        start = self._own_thought(min(gone, default=self.line.start))
        return trimmed(self.words, [i for i in range(start, end) if i not in gone])

    def _own_thought(self, before: int) -> int:
        """Behind the semicolon up to which the author spoke; else the head of the line."""
        stops = [i for i in range(self.line.start, before) if self.words.text[i] == ";"]
        moods = [self.words.mood[i] for i in range(self.line.start, stops[-1])] if stops else []
        told = "+" in moods and not {"I", "II"} & set(moods)
        return stops[-1] + 1 if told else self.line.start

    def _new_thought(self, after: int) -> int:
        """Where the author speaks again behind a semicolon; else the end of the line."""
        for clause in self.clauses:
            told = clause.verb is not None and self.words.mood[clause.verb] == "+"
            if clause.start > after and clause.before == ";" and told:
                return clause.start
        return self.line.end


def trimmed(words: Words, chosen: Iterable[int]) -> tuple[int, ...]:
    """Word numbers without commas and full stops at either end of each stretch."""
    kept: list[int] = []
    for stretch in stretches(chosen):
        first, last = stretch[0], stretch[-1] + 1
        while first < last and words.text[first] in _TRIMMED:
            first += 1
        while last > first and words.text[last - 1] in _TRIMMED:
            last -= 1
        kept += range(first, last)
    return tuple(kept)


def stretches(chosen: Iterable[int]) -> list[tuple[int, int]]:
    """(first, last) of each run of neighbouring numbers.

    Examples
    --------
    >>> stretches([3, 1, 2, 7])
    [(1, 3), (7, 7)]
    """
    runs: list[tuple[int, int]] = []
    for i in sorted(set(chosen)):
        if runs and i == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], i)
        else:
            runs.append((i, i))
    return runs
