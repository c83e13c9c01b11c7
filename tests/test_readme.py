"""The README says what is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from workbook.schemas import TABLES

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", TABLES)
def test_each_table_is_described_with_its_columns(name: str) -> None:
    row = re.search(rf"^\| `{name}` \|[^|]+\|([^|]+)\|$", README, flags=re.MULTILINE)
    assert row, f"the README has no row for {name}"
    columns = [column.strip() for column in row[1].split(",")]
    assert columns == [column for column in TABLES[name].columns if column != "article_id"]


def test_its_example_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(__file__).parent.parent)
    (code,) = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)
    names: dict[str, object] = {}
    exec(code, names)
    assert len(names["book"].claims) > 0  # type: ignore[attr-defined]
