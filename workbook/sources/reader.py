"""The reader of sources: an article's claims and who is behind each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from workbook.knowledge import Knowledge
from workbook.models import Actor, Article, Claim, Mention, Problem, Source
from workbook.sources import (
    carrying,
    chains,
    clauses,
    frames,
    headlines,
    lines,
    marks,
    nouns,
    prepositions,
    quotations,
    reports,
)
from workbook.sources.attribution import Attribution, author
from workbook.sources.cues import CueBook
from workbook.sources.drafts import Draft, Scene
from workbook.sources.lines import Line
from workbook.sources.marks import Quoted
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
    """Reads who says what."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._book = CueBook.of(knowledge.cues)

    def read(
        self, doc: Doc, article: Article, mentions: Sequence[Mention], actors: Sequence[Actor]
    ) -> SourcesFound:
        """Claims with their spans, and the sources they are attributed to."""
        words = Words.of(doc)
        quoted, problems = marks.pair(words, doc.text)
        all_lines = lines.of(doc, words, quoted)
        drafts = self._drafts(words, all_lines, quoted)
        attribution = Attribution(words, doc, self._knowledge, self._book, mentions, actors)
        traced = chains.trace(words, drafts, attribution)
        return SourcesFound(
            chains.sources(words, doc, traced, author(article)),
            chains.claims(words, self._book, traced),
            (*problems, *lines.problems(words, all_lines)),
        )

    def _drafts(
        self, words: Words, all_lines: Sequence[Line], quoted: Sequence[Quoted]
    ) -> list[Draft]:
        found: list[Draft] = []
        last: tuple[int, ...] = ()
        before: Line | None = None
        next_quoted = 0
        for number, line in enumerate(all_lines):
            first_quoted = next_quoted
            while next_quoted < len(quoted) and quoted[next_quoted].start < line.end:
                next_quoted += 1
            inside = [q for q in quoted[first_quoted:next_quoted] if q.end <= line.end]
            scene = self._scene(words, line, number, inside, before)
            if line.is_heading:
                found += headlines.read(scene)
                before = None
                continue
            drafts = self._of_scene(scene, last, number - found[-1].line if found else number + 9)
            found += [replace(d, floor=last) for d in drafts]
            last = self._speaker_after(scene, drafts) or last
            before = line
        return carrying.joined(found)

    def _scene(
        self, words: Words, line: Line, number: int, quoted: list[Quoted], before: Line | None
    ) -> Scene:
        blocks = [q for q in quoted if q.depth == 0 and quotations.is_block(words, q)]
        taken = {q.start for q in blocks}
        names = [q for q in quoted if q.start not in taken and quotations.is_name(words, q)]
        return Scene(
            words,
            self._book,
            line,
            number,
            tuple(clauses.split(words, line, blocks)),
            {q.start: q.end for q in blocks},
            {q.start: q.end for q in names},
            tuple(quoted),
            before,
        )

    def _speaker_after(self, scene: Scene, drafts: Sequence[Draft]) -> tuple[int, ...]:
        """Who holds the floor after a line: whoever spoke last in it."""
        inside = {
            i for d in drafts if d.frame and d.entry and d.entry.form == "verb" for i in d.quote
        }
        named = next((d.speaker for d in reversed(drafts) if _holds_floor(d, inside)), ())
        return named or (carrying.silent(scene) if not drafts else ())

    def _of_scene(self, scene: Scene, last: tuple[int, ...], distance: int) -> list[Draft]:
        framed = list(islice(frames.read(scene), _MOST))
        drafts = [*_within(islice(prepositions.read(scene), _MOST), framed), *framed]
        if not drafts:
            drafts += nouns.read(scene)
        drafts += quotations.judged(scene, drafts)
        if not drafts:
            drafts += reports.read(scene)
        if not drafts:
            carried = carrying.read(scene, last, distance)
            drafts += [carried] if carried else []
        drafts += quotations.read(scene, drafts, last)
        return sorted(drafts, key=lambda d: (d.quote[0], -d.quote[-1]))


def _holds_floor(draft: Draft, inside: set[int]) -> bool:
    """Whether a draft names somebody outside all messages; *demnach* names nobody."""
    return bool(draft.speaker) and draft.speaker != draft.cue and draft.speaker[0] not in inside


def _within(drafts: Iterable[Draft], framed: Sequence[Draft]) -> Iterator[Draft]:
    """*X sagte, laut Y sei es so*: what lies inside a message reaches no further than it."""
    for draft in drafts:
        host = next((h for h in framed if draft.frame and draft.frame[0] in h.quote), None)
        if host is not None and host.frame and host.frame[-1] < draft.frame[0]:
            rest = set(draft.quote) & set(host.quote)
            draft = replace(draft, quote=tuple(sorted(rest))) if rest else draft
        yield draft
