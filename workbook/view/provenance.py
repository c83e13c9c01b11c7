"""How a report came about: the ways of counting, and below them what it was made from and with."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from workbook.figures import Book
from workbook.figures.frame import records
from workbook.labels import Labels, isolated, words
from workbook.models import NEWSROOM_ZONE, Applied, Snapshot
from workbook.view.html import Html, fill, style
from workbook.view.table import table

_MADE_WITH = ("analyst-workbook", "spacy", "HanTa", "plotly")
_MOST_PROBLEMS = 5

Line = tuple[str, Any]
"""A word and what there is to say under it."""


def method(
    book: Book,
    *,
    language: str = "en",
    parameters: Mapping[str, object] | None = None,
    told: tuple[str, ...] = ("read", "share", "salience", "certainty", "limits"),
) -> Html:
    """How a report was made, and at its foot where it comes from: article, data, parameters,
    versions, corrections. The foot stands on every report, also without the section.

    ``told`` names the ways of counting that the report makes use of.
    """
    labels = words(language)
    ways = [(labels[f"method.{name}"], labels[f"method.{name}.how"]) for name in told]
    ways.append((labels["method.problems"], _problems(book, labels)))
    foot = list(provenance(book, labels, parameters or {}))
    css = style("page.css")
    body = fill("lines.html.j2", css=css, lines=ways, small=True)
    body += fill("foot.html.j2", css="", lines=foot)
    plain = "\n".join(f"{name}: {text}" for name, text in (*ways, *foot))
    return Html(body, plain, foot=fill("foot.html.j2", css=css, lines=foot))


def problems(book: Book, *, language: str = "en") -> Html:
    """What could not be read, so that no gap is silent."""
    labels = words(language)
    found = book.problems.assign(
        stage=[labels.get(f"stage.{stage}", stage) for stage in book.problems["stage"]],
        message=[labels.told(message) for message in book.problems["message"]],
    )
    return table(
        found,
        language=language,
        columns=["stage", "message"],
        empty=labels["method.problems.none"],
    )


def provenance(book: Book, labels: Labels, parameters: Mapping[str, object]) -> Iterable[Line]:
    """What a report rests on, each line with its word."""
    lines = (
        ("article", _origin(book)),
        ("data", _data(book, labels)),
        ("parameters", _parameters(parameters, labels)),
        ("versions", ", ".join(_versions())),
        ("corrections", _corrections(book, labels)),
    )
    return [(labels[f"method.{name}"], text) for name, text in lines if text]


def fingerprint(book: Book) -> str:
    """Twelve hexadecimal digits that are the same for the same articles, in whatever order.

    SHA-256 over each article's id and text.

    Examples
    --------
    >>> import workbook
    >>> here = [workbook.Article(text=text, language="de") for text in ("Berlin.", "Bonn.")]
    >>> fingerprint(workbook.analyze(here)) == fingerprint(workbook.analyze(here[::-1]))
    True
    """
    whole = hashlib.sha256()
    rows = book.articles[["article_id", "text"]].sort_values("article_id")
    for row in rows.itertuples(index=False, name=None):
        for part in row:
            encoded = part.encode("utf-8", "surrogatepass")
            whole.update(len(encoded).to_bytes(8, "big") + encoded)
    return whole.hexdigest()[:12]


def _data(book: Book, labels: Labels) -> str:
    """The archive's version, where the book came out of one; how many articles, and which."""
    snapshot: Snapshot | None = getattr(book, "snapshot", None)
    told = labels.say(
        "method.data.fingerprint",
        articles=labels.count("articles", len(book.articles)),
        fingerprint=fingerprint(book),
    )
    if snapshot is None:
        return told
    moment = labels.moment(snapshot.written.astimezone(NEWSROOM_ZONE))
    return f"{labels.say('method.data.archive', version=snapshot.version, moment=moment)}; {told}"


def _parameters(given: Mapping[str, object], labels: Labels) -> str:
    told = (
        f"{labels.get(f'parameter.{name}', name)} = {isolated(str(_value(value, labels)))}"
        for name, value in sorted(given.items())
        if value not in ("", None)
    )
    return ", ".join(told)


def _value(value: object, labels: Labels) -> object:
    return labels["parameter.all"] if value == "all" else value


def _origin(book: Book) -> str:
    articles = book.articles
    if len(articles) != 1:
        return ""
    row = articles.astype(object).where(articles.notna(), "").iloc[0]
    return " · ".join(part for part in (isolated(row["url"]), row["article_id"]) if part)


def _corrections(book: Book, labels: Labels) -> str:
    """How many corrections hold in the book."""
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
    return " ".join(told) or labels["method.corrections.none"]


def _problems(book: Book, labels: Labels) -> str:
    found = len(book.problems)
    if not found:
        return labels["method.problems.none"]
    told = [
        f"{labels.get(f'stage.{p.stage}', p.stage)}: {isolated(labels.told(p.message))}"
        for p in records(book.problems.head(_MOST_PROBLEMS))
    ]
    if found > len(told):
        told.append(labels.say("method.problems.more", n=labels.number(found - len(told))))
    return " · ".join(told)


def _versions() -> list[str]:
    found = [f"Python {platform.python_version()}"]
    for name in _MADE_WITH:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:  # running from a checkout that was never installed
            continue
    return found
