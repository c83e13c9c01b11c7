"""Groups that act without a name: *die Polizei*, *Sicherheitskräfte*, *die Demonstranten*."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from workbook.actors.bodies import Body
from workbook.actors.lexicon import Lexicon
from workbook.actors.name import tags, texts
from workbook.actors.spelling import folded, slug
from workbook.models import Mention, MentionKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_KINDS: Mapping[str, MentionKind] = MappingProxyType({"force": "organisation", "crowd": "group"})
_ENDINGS = ("", "n", "en", "s")
_SHORTEST = 3
"""Letters the first part of a compound has at least (*Kriminalpolizei*)."""
_LONGEST = 40
_BY = frozenset({"von", "durch", "laut", "seitens", "vonseiten", "vom", "zwischen"})
"""Prepositions behind which somebody acts or speaks."""
_OBLIQUE = frozenset({"den", "dem", "des", "einen", "einem", "eines", "vom", "zum", "beim"})
_ONE = _OBLIQUE | {"der", "ein", "kein", "jeder", "dieser", "sein", "ihr"}
"""Behind these a noun in *-er* is one person: *ein Ermittler*, not *die Ermittler*."""
_COUNTED = frozenset({"CARD", "PIAT", "PIDAT"})
"""*Zwei Demonstranten*, *kein Polizist*: somebody, but not the group."""


@dataclass(frozen=True, slots=True)
class _Named:
    """A noun for a group where it stands."""

    token: Token
    noun: str
    kind: str
    country: str | None
    acts: bool


def groups(
    doc: Doc, mentions: Sequence[Mention], lexicon: Lexicon, bodies: dict[str, Body]
) -> Iterator[Mention]:
    """Mentions of the groups of one article outside all other ``mentions``.

    A group is an actor where it acts or speaks somewhere in the article: not only behind a
    preposition (*auf Demonstranten*). The one body that is named so (*US-Armee*) is meant by its
    noun alone (*die Armee*); a group of which a country is told is meant where none is told, if
    there is no other. New ones are added to ``bodies``.
    """
    persons = {m.start for m in mentions if m.kind == "person"}
    found = [named for named in _nouns(doc, lexicon) if _next(named.token) not in persons]
    if not found:
        return
    taken = {m.start for m in mentions}
    named_so = _by_ending(bodies)
    acting = {named.noun for named in found if named.acts}
    countries: dict[str, set[str]] = defaultdict(set)
    for named in found:
        if named.country is not None:
            countries[named.noun].add(named.country)
    for named in found:
        start = named.token.idx
        if named.noun not in acting or start in taken:
            continue
        told = countries[named.noun]
        country = named.country or (next(iter(told)) if len(told) == 1 else None)
        whole = named_so.get(folded(named.noun), set()) if country is None else set()
        actor_id = next(iter(whole)) if len(whole) == 1 else _add(named, country, bodies)
        kind = bodies[actor_id].kind
        yield Mention(start, start + len(named.token.text), kind, "role", actor_id)


def _nouns(doc: Doc, lexicon: Lexicon) -> Iterator[_Named]:
    ends, longest = _inflected(*(lexicon.endings.get(kind, ()) for kind in _KINDS))
    for i, (text, tag) in enumerate(zip(texts(doc), tags(doc), strict=True)):
        if tag != "NN" or len(text) > _LONGEST or not text[0].isupper():
            continue
        low = text.lower()
        if not low.endswith(longest):
            continue
        token = doc[i]
        end = next(form for form in longest if low.endswith(form))
        first = text[: -len(end)]
        word, kind = ends[end]
        if (not first or len(first.rstrip("-")) >= _SHORTEST) and not _is_one(token):
            noun = first + (word if first and not first.endswith("-") else word.capitalize())
            yield _placed(token, noun, kind, lexicon)


@lru_cache(maxsize=4)
def _inflected(*words: tuple[str, ...]) -> tuple[Mapping[str, tuple[str, str]], tuple[str, ...]]:
    """Word and kind of each form of the words, given by kind; and the forms, longest first."""
    ends = {
        word + ending: (word, kind)
        for kind, of_kind in zip(_KINDS, words, strict=True)
        for word in of_kind
        for ending in _ENDINGS
    }
    return MappingProxyType(ends), tuple(sorted(ends, key=len, reverse=True))


def _placed(token: Token, noun: str, kind: str, lexicon: Lexicon) -> _Named:
    """A noun with the country an adjective before it tells, and whether it acts."""
    before, country = _before(token), None
    while before is not None and before.tag_ == "ADJA":
        country = country or lexicon.adjective(before.text)
        before = _before(before)
    before = _past_conjunct(_past_article(before))
    governed = before is not None and before.tag_ in ("APPR", "APPRART")
    counted = before is not None and before.tag_ in _COUNTED
    by = before is not None and before.lower_ in _BY
    return _Named(token, noun, kind, country, (not governed or by) and not counted)


def _past_article(before: Token | None) -> Token | None:
    article = before is not None and before.tag_ in ("ART", "PPOSAT", "PDAT")
    return _before(before) if before is not None and article else before


def _past_conjunct(before: Token | None) -> Token | None:
    """What stands before *Anwohner und* in *mit Anwohnern und Polizei*."""
    noun = _before(before) if before is not None and before.text in ("und", "oder") else None
    if noun is None or noun.tag_ != "NN":
        return before
    before = _before(noun)
    while before is not None and before.tag_ == "ADJA":
        before = _before(before)
    return _past_article(before)


def _is_one(token: Token) -> bool:
    """Whether one person is meant: *den Soldaten*, *des Polizisten*, *ein Ermittler*; but *die
    Ermittler* and *nach Angaben der Ermittler* are many."""
    before = _before(token)
    while before is not None and before.tag_ == "ADJA":
        before = _before(before)
    if before is None:
        return False
    if token.lower_.endswith("ten"):
        return before.lower_ in _OBLIQUE
    owner = _before(before)
    of_many = before.lower_ == "der" and owner is not None and owner.tag_ == "NN"
    return token.lower_.endswith(("er", "ers")) and before.lower_ in _ONE and not of_many


def _next(token: Token) -> int:
    """Where the word behind begins, as a name does behind its role: *der Aktivist Karl Muster*."""
    return int(token.doc[token.i + 1].idx) if token.i + 1 < len(token.doc) else -1


def _before(token: Token) -> Token | None:
    """The word before in the same sentence."""
    return token.doc[token.i - 1] if token.i and not token.is_sent_start else None


def _by_ending(bodies: Mapping[str, Body]) -> dict[str, set[str]]:
    """The named bodies by every ending of their names, up to the longest noun we look at, and by
    their first word (*Feuerwehr Ulm*); a *Gewerkschaft der Polizei* is no police."""
    found: dict[str, set[str]] = defaultdict(set)
    for actor_id, body in bodies.items():
        words = body.name.split()
        if body.kind == "organisation" and not any(map(str.islower, words)):
            found[folded(words[0])].add(actor_id)
            name = folded(body.name)
            for first in range(max(0, len(name) - _LONGEST), len(name)):
                found[name[first:]].add(actor_id)
    return found


def _add(named: _Named, country: str | None, bodies: dict[str, Body]) -> str:
    """The id of a group, of one country where it is told."""
    place = f"-{country.lower()}" if country else ""
    actor_id = f"group:{slug(named.noun)}{place}"
    bodies.setdefault(actor_id, Body(actor_id, named.noun, _KINDS[named.kind], country))
    return actor_id
