"""What an unknown word can be, from the morphemes it may consist of.

The model is HanTa's (Wartena 2019): a hidden Markov model of second order over morpheme
classes that emits morphemes, known ones by frequency, unknown ones by length and ending. The
search is our own and gives HanTa's figures. HanTa follows, from every place in a word, only the
few best states, those less than `_SLACK` behind the fourth. So we go place by place, take the
known morphemes that end there first, and guess unknown ones only from where a guess could still
come so near.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

State = tuple[int, int]
"""The classes of the last morpheme but one, and of the last."""
_BEGIN: State = (0, 1)
_UNKNOWN = 3
_WIDTH = 3
_SLACK = 1.0
_FLOOR = -1e6
_LEAST = -math.inf
_WHOLE = 4.6
"""What it costs to take a whole word for one unknown morpheme, as HanTa has it."""
_LONGEST = 24
_BEGINNING = 3
"""By so many letters is known how long a morpheme can be that begins with them."""
_ENDING = 4
_SHORTEST = 3
"""Letters of an unknown morpheme, unless the word is no longer itself."""
_KNOWN = 512

Column = dict[State, float]
"""The states a place can be reached in, with their log-likelihood."""
Origin = dict[State, tuple[State, int]]
"""For each of them the state before, and at which place."""
Chances = Sequence[tuple[int, float]]
"""Classes with their log-likelihood."""


class _Steps(NamedTuple):
    """What may follow a state."""

    known: Mapping[int, float]
    """Classes with their log-likelihood."""
    unknown: Sequence[tuple[int, State, float]]
    """Open classes by their number, the state they lead to, and its log-likelihood."""


class _Row(NamedTuple):
    """What may follow the states worth following at a place."""

    states: Sequence[tuple[State, float, Mapping[int, float], Sequence[tuple[int, State, float]]]]
    guesses: Sequence[tuple[float, int, State, State]]
    """Log-likelihood, number of the open class, the state then, the state here."""
    top: float
    """The likeliest of the guesses."""


class Morphemes:
    """HanTa's model of words. Made once, called per word."""

    def __init__(self, hanta: Any) -> None:
        self._known: dict[str, list[tuple[int, float]]] = {}
        self._longest: dict[str, int] = {}
        for tag, chances in hanta.LP_m_t.items():
            for morpheme, chance in chances.items():
                self._known.setdefault(morpheme, []).append((tag, chance))
        for morpheme in self._known:
            begin, size = morpheme[:_BEGINNING], len(morpheme)
            if size > self._longest.get(begin, 0):
                self._longest[begin] = size
        unknown = [
            (tag, hanta.Int_t + hapax, hanta.LP_len_t[tag], hanta.LP_s_t[tag])
            for tag, hapax in hanta.LP_hapax_t.items()
            if tag in hanta.LP_s_t
        ]
        self._number = {tag: number for number, (tag, *_) in enumerate(unknown)}
        self._unknown = [chances for _, *chances in unknown]
        self._most = [
            max(
                base + lengths[size] + max(endings.values())
                for base, lengths, endings in self._unknown
            )
            for size in range(_LONGEST + 1)
        ]
        self._endings = frozenset(next(iter(hanta.LP_s_t.values())))
        self._inner: Mapping[State, Chances] = hanta.LP_trans_nonfinal
        self._final: Mapping[State, Chances] = hanta.LP_trans_final
        reachable: Mapping[int, frozenset[int]] = hanta.reachability
        self._anywhere = self._steps(frozenset(hanta.LP_m_t))
        self._towards = cache(lambda target: self._steps(reachable.get(target, frozenset())))
        self._parts = lru_cache(_KNOWN)(self._find)
        self._guesses = cache(self._guess)  # few endings

    def tags(self, word: str) -> list[tuple[int, float]]:
        """Tags a lower-case word can have with their log-likelihood, the likeliest first."""
        last: dict[State, float] = {}
        for state, score in self._search(word, self._anywhere, guessing=True)[0].items():
            for tag, step in self._final.get(state, ()):
                key = (state[1], tag)
                if score + step > last.get(key, _FLOOR):
                    last[key] = score + step
        found: dict[int, float] = {}
        for (_, tag), score in last.items():
            found[-tag] = _either(found[-tag], score) if -tag in found else score
        return sorted(found.items(), key=lambda item: item[1], reverse=True)

    def path(self, word: str, target: int) -> list[tuple[int, int]]:
        """The likeliest morphemes of a lower-case word with the tag ``target`` (negative).

        Returns every class with the place its morpheme ends, the tag itself last. Known
        morphemes alone are tried first, then unknown ones as well.
        """
        size, steps = len(word), self._towards(target)
        for guessing in (False, True):
            column, origins = self._search(word, steps, guessing=guessing)
            ends = [
                (score + step, state)
                for state, score in column.items()
                for tag, step in self._final.get(state, ())
                if tag == target and score + step > _FLOOR
            ]
            if ends:
                state, place = max(ends, key=lambda end: end[0])[1], size
                found = [(target, size + 1)]
                while place > 0:
                    found.append((state[1], place))
                    state, place = origins[place][state]
                return found[::-1]
        return [(_UNKNOWN, size), (-_UNKNOWN, size + 1)]

    def _steps(self, classes: frozenset[int]) -> Mapping[State, _Steps]:
        """What may follow each state, among some classes."""
        number = self._number
        return {
            state: _Steps(
                {tag: step for tag, step in steps if tag in classes},
                [
                    (number[tag], (state[1], tag), step)
                    for tag, step in steps
                    if tag in classes and tag in number
                ],
            )
            for state, steps in self._inner.items()
        }

    def _find(self, word: str) -> list[dict[int, Chances]]:
        """By where they end, and then where they begin: the known morphemes in a word."""
        found: list[dict[int, Chances]] = [{} for _ in word]
        known, longest, size = self._known.get, self._longest.get, len(word)
        for start in range(size):
            reach = longest(word[start : start + _BEGINNING], _BEGINNING)
            for end in range(start, min(size, start + reach)):
                chances = known(word[start : end + 1])
                if chances:
                    found[end][start] = chances
        return found

    def _search(
        self, word: str, steps: Mapping[State, _Steps], *, guessing: bool
    ) -> tuple[Column, list[Origin]]:
        """The states at the end of a word, and where those at every place came from."""
        column: Column = {_BEGIN: 0.0}
        origin: Origin = {}
        origins, rows = [origin], [_row(column, _FLOOR, steps)]
        for end, known in enumerate(self._parts(word), 1):
            column, origin = {}, {}
            for start, chances in known.items():
                for here, score, following, _ in rows[start].states:
                    last = here[1]
                    for tag, chance in chances:
                        if tag in following:
                            state, total = (last, tag), score + following[tag] + chance
                            if total > column.get(state, _LEAST):
                                column[state] = total
                                origin[state] = here, start
            bound = _bound(column)
            if guessing:
                bound = self._add_unknown(column, origin, rows, word, known, bound)
            origins.append(origin)
            if end < len(word):
                rows.append(_row(column, bound, steps))
        return column, origins

    def _add_unknown(
        self,
        column: Column,
        origin: Origin,
        rows: Sequence[_Row],
        word: str,
        known: Mapping[int, Chances],
        bound: float,
    ) -> float:
        """Add to a column the states that an unknown morpheme leads to; how likely a state then
        has to be to be worth following."""
        end, size = len(rows), len(word)
        if end == size:
            bound = _FLOOR
        long = self._guesses(self._ending(word[max(0, end - _ENDING - 1) : end]))
        for start in range(end - (_SHORTEST if size > _WIDTH else 1) + 1):
            row, length = rows[start], min(end - start, _LONGEST)
            if row.top + self._most[length] < bound:
                continue
            short = length <= _ENDING
            guesses = self._guesses(self._ending(word[start:end])) if short else long
            chances, best = guesses[length]
            if row.top + best < bound:
                continue
            taken = [tag for tag, _ in known[start]] if start in known else ()
            cost = _WHOLE if end - start == size else 0.0
            for before, number, state, here in row.guesses:
                total = before + (chances[number] - cost)
                if total >= bound and total > column.get(state, _LEAST) and state[1] not in taken:
                    column[state] = total
                    origin[state] = here, start
            if end < size:
                bound = _bound(column)
        return bound

    def _ending(self, morpheme: str) -> str:
        """The longest ending of an unknown morpheme that says something of its class."""
        for cut in range(1, len(morpheme)):
            if morpheme[cut:] in self._endings:
                return morpheme[cut:]
        return ""

    def _guess(self, ending: str) -> list[tuple[Sequence[float], float]]:
        """How likely an unknown morpheme with an ending is by its length, for each of the open
        classes; and for the likeliest."""
        found = [
            [base + lengths[length] + endings[ending] for base, lengths, endings in self._unknown]
            for length in range(_LONGEST + 1)
        ]
        return [(chances, max(chances)) for chances in found]


def _row(column: Column, bound: float, steps: Mapping[State, _Steps]) -> _Row:
    """What may follow the best states of a place."""
    states = [
        (here, score, *steps[here])
        for here, score in column.items()
        if score >= bound and here in steps
    ]
    guesses = [
        (score + step, number, state, here)
        for here, score, _, unknown in states
        for number, state, step in unknown
    ]
    return _Row(states, guesses, max(guesses)[0] if guesses else _LEAST)


def _bound(column: Column) -> float:
    """How likely a state has to be to be worth following, as HanTa prunes them."""
    if len(column) <= _WIDTH:
        return _FLOOR
    return sorted(column.values())[-1 - _WIDTH] - _SLACK


def _either(one: float, other: float) -> float:
    """The logarithm of a sum of chances given by their logarithms."""
    high, low = max(one, other), min(one, other)
    return high + math.log1p(math.exp(low - high))


def reachable(steps: Mapping[State, Mapping[int, float]]) -> dict[int, frozenset[int]]:
    """For each final class (negative), all that may stand somewhere before it in a word.

    Examples
    --------
    >>> reachable({(0, 1): {5: -0.1, 6: -2.3}, (1, 5): {6: -0.5, -7: -1.0}, (5, 6): {-8: 0.0}})
    {-7: frozenset({1, 5}), -8: frozenset({1, 5, 6})}
    """
    before: dict[int, set[int]] = {}
    for (_, tag), following in steps.items():
        for after in following:
            before.setdefault(after, set()).add(tag)
    found = {}
    for final in sorted((tag for tag in before if tag < 0), reverse=True):
        reached: set[int] = set()
        new = before[final]
        while new:
            reached |= new
            new = set().union(*(before.get(tag, ()) for tag in new)) - reached
        found[final] = frozenset(reached)
    return found
