"""How well pages are read: trafilatura alone beside ours, on `tests/publishers.py`,
`tests/publishers_more.py` and `tests/publishers_later.py`.

``python -m tests.bench.pages``
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tests import publishers, publishers_later, publishers_more
from tests.bench.table import Row, show
from workbook import pages
from workbook.errors import SourceRefused

MARKS: Mapping[str, float] = MappingProxyType({"body F1": 0.965, "date": 0.98, "author": 0.94})


@dataclass(frozen=True)
class Read:
    text: str
    authors: frozenset[str]
    day: str


def ours(html: str) -> Read:
    try:
        page = pages.read(html)
    except SourceRefused as refusal:
        print(refusal, file=sys.stderr)
        return Read("", frozenset(), "")
    names = frozenset((page.author or "").split(", "))
    return Read(page.text, names, page.published.date().isoformat() if page.published else "")


def trafilatura_alone(html: str) -> Read:
    from trafilatura import bare_extraction

    found = bare_extraction(html, with_metadata=True, include_comments=False)
    if found is None:
        return Read("", frozenset(), "")
    names = frozenset((found.author or "").split("; "))
    return Read(found.text or "", names, found.date or "")


def rows() -> Iterator[Row]:
    logging.disable(logging.CRITICAL)
    styles = (publishers, publishers_more, publishers_later)
    pages_known = [page for style in styles for page in style.pages()]
    for name, read in (("trafilatura alone", trafilatura_alone), ("ours", ours)):
        scores = [score(read(page.html), page) for page in pages_known]
        for what, column in zip(MARKS, zip(*scores, strict=True), strict=True):
            mark = f"≥ {MARKS[what]}" if name == "ours" else ""
            yield Row(f"web pages, {what}, {name}", sum(column) / len(column), mark)


def score(found: Read, page: publishers.Page) -> tuple[float, float, float]:
    """Words' F1 of the body, and whether day and authors are right."""
    day = found.day == page.published.date().isoformat()
    authors = found.authors == frozenset(page.authors)
    return publishers.words_f1(found.text, page.text), float(day), float(authors)


if __name__ == "__main__":
    show(rows())
