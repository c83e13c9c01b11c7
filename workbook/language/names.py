"""Names of people, organisations and places, by a conditional random field.

The model is trained by ``scripts/train_names.py`` (data, figures and licence in
``data/models/names/README.md``). What it finds sentence by sentence is then made to agree
over the whole text: a family name is a person once the full name stands elsewhere, an
abbreviation is what it stands in brackets behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from workbook import resources
from workbook.language.clues import Clues
from workbook.language.clusters import Clusters
from workbook.language.gazetteer import Gazetteer, nominative
from workbook.language.lines import Lines
from workbook.language.model import Model
from workbook.language.scoring import Scorer, Sentence
from workbook.language.surnames import whole_names
from workbook.language.tagging import Tagger

NAMES = ("PER", "ORG", "LOC")
_LONGEST_ABBREVIATION = 8
_TOGETHER = 500
"""So many sentences are scored together, to keep the memory of a long text in bounds."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name by its words: sentence, first word, word after the last; and its label."""

    sentence: int
    start: int
    end: int
    label: str


class Recogniser:
    """Finds names. Made once, called per text.

    Examples
    --------
    >>> words = "Angela Merkel kam nach Paris .".split()
    >>> tags = "NE NE VVFIN APPR NE $.".split()
    >>> [(name.start, name.end, name.label) for name in Recogniser(Tagger()).read([(words, tags)])]
    [(0, 2, 'PER'), (4, 5, 'LOC')]
    """

    def __init__(self, tagger: Tagger, folder: Path | None = None) -> None:
        folder = folder or _folder()
        gazetteer = Gazetteer.read(folder / "lists.txt.gz")
        clusters = Clusters(Lines.read(folder / "clusters.txt"))
        kinds, phrases = Model.read(folder / "kinds.npz"), Model.read(folder / "phrases.npz")
        self._model = Model.read(folder / "names.npz")
        self._scorer = Scorer(Clues(gazetteer, clusters, tagger, kinds, phrases), self._model)
        self._gazetteer = gazetteer

    def read(self, sentences: Sequence[Sentence]) -> list[Name]:
        """All names of a text in order; also those inside words, labelled ``…part``, ``…deriv``."""
        return self.read_all([sentences])[0]

    def read_all(self, texts: Sequence[Sequence[Sentence]]) -> list[list[Name]]:
        """The names of each of several texts: together they are sooner read than one by one."""
        spoken = [
            [
                (number, sentence)
                for number, sentence in enumerate(sentences)
                if any(word[0].isalpha() for word in sentence[0])
            ]
            for sentences in texts
        ]
        labelled = self._labelled([sentence for some in spoken for _, sentence in some])
        return [
            self._of_text(sentences, zip(some, labelled, strict=False))
            for sentences, some in zip(texts, spoken, strict=True)
        ]

    def _of_text(
        self,
        sentences: Sequence[Sentence],
        labelled: Iterable[tuple[tuple[int, Sentence], Sequence[str]]],
    ) -> list[Name]:
        """The names of a text, of which some sentences are labelled."""
        found = [
            name
            for (number, (words, tags)), labels in labelled
            for name in self._names(number, words, tags, labels)
        ]
        found = _completed(found, sentences)
        return sorted(_agree(found, sentences), key=lambda name: (name.sentence, name.start))

    def _labelled(self, sentences: Sequence[Sentence]) -> Iterator[list[str]]:
        """The labels of every sentence's words, of many sentences together."""
        for start in range(0, len(sentences), _TOGETHER):
            some = sentences[start : start + _TOGETHER]
            yield from self._model.best(self._scorer.of(some), [len(words) for words, _ in some])

    def _names(
        self, number: int, words: Sequence[str], tags: Sequence[str], labels: Sequence[str]
    ) -> Iterator[Name]:
        for start, end, label in whole_names([*spans(labels)], words, tags, self._is_first):
            end = _closed(words, start, end)
            if label != "OTH" and start < end:
                yield Name(number, start, end, label)

    def _is_first(self, word: str) -> bool:
        """Whether a word is known as a first name."""
        return "i" in self._gazetteer.words.get(word, "")


def trained() -> bool:
    """Whether the model is there: a script builds it, and a checkout may lack it."""
    return (_folder() / "names.npz").is_file()


def _folder() -> Path:
    return resources.data_folder() / "models" / "names"


def spans(labels: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Start, end and label of every name in a sequence of BIO labels.

    Examples
    --------
    >>> list(spans(["B-PER", "I-PER", "O", "B-LOC"]))
    [(0, 2, 'PER'), (3, 4, 'LOC')]
    """
    start = 0
    while start < len(labels):
        end = start + 1
        if labels[start][0] == "B":
            while end < len(labels) and labels[end] == "I" + labels[start][1:]:
                end += 1
            yield start, end, labels[start][2:]
        start = end


def _closed(words: Sequence[str], start: int, end: int) -> int:
    """The end of a name before a bracket that opens in it and closes elsewhere."""
    inside = words[start:end]
    if "(" in inside and ")" not in inside:
        return start + inside.index("(")
    return end


def _completed(found: list[Name], sentences: Sequence[Sentence]) -> list[Name]:
    """Lone first names with the family name that stands behind them in full elsewhere."""
    pairs = {
        tuple(sentences[name.sentence][0][name.start : name.end])
        for name in found
        if name.label == "PER" and name.end - name.start == 2
    }
    starts = {(name.sentence, name.start) for name in found}

    def completed(name: Name) -> Name:
        end = name.start + 2
        words = tuple(sentences[name.sentence][0][name.start : end])
        lone = name.end == name.start + 1 and (name.sentence, name.end) not in starts
        return replace(name, end=end, label="PER") if lone and words in pairs else name

    return [completed(name) for name in found] if pairs else found


def _agree(found: list[Name], sentences: Sequence[Sentence]) -> list[Name]:
    """Names with what the whole text tells of them."""
    families = _families(found, sentences)
    organisations = _abbreviations(found, sentences)
    if not families and not organisations:
        return found
    taken = {(name.sentence, n): name for name in found for n in range(name.start, name.end)}
    for number, (words, tags) in enumerate(sentences):
        for n, word in enumerate(words):
            label = (
                "PER" if nominative(word) in families else "ORG" if word in organisations else ""
            )
            old = taken.get((number, n))
            if not label or (old and (old.end - old.start > 1 or old.label == label)):
                continue
            if label == "PER" and (tags[n] != "NE" or (old and old.label == "LOC")):
                continue
            taken[number, n] = Name(number, n, n + 1, label)
    return list(dict.fromkeys(taken.values()))


def _families(found: Sequence[Name], sentences: Sequence[Sentence]) -> frozenset[str]:
    """Family names of people who are named in full."""
    return frozenset(
        nominative(sentences[name.sentence][0][name.end - 1])
        for name in found
        if name.label == "PER" and name.end - name.start > 1
    )


def _abbreviations(found: Sequence[Name], sentences: Sequence[Sentence]) -> frozenset[str]:
    """Abbreviations in brackets behind an organisation (*Europäische Union (EU)*)."""
    short = set()
    for name in found:
        words = sentences[name.sentence][0]
        behind = words[name.end : name.end + 3]
        if name.label == "ORG" and name.end - name.start > 1 and len(behind) == 3:
            opening, word, closing = behind
            if (opening, closing) == ("(", ")") and 1 < len(word) <= _LONGEST_ABBREVIATION:
                short.add(word if word[:2].isupper() else "")
    return frozenset(short - {""})
