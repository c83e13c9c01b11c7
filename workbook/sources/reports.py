"""Reports: the verb of saying stands inside its own message (*Die Firma forderte Tempo*)."""

from __future__ import annotations

from collections.abc import Iterator

from workbook.sources import cues, speakers
from workbook.sources.drafts import Draft, Scene


def read(scene: Scene) -> Iterator[Draft]:
    """The first report of a line; nothing where no one is named who could report."""
    for clause in scene.clauses:
        if clause.kind not in {"main", "first"}:
            continue
        said = scene.book.verb_in(scene.words, clause)
        if (
            said is None
            or said.cue.group == "stance"
            or not cues.reports(scene.words, said, clause.words())
        ):
            continue
        if any(scene.words.lower[i].startswith("kein") for i in clause.words()):
            continue
        who = speakers.speaker(scene, clause, said)
        if who or said.passive:
            yield Draft("reported", tuple(scene.range()), who, entry=said.cue, line=scene.number)
            return
