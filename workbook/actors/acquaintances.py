"""Persons known beforehand: whom a name means that an article does not explain."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from workbook.actors.background import Background
from workbook.actors.phrases import Phrase
from workbook.actors.spelling import family, folded, sound_key

_SAME_SOUND = 85
"""Least likeness (rapidfuzz ratio of `sound_key`, 0–100) of two spellings of a full name."""

_LEADERS = ("regierungschef", "staatschef")
"""Words whose synonyms are the offices that make a bare surname known ever after."""


@dataclass(frozen=True, slots=True)
class Acquaintances:
    """The known persons as one article may speak of them.

    ``countries`` (alpha-3) are those the article is about, ``plays`` says that it is on sport
    or the stage and on no politics; ``day`` is that of publication.
    """

    known: Background
    day: date | None
    countries: Container[str]
    plays: bool

    def in_full(self, words: Sequence[str], phrase: Phrase | None) -> str | None:
        """The person of a full name, in any spelling; of several the one the role beside the
        name or an office on the day speaks for."""
        ids = self._called(" ".join(words))
        if not ids and len(words) > 1:
            sound = " ".join(map(sound_key, words))
            alike = self.known.lexicon.surnames.get(sound_key(family(words[-1])), ())
            ids = [i for i in alike if _sounds_like(sound, self.known.lexicon.entries[i].name)]
        if len(ids) > 1 and phrase is not None:
            ids = [i for i in ids if self.held(i, phrase)] or ids
        if len(ids) > 1:
            ids = [i for i in ids if self.known.offices.of(i, self.day)] or ids
        return ids[0] if len(ids) == 1 else None

    def by_office(self, words: Sequence[str], phrase: Phrase | None) -> str | None:
        """The person of a surname alone, where a role or the day supports it; in a text on
        games or plays its country must be named, too."""
        ids = self._of_surname(words[-1]) or self._called(" ".join(words))
        if phrase is not None:
            held = [i for i in ids if self.held(i, phrase)]
        elif words[-1] in self.known.lexicon.genders:
            held = []
        else:
            held = [i for i in ids if self._governs_here(i)]
            held = held or [i for i in ids if self._once_led(i)]
        return held[0] if len(held) == 1 else None

    def ever_in_office(self, surname: str) -> str | None:
        """The only person of a surname who held an office before or on the day."""
        ids = [i for i in self._of_surname(surname) if self._held_until(i)]
        return ids[0] if len(ids) == 1 else None

    def held(self, actor_id: str, phrase: Phrase) -> bool:
        """Whether somebody held the office a phrase names; a former one at any time."""
        held = self.known.offices.of(actor_id, None if phrase.former else self.day)
        return any(
            any(
                self.known.roles.agree(written, word)
                for written in {phrase.word.noun, phrase.word.whole}
                for word in (o.role, *o.aliases)
            )
            and (phrase.country is None or o.country in (None, phrase.country))
            for o in held
        )

    def _called(self, name: str) -> list[str]:
        return [i for i in self.known.lexicon.find(name) if i.startswith("person:")]

    def _of_surname(self, surname: str) -> Sequence[str]:
        return self.known.lexicon.spellings.get(folded(family(surname)), ())

    def _held_until(self, actor_id: str) -> bool:
        return any(
            self.day is None or o.begin is None or o.begin <= self.day
            for o in self.known.offices.of(actor_id, None)
        )

    def _governs_here(self, actor_id: str) -> bool:
        held = self.known.offices.of(actor_id, self.day)
        if not self.plays:
            return bool(held)
        return any(o.country is None or o.country in self.countries for o in held)

    def _once_led(self, actor_id: str) -> bool:
        """Whether somebody has led a country that the article is about: *Obama*, *Merkel*."""
        leading: Iterable[str] = {
            role for word in _LEADERS for role in self.known.roles.synonyms.get(word, ())
        }
        return not self.plays and any(
            o.affiliation is None
            and o.country in self.countries
            and o.role.lower() in leading
            and (self.day is None or o.begin is None or o.begin <= self.day)
            for o in self.known.offices.of(actor_id, None)
        )


def _sounds_like(sound: str, known: str) -> bool:
    return fuzz.ratio(sound, " ".join(map(sound_key, known.split()))) >= _SAME_SOUND
