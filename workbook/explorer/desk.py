"""The desk: a book, what is chosen of it, what is open, and the corrections made here.

It knows nothing of browsers. Every verb returns another desk, so what an analyst does can be
followed, tested and taken back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from workbook import review
from workbook.errors import ParameterRefused
from workbook.explorer.choice import Choice
from workbook.explorer.index import Index

if TYPE_CHECKING:
    import pandas as pd

    from workbook.book import Workbook
    from workbook.review import Correction, Ledger

Kind = Literal["mention", "claim", "date", "event"]
AT_HAND = 1000
"""Articles up to which all are made ready to be corrected before the desk is shown."""
LENSES = ("claims", "mentions", "events", "dates", "articles", "network", "days")
"""What can be listed or drawn beside the text."""


@dataclass(frozen=True, slots=True)
class Picked:
    """The row whose words are shown: a mention, statement, date or event of an article."""

    kind: Kind
    article_id: str
    number: int


@dataclass(frozen=True, slots=True, eq=False)
class Past:
    """The desk before a correction made here, and the entries that held then."""

    entries: tuple[str, ...]
    desk: Desk


@dataclass(frozen=True, slots=True, eq=False)
class Desk:
    """What is on the desk.

    ``open`` is the article that is read, ``sentence`` the number of the sentence that is shown
    (`Index`), ``picked`` the row in it.
    """

    book: Workbook
    ledger: Ledger
    index: Index
    language: str = "en"
    who: str | None = None
    choice: Choice = field(default_factory=Choice)
    open: str | None = None
    sentence: int | None = None
    picked: Picked | None = None
    lens: str = LENSES[0]
    order: str = ""
    pages: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    past: tuple[Past, ...] = ()

    @classmethod
    def of(
        cls, book: Workbook, ledger: Ledger, *, language: str = "en", who: str | None = None
    ) -> Desk:
        """A desk with the book as the ledger corrects it; the first article is open."""
        book = book.corrected(ledger)
        if len(book.articles) <= AT_HAND:
            book = book.to_correct()
        index = Index.of(book, language=language)
        first = index.articles[0] if index.articles else None
        return cls(book, ledger, index, language, who, open=first)

    def choose(self, what: str, value: str | None) -> Desk:
        """Show only what holds for one more choice (None takes it back), and go to the first
        sentence it holds for."""
        choice = self.choice.having(what, value)
        return replace(self, choice=choice, pages=MappingProxyType({}))._at_first()

    def clear(self) -> Desk:
        """Show everything; the article and sentence stay."""
        return replace(self, choice=Choice(), pages=MappingProxyType({}))

    def read(self, article_id: str) -> Desk:
        """Open an article at the first sentence that is shown of it."""
        if self.index.article(article_id) is None:
            raise ParameterRefused(f"There is no article {article_id!r} on this desk.")
        own = self.choice.article and self.choice.article != article_id
        choice = self.choice.having("article", article_id) if own else self.choice
        return replace(self, choice=choice, open=article_id)._at_first()

    def look(self, lens: str, *, order: str = "") -> Desk:
        """List or draw something else beside the text."""
        if lens not in LENSES:
            raise ParameterRefused(f"There is no list {lens!r}; take {', '.join(LENSES)}.")
        return replace(
            self, lens=lens, order=order, pages=MappingProxyType({**self.pages, lens: 0})
        )

    def turn(self, pane: str, page: int) -> Desk:
        """Turn to a page of a list."""
        return replace(self, pages=MappingProxyType({**self.pages, pane: max(0, page)}))

    def step(self, by: int) -> Desk:
        """Go to the next sentence that is shown, or the one before, into other articles too."""
        import numpy as np

        shown = np.flatnonzero(self.index.sentences(self.choice))
        if not len(shown):
            return self
        here = self._here()
        at = int(np.searchsorted(shown, here, side="right" if by > 0 else "left"))
        at = min(max(at - (by < 0), 0), len(shown) - 1)
        return self._at(int(shown[at]))

    def pick(self, kind: str, article_id: str, number: int) -> Desk:
        """Show a row: its article, its sentence, and what can be said about it."""
        row = self.row(kind, article_id, number)
        sentence = int(self.index.first[self.index.articles.index(article_id)]) + row["sentence_id"]
        picked = Picked(kind, article_id, number)  # type: ignore[arg-type]  # row() has refused others
        return replace(self, open=article_id, sentence=sentence - 1, picked=picked)

    def together(self, actor: str, other: str) -> Desk:
        """Go to the first sentence that names two actors."""
        import numpy as np

        both = self.index.sentences(self.choice)
        for one in (actor, other):
            both = both & self.index.sentences(Choice(actor=one))
        found = np.flatnonzero(both)
        return self._at(int(found[0])) if len(found) else self

    def shut(self) -> Desk:
        """Put the row that was picked away."""
        return replace(self, picked=None)

    def row(self, kind: str, article_id: str, number: int) -> dict[str, Any]:
        """A row of the book by its article and number.

        Raises
        ------
        ParameterRefused
            If there is none.
        """
        if kind not in _TABLES:
            raise ParameterRefused(f"There is no {kind!r} to show; take {', '.join(_TABLES)}.")
        table: pd.DataFrame = getattr(self.book, _TABLES[kind])
        found = table[(table["article_id"] == article_id) & (table[f"{kind}_id"] == number)]
        if not len(found):
            raise ParameterRefused(f"There is no {kind} {number} in article {article_id} any more.")
        cells = found.astype(object).iloc[0]
        return {str(name): cell for name, cell in cells.where(cells.notna(), None).items()}

    def correct(
        self, verb: str, value: str = "", *, mentions: Sequence[int] = (), why: str = ""
    ) -> Desk:
        """Say what is wrong about the row picked; it holds at once, and in the ledger.

        ``mentions`` are those of the open article that mean somebody else, where that is what is
        wrong.

        Raises
        ------
        Refused
            If nothing is picked, or it cannot be said of this row; the ledger is unchanged.
        """
        if self.picked is None:
            raise ParameterRefused("Pick a name or a statement in the text first.")
        propose = _VERBS.get((self.picked.kind, verb))
        if propose is None:
            raise ParameterRefused(f"A {self.picked.kind} cannot be corrected by {verb!r}.")
        row = self.row(self.picked.kind, self.picked.article_id, self.picked.number)
        correction = propose(self.book, row | {"mentions": mentions}, value.strip())
        past = Past(tuple(entry.id for entry in self.ledger.in_force()), self)
        ledger = self.ledger.add(correction, why=why.strip(), who=self.who)
        book = self.book.corrected(ledger)
        moved = replace(self, past=(*self.past, past), ledger=ledger)
        if isinstance(correction, review.Merge) and self.choice.actor == correction.actor:
            moved = replace(moved, choice=self.choice.having("actor", correction.new.actor_id))
        return moved._with(book)._follow(row)

    def undo(self, *, why: str = "") -> Desk:
        """Take back the last entry that holds; the tables are then as they were before it.

        What was corrected here comes back as it was looked at then.

        Raises
        ------
        LedgerRefused
            If the ledger cannot be written to.
        """
        holding = self.ledger.in_force()
        if not holding:
            raise ParameterRefused("There is no correction to undo.")
        ledger = self.ledger.undo(holding[-1].id, why=why.strip(), who=self.who)
        left = tuple(entry.id for entry in ledger.in_force())
        kept = self.past[-1] if self.past and self.past[-1].entries == left else None
        if kept:
            return replace(kept.desk, ledger=ledger, lens=self.lens, order=self.order)
        moved = replace(self, ledger=ledger, past=(), picked=None)
        return moved._with(self.book.corrected(ledger))

    def _with(self, book: Workbook) -> Desk:
        """The same desk with another book; who is not in it any more is not chosen any more."""
        if all(frame is self.book.tables()[name] for name, frame in book.tables().items()):
            return replace(self, book=book)
        index = self.index.corrected(book, language=self.language)
        choice = self.choice
        for subject, names in index.names.items():
            if getattr(choice, subject) not in (None, *names.codes):
                choice = choice.having(subject, None)
        return replace(self, book=book, index=index, choice=choice)

    def _follow(self, row: Mapping[str, Any]) -> Desk:
        """After a correction the row of the same words stays picked, whatever its number now."""
        assert self.picked is not None
        table: pd.DataFrame = getattr(self.book, _TABLES[self.picked.kind])
        there = (
            (table["article_id"] == self.picked.article_id)
            & (table["start"] == row["start"])
            & (table["end"] == row["end"])
        )
        found = table.loc[there, f"{self.picked.kind}_id"]
        picked = replace(self.picked, number=int(found.iloc[0])) if len(found) else None
        return replace(self, picked=picked)

    def _here(self) -> int:
        if self.sentence is not None:
            return self.sentence
        place = self.index.article(self.open) if self.open else None
        return int(self.index.first[place or 0]) - 1

    def _at(self, sentence: int) -> Desk:
        article_id = self.index.articles[int(self.index.article_of[sentence])]
        return replace(self, open=article_id, sentence=sentence)._picking()

    def _at_first(self) -> Desk:
        """Go to the first sentence shown of the open article, else of any."""
        import numpy as np

        shown = self.index.sentences(self.choice)
        if not self.choice.given or not shown.any():
            return replace(self, sentence=None, picked=None)
        place = self.index.article(self.open) if self.open else None
        own = shown & (self.index.article_of == place)
        return self._at(int(np.flatnonzero(own if own.any() else shown)[0]))

    def _picking(self) -> Desk:
        """Pick what the choice is about in the sentence that is shown, if anything is."""
        sentence = self.sentence or 0
        for kind, having, given in (
            ("mention", self.index.mentions, self.choice.actor),
            ("claim", self.index.claims, self.choice.source),
        ):
            if given is None:
                continue
            subject: Any = "actor" if kind == "mention" else "source"
            code = self.index.names[subject].codes.get(given, -1)
            rows = ((having.sentence == sentence) & (having.whom == code)).nonzero()[0]
            if len(rows):
                row = getattr(self.book, _TABLES[kind]).iloc[int(rows[0])]
                return replace(self, picked=Picked(kind, row["article_id"], int(row[f"{kind}_id"])))  # type: ignore[arg-type]
        return replace(self, picked=None)


def _is_actor(verb: Callable[[Workbook, str, str], Correction]) -> Callable[..., Correction]:
    return lambda book, row, value: verb(book, row["actor_id"], value)


def _is_row(
    verb: Callable[[Workbook, str, int], Correction], number: str
) -> Callable[..., Correction]:
    return lambda book, row, value: verb(book, row["article_id"], row[number])


_TABLES = {"mention": "mentions", "claim": "claims", "date": "dates", "event": "events"}

_VERBS: Mapping[tuple[str, str], Callable[..., Correction]] = MappingProxyType(
    {
        ("mention", "merge"): _is_actor(review.merge),
        ("mention", "split"): lambda book, row, new: review.split(book, row["article_id"], row["mentions"], new),
        ("mention", "rename"): _is_actor(review.rename),
        ("mention", "kind"): _is_actor(review.set_kind),
        ("mention", "role"): _is_actor(lambda book, actor, new: review.set_role(book, actor, new or None)),
        ("mention", "alias"): _is_actor(lambda book, actor, text: review.alias(book, text, actor)),
        ("mention", "accept"): _is_row(review.accept_mention, "mention_id"),
        ("mention", "reject"): _is_row(review.reject_mention, "mention_id"),
        ("claim", "source"): lambda book, row, new: review.set_source(book, row["article_id"], row["claim_id"], new),
        ("claim", "accept"): _is_row(review.accept_claim, "claim_id"),
        ("claim", "reject"): _is_row(review.reject_claim, "claim_id"),
    }
)  # fmt: skip
"""What can be said about a row: a correction made of the book, the row and a value."""
