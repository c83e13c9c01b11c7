"""Whom a speaker relies on: *unter Berufung auf X*, *zitiert X*, *erfuhr aus X-Kreisen*.

Whoever is relied on is behind the message, whoever relies on him only passes it on.
"""

from __future__ import annotations

from itertools import pairwise

from workbook.sources import phrases
from workbook.sources.drafts import Draft
from workbook.sources.words import NAMES, Words

_REFERENCES = frozenset({"Berufung", "Bezug", "Bezugnahme", "Verweis"})
_REFERRING = frozenset({"berufen", "beziehen", "stützen"})
_CIRCLES = "kreisen"


def relied_on(words: Words, draft: Draft) -> tuple[int, ...]:
    """The words of a frame that name whom its speaker relies on; none for most frames."""
    return _referred_to(words, draft) or _cited(words, draft) or _circle(words, draft)


def _referred_to(words: Words, draft: Draft) -> tuple[int, ...]:
    """*unter Berufung auf X*, *mit Verweis auf X*, *beruft sich auf X und meldet*."""
    frame = draft.frame
    refers = any(words.lemma[i] in _REFERRING for i in frame)
    for i, j in pairwise(frame):
        if words.lower[j] != "auf" or j + 1 not in frame:
            continue
        if words.lemma[i] in _REFERENCES or (refers and words.tag[i] == "PRF"):
            return _phrase(words, draft, j + 1)
    return ()


def _cited(words: Words, draft: Draft) -> tuple[int, ...]:
    """*Das Blatt zitiert X*: whoever is cited; in the passive he is the speaker anyway."""
    verb = next((i for i in draft.cue if words.lemma[i] == "zitieren"), None)
    if verb is None or not draft.speaker or any(words.lemma[i] == "werden" for i in draft.cue):
        return ()
    behind = max(verb, *(i for i in draft.speaker if i >= verb), verb) + 1
    first = next((i for i in draft.frame if i == behind and words.tag[i] != "APPR"), None)
    return _phrase(words, draft, first) if first is not None else ()


def _circle(words: Words, draft: Draft) -> tuple[int, ...]:
    for i, j in pairwise(draft.frame):
        is_circle = words.lower[j].endswith(_CIRCLES) and words.lower[i] == "aus"
        if is_circle and draft.speaker and j not in draft.speaker[:1]:
            return (j,)
    return ()


def _phrase(words: Words, draft: Draft, start: int) -> tuple[int, ...]:
    """The noun phrase that begins here, up to what else the frame is made of."""
    taken = {*draft.cue, *draft.speaker}
    end = next((i for i in range(start, draft.frame[-1] + 1) if i in taken), draft.frame[-1] + 1)
    chosen = range(start, phrases.whole(words, start, end, {}))
    return tuple(chosen) if any(words.tag[i] in NAMES | {"PPER"} for i in chosen) else ()
