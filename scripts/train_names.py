"""Train the name recogniser: name lists, the model of letters, the conditional random field.

    python scripts/train_names.py --germeval train.jsonl.gz --wikiann train.gz dev.gz test.gz \\
        [--first 4100] [--out data/models/names]

The corpora are GermEval 2014 (JSON Lines with ``tokens`` and ``tags``) and WikiANN German
(a token and its tag a line). ``--first`` trains on so many GermEval sentences, to measure on
the rest. Everything else (lists and sentences of our own, knowledge files) lies in the
project. The same input gives the same files.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import lzma
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any

from workbook.language.clues import Clues
from workbook.language.clusters import Clusters
from workbook.language.engine import Engine
from workbook.language.gazetteer import Gazetteer
from workbook.language.lines import Lines
from workbook.language.looks import letters, phrase_letters
from workbook.language.model import Model
from workbook.language.tagging import Tagger

HERE = Path(__file__).resolve().parent.parent
OWN = HERE / "data" / "models" / "names" / "own"
KNOWLEDGE = HERE / "data" / "knowledge"
AGREED = 0.75
"""WikiANN's label is believed where this share of a name's occurrences has it."""
DOUBTFUL = MappingProxyType({"A": "E", "B": "F", "D": "H", "L": "M", "O": "N", "T": "U"})
"""The list of a name that may as well be a noun or somebody's name, by its own list."""
LONGEST = 5
BRACKET = re.compile(r"\[([^\]|]+)\|([A-Za-z]+)\]")
NO_SPACE_BEFORE, NO_SPACE_AFTER = frozenset(".,;:!?)]“"), frozenset("([„")
ROLE_ENDINGS = ("", "s", "n", "en", "es", "r", "in", "innen")


@dataclass(frozen=True)
class Text:
    """A text and the names in it: start, end, label."""

    text: str
    names: tuple[tuple[int, int, str], ...]


@dataclass(frozen=True)
class Sentence:
    """A sentence as our engine cuts it, with a label for every word."""

    words: tuple[str, ...]
    tags: tuple[str, ...]
    starts: tuple[int, ...]
    labels: tuple[str, ...]


def germeval(path: Path) -> Iterator[Text]:
    """GermEval's sentences, their tokens joined as one writes them."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            text, spans = joined(row["tokens"])
            yield Text(text, tuple(labelled(row["tags"], spans)))


def joined(tokens: list[str]) -> tuple[str, list[tuple[int, int]]]:
    text, spans = "", []
    for token in tokens:
        if text and token not in NO_SPACE_BEFORE and text[-1] not in NO_SPACE_AFTER:
            text += " "
        spans.append((len(text), len(text) + len(token)))
        text += token
    return text, spans


def labelled(tags: list[str], spans: list[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """Names of a tagged sentence as character spans."""
    start = 0
    while start < len(tags):
        end = start + 1
        if tags[start].startswith("B-"):
            while end < len(tags) and tags[end] == "I-" + tags[start][2:]:
                end += 1
            yield spans[start][0], spans[end - 1][1], tags[start][2:]
        start = end


def own_sentences(path: Path) -> Iterator[Text]:
    """Our sentences, in which a name is written ``[Marco Rubio|PER]``."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line:
            continue
        text, position, names = "", 0, []
        for match in BRACKET.finditer(line):
            text += line[position : match.start()]
            names.append((len(text), len(text) + len(match[1]), match[2]))
            text += match[1]
            position = match.end()
        yield Text(text + line[position:], tuple(names))


def read(texts: Iterable[Text], engine: Engine) -> Iterator[list[Sentence]]:
    """Texts as sentences of our engine; names it cuts through are left unmarked."""
    for text in texts:
        starts = {start: (end, label) for start, end, label in text.names}
        found = []
        for sentence in engine(text.text).sents:
            words = [token for token in sentence if not token.is_space]
            labels, inside = [], ("", 0)
            for token in words:
                end, label = starts.get(token.idx, (0, ""))
                if label and any(other.idx + len(other) == end for other in words):
                    inside = (label, end)
                    labels.append("B-" + label)
                elif inside[0] and token.idx < inside[1]:
                    labels.append("I-" + inside[0])
                else:
                    labels.append("O")
            found.append(
                Sentence(
                    tuple(token.text for token in words),
                    tuple(token.tag_ for token in words),
                    tuple(token.idx for token in words),
                    tuple(labels),
                )
            )
        yield found


def wikiann(paths: Iterable[Path]) -> tuple[dict[str, Counter[str]], dict[str, Counter[str]]]:
    """Names and single words of WikiANN, with how often each has which label."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    words: dict[str, Counter[str]] = defaultdict(Counter)
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for block in file.read().split("\n\n"):
                rows = [line.rsplit("\t", 1) for line in block.splitlines() if "\t" in line]
                tokens = [word.partition(":")[2] for word, _ in rows]
                for word, (_, tag) in zip(tokens, rows, strict=True):
                    words[word][tag] += 1
                places = [(n, n + 1) for n in range(len(tokens))]
                for start, end, label in labelled([tag for _, tag in rows], places):
                    names[" ".join(tokens[start:end])][label] += 1
    return names, words


def agreed(names: dict[str, Counter[str]]) -> Iterator[tuple[tuple[str, ...], str, int]]:
    """Names on whose label WikiANN agrees with itself: words, label, count."""
    for name, counts in sorted(names.items()):
        label, count = max(counts.items(), key=lambda item: (item[1], item[0]))
        words = name.split()
        if "(" in words:
            words = words[: words.index("(")]
        whole = words and all(word[0].isalnum() or word in "&-.'" for word in words)
        if whole and words[0][0].isupper() and count / counts.total() >= AGREED:
            yield tuple(words), label, count


def own(name: str) -> Iterator[str]:
    for line in (OWN / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield from filter(None, line.split("|"))


def towns() -> Iterator[str]:
    """Names of towns and villages; see ``scripts/list_towns.py``."""
    with lzma.open(OWN.parent / "towns.txt.xz", "rt", encoding="utf-8") as file:
        yield from (line.strip() for line in file)


def heads() -> Iterator[tuple[str, str]]:
    for line in (OWN / "heads.txt").read_text(encoding="utf-8").splitlines():
        letter, _, words = line.partition("\t")
        if words:
            yield from ((letter, word) for word in words.split("|"))


def knowledge(name: str, *columns: str) -> Iterator[str]:
    """What stands in some columns of a knowledge file, every alias by itself."""
    with (KNOWLEDGE / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            for column in columns:
                yield from filter(None, (part.strip() for part in (row[column] or "").split("|")))


def lists(names: dict[str, Counter[str]], tagger: Tagger) -> list[tuple[str, str]]:
    """All name lists as pairs of list letter and name; see `Gazetteer.of`.

    Capital letters are lists of whole names (A places, B organisations, C people, D others,
    all known to us; L, O, P the same from WikiANN; T towns; E, F, H, M, N, U those of A, B, D,
    L, O, T that may as well be a noun or somebody's name). Small ones are lists of words (e, x:
    first and family names from WikiANN; i, y: known to us; m: demonyms; r: roles; n: nouns; and
    those of ``own/heads.txt``).
    """
    pairs = [*_known_words(), *_known_names(), *_from_wikiann(names, tagger)]
    words = {name for kind, name in pairs if kind in "nrieygop"}
    rare = {name for kind, name in pairs if kind == "x"}

    def doubtful(kind: str, name: str) -> bool:
        if kind not in DOUBTFUL or " " in name or name.isupper():
            return False
        noun = name in words or (tagger.knows(name) and not tagger.is_name(name))
        return noun or (kind != "A" and name in rare)

    return [(DOUBTFUL[kind] if doubtful(kind, name) else kind, name) for kind, name in pairs]


def _known_names() -> Iterator[tuple[str, str]]:
    yield from (("A", name) for name in own("places"))
    yield from (
        ("A", name) for name in knowledge("countries", "name", "capital", "seats", "aliases")
    )
    yield from (("B", name) for name in own("organisations"))
    for table in ("organisations", "outlets"):
        yield from (("B", name) for name in knowledge(table, "name", "aliases"))
    yield from (("D", name) for name in own("others"))
    yield from (("T", name) for name in towns())
    people = [*own("surnames"), *knowledge("people", "name", "aliases")]
    yield from (("C", name) for name in people if " " in name)
    yield from (("y", name.rpartition(" ")[2]) for name in people)


def _known_words() -> Iterator[tuple[str, str]]:
    yield from (("i", name) for name in knowledge("first_names", "name"))
    yield from (("m", name) for name in knowledge("countries", "demonyms"))
    for role in knowledge("roles", "noun", "feminine"):
        yield from (("r", role + ending) for ending in ROLE_ENDINGS)
    yield from heads()
    with lzma.open(OWN.parent / "nouns.txt.xz", "rt", encoding="utf-8") as file:
        yield from (("n", line.strip()) for line in file)


def _from_wikiann(names: dict[str, Counter[str]], tagger: Tagger) -> Iterator[tuple[str, str]]:
    first: Counter[str] = Counter()
    for words, label, count in agreed(names):
        if len(words) > LONGEST:
            continue
        if label == "PER":
            if len(words) > 1 and words[-1][0].isupper():
                first[words[0]] += count
                yield "P", " ".join(words)
                if len(words[-1]) > 2:
                    yield "x", words[-1]
        elif len(words) > 1 or not tagger.knows(words[0]) or tagger.is_name(words[0]):
            yield label[0], " ".join(words)
    yield from (("e", name) for name in sorted(first) if len(name) > 2)


def write_lists(pairs: Iterable[tuple[str, str]], path: Path) -> None:
    rows = sorted({(kind, name) for kind, name in pairs if len(name) > 1 and "\t" not in name})
    path.write_bytes(Gazetteer.of(rows).written())


def kinds(
    names: dict[str, Counter[str]], words: dict[str, Counter[str]], tagger: Tagger
) -> Iterator[tuple[str, str, int]]:
    """Single words, which kind of word each is, and how sure that is (1–3)."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for parts, label, count in agreed(names):
        if label == "PER" and 2 <= len(parts) <= 4 and parts[-1][0].isupper():
            counts[parts[0]]["FIRST"] += 1
            counts[parts[-1]]["LAST"] += 1
        elif label != "PER" and len(parts) == 1 and len(parts[0]) > 2:
            counts[parts[0]][label] += count
    for word, tags in words.items():
        if word[0].isupper() and word.isalpha() and tags["O"] / tags.total() > 0.8:
            counts[word]["NOUN"] += min(tags["O"], 3)
    for word in tagger.nouns():
        counts[word]["NOUN"] += 2
    for town in filter(str.isalpha, towns()):
        counts[town]["LOC"] += 1
    for name, label in (("places", "LOC"), ("surnames", "LAST"), ("organisations", "ORG")):
        for word in own(name):
            if " " not in word:
                counts[word][label] += 2
    for word, labels in sorted(counts.items()):
        yield from ((word, label, min(count, 3)) for label, count in sorted(labels.items()))


def phrases(names: dict[str, Counter[str]]) -> Iterator[tuple[tuple[str, ...], str, int]]:
    """Names of several words, which kind each is, and how sure that is (1–3)."""
    counts: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for parts, label, count in agreed(names):
        if len(parts) > 1:
            counts[parts][label] += min(count, 2)
    lists = (("places", "LOC"), ("surnames", "PER"), ("organisations", "ORG"), ("others", "OTH"))
    for name, label in lists:
        for phrase in own(name):
            if " " in phrase:
                counts[tuple(phrase.split())][label] += 3
    for words, labels in sorted(counts.items()):
        yield from ((words, label, min(count, 3)) for label, count in sorted(labels.items()))


def train(
    rows: Iterable[tuple[list[list[str]], Iterable[str]]], path: Path, **parameters: float
) -> None:
    import pycrfsuite

    trainer: Any = pycrfsuite.Trainer(verbose=False)
    trainer.set_params({"feature.possible_transitions": True, **parameters})
    for clues, labels in rows:
        trainer.append(clues, list(labels))
    with TemporaryDirectory() as folder:
        trained = str(Path(folder) / "model")
        trainer.train(trained)
        tagger: Any = pycrfsuite.Tagger()
        tagger.open(trained)
        learnt = tagger.info()
    Model.of(tagger.labels(), learnt.state_features, learnt.transitions).write(path)


def train_lookups(paths: Iterable[Path], tagger: Tagger, out: Path) -> Clues:
    """Write the lists and the models of letters, which know nothing of GermEval."""
    names, words = wikiann(paths)
    write_lists(lists(names, tagger), out / "lists.txt.gz")
    train_letters(
        ((letters(word), label, count) for word, label, count in kinds(names, words, tagger)),
        out / "kinds.npz",
    )
    train_letters(
        ((phrase_letters(parts), label, count) for parts, label, count in phrases(names)),
        out / "phrases.npz",
    )
    return Clues(
        Gazetteer.read(out / "lists.txt.gz"),
        Clusters(Lines.read(OWN.parent / "clusters.txt")),
        tagger,
        Model.read(out / "kinds.npz"),
        Model.read(out / "phrases.npz"),
    )


def train_letters(rows: Iterable[tuple[list[str], str, int]], path: Path) -> None:
    """Write a model that labels single things, each counted so many times."""
    single = (([clues], [label]) for clues, label, count in rows for _ in range(count))
    train(single, path, c1=1.0, c2=0.1, max_iterations=80)


def train_names(texts: Iterable[Text], clues: Clues, out: Path) -> None:
    """Write the model that finds names."""
    train(
        (
            (clues.of(sentence.words, sentence.tags), sentence.labels)
            for sentences in read(texts, Engine(recognises=False))
            for sentence in sentences
            if sentence.words
        ),
        out / "names.npz",
        c1=0.1,
        c2=0.2,
        max_iterations=100,
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--germeval", type=Path, required=True)
    parser.add_argument("--wikiann", type=Path, nargs="+", required=True)
    parser.add_argument("--first", type=int)
    parser.add_argument("--out", type=Path, default=OWN.parent)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)

    clues = train_lookups(args.wikiann, Tagger(), args.out)
    texts = [*list(germeval(args.germeval))[: args.first], *own_sentences(OWN / "sentences.txt")]
    train_names(texts, clues, args.out)


if __name__ == "__main__":
    main()
