"""Addresses as materials: fetched when they are due, their format told by answer and content."""

from __future__ import annotations

import io
from collections.abc import Mapping
from contextlib import nullcontext
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from workbook.errors import SourceRefused
from workbook.inputs import encodings
from workbook.inputs.materials import Material
from workbook.inputs.places import ending_of
from workbook.inputs.rows import Link

if TYPE_CHECKING:
    from workbook.fetch import Answer, Fetcher
    from workbook.settings import Fetching

_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "text/html": ".html",
        "application/xhtml+xml": ".html",
        "text/markdown": ".md",
        "text/csv": ".csv",
        "text/tab-separated-values": ".tsv",
        "application/json": ".jsonl",
        "application/jsonl": ".jsonl",
        "application/x-ndjson": ".jsonl",
        "application/x-jsonlines": ".jsonl",
        "application/xml": ".xml",
        "text/xml": ".xml",
        "message/rfc822": ".eml",
        "multipart/related": ".mhtml",
        "application/x-mimearchive": ".mhtml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    }
)
_MOST_LINKS = 1000
_PACKED = (b"%PDF", b"PK\x03\x04", b"\x1f\x8b", b"PAR1")
_DOCX_OR_PACKED = frozenset({".docx", ".zip", ".gz", ".pdf", ".parquet", ".warc"})


class Web:
    """The web as one call of `workbook.inputs.read` sees it.

    ``known`` are the endings there are readers for.
    """

    def __init__(self, rules: Fetching | None, *, known: frozenset[str]) -> None:
        self._rules = rules
        self._known = known
        self._followed = 0

    @cached_property
    def _fetcher(self) -> Fetcher:
        from workbook import fetch

        return fetch.Fetcher(self._rules)

    def material(self, link: Link) -> Material:
        """What lies behind ``link``.

        Raises
        ------
        SourceRefused
            If it cannot be fetched, or was found in a list and is one too many.
        """
        if link.where:
            self._count(link)
        answer = self._fetcher.get(link.url)
        body = _as_utf8(answer)
        ending = _ending(answer, self._known)
        return Material(answer.url, ending, lambda: nullcontext(io.BytesIO(body)))

    def _count(self, link: Link) -> None:
        self._followed += 1
        at_most = self._rules.links if self._rules else _MOST_LINKS
        if self._followed > at_most:
            raise SourceRefused(
                f"{link.url} was left out, as {at_most:,} links were followed before it; "
                "raise links under [fetch] in workbook.toml."
            )


def _ending(answer: Answer, known: frozenset[str]) -> str:
    """The ending a file of this content would have, empty if only its start can tell."""
    named = ending_of(urlsplit(answer.url).path)
    stated = _KINDS.get(answer.kind, ".xml" if answer.kind.endswith("+xml") else "")
    ending = stated or (named if named in known else "")
    is_packed = answer.body.startswith(_PACKED)
    if is_packed != (ending in _DOCX_OR_PACKED):
        return ""
    is_xml = answer.body[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<?xml", b"<rss"))
    return ".xml" if ending == ".html" and is_xml else ending


def _as_utf8(answer: Answer) -> bytes:
    """The body in UTF-8 where it is text in the encoding the server states."""
    if answer.charset in (None, "utf-8", "utf8") or answer.body.startswith(_PACKED):
        return answer.body
    try:
        answer.body.decode("utf-8")
        return answer.body
    except UnicodeDecodeError:
        pass
    try:
        return answer.body.decode(encodings.of_browsers(answer.charset or "utf-8")).encode("utf-8")
    except (UnicodeDecodeError, LookupError):
        return answer.body
