"""The page of a report: its sections in the order an analyst asks, and how it came about."""

from __future__ import annotations

import difflib
import json
import platform
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from workbook.errors import ParameterRefused
from workbook.figures import Book
from workbook.figures.frame import records
from workbook.labels import Labels, words
from workbook.models import Applied
from workbook.view.html import Html, fill, style
from workbook.view.table import table

SECTIONS = ("short", "text", "who", "says", "what", "when", "rests", "method")
"""The sections of a report on one article, in their order."""

MONITOR = ("short", "new", "rises", "what", "carries", "single", "method")
"""Those of a report on a period."""

COMPARE = ("short", "articles", "quotes", "same", "only", "what", "method")
"""Those of a report on one story in several outlets."""

_PLOTLY = "application/vnd.plotly.v1+json"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it; shows nothing where it was not chosen."""

    name: str
    parts: tuple[Any, ...]
    language: str
    chosen: bool

    def _ipython_display_(self) -> None:
        if self.chosen:
            for part in (self.heading(), *self.shown()):
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


def method(
    book: Book,
    *,
    language: str = "en",
    parameters: Mapping[str, object] | None = None,
    told: tuple[str, ...] = ("read", "share", "salience", "certainty", "limits"),
) -> Html:
    """Where it comes from and how it was made: article, versions, parameters, ways of counting.

    ``told`` names the ways of counting that the report makes use of.
    """
    labels = words(language)
    lines: list[tuple[str, Any]] = [(labels["method.article"], _origin(book))]
    given = {name: value for name, value in (parameters or {}).items() if value not in ("", None)}
    if given:
        values = ", ".join(
            f"{labels.get(f'parameter.{name}', name)} = {_value(value, labels)}"
            for name, value in sorted(given.items())
        )
        lines.append((labels["method.parameters"], values))
    lines.append((labels["method.versions"], ", ".join(_versions())))
    lines += [(labels[f"method.{name}"], labels[f"method.{name}.how"]) for name in told]
    lines.append((labels["method.corrections"], _corrections(book, labels)))
    lines.append((labels["method.problems"], _problems(book, language)))
    shown = [(name, text) for name, text in lines if text]
    plain = "\n".join(f"{name}: {text}" for name, text in shown)
    return Html(fill("lines.html.j2", css=style("page.css"), lines=shown, small=True), plain)


def problems(book: Book, *, language: str = "en") -> Html:
    """What could not be read, so that no gap is silent."""
    return table(
        book.problems,
        language=language,
        columns=["stage", "message"],
        empty=words(language)["method.problems.none"],
    )


def _empty(part: Any) -> bool:
    """A sentence in place of a table, or a figure in which nothing is drawn."""
    if isinstance(part, Html):
        return part.empty
    return hasattr(part, "to_plotly_json") and not part.data


def _value(value: object, labels: Labels) -> object:
    return labels["parameter.all"] if value == "all" else value


def _known(name: str, among: tuple[str, ...]) -> str:
    if name in among:
        return name
    near = difflib.get_close_matches(name, among, 1)
    hint = f"did you mean {near[0]!r}?" if near else f"choose from {', '.join(among)}, or all."
    raise ParameterRefused(f"There is no section {name!r}; {hint}")


def _origin(book: Book) -> str:
    articles = book.articles
    if len(articles) != 1:
        return ""
    row = articles.astype(object).where(articles.notna(), "").iloc[0]
    return " · ".join(part for part in (row["url"], row["article_id"]) if part)


def _corrections(book: Book, labels: Labels) -> str:
    """How many corrections hold in the book; nothing where none does."""
    applied: tuple[Applied, ...] = getattr(book, "corrections", ())
    accepted = {one.entry_id for one in applied if one.accepts}
    made = {one.entry_id for one in applied} - accepted
    told = []
    if made:
        count = labels.count("corrections", len(made))
        told.append(labels.say("method.corrections.some", corrections=count))
    if accepted:
        count = labels.number(len(accepted))
        told.append(labels.say("method.corrections.accepted", count=count))
    return " ".join(told)


def _problems(book: Book, language: str) -> str:
    labels = words(language)
    if not len(book.problems):
        return labels["method.problems.none"]
    told = [f"{p.stage}: {p.message}" for p in records(book.problems.head(5))]
    return " ".join(told)


def _versions() -> list[str]:
    found = [f"Python {platform.python_version()}"]
    for name in ("analyst-workbook", "spacy", "HanTa", "plotly"):
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:  # running from a checkout that was never installed
            continue
    return found
