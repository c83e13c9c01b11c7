"""Our own engine: tokens, sentences, tags, lemmas, morphology and names in one ``Doc``."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from workbook import resources
from workbook.language import boundaries, morphology, names, tokens
from workbook.language.scoring import Sentence
from workbook.language.tagging import Tagger

if TYPE_CHECKING:
    from spacy.tokens import Doc

SURROGATE = re.compile("[\ud800-\udfff]")
_TOGETHER = 16
"""So many texts are read together."""
_INSIDE = 2**64 - 1
"""What spaCy notes of a token that begins no sentence: -1, without a sign."""
_ASKED = (
    *("LOWER", "NORM", "LANG", "LIKE_NUM"),
    *("IS_ALPHA", "IS_DIGIT", "IS_LOWER", "IS_UPPER", "IS_TITLE", "IS_PUNCT", "IS_SPACE"),
)
"""What spaCy is to note of every new word; half of all it could note is never asked for."""
_WORDS = 20_000
"""When spaCy has noted more words than this, it begins anew: it forgets none, and each of the
million words of a large archive would take a kilobyte for good."""


class Engine:
    """Text to ``Doc``. Made once, then called for every text.

    Parameters
    ----------
    recognises : without names, for training the model that finds them.

    Examples
    --------
    >>> doc = Engine()("Er sagte, sie komme am 3. Mai.")
    >>> [token.tag_ for token in doc]
    ['PPER', 'VVFIN', '$,', 'PPER', 'VVFIN', 'APPRART', 'ADJA', 'NN', '$.']
    """

    def __init__(self, *, recognises: bool = True) -> None:
        self._vocab = _vocabulary()
        self._tagger = Tagger()
        self._known = stop_words(self._tagger.opens)
        self._recogniser = (
            names.Recogniser(self._tagger) if recognises and names.trained() else None
        )

    def __call__(self, text: str) -> Doc:
        """Read a text; its ``Doc`` keeps every character (lone surrogates become U+FFFD)."""
        return next(self.pipe((text,)))

    def pipe(self, texts: Iterable[str]) -> Iterator[Doc]:
        """Read many texts, a few together: for names that is sooner done than one by one."""
        remaining = iter(texts)
        while some := [*map(self._read, islice(remaining, _TOGETHER))]:
            if self._recogniser is None:
                found: list[list[names.Name]] = [[] for _ in some]
            else:
                found = self._recogniser.read_all([read.sentences for read in some])
            yield from map(self._doc, some, found)

    def _read(self, text: str) -> _Read:
        """Words, tags, lemmas and features of a text."""
        text = SURROGATE.sub("\ufffd", text)
        pieces = tokens.pieces(text, self._known)
        stretches = boundaries.stretches(text)
        starts = boundaries.starts(text, pieces, stretches, self._known)
        words = [text[piece.start : piece.end] for piece in pieces]
        read = _Read(stretches, starts, [*tokens.words_and_spaces(text, pieces)])
        for begin, end in pairwise([*starts, len(words)]):
            sentence = words[begin:end]
            tagged = self._tagger.tag(sentence)
            tags, lemmas = [tag for tag, _ in tagged], [lemma for _, lemma in tagged]
            read.tags += tags
            read.lemmas += lemmas
            read.morphs += morphology.features(sentence, tags, lemmas)
            read.sentences.append((sentence, tags))
        return read

    def _doc(self, read: _Read, found: Iterable[names.Name]) -> Doc:
        """The ``Doc`` of a text, filled column by column: half of what its own way takes."""
        import numpy as np
        from spacy.tokens import Doc

        if len(self._vocab) > _WORDS:
            self._vocab = _vocabulary()
        number, first = self._vocab.strings.add, frozenset(read.starts)
        words = [word for word, _, _ in read.spelled]
        order = [n for _, _, n in read.spelled]
        tags = [read.tags[n] if n >= 0 else "_SP" for n in order]
        columns: dict[str, list[int]] = {
            "TAG": [*map(number, tags)],
            "POS": [number(morphology.UPOS.get(tag, "X")) for tag in tags],
            "LEMMA": [
                number(read.lemmas[n] if n >= 0 else word)
                for word, n in zip(words, order, strict=True)
            ],
            "MORPH": [number(read.morphs[n]) if n >= 0 else 0 for n in order],
            "SENT_START": [1 if i == 0 or n in first else _INSIDE for i, n in enumerate(order)],
        }
        doc = Doc(self._vocab, words, [space for _, space, _ in read.spelled])
        table: Any = np.array([*columns.values()], np.uint64)
        doc.from_array([*columns], table.T)
        mark_headings(doc, read.stretches)
        places = [i for i, n in enumerate(order) if n >= 0]
        mark_names(doc, places, read.starts, found)
        return doc


def _vocabulary() -> Any:
    from spacy.attrs import IDS  # type: ignore[import-not-found]  # it is compiled
    from spacy.lang.de import German
    from spacy.vocab import create_vocab

    vocabulary: Any = create_vocab("de", German.Defaults)
    notes = vocabulary.lex_attr_getters
    vocabulary.lex_attr_getters = {IDS[name]: notes[IDS[name]] for name in _ASKED}
    return vocabulary


@dataclass(slots=True)
class _Read:
    """What was read of a text: where it is parted, its tokens, and layer by layer its words."""

    stretches: Sequence[boundaries.Stretch]
    starts: Sequence[int]
    spelled: Sequence[tuple[str, bool, int]]
    tags: list[str] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    morphs: list[str] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)


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


def mark_names(
    doc: Doc, places: Sequence[int], starts: Sequence[int], found: Iterable[names.Name]
) -> None:
    """Put names into ``doc.ents``, and those inside words into its span group ``derived``.

    ``places`` tells which token each word is, ``starts`` which word begins each sentence.
    """
    from spacy.tokens import Span

    whole: list[Span] = []
    inside: list[Span] = []
    for name in found:
        first = places[starts[name.sentence] + name.start]
        last = places[starts[name.sentence] + name.end - 1]
        span = Span(doc, first, last + 1, label=name.label)
        (whole if name.label in names.NAMES else inside).append(span)
    doc.ents = whole
    doc.spans["derived"] = inside
