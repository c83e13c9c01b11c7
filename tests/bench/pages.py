"""How well pages are read: trafilatura alone beside ours, on `tests/publishers.py`.

python tests/bench/pages.py [--each]
"""

from __future__ import annotations

import logging
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import publishers

from workbook import pages
from workbook.errors import SourceRefused


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


def main() -> None:
    logging.disable(logging.CRITICAL)
    rows = publishers.pages()
    print(f"{len(rows)} pages in {len(publishers.STYLES)} styles")
    for name, read in (("trafilatura", trafilatura_alone), ("ours", ours)):
        by_style: dict[str, list[tuple[float, bool, bool]]] = defaultdict(list)
        for page in rows:
            found = read(page.html)
            day = found.day == page.published.date().isoformat()
            authors = found.authors == frozenset(page.authors)
            by_style[page.style].append((publishers.words_f1(found.text, page.text), day, authors))
        scores = [score for style in by_style.values() for score in style]
        body, date, author = (sum(column) / len(scores) for column in zip(*scores, strict=True))
        print(f"{name:12} body F1 {body:.3f}  date {date:.3f}  author {author:.3f}")
        if "--each" in sys.argv:
            for style, each in by_style.items():
                means = (sum(column) / len(each) for column in zip(*each, strict=True))
                print(f"  {style:22}", "  ".join(f"{mean:.3f}" for mean in means))


if __name__ == "__main__":
    main()
