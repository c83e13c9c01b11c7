"""What the words of a sentence show each other, for the name recogniser.

Clues that always come together are a `Group`, named by what they are made of: whoever adds up
weights adds up those of a group once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise, repeat
from typing import Generic, TypeVar

from workbook.language.gazetteer import Gazetteer
from workbook.language.looks import LONG, outline

Clue = TypeVar("Clue")
Group = tuple[str, ...]
"""``back`` and ``ahead``: a word's tag with those around it; ``shapes``: those of three words;
``spans``: the name lists of five; ``brief``: a word to the others of its run; ``phrase``: a run."""

EDGE = "-"
"""What stands before and behind a sentence."""
_CAPITALS, _NAMES = "ce"
"""The letters that clues of a run of capitals, or of proper nouns, begin with."""
_LONGEST_PHRASE = 10
_OPEN, _CLOSE = frozenset("„«‚"), frozenset("“”»‘")
_MARKS = _OPEN | _CLOSE | frozenset('"()')
_PREPOSITIONS = frozenset({"APPR", "APPRART"})
_FINITE = frozenset({"VVFIN", "VAFIN", "VMFIN"})
_TURNS = _PREPOSITIONS | _FINITE | {"$.", "$,"}
"""Tags of words where a preposition begins to reach, or no longer does."""
_RUN = re.compile(b"\1+")


class Context(Generic[Clue]):
    """Clues by sentence, in the caller's terms. Made once, called per sentence.

    Parameters
    ----------
    single : what a clue is to the caller, by its beginning (up to ``=``, or nothing) and then
        by its rest; nothing if it is none.
    group : what a group of clues is.

    Examples
    --------
    >>> context = Context[str](Gazetteer.of([]), lambda kind: kind.__add__, "/".join)
    >>> context.of(["Ja", "."], ["PTKANT", "$."])[1][:3]
    ['back/-/PTKANT/$.', 'ahead/PTKANT/$./-', 'shapes/Xx/./-']
    """

    def __init__(
        self,
        gazetteer: Gazetteer,
        single: Callable[[str], Callable[[str], Clue | None]],
        group: Callable[[Group], Clue],
    ) -> None:
        self._gazetteer = gazetteer
        self._group = group
        self._pairs = single("ww="), single("wx=")
        self._second, self._verb, self._preposition = single("2t="), single("v="), single("pr=")
        self._quoted, self._bracket, self._first = map(single(""), ("quoted", "bracket", "first"))
        self._frames = {
            letter: [single(f"{letter}{side}=") for side in "lLrR"]
            for letter in (_CAPITALS, _NAMES)
        }
        self._places = {
            (letter, number, size): single(f"{letter}=")(f"{number}/{size}")
            for letter in (_CAPITALS, _NAMES, "j")
            for size in range(1, 6)
            for number in range(4)
        }

    def of(self, words: Sequence[str], tags: Sequence[str]) -> list[list[Clue]]:
        """The clues of every word of a sentence."""
        low = [word.lower()[:LONG] for word in words]
        found = self._windows(words, tags, low)
        capitals = [word[0].isupper() for word in words]
        for flags, letter in ((capitals, _CAPITALS), ([tag == "NE" for tag in tags], _NAMES)):
            for start, end in _runs(flags):
                self._add_run(found[start:end], letter, start, words, tags, low)
        for start, end in _runs(self._joined(words, capitals)):
            if 1 < end - start <= _LONGEST_PHRASE:
                self._add_phrase(found[start:end], words[start:end])
        self._add_verbs(found, tags, low)
        self._add_prepositions(found, tags, low)
        if not _MARKS.isdisjoint(words):
            self._add_marks(found, words)
        _add(self._first, found[:1])
        return found

    def _windows(
        self, words: Sequence[str], tags: Sequence[str], low: Sequence[str]
    ) -> list[list[Clue]]:
        """What a word's next neighbours say: tags, shapes, name lists, pairs of words."""
        tag = [EDGE, EDGE, *tags, EDGE]
        shape = [EDGE, *map(outline, words), EDGE]
        span = [EDGE, EDGE, *self._gazetteer.spans(words), EDGE, EDGE]
        pairs = [f"{one}|{other}" for one, other in pairwise((EDGE, *low, EDGE))]
        columns = (
            self._groups("back", tag, tag[1:], tag[2:-1]),
            self._groups("ahead", tag[1:], tag[2:], tag[3:]),
            self._groups("shapes", shape, shape[1:], shape[2:]),
            self._groups("spans", span, span[1:], span[2:], span[3:], span[4:]),
        )
        found = [list(clues) for clues in zip(*columns, strict=True)]
        behind, ahead = self._pairs
        for clues, one, other in zip(
            found, map(behind, pairs), map(ahead, pairs[1:]), strict=False
        ):
            if one:
                clues.append(one)
            if other:
                clues.append(other)
        for clues, second in zip(found, map(self._second, tags[2:]), strict=False):
            if second:
                clues.append(second)
        return found

    def _groups(self, kind: str, *parts: Sequence[str]) -> Iterator[Clue]:
        return map(self._group, zip(repeat(kind), *parts, strict=False))

    def _add_run(
        self,
        found: Sequence[list[Clue]],
        letter: str,
        start: int,
        words: Sequence[str],
        tags: Sequence[str],
        low: Sequence[str],
    ) -> None:
        """Where words stand in a run, what frames it, and what its ends show the others."""
        size = len(found)
        before, after = start - 1, start + size
        ends = after == len(words)
        frame = (
            low[before] if start else EDGE,
            tags[before] if start else EDGE,
            EDGE if ends else low[after],
            EDGE if ends else tags[after],
        )
        for single, rest in zip(self._frames[letter], frame, strict=True):
            _add(single(rest), found)
        for number, clues in enumerate(found):
            _add(self._places[letter, min(number, 3), min(size, 4)], (clues,))
        if size > 1:
            _add(self._group(("brief", letter + "a", words[start])), found[1:])
            _add(self._group(("brief", letter + "z", words[after - 1])), found[:-1])

    def _joined(self, words: Sequence[str], capitals: Sequence[bool]) -> list[bool]:
        """Runs of capitals with the small words between them (*Bank of America*)."""
        joined = list(capitals)
        for number in range(1, len(words) - 1):
            if not capitals[number] and joined[number - 1]:
                small = "c" in self._gazetteer.words.get(words[number], "")
                after = capitals[number + 1] or (
                    number + 2 < len(words)
                    and capitals[number + 2]
                    and "c" in self._gazetteer.words.get(words[number + 1], "")
                )
                joined[number] = small and after
        return joined

    def _add_phrase(self, found: Sequence[list[Clue]], words: Sequence[str]) -> None:
        """Which kind of name a run looks like as a whole."""
        _add(self._group(("phrase", *words)), found)
        for number, clues in enumerate(found):
            _add(self._places["j", min(number, 3), min(len(words), 5)], (clues,))

    def _add_verbs(
        self, found: Sequence[list[Clue]], tags: Sequence[str], low: Sequence[str]
    ) -> None:
        """The finite verb nearest to each word."""
        verbs = [number for number, tag in enumerate(tags) if tag in _FINITE]
        begin = 0
        for verb, following in pairwise([*verbs, 2 * len(tags)]):
            end = (verb + following) // 2 + 1
            _add(self._verb(low[verb]), found[begin:end])
            begin = end

    def _add_prepositions(
        self, found: Sequence[list[Clue]], tags: Sequence[str], low: Sequence[str]
    ) -> None:
        """The preposition before a word, as far as it reaches."""
        turns = [number for number, tag in enumerate(tags) if tag in _TURNS]
        for turn, following in pairwise([*turns, len(tags)]):
            if tags[turn] in _PREPOSITIONS:
                _add(self._preposition(low[turn]), found[turn + 1 : following + 1])

    def _add_marks(self, found: Sequence[list[Clue]], words: Sequence[str]) -> None:
        """Quotation marks and brackets around a word."""
        quoted, depth = False, 0
        for clues, word in zip(found, words, strict=True):
            if word in _MARKS:
                quoted = _is_quoted(word, quoted)
                depth = max(0, depth + (word == "(") - (word == ")"))
            if quoted:
                _add(self._quoted, (clues,))
            if depth:
                _add(self._bracket, (clues,))


def _add(clue: Clue | None, found: Iterable[list[Clue]]) -> None:
    if clue:
        for clues in found:
            clues.append(clue)


def _is_quoted(mark: str, before: bool) -> bool:
    if mark == '"':
        return not before
    return mark in _OPEN or (before and mark in "()")


def _runs(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Where flags stand one behind the other: the first, and the place behind the last."""
    return (run.span() for run in _RUN.finditer(bytes(flags)))
