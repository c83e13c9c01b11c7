"""Words in quotation marks: which are somebody's words, and whose frame they share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from workbook.sources import addressees, speakers
from workbook.sources.clause import Clause
from workbook.sources.cues import Said
from workbook.sources.drafts import Draft, Scene
from workbook.sources.marks import Quoted
from workbook.sources.words import Words

_VERDICTS = frozenset(["als", "von", "ein", "eine", "einen", "einer", "einem", "der", "die", "den"])
_GOVERNORS = frozenset(["als", "von", "vor", "mit", "zu", "für", "auf"])


def is_block(words: Words, quoted: Quoted) -> bool:
    """Whether a quotation stands for a clause of its own rather than for words inside one."""
    inside = range(quoted.start + 1, quoted.end - quoted.closed)
    if _is_one_word(words, inside):
        return False
    if any(words.text[i] in ".!?" for i in inside) and (
        len(inside) > 4 or any(words.is_finite(i) for i in inside)
    ):
        return True
    if quoted.start and words.text[quoted.start - 1] == ":" and len(inside) > 2:
        return any(words.is_finite(i) for i in inside)
    opens = quoted.start == 0 or words.text[quoted.start - 1] in {":", ".", "!", "?", "“", '"', "”"}
    after = words.text[quoted.end] if quoted.end < len(words) else "."
    return opens and after in {",", "."} and len(inside) > 1


def _is_one_word(words: Words, inside: range) -> bool:
    """Words and stops without a blank between them: an address (*news.example.org*)."""
    return len(inside) > 1 and all(words.end[i] == words.start[i + 1] for i in inside[:-1])


def is_name(words: Words, quoted: Quoted) -> bool:
    """Titles and names: behind a noun for a work, or short and with nothing that says something."""
    inside = range(quoted.start + 1, quoted.end - quoted.closed)
    if _is_one_word(words, inside) or (quoted.start and words.kind[quoted.start - 1] == "work"):
        return True
    if not inside or len(inside) > 6 or any(words.is_finite(i) for i in inside):
        return False
    return all(_is_of_a_name(words, i) for i in inside)


def _is_title(words: Words, quoted: Quoted) -> bool:
    """Inside somebody's message *ein „Opfer des Terrors“* judges, *der „Tag des Baumes“* names."""
    judges = words.lower[quoted.start - 1].startswith("ein") and quoted.end - quoted.start > 3
    return is_name(words, quoted) and not judges


def _is_of_a_name(words: Words, i: int) -> bool:
    small = {"CARD", "ART", "APPR", "APPRART", "KON", "FM", "XY", "NE", "NN"}
    text = words.text[i]
    foreign = len(text) <= 2 and words.text[i - 1][:1].isupper() and words.text[i + 1][:1].isupper()
    return not text.isalpha() or text[:1].isupper() or words.tag[i] in small or foreign


def read(scene: Scene, drafts: Sequence[Draft], last: tuple[int, ...]) -> Iterator[Draft]:
    """Direct claims for the quotations of a line that no frame has taken yet."""
    taken = {i for d in drafts if d.kind == "direct" for i in d.quote}
    for quoted in scene.quoted:
        if quoted.depth or quoted.start in taken:
            continue
        words = tuple(range(quoted.start, quoted.end))
        host = _host(quoted, drafts)
        if quoted.start in scene.blocks:
            yield _alone(scene, words, drafts, last)
        elif host is not None and not _is_title(scene.words, quoted):
            yield _sharing(scene, words, host)


def judged(scene: Scene, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """*X nannte das „falsch“*: quoted words inside the clause of a verb of saying."""
    taken = {i for d in drafts for i in d.quote}
    for quoted in scene.quoted:
        if quoted.depth or quoted.start in scene.blocks or quoted.start in taken:
            continue
        clause = _clause_around(scene, quoted)
        said = scene.book.verb_in(scene.words, clause) if clause is not None else None
        if clause is None or said is None or _is_told(scene.words, clause):
            continue
        if is_name(scene.words, quoted) and not _is_verdict(scene.words, quoted, said):
            continue
        speaker, addressee = addressees.who_to_whom(scene, clause, said)
        if quoted.start not in speaker:  # *Der „Hafenbote“ berichtet*
            yield _verdict(scene, quoted, said, speaker, addressee)


def _is_told(words: Words, clause: Clause) -> bool:
    """*Man habe das „Unsinn“ genannt*: told by whoever spoke before."""
    return clause.kind == "main" and clause.verb is not None and words.mood[clause.verb] == "I"


def _clause_around(scene: Scene, quoted: Quoted) -> Clause | None:
    for clause in scene.clauses:
        if any(a <= quoted.start < b for a, b in clause.parts):
            return clause if clause.kind in {"main", "first", "relative", "sub"} else None
    return None


def _is_verdict(words: Words, quoted: Quoted, said: Said) -> bool:
    """*als „Putsch“*, *eine „Farce“*: a single noun that judges, not one that names."""
    judges = bool({"als", "von"} & set(said.cue.complements))
    return judges and words.lower[quoted.start - 1] in _VERDICTS


def _verdict(
    scene: Scene,
    quoted: Quoted,
    said: Said,
    speaker: tuple[int, ...],
    addressee: tuple[int, ...],
) -> Draft:
    quote = tuple(range(quoted.start, quoted.end))
    governor = {
        i
        for i in range(max(scene.line.start, quoted.start - 3), quoted.start)
        if scene.words.lower[i] in _GOVERNORS and scene.words.lower[i] in said.cue.complements
    }
    whom = tuple(i for i in addressee if i not in quote)
    cue = tuple(sorted((set(said.words) | governor) - set(quote)))
    frame = scene.message(quote)
    return Draft("direct", quote, speaker, cue, frame, whom, said.cue, scene.number)


def _sharing(scene: Scene, words: tuple[int, ...], host: Draft) -> Draft:
    return Draft(
        "direct",
        words,
        host.speaker,
        host.cue,
        host.frame,
        host.addressee,
        host.entry,
        scene.number,
    )


def _alone(
    scene: Scene, words: tuple[int, ...], drafts: Sequence[Draft], last: tuple[int, ...]
) -> Draft:
    """*X: „…“* names its speaker before the colon; any other block stands alone."""
    first = words[0]
    if first - 2 < scene.line.start or scene.words.text[first - 1] != ":":
        return Draft("direct", words, last, line=scene.number)
    for host in drafts:
        if host.kind == "indirect" and host.quote[-1] < first:
            return _sharing(scene, words, host)
    frame = tuple(range(scene.line.start, first))
    who = speakers.before(scene, first - 1)
    if who and scene.words.tag[who[0]] == "PPOSAT":
        who = last  # *Seine Haltung ist klar: „…“*: not the stance speaks, but whose it is
    return Draft("direct", words, who, (), frame, line=scene.number)


def _host(quoted: Quoted, drafts: Iterable[Draft]) -> Draft | None:
    for draft in drafts:
        if draft.kind != "direct" and quoted.start in draft.quote:
            return draft
    return None
