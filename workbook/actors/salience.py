"""How much an article is about somebody."""

from __future__ import annotations

_MENTIONS, _POSITION, _TITLE, _SUBJECT = 0.35, 0.2, 0.25, 0.2
_IN_PASSING = 0.5
"""What a mention inside another word counts (*russische*, *US*-Delegation)."""


def weight(*, mentions: int, in_passing: int) -> float:
    """Mentions as they count here: ``in_passing`` of them stand inside other words.

    >>> weight(mentions=4, in_passing=2)
    3.0
    """
    return mentions - in_passing + _IN_PASSING * in_passing


def salience(share: float, *, first: int, length: int, in_title: bool, as_subject: float) -> float:
    """Four signs, weighted, 0–1.

    - mentions (.35): ``share`` of the weight of whoever is mentioned most in the article;
    - position (.2): 1 for a first mention at the very beginning, falling to 0 at the end;
      ``first`` and ``length`` in characters;
    - title (.25): named in the title or a heading;
    - acting (.2): the share of mentions that stand where subjects do.

    >>> salience(1.0, first=0, length=100, in_title=True, as_subject=0.5)
    0.9
    """
    position = 1 - first / max(length, 1)
    score = (
        _MENTIONS * min(share, 1.0)
        + _POSITION * position
        + _TITLE * in_title
        + _SUBJECT * min(as_subject, 1.0)
    )
    return round(min(max(score, 0.0), 1.0), 4)


def signs(
    score: float, share: float, *, first: int, length: int, mentions: int
) -> tuple[bool, int]:
    """What a salience was made of: named in the title, and how many mentions are subjects.

    The title counts for more than all acting can, so the two can be told apart.

    >>> signs(0.9, 1.0, first=0, length=100, mentions=4)
    (True, 2)
    """
    rest = score - _MENTIONS * min(share, 1.0) - _POSITION * (1 - first / max(length, 1))
    in_title = rest > (_SUBJECT + _TITLE) / 2
    as_subject = (rest - _TITLE * in_title) / _SUBJECT
    return in_title, round(min(max(as_subject, 0.0), 1.0) * mentions)
