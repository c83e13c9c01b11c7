"""All tables as files: Parquet, CSV with a Frictionless data package, JSON, Excel."""

from __future__ import annotations

import json
from collections.abc import Mapping
from csv import QUOTE_MINIMAL, QUOTE_NONNUMERIC
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from workbook import schemas
from workbook.errors import SourceRefused
from workbook.schemas import TABLES, Column

if TYPE_CHECKING:
    import pandas as pd

EXCEL_CELL = 32_767
"""The most characters Excel keeps in a cell."""
EXCEL_ROWS = 1_048_575
"""The most rows of a sheet, its header left out."""
_FIRST_IN_EXCEL = "1900-03-01"
PACKAGE = "datapackage"


def parquet(tables: Mapping[str, pd.DataFrame], folder: Path) -> None:
    """One Parquet file a table."""
    folder.mkdir()
    for name, frame in tables.items():
        frame.to_parquet(folder / f"{name}.parquet", index=False)


def csv(tables: Mapping[str, pd.DataFrame], folder: Path) -> None:
    """One CSV file a table, and ``datapackage.json`` (Frictionless Data) with their schemas."""
    folder.mkdir()
    for name, frame in tables.items():
        _with_iso_dates(frame, name).to_csv(
            folder / f"{name}.csv",
            index=False,
            encoding="utf-8",
            lineterminator="\n",
            quoting=_quoting(frame),
        )
    resources = [_resource(name) for name in tables]
    package = {"profile": "tabular-data-package", "name": "workbook", "resources": resources}
    text = json.dumps(package, ensure_ascii=False, indent=1) + "\n"
    (folder / f"{PACKAGE}.json").write_text(text, encoding="utf-8")


def _quoting(frame: pd.DataFrame) -> Literal[0, 2]:
    """Where a carriage return stands in a text, all texts are put in quotation marks.

    Readers take it for the end of a row, and Python's ``csv`` quotes only the end it writes.
    """
    texts = (cells for _, cells in frame.items() if cells.dtype == "string")
    holds = any(cells.str.contains("\r", regex=False).any() for cells in texts)
    return QUOTE_NONNUMERIC if holds else QUOTE_MINIMAL


def _with_iso_dates(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    dates = {
        column: frame[column].dt.strftime(_DATE_FORMATS[spec.dtype])
        for column, spec in TABLES[name].columns.items()
        if spec.dtype in _DATE_FORMATS
    }
    return frame.assign(**dates)


def _resource(name: str) -> dict[str, Any]:
    """A table as Frictionless describes it: types, key, and what refers to what."""
    table = TABLES[name]
    schema: dict[str, Any] = {
        "fields": [_field(column, spec) for column, spec in table.columns.items()],
        "missingValues": [""],
    }
    if name != "problems":  # some belong to no article
        schema["primaryKey"] = list(table.key)
        schema["foreignKeys"] = [
            {
                "fields": ["article_id", column],
                "reference": {"resource": other, "fields": ["article_id", other_column]},
            }
            for column, (other, other_column) in table.references.items()
            if not table.columns[column].nullable  # Frictionless looks up empty cells, too
        ]
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(column: str, spec: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if spec.values:
        constraints["enum"] = list(spec.values)
    if spec.low is not None:
        constraints["minimum"] = spec.low if spec.dtype == schemas.FLOAT else int(spec.low)
    if spec.high is not None:
        constraints["maximum"] = spec.high
    field: dict[str, Any] = {"name": column, "type": _FRICTIONLESS[spec.dtype]}
    if spec.dtype in _DATE_FORMATS:
        field["format"] = _DATE_FORMATS[spec.dtype]
    if spec.dtype == schemas.BOOL:
        field |= {"trueValues": ["True"], "falseValues": ["False"]}
    return field | ({"constraints": constraints} if constraints else {})


def json_rows(tables: Mapping[str, pd.DataFrame], file: Path) -> None:
    """One JSON object with a list of rows for each table."""
    rows = {
        name: json.loads(
            frame.to_json(
                orient="records",
                date_format="iso",
                date_unit="us",
                double_precision=15,
                force_ascii=False,
            )
        )
        for name, frame in tables.items()
    }
    file.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def xlsx(tables: Mapping[str, pd.DataFrame], file: Path) -> None:
    """One Excel workbook with a sheet a table.

    Raises
    ------
    SourceRefused
        If a table has more rows than Excel keeps.
    """
    import pandas as pd

    for name, frame in tables.items():
        if len(frame) > EXCEL_ROWS:
            raise SourceRefused(
                f"The table {name} has {len(frame):,} rows and Excel keeps {EXCEL_ROWS:,}; "
                "write parquet or csv."
            )
    with pd.ExcelWriter(file, engine="openpyxl") as workbook:
        for name, frame in tables.items():
            _fit_for_excel(frame).to_excel(workbook, sheet_name=name, index=False)
            _as_text(workbook.sheets[name])


def _fit_for_excel(frame: pd.DataFrame) -> pd.DataFrame:
    """Excel knows no time zones, no day before March 1900, no control characters and no cell
    above its limit."""
    fitted = frame.copy()
    for column in fitted.columns:
        dtype = str(fitted[column].dtype)
        if dtype.startswith("datetime64"):
            days = fitted[column].dt.tz_localize(None)
            early = days < _FIRST_IN_EXCEL
            fitted[column] = days.astype(object).mask(early, days.dt.strftime("%Y-%m-%d"))
        elif dtype == "string":
            cleaned = fitted[column].str.replace(_NOT_IN_EXCEL, "\ufffd", regex=True)
            fitted[column] = cleaned.str.slice(0, EXCEL_CELL)
    return fitted


def _as_text(sheet: object) -> None:
    """A cell that begins with ``=`` is an article's words, never a formula."""
    for row in sheet.iter_rows():  # type: ignore[attr-defined]
        for cell in row:
            if cell.data_type == "f":
                cell.data_type = "s"


_NOT_IN_EXCEL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
"""Characters no XML document may hold, of which an Excel file is made."""
_FRICTIONLESS: Mapping[str, str] = {
    schemas.TEXT: "string",
    schemas.INT: "integer",
    schemas.INT_OR_NA: "integer",
    schemas.FLOAT: "number",
    schemas.BOOL: "boolean",
    schemas.INSTANT: "datetime",
    schemas.DAY: "datetime",
}
_DATE_FORMATS: Mapping[str, str] = {
    schemas.INSTANT: "%Y-%m-%dT%H:%M:%S.%fZ",
    schemas.DAY: "%Y-%m-%dT%H:%M:%S",
}
