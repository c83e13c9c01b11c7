"""What a recogniser takes for somebody and is nobody: works, products, vehicles, storms,
championships."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from workbook.actors.lexicon import Lexicon
from workbook.actors.name import Name
from workbook.actors.roles import Roles

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_OPENING, _CLOSING = frozenset("„“»«‚\"'"), frozenset("“”«»‘\"'")
_ANY = frozenset({"ein", "eine", "einer", "einem", "einen", "eines"})
_LONG = 5
"""Letters from which on a noun for things may be the last part of another."""


def is_thing(doc: Doc, name: Name, lexicon: Lexicon, roles: Roles) -> bool:
    """Whether an unknown name is a thing's, by the noun before it or its own last word.

    *der Film „Hafenlicht“*, *Orkan Berta*, *der Handball-Pokal*, *die X200B*.
    """
    if lexicon.find(name.text):
        return False
    last = doc[name.last - 1]
    headed = name.last - name.first > 1 and _is_of_kind(doc[name.first], "thing", lexicon)
    return (
        headed
        or _is_of_kind(last, "event", lexicon)
        or _is_crowd(doc, name, roles)
        or _is_office(doc, name, roles)
        or _is_owned_noun(doc, name, lexicon)
        or _is_one_of_many(doc, name)
        or _is_model(doc, name)
        or _is_titled(doc, name, lexicon, roles)
    )


def _is_titled(doc: Doc, name: Name, lexicon: Lexicon, roles: Roles) -> bool:
    """Whether a noun for things stands before, perhaps across a quotation mark; *das Buch
    Musters* is Muster's."""
    i = name.first - 1
    quoted = i > 0 and doc[i].text in _OPENING and doc[name.last : name.last + 1].text in _CLOSING
    i -= quoted
    if i < 0 or doc[i + 1].is_sent_start or (not quoted and _is_genitive(doc[name.last - 1].text)):
        return False
    return _is_of_kind(doc[i], "thing", lexicon) and roles.read(doc[i].text) is None


def _is_genitive(word: str) -> bool:
    return word.endswith(("s", "'", "’"))


def _is_of_kind(token: Token, kind: str, lexicon: Lexicon) -> bool:
    """Whether a noun, or the last part of a compound, is one of those words."""
    low = token.lower_
    if not token.text[:1].isupper():
        return False
    forms = {low, token.lemma_.lower(), low.rpartition("-")[2]}
    ends = lexicon.endings[kind]
    long = _long(ends)
    return any(form in ends or form.endswith(long) for form in forms)


@lru_cache(maxsize=4)
def _long(ends: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(end for end in ends if len(end) >= _LONG)


def _is_crowd(doc: Doc, name: Name, roles: Roles) -> bool:
    """A compound that ends in a role: *Muster-Anhänger*, many people and no name."""
    head = doc[name.last - 1].text.rpartition("-")[2]
    compound = name.last - name.first == 1 and "-" in doc[name.first].text
    return compound and head[:1].isupper() and roles.read(head) is not None


def _is_office(doc: Doc, name: Name, roles: Roles) -> bool:
    """A role behind an adjective written large: *der Nationale Sicherheitsberater*."""
    adjectives = [doc[i] for i in range(name.first, name.last - 1)]
    led = bool(adjectives) and all(word.tag_ == "ADJA" for word in adjectives)
    return led and roles.read(doc[name.last - 1].text) is not None


def _is_owned_noun(doc: Doc, name: Name, lexicon: Lexicon) -> bool:
    """Whether a person's one word is a common noun in the genitive: *des Brandes*."""
    if name.label != "PER" or name.last - name.first > 1 or not name.first:
        return False
    word = doc[name.first].text
    common = word.endswith("es") and word not in lexicon.genders
    return common and doc[name.first - 1].lower_ in ("des", "eines", "dieses")


def _is_one_of_many(doc: Doc, name: Name) -> bool:
    """A common noun behind *ein*: *auf einer Landstraße*, whatever district is called so."""
    word = doc[name.first]
    alone = name.last - name.first == 1 and name.first > 0 and word.tag_ == "NN"
    return alone and doc[name.first - 1].lower_ in _ANY


def _is_model(doc: Doc, name: Name) -> bool:
    """A name with figures inside a word (*X200B*), or a person's or place's with figures."""
    words = [doc[i].text for i in range(name.first, name.last)]
    if name.label != "ORG" and any(w[:1].isdigit() for w in words[1:]):
        return True
    return any(w[:1].isalpha() and any(c.isdigit() for c in w) for w in words)
