"""The files that travel with the package: where they lie, and how they are taken into memory."""

from __future__ import annotations

import atexit
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment, Template

_PACKAGE = Path(__file__).parent
TEMPLATES = _PACKAGE / "templates"


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


def template(name: str) -> Template:
    """A page of ours to fill, by its path below ``templates``; HTML and XML are escaped."""
    return _environment().get_template(name)


YOUNG = 20_000
"""Objects made between two looks for garbage, where most are kept: a few megabytes."""


def _freeze() -> None:
    if "duckdb" not in sys.modules:  # it would tell the user of everything that is left
        gc.freeze()


@contextmanager
def keeping() -> Iterator[None]:
    """What is loaded meanwhile stays until the process ends, so no garbage is looked for in it.

    Python would look through half a million objects again and again while they are made, twice
    before it takes them for old, and three times when the process ends: a fifth of the time to
    load, and half a second at the end.

    Examples
    --------
    >>> with keeping():
    ...     gc.isenabled()
    False
    >>> gc.isenabled()
    True
    """
    collecting = gc.isenabled()
    gc.disable()
    atexit.unregister(_freeze)  # once is enough
    atexit.register(_freeze)
    try:
        yield
    finally:
        if not gc.get_freeze_count():
            gc.freeze()
            gc.unfreeze()  # all that is there counts as old
        if collecting:
            gc.enable()


@contextmanager
def producing() -> Iterator[None]:
    """Very many small objects are made meanwhile and few are garbage, so it is looked for rarely.

    Python would look after every 700 new objects, several times in an article: a twentieth of the
    time to read one.

    Examples
    --------
    >>> before = gc.get_threshold()
    >>> with producing():
    ...     gc.get_threshold()[0] >= YOUNG
    True
    >>> gc.get_threshold() == before
    True
    """
    before = gc.get_threshold()
    if 0 < before[0] < YOUNG:
        gc.set_threshold(YOUNG, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, select_autoescape

    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html.j2", "xml.j2"]),
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _travelling(name: str) -> Path:
    packed = _PACKAGE / f"_{name}"  # hatchling puts the folder here when it builds the wheel
    return packed if packed.is_dir() else _PACKAGE.parent / name
