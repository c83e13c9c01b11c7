"""Frames with a verb: who says it, how, and where the message stands in the sentence."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from workbook.sources import addressees, phrases, speakers
from workbook.sources.clauses import Clause
from workbook.sources.cues import Said
from workbook.sources.drafts import Draft, Scene, trimmed
from workbook.sources.words import NONFINITE

_COMPLEMENTIZERS = frozenset({"dass", "daß"})
_ASKED = frozenset(["ob", "wer", "was", "wen", "wie", "warum", "weshalb", "wann"])
_WEIGHTY = frozenset({"statement", "emphasis", "opinion", "concession", "question", "praise"})
_CLOSING = NONFINITE | {"PTKVZ", "PROAV"}
_SAYING = frozenset({"statement", "emphasis"})
_TRANSPARENT = frozenset({"relative", "as"})
_RESUMING = frozenset({"das", "dies", "dieses"})
_MAIN = frozenset({"main", "first"})


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
    if not _is_complement(scene, nxt, said):
        return
    inside = set(host.quote)
    quote = trimmed(scene.words, [i for i in _message_from(scene, clause, nxt) if i in inside])
    draft = _draft(scene, clause, said, "indirect", quote, tuple(range(clause.start, nxt.start)))
    if draft is not None and draft.speaker:
        yield draft


def _claims(scene: Scene, number: int, clause: Clause, said: Said) -> Iterator[Draft]:
    if _is_withheld(scene, clause, said):
        return
    if clause.kind == "as":
        draft = _as_clause(scene, clause, said)
    else:
        finders = (_following, _preceding)
        if _is_parenthetical(scene, number, clause) or _quoted_before(scene, number, clause):
            finders = (_preceding, _following)
        found = (find(scene, number, clause, said) for find in finders)
        draft = next((d for d in found if d), None) or _resumed(scene, clause, said)
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


def _is_parenthetical(scene: Scene, number: int, clause: Clause) -> bool:
    """*Er sei krank, sagte er, kommen könne er nicht*: the message began before the frame."""
    if clause.kind != "first" or number == 0 or clause.before != ",":
        return False
    prev = scene.clauses[number - 1]
    return (
        prev.kind == "main" and prev.verb is not None and scene.words.mood[prev.verb] in {"I", "II"}
    )


def _quoted_before(scene: Scene, number: int, clause: Clause) -> bool:
    """*„Das“, sagte er, „ist neu“*: both quotations are one."""
    return clause.kind == "first" and number > 0 and scene.clauses[number - 1].kind == "quoted"


def _as_clause(scene: Scene, clause: Clause, said: Said) -> Draft | None:
    """*Wie X meldet, …*: all the rest of the line is the message."""
    if not (said.takes("dass") or said.takes("v2") or said.takes("wie")):
        return None
    frame = set(_with_commas(scene, clause))
    return _draft(scene, clause, said, "indirect", scene.message(frame), tuple(sorted(frame)))


def _following(scene: Scene, number: int, clause: Clause, said: Said) -> Draft | None:
    """The message comes after the frame: a *dass* clause, an infinitive, a main clause, a quotation."""
    for nxt in scene.clauses[number + 1 :]:
        if nxt.start < clause.end:
            continue
        if nxt.kind == "quoted" and _opens_speech(scene, nxt):
            if clause.kind not in _MAIN and _told_before(scene, number):
                return None
            return _draft(
                scene, clause, said, "direct", _block(nxt), _frame_before(scene, clause, nxt)
            )
        if _is_complement(scene, nxt, said) or _opens_with_sub(scene, nxt, said):
            quote = _message_from(scene, clause, nxt)
            kind = "indirect"
            return _draft(scene, clause, said, kind, quote, _frame_before(scene, clause, nxt))
        if nxt.kind not in _TRANSPARENT and not _waits_for_colon(scene, clause, nxt):
            return None
    return None


def _told_before(scene: Scene, number: int) -> bool:
    """Whether a main clause before has a verb of saying that the quotation belongs to."""
    return any(
        c.kind in _MAIN and scene.book.verb_in(scene.words, c) is not None
        for c in scene.clauses[:number]
    )


def _waits_for_colon(scene: Scene, clause: Clause, nxt: Clause) -> bool:
    """*heißt es zur Frage, warum es so kam: „…“*: a clause between the frame and its colon."""
    after = nxt.end
    return (
        clause.kind in _MAIN
        and nxt.kind in {"question", "sub", "infinitive"}
        and after < scene.line.end
        and scene.words.text[after] == ":"
    )


def _opens_speech(scene: Scene, block: Clause) -> bool:
    return block.before in {":", ",", ""} or scene.words.text[block.start - 1] in {":", ","}


def _is_complement(scene: Scene, nxt: Clause, said: Said) -> bool:
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
    if nxt.before == ":" and said.takes("direct") and not modal:
        return True
    return not said.passive and not joins and not modal and said.cue.group in _WEIGHTY


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


def _message_from(scene: Scene, clause: Clause, nxt: Clause) -> tuple[int, ...]:
    """To the end of the line, or to where the sentence around the frame goes on."""
    end = scene.line.end
    for other in scene.clauses:
        if other.start <= nxt.start:
            continue
        resumes = clause.kind not in _MAIN and other.kind == "first" and other.before == ","
        if resumes or _goes_on(scene, clause, nxt, other) or _quotes_after_colon(scene, other):
            end = other.start - (other.before != "und")
            break
    end = min([end, *(a - 1 for a, _ in clause.parts if a > nxt.start)])
    return trimmed(scene.words, range(nxt.start, end))


def _goes_on(scene: Scene, clause: Clause, nxt: Clause, other: Clause) -> bool:
    """*Er sagte, dass er friere, und ging*: a second verb in the indicative beside the frame's."""
    return (
        nxt.kind in {"sub", "infinitive"}
        and clause.kind in _MAIN
        and other.before == "und"
        and _begins_with_verb(scene, other)
        and other.verb is not None
        and scene.words.mood[other.verb] == "+"
    )


def _begins_with_verb(scene: Scene, clause: Clause) -> bool:
    return clause.verb is not None and clause.verb - clause.start <= 1 and clause.kind == "first"


def _quotes_after_colon(scene: Scene, clause: Clause) -> bool:
    return clause.kind == "quoted" and scene.words.text[clause.start - 1] == ":"


def _preceding(scene: Scene, number: int, clause: Clause, said: Said) -> Draft | None:
    """The message came first: *„…“, sagte X* or *Er sei krank, sagte X*."""
    if number == 0 or not (clause.kind == "first" or _so_first(scene, clause)):
        return None
    prev = scene.clauses[number - 1]
    if clause.before not in {",", '"', "–", "-"} or _says_nothing(scene, number):
        return None
    frame = _with_commas(scene, clause)
    if prev.kind == "quoted":
        later = [c for c in scene.clauses[number + 1 :] if c.kind == "quoted"]
        quote = _block(prev) + (_block(later[0]) if later else ())
        return _draft(scene, clause, said, "direct", quote, frame)
    if not _is_message(scene, number) or not _says(scene, clause, said):
        return None
    frame = _with_relatives(scene, number, frame)
    return _draft(scene, clause, said, "indirect", _since_colon(scene, frame), frame)


def _since_colon(scene: Scene, frame: tuple[int, ...]) -> tuple[int, ...]:
    """*Er nannte einen Ort: Man treffe sich in Genf, sagte er*: the message begins at the colon."""
    quote = scene.message(frame)
    colons = [i for i in range(scene.line.start, frame[0]) if scene.words.text[i] == ":"]
    return tuple(i for i in quote if i > colons[-1]) if colons else quote


def _says_nothing(scene: Scene, number: int) -> bool:
    """Whether what stands before has no verb of its own: a phrase, or an infinitive alone."""
    kinds = [c.kind for c in scene.clauses[:number]]
    return kinds[-1] == "fragment" or (kinds[-1] == "infinitive" and not set(kinds) & _MAIN)


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
        between = any(c.kind in _MAIN for c in scene.clauses[:number])
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


def _resumed(scene: Scene, clause: Clause, said: Said) -> Draft | None:
    """*Das teilte X mit*: the message is the sentence before."""
    words, first = scene.words, clause.start
    if words.lower[first] not in _RESUMING or clause.verb != first + 1:
        return None
    if not (said.takes("dass") or said.takes("v2")) or any(
        words.tag[i] == "PTKNEG" for i in clause.words()
    ):
        return None
    if first > scene.line.start:
        frame = tuple(range(first - 1, clause.end))
        return _draft(
            scene, clause, said, "indirect", scene.message(range(first - 1, scene.line.end)), frame
        )
    if scene.before is None or scene.line.new_paragraph:
        return None
    quote = (*range(scene.before.start, scene.before.end), first)
    frame = trimmed(words, range(first + 1, scene.line.end))
    return _draft(scene, clause, said, "indirect", quote, frame)


def _with_commas(scene: Scene, clause: Clause) -> tuple[int, ...]:
    words, line = scene.words, scene.line
    start, end = clause.start, clause.end
    if start > line.start and words.text[start - 1] in {",", "–", "-"}:
        start -= 1
    if end < line.end and words.text[end] in {",", ":", "–", "-"}:
        end += 1
    return tuple(range(start, end))


def _block(clause: Clause) -> tuple[int, ...]:
    return tuple(clause.words())


def _draft(
    scene: Scene,
    clause: Clause,
    said: Said,
    kind: str,
    quote: tuple[int, ...],
    frame: tuple[int, ...],
) -> Draft | None:
    if not quote:
        return None
    who, whom = addressees.who_to_whom(scene, clause, said)
    cue = set(said.words) - set(quote)
    return Draft(
        kind,  # type: ignore[arg-type]
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
