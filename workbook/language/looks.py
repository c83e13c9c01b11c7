"""Which kind of name a word, or a run of words, looks like by its letters."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import lru_cache
from typing import Generic, TypeVar

from workbook.language.model import Model
from workbook.resources import REMEMBERED

Thing = TypeVar("Thing", bound=Hashable)

LONG = 40
"""So many letters of a word are looked at."""
PIECES = 5
"""The longest piece of a word that is a clue by itself."""
_SUSPECT = 0.08
_RUN = re.compile(r"(.)\1+")


class Looks(Generic[Thing]):
    """What a model of letters says of things, remembered.

    Parameters
    ----------
    model : chances of kinds by clues.
    places : the places in the model of what it knows of a thing.
    letter : what the names of our clues begin with.

    Examples
    --------
    >>> weights = {("s=Xx", "PLACE"): 3.0, ("s=x", "NOUN"): 1.0}
    >>> model = Model.of(["PLACE", "NOUN"], weights, {})
    >>> looks = Looks(model, letters_in(model), "k")
    >>> looks.of("Ulm")
    ('k1=PLACE4', 'k=PLACE3')
    """

    def __init__(self, model: Model, places: Callable[[Thing], Sequence[int]], letter: str) -> None:
        self._model = model
        self._places = places
        self._letter = letter
        self._known: dict[Thing, tuple[str, ...]] = {}

    def meet(self, things: Iterable[Thing]) -> None:
        """Look at many things together, which is sooner done than one by one."""
        new = [thing for thing in dict.fromkeys(things) if thing not in self._known]
        if not new:
            return
        if len(self._known) > REMEMBERED:
            self._known.clear()
        chances = self._model.chances([*map(self._places, new)])
        self._known |= zip(new, map(self._clues, chances.tolist()), strict=True)

    def of(self, thing: Thing) -> tuple[str, ...]:
        """The likeliest kind, and all that are not unlikely, each with how likely it is."""
        if thing not in self._known:
            self.meet([thing])
        return self._known[thing]

    def _clues(self, chances: Sequence[float]) -> tuple[str, ...]:
        letter, labels = self._letter, self._model.labels
        top = max(chances)
        return (
            f"{letter}1={labels[chances.index(top)]}{int(top * 5)}",
            *(
                f"{letter}={label}{int(chance * 4)}"
                for label, chance in zip(labels, chances, strict=True)
                if chance > _SUSPECT
            ),
        )


def letters(word: str) -> list[str]:
    """What the letters of a word tell of its kind: sequences of two to five.

    Examples
    --------
    >>> letters("Ulm")[:4]
    ['bias', 'n=3', 's=Xx', '^u']
    """
    lower = _framed(word)
    return _build(word) + [
        lower[start : start + size]
        for size in range(2, PIECES + 1)
        for start in range(len(lower) - size + 1)
    ]


def letters_in(model: Model) -> Callable[[str], list[int]]:
    """The places of a word's `letters` in a model, found in one pass over the word.

    Examples
    --------
    >>> model = Model.of(["PLACE"], {("ul", "PLACE"): 3.0, ("lm$", "PLACE"): 1.0}, {})
    >>> letters_in(model)("Ulm"), model.places["lm$"], model.places["ul"]
    ([2, 1], 1, 2)
    """
    import ahocorasick

    place = model.places.get
    pieces = ahocorasick.Automaton(ahocorasick.STORE_INTS)
    for clue, number in model.places.items():
        if 2 <= len(clue) <= PIECES:
            pieces.add_word(clue, number)
    pieces.make_automaton()

    def places(word: str) -> list[int]:
        found = [number for _, number in pieces.iter(_framed(word))]
        return found + [number for clue in _build(word) if (number := place(clue, 0))]

    return places


def _framed(word: str) -> str:
    return f"^{word.lower()[:LONG]}$"


def _build(word: str) -> list[str]:
    return ["bias", f"n={min(len(word), 12)}", "s=" + outline(word)]


def phrases_in(model: Model) -> Callable[[Sequence[str]], list[int]]:
    """The places of what a name's words tell in a model."""
    place = model.places.get
    return lambda words: [place(clue, 0) for clue in phrase_letters(words)]


def phrase_letters(words: Sequence[str]) -> list[str]:
    """What the words of a name tell of its kind.

    Examples
    --------
    >>> phrase_letters(["Bank", "of", "America"])[:5]
    ['bias', 'n=3', 'w=bank', 'w=of', 'w=america']
    """
    low = [word.lower()[:LONG] for word in words]
    found = ["bias", f"n={min(len(words), 6)}", *(f"w={word}" for word in low)]
    found += [f"f={low[0]}", f"l={low[-1]}"]
    for size in range(1, PIECES + 1):
        found += [
            f"a{low[0][:size]}",
            f"b{low[0][-size:]}",
            f"y{low[-1][:size]}",
            f"z{low[-1][-size:]}",
        ]
    return [*found, "s=" + " ".join(map(outline, words[:5]))]


@lru_cache(REMEMBERED)
def outline(word: str) -> str:
    """The shape of a word, each run of like letters as one.

    Examples
    --------
    >>> outline("Bonn"), outline("CO2-Steuer")
    ('Xx', 'Xd-Xx')
    """
    return _RUN.sub(r"\1", shape(word[:LONG]))


def shape(word: str) -> str:
    """A word with all its letters alike, and all its digits.

    Examples
    --------
    >>> shape("Bonn"), shape("CO2")
    ('Xxxx', 'XXd')
    """
    return "".join(
        "X"
        if letter.isupper()
        else "x"
        if letter.islower()
        else "d"
        if letter.isdigit()
        else letter
        for letter in word
    )
