"""Sentences without a frame that still speak for the one who spoke before."""

from __future__ import annotations

from workbook.sources import speakers
from workbook.sources.clauses import Clause
from workbook.sources.drafts import Draft, Scene
from workbook.sources.words import Words


def silent(scene: Scene) -> tuple[int, ...]:
    """Who speaks in a line that is no claim itself but tells of somebody's judgement."""
    for clause in scene.clauses:
        if clause.kind in {"main", "first"}:
            said = scene.book.verb_in(scene.words, clause)
            if said is not None:
                return speakers.speaker(scene, clause, said)
    return ()


def read(scene: Scene, speaker: tuple[int, ...], distance: int) -> Draft | None:
    """A Konjunktiv sentence or one with *sollen* that goes on with what ``speaker`` began.

    ``distance`` counts the lines since the last claim, 1 for the line before.
    """
    clause = _main(scene)
    if clause is None or clause.verb is None:
        return None
    quote = tuple(scene.range())
    if _is_reported(scene.words, clause.verb, distance):
        return Draft("indirect_free_indirect", quote, speaker, line=scene.number)
    if _is_hearsay(scene.words, clause.verb, quote, distance):
        return Draft("free_indirect", quote, speaker, line=scene.number)
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
    return any(words.lower[i] in {"haben", "sein"} and words.tag[i - 1] in {"VVPP", "VAPP"} for i in quote[1:])


def _main(scene: Scene) -> Clause | None:
    for clause in scene.clauses:
        if clause.kind in {"main", "first"}:
            return clause
    return None


def joined(drafts: list[Draft]) -> list[Draft]:
    """Neighbouring carried sentences of one kind and speaker as one claim."""
    merged: list[Draft] = []
    for draft in drafts:
        last = merged[-1] if merged else None
        if (
            last is not None
            and draft.kind in {"indirect_free_indirect", "free_indirect"}
            and last.kind == draft.kind
            and last.speaker == draft.speaker
            and last.quote[-1] + 1 == draft.quote[0]
        ):
            merged[-1] = Draft(last.kind, last.quote + draft.quote, last.speaker, line=draft.line)
        else:
            merged.append(draft)
    return merged
