"""What publishers push between and around the paragraphs of an article, and how it is told.

Its signs are data (``data/pages/boxes.csv``): what an element is called (its class
and id), the label its box opens with, and lines that are a page's own and no sentence of the
article. An element that holds much of a page's text is the article, whatever it is called.
"""

from __future__ import annotations

import copy
import csv
import re
from collections import Counter
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from workbook.resources import data_folder

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MUCH = 0.35  # of the text in paragraphs: what holds more is the article
_NEVER = frozenset({"html", "body", "main"})
_BESIDE = frozenset(
    [
        "aside",
        "button",
        "dialog",
        "figcaption",
        "figure",
        "footer",
        "form",
        "iframe",
        "nav",
        "noscript",
        "script",
        "style",
        "svg",
    ]
)
_LINES = frozenset({"p", "div", "span", "li"})
_LABELS = frozenset(
    ["b", "h2", "h3", "h4", "h5", "h6", "strong", "span", "div", "p", "header", "legend", "summary"]
)
_NAMED = ("class", "id", "data-area", "data-component", "data-manual", "data-testid", "role")
_BOXES = frozenset(["article", "aside", "div", "li", "nav", "ol", "section", "table", "ul"])
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "cite",
        "dfn",
        "em",
        "i",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "var",
    ]
)
_LINKS = 0.6  # of a box's words within links: what has more only leads elsewhere
_SHORT_LABEL = 60  # characters
_WHOLE = 0.9
_LONGEST_BYLINE = 140
_SENTENCE = 40
_FIRST = 30  # elements
_ENOUGH = 400  # characters that are an article by themselves
_CAPTION = 260
_PICTURES = frozenset({"amp-img", "img", "picture", "video"})
_PARTS = frozenset({"h2", "h3", "h4", "h5", "h6", "p"})
_CODE = frozenset({"script", "style", "noscript", "template"})


def pruned(tree: HtmlElement, *, title: str | None = None) -> HtmlElement:
    """A copy of the page without its boxes, other articles and what readers write."""
    page = copy.deepcopy(tree)
    for element in (*_other_articles(page, title), *_of_readers(page)):
        if element.getparent() is not None:
            element.drop_tree()
    weights = _weights(page)
    much = _MUCH * max(weights[page], 1)
    by_name: Counter[str] = Counter()  # paragraphs may each be called like a box
    for element, weight in weights.items():
        by_name[_called(element)] += weight
    waiting = [page]
    while waiting:
        for element in list(waiting.pop()):
            is_light = weights.get(element, 0) < much
            if is_light and _is_box(element, is_text=by_name[_called(element)] >= much):
                element.drop_tree()
            else:
                waiting.append(element)
    return page


def _other_articles(page: HtmlElement, title: str | None) -> list[HtmlElement]:
    """Whole articles below the one with the page's title, as for those who go on scrolling."""
    titled = [
        (article, " ".join(heading.text_content().split()))
        for article in page.iter("article")
        if (heading := next(article.iter("h1"), None)) is not None
    ]
    if not title or all(title not in told for _, told in titled):
        return []
    return [article for article, told in titled if title not in told]


def _of_readers(page: HtmlElement) -> list[HtmlElement]:
    """Discussions below an article, which may be longer than it is."""
    found = [
        element
        for element in page.iter("div", "section", "ol", "ul")
        if any(_whole("readers").fullmatch(hyphened(one)) for one in _tokens(element))
        and not element.xpath("boolean(.//h1 or .//*[@itemprop='articleBody'])")
    ]
    if not found:
        return []
    weights = _weights(page)
    outer = [one for one in found if not any(up in found for up in one.iterancestors())]
    left = weights[page] - sum(weights.get(element, 0) for element in outer)
    return outer if left > _ENOUGH else []


def _tokens(element: HtmlElement) -> list[str]:
    return [word for name in ("class", "id") for word in (element.get(name) or "").split()]


def _weights(page: HtmlElement) -> dict[HtmlElement, int]:
    """For each element the characters it holds in stretches as long as sentences."""
    weights: dict[HtmlElement, int] = {}
    for element in reversed(list(page.iter())):
        if not isinstance(element.tag, str):
            continue
        runs = [element.text or "", *(child.tail or "" for child in element)]
        own = sum(len(run) for run in runs if len(run) > _SENTENCE)
        own = 0 if element.tag in _CODE else own
        weights[element] = own + sum(weights.get(child, 0) for child in element)
    return weights


def is_line(text: str) -> bool:
    """Whether a line of text is the page's own and no sentence of the article.

    Examples
    --------
    >>> is_line("Lesen Sie auch: Warum das Land nicht zahlt"), is_line("Das Land zahlt nicht.")
    (True, False)
    """
    return _lines().fullmatch(" ".join(text.split())) is not None


def _is_box(element: HtmlElement, *, is_text: bool) -> bool:
    """Whether an element is a box; by its name only if its like are not the text."""
    tag = element.tag
    if not isinstance(tag, str) or tag in _NEVER:
        return False
    called = _called(element)
    if tag in _BESIDE or _names("unseen").search(called):
        return True
    if tag == "a" and any(inner.tag in _PARTS for inner in element.iter()):
        return True  # a teaser: no article links whole paragraphs
    if tag in _INLINE and _is_within_text(element):
        return False
    if not is_text and called.strip() and _names("name").search(called):
        return True
    if tag in _LINES and (_is_byline(element) or _is_only_link(element)):
        return True
    if tag not in _BOXES:
        return False
    if _names("picture").search(called) and _is_picture(element):
        return True
    return _opens_with_label(element) or ("teaser" in called and _is_of_links(element))


def _is_picture(element: HtmlElement) -> bool:
    """Whether an element is a picture with the few words below it."""
    if len(" ".join(element.text_content().split())) > _CAPTION:
        return False
    tags = {inner.tag for inner in element.iter()}
    return not _PICTURES.isdisjoint(tags) and not tags & {"h1", "h2", "h3"}


def _called(element: HtmlElement) -> str:
    return hyphened(" ".join(element.get(name) or "" for name in _NAMED))


def _is_byline(element: HtmlElement) -> bool:
    """A line that tells who wrote it or when."""
    marked = element.xpath("boolean(.//time or .//*[@rel='author' or @itemprop='author'])")
    return bool(marked) and len(" ".join(element.text_content().split())) < _LONGEST_BYLINE


def _is_only_link(element: HtmlElement) -> bool:
    """A line that leads elsewhere as a whole and is no sentence."""
    text = " ".join(element.text_content().split())
    if not text or len(text) > _LONGEST_BYLINE or text.endswith((".", "!", "“")):
        return False
    linked = "".join(link.text_content() for link in element.iter("a"))
    return len(" ".join(linked.split())) > _WHOLE * len(text)


def _is_within_text(element: HtmlElement) -> bool:
    """Whether words stand beside it, so that leaving it out would tear a sentence."""
    parent = element.getparent()
    while parent is not None:
        if any(text and text.strip() for text in (parent.text, *(c.tail for c in parent))):
            return True
        if parent.tag not in _INLINE:
            return False
        parent = parent.getparent()
    return False


def hyphened(called: str) -> str:
    """Names in one spelling: *articleTools*, *article_tools* and *article--tools* are one."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", called)
    return re.sub(r"[_-]+", "-", spaced).lower()


def _opens_with_label(element: HtmlElement) -> bool:
    """Whether the first words of a box say that it leads elsewhere."""
    for inner in islice(element.iter(), _FIRST):
        if inner is element or not isinstance(inner.tag, str):
            continue
        text = " ".join((inner.text or "").split())
        if not text:
            continue
        if inner.tag not in _LABELS and inner.tag != "a":
            return False
        return len(text) < _SHORT_LABEL and _labels().match(text.lower()) is not None
    return False


def _is_of_links(element: HtmlElement) -> bool:
    linked = sum(len(link.text_content().strip()) for link in element.iter("a"))
    return linked > _LINKS * max(len(element.text_content().strip()), 1)


@cache
def _patterns(kind: str) -> tuple[str, ...]:
    path = data_folder() / "pages" / "boxes.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(row["pattern"] for row in csv.DictReader(file) if row["kind"] == kind)


@cache
def _names(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{'|'.join(_patterns(kind))})(?![a-z])")


@cache
def _whole(kind: str) -> re.Pattern[str]:
    """A name that says nothing else, unlike *with-comments*."""
    around = r"(?:-(?:list|section|area|thread|wrapper|container|block|box))?"
    return re.compile(rf"(?:{'|'.join(_patterns(kind))}){around}")


def tells(kind: str, text: str) -> bool:
    """Whether words of a kind stand in a text: ``role``, ``published`` or ``changed``.

    Examples
    --------
    >>> tells("changed", "Zuletzt aktualisiert am"), tells("role", "Chefredakteurin")
    (True, True)
    """
    return _words(kind).search(text) is not None


@cache
def _words(kind: str) -> re.Pattern[str]:
    words = "|".join(_patterns(kind))
    return re.compile(rf"(?<![^\W\d_])(?:{words})(?![^\W\d_])", re.IGNORECASE)


@cache
def _labels() -> re.Pattern[str]:
    """A label of several words may go on; one word stands alone or before a colon."""
    several = [re.escape(label) for label in _patterns("label") if " " in label]
    single = [re.escape(label) for label in _patterns("label") if " " not in label]
    return re.compile(
        rf"\W*(?:(?:{'|'.join(several)})\b.*|(?:{'|'.join(single)})(?:\W*\d*\W*|\s?[:«„].*))(?<!\.)$"
    )


@cache
def _lines() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in _patterns("line")), re.IGNORECASE)
