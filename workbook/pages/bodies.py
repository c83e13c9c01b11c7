"""The text of a page: the article on it, or all its words block by block."""

from __future__ import annotations

import logging
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from workbook.pages import boxes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from workbook.pages.facts import Facts

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
_SILENT = logging.NullHandler()
_MARKER = re.compile(r"^[-•▶►»]\s+(?=\S)")
_BYLINE = re.compile(r"(?:ein \w+ )?(?:von|by|text)\s*:?\s+[A-ZÄÖÜ]", re.IGNORECASE)
_LEAD = re.compile(
    r"(?<![a-z])(?:lead|lede|intro|introtext|teaser-?text|sub-?title|standfirst|stand-?first|summary|"
    r"vorspann|dek|abstract|leadtext|lead-?in|excerpt|article-?description)(?![a-z])"
)
_HEAD, _TAIL = 6, 3  # lines at either end of a text that may be no sentences of it
_SHORTEST_LEAD = 40  # characters
_LONGEST_LEAD = 900
_SHORT = 800
_LONGEST_HEADING = 120
_KICKER = 80
_END = re.compile(r"(?<=[.!?])[“«\"]?\s+")
_BETWEEN, _LINE = "\x1e", "\x1f"


def of_page(tree: HtmlElement, facts: Facts) -> str:
    """The article's text, paragraphs divided by a blank line; empty where there is none.

    trafilatura finds the text on the page without its boxes; the lead, which many pages set
    apart, is put before it, and lines that are the page's own are left out.
    """
    lines = _read(boxes.pruned(tree, title=facts.title), facts)
    if sum(map(len, lines)) < _SHORT:  # perhaps the article itself is called like a box
        whole = _read(tree, facts)
        lines = whole if sum(map(len, whole)) > 2 * sum(map(len, lines)) else lines
    stated = _cleaned(_stated(facts), facts)
    is_better = sum(map(len, stated)) > 2 * sum(map(len, lines)) or len(lines) == 1 < len(stated)
    return "\n\n".join(stated if is_better else lines)


def _read(page: HtmlElement, facts: Facts) -> list[str]:
    lines = _with_headings(_cleaned(_found(page), facts), page)
    lead = _lead(page, facts)
    if lead and lines and not any(_same(lead, line) for line in lines):
        lines.insert(0, lead)
    return lines


def _found(page: HtmlElement) -> list[str]:
    """The lines trafilatura finds."""
    from trafilatura import bare_extraction

    for library in ("trafilatura", "htmldate"):  # their remarks would land on standard error
        logging.getLogger(library).addHandler(_SILENT)
    try:
        found: Any = bare_extraction(page, include_comments=False, include_tables=False)
    except (ValueError, TypeError, AttributeError, RecursionError):  # on markup beyond repair
        return []
    return (getattr(found, "text", None) or "").split("\n")


def _stated(facts: Facts) -> list[str]:
    """The lines of the text in the linked data, which may hold markup."""
    body = facts.body or ""
    if re.search(r"<(?:p|br|div|h\d)\b", body):
        from trafilatura import load_html

        tree = load_html(f"<html><body>{body}</body></html>")
        body = words(tree) if tree is not None else body
    return body.split("\n")


def _cleaned(lines: list[str], facts: Facts) -> list[str]:
    kept = [_MARKER.sub("", " ".join(line.split())) for line in lines]
    kept = [line for line in kept if line and not boxes.is_line(line)]
    last = len(kept) - _TAIL
    kept = [
        line
        for place, line in enumerate(kept)
        if not (place < _HEAD and _is_title(line, facts))
        and not ((place < _HEAD or place >= last) and _is_byline(line, facts))
    ]
    first = next((place for place, line in enumerate(kept[:_HEAD]) if _is_sentence(line)), 0)
    return _once(kept[first:])


def _once(lines: list[str]) -> list[str]:
    """``lines`` without those that stand there before, or repeat a sentence in large letters."""
    sentences = Counter(bare for line in lines for bare in {_bare(s) for s in _END.split(line)})
    seen: set[str] = set()
    kept = []
    for line in lines:
        bare = _bare(line)
        alone = len(_END.split(line)) == 1 and sentences[bare] > 1
        if len(line) < _SHORTEST_LEAD or (bare not in seen and not alone):
            kept.append(line)
        seen.add(bare)
    return kept


def _is_sentence(line: str) -> bool:
    return len(line) >= _SHORTEST_LEAD or line.endswith((".", "!", "?", "“", ":", "«"))


def _with_headings(lines: list[str], page: HtmlElement) -> list[str]:
    """``lines`` with the headings before them that were lost on the way."""
    places = {line: place for place, line in enumerate(lines)}
    lost: dict[int, str] = {}
    heading = None
    for element in page.iter("h2", "h3", "h4", "h5", "h6", "p"):
        text = " ".join(element.text_content().split())
        if element.tag != "p":
            is_lost = text and text not in places and len(text) < _LONGEST_HEADING
            heading = text if is_lost and not boxes.is_line(text) else None
        elif text:
            if heading and places.get(text, 0) > 0:
                lost.setdefault(places[text], heading)
            heading = None
    return [part for place, line in enumerate(lines) for part in (lost.get(place), line) if part]


def _is_title(line: str, facts: Facts) -> bool:
    """The title, which some pages join to a word above it."""
    title = facts.title or ""
    return bool(title) and line.endswith(title) and len(line) < len(title) + _KICKER


def _is_byline(line: str, facts: Facts) -> bool:
    """A short line with the names of the authors, or one that begins with *Von* and a name."""
    names = [name for name in (facts.author or "").split(", ") if name]
    left = line
    for name in names:
        left = re.sub(re.escape(name), "", left, flags=re.IGNORECASE)
    if names and left != line and len(re.findall(r"[^\W\d]{3,}", left)) <= 3:
        return not line.endswith((".", "!", "?", "“"))
    return len(line) < 90 and not line.endswith((".", "!", "?", ":")) and bool(_BYLINE.match(line))


def _lead(page: HtmlElement, facts: Facts) -> str | None:
    """The lead as the page shows it above the text: as announced, or called so."""
    announced = " ".join((facts.description or "").split())
    named = None
    for element in page.iter("p", "div", "span", "h2", "h3", "strong", "section"):
        text = " ".join(element.text_content().split())
        holds_title = next(element.iter("h1", "h2", "h3", "h4", "time"), element) is not element
        if holds_title or not _SHORTEST_LEAD <= len(text) < _LONGEST_LEAD:
            continue
        if len(announced) >= _SHORTEST_LEAD and _same(announced, text):
            return text
        called = f"{element.get('class') or ''} {element.get('data-manual') or ''}"
        if named is None and _LEAD.search(boxes.hyphened(called)):
            named = text
    return named


def _same(one: str, other: str) -> bool:
    """Whether two texts are one, the shorter perhaps cut."""
    short, long = sorted((_bare(one), _bare(other)), key=len)
    return short[:200] in long and (len(long) < 1.6 * len(short) or len(short) > 120)


def _bare(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip()


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
