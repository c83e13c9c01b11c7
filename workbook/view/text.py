"""The reading view: an article's text with its actors, dates and quotations marked."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from workbook import measures
from workbook.figures import Book
from workbook.figures.frame import records
from workbook.labels import Labels, isolated, words
from workbook.view.html import LINES, Html, fill, script, style
from workbook.view.marks import Mark, Piece, blocks, pieces

if TYPE_CHECKING:
    import pandas as pd

QUOTES = frozenset('„“”"»«‚‘’›‹')


def text(book: Book, article_id: str | None = None, *, language: str = "en") -> Html:
    """One article's text as HTML, character for character, with what was read marked in it.

    Parameters
    ----------
    book : the tables.
    article_id : which article; the first one unless named.
    language : of the words around the text.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> from workbook.schemas import TABLES
    >>> book = SimpleNamespace(**{name: table.empty() for name, table in TABLES.items()})
    >>> text(book)
    Here would be the text with its marks; there is no article in this book.
    """
    labels = words(language)
    articles = book.articles
    chosen = articles if article_id is None else articles[articles["article_id"] == article_id]
    if not len(chosen):
        return _nothing(labels["text.empty"])
    article = chosen.iloc[0]
    if not article["text"].strip():
        return _nothing(labels["text.blank"])
    page = leaf(book, article["article_id"], article["text"], language=language)
    others = len(articles) - 1
    return Html(
        fill(
            "text.html.j2",
            css=style("page.css", "text.css.j2"),
            js=script("text.js"),
            words=labels,
            legend=page.legend(),
            more=labels.say("text.more", articles=labels.count("articles", others))
            if others
            else "",
            id=f"t-{page.article_id}",
            language=article["language"] if isinstance(article["language"], str) else "",
            body=page.body(),
        ),
        article["text"],
    )


def clean(text: str) -> str:
    """The text as an HTML page can hold it: half characters and NUL become U+FFFD, one for one.

    Examples
    --------
    >>> clean("a\\x00b")
    'a�b'
    """
    return text.translate(_UNSPEAKABLE)


_UNSPEAKABLE = dict.fromkeys([0, *range(0xD800, 0xE000)], "\ufffd")


def leaf(book: Book, article_id: str, text: str, *, language: str) -> Leaf:
    """One article's text and rows, ready to be laid out."""
    return Leaf(article_id, text, _rows(book, article_id, language), words(language))


@dataclass(frozen=True, slots=True)
class Leaf:
    """One article's rows by layer, what they mark, and how they become elements."""

    article_id: str
    text: str
    rows: dict[str, list[Any]]
    labels: Labels

    def body(self) -> Any:
        from markupsafe import Markup

        return Markup("".join(self._markup()))

    def legend(self) -> list[dict[str, Any]]:
        """What can be filtered, with how often it occurs."""
        kinds = [row.kind for row in self.rows["mention"]]
        entries = [
            (kind, self.labels[f"kinds.{kind}"], kinds.count(kind), f"wb-{kind}") for kind in LINES
        ]
        entries.append(
            ("quotes", self.labels["text.quotes"], len(self.rows["claim"]), "wb-sample-quotes")
        )
        entries.append(
            ("dates", self.labels["text.dates"], len(self.rows["date"]), "wb-sample-dates")
        )
        entries.append(
            ("terms", self.labels["text.terms"], len(self.rows["term"]), "wb-sample-terms")
        )
        return [
            {"value": value, "label": label, "count": count, "css": css, "on": value != "terms"}
            for value, label, count, css in entries
            if count
        ]

    def marks(self) -> Iterator[Mark]:
        """Every span on its layer; a heading's block has a negative number."""
        sentences = self.rows["sentence"]
        spans = [(int(r.start), int(r.end), bool(r.is_heading)) for r in sentences]
        for number, (start, end, heading) in enumerate(blocks(self.text, spans)):
            yield Mark("block", start, end, -number - 1 if heading else number + 1)
        for layer in ("sentence", "mention", "date", "term"):
            for number, row in enumerate(self.rows[layer]):
                yield Mark(layer, int(row.start), int(row.end), number)
        for row in self.rows["span"]:
            yield Mark("claim", *self._with_quotes(int(row.start), int(row.end)), int(row.number))

    def _with_quotes(self, start: int, end: int) -> tuple[int, int]:
        """The quotation marks around a quotation belong to it on the page."""
        start -= start > 0 and self.text[start - 1] in QUOTES
        end += end < len(self.text) and self.text[end] in QUOTES
        return start, end

    def _markup(self) -> Iterator[str]:
        """Elements opened and closed along the pieces; each mark's first element has its id."""
        opened: list[Mark] = []
        seen: set[Mark | tuple[str, int]] = set()
        notes = _Notes(self)
        for piece in pieces(len(self.text), self.marks()):
            shared = _shared(opened, piece)
            yield from (_close(mark) for mark in reversed(opened[shared:]))
            for mark in piece.path[shared:]:
                yield from notes.before(mark, piece.path[0])
                first = (mark.layer, mark.number) not in seen
                seen.add((mark.layer, mark.number))
                yield self._open(mark, first=first, run=notes.run)
            opened = list(piece.path)
            yield _escaped(self.text[piece.start : piece.end])
        yield from (_close(mark) for mark in reversed(opened))

    def _open(self, mark: Mark, *, first: bool, run: str) -> str:
        if mark.layer == "block":
            return (
                '<p class="wb-heading" role="heading" aria-level="3">' if mark.number < 0 else "<p>"
            )
        row = self.rows[mark.layer][mark.number]
        if mark.layer == "sentence":
            anchor = f' id="s-{self.article_id}-{row.sentence_id}"' if first else ""
            return f'<span class="wb-s"{anchor}>'
        tip = _attribute(self.tip(mark.layer, row))
        if mark.layer == "claim":
            return f'<span class="wb-q wb-sure-{row.certainty}" data-run="{run}" data-tip="{tip}" title="{tip}">'
        if mark.layer == "term":
            return f'<span class="wb-t" data-tip="{tip}">'
        css = "wb-d" if mark.layer == "date" else f"wb-m wb-{row.kind}"
        if mark.layer == "mention" and row.form == "pronoun":
            css += " wb-pronoun"
        reach = ' tabindex="0"' if first else ""
        return f'<mark class="{css}" data-tip="{tip}" title="{tip}"{reach}>'

    def tip(self, layer: str, row: Any) -> str:
        """What hovering tells: name, role, source, certainty, date; one thing a line."""
        say = self.labels
        if layer == "mention":
            form = "" if row.form == "name" else say[f"form.{row.form}"]
            about = (say[f"kind.{row.kind}"], isolated(row.role or row.known_role), form)
            return f"{isolated(row.name)}\n" + " · ".join(part for part in about if part)
        if layer == "claim":
            via = say.say("source.via", name=row.via) if row.via else ""
            how = (say[f"claim_kind.{row.kind}"], say[f"certainty.{row.certainty}"], via)
            return (
                say.say("text.according", name=row.source) + "\n" + " · ".join(p for p in how if p)
            )
        if layer == "date":
            return f"{row.when}\n{say[f'date_type.{row.type}']} · {row.value}"
        return say.say("text.term", topic=row.topic)


class _Stretch(NamedTuple):
    """Some words of the claim in a row of that ``number``."""

    start: int
    end: int
    number: int


class _Notes:
    """In the margin a source's name where it begins to be quoted in a paragraph, with the number
    of the statement, and below it the number of each further statement of the same run."""

    def __init__(self, page: Leaf) -> None:
        self._page = page
        self._last: tuple[Mark, str, str] | None = None
        self._count = 0
        self._linked: set[int] = set()

    @property
    def run(self) -> str:
        return f"{self._page.article_id}-{self._count}"

    def before(self, mark: Mark, block: Mark) -> Iterator[str]:
        if mark.layer != "claim":
            return
        row = self._page.rows["claim"][mark.number]
        begins = self._last != (block, row.source, row.certainty)
        if not begins and mark.number in self._linked:
            return
        self._last = (block, row.source, row.certainty)
        self._count += begins
        self._linked.add(mark.number)
        yield self._first(row) if begins else self._further(row)

    def _first(self, row: Any) -> str:
        say = self._page.labels
        how = "" if row.certainty == "asserted" else f", {say[f'certainty.{row.certainty}']}"
        told = f' data-run="{self.run}" data-name="{_attribute(isolated(row.source))}" data-how="{_attribute(how)}"'
        return self._link(row, "wb-note", say.say("text.note", name=row.source) + how, told)

    def _further(self, row: Any) -> str:
        label = self._page.labels.say("text.note.again", name=row.source)
        return self._link(row, "wb-more", label, "")

    def _link(self, row: Any, css: str, label: str, more: str) -> str:
        return (
            f'<a class="{css} wb-sure-{row.certainty}" href="#c-{self._page.article_id}-{row.claim_id}"'
            f' data-no="{row.claim_id}"{more} aria-label="{_attribute(label)}"></a>'
        )


def _rows(book: Book, article_id: str, language: str) -> dict[str, list[Any]]:
    """The article's rows by layer, each with the words its popover needs."""
    labels = words(language)

    def of(table: pd.DataFrame) -> pd.DataFrame:
        return table[table["article_id"] == article_id]

    actors = measures.actor_names(of(book.actors), language=language)
    roles = actors["role"].fillna("")
    about = dict(zip(actors["actor_id"], zip(actors["name"], roles, strict=True), strict=True))
    sources = measures.source_names(of(book.sources), actors, language=language)
    names = dict(zip(sources["source_id"], sources["name"], strict=True))
    topics = measures.topic_names(of(book.topics), language=language)
    labelled = dict(zip(topics["topic_id"], topics["label"], strict=True))
    mentions, claims, dates, terms = map(
        of, (book.mentions, book.claims, book.dates, book.topic_terms)
    )
    tables = {
        "sentence": of(book.sentences),
        "mention": mentions.assign(
            name=[about.get(one, ("", ""))[0] for one in mentions["actor_id"]],
            known_role=[about.get(one, ("", ""))[1] for one in mentions["actor_id"]],
        ),
        "claim": claims.assign(
            source=[names.get(one, one) for one in claims["source_id"]],
            via=[names.get(one, "") for one in claims["via_source_id"].fillna("")],
        ),
        "date": dates.assign(
            when=[
                labels.period(row.begin, row.until)
                if row.begin and row.until
                else " ".join(row.text.split())
                for row in records(dates, missing="")
            ]
        ),
        "term": terms.assign(topic=[labelled.get(one, "") for one in terms["topic_id"]]),
    }
    rows = {layer: list(records(table, missing="")) for layer, table in tables.items()}
    return rows | {"span": _quotes(rows["claim"], of(book.claim_spans))}


def _quotes(claims: Sequence[Any], spans: pd.DataFrame) -> list[_Stretch]:
    """The stretches of every claim's words; its whole span where no stretch is given."""
    places = {row.claim_id: number for number, row in enumerate(claims)}
    found = [
        _Stretch(row.start, row.end, places[row.claim_id])
        for row in records(spans)
        if row.part == "quote" and row.claim_id in places
    ]
    given = {one.number for one in found}
    whole = (_Stretch(row.start, row.end, n) for n, row in enumerate(claims) if n not in given)
    return [*found, *whole]


def _shared(opened: list[Mark], piece: Piece) -> int:
    """How many of the open elements the piece stays inside."""
    shared = 0
    for ours, theirs in zip(opened, piece.path, strict=False):
        if ours != theirs:
            break
        shared += 1
    return shared


def _close(mark: Mark) -> str:
    return {"block": "</p>", "mention": "</mark>", "date": "</mark>"}.get(mark.layer, "</span>")


def _escaped(text: str) -> str:
    return html.escape(clean(text), quote=False).replace("\r", "&#13;")


def _attribute(text: str) -> str:
    return html.escape(clean(text), quote=True)


def _nothing(sentence: str) -> Html:
    return Html(
        f'<p class="wb mathjax_ignore wb-quiet quiet">{html.escape(sentence)}</p>', sentence, True
    )
