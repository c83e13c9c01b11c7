"""Frames with a noun: *die Forderung der Opposition, das Gesetz zu ändern*."""

from __future__ import annotations

from collections.abc import Iterator

from workbook.knowledge import Cue
from workbook.sources import phrases, speakers
from workbook.sources.clause import Clause
from workbook.sources.drafts import Draft, Scene, trimmed

_COMPLEMENTIZERS = frozenset({"dass", "daß", "ob"})
_ARTICLES = frozenset({"ART", "PDAT", "PPOSAT", "APPRART"})


def read(scene: Scene) -> Iterator[Draft]:
    """Claims framed by a noun of saying that stands at the end of a clause before its message."""
    starting = {clause.start: clause for clause in scene.clauses if clause.kind != "quoted"}
    for clause in scene.clauses:
        for start, end in clause.parts:
            message = starting.get(end + 1)
            found = _noun_before(scene, start, end) if message is not None else None
            if message is None or found is None:
                continue
            if _is_complement(scene, message, found[1]):
                yield _draft(scene, clause, message, *found)


def _noun_before(scene: Scene, start: int, end: int) -> tuple[int, Cue, tuple[int, ...]] | None:
    """The noun, its cue and who it belongs to, where nothing but that stands before the comma."""
    words, start = scene.words, max(start, end - 14)
    for i in range(end - 1, start - 1, -1):
        if words.is_finite(i):
            return None
        cue = scene.book.nouns.get(words.lemma[i], {}).get("") if words.tag[i] == "NN" else None
        if cue is None:
            continue
        begin = i - (i > start and words.tag[i - 1] in _ARTICLES)
        if i == end - 1 or phrases.whole(words, begin, end, scene.names) == end:
            owner = range(i + 1 + (words.lower[min(i + 1, end - 1)] in {"von", "vom"}), end)
            return i, cue, tuple(owner)
    return None


def _belongs_to_subject(scene: Scene, begin: int) -> bool:
    """*Sie äußert die Hoffnung*, *er endet mit der Bitte*; not *auf die Frage*, *im Verdacht*."""
    words = scene.words
    before = begin if words.tag[begin] == "APPRART" else max(begin - 1, scene.line.start)
    return words.tag[before] not in {"APPR", "APPRART"} or words.lower[before] == "mit"


def _is_complement(scene: Scene, message: Clause, cue: Cue) -> bool:
    words = scene.words
    if message.kind in {"sub", "question"}:
        return words.lower[message.start] in _COMPLEMENTIZERS
    if message.kind == "infinitive":
        return words.tag[message.start] != "KOUI"
    return (
        message.kind == "main"
        and message.verb is not None
        and words.mood[message.verb] in {"I", "II"}
    )


def _draft(
    scene: Scene, clause: Clause, message: Clause, noun: int, cue: Cue, owner: tuple[int, ...]
) -> Draft:
    words = scene.words
    begin = noun - (words.tag[noun - 1] in _ARTICLES and noun > scene.line.start)
    told = list(range(begin, noun + 1))
    if not owner and clause.verb is not None and _belongs_to_subject(scene, begin):
        owner = speakers.subject(scene, clause)
        if noun in owner:
            owner = ()
        else:
            told = sorted({clause.verb, *told})
    resumed = [c.start - 1 for c in scene.clauses if c.start > message.start and c.kind == "first"]
    resumed += [a - 1 for a, _ in clause.parts if a > message.start]
    end = min([scene.line.end, *resumed])
    quote = trimmed(words, range(message.start, end))
    return Draft(
        "indirect",
        quote,
        owner,
        tuple(told),
        tuple(range(scene.line.start, message.start)),
        entry=cue,
        line=scene.number,
    )
