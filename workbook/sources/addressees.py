"""Who is spoken to: in the case or behind the preposition in which the verb takes him."""

from __future__ import annotations

from workbook.sources import phrases, speakers
from workbook.sources.clause import Clause
from workbook.sources.cues import Said
from workbook.sources.drafts import Scene
from workbook.sources.words import NAMES

_MAY_BE_DATIVE = frozenset({"der", "einer", "ihrer", "seiner", "dieser"})
_AGENTS = frozenset({"von", "vom", "durch"})
_ARTICLES = frozenset({"ART", "PPOSAT", "PDAT"})
_BARE = frozenset({"NE", "NN", "ADJA"})
_TALKS = ("interview", "gespräch", "telefonat")
_SPEAKING = frozenset({"statement", "emphasis", "concession", "commitment", "opinion"})
_LISTENING = frozenset({"outlet", "agency", "person"})


def who_to_whom(
    scene: Scene, clause: Clause, said: Said
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The words that name who speaks and those that name who is spoken to; either may be none.

    *gegenüber X*, *in einem Interview mit X*, *vor Journalisten*, or the phrase in the case or
    behind the preposition that the cue asks for.
    """
    who = speakers.speaker(scene, clause, said)
    whom = _whom(scene, clause, said, set(who))
    if whom or said.passive or "whom" not in said.cue.complements:
        return who, whom
    cut = _dative_inside(scene, who)
    return tuple(i for i in who if i < cut), tuple(i for i in who if i >= cut)


def _whom(scene: Scene, clause: Clause, said: Said, taken: set[int]) -> tuple[int, ...]:
    told = (
        _facing(scene, clause)
        or _in_a_talk(scene, clause)
        or _before_an_audience(scene, clause, said)
    )
    wanted = said.cue.addressee
    if told or wanted is None:
        return told
    cases = {"dative": scene.words.grammar.dative, "accusative": scene.words.grammar.accusative}
    if wanted not in cases:
        return _behind(scene, clause, wanted, taken)
    if said.passive:
        return speakers.front(scene, clause) or _bare(scene, clause, taken, said, None)
    return _bare(scene, clause, taken, said, cases[wanted])


def _dative_inside(scene: Scene, speaker: tuple[int, ...]) -> int:
    """Where in *warf die Opposition der Regierung vor* the one spoken to begins.

    It looks like a genitive, but a verb with ``whom`` among its complements is never without
    the one spoken to. Where nobody else can be meant it is the last phrase that fits.
    """
    words = scene.words
    nouns = [i for i in speaker if words.tag[i] == "NN"]
    for i in reversed(speaker[1:]):
        beside = words.tag[i] == "NE" and words.tag[i - 1] == "NN" and words.kind[i - 1] != "person"
        single = any(j > i and words.text[j] == words.lemma[j] for j in nouns)
        if beside or (words.lower[i] in _MAY_BE_DATIVE and words.tag[i] in _ARTICLES and single):
            return i
    return len(words)


def _facing(scene: Scene, clause: Clause) -> tuple[int, ...]:
    found = _behind(scene, clause, "gegenüber", set())
    at = next((i for i in clause.words() if scene.words.lower[i] == "gegenüber"), None)
    if found or at is None:
        return found
    return tuple(phrases.ending_at(scene.words, at, clause.start, scene.names))


def _in_a_talk(scene: Scene, clause: Clause) -> tuple[int, ...]:
    """*in einem Interview mit der Zeitung*"""
    words = scene.words
    for i in clause.words():
        talks = words.tag[i] == "NN" and words.lower[i].endswith(_TALKS)
        if talks and words.lower[i + 1 : i + 2] == ("mit",):
            return tuple(range(i + 2, phrases.whole(words, i + 2, clause.end, scene.names)))
    return ()


def _before_an_audience(scene: Scene, clause: Clause, said: Said) -> tuple[int, ...]:
    """*sagte vor der Presse*; *warnte vor der Presse* has an object instead."""
    if said.cue.group not in _SPEAKING:
        return ()
    found = _behind(scene, clause, "vor", set())
    nouns = [i for i in found if scene.words.tag[i] in NAMES]
    return found if nouns and scene.words.kind[nouns[0]] in _LISTENING else ()


def _behind(scene: Scene, clause: Clause, wanted: str, taken: set[int]) -> tuple[int, ...]:
    for a, b, preposition in speakers.phrases_of(scene, clause.start, clause):
        named = preposition is not None and scene.words.lower[preposition] == wanted
        if named and not set(range(a, b)) & taken and not speakers.is_time(scene, a, b):
            return tuple(range(a, b))
    return ()


def _bare(
    scene: Scene, clause: Clause, taken: set[int], said: Said, wanted: frozenset[str] | None
) -> tuple[int, ...]:
    """The first phrase without a preposition that is not taken and begins with a wanted word."""
    words = scene.words
    for a, end, preposition in speakers.phrases_of(scene, clause.start, clause):
        agent = (i for i in range(a, end) if said.passive and words.lower[i] in _AGENTS)
        b = next(agent, end)
        fits = wanted is None or words.lower[a] in wanted or _may_be_told(scene, a, wanted)
        free = preposition is None and a not in said.words and not set(range(a, b)) & taken
        if fits and free and not speakers.is_nobody(scene, a, b):
            return tuple(range(a, b))
    return ()


def _may_be_told(scene: Scene, a: int, wanted: frozenset[str]) -> bool:
    """Whether a phrase without an article can stand in the case asked for."""
    words = scene.words
    if words.tag[a] == "NN" and wanted is words.grammar.dative:
        return words.lower[a].endswith("n") or words.kind[a] in _LISTENING
    return words.tag[a] in _BARE or a in scene.names
