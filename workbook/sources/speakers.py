"""Who speaks in a clause and who is spoken to."""

from __future__ import annotations

from workbook.sources import phrases
from workbook.sources.clauses import Clause
from workbook.sources.cues import Said
from workbook.sources.drafts import Scene

_TIMES = frozenset(
    [
        "anfang",
        "mitte",
        "ende",
        "jahr",
        "jahre",
        "jahren",
        "woche",
        "tag",
        "tage",
        "tagen",
        "monat",
        "monate",
        "uhr",
        "morgen",
        "abend",
        "montag",
        "dienstag",
        "mittwoch",
        "donnerstag",
        "freitag",
        "samstag",
        "sonntag",
        "stunde",
        "stunden",
        "januar",
        "februar",
        "märz",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "dezember",
    ]
)
_AGENTS = frozenset({"von", "vom", "durch", "seitens"})
_TEXTS = frozenset({"in", "im", "aus", "auf"})
_TO = frozenset({"gegenüber", "an", "ans"})
_NOBODY = frozenset({"es", "sich", "man", "das", "dies", "dieses"})


def speaker(scene: Scene, clause: Clause, said: Said) -> tuple[int, ...]:
    """The words that name who speaks; none where nobody is named."""
    if said.passive:
        return _prepositional(scene, clause, _AGENTS) or _prepositional(scene, clause, _TEXTS)
    if said.cue.lemma in {"heißen", "hervorgehen"} or (said.cue.particle, said.cue.lemma) == (
        "hervor",
        "gehen",
    ):
        return _prepositional(scene, clause, _TEXTS)
    return subject(scene, clause)


def subject(scene: Scene, clause: Clause) -> tuple[int, ...]:
    """The subject's words: before the verb in a main clause where it can stand there."""
    words = scene.words
    if clause.kind == "main" and clause.verb is not None:
        front = _front_subject(scene, clause)
        if front:
            return front
        return _first_bare(scene, clause.verb + 1, clause)
    if clause.kind == "relative":
        first = clause.start
        if phrases.may_be_subject(words, first) and words.tag[first] not in {"APPR", "PWAV"}:
            return (first,)
        return _first_bare(scene, first + 1, clause)
    if clause.kind == "first":
        found = _first_bare(scene, clause.start + 1, clause)
        return found or _shared(scene, clause)
    return _first_bare(scene, clause.start + (clause.kind != "fragment"), clause)


def _front_subject(scene: Scene, clause: Clause) -> tuple[int, ...]:
    words = scene.words
    first_part = clause.parts[0]
    end = min(first_part[1], clause.verb or first_part[1])
    i = first_part[0]
    while i < end and words.tag[i] in {"ADV", "KON", "PROAV", "PTKNEG"} and i not in scene.names:
        i += 1
    if i >= end or words.tag[i] in {"APPR", "APPRART", "KOKOM", "KOUS", "PTKZU"}:
        return ()
    limit = clause.verb if clause.verb is not None else end
    after = phrases.whole(words, i, limit, scene.names, loose=True)
    if after == i or not phrases.may_be_subject(words, i) or _is_time(scene, i, after):
        return ()
    if words.lower[i] in {"das", "dies", "dieses", "es"} and after == i + 1:
        return ()
    return tuple(range(i, after))


def _first_bare(scene: Scene, start: int, clause: Clause) -> tuple[int, ...]:
    for a, b, preposition in _phrases(scene, start, clause):
        bare = preposition is None and phrases.may_be_subject(scene.words, a)
        if (
            bare
            and not (b == a + 1 and scene.words.lower[a] in _NOBODY)
            and not _is_time(scene, a, b)
        ):
            return tuple(range(a, b))
    return ()


def _shared(scene: Scene, clause: Clause) -> tuple[int, ...]:
    """*Er kam und sagte*: the subject stands in the clause before."""
    for other in reversed(scene.clauses):
        if other.start < clause.start and other.kind in {"main", "first", "sub", "relative"}:
            return subject(scene, other) if clause.before == "und" else ()
    return ()


def _prepositional(scene: Scene, clause: Clause, prepositions: frozenset[str]) -> tuple[int, ...]:
    for a, b, preposition in _phrases(scene, clause.start, clause):
        names_agent = preposition is not None and scene.words.lower[preposition] in prepositions
        if names_agent and not _is_time(scene, a, b):
            return tuple(range(a, b))
    return ()


def addressee(scene: Scene, clause: Clause, said: Said, taken: tuple[int, ...]) -> tuple[int, ...]:
    """*gegenüber X*, or the other phrase beside the speaker where the message is a clause."""
    told = _prepositional(scene, clause, frozenset({"gegenüber"}))
    if told:
        return told
    for a, b, preposition in _phrases(scene, clause.start, clause):
        if preposition is not None or set(range(a, b)) & set(taken) or a in said.words:
            continue
        if (b == a + 1 and scene.words.lower[a] in _NOBODY) or _is_time(scene, a, b):
            continue
        return tuple(range(a, b))
    return ()


def _phrases(scene: Scene, start: int, clause: Clause) -> list[tuple[int, int, int | None]]:
    found: list[tuple[int, int, int | None]] = []
    for a, b in clause.parts:
        if b > start:
            found += phrases.phrases(scene.words, max(a, start), b, scene.names)
    return found


def _is_time(scene: Scene, start: int, end: int) -> bool:
    return any(scene.words.lower[i] in _TIMES for i in range(start, min(end, start + 3)))
