"""Bodies by the noun that says what they are: *Institut für …*, *Verein Hafenlicht*."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from workbook.actors.agreement import abbreviates
from workbook.actors.lexicon import Lexicon
from workbook.actors.name import Name, free_tokens, name_of, tags

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_REACH = 8
"""Tokens what a body is for may span."""

_UNSURE = frozenset({"ein", "eine", "einem", "einer", "eines", "einen", "kein", "keine"})


def institutions(doc: Doc, found: Iterable[Name], lexicon: Lexicon) -> list[Name]:
    """The names, with what bodies are for (*Institut für Musterkunde*), and names that a noun
    before them shows to be a body's (*Verein Hafenlicht*), everywhere in the article."""
    found = list(found)
    bodies = {n.text for n in found if _is_shown(doc, n, lexicon)}
    found = [replace(n, label="ORG") if n.text in bodies else n for n in found]
    found = [_local(doc, name, lexicon) for name in found]
    free = free_tokens(doc, found)
    widened = [_widened(doc, name, free, lexicon) for name in found]
    return sorted([*widened, *_headed(doc, widened, lexicon)], key=lambda name: name.first)


def _is_shown(doc: Doc, name: Name, lexicon: Lexicon) -> bool:
    """Whether an unknown name is in apposition to a noun for bodies."""
    if name.label == "ORG" or not name.first or doc[name.first].is_sent_start:
        return False
    text, before = name.text, doc[name.first - 1]
    known = lexicon.find(text) or lexicon.seat(text) or lexicon.atlas.place(text)
    return not known and not text.endswith(("s", "'", "’")) and _is_institution(before, lexicon)


def _local(doc: Doc, name: Name, lexicon: Lexicon) -> Name:
    """A place, or the body there whose noun stands before it: *die Polizeidirektion Leipzig*."""
    i = name.first - 1
    if name.label != "LOC" or i < 0 or doc[name.first].is_sent_start or doc[i].tag_ != "NN":
        return name
    noun = doc[i].lower_.removesuffix("s")
    if not noun.endswith(lexicon.endings["local"]) or _is_any(doc, i):
        return name
    known = lexicon.find(name.text)
    if any(lexicon.entries[one].kind == "country" for one in known):
        return name  # *dass die Polizei Schweden hilft*
    return name_of(doc, i, name.last, "ORG")


def _is_institution(token: Token, lexicon: Lexicon) -> bool:
    """Whether a noun says what kind of body something is: *Verein*, *Forschungsinstitut*."""
    word = token.text
    if not word[:1].isupper() or token.tag_ != "NN":
        return False
    return word.lower().endswith(lexicon.endings["institution"])


def _widened(doc: Doc, name: Name, free: list[bool], lexicon: Lexicon) -> Name:
    """A body with what it is for."""
    last = doc[name.last - 1]
    if name.label == "ORG" and last.text.endswith("-"):  # Institut für Ur- und Frühgeschichte
        behind = doc[name.last : name.last + 2]
        joined = [t.tag_ for t in behind] == ["KON", "NN"] and not behind[1].is_sent_start
        return name_of(doc, name.first, name.last + 2, "ORG") if joined else name
    heads = last.lower_.removesuffix("s").rpartition("-")[2]
    if name.label != "ORG" or not heads.endswith(lexicon.endings["institution"]):
        return name
    end = _purpose(doc, name.last, free)
    return name if end == name.last else name_of(doc, name.first, end, "ORG")


def _headed(doc: Doc, found: Iterable[Name], lexicon: Lexicon) -> Iterator[Name]:
    """Bodies that are a noun and what it is for, definite: *das Institut für Musterkunde*."""
    free = free_tokens(doc, found)
    for first, (is_free, tag) in enumerate(zip(free, tags(doc), strict=True)):
        if not is_free or tag != "NN" or not _is_institution(doc[first], lexicon):
            continue
        end = first + 1 if _is_any(doc, first) else _purpose(doc, first + 1, free)
        if end > first + 1 or _is_abbreviated(doc, first):
            yield name_of(doc, first, end, "ORG")
        elif _is_named(doc, first + 1, free, lexicon):
            yield name_of(doc, first + 1, first + 2, "ORG")


def _is_any(doc: Doc, i: int) -> bool:
    """Whether the article of a noun says that some body is meant: *eine neue Gesellschaft*."""
    while i > 0 and not doc[i].is_sent_start and doc[i - 1].tag_ == "ADJA":
        i -= 1
    return i > 0 and not doc[i].is_sent_start and doc[i - 1].lower_ in _UNSURE


def _is_abbreviated(doc: Doc, i: int) -> bool:
    """Whether an abbreviation of this very word stands in brackets right behind."""
    behind = [t.text for t in doc[i + 1 : i + 4]]
    bracket = len(behind) == 3 and behind[0] == "(" and behind[2] == ")"
    return bracket and abbreviates(behind[1], doc[i].text)


def _is_named(doc: Doc, i: int, free: list[bool], lexicon: Lexicon) -> bool:
    """Whether a name that was left out stands here, one word: *Hersteller Musterpumpen*."""
    if i >= len(doc) or not free[i] or doc[i].is_sent_start or doc[i].tag_ != "NE":
        return False
    text = doc[i].text
    known = lexicon.find(text) or lexicon.atlas.place(text) or lexicon.seat(text)
    return text[:1].isupper() and len(text) > 2 and not known


def _purpose(doc: Doc, i: int, free: list[bool]) -> int:
    """Where *für bedrohte Arten und Wälder*, *deutscher Ingenieure* ends that begins at ``i``;
    ``i`` if none does."""
    if i >= len(doc) or doc[i].text != "für":
        return _members(doc, i, free)
    end = i
    for j in range(i + 1, min(i + _REACH, len(doc))):
        token = doc[j]
        noun = token.tag_ in ("NN", "NE", "TRUNC") and token.text[:1].isupper()
        if not free[j] or token.is_sent_start or not (noun or _links(doc, j)):
            break
        if noun and token.tag_ != "TRUNC":
            end = j + 1
            if not (end < len(doc) and _goes_on(doc, end)):
                break
    return end


def _members(doc: Doc, i: int, free: list[bool]) -> int:
    """Where *homöopathischer Ärzte* ends, the genitive of many; ``i`` if none begins here."""
    words = doc[i : i + 2]
    if [t.tag_ for t in words] != ["ADJA", "NN"] or not all(free[i : i + 2]):
        return i
    many = words[0].text.endswith("er") and words[1].lower_.endswith(("e", "n", "er", "s"))
    return i + 2 if many and not any(t.is_sent_start for t in words) else i


def _links(doc: Doc, j: int) -> bool:
    """Whether a word may stand inside what a body is for."""
    token = doc[j]
    return token.tag_ == "ADJA" or token.text in ("und", "/") or token.text.endswith("-")


def _goes_on(doc: Doc, i: int) -> bool:
    """Whether an *und* right here joins another noun of the same kind: both without article,
    and no verb in between."""
    behind = doc[i + 1 : i + 3]
    if doc[i].text != "und" or not behind:
        return False
    return behind[0].tag_ in ("NN", "ADJA") and behind[-1].tag_ not in ("VVFIN", "VAFIN", "VMFIN")
