"""Headlines: *Ministerin: „Wir schaffen das“* and *„Wir schaffen das“ – Ministerin im Gespräch*."""

from __future__ import annotations

from collections.abc import Iterator

from workbook.sources import quotations
from workbook.sources.drafts import Draft, Scene


def read(scene: Scene) -> Iterator[Draft]:
    """What a headline quotes word for word: a quotation with a colon before or after its speaker."""
    for draft in quotations.read(scene, (), ()):
        first = draft.quote[0]
        if first > scene.line.start and scene.words.text[first - 1] == ":":
            yield draft
