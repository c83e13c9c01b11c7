"""What the reader of sources costs on growing and odd text: ``python -m tests.bench.sources``."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from spacy.tokens import Doc

from tests.bench.table import Row, show
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


def rows() -> Iterator[Row]:
    reader = SourceReader(knowledge.load())
    parse = language.load(engine="workbook")
    samples = sorted((resources.data_folder() / "articles").glob("*.md"))
    texts = [path.read_text(encoding="utf-8") for path in samples]
    each = sum(seconds(reader, parse(text)) for text in texts) / len(texts)
    yield Row("sources alone", 1 / each, unit="articles/s")

    text = texts[0] + "\n\n"
    base = seconds(reader, parse(text))
    for times in (10, 100):
        grown = seconds(reader, parse(text * times)) / times
        yield Row(
            f"sources, time per text, {times} × the length : 1 ×", grown / base, "about 1", "x"
        )
    for what, (opening, closing) in ODD.items():
        short, long = (
            seconds(reader, parse(f"„{opening * n}Ja.{closing * n}“")) / n for n in (100, 1000)
        )
        yield Row(f"sources, {what}, 10 × : 1 ×", long / short, "about 1", "x")


def seconds(reader: SourceReader, doc: Doc) -> float:
    """The best of three readings; the text is parsed already."""
    article = Article(text=doc.text, language="de")
    runs = []
    for _ in range(3):
        begin = time.perf_counter()
        reader.read(doc, article, (), ())
        runs.append(time.perf_counter() - begin)
    return min(runs)


if __name__ == "__main__":
    show(rows())
