"""Who speaks in a clause."""

from __future__ import annotations

from itertools import takewhile

from workbook.sources import phrases
from workbook.sources.clause import MAIN, Clause
from workbook.sources.cues import Said
from workbook.sources.drafts import Scene
from workbook.sources.words import NAMES

_AGENTS = frozenset({"von", "vom", "durch", "seitens"})
_TEXTS = frozenset({"in", "im", "aus", "auf"})
_OBJECTS = frozenset({"gegen", "für"})
_SAYING = frozenset({"document", "work", "outlet", "agency", "circle", "voice"})
_COUNTING = frozenset({"CARD", "ADV", "ADJD"})
_JOINING = frozenset({"und", "aber", "sowie"})
_NEAR = 4
"""Main clauses back in which the subject of a later one is looked for."""
_NOBODY = frozenset({"es", "sich", "man", "das", "dies", "dieses"})


def speaker(scene: Scene, clause: Clause, said: Said) -> tuple[int, ...]:
    """The words that name who speaks; none where nobody is named.

    A cue with ``place`` among its complements has its speaker behind *in*, *aus* or *auf*:
    *im Bericht heißt es*, *aus dem Brief geht hervor*.
    """
    if said.passive and said.cue.lemma != "zitieren":
        agent = _agent(scene, clause)
        return agent if _can_act(scene, said, agent) else _text(scene, clause, said)
    if "place" in said.cue.complements:
        return _prepositional(scene, clause, _TEXTS)
    return subject(scene, clause, takes_dative=said.cue.addressee == "dative")


def subject(scene: Scene, clause: Clause, *, takes_dative: bool = False) -> tuple[int, ...]:
    """The subject's words: before the verb in a main clause where it can stand there."""
    words = scene.words
    goes_on = clause.before == "und" or words.lower[clause.start] in _JOINING
    if clause.kind == "main" and clause.verb is not None:
        found = _of_second(scene, clause, takes_dative=takes_dative)
        return found or (_of_main(scene, clause) if goes_on else ())
    if clause.kind == "relative":
        first = clause.start
        if phrases.may_be_subject(words, first) and words.tag[first] not in {"APPR", "PWAV"}:
            return (first,)
        return _first_bare(scene, first + 1, clause)
    if clause.kind == "first":
        if clause.verb is not None and words.tag[clause.verb] == "VVPP":
            return _of_main(scene, clause)
        found = _first_bare(scene, clause.start + 1, clause) or _shared(scene, clause)
        return found or (_of_main(scene, clause) if goes_on else ())
    return _first_bare(scene, clause.start + (clause.kind != "fragment"), clause)


def _of_second(scene: Scene, clause: Clause, *, takes_dative: bool = False) -> tuple[int, ...]:
    """The subject of a clause with its verb in the second place."""
    if clause.verb is not None and scene.words.lower[clause.verb + 1 : clause.verb + 2] == ("man",):
        return ()  # *Sternbrücke nennt man sie*
    behind = _clear_nominative(scene, clause, takes_dative)
    if clause.verb is None or (not behind and scene.words.lower[clause.start] == "es"):
        return ()  # *Es soll die Leute warnen*
    return behind or front(scene, clause) or _first_bare(scene, clause.verb + 1, clause)


def before(scene: Scene, colon: int) -> tuple[int, ...]:
    """The subject of the sentence before a colon, or the phrase that stands there alone.

    *X nannte einen Ort: Man treffe sich in Genf, sagte er*; *X: „…“*
    """
    for clause in scene.clauses:
        if clause.start < colon and clause.kind in MAIN:
            return subject(scene, clause)
    found = phrases.phrases(scene.words, scene.line.start, colon, scene.names, loose=True)
    return tuple(range(found[0][0], found[0][1])) if found else ()


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
    nominative = words.lower[i] == "der" and (not takes_dative or _is_masculine(scene, i))
    if not nominative or front in {"er", "sie", "der", "ein", "wir", "ich"}:
        return ()
    if words.tag[clause.start] in {"NE", "NN"} and words.lower[clause.start + 1] not in _OBJECTS:
        return ()
    end = next((b for a, b in clause.stretches() if a <= i < b), clause.end)
    noun = next((j for j in range(i, end) if words.tag[j] == "NN"), i)
    if words.lemma[noun] in scene.book.nouns:
        return ()
    return tuple(range(i, phrases.whole(words, i, end, scene.names)))


def _is_masculine(scene: Scene, i: int) -> bool:
    """*der Kanzler*: of nouns for people the ending tells that *der* is no dative."""
    words = scene.words
    noun = next((j for j in range(i, min(i + 4, len(words))) if words.tag[j] == "NN"), i)
    return words.kind[noun] == "person" and not words.lower[noun].endswith("in")


def front(scene: Scene, clause: Clause) -> tuple[int, ...]:
    """The phrase before the verb of a main clause, where it has no preposition."""
    words = scene.words
    first_part = clause.stretches()[0]
    end = min(first_part[1], clause.verb or first_part[1])
    i = first_part[0]
    while i < end and words.tag[i] in {"ADV", "KON", "PROAV", "PTKNEG"} and i not in scene.names:
        i += 1
    if i >= end or words.tag[i] in {"APPR", "APPRART", "KOKOM", "KOUS", "PTKZU"}:
        return ()
    after = phrases.core(words, i, end, scene.names)
    if after == i or not phrases.may_be_subject(words, i) or is_time(scene, i, after):
        return ()
    if all(words.tag[j] in _COUNTING for j in range(i, after)):
        return ()  # *1996 sagte er*
    after = _whole_front(scene, clause, end)
    if words.lower[i] in {"das", "dies", "dieses", "es"} and after == i + 1:
        return ()
    if any(words.tag[j] in {"PTKZU", "VVIZU"} for j in range(i, after)):
        return ()  # *er begann, Blätter zu verteilen und verlangte Geld*
    return tuple(range(i, after))


def _whole_front(scene: Scene, clause: Clause, end: int) -> int:
    """A main clause has one phrase before its verb, so all that stands there belongs to it."""
    while (
        scene.words.tag[end - 1] in {"ADV", "PROAV", "PTKNEG"} or scene.words.text[end - 1] == ","
    ):
        end -= 1
    return end


def _first_bare(scene: Scene, start: int, clause: Clause) -> tuple[int, ...]:
    for a, b, preposition in phrases_of(scene, start, clause):
        bare = preposition is None and phrases.may_be_subject(scene.words, a)
        if bare and not is_nobody(scene, a, b):
            return tuple(range(a, b))
    return ()


def _shared(scene: Scene, clause: Clause) -> tuple[int, ...]:
    """*Er kam und sagte*: the subject stands in the clause before."""
    for other in reversed(scene.clauses):
        if other.start < clause.start and other.kind in {"main", "first", "sub", "relative"}:
            return subject(scene, other) if clause.before == "und" else ()
    return ()


def _of_main(scene: Scene, clause: Clause) -> tuple[int, ...]:
    """*Er lobte das Gesetz, das gilt, und betonte dann, …*: the subject of the main clause before."""
    earlier = [c for c in scene.clauses if c.start < clause.start and c.kind == "main"]
    own = (_of_second(scene, host) for host in reversed(earlier[-_NEAR:]))
    return next((subject for subject in own if subject), ())


def _text(scene: Scene, clause: Clause, said: Said) -> tuple[int, ...]:
    """*in dem Bericht wird gefordert*; not *in Bonn*, *im vorigen Jahr*. In *in Medien wurde von
    Lärm berichtet* the noise is the verb's."""
    found = _prepositional(scene, clause, _TEXTS)
    if said.takes("von"):
        found = tuple(takewhile(lambda i: scene.words.lower[i] not in _AGENTS, found))
    noun = next((i for i in found if scene.words.tag[i] in NAMES), None)
    return found if noun is not None and scene.words.kind[noun] in _SAYING else ()


def _agent(scene: Scene, clause: Clause) -> tuple[int, ...]:
    """*vom Verband aufgefordert*, also where *die Stadt vom Verband* looks like one phrase."""
    found = _prepositional(scene, clause, _AGENTS)
    inside = clause.words() if not found else []
    for i in inside:
        agent = scene.words.lower[i] in _AGENTS and scene.words.tag[i] in {"APPR", "APPRART"}
        after = phrases.whole(scene.words, i + 1, inside[-1] + 1, scene.names)
        if agent and after > i + 1 and not is_nobody(scene, i + 1, after):
            return tuple(range(i + 1, after))
    return found


def _can_act(scene: Scene, said: Said, agent: tuple[int, ...]) -> bool:
    """Whether *von* names who does it: *von einer Gefahr wird ausgegangen* and *eine Summe von
    zehn Euro wird genannt* tell what it is about."""
    words = scene.words
    if not agent or not (said.takes("von") or words.tag[agent[0]] == "CARD"):
        return bool(agent)
    return any(words.tag[i] == "NE" or words.kind[i] or words.text[i].isupper() for i in agent)


def _prepositional(scene: Scene, clause: Clause, prepositions: frozenset[str]) -> tuple[int, ...]:
    for a, b, preposition in phrases_of(scene, clause.start, clause):
        names_agent = preposition is not None and scene.words.lower[preposition] in prepositions
        if names_agent and not is_nobody(scene, a, b):
            return tuple(range(a, b))
    return ()


def phrases_of(scene: Scene, start: int, clause: Clause) -> list[tuple[int, int, int | None]]:
    """(start, end, preposition) of the phrases of a clause from a word on."""
    found: list[tuple[int, int, int | None]] = []
    for a, b in clause.stretches():
        if b > start:
            found += phrases.phrases(scene.words, max(a, start), b, scene.names)
    return found


def is_time(scene: Scene, start: int, end: int) -> bool:
    return any(scene.words.kind[i] == "time" for i in range(start, min(end, start + 3)))


def is_nobody(scene: Scene, start: int, end: int) -> bool:
    """*es*, *sich*, *am Montag*, *etwa 5.000*: phrases that name no one."""
    pronoun = end == start + 1 and scene.words.lower[start] in _NOBODY
    number = all(scene.words.tag[i] in _COUNTING for i in range(start, end))
    return pronoun or number or is_time(scene, start, end)
