"""Frames with a verb: who says it, how, and where its message stands."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from workbook.sources import framing, inquits, introductions
from workbook.sources.clause import Clause
from workbook.sources.cues import Said
from workbook.sources.drafts import Draft, Scene, trimmed
from workbook.sources.words import NONFINITE

_CLOSING = NONFINITE | {"PTKVZ", "PROAV"}
_SAYING = frozenset({"statement", "emphasis"})


def read(scene: Scene) -> Iterator[Draft]:
    """Claims framed by a verb of saying, in the order of its clauses."""
    told: list[tuple[int, Clause, Said]] = []
    found: list[Draft] = []
    for number, clause in enumerate(scene.clauses):
        said = scene.book.verb_in(scene.words, clause)
        if said is None:
            continue
        if clause.verb is not None and scene.words.mood[clause.verb] in {"I", "II"}:
            told.append((number, clause, said))
        else:
            found += _claims(scene, number, clause, said)
    yield from found
    for number, clause, said in told:
        host = next((draft for draft in found if clause.start in draft.quote), None)
        if host is not None:
            yield from _told(scene, number, clause, said, host)


def _told(scene: Scene, number: int, clause: Clause, said: Said, host: Draft) -> Iterator[Draft]:
    """*Der Minister habe versprochen zu zahlen, sagte X*: the promise is his, via X."""
    nxt = next(iter(scene.clauses[number + 1 :]), None)
    if nxt is None or clause.kind != "main" or nxt.kind not in {"sub", "infinitive"}:
        return
    if not introductions.is_complement(scene, nxt, said):
        return
    message = introductions.message_from(scene, clause, nxt)
    quote = trimmed(scene.words, set(message) & set(host.quote))
    frame = tuple(range(clause.start, nxt.start))
    draft = framing.draft(scene, clause, said, "indirect", quote, frame)
    if draft is not None and draft.speaker:
        yield draft


def _claims(scene: Scene, number: int, clause: Clause, said: Said) -> Iterator[Draft]:
    if _is_withheld(scene, clause, said):
        return
    if clause.kind == "as":
        draft = _as_clause(scene, clause, said)
    else:
        finders = [introductions.find, inquits.find]
        if inquits.stands_behind(scene, number, clause):
            finders.reverse()
        found = (find(scene, number, clause, said) for find in finders)
        draft = next((d for d in found if d), None) or inquits.resumed(scene, clause, said)
    if draft is not None:
        yield draft


def _is_withheld(scene: Scene, clause: Clause, said: Said) -> bool:
    """*Er wollte nicht sagen, ob …*: nothing is said; *er sagte nicht nur* says it."""
    words = scene.words
    inside = clause.words()
    return said.cue.group in _SAYING and any(
        words.tag[i] == "PTKNEG" and (j == clause.end or words.tag[j] in _CLOSING)
        for i, j in pairwise([*inside, clause.end])
    )


def _as_clause(scene: Scene, clause: Clause, said: Said) -> Draft | None:
    """*Wie X meldet, …*: all the rest of the line is the message."""
    if not (said.takes("dass") or said.takes("v2") or said.takes("wie")):
        return None
    frame = framing.with_commas(scene, clause)
    return framing.draft(scene, clause, said, "indirect", scene.message(frame), frame)
