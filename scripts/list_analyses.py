"""Write ``data/models/words/analyses.txt``: what HanTa says of the commonest German words.

    python scripts/list_analyses.py de_lexeme_prob.json.gz

The words come with the package spacy-lookups-data 1.0.5 (Explosion, MIT licence), which has the
logarithm of a million words' probability; to them come those HanTa was trained on. To be run
again whenever HanTa, its German model or the search in ``workbook/language/morphemes.py`` changes;
a test tells.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Mapping
from itertools import islice
from pathlib import Path

from workbook.language.analyses import Analyses, packed
from workbook.language.lines import Lines
from workbook.language.tagging import Tagger

OUT = Path(__file__).resolve().parent.parent / "data" / "models" / "words" / "analyses.txt"
COMMON = 400_000
"""So many words are analysed. They spare three quarters of what HanTa costs on articles never seen
before; 600,000 would spare four fifths, for one and a half times the bytes."""
LONGEST = 40


def common(probable: Mapping[str, float], number: int) -> list[str]:
    """The commonest words, lower-case, as common as their commonest spelling."""
    ranked = sorted(probable, key=lambda word: (-probable[word], word))
    return list(islice(dict.fromkeys(word.lower() for word in ranked if is_word(word)), number))


def is_word(word: str) -> bool:
    """Whether HanTa is asked for it: letters, perhaps with hyphens, alike in both cases."""
    return (
        word.replace("-", "").isalpha()
        and len(word) <= LONGEST
        and word.lower().capitalize().lower() == word.lower()
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("probabilities", type=Path)
    parser.add_argument("--words", type=int, default=COMMON)
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    probable = dict(json.loads(gzip.decompress(args.probabilities.read_bytes())))
    tagger = Tagger(common=Analyses(Lines(packed("", ()))))
    words = dict.fromkeys([*common(probable, args.words), *filter(is_word, tagger.trained())])
    args.out.write_bytes(packed(tagger.model, ((word, tagger.analyses(word)) for word in words)))


if __name__ == "__main__":
    main()
