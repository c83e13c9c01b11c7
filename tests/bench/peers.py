"""What we are measured against on the same machine, in the same run."""

from __future__ import annotations

import random
from typing import Any


def spacy_pipeline() -> Any:
    """A spaCy pipeline built like ``de_core_news_sm`` with untrained weights, which cost the same.

    Tagger, morphologizer, parser and names over one shared tok2vec of width 96, depth 4.
    """
    import spacy
    from spacy.training import Example

    nlp = spacy.blank("de")
    nlp.add_pipe("tok2vec")
    listener = {
        "@architectures": "spacy.Tok2VecListener.v1",
        "width": 96,
        "upstream": "*",
    }
    tagger = {"@architectures": "spacy.Tagger.v2", "tok2vec": listener}
    parser = {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": listener,
    }
    nlp.add_pipe("tagger", config={"model": tagger})
    nlp.add_pipe("morphologizer", config={"model": tagger})
    nlp.add_pipe(
        "parser", config={"model": parser | {"state_type": "parser", "extra_state_tokens": False}}
    )
    nlp.add_pipe(
        "ner", config={"model": parser | {"state_type": "ner", "extra_state_tokens": False}}
    )
    docs = [nlp.make_doc(TEXT) for _ in range(60)]
    nlp.initialize(
        lambda: [Example.from_dict(d, _annotation(len(d), seed)) for seed, d in enumerate(docs)]
    )
    return nlp


TEXT = "Der Minister sprach am Montag in Berlin mit seiner Kollegin über den Haushalt ."


def _annotation(size: int, seed: int) -> dict[str, Any]:
    """Random labels, about as many as the real pipeline has, so that its layers have their size."""
    pick = random.Random(seed)
    return {
        "tags": [f"T{pick.randrange(54)}" for _ in range(size)],
        "morphs": [f"Case=C{pick.randrange(600)}" for _ in range(size)],
        "pos": ["NOUN"] * size,
        "heads": [max(0, i - 1) for i in range(size)],
        "deps": ["ROOT"] + [f"d{pick.randrange(40)}" for _ in range(size - 1)],
        "entities": ["O"] * (size - 4) + ["U-PER", "U-LOC", "U-ORG", "U-MISC"],
    }


def hanta() -> Any:
    """HanTa alone, tagging and lemmatising token lists."""
    from HanTa import HanoverTagger

    return HanoverTagger.HanoverTagger("morphmodel_ger.pgz")
