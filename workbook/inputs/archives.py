"""Files that hold files: ZIP, gzip, and web archives (WARC)."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from pathlib import PurePosixPath
from typing import IO, Any

from workbook.errors import SourceRefused
from workbook.inputs import encodings, streams, texts
from workbook.inputs.materials import Material, too_long
from workbook.inputs.places import ending_of, is_article
from workbook.inputs.rows import Found, Part, Row, Rows, Terms

_LARGEST = 50_000_000_000  # bytes of a ZIP file that does not lie on a disk
_MOST_MEMBERS = 500_000
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
"""What zipfile raises on a member that is damaged or cut, packed in a way it does not know
(NotImplementedError), or locked with a password (RuntimeError)."""
_LONGEST_HEAD = 1 << 20  # bytes
_PAGES = ("text/html", "application/xhtml+xml")


def zipped(material: Material, _: Terms) -> Rows:
    """The members of a ZIP file in the order of their names, unpacked one after another."""
    with material.binary() as handle:
        file = streams.seekable(handle, at_most=_LARGEST, origin=material.origin)
        try:
            archive = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, ValueError, NotImplementedError):  # the last: a later format
            raise SourceRefused(
                f"{material.origin} is no readable ZIP file; fetch or copy it again."
            ) from None
        if len(archive.infolist()) > _MOST_MEMBERS:
            raise SourceRefused(
                f"{material.origin} holds more than {_MOST_MEMBERS:,} files; split it."
            )
        members = sorted(archive.infolist(), key=lambda member: member.filename)
        for member in members:
            if _is_wanted(member):
                yield _member(archive, member, material.origin)


def _is_wanted(member: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(member.filename).parts
    hidden = any(part.startswith((".", "__MACOSX")) for part in parts)
    return not member.is_dir() and not hidden and bool(parts) and is_article(parts[-1])


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, origin: str) -> Found:
    where = f"{origin}/{member.filename}"
    if member.flag_bits & 1:
        return SourceRefused(f"{where} is locked with a password; unpack it and pass the files.")
    if streams.is_bomb(member.file_size, packed=member.compress_size):
        return SourceRefused(streams.bomb(where))
    return Part(
        Material(where, ending_of(member.filename), lambda: _opened(archive, member, where))
    )


@contextmanager
def _opened(archive: zipfile.ZipFile, member: zipfile.ZipInfo, where: str) -> Iterator[IO[bytes]]:
    damaged = f"{where} is damaged; fetch or copy the ZIP file again."
    try:
        handle = archive.open(member)
    except (*_DAMAGE, ValueError, OSError):  # its place in the file may be nonsense
        raise SourceRefused(damaged) from None
    try:
        with handle:
            yield handle
    except _DAMAGE:
        raise SourceRefused(damaged) from None


def refuse_bombs(archive: zipfile.ZipFile, *, origin: str) -> None:
    """Refuse an archive whose members together unpack to more than text does.

    Raises
    ------
    SourceRefused
        In one sentence.
    """
    members = archive.infolist()
    plain = sum(member.file_size for member in members)
    if streams.is_bomb(plain, packed=sum(member.compress_size for member in members)):
        raise SourceRefused(streams.bomb(origin))


def gzipped(material: Material, _: Terms) -> Rows:
    """What a gzip file holds, unpacked while it is read."""

    @contextmanager
    def opened() -> Iterator[IO[bytes]]:
        with (
            material.binary() as handle,
            streams.unpacked(handle, origin=material.origin) as plain,
        ):
            yield plain

    is_named = material.origin.lower().endswith(".gz")
    inner = material.origin[: -len(".gz")] if is_named else ""
    yield Part(Material(material.origin, ending_of(inner), opened))


def web_archive(material: Material, terms: Terms) -> Rows:
    """The pages in a WARC file, as Common Crawl keeps them, packed or not."""
    with material.binary() as handle, _plain(handle, material.origin) as plain:
        for record in _orderly(plain, material.origin):
            if isinstance(record, SourceRefused):
                yield record
            elif _is_page(record):
                yield _page(record, material.origin, terms)


def _orderly(plain: IO[bytes], origin: str) -> Iterator[Any]:
    """The records up to where the file ends, is cut or is none any more.

    One that does not end where it says is followed by a refusal; warcio would tell the terminal.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    records = ArchiveIterator(plain)
    records.reader = reader = _with_short_heads(records.fh, origin)
    faults = 0
    record = None
    while True:
        reader.begun = False
        try:
            with redirect_stderr(io.StringIO()):
                record = next(records)
        except StopIteration:
            if reader.begun or (record is not None and _is_cut(record)):
                raise SourceRefused(streams.cut(origin)) from None
            return
        except SourceRefused:
            raise
        except ArchiveLoadFailed:
            raise SourceRefused(_disorderly(origin)) from None
        except Exception:  # cut within its head, a record makes warcio stumble in many ways
            raise SourceRefused(streams.cut(origin)) from None
        if records.err_count > faults:
            faults = records.err_count
            yield SourceRefused(
                f"A page in {origin} is longer or shorter than its head says, and may have been "
                "read in part; fetch or copy the file again."
            )
        yield record


def _is_cut(record: Any) -> bool:
    """Whether a record that was read to its end has less than its head says, or half a head."""
    rest = getattr(record.raw_stream, "limit", 0)
    return rest > 0 or not record.rec_headers.get_header("Content-Length")


def _with_short_heads(handle: IO[bytes], origin: str) -> Any:
    """What warcio reads from, refused where the lines of a head come to no end.

    warcio gathers a line piece by piece, in a time that grows with the square of its length.
    """
    from warcio.bufferedreaders import DecompressingBufferedReader

    class Reader(DecompressingBufferedReader):  # type: ignore[misc]
        head = 0
        begun = False  # words were read since this was last set: of a record's head

        def readline(self, length: int | None = None) -> bytes:
            line: bytes = super().readline(min(length or _LONGEST_HEAD, _LONGEST_HEAD))
            self.head += len(line)
            self.begun = self.begun or bool(line.strip())
            if self.head > _LONGEST_HEAD or len(line) == _LONGEST_HEAD:
                raise SourceRefused(_disorderly(origin))
            return line

        def read(self, length: int | None = None) -> bytes:
            self.head = 0
            return super().read(length)  # type: ignore[no-any-return]

    return Reader(handle)


@contextmanager
def _plain(handle: IO[bytes], origin: str) -> Iterator[IO[bytes]]:
    start = handle.read(2)
    whole = streams.rejoined(start, handle)
    if start != b"\x1f\x8b":
        yield whole
        return
    with streams.unpacked(whole, origin=origin) as plain:
        yield plain


def _is_page(record: Any) -> bool:
    if record.rec_type not in ("response", "resource"):
        return False
    headers = record.http_headers
    if record.rec_type == "response" and (headers is None or headers.get_statuscode() != "200"):
        return False
    kind = headers.get_header("Content-Type") if headers else record.content_type
    return (kind or "").split(";")[0].strip().lower() in _PAGES


def _page(record: Any, origin: str, terms: Terms) -> Found:
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    where = f"{url[:200]} in {origin}"
    html = _drained(record, at_most=4 * terms.page)
    if record.raw_stream.limit > 0:
        raise SourceRefused(streams.cut(origin))
    if html is None:
        return SourceRefused(too_long(where, terms.at_most))
    try:
        fields = texts.of_page(encodings.text_of(html, origin=where), origin=where)
    except SourceRefused as refusal:
        return refusal
    return Row(where, {**fields, "url": fields["url"] or url})


def _drained(record: Any, *, at_most: int) -> bytes | None:
    """The body of a record, or None if it is longer; the record is read to its end either way."""
    stream = record.content_stream()
    pieces: list[bytes] = []
    length = 0
    while length <= at_most and (piece := stream.read(1 << 16)):
        length += len(piece)
        pieces.append(piece)
    while record.raw_stream.read(1 << 16):
        pass
    return b"".join(pieces) if length <= at_most else None


def _disorderly(origin: str) -> str:
    return (
        f"{origin} is no orderly WARC file from here on; "
        "what stands before was read, fetch or copy it again."
    )
