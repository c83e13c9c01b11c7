"""Parts of speech and lemmas, by HanTa's German model.

HanTa (Wartena 2019) guesses tags from morphemes and picks the best sequence by a trigram
Viterbi search. We keep its model and its analyses, remember every word it has analysed, and
search over the few tags a word can have rather than over all of them: the same tags in a
fraction of the time. Common words were analysed beforehand (`analyses`).
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from workbook import resources
from workbook.language.analyses import Analyses, Analysis, packed
from workbook.language.lines import Lines
from workbook.language.morphemes import Morphemes, reachable

_MODEL = "morphmodel_ger.pgz"
_COMMON = "models/words/analyses.txt"
_STOPS = frozenset(".!?:;")
_NUMBER = re.compile(r"[+±-]?\d+(?:[.,:/]\d+)*")
_ORDINAL = re.compile(r"\d+\.")
_DROPPED = re.compile("[\u00ad\u200b-\u200d\u2060\ufe0f]")
_RECENT = 1_024
_LONGEST = 40
_ABBREVIATION = 4
_RIVAL = 3.0
_UNKNOWN = 3
_START = (0, 1)
_END = 2
_BEAM = 6
_STEMS = {"NNI": "NN", "NNA": "NN"}
_SYMBOL = frozenset("%‰€$£¥§&+/°#")
_OPENING = frozenset(
    [
        "ART",
        "PPER",
        "PDS",
        "PDAT",
        "PIS",
        "PIAT",
        "PPOSAT",
        "PWS",
        "PWAT",
        "PWAV",
        "PROAV",
        "ADV",
        "APPR",
        "APPRART",
        "KON",
        "KOUS",
        "KOUI",
        "KOKOM",
        "PTKNEG",
        "ADJ(D)",
        "VV(FIN)",
        "VA(FIN)",
        "VM(FIN)",
        "PTKANT",
        "PTKA",
        "ITJ",
    ]
)


class Tagger:
    """HanTa's German model with a memory. Made once, called per sentence.

    Parameters
    ----------
    common : words analysed beforehand, those that come with the package unless told otherwise;
        none where another model than the installed one made them.
    """

    def __init__(self, *, common: Analyses | None = None) -> None:
        from HanTa import HanoverTagger as hanover

        self._hanta = _hanta()
        self.model = _checksum(Path(hanover.__file__).with_name(_MODEL))
        known = common or Analyses(Lines.read(resources.data_folder() / _COMMON))
        if known.model != self.model:
            known = Analyses(Lines(packed("", ())))
        self._morphemes = Morphemes(self._hanta)
        self._unknown = lru_cache(_RECENT)(self._morphemes.tags)
        self._hanta.analyze_forward = self._chances  # the same figures, sooner
        self._hanta.analyze_viterbi = self._morphemes.path
        self._number: dict[str, int] = self._hanta.tag2int
        self._given = _given_words()
        self._stts = {number: _stts(tag) for number, tag in self._hanta.int2tag.items()}
        self._plain = {_stts(tag): number for tag, number in reversed(self._number.items())}
        self._nouns = frozenset(self._number[tag] for tag in ("NN", "NE", "NNI", "NNA"))
        self._opening = frozenset(self._number[tag] for tag in _OPENING)
        self._prepared = lru_cache(_RECENT)(known.of)
        self.candidates = lru_cache(resources.REMEMBERED)(self._candidates)
        self.lemma = lru_cache(resources.REMEMBERED)(self._lemma)

    def tag(self, words: Sequence[str]) -> list[tuple[str, str]]:
        """STTS tag and lemma of every word of one sentence.

        Examples
        --------
        >>> Tagger().tag(["Putin", "schwieg", "."])
        [('NE', 'Putin'), ('VVFIN', 'schweigen'), ('$.', '.')]
        """
        if not words:
            return []
        clean = [_clean(word) for word in words]
        if _shouts(clean):
            clean = [self._quiet(word) for word in clean]
        sequence = self._search([self.candidates(word, n > 0) for n, word in enumerate(clean)])
        return [
            (self._stts[tag], self.lemma(word, tag))
            for word, tag in zip(clean, sequence, strict=True)
        ]

    def _quiet(self, word: str) -> str:
        """A word of a sentence in capitals as it is written elsewhere."""
        if len(word) < _ABBREVIATION or not word.isalpha():
            return word
        best = self._stts[self.candidates(word.lower(), False)[0][0]]
        return word.capitalize() if best in ("NN", "NE") else word.lower()

    def opens(self, word: str) -> bool:
        """Whether a capitalised word is one that sentences open with, rather than a noun."""
        known = self._hanta.cache.get(word.lower())
        if not known or known[0][0] not in self._opening:
            return False
        bound = known[0][1] - _RIVAL
        return not any(tag in self._nouns and chance > bound for tag, chance in known)

    def knows(self, word: str) -> bool:
        """Whether the word was seen when HanTa was trained."""
        return word.lower() in self._hanta.cache

    def trained(self) -> list[str]:
        """The words HanTa was trained on, lower-case."""
        return sorted(self._hanta.cache)

    def nouns(self) -> list[str]:
        """The nouns HanTa was trained on."""
        number = self._hanta.int2tag
        return sorted(
            word.capitalize()
            for word, tags in self._hanta.cache.items()
            if number[tags[0][0]].startswith("NN") and word.isalpha() and len(word) > 2
        )

    def is_name(self, word: str) -> bool:
        """Whether a name is the likeliest thing a word can be."""
        return self.candidates(_clean(word), True)[0][0] == self._number["NE"]

    def chance_of_name(self, word: str) -> float | None:
        """Log-odds of being a name against the next likely tag; None where it cannot be one."""
        chances = dict(self.candidates(_clean(word), True))
        name = chances.pop(self._number["NE"], None)
        if name is None:
            return None
        return name - max(chances.values(), default=name - 9.0)

    def _candidates(self, word: str, inside: bool) -> tuple[tuple[int, float], ...]:
        """Tags a word can have with their log-likelihood; ``inside`` a sentence, case counts."""
        given = self._given.get(word, ("", ""))[0]
        fixed = self._plain[given] if given else _fixed(word)
        if isinstance(fixed, str):
            fixed = self._number[fixed]
        if fixed is not None:
            return ((fixed, 0.0),)
        found = self._hanta._tag_word(
            word[-_LONGEST:], cutoff=5, casesensitive=inside, conditional=True
        )
        kept = tuple((int(tag), float(chance)) for tag, chance in found if tag > _UNKNOWN)
        return kept or ((self._number["XY"], 0.0),)

    def _lemma(self, word: str, tag: int) -> str:
        if word in self._given:
            return self._given[word][1]
        if len(word) > _LONGEST or _fixed(word):
            return word
        for known in self._prepared(word.lower()):
            if self._number[known.tag] == tag:
                return known.lemma
        return str(self._hanta._analyze(word, tag)[0])

    def _chances(self, word: str) -> list[tuple[int, float]]:
        """Tags of a lower-case word HanTa was not trained on, with their log-likelihood."""
        known = self._prepared(word)
        if known:
            return [(self._number[tag], chance) for tag, chance, _ in known]
        return self._unknown(word)

    def analyses(self, word: str) -> list[Analysis]:
        """All a lower-case word can be wherever it stands, for the file of common words.

        Of words HanTa was trained on it keeps the likelihood itself; here that is 0.
        """
        spelled = ((word, False), (word, True), (word[:1].upper() + word[1:], True))
        tags = {
            tag
            for form, inside in spelled
            for tag, _ in self._hanta._tag_word(form, casesensitive=inside, conditional=True)
        }
        trained = self._hanta.cache.get(word)
        chances = [(tag, 0.0) for tag, _ in trained] if trained else self._chances(word)
        return [
            Analysis(self._hanta.int2tag[tag], chance, str(self._hanta._analyze(word, tag)[0]))
            for tag, chance in chances
            if tag in tags and tag > _UNKNOWN
        ]

    def _search(self, lattice: Sequence[tuple[tuple[int, float], ...]]) -> list[int]:
        """The most likely sequence of tags (trigram Viterbi with a beam)."""
        transitions = self._hanta.LP_trans_word
        row: dict[tuple[int, int], float] = {_START: 0.0}
        back: list[dict[tuple[int, int], tuple[int, int]]] = []
        for choices in lattice:
            if len(row) == 1:  # after two words that can be one thing only
                ((state, score),) = row.items()
                chances = transitions[state]
                row = {(state[1], tag): score + chance + chances[tag] for tag, chance in choices}
                back.append(dict.fromkeys(row, state))
                continue
            if len(row) > _BEAM:
                bound = sorted(row.values(), reverse=True)[_BEAM - 1] - 1
                row = {state: score for state, score in row.items() if score >= bound}
            scores: dict[tuple[int, int], float] = {}
            origin: dict[tuple[int, int], tuple[int, int]] = {}
            for state, score in row.items():
                chances = transitions[state]
                last = state[1]
                for tag, chance in choices:
                    total = score + chance + chances[tag]
                    key = (last, tag)
                    if key not in scores or total > scores[key]:
                        scores[key] = total
                        origin[key] = state
            row = scores
            back.append(origin)
        state = max(row, key=lambda key: row[key] + transitions[key].get(_END, -20.0))
        tags: list[int] = []
        for origin in reversed(back):
            tags.append(state[1])
            state = origin[state]
        return tags[::-1]


def _hanta() -> Any:
    """HanTa with its German model, loaded in half the time."""
    from HanTa.HanoverTagger import HanoverTagger

    class Hanta(HanoverTagger):  # type: ignore[misc]  # it has no types
        def reachable(self) -> None:
            self.reachability = reachable(self.LP_trans)

    return Hanta(_MODEL)


def _checksum(model: Path) -> str:
    """What a packed file says of itself at its end: checksum and length of its content."""
    return model.read_bytes()[-8:].hex()


def _given_words() -> Mapping[str, tuple[str, str]]:
    """Words whose tag (where it is only one) and lemma we know better than HanTa."""
    path = resources.data_folder() / "language" / "words.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = {row["form"]: (row["tag"], row["lemma"]) for row in csv.DictReader(file)}
    return MappingProxyType(rows)


def _clean(word: str) -> str:
    """The word as HanTa knows words: composed letters, nothing invisible."""
    if word.isascii():
        return word
    return _DROPPED.sub("", unicodedata.normalize("NFC", word)) or word


def _shouts(words: Sequence[str]) -> bool:
    """Whether a sentence is written in capitals throughout."""
    letters = [word for word in words if word.isalpha() and len(word) >= _ABBREVIATION]
    return len(letters) > 1 and all(map(str.isupper, letters))


def _fixed(word: str) -> str | None:
    """The tag of what is no word."""
    if word == ",":
        return "$,"
    if word in _STOPS:
        return "$."
    if not any(character.isalnum() for character in word):
        return None if word in _SYMBOL else "$("
    if word[0].isdecimal():
        if _NUMBER.fullmatch(word):
            return "CARD"
        if _ORDINAL.fullmatch(word):
            return "ADJ(A)"
    return None


def _stts(tag: str) -> str:
    """HanTa's ``VV(FIN)`` as STTS has it."""
    if tag[0] == "$":
        return tag
    plain = tag.replace("(", "").replace(")", "")
    return _STEMS.get(plain, plain)
