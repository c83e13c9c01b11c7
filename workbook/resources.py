"""Where the files that travel with the package lie: in the wheel, or beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def data_folder() -> Path:
    """Knowledge, models and sample articles."""
    return _travelling("data")


def notebook_folder() -> Path:
    """The notebooks that come with the package."""
    return _travelling("notebooks")


def sample_article() -> Path:
    """The article that is read where nobody names one."""
    return data_folder() / "articles" / "2025-02-16-rubio-lawrow.md"


def sample_articles() -> Path:
    """The folder of articles that is read where nobody names one."""
    return data_folder() / "articles"


def _travelling(name: str) -> Path:
    packed = _PACKAGE / f"_{name}"  # hatchling puts the folder here when it builds the wheel
    return packed if packed.is_dir() else _PACKAGE.parent / name
