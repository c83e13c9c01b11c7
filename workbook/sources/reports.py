"""Reports: the verb of saying stands inside its own message (*Die Firma forderte Tempo*)."""

from __future__ import annotations

from collections.abc import Iterator

from workbook.sources import addressees, cues
from workbook.sources.clause import Clause
from workbook.sources.cues import Said
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
        if _is_told_or_denied(scene, clause):
            continue
        who, whom = addressees.who_to_whom(scene, clause, said)
        if who or (said.passive and not _only_names(scene, clause, said)):
            quote = tuple(scene.range())
            yield Draft("reported", quote, who, (), (), whom, said.cue, scene.number)
            return


def _is_told_or_denied(scene: Scene, clause: Clause) -> bool:
    """*Moskau lehne ab* is told by somebody else; *Belege nannte er nicht* (*wurden nicht genannt*)
    tells of nothing said."""
    words, inside = scene.words, clause.words()
    if clause.verb is not None and words.mood[clause.verb] in {"I", "II"}:
        return True
    last = inside[-1] - (words.tag[inside[-1]] in {"VVPP", "VVINF"})
    silent = words.tag[last] == "PTKNEG" and not any(words.lower[i] == "das" for i in inside)
    return silent or any(words.lower[i].startswith("kein") for i in inside)


def _only_names(scene: Scene, clause: Clause, said: Said) -> bool:
    """*Der Name wird genannt* tells nothing; *als Grund wird der Preis genannt* does."""
    judges = said.cue.group == "opinion" and said.takes("als")
    return judges and not any(scene.words.lower[i] == "als" for i in clause.words())
