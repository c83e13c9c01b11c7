"""A clause with a verb of saying as the frame of a claim: who speaks to whom, by which words."""

from __future__ import annotations

from workbook.models import ClaimKind
from workbook.sources import addressees, phrases
from workbook.sources.clause import Clause
from workbook.sources.cues import Said
from workbook.sources.drafts import Draft, Scene


def with_commas(scene: Scene, clause: Clause) -> tuple[int, ...]:
    """A clause as a frame, with the pauses around it."""
    words, line = scene.words, scene.line
    start, end = clause.start, clause.end
    if start > line.start and words.text[start - 1] in {",", "–", "-"}:
        start -= 1
    if end < line.end and words.text[end] in {",", ":", "–", "-"}:
        end += 1
    return tuple(range(start, end))


def draft(
    scene: Scene,
    clause: Clause,
    said: Said,
    kind: ClaimKind,
    quote: tuple[int, ...],
    frame: tuple[int, ...],
) -> Draft | None:
    """The claim that a clause with a verb of saying frames; none without a message."""
    if not quote:
        return None
    who, whom = addressees.who_to_whom(scene, clause, said)
    cue = set(said.words) - set(quote)
    return Draft(
        kind,
        quote,
        tuple(i for i in who if i not in quote),
        tuple(sorted(cue)),
        tuple(i for i in frame if i not in quote),
        tuple(i for i in whom if i not in quote),
        said.cue,
        scene.number,
        floor=_meant(scene, who),
    )


def _meant(scene: Scene, who: tuple[int, ...]) -> tuple[int, ...]:
    """*der Sprecher, der sagte, …*: whom a relative pronoun stands for."""
    if len(who) != 1 or scene.words.tag[who[0]] != "PRELS":
        return ()
    return tuple(phrases.antecedent(scene.words, who[0], scene.line.start, scene.names))
