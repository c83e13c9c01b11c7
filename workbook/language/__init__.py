"""Text to a spaCy ``Doc``: the one contract all readers build on.

Whatever the engine, the ``Doc`` it returns satisfies:

- ``doc.text`` is the article's text, character for character;
- ``token.tag_`` is an STTS tag (``NN`` ``NE`` ``VVFIN`` ``VAFIN`` ``VMFIN`` ``VVPP`` ``ADJA``
  ``APPR`` ``PPER`` ``PTKVZ`` …), ``token.pos_`` the UPOS tag, ``token.lemma_`` the lemma;
- finite verbs say their mood: ``token.morph.get("Mood")`` is ``["Ind"]`` or ``["Sub"]``, with
  ``Tense`` ``Pres`` (Konjunktiv I) or ``Past`` (Konjunktiv II); ``VerbForm`` is ``Fin`` ``Inf``
  or ``Part``;
- ``doc.sents`` are sentences and headings; headings are listed in ``doc.spans["headings"]``;
- ``doc.ents`` are names labelled ``PER``, ``ORG`` or ``LOC``;
- white space is a token of its own where it is more than one blank (as spaCy has it).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Protocol

from workbook.language.engine import Engine
from workbook.language.verbs import particle, verb_lemma
from workbook.models import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["Language", "load", "particle", "sentences", "verb_lemma"]


class Language(Protocol):
    """What every engine is: text in, ``Doc`` out."""

    def __call__(self, text: str) -> Doc: ...

    def pipe(self, texts: Iterable[str]) -> Iterator[Doc]: ...


def load(engine: str = "workbook") -> Language:
    """An engine by name: ours, or any spaCy pipeline that is installed. Keep what it returns.

    Raises
    ------
    EngineRefused
        If no pipeline of that name is installed.

    Examples
    --------
    >>> doc = load()("Die Lage\\n\\nMoskau schweigt. Berlin auch.")
    >>> [(str(sentence), len(doc.spans["headings"])) for sentence in doc.sents][0]
    ('Die Lage\\n\\n', 1)
    """
    if engine == "workbook":
        return Engine()
    from workbook.language.installed import Installed

    return Installed(engine)


def sentences(doc: Doc) -> tuple[Sentence, ...]:
    """Sentences and headings of a ``Doc`` by their characters, white space trimmed.

    Together they cover every character that is no white space exactly once, in order.

    Examples
    --------
    >>> sentences(load()("Die Lage\\n\\nMoskau schweigt."))
    (Sentence(start=0, end=8, is_heading=True), Sentence(start=10, end=26, is_heading=False))
    """
    headings = {(span.start_char, span.end_char) for span in doc.spans.get("headings", ())}
    found = []
    for sentence in doc.sents:
        text = sentence.text
        start = sentence.start_char + len(text) - len(text.lstrip())
        end = sentence.start_char + len(text.rstrip())
        if start < end:
            found.append(Sentence(start, end, (start, end) in headings))
    return tuple(found)
