"""Figures beside their marks: what every module of ``tests/bench`` yields, and how it is shown.

A module has ``rows()``, an iterator of `Row`, each yielded as soon as it is measured, and ends in
``show(rows())`` under ``__main__``. `tests.bench.__main__` shows the rows of the short ones.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from rich.console import Console

_KEPT: Mapping[str, Callable[[float, float], bool]] = MappingProxyType(
    {"<": operator.lt, "≤": operator.le, ">": operator.gt, "≥": operator.ge}
)


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: what it is of, its value, what it should be (``< 0.3``, or words) and its unit.

    Examples
    --------
    >>> row = Row("import workbook", 0.21, "< 0.3", "s")
    >>> row.kept, " ".join(str(row).split())
    (True, 'kept import workbook 0.21 s (mark: < 0.3)')
    >>> Row("all tables", 13120.4, unit="tokens/s").kept is None
    True
    """

    name: str
    value: float
    mark: str = ""
    unit: str = ""

    @property
    def kept(self) -> bool | None:
        """Whether the value keeps its mark; None where there is no mark a number can keep."""
        sign, _, bound = self.mark.partition(" ")
        return _KEPT[sign](self.value, float(bound.replace(",", ""))) if sign in _KEPT else None

    def __str__(self) -> str:
        verdict = {True: "kept", False: "MISSED", None: ""}[self.kept]
        digits = 0 if abs(self.value) >= 100 else 2
        line = f"{verdict:7} {self.name:52} {self.value:>12,.{digits}f} {self.unit}"
        return f"{line}  (mark: {self.mark})" if self.mark else line.rstrip()


def show(rows: Iterable[Row]) -> None:
    """Print each row as soon as it is measured, those that miss their mark in red."""
    console = Console(soft_wrap=True, highlight=False)
    for row in rows:
        console.print(str(row), style="red" if row.kept is False else None)
