"""Known names where the text writes them and the engine may have missed them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from workbook.actors.lexicon import LONGEST_NAME, Lexicon
from workbook.actors.name import LABELS, Label, Name, name_of, tags, texts
from workbook.actors.roles import Roles
from workbook.actors.spelling import folded, noun_stem, stem

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_TELLING = 12
"""Letters from which on a known common noun is one body's name (*Bundesverwaltungsgericht*)."""
_OPENING, _CLOSING = frozenset("„“»«‚‘\"'"), frozenset("“”»«‘’\"'")


def known_names(doc: Doc, lexicon: Lexicon, roles: Roles) -> Iterator[Name]:
    """Known names as written, longest first from each token, in one pass.

    A common noun that describes one body (*die Bundesregierung*) has the form ``role``.
    """
    words = texts(doc)
    keys = list(map(stem, words))
    i = 0
    while i < len(words):
        small = words[i][:1].islower() and words[i] not in lexicon.small
        if small and keys[i] not in lexicon.starts:
            i += 1
            continue
        last = _longest(doc, keys, i, lexicon)
        if last > i and not _is_regional(doc, i, last, lexicon):
            ids = lexicon.find(doc[i:last].text)
            label: Label = LABELS[lexicon.entries[ids[0]].kind] if ids else "LOC"
            plain = last == i + 1 and doc[i].tag_ == "NN" and label == "ORG"
            name = name_of(doc, i, last, label)
            if not plain or doc[i].text.isupper() or _is_party(doc[i], lexicon):
                yield name
            elif roles.read(doc[i].text) is None:  # not people: die Sozialdemokraten
                yield replace(name, form="role")
        i = max(last, i + 1)


def _longest(doc: Doc, keys: list[str], first: int, lexicon: Lexicon) -> int:
    """Where the longest known name from here ends; ``first`` if none begins here."""
    words = texts(doc)
    if not _may_begin(doc, first, lexicon):
        return first
    most = min(lexicon.starts.get(keys[first], 1), LONGEST_NAME, len(words) - first)
    for last in range(first + most, first + 1, -1):
        final = words[last - 1]
        key = " ".join([*keys[first : last - 1], noun_stem(final)])
        if key in lexicon.names or key in lexicon.seats:
            token = doc[first]
            if token.tag_ == "ADJA" and not _governs(key, token, lexicon):
                continue
            if final[:1].islower() or _may_be_words(doc, first, last, key, lexicon):
                continue
            if final.endswith("er") and _is_noun(doc, last):
                continue  # New Yorker Ingenieure
            return last
    if words[first][:1].islower():
        return first + (words[first] in lexicon.small)
    return first + 1 if _is_known_word(doc[first], lexicon) else first


def _may_begin(doc: Doc, i: int, lexicon: Lexicon) -> bool:
    """Whether a name may begin here: with a capital, a digit, an adjective, a particle, or with
    small letters as it is always written."""
    word = texts(doc)[i]
    first = word[:1]
    if first.isupper() or first.isdigit() or word in lexicon.small:
        return True
    return tags(doc)[i] == "ADJA" or lexicon.is_word(word, "particle")


def _governs(key: str, token: Token, lexicon: Lexicon) -> bool:
    """Whether a name may begin with a small adjective: *die bayerische Staatsregierung* is
    one, *die deutsche Bank* any."""
    if token.text[:1].isupper():
        return True
    ids = lexicon.names.get(key, ())
    return any(lexicon.entries[i].source_kind == "government" for i in ids)


def _is_regional(doc: Doc, first: int, last: int, lexicon: Lexicon) -> bool:
    """Whether a common noun means a city's or region's own body: *der Kölner Zoll*, *die
    hessische SPD-Fraktion*."""
    if last - first > 1 or not first or doc[first].tag_ != "NN" or doc[first].text.isupper():
        return False
    before = doc[first - 1]
    if "-" in doc[first].text and lexicon.atlas.region(before.text) is not None:
        return True
    return before.tag_ == "ADJA" and before.text[:1].isupper() and before.text.endswith("er")


def _may_be_words(doc: Doc, first: int, last: int, key: str, lexicon: Lexicon) -> bool:
    """Whether a known name may be common words here: *Die Zeit drängt*."""
    if _is_quoted(doc, first, last):
        return False
    opens = doc[first].is_sent_start is True and doc[first].tag_ == "ART"
    shared = len(lexicon.names.get(key, ())) > 1
    doubtful = key in lexicon.doubtful and not shared
    return doubtful or (opens and folded(doc[last - 1].text) in lexicon.doubtful)


def _is_quoted(doc: Doc, first: int, last: int) -> bool:
    """Whether a span is all that stands between quotation marks, as titles do."""
    before = doc[first - 1].text if first else ""
    behind = doc[last].text if last < len(doc) else ""
    return before in _OPENING and behind in _CLOSING


def _is_noun(doc: Doc, i: int) -> bool:
    if i >= len(doc) or doc[i].is_sent_start:
        return False
    return doc[i].tag_ in ("NN", "NE") and doc[i].text[:1].isupper()


def _is_known_word(token: Token, lexicon: Lexicon) -> bool:
    """Whether one word alone is safely a known name: no common noun, no surname."""
    text = token.text
    entries = [lexicon.entries[i] for i in lexicon.find(text)]
    if not entries:
        return lexicon.seat(text) is not None and token.tag_ in ("NE", "NN")
    if any(entry.kind == "person" for entry in entries) or _beside_name(token, lexicon):
        return False
    if len(text) <= 4 and text.isupper():
        doubtful = len(entries) == 1 and folded(text) in lexicon.doubtful
        return folded(text) in lexicon.names and not doubtful and not _shouting(token)
    if _is_party(token, lexicon):
        return True
    if len(entries) > 1:
        return not (text.isupper() and _shouting(token))
    if folded(text) in lexicon.doubtful:
        return entries[0].kind == "outlet" and _is_quoted(token.doc, token.i, token.i + 1)
    told = "-" in text or text[1:] != text[1:].lower() or len(text) >= _TELLING
    return token.tag_ == "NE" or ((entries[0].kind == "country" or told) and len(text) > 3)


def _is_party(token: Token, lexicon: Lexicon) -> bool:
    """*die Linke*, *der Linken*: an adjective as the name of a body, behind its article."""
    text, before = token.text, token.doc[token.i - 1].lower_ if token.i else ""
    stem_e = text.removesuffix("n")
    kinds = {lexicon.entries[i].kind for i in lexicon.find(text)}
    return (
        before in ("die", "der", "den")
        and not token.is_sent_start
        and kinds == {"organisation"}
        and text.endswith(("e", "en"))
        and folded(stem_e) in lexicon.doubtful
        and token.tag_ in ("NN", "NE")
        and not _is_noun(token.doc, token.i + 1)
    )


def _beside_name(token: Token, lexicon: Lexicon) -> bool:
    """Whether an unknown name stands right beside, so that the word may be a part of it."""
    doc = token.doc
    beside = [doc[i] for i in (token.i - 1, token.i + 1) if 0 <= i < len(doc)]
    return any(
        t.tag_ == "NE" and t.text[:1].isupper() and not t.is_sent_start and not lexicon.find(t.text)
        for t in beside
    )


def _shouting(token: Token) -> bool:
    """Whether the words around are in capitals as well, so that capitals mean nothing."""
    around = [t for t in token.doc[max(0, token.i - 2) : token.i + 3] if t.is_alpha and t != token]
    return bool(around) and all(t.text.isupper() for t in around)
