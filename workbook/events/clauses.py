"""A sentence in clauses, each with its verb: who belongs to what is asked clause by clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

FINITE = frozenset({"VVFIN", "VAFIN", "VMFIN", "VVIMP"})
_PARTICIPLES = frozenset({"VVPP", "VAPP", "VMPP"})
_BREAKS = frozenset(",;:()–—")
_LONGEST = 100  # tokens
_CLAUSES_AROUND, _TOKENS_AROUND = 12, 100  # keep the work linear in sentences that are lists
_JOINING = frozenset({"und", "oder", "aber", "sondern", "doch", "denn"})
_NEGATIONS = frozenset({"nicht", "kein", "keine", "keinen", "keinem", "keiner", "niemals", "nie"})


@dataclass(frozen=True)
class Clause:
    """The tokens ``first`` to ``last`` (exclusive) of a ``Doc``, between commas or conjunctions."""

    doc: Doc
    first: int
    last: int
    sentence: int

    @cached_property
    def tokens(self) -> Span:
        return self.doc[self.first : self.last]

    @cached_property
    def finite(self) -> Token | None:
        """The finite verb; at the end of a subordinate clause it can look like an infinitive."""
        finite = next((token for token in self.tokens if token.tag_ in FINITE), None)
        if finite is not None or not self.subordinate:
            return finite
        return next((token for token in reversed(self.tokens) if token.tag_ == "VVINF"), None)

    @cached_property
    def subordinate(self) -> bool:
        """Whether it opens with a conjunction or a relative pronoun."""
        return self.tokens[0].tag_ in ("KOUS", "PRELS", "PRELAT", "PWAV")

    @property
    def infinitive(self) -> bool:
        """Whether its only verb is an infinitive with *zu*, which has no subject of its own."""
        return self.finite is None and any(
            token.tag_ in ("VVIZU", "PTKZU") for token in self.tokens
        )

    @cached_property
    def verbless(self) -> bool:
        """Whether there is no verb at all, as in an apposition."""
        return not any(token.tag_[:2] in ("VV", "VA", "VM") for token in self.tokens)

    @cached_property
    def particle(self) -> str:
        """The separated part of its verb: *an* in *rief … an*."""
        return next((t.text.lower() for t in self.tokens if t.tag_ == "PTKVZ"), "")

    @property
    def negated(self) -> bool:
        return any(t.text.lower() in _NEGATIONS and t.tag_ != "NE" for t in self.tokens)

    @property
    def past(self) -> bool:
        """Whether its verb tells of something over: a past tense, a perfect, a pluperfect."""
        finite = self.finite
        if finite is None:
            return False
        if finite.lemma_ in ("haben", "sein") and self.has_participle:
            return True
        return self._in_past

    @property
    def past_perfect(self) -> bool:
        """*hatte geplant*: over before what the text tells of."""
        finite = self.finite
        helping = finite is not None and finite.lemma_ in ("haben", "sein")
        return helping and self.has_participle and self._in_past

    @property
    def _in_past(self) -> bool:
        finite = self.finite
        told = finite is not None and finite.morph.get("Tense", []) == ["Past"]
        return told and not self.subjunctive

    @property
    def subjunctive(self) -> bool:
        finite = self.finite
        return finite is not None and finite.morph.get("Mood", []) == ["Sub"]

    @cached_property
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
    """All clauses of a text, in order. None is longer than a hundred tokens or so: what goes on
    without a comma for longer is a list, and reading it all for each of its words takes ages."""
    found: list[Clause] = []
    for number, sentence in enumerate(doc.sents):
        first, has_verb, before = sentence.start, False, ""
        for i, token in enumerate(sentence, first):
            text = token.text
            if before in _BREAKS:
                cut = not _only_lists(token, sentence)
            else:
                joins = has_verb and text.lower() in _JOINING
                cut = joins and _finite_soon(doc[i : min(sentence.end, i + _LONGEST)])
            if i > first and (cut or i - first >= _LONGEST):
                found.append(Clause(doc, first, i, number))
                first, has_verb = i, False
            has_verb = has_verb or token.tag_ in FINITE
            before = text
        if first < sentence.end:
            found.append(Clause(doc, first, sentence.end, number))
    return found


def _only_lists(token: Token, sentence: Span) -> bool:
    """Whether a comma only divides names: *Rubio, Waltz und Witkoff*."""
    if token.i - 2 < sentence.start or token.nbor(-1).text != ",":
        return False
    return all(one.tag_ == "NE" or one.ent_type_ for one in (token.nbor(-2), token))


def _finite_soon(behind: Span) -> bool:
    for token in behind:
        if token.text in _BREAKS:
            return False
        if token.tag_ in FINITE:
            return True
    return False


def scope(clauses: Sequence[Clause], number: int) -> list[Clause]:
    """A clause with the verbless ones beside it; an infinitive one with its main clause."""
    clause = clauses[number]
    found = [clause]
    for other in reversed(clauses[max(0, number - _CLAUSES_AROUND) : number]):
        if other.sentence != clause.sentence or _too_far(other, clause):
            break
        if other.verbless or (clause.finite is None and other.finite is not None):
            found.insert(0, other)
            if other.finite is not None:
                break
        elif not other.subordinate:
            break
    for other in clauses[number + 1 : number + 1 + _CLAUSES_AROUND]:
        beside = other.sentence == clause.sentence and not _too_far(other, clause)
        if not beside or not other.verbless or other.negated:
            break
        found.append(other)
    return found


def above(clauses: Sequence[Clause], number: int) -> Clause | None:
    """The clause that an infinitive, a relative or a *dass* clause hangs on."""
    clause = clauses[number]
    opening = clause.tokens[0]
    hanging = clause.finite is None or opening.tag_ == "PRELS" or opening.text.lower() == "dass"
    if number == 0 or not hanging:
        return None
    other = clauses[number - 1]
    return other if other.sentence == clause.sentence else None


def that_follows(clauses: Sequence[Clause], number: int) -> bool:
    """Whether the next clause begins with *dass*."""
    after = clauses[number + 1 : number + 2]
    return any(clause.tokens[0].text.lower() == "dass" for clause in after)


def _too_far(other: Clause, clause: Clause) -> bool:
    return abs(other.first - clause.first) > _TOKENS_AROUND
