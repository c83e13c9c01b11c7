"""What the name recogniser sees of a word: the features of its conditional random field.

The choice follows what worked for German in the literature (Faruqui and Padó 2010; Benikova
et al. 2015, GermaNER): the word, its shape and pieces, part of speech, name lists, the words
around it, the run of capitals it stands in, and what kind of name its letters look like.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from workbook.language.clusters import Clusters
from workbook.language.gazetteer import Gazetteer, nominative
from workbook.language.model import Model
from workbook.language.tagging import Tagger

_KNOWN = 65_536
_RUN = re.compile(r"(.)\1+")
_PIECES = 5
REACH = (-2, -1, 0, 1, 2)
"""Where a word leaves its features: two before it to two behind it."""
_BITS = (4, 6, 10)
"""How much of the path to a cluster names a larger group of words (Ratinov and Roth 2009)."""
_LONG = 40
_LONGEST_PHRASE = 10
_SUSPECT = 0.08
_HEADS = "rops"
_OPEN, _CLOSE = frozenset("„«‚"), frozenset("“”»‘")


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
        self._gazetteer = gazetteer
        self._clusters = clusters
        self._tagger = tagger
        self._kinds = kinds
        self._phrases = phrases
        self.own = lru_cache(_KNOWN)(self._own)
        self.seen = lru_cache(_KNOWN)(self._seen)
        self.brief = lru_cache(_KNOWN)(self._brief)
        self.phrase = lru_cache(_KNOWN)(self._phrase)

    def of(self, words: Sequence[str], tags: Sequence[str]) -> list[list[str]]:
        """The features of every word of one sentence."""
        found = self.between(words, tags)
        for number, (word, tag) in enumerate(zip(words, tags, strict=True)):
            for offset, clues, tagged in zip(
                REACH, self.around(word), around_tag(tag), strict=True
            ):
                if 0 <= number + offset < len(words):
                    found[number + offset] += [*clues, *tagged]
        return found

    def around(self, word: str) -> list[list[str]]:
        """What a word adds to the features of its neighbours, by `REACH`, and to its own."""
        seen = self.seen(word)
        return [
            [f"{-offset}{clue}" for clue in seen] if offset else [*self.own(word), *seen]
            for offset in REACH
        ]

    def between(self, words: Sequence[str], tags: Sequence[str]) -> list[list[str]]:
        """The features of every word of one sentence that several words make together."""
        found: list[list[str]] = [[] for _ in words]
        self._add_spans(found, self._gazetteer.spans(words))
        self._add_sequences(found, words, tags)
        capitals = [word[0].isupper() for word in words]
        self._add_runs(found, words, tags, "c", capitals)
        self._add_runs(found, words, tags, "e", [tag == "NE" for tag in tags])
        self._add_phrases(found, words, self._joined(words, capitals))
        _add_context(found, words, tags)
        return found

    def _own(self, word: str) -> tuple[str, ...]:
        """What a word shows by itself."""
        lower, cut = word.lower(), word[:_LONG]
        shape = _shape(cut)
        found = [
            "bias",
            "W=" + cut,
            "S=" + shape[:12],
            "g=" + nominative(lower),
            f"len={min(len(word), 12)}",
        ]
        for size in range(1, min(_PIECES, len(word) - 1) + 1):
            found += [f"p{size}={lower[:size]}", f"x{size}={lower[-size:]}"]
        if any(letter.isdigit() for letter in word):
            found.append("digit")
        if word.isupper() and len(word) > 1:
            found.append(f"upper={min(len(word), 5)}")
        elif sum(letter.isupper() for letter in cut) > 1:
            found.append("camel")
        return (*found, *self._hyphenated(word))

    def _hyphenated(self, word: str) -> list[str]:
        first, hyphen, rest = word.partition("-")
        if not hyphen or not first or not rest:
            return []
        last = rest.rpartition("-")[2]
        found = ["hyphen", "h0=" + first.lower(), "h1=" + last.lower()]
        if first.isupper():
            found.append("h0upper")
        found += ["h0" + kind for kind in self._gazetteer.of_name([first])]
        return found + ["h0" + kind for kind in self._gazetteer.of_word(first)]

    def _seen(self, word: str) -> tuple[str, ...]:
        """What a word shows its neighbours as well."""
        found = [
            "w=" + word.lower()[:_LONG],
            "s=" + _outline(word),
        ]
        if word[0].isupper():
            found += ["l=" + kind for kind in self._gazetteer.of_word(word)]
            found += self._noun(word)
            found += self._kind(word)
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

    def _noun(self, word: str) -> list[str]:
        """Whether it is a known noun or ends in one, and what its end says of it."""
        lists = self._gazetteer.of_word(word)
        if "n" in lists:
            return ["noun", *(f"end={kind}" for kind in _HEADS if kind in lists)]
        for start in range(3, min(len(word), _LONG) - 2):
            lists = self._gazetteer.of_word(word[start:].capitalize())
            if "n" in lists or any(kind in lists for kind in _HEADS):
                head = word[:start]
                whole = any("n" in self._gazetteer.words.get(h, "") for h in (head, head[:-1]))
                ends = (f"end={kind}" for kind in _HEADS if kind in lists)
                return ["compound" if whole else "tail", *ends]
        return ["unknown"]

    def _kind(self, word: str) -> list[str]:
        """Which kind of name its letters look like."""
        chances = self._kinds.chances(letters(word))
        found = [f"k1={chances[0][1]}{int(chances[0][0] * 5)}"]
        return found + [f"k={label}{int(p * 4)}" for p, label in chances if p > _SUSPECT]

    def _chances(self, word: str) -> list[str]:
        """How likely HanTa thinks it a name."""
        chances = self._tagger.chance_of_name(word)
        found = ["K"] if self._tagger.knows(word) else []
        if chances is None:
            return [*found, "noNE"] if word[0].isupper() else found
        return [*found, f"NE={max(-4, min(4, round(chances / 2)))}"]

    def _add_spans(self, found: list[list[str]], spans: Sequence[str]) -> None:
        """The names in lists that a word and its neighbours are part of."""
        length = len(spans)
        for number, (clues, span) in enumerate(zip(found, spans, strict=True)):
            if span:
                clues.append(f"G={span}")
                clues += [f"G{span[0]}{kind}" for kind in span[1:]]
            else:
                clues.append("G")
            for offset in REACH:
                other = number + offset
                if not 0 <= other < length:
                    clues.append(f"{offset}:edge")
                elif offset and spans[other]:
                    clues.append(f"{offset}G={spans[other]}")

    def _add_sequences(
        self, found: list[list[str]], words: Sequence[str], tags: Sequence[str]
    ) -> None:
        low = ["-", *(word.lower()[:_LONG] for word in words), "-"]
        tag = ["-", "-", *tags, "-"]
        shapes = ["-", *map(_outline, words), "-"]
        for n, clues in enumerate(found):
            clues += (
                f"tt={tag[n + 1]}{tag[n + 2]}",
                f"tu={tag[n + 2]}{tag[n + 3]}",
                f"tv={tag[n]}{tag[n + 1]}{tag[n + 2]}",
                f"tw={tag[n + 1]}{tag[n + 2]}{tag[n + 3]}",
                f"ww={low[n]}|{low[n + 1]}",
                f"wx={low[n + 1]}|{low[n + 2]}",
                f"sss={shapes[n]}|{shapes[n + 1]}|{shapes[n + 2]}",
            )

    def _add_runs(
        self,
        found: list[list[str]],
        words: Sequence[str],
        tags: Sequence[str],
        letter: str,
        flags: Sequence[bool],
    ) -> None:
        """Where a word stands in a run of flagged words, and what frames the run."""
        start, length = 0, len(words)
        while start < length:
            if not flags[start]:
                start += 1
                continue
            end = start
            while end < length and flags[end]:
                end += 1
            before = (words[start - 1].lower()[:_LONG], tags[start - 1]) if start else ("-", "-")
            after = (words[end].lower()[:_LONG], tags[end]) if end < length else ("-", "-")
            frame = (
                f"{letter}l={before[0]}",
                f"{letter}L={before[1]}",
                f"{letter}r={after[0]}",
                f"{letter}R={after[1]}",
            )
            first = self.brief(words[start], f"{letter}a")
            last = self.brief(words[end - 1], f"{letter}z")
            for number in range(start, end):
                clues = found[number]
                clues += frame
                clues.append(f"{letter}={min(number - start, 3)}/{min(end - start, 4)}")
                if number > start:
                    clues += first
                if number < end - 1:
                    clues += last
            start = end

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

    def _add_phrases(
        self, found: list[list[str]], words: Sequence[str], joined: Sequence[bool]
    ) -> None:
        """Which kind of name a run looks like as a whole."""
        start = 0
        while start < len(words):
            end = start
            while end < len(words) and joined[end]:
                end += 1
            if 1 < end - start <= _LONGEST_PHRASE:
                clues = self.phrase(tuple(words[start:end]))
                for number in range(start, end):
                    found[number] += clues
                    found[number].append(f"j={min(number - start, 3)}/{min(end - start, 5)}")
            start = end + 1

    def _phrase(self, words: tuple[str, ...]) -> list[str]:
        chances = self._phrases.chances(phrase_letters(words))
        found = [f"q1={chances[0][1]}{int(chances[0][0] * 5)}"]
        return found + [f"q={label}{int(p * 4)}" for p, label in chances if p > _SUSPECT]

    def _brief(self, word: str, prefix: str) -> tuple[str, ...]:
        """What a word shows the others of its run."""
        return tuple(prefix + clue for clue in self.seen(word) if clue[:2] in ("w=", "l=", "k1"))


def around_tag(tag: str) -> list[list[str]]:
    """What a word's tag adds to the features of its neighbours, by `REACH`, and to its own."""
    return [[f"{-offset}t={tag}" if offset else f"t={tag}"] for offset in REACH]


def phrase_letters(words: Sequence[str]) -> list[str]:
    """What the words of a name tell of its kind.

    Examples
    --------
    >>> phrase_letters(["Bank", "of", "America"])[:5]
    ['bias', 'n=3', 'w=bank', 'w=of', 'w=america']
    """
    low = [word.lower()[:_LONG] for word in words]
    found = ["bias", f"n={min(len(words), 6)}", *(f"w={word}" for word in low)]
    found += [f"f={low[0]}", f"l={low[-1]}"]
    for size in range(1, _PIECES + 1):
        found += [
            f"a{low[0][:size]}",
            f"b{low[0][-size:]}",
            f"y{low[-1][:size]}",
            f"z{low[-1][-size:]}",
        ]
    return [*found, "s=" + " ".join(map(_outline, words[:5]))]


def letters(word: str) -> list[str]:
    """What the letters of a word tell of its kind: sequences of two to five.

    Examples
    --------
    >>> letters("Ulm")[:4]
    ['bias', 'n=3', 's=Xx', '^u']
    """
    lower = f"^{word.lower()[:_LONG]}$"
    found = ["bias", f"n={min(len(word), 12)}", "s=" + _outline(word)]
    return found + [
        lower[start : start + size]
        for size in range(2, _PIECES + 1)
        for start in range(len(lower) - size + 1)
    ]


@lru_cache(_KNOWN)
def _outline(word: str) -> str:
    """The shape of a word, each run of like letters as one (*Bonn* → *Xx*)."""
    return _RUN.sub(r"\1", _shape(word[:_LONG]))


def _shape(word: str) -> str:
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


def _add_context(found: list[list[str]], words: Sequence[str], tags: Sequence[str]) -> None:
    """Quotation marks, brackets, the preposition before and the finite verb nearest to a word."""
    quoted, depth, preposition = False, 0, ""
    verbs = [n for n, tag in enumerate(tags) if tag.endswith("FIN")]
    nearest = 0
    for number, (word, tag) in enumerate(zip(words, tags, strict=True)):
        clues = found[number]
        if word in _OPEN or word in _CLOSE or word == '"':
            quoted = not quoted if word == '"' else word in _OPEN
        depth = max(0, depth + (word == "(") - (word == ")"))
        if quoted:
            clues.append("quoted")
        if depth:
            clues.append("bracket")
        if preposition:
            clues.append("pr=" + preposition)
        if tag in ("APPR", "APPRART"):
            preposition = word.lower()
        elif tag in ("$.", "$,") or tag.endswith("FIN"):
            preposition = ""
        while nearest + 1 < len(verbs) and abs(verbs[nearest + 1] - number) < abs(
            verbs[nearest] - number
        ):
            nearest += 1
        if verbs:
            clues.append("v=" + words[verbs[nearest]].lower()[:_LONG])
    if found:
        found[0].append("first")
