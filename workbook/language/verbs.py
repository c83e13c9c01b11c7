"""Verbs and the particle that stands apart from them (*teilte … mit*)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBORDINATE = frozenset(("KOUS", "PRELS", "PRELAT", "PWAV", "PWS", "KOKOM"))
_REACH = 60
"""How many tokens a particle may stand from its verb."""


def particle(token: Token) -> Token | None:
    """The separated particle of a finite verb, if it has one.

    A particle belongs to the nearest finite verb before it that does not close a clause of
    its own: in *Sie teilte, als er kam, mit* the verb before the comma is passed over.

    Examples
    --------
    >>> from workbook import language
    >>> doc = language.load()("Das Amt teilte, wie es hieß, am Montag mit, es regne.")
    >>> str(particle(doc[2]))
    'mit'
    """
    if not token.tag_.startswith("V") or not token.tag_.endswith(("FIN", "IMP")):
        return None
    doc = token.doc
    for number in range(token.i + 1, min(token.i + _REACH, len(doc))):
        other = doc[number]
        if other.is_sent_start:
            return None
        if other.tag_ == "PTKVZ":
            return other if _owner(other) == token else None
    return None


def _owner(particle: Token) -> Token | None:
    """The finite verb a particle belongs to."""
    doc = particle.doc
    for number in range(particle.i - 1, max(-1, particle.i - _REACH), -1):
        token = doc[number]
        if token.tag_.startswith("V") and token.tag_.endswith(("FIN", "IMP")):
            closes = doc[number + 1].tag_[0] == "$" and number + 1 < particle.i
            if not closes or _opens_clause(token):
                return token
        if token.is_sent_start:
            return None
    return None


def _opens_clause(verb: Token) -> bool:
    """Whether a verb before a comma stands in a main clause (*Er teilte, …*)."""
    for number in range(verb.i - 1, max(-1, verb.i - _REACH), -1):
        token = verb.doc[number]
        if token.tag_ in _SUBORDINATE:
            return False
        if token.tag_[0] == "$" or token.is_sent_start:
            break
    return True


def verb_lemma(token: Token) -> str:
    """The lemma of a verb with its particle in front (*teilte … mit* → *mitteilen*).

    Examples
    --------
    >>> from workbook import language
    >>> verb_lemma(language.load()("Das Amt teilte am Montag mit, es regne.")[2])
    'mitteilen'
    """
    apart = particle(token)
    return f"{apart.text.lower()}{token.lemma_}" if apart is not None else token.lemma_
