"""What a page states about its article: linked data first, then meta elements, then markup.

Publishers fill schema.org's JSON-LD for search engines with most care, Open Graph for social
networks nearly as well; ``time`` elements and bylines are what a reader sees. The first layer
that knows a field decides it.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import TYPE_CHECKING, Any

from workbook.pages import bylines, moments, stamps

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report|Review|Episode)$")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_ADDRESS = re.compile(r"https?://\S+")
_COMMA = re.compile(r",\s*([}\]])")
_DEEPEST = 12  # nested lists and graphs beyond this depth are no publisher's


@dataclass(frozen=True, slots=True)
class Facts:
    """Fields of an article; ``is_free`` is False where the page says that it must be paid.

    A page that states one time for publication and change may mean the change alone.
    """

    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    published: datetime | None = None
    changed: datetime | None = None
    language: str | None = None
    url: str | None = None
    is_free: bool | None = None
    body: str | None = None
    description: str | None = None


def of_page(tree: HtmlElement) -> Facts:
    """All that the page states, the best layer for each field."""
    meta, visible = _meta(tree), _visible(tree)
    layers = (_linked(tree, meta, visible), meta, visible)
    facts = _together(layers)
    values = {field.name: getattr(facts, field.name) for field in fields(Facts)}
    # an outlet is named where nobody is, so that people further down still count
    people = (layer.author for layer in layers if layer.author not in (None, facts.outlet))
    author = next(people, facts.author)
    title = _without_outlet(facts.title, facts.outlet)
    if facts.published is not None and facts.published == facts.changed:
        told = stamps.told(tree)
        if told is not None and told.date() < facts.published.date():
            values["published"] = told
    return Facts(**{**values, "title": title, "author": author})


def _together(layers: Sequence[Facts]) -> Facts:
    def first(name: str) -> Any:
        values = (getattr(layer, name) for layer in layers)
        return next((value for value in values if value is not None), None)

    return Facts(**{field.name: first(field.name) for field in fields(Facts)})


def _without_outlet(title: str | None, outlet: str | None) -> str | None:
    if not title or not outlet:
        return title
    cut = re.sub(rf"\s+[-–—|·•:]\s+{re.escape(outlet)}\s*$", "", title)
    return cut or title


# JSON-LD


def _linked(tree: HtmlElement, meta: Facts, visible: Facts) -> Facts:
    nodes = list(_nodes(tree))
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str)}
    articles = [node for node in nodes if _is_article(node)]
    if not articles:
        return Facts(published=_of_page_node(nodes))
    article = max(articles, key=lambda node: _nearness(node, meta, visible))
    page = article.get("mainEntityOfPage")
    publisher = _resolved(article.get("publisher"), by_id)
    return Facts(
        title=_text(article.get("headline") or article.get("name")),
        author=_author(article.get("author") or article.get("creator"), by_id),
        outlet=_name(publisher),
        published=moments.moment(article.get("datePublished")),
        changed=moments.moment(article.get("dateModified")),
        language=_language(article.get("inLanguage")),
        url=_address(article.get("url")) or _address(_id(page)),
        is_free=_truth(article.get("isAccessibleForFree")),
        body=article["articleBody"] if isinstance(article.get("articleBody"), str) else None,
        description=_text(article.get("description")),
    )


def _nearness(node: dict[str, Any], meta: Facts, visible: Facts) -> int:
    """How surely a node is this page's article and not that of a teaser; the first of equals."""
    places = {
        _address(node.get("url")),
        _address(_id(node.get("mainEntityOfPage"))),
        node.get("@id"),
    }
    is_here = meta.url is not None and meta.url in places
    title = (_text(node.get("headline") or node.get("name")) or "").lower()
    told = " ".join(filter(None, (meta.title, visible.title))).lower()
    return 2 * is_here + (bool(title) and title in told)


def _of_page_node(nodes: list[dict[str, Any]]) -> datetime | None:
    """The time of publication of the page where no node is an article."""
    moments_of = (moments.moment(node.get("datePublished")) for node in nodes)
    return next((moment for moment in moments_of if moment is not None), None)


def _nodes(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            yield from _flattened(_loaded(script.text or ""), depth=0)


def _loaded(text: str) -> object:
    bare = text.strip()
    for before, after in (("<!--", "-->"), ("//<![CDATA[", "//]]>"), ("<![CDATA[", "]]>")):
        bare = bare.removeprefix(before).removesuffix(after).strip()
    bare = bare.rstrip(";")
    for attempt in (bare, _COMMA.sub(r"\1", bare)):  # a comma too many is the commonest mistake
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _flattened(value: object, *, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _flattened(item, depth=depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _flattened(value.get(name), depth=depth + 1)


def _is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and _ARTICLE.search(kind) for kind in kinds)


def _resolved(value: object, by_id: dict[str, dict[str, Any]]) -> object:
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict) and not value.get("name"):
        return by_id.get(str(value.get("@id")), value)
    return value


def _author(value: object, by_id: dict[str, dict[str, Any]]) -> str | None:
    people = value if isinstance(value, list) else [value]
    stated = (_name(_resolved(person, by_id)) or "" for person in people)
    known = (bylines.names(name) for name in stated if name and not _ADDRESS.match(name))
    return ", ".join(dict.fromkeys(name for name in known if name)) or None


def _name(value: object) -> str | None:
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, list) and value:
        value = value[0]
    return _text(value)


def _id(value: object) -> object:
    return value.get("@id") or value.get("url") if isinstance(value, dict) else value


def _truth(value: object) -> bool | None:
    return {"true": True, "false": False}.get(str(value).lower().rsplit("/", 1)[-1])


# meta elements and markup

_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
)
_CHANGED = ("article:modified_time", "og:updated_time", "datemodified", "last-modified")


def _meta(tree: HtmlElement) -> Facts:
    stated: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = element.get("content")
        if name and content and content.strip():
            stated.setdefault(name.strip().lower(), content)

    def first(*names: str) -> str | None:
        return next((text for name in names if (text := _text(stated.get(name)))), None)

    authors = (first("author"), first("article:author"), first("dc.creator", "dcterms.creator"))
    return Facts(
        title=first("og:title", "twitter:title", "dc.title"),
        author=next((_author(name, {}) for name in authors if _author(name, {})), None),
        outlet=first("og:site_name", "application-name", "publisher", "dc.publisher"),
        published=_first_moment(stated, _PUBLISHED),
        changed=_first_moment(stated, _CHANGED),
        language=_language(tree.get("lang")) or _language(first("og:locale", "language")),
        url=_canonical(tree) or _address(first("og:url")),
        description=first("og:description", "description", "twitter:description"),
    )


def _first_moment(stated: dict[str, str], names: Sequence[str]) -> datetime | None:
    found = (moments.moment(stated.get(name)) for name in names)
    return next((moment for moment in found if moment is not None), None)


def _canonical(tree: HtmlElement) -> str | None:
    links = (link.get("href") for link in tree.iter("link") if link.get("rel") == "canonical")
    return next((address for link in links if (address := _address(link))), None)


def _visible(tree: HtmlElement) -> Facts:
    named = tree.xpath("//*[@itemprop='headline']")
    headings = [_text(heading.text_content()) for heading in (*named, *tree.iter("h1"))]
    titles = [_text(title.text_content()) for title in tree.iter("title")]
    return Facts(
        title=next((text for text in (*headings, *titles) if text), None),
        author=bylines.shown(tree),
        published=stamps.shown(tree),
    )


def _text(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    return " ".join(html.unescape(value).split()) or None


def _address(value: object) -> str | None:
    text = value.strip() if isinstance(value, str) else ""
    return text if _ADDRESS.fullmatch(text) else None


def _language(value: object) -> str | None:
    if isinstance(value, dict):
        value = value.get("alternateName") or value.get("name")
    text = value.strip() if isinstance(value, str) else ""
    if not _LANGUAGE.fullmatch(text):
        return None
    first, *rest = re.split(r"[-_]", text)
    return "-".join([first.lower(), *(part.upper() if len(part) == 2 else part for part in rest)])
