"""Headlines: *Ministerin: „Wir schaffen das“* and *Ministerin: Lage ernst*."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from workbook.sources import quotations
from workbook.sources.drafts import Draft, Scene, trimmed

_LONGEST_NAME = 6
"""Words before a colon that may name a speaker."""


def read(scene: Scene, can_speak: Callable[[Sequence[int]], bool]) -> Iterator[Draft]:
    """What a headline says somebody says: behind a colon, with quotation marks or without.

    Without them, what stands before the colon has to be somebody who can speak, since
    *Kanada: Zug entgleist* names a place and *Tarifstreit: Einigung* a topic; and what stands
    behind it must not tell of the past (*Meyer: Der Trainer wurde 60*).
    """
    quoted = False
    for draft in quotations.read(scene, (), ()):
        first = draft.quote[0]
        if first > scene.line.start and scene.words.text[first - 1] == ":":
            quoted = True
            yield draft
    if not quoted:
        yield from _plain(scene, can_speak)


def _plain(scene: Scene, can_speak: Callable[[Sequence[int]], bool]) -> Iterator[Draft]:
    words, start, end = scene.words, scene.line.start, scene.line.end
    colon = next(
        (i for i in range(start, min(start + _LONGEST_NAME + 1, end)) if words.text[i] == ":"), 0
    )
    if colon <= start or colon + 2 >= end:
        return
    who, quote = tuple(range(start, colon)), trimmed(words, range(colon + 1, end))
    told = any(words.past[i] and words.mood[i] == "+" for i in quote)
    verbless = not any(words.is_finite(i) for i in who)
    if quote and verbless and not told and can_speak(who):
        yield Draft("indirect", quote, who, (), tuple(range(start, colon + 1)), line=scene.number)
