"""A CSV file read into records of one type, or refused with the place of its fault."""

from __future__ import annotations

import csv
import dataclasses
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Literal, TypeVar

from workbook.errors import KnowledgeRefused

Record = TypeVar("Record")


def read_file(path: Path, record: type[Record]) -> Iterator[Record]:
    """The rows of one CSV as records of one type.

    Raises
    ------
    KnowledgeRefused
        On an unknown column, a missing value or one of the wrong type, with its line.
    """
    return (row for _, row in numbered(path, record))


def numbered(path: Path, record: type[Record]) -> Iterator[tuple[int, Record]]:
    """As `read_file`, each record with the line it ends on."""
    readers = {name: _reader(hint) for name, hint in typing.get_type_hints(record).items()}
    required = _required(record)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            delimiter = _delimiter(file.readline())
            file.seek(0)
            rows = csv.DictReader(file, strict=True, delimiter=delimiter)
            _check_columns(path, record, list(rows.fieldnames or ()))
            for row in rows:
                place = f"{path.name}, line {rows.line_num}"
                yield rows.line_num, record(**_values(row, readers, required, place))
    except (csv.Error, UnicodeDecodeError) as error:
        raise KnowledgeRefused(
            f"{path.name} is no CSV in UTF-8 ({error}); save it as one."
        ) from None
    except OSError as error:
        raise KnowledgeRefused(f"{path.name} cannot be read ({error.strerror}).") from None


def _delimiter(header: str) -> str:
    """The comma, or the semicolon with which German spreadsheets write a CSV."""
    return ";" if ";" in header and "," not in header else ","


def _check_columns(path: Path, record: type[Any], columns: list[str]) -> None:
    names = [field.name for field in dataclasses.fields(record)]
    faults = {
        "unknown": set(columns) - set(names),
        "missing": _required(record) - set(columns),
        "there twice": {name for name in columns if columns.count(name) > 1},
    }
    for fault, which in faults.items():
        if which:
            raise KnowledgeRefused(
                f"{path.name}, line 1: the columns {', '.join(sorted(which))} are {fault}; "
                f"it takes {', '.join(names)}."
            )


def _required(record: type[Any]) -> frozenset[str]:
    """The fields every row has to fill."""
    return frozenset(f.name for f in dataclasses.fields(record) if f.default is dataclasses.MISSING)


def _values(
    row: Mapping[str | None, Any],
    readers: Mapping[str, Callable[[str], Any]],
    required: frozenset[str],
    place: str,
) -> dict[str, Any]:
    """The fields of one row; an empty cell leaves its field at the default."""
    if None in row:
        raise KnowledgeRefused(f"{place}: more cells than columns; put quotes around commas.")
    values: dict[str, Any] = {}
    for name, cell in row.items():
        column, cell = str(name), (cell or "").strip()
        try:
            if cell:
                values[column] = readers[column](cell)
            elif column in required:
                raise ValueError("a value that is needed is missing")
        except ValueError as error:
            raise KnowledgeRefused(f"{place}, column {column}: {error}; correct it.") from None
    return values


def _reader(hint: Any) -> Callable[[str], Any]:
    """How a cell becomes the type its field declares."""
    options = [option for option in typing.get_args(hint) if option is not types.NoneType]
    origin = typing.get_origin(hint)
    if origin is tuple:
        return _parts
    if origin is Literal:
        return partial(_one_of, {str(option): option for option in options})
    if origin in (types.UnionType, typing.Union):
        return _reader(options[0])
    if hint is bool:
        return partial(_one_of, {"yes": True, "no": False})
    if hint is date:
        return _day
    return typing.cast(Callable[[str], Any], hint)


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _one_of(options: Mapping[str, Any], cell: str) -> Any:
    if cell not in options:
        raise ValueError(f"{cell!r} is none of {', '.join(options)}")
    return options[cell]


def _day(cell: str) -> date:
    try:
        return date.fromisoformat(cell)
    except ValueError:
        raise ValueError(f"{cell!r} is no day; write it as 2025-02-16") from None
