"""Names of one article made to agree: one label for one wording, surnames whole and apart."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from workbook.actors.lexicon import Lexicon
from workbook.actors.name import LABELS, Label, Name, free_tokens, name_of, texts
from workbook.actors.spelling import folded

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


_TELLING = 7
"""Letters from which on a surname at the head of a sentence is hardly a common word."""


def one_label(doc: Doc, found: list[Name], lexicon: Lexicon) -> list[Name]:
    """One label for one wording: where the engine wavers, what we know, else its majority."""
    labels: dict[str, Counter[Label]] = defaultdict(Counter)
    for name in found:
        labels[name.text][name.label] += 1
    agreed: dict[str, Label] = {}
    for text, counts in labels.items():
        if len(counts) > 1:
            ids = lexicon.find(text)
            known = LABELS[lexicon.entries[ids[0]].kind] if len(ids) == 1 else None
            (first, most), (_, next_most) = counts.most_common(2)
            if known is not None and known in counts:
                agreed[text] = known
            elif most > next_most:
                agreed[text] = first
    return [
        replace(name, label=agreed[name.text]) if name.text in agreed else name for name in found
    ]


def repeated(doc: Doc, found: list[Name], lexicon: Lexicon) -> list[Name]:
    """Names and, beside them, what the engine left out or took for something else of the
    surnames of persons named in full and of abbreviations in brackets."""
    lasts = {doc[n.last - 1].text for n in found if n.label == "PER" and n.last - n.first > 1}
    common = {doc[n.last - 1].text for n in found if doc[n.last - 1].tag_ == "NN"}
    known = {last for last in lasts if lexicon.find(last) or lexicon.capital_of(last)}
    short = {word for n in found if n.label == "ORG" and (word := _abbreviation(doc, n))}
    found = [
        replace(n, label="PER") if n.label != "PER" and n.text in lasts - known else n
        for n in found
    ]
    free = free_tokens(doc, found)
    missed = [
        name_of(doc, i, i + 1, "ORG" if text in short else "PER")
        for i, text in enumerate(texts(doc))
        if (text in short or text in lasts or (text[-1] == "s" and text[:-1] in lasts))
        and free[i]
        and (text in short or (len(text) > 2 and _is_bare(doc[i], common)))
    ]
    return sorted([*found, *missed], key=lambda name: name.first)


def apart_surnames(doc: Doc, found: list[Name]) -> list[Name]:
    """Two surnames side by side that the engine took for one person (*so kritisierte Rajoy
    Zapatero*) as two, where both are named in full elsewhere."""
    words = [tuple(t.text for t in doc[name.first : name.last]) for name in found]
    people = [name.label == "PER" for name in found]
    full = Counter(
        whole for whole, one in zip(words, people, strict=True) if one and len(whole) > 1
    )
    firsts, lasts = Counter[str](), Counter[str]()
    for whole, times in full.items():
        firsts[whole[0]] += times
        lasts[whole[-1]] += times
    apart: list[Name] = []
    for name, pair, one in zip(found, words, people, strict=True):
        times = full[pair] if one and len(pair) == 2 else 0
        if times and lasts[pair[0]] and lasts[pair[1]] > times and firsts[pair[0]] == times:
            apart += [name_of(doc, i, i + 1, "PER") for i in range(name.first, name.last)]
        else:
            apart.append(name)
    return apart


def whole_surnames(doc: Doc, found: list[Name], lexicon: Lexicon) -> list[Name]:
    """Surnames with the particles they have in the full name: *wie de Maizière sagte*."""
    particles: dict[str, tuple[str, ...]] = {}
    for name in found:
        words = [doc[i].text for i in range(name.first, name.last)]
        start = next((i for i, w in enumerate(words) if i and w.islower()), len(words))
        if name.label == "PER" and start < len(words) - 1:
            particles[words[-1]] = tuple(words[start:-1])
    free = free_tokens(doc, found)
    whole = []
    for name in found:
        before = particles.get(doc[name.last - 1].text, ()) if name.label == "PER" else ()
        first = name.first - len(before)
        fits = (
            before and name.last - name.first == 1 and first >= 0 and all(free[first : name.first])
        )
        if fits and tuple(doc[i].lower_ for i in range(first, name.first)) == before:
            name = name_of(doc, first, name.last, "PER")
        whole.append(name)
    return whole


def _is_bare(token: Token, common: set[str]) -> bool:
    """Whether a word can be a name by itself: tagged so, or without article and adjective
    where it is a common word."""
    if token.tag_ == "NE" or token.text not in common:
        opens = token.is_sent_start is True and len(token.text) >= _TELLING
        return token.tag_ in ("NE", "NN") or opens
    before = token.doc[token.i - 1].tag_ if token.i else ""
    return token.tag_ == "NN" and before not in ("ART", "ADJA", "APPRART", "PIAT", "CARD", "NN")


def _abbreviation(doc: Doc, name: Name) -> str | None:
    """The abbreviation in brackets right behind a name."""
    behind = doc[name.last : name.last + 3]
    if len(behind) < 3 or behind[0].text != "(" or behind[2].text != ")":
        return None
    return behind[1].text if abbreviates(behind[1].text, name.text) else None


def abbreviates(short: str, whole: str) -> bool:
    """Whether a word may be the abbreviation of a name: its letters run through it in order.

    >>> abbreviates("SWP", "Stiftung Wissenschaft und Politik")
    True
    """
    letters = [c.lower() for c in short if c.isalpha()]
    initials = "".join(word[0] for word in re.split(r"[\s-]+", whole) if word[:1].isupper())
    if short.casefold() == initials.casefold() and len(short) > 2:
        return True
    if not 2 <= len(letters) <= 12 or " " in short or sum(c.isupper() for c in short) < 2:
        return False
    text = iter(folded(whole))
    return folded(whole)[:1] == letters[0] and all(c in text for c in letters)
