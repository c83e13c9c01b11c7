"""When an article was published, as its page shows it: the time of its last change stands there
too, that of the printed edition, and those of other articles.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from workbook.pages import boxes, bylines, moments

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MARKED = "//*[@itemprop='datePublished']", "//time[@pubdate]"
_BESIDE = frozenset({"aside", "figcaption", "footer", "nav"})
_LINE = frozenset({"p", "div", "span", "li", "td", "font", "small", "dd"})
_LONGEST = 160  # characters of a line of dates
_BEYOND = 40  # characters beside a day, where nothing says what it is

Told = tuple[int, bool, datetime]
"""What a time is (0: of publication, 1: nothing says, 2: of a change), and whether it stands
outside the article."""


def shown(tree: HtmlElement) -> datetime | None:
    """The time of publication: marked as such, called so, or the first there is.

    Examples
    --------
    >>> from lxml.html import fromstring
    >>> page = "<article><p>Stand: 1.3.2025 | Erstellt: 17. Februar 2025</p></article>"
    >>> shown(fromstring(page)).isoformat()
    '2025-02-17T00:00:00+00:00'
    """
    for path in _MARKED:
        for element in tree.xpath(path):
            moment = moments.moment(_given(element))
            if moment is not None:
                return moment
    return min(_all(tree), key=lambda one: one[:2], default=(0, False, None))[2]


def told(tree: HtmlElement) -> datetime | None:
    """The first time a page shows that it calls one of publication."""
    found = (moment for kind, _, moment in sorted(_all(tree), key=lambda one: one[:2]) if not kind)
    return next(found, None)


def _all(tree: HtmlElement) -> Iterator[Told]:
    """Every time a page shows of itself, in the order of the page."""
    for element in tree.iter():
        if element.tag == "time":
            moment = moments.moment(_given(element))
            found = [(_label(element), moment)] if moment is not None else []
        else:
            found = list(_lines(element))
        if found and not _is_elsewhere(element):
            around = {outer.tag for outer in element.iterancestors()}
            for kind, moment in found:
                yield kind, around.isdisjoint({"article", "main"}), moment


def _lines(element: HtmlElement) -> Iterator[tuple[int, datetime]]:
    """The days in a short line that holds hardly anything else, or says what they are."""
    if element.tag not in _LINE or len(element) > 4 or next(element.iter("time"), None) is not None:
        return
    text = " ".join(element.text_content().split())
    if not text or len(text) > _LONGEST:
        return
    for before, moment in moments.told(text):
        kind = _kind(before)
        if kind != 1 or (len(before) < _BEYOND and not text.endswith((".", "!", "?"))):
            yield kind if kind != 1 else _kind(_called(element)), moment


def _label(element: HtmlElement) -> int:
    kind = _kind(f"{_called(element)} {element.text_content()}")
    before = element.getprevious()
    beside = element.getparent().text if before is None else before.tail
    return kind if kind != 1 else _kind((beside or "")[-_BEYOND:])


def _kind(words: str) -> int:
    return 0 if boxes.tells("published", words) else 2 if boxes.tells("changed", words) else 1


def _called(element: HtmlElement) -> str:
    return boxes.hyphened(f"{element.get('class') or ''} {element.get('itemprop') or ''}")


def _given(element: HtmlElement) -> str:
    return str(element.get("datetime") or element.get("content") or element.text_content())


def _is_elsewhere(element: HtmlElement) -> bool:
    """Whether it belongs to a teaser, a comment or the page's frame."""
    return bylines.is_beside(element) or any(
        outer.tag in _BESIDE or (outer.tag == "li" and next(outer.iter("a"), None) is not None)
        for outer in element.iterancestors()
    )
