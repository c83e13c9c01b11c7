from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

import workbook
from workbook import export
from workbook.errors import SourceRefused
from workbook.schemas import TABLES


def test_parquet_gives_every_table_back_as_it_was(book: workbook.Workbook, tmp_path: Path) -> None:
    folder = book.export(tmp_path / "tables")
    for name in TABLES:
        pd.testing.assert_frame_equal(
            pd.read_parquet(folder / f"{name}.parquet").astype(getattr(book, name).dtypes),
            getattr(book, name),
        )


def test_csv_and_json_hold_the_same_words(book: workbook.Workbook, tmp_path: Path) -> None:
    folder = export.write(book, tmp_path / "tables", format="csv")
    claims = pd.read_csv(folder / "claims.csv")
    assert claims["text"].tolist() == book.claims["text"].tolist()
    rows = json.loads(book.export(tmp_path / "tables.json").read_text(encoding="utf-8"))
    assert [row["text"] for row in rows["claims"]] == book.claims["text"].tolist()


def test_excel_takes_an_articles_words_as_words(tmp_path: Path) -> None:
    hostile = "=HYPERLINK(A1) \x07 " + "sehr " * 8000
    made = workbook.analyze([workbook.Article(text=hostile, title="=1+1", language="de")])
    import openpyxl

    sheet = openpyxl.load_workbook(made.export(tmp_path / "tables.xlsx"))["articles"]
    header = [cell.value for cell in sheet[1]]
    row = dict(zip(header, sheet[2], strict=True))
    assert row["title"].value == "=1+1"
    assert row["title"].data_type == "s"
    assert len(row["text"].value) == export.EXCEL_CELL


def test_an_earlier_export_is_replaced(book: workbook.Workbook, tmp_path: Path) -> None:
    target = tmp_path / "tables"
    book.export(target)
    workbook.analyze([]).export(target)
    assert pd.read_parquet(target / "articles.parquet").empty
    assert [path.name for path in tmp_path.iterdir()] == ["tables"]


@pytest.mark.parametrize(
    ("name", "format", "sentence"),
    [
        ("tables.odt", None, "no format 'odt'"),
        ("mine", "parquet", "holds other things"),
        ("mine", "json", "is a folder"),
        ("mine/notes.txt", "csv", "is a file"),
    ],
)
def test_nothing_of_the_users_is_overwritten(book, tmp_path, name, format, sentence) -> None:
    (tmp_path / "mine").mkdir()
    notes = tmp_path / "mine" / "notes.txt"
    notes.write_text("keep me")
    with pytest.raises(SourceRefused, match=sentence):
        export.write(book, tmp_path / name, format=format)
    assert notes.read_text() == "keep me"
