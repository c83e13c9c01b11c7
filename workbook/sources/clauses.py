"""Clauses of a German sentence, found by commas, subordinators and finite verbs.

A clause may be interrupted (*Das Gesetz, das gut ist, gilt*), so it is a list of parts. There
is no parser behind this: where a finite verb stands tells a main clause (second or first
place) from a subordinate one (last place), and a part without a verb waits for its verb.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from workbook.sources.lines import Line
from workbook.sources.marks import Quoted
from workbook.sources.phrases import core, whole
from workbook.sources.words import NAMES, NONFINITE, Words

ClauseKind = Literal[
    "main", "first", "sub", "relative", "question", "as", "infinitive", "quoted", "fragment"
]

_COMPLEMENTIZERS = frozenset({"dass", "daß"})
_DASHES = frozenset({"–", "—", "-"})
_PAUSES = frozenset({",", ";", ":"}) | _DASHES
_JOINERS = frozenset({"und", "oder", "aber", "sondern", "doch", "sowie", "denn"})
_RELATIVES = frozenset(
    [
        "der",
        "die",
        "das",
        "den",
        "dem",
        "dessen",
        "deren",
        "denen",
        "welcher",
        "welche",
        "welches",
        "welchen",
        "welchem",
        "was",
        "wer",
    ]
)
_QUESTIONS = frozenset(
    [
        "wie",
        "wer",
        "wen",
        "wem",
        "was",
        "wann",
        "wo",
        "warum",
        "weshalb",
        "wieso",
        "wohin",
        "woher",
        "welche",
        "welcher",
        "welches",
        "ob",
        "inwieweit",
        "inwiefern",
    ]
)


@dataclass(slots=True)
class Clause:
    """One clause: the word ranges it covers and where its finite verb stands.

    ``kind``: ``main`` (verb second), ``first`` (verb first), ``sub`` (with a subordinator),
    ``relative``, ``question`` (*ob*, *wer* …), ``as`` (*wie X meldet*), ``infinitive``,
    ``quoted`` (a quotation standing for a clause), ``fragment`` (no verb at all).
    ``before`` is the mark that precedes it.
    """

    kind: ClauseKind
    parts: list[tuple[int, int]]
    verb: int | None = None
    before: str = ""
    fronted: bool = field(default=False)

    @property
    def start(self) -> int:
        return self.parts[0][0]

    @property
    def end(self) -> int:
        return self.parts[-1][1]

    def stretches(self) -> list[tuple[int, int]]:
        """The parts, those with only a comma between them as one."""
        joined: list[tuple[int, int]] = []
        for start, end in self.parts:
            if joined and start == joined[-1][1] + 1:
                joined[-1] = (joined[-1][0], end)
            else:
                joined.append((start, end))
        return joined

    def words(self) -> list[int]:
        return [i for start, end in self.parts for i in range(start, end)]


def split(words: Words, line: Line, quoted: Sequence[Quoted] = ()) -> list[Clause]:
    """The clauses of a line in the order in which they begin.

    Examples
    --------
    >>> from workbook import language
    >>> from workbook.sources.words import Words
    >>> words = Words.of(language.load(engine="workbook")("Er sagte, dass der Plan, der gut ist, gilt."))
    >>> [(c.kind, c.parts) for c in split(words, Line(0, len(words)))]
    [('main', [(0, 2)]), ('sub', [(3, 6), (11, 12)]), ('relative', [(7, 10)])]
    """
    clauses: list[Clause] = []
    waiting: list[Clause] = []
    for segment in _segments(words, line, quoted):
        _place(words, segment, clauses, waiting)
    return clauses


def _place(words: Words, segment: Clause, clauses: list[Clause], waiting: list[Clause]) -> None:
    """Give a segment to the clause that waits for it, or let it be one of its own."""
    if segment.kind == "fragment" and waiting and segment.before != ":":
        waiting[-1].parts += segment.parts
        return
    while segment.kind == "first" and len(waiting) > 1 and waiting[-1].kind == "relative":
        waiting.pop()
    if segment.kind in {"first", "main"} and waiting and _completes(words, waiting[-1], segment):
        clause = waiting.pop()
        clause.parts += segment.parts
        clause.verb = segment.verb
        if clause.kind == "fragment":
            clause.kind = "main"
        return
    if segment.kind == "first" and _interrupted(words, segment, clauses):
        told = clauses[-1]
        frame = Clause("first", [told.parts[-1]], told.verb, ",")
        clauses[-1:] = [
            Clause("main", [*told.parts[:-1], *segment.parts], segment.verb, told.before),
            frame,
        ]
        return
    if segment.kind == "first" and _opens_late(words, segment, clauses):
        host = _last_told(clauses)
        loose = _parts_behind_verb(host)
        del host.parts[-len(loose) :]
        late = Clause("main", [*loose, *segment.parts], segment.verb, ",")
        clauses.insert(clauses.index(host) + 1, late)
        return
    if segment.kind == "fragment" and clauses and segment.before not in {":", ""}:
        last = _host_of_fragment(clauses)
        if last.kind != "quoted":
            last.parts += segment.parts
            return
    if segment.kind == "infinitive" and clauses and _wants_more(words, segment):
        loose = [p for p in _parts_behind_verb(clauses[-1]) if p[0] > _bracket(words, clauses[-1])]
        if loose:
            del clauses[-1].parts[-len(loose) :]
            segment.parts[:0] = loose
    clauses.append(segment)
    if segment.verb is None and segment.kind in {"fragment", "sub", "relative", "as", "question"}:
        waiting.append(segment)


def _host_of_fragment(clauses: list[Clause]) -> Clause:
    """*Er wird, wie es heißt, im Mai kommen*: behind a finished dependent clause the main one goes on."""
    last = clauses[-1]
    if last.kind in {"as", "relative"} and last.verb is not None and last.verb >= last.end - 2:
        earlier = (c for c in reversed(clauses) if c.kind not in {"as", "relative"})
        return next(earlier, last)
    return last


def _wants_more(words: Words, segment: Clause) -> bool:
    """*…, den Plan, das beste Stück, aufzugeben*: an infinitive cut off from what it governs."""
    return segment.before == "," and words.tag[segment.start] != "KOUI"


def _bracket(words: Words, clause: Clause) -> int:
    """The last word of the verb in a clause: what comes behind it is not needed there."""
    closing = [i for i in clause.words() if words.tag[i] in {"PTKVZ", "VVPP", "VVINF", "PROAV"}]
    return closing[-1] if closing else clause.verb or clause.start


def _interrupted(words: Words, segment: Clause, clauses: list[Clause]) -> bool:
    """*Die Brücke, sagte er, sei alt*: what looked like one clause is a frame within another."""
    if segment.verb is None or words.mood[segment.verb] not in {"I", "II"} or not clauses:
        return False
    told = clauses[-1]
    return told.kind == "main" and len(told.parts) > 1 and told.verb == told.parts[-1][0]


def _opens_late(words: Words, segment: Clause, clauses: list[Clause]) -> bool:
    """*Er sagte, in Bonn, wo er lebe, sei es kalt*: what hung on the clause before belongs here."""
    verb = segment.verb
    if verb is None or words.mood[verb] not in {"I", "II"} or not clauses:
        return False
    return bool(_parts_behind_verb(_last_told(clauses)))


def _last_told(clauses: list[Clause]) -> Clause:
    """The last clause that is no relative one."""
    return next((c for c in reversed(clauses) if c.kind != "relative"), clauses[-1])


def _parts_behind_verb(clause: Clause) -> list[tuple[int, int]]:
    """What hangs on a clause after the part its verb stands in."""
    verb = clause.verb
    return [part for part in clause.parts if verb is not None and part[0] > verb]


def _completes(words: Words, open_clause: Clause, segment: Clause) -> bool:
    if open_clause.kind == "fragment":
        return segment.kind == "first" or _is_apposition(words, open_clause, segment)
    return segment.verb is not None and segment.verb >= segment.end - 2


def _is_apposition(words: Words, subject: Clause, segment: Clause) -> bool:
    """*Ein Sprecher der Polizei, Kommissar Huber sagte …*, with the second comma forgotten."""
    verb = segment.verb or segment.start
    if words.tag[subject.start] not in {"ART", "NN", "NE"} or verb == segment.start:
        return False
    is_named = all(words.tag[i] in NAMES for i in range(segment.start, verb))
    named = all(words.tag[i] == "NE" for i in range(subject.start, subject.end))
    return is_named or (named and whole(words, segment.start, verb, {}, loose=True) == verb)


def _segments(words: Words, line: Line, quoted: Sequence[Quoted]) -> Iterable[Clause]:
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


def _of_stretch(words: Words, start: int, end: int, before: str) -> Iterable[Clause]:
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
    """*Die Forscher vermuten, dass …*: a plural looks like an infinitive, its place tells it."""
    first = start + (words.lower[start] in _JOINERS)
    verb = core(words, first, end, {})
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
    if word in _QUESTIONS and word not in _RELATIVES - {"wer"} and (verb is None or verb_last):
        return "question"
    if verb is None and _has_zu(words, first, end):
        return "infinitive"
    if tag == "ART" and verb is not None and whole(words, first, verb, {}, loose=True) == verb:
        return "main"
    if (
        before
        and word in _RELATIVES
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
