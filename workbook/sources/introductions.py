"""Frames that come first: *X sagte, dass …*, *X forderte, … zu …*, *X sagte: „…“*."""

from __future__ import annotations

from workbook.sources import framing
from workbook.sources.clause import MAIN, Clause
from workbook.sources.cues import Said
from workbook.sources.drafts import Draft, Scene, trimmed

_COMPLEMENTIZERS = frozenset({"dass", "daß"})
_ASKED = frozenset(["ob", "wer", "was", "wen", "wie", "warum", "weshalb", "wann"])
_WEIGHTY = frozenset({"statement", "emphasis", "opinion", "concession", "question", "praise"})
_TRANSPARENT = frozenset({"relative", "as"})


def find(scene: Scene, number: int, clause: Clause, said: Said) -> Draft | None:
    """The message comes after the frame: a *dass* clause, an infinitive, a main clause, a quotation."""
    for nxt in scene.clauses[number + 1 :]:
        if nxt.start < clause.end:
            continue
        frame = _frame_before(scene, clause, nxt)
        if nxt.kind == "quoted" and _opens_speech(scene, nxt):
            if clause.kind not in MAIN and _told_before(scene, number):
                return None
            return framing.draft(scene, clause, said, "direct", tuple(nxt.words()), frame)
        if is_complement(scene, nxt, said) or _opens_with_sub(scene, nxt, said):
            quote = message_from(scene, clause, nxt)
            return framing.draft(scene, clause, said, "indirect", quote, frame)
        if nxt.kind not in _TRANSPARENT and not _waits_for_colon(scene, clause, nxt):
            return None
    return None


def _told_before(scene: Scene, number: int) -> bool:
    """Whether a main clause before has a verb of saying that the quotation belongs to."""
    return any(
        c.kind in MAIN and scene.book.verb_in(scene.words, c) is not None
        for c in scene.clauses[:number]
    )


def _waits_for_colon(scene: Scene, clause: Clause, nxt: Clause) -> bool:
    """*heißt es zur Frage, warum es so kam: „…“*: a clause between the frame and its colon."""
    after = nxt.end
    return (
        clause.kind in MAIN
        and nxt.kind in {"question", "sub", "infinitive"}
        and after < scene.line.end
        and scene.words.text[after] == ":"
    )


def _opens_speech(scene: Scene, block: Clause) -> bool:
    return block.before in {":", ",", ""} or scene.words.text[block.start - 1] in {":", ","}


def is_complement(scene: Scene, nxt: Clause, said: Said) -> bool:
    words = scene.words
    first = words.lower[nxt.start]
    if nxt.kind == "sub" and first != "ob":
        return first in _COMPLEMENTIZERS and said.takes("dass")
    if nxt.kind in {"sub", "question"} or (nxt.kind == "as" and not _frames(scene, nxt)):
        return said.takes("ob") or (said.takes("dass") and first in _ASKED)
    if nxt.kind == "infinitive":
        return said.takes("zu") and words.tag[nxt.start] != "KOUI"
    if nxt.kind == "main" and nxt.before in {",", ":"} and nxt.verb is not None:
        return said.takes("v2") and (
            words.mood[nxt.verb] in {"I", "II"} or _may_stand_bare(scene, nxt, said)
        )
    return False


def _frames(scene: Scene, clause: Clause) -> bool:
    """*wie X meldet* is a frame of its own, *wie es kam* is a message."""
    return scene.book.verb_in(scene.words, clause) is not None


def _opens_with_sub(scene: Scene, nxt: Clause, said: Said) -> bool:
    """*Sie fürchtet, sobald er gehe, werde es schlimmer*: the message opens with a clause of its own."""
    if nxt.kind != "sub" or not said.takes("v2"):
        return False
    after = next((c for c in scene.clauses if c.start > nxt.start and c.kind == "first"), None)
    if after is None or after.verb is None or after.start != nxt.end + 1:
        return False
    return scene.words.mood[after.verb] in {"I", "II"}


def _may_stand_bare(scene: Scene, nxt: Clause, said: Said) -> bool:
    """A message in the indicative needs an active verb that says something in so many words."""
    joins = scene.words.tag[nxt.start] == "KON"
    modal = any(scene.words.tag[i] == "VMFIN" for i in said.words)
    if said.passive or modal:
        return False
    announced = nxt.before == ":" and said.takes("direct")
    return announced or (not joins and said.cue.group in _WEIGHTY)


def _frame_before(scene: Scene, clause: Clause, nxt: Clause) -> tuple[int, ...]:
    """From the head of the line, or of the clause where a message stands before it."""
    start = scene.line.start
    for i in range(start, clause.start):
        if scene.words.text[i] == ";":
            start = i + 1
    for other in scene.clauses:
        if other.start < clause.start and other.kind == "quoted":
            start = clause.start
    return tuple(range(start, nxt.start))


def message_from(scene: Scene, clause: Clause, nxt: Clause) -> tuple[int, ...]:
    """To the end of the line, or to where the sentence around the frame goes on."""
    end = scene.line.end
    for other in scene.clauses:
        if other.start <= nxt.start:
            continue
        resumes = clause.kind not in MAIN and other.kind == "first" and other.before == ","
        if resumes or _goes_on(scene, clause, nxt, other) or _quotes_after_colon(scene, other):
            end = other.start - (other.before != "und")
            break
    end = min([end, *(a - 1 for a, _ in clause.parts if a > nxt.start)])
    return trimmed(scene.words, range(nxt.start, end))


def _goes_on(scene: Scene, clause: Clause, nxt: Clause, other: Clause) -> bool:
    """*Er sagte, dass er friere, und ging*: a second verb in the indicative beside the frame's."""
    return (
        nxt.kind in {"sub", "infinitive"}
        and clause.kind in MAIN
        and other.before == "und"
        and _begins_with_verb(scene, other)
        and other.verb is not None
        and scene.words.mood[other.verb] == "+"
    )


def _begins_with_verb(scene: Scene, clause: Clause) -> bool:
    return clause.verb is not None and clause.verb - clause.start <= 1 and clause.kind == "first"


def _quotes_after_colon(scene: Scene, clause: Clause) -> bool:
    return clause.kind == "quoted" and scene.words.text[clause.start - 1] == ":"
