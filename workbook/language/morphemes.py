"""What an unknown word can be, from the morphemes it may consist of.

The model is HanTa's (Wartena 2019): a hidden Markov model of second order over morpheme
classes that emits morphemes, known ones by frequency, unknown ones by length and ending. The
search is our own and gives HanTa's figures: it looks up the classes of a morpheme instead of
trying every class on it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

State = tuple[int, int]
_BEGIN: State = (0, 1)
_UNKNOWN = 3
_NOWHERE: Mapping[int, float] = MappingProxyType({})
_WIDTH = 3
_SLACK = 1.0
_FLOOR = -1e6
_WHOLE = 4.6
"""What it costs to take a whole word for one unknown morpheme, as HanTa has it."""
_LONGEST = 24


class Morphemes:
    """HanTa's model of words. Made once, called per word."""

    def __init__(self, hanta: Any) -> None:
        self._known: dict[str, list[tuple[int, float]]] = {}
        for tag, chances in hanta.LP_m_t.items():
            for morpheme, chance in chances.items():
                self._known.setdefault(morpheme, []).append((tag, chance))
        self._open: dict[int, tuple[float, list[float], Mapping[str, float]]] = {
            tag: (hanta.Int_t + hapax, hanta.LP_len_t[tag], hanta.LP_s_t[tag])
            for tag, hapax in hanta.LP_hapax_t.items()
            if tag in hanta.LP_s_t
        }
        self._endings = frozenset(next(iter(hanta.LP_s_t.values())))
        self._reachable: Mapping[int, frozenset[int]] = hanta.reachability
        self._inner: Mapping[State, list[tuple[int, float]]] = hanta.LP_trans_nonfinal
        self._final: Mapping[State, list[tuple[int, float]]] = hanta.LP_trans_final

    def tags(self, word: str) -> list[tuple[int, float]]:
        """Tags a lower-case word can have with their log-likelihood, the likeliest first."""
        size = len(word)
        table: list[dict[State, float]] = [{_BEGIN: 0.0}, *({} for _ in range(size))]
        for start in range(size):
            row = _best(table[start])
            if row:
                self._extend(word, start, row, table)
        return self._end(_best(table[size]) if size == 0 else table[size])

    def _extend(
        self, word: str, start: int, row: Mapping[State, float], table: list[dict[State, float]]
    ) -> None:
        """Add to ``table`` every morpheme that begins at ``start``."""
        sources = self._sources(row)
        guessed = [tag for tag in sources if tag in self._open]
        size = len(word)
        for end in range(start + 1, size + 1):
            morpheme = word[start:end]
            chances = dict(self._known.get(morpheme, ()))
            if guessed and (size <= _WIDTH or end - start > 2):
                self._guess(morpheme, guessed, end - start == size, chances)
            column = table[end]
            for tag, chance in chances.items():
                for last, before in sources.get(tag, _NOWHERE).items():
                    total = before + chance
                    key = (last, tag)
                    if total > column.get(key, _FLOOR):
                        column[key] = total

    def _sources(self, row: Mapping[State, float]) -> dict[int, dict[int, float]]:
        """For every class that may follow: the best way there by the class before it."""
        sources: dict[int, dict[int, float]] = {}
        for state, score in row.items():
            for tag, step in self._inner.get(state, ()):
                ways = sources.setdefault(tag, {})
                total = score + step
                if total > ways.get(state[1], -math.inf):
                    ways[state[1]] = total
        return sources

    def _guess(
        self, morpheme: str, tags: list[int], whole: bool, chances: dict[int, float]
    ) -> None:
        """Add to ``chances`` the open classes that an unknown morpheme may belong to."""
        length = len(morpheme)
        ending = ""
        for cut in range(min(4, length - 1), 0, -1):
            if morpheme[-cut:] in self._endings:
                ending = morpheme[-cut:]
                break
        length = min(length, _LONGEST)
        for tag in tags:
            if tag not in chances:
                base, lengths, endings = self._open[tag]
                chance = base + lengths[length] + endings[ending] - (_WHOLE if whole else 0.0)
                if chance > _FLOOR:
                    chances[tag] = chance

    def path(self, word: str, target: int) -> list[tuple[int, int]]:
        """The likeliest morphemes of a lower-case word with the tag ``target`` (negative).

        Returns every class with the place its morpheme ends, the tag itself last. Known
        morphemes alone are tried first, then unknown ones as well.
        """
        size = len(word)
        for guessing in (False, True):
            table, back = self._search(word, target, guessing)
            ends = [
                (score + step, state)
                for state, score in table[size].items()
                for tag, step in self._final.get(state, ())
                if tag == target and score + step > _FLOOR
            ]
            if ends:
                state, place = max(ends, key=lambda end: end[0])[1], size
                found = [(target, size + 1)]
                while place > 0:
                    found.append((state[1], place))
                    state, place = back[place][state]
                return found[::-1]
        return [(_UNKNOWN, size), (-_UNKNOWN, size + 1)]

    def _search(
        self, word: str, target: int, guessing: bool
    ) -> tuple[list[dict[State, float]], list[dict[State, tuple[State, int]]]]:
        """Scores of all states at every place of a word, and where each came from."""
        size, reachable = len(word), self._reachable.get(target, frozenset())
        table: list[dict[State, float]] = [{_BEGIN: 0.0}, *({} for _ in range(size))]
        back: list[dict[State, tuple[State, int]]] = [{} for _ in range(size + 1)]
        for start in range(size):
            row = [
                (
                    state,
                    score,
                    [step for step in self._inner.get(state, ()) if step[0] in reachable],
                )
                for state, score in _best(table[start]).items()
            ]
            following = {tag for _, _, steps in row for tag, _ in steps}
            guessed = [tag for tag in following if tag in self._open] if guessing else []
            for end in range(start + 1, size + 1) if following else ():
                chances = dict(self._known.get(word[start:end], ()))
                if guessed and (size <= _WIDTH or end - start > 2):
                    self._guess(word[start:end], guessed, end - start == size, chances)
                if not chances:
                    continue
                column = table[end]
                for state, score, steps in row:
                    for tag, step in steps:
                        chance = chances.get(tag)
                        if chance is None:
                            continue
                        total = score + step + chance
                        key = (state[1], tag)
                        if total > column.get(key, _FLOOR):
                            column[key] = total
                            back[end][key] = (state, start)
        return table, back

    def _end(self, row: Mapping[State, float]) -> list[tuple[int, float]]:
        last: dict[State, float] = {}
        for state, score in row.items():
            for tag, step in self._final.get(state, ()):
                key = (state[1], tag)
                if score + step > last.get(key, _FLOOR):
                    last[key] = score + step
        found: dict[int, float] = {}
        for (_, tag), score in last.items():
            found[-tag] = _either(found[-tag], score) if -tag in found else score
        return sorted(found.items(), key=lambda item: item[1], reverse=True)


def _best(row: dict[State, float]) -> dict[State, float]:
    """The states worth following, as HanTa prunes them."""
    if len(row) <= _WIDTH:
        return row
    bound = sorted(row.values(), reverse=True)[_WIDTH] - _SLACK
    return {state: score for state, score in row.items() if score >= bound}


def _either(one: float, other: float) -> float:
    """The logarithm of a sum of chances given by their logarithms."""
    high, low = max(one, other), min(one, other)
    return high + math.log1p(math.exp(low - high))
