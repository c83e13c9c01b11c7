"""News articles as tidy tables of who acts, what it is about and who says so.

>>> import workbook
>>> book = workbook.analyze([workbook.Article(text="Berlin schweigt.", language="de")])
>>> book.sentences["text"].tolist()
['Berlin schweigt.']
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from workbook.errors import WorkbookError
from workbook.models import Article

if TYPE_CHECKING:
    from workbook import figures, measures
    from workbook.book import Workbook, open_store
    from workbook.explorer import explore
    from workbook.pipeline import analyze, archive, load
    from workbook.settings import Settings

__version__ = "0.1.0"

__all__ = [
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

_HOMES = {
    "Settings": "workbook.settings",
    "Workbook": "workbook.book",
    "analyze": "workbook.pipeline",
    "archive": "workbook.pipeline",
    "explore": "workbook.explorer",
    "load": "workbook.pipeline",
    "open_store": "workbook.book",
}


def __getattr__(name: str) -> Any:
    """Bring in what is heavy when it is first asked for, so that importing costs nothing."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    if name in __all__:
        return import_module(f"workbook.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
