"""The public names, pinned: adding one is a decision, removing one breaks somebody's notebook."""

from __future__ import annotations

import subprocess
import sys

import pytest

import workbook


def test_public_names() -> None:
    assert sorted(workbook.__all__) == [
        "Article",
        "Settings",
        "Workbook",
        "WorkbookError",
        "analyze",
        "archive",
        "explore",
        "figures",
        "load",
        "measures",
        "open_store",
    ]
    for name in workbook.__all__:
        assert getattr(workbook, name) is not None
    assert set(workbook.__all__) <= set(dir(workbook))


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="analyse"):
        _ = workbook.analyse  # type: ignore[attr-defined]


def test_importing_brings_in_nothing_heavy() -> None:
    code = (
        "import sys, workbook;"
        "heavy = {'pandas', 'spacy', 'plotly', 'HanTa', 'papermill', 'pydantic'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
