"""Words made from a name: *russische*, *die Russen*, *Biden*-Regierung, *US*-Delegation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import compress
from typing import TYPE_CHECKING

from workbook.actors.lexicon import Lexicon, country_id
from workbook.actors.name import LABELS, Label, Name, tags, texts
from workbook.actors.roles import Roles

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Resolver = Callable[[str], tuple[str, Label] | None]
"""A word to the actor it names in this article and that actor's label."""


_LONGEST_ADJECTIVE = 60
_LONGEST_COMPOUND = 80
_LONGEST_SEAT = 20
"""Characters the name of a seat may have at the head of a compound (*Kremlsprecher*)."""
_LEADS_PEOPLE = frozenset({"die", "den"})


def adjectives(doc: Doc, free: list[bool], lexicon: Lexicon) -> Iterator[Name]:
    """Adjectives of countries and the people of a country as a whole."""
    before = ""
    for i, (text, is_free) in enumerate(zip(texts(doc), free, strict=True)):
        led, before = before in _LEADS_PEOPLE, text.lower()
        if not is_free or len(text) > _LONGEST_ADJECTIVE:
            continue
        code = _adjective(doc[i], lexicon) if lexicon.adjective(text) is not None else None
        if code is None and led and text[:1].isupper():
            code = _people(doc[i], lexicon)
        if code is not None:
            yield _derived(doc[i], 0, len(text), code)
        elif "-" in text and doc[i].tag_ in ("ADJA", "ADJD"):
            yield from _joined(doc[i], lexicon)


def _joined(token: Token, lexicon: Lexicon) -> Iterator[Name]:
    """The countries of *russisch-ukrainische*, each by its own part of the word."""
    start = 0
    for piece in token.text.split("-"):
        code = lexicon.adjective(piece)
        if code is not None:
            yield _derived(token, start, start + len(piece), code)
        start += len(piece) + 1


def _derived(token: Token, start: int, end: int, code: str) -> Name:
    i, text = token.i, token.text
    start, end = token.idx + start, token.idx + end
    return Name(i, i + 1, start, end, text, "LOC", "adjective", country_id(code))


def country_of_adjective(token: Token, lexicon: Lexicon) -> str | None:
    """The country (alpha-3) an attributive adjective belongs to: *russische*, *Schweizer*,
    and of a capital before what governs: *Moskauer*."""
    code = lexicon.adjective(token.text)
    if code is None and token.text[:1].isupper() and token.text.endswith("er"):
        code = lexicon.capital_of(token.text.removesuffix("er"))
    return code


def _adjective(token: Token, lexicon: Lexicon) -> str | None:
    text = token.text
    code = lexicon.adjective(text)
    if code is None or token.i + 1 >= len(token.doc):
        return None
    if text[:1].isupper() and text.lower() in lexicon.adjectives:  # Schweizer Helfer
        return code if token.doc[token.i + 1].tag_ in ("NN", "ADJA") else None
    if text[:1].isupper() and text[1:2].islower() and not token.is_sent_start:  # Deutsche Mark
        return None
    ended = text.lower() not in lexicon.adjectives
    return code if ended and (token.tag_ == "ADJA" or not text[:1].isupper()) else None


def _people(token: Token, lexicon: Lexicon) -> str | None:
    """*die Russen*, *den Ukrainern*: the people of a country, many and definite."""
    text = token.text.lower()
    if token.i == 0:
        return None
    before = token.doc[token.i - 1].lower_
    if before == "die":
        forms = (text, text.removesuffix("n"), text.removesuffix("en"))
        plural = text.endswith(("n", "er", "is")) and not text.endswith("in")
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
    for i in compress(range(len(doc)), free):
        text = texts(doc)[i]
        if "-" in text and len(text) <= _LONGEST_COMPOUND:
            yield from _hyphened(doc[i], resolve)
        elif roles.read(text) is not None and doc[i].tag_ != "NE":
            yield from _closed(doc[i], lexicon, roles)


def _hyphened(token: Token, resolve: Resolver) -> Iterator[Name]:
    """Known first parts from the left, the longest first; the last piece is the head."""
    pieces = token.text.split("-")
    if any(piece.islower() for piece in pieces[1:-1]):  # Bild-im-Bild-Technik
        return
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
    for length in range(4, min(len(text) - 3, _LONGEST_SEAT)):
        seat = lexicon.seat(text[:length])
        if seat is not None and roles.read(text[length:].capitalize()) is not None:
            label = LABELS[lexicon.entries[seat].kind]
            yield _part(token, token.idx, token.idx + length, seat, label)
            return


def _part(token: Token, start: int, end: int, actor_id: str, label: Label) -> Name:
    return Name(token.i, token.i + 1, start, end, token.text, label, "part", actor_id)


def countries_named(
    doc: Doc, names: Iterable[Name], lexicon: Lexicon, *, title: str
) -> Counter[str]:
    """How often an article names each country (alpha-3): by name, capital or adjective, in
    the text or in its title."""
    named: Counter[str] = Counter()
    for word in title.split():
        bare = word.strip(".,:;!?„“\"'()")
        ids = lexicon.find(bare)
        code = lexicon.entries[ids[0]].country if ids and ids[0].startswith("country:") else None
        code = code or lexicon.adjective(bare)
        named.update([code] if code else [])
    for name in names:
        text = name.text
        ids = lexicon.find(text)
        entry = lexicon.entries[ids[0]] if len(ids) == 1 else None
        known = entry.country if entry is not None and entry.kind == "country" else None
        code = known or (lexicon.capital_of(text) if name.label == "LOC" else None)
        named.update([code] if code else [])
    for text, tag in zip(texts(doc), tags(doc), strict=True):
        if tag == "ADJA" and (adjective := lexicon.adjective(text)) is not None:
            named[adjective] += 1
    return named


def countries_in_compounds(doc: Doc, lexicon: Lexicon) -> set[str]:
    """The countries (alpha-3) that are first parts of hyphened words: *US-Regierung*."""
    parts = {text.split("-")[0] for text in texts(doc) if "-" in text[1:]}
    ids = (lexicon.find(part) for part in parts if part[:1].isupper())
    return {lexicon.entries[i].country or "" for found in ids for i in found[:1] if "country:" in i}


def setting(named: Counter[str], home: str) -> str | None:
    """The country in which an article that says *der Minister* plays: the home country unless
    only others are named, then the one named most by far."""
    if not named or named[home]:
        return home
    (first, most), *rest = named.most_common(2)
    return first if not rest or most > 2 * rest[0][1] else None


def main_country(named: Counter[str]) -> str | None:
    """The country an article is about: named more than twice as often as any other."""
    (first, most), (_, next_most) = [*named.most_common(2), ("", 0), ("", 0)][:2]
    return first if most > 2 * next_most else None
