"""Any installed spaCy pipeline as an engine: what it gives replaces ours, the rest is ours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from workbook.errors import EngineRefused
from workbook.language import boundaries, morphology, tokens
from workbook.language.engine import SURROGATE, mark_headings, stop_words
from workbook.language.tagging import Tagger

if TYPE_CHECKING:
    import spacy.language
    from spacy.tokens import Doc, Span

_NAMES = {
    "PER": "PER", "PERSON": "PER", "ORG": "ORG", "LOC": "LOC", "GPE": "LOC", "FAC": "LOC",
}  # fmt: skip
_READABLE = ("de", "xx")


class Installed:
    """A spaCy pipeline by the name it was installed under, brought to our contract.

    Raises
    ------
    EngineRefused
        If it is not installed, cannot be loaded here, or reads another language.
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
        self._names = "doc.ents" in assigns

    def __call__(self, text: str) -> Doc:
        """Read a text; its ``Doc`` keeps every character (lone surrogates become U+FFFD)."""
        text = SURROGATE.sub("\ufffd", text)
        stretches = boundaries.stretches(text)
        self._pipeline.max_length = max(self._pipeline.max_length, len(text) + 1)
        doc = self._pipeline.make_doc(text)
        self._split(doc, stretches)
        doc = self._pipeline(doc)
        for sentence in doc.sents:
            self._complete(sentence)
        doc.ents = _names(doc)
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
        waiting = iter(begins)
        begin = next(waiting, None)
        for token in doc:
            if begin is not None and token.idx >= begin:
                token.is_sent_start = True
                while begin is not None and token.idx >= begin:
                    begin = next(waiting, None)

    def _complete(self, sentence: Span) -> None:
        """Tags, lemmas, parts of speech and mood where the pipeline left them out."""
        words = [token for token in sentence if not token.is_space]
        ours = self._tagger.tag([token.text for token in words])
        foreign = not any(token.tag_ in morphology.UPOS for token in words)
        for token, (tag, lemma) in zip(words, ours, strict=True):
            if foreign:
                token.tag_ = tag
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


def _read(features: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in features.split("|") if "=" in part)


def _names(doc: Doc) -> list[Span]:
    """The names of a document under our three labels."""
    from spacy.tokens import Span

    return [
        Span(doc, name.start, name.end, label=_NAMES[name.label_])
        for name in doc.ents
        if name.label_ in _NAMES
    ]


def _pipeline(name: str) -> spacy.language.Language:
    import spacy

    try:
        pipeline = spacy.load(name)
    except OSError:
        raise EngineRefused(
            f"The language engine {name!r} is not installed; run 'python -m spacy download "
            f'{name}\' or set engine = "workbook".'
        ) from None
    except (ImportError, ValueError, KeyError) as error:
        reason = str(error).splitlines()[0][:120] if str(error) else type(error).__name__
        raise EngineRefused(
            f"The language engine {name!r} cannot be loaded here ({reason}); "
            'install a version that fits this spaCy or set engine = "workbook".'
        ) from None
    if pipeline.lang not in _READABLE:
        raise EngineRefused(
            f"The language engine {name!r} reads {pipeline.lang!r}, not German; "
            'choose a German pipeline or set engine = "workbook".'
        )
    return pipeline
