"""Any installed spaCy pipeline as an engine: what it gives replaces ours, the rest is ours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from workbook.errors import EngineRefused
from workbook.language import boundaries, morphology, names, tagsets, tokens
from workbook.language.engine import SURROGATE, mark_headings, mark_names, stop_words
from workbook.language.tagging import Tagger

if TYPE_CHECKING:
    import spacy.language
    from spacy.tokens import Doc, Span, Token

_NAMES = {
    "PER": "PER", "PERSON": "PER",
    "ORG": "ORG", "ORGANIZATION": "ORG", "ORGANISATION": "ORG",
    "LOC": "LOC", "LOCATION": "LOC", "GPE": "LOC", "FAC": "LOC",
}  # fmt: skip
_READABLE = ("de", "xx")
_PROBE = "Ein  Satz.\n\n„Noch“ einer –\u00a0so! "


class Installed:
    """A spaCy pipeline by the name it was installed under or its folder, brought to our contract.

    Raises
    ------
    EngineRefused
        If it is not installed, cannot be loaded here, reads another language or changes texts.
    """

    def __init__(self, name: str) -> None:
        self._pipeline = _pipeline(name)
        self._tagger = Tagger()
        self._known = stop_words(self._tagger.opens)
        assigns = {
            field
            for part in self._pipeline.pipe_names
            for field in self._pipeline.get_pipe_meta(part).assigns
        }
        self._splits = bool(assigns & {"doc.sents", "token.is_sent_start"})
        recognises = "doc.ents" not in assigns and names.trained()
        self._recogniser = names.Recogniser(self._tagger) if recognises else None

    def __call__(self, text: str) -> Doc:
        """Read a text; its ``Doc`` keeps every character (lone surrogates become U+FFFD)."""
        text = SURROGATE.sub("\ufffd", text)
        stretches = boundaries.stretches(text)
        self._pipeline.max_length = max(self._pipeline.max_length, len(text) + 1)
        doc = self._pipeline.make_doc(text)
        self._split(doc, stretches)
        doc = self._pipeline(doc)
        sentences = [words for s in doc.sents if (words := [t for t in s if not t.is_space])]
        stts = tagsets.is_stts(token.tag_ for token in doc)
        for words in sentences:
            self._complete(words, stts=stts)
        self._name(doc, sentences)
        mark_headings(doc, stretches)
        return doc

    def pipe(self, texts: Iterable[str]) -> Iterator[Doc]:
        """Read many texts, one after the other."""
        return map(self, texts)

    def _split(self, doc: Doc, stretches: tuple[boundaries.Stretch, ...]) -> None:
        """Begin sentences where lines make them begin, and everywhere if nobody else will."""
        begins = [stretch.start for stretch in stretches]
        if not self._splits:
            pieces = tokens.pieces(doc.text, self._known)
            starts = boundaries.starts(doc.text, pieces, stretches, self._known)
            begins = [pieces[number].start for number in starts]
            for token in doc:
                token.is_sent_start = token.i == 0
        for heading in (stretch for stretch in stretches if stretch.is_heading):
            span = doc.char_span(heading.start, heading.end, alignment_mode="expand")
            for token in span or ():
                token.is_sent_start = False
        waiting = iter(begins)
        begin = next(waiting, None)
        for token in doc:
            if begin is not None and token.idx >= begin:
                token.is_sent_start = True
                while begin is not None and token.idx >= begin:
                    begin = next(waiting, None)

    def _complete(self, words: list[Token], *, stts: bool) -> None:
        """Tags, lemmas, parts of speech and mood of a sentence where the pipeline lacks them."""
        ours = self._tagger.tag([token.text for token in words])
        for token, (tag, lemma) in zip(words, ours, strict=True):
            token.tag_ = _tag(token, tag, stts=stts)
            token.lemma_ = token.lemma_ or lemma
            token.pos_ = token.pos_ or morphology.UPOS.get(token.tag_, "X")
        features = morphology.features(
            [token.text for token in words],
            [token.tag_ for token in words],
            [token.lemma_ for token in words],
        )
        for token, said in zip(words, features, strict=True):
            if said:
                merged = _read(said) | _read(str(token.morph))
                token.set_morph(merged)  # type: ignore[attr-defined]  # spaCy's stubs lack it

    def _name(self, doc: Doc, sentences: list[list[Token]]) -> None:
        """Its names under our labels; ours where it looks for none."""
        if self._recogniser is None or doc.ents:
            doc.ents = _names(doc)
            return
        found = self._recogniser.read(
            [
                ([token.text for token in words], [token.tag_ for token in words])
                for words in sentences
            ]
        )
        places = [token.i for words in sentences for token in words]
        starts = list(accumulate(map(len, sentences), initial=0))
        mark_names(doc, places, starts, found)


def _tag(token: Token, ours: str, *, stts: bool) -> str:
    """A word's STTS tag: its own, or ours as far as its part of speech allows."""
    if stts:
        return token.tag_ if token.tag_ in morphology.UPOS else ours
    universal = token.pos_ or (token.tag_ if token.tag_ in morphology.UPOS.values() else "")
    return tagsets.agreed(
        ours, universal=universal, verb_form="".join(token.morph.get("VerbForm", []))
    )


def _read(features: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in features.split("|") if "=" in part)


def _names(doc: Doc) -> list[Span]:
    """The names of a document under our three labels, without the white space around them."""
    from spacy.tokens import Span

    found = []
    for name in doc.ents:
        words = [token.i for token in name if not token.is_space]
        if words and name.label_ in _NAMES:
            found.append(Span(doc, words[0], words[-1] + 1, label=_NAMES[name.label_]))
    return found


def _pipeline(name: str) -> spacy.language.Language:
    pipeline = _loaded(name)
    if pipeline.lang not in _READABLE:
        raise EngineRefused(
            f"The language engine {name!r} reads {pipeline.lang!r}, not German; "
            'choose a German pipeline or set engine = "workbook".'
        )
    if pipeline.make_doc(_PROBE).text != _PROBE:
        raise EngineRefused(
            f"The language engine {name!r} changes the text it reads, so that nothing could be "
            'found in it again; choose another or set engine = "workbook".'
        )
    return pipeline


def _loaded(name: str) -> spacy.language.Language:
    import spacy

    try:
        return spacy.load(name)
    except OSError as error:
        if not Path(name).exists():
            raise EngineRefused(
                f"The language engine {name!r} is not installed; run 'python -m spacy download "
                f'{name}\' or set engine = "workbook".'
            ) from None
        reason = _first_line(error)
    except (ImportError, ValueError, KeyError) as error:
        reason = _first_line(error)
    raise EngineRefused(
        f"The language engine {name!r} cannot be loaded here ({reason}); "
        'install a version that fits this spaCy or set engine = "workbook".'
    )


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0][:120] if str(error) else type(error).__name__
