"""Whose a role is: the country, region or body it implies.

*Der **russische** Minister*, ***bayerische** Ministerin*, *Chef der **Bahn***, ***CDU**-Chef*.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbook.actors.background import Background
from workbook.actors.derived import country_of_adjective
from workbook.actors.name import Name
from workbook.actors.roles import RoleWord
from workbook.actors.wording import without_genitive
from workbook.knowledge import Place

if TYPE_CHECKING:
    from spacy.tokens import Doc

_OF_STATES = frozenset({"government", "parliament", "military", "sport"})
"""Trades whose compounds name the state served (*Frankreich-Trainer*); elsewhere a country
before a role is its subject (*Ukraine-Beauftragter*)."""
_OF_BODIES = frozenset(
    {"business", "spokesperson", "labour", "sport", "parliament", "party", "education"}
)
"""Trades whose compounds name the body served, known or not (*Muster-Vorstand*)."""
_OWNING = frozenset({"des", "der", "vom"})


@dataclass(frozen=True, slots=True)
class Belonging:
    """A country (alpha-3) and the words for a body or region; each where it is said."""

    country: str | None
    affiliation: str | None


class Belongings:
    """Reads those of one article; ``home`` is the country (alpha-3) that *Bundes-* means."""

    def __init__(self, doc: Doc, known: Background, home: str) -> None:
        self.doc, self.lexicon, self.roles, self.home = doc, known.lexicon, known.roles, home

    def read(
        self, first: int, head: int, last: int, word: RoleWord, body: Name | None
    ) -> Belonging:
        """That of a role phrase from ``first`` to ``last`` (exclusive) with its noun at
        ``head`` and the name ``body`` in its complement."""
        region = self._region(first, head, body)
        country = self._country(first, head, word, body) or self._of_complement(head, last)
        affiliation = self._affiliation(word, head, last, body)
        if region is None:
            return Belonging(country, affiliation)
        return Belonging(country or region.country, affiliation or region.place)

    def _country(self, first: int, head: int, word: RoleWord, body: Name | None) -> str | None:
        for i in range(first, head):
            code = country_of_adjective(self.doc[i], self.lexicon)
            if code is not None:
                return code
        if word.part == "Bundes":
            return self.home
        named = word.part.isupper() or self.lexicon.seat(word.part) is not None
        if named or word.group in _OF_STATES:
            code = self._state(word.part)
            if code is not None:
                return code
        posted = word.group == "diplomacy" and self.doc[head + 1 : head + 2].text in ("in", "für")
        return self._state(body.text) if body is not None and not posted else None

    def _region(self, first: int, head: int, body: Name | None) -> Place | None:
        """The region with a government of its own that an adjective or a name means: *der
        bayerische Minister*, *Bayerns Minister*."""
        atlas = self.lexicon.atlas
        for i in range(first, head):
            region = atlas.region(self.doc[i].text)
            if region is not None:
                return region
        if body is None or body.label != "LOC":
            return None
        written = body.text
        place = atlas.place(written) or atlas.place(written.removesuffix("s"))
        return place if place is not None and place.adjective else None

    def _state(self, written: str) -> str | None:
        """The country (alpha-3) a name or the name of a seat means."""
        ids = self.lexicon.find(written)
        seat = self.lexicon.seat(written) if not ids else None
        if seat is not None:
            ids = (seat,)
        entry = self.lexicon.entries[ids[0]] if len(ids) == 1 else None
        return entry.country if entry is not None and entry.kind == "country" else None

    def _affiliation(self, word: RoleWord, head: int, last: int, body: Name | None) -> str | None:
        """The body in words: the name, the noun of the complement, or the compound's part."""
        if body is not None and body.label == "ORG":
            return body.text
        part = word.part if "-" in word.prefix else ""
        ids = self.lexicon.find(part) or self.lexicon.find(part.removesuffix("s"))
        if ids and not ids[0].startswith("country:"):
            return part
        served = word.group in _OF_BODIES or self.lexicon.is_word(word.noun, "served")
        if part and not ids and served and self.roles.read(part) is None:
            return part
        if body is None and last > head + 2 and self.doc[head + 1].lower_ in _OWNING:
            plain = self.roles.read(self.doc[last - 1].text) is None
            return self._nominative(head, last) if plain else None
        return None

    def _of_complement(self, head: int, last: int) -> str | None:
        """The country of an adjective in the genitive: *Mitglied des russischen Rates*."""
        if last <= head + 2 or self.doc[head + 1].lower_ not in _OWNING:
            return None
        codes = (country_of_adjective(t, self.lexicon) for t in self.doc[head + 2 : last - 1])
        return next((code for code in codes if code is not None), None)

    def _nominative(self, head: int, last: int) -> str:
        """A complement (*des russischen Rates*) without the endings of its case."""
        article, words = self.doc[head + 1].lower_, [t.text for t in self.doc[head + 2 : last]]
        noun = head + 2
        while noun < last - 1 and self.doc[noun].tag_ == "ADJA":
            noun += 1
        text, lemma = self.doc[noun].text, self.doc[noun].lemma_
        if article == "des" and len(text) > 4 and text.endswith("s"):
            words[noun - head - 2] = without_genitive(text, lemma)
        neuter = words[noun - head - 2].lower().endswith(self.lexicon.endings["neuter"])
        ending = "e" if article == "der" else "es" if neuter else "er"
        for i in range(noun - head - 2):
            if words[i].endswith("en"):
                words[i] = words[i].removesuffix("en") + ending
        return " ".join(words)
