"""Who speaks in a clause and who is spoken to."""

from __future__ import annotations

from workbook.sources import phrases
from workbook.sources.clauses import Clause
from workbook.sources.cues import Said
from workbook.sources.drafts import Scene

_AGENTS = frozenset({"von", "vom", "durch", "seitens"})
_TEXTS = frozenset({"in", "im", "aus", "auf"})
_TO = frozenset({"gegenüber", "an", "ans"})
_DATIVES = frozenset(
    [
        "dem",
        "der",
        "den",
        "einem",
        "einer",
        "ihm",
        "ihr",
        "ihnen",
        "mir",
        "uns",
        "seinem",
        "seiner",
        "seinen",
        "ihrem",
        "ihrer",
        "ihren",
        "diesem",
        "dieser",
        "diesen",
        "allen",
        "beiden",
    ]
)
_ACCUSATIVES = frozenset(
    [
        "den",
        "die",
        "das",
        "einen",
        "eine",
        "ein",
        "ihn",
        "sie",
        "mich",
        "uns",
        "seine",
        "seinen",
        "ihre",
        "ihren",
        "diese",
        "diesen",
        "dieses",
        "alle",
        "beide",
    ]
)
_OBJECTS = frozenset({"gegen", "für"})
_NOBODY = frozenset({"es", "sich", "man", "das", "dies", "dieses"})


def speaker(scene: Scene, clause: Clause, said: Said) -> tuple[int, ...]:
    """The words that name who speaks; none where nobody is named.

    A cue with ``place`` among its complements has its speaker behind *in*, *aus* or *auf*:
    *im Bericht heißt es*, *aus dem Brief geht hervor*.
    """
    if said.passive and said.cue.lemma != "zitieren":
        return _prepositional(scene, clause, _AGENTS) or _prepositional(scene, clause, _TEXTS)
    if "place" in said.cue.complements:
        return _prepositional(scene, clause, _TEXTS)
    return subject(scene, clause, takes_dative=said.cue.addressee == "dative")


def subject(scene: Scene, clause: Clause, *, takes_dative: bool = False) -> tuple[int, ...]:
    """The subject's words: before the verb in a main clause where it can stand there."""
    words = scene.words
    if clause.kind == "main" and clause.verb is not None:
        behind = _clear_nominative(scene, clause, takes_dative)
        return (
            behind or _front_subject(scene, clause) or _first_bare(scene, clause.verb + 1, clause)
        )
    if clause.kind == "relative":
        first = clause.start
        if phrases.may_be_subject(words, first) and words.tag[first] not in {"APPR", "PWAV"}:
            return (first,)
        return _first_bare(scene, first + 1, clause)
    if clause.kind == "first":
        found = _first_bare(scene, clause.start + 1, clause)
        return found or _shared(scene, clause)
    return _first_bare(scene, clause.start + (clause.kind != "fragment"), clause)


def _clear_nominative(scene: Scene, clause: Clause, takes_dative: bool) -> tuple[int, ...]:
    """*Die Reform lobte der Minister*, *Das wies er zurück*: the phrase behind the verb can only
    be the subject, so what stands before the verb is not."""
    words, verb = scene.words, clause.verb
    if verb is None or verb + 1 >= clause.end:
        return ()
    i = verb + 1 + (words.lower[verb + 1] in {"sich", "es", "dies", "das"})
    if i >= clause.end:
        return ()
    if words.lower[i] in {"er", "ich", "wir"}:
        return (i,)
    front = words.lower[clause.start]
    if (
        words.lower[i] != "der"
        or takes_dative
        or front in {"er", "sie", "der", "ein", "wir", "ich"}
    ):
        return ()
    if words.tag[clause.start] in {"NE", "NN"} and words.lower[clause.start + 1] not in _OBJECTS:
        return ()
    end = next((b for a, b in clause.stretches() if a <= i < b), clause.end)
    noun = next((j for j in range(i, end) if words.tag[j] == "NN"), i)
    if words.lemma[noun] in scene.book.nouns:
        return ()
    return tuple(range(i, phrases.whole(words, i, end, scene.names)))


def _front_subject(scene: Scene, clause: Clause) -> tuple[int, ...]:
    words = scene.words
    first_part = clause.stretches()[0]
    end = min(first_part[1], clause.verb or first_part[1])
    i = first_part[0]
    while i < end and words.tag[i] in {"ADV", "KON", "PROAV", "PTKNEG"} and i not in scene.names:
        i += 1
    if i >= end or words.tag[i] in {"APPR", "APPRART", "KOKOM", "KOUS", "PTKZU"}:
        return ()
    after = phrases.core(words, i, end, scene.names)
    if after == i or not phrases.may_be_subject(words, i) or _is_time(scene, i, after):
        return ()
    after = _whole_front(scene, clause, end)
    if words.lower[i] in {"das", "dies", "dieses", "es"} and after == i + 1:
        return ()
    return tuple(range(i, after))


def _whole_front(scene: Scene, clause: Clause, end: int) -> int:
    """A main clause has one phrase before its verb, so all that stands there belongs to it."""
    while (
        scene.words.tag[end - 1] in {"ADV", "PROAV", "PTKNEG"} or scene.words.text[end - 1] == ","
    ):
        end -= 1
    return end


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
    """*gegenüber X*, or the phrase in the case in which the verb takes the one spoken to."""
    told = _prepositional(scene, clause, frozenset({"gegenüber"}))
    if told or said.cue.addressee is None:
        return told
    if said.passive:
        return _front_subject(scene, clause) or _bare(scene, clause, taken, said, None)
    wanted = _DATIVES if said.cue.addressee == "dative" else _ACCUSATIVES
    return _bare(scene, clause, taken, said, wanted)


def _bare(
    scene: Scene,
    clause: Clause,
    taken: tuple[int, ...],
    said: Said,
    wanted: frozenset[str] | None,
) -> tuple[int, ...]:
    """The first phrase without a preposition that is not taken and begins with a wanted word."""
    for a, b, preposition in _phrases(scene, clause.start, clause):
        first = scene.words.lower[a]
        is_name = scene.words.tag[a] in {"NE", "NN", "ADJA", "PIS"} or a in scene.names
        fits = wanted is None or first in wanted or is_name
        free = preposition is None and a not in said.words and not set(range(a, b)) & set(taken)
        nobody = b == a + 1 and first in _NOBODY
        if fits and free and not nobody and not _is_time(scene, a, b):
            return tuple(range(a, b))
    return ()


def _phrases(scene: Scene, start: int, clause: Clause) -> list[tuple[int, int, int | None]]:
    found: list[tuple[int, int, int | None]] = []
    for a, b in clause.stretches():
        if b > start:
            found += phrases.phrases(scene.words, max(a, start), b, scene.names)
    return found


def _is_time(scene: Scene, start: int, end: int) -> bool:
    return any(scene.words.time[i] for i in range(start, min(end, start + 3)))
