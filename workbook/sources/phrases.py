"""Noun phrases as written: article, attributes, names, and what hangs on them."""

from __future__ import annotations

from collections.abc import Mapping

from workbook.sources.words import NAMES, Words

_ARTICLES = frozenset({"ART", "PDAT", "PIAT", "PPOSAT", "PWAT", "PIDAT", "PRELAT"})
_INNER = frozenset({"ADJA", "CARD"})
_BEFORE_NOUN = _ARTICLES | {"APPR", "APPRART", "ADJA", "CARD"}
_PRONOUNS = frozenset({"PPER", "PIS", "PDS", "PRELS", "PPOSS", "PWS"})
_TIES = frozenset({"von", "vom", "für", "aus"})
_LOOSER_TIES = _TIES | frozenset(
    {"aus", "für", "beim", "zur", "zum", "im", "in", "bei", "über", "der"}
)
_COMMON = ("ung", "keit", "heit", "tion", "ismus")
_STOPS = frozenset({",", ":", ";", "("})
_JOINERS = frozenset({"und", "sowie", "oder", "&"})


def core(words: Words, i: int, end: int, blocks: Mapping[int, int]) -> int:
    """Where the phrase that begins at ``i`` ends, without what hangs on it; ``i`` if there is none."""
    begin = i
    whose = i < end and words.lower[i] in {"deren", "dessen"}
    if i < end and words.tag[i] in _PRONOUNS and not whose:
        return i + 1
    i += whose
    while i < end and (
        words.tag[i] in _ARTICLES or words.lower[i] in {"der", "die", "das", "ein", "eine"}
    ):
        i += 1
    if i > begin:
        i = _past_extended_attribute(words, i, end)
    head = False
    while i < end:
        step = _inner_step(words, i, end, blocks, head)
        if step == 0:
            break
        head = head or words.tag[i] in NAMES or i in blocks
        i += step
    if head:
        return i
    return i if i > begin and words.tag[i - 1] in {"PIS", "PIAT", "PDAT", "ADJA", "CARD"} else begin


def _past_extended_attribute(words: Words, i: int, end: int) -> int:
    """*der für die Region zuständige Leiter*: to the adjective, where one belongs to the article."""
    if i >= end or words.tag[i] not in {"APPR", "APPRART", "PRF", "ADV", "ADJD", "ART"}:
        return i
    for j in range(i, min(i + 10, end - 1)):
        if words.is_finite(j) or words.text[j] in {",", ":", ";", "(", "."}:
            return i
        if (
            words.tag[j] == "ADJA"
            and words.tag[j + 1] in NAMES
            and words.tag[j - 1] not in _BEFORE_NOUN
        ):
            return j
    return i


def _inner_step(words: Words, i: int, end: int, blocks: Mapping[int, int], head: bool) -> int:
    """How many words at ``i`` still belong to the phrase."""
    if i in blocks and blocks[i] <= end:
        return blocks[i] - i
    if words.text[i] == "(":
        return _parenthesis(words, i, end) if head else 0
    tag = words.tag[i]
    if head and tag == "ADJA" and words.tag[i - 1] == "NE" and words.lower[i - 1].endswith("s"):
        return 1
    if head and words.text[i] == "-" and words.end[i - 1] == words.start[i]:
        return 2 if i + 1 < end and words.tag[i + 1] == "NN" else 0  # *die „Bild“-Zeitung*
    if head and words.text[i] == "/" and i + 1 < end and words.text[i + 1][:1].isupper():
        return 2
    if head and tag == "NN" and _is_another(words, i):
        return 0
    if tag in NAMES or (tag in _INNER and not head):
        return 1
    if tag == "CARD" and head and words.tag[i - 1] in NAMES:
        return int(i + 1 == end or words.tag[i + 1] not in {"NN", "ADJA", "TRUNC"})
    if head:
        return 0
    if tag in {"ADV", "ADJD", "PTKA"} and _reaches_noun(words, i + 1, end):
        return 1
    if words.tag[i - 1] in _INNER and words.lower[i] in {"und", "oder", "bzw.", ","}:
        return 1 if i + 1 < end and words.tag[i + 1] in _INNER | {"TRUNC"} else 0
    return 0


def _is_another(words: Words, i: int) -> bool:
    """*die Leute Bürger*, *der Stadt Untätigkeit*: two nouns side by side are two phrases.

    Only a plural or the ending of a common noun tells that the second is no name.
    """
    before = words.text[i - 1]
    short = before.isupper() or before.islower()
    if before.endswith(("s", ".")) or words.kind[i] or not (words.tag[i - 1] == "NN" or short):
        return False
    plural = words.text[i] != words.lemma[i] and words.text[i].isalpha()
    return plural or (not short and words.lower[i].endswith(_COMMON))


def _reaches_noun(words: Words, i: int, end: int) -> bool:
    """Whether an attribute follows, so that an adverb before it is part of the phrase."""
    return i < end and words.tag[i] in _INNER


def _parenthesis(words: Words, i: int, end: int) -> int:
    for j in range(i + 1, min(i + 12, end)):
        if words.text[j] == ")":
            return j + 1 - i
    return 0


def whole(words: Words, i: int, end: int, blocks: Mapping[int, int], *, loose: bool = False) -> int:
    """Where the phrase that begins at ``i`` ends, with genitives, *von* and appositions.

    ``loose`` also takes other prepositional attributes, for places where nothing else may
    follow but the verb.

    Examples
    --------
    >>> from workbook import language
    >>> doc = language.load(engine="workbook")("Ein Sprecher der Polizei von Bonn sagte das.")
    >>> words = Words.of(doc)
    >>> words.text[whole(words, 0, len(words), {}) - 1]
    'Bonn'
    """
    at = core(words, i, end, blocks)
    if at == i or (words.tag[i] in _PRONOUNS and at == i + 1):
        return at
    while at < end:
        after = _attached(words, i, at, end, blocks, loose)
        if after == at:
            break
        at = after
    return at


def _attached(
    words: Words, begin: int, at: int, end: int, blocks: Mapping[int, int], loose: bool
) -> int:
    word = words.lower[at]
    if word in words.grammar.genitive and words.tag[at - 1] != "NE":
        return _unless_none(core(words, at, end, blocks), at)
    is_genitive = words.text[at][:1].isupper() or word.endswith("er")
    if words.tag[at] == "ADJA" and is_genitive and words.tag[at - 1] == "NN":
        return _unless_none(core(words, at, end, blocks), at - 1)
    if word in (_LOOSER_TIES if loose else _TIES) and words.tag[at] in {"APPR", "APPRART"}:
        after = core(words, at + 1, end, blocks)
        if words.tag[at - 1] == "NE" and at + 1 < end and words.tag[at + 1] == "CARD":
            return at  # *laut Meyer von drei Toten*
        if word == "aus" and at + 1 < end and words.kind[at + 1] == "circle":
            return at  # *erfuhr die Zeitung aus Kreisen*
        if words.tag[at - 1] == "NE" and word in {"aus", "für"} and words.tag[at + 1] != "NE":
            return at  # *laut Meyer aus Versehen*: a name needs no such attribute
        is_date = after > at + 1 and words.kind[after - 1] == "time"
        return after if after > at + 1 and not is_date else at
    if word in _JOINERS and at + 1 < end and words.tag[at + 1] not in {"PPER"}:
        after = core(words, at + 1, end, blocks)
        return after if after > at + 1 else at
    if word == ",":
        return _apposition(words, at, end, blocks)
    return at


def _apposition(words: Words, at: int, end: int, blocks: Mapping[int, int]) -> int:
    """*…, der Sprecher der Polizei, …*: a phrase between commas, or up to the verb or the end."""
    if at + 1 >= end or words.tag[at + 1] in _PRONOUNS:
        return at
    after = core(words, at + 1, end, blocks)
    if after == at + 1:
        return at
    while after < end:
        further = (
            _attached(words, at + 1, after, end, blocks, True)
            if words.text[after] != ","
            else after
        )
        if further == after:
            break
        after = further
    closes = (
        after == end
        or words.text[after] in {",", ".", ":", ";", "–", "-"}
        or words.is_finite(after)
    )
    return after if closes else at


def _unless_none(after: int, at: int) -> int:
    return after if after > at + 1 else at


def ending_at(words: Words, end: int, start: int, blocks: Mapping[int, int]) -> range:
    """The longest phrase from ``start`` on that ends right before ``end``; empty if there is none."""
    found = range(end, end)
    for i in range(end - 1, max(start, end - 20) - 1, -1):
        if words.text[i] in _STOPS or words.is_finite(i):
            break
        if whole(words, i, end, blocks, loose=True) == end:
            found = range(i, end)
    return found


def antecedent(words: Words, pronoun: int, start: int, blocks: Mapping[int, int]) -> range:
    """What a relative pronoun stands for: the phrase before its comma."""
    comma = next(
        (i for i in range(pronoun - 1, max(start, pronoun - 3), -1) if words.text[i] == ","), 0
    )
    end = comma - (
        comma > 0 and words.tag[comma - 1] == "PTKVZ"
    )  # *kehrt zur Version zurück, wonach*
    return ending_at(words, end, start, blocks) if comma else range(0)


def may_be_subject(words: Words, i: int) -> bool:
    """Whether the phrase that begins at ``i`` can stand in the nominative, by its first word."""
    return words.lower[i] not in words.grammar.oblique


def phrases(
    words: Words, start: int, end: int, blocks: Mapping[int, int], *, loose: bool = False
) -> list[tuple[int, int, int | None]]:
    """(start, end, preposition before it) of the noun phrases between two words."""
    found: list[tuple[int, int, int | None]] = []
    i, preposition = start, None
    while i < end:
        if words.tag[i] in {"APPR", "APPRART"}:
            preposition = i
            i += 1
            continue
        after = whole(words, i, end, blocks, loose=loose)
        if after > i:
            found.append((i, after, preposition))
            i = after
        else:
            i += 1
        preposition = None
    return found
