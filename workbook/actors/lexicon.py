"""Names we know beforehand, looked up in the forms in which German news writes them.

A name of several words is found in any inflection (*Weißes Haus*, *des Weißen Hauses*), a name
of one word also in the genitive (*Irans*). Which of several meanings fits is decided elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Literal, TypeVar

from workbook.actors.atlas import Atlas, atlas
from workbook.actors.spelling import family, folded, name_key, name_words, sound_key
from workbook.knowledge import Country, FirstName, Gender, Knowledge, NameWord, Place, Seat
from workbook.models import MentionKind, SourceKind
from workbook.resources import REMEMBERED

Value = TypeVar("Value")

LONGEST_NAME = 8
"""Words in the longest known name we look for: keeps the search linear."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody we know: a country, or one of the actors of the knowledge files."""

    actor_id: str
    name: str
    kind: MentionKind
    country: str | None = None
    wikidata: str | None = None
    source_kind: SourceKind | None = None
    gender: Gender | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Known names as lookups. Keys are `name_key`, `sound_key` (surnames) or folded words.

    ``doubtful`` are keys of names that another actor or a common word shares; ``spellings`` are
    the surnames of known persons in every spelling we have, folded; ``endings`` are the words
    that stand with names, by kind. ``starts`` are the words names of several words begin with,
    and the most words such a name has.
    """

    entries: Mapping[str, Entry]
    names: Mapping[str, tuple[str, ...]]
    starts: Mapping[str, int]
    small: frozenset[str]
    doubtful: frozenset[str]
    seats: Mapping[str, str]
    capitals: Mapping[str, str]
    surnames: Mapping[str, tuple[str, ...]]
    spellings: Mapping[str, tuple[str, ...]]
    adjectives: Mapping[str, str]
    demonyms: Mapping[str, str]
    genders: Mapping[str, Gender]
    words: Mapping[str, NameWord]
    endings: Mapping[str, tuple[str, ...]]
    atlas: Atlas

    def find(self, name: str) -> tuple[str, ...]:
        """The ids a written name may stand for, none if it is unknown.

        >>> from workbook import knowledge
        >>> lexicon(knowledge.load()).find("Irans")
        ('country:IRN',)
        """
        return _found(name, self)

    def seat(self, name: str) -> str | None:
        """Whom the name of a place stands for when it acts."""
        return _seat(name, self)

    def capital_of(self, name: str) -> str | None:
        """The country (alpha-3) whose capital a name is."""
        return _looked_up(name, self.capitals)

    def is_capital(self, name: str) -> bool:
        """Whether a word as it is written is a capital's name."""
        return name_key(name_words(name)) in self.capitals if name.strip() else False

    def adjective(self, word: str) -> str | None:
        """The country of an inflected adjective.

        >>> from workbook import knowledge
        >>> lexicon(knowledge.load()).adjective("russischen")
        'RUS'
        """
        return _adjective(word, self)

    def native_of(self, word: str) -> tuple[str, Gender] | None:
        """The country (alpha-3) and gender of one person called by it: *die Tschechin*, *dem
        Tschechen*."""
        low = word.lower()
        if not word[:1].isupper() or self.adjective(word) is not None:  # Deutsche, Schweizer
            return None
        forms = (low, *(low.removesuffix(end) for end in ("n", "en", "s") if low.endswith(end)))
        code = next((self.demonyms[form] for form in forms if form in self.demonyms), None)
        return (code, "f" if low.endswith("in") else "m") if code is not None else None

    def gender_of(self, actor_id: str) -> Gender | None:
        """The gender of a known person, by the knowledge file or by the first name."""
        entry = self.entries.get(actor_id)
        if entry is None:
            return None
        return entry.gender or self.gender_of_first(entry.name.split()[0])

    def gender_of_first(self, first: str) -> Gender | None:
        """The gender a first name is mostly given to."""
        return self.genders.get(first) or self.genders.get(first.split("-")[0])

    def is_word(self, text: str, *kinds: str) -> bool:
        """Whether a word is one of those that stand with names."""
        word = self.words.get(text)
        return word is not None and word.kind in kinds


@lru_cache(maxsize=REMEMBERED)
def _found(name: str, known: Lexicon) -> tuple[str, ...]:
    ids = _looked_up(name, known.names) or ()
    if len(ids) == 1 and folded(name) not in known.names and " " not in name:
        plain = folded(name).rstrip("'s")
        return () if plain in known.doubtful else ids  # Capitals is no Capital
    return ids


@lru_cache(maxsize=REMEMBERED)
def _seat(name: str, known: Lexicon) -> str | None:
    return _looked_up(name, known.seats)


@lru_cache(maxsize=REMEMBERED)
def _adjective(word: str, known: Lexicon) -> str | None:
    return _first(_uninflected(word), known.adjectives)


def _looked_up(name: str, where: Mapping[str, Value]) -> Value | None:
    return _first(_keys(name), where)


def _first(keys: Iterable[str], where: Mapping[str, Value]) -> Value | None:
    for key in keys:
        if key in where:
            return where[key]
    return None


@lru_cache(maxsize=REMEMBERED)
def _keys(name: str) -> tuple[str, ...]:
    """The keys a written name may have: as it is, and one word also without its ending."""
    words = name_words(name)
    if not words or len(words) > LONGEST_NAME:
        return ()
    key = name_key(words)
    endings = ("'s", "s", "'", "es", "n" if key.endswith("en") else "")  # der Linken
    bare = (key.removesuffix(end) for end in endings if end and key.endswith(end))
    return (key, *(base for base in bare if len(base) >= 3 and len(words) == 1))


def _uninflected(word: str) -> tuple[str, ...]:
    """An adjective in lower case, as it is and without each ending it may have."""
    low = word.lower()
    return (low, *(low[: -len(e)] for e in ("e", "er", "en", "es", "em") if low.endswith(e)))


def lexicon(knowledge: Knowledge) -> Lexicon:
    """All names of the knowledge files, and the small word files beside them."""
    entries = {entry.actor_id: entry for entry in _entries(knowledge)}
    names: dict[str, list[str]] = defaultdict(list)
    for actor_id, written in _written_names(knowledge):
        ids = names[name_key(name_words(written))]
        if actor_id not in ids:
            ids.append(actor_id)
    seats, capitals = _seats(knowledge)
    people, spellings = _surnames(knowledge)
    first_names = knowledge.files.read("first_names.csv", FirstName)
    words = knowledge.files.read("name_words.csv", NameWord)
    endings: dict[str, list[str]] = defaultdict(list)
    for row in words:
        endings[row.kind].append(row.word)
    for actor_id, surname in _led_by_particles(knowledge, endings["particle"]):
        last = names.get(name_key(name_words(surname.split()[-1])), [])
        ids = names[name_key(name_words(surname))]
        if actor_id not in ids and not any(i.startswith("country:") for i in last):
            ids.append(actor_id)
    return Lexicon(
        entries=MappingProxyType(entries),
        names=_tupled(names),
        starts=_starts((*names, *seats)),
        small=frozenset(_small(knowledge)),
        doubtful=frozenset(
            name_key(name_words(name)) for a in knowledge.actors.values() for name in a.ambiguous
        ),
        seats=MappingProxyType(seats),
        capitals=MappingProxyType(capitals),
        surnames=_tupled(people),
        spellings=_tupled(spellings),
        adjectives=MappingProxyType(_by_country(knowledge, "adjective")),
        demonyms=MappingProxyType(_by_country(knowledge, "demonyms")),
        genders=MappingProxyType({row.name: row.gender for row in first_names}),
        words=MappingProxyType({row.word: row for row in words}),
        endings=_tupled(endings),
        atlas=atlas(knowledge.files.read("places.csv", Place)),
    )


def _starts(keys: Iterable[str]) -> Mapping[str, int]:
    longest: dict[str, int] = {}
    for first, *others in (key.split(" ") for key in keys):
        if others:
            longest[first] = max(1 + len(others), longest.get(first, 0))
    return MappingProxyType(longest)


def country_id(code: str) -> str:
    """The actor id of a country."""
    return f"country:{code}"


def _entries(knowledge: Knowledge) -> Iterable[Entry]:
    for country in knowledge.countries.values():
        yield Entry(country_id(country.code), country.name, "country", country.code)
    for a in knowledge.actors.values():
        yield Entry(a.id, a.name, a.kind, a.country, a.wikidata, a.source_kind, a.gender)


def _written_names(knowledge: Knowledge) -> Iterable[tuple[str, str]]:
    for country in knowledge.countries.values():
        for name in (country.name, *country.aliases):
            yield country_id(country.code), name
    for actor in knowledge.actors.values():
        for name in (actor.name, *actor.aliases, *actor.ambiguous):
            yield actor.id, name
        if actor.domain:
            yield actor.id, actor.domain


def _small(knowledge: Knowledge) -> Iterable[str]:
    for actor in knowledge.actors.values():
        for name in {actor.name, *actor.aliases, actor.domain or ""} - set(actor.ambiguous):
            if name.islower() and len(name) > 2 and " " not in name:
                yield name


def _surnames(knowledge: Knowledge) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Known persons by the sound of their surnames and by every spelling of them."""
    sounds: dict[str, list[str]] = defaultdict(list)
    spellings: dict[str, list[str]] = defaultdict(list)
    for actor in knowledge.actors.values():
        if actor.kind != "person":
            continue
        sounds[sound_key(family(actor.name.split()[-1]))].append(actor.id)
        for spelt in {folded(family(n.split()[-1])) for n in (actor.name, *actor.aliases)}:
            spellings[spelt].append(actor.id)
    return sounds, spellings


def _led_by_particles(knowledge: Knowledge, particles: Container[str]) -> Iterable[tuple[str, str]]:
    """Surnames that begin with particles, as they stand without a first name: *von der Leyen*."""
    for actor in knowledge.actors.values():
        for name in (actor.name, *actor.aliases) if actor.kind == "person" else ():
            words = name.split()
            led = (i for i, word in enumerate(words) if i and word.lower() in particles)
            start = next(led, len(words))
            if start < len(words) - 1:
                yield actor.id, " ".join(words[start:])


def _seats(knowledge: Knowledge) -> tuple[dict[str, str], dict[str, str]]:
    seats: dict[str, str] = {}
    capitals: dict[str, str] = {}
    for country in knowledge.countries.values():
        for place in country.seats:
            seats.setdefault(name_key(name_words(place)), country_id(country.code))
        if country.capital:
            capitals.setdefault(name_key(name_words(country.capital)), country.code)
    for actor in knowledge.actors.values():
        for place in actor.seats:
            seats.setdefault(name_key(name_words(place)), actor.id)
    for seat in knowledge.files.read("seats.csv", Seat):
        if seat.actor_id in knowledge.actors:
            seats[name_key(name_words(seat.place))] = seat.actor_id
    return seats, capitals


def _by_country(knowledge: Knowledge, field: Literal["adjective", "demonyms"]) -> dict[str, str]:
    found: dict[str, str] = {}
    for country in knowledge.countries.values():
        for word in _words_of(country, field):
            found.setdefault(word.lower(), country.code)
    return found


def _words_of(country: Country, field: Literal["adjective", "demonyms"]) -> tuple[str, ...]:
    return country.adjective if field == "adjective" else country.demonyms


def _tupled(lists: Mapping[str, list[str]]) -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({key: tuple(ids) for key, ids in lists.items()})
