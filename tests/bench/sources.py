"""What the reader of sources costs: growing text, odd text, articles a second."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from spacy.tokens import Doc

from workbook import knowledge, language, resources
from workbook.models import Article
from workbook.sources import SourceReader

ODD: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "a text of nested marks": ("„Er sagte, ", "“ "),
        "a text that is one quotation": ("Wir haben lange gewartet und kommen zurück. ", ""),
        "a text of marks without a partner": ("Sie sprach von „Unfug und ging. ", ""),
        "a text without a full stop": ("laut Polizei, so der Minister, ", ""),
        "a text that is a table": ("Bonn\t12,5\t„neu“\t2025\n", ""),
    }
)
"""What is repeated before the middle and behind it."""


def figures() -> Iterator[tuple[str, str, str]]:
    """Rows of what, measured and mark."""
    reader = SourceReader(knowledge.load())
    parse = language.load(engine="workbook")
    samples = sorted((resources.data_folder() / "articles").glob("*.md"))
    texts = [path.read_text(encoding="utf-8") for path in samples]
    each = sum(seconds(reader, parse(text)) for text in texts) / len(texts)
    yield "sources alone", f"{1 / each:,.0f} articles/s", ""

    text = texts[0] + "\n\n"
    base = seconds(reader, parse(text))
    for times in (10, 100):
        grown = seconds(reader, parse(text * times)) / times
        yield f"sources, time per text, {times} × the length : 1 ×", ratio(grown, base), "about 1"
    for what, (opening, closing) in ODD.items():
        short, long = (
            seconds(reader, parse(f"„{opening * n}Ja.{closing * n}“")) / n for n in (100, 1000)
        )
        yield f"sources, {what}, 10 × the length : 1 ×", ratio(long, short), "about 1"


def seconds(reader: SourceReader, doc: Doc) -> float:
    """The best of three readings; the text is parsed already."""
    article = Article(text=doc.text, language="de")
    runs = []
    for _ in range(3):
        begin = time.perf_counter()
        reader.read(doc, article, (), ())
        runs.append(time.perf_counter() - begin)
    return min(runs)


def ratio(grown: float, base: float) -> str:
    return f"{grown / base:.2f}"
