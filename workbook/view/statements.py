"""Statements as people read and cite them: whose, in which words, how certain, and where."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from workbook import measures
from workbook.figures import Book
from workbook.figures.frame import records
from workbook.labels import Labels, isolated, words
from workbook.models import NEWSROOM_ZONE
from workbook.view.html import Html, shape
from workbook.view.lists import framed, sentence_link
from workbook.view.table import LONG, clamped, table

if TYPE_CHECKING:
    import pandas as pd
    from markupsafe import Markup

Key = tuple[str, int]
"""A statement: its article and its number there."""


def claims(book: Book, *, language: str = "en") -> Html:
    """Every statement: who says it, who passed it on, its words, form, certainty, sentence, and a
    button that copies it as a citation."""
    labels = words(language)
    names = source_names(book, language)
    cited = citations(book, language=language)
    ordered = book.claims.sort_values(["article_id", "start", "claim_id"], kind="stable")
    found = list(records(ordered, missing=""))
    rows = framed(
        {
            "source": _speaker(
                names.get((r.article_id, r.source_id), r.source_id),
                names.get((r.article_id, r.via_source_id), ""),
                r.claim_id,
                labels,
            ),
            "claim": worded(
                r.text,
                labels[f"claim_kind.{r.kind}"],
                sentence_link(r.article_id, r.sentence_id, labels["column.sentence"]),
                cite(cited[r.article_id, r.claim_id], labels),
            ),
            "certainty": shape("certainty", r.certainty, labels[f"certainty.{r.certainty}"]),
        }
        for r in found
    )
    return table(
        rows,
        language=language,
        caption=labels.count("claims", len(rows)),
        ids=[f"c-{r.article_id}-{r.claim_id}" for r in found],
        empty=labels["table.claims.empty"],
    )


def citations(
    book: Book, claims: pd.DataFrame | None = None, *, language: str = "en"
) -> dict[Key, str]:
    """Statements as they are cited: source, sentence, outlet, title, date, address, offsets.

    The sentence is the article's own, white space joined; a statement that runs over several is
    cited with all of them. The offsets are those of the statement in ``articles.text``.

    Parameters
    ----------
    book : the tables.
    claims : which of the book's claims; all of them unless given.
    language : of the words between.

    Examples
    --------
    >>> import workbook
    >>> article = workbook.Article(text="Laut Polizei ist die Straße frei.", outlet="Blatt",
    ...                            title="Sturm", published="2025-02-03", language="de")
    >>> print(*citations(workbook.analyze([article])).values())  # doctest: +ELLIPSIS
    Polizei (indirect speech, stated as fact): “Laut Polizei ist die Straße frei.” In: Blatt, \
“Sturm”, 3 February 2025. Characters 13–32, article ...
    """
    labels = words(language)
    names = source_names(book, language)
    articles = {r.article_id: r for r in records(book.articles, missing="")}
    spans = dict(iter(book.sentences.sort_values("start").groupby("article_id")[["start", "end"]]))
    return {
        (claim.article_id, claim.claim_id): _citation(
            claim,
            names.get((claim.article_id, claim.source_id), claim.source_id),
            articles[claim.article_id],
            _around(claim, spans.get(claim.article_id)),
            labels,
        )
        for claim in records(book.claims if claims is None else claims, missing="")
    }


def _citation(claim: Any, name: str, article: Any, span: slice, labels: Labels) -> str:
    said = labels.say(
        "cite.said",
        source=name,
        form=labels[f"claim_kind.{claim.kind}"],
        certainty=labels[f"certainty.{claim.certainty}"],
        sentence=labels.say("quote", text=" ".join(article.text[span].split())),
    )
    where = ", ".join(_published(article, labels))
    place = labels.say("cite.place", start=claim.start, end=claim.end, article=claim.article_id)
    parts = (said, labels.say("cite.in", where=where) if where else "", article.url, place)
    return " ".join(part for part in parts if part)


def worded(text: str, *more: Any) -> Any:
    """A statement's words, long ones folded; below them what else there is to say of it."""
    from markupsafe import Markup

    text = " ".join(text.split())
    said = (
        clamped(text)
        if len(text) > LONG
        else Markup('<span class="wb-text-link">{}</span>').format(text)
    )
    if not more:
        return said
    parts = Markup("").join(Markup("<span>{}</span>").format(part) for part in more)
    return said + Markup('<span class="wb-meta">{}</span>').format(parts)


def cite(citation: str, labels: Labels) -> Markup:
    """The button that copies a citation; without a script it is not there."""
    from markupsafe import Markup

    return Markup(
        '<button type="button" class="wb-cite" hidden data-cite="{}" data-done="{}"'
        ' data-failed="{}">{}</button>'
    ).format(citation, labels["cite.done"], labels["cite.failed"], labels["cite"])


def source_names(book: Book, language: str) -> dict[tuple[str, str], str]:
    """The name of each source, by article and source."""
    named = measures.source_names(book.sources, book.actors, language=language)
    keys = zip(named["article_id"], named["source_id"], strict=True)
    return dict(zip(keys, named["name"], strict=True))


def _speaker(name: str, via: str, number: int, labels: Labels) -> Markup:
    """Who says it, with the number the reading view shows, and who passed it on."""
    from markupsafe import Markup

    told = Markup('{}&nbsp;<span class="wb-no">{}</span>').format(isolated(name), number)
    if not via:
        return told
    return told + Markup('<span class="wb-meta">{}</span>').format(
        labels.say("source.via", name=via)
    )


def _around(claim: Any, sentences: pd.DataFrame | None) -> slice:
    """The span of all sentences a statement touches, of those of its article in order."""
    start, end = int(claim.start), int(claim.end)
    if sentences is None:
        return slice(start, end)
    first = int(sentences["end"].searchsorted(start, side="right"))
    last = int(sentences["start"].searchsorted(end)) - 1
    if not 0 <= first <= last:
        return slice(start, end)
    return slice(
        min(start, int(sentences["start"].iloc[first])), max(end, int(sentences["end"].iloc[last]))
    )


def _published(article: Any, labels: Labels) -> Iterator[str]:
    """Outlet, title and day of an article, as far as it names them."""
    if article.outlet:
        yield isolated(article.outlet)
    if article.title:
        yield labels.say("quote", text=article.title)
    if article.published:
        yield labels.day(article.published.tz_convert(NEWSROOM_ZONE))
