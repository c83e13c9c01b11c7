"""Words made from a name: *russische*, *die Russen*, *Biden*-Regierung, *US*-Delegation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from workbook.actors.lexicon import Lexicon, country_id
from workbook.actors.roles import Roles
from workbook.actors.spans import LABELS, Label, Name

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Resolver = Callable[[str], tuple[str, Label] | None]
"""A word to the actor it names in this article and that actor's label."""


_LONGEST_SEAT = 20
"""Characters the name of a seat may have at the head of a compound (*Kremlsprecher*)."""


def adjectives(doc: Doc, free: list[bool], lexicon: Lexicon) -> Iterator[Name]:
    """Adjectives of countries and the people of a country as a whole."""
    for token in doc:
        if not free[token.i]:
            continue
        code = _adjective(token, lexicon) or _people(token, lexicon)
        if code is not None:
            yield Name(
                token.i,
                token.i + 1,
                token.idx,
                token.idx + len(token.text),
                "LOC",
                "adjective",
                country_id(code),
            )


def country_of_adjective(token: Token, lexicon: Lexicon) -> str | None:
    """The country (alpha-3) an attributive adjective belongs to: *russische*, *Schweizer*,
    and of a capital before what governs: *Moskauer*."""
    code = lexicon.adjective(token.text)
    if code is None and token.text[:1].isupper() and token.text.endswith("er"):
        code = lexicon.capital_of(token.text.removesuffix("er"))
    return code


def _adjective(token: Token, lexicon: Lexicon) -> str | None:
    text = token.text
    if token.i + 1 >= len(token.doc) or len(text) > 40:
        return None
    code = lexicon.adjective(text)
    if code is None and "-" in text:
        code = lexicon.adjective(text.rpartition("-")[2])
    if code is None:
        return None
    if text[:1].isupper() and text.endswith("er"):  # Schweizer: before a noun only
        return code if token.doc[token.i + 1].tag_ in ("NN", "ADJA") else None
    ended = text.lower() not in lexicon.adjectives
    return code if ended and (token.tag_ == "ADJA" or not text[:1].isupper()) else None


def _people(token: Token, lexicon: Lexicon) -> str | None:
    """*die Russen*, *den Ukrainern*: the people of a country, many and definite."""
    text = token.text.lower()
    if token.i == 0 or not token.text[:1].isupper():
        return None
    before = token.doc[token.i - 1].lower_
    if before == "die":
        forms = (text, text.removesuffix("n"), text.removesuffix("en"))
        plural = text.endswith(("n", "er", "is"))
    elif before == "den" and text.endswith(("n", "is")):
        forms = (text.removesuffix("n"), text.removesuffix("en"), text)
        plural = text.endswith(("ern", "is"))
    else:
        return None
    return (
        next((lexicon.demonyms[f] for f in forms if f in lexicon.demonyms), None)
        if plural
        else None
    )


def parts(
    doc: Doc, free: list[bool], lexicon: Lexicon, roles: Roles, resolve: Resolver
) -> Iterator[Name]:
    """Names that are a first part of a compound; the span is that part alone."""
    for token in doc:
        if not free[token.i] or len(token.text) > 80:
            continue
        if "-" in token.text:
            yield from _hyphened(token, resolve)
        elif token.tag_ != "NE":
            yield from _closed(token, lexicon, roles)


def _hyphened(token: Token, resolve: Resolver) -> Iterator[Name]:
    """Known first parts from the left, the longest first; the last piece is the head."""
    pieces = token.text.split("-")
    i, offset = 0, token.idx
    while i < len(pieces) - 1:
        part, found, last = _longest_part(pieces, i, resolve)
        if found is not None:
            yield _part(token, offset, offset + len(part), *found)
        i, offset = last, offset + len(part) + 1


def _longest_part(
    pieces: list[str], first: int, resolve: Resolver
) -> tuple[str, tuple[str, Label] | None, int]:
    for last in range(min(len(pieces) - 1, first + 4), first, -1):
        part = "-".join(pieces[first:last])
        found = resolve(part) if part[:1].isupper() else None
        if found is not None:
            return part, found, last
    return pieces[first], None, first + 1


def _closed(token: Token, lexicon: Lexicon, roles: Roles) -> Iterator[Name]:
    """A seat before a role: *Kremlsprecher*."""
    text = token.text
    if not text[:1].isupper() or roles.read(text) is None:
        return
    for length in range(4, min(len(text) - 3, _LONGEST_SEAT)):
        seat = lexicon.seat(text[:length])
        if seat is not None and roles.read(text[length:].capitalize()) is not None:
            label = LABELS[lexicon.entries[seat].kind]
            yield _part(token, token.idx, token.idx + length, seat, label)
            return


def _part(token: Token, start: int, end: int, actor_id: str, label: Label) -> Name:
    return Name(token.i, token.i + 1, start, end, label, "part", actor_id)
