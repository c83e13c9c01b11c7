"""Quotation marks of a CSV file that are opened and never closed.

To any parser such a mark makes all the rest one row. Here the line that opens it is left out and
named, and the rest goes on as if it had not been there.
"""

from __future__ import annotations

import re

MARK = '"'


class Quotes:
    """Hands a table's text on while every mark that opened a cell is closed.

    Parameters
    ----------
    separator : between cells.
    longest : characters a row may have; a mark open for longer is none that will be closed.

    Examples
    --------
    >>> quotes = Quotes(",", longest=1000)
    >>> quotes.fed('a,b\\n1,"eins\\n2,"zwei"\\n', last=True)
    'a,b\\n2,"zwei"\\n'
    >>> quotes.unclosed
    [2]
    """

    def __init__(self, separator: str, *, longest: int) -> None:
        begin = rf"(?:^|{re.escape(separator)})"
        self._whole = re.compile(rf'{begin}"(?:[^"]|"")*"(?={re.escape(separator)}|\s*$)')
        self._opening = re.compile(rf'{begin}"')
        self._longest = longest
        self._part = ""
        self._held: list[str] = []
        self._size = 0
        self._line = 0
        self.unclosed: list[int] = []

    def fed(self, text: str, *, last: bool) -> str:
        """What may be handed on after more text has come; ``last`` if there is no more."""
        *lines, part = (self._part + text).split("\n")
        self._part = part
        done = [piece for line in lines for piece in self._taken(f"{line}\n")]
        if last or len(part) > self._longest:  # no row, whatever its marks
            done += self._taken(part) if part else []
            self._part = ""
        if last and self._held:
            done += self._without_first()
        return "".join(done)

    def _taken(self, line: str) -> list[str]:
        """The lines that may go on after one more."""
        self._line += 1
        odd = line.count(MARK) % 2 == 1
        if not self._held and not (odd and self._opens(line)):
            return [line]
        self._held.append(line)
        self._size += len(line)
        if odd and len(self._held) > 1:
            whole, self._held, self._size = self._held, [], 0
            return whole
        return self._without_first() if self._size > self._longest else []

    def _without_first(self) -> list[str]:
        """The lines after the one that opened the mark: all their own marks are closed."""
        self.unclosed.append(self._line - len(self._held) + 1)
        rest, self._held, self._size = self._held[1:], [], 0
        return rest

    def _opens(self, line: str) -> bool:
        return bool(self._opening.search(self._whole.sub("", line)))
