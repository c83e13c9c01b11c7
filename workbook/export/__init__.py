"""A workbook's tables in the formats of other tools.

Tables for spreadsheets and data frames (`tabular`), who stands beside whom for network tools
(`network`), what is said of whom as linked data (`linked`), and words for linguists (`words`).
"""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from os import PathLike, fspath
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from workbook.errors import SourceRefused
from workbook.export import linked, network, storage, tabular, words
from workbook.export.tabular import EXCEL_CELL
from workbook.schemas import TABLES

if TYPE_CHECKING:
    import pandas as pd

    from workbook.book import Workbook

__all__ = ["EXCEL_CELL", "FORMATS", "Target", "at", "refuse_unwritable", "write"]

Target: TypeAlias = Path | str
"""A path, or an address of a storage that fsspec knows."""


def write(book: Workbook, path: Target, *, format: str | None = None) -> Target:
    """Write every table below or into ``path``, or an address fsspec knows, and return it.

    ``parquet`` and ``csv`` make a folder with one file a table, the latter with a Frictionless
    ``datapackage.json``; all others make one file: ``json`` and ``xlsx`` of all tables,
    ``graphml`` of actors and sources, ``jsonld`` in the words of schema.org, ``annotations`` as
    W3C Web Annotations, ``conllu`` of tokens. Without ``format`` the ending of ``path`` decides,
    a path without ending means Parquet. What was there before is replaced only when all is
    written; at an address, where nothing can be moved at once, file by file.

    Raises
    ------
    SourceRefused
        If there is no such format, or something of another kind lies at ``path``.
    """
    chosen = refuse_unwritable(path, format=format)
    if not isinstance(path, Path):
        with tempfile.TemporaryDirectory() as scratch:
            draft = Path(scratch) / "tables"
            _WRITERS[chosen](book.tables(), draft)
            storage.put(draft, path)
        return path
    with _translated(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".writing-") as scratch:
            draft = Path(scratch) / (path.name or "tables")
            _WRITERS[chosen](book.tables(), draft)
            _replace(draft, path)
    return path


def at(where: str | PathLike[str]) -> Target:
    """Where somebody wants tables: a path, or an address such as ``s3://bucket/tables``.

    Examples
    --------
    >>> at("s3://bucket/tables"), at("tables.xlsx").name
    ('s3://bucket/tables', 'tables.xlsx')
    """
    given = fspath(where)
    return given if "://" in given else Path(given)


def refuse_unwritable(path: Target, *, format: str | None = None) -> str:
    """The format in which tables would be written to ``path``, if they can be.

    Only an earlier export may be replaced, never somebody's folder of other things.
    """
    chosen = (format or Path(path).suffix.lstrip(".") or "parquet").lower()
    if chosen not in _WRITERS:
        raise SourceRefused(f"There is no format {chosen!r}; choose one of {', '.join(_WRITERS)}.")
    folder = chosen in _FOLDERS
    if not isinstance(path, Path):
        storage.refuse_unwritable(path, folder=folder, names=_NAMES)
    else:
        with _translated(path):
            _refuse_unwritable(path, folder=folder)
    return chosen


def _refuse_unwritable(path: Path, *, folder: bool) -> None:
    there = next(up for up in (path, *path.absolute().parents) if up.exists())
    if not os.access(there if there.is_dir() else there.parent, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    if folder and path.is_file():
        raise SourceRefused(f"{path} is a file; name a folder to write the tables into.")
    if not folder and path.is_dir():
        raise SourceRefused(f"{path} is a folder; name a file to write the tables to.")
    if folder and path.is_dir():
        foreign = sorted(p.name for p in path.iterdir() if p.stem not in _NAMES)
        if foreign:
            raise SourceRefused(
                f"{path} holds other things ({foreign[0]}); name a new or an empty folder."
            )


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    """What the system says of a place that cannot be written, as one of our sentences."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SourceRefused(
            f"{path} cannot be written to ({reason}); make room for it, or name another place."
        ) from None


def _replace(draft: Path, path: Path) -> None:
    if path.is_dir():
        path.replace(draft.parent / "replaced")  # goes with the scratch folder
    draft.replace(path)


_WRITERS: Mapping[str, Callable[[Mapping[str, pd.DataFrame], Path], None]] = MappingProxyType(
    {
        "parquet": tabular.parquet,
        "csv": tabular.csv,
        "json": tabular.json_rows,
        "xlsx": tabular.xlsx,
        "graphml": network.graphml,
        "jsonld": linked.jsonld,
        "annotations": linked.web_annotations,
        "conllu": words.conllu,
    }
)
FORMATS = tuple(_WRITERS)
_FOLDERS = frozenset({"parquet", "csv"})
_NAMES = frozenset({*TABLES, tabular.PACKAGE})
"""Files of an export that is a folder, without their endings."""
