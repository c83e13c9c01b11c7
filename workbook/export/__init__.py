"""A workbook's tables in the formats of other tools.

Tables for spreadsheets and data frames (`tabular`), who stands beside whom for network tools
(`network`), what is said of whom as linked data (`linked`), and words for linguists (`words`).
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from workbook.errors import SourceRefused
from workbook.export import linked, network, tabular, words
from workbook.export.tabular import EXCEL_CELL

if TYPE_CHECKING:
    import pandas as pd

    from workbook.book import Workbook

__all__ = ["EXCEL_CELL", "FORMATS", "refuse_unwritable", "write"]


def write(book: Workbook, path: Path, *, format: str | None = None) -> Path:
    """Write every table below or into ``path`` and return it.

    ``parquet`` and ``csv`` make a folder with one file a table, the latter with a Frictionless
    ``datapackage.json``; all others make one file: ``json`` and ``xlsx`` of all tables,
    ``graphml`` of actors and sources, ``jsonld`` in the words of schema.org, ``annotations`` as
    W3C Web Annotations, ``conllu`` of tokens. Without ``format`` the ending of ``path`` decides,
    a path without ending means Parquet. What was there before is replaced only when all is
    written.

    Raises
    ------
    SourceRefused
        If there is no such format, or something of another kind lies at ``path``.
    """
    chosen = refuse_unwritable(path, format=format)
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".writing-") as scratch:
        draft = Path(scratch) / (path.name or "tables")
        _WRITERS[chosen](book.tables(), draft)
        _replace(draft, path)
    return path


def refuse_unwritable(path: Path, *, format: str | None = None) -> str:
    """The format in which tables would be written to ``path``, if they can be.

    Only an earlier export may be replaced, never somebody's folder of other things.
    """
    chosen = (format or path.suffix.lstrip(".") or "parquet").lower()
    if chosen not in _WRITERS:
        raise SourceRefused(f"There is no format {chosen!r}; choose one of {', '.join(_WRITERS)}.")
    folder = chosen in _FOLDERS
    if folder and path.is_file():
        raise SourceRefused(f"{path} is a file; name a folder to write the tables into.")
    if not folder and path.is_dir():
        raise SourceRefused(f"{path} is a folder; name a file to write the tables to.")
    if folder and path.is_dir():
        from workbook.schemas import TABLES

        foreign = sorted(p.name for p in path.iterdir() if p.stem not in {*TABLES, tabular.PACKAGE})
        if foreign:
            raise SourceRefused(
                f"{path} holds other things ({foreign[0]}); name a new or an empty folder."
            )
    return chosen


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
