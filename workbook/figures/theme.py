"""How charts look: one palette for meaning, one plain template, nothing of plotly's own.

The colours lie in ``data/palette.csv`` and serve the reading view as well. ``chart`` colours
stand on light and dark paper alike (contrast at least 3 : 1 on both), ``light`` and ``dark`` are
for words on that paper (at least 4.5 : 1). The ``symbol`` says the same without colour.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from workbook import resources

SANS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"


@dataclass(frozen=True, slots=True)
class Tone:
    """One meaning: its colour in charts, in words on light and on dark paper, and its shape."""

    group: str
    name: str
    chart: str
    light: str
    dark: str
    symbol: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """What a figure takes from its page. Change one with `dataclasses.replace`.

    Examples
    --------
    >>> standard().colour("kind", "person")
    '#2f76c2'
    """

    tones: Mapping[tuple[str, str], Tone]
    font: str = SANS
    size: int = 13
    title_size: int = 17
    row: int = 42  # pixels a bar and its name take
    bar: float = 0.34  # part of the row that is bar

    def colour(self, group: str, name: str) -> str:
        return self.tones[group, name].chart

    def symbol(self, group: str, name: str) -> str:
        return self.tones[group, name].symbol

    def layout(self) -> dict[str, Any]:
        """The layout all figures begin with; transparent, so that the page shows through."""
        ink, line = self.colour("page", "ink"), self.colour("page", "line")
        axis = {
            "showgrid": False,
            "zeroline": False,
            "showline": False,
            "ticks": "",
            "fixedrange": True,
            "linecolor": line,
            "title": {"text": ""},
        }
        return {
            "template": {},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "font": {"family": self.font, "size": self.size, "color": ink},
            "margin": {"l": 0, "r": 8, "t": 56, "b": 24, "pad": 0},
            "showlegend": False,
            "dragmode": False,
            "hoverlabel": {
                "align": "left",
                "font": {"family": self.font, "size": self.size},
                "namelength": 0,
            },
            "xaxis": dict(axis),
            "yaxis": dict(axis),
        }


@cache
def standard() -> Theme:
    """The theme of our reports."""
    return Theme(tones=_tones())


@cache
def _tones() -> Mapping[tuple[str, str], Tone]:
    path = resources.data_folder() / "palette.csv"
    with path.open(encoding="utf-8", newline="") as file:
        tones = [Tone(**row) for row in csv.DictReader(file)]
    return MappingProxyType({(tone.group, tone.name): tone for tone in tones})
