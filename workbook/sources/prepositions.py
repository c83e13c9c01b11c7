"""Frames without a verb: *laut X*, *nach Angaben X*, *X zufolge*, *demnach*, *so X*."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from workbook.sources import phrases, speakers
from workbook.sources.drafts import Draft, Scene, trimmed

_FIRST_PERSON = ("mein", "unser")
_PHRASAL = frozenset({"fragment", "first"})
_DEPENDENT = frozenset({"sub", "relative", "question"})
_MARKS_BEFORE = frozenset({",", "–", "-", "“", "”", '"', "«"})


def read(scene: Scene) -> Iterator[Draft]:
    """Claims framed by a preposition or an adverb, with the rest of the line as quote."""
    spoken = {i for start, end in scene.blocks.items() for i in range(start, end)}
    for i in scene.range():
        if i in spoken:
            continue
        finder = _FINDERS.get(scene.words.lower[i])
        if finder is not None:
            yield from finder(scene, i)


def _prefixed(scene: Scene, i: int) -> Iterator[Draft]:
    if _is_relative(scene, i + 1):
        yield from _relative(scene, i + 1, i + 1)
        return
    end = _phrase_end(scene, i)
    if end > i + 1 and not scene.words.text[i + 1].startswith("§"):
        frame = range(i, _frame_end(scene, i, end))
        yield from _draft(scene, frame, (i,), range(i + 1, end))


def _phrase_end(scene: Scene, i: int) -> int:
    """At the head of a line the phrase runs up to the verb; elsewhere as far as it holds together."""
    words = scene.words
    after = phrases.whole(words, i + 1, _limit(scene, i), scene.names)
    if i == scene.line.start:
        verb = next((j for j in range(i + 1, scene.line.end) if words.is_finite(j)), None)
        if verb is not None and verb - i < 25 and "," not in words.text[i:verb]:
            return min(verb, _reference(scene, i, verb))
    return after


def _frame_end(scene: Scene, i: int, end: int) -> int:
    """At the head of a line all up to the verb frames the message, relative clauses too."""
    if i > scene.line.start:
        return end
    host = next((c for c in scene.clauses if c.start == i), None)
    parts = [a for a, _ in host.parts if a > end] if host is not None else []
    behind = next((c for c in scene.clauses if c.start == end + 1), None)
    if parts and behind is not None and behind.kind == "relative":
        return parts[0] - 1
    verb = host.verb if host is not None else None
    return (
        verb
        if verb is not None
        and end < verb
        and end + 9 > verb
        and "," not in scene.words.text[end:verb]
        else end
    )


def _limit(scene: Scene, i: int) -> int:
    """Where the next clause begins, so that no phrase runs into it as an apposition."""
    if i == scene.line.start:
        return scene.line.end
    starts = (c.start for c in scene.clauses if c.start > i and c.kind not in _PHRASAL)
    return next(starts, scene.line.end)


def _reference(scene: Scene, start: int, end: int) -> int:
    """Where *unter Berufung auf* begins: the phrase before it names who relies on somebody."""
    lower = scene.words.lower
    marks = (k for k in range(start, end - 2) if lower[k : k + 3] == ("unter", "berufung", "auf"))
    return next(marks, end)


def _with_noun(scene: Scene, i: int) -> Iterator[Draft]:
    """*nach Angaben der Polizei*, *aus Sicht der Kläger*; or the noun first: *seiner Ansicht nach*."""
    words = scene.words
    preposition = words.lower[i]
    end = phrases.core(words, i + 1, scene.line.end, scene.names)
    cues = [
        scene.book.noun(words.lemma[j], preposition)
        for j in range(i + 1, min(end, i + 6))
        if words.tag[j] in {"NN", "NE"} and not _is_paragraph(scene, j)
    ]
    cue = next((c for c in cues if c is not None), None)
    definite = words.lower[i + 1 : i + 2] in {("der",), ("den",), ("dem",)}
    own = (
        end > i + 1
        and words.tag[i + 1] == "PPOSAT"
        and words.lower[i + 1].startswith(_FIRST_PERSON)
    )
    if cue is not None and not own and (not definite or "definite" in cue.complements):
        yield from _prefixed(scene, i)
    elif preposition == "nach" and _is_relative(scene, i + 1):
        yield from _relative(scene, i + 1, i + 1)
    elif preposition == "nach" and i > scene.line.start + 1:
        yield from _noun_before(scene, i)


def _is_paragraph(scene: Scene, i: int) -> bool:
    """*nach Artikel 5*: a document with a number is a law's and says nothing."""
    words = scene.words
    return words.kind[i] == "document" and words.tag[i + 1 : i + 2] == ("CARD",)


def _noun_before(scene: Scene, i: int) -> Iterator[Draft]:
    words = scene.words
    if words.tag[i - 1] != "NN" or scene.book.noun(words.lemma[i - 1], "nach") is None:
        return
    start = i - 2
    if words.tag[start] == "ADJA" and start > scene.line.start:
        start -= 1
    if phrases.core(words, start, i, scene.names) == i and words.tag[start] in {"PPOSAT", "ART"}:
        yield from _draft(scene, range(start, i + 1), (i,), range(start, i))


def _postposed(scene: Scene, i: int) -> Iterator[Draft]:
    speaker = phrases.ending_at(scene.words, i, scene.line.start, scene.names)
    if len(speaker) == 1 and _is_relative(scene, speaker[0]):
        yield from _relative(scene, speaker[0], i)
    elif speaker:
        yield from _draft(scene, range(speaker[0], i + 1), (i,), speaker)


def _alone(scene: Scene, i: int) -> Iterator[Draft]:
    words = scene.words
    at_head = i == scene.line.start or words.tag[i - 1] == "KON"
    if not at_head:
        return
    yield from _draft(scene, (i,), (i,), (i,))


def _so(scene: Scene, i: int) -> Iterator[Draft]:
    """*…, so der Minister.* or *…, so der Minister, …*"""
    words = scene.words
    if i == scene.line.start or words.text[i - 1] not in _MARKS_BEFORE:
        return
    end = phrases.whole(words, i + 1, scene.line.end, scene.names, loose=True)
    if end == i + 1 or words.tag[i + 1] in {"PRELS", "PIS"}:
        return
    while end < scene.line.end and words.tag[end] in {"ADV"}:
        end += 1
    if end < scene.line.end and words.text[end] not in {",", ".", ":", "–", "-", ";", "!"}:
        further = next(
            (j for j in range(end, scene.line.end) if words.text[j] in {",", ".", ":", "–", "-"}),
            None,
        )
        if further is None or any(words.is_finite(j) for j in range(end, further)):
            return
        speaker_end, end = end, further
    else:
        speaker_end = end
    while words.tag[speaker_end - 1] == "ADV":
        speaker_end -= 1
    yield from _draft(scene, range(i, end), (i,), range(i + 1, speaker_end))


def _wonach(scene: Scene, i: int) -> Iterator[Draft]:
    if i == scene.line.start:
        return
    speaker = phrases.antecedent(scene.words, i, scene.line.start, scene.names)
    yield from _clause(scene, i, i, tuple(speaker))


def _is_relative(scene: Scene, i: int) -> bool:
    return i < scene.line.end and (scene.words.tag[i] == "PRELS" or scene.words.lower[i] == "denen")


def _relative(scene: Scene, pronoun: int, last: int) -> Iterator[Draft]:
    """*Gerüchte, nach denen …*, *eine Studie, der zufolge …*: what the noun before says."""
    noun = tuple(phrases.antecedent(scene.words, pronoun, scene.line.start, scene.names))
    if scene.words.lower[last - 1] == "nach" and not any(
        scene.words.lemma[i] in scene.book.nouns for i in noun
    ):
        return
    for draft in _clause(scene, pronoun, last, noun):
        yield replace(draft, speaker=(pronoun,), floor=noun)


def _clause(scene: Scene, cue: int, last: int, speaker: tuple[int, ...]) -> Iterator[Draft]:
    """A relative clause as the message of the noun it hangs on."""
    words, start = scene.words, scene.line.start
    quote = trimmed(words, range(last + 1, scene.line.end))
    cue = next((i for i in (cue - 1, last) if i != cue and words.lower[i] in _FINDERS), cue)
    if quote:
        via = _teller(scene, cue, speaker)
        frame = tuple(range(start, last + 1))
        yield Draft("indirect", quote, speaker, (cue,), frame, line=scene.number, via=via)


def _teller(scene: Scene, i: int, speaker: tuple[int, ...]) -> tuple[int, ...]:
    """*Sie verwies auf ein Gutachten, wonach …*: she passes on what the report says."""
    for clause in scene.clauses:
        if clause.start < i and clause.kind in {"main", "first"}:
            said = scene.book.verb_in(scene.words, clause)
            who = speakers.speaker(scene, clause, said) if said is not None else ()
            return () if set(who) & set(speaker) or not speaker else who
    return ()


def _message(scene: Scene, frame: set[int]) -> tuple[int, ...]:
    """The rest of the line; inside a later subordinate clause only the rest from there on."""
    at = min(frame)
    for clause in scene.clauses:
        holds = any(a <= at < b for a, b in clause.parts)
        if holds and clause.kind in _DEPENDENT and clause.start > scene.line.start:
            end = next(
                (c.start - 1 for c in scene.clauses if c.start > at and c.kind == "first"),
                scene.line.end,
            )
            return trimmed(scene.words, [i for i in range(clause.start, end) if i not in frame])
    return scene.message(frame)


def _draft(
    scene: Scene,
    frame: range | tuple[int, ...],
    cue: tuple[int, ...],
    speaker: range | tuple[int, ...],
) -> Iterator[Draft]:
    words = scene.words
    wide = set(frame)
    first, last = min(wide), max(wide)
    opens = first > scene.line.start and words.text[first - 1] in {",", "–", "-"}
    closes = last + 1 < scene.line.end and words.text[last + 1] in {",", "–", "-"}
    if opens and (words.lower[first] == "so" or closes):
        wide.add(first - 1)
    if closes and (opens or first == scene.line.start):
        wide.add(last + 1)
    quote = _message(scene, wide)
    if quote:
        block = scene.blocks.get(quote[0])
        yield Draft(
            "direct" if block is not None and quote[-1] < block else "indirect",
            quote,
            tuple(speaker),
            cue,
            tuple(sorted(wide)),
            entry=scene.book.others.get(words.lower[cue[0]]),
            line=scene.number,
        )


_FINDERS: Mapping[str, Callable[[Scene, int], Iterator[Draft]]] = MappingProxyType(
    {
        "laut": _prefixed,
        "gemäß": _prefixed,
        "nach": _with_noun,
        "aus": _with_noun,
        "in": _with_noun,
        "zufolge": _postposed,
        "demnach": _alone,
        "demzufolge": _alone,
        "so": _so,
        "wonach": _wonach,
    }
)
