"""Where a correction holds: an article that may be edited, and words in it that may move.

Words are found again as the Web Annotation Data Model's TextQuoteSelector has it (W3C 2017,
4.2.4): the exact words with a little of what stands before and behind them. The offset is
only a hint for choosing between places that are equally good.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict, Field

from workbook.models import Article

CONTEXT = 32
"""Characters kept on each side, within the line."""
_TELLING = 8
"""Characters a side must have that agrees in full, where the other does not."""
_ENOUGH = 16
"""Characters that must agree where neither side does so in full."""


class Record(BaseModel):
    """Frozen, and without names nobody knows."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Quote(Record):
    """Some words of an article with what stands around them.

    Examples
    --------
    >>> quote = Quote.of("Berlin schweigt. Paris redet.", 17, 22)
    >>> quote.exact, quote.prefix, quote.suffix
    ('Paris', 'Berlin schweigt. ', ' redet.')
    >>> quote.find("Auch Berlin schweigt. Paris redet mit.")
    (22, 27)
    """

    exact: str = Field(min_length=1)
    prefix: str = ""
    suffix: str = ""
    start: int = Field(0, ge=0)

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Quote:
        """The words at ``start`` to ``end`` of a text."""
        before = text[max(0, start - CONTEXT) : start].rpartition("\n")[2]
        after = text[end : end + CONTEXT].partition("\n")[0]
        return cls(exact=text[start:end], prefix=before, suffix=after, start=start)

    def find(self, text: str, *, wholly: bool = False) -> tuple[int, int] | None:
        """Start and end of the words in a text; None where they do not stand any more.

        One side must still agree, in full or for half its length; a side too short to tell
        anything does so only together with the other. ``wholly`` asks for both in full.
        """
        best: tuple[int, int, int] | None = None
        for at in _places(text, self.exact):
            agreed = self._agreed(text, at, wholly=wholly)
            rank = (agreed, -abs(at - self.start), at)
            if agreed >= 0 and (best is None or rank > best):
                best = rank
        return None if best is None else (best[2], best[2] + len(self.exact))

    def _agreed(self, text: str, at: int, *, wholly: bool) -> int:
        """Characters of both sides that agree at a place; -1 if that is not enough."""
        end = at + len(self.exact)
        before, after = text[max(0, at - CONTEXT) : at], text[end : end + CONTEXT]
        left = _common(self.prefix[::-1], before[::-1])
        right = _common(self.suffix, after)
        left_whole = left == len(self.prefix) and _ends(self.prefix, before[::-1])
        right_whole = right == len(self.suffix) and _ends(self.suffix, after)
        telling = (
            (left_whole and left >= _TELLING)
            or (right_whole and right >= _TELLING)
            or max(left, right) >= _ENOUGH
        )
        both = left_whole and right_whole
        return left + right if both or (telling and not wholly) else -1


class Where(Record):
    """What an article is known by, so that an edited text is still the same article.

    Its id decides, where an edit has changed that the address; without one title, outlet
    and day together; an article that has none of these is known by the words alone.

    Examples
    --------
    >>> old, new = (Article(text=t, title="Lage", outlet="Kurier") for t in ("Eins.", "Zwei."))
    >>> old.article_id == new.article_id, Where.of(old).names(new)
    (False, True)
    """

    id: str = Field(min_length=1)
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    day: str | None = None

    @classmethod
    def of(cls, article: Article) -> Where:
        """How an article is known."""
        day = article.published.date().isoformat() if article.published else None
        return cls(
            id=article.article_id,
            url=article.url or None,
            title=article.title or None,
            outlet=article.outlet or None,
            day=day,
        )

    def names(self, article: Article) -> bool:
        """Whether this is the article, or one that only its words can tell."""
        other = Where.of(article)
        if self.id == other.id:
            return True
        if self.url or other.url:
            return False
        return (self.title, self.outlet, self.day) == (other.title, other.outlet, other.day)

    def tells(self, article: Article) -> bool:
        """Whether more than the words of the text says that this is the article."""
        return self.id == article.article_id or self.title is not None

    def find(self, quote: Quote, article: Article) -> tuple[int, int] | None:
        """Where a quote stands in the article; None if it does not, or this is another one."""
        if not self.names(article):
            return None
        return quote.find(article.text, wholly=not self.tells(article))


def _places(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _common(one: str, other: str) -> int:
    """How many characters two texts have in common from their beginnings."""
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        length += 1
    return length


def _ends(side: str, outwards: str) -> bool:
    """Whether a side that was cut short at a line's end still meets one."""
    return len(side) == CONTEXT or outwards[len(side) : len(side) + 1] in ("", "\n")
