"""Persons of an article: which names are one person, and who that is.

Full names come first; a bare surname goes to the person it fits, by role and gender, then to
the one last named in full. Without a full name, a bare surname is a known person only where a
role beside it or an office on the day of publication says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from workbook.actors.background import Background
from workbook.actors.lexicon import Lexicon
from workbook.actors.name import Name
from workbook.actors.person import MANY, Person
from workbook.actors.phrases import Phrase
from workbook.actors.spelling import folded, slug, sound_key
from workbook.knowledge import Gender

if TYPE_CHECKING:
    from spacy.tokens import Doc

_SAME_SOUND = 85
"""Least likeness (rapidfuzz ratio of `sound_key`, 0–100) of two spellings of a full name."""

_SAME_SPELLING = 90
"""Least likeness (rapidfuzz ratio, 0–100) of a first name and its misspelling."""

_NO_GENITIVE = ("ss", "us", "is", "as", "es", "os", "ers", "ens", "ans", "rs", "ts", "ks", "x", "z")


@dataclass(frozen=True, slots=True)
class People:
    """The persons of an article by id, and who each name is."""

    persons: Mapping[str, Person]
    who: Mapping[Name, str]
    short: frozenset[Name]
    unclear: tuple[Name, ...]


class PeopleFinder:
    """Joins the person names of one article.

    ``parties`` are bodies named right behind a person, by the token where the person ends:
    *Günther (CDU)*, *Hofmann vom Wetterdienst*. ``heading`` is the article's title,
    ``countries`` (alpha-3) are those it is about, ``plays`` says that it is on sport or the
    stage and on no politics.
    """

    def __init__(
        self,
        doc: Doc,
        known: Background,
        *,
        day: date | None,
        parties: Mapping[int, Name],
        heading: str,
        countries: Container[str],
        plays: bool,
    ) -> None:
        self.doc, self.lexicon = doc, known.lexicon
        self.roles, self.offices, self.day = known.roles, known.offices, day
        self.parties, self.heading = parties, folded(heading)
        self.countries, self.plays = countries, plays
        self.persons: dict[str, Person] = {}
        self.by_last: dict[str, list[str]] = defaultdict(list)
        self.by_first: dict[str, list[str]] = defaultdict(list)
        self.lasts: set[str] = set()
        self.unclear: list[Name] = []
        self.beside: Mapping[Name, tuple[Phrase, ...]] = {}

    def join(self, names: Sequence[Name], beside: Mapping[Name, tuple[Phrase, ...]]) -> People:
        """Every name to a person, by the roles written ``beside`` it."""
        self.beside = beside
        written = {name: words for name in names if (words := self._words(name))}
        self.lasts = {words[-1] for words in written.values()}
        written = {name: self._without_genitive(name, words) for name, words in written.items()}
        who: dict[Name, str] = {}
        full = {name: words for name, words in written.items() if _is_full(words, self.lexicon)}
        for name, words in full.items():
            who[name] = self._full(name, words, self._role(name))
        for name, words in written.items():
            if name not in full:
                who[name] = self._short(name, words, self._role(name))
        short = frozenset(n for n in who if n not in full and len(self.persons[who[n]].words) > 1)
        return People(self.persons, who, short, tuple(self.unclear))

    def _role(self, name: Name) -> Phrase | None:
        return next(iter(self.beside.get(name, ())), None)

    def met(self, actor_id: str, phrase: Phrase) -> None:
        """Take note of somebody the text calls by a role alone."""
        if actor_id not in self.persons:
            whole = tuple(self.lexicon.entries[actor_id].name.split())
            person = self.persons[actor_id] = Person(actor_id, whole)
            person.gender = self.lexicon.gender_of(actor_id) or phrase.gender
            self.by_last[sound_key(whole[-1])].append(actor_id)
        self.persons[actor_id].note(phrase.start, (phrase,))

    def named(self, word: str) -> str | None:
        """The person a bare surname means here: of the article, else in office that day."""
        if word in self.lexicon.genders:
            return None
        spelt = folded(word)
        ids = [
            i
            for i in self.by_last.get(sound_key(word), ())
            if folded(self.persons[i].words[-1]) == spelt
        ]
        if ids:
            return ids[0] if len(ids) == 1 else None
        return self._by_office((word,), None) or self._ever_in_office(spelt)

    def _ever_in_office(self, spelt: str) -> str | None:
        """The only known person of a surname who held an office before or on the day."""
        ids = [i for i in self._of_surname(spelt) if self._held_until(i)]
        return ids[0] if len(ids) == 1 else None

    def _held_until(self, actor_id: str) -> bool:
        return any(
            self.day is None or o.begin is None or o.begin <= self.day
            for o in self.offices.of(actor_id, None)
        )

    def _of_surname(self, spelt: str) -> list[str]:
        """Known persons whose surname is spelt so."""
        return [
            i
            for i in self.lexicon.surnames.get(sound_key(spelt), ())
            if folded(self.lexicon.entries[i].name.split()[-1]) == spelt
        ]

    def _words(self, name: Name) -> tuple[str, ...]:
        tokens = [self.doc[i].text for i in range(name.first, name.last)]
        kept = [t for t in tokens if not self.lexicon.is_word(t, "honorific", "title")]
        return tuple(t for t in kept if any(c.isalnum() for c in t))

    def _without_genitive(self, name: Name, words: tuple[str, ...]) -> tuple[str, ...]:
        last = words[-1]
        base = last.removesuffix("'s").removesuffix("’s").rstrip("'’")
        if base == last and last.endswith("s") and len(last) > 3 and self._is_genitive(name, last):
            base = last[:-1]
        return (*words[:-1], base) if base else words

    def _is_genitive(self, name: Name, last: str) -> bool:
        if last[:-1] in self.lasts:
            return True
        if last in self.lexicon.genders:
            return False
        behind = self.doc[name.last] if name.last < len(self.doc) else None
        owns = behind is not None and not behind.is_sent_start and behind.tag_ in ("NN", "ADJA")
        known = sound_key(last[:-1]) in self.lexicon.surnames
        if known and sound_key(last) not in self.lexicon.surnames:
            return owns or (name.last == name.first + 1 and self._is_owned(name))
        return owns and not last.lower().endswith(_NO_GENITIVE)

    def _is_owned(self, name: Name) -> bool:
        """Whether a noun stands before a name that is no role of it: *die Rede Bidens*."""
        before = self.doc[name.first - 1] if name.first else None
        return before is not None and before.tag_ == "NN" and not self.beside.get(name)

    def _full(self, name: Name, words: tuple[str, ...], phrase: Phrase | None) -> str:
        found = self._known(words, phrase) or self._named_before(words)
        return self._add(found or f"person:{slug(' '.join(words))}", words, name, phrase)

    def _known(self, words: tuple[str, ...], phrase: Phrase | None) -> str | None:
        ids = [i for i in self.lexicon.find(" ".join(words)) if i.startswith("person:")]
        if not ids and len(words) > 1:
            sound = " ".join(map(sound_key, words))
            alike = self.lexicon.surnames.get(sound_key(words[-1]), ())
            ids = [i for i in alike if _sounds_like(sound, self.lexicon.entries[i].name)]
        return self._fitting(ids, phrase)

    def _named_before(self, words: tuple[str, ...]) -> str | None:
        """A person of this article whose full name differs by middle names or initials."""
        first = folded(words[0])
        for actor_id in self.by_last.get(sound_key(words[-1]), ())[:MANY]:
            other = folded(self.persons[actor_id].words[0])
            if first == other or (
                len(words) > 2 and (first.startswith(other[:1]) and first[1:2] == ".")
            ):
                return actor_id
            if sound_key(first) == sound_key(other) and len(first) > 2:
                return actor_id
            if self._is_misspelt(words[0], self.persons[actor_id].words[0]):
                return actor_id
        return None

    def _is_misspelt(self, one: str, other: str) -> bool:
        """Whether one first name is the other with a slip: *Jennfer*, but not *Andrea*."""
        if min(len(one), len(other)) < 5 or {one, other} <= self.lexicon.genders.keys():
            return False
        return fuzz.ratio(folded(one), folded(other)) >= _SAME_SPELLING

    def _fitting(self, ids: Iterable[str], phrase: Phrase | None) -> str | None:
        """The one that fits the role written beside the name; the only one if there is none."""
        ids = list(ids)
        if len(ids) > 1 and phrase is not None:
            ids = [i for i in ids if self._held(i, phrase)] or ids
        if len(ids) > 1:
            ids = [i for i in ids if self.offices.of(i, self.day)] or ids
        return ids[0] if len(ids) == 1 else None

    def _held(self, actor_id: str, phrase: Phrase) -> bool:
        """Whether somebody held the office a phrase names; a former one at any time."""
        held = self.offices.of(actor_id, None if phrase.former else self.day)
        return any(
            any(
                self.roles.agree(written, word)
                for written in {phrase.word.noun, phrase.word.whole}
                for word in (o.role, *o.aliases)
            )
            and (phrase.country is None or o.country in (None, phrase.country))
            for o in held
        )

    def _add(self, actor_id: str, words: tuple[str, ...], name: Name, phrase: Phrase | None) -> str:
        person = self.persons.get(actor_id)
        if person is None:
            known = self.lexicon.entries.get(actor_id)
            whole = tuple(known.name.split()) if known else words
            person = self.persons[actor_id] = Person(actor_id, whole)
            for last in dict.fromkeys(map(sound_key, (words[-1], whole[-1], *words[1:-1]))):
                self.by_last[last].append(actor_id)
            if len(whole) > 1:
                for first in {folded(words[0]), folded(whole[0])}:
                    self.by_first[first].append(actor_id)
        elif actor_id not in self.lexicon.entries and len(words) > len(person.words):
            person.words = words
        person.gender = person.gender or self._gender(person, name, phrase)
        person.note(name.start, self.beside.get(name, ()))
        person.party = person.party or self.parties.get(name.last)
        return actor_id

    def _gender(self, person: Person, name: Name, phrase: Phrase | None) -> Gender | None:
        known = self.lexicon.gender_of(person.actor_id)
        if known is not None:
            return known
        if phrase is not None and phrase.gender is not None:
            return phrase.gender
        before = self.doc[name.first - 1].text if name.first else ""
        if self.lexicon.is_word(before, "honorific"):
            return self.lexicon.words[before].gender
        return self.lexicon.gender_of_first(person.words[0]) if len(person.words) > 1 else None

    def _short(self, name: Name, words: tuple[str, ...], phrase: Phrase | None) -> str:
        found = self._in_article(name, words, phrase) or self._by_office(words, phrase)
        if found is None and len(self.by_last.get(sound_key(words[-1]), ())) > 1:
            self.unclear.append(name)
        return self._add(found or f"person:{slug(' '.join(words))}", words, name, phrase)

    def _in_article(self, name: Name, words: tuple[str, ...], phrase: Phrase | None) -> str | None:
        ids = self.by_last.get(sound_key(words[-1]), ())
        if not ids and len(words) == 1:
            ids = self.by_first.get(folded(words[0]), ())
        ids = [i for i in ids[:MANY] if self._may_be(i, name, phrase)]
        if len(ids) > 1:
            spelt = [i for i in ids if folded(self.persons[i].words[-1]) == folded(words[-1])]
            ids = spelt or ids
        if len(ids) > 1 and phrase is not None:
            ids = [i for i in ids if self._plays(self.persons[i], phrase)] or ids
        if len(ids) > 1:
            return self._meant(ids, name.start)
        return ids[0] if ids else None

    def _may_be(self, actor_id: str, name: Name, phrase: Phrase | None) -> bool:
        """Whether gender and role do not speak against it."""
        person = self.persons[actor_id]
        gender = self._gender(Person("", ()), name, phrase)
        if gender and person.gender and gender != person.gender:
            return False
        if phrase is None or phrase.country is None or phrase.former:
            return True
        countries = {p.country for p in person.phrases if p.country and not p.former}
        return not countries or phrase.country in countries or self._plays(person, phrase)

    def _plays(self, person: Person, phrase: Phrase) -> bool:
        return self._held(person.actor_id, phrase) or any(
            self.roles.agree(phrase.word.noun, known.word.noun) for known in person.phrases
        )

    def _meant(self, ids: Sequence[str], start: int) -> str:
        """Which of several persons a bare surname means: the one the headline names in full,
        not one who is only somebody's relative, else the one last named in full."""
        for keeps in (self._is_headed, self._stands_alone):
            kept = [actor_id for actor_id in ids if keeps(self.persons[actor_id])]
            if len(kept) == 1:
                return kept[0]
            ids = kept or ids
        return max(ids, key=lambda actor_id: self.persons[actor_id].nearness(start))

    def _is_headed(self, person: Person) -> bool:
        return folded(person.name) in self.heading

    def _stands_alone(self, person: Person) -> bool:
        return not person.phrases or any(p.word.group != "relation" for p in person.phrases)

    def _by_office(self, words: tuple[str, ...], phrase: Phrase | None) -> str | None:
        """A known person by surname alone, where a role or the day supports it; in a text on
        games or plays its country must be named, too."""
        ids = self._of_surname(folded(words[-1]))
        if not ids:
            ids = [i for i in self.lexicon.find(" ".join(words)) if i.startswith("person:")]
        if phrase is not None:
            held = [i for i in ids if self._held(i, phrase)]
        elif words[-1] in self.lexicon.genders:
            held = []
        else:
            held = [i for i in ids if self._governs_here(i)]
        return held[0] if len(held) == 1 else None

    def _governs_here(self, actor_id: str) -> bool:
        held = self.offices.of(actor_id, self.day)
        if not self.plays:
            return bool(held)
        return any(o.country is None or o.country in self.countries for o in held)


def _is_full(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a name has a first name; *von der Leyen* has none."""
    return len(words) > 1 and not (words[0].islower() or lexicon.is_word(words[0], "particle"))


def _sounds_like(sound: str, known: str) -> bool:
    return fuzz.ratio(sound, " ".join(map(sound_key, known.split()))) >= _SAME_SOUND
