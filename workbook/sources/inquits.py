"""Frames behind or within their message: *„…“, sagte X*, *Er sei krank, sagte X*, *Das teilte X mit*."""

from __future__ import annotations

from dataclasses import replace

from workbook.sources import framing, speakers
from workbook.sources.clause import MAIN, Clause
from workbook.sources.cues import Said
from workbook.sources.drafts import Draft, Scene, trimmed

_COMPLEMENTIZERS = frozenset({"dass", "daß"})
_TOLD = frozenset({"I", "II"})
_RESUMING = frozenset({"das", "dies", "dieses"})


def find(scene: Scene, number: int, clause: Clause, said: Said) -> Draft | None:
    """The message came first: *„…“, sagte X* or *Er sei krank, sagte X*."""
    if number == 0 or not (clause.kind == "first" or _so_first(scene, clause)):
        return None
    prev = scene.clauses[number - 1]
    if clause.before not in {",", '"', "–", "-"} or _says_nothing(scene, number):
        return None
    frame = framing.with_commas(scene, clause)
    if prev.kind == "quoted":
        later = [c for c in scene.clauses[number + 1 :] if c.kind == "quoted"]
        quote = tuple(prev.words()) + (tuple(later[0].words()) if later else ())
        return framing.draft(scene, clause, said, "direct", quote, frame)
    if not _is_message(scene, number) or not _says(scene, clause, said):
        return None
    frame = _with_relatives(scene, number, frame)
    quote = scene.message(frame)
    colons = [i for i in range(scene.line.start, frame[0]) if scene.words.text[i] == ":"]
    if not colons:
        return framing.draft(scene, clause, said, "indirect", quote, frame)
    told = tuple(i for i in quote if i > colons[-1])
    draft = framing.draft(scene, clause, said, "indirect", told, frame)
    return draft and replace(draft, floor=draft.floor or speakers.before(scene, colons[-1]))


def _says_nothing(scene: Scene, number: int) -> bool:
    """Whether what stands before has no verb of its own: a phrase, or an infinitive alone."""
    kinds = [c.kind for c in scene.clauses[:number]]
    return kinds[-1] == "fragment" or (kinds[-1] == "infinitive" and not set(kinds) & MAIN)


def _with_relatives(scene: Scene, number: int, frame: tuple[int, ...]) -> tuple[int, ...]:
    """*…, heißt es im Bericht, der gestern kam*: a relative clause behind the frame is part of it."""
    if number + 1 < len(scene.clauses):
        behind = scene.clauses[number + 1]
        if behind.kind == "relative" and behind.start <= frame[-1] + 2:
            return tuple(range(frame[0], behind.end))
    return frame


def _is_message(scene: Scene, number: int) -> bool:
    """Whether what stands before is a message, not an adverbial clause that opens the sentence."""
    first = scene.clauses[0]
    if first.kind in {"sub", "as", "question"}:
        opening = scene.words.lower[first.start] in _COMPLEMENTIZERS | {"ob"}
        between = any(c.kind in MAIN for c in scene.clauses[:number])
        return opening or between
    return True


def _says(scene: Scene, clause: Clause, said: Said) -> bool:
    """*…, sagt X*: the verb of saying itself comes first and its subject stands beside it."""
    words = scene.words
    if not (said.takes("v2") or said.takes("direct")) or words.tag[clause.start] == "KON":
        return False
    if any(words.tag[i] == "PTKNEG" for i in clause.words()):
        return False
    beside = words.lower[clause.start + 1 : clause.start + 2]
    if beside == ("es",) or said.passive:
        return said.cue.group in {"statement", "emphasis"}
    return bool(speakers.subject(scene, clause)) and words.tag[clause.start + 1] != "ADV"


def _so_first(scene: Scene, clause: Clause) -> bool:
    """*…, so schätzt der Verband, …*"""
    return (
        clause.verb == clause.start + 1
        and scene.words.lower[clause.start] == "so"
        and scene.words.tag[clause.verb] == "VVFIN"
    )


def resumed(scene: Scene, clause: Clause, said: Said) -> Draft | None:
    """*Das teilte X mit*: the message is the sentence before."""
    words, first = scene.words, clause.start
    if words.lower[first] not in _RESUMING or clause.verb != first + 1:
        return None
    negated = any(words.tag[i] == "PTKNEG" for i in clause.words())
    if negated or not (said.takes("dass") or said.takes("v2")):
        return None
    if first > scene.line.start:
        frame = tuple(range(first - 1, clause.end))
        quote = scene.message(range(first - 1, scene.line.end))
        return framing.draft(scene, clause, said, "indirect", quote, frame)
    if scene.before is None or scene.line.new_paragraph:
        return None
    quote = tuple(range(scene.before.start, scene.before.end))
    frame = trimmed(words, range(first, scene.line.end))
    return framing.draft(scene, clause, said, "indirect", quote, frame)


def stands_behind(scene: Scene, number: int, clause: Clause) -> bool:
    """Whether the message began before the frame, even where more of it follows.

    *„Das“, sagte er, „ist neu“*; *Er sei krank, sagte er, kommen könne er nicht*.
    """
    if clause.kind != "first" or number == 0:
        return False
    prev = scene.clauses[number - 1]
    told = prev.kind == "main" and prev.verb is not None and scene.words.mood[prev.verb] in _TOLD
    return prev.kind == "quoted" or (told and clause.before == ",")
