"""The reader of sources: an article's claims and who is behind each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from workbook.knowledge import Knowledge
from workbook.models import Actor, Article, Claim, Mention, Problem, Source
from workbook.sources import (
    carrying,
    chains,
    frames,
    headlines,
    lines,
    marks,
    nesting,
    nouns,
    prepositions,
    quotations,
    reports,
    scenes,
)
from workbook.sources.attribution import Attribution
from workbook.sources.cues import CueBook
from workbook.sources.drafts import Draft, Scene
from workbook.sources.lexicon import Lexicon
from workbook.sources.lines import Line
from workbook.sources.marks import Quoted
from workbook.sources.parties import author
from workbook.sources.words import Words

if TYPE_CHECKING:
    from spacy.tokens import Doc

_MOST = 16
"""Frames of one sort in one line; more is a list, and work on a line grows with their number."""


@dataclass(frozen=True, slots=True)
class SourcesFound:
    """What the reader of sources returns."""

    sources: tuple[Source, ...]
    claims: tuple[Claim, ...]
    problems: tuple[Problem, ...]


class SourceReader:
    """Reads who says what, and who stands behind it.

    Sentence by sentence, the first finder that has something to say wins: frames with a verb
    or a preposition, frames with a noun, quoted verdicts, reports, carried Konjunktiv; then
    every quotation nobody framed. The kinds are those of Petersen-Frey and Biemann, "Dataset
    of Quotation Attribution in German News Articles" (2024).

    Examples
    --------
    >>> from workbook import knowledge, language
    >>> text = "Laut Polizei ist die Straße frei."
    >>> doc = language.load(engine="workbook")(text)
    >>> found = SourceReader(knowledge.load()).read(doc, Article(text=text), (), ())
    >>> [(text[c.start : c.end], c.source_id) for c in found.claims]
    [('ist die Straße frei', 'body:polizei')]
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._book = CueBook.of(knowledge.cues)
        self._lexicon = Lexicon.of(knowledge)

    def read(
        self, doc: Doc, article: Article, mentions: Sequence[Mention], actors: Sequence[Actor]
    ) -> SourcesFound:
        """Claims in the order of the text with their sources; a problem for each odd mark.

        ``share`` of a source is the part of the article's sentences (headings apart) of which
        it is the innermost source of some words; of the author, those resting on no claim.
        """
        words = Words.of(doc, self._lexicon)
        text = article.text
        quoted, problems = marks.pair(words, text)
        sentences = lines.sentences(doc, text, words)
        all_lines = lines.of(text, words, sentences, quoted)
        attribution = Attribution(
            words, doc, text, self._knowledge, self._book, self._lexicon, mentions, actors
        )
        drafts = self._drafts(words, all_lines, quoted, attribution)
        traced = chains.trace(words, drafts, attribution)
        return SourcesFound(
            chains.sources(words, sentences, traced, author(article)),
            chains.claims(words, self._book, traced),
            (*problems, *lines.problems(words, all_lines)),
        )

    def _drafts(
        self,
        words: Words,
        all_lines: Sequence[Line],
        quoted: Sequence[Quoted],
        attribution: Attribution,
    ) -> list[Draft]:
        found: list[Draft] = []
        floor: tuple[int, ...] = ()
        since = -9
        for scene in scenes.of(words, self._book, all_lines, quoted):
            if scene.endless is not None:
                whole = range(scene.endless.start, scene.endless.end)
                found.append(Draft("direct", tuple(whole), floor, line=scene.number))
            elif scene.line.is_heading:
                found += headlines.read(scene, attribution.can_speak)
            else:
                distance = scene.number - found[-1].line if found else scene.number + 9
                drafts = self._of_scene(scene, floor, distance, attribution.is_medium)
                found += [_before(draft, floor, since) for draft in drafts]
                after = self._speaker_after(scene, drafts, attribution)
                if after:
                    floor, since = after, scene.number
        return carrying.joined(d for d in found if _says_something(words, d))

    def _speaker_after(
        self, scene: Scene, drafts: Sequence[Draft], attribution: Attribution
    ) -> tuple[int, ...]:
        """Who holds the floor after a line: whoever spoke last in it."""
        inside = {
            i
            for d in drafts
            if d.frame and (d.entry is None or d.entry.form == "verb") and d.kind == "indirect"
            for i in d.quote
        }
        named = next((d.speaker for d in reversed(drafts) if _holds_floor(d, inside)), ())
        silent = carrying.silent(scene) if not drafts else ()
        return named or (silent if attribution.can_go_on(silent) else ())

    def _of_scene(
        self,
        scene: Scene,
        floor: tuple[int, ...],
        distance: int,
        is_medium: Callable[[Sequence[int]], bool],
    ) -> list[Draft]:
        framed = [*islice(prepositions.read(scene), _MOST), *islice(frames.read(scene), _MOST)]
        drafts = nesting.settled(scene.words, framed, is_medium)
        if not drafts:
            drafts += nouns.read(scene)
        drafts += quotations.judged(scene, drafts)
        if not drafts:
            drafts += reports.read(scene)
        if not drafts:
            carried = carrying.read(scene, floor, distance)
            drafts += [carried] if carried else []
        drafts += quotations.read(scene, drafts, floor)
        return sorted(drafts, key=lambda d: (d.quote[0], -d.quote[-1], -len(d.quote)))


def _says_something(words: Words, draft: Draft) -> bool:
    """Whether a quote holds a word at all, and not only marks."""
    return any(words.text[i][:1].isalnum() for i in draft.quote)


def _holds_floor(draft: Draft, inside: set[int]) -> bool:
    """Whether a draft names somebody outside all messages; *demnach* names nobody."""
    return bool(draft.speaker) and draft.speaker != draft.cue and draft.speaker[0] not in inside


def _before(draft: Draft, floor: tuple[int, ...], since: int) -> Draft:
    """A draft with who spoke before it, unless its own sentence tells whom it means."""
    if draft.floor:
        return replace(draft, floor_line=draft.line)
    return replace(draft, floor=floor, floor_line=since)
