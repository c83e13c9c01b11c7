"""One reader for each format, looked up by the file's ending at the foot.

What has no ending is known by how it begins. Archives, feeds and sitemaps lead on to further
materials; they are read in the same way, to a depth at which no archive of an archive goes on.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import IO, Any, TypeAlias

from workbook.errors import SourceRefused
from workbook.inputs import (
    archives,
    documents,
    feeds,
    frontmatter,
    mails,
    streams,
    tables,
    texts,
)
from workbook.inputs.materials import Material
from workbook.inputs.places import listed
from workbook.inputs.rows import (
    FIELDS,
    Link,
    Part,
    Reader,
    Row,
    Rows,
    Terms,
    field_of,
    without_text,
)

Fetch: TypeAlias = Callable[[Link], Material]
"""An address to what lies there; raises `SourceRefused` if nothing can be fetched."""

_DEEPEST = 3
_START = 4096  # bytes by which a format is known
_MAIL = re.compile(
    r"(?:From|To|Subject|Date|Received|Return-Path|MIME-Version|Message-ID|Delivered-To|"
    r"DKIM-Signature|Content-Type): [^\n]*\n(?:[ \t][^\n]*\n)*[A-Z][A-Za-z-]+: ",
    re.IGNORECASE,
)


def rows_of(
    sources: Iterable[Material | Link], *, terms: Terms, fetch: Fetch
) -> Iterator[Row | SourceRefused]:
    """The articles in all ``sources`` as rows, each read or fetched when it is due."""
    walk = _Walk(terms, fetch)
    for source in sources:
        if isinstance(source, Link):
            yield from walk.linked(source, depth=0)
        else:
            yield from walk.through(source, depth=0)


@dataclass(frozen=True, slots=True)
class _Walk:
    terms: Terms
    fetch: Fetch

    def through(self, material: Material, *, depth: int) -> Iterator[Row | SourceRefused]:
        nothing = True
        try:
            for row in self._one(material, depth):
                nothing = False
                yield row
        except SourceRefused as refusal:
            yield refusal
        else:
            if nothing:
                yield SourceRefused(without_text(material.origin))

    def linked(self, link: Link, *, depth: int) -> Iterator[Row | SourceRefused]:
        """What lies behind a link; where that is one article, what is known of it fills gaps."""
        try:
            _refuse_too_deep(link.url, depth)
            material = self.fetch(link)
        except SourceRefused as refusal:
            yield refusal
            return
        known = {"url": material.origin, **{k: v for k, v in link.fields.items() if v}}
        for row in self.through(material, depth=depth):
            if isinstance(row, Row) and row.origin == material.origin and row.is_whole:
                stated = {name: value for name, value in row.fields.items() if value}
                yield replace(row, fields={**known, **stated})
            else:
                yield row

    def _one(self, material: Material, depth: int) -> Iterator[Row | SourceRefused]:
        _refuse_too_deep(material.origin, depth)
        for found in _reader(material)(material, self.terms):
            if isinstance(found, Part):
                yield from self.through(found.material, depth=depth + 1)
            elif isinstance(found, Link):
                yield from self.linked(found, depth=depth + 1)
            else:
                yield _placed(found, material.origin)


def _refuse_too_deep(origin: str, depth: int) -> None:
    if depth > _DEEPEST:
        raise SourceRefused(
            f"{origin} lies too deep in files within files; pass it itself, unpacked."
        )


def _placed(found: Row | SourceRefused, origin: str) -> Row | SourceRefused:
    return replace(found, origin=origin) if isinstance(found, Row) else found


def _reader(material: Material) -> Reader:
    if not material.ending:
        return _unnamed
    reader = READERS.get(material.ending)
    if reader is None:
        raise SourceRefused(
            f"Files that end in {material.ending} are not read, so {material.origin} is not; "
            f"save the article in a file that ends in {listed(READERS)}."
        )
    return reader


def _unnamed(material: Material, terms: Terms) -> Rows:
    """What has no ending, judged by how it begins."""
    with material.stream() as handle:
        start = _start_of(handle)
        ending = _kind(start, terms)
        if isinstance(start, str):
            whole = start + handle.read()
            known = Material(material.origin, ending, lambda: io.StringIO(whole, newline=""))
        else:
            rest = streams.rejoined(start, handle)
            known = Material(material.origin, ending, lambda: rest)
        yield from READERS[ending](known, terms)


def _start_of(handle: IO[Any]) -> bytes | str:
    start: bytes | str = handle.read(_START)
    while 0 < len(start) < _START:  # a pipe gives what it has
        more = handle.read(_START - len(start))
        if not more:
            break
        start += more
    return start


def _kind(start: bytes | str, terms: Terms) -> str:
    """The ending a file that begins like this should have."""
    if isinstance(start, bytes):
        packed = next((end for magic, end in _MAGIC.items() if start.startswith(magic)), None)
        if packed:
            return packed
        text = start.decode("utf-8", "replace")
    else:
        text = start
    text = text.lstrip("\ufeff \t\r\n")
    begin = text[:500].lower()
    if frontmatter.begins(text):
        return ".md"
    if _MAIL.match(text.replace("\r\n", "\n")):
        return ".mhtml" if "snapshot-content-location" in text.lower() else ".eml"
    if re.match(r"<!doctype html|<html", begin) or re.search(r"<html[\s>]", begin):
        return ".html"
    if begin.startswith("<?xml") or re.match(
        r"<(?:rss|feed|rdf:rdf|urlset|sitemapindex)[\s>]", begin
    ):
        return ".xml"
    if begin.startswith('{"'):
        return ".jsonl"
    if begin.startswith("warc/"):
        return ".warc"
    return ".csv" if _is_table(text, terms) else ".txt"


def _is_table(text: str, terms: Terms) -> bool:
    """Whether the first line names columns: that of the text, and another field's."""
    cells = (cell.strip('" \r') for cell in re.split("[,;\t]", text.partition("\n")[0]))
    columns = {column: field for field, column in terms.columns.items()}
    fields = {columns.get(cell) or field_of(cell) for cell in cells}
    return "text" in fields and len(fields.intersection(FIELDS)) > 1


_MAGIC: Mapping[bytes, str] = MappingProxyType(
    {
        b"%PDF": ".pdf",
        b"PK\x03\x04": ".zip",
        b"\x1f\x8b": ".gz",
        b"PAR1": ".parquet",
    }
)

READERS: Mapping[str, Reader] = MappingProxyType(
    {
        ".txt": texts.plain,
        ".md": texts.markdown,
        ".markdown": texts.markdown,
        ".html": texts.page,
        ".htm": texts.page,
        ".xhtml": texts.page,
        ".mhtml": mails.saved_page,
        ".mht": mails.saved_page,
        ".eml": mails.newsletter,
        ".pdf": documents.pdf,
        ".docx": documents.word,
        ".xml": feeds.xml,
        ".rss": feeds.xml,
        ".atom": feeds.xml,
        ".rdf": feeds.xml,
        ".jsonl": tables.json_lines,
        ".ndjson": tables.json_lines,
        ".csv": tables.comma_separated,
        ".tsv": tables.comma_separated,
        ".parquet": tables.parquet,
        ".warc": archives.web_archive,
        ".zip": archives.zipped,
        ".gz": archives.gzipped,
    }
)
