"""One reader for each file format, looked up by the file's ending at the foot.

A reader turns a material into rows: the fields of one article each, named as in
:class:`workbook.models.Article`, still as the file has them. What is wrong with one row does
not cost the others: in its place comes the refusal.
"""

from __future__ import annotations

import io
import json
import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from workbook.errors import SourceRefused
from workbook.inputs import frontmatter
from workbook.inputs.materials import Material
from workbook.inputs.places import listed

_PAGE_PER_ARTICLE = 5  # a page's markup weighs many times its article
_COLUMNS = frozenset({"text", "title", "outlet", "author", "url", "published", "language"})
_ALSO_CALLED = MappingProxyType({"date": "published", "lang": "language", "authors": "author"})


@dataclass(frozen=True, slots=True)
class Row:
    """The fields of one article as a file has them; ``where`` names it in messages."""

    where: str
    fields: Mapping[str, object]


Rows = Iterator[Row | SourceRefused]
Reader = Callable[[Material, int], Rows]


def rows_of(material: Material, *, at_most: int) -> Rows:
    """The articles in ``material`` as rows; ``at_most`` characters for each.

    Raises
    ------
    SourceRefused
        If the material as a whole cannot be read.
    """
    if not material.ending:
        return _unnamed(material, at_most)
    reader = READERS.get(material.ending)
    if reader is None:
        raise SourceRefused(
            f"Files that end in {material.ending} are not read, so {material.origin} is not; "
            f"save the article in a file that ends in {listed(READERS)}."
        )
    return reader(material, at_most)


def _plain(material: Material, at_most: int) -> Rows:
    yield Row(material.origin, {"text": material.text(at_most=at_most)})


def _markdown(material: Material, at_most: int) -> Rows:
    front, text = frontmatter.parted(material.text(at_most=at_most), origin=material.origin)
    fields = _named(front)
    if not fields.get("title"):
        fields["title"] = _first_heading(text)
    yield Row(material.origin, {**fields, "text": text})


def _first_heading(text: str) -> str | None:
    found = re.search(r"^#[ \t]+([^\r\n]*)", text, re.MULTILINE)
    return found.group(1).strip().rstrip("#").rstrip() if found else None


def _page(material: Material, at_most: int) -> Rows:
    from workbook import pages

    page = pages.read(material.text(at_most=_PAGE_PER_ARTICLE * at_most), origin=material.origin)
    fields = {name: getattr(page, name) for name in _COLUMNS}
    yield Row(material.origin, fields)


def _json_lines(material: Material, _: int) -> Rows:
    text = material.text()
    for number, line in enumerate(text.split("\n"), start=1):  # other line ends may be in strings
        if line.strip():
            yield _json_line(line, f"line {number} of {material.origin}")


def _json_line(line: str, where: str) -> Row | SourceRefused:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return SourceRefused(
            f"Nothing could be read from {where}: it is no JSON; write one object a line."
        )
    if not isinstance(record, dict):
        return SourceRefused(
            f'Nothing could be read from {where}: it is no object; write {{"text": ...}}.'
        )
    return Row(where, _named(record))


def _comma_separated(material: Material, _: int) -> Rows:
    import pandas as pd

    text = material.text()
    if not text.strip():
        raise SourceRefused(without_text(material.origin))
    header = re.split(r"[\r\n]", text.lstrip("\ufeff"), maxsplit=1)[0]
    separator = max(",;\t", key=header.count)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", pd.errors.ParserWarning)
            frame = pd.read_csv(
                io.StringIO(text, newline=""),
                sep=separator,
                dtype=str,
                keep_default_na=False,
                index_col=False,
            )
    except (ValueError, pd.errors.ParserWarning, OverflowError):
        raise SourceRefused(
            f"{material.origin} is no orderly CSV file; "
            "put texts that hold separators or line breaks in quotation marks."
        ) from None
    yield from _records(frame.to_dict("records"), list(frame.columns), material.origin)


def _parquet(material: Material, _: int) -> Rows:
    import pyarrow as pa
    import pyarrow.parquet as pq

    data = material.data()
    if isinstance(data, str):
        raise SourceRefused(f'{material.origin} was opened as text; open it in binary mode ("rb").')
    try:
        table = pq.read_table(io.BytesIO(data))
        columns = table.column_names
        kept = [name for name in columns if _field(name) in _COLUMNS]
        records = _to_microseconds(table.select(kept)).to_pylist()
    except (pa.ArrowException, ValueError, OSError, OverflowError):
        raise SourceRefused(
            f"{material.origin} is no readable Parquet file; write it again and try once more."
        ) from None
    yield from _records(records, columns, material.origin)


def _to_microseconds(table: Any) -> Any:
    """``table`` with times as Python has them: no finer than microseconds."""
    import pyarrow as pa

    fields = [
        field.with_type(pa.timestamp("us", field.type.tz))
        if pa.types.is_timestamp(field.type)
        else field
        for field in table.schema
    ]
    return table.cast(pa.schema(fields), safe=False)


def _records(records: list[Any], columns: list[str], origin: str) -> Rows:
    if "text" not in {_field(name) for name in columns}:
        names = ", ".join(map(str, columns[:8])) or "none"
        raise SourceRefused(
            f"{origin} has no column named text (its columns: {names[:200]}); "
            "rename the one that holds the articles."
        )
    for number, record in enumerate(records, start=1):
        yield Row(f"row {number} of {origin}", _named(record))


def _named(record: Mapping[Any, object]) -> dict[str, object]:
    """``record`` under the names of an article's fields; what an article has no place for is left out."""
    named = {_field(name): value for name, value in record.items()}
    return {name: value for name, value in named.items() if name in _COLUMNS}


def _field(name: object) -> str:
    plain = str(name).strip().lower()
    return _ALSO_CALLED.get(plain, plain)


def _unnamed(material: Material, at_most: int) -> Rows:
    """What has no ending, judged by how it begins."""
    text = material.text(at_most=_PAGE_PER_ARTICLE * at_most)
    start = text[:500].lstrip("\ufeff \t\r\n").lower()
    ending = ".txt"
    if frontmatter.begins(text):
        ending = ".md"
    elif start.startswith(("<!doctype html", "<html")):
        ending = ".html"
    elif start.startswith('{"'):
        ending = ".jsonl"
    known = Material(material.origin, ending, _of_text(text))
    return READERS[ending](known, at_most)


def _of_text(text: str) -> Callable[[], io.StringIO]:
    return lambda: io.StringIO(text, newline="")


def without_text(where: str) -> str:
    """The sentence for a place where an article was expected and nothing is."""
    return f"There is no text in {where}; fill it with an article or leave it out."


READERS: Mapping[str, Reader] = MappingProxyType(
    {
        ".txt": _plain,
        ".md": _markdown,
        ".markdown": _markdown,
        ".html": _page,
        ".htm": _page,
        ".jsonl": _json_lines,
        ".ndjson": _json_lines,
        ".csv": _comma_separated,
        ".tsv": _comma_separated,
        ".parquet": _parquet,
    }
)
