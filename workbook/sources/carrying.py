"""Sentences without a frame that still speak for the one who spoke before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from workbook.sources import cues, speakers
from workbook.sources.clause import MAIN, Clause
from workbook.sources.drafts import Draft, Scene
from workbook.sources.words import Words

_CARRIED = frozenset({"indirect_free_indirect", "free_indirect"})


def silent(scene: Scene) -> tuple[int, ...]:
    """Who speaks in a line that is no claim itself but tells of somebody's judgement."""
    for clause in scene.clauses:
        if clause.kind in MAIN:
            said = scene.book.verb_in(scene.words, clause)
            if said is not None and (
                said.cue.group != "stance" or cues.reports(scene.words, said, clause.words())
            ):
                return speakers.speaker(scene, clause, said)
    return ()


def read(scene: Scene, speaker: tuple[int, ...], distance: int) -> Draft | None:
    """A Konjunktiv sentence or one with *sollen* that goes on with what ``speaker`` began.

    ``distance`` counts the lines since the last claim, 1 for the line before.
    """
    announced = _after_colon(scene)
    if announced is not None:
        return announced
    clause = _main(scene)
    if clause is None or clause.verb is None:
        return None
    quote = tuple(scene.range())
    if scene.line.new_paragraph and scene.words.mood[clause.verb] == "II":
        return None
    if _is_reported(scene.words, clause.verb, distance):
        return Draft("indirect_free_indirect", quote, speaker, line=scene.number)
    if _is_hearsay(scene.words, clause.verb, quote, distance):
        return Draft("free_indirect", quote, speaker, line=scene.number)
    return None


def _after_colon(scene: Scene) -> Draft | None:
    """*Das Institut sieht Mängel: Die Mauer sei alt.* The subject before the colon (or the
    semicolon) speaks."""
    for number, clause in enumerate(scene.clauses[1:], 1):
        verb = clause.verb
        if clause.kind != "main" or verb is None or scene.words.text[clause.start - 1] not in ":;":
            continue
        if scene.words.mood[verb] == "I":
            first = next((c for c in scene.clauses[:number] if c.kind in MAIN), None)
            told = first is not None and first.verb is not None and scene.words.mood[first.verb]
            if told in {"I", "II"}:
                continue  # the line is carried as a whole
            who = speakers.subject(scene, first) if first is not None else ()
            quote = tuple(range(clause.start, scene.line.end))
            return Draft("indirect_free_indirect", quote, who, line=scene.number)
    return None


def _is_reported(words: Words, verb: int, distance: int) -> bool:
    """Konjunktiv I reports; II does where I would look like the indicative, or right behind a claim."""
    if words.mood[verb] != "II":
        return words.mood[verb] == "I"
    if words.lower[verb].endswith("n"):
        return distance <= 2
    return distance <= 1 and not words.tag[verb].startswith("VM")


def _is_hearsay(words: Words, verb: int, quote: tuple[int, ...], distance: int) -> bool:
    if words.lemma[verb] != "sollen" or words.mood[verb] != "+":
        return False
    return distance <= 1 or _looks_back(words, quote)


def _looks_back(words: Words, quote: tuple[int, ...]) -> bool:
    """*soll … gesehen haben*: hearsay about the past needs somebody who says it."""
    return any(
        words.lower[i] in {"haben", "sein"} and words.tag[i - 1] in {"VVPP", "VAPP"}
        for i in quote[1:]
    )


def _main(scene: Scene) -> Clause | None:
    for clause in scene.clauses:
        if clause.kind in MAIN:
            return clause
    return None


def joined(drafts: Iterable[Draft]) -> list[Draft]:
    """Neighbouring carried sentences of one kind and speaker as one claim."""
    runs: list[list[Draft]] = []
    for draft in drafts:
        if runs and _continues(runs[-1][-1], draft):
            runs[-1].append(draft)
        else:
            runs.append([draft])
    return [run[0] if len(run) == 1 else _one(run) for run in runs]


def _continues(last: Draft, draft: Draft) -> bool:
    return (
        draft.kind in _CARRIED
        and last.kind == draft.kind
        and last.speaker == draft.speaker
        and last.quote[-1] + 1 == draft.quote[0]
    )


def _one(run: Sequence[Draft]) -> Draft:
    return replace(run[0], quote=tuple(i for d in run for i in d.quote), line=run[-1].line)
