"""A sentence in clauses, each with its verb: who belongs to what is asked clause by clause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

FINITE = frozenset({"VVFIN", "VAFIN", "VMFIN", "VVIMP"})
_PARTICIPLES = frozenset({"VVPP", "VAPP", "VMPP"})
_BREAKS = frozenset(",;:()–—")
_JOINING = frozenset({"und", "oder", "aber", "sondern", "doch", "denn"})
_NEGATIONS = frozenset({"nicht", "kein", "keine", "keinen", "keinem", "keiner", "niemals", "nie"})


@dataclass(frozen=True, slots=True)
class Clause:
    """The tokens ``first`` to ``last`` (exclusive) of a ``Doc``, between commas or conjunctions."""

    doc: Doc
    first: int
    last: int
    sentence: int

    @property
    def tokens(self) -> Span:
        return self.doc[self.first : self.last]

    @property
    def finite(self) -> Token | None:
        """The finite verb; at the end of a subordinate clause it can look like an infinitive."""
        finite = next((token for token in self.tokens if token.tag_ in FINITE), None)
        if finite is not None or not self.subordinate:
            return finite
        return next((token for token in reversed(self.tokens) if token.tag_ == "VVINF"), None)

    @property
    def subordinate(self) -> bool:
        """Whether it opens with a conjunction or a relative pronoun."""
        return self.tokens[0].tag_ in ("KOUS", "PRELS", "PRELAT", "PWAV")

    @property
    def verbless(self) -> bool:
        """Whether there is no verb at all, as in an apposition."""
        return not any(token.tag_[:2] in ("VV", "VA", "VM") for token in self.tokens)

    @property
    def particle(self) -> str:
        """The separated part of its verb: *an* in *rief … an*."""
        return next((t.text.lower() for t in self.tokens if t.tag_ == "PTKVZ"), "")

    @property
    def negated(self) -> bool:
        return any(token.text.lower() in _NEGATIONS for token in self.tokens)

    @property
    def past(self) -> bool:
        """Whether its verb tells of something over: a past tense, a perfect, a pluperfect."""
        finite = self.finite
        if finite is None:
            return False
        if finite.lemma_ in ("haben", "sein") and self.has_participle:
            return True
        return finite.morph.get("Tense", []) == ["Past"] and not self.subjunctive

    @property
    def subjunctive(self) -> bool:
        finite = self.finite
        return finite is not None and finite.morph.get("Mood", []) == ["Sub"]

    @property
    def has_participle(self) -> bool:
        return any(token.tag_ in _PARTICIPLES for token in self.tokens)

    @property
    def passive(self) -> bool:
        """*wurde verhaftet*, *ist verhaftet worden*, *sei verhaftet worden*."""
        words = {token.text.lower() for token in self.tokens}
        finite = self.finite
        has_werden = finite is not None and finite.lemma_ == "werden"
        return self.has_participle and (has_werden or "worden" in words or "werden" in words)

    def verb_lemmas(self) -> Iterator[tuple[str, str]]:
        """Every verb as base and particle, *kündigt … an* as (``kündigen``, ``an``); no auxiliaries."""
        helping = ("VV",) if self.has_participle else ("VV", "VA")
        for token in self.tokens:
            if token.tag_.startswith(helping):
                yield token.lemma_.lower(), self.particle if token.tag_ in FINITE else ""


def clauses(doc: Doc) -> list[Clause]:
    """All clauses of a text, in order."""
    found: list[Clause] = []
    for number, sentence in enumerate(doc.sents):
        first = sentence.start
        for token in sentence:
            if token.i > first and _opens(token, sentence, first):
                found.append(Clause(doc, first, token.i, number))
                first = token.i
        if first < sentence.end:
            found.append(Clause(doc, first, sentence.end, number))
    return found


def _opens(token: Token, sentence: Span, first: int) -> bool:
    """Whether a new clause begins at a token: behind a comma, or at a conjunction of two clauses."""
    before = token.nbor(-1)
    if before.text in _BREAKS:
        return not _only_lists(token, sentence)
    if token.text.lower() not in _JOINING:
        return False
    doc = token.doc
    behind = doc[token.i : sentence.end]
    has_before = any(t.tag_ in FINITE for t in doc[first : token.i])
    return has_before and _finite_soon(behind)


def _only_lists(token: Token, sentence: Span) -> bool:
    """Whether a comma only divides names: *Rubio, Waltz und Witkoff*."""
    before = token.nbor(-2) if token.i - 2 >= sentence.start else None
    return (
        token.nbor(-1).text == ","
        and before is not None
        and before.tag_ == "NE"
        and token.tag_ == "NE"
    )


def _finite_soon(behind: Span) -> bool:
    for token in behind:
        if token.text in _BREAKS:
            return False
        if token.tag_ in FINITE:
            return True
    return False
