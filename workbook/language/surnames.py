"""Family names that are common nouns: *Anna Wehr sagte*, *Karl Bank (54)*.

What a statistical recogniser takes such a word for is a guess; German word order is none. In
front of the finite verb stands one phrase, so a first name and a bare noun there are one person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

Span = tuple[int, int, str]
"""First word, word after the last, label."""

_PHRASE = frozenset(
    {"ART", "ADJA", "NN", "NE", "APPR", "APPRART", "PPOSAT", "CARD", "TRUNC", "KON"}
)
"""Tags of what may stand with a name in front of the finite verb."""
_OPENERS = frozenset({"„", "“", "»", "«", '"', "–", "—", ":"})
_FINITE = frozenset({"VVFIN", "VAFIN", "VMFIN"})
_OLDEST = 2
"""Digits of an age: *Anna Wehr (54)*."""
_REACH = 12
_APPOSED = frozenset({"ART", "CARD", "PRELS", "PPOSAT"})
"""Tags behind the comma of *Anna Wehr, die Leiterin*, *Anna Wehr, 54*."""
_OBJECT = frozenset({"den", "die", "das", "ein", "eine", "einen"})


def whole_names(
    found: Sequence[Span],
    words: Sequence[str],
    tags: Sequence[str],
    is_first: Callable[[str], bool],
) -> Iterator[Span]:
    """The names of a sentence, with a common noun that can only be the family name of the lone
    first name before it.

    Examples
    --------
    >>> words = "Anna Wehr sagte ab .".split()
    >>> tags = "NE NN VVFIN PTKVZ $.".split()
    >>> list(whole_names([(0, 1, "PER")], words, tags, {"Anna"}.__contains__))
    [(0, 2, 'PER')]
    """
    taken = {n for start, end, _ in found for n in range(start, end)}
    for start, end, label in found:
        family = start + 1
        lone = end == family and family not in taken
        pair = end == family + 1 and label != "PER"
        may_be = (lone or pair) and is_first(words[start]) and _is_family(words, tags, family)
        if may_be and (_is_aged(words, family) or (lone and _is_one(words, tags, family))):
            yield start, family + 1, "PER"
        else:
            yield start, end, label


def _is_family(words: Sequence[str], tags: Sequence[str], n: int) -> bool:
    if n >= len(words) or tags[n] not in ("NN", "NE"):
        return False
    return words[n].isalpha() and words[n].istitle() and len(words[n]) > 1


def _is_aged(words: Sequence[str], n: int) -> bool:
    """Whether an age in brackets stands behind a word."""
    behind = words[n + 1 : n + 4]
    if len(behind) < len("(9)") or (behind[0], behind[2]) != ("(", ")"):
        return False
    return behind[1].isdigit() and len(behind[1]) <= _OLDEST


def _is_one(words: Sequence[str], tags: Sequence[str], family: int) -> bool:
    """Whether a first name and the noun behind it are one phrase by where they stand: before
    the finite verb, or right behind it with its object to come."""
    if family + 1 < len(tags) and tags[family + 1] in ("NN", "NE"):
        return False
    if family > 1 and tags[family - 2] in _FINITE:
        behind = words[family + 1] if family + 1 < len(words) else ""
        return words[family][-1] != "n" and behind in _OBJECT
    return _opens(words, tags, family - 2) and _closes(words, tags, family + 1)


def _opens(words: Sequence[str], tags: Sequence[str], last: int) -> bool:
    """Whether the words up to ``last`` begin a phrase at the head of a clause."""
    for n in range(last, max(-1, last - _REACH), -1):
        if tags[n] not in _PHRASE:
            return words[n] in _OPENERS
    return last < _REACH


def _closes(words: Sequence[str], tags: Sequence[str], first: int) -> bool:
    """Whether the words from ``first`` on lead to a finite verb in the singular, or to an
    apposition right away."""
    for n in range(first, min(len(words), first + _REACH)):
        if tags[n] in _FINITE:
            return not words[n].endswith("en")
        if words[n] == "," and n == first:
            return n + 1 < len(tags) and tags[n + 1] in _APPOSED
        if tags[n] not in _PHRASE:
            return False
    return False
