"""What the words of a sentence show each other, for the name recogniser.

Clues that always come together are a `Group`, named by what they are made of: whoever adds up
weights adds up those of a group once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, pairwise, repeat
from typing import Generic, TypeVar

from workbook.language.gazetteer import Gazetteer
from workbook.language.looks import LONG, outline

Clue = TypeVar("Clue")
Group = tuple[str, ...]
"""``back`` and ``ahead``: a word's tag with those around it; ``shapes``: those of three words;
``spans``: the name lists of five; ``brief``: a word to the others of its run; ``phrase``: a run."""

EDGE = "-"
"""What stands before and behind a sentence."""
_LONGEST_PHRASE = 10
_OPEN, _CLOSE = frozenset("„«‚"), frozenset("“”»‘")
_MARKS = _OPEN | _CLOSE | frozenset('"()')
_PREPOSITIONS = frozenset({"APPR", "APPRART"})
_FINITE = frozenset({"VVFIN", "VAFIN", "VMFIN"})
_BREAKS = _FINITE | {"$.", "$,"}


class Context(Generic[Clue]):
    """Clues by sentence, in the caller's terms. Made once, called per sentence.

    Parameters
    ----------
    single, group : what a clue, or a group of them, is to the caller.

    Examples
    --------
    >>> context = Context[str](Gazetteer.of([]), str, "/".join)
    >>> context.of(["Ja", "."], ["PTKANT", "$."])[1][:3]
    ['back/-/PTKANT/$.', 'ahead/PTKANT/$./-', 'shapes/Xx/./-']
    """

    def __init__(
        self,
        gazetteer: Gazetteer,
        single: Callable[[str], Clue],
        group: Callable[[Group], Clue],
    ) -> None:
        self._gazetteer = gazetteer
        self._single = single
        self._group = group

    def of(self, words: Sequence[str], tags: Sequence[str]) -> list[list[Clue]]:
        """The clues of every word of a sentence."""
        low = [word.lower()[:LONG] for word in words]
        found = self._windows(words, tags, low)
        capitals = [word[0].isupper() for word in words]
        for flags, letter in ((capitals, "c"), ([tag == "NE" for tag in tags], "e")):
            for start, end in _runs(flags):
                self._add_run(found[start:end], letter, start, words, tags, low)
        for start, end in _runs(self._joined(words, capitals)):
            if 1 < end - start <= _LONGEST_PHRASE:
                self._add_phrase(found[start:end], words[start:end])
        self._add_verbs(found, tags, low)
        self._add_frames(found, words, tags)
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
            map(self._single, ["ww=" + pair for pair in pairs[:-1]]),
            map(self._single, ["wx=" + pair for pair in pairs[1:]]),
        )
        found = [list(clues) for clues in zip(*columns, strict=True)]
        for clues, second in zip(found, tags[2:], strict=False):
            clues.append(self._single("2t=" + second))
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
        single, size = self._single, len(found)
        last = start + size - 1
        before, after = start - 1, last + 1
        frame = [
            single(f"{letter}l={low[before] if start else EDGE}"),
            single(f"{letter}L={tags[before] if start else EDGE}"),
            single(f"{letter}r={low[after] if after < len(words) else EDGE}"),
            single(f"{letter}R={tags[after] if after < len(words) else EDGE}"),
        ]
        for number, clues in enumerate(found):
            clues += frame
            clues.append(single(f"{letter}={min(number, 3)}/{min(size, 4)}"))
        for clues in found[1:]:
            clues.append(self._group(("brief", letter + "a", words[start])))
        for clues in found[:-1]:
            clues.append(self._group(("brief", letter + "z", words[last])))

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
        look, size = self._group(("phrase", *words)), min(len(words), 5)
        for number, clues in enumerate(found):
            clues += (look, self._single(f"j={min(number, 3)}/{size}"))

    def _add_verbs(
        self, found: Sequence[list[Clue]], tags: Sequence[str], low: Sequence[str]
    ) -> None:
        """The finite verb nearest to each word."""
        verbs = [number for number, tag in enumerate(tags) if tag in _FINITE]
        begin = 0
        for verb, following in pairwise([*verbs, 2 * len(tags)]):
            end = (verb + following) // 2 + 1
            clue = self._single("v=" + low[verb])
            for clues in found[begin:end]:
                clues.append(clue)
            begin = end

    def _add_frames(
        self, found: Sequence[list[Clue]], words: Sequence[str], tags: Sequence[str]
    ) -> None:
        """Quotation marks and brackets around a word, the preposition before it."""
        single = self._single
        quoted, depth, preposition = False, 0, ""
        for clues, word, tag in zip(found, words, tags, strict=True):
            if word in _MARKS:
                quoted = _is_quoted(word, quoted)
                depth = max(0, depth + (word == "(") - (word == ")"))
            if quoted:
                clues.append(single("quoted"))
            if depth:
                clues.append(single("bracket"))
            if preposition:
                clues.append(single(preposition))
            if tag in _PREPOSITIONS:
                preposition = "pr=" + word.lower()
            elif tag in _BREAKS:
                preposition = ""
        for clues in found[:1]:
            clues.append(single("first"))


def _is_quoted(mark: str, before: bool) -> bool:
    if mark == '"':
        return not before
    return mark in _OPEN or (before and mark in "()")


def _runs(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Where flags stand one behind the other: the first, and the place behind the last."""
    start = 0
    for flag, run in groupby(flags):
        end = start + sum(1 for _ in run)
        if flag:
            yield start, end
        start = end
