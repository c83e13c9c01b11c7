"""Where names stand in an article: the engine's entities, cleaned, and known names beside them.

The engine's label decides what a span is; known names only add what it left out or make a
span longer (*Union* within *Europäische Union*).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from workbook.actors.lexicon import LONGEST_NAME, Lexicon, folded, noun_stem, stem
from workbook.models import MentionForm, MentionKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Label = Literal["PER", "ORG", "LOC"]

LABELS: Mapping[MentionKind, Label] = MappingProxyType(
    {
        "person": "PER",
        "organisation": "ORG",
        "outlet": "ORG",
        "group": "ORG",
        "country": "LOC",
        "place": "LOC",
    }
)
_EDGES = frozenset("„“”‚‘’\"'»«›‹()[]{}<>*_#|/\\,;:!?…–—-•·")


@dataclass(frozen=True, slots=True)
class Name:
    """A span that names somebody: tokens ``first`` to ``last`` (exclusive), characters
    ``start`` to ``end``. ``actor_id`` where it is settled already."""

    first: int
    last: int
    start: int
    end: int
    label: Label
    form: MentionForm = "name"
    actor_id: str | None = None


def names(doc: Doc, lexicon: Lexicon) -> list[Name]:
    """All names in the order of the text, none overlapping another."""
    entities = _agreed(doc, [name for name in _entities(doc, lexicon) if name is not None], lexicon)
    return _merged(doc, entities, list(known_names(doc, lexicon)))


def _agreed(doc: Doc, found: list[Name], lexicon: Lexicon) -> list[Name]:
    """One label for one wording: where the engine wavers, what we know, else its majority."""
    labels: dict[str, Counter[Label]] = defaultdict(Counter)
    for name in found:
        labels[doc[name.first : name.last].text][name.label] += 1
    agreed: dict[str, Label] = {}
    for text, counts in labels.items():
        if len(counts) > 1:
            ids = lexicon.find(text)
            known = LABELS[lexicon.entries[ids[0]].kind] if len(ids) == 1 else None
            agreed[text] = known if known and known in counts else counts.most_common(1)[0][0]
    return [
        replace(name, label=agreed.get(doc[name.first : name.last].text, name.label))
        for name in found
    ]


def name_of(doc: Doc, first: int, last: int, label: Label) -> Name:
    """The tokens from ``first`` to ``last`` (exclusive) as a name."""
    end = doc[last - 1].idx + len(doc[last - 1].text)
    return Name(first, last, doc[first].idx, end, label)


def free_tokens(doc: Doc, taken: Iterable[Name]) -> list[bool]:
    """For each token whether no name covers it."""
    free = [True] * len(doc)
    for name in taken:
        free[name.first : name.last] = [False] * (name.last - name.first)
    return free


def _entities(doc: Doc, lexicon: Lexicon) -> Iterator[Name | None]:
    for ent in doc.ents:
        label = _label(ent.label_)
        if label is not None:
            yield _cleaned(doc, ent.start, ent.end, label, lexicon)


def _label(written: str) -> Label | None:
    """The label of any engine as one of ours."""
    if written in ("PER", "PERSON"):
        return "PER"
    if written == "ORG":
        return "ORG"
    return "LOC" if written in ("LOC", "GPE") else None


def _cleaned(doc: Doc, first: int, last: int, label: Label, lexicon: Lexicon) -> Name | None:
    """An entity without marks, articles and titles at its edges, within one line."""
    last = next((i for i in range(first, last) if _parts(doc[i])), last)
    while first < last and (_is_edge(doc[first]) or _is_article(doc[first])):
        first += 1
    while first < last and _is_edge(doc[last - 1]):
        last -= 1
    while label == "PER" and last - first > 1 and lexicon.is_word(doc[first].text, "honorific"):
        first += 1
    if first >= last or not any(c.isalpha() for i in range(first, last) for c in doc[i].text):
        return None
    return name_of(doc, first, last, _relabelled(doc, first, last, label, lexicon))


def _relabelled(doc: Doc, first: int, last: int, label: Label, lexicon: Lexicon) -> Label:
    """The label, unless the whole name is one we cannot mistake: a country read as a person,
    or a known name of several words."""
    ids = lexicon.find(doc[first:last].text)
    if len(ids) != 1:
        return label
    kind = lexicon.entries[ids[0]].kind
    text = doc[first:last].text
    if label == "PER" and kind != "person" and (text[1:] != text[1:].lower() and len(text) > 2):
        return LABELS[kind]  # BASF, Al-Dschasira
    if last - first > 1 and (kind == "person") != (label == "PER"):
        return LABELS[kind]
    return "LOC" if label == "PER" and kind == "country" and last - first == 1 else label


def repeated(doc: Doc, found: list[Name]) -> list[Name]:
    """Names and, beside them, surnames of persons named in full that the engine left out."""
    lasts = {doc[n.last - 1].text for n in found if n.label == "PER" and n.last - n.first > 1}
    short = {word for n in found if n.label == "ORG" and (word := _abbreviation(doc, n))}
    free = free_tokens(doc, found)
    missed = [
        name_of(doc, t.i, t.i + 1, "ORG" if t.text in short else "PER")
        for t in doc
        if free[t.i]
        and (t.text in short or (len(t.text) > 2 and t.tag_ in ("NE", "NN")))
        and (t.text in short or t.text in lasts or (t.text[-1] == "s" and t.text[:-1] in lasts))
    ]
    return sorted([*found, *missed], key=lambda name: name.first)


def _abbreviation(doc: Doc, name: Name) -> str | None:
    """The abbreviation in brackets right behind a name."""
    behind = doc[name.last : name.last + 3]
    if len(behind) < 3 or behind[0].text != "(" or behind[2].text != ")":
        return None
    return behind[1].text if abbreviates(behind[1].text, doc[name.first : name.last].text) else None


def abbreviates(short: str, whole: str) -> bool:
    """Whether a word may be the abbreviation of a name: its letters run through it in order.

    >>> abbreviates("SWP", "Stiftung Wissenschaft und Politik")
    True
    """
    letters = [c.lower() for c in short if c.isalpha()]
    if not 2 <= len(letters) <= 12 or " " in short or sum(c.isupper() for c in short) < 2:
        return False
    text = iter(folded(whole))
    return folded(whole)[:1] == letters[0] and all(c in text for c in letters)


def _parts(token: Token) -> bool:
    """Whether no name goes on across a token: a line's end, an address, markup."""
    return "\n" in token.text_with_ws or "://" in token.text or token.text in ("|", "<", ">")


def _is_edge(token: Token) -> bool:
    return token.is_space or all(c in _EDGES for c in token.text)


def _is_article(token: Token) -> bool:
    return token.text in ("der", "die", "das", "den", "dem", "des", "ein", "eine", "einer")


def known_names(doc: Doc, lexicon: Lexicon) -> Iterator[Name]:
    """Known names as written, longest first from each token, in one pass."""
    keys = [stem(token.text) for token in doc]
    i = 0
    while i < len(doc):
        last = _longest(doc, keys, i, lexicon)
        if last > i:
            ids = lexicon.find(doc[i:last].text)
            yield name_of(doc, i, last, LABELS[lexicon.entries[ids[0]].kind] if ids else "LOC")
        i = max(last, i + 1)


def _longest(doc: Doc, keys: list[str], first: int, lexicon: Lexicon) -> int:
    """Where the longest known name from here ends; ``first`` if none begins here."""
    token = doc[first]
    if not token.text[:1].isupper() and not token.text[:1].isdigit():
        return first
    if keys[first] in lexicon.starts:
        for length in range(min(LONGEST_NAME, len(doc) - first), 1, -1):
            last = first + length
            key = " ".join([*keys[first : last - 1], noun_stem(doc[last - 1].text)])
            if key in lexicon.names or key in lexicon.seats:
                opens = doc[first].is_sent_start and doc[first].tag_ == "ART"
                if opens and folded(doc[last - 1].text) in lexicon.doubtful:
                    continue
                if doc[last - 1].text[:1].islower() or key in lexicon.doubtful:
                    continue
                if doc[last - 1].text.endswith("er") and _is_noun(doc, last):
                    continue  # New Yorker Ingenieure
                return last
    return first + 1 if _is_known_word(token, lexicon) else first


def _is_noun(doc: Doc, i: int) -> bool:
    return i < len(doc) and doc[i].tag_ == "NN" and not doc[i].is_sent_start


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
    if len(entries) > 1:
        return text.isupper() and not _shouting(token)
    if _is_party(token, lexicon):
        return True
    if folded(text) in lexicon.doubtful:
        return False
    return token.tag_ == "NE" or (entries[0].kind == "country" and len(text) > 3)


def _is_party(token: Token, lexicon: Lexicon) -> bool:
    """*die Linke*, *der Linken*: an adjective as the name of a body, behind its article."""
    text, before = token.text, token.doc[token.i - 1].lower_ if token.i else ""
    stem_e = text.removesuffix("n")
    return (
        before in ("die", "der", "den")
        and not token.is_sent_start
        and text.endswith(("e", "en"))
        and folded(stem_e) in lexicon.doubtful
        and token.tag_ in ("NN", "NE")
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
