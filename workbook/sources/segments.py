"""A line cut at its pauses, each piece classified by where its finite verb stands.

A verb in second or first place tells a main clause, one in last place a subordinate one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from workbook.sources.clause import Clause, ClauseKind
from workbook.sources.lines import Line
from workbook.sources.marks import Quoted
from workbook.sources.phrases import core, whole
from workbook.sources.words import NONFINITE, Words

_COMPLEMENTIZERS = frozenset({"dass", "daß"})
_DASHES = frozenset({"–", "—", "-"})
_PAUSES = frozenset({",", ";", ":"}) | _DASHES
_JOINERS = frozenset({"und", "oder", "aber", "sondern", "doch", "sowie", "denn"})


def of(words: Words, line: Line, quoted: Sequence[Quoted]) -> Iterator[Clause]:
    """The pieces in order; quotations that stand for clauses are pieces of their own."""
    blocks = {q.start: q.end for q in quoted}
    begin, before, i = line.start, "", line.start
    depth = 0
    while i < line.end:
        if i in blocks:
            if begin < i:
                yield from _of_stretch(words, begin, i, before)
                before = ""
            yield Clause("quoted", [(i, blocks[i])], before=before)
            begin = i = blocks[i]
            before = '"'
            continue
        word = words.text[i]
        depth += (word == "(") - (word == ")")
        if word in _PAUSES and depth <= 0 and not _inside_name(words, i):
            if begin < i:
                yield from _of_stretch(words, begin, i, before)
            begin, before = i + 1, word
        i += 1
    end = line.end
    while end > begin and words.text[end - 1] in ".!?…":
        end -= 1
    if begin < end:
        yield from _of_stretch(words, begin, end, before)


def _inside_name(words: Words, i: int) -> bool:
    """A hyphen without a blank around it joins words."""
    if words.text[i] not in _DASHES:
        return False
    blank_before = i == 0 or words.start[i] > words.end[i - 1]
    blank_after = i + 1 == len(words) or words.start[i + 1] > words.end[i]
    return not (blank_before and blank_after)


def _of_stretch(words: Words, start: int, end: int, before: str) -> Iterator[Clause]:
    """A stretch between two pauses, cut again at *und* where it holds two finite verbs."""
    verbs = [i for i in range(start, end) if words.is_finite(i)]
    cuts = []
    for first, second in pairwise(verbs):
        joints = [i for i in range(first + 1, second) if words.lower[i] in _JOINERS]
        if joints:
            cuts.append(joints[-1])
    edges = [start, *cuts, end]
    for number, (a, b) in enumerate(pairwise(edges)):
        if a < b:
            yield _classified(words, a, b, before if number == 0 else "und")


def _classified(words: Words, start: int, end: int, before: str) -> Clause:
    verb = _finite_verb(words, start, end)
    first = start
    while first < end - 1 and words.lower[first] in _JOINERS:
        first += 1
    return Clause(_kind(words, first, end, verb, before), [(start, end)], verb, before)


def _finite_verb(words: Words, start: int, end: int) -> int | None:
    verbs = [i for i in range(start, end) if words.is_finite(i)]
    return verbs[0] if verbs else _plural_verb(words, start, end)


def _plural_verb(words: Words, start: int, end: int) -> int | None:
    """*Die Forscher vermuten, dass …*: a plural looks like an infinitive, its place tells it, and
    *Ute vom Verein bemängelt, dass …* like a participle."""
    first = start + (words.lower[start] in _JOINERS)
    verb = core(words, first, end, {})
    if words.text[end : end + 1] in {(",",), (":",)} and words.text[start - 1] != ",":
        verb = whole(words, first, end, {}, loose=True)
    while first < verb < end and words.tag[verb] in {"ADV", "PROAV"}:
        verb += 1
    if verb == first or verb >= end or _has_zu(words, start, end):
        return None
    behind = range(verb + 1, end)
    alone = all(words.tag[i] in {"PTKVZ", "PROAV", "ADV", "PRF"} for i in behind)
    return verb if words.tag[verb] in {"VVINF", "VVPP"} and alone else None


def _kind(words: Words, first: int, end: int, verb: int | None, before: str) -> ClauseKind:
    word, tag = words.lower[first], words.tag[first]
    verb_last = verb is not None and verb > first + 1 and _only_verbs(words, verb, end)
    if tag == "KOUS" or word in _COMPLEMENTIZERS or _so_that(words, first, end):
        return "sub"
    if word == "wie" and (verb is None or verb > first):
        return "as"
    if (
        word in words.grammar.question
        and word not in words.grammar.relative - {"wer"}
        and (verb is None or verb_last)
    ):
        return "question"
    if verb is None and _has_zu(words, first, end):
        return "infinitive"
    if tag == "ART" and verb is not None and whole(words, first, verb, {}, loose=True) == verb:
        return "main"
    if (
        before
        and word in words.grammar.relative
        and (verb_last or (verb is None and tag in {"PRELS", "PRELAT"}))
    ):
        return "relative"
    if before and _relative_after_preposition(words, first, end) and (verb is None or verb_last):
        return "relative"
    if word in {"wonach", "wobei", "womit", "wodurch", "woraufhin", "weshalb", "worauf"}:
        return "relative"
    if verb is None:
        return "fragment"
    return "first" if verb == first else "main"


def _so_that(words: Words, first: int, end: int) -> bool:
    return words.lower[first] == "so" and first + 1 < end and words.lower[first + 1] == "dass"


def _only_verbs(words: Words, verb: int, end: int) -> bool:
    return all(words.is_finite(i) or words.tag[i] in NONFINITE for i in range(verb, end))


def _relative_after_preposition(words: Words, first: int, end: int) -> bool:
    return (
        first + 1 < end
        and words.tag[first] == "APPR"
        and (
            words.tag[first + 1] in {"PRELS", "PRELAT"}
            or words.lower[first + 1] in {"denen", "dessen", "deren"}
        )
    )


def _has_zu(words: Words, start: int, end: int) -> bool:
    if any(words.tag[i] in {"VVIZU", "PTKZU"} for i in range(start, end)):
        return True
    return end - start > 2 and words.lower[end - 2] == "zu" and words.lower[end - 1].endswith("n")
