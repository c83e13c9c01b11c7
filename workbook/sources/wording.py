"""Words for somebody without a name, as a dictionary would have them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workbook.sources.lexicon import Lexicon
from workbook.sources.words import Words

_STRONG = frozenset({"document", "voice"})
_WEAK = re.compile(r"(?:ik|ung|heit|keit|schaft|tät|ion|ei|or|in)$")
"""*laut Berichten* are *Berichte*, but *laut Statistiken* are *Statistiken*."""
_FEMININE = re.compile(r"(?:ik|ung|heit|keit|schaft|tät|ion|ei|in|lyse|age)$")
_GENITIVE = frozenset({"des", "eines", "dieses", "seines", "ihres", "meines", "unseres"})
_SINGULAR = _GENITIVE | {"dem", "einem", "diesem"}
_NO_GENITIVE = ("ss", "us", "is", "as", "os")
_EDGES = frozenset(",;:–-")
_OPENING, _CLOSING = frozenset('„»«"“'), frozenset('“”«»"')
_DESCRIBING = frozenset({"ADJA", "CARD", "PPOSAT"})


def plain(words: Words, chosen: Sequence[int], text: str, lexicon: Lexicon) -> str:
    """The words at these numbers with the first noun, and what describes it, in the nominative
    as behind an article: *des zuständigen Ministeriums* as *zuständige Ministerium*."""
    chosen = _trimmed(words, chosen)
    changed = _uninflected(words, chosen, lexicon)
    pieces: list[str] = []
    for i in range(chosen[0], chosen[-1] + 1):
        behind = words.start[i + 1] if i < chosen[-1] else words.end[i]
        pieces += [changed.get(i, words.text[i]), text[words.end[i] : behind]]
    return re.sub(r"\s+", " ", "".join(pieces))


def _trimmed(words: Words, chosen: Sequence[int]) -> Sequence[int]:
    """Without marks and a lone *und* at the edges, and quotation marks around all."""
    kept = list(chosen)
    while len(kept) > 1 and words.text[kept[0]] in _EDGES:
        kept = kept[1:]
    while len(kept) > 1 and (words.text[kept[-1]] in _EDGES or words.lower[kept[-1]] == "und"):
        kept = kept[:-1]
    inner = [words.text[i] for i in kept[1:-1]]
    if len(kept) > 2 and words.text[kept[0]] in _OPENING and words.text[kept[-1]] in _CLOSING:
        kept = kept if set(inner) & (_OPENING | _CLOSING) else kept[1:-1]
    return kept


def _uninflected(words: Words, chosen: Sequence[int], lexicon: Lexicon) -> dict[int, str]:
    """The words that change: the first noun and what stands before it, if that only describes it."""
    head = next((i for i in chosen if words.tag[i] not in _DESCRIBING), chosen[0])
    if words.tag[head] != "NN":
        return {}
    before = words.lower[chosen[0] - 1] if chosen[0] else ""
    genitive = bool({before, words.lower[chosen[0]]} & _GENITIVE)
    noun = _noun(words.text[head], words.lemma[head], lexicon, genitive=genitive)
    if before in _SINGULAR and noun == words.lemma[head] + "n":  # einem Augenzeugen
        noun = words.lemma[head]
    many = words.text[head] not in {words.lemma[head], words.lemma[head] + "r"} and not genitive
    wide = many or bool(_FEMININE.search(noun))
    changed = {head: noun}
    for i in range(chosen[0], head):
        if words.tag[i] == "ADJA":
            changed[i] = _adjective(words.text[i], wide=wide)
        elif words.tag[i] == "PPOSAT":
            changed[i] = _possessive(words.text[i], wide=wide)
    return changed


def _noun(written: str, lemma: str, lexicon: Lexicon, *, genitive: bool) -> str:
    if genitive and written in {lemma + "s", lemma + "es"}:
        return lemma
    if genitive and written == lemma and written.endswith("s"):
        return written if written.endswith(_NO_GENITIVE) else written[:-1]
    if written == lemma + "n" and lemma.endswith(("er", "el")):
        return lemma
    if written.endswith("nissen"):
        return written[:-1]
    strong = lexicon.kind(lemma) in _STRONG and not _WEAK.search(lemma)
    return lemma + "e" if strong and written == lemma + "en" else written


def _adjective(written: str, *, wide: bool) -> str:
    """``wide``: the noun is plural or feminine, so that *-er* shows an oblique case too."""
    if written.endswith(("en", "em")) or (wide and written.endswith("er") and written.islower()):
        return written[:-1]
    return written


def _possessive(written: str, *, wide: bool) -> str:
    for ending in ("em", "es", "en", "er"):
        base = written.removesuffix(ending)
        if base != written and base.lower() in {"sein", "ihr", "mein", "unser"}:
            return base + "e" if wide else base
    return written
