"""Text cut into words and punctuation, and back into a spaCy ``Doc`` of the same text.

One regular expression finds the pieces in a single pass; a full stop behind a piece is then
kept with it (*z. B.*, *15. Februar*, *George W. Bush*) or left as a token of its own. That
is the one decision that tokens and sentences share, so it is taken once, here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class StopWords:
    """What one has to know of words to tell what a full stop means.

    ``abbreviations`` are words that a full stop follows, and whether they may end a sentence
    (*usw.*) or never do (*Dr.*); ``before_numbers`` are such only there (*Art. 5*). ``opens`` tells of a capitalised word whether it would be
    lower-case inside a sentence (*Es*, *Danach*), so that a new one must begin with it.
    """

    abbreviations: Mapping[str, bool]
    opens: Callable[[str], bool]
    before_numbers: frozenset[str] = frozenset()


_MARK = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufe0f"
_L = rf"(?:[^\W\d_][{_MARK}]*)"
_A = rf"(?:[^\W_][{_MARK}]*)"
_GENDER = rf"[:*_·](?=(?:innen|in|frau|frauen|[enr]|er|es|em|en|m|s)(?!{_L}))"
_DOMAIN = (
    r"(?<=[A-Z]{2})\.(?=[A-Z]{2})|\.(?=(?:de|com|org|net|at|ch|eu|info|tv|gov|ru|ua|uk|fr|Chr)\b)"
)
_JOINT = rf"(?:[-‐‑](?={_A})|['’ʼ`´](?={_L})|\.-(?={_L})|(?<=[A-Z])&(?=[A-Z])|{_GENDER}|{_DOMAIN})"
_PIECE = re.compile(
    rf"""
    (?P<space>\s+)
  | (?P<address>(?:https?://|www\.)[^\s<>"„“”«»]+
               |[\w.+-]{{1,64}}@[\w-]+(?:\.[\w-]+)+
               |[@\#](?=[^\W\d_])\w+)
  | (?P<letters>{_L}\.(?:{_L}\.)+)
  | (?P<number>\d+(?:[.,:/]\d+)*(?![^\W_]|[-‐‑][^\W_]))
  | (?P<word>(?:(?<=[ \u00a0])[-‐‑](?=[a-zäöüß]))?
             (?:\d+(?:[.,]\d+)*)?{_A}+(?:{_JOINT}{_A}+)*(?:[-‐‑](?=[\s,/)]))?)
  | (?P<dots>\.{{2,}}|…+)
  | (?P<other>,,|''|``|<<|>>|--+|\*+|\#+|_+|=+|~+|\S[{_MARK}]*)
    """,
    re.VERBOSE,
)
_LOOSE_END = ".,;:!?)]}'’“”\"»«*_"
_COUNT = re.compile(r"\d{1,2}\.\d{1,2}|\d+")
_ROMAN = re.compile(r"[IVXLCDM]+")
_NEXT = re.compile(rf"[ \t\u00a0\u202f]*([\"„“”»«‚‘’'(\[]*)((?:{_L})+|\d+)?")


class Piece(NamedTuple):
    """A token by its offsets; ``full`` where it carries a full stop of its own (*Dr.*)."""

    start: int
    end: int
    full: bool = False


def pieces(text: str, known: StopWords) -> list[Piece]:
    """The words and marks of a text, white space left out.

    Examples
    --------
    >>> text = "Am 2.Oktober kam Dr. Ost.Danach ging er."
    >>> found = pieces(text, StopWords({"Dr": False}, opens=lambda word: word == "Danach"))
    >>> [text[piece.start:piece.end] for piece in found]
    ['Am', '2.', 'Oktober', 'kam', 'Dr.', 'Ost', '.', 'Danach', 'ging', 'er', '.']
    """
    found: list[Piece] = []
    position, length = 0, len(text)
    while position < length:
        match = _PIECE.match(text, position)
        if match is None:  # cannot happen: the last alternative takes any character
            break
        position = match.end()
        if match.lastgroup != "space":
            position = _keep(text, match, found, known)
    return found


def _keep(text: str, match: re.Match[str], found: list[Piece], known: StopWords) -> int:
    start, end = match.span()
    kind = match.lastgroup
    if kind == "address":
        end = start + max(1, len(text[start:end].rstrip(_LOOSE_END)))
    full = kind == "letters"
    if kind in ("word", "number") and _stop_follows(text, end):
        before = text[found[-1].start : found[-1].end] if found else ""
        if _belongs(text, start, end, before, known):
            end, full = end + 1, True
    found.append(Piece(start, end, full))
    return end


def _stop_follows(text: str, end: int) -> bool:
    return text.startswith(".", end) and not text.startswith("..", end)


@dataclass(frozen=True, slots=True)
class _Ahead:
    """What stands behind a full stop on its line: an opening mark, a word, and its full stop."""

    mark: str
    word: str
    stopped: bool

    @classmethod
    def of(cls, text: str, position: int) -> _Ahead:
        match = _NEXT.match(text, position)
        if match is None:  # pragma: no cover - the pattern matches the empty string
            return cls("", "", False)
        return cls(match.group(1), match.group(2) or "", text.startswith(".", match.end()))


def _belongs(text: str, start: int, end: int, before: str, known: StopWords) -> bool:
    """Whether the full stop at ``end`` is part of the word that ends there."""
    word, ahead = text[start:end], _Ahead.of(text, end + 1)
    if _COUNT.fullmatch(word):
        return not ahead.mark and _is_ordinal(word, ahead.word, known)
    if word in known.abbreviations:
        return True
    if word in known.before_numbers:
        return ahead.word[:1].isdecimal()
    if _ROMAN.fullmatch(word) and before[:1].isupper():
        return len(word) > 1 or (bool(ahead.word) and not known.opens(ahead.word))
    return len(word) == 1 and word.isalpha() and _is_initial(word, before, ahead, known)


def _is_ordinal(word: str, after: str, known: StopWords) -> bool:
    """Whether a number with a full stop before ``after`` counts: *12. Mai*, not *12. Es*."""
    if not after or (len(word) > 3 and "." not in word):
        return after[:1].islower()
    return not after[0].isupper() or not known.opens(after)


def _is_initial(word: str, before: str, ahead: _Ahead, known: StopWords) -> bool:
    """Whether a letter with a full stop is short for a word: *z. B.*, *George W. Bush*."""
    if len(before) == 2 and before[1] == "." and before[0].isalpha():
        return True
    if ahead.mark:
        return "(" in ahead.mark and word.isupper() and before[:1].isupper()
    if ahead.word[:1].islower() or (ahead.stopped and len(ahead.word) == 1):
        return True
    return ahead.word[:1].isupper() and not known.opens(ahead.word)


def words_and_spaces(text: str, found: list[Piece]) -> Iterator[tuple[str, bool, int]]:
    """Tokens as spaCy wants them: word, whether one blank follows, and which piece it is.

    White space other than a single blank becomes a token of its own, with piece -1, so that
    the tokens spell the text.

    Examples
    --------
    >>> list(words_and_spaces("a  b", [Piece(0, 1), Piece(3, 4)]))
    [('a', True, 0), (' ', False, -1), ('b', False, 1)]
    """
    position = 0
    for number, piece in enumerate(found):
        if piece.start > position:
            yield text[position : piece.start], False, -1
        position = piece.end
        blank = text.startswith(" ", position)
        yield text[piece.start : piece.end], blank, number
        position += blank
    if position < len(text):
        yield text[position:], False, -1
