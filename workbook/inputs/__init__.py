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
from typing import IO, TYPE_CHECKING, Any, TypeAlias, cast

from workbook.errors import SourceRefused
from workbook.inputs import formats, places, storage, tables
from workbook.inputs.materials import Material, too_long
from workbook.inputs.rows import Found, Link, Row, Terms, without_text
from workbook.models import Article, Problem

if TYPE_CHECKING:
    from workbook.settings import Fetching

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
    columns: Mapping[str, str] | None = None,
    max_characters: int = 2_000_000,
    fetching: Fetching | None = None,
    on_problem: OnProblem | None = None,
) -> Iterator[Article]:
    """The articles in ``source``.

    Parameters
    ----------
    source : path, folder (with its subfolders, in the order of names), pattern such as
        ``news/*.md``, ``-`` for standard input, address of the web, address, folder or pattern
        of a storage that fsspec knows (``s3://…``), open file, DataFrame with a row an article,
        Article, or several of these.
    title, outlet, published, language : win over what the source says.
    columns : for a field of an article the column of a table (or the name in a JSON object)
        that holds it, ``{"text": "inhalt"}``.
    max_characters : the longest article that is read.
    fetching : how addresses are fetched; see `workbook.settings.Fetching`.
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
    terms = Terms(max_characters, columns or {})
    return _good(_Reading(stated, terms, _web(fetching)).found(source), on_problem or _warn)


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


@dataclass(frozen=True, slots=True)
class _Reading:
    """One call of `read`."""

    stated: _Stated
    terms: Terms
    fetch: formats.Fetch

    def found(self, source: Source) -> _Found:
        if isinstance(source, Article):
            return iter((replace(source, **self.stated.fields),))
        if places.is_address(source):
            return self._at_address(str(source).strip())
        if isinstance(source, str | PathLike):
            return self._within(places.at_path(source, endings=formats.READERS))
        if hasattr(source, "read"):
            return self._within([places.at_handle(cast(IO[Any], source))])
        if hasattr(source, "itertuples"):
            return self._rows(tables.data_frame(cast(Any, source), self.terms))
        if isinstance(source, Iterable) and not isinstance(source, bytes | bytearray | Mapping):
            return self._several(source)
        raise SourceRefused(
            f"A {type(source).__name__} cannot be read; "
            "pass a path, an address, an open file or workbook.Article(text=...)."
        )

    def _at_address(self, address: str) -> _Found:
        if storage.is_storage(address):
            return self._within(storage.at_address(address, endings=formats.READERS))
        return self._within([Link("", address)])

    def _several(self, sources: Iterable[Source]) -> _Found:
        for source in sources:
            try:
                yield from self.found(source)
            except SourceRefused as refusal:
                yield refusal

    def _within(self, sources: Iterable[Material | Link]) -> _Found:
        return self._rows(formats.rows_of(sources, terms=self.terms, fetch=self.fetch))

    def _rows(self, rows: Iterable[Found]) -> _Found:
        for row in rows:
            if isinstance(row, Row):
                yield _article(row, self.stated, self.terms.at_most)
            elif isinstance(row, SourceRefused):
                yield row


def _web(fetching: Fetching | None) -> formats.Fetch:
    """Fetches for one call of `read`; hosts are spared over all of them."""
    from workbook.inputs import addresses

    return addresses.Web(fetching, known=frozenset(formats.READERS)).material


def _article(row: Row, stated: _Stated, at_most: int) -> Article | SourceRefused:
    text = row.fields.get("text")
    if not isinstance(text, str) or not text.strip():
        return SourceRefused(without_text(row.where))
    if len(text) > at_most:
        return SourceRefused(too_long(row.where, at_most))
    if not _is_whole(text):
        return SourceRefused(
            f"The text in {row.where} holds half a character (a lone surrogate); save it as UTF-8."
        )
    fields = {name: _value(value) for name, value in row.fields.items()}
    fields["published"] = _dated(fields.get("published"))
    try:
        return Article(**{**fields, **stated.fields, "text": text, "origin": row.origin})
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


def _dated(value: Any) -> Any:
    """A date as an article takes it; of others those that pages and e-mails write are known."""
    from workbook.pages import moments

    try:
        return Article(text="", published=value).published
    except SourceRefused:
        return moments.moment(value) or value


def _good(found: _Found, on_problem: OnProblem) -> Iterator[Article]:
    """The articles of ``found``; refusals are reported once there is anything good."""
    refusals: list[str] = []  # as words: an error would hold on to what was read before it
    good = False
    for item in found:
        if isinstance(item, Article):
            good = True
            yield item
        else:
            refusals.append(str(item))
        if good:
            for refusal in refusals:
                on_problem(Problem("inputs", refusal))
            refusals.clear()
    if refusals:
        raise SourceRefused(_all_refused(refusals))


def _all_refused(refusals: list[str]) -> str:
    first, *others = refusals
    if not others:
        return first
    return f"None of {len(refusals)} articles could be read; the first: {first}"


def _warn(problem: Problem) -> None:
    warnings.warn(problem.message, stacklevel=2)
