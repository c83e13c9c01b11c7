"""STTS tags for words of which another pipeline knows only the universal part of speech."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from workbook.language.morphology import UPOS

_TELLING = UPOS.keys() - set(UPOS.values())
_ALIKE = MappingProxyType(
    {
        "ADJ": ("ADJ", "ADV", "VERB"),
        "ADP": ("ADP", "CCONJ", "SCONJ"),
        "ADV": ("ADV", "ADJ", "PART"),
        "AUX": ("AUX", "VERB"),
        "CCONJ": ("CCONJ", "SCONJ", "ADV"),
        "DET": ("DET", "PRON"),
        "NUM": ("NUM", "ADJ"),
        "PART": ("PART", "ADV", "ADP"),
        "PRON": ("PRON", "DET"),
        "SCONJ": ("SCONJ", "CCONJ", "ADP"),
        "VERB": ("VERB", "AUX"),
        "X": tuple(set(UPOS.values())),
    }
)
"""Parts of speech of ours that a foreign one leaves standing: treebanks draw these lines apart."""
_PLAIN = MappingProxyType(
    {
        "ADJ": "ADJA", "ADP": "APPR", "ADV": "ADV", "CCONJ": "KON", "DET": "ART", "INTJ": "ITJ",
        "NOUN": "NN", "NUM": "CARD", "PART": "PTKNEG", "PRON": "PPER", "PROPN": "NE",
        "PUNCT": "$(", "SCONJ": "KOUS", "SPACE": "_SP", "SYM": "XY", "X": "XY",
    }
)  # fmt: skip
_FORMS = MappingProxyType({"Fin": "FIN", "Inf": "INF", "Part": "PP"})


def is_stts(tags: Iterable[str]) -> bool:
    """Whether a document is tagged in STTS; *ADV* alone would not tell.

    Examples
    --------
    >>> is_stts(["ADV", "VVFIN"]), is_stts(["ADV", "VERB"])
    (True, False)
    """
    return any(tag in _TELLING for tag in tags)


def agreed(ours: str, *, universal: str, verb_form: str = "") -> str:
    """Our tag if it is of the part of speech the pipeline gives, else the plainest that is.

    Parameters
    ----------
    ours : the STTS tag our tagger gives.
    universal : the pipeline's universal part of speech, empty if it gives none.
    verb_form : its ``VerbForm`` if it says one.

    Examples
    --------
    >>> agreed("NN", universal="PROPN"), agreed("PPOSAT", universal="DET")
    ('NE', 'PPOSAT')
    >>> agreed("NN", universal="VERB", verb_form="Inf")
    'VVINF'
    """
    if not universal or UPOS.get(ours) in _ALIKE.get(universal, (universal,)):
        return ours
    if universal in ("VERB", "AUX"):
        return ("VV" if universal == "VERB" else "VA") + _FORMS.get(verb_form, "FIN")
    return _PLAIN.get(universal, ours)
