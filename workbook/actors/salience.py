"""How much an article is about somebody."""

from __future__ import annotations

from collections.abc import Sequence

_MENTIONS, _POSITION, _TITLE, _SUBJECT = 0.4, 0.2, 0.2, 0.2


def salience(
    starts: Sequence[int], *, most: int, length: int, in_title: bool, as_subject: int
) -> float:
    """Four signs, weighted, 0–1.

    - mentions (.4): how many there are, against the most anyone has in the article (``most``);
    - position (.2): 1 for a first mention at the very beginning, falling to 0 at the end;
    - title (.2): named in the title or a heading;
    - acting (.2): the share of mentions that stand where subjects do.

    ``starts`` are the offsets of all mentions, ``length`` that of the text, in characters.

    >>> salience([0, 80], most=2, length=100, in_title=True, as_subject=1)
    0.9
    """
    if not starts:
        return 0.0
    position = 1 - min(starts) / max(length, 1)
    score = (
        _MENTIONS * min(len(starts) / max(most, 1), 1.0)
        + _POSITION * position
        + _TITLE * in_title
        + _SUBJECT * min(as_subject / len(starts), 1.0)
    )
    return round(min(max(score, 0.0), 1.0), 4)
