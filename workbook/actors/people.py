"""Persons of an article: which names are one person, and who that is.

Full names come first; a bare surname goes to the person it fits, by role and gender, then to
the one last named in full. Without a full name, a bare surname is a known person only where a
role beside it or an office on the day of publication says so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from workbook.actors.acquaintances import Acquaintances
from workbook.actors.lexicon import Lexicon
from workbook.actors.name import Name
from workbook.actors.person import MANY, Person
from workbook.actors.phrases import Phrase
from workbook.actors.spelling import family, folded, slug, sound_key
from workbook.knowledge import Gender

if TYPE_CHECKING:
    from spacy.tokens import Doc

_SAME_SPELLING = 90
"""Least likeness (rapidfuzz ratio, 0–100) of a first name and its misspelling."""

_SHORTENED = re.compile(r"[IVX]+|[A-ZÄÖÜ]")
"""What stands with a full stop behind a name: *Leo XIV.*, *Oksana M.*"""

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
    *Günther (CDU)*, *Hofmann vom Wetterdienst*; ``origins`` in the same way countries (alpha-3):
    *Muster (Schweiz)*, *Muster aus Finnland*. ``heading`` is the article's title.
    """

    def __init__(
        self,
        doc: Doc,
        acquainted: Acquaintances,
        *,
        parties: Mapping[int, Name],
        origins: Mapping[int, str],
        heading: str,
    ) -> None:
        self.doc, self.acquainted = doc, acquainted
        self.lexicon, self.roles = acquainted.known.lexicon, acquainted.known.roles
        self.parties, self.origins, self.heading = parties, origins, folded(heading)
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
        for name, words in sorted(full.items(), key=lambda item: -len(item[1])):
            who[name] = self._full(name, words, self._role(name))
        for name, words in written.items():
            if name not in full and not self._is_family(name, words):
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
            self.by_last[_sound(whole[-1])].append(actor_id)
        self.persons[actor_id].note(phrase.start, (phrase,))

    def named(self, word: str) -> str | None:
        """The person a bare surname means here: of the article, else in office that day."""
        if word in self.lexicon.genders:
            return None
        ids = self._spelt(self.by_last.get(_sound(word), ()), word)
        if ids:
            return ids[0] if len(ids) == 1 else None
        return self.acquainted.by_office((word,), None) or self.acquainted.ever_in_office(word)

    def _spelt(self, ids: Iterable[str], surname: str) -> list[str]:
        """Those persons of the article whose surname is spelt so."""
        spelt = folded(family(surname))
        return [i for i in ids if folded(family(self.persons[i].words[-1])) == spelt]

    def _words(self, name: Name) -> tuple[str, ...]:
        tokens = [self.doc[i].text for i in range(name.first, name.last)]
        kept = [t for t in tokens if not self.lexicon.is_word(t, "honorific", "title")]
        words = [t for t in kept if any(c.isalnum() for c in t)]
        dotted = any(t.text == "." for t in self.doc[name.last - 1 : name.last + 1])
        if dotted and len(words) > 1 and _SHORTENED.fullmatch(words[-1]):
            words[-1] += "."
        return tuple(words)

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
        known = known and sound_key(last) not in self.lexicon.surnames
        if known or last[:-1] in self.lexicon.genders:
            return owns or (name.last == name.first + 1 and self._is_owned(name))
        return owns and not last.lower().endswith(_NO_GENITIVE)

    def _is_owned(self, name: Name) -> bool:
        """Whether a noun stands before a name that is no role of it: *die Rede Bidens*."""
        before = self.doc[name.first - 1] if name.first else None
        return before is not None and before.tag_ == "NN" and not self.beside.get(name)

    def _full(self, name: Name, words: tuple[str, ...], phrase: Phrase | None) -> str:
        found = self.acquainted.in_full(words, phrase) or self._named_before(words)
        return self._add(found or f"person:{slug(' '.join(words))}", words, name, phrase)

    def _named_before(self, words: tuple[str, ...]) -> str | None:
        """A person of this article whose full name differs by middle names or initials, or
        whose surname of several words this is."""
        first = folded(words[0])
        for actor_id in self.by_last.get(_sound(words[-1]), ())[:MANY]:
            other = folded(self.persons[actor_id].words[0])
            if self.persons[actor_id].words[1:][-len(words) :] == words:
                return actor_id
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

    def _add(self, actor_id: str, words: tuple[str, ...], name: Name, phrase: Phrase | None) -> str:
        person = self.persons.get(actor_id)
        if person is None:
            known = self.lexicon.entries.get(actor_id)
            whole = tuple(known.name.split()) if known else words
            person = self.persons[actor_id] = Person(actor_id, whole)
            for last in dict.fromkeys(map(_sound, (words[-1], whole[-1], *words[1:-1]))):
                self.by_last[last].append(actor_id)
            if len(whole) > 1:
                for first in {folded(words[0]), folded(whole[0])}:
                    self.by_first[first].append(actor_id)
        elif actor_id not in self.lexicon.entries and len(words) > len(person.words):
            person.words = words
        person.gender = person.gender or self._gender(person, name, phrase)
        person.note(name.start, self.beside.get(name, ()))
        person.party = person.party or self.parties.get(name.last)
        native = self._native(name)
        person.origin = person.origin or self.origins.get(name.last) or (native and native[0])
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
        native = self._native(name)
        if native is not None:
            return native[1]
        return self.lexicon.gender_of_first(person.words[0]) if len(person.words) > 1 else None

    def _is_family(self, name: Name, words: tuple[str, ...]) -> bool:
        """Whether several of the article's persons are meant together: *die Musters*, *das
        Ehepaar Muster*."""
        if (
            not name.first
            or len(self._spelt(self.by_last.get(_sound(words[-1]), ()), words[-1])) < 2
        ):
            return False
        before, last = self.doc[name.first - 1], self.doc[name.last - 1].text
        many = before.lower_ in ("die", "den", "der") and last == f"{words[-1]}s"
        return many or self.lexicon.is_word(before.text, "couple")

    def _native(self, name: Name) -> tuple[str, Gender] | None:
        """The country and gender that a word for a people before the name says."""
        if not name.first or self.doc[name.first].is_sent_start:
            return None
        return self.lexicon.native_of(self.doc[name.first - 1].text)

    def _short(self, name: Name, words: tuple[str, ...], phrase: Phrase | None) -> str:
        found = self._in_article(name, words, phrase) or self.acquainted.by_office(words, phrase)
        if found is None and len(self.by_last.get(_sound(words[-1]), ())) > 1:
            self.unclear.append(name)
        return self._add(found or f"person:{slug(' '.join(words))}", words, name, phrase)

    def _in_article(self, name: Name, words: tuple[str, ...], phrase: Phrase | None) -> str | None:
        ids = self.by_last.get(_sound(words[-1]), ())
        if not ids and len(words) == 1:
            ids = self.by_first.get(folded(words[0]), ())
        ids = [i for i in ids[:MANY] if self._may_be(i, name, phrase)]
        if len(ids) > 1:
            ids = self._spelt(ids, words[-1]) or ids
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
        return self.acquainted.held(person.actor_id, phrase) or any(
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


def _is_full(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a name has a first name; *von der Leyen* has none."""
    led = lexicon.is_word(words[0].lower(), "particle") and words[0] not in lexicon.genders
    return len(words) > 1 and not (words[0].islower() or led)


def _sound(surname: str) -> str:
    return sound_key(family(surname))
