"""Clauses of a German sentence, found by commas, subordinators and finite verbs.

A clause may be interrupted (*Das Gesetz, das gut ist, gilt*), so it is a list of parts. There
is no parser behind this: a piece without a verb waits for its verb.
"""

from __future__ import annotations

from collections.abc import Sequence

from workbook.sources import segments
from workbook.sources.clause import MAIN, Clause
from workbook.sources.lines import Line
from workbook.sources.marks import Quoted
from workbook.sources.phrases import whole
from workbook.sources.words import NAMES, Words

_WAITING = frozenset({"fragment", "sub", "relative", "as", "question"})


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
    for segment in segments.of(words, line, quoted):
        _place(words, segment, clauses, waiting)
    return clauses


def _place(words: Words, segment: Clause, clauses: list[Clause], waiting: list[Clause]) -> None:
    """Give a segment to the clause that waits for it, or let it be one of its own."""
    if segment.kind == "fragment":
        placed = _resumes(words, segment, clauses, waiting) or _go_on(segment, clauses, waiting)
    elif segment.kind in MAIN:
        placed = _complete(words, segment, waiting) or _untangle(words, segment, clauses)
    else:
        placed = False
    if placed:
        return
    if segment.kind == "infinitive" and clauses and _wants_more(words, segment):
        segment.parts[:0] = _taken_off(clauses[-1], _bracket(words, clauses[-1]))
    clauses.append(segment)
    if segment.verb is None and segment.kind in _WAITING:
        waiting.append(segment)


def _go_on(segment: Clause, clauses: list[Clause], waiting: list[Clause]) -> bool:
    """Add what has no verb to the clause that waits for one, or to the one before."""
    if waiting and segment.before != ":":
        waiting[-1].parts += segment.parts
        return True
    host = _host_of_fragment(clauses) if clauses and segment.before not in {":", ""} else None
    if host is None or host.kind == "quoted":
        return False
    host.parts += segment.parts
    return True


def _resumes(words: Words, segment: Clause, clauses: list[Clause], waiting: list[Clause]) -> bool:
    """*Er hatte erzählt, dass es regnet, aber auch betont, …*: a participle goes on with the main
    clause across the one that hangs on it; it is a clause of its own with the same subject."""
    if waiting or not clauses or clauses[-1].kind in MAIN or words.tag[segment.end - 1] != "VVPP":
        return False
    host = next((c for c in reversed(clauses) if c.kind in MAIN), None)
    aux = host.verb if host is not None else None
    if host is None or aux is None or words.tag[aux] != "VAFIN" or words.lemma[aux] != "haben":
        return False
    if words.mood[aux] != "+" or not any(words.tag[i] == "VVPP" for i in host.words()):
        return False
    clauses.append(Clause("first", segment.parts, segment.end - 1, "und"))
    return True


def _complete(words: Words, segment: Clause, waiting: list[Clause]) -> bool:
    """Give a waiting clause its verb."""
    while segment.kind == "first" and len(waiting) > 1 and waiting[-1].kind == "relative":
        waiting.pop()
    if not waiting or not _completes(words, waiting[-1], segment):
        return False
    clause = waiting.pop()
    clause.parts += segment.parts
    clause.verb = segment.verb
    if clause.kind == "fragment":
        clause.kind = "main"
    return True


def _untangle(words: Words, segment: Clause, clauses: list[Clause]) -> bool:
    """Take apart what looked like one clause until its Konjunktiv came."""
    if segment.kind != "first":
        return False
    if _interrupted(words, segment, clauses):
        told = clauses[-1]
        message = Clause("main", [*told.parts[:-1], *segment.parts], segment.verb, told.before)
        clauses[-1:] = [message, Clause("first", [told.parts[-1]], told.verb, ",")]
        return True
    if _opens_late(words, segment, clauses):
        host = _last_told(clauses)
        late = Clause("main", [*_taken_off(host, -1), *segment.parts], segment.verb, ",")
        clauses.insert(clauses.index(host) + 1, late)
        return True
    return False


def _taken_off(clause: Clause, after: int) -> list[tuple[int, int]]:
    """The parts that hang on a clause behind its verb and a word, which loses them."""
    loose = [part for part in _parts_behind_verb(clause) if part[0] > after]
    del clause.parts[len(clause.parts) - len(loose) :]
    return loose


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
    is_named = all(words.tag[i] in NAMES | {"KON"} for i in range(segment.start, verb))
    named = all(words.tag[i] == "NE" for i in range(subject.start, subject.end))
    return is_named or (named and whole(words, segment.start, verb, {}, loose=True) == verb)
