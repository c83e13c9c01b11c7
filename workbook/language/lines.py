"""Lines by their first word, in a file that is mapped into memory rather than read.

A million words as Python strings take sixty megabytes and a tenth of a second; mapped, several
processes share them, and only what is looked up is ever read. The lines are sorted by bytes; of
every few kilobytes one word is kept, which says where another would stand.
"""

from __future__ import annotations

import mmap
from bisect import bisect_right
from collections.abc import Iterable
from pathlib import Path

_BLOCK = 4096
"""So many bytes lie between two words that are kept."""


class Lines:
    """A head, and lines by their first word. Made once, asked per word.

    Parameters
    ----------
    data : what `packed` makes, as bytes or mapped into memory.

    Examples
    --------
    >>> book = Lines(packed("two words", [("Ulm", "80"), ("Aachen", "7\\t9")]))
    >>> book.head, book.of("Aachen"), book.of("Bonn")
    ('two words', '7\\t9', None)
    """

    def __init__(self, data: bytes | mmap.mmap) -> None:
        first, size = data.find(b"\n"), len(data)
        cuts = (data.find(b"\n", place) for place in range(first, size, _BLOCK))
        starts = [place for place in dict.fromkeys(cuts) if place < size - 1]
        self.head = data[:first].decode()
        self._data = data
        self._words = [data[place + 1 : data.find(b"\t", place)] for place in starts]
        self._places = [*starts, size]

    @classmethod
    def read(cls, path: Path) -> Lines:
        """From a file, which stays mapped for as long as the lines are kept."""
        with path.open("rb") as file:
            return cls(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))

    def of(self, word: str) -> str | None:
        """What stands behind a word; None if it has no line."""
        key = word.encode("utf-8", "replace")
        block = bisect_right(self._words, key) - 1
        if block < 0 or b"\t" in key:
            return None
        begin, end = self._places[block : block + 2]
        start = self._data.find(b"\n%b\t" % key, begin, end)
        if start < 0:
            return None
        return self._data[start + len(key) + 2 : self._data.find(b"\n", start + 1)].decode()


def packed(head: str, lines: Iterable[tuple[str, str]]) -> bytes:
    """A file's content: a head, then every word and what stands behind it.

    No words have white space in them, and nothing has the end of a line.
    """
    rows = sorted(f"{word}\t{rest}".encode() for word, rest in lines)
    return b"".join(line + b"\n" for line in (head.encode(), *rows))
