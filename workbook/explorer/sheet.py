"""The text of the one article that is open, as data: the browser gets words and never markup."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbook.view import marks
from workbook.view.text import Leaf, clean, leaf

if TYPE_CHECKING:
    from workbook.book import Workbook

LETTERS = {"sentence": "s", "claim": "q", "mention": "m", "date": "d", "term": "t"}
"""How a mark is called in a path: ``m3`` is the mention with the ``mention_id`` 3."""
_NUMBER = {"sentence": "sentence_id", "claim": "claim_id", "mention": "mention_id", "date": "date_id"}  # fmt: skip


def sheet(book: Workbook, article_id: str, *, language: str) -> dict[str, Any]:
    """One article's text, cut at every mark, with what each mark says.

    Returns
    -------
    dict
        ``blocks`` are paragraphs: ``heading`` and ``runs``, each a text with its path of marks,
        outer first (``["s1", "q2", "m3"]``). ``marks`` says of each its ``css``, its ``tip`` and,
        of a statement, the ``note`` in the margin. ``legend`` lists what can be hidden.
    """
    text = str(book.articles.loc[book.articles["article_id"] == article_id, "text"].iloc[0])
    page = leaf(book, article_id, text, language=language)
    return {
        "article": article_id,
        "blocks": _blocks(page),
        "marks": {
            _called(page, layer, number): _about(page, layer, row)
            for layer in ("claim", "mention", "date", "term")
            for number, row in enumerate(page.rows[layer])
        },
        "legend": page.legend(),
    }


def _blocks(page: Leaf) -> list[dict[str, Any]]:
    """Paragraphs with their runs; the white space between them belongs to none."""
    found: list[dict[str, Any]] = []
    last: marks.Mark | None = None
    for piece in marks.pieces(len(page.text), page.marks()):
        if not piece.path or piece.path[0].layer != "block":
            continue
        block, *path = piece.path
        if block != last:
            found.append({"heading": block.number < 0, "runs": []})
            last = block
        called = [_called(page, mark.layer, mark.number) for mark in path]
        found[-1]["runs"].append([clean(page.text[piece.start : piece.end]), called])
    return found


def _called(page: Leaf, layer: str, number: int) -> str:
    column = _NUMBER.get(layer)
    return f"{LETTERS[layer]}{getattr(page.rows[layer][number], column) if column else number}"


def _about(page: Leaf, layer: str, row: Any) -> dict[str, Any]:
    about: dict[str, Any] = {"tip": clean(page.tip(layer, row)), "css": _css(layer, row)}
    if layer == "mention":
        about["actor"] = row.actor_id
    if layer == "claim":
        how = "" if row.certainty == "asserted" else page.labels[f"certainty.{row.certainty}"]
        about |= {"source": row.source_id, "note": clean(row.source), "how": how}
    return about


def _css(layer: str, row: Any) -> str:
    """The classes of the reading view, so that a mark looks the same in both."""
    if layer == "mention":
        return f"wb-m wb-{row.kind}" + (" wb-pronoun" if row.form == "pronoun" else "")
    if layer == "claim":
        return f"wb-q wb-sure-{row.certainty}"
    return "wb-d" if layer == "date" else "wb-t"
