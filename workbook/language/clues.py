"""What the name recogniser sees of a word: the features of its conditional random field.

The choice follows what worked for German in the literature (Faruqui and Padó 2010; Benikova
et al. 2015, GermaNER): the word, its shape and pieces, part of speech, name lists, the words
around it, the run of capitals it stands in, and what kind of name its letters look like. What
words show each other is in `contexts`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from types import MappingProxyType

from workbook.language.alone import Alone
from workbook.language.clusters import Clusters
from workbook.language.contexts import EDGE, Context, Group
from workbook.language.gazetteer import Gazetteer
from workbook.language.looks import LONG, Looks, letters_in, outline, phrases_in
from workbook.language.model import Model
from workbook.language.tagging import Tagger

_KNOWN = 4_096
REACH = (-2, -1, 0, 1, 2)
"""Where a word leaves its features: two before it to two behind it."""
_BITS = (4, 6, 10)
"""How much of the path to a cluster names a larger group of words (Ratinov and Roth 2009)."""
_HEADS = "rops"


class Clues:
    """Features of words, remembered per word. Made once, called per sentence."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        clusters: Clusters,
        tagger: Tagger,
        kinds: Model,
        phrases: Model,
    ) -> None:
        self.gazetteer = gazetteer
        self._clusters = clusters
        self._tagger = tagger
        self._kinds = Looks(kinds, letters_in(kinds), "k")
        self._phrases = Looks(phrases, phrases_in(phrases), "q")
        self.seen = lru_cache(_KNOWN)(self._seen)

    def of(self, words: Sequence[str], tags: Sequence[str]) -> list[list[str]]:
        """The features of every word of one sentence, for training."""
        alone = Alone[str](self.gazetteer, lambda kind: kind.__add__)
        context = Context[Sequence[str]](
            self.gazetteer, lambda kind: lambda rest: (kind + rest,), self.spelled
        )
        found = [[*chain.from_iterable(clues)] for clues in context.of(words, tags)]
        for number, word in enumerate(words):
            found[number] += alone.of(word)
            for offset in REACH:
                if 0 <= number + offset < len(words):
                    found[number + offset] += [at(clue, -offset) for clue in self.seen(word)]
        return found

    def meet(self, words: Iterable[str], groups: Iterable[Group]) -> None:
        """Prepare for words and groups that are to be spelled next, sooner than one by one."""
        self._kinds.meet(word for word in words if word[0].isupper())
        self._phrases.meet(group[1:] for group in groups if group[0] == "phrase")

    def spelled(self, group: Group) -> Sequence[str]:
        """The features that a group stands for."""
        if group[0] == "phrase":
            return self._phrases.of(group[1:])
        if group[0] == "brief":
            _, prefix, word = group
            return [prefix + clue for clue in self.seen(word) if clue[:2] in ("w=", "l=", "k1")]
        return _SPELLED[group[0]](*group[1:])

    def _seen(self, word: str) -> tuple[str, ...]:
        """What a word shows its neighbours as well."""
        found = ["w=" + word.lower()[:LONG], "s=" + outline(word)]
        if word[0].isupper():
            lists = self.gazetteer.of_word(word)
            found += ["l=" + kind for kind in lists]
            found += self._noun(word, lists)
            found += self._kinds.of(word)
        if word[0].isalpha():
            found += self._chances(word)
        return (*found, *self._cluster(word))

    def _cluster(self, word: str) -> list[str]:
        """Which words are used like it, or like the noun it ends in."""
        number = self._clusters.of(word)
        if number is not None:
            return [f"c={number}", *(f"c{bits}={number % 2**bits}" for bits in _BITS)]
        number = self._clusters.of_head(word) if word[0].isalpha() else None
        return ["c"] if number is None else ["c", f"ch={number}", f"ch6={number % 64}"]

    def _noun(self, word: str, lists: str) -> list[str]:
        """Whether it is a known noun or ends in one, and what its end says of it."""
        if "n" in lists:
            return ["noun", *(f"end={kind}" for kind in _HEADS if kind in lists)]
        for start in range(3, min(len(word), LONG) - 2):
            lists = self.gazetteer.of_word(word[start:].capitalize())
            if "n" in lists or any(kind in lists for kind in _HEADS):
                head = word[:start]
                whole = any("n" in self.gazetteer.words.get(h, "") for h in (head, head[:-1]))
                ends = (f"end={kind}" for kind in _HEADS if kind in lists)
                return ["compound" if whole else "tail", *ends]
        return ["unknown"]

    def _chances(self, word: str) -> list[str]:
        """How likely HanTa thinks it a name."""
        chances = self._tagger.chance_of_name(word)
        found = ["K"] if self._tagger.knows(word) else []
        if chances is None:
            return [*found, "noNE"] if word[0].isupper() else found
        return [*found, f"NE={max(-4, min(4, round(chances / 2)))}"]


def at(clue: str, offset: int) -> str:
    """A clue as a word sees it that stands so many words before (-) or behind the other."""
    return f"{offset}{clue}" if offset else clue


def _back(second: str, first: str, tag: str) -> list[str]:
    found = [f"tt={first}{tag}", f"tv={second}{first}{tag}", f"t={tag}"]
    return found + [at(f"t={t}", n) for n, t in ((-1, first), (-2, second)) if t != EDGE]


def _ahead(before: str, tag: str, after: str) -> list[str]:
    found = [f"tu={tag}{after}", f"tw={before}{tag}{after}"]
    return found if after == EDGE else [*found, at(f"t={after}", 1)]


def _spans(*around: str) -> list[str]:
    """The names in lists that a word and its neighbours are part of, by `REACH`."""
    span = around[2]
    found = [f"G={span}", *(f"G{span[0]}{kind}" for kind in span[1:])] if span else ["G"]
    for offset, other in zip(REACH, around, strict=True):
        if other == EDGE:
            found.append(f"{offset}:edge")
        elif offset and other:
            found.append(at(f"G={other}", offset))
    return found


_SPELLED: Mapping[str, Callable[..., Sequence[str]]] = MappingProxyType(
    {
        "back": _back,
        "ahead": _ahead,
        "shapes": lambda *shapes: ["sss=" + "|".join(shapes)],
        "spans": _spans,
    }
)
