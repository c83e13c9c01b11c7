"""A saved web page to the fields of its article.

The body comes from trafilatura; what the page states about itself (JSON-LD, Open Graph,
``time``) decides the other fields, and trafilatura's own guesses fill what is left. Pages
that show no article but a wall before it are refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from workbook.errors import SourceRefused
from workbook.pages import bodies, bylines, moments, walls
from workbook.pages import facts as page_facts

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SHORTEST = 40  # characters; less is a caption
_SOFT = re.compile(r"\u00ad|&(?:shy|#173|#xad);", re.IGNORECASE)  # a place to break, no letter


@dataclass(frozen=True, slots=True)
class Page:
    """The fields of the article on a page; paragraphs of ``text`` are divided by a blank line."""

    text: str
    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    published: datetime | None = None
    language: str | None = None
    url: str | None = None


def read(html: str, *, origin: str = "the page") -> Page:
    """The article on a page.

    ``origin`` names the page in messages.

    Raises
    ------
    SourceRefused
        If there is no article on it, or only a wall before one.

    Examples
    --------
    >>> page = read('''<html lang="de"><head><title>Brücke gesperrt</title></head><body><article>
    ... <h1>Brücke gesperrt</h1><time datetime="2025-02-18">heute</time>
    ... <p>Die Brücke über die Muster ist seit Dienstag gesperrt. Das teilte die Stadt mit.</p>
    ... </article></body></html>''')
    >>> page.title, page.published.date().isoformat(), page.language
    ('Brücke gesperrt', '2025-02-18', 'de')
    """
    tree = _tree(html)
    if tree is None:
        raise SourceRefused(_no_article(origin))
    facts = page_facts.of_page(tree)
    guessed = _guessed(tree)
    text = bodies.of_page(tree, facts)
    wall = walls.before(text, page=_shown(tree), facts=facts)
    if wall is not None:
        raise SourceRefused(_walled(origin, wall))
    if len(text) < _SHORTEST:
        raise SourceRefused(_no_article(origin))
    return Page(
        text=text,
        title=facts.title or getattr(guessed, "title", None),
        author=facts.author or _guessed_author(guessed, tree, facts.outlet),
        outlet=facts.outlet or getattr(guessed, "sitename", None),
        published=facts.published or moments.moment(getattr(guessed, "date", None)),
        language=facts.language,
        url=facts.url,
    )


def _tree(html: str) -> HtmlElement | None:
    from trafilatura import load_html

    return load_html(_SOFT.sub("", html)) if html.strip() else None


def _guessed(tree: HtmlElement) -> Any:
    """What trafilatura reads from the page about its article, or None."""
    from trafilatura import extract_metadata

    try:
        return extract_metadata(tree)
    except (ValueError, TypeError, AttributeError, RecursionError):  # on markup beyond repair
        return None


def _guessed_author(guessed: Any, tree: HtmlElement, outlet: str | None) -> str | None:
    """Of the names trafilatura found those that are not the outlet's or another article's."""
    found = (getattr(guessed, "author", None) or "").split("; ")
    kept = (name for name in found if name not in ("", outlet) and bylines.stands(tree, name))
    return ", ".join(kept) or None


def _shown(tree: HtmlElement) -> str:
    """All the words on the page, without scripts and styles."""
    hidden = {"script", "style", "noscript", "template"}
    parts = (
        text
        for element in tree.iter()
        if isinstance(element.tag, str)
        for text in (None if element.tag in hidden else element.text, element.tail)
        if text
    )
    return " ".join(" ".join(parts).split())


def _walled(origin: str, wall: walls.Wall) -> str:
    if wall == "cookies":
        return (
            f"{origin} shows a question for consent to cookies and no article; "
            "answer it in your browser and save the page again."
        )
    return (
        f"{origin} shows only the beginning of an article that must be paid; "
        "log in with your subscription and save the page again."
    )


def _no_article(origin: str) -> str:
    return (
        f"No article was found in {origin}; "
        "save the page once it has fully loaded, or pass the article as text."
    )


def words(html: str) -> str:
    """The words of a piece of markup, such as a newsletter, a paragraph for each block.

    Examples
    --------
    >>> words("<p>Guten&nbsp;Morgen,<br>Berlin.</p><style>p {}</style><p>Die <b>Lage</b></p>")
    'Guten Morgen,\\nBerlin.\\n\\nDie Lage'
    """
    tree = _tree(f"<html><body>{html}</body></html>" if "<body" not in html.lower() else html)
    return bodies.words(tree) if tree is not None else ""
