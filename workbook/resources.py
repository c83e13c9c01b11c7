"""The files that travel with the package, and where they lie."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment, Template

_PACKAGE = Path(__file__).parent
TEMPLATES = _PACKAGE / "templates"


REMEMBERED = 1 << 15
"""Words of which an answer is remembered, for each of some twenty sorts of question. News bring
new words without end, and all the answers to one take five kilobytes."""


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
