"""Names of organisations and places as they would stand in a list: nominative, no genitive."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from workbook.actors.lexicon import Lexicon
from workbook.actors.name import Name
from workbook.actors.spelling import folded

if TYPE_CHECKING:
    from spacy.tokens import Doc

_FEMININE = frozenset({"der", "zur", "die"})
_OBLIQUE = frozenset({"des", "dem", "den", "im", "vom", "am", "beim", "zum"})
_IN_E = (
    *("auge", "ende", "erbe", "gebäude", "gebirge", "gefolge", "gefüge", "gehege"),
    *("gelände", "gemälde", "gerede", "geschmeide", "gestade", "getreide", "getriebe", "gewerbe"),
    *("gewölbe", "interesse", "käse", "knie", "see"),
)
"""Nouns that end in *-e* and take a genitive in *-s*."""


class Wording:
    """Reads the names of one article; ``bases`` are their last words as they are written."""

    def __init__(self, doc: Doc, lexicon: Lexicon, bases: Iterable[str]) -> None:
        self.doc, self.lexicon = doc, lexicon
        self.bases = {folded(base) for base in bases}

    def plain(self, name: Name) -> str:
        """The name as it would stand in a list: without genitive, in the nominative."""
        words = [self.doc[i].text for i in range(name.first, name.last)]
        before = self.doc[name.first - 1].lower_ if name.first else ""
        adjectives = self._adjectives(name, words)
        noun = words[adjectives].lower() if adjectives else ""
        if self._is_bare_genitive(words[0], noun, before):
            before = "des"
        for i in range(adjectives):
            words[i] = self._nominative(words[i], noun, before)
        first = self.doc[name.first + adjectives]
        if before == "des" and adjectives < len(words) - 1 and (adjectives or first.tag_ == "NN"):
            words[adjectives] = without_genitive(first.text, first.lemma_)
        words[-1] = self._without_genitive(name, words[-1], before)
        if name.label == "LOC":  # a dateline in capitals
            words = [w.capitalize() if w.isupper() and len(w) > 3 else w for w in words]
        return " ".join(words)

    def _is_bare_genitive(self, adjective: str, noun: str, before: str) -> bool:
        """Whether ending and noun show the genitive without its article: *eine Umfrage des
        Kiewer* **Internationalen Instituts**."""
        shown = adjective.endswith("en") and noun.endswith("s") and not noun.endswith("ss")
        return shown and before not in _FEMININE | _OBLIQUE

    def _adjectives(self, name: Name, words: Sequence[str]) -> int:
        """How many adjectives a name begins with."""
        found = 0
        while found < len(words) - 1 and self.doc[name.first + found].tag_ == "ADJA":
            found += 1
        return found

    def _nominative(self, adjective: str, noun: str, before: str) -> str:
        """An adjective as it would stand without its article, by the article it stands behind."""
        bare = (noun, noun.removesuffix("s"), noun.removesuffix("es"))
        neuter = any(word.endswith(self.lexicon.endings["neuter"]) for word in bare)
        if adjective.endswith("en") and before in _FEMININE:
            return adjective[:-1]
        if adjective.endswith("en") and before in _OBLIQUE:
            return adjective[:-2] + ("es" if neuter else "er")
        if adjective.endswith("e") and before in ("das", "der"):
            return adjective + ("s" if before == "das" else "r")
        return adjective

    def _without_genitive(self, name: Name, last: str, before: str) -> str:
        for mark in ("'s", "’s", "'", "’"):
            if last.endswith(mark) and len(last) > len(mark) + 1:
                return last.removesuffix(mark)
        if not last.endswith("s") or len(last) < 4 or last.isupper():
            return last
        if name.last - name.first > 1 and self.lexicon.find(last):
            return last  # Kommunistische Partei Frankreichs
        base = last[:-1]
        if folded(base) in self.bases or before == "des":
            return without_genitive(last, self.doc[name.last - 1].lemma_)
        behind = self.doc[name.last] if name.last < len(self.doc) else None
        owns = behind is not None and not behind.is_sent_start and behind.tag_ in ("NN", "ADJA")
        beside = self.doc[name.first - 1] if name.first else None
        owned = beside is not None and beside.tag_ == "NN"
        if beside is not None and self.lexicon.is_word(beside.text, "settlement"):
            return last  # die Stadt Pécs
        if self.lexicon.is_word(base, "region"):
            return base
        if self.lexicon.capital_of(last) and not self.lexicon.is_capital(last):
            return base
        if name.label != "LOC" or self.lexicon.is_capital(last) or self.lexicon.find(last):
            return last
        return base if owns or (owned and base[-1:].lower() not in "aeiouys") else last


def without_genitive(word: str, lemma: str) -> str:
    """A masculine or neuter noun in *-s* without its genitive; HanTa's lemma of a compound may
    keep half of the ending.

    Examples
    --------
    >>> without_genitive("Ruderbundes", "Ruderbunde"), without_genitive("Ausschusses", "Ausschusse")
    ('Ruderbund', 'Ausschuss')
    >>> without_genitive("Hafengeländes", "Hafengelände"), without_genitive("Rates", "Rat")
    ('Hafengelände', 'Rat')
    >>> without_genitive("Hilfsfonds", "Hilfsfonds"), without_genitive("Vereins", "Verein")
    ('Hilfsfonds', 'Verein')
    """
    whole = lemma == word and not word.endswith("es")  # *des Fonds*
    if whole or (2 < len(lemma) < len(word) - 1 and word.startswith(lemma)):
        return lemma
    if word.endswith("es") and len(word) > 5 and not word[:-1].lower().endswith(_IN_E):
        return word.removesuffix("es")
    return word.removesuffix("s")
