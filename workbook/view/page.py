"""The page of a report: its sections in the order an analyst asks."""

from __future__ import annotations

import difflib
import json
from dataclasses import dataclass
from typing import Any

from workbook.errors import ParameterRefused
from workbook.labels import words
from workbook.view.html import Html

SECTIONS = ("short", "text", "who", "says", "what", "when", "rests", "method")
"""The sections of a report on one article, in their order."""

MONITOR = ("short", "new", "rises", "what", "carries", "single", "method")
"""Those of a report on a period."""

COMPARE = ("short", "articles", "quotes", "same", "only", "what", "method")
"""Those of a report on one story in several outlets."""

ACTOR = ("short", "roles", "own", "others", "partners", "what", "when", "outlets", "method")
"""Those of a report on one actor."""

GALLERY = ("who", "says", "what", "when", "rests", "outlets", "actor")
"""Those of the notebook that shows every chart."""

_PLOTLY = "application/vnd.plotly.v1+json"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it; where it was not chosen, only what no page goes without."""

    name: str
    parts: tuple[Any, ...]
    language: str
    chosen: bool

    def _ipython_display_(self) -> None:
        """The heading and the parts; of a section that was not chosen, the foot of the page alone."""
        parts = (self.heading(), *self.shown()) if self.chosen else map(_foot, self.parts)
        for part in parts:
            if part is not None:
                _display(part)

    def shown(self) -> tuple[Any, ...]:
        """The parts; of a section in which there is nothing at all, the first that says so."""
        return self.parts if not all(map(_empty, self.parts)) else self.parts[:1]

    def heading(self) -> Html:
        """The section's heading in the reader's language."""
        label = words(self.language)[f"section.{self.name}"]
        return Html(f'<h2 class="wb-section" id="{self.name}">{label}</h2>', label)


@dataclass(frozen=True, slots=True)
class Page:
    """Which sections a report shows, and in which language.

    Examples
    --------
    >>> page("de", sections="who, says").section("who").heading()
    Wer handelt
    >>> page("en", sections="who").section("text").chosen
    False
    """

    language: str
    chosen: tuple[str, ...]
    among: tuple[str, ...] = SECTIONS

    def section(self, name: str, *parts: Any) -> Section:
        """One section with its parts: figures, tables, anything Jupyter can show."""
        return Section(_known(name, self.among), parts, self.language, name in self.chosen)


def _display(part: Any) -> None:
    """Show one part; a figure as its own MIME type.

    plotly's way there imports nbformat, whose checks of addresses build forty grammars: two
    seconds for every report.
    """
    from IPython.display import display

    if not hasattr(part, "to_plotly_json"):
        display(part)  # type: ignore[no-untyped-call]
        return
    drawing = json.loads(part.to_json())
    told = (part.layout.meta or {}).get("alt", "")
    display({_PLOTLY: drawing, "text/plain": told}, raw=True)  # type: ignore[no-untyped-call]


def page(language: str = "en", *, sections: str = "all", among: tuple[str, ...] = SECTIONS) -> Page:
    """The page for a report.

    Parameters
    ----------
    language : ``en`` or ``de``.
    sections : names from ``among`` with commas between them, or ``all``.
    among : the sections there are, in their order.

    Raises
    ------
    ParameterRefused
        If a language or section is unknown; the message names the nearest.
    """
    wanted = [name.strip() for name in sections.split(",") if name.strip()]
    chosen = among if wanted in ([], ["all"]) else tuple(_known(name, among) for name in wanted)
    return Page(words(language).language, chosen, among)


def _foot(part: Any) -> Html | None:
    return Html(part.foot) if isinstance(part, Html) and part.foot else None


def _empty(part: Any) -> bool:
    """A sentence in place of a table, or a figure in which nothing is drawn."""
    if isinstance(part, Html):
        return part.empty
    return hasattr(part, "to_plotly_json") and not part.data


def _known(name: str, among: tuple[str, ...]) -> str:
    if name in among:
        return name
    near = difflib.get_close_matches(name, among, 1)
    hint = f"did you mean {near[0]!r}?" if near else f"choose from {', '.join(among)}, or all."
    raise ParameterRefused(f"There is no section {name!r}; {hint}")
