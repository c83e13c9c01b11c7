"""Lists of articles: RSS, Atom and sitemaps, with the texts in them or links to them."""

from __future__ import annotations

import calendar
import io
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from workbook.errors import SourceRefused
from workbook.inputs import streams
from workbook.inputs.materials import Material, too_long
from workbook.inputs.rows import Found, Link, Row, Rows, Terms
from workbook.inputs.texts import of_page

_LARGEST = 50_000_000  # bytes, what a sitemap may have
_MOST = 50_000  # entries, as well
_PICTURES = frozenset(  # their extensions to sitemaps have addresses and titles, too
    f"http://www.google.com/schemas/sitemap-{kind}/1.1" for kind in ("image", "video")
)
_SHORTEST = 600  # characters; less is a teaser when there is a link to the whole


def xml(material: Material, terms: Terms) -> Rows:
    """A feed, a sitemap or a page in XML, told by its outermost element."""
    raw = material.data(at_most=_LARGEST)
    data = raw.encode() if isinstance(raw, str) else raw
    outermost = _outermost(data)
    if outermost in ("rss", "feed", "RDF"):
        yield from _feed(data, material.origin)
    elif outermost in ("urlset", "sitemapindex"):
        yield from _sitemap(data, material.origin)
    elif outermost == "html":
        html = material.text(at_most=terms.page) if isinstance(raw, str) else data.decode("utf-8")
        if len(html) > terms.page:
            raise SourceRefused(too_long(material.origin, terms.at_most))
        yield Row(material.origin, of_page(html, origin=material.origin))
    else:
        raise SourceRefused(
            f"{material.origin} is no feed and no sitemap; "
            "pass an RSS or Atom feed, a sitemap, or the article as HTML."
        )
    if outermost != "html" and _is_cut(data, outermost):
        yield SourceRefused(streams.cut(material.origin))


def _is_cut(data: bytes, outermost: str) -> bool:
    """Whether the outermost element is opened and never closed.

    Examples
    --------
    >>> _is_cut(b"<rss><channel>", "rss"), _is_cut(b"<rss></rss>", "rss"), _is_cut(b"<rss/>", "rss")
    (True, False, False)
    """
    name = outermost.encode()  # in UTF-16 it is not found, and nothing is said
    is_closed = re.search(rb"</(?:[\w.-]+:)?" + name + rb"\s*>", data) is not None
    return name in data and not is_closed and not data.rstrip().endswith(b"/>")


def _outermost(data: bytes) -> str:
    from lxml import etree

    try:
        for _, element in etree.iterparse(
            io.BytesIO(data),
            events=("start",),
            recover=True,
            no_network=True,
            resolve_entities=False,
        ):
            return str(etree.QName(element).localname)
    except etree.LxmlError:
        pass
    return ""


def _feed(data: bytes, origin: str) -> Rows:
    import feedparser

    parsed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    outlet = parsed.feed.get("title")
    language = parsed.feed.get("language")
    home = _address(parsed.feed.get("link")) or origin
    for number, entry in enumerate(parsed.entries[:_MOST], start=1):
        where = f"entry {number} of {origin}"
        about = {
            "title": _plain(entry.get("title")),
            "author": _authors(entry),
            "outlet": _plain(outlet),
            "url": _address(entry.get("link"), home),
            "published": _published(entry),
            "language": language,
        }
        yield _entry(where, _content(entry), about)


def _entry(where: str, text: str, about: Mapping[str, Any]) -> Found:
    url = about["url"]
    if url and len(text) < _SHORTEST:
        return Link(where, url, about)
    return Row(where, {**about, "text": text})


def _content(entry: Any) -> str:
    """The longest text of an entry, its markup read."""
    from workbook import pages

    contents = [part.get("value") or "" for part in entry.get("content", ())]
    found = max([*contents, entry.get("summary") or ""], key=len)
    return pages.words(found) if "<" in found or "&" in found else found.strip()


def _plain(value: object) -> str | None:
    from workbook import pages

    if not isinstance(value, str):
        return None
    return " ".join(pages.words(value).split()) if "<" in value or "&" in value else value


def _authors(entry: Any) -> str | None:
    names = [person.get("name") for person in entry.get("authors", ())] or [entry.get("author")]
    if len(names) == 1 and "@" in (entry.get("author") or "").partition("(")[0]:
        names = [_addressed(entry["author"])]
    return ", ".join(dict.fromkeys(name for name in names if name)) or None


def _addressed(author: str) -> str:
    """The name beside an e-mail address; feedparser cuts addresses that end in .koeln or .online.

    Examples
    --------
    >>> _addressed("red@bote.koeln (Eva Beispiel)"), _addressed("Eva Beispiel <e@bote.koeln>")
    ('Eva Beispiel', 'Eva Beispiel')
    """
    before, _, after = author.partition("(")
    return after.rstrip(") ") or before.rpartition("<")[0].strip()


def _published(entry: Any) -> datetime | None:
    """As stated, where a time without a zone is Berlin's; else as feedparser, which knows more
    ways to write one, takes it."""
    from workbook.pages import moments

    stated = moments.moment(entry.get("published") or entry.get("updated"))
    return stated or _moment(entry.get("published_parsed") or entry.get("updated_parsed"))


def _moment(parsed: Any) -> datetime | None:
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), tz=UTC) if parsed else None
    except (ValueError, OverflowError, OSError):
        return None


def _address(value: object, home: str = "") -> str | None:
    """An address of the web; one that is relative counts from ``home``."""
    try:
        text = urljoin(home, value.strip()) if isinstance(value, str) and value.strip() else ""
    except ValueError:  # half an IPv6 number
        return None
    return text if text.startswith(("http://", "https://")) else None


def _sitemap(data: bytes, origin: str) -> Rows:
    from lxml import etree

    entries = 0
    for _, element in etree.iterparse(
        io.BytesIO(data), events=("end",), recover=True, no_network=True, resolve_entities=False
    ):
        if etree.QName(element).localname not in ("url", "sitemap"):
            continue
        entries += 1
        if entries > _MOST:
            raise SourceRefused(f"{origin} lists more than {_MOST:,} addresses; split it.")
        link = _located(element, f"entry {entries} of {origin}", origin)
        element.clear()
        if link is not None:
            yield link


def _located(element: Any, where: str, origin: str) -> Link | None:
    """The address of an entry with what the news extension tells about it."""
    from lxml import etree

    from workbook.pages import moments

    said: dict[str, str] = {}
    for child in element.iter("*"):
        if etree.QName(child).namespace not in _PICTURES:
            said.setdefault(etree.QName(child).localname, (child.text or "").strip())
    url = _address(said.get("loc"), origin)
    if url is None:
        return None
    about = {
        "title": said.get("title") or None,
        "outlet": said.get("name") or None,
        "language": said.get("language") or None,
        "published": moments.moment(said.get("publication_date")),
    }
    return Link(where, url, about)
