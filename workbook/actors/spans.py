"""Where names stand in an article: the engine's entities, cleaned, and known names beside them.

The engine's label decides what a span is; known names only add what it left out or make a
span longer (*Union* within *Europäische Union*).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from workbook.actors.agreement import apart_surnames, one_label, repeated, whole_surnames
from workbook.actors.institutions import institutions
from workbook.actors.known import known_names
from workbook.actors.lexicon import Lexicon
from workbook.actors.name import LABELS, Label, Name, name_of
from workbook.actors.roles import Roles, RoleWord
from workbook.actors.things import is_thing

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_OFFICES = frozenset({"government", "parliament", "spokesperson", "diplomacy", "police"})
_HELD = _OFFICES | {"business"}
_LONGEST_DATELINE = 5
"""Tokens a place at the head of a text and the mark behind it may have."""
_BEHIND_DATELINE = frozenset({"–", "—", "-", "(", ".", "/", ":"})
_EDGES = frozenset("„“”‚‘’\"'»«›‹()[]{}<>*_#|/\\,;:!?…–—-•·")


def names(doc: Doc, lexicon: Lexicon, roles: Roles) -> list[Name]:
    """All names in the order of the text, none overlapping another."""
    entities = [
        name
        for name in _entities(doc, lexicon, roles)
        if name is not None and not is_thing(doc, name, lexicon, roles)
    ]
    entities = list(_datelined(doc, entities, lexicon))
    entities = institutions(doc, one_label(doc, entities, lexicon), lexicon)
    entities = [_personal(doc, name, lexicon, roles) for name in entities]
    found = _merged(doc, entities, list(known_names(doc, lexicon, roles)))
    return whole_surnames(doc, repeated(doc, apart_surnames(doc, found), lexicon), lexicon)


def _entities(doc: Doc, lexicon: Lexicon, roles: Roles) -> Iterator[Name | None]:
    for ent in doc.ents:
        label = _label(ent.label_)
        if label is not None and (sides := _sides(doc, ent.start, ent.end, lexicon)):
            yield from (name_of(doc, first, last, label) for first, last in sides)
        elif label is not None:
            yield _cleaned(doc, ent.start, ent.end, label, lexicon, roles)


def _sides(doc: Doc, first: int, last: int, lexicon: Lexicon) -> list[tuple[int, int]]:
    """The two known names of a fixture that the engine took for one (*Ghana – Japan*), or a
    place and its state (*Lyon/Frankreich*)."""
    dash = next((i for i in range(first + 1, last - 1) if doc[i].text in ("-", "–", "/")), None)
    if dash is None:
        return []
    sides = [(first, dash), (dash + 1, last)]
    known = [bool(lexicon.find(doc[a:b].text)) for a, b in sides]
    return sides if all(known) or (known[1] and doc[dash].text == "/") else []


def _datelined(doc: Doc, found: list[Name], lexicon: Lexicon) -> Iterator[Name]:
    """The names, and the place in capitals at the head of the text: *NEUSTADT –*, *RIAD (dpa)*."""
    end = next((t.i for t in doc[:_LONGEST_DATELINE] if not t.text.isupper()), 0)
    place = end and doc[end].text in _BEHIND_DATELINE and len(doc[end - 1].text) > 3
    if place and not any(
        LABELS[lexicon.entries[i].kind] == "ORG" for i in lexicon.find(doc[:end].text)
    ):
        yield name_of(doc, 0, end, "LOC")
        found = [name for name in found if name.first >= end]
    yield from found


def _label(written: str) -> Label | None:
    """The label of any engine as one of ours."""
    if written in ("PER", "PERSON"):
        return "PER"
    if written == "ORG":
        return "ORG"
    return "LOC" if written in ("LOC", "GPE") else None


def _cleaned(
    doc: Doc, first: int, last: int, label: Label, lexicon: Lexicon, roles: Roles
) -> Name | None:
    """An entity without marks, articles and titles at its edges, within one line."""
    last = next((i for i in range(first, last) if _parts(doc[i])), last)
    while first < last and (_is_edge(doc[last - 1]) or _is_owned(doc, first, last, label, roles)):
        last -= 1
    while first < last and (
        _is_edge(doc[first])
        or _is_article(doc[first])
        or (label == "PER" and last - first > 1 and _is_titled(doc[first].text, lexicon, roles))
    ):
        first += 1
    if last - first > 1 and last < len(doc) and doc[last - 1].is_digit and doc[last].text == ":":
        last -= 1  # FC Muster 3 : 1
    if last - first > 1 and _is_woman_of(doc[first].text, lexicon):
        first, label = first + 1, "PER"
    if last - first == 1 and lexicon.is_word(doc[first].text, "legal_form"):
        return None
    if first >= last or not any(c.isalpha() for i in range(first, last) for c in doc[i].text):
        return None
    return name_of(doc, first, last, _relabelled(doc, first, last, label, lexicon))


def _personal(doc: Doc, name: Name, lexicon: Lexicon, roles: Roles) -> Name:
    """An unknown name of two or three words right behind an office, or any noun for a woman,
    is a person's, whatever the engine takes it for: *Innenminister Batscho Achalaja*."""
    if name.label == "PER" or not 2 <= name.last - name.first <= 3:
        return name
    if _holds_behind(doc, name, roles):
        return _person(doc, name, lexicon)
    if not name.first or doc[name.first].is_sent_start:
        return name
    role = _office_before(doc, name.first, roles)
    holds = role is not None and (role.group in _OFFICES or role.gender == "f")
    if not holds and not _is_woman_of(doc[name.first - 1].text, lexicon):
        return name
    return _person(doc, name, lexicon)


def _person(doc: Doc, name: Name, lexicon: Lexicon) -> Name:
    """The name as a person's, if it is unknown and looks like one."""
    plain = all(doc[i].is_alpha and doc[i].text.istitle() for i in range(name.first, name.last))
    known = lexicon.find(name.text)
    return replace(name, label="PER") if plain and not known else name


def _holds_behind(doc: Doc, name: Name, roles: Roles) -> bool:
    """Whether an office stands right behind: *Batscho Achalaja, Sprecherin des Amtes*."""
    behind = doc[name.last : name.last + 3]
    if len(behind) < 3 or behind[0].text != "," or behind[1].tag_ not in ("NN", "NE"):
        return False
    role = roles.read(behind[1].text)
    led = behind[2].tag_ in ("APPR", "APPRART", "ART")
    return led and role is not None and role.number != "plural" and role.group in _HELD


def _is_woman_of(word: str, lexicon: Lexicon) -> bool:
    """Whether a word says where a woman is from: *Finnin*."""
    native = lexicon.native_of(word)
    return native is not None and native[1] == "f"


def _office_before(doc: Doc, i: int, roles: Roles) -> RoleWord | None:
    """The role right before a token, perhaps with what it is for: *Ministerin für Verkehr*."""
    head = i - 1
    if head > 1 and doc[head].tag_ == "NN" and doc[head - 1].text == "für":
        head -= 2
    return roles.read(doc[head].text) if doc[head].tag_ == "NN" else None


def _is_owned(doc: Doc, first: int, last: int, label: Label, roles: Roles) -> bool:
    """Whether the last word is somebody to the person before: *Musters Schwager*."""
    owner, role = doc[last - 2 if last - first > 1 else first], doc[last - 1]
    if label != "PER" or owner.i == role.i or not owner.text.endswith(("s", "'", "’")):
        return False
    return roles.read(role.text) is not None


def _is_titled(word: str, lexicon: Lexicon, roles: Roles) -> bool:
    """Whether a word before a name is no part of it: *Frau*, *Dr.*, *General*."""
    return lexicon.is_word(word, "honorific", "title") or roles.read(word) is not None


def _relabelled(doc: Doc, first: int, last: int, label: Label, lexicon: Lexicon) -> Label:
    """The label, unless the whole name is one we cannot mistake: a country read as a person, a
    known name of several words, or an unknown one where a place stands (*In Hilla starben*)."""
    ids = lexicon.find(doc[first:last].text)
    opens = first and doc[first - 1].is_sent_start and doc[first - 1].text == "In"
    if label == "PER" and last - first == 1 and opens and not ids:
        return "LOC"
    if len(ids) != 1:
        return label
    kind = lexicon.entries[ids[0]].kind
    text = doc[first:last].text
    if label == "PER" and kind != "person" and (text[1:] != text[1:].lower() and len(text) > 2):
        return LABELS[kind]  # BASF, Al-Dschasira
    if last - first > 1 and (kind == "person") != (label == "PER"):
        return LABELS[kind]
    return "LOC" if label == "PER" and kind == "country" and last - first == 1 else label


def _parts(token: Token) -> bool:
    """Whether no name goes on across a token: a line's end, an address, markup."""
    return "\n" in token.text_with_ws or "://" in token.text or token.text in ("|", "<", ">")


def _is_edge(token: Token) -> bool:
    return token.is_space or all(c in _EDGES for c in token.text)


def _is_article(token: Token) -> bool:
    return token.text in ("der", "die", "das", "den", "dem", "des", "ein", "eine", "einer")


def _merged(doc: Doc, entities: list[Name], known: list[Name]) -> list[Name]:
    """Entities, with known names where they cover nothing or more than the entity."""
    owner: dict[int, Name] = {i: name for name in entities for i in range(name.first, name.last)}
    kept: dict[int, Name] = {name.first: name for name in entities}
    for name in known:
        hit = {owner[i].first: owner[i] for i in range(name.first, name.last) if i in owner}
        if any(e.first < name.first or e.last > name.last for e in hit.values()):
            continue
        if hit and name.last - name.first == 1:
            continue
        for first in hit:
            del kept[first]
        same = [e for e in hit.values() if (e.first, e.last) == (name.first, name.last)]
        kept[name.first] = replace(name, label=same[0].label) if same else name
    return [kept[first] for first in sorted(kept)]
