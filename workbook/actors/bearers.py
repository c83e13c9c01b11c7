"""Who is meant by a role alone: *der Außenminister*, *die Ministerin*, *der Kremlchef*.

Persons of the article come first; only where none fits, the holder of the office on the day of
publication. What fits nobody, or several equally, is nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from workbook.actors.background import Background
from workbook.actors.person import MANY, Person
from workbook.actors.phrases import Phrase
from workbook.knowledge import Gender, Office

_FEW = 3
"""An office that so few countries have means the home country's where none is said."""


_FEDERAL = frozenset({"DEU", "AUT", "CHE"})
"""The countries that call their own offices *Bundes-*."""

_NEAR = 600
"""Characters back to where somebody must have been named to be described without a name."""

_STATE = frozenset({"government", "parliament", "party", "diplomacy"})
_TRADES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "party": _STATE,
        "business": frozenset({"business"}),
        "science": frozenset({"science"}),
        "medicine": frozenset({"medicine"}),
        "culture": frozenset({"culture"}),
        "sport": frozenset({"sport"}),
    }
)


class BearerFinder:
    """Says who bears a role in one article, among its ``persons`` first.

    ``setting`` is the country (alpha-3) whose offices need no country named, ``home`` the one
    whose federal offices do not.

    What a wording fits is worked out once, so that time grows with the text and not with its
    square.
    """

    def __init__(
        self,
        known: Background,
        persons: Mapping[str, Person],
        *,
        day: date | None,
        home: str,
        setting: str | None,
    ) -> None:
        self.lexicon, self.offices, self.roles = known.lexicon, known.offices, known.roles
        self.persons, self.day = persons, day
        self.home, self.setting = home, setting
        self._playing: dict[tuple[object, ...], list[Person]] = {}
        self._alike: dict[tuple[object, ...], list[Person]] = {}
        self._known = 0

    def bearer(self, phrase: Phrase) -> str | None:
        """The actor a role phrase stands for."""
        if len(self.persons) != self._known:
            self._known = len(self.persons)
            self._playing.clear()
            self._alike.clear()
        fitting = self._playing.get(phrase.meaning)
        if fitting is None:
            fitting = [p for p in self.persons.values() if self._plays(p, phrase)]
            self._playing[phrase.meaning] = fitting
        if fitting:
            return self._nearest(fitting, phrase)
        if phrase.former or phrase.word.group == "relation":
            return None
        return self._holder(phrase) or self._described(phrase)

    def _nearest(self, fitting: Sequence[Person], phrase: Phrase) -> str | None:
        """The only one who fits; of several the one named last, unless that is long ago."""
        if phrase.country is not None and len(fitting) > 1:
            fitting = [p for p in fitting if self._is_of_country(p, phrase.country)]
        if not 0 < len(fitting) <= MANY:
            return None
        nearest = max(fitting, key=lambda p: p.nearness(phrase.start))
        if len(fitting) > 1 and not self._holds(nearest, phrase):
            nearest = self._in_office(fitting, phrase, than=nearest) or nearest
        sure = len(fitting) == 1 or _is_near(nearest, phrase.start)
        return nearest.actor_id if sure else None

    def _in_office(
        self, fitting: Sequence[Person], phrase: Phrase, *, than: Person
    ) -> Person | None:
        """Who holds the office on the day and was named no less often than one who does not:
        *der Papst* is not Gregor, who *trat 1415 ab*."""
        times = than.times_before(phrase.start)
        able = [
            p
            for p in fitting
            if p.times_before(phrase.start) >= max(times, 1) and self._holds(p, phrase)
        ]
        return max(able, key=lambda p: p.nearness(phrase.start), default=None)

    def _holds(self, person: Person, phrase: Phrase) -> bool:
        """Whether somebody is known to hold the office on the day of publication."""
        if self.day is None or phrase.former:
            return False
        held = self.offices.of(person.actor_id, self.day)
        return any(self._is_office(office, phrase) for office in held)

    def _is_of_country(self, person: Person, country: str) -> bool:
        held = self.offices.of(person.actor_id, self.day)
        return country in {*(p.country for p in person.phrases), *(o.country for o in held)}

    def _described(self, phrase: Phrase) -> str | None:
        """The one person named shortly before whom a word for a whole trade describes:
        *die Managerin* after *Vorstandschefin Lindworm*."""
        trades = _TRADES.get(phrase.word.group)
        if trades is None or phrase.country is not None or phrase.body is not None:
            return None
        alike = self._alike.get(phrase.meaning)
        if alike is None:
            alike = [p for p in self.persons.values() if self._is_of(p, trades, phrase)]
            self._alike[phrase.meaning] = alike
        near = {p.actor_id for p in alike[:MANY] if _is_near(p, phrase.start)}
        return next(iter(near)) if len(near) == 1 else None

    def _is_of(self, person: Person, trades: frozenset[str], phrase: Phrase) -> bool:
        if phrase.gender is None or person.gender != phrase.gender:
            return False
        if phrase.affiliation and not phrase.word.noun.endswith("politiker"):
            return False
        politics = phrase.word.group == "party"  # once in politics, a politician
        return any(
            known.word.group in trades and (politics or not known.former)
            for known in person.phrases
        )

    def _plays(self, person: Person, phrase: Phrase) -> bool:
        if phrase.gender and person.gender and phrase.gender != person.gender:
            return False
        if any(self._same(known, phrase) for known in person.phrases):
            return self._country_fits(person, phrase)
        if phrase.former:
            return False
        return any(
            self._is_office(office, phrase)
            for office in self.offices.of(person.actor_id, self.day)
            if self.day is not None or len(self.offices.of(person.actor_id, None)) == 1
        )

    def _same(self, known: Phrase, phrase: Phrase) -> bool:
        """Whether one person may be called both: equal nouns, no two different bodies."""
        if known.former != phrase.former or not self.roles.agree(
            known.word.whole, phrase.word.whole, strict=phrase.country is not None
        ):
            return False
        if (
            phrase.word.group in ("society", "relation", "other")
            and known.word.noun != phrase.word.noun
        ):
            return False
        one, other = known.affiliation, phrase.affiliation
        if one and other and one.lower() != other.lower():
            return bool(set(self._bodies(one)) & set(self._bodies(other)))
        return known.country is None or phrase.country in (None, known.country)

    def _country_fits(self, person: Person, phrase: Phrase) -> bool:
        if phrase.country is None:
            return True
        known = {p.country for p in person.phrases if p.country}
        known |= {o.country for o in self.offices.of(person.actor_id, self.day) if o.country}
        return not known or phrase.country in known

    def _is_office(self, office: Office, phrase: Phrase) -> bool:
        words = {phrase.word.full, phrase.word.whole, phrase.word.noun}
        called = (office.role, *office.aliases)
        strict = phrase.country is not None
        if not any(self.roles.agree(w, other, strict=strict) for w in words for other in called):
            return False
        if phrase.country is not None and office.country not in (None, phrase.country):
            return False
        return self._same_body(office, phrase)

    def _same_body(self, office: Office, phrase: Phrase) -> bool:
        if phrase.affiliation is None:  # Gouverneur von Missouri: a place we cannot tell
            return phrase.body is None or phrase.country is not None
        if phrase.affiliation == office.affiliation:  # a region: Ministerpräsident Bayerns
            return True
        bodies = self._bodies(phrase.affiliation)
        if not bodies:
            return bool(phrase.word.prefix) and phrase.word.full in (office.role, *office.aliases)
        return office.affiliation in bodies or bool(
            set(bodies) & set(self._bodies(office.affiliation or ""))
        )

    def _bodies(self, name: str) -> tuple[str, ...]:
        return self.lexicon.find(name) or self.lexicon.find(name.removesuffix("s"))

    def _holder(self, phrase: Phrase) -> str | None:
        """Who held the office that day, by the most telling word for it; without a country the
        one there is or the home's, without a body the state's own."""
        for word in _words_of(phrase):
            called = self.offices.called(word, phrase.country, self.day)
            holders = [
                o
                for o in called
                if self._same_body(o, phrase)
                and self._is_said(o, phrase)
                and self._is_meant_here(o, phrase)
            ]
            if phrase.country is None and len({o.country for o in holders}) > 1:
                home = [o for o in holders if o.country == self.setting]
                many = len({o.country for o in holders}) > _FEW
                general = phrase.word.noun.lower() in self.roles.heads
                holders = [] if many and general else home
            if phrase.affiliation is None and len({o.actor_id for o in holders}) > 1:
                holders = [o for o in holders if o.affiliation is None]
            if holders:
                return self._only(holders, phrase.gender)
        return None

    def _is_said(self, office: Office, phrase: Phrase) -> bool:
        """Whether the phrase says enough: whose office it is, or a word for this very one."""
        if phrase.country or phrase.affiliation or office.affiliation is None:
            return True
        word = phrase.word.full
        return word in office.aliases and word.lower() not in self.roles.heads

    def _is_meant_here(self, office: Office, phrase: Phrase) -> bool:
        """Whether a mere word for an office (*der Diktator*) can mean one of another country: one
        of a state (*der Verkehrsminister*), or a general word (*der Vorsitzende*), means one of the
        country the article plays in."""
        if phrase.country or phrase.affiliation or not office.country:
            return True
        if phrase.word.full.startswith("Bundes") and self.setting not in _FEDERAL:
            return office.country == self.home
        if phrase.word.group in _STATE or office.role.lower() in self.roles.heads:
            return office.country == self.setting
        return (
            bool(phrase.word.prefix)
            or office.role.lower() == phrase.word.whole.lower()
            or office.country in (self.home, self.setting)
        )

    def _only(self, holders: Iterable[Office], gender: Gender | None) -> str | None:
        ids = {o.actor_id for o in holders}
        if gender is not None:
            ids = {i for i in ids if self.lexicon.gender_of(i) in (None, gender)}
        return next(iter(ids)) if len(ids) == 1 else None


def _words_of(phrase: Phrase) -> Iterable[str]:
    """The words a role may be looked up by, the most telling first; a compound whose first part
    names nothing is no mere office (*Markenbotschafter*)."""
    word = phrase.word
    telling = phrase.country or phrase.affiliation or word.full == word.noun
    return dict.fromkeys((word.full, word.whole, *([word.noun] if telling else [])))


def _is_near(person: Person, start: int) -> bool:
    before = person.last_before(start)
    return before is not None and start - before < _NEAR
