"""HTML that shows itself: what every view returns, and how templates are filled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbook.figures import standard

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

FOLDER = Path(__file__).parent.parent / "templates" / "view"

LINES = {
    "person": "solid",
    "organisation": "double",
    "outlet": "dashed",
    "country": "solid",
    "place": "dashed",
    "group": "double",
}
"""The line under each kind of actor, so that colour is not alone."""

SHAPES = {"asserted": "●", "planned": "◇", "possible": "△", "denied": "✕", "question": "?"}
SHAPES |= {"happened": "●", "ongoing": "▶", "mentioned": "|"}
"""The shape of each certainty and status in words; charts draw the same."""


@dataclass(frozen=True, slots=True, repr=False)
class Html:
    """A piece of a page. Jupyter shows ``body``; a terminal or a log gets ``plain``.

    Examples
    --------
    >>> Html("<p>a &amp; b</p>", "a & b")
    a & b
    """

    body: str
    plain: str = ""
    empty: bool = False
    """Whether it only says what would be here."""
    foot: str = ""
    """What stands at the foot of the page even where the rest was not chosen."""

    def _repr_html_(self) -> str:
        return self.body

    def __html__(self) -> str:
        return self.body

    def __str__(self) -> str:
        return self.body

    def __repr__(self) -> str:
        return self.plain or "<Html>"


def fill(template: str, **values: Any) -> str:
    """A template of ours with its values; everything but markup is escaped."""
    return str(environment().get_template(template).render(**values))


def style(*sheets: str) -> Markup:
    """The colours of meaning and these style sheets, as one text."""
    from markupsafe import Markup

    return Markup("\n").join(Markup(_sheet(name)) for name in ("tokens.css.j2", *sheets))


def script(name: str) -> Markup:
    from markupsafe import Markup

    return Markup((FOLDER / name).read_text(encoding="utf-8"))


def shape(group: str, name: str, label: str) -> Markup:
    """A meaning in words with its shape in its colour: *◇ planned*."""
    from markupsafe import Markup

    return Markup(
        '<span class="wb-shape" style="color:var(--wb-{}-{})" aria-hidden="true">{}</span>{}'
    ).format(group, name, SHAPES[name], label)


@cache
def environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )


@cache
def _sheet(name: str) -> str:
    values: Mapping[str, Any] = {
        "tones": list(standard().tones.values()),
        "lines": list(LINES.items()),
        "certainties": [name for group, name in standard().tones if group == "certainty"],
    }
    return fill(name, **values)
