"""Words that mark that somebody says something, looked up in clauses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from workbook.knowledge import Cue
from workbook.sources.clause import Clause
from workbook.sources.words import Words

_AUXILIARIES = frozenset({"VAFIN", "VMFIN", "VAINF", "VAPP", "VMINF"})
_REFLEXIVES = frozenset({"sich", "mich", "dich", "uns", "euch"})
_GOVERNING = frozenset({"als", "auf", "für", "in", "mit", "über", "von", "vor", "zum", "zur"})
_GOVERNORS = frozenset({"APPR", "KOKOM", "APPRART", "KOUS"})
_MOVING = ("gehen", "kommen", "treten", "fahren")


@dataclass(frozen=True, slots=True)
class Said:
    """A verb of saying in a clause: its cue, the words that make it up, how it is put."""

    cue: Cue
    words: tuple[int, ...]
    verb: int
    passive: bool = False
    pointer: bool = False

    def takes(self, complement: str) -> bool:
        return complement in self.cue.complements


@dataclass(frozen=True, slots=True)
class CueBook:
    """The cues by the word that gives them away."""

    verbs: Mapping[str, tuple[Cue, ...]]
    joined: Mapping[str, Cue]
    nouns: Mapping[str, Mapping[str, Cue]]
    others: Mapping[str, Cue]
    idioms: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, cues: Iterable[Cue]) -> CueBook:
        verbs: dict[str, list[Cue]] = defaultdict(list)
        joined: dict[str, Cue] = {}
        nouns: dict[str, dict[str, Cue]] = defaultdict(dict)
        others: dict[str, Cue] = {}
        idioms: dict[str, list[str]] = defaultdict(list)
        for cue in cues:
            if cue.form == "verb":
                verbs[cue.lemma].append(cue)
                joined[(cue.particle or "").replace(" ", "") + cue.lemma] = cue
            elif cue.form == "noun":
                nouns[cue.lemma][cue.particle or ""] = cue
            elif cue.form == "idiom":
                idioms[cue.lemma].append(cue.particle or "")
            else:
                others[cue.lemma] = cue
        return cls(
            {lemma: tuple(sorted(c, key=_longest_particle)) for lemma, c in verbs.items()},
            joined,
            dict(nouns),
            others,
            {lemma: tuple(phrases) for lemma, phrases in idioms.items()},
        )

    def verb_in(self, words: Words, clause: Clause) -> Said | None:
        """The verb of saying a clause is built on, if it is built on one."""
        if clause.verb is None:
            return None
        inside = clause.words()
        full = _full_verb(words, clause.verb, inside)
        cue, particle = self._match(words, full, inside)
        if cue is None or self._says_nothing(words, cue, inside):
            return None
        passive = words.tag[full] == "VVPP" and _is_passive(words, clause.verb, full, inside)
        helpers = {
            i
            for i in inside
            if i == clause.verb or (words.tag[i] in _AUXILIARIES and i >= clause.verb)
        }
        return Said(
            cue,
            tuple(sorted(helpers | {full} | set(particle) | _company(words, cue, clause, inside))),
            full,
            passive,
            any(words.lower[i] in words.grammar.pointer for i in inside),
        )

    def noun(self, lemma: str, particle: str) -> Cue | None:
        """A noun of saying under its preposition, also as the end of a compound."""
        for name in (lemma, *_endings(lemma)):
            cue = self.nouns.get(name, {}).get(particle)
            if cue is not None:
                return cue
        return None

    def _says_nothing(self, words: Words, cue: Cue, inside: list[int]) -> bool:
        phrases = () if cue.particle else self.idioms.get(cue.lemma, ())
        return any(_consecutive(words, phrase.split(), inside) for phrase in phrases)

    def _match(
        self, words: Words, full: int, inside: list[int]
    ) -> tuple[Cue | None, tuple[int, ...]]:
        lemma = words.lemma[full]
        cues = self.verbs.get(lemma, ())
        here = (
            {word for i in inside for word in (words.lower[i], words.lemma[i])} if cues else set()
        )
        for cue in cues:
            if not cue.particle:
                if not any(words.tag[i] == "PTKVZ" for i in inside):
                    return cue, ()
            elif here.issuperset(cue.particle.lower().split()):
                at = _particle(words, cue.particle, full, inside)
                if at is not None:
                    return cue, at
        return self.joined.get(lemma), ()


def _endings(lemma: str) -> Iterator[str]:
    """What may be the last part of a compound, longest first: *Polizeiangabe*, *Angabe*."""
    for cut in range(3, len(lemma) - 3):
        yield lemma[cut:].capitalize()


def _is_passive(words: Words, finite: int, full: int, inside: list[int]) -> bool:
    """*wird bestätigt*, *ist bestätigt worden*, *ist geplant*; not *ist davon ausgegangen*."""
    if words.lemma[finite] == "werden" or any(words.lower[i] == "worden" for i in inside):
        return True
    return words.lemma[finite] == "sein" and not words.lemma[full].endswith(_MOVING)


def _longest_particle(cue: Cue) -> tuple[int, str]:
    return -len(cue.particle or ""), cue.particle or ""


def _full_verb(words: Words, finite: int, inside: list[int]) -> int:
    """The verb that carries the meaning: the last participle or infinitive under an auxiliary."""
    if words.tag[finite] == "VVFIN" and words.lemma[finite] != "lassen":
        return finite
    carried = [i for i in inside if words.tag[i] in {"VVPP", "VVINF", "VVIZU"}]
    if carried:
        return carried[-1]
    if any(words.tag[i] in {"VAPP", "VAINF"} and words.lemma[i] == "werden" for i in inside):
        become = [i for i in inside if words.tag[i] in {"VAPP", "VAINF"}]
        return become[0]
    other_finite = [i for i in inside if words.tag[i] == "VVFIN"]
    return other_finite[-1] if other_finite else finite


def reports(words: Words, said: Said, inside: Iterable[int]) -> bool:
    """Whether the verb takes its message as an object here, or under a preposition that is there."""
    if "object" in said.cue.complements:
        return True
    wanted = set(said.cue.complements) & _GOVERNING
    return any(words.lower[i] in wanted and words.tag[i] in _GOVERNORS for i in inside)


def _particle(words: Words, particle: str, full: int, inside: list[int]) -> tuple[int, ...] | None:
    """Where the particle of a verb stands: a short one at the end of its clause, a phrase anywhere."""
    at = _consecutive(words, particle.split(), inside)
    if at is None or len(at) > 1 or words.tag[at[0]] == "PTKVZ":
        return at
    is_preposition = words.tag[at[0]] in {"APPR", "APPRART", "KOKOM", "KOUS"}
    return None if is_preposition and at[0] not in {inside[-1], full - 1} else at


def _consecutive(words: Words, wanted: list[str], inside: list[int]) -> tuple[int, ...] | None:
    lower, lemma = words.lower, words.lemma
    lowered = [part.lower() for part in wanted]
    for k in range(len(inside) - len(lowered), -1, -1):
        window = inside[k : k + len(lowered)]
        for part, i in zip(lowered, window, strict=True):
            if part not in (lower[i], lemma[i]):
                break
        else:
            return tuple(window)
    return None


def _company(words: Words, cue: Cue, clause: Clause, inside: list[int]) -> set[int]:
    """Small words that belong to the cue: *sich*, *darauf*, *es* in *heißt es*."""
    near = {i for i in inside if words.lower[i] in words.grammar.pointer and i > inside[0]}
    if cue.lemma in {"äußern", "zeigen", "beschweren", "verständigen", "einigen"}:
        near |= {i for i in inside if words.lower[i] in _REFLEXIVES}
    if cue.lemma == "heißen" or (cue.particle or "").startswith("für "):
        near |= {i for i in inside if words.lower[i] == "es"}
    return near
