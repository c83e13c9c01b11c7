"""A workbook's tables in the formats of other tools."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from workbook.errors import SourceRefused

if TYPE_CHECKING:
    import pandas as pd

    from workbook.book import Workbook

EXCEL_CELL = 32_767
"""The most characters Excel keeps in a cell."""


def write(book: Workbook, path: Path, *, format: str | None = None) -> Path:
    """Write every table below or into ``path`` and return it.

    ``parquet`` and ``csv`` make a folder with one file a table; ``json`` and ``xlsx`` make one
    file. Without ``format`` the ending of ``path`` decides, a path without ending means
    Parquet. What was there before is replaced only when all is written.

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

        foreign = sorted(p.name for p in path.iterdir() if p.stem not in TABLES)
        if foreign:
            raise SourceRefused(
                f"{path} holds other things ({foreign[0]}); name a new or an empty folder."
            )
    return chosen


def _replace(draft: Path, path: Path) -> None:
    if path.is_dir():
        path.replace(draft.parent / "replaced")  # goes with the scratch folder
    draft.replace(path)


def _parquet(tables: Mapping[str, pd.DataFrame], folder: Path) -> None:
    folder.mkdir()
    for name, frame in tables.items():
        frame.to_parquet(folder / f"{name}.parquet", index=False)


def _csv(tables: Mapping[str, pd.DataFrame], folder: Path) -> None:
    folder.mkdir()
    for name, frame in tables.items():
        frame.to_csv(folder / f"{name}.csv", index=False, encoding="utf-8", lineterminator="\n")


def _json(tables: Mapping[str, pd.DataFrame], file: Path) -> None:
    rows = {
        name: json.loads(frame.to_json(orient="records", date_format="iso", force_ascii=False))
        for name, frame in tables.items()
    }
    file.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _xlsx(tables: Mapping[str, pd.DataFrame], file: Path) -> None:
    import pandas as pd

    with pd.ExcelWriter(file, engine="openpyxl") as workbook:
        for name, frame in tables.items():
            _fit_for_excel(frame).to_excel(workbook, sheet_name=name, index=False)
            _as_text(workbook.sheets[name])


def _fit_for_excel(frame: pd.DataFrame) -> pd.DataFrame:
    """Excel knows no time zones, no control characters and no cell above its limit."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    fitted = frame.copy()
    for column in fitted.columns:
        dtype = str(fitted[column].dtype)
        if dtype.startswith("datetime64") and "UTC" in dtype:
            fitted[column] = fitted[column].dt.tz_localize(None)
        elif dtype == "string":
            cleaned = fitted[column].str.replace(ILLEGAL_CHARACTERS_RE, "\ufffd", regex=True)
            fitted[column] = cleaned.str.slice(0, EXCEL_CELL)
    return fitted


def _as_text(sheet: object) -> None:
    """A cell that begins with ``=`` is an article's words, never a formula."""
    for row in sheet.iter_rows():  # type: ignore[attr-defined]
        for cell in row:
            if cell.data_type == "f":
                cell.data_type = "s"


_WRITERS: Mapping[str, Callable[[Mapping[str, pd.DataFrame], Path], None]] = MappingProxyType(
    {"parquet": _parquet, "csv": _csv, "json": _json, "xlsx": _xlsx}
)
FORMATS = tuple(_WRITERS)
_FOLDERS = frozenset({"parquet", "csv"})
