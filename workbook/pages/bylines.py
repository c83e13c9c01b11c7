"""Who wrote it: names out of *Von Anna Müller und Ben Schmidt, Berlin*, stated or shown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from workbook.pages import boxes

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BY = re.compile(
    r"^(?:\W*(?:ein \w+ )?(?:von|by|text|autor(?:in|en)?|interview|moderation|protokoll)\b\s*:?\s*)+",
    re.I,
)
_OPENING = re.compile(
    r"(?:Von|(?:Ein|Eine) \w+ von|Text|Autor(?:in|en)?|Moderation|Protokoll)\b\s*:?\s+[A-ZÀ-Þ]"
)
_BETWEEN = re.compile(r"\s*(?:[,;|/&•·]|\bund\b|\band\b|\bsowie\b|\bmit\b)\s*")
_NAME = re.compile(
    r"(?:(?:Dr|Prof|PD)\.\s)*[A-ZÀ-ÞŁŠŽŚ][\w’'.-]*(?:\s(?:von|van|de|del|della|der|den|dem|di|da|du|el|"
    r"al|la|le|ter|ten|zu|zur|vom|bin|ben|y|e))*(?:\s[\w’'.-]*[A-ZÀ-ÞŁŠŽŚ][\w’'.-]*){1,3}"
)
_STATION = re.compile(r"\b[A-ZÄÖÜ]{2,}\b|\d")
_SIGN = re.compile(r"[a-z]{2,5}|[A-Z]{2,5}")
_CALLED = re.compile(
    r"(?<![a-z])(?:authors?|autor(?:in|en)?|byline|creators?|verfasser|article-origins)(?![a-z])"
)
_ABOUT = re.compile(
    r"(?<![a-z])(?:comments?|teaser|related|bio|box|recommend|caption|about)(?![a-z])"
)
_LONGEST = 160  # characters
_BESIDE = frozenset({"aside", "nav", "footer", "figcaption", "figure"})
_FAR_UP = 6  # elements


def names(stated: str) -> str | None:
    """The names in a byline, divided by commas; as it stands where it holds no name.

    Places and stations beside the names are left out, signs of agencies stay.

    Examples
    --------
    >>> names("Von Anna Müller und Ben van der Aa, Berlin")
    'Anna Müller, Ben van der Aa'
    >>> names("Gesa Tabelle/dpa"), names("Die Redaktion")
    ('Gesa Tabelle, dpa', 'Die Redaktion')
    """
    bare = _BY.sub("", " ".join(stated.split())).strip(" ,;:|–-")
    parts = [re.sub(r"\s*\(.*?\)\s*", " ", part).strip() for part in _BETWEEN.split(bare)]
    found = [part for part in parts if _is_name(part)]
    if not found:
        return bare or None
    kept = [part for part in parts if part in found or _SIGN.fullmatch(part)]
    return ", ".join(dict.fromkeys(kept))


def _is_name(text: str) -> bool:
    named = _NAME.fullmatch(text) is not None and not _STATION.search(text)
    return named and not boxes.tells("role", text)


def shown(tree: HtmlElement) -> str | None:
    """The names a page shows as its authors': marked so, called so, or after a *Von*."""
    marked = tree.xpath("//*[@rel='author' or @itemprop='author']")
    called = (element for element in tree.iter() if _is_called(element))
    return _joined(marked) or _joined(called) or _after_von(tree)


def _is_called(element: HtmlElement) -> bool:
    if not isinstance(element.tag, str) or element.tag in ("html", "body", "main", "article"):
        return False
    return _CALLED.search(boxes.hyphened(element.get("class") or "")) is not None


def _joined(elements: Iterable[HtmlElement]) -> str | None:
    """The names in the first of ``elements`` that has some, and in its like beside it."""
    found: dict[str, None] = {}
    kind = None
    for element in elements:
        if kind is not None and _kind(element) != kind:
            continue
        text = _text(element)
        listed = names(text) if 0 < len(text) <= _LONGEST else None
        people = [name for name in (listed or "").split(", ") if _is_name(name)]
        if people and not is_beside(element):
            kind = _kind(element)
            found.update(dict.fromkeys((listed or "").split(", ")))
    return ", ".join(found) or None


def _kind(element: HtmlElement) -> tuple[object, ...]:
    return (element.tag, element.get("class"), element.get("rel"), element.get("itemprop"))


def _text(element: HtmlElement) -> str:
    shown = [text for part in element.itertext() if (text := " ".join(part.split()))]
    return ", ".join(shown or element.xpath(".//meta[@itemprop='name']/@content"))


def is_beside(element: HtmlElement) -> bool:
    """Whether it belongs to a comment, a teaser or a box about somebody."""
    around = [element, *list(element.iterancestors())[:_FAR_UP]]
    return any(
        outer.tag in _BESIDE or _ABOUT.search(boxes.hyphened(outer.get("class") or ""))
        for outer in around
        if outer.tag not in ("html", "body", "main")
    )


def stands(tree: HtmlElement, name: str) -> bool:
    """Whether a name stands on the page other than in a teaser, a comment or a box.

    Examples
    --------
    >>> from lxml.html import fromstring
    >>> page = fromstring("<div><p>Anna Müller</p><p class='teaser'>Von Otto Anders</p></div>")
    >>> stands(page, "Anna Müller"), stands(page, "Otto Anders")
    (True, False)
    """
    return any(
        name in text and not is_beside(element)
        for element in tree.iter()
        if isinstance(element.tag, str)
        for text in (element.text or "", *(child.tail or "" for child in element))
    )


def _after_von(tree: HtmlElement) -> str | None:
    """The names in the first short line that is *Von* (or *Text:*) and names and nothing else."""
    for element in tree.iter(
        "p", "div", "span", "li", "address", "em", "strong", "b", "i", "font", "td"
    ):
        text = " ".join(element.text_content().split()) if len(element) < _FAR_UP else ""
        if len(text) > _LONGEST or not _OPENING.match(text) or is_beside(element):
            continue
        parts = _BETWEEN.split(_BY.sub("", text))
        if parts and _is_name(parts[0]) and not text.endswith((".", "!", "?")):
            return names(text)
    return None
