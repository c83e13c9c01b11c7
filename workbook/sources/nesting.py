"""Two frames in one sentence: which of them lies in the message of the other.

*Laut Polizei ist die Straße frei, berichtet das Blatt*: each frame would take all the rest of
the sentence, the other frame included. But the paper tells what the police say, so the message
of the police ends where the frame of the paper begins.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations

from workbook.sources.drafts import Draft, trimmed
from workbook.sources.words import Words


def settled(
    words: Words, drafts: Sequence[Draft], is_medium: Callable[[Sequence[int]], bool]
) -> list[Draft]:
    """The drafts of one line, inner messages without the frames around them.

    A frame with a verb is around one without. Of two frames without a verb the one that names
    a medium is around the other, whatever their order; else the later one.
    """
    found = list(drafts)
    for a, b in combinations(range(len(found)), 2):
        if _contains(found[a], found[b]) or _contains(found[b], found[a]):
            outer, inner = (a, b) if _is_around(found[a], found[b], is_medium) else (b, a)
            if _contains(found[outer], found[inner]):
                found[inner] = _inside(words, found[inner], found[outer])
    return found


def _contains(outer: Draft, inner: Draft) -> bool:
    """Whether the frame of one stands in the message of the other."""
    return bool(inner.frame) and bool(set(inner.frame) & set(outer.quote))


def _is_around(a: Draft, b: Draft, is_medium: Callable[[Sequence[int]], bool]) -> bool:
    if not (_contains(a, b) and _contains(b, a)):
        return _contains(a, b)
    if _has_verb(a) != _has_verb(b):
        return _has_verb(a)
    media = is_medium(a.speaker), is_medium(b.speaker)
    return media[0] if media[0] != media[1] else a.frame[-1] > b.frame[-1]


def _has_verb(draft: Draft) -> bool:
    return draft.entry is not None and draft.entry.form == "verb"


def _inside(words: Words, inner: Draft, outer: Draft) -> Draft:
    rest = trimmed(words, set(inner.quote) & set(outer.quote))
    return replace(inner, quote=rest) if rest else inner
