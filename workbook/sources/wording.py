"""Words for somebody without a name, as a dictionary would have them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import MappingProxyType

from workbook.sources.lexicon import Lexicon
from workbook.sources.words import Words

_STRONG = frozenset({"document", "voice"})
_WEAK = re.compile(r"(?:ik|ung|heit|keit|schaft|tät|ion|ei|or|in)$")
"""*laut Berichten* are *Berichte*, but *laut Statistiken* are *Statistiken*."""
_FEMININE = re.compile(r"(?:ik|ung|heit|keit|schaft|tät|ion|ei|in|lyse|age)$")
_GENITIVE = frozenset({"des", "eines", "dieses", "seines", "ihres", "meines", "unseres"})
_SINGULAR = _GENITIVE | {"dem", "einem", "diesem", "einen", "vom", "zum", "beim", "im"}
_DEFINITE = frozenset({"der", "das", "dieser", "dieses", "jener", "jenes"})
_NO_GENITIVE = ("ss", "us", "is", "as", "os")
_EDGES = frozenset(",;:–-")
_OPENING, _CLOSING = frozenset('„»«"“'), frozenset('“”«»"')
_ENDINGS = MappingProxyType({"m": "er", "n": "es"})
_WEAKER = ("e", "em", "en")
_INFLECTED = re.compile(r"e[mn]?$")
_DESCRIBING = frozenset({"ADJA", "ADJD", "CARD", "PIAT", "PPOSAT"})


def plain(words: Words, chosen: Sequence[int], text: str, lexicon: Lexicon) -> str:
    """The words at these numbers with the first noun, and what describes it, in the nominative
    without an article: *des zuständigen Ministeriums* as *zuständiges Ministerium*."""
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
    article = lexicon.article(words.lemma[head])
    strong = _ENDINGS.get(article or "")
    if before in _SINGULAR and noun in {words.lemma[head] + "n", words.lemma[head] + "en"}:
        noun, strong = words.lemma[head], _ENDINGS["m"]  # einem Augenzeugen, einem Diplomaten
    bare = words.text[head] in {words.lemma[head], words.lemma[head] + "r"}
    many = strong and _is_plural(words.text[chosen[0]], before, noun)
    one = genitive or before in _SINGULAR or (bare and not many)
    wide = not one or article == "f" or bool(_FEMININE.search(noun))
    changed = {head: noun}
    for i in range(chosen[0], head):
        if words.tag[i] in ("ADJA", "PIAT"):
            ending = strong if one and words.tag[i] == "ADJA" else None
            changed[i] = _adjective(words.text[i], ending, wide=wide)
        elif words.tag[i] == "PPOSAT":
            changed[i] = _possessive(words.text[i], wide=wide)
    return changed


def _is_plural(first: str, before: str, noun: str) -> bool:
    """Whether a masculine or neuter noun with the same plural is one, by the words before it:
    *die Sprecher*, *neue Gutachten*, *nach neuen Gutachten*, but *den neuen Sprecher*."""
    if before == "den" and not noun.endswith("n"):
        return False
    weak = first.endswith("e") and before not in _DEFINITE
    return weak or before == "die" or first.endswith("en")


def _noun(written: str, lemma: str, lexicon: Lexicon, *, genitive: bool) -> str:
    if genitive and written in {lemma + "s", lemma + "es"}:
        return lemma
    if genitive and written == lemma and written.endswith("s"):
        return written if written.endswith(_NO_GENITIVE) else written[:-1]
    if written == lemma + "n" and lemma.endswith(("er", "el")):
        return lemma
    if written.lower().endswith(("nissen", "kreisen")):
        return written[:-1]
    strong = lexicon.kind(lemma) in _STRONG and not _WEAK.search(lemma)
    return lemma + "e" if strong and written == lemma + "en" else written


def _adjective(written: str, strong: str | None, *, wide: bool) -> str:
    """``strong``: the ending it has without an article, where that is known; ``wide``: the noun
    is plural or feminine, so that *-er* shows an oblique case too."""
    if strong and written.endswith(_WEAKER):
        return _INFLECTED.sub(strong, written)
    if written.endswith(("en", "em")) or (wide and written.endswith("er") and written.islower()):
        return written[:-1]
    return written


def _possessive(written: str, *, wide: bool) -> str:
    for ending in ("em", "es", "en", "er"):
        base = written.removesuffix(ending)
        if base != written and base.lower() in {"sein", "ihr", "mein", "unser"}:
            return base + "e" if wide else base
    return written
