"""Files that hold one article: plain text, Markdown, a web page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from workbook.inputs import frontmatter
from workbook.inputs.materials import Material
from workbook.inputs.rows import FIELDS, Row, Rows, Terms, named


def plain(material: Material, terms: Terms) -> Rows:
    """The whole file is the article."""
    yield Row(material.origin, {"text": material.text(at_most=terms.at_most)})


def markdown(material: Material, terms: Terms) -> Rows:
    """Front matter gives the fields, the first heading a missing title."""
    text = material.text(at_most=terms.at_most)
    front, text = frontmatter.parted(text, origin=material.origin)
    fields = named(front)
    if not fields.get("title"):
        fields["title"] = _first_heading(text)
    yield Row(material.origin, {**fields, "text": text})


def page(material: Material, terms: Terms) -> Rows:
    """The article on a web page, and what the page states about it."""
    html = material.text(at_most=terms.page)
    yield Row(material.origin, of_page(html, origin=material.origin))


def of_page(html: str, *, origin: str) -> Mapping[str, Any]:
    """The fields of the article on a page; refused where it shows none."""
    from workbook import pages

    found = pages.read(html, origin=origin)
    return {name: getattr(found, name) for name in FIELDS}


def _first_heading(text: str) -> str | None:
    found = re.search(r"^#[ \t]+([^\r\n]*)", text, re.MULTILINE)
    return found.group(1).strip().rstrip("#").rstrip() if found else None
