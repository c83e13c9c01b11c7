"""Our own engine: tokens, sentences, tags, lemmas, morphology and names in one ``Doc``."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING

from workbook import resources
from workbook.language import boundaries, morphology, tokens
from workbook.language.tagging import Tagger

if TYPE_CHECKING:
    from spacy.tokens import Doc

SURROGATE = re.compile("[\ud800-\udfff]")


class Engine:
    """Text to ``Doc``. Made once, then called for every text.

    Examples
    --------
    >>> doc = Engine()("Er sagte, sie komme am 3. Mai.")
    >>> [token.tag_ for token in doc]
    ['PPER', 'VVFIN', '$,', 'PPER', 'VVFIN', 'APPRART', 'ADJA', 'NN', '$.']
    """

    def __init__(self) -> None:
        import spacy

        self._vocab = spacy.blank("de").vocab
        self._tagger = Tagger()
        self._known = stop_words(self._tagger.opens)

    def __call__(self, text: str) -> Doc:
        """Read a text; its ``Doc`` keeps every character (lone surrogates become U+FFFD)."""
        from spacy.tokens import Doc

        text = SURROGATE.sub("\ufffd", text)
        pieces = tokens.pieces(text, self._known)
        stretches = boundaries.stretches(text)
        starts = boundaries.starts(text, pieces, stretches, self._known)
        words = [text[piece.start : piece.end] for piece in pieces]
        layers = self._layers(words, starts)
        spelled = list(tokens.words_and_spaces(text, pieces))
        first = frozenset(starts)
        doc = Doc(
            self._vocab,
            words=[word for word, _, _ in spelled],
            spaces=[space for _, space, _ in spelled],
            tags=[layers[0][n] if n >= 0 else "_SP" for _, _, n in spelled],
            pos=[layers[1][n] if n >= 0 else "SPACE" for _, _, n in spelled],
            lemmas=[layers[2][n] if n >= 0 else word for word, _, n in spelled],
            morphs=[layers[3][n] if n >= 0 else "" for _, _, n in spelled],
            sent_starts=[i == 0 or n in first for i, (_, _, n) in enumerate(spelled)],
        )
        mark_headings(doc, stretches)
        return doc

    def pipe(self, texts: Iterable[str]) -> Iterator[Doc]:
        """Read many texts, one after the other."""
        return map(self, texts)

    def _layers(self, words: list[str], starts: list[int]) -> tuple[list[str], ...]:
        """Tags, parts of speech, lemmas and features of all words."""
        tags: list[str] = []
        lemmas: list[str] = []
        morphs: list[str] = []
        for begin, end in pairwise([*starts, len(words)]):
            sentence = words[begin:end]
            tagged = self._tagger.tag(sentence)
            own_tags, own_lemmas = [tag for tag, _ in tagged], [lemma for _, lemma in tagged]
            tags += own_tags
            lemmas += own_lemmas
            morphs += morphology.features(sentence, own_tags, own_lemmas)
        return tags, [morphology.UPOS.get(tag, "X") for tag in tags], lemmas, morphs


def stop_words(opens: Callable[[str], bool]) -> tokens.StopWords:
    """What ``data/language/abbreviations.csv`` knows of words before a full stop."""
    path = resources.data_folder() / "language" / "abbreviations.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = {row["form"]: row["ends_sentence"] for row in csv.DictReader(file)}
    numbered = frozenset(form for form, ends in rows.items() if ends == "number")
    others = {form: ends == "yes" for form, ends in rows.items() if form not in numbered}
    return tokens.StopWords(MappingProxyType(others), opens, numbered)


def mark_headings(doc: Doc, stretches: Iterable[boundaries.Stretch]) -> None:
    """List the headings of a ``Doc`` in its span group ``headings``."""
    spans = [
        doc.char_span(stretch.start, stretch.end, alignment_mode="expand")
        for stretch in stretches
        if stretch.is_heading
    ]
    doc.spans["headings"] = [span for span in spans if span is not None]
