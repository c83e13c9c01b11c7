"""Words in quotation marks: which are somebody's words, and whose frame they share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from workbook.sources.drafts import Draft, Scene
from workbook.sources.marks import Quoted
from workbook.sources.words import NAMES, Words


def is_block(words: Words, quoted: Quoted) -> bool:
    """Whether a quotation stands for a clause of its own rather than for words inside one."""
    inside = range(quoted.start + 1, quoted.end - quoted.closed)
    if any(words.text[i] in ".!?" for i in inside) and len(inside) > 2:
        return True
    opens = quoted.start == 0 or words.text[quoted.start - 1] in {":", ".", "!", "?", "“", '"', "”"}
    after = words.text[quoted.end] if quoted.end < len(words) else "."
    return opens and after in {",", "."} and len(inside) > 1


def is_name(words: Words, quoted: Quoted) -> bool:
    """Titles and names: short, and nothing in them that says something."""
    inside = range(quoted.start + 1, quoted.end - quoted.closed)
    return len(inside) <= 6 and all(
        words.tag[i] in NAMES
        or words.tag[i] in {"CARD", "ART", "APPR", "APPRART", "KON"}
        or not words.text[i].isalpha()
        for i in inside
    )


def read(scene: Scene, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Direct claims for the quotations of a line that no frame has taken yet."""
    taken = {i for d in drafts if d.kind == "direct" for i in d.quote}
    for quoted in scene.quoted:
        if quoted.depth or quoted.start in taken:
            continue
        words = tuple(range(quoted.start, quoted.end))
        host = _host(quoted, drafts)
        if quoted.start in scene.blocks:
            yield _alone(scene, words)
        elif host is not None and not is_name(scene.words, quoted):
            yield Draft(
                "direct",
                words,
                host.speaker,
                host.cue,
                host.frame,
                host.addressee,
                host.entry,
                scene.number,
            )


def _alone(scene: Scene, words: tuple[int, ...]) -> Draft:
    """*X: „…“* names its speaker before the colon; any other block stands alone."""
    first = words[0]
    if first - 2 >= scene.line.start and scene.words.text[first - 1] == ":":
        frame = range(scene.line.start, first)
        return Draft("direct", words, frame=tuple(frame), line=scene.number)
    return Draft("direct", words, line=scene.number)


def _host(quoted: Quoted, drafts: Iterable[Draft]) -> Draft | None:
    for draft in drafts:
        if draft.kind != "direct" and quoted.start in draft.quote:
            return draft
    return None
