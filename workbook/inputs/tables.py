"""Files with an article a row: JSON Lines, CSV, Parquet, read piece by piece."""

from __future__ import annotations

import codecs
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, TYPE_CHECKING, Any

from workbook.errors import SourceRefused
from workbook.inputs import encodings, streams
from workbook.inputs.materials import Material, too_long
from workbook.inputs.quotes import Quotes
from workbook.inputs.rows import FIELDS, Found, Row, Rows, Terms, field_of, named, without_text

if TYPE_CHECKING:
    import pandas as pd

_WIDE = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ESCAPED = 6  # \\u00e4: what JSON may write for one character
_SAMPLE = 1 << 18  # bytes by which a table's encoding is told
_HINT = re.compile(r"\ufeff?\"?sep=([,;\t|])\"?(?:\r\n|\r|\n)", re.IGNORECASE)
_BATCH = 64  # rows of Parquet at a time; articles are long
_LARGEST_PARQUET = 8_000_000_000


def json_lines(material: Material, terms: Terms) -> Rows:
    """One JSON object a line. Each line may have an encoding of its own."""
    longest = _ESCAPED * terms.at_most + 100_000
    with material.stream() as handle:
        lines = streams.lines(_narrow(handle), longest=longest)
        for number, line in enumerate(lines, start=1):
            where = f"line {number} of {material.origin}"
            if isinstance(line, streams.TooLong):
                yield SourceRefused(too_long(where, terms.at_most))
            elif line.strip():
                yield _json_line(line, where, terms)


def _narrow(handle: IO[Any]) -> IO[Any]:
    """``handle``, decoded if its line ends are wider than a byte."""
    start = handle.read(4)
    if isinstance(start, str):
        return io.StringIO(start + handle.read(), newline="\n")
    whole = streams.rejoined(start, handle)
    if not start.startswith(_WIDE):
        return whole
    wide = "utf-32" if start.startswith(_WIDE[:2]) else "utf-16"
    return io.TextIOWrapper(whole, encoding=wide, newline="\n")


def _json_line(line: bytes | str, where: str, terms: Terms) -> Found:
    try:
        text = line if isinstance(line, str) else encodings.text_of(line, origin=where)
        record = json.loads(text)
    except SourceRefused as refusal:
        return refusal
    except (ValueError, RecursionError):
        return SourceRefused(
            f"Nothing could be read from {where}: it is no JSON; write one object a line."
        )
    if not isinstance(record, dict):
        return SourceRefused(
            f'Nothing could be read from {where}: it is no object; write {{"text": ...}}.'
        )
    missing = next((name for name in terms.columns.values() if name not in record), None)
    if missing:
        return SourceRefused(_no_column(where, missing, record, terms))
    return Row(where, _mapped(record, terms))


def comma_separated(material: Material, terms: Terms) -> Rows:
    """A CSV file with commas, semicolons, tabs or bars, and the names of its columns on top."""
    import pyarrow as pa

    with material.stream() as handle:
        longest = max(_SAMPLE, 8 * terms.at_most)
        text = _Transcoded(handle, material.origin, longest=longest)
        if not text.start.strip():
            raise SourceRefused(without_text(material.origin))
        bad: list[SourceRefused] = []
        try:
            batches = _csv_batches(text, material.origin, longest, bad)
            for row in _records(batches, material.origin, terms):
                yield from _taken(bad)
                yield row
        except (pa.ArrowException, ValueError, OverflowError) as error:
            yield from bad
            raise SourceRefused(_disorderly(material.origin, str(error))) from None
        yield from bad
        for line in text.quotes.unclosed:
            yield SourceRefused(_unclosed(material.origin, line + text.hinted))
        if text.refusal:
            raise text.refusal


def _csv_batches(
    text: _Transcoded, origin: str, longest: int, bad: list[SourceRefused]
) -> Iterator[Any]:
    import pyarrow as pa
    from pyarrow import csv

    def set_aside(row: Any) -> str:
        bad.append(
            SourceRefused(
                f"Row {row.number - 1} of {origin} has {row.actual_columns} cells instead of "
                f"{row.expected_columns} and no orderly CSV is read from it; "
                "put texts that hold separators or line breaks in quotation marks."
            )
        )
        return "skip"

    names = _header(text)
    return csv.open_csv(  # type: ignore[no-any-return]
        pa.PythonFile(io.BufferedReader(text), mode="r"),  # a short read would count as a block
        read_options=csv.ReadOptions(use_threads=False, block_size=longest),
        parse_options=csv.ParseOptions(
            delimiter=text.separator, newlines_in_values=True, invalid_row_handler=set_aside
        ),
        convert_options=csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
        ),
    )


def _header(text: _Transcoded) -> list[str]:
    import csv

    rows = csv.reader(io.StringIO(text.start.lstrip("\ufeff")), delimiter=text.separator)
    try:
        return next(rows)
    except (StopIteration, csv.Error):
        return []


def _taken(bad: list[SourceRefused]) -> Iterator[SourceRefused]:
    while bad:
        yield bad.pop(0)


class _Transcoded(io.RawIOBase):
    """A table's bytes as UTF-8, without lines whose quotation marks are never closed.

    Where the encoding changes it ends, and ``refusal`` says so: raised at once, it would cost
    the rows before.
    """

    def __init__(self, handle: IO[Any], origin: str, *, longest: int) -> None:
        self.refusal: SourceRefused | None = None
        self._rest = handle
        self._ended = False
        self._origin = origin
        head = handle.read(_SAMPLE)
        self._name = _encoding(head, origin) if isinstance(head, bytes) else ""
        self._decoder = codecs.getincrementaldecoder(self._name or "utf-8")()
        start = self._decoded(head)
        hint = _HINT.match(start)  # of Excel to itself, no row
        self.hinted = 1 if hint else 0
        self.start = start[hint.end() :] if hint else start
        self.separator = hint.group(1) if hint else _separator(self.start)
        self.quotes = Quotes(self.separator, longest=longest)
        self._waiting = memoryview(self._closed(self.start))

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._waiting and not self._ended:
            data = self._rest.read(_SAMPLE) if not self.refusal else b""
            self._ended = not data
            self._waiting = memoryview(self._closed(self._decoded(data)))
        taken = self._waiting[: len(buffer)]
        buffer[: len(taken)] = taken
        self._waiting = self._waiting[len(taken) :]
        return len(taken)

    def _decoded(self, data: bytes | str) -> str:
        if isinstance(data, str):
            return data
        try:
            return self._decoder.decode(data, final=not data)
        except UnicodeDecodeError as error:
            self.refusal = SourceRefused(
                f"{self._origin} goes on in another encoding than it begins ({self._name}); "
                "save it as UTF-8 throughout. What stands before was read."
            )
            whole = bytes(error.object[: error.start]).decode(self._name, "ignore")
            return whole[: whole.rfind("\n") + 1]

    def _closed(self, text: str) -> bytes:
        return self.quotes.fed(text, last=self._ended).encode("utf-8", "surrogatepass")


def _encoding(head: bytes, origin: str) -> str:
    """How a table is written, told by its beginning up to the last whole line."""
    whole = head
    if len(head) == _SAMPLE:
        whole = head[: head.rfind(b"\n") + 1] or head.rstrip(bytes(range(128, 256)))
    return encodings.name_of(whole, origin=origin)


def _separator(start: str) -> str:
    header = re.split(r"[\r\n]", start.lstrip("\ufeff"), maxsplit=1)[0]
    return max(",;\t|", key=header.count)


def _disorderly(origin: str, reason: str) -> str:
    if "straddling" in reason:
        return (
            f"A row of {origin} is longer than an article may be, or its quotation mark is not "
            "closed; the rows before it were read. Correct it, or raise max_characters."
        )
    return (
        f"{origin} is no orderly CSV file; "
        "put texts that hold separators or line breaks in quotation marks."
    )


def _unclosed(origin: str, line: int) -> str:
    return (
        f"Line {line} of {origin} opens a quotation mark that is not closed, so its row was left "
        "out; close it."
    )


def parquet(material: Material, terms: Terms) -> Rows:
    """A Parquet file, a few rows at a time."""
    import pyarrow as pa

    with material.binary() as handle:
        file = streams.seekable(handle, at_most=_LARGEST_PARQUET, origin=material.origin)
        try:
            yield from _records(_parquet_batches(file, material, terms), material.origin, terms)
        except (pa.ArrowException, ValueError, OSError, OverflowError):
            raise SourceRefused(
                f"{material.origin} is no readable Parquet file; write it again and try once more."
            ) from None


def _parquet_batches(file: Any, material: Material, terms: Terms) -> Iterator[Any]:
    import pyarrow.parquet as pq

    table = pq.ParquetFile(file, pre_buffer=False, buffer_size=_SAMPLE)
    columns = table.schema_arrow.names
    missing = _missing(dict.fromkeys(columns), terms)
    if missing:
        raise SourceRefused(_no_column(material.origin, missing, columns, terms))
    kept = [name for name in columns if name in terms.columns.values() or field_of(name) in FIELDS]
    for batch in table.iter_batches(batch_size=_BATCH, columns=kept):
        yield _to_microseconds(batch)


def _to_microseconds(batch: Any) -> Any:
    """``batch`` with times as Python has them: no finer than microseconds."""
    import pyarrow as pa

    fields = [
        field.with_type(pa.timestamp("us", field.type.tz))
        if pa.types.is_timestamp(field.type)
        else field
        for field in batch.schema
    ]
    return pa.Table.from_batches([batch]).cast(pa.schema(fields), safe=False)


def _records(batches: Iterable[Any], origin: str, terms: Terms) -> Rows:
    number = 0
    for batch in batches:
        columns = batch.schema.names
        missing = _missing(dict.fromkeys(columns), terms)
        if missing:
            raise SourceRefused(_no_column(origin, missing, columns, terms))
        for start in range(0, batch.num_rows, _BATCH):
            for record in batch.slice(start, _BATCH).to_pylist():
                number += 1
                yield Row(f"row {number} of {origin}", _mapped(record, terms))


def data_frame(frame: pd.DataFrame, terms: Terms) -> Rows:
    """A table that is in memory already, an article a row.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = data_frame(pd.DataFrame({"Text": ["Berlin schweigt."]}), Terms(at_most=100))
    >>> [row.fields for row in rows]
    [{'text': 'Berlin schweigt.'}]
    """
    missing = _missing(dict.fromkeys(frame.columns), terms)
    if missing:
        raise SourceRefused(_no_column("The table", missing, frame.columns, terms))
    plain = frame.astype(object).where(frame.notna(), None)
    for number, record in enumerate(plain.to_dict("records"), start=1):
        yield Row(f"row {number} of the table", _mapped(record, terms))


def _mapped(record: Mapping[Any, object], terms: Terms) -> dict[str, object]:
    """``record`` under an article's names, first as the caller says, else as they are called."""
    taken = set(terms.columns.values())
    fields = named({name: value for name, value in record.items() if name not in taken})
    return {**fields, **{field: record[column] for field, column in terms.columns.items()}}


def _missing(record: Mapping[Any, object], terms: Terms) -> str | None:
    """A column that is needed and not there."""
    absent = (column for column in terms.columns.values() if column not in record)
    if "text" in terms.columns or "text" in map(field_of, record):
        return next(absent, None)
    return "text"


def _no_column(where: str, missing: str, columns: Iterable[Any], terms: Terms) -> str:
    field = next((field for field, name in terms.columns.items() if name == missing), missing)
    names = (", ".join(map(str, list(columns)[:8])) or "none")[:200]
    return (
        f"{where} has no column named {missing} (its columns: {names}); "
        "rename the one that holds it, or say which it is under [columns] in workbook.toml, "
        f'as in {field} = "its name".'
    )
