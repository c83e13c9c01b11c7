"""Every input format to an iterator of articles.

The text is kept character for character as it was decoded: no line end is translated and
nothing is stripped, so offsets hold. Bad input is refused in one sentence that says what to
do; among several articles the good ones are read and the bad ones reported.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from os import PathLike
from typing import IO, Any, TypeAlias, cast

from workbook.errors import SourceRefused
from workbook.inputs import formats, places
from workbook.inputs.formats import Row
from workbook.inputs.materials import Material, too_long
from workbook.models import Article, Problem

Source: TypeAlias = "str | PathLike[str] | IO[str] | IO[bytes] | Article | Iterable[Source]"
OnProblem: TypeAlias = Callable[[Problem], None]
"""Called for each article that could not be read while others could."""

_Found: TypeAlias = Iterator["Article | SourceRefused"]


def read(
    source: Source,
    *,
    title: str | None = None,
    outlet: str | None = None,
    published: str | date | datetime | None = None,
    language: str | None = None,
    max_characters: int = 2_000_000,
    on_problem: OnProblem | None = None,
) -> Iterator[Article]:
    """The articles in ``source``.

    Parameters
    ----------
    source : path, folder (with its subfolders, in the order of names), pattern such as
        ``news/*.md``, ``-`` for standard input, open file, Article, or several of these.
    title, outlet, published, language : win over what the source says.
    max_characters : the longest article that is read.
    on_problem : is told of each article that was left out; by default a warning.

    Raises
    ------
    SourceRefused
        If nothing in ``source`` can be read. Paths are looked at now, files when they are due.

    Examples
    --------
    >>> from io import StringIO
    >>> [article] = read(StringIO("Berlin schweigt."), outlet="Beispiel-Kurier")
    >>> article.text, article.outlet
    ('Berlin schweigt.', 'Beispiel-Kurier')
    """
    stated = _Stated(title, outlet, published, language)
    return _good(_found(source, stated, max_characters), on_problem or _warn)


@dataclass(frozen=True, slots=True)
class _Stated:
    """What the caller says about every article."""

    title: str | None
    outlet: str | None
    published: str | date | datetime | None
    language: str | None

    def __post_init__(self) -> None:
        Article(text="", published=cast(Any, self.published))  # refuses what is no date

    @property
    def fields(self) -> dict[str, Any]:
        names = ("title", "outlet", "published", "language")
        return {name: value for name in names if (value := getattr(self, name)) is not None}


def _found(source: Source, stated: _Stated, at_most: int) -> _Found:
    if isinstance(source, Article):
        return iter((replace(source, **stated.fields),))
    if isinstance(source, str | PathLike):
        materials = places.at_path(source, endings=formats.READERS)
        return _in_materials(materials, stated, at_most)
    if hasattr(source, "read"):
        return _in_materials([places.at_handle(cast(IO[Any], source))], stated, at_most)
    if isinstance(source, Iterable) and not isinstance(source, bytes | bytearray | Mapping):
        return _in_several(source, stated, at_most)
    raise SourceRefused(
        f"A {type(source).__name__} cannot be read; "
        "pass a path, an open file or workbook.Article(text=...)."
    )


def _in_several(sources: Iterable[Source], stated: _Stated, at_most: int) -> _Found:
    for source in sources:
        try:
            yield from _found(source, stated, at_most)
        except SourceRefused as refusal:
            yield refusal


def _in_materials(materials: Iterable[Material], stated: _Stated, at_most: int) -> _Found:
    for material in materials:
        row = None
        try:
            for row in formats.rows_of(material, at_most=at_most):
                if isinstance(row, Row):
                    yield _article(row, material.origin, stated, at_most)
                else:
                    yield row
        except SourceRefused as refusal:
            yield refusal
        else:
            if row is None:
                yield SourceRefused(formats.without_text(material.origin))


def _article(row: Row, origin: str, stated: _Stated, at_most: int) -> Article | SourceRefused:
    text = row.fields.get("text")
    if not isinstance(text, str) or not text.strip():
        return SourceRefused(formats.without_text(row.where))
    if len(text) > at_most:
        return SourceRefused(too_long(row.where, at_most))
    if not _is_whole(text):
        return SourceRefused(
            f"The text in {row.where} holds half a character (a lone surrogate); save it as UTF-8."
        )
    fields = {name: _value(value) for name, value in row.fields.items()}
    try:
        return Article(**{**fields, **stated.fields, "text": text, "origin": origin})
    except SourceRefused as refusal:
        message = str(refusal)
        return SourceRefused(f"In {row.where}, {message[:1].lower()}{message[1:]}")


def _is_whole(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _value(value: object) -> Any:
    """A field as an article keeps it: a date, or text without space around it, or nothing."""
    if value is None or isinstance(value, date):
        return value
    if isinstance(value, list | tuple):
        return ", ".join(str(item) for item in value) or None
    return str(value).strip() or None


def _good(found: _Found, on_problem: OnProblem) -> Iterator[Article]:
    """The articles of ``found``; refusals are reported once there is anything good."""
    refusals: list[SourceRefused] = []
    good = False
    for item in found:
        if isinstance(item, Article):
            good = True
            yield item
        else:
            refusals.append(item)
        if good:
            for refusal in refusals:
                on_problem(Problem("inputs", str(refusal)))
            refusals.clear()
    if refusals:
        raise _all_refused(refusals)


def _all_refused(refusals: list[SourceRefused]) -> SourceRefused:
    first, *others = refusals
    if not others:
        return first
    return SourceRefused(f"None of {len(refusals)} articles could be read; the first: {first}")


def _warn(problem: Problem) -> None:
    warnings.warn(problem.message, stacklevel=2)
