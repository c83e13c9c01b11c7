"""The text of a page, block by block."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_UNSEEN = frozenset(["head", "noscript", "script", "style", "svg", "template", "title"])
_HIDDEN = re.compile(
    r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden", re.IGNORECASE
)
_BETWEEN, _LINE = "\x1e", "\x1f"


def words(tree: HtmlElement) -> str:
    """What a reader sees of ``tree``: a blank line between blocks, a line for each break."""
    joined = "".join(_pieces(tree)).replace("\u00ad", "").replace("\u200c", "")
    blocks = (
        "\n".join(line for part in block.split(_LINE) if (line := " ".join(part.split())))
        for block in joined.split(_BETWEEN)
    )
    return "\n\n".join(block for block in blocks if block)


def _pieces(tree: HtmlElement) -> Iterator[str]:
    """Texts and the marks between blocks, in the order of the document."""
    waiting: list[tuple[HtmlElement, bool]] = [(tree, False)]
    while waiting:  # no recursion: markup may be nested without end
        element, is_left = waiting.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        if is_left:
            yield _BETWEEN if tag in _BLOCKS else ""
            yield element.tail or "" if element is not tree else ""
            continue
        waiting.append((element, True))
        if not tag or tag in _UNSEEN or _is_hidden(element):
            continue
        yield _BETWEEN if tag in _BLOCKS else _LINE if tag == "br" else ""
        yield element.text or ""
        waiting.extend((child, False) for child in reversed(element))


def _is_hidden(element: HtmlElement) -> bool:
    return "hidden" in element.attrib or _HIDDEN.search(element.get("style") or "") is not None
