"""Whether a clause looks back or ahead, by the tense of its verb.

German says the future with the present tense (*am Samstag trifft er …*), so for dates a plain
present looks ahead, and only what is finished looks back.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from workbook.dates.choices import Direction

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_CLAUSE_ENDS = frozenset(",;:")
_ASIDES = frozenset("()–—")
_VERB_WITHIN = 6  # clauses
_FINITE = frozenset({"VVFIN", "VAFIN", "VMFIN"})
_PARTICIPLES = frozenset({"VVPP", "VAPP", "VMPP"})
_ADJECTIVE_ENDING = re.compile(r"e[nrsm]?$")
_PARTICIPLE = re.compile(r"\w*ge\w{2,}(?:t|en)|(?:be|er|ver|zer|ent)\w{2,}t|\w{3,}iert")
_HAVE_OR_BE = frozenset({"haben", "sein"})


class Tenses:
    """Where the clauses of a ``Doc`` look, worked out once for each sentence that is asked for.

    ``fixed`` are participles of what is still to come (*geplant*): *ist am Samstag geplant*.
    """

    def __init__(self, doc: Doc, *, fixed: Iterable[str] = ()) -> None:
        self._doc = doc
        self._fixed = frozenset(fixed)
        self._starts = [token.idx for token in doc]
        self._sentences = list(doc.sents) if doc.has_annotation("SENT_START") else []
        self._firsts = [sentence.start for sentence in self._sentences]
        self._looks: dict[int, dict[int, Direction | None]] = {}

    def at(self, start: int, end: int) -> Direction | None:
        """Where the clause around these characters looks; ``None`` if it has no verb."""
        if not self._starts:
            return None
        return self._participle_after(end) or self._look(self._token(start))

    def describes(self, end: int) -> bool:
        """Whether what ends here only describes a noun: *der 1987 geborene Maler*."""
        return self._participle_after(end) is not None

    def _participle_after(self, end: int) -> Direction | None:
        after = bisect_right(self._starts, end - 1)
        if after >= len(self._doc) or self._opening(after) != self.sentence(end - 1):
            return None
        return self._of_participle(self._doc[after])

    def sentence(self, start: int) -> int:
        """Where the sentence around a character begins."""
        return self._opening(self._token(start)) if self._starts else 0

    def _token(self, start: int) -> int:
        return max(bisect_right(self._starts, start) - 1, 0)

    def _opening(self, token: int) -> int:
        number = bisect_right(self._firsts, token) - 1
        return self._sentences[number].start_char if self._sentences else 0

    def _look(self, token: int) -> Direction | None:
        number = bisect_right(self._firsts, token) - 1
        if number not in self._looks:
            self._looks[number] = self._read(self._sentences[number]) if self._sentences else {}
        return self._looks[number].get(token)

    def _read(self, sentence: Span) -> dict[int, Direction | None]:
        clauses = _clauses(sentence)
        looks = _filled(
            [self._of(c, clauses[n + 1 : n + _VERB_WITHIN]) for n, c in enumerate(clauses)]
        )
        return {
            token.i: look for clause, look in zip(clauses, looks, strict=True) for token in clause
        }

    def _of_participle(self, token: Token) -> Direction | None:
        """*das gestern beschlossene Gesetz* looks back, *die am Montag geplante Reise* ahead."""
        if token.tag_ != "ADJA":
            return None
        stem = _ADJECTIVE_ENDING.sub("", token.text.lower())
        if not _PARTICIPLE.fullmatch(stem):
            return None
        return "future" if stem in self._fixed else "past"

    def _of(
        self, clause: Sequence[Token], following: Sequence[Sequence[Token]]
    ) -> Direction | None:
        finite = _finite(clause)
        if finite is None:
            return _of_infinitive(clause)
        participle = _participle(clause) or _participle_apart(following)
        finished = participle is not None and participle.text.lower() not in self._fixed
        has_or_is = finite.tag_ == "VAFIN" and finite.lemma_ in _HAVE_OR_BE
        if has_or_is and participle is not None:
            return "past" if finished or finite.lemma_ == "haben" else "future"
        if finite.tag_ == "VMFIN" and finished and _ends_in_have_or_be(clause):
            return "past"  # *soll am Samstag angegriffen haben*
        past = finite.morph.get("Tense", []) == ["Past"]
        return "past" if past and finite.morph.get("Mood", []) != ["Sub"] else "future"


def _finite(clause: Sequence[Token]) -> Token | None:
    return next((token for token in clause if token.tag_ in _FINITE), None)


def _participle(clause: Sequence[Token]) -> Token | None:
    return next((token for token in reversed(clause) if token.tag_ in _PARTICIPLES), None)


def _participle_apart(following: Sequence[Sequence[Token]]) -> Token | None:
    """The participle at the end of *hat ein Schiff, das nach Riad fährt, aufgehalten*."""
    apart = (_participle(clause) for clause in following[1:] if _finite(clause) is None)
    return next(filter(None, apart), None)


def _of_infinitive(clause: Sequence[Token]) -> Direction | None:
    """*am 1. Juni zurückzutreten* looks ahead, *am Samstag angegriffen zu haben* looks back."""
    tags = {token.tag_ for token in clause}
    if tags & _PARTICIPLES:
        return "past" if "PTKZU" in tags and _ends_in_have_or_be(clause) else None
    return "future" if "VVIZU" in tags or {"PTKZU", "VVINF"} <= tags else None


def _ends_in_have_or_be(clause: Sequence[Token]) -> bool:
    return any(token.tag_ == "VAINF" and token.lemma_ in _HAVE_OR_BE for token in clause)


def _clauses(sentence: Span) -> list[list[Token]]:
    """The clauses in order; what stands in brackets or between dashes does not end the one around
    it (*ist am Montag (wie jedes Jahr) gewählt worden*)."""
    done: list[list[Token]] = []
    open_: list[list[Token]] = [[]]
    for token in sentence:
        open_[-1].append(token)
        if token.text in _ASIDES and len(open_) == 1 and token.text != ")":
            open_.append([])
        elif token.text in _ASIDES and len(open_) > 1:
            done.append(open_.pop())
        elif token.text in _CLAUSE_ENDS:
            done.append(open_.pop())
            open_.append([])
    return sorted((c for c in (*done, *open_) if c), key=lambda clause: clause[0].i)


def _filled(looks: Sequence[Direction | None]) -> list[Direction | None]:
    """Clauses without a verb look where the nearest one with a verb does, rather the next."""
    before, after = _carried(looks), _carried(looks[::-1])[::-1]
    return [
        here or (ahead[1] if ahead[0] <= back[0] else back[1])
        for here, back, ahead in zip(looks, before, after, strict=True)
    ]


def _carried(looks: Sequence[Direction | None]) -> list[tuple[int, Direction | None]]:
    """For every clause the last direction so far, and how many clauses ago that was."""
    distance, last = len(looks) + 1, None
    carried: list[tuple[int, Direction | None]] = []
    for look in looks:
        distance, last = (0, look) if look else (distance + 1, last)
        carried.append((distance, last))
    return carried
