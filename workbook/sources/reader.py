"""The reader of sources: an article's claims and who is behind each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbook.knowledge import Knowledge
from workbook.models import Actor, Article, Claim, Mention, Problem, Source
from workbook.sources import (
    carrying,
    chains,
    clauses,
    frames,
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
        drafts = self._drafts(words, lines.of(doc, words, quoted), quoted)
        attribution = Attribution(words, doc.text, self._knowledge, mentions, actors)
        traced = chains.trace(words, drafts, attribution)
        return SourcesFound(
            chains.sources(words, doc, traced, author(article)),
            chains.claims(words, self._book, traced),
            problems,
        )

    def _drafts(
        self, words: Words, all_lines: Sequence[Line], quoted: Sequence[Quoted]
    ) -> list[Draft]:
        found: list[Draft] = []
        last: tuple[int, ...] = ()
        before: Line | None = None
        pending = list(quoted)
        for number, line in enumerate(all_lines):
            inside: list[Quoted] = []
            while pending and pending[0].start < line.end:
                inside.append(pending.pop(0))
            if line.is_heading:
                before = None
                continue
            scene = self._scene(words, line, number, inside, before)
            drafts = self._of_scene(scene, last, number - found[-1].line if found else number + 9)
            found += drafts
            last = self._speaker_after(scene, drafts) or last
            before = line
        return carrying.joined(found)

    def _scene(
        self, words: Words, line: Line, number: int, quoted: list[Quoted], before: Line | None
    ) -> Scene:
        blocks = [q for q in quoted if q.depth == 0 and quotations.is_block(words, q)]
        names = [q for q in quoted if q not in blocks and quotations.is_name(words, q)]
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
        inside = {i for d in drafts if d.frame and d.entry and d.entry.form == "verb" for i in d.quote}
        named = next((d.speaker for d in reversed(drafts) if _holds_floor(d, inside)), ())
        return named or (carrying.silent(scene) if not drafts else ())

    def _of_scene(self, scene: Scene, last: tuple[int, ...], distance: int) -> list[Draft]:
        framed = list(frames.read(scene))
        drafts = [*_within(prepositions.read(scene), framed), *framed]
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
