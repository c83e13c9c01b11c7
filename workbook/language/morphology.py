"""Universal parts of speech, and the mood, tense, person and number of verbs.

Konjunktiv is told from form and lemma: a present stem with *-e* beside a third person is
Konjunktiv I, a listed or umlauted past is Konjunktiv II. Forms that could be either
(*sollte*, *sagten*, *sie haben*) count as Indikativ.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType

from workbook import resources

UPOS = MappingProxyType(
    {
        "NN": "NOUN", "NE": "PROPN", "ADJA": "ADJ", "ADJD": "ADJ", "CARD": "NUM",
        "VVFIN": "VERB", "VVIMP": "VERB", "VVINF": "VERB", "VVIZU": "VERB", "VVPP": "VERB",
        "VAFIN": "AUX", "VAIMP": "AUX", "VAINF": "AUX", "VAPP": "AUX",
        "VMFIN": "AUX", "VMINF": "AUX", "VMPP": "AUX",
        "ART": "DET", "PDAT": "DET", "PIAT": "DET", "PIDAT": "DET", "PPOSAT": "DET",
        "PRELAT": "DET", "PWAT": "DET",
        "PPER": "PRON", "PRF": "PRON", "PDS": "PRON", "PIS": "PRON", "PPOSS": "PRON",
        "PRELS": "PRON", "PWS": "PRON",
        "ADV": "ADV", "PWAV": "ADV", "PROAV": "ADV", "PAV": "ADV",
        "APPR": "ADP", "APPRART": "ADP", "APPO": "ADP", "APZR": "ADP", "PTKVZ": "ADP",
        "KON": "CCONJ", "KOKOM": "CCONJ", "KOUS": "SCONJ", "KOUI": "SCONJ",
        "PTKNEG": "PART", "PTKZU": "PART", "PTKANT": "PART", "PTKA": "PART",
        "ITJ": "INTJ", "FM": "X", "XY": "X", "TRUNC": "X",
        "$,": "PUNCT", "$.": "PUNCT", "$(": "PUNCT", "_SP": "SPACE",
    }
)  # fmt: skip
_CLAUSE = frozenset(("$,", "$."))
_OTHERS = frozenset(("er", "sie", "es", "wir"))
_REACH = 12
_PRESENT_ENDINGS = ("e", "en", "n", "t", "et", "st", "est")
_WEAK_PAST = ("te", "ten", "test", "tet")


@cache
def irregular() -> Mapping[str, tuple[str, str]]:
    """Mood and tense of forms that no rule gives (*sei*, *käme*, *weiß*), lower-case."""
    path = resources.data_folder() / "language" / "verb_forms.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = {row["form"]: (row["mood"], row["tense"]) for row in csv.DictReader(file)}
    return MappingProxyType(rows)


def features(words: Sequence[str], tags: Sequence[str], lemmas: Sequence[str]) -> list[str]:
    """Features of every word of a sentence, as Universal Dependencies writes them.

    Examples
    --------
    >>> features(["Er", "sei", "krank"], ["PPER", "VAFIN", "ADJD"], ["er", "sein", "krank"])
    ['', 'Mood=Sub|Tense=Pres|VerbForm=Fin', '']
    """
    return [_verb(n, words, tags, lemmas) if tag[0] == "V" else "" for n, tag in enumerate(tags)]


def _verb(n: int, words: Sequence[str], tags: Sequence[str], lemmas: Sequence[str]) -> str:
    form = tags[n][2:]
    if form == "FIN":
        mood, tense = _mood(words[n].lower(), lemmas[n], tags[n])
        if mood == "Sub" and tense == "Pres" and _speaks_first(n, words, tags, lemmas[n]):
            mood = "Ind"
        return f"Mood={mood}|Tense={tense}|VerbForm=Fin"
    if form == "IMP":
        return "Mood=Imp|VerbForm=Fin"
    if form == "PP":
        return "VerbForm=Part"
    return "VerbForm=Inf"


def _mood(word: str, lemma: str, tag: str) -> tuple[str, str]:
    """Mood and tense of a finite form."""
    known = irregular().get(word)
    if known:
        return known
    if _is_past_subjunctive(word):
        return "Sub", "Past"
    stem = _stem(lemma)
    if tag != "VMFIN" and word in _present_e(stem):
        return "Sub", "Pres"
    return "Ind", _tense(word, stem)


def _present_e(stem: str) -> tuple[str, ...]:
    """The stem with *-e*, and *handle* beside *handele*."""
    if stem.endswith(("el", "er")):
        return stem + "e", stem[:-2] + stem[-1] + "e"
    return (stem + "e",)


def _is_past_subjunctive(word: str) -> bool:
    """Whether a listed form stands behind a prefix or before an ending (*bekäme*, *gäben*)."""
    singular = word
    for ending in ("st", "n", "t"):
        if word.endswith("e" + ending):
            singular = word[: -len(ending)]
    if word != singular and not any(letter in "äöü" for letter in singular):
        return False  # *gingen*, *blieben* are Indikativ as well
    return any(
        irregular().get(singular[start:]) == ("Sub", "Past")
        for start in range(max(0, len(singular) - 10), len(singular) - 3)
    )


def _stem(lemma: str) -> str:
    if lemma.endswith("en"):
        return lemma[:-2]
    return lemma[:-1] if lemma.endswith("n") else lemma


def _tense(word: str, stem: str) -> str:
    if word in {stem + ending for ending in _PRESENT_ENDINGS}:
        return "Pres"
    if word.endswith(_WEAK_PAST) or not word.endswith("t"):
        return "Past"
    if stem.endswith(("t", "d")):  # *hält*, *gilt* beside *hielt*, *galt*, *stritt*
        changed = "ä" in word or ("i" in word and "ie" not in word and "ei" not in stem)
        return "Pres" if changed else "Past"
    return "Pres"


def _speaks_first(n: int, words: Sequence[str], tags: Sequence[str], lemma: str) -> bool:
    """Whether *ich* is the subject: then *habe*, *sage*, *komme* … are Indikativ."""
    if lemma == "sein":
        return False
    for step in (-1, 1):
        for distance in range(1, _REACH):
            other = n + step * distance
            if not 0 <= other < len(words) or tags[other] in _CLAUSE:
                break
            word = words[other].lower()
            if word == "ich":
                return True
            if tags[other] == "PPER" and word in _OTHERS:
                break
    return False
