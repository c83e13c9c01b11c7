"""Streams read piece by piece, so that memory stays flat however long they are.

A compressed stream is watched while it unpacks: text packs to a fifth or a twentieth, so what
grows two-hundredfold is a bomb.
"""

from __future__ import annotations

import gzip
import io
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from workbook.errors import SourceRefused

_STEEPEST = 200
_HARMLESS = 20_000_000  # bytes; below this, no growth is worth a word
_IN_MEMORY = 16_000_000
_PIECE = 1 << 20


class TooLong(Exception):
    """A line that is longer than may be read; it has been skipped."""


def lines(handle: IO[Any], *, longest: int) -> Iterator[bytes | str | TooLong]:
    """The lines of ``handle`` without their ends; of those over ``longest`` only the news.

    Only ``\\n`` ends a line, as other ends may stand within strings.

    Examples
    --------
    >>> list(lines(io.BytesIO(b"a\\nbcdef\\n\\n"), longest=3))
    [b'a', TooLong(), b'']
    """
    while line := handle.readline(longest + 2):
        end = "\n" if isinstance(line, str) else b"\n"
        if line.endswith(end):
            bare = line[:-1]
            yield bare if len(bare) <= longest else TooLong()
        elif len(line) <= longest:
            yield line
        else:
            _skip_line(handle, end)
            yield TooLong()


def _skip_line(handle: IO[Any], end: Any) -> None:
    while rest := handle.readline(_PIECE):
        if rest.endswith(end):
            return


class _Counting(io.RawIOBase):
    """Another stream, counting what was taken from it."""

    def __init__(self, handle: IO[bytes]) -> None:
        self.taken = 0
        self._handle = handle

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._handle.read(len(buffer))
        buffer[: len(data)] = data
        self.taken += len(data)
        return len(data)


class Unpacked(io.RawIOBase):
    """What a gzip stream holds, all its members after one another.

    Where the stream is cut, damaged or a bomb it ends, and ``refusal`` says so: raised at once,
    it would cost what a buffer above has already taken.

    Examples
    --------
    >>> stream = Unpacked(io.BytesIO(gzip.compress(b"Guten Tag.")[:-4]), origin="a.gz")
    >>> stream.read(), str(stream.refusal)[:24]
    (b'Guten Tag.', 'a.gz ends in the middle;')
    """

    def __init__(self, handle: IO[bytes], *, origin: str) -> None:
        self.refusal: SourceRefused | None = None
        self._packed = _Counting(handle)
        self._plain = gzip.GzipFile(fileobj=io.BufferedReader(self._packed), mode="rb")
        self._given = 0
        self._origin = origin

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = b"" if self.refusal else self._next(len(buffer))
        buffer[: len(data)] = data
        self._given += len(data)
        if is_bomb(self._given, packed=self._packed.taken):
            self.refusal = SourceRefused(bomb(self._origin))
        return len(data)

    def _next(self, at_most: int) -> bytes:
        try:
            return self._plain.read1(at_most)
        except EOFError:
            self.refusal = SourceRefused(cut(self._origin))
        except (gzip.BadGzipFile, zlib.error):
            self.refusal = SourceRefused(
                f"{self._origin} is damaged as a compressed file; fetch or copy it again."
            )
        return b""


@contextmanager
def unpacked(handle: IO[bytes], *, origin: str) -> Iterator[IO[bytes]]:
    """`Unpacked`, buffered; what was wrong with it is raised once all before it was read."""
    plain = Unpacked(handle, origin=origin)
    yield io.BufferedReader(plain, buffer_size=1 << 16)
    if plain.refusal:
        raise plain.refusal


def is_bomb(plain: int, *, packed: int) -> bool:
    """Whether ``packed`` bytes that give ``plain`` ones were made to fill the memory."""
    return plain > _HARMLESS and plain > _STEEPEST * max(packed, 1)


def bomb(origin: str) -> str:
    """The sentence for what unpacks to more than any text."""
    return f"{origin} unpacks to far more than text does; it was left unread as harmful."


def cut(origin: str) -> str:
    """The sentence for a file that ends too early."""
    return f"{origin} ends in the middle; what stands before was read, fetch or copy it again."


class _Rejoined(io.RawIOBase):
    """A beginning that was looked at, and the rest."""

    def __init__(self, start: bytes, rest: IO[bytes]) -> None:
        self._start = memoryview(start)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data: Any = self._start[: len(buffer)]
        self._start = self._start[len(data) :]
        data = data or self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def rejoined(start: bytes, rest: IO[bytes]) -> io.BufferedReader:
    """``start`` and what ``rest`` still holds as one stream."""
    return io.BufferedReader(_Rejoined(start, rest), buffer_size=1 << 16)


def seekable(handle: IO[bytes], *, at_most: int, origin: str) -> IO[bytes]:
    """``handle`` itself if it is a real file, else a copy of its ``at_most`` bytes on disk.

    Raises
    ------
    SourceRefused
        If there is more in it.
    """
    if isinstance(handle, io.BytesIO) or _is_file(handle):
        return handle
    copy = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  the reader ends it
    left = at_most
    while data := handle.read(min(_PIECE, left + 1)):
        left -= len(data)
        if left < 0:
            copy.close()
            raise SourceRefused(
                f"{origin} is larger than the {at_most // 1_000_000:,} MB that are read at once; "
                "unpack or split it."
            )
        copy.write(data)
    copy.seek(0)
    return copy


def _is_file(handle: IO[bytes]) -> bool:
    try:
        handle.fileno()
        return handle.seekable()
    except (OSError, AttributeError, ValueError):
        return False
