"""Write ``data/models/names/clusters.txt``: Brown clusters of German words.

    python scripts/list_clusters.py de_lexeme_cluster.json.gz de_lexeme_prob.json.gz

Both files come with the package spacy-lookups-data 1.0.5 (Explosion, MIT licence): a million
words with the number of their cluster and the logarithm of their probability.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Mapping
from pathlib import Path

from workbook.language.clusters import packed

OUT = Path(__file__).resolve().parent.parent / "data" / "models" / "names" / "clusters.txt"
COMMON = 150_000
"""So many words are kept whatever they look like; of the others, what may be a name."""


def read(path: Path) -> dict[str, float]:
    """A packed JSON object of words and numbers."""
    return dict(json.loads(gzip.decompress(path.read_bytes())))


def words(clusters: Mapping[str, float], probable: Mapping[str, float]) -> dict[str, int]:
    """The words to keep and their clusters."""
    ranked = sorted(clusters, key=lambda word: (-probable[word], word))
    rare = (word for word in ranked[COMMON:] if word[0].isupper() and word.isalpha())
    return {
        word: int(clusters[word]) for word in (*ranked[:COMMON], *rare) if word.split() == [word]
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("clusters", type=Path)
    parser.add_argument("probabilities", type=Path)
    args = parser.parse_args()
    known = words(read(args.clusters), read(args.probabilities))
    OUT.write_bytes(packed(known))


if __name__ == "__main__":
    main()
