"""Actors of one article: names found, joined, given roles, weighed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from workbook.actors import derived, spans
from workbook.actors.acquaintances import Acquaintances
from workbook.actors.background import Background, background
from workbook.actors.bearers import BearerFinder
from workbook.actors.bodies import Bodies, BodyFinder
from workbook.actors.clubs import with_clubs
from workbook.actors.groups import groups
from workbook.actors.holders import (
    attached,
    bodies_behind,
    origins_behind,
    unattached,
    with_holders,
)
from workbook.actors.name import LABELS, Label, Name
from workbook.actors.people import People, PeopleFinder
from workbook.actors.phrases import phrases
from workbook.actors.places import PlaceReader, place_reader
from workbook.actors.profiles import Profiles
from workbook.actors.pronouns import pronouns
from workbook.knowledge import Knowledge
from workbook.models import Actor, Article, Mention, MentionForm, MentionKind, Problem

if TYPE_CHECKING:
    from spacy.tokens import Doc

_GAMES = frozenset({"sport", "culture"})
_STATE = frozenset({"government", "parliament", "party", "diplomacy"})
_KINDS: Mapping[Label, MentionKind] = {"PER": "person", "ORG": "organisation", "LOC": "place"}


@dataclass(frozen=True, slots=True)
class ActorsFound:
    """Who is named and who that is; every mention's ``actor_id`` is among the actors."""

    mentions: tuple[Mention, ...]
    actors: tuple[Actor, ...]
    problems: tuple[Problem, ...] = ()


class ActorReader:
    """Reads actors by what is known beforehand; built once, used for every article.

    Examples
    --------
    >>> from workbook import knowledge, language
    >>> reader = ActorReader(knowledge.load())
    >>> text = "Die russische Regierung schweigt."
    >>> found = reader.read(language.load()(text), Article(text=text))
    >>> [(text[m.start : m.end], m.form, m.actor_id) for m in found.mentions]
    [('russische', 'adjective', 'country:RUS')]
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._known = background(knowledge)
        self._places = place_reader(knowledge)

    def read(self, doc: Doc, article: Article) -> ActorsFound:
        """Mentions and actors of one article.

        Parameters
        ----------
        doc : as `workbook.language` promises it; entities of any engine.
        article : its day of publication chooses the holders of offices.
        """
        return _Reading(self._known, self._places, doc, article).found()


class _Reading:
    """One article while its actors are read: names, then roles, then what refers to them."""

    def __init__(
        self, known: Background, place_reader: PlaceReader, doc: Doc, article: Article
    ) -> None:
        self.known, self.places, self.doc, self.article = known, place_reader, doc, article
        self.home = known.home(article)
        self.names = spans.names(doc, known.lexicon, known.roles)
        roles = phrases(doc, self.names, known, home=self.home)
        trades = {phrase.word.group for phrase in roles}
        self.plays = bool(trades & _GAMES) and not trades & _STATE
        if self.plays:
            self.names = with_clubs(doc, self.names, place_reader.prepositions)
            roles = phrases(doc, self.names, known, home=self.home)
        self.roles = with_holders(doc, roles, self.names, known)
        self.others = [name for name in self.names if name.label != "PER"]
        self.countries = derived.countries_named(
            doc, self.others, known.lexicon, title=article.title or ""
        )
        self.setting = derived.setting(self.countries, self.home)

    def found(self) -> ActorsFound:
        """The stages in order; of two mentions that overlap the earlier stage's stands."""
        people, finder = self._people()
        acting = self.places.acting(self.doc, self.others, self.known.lexicon)
        body_finder = self._body_finder()
        bodies = body_finder.join([name for name in self.others if name not in acting])
        named = [*self._persons(people), *_bodies(bodies), *self._acting(acting)]
        mentions = apart([*named, *self._bearing(finder)])
        mentions = apart([*mentions, *self._derived(mentions, finder, body_finder)])
        mentions = apart(
            [*mentions, *groups(self.doc, mentions, self.known.lexicon, body_finder.bodies)]
        )
        mentions = apart([*mentions, *self._pronouns(mentions, finder)])
        profiles = Profiles(
            self.doc,
            self.article,
            self.known,
            finder.persons,
            body_finder,
            derived.main_country(self.countries),
        )
        problems = _problems(self.article.text, [*people.unclear, *bodies.unclear])
        return ActorsFound(tuple(mentions), profiles.of(mentions), tuple(problems))

    def _body_finder(self) -> BodyFinder:
        bases = [self.doc[name.last - 1].text for name in self.others]
        return BodyFinder(self.doc, self.known.lexicon, self.countries, bases, home=self.home)

    def _people(self) -> tuple[People, PeopleFinder]:
        acquainted = Acquaintances(
            self.known,
            day=self.article.day,
            countries={
                self.home,
                *self.countries,
                *derived.countries_in_compounds(self.doc, self.known.lexicon),
            },
            plays=self.plays,
        )
        finder = PeopleFinder(
            self.doc,
            acquainted,
            parties=bodies_behind(self.doc, self.names),
            origins=origins_behind(self.doc, self.names, self.known),
            heading=self.article.title or "",
        )
        persons = [name for name in self.names if name.label == "PER"]
        return finder.join(persons, attached(self.roles)), finder

    def _persons(self, people: People) -> Iterator[Mention]:
        beside = attached(self.roles)
        for name, actor_id in people.who.items():
            form: MentionForm = "short" if name in people.short else "name"
            held = beside.get(name)
            role = self.article.text[held[0].start : held[0].end] if held else None
            yield Mention(name.start, name.end, "person", form, actor_id, role)

    def _acting(self, acting: Mapping[Name, str]) -> Iterator[Mention]:
        for name, actor_id in acting.items():
            kind = _kind(self.known.lexicon.entries[actor_id].kind, name)
            yield Mention(name.start, name.end, kind, "metonym", actor_id)

    def _bearing(self, finder: PeopleFinder) -> Iterator[Mention]:
        """Roles that stand for somebody by themselves."""
        bearers = BearerFinder(
            self.known,
            finder.persons,
            day=self.article.day,
            home=self.home,
            setting=self.setting,
        )
        for phrase in unattached(self.roles):
            actor_id = bearers.bearer(phrase)
            if actor_id is not None:
                finder.met(actor_id, phrase)
                head = self.doc[phrase.head]
                end = head.idx + len(head.text)
                written = self.article.text[phrase.start : phrase.end]
                yield Mention(phrase.start, end, "person", "role", actor_id, written)

    def _pronouns(self, mentions: Sequence[Mention], finder: PeopleFinder) -> Iterator[Mention]:
        """Pronouns for persons; a role that stands for nobody we know rivals them."""
        genders = {p.actor_id: p.gender for p in finder.persons.values() if p.gender}
        resolved = {m.start for m in mentions if m.form == "role"}
        rivals = []
        for phrase in self.roles:
            free = phrase.holder is None and phrase.start not in resolved
            if free and phrase.word.number != "plural" and phrase.gender is not None:
                rival = f"{phrase.start}"
                genders[rival] = phrase.gender
                rivals.append(Mention(phrase.start, phrase.end, "person", "role", rival))
        found = pronouns(self.doc, [*mentions, *rivals], genders)
        yield from (mention for mention in found if mention.actor_id in finder.persons)

    def _derived(
        self, mentions: Sequence[Mention], finder: PeopleFinder, bodies: BodyFinder
    ) -> Iterator[Mention]:
        """Adjectives of countries and first parts of compounds outside all mentions."""
        lexicon = self.known.lexicon
        free = [True] * len(self.doc)
        for mention in mentions:
            span = self.doc.char_span(mention.start, mention.end, alignment_mode="expand")
            for token in span or ():
                free[token.i] = False
        resolve = partial(self._part, finder, bodies)
        for name in (
            *derived.adjectives(self.doc, free, lexicon),
            *derived.parts(self.doc, free, lexicon, self.known.roles, resolve),
        ):
            entry = lexicon.entries.get(name.actor_id or "")
            kind = entry.kind if entry is not None else _KINDS[name.label]
            yield Mention(name.start, name.end, kind, name.form, name.actor_id or "")

    def _part(
        self, finder: PeopleFinder, bodies: BodyFinder, word: str
    ) -> tuple[str, Label] | None:
        """Who a part of a compound names: a body, or a person of the article or the day."""
        body = bodies.named(word) or self.known.lexicon.seat(word)
        if body is not None:
            return body, LABELS[bodies.kind(body)]
        person = finder.named(word)
        return (person, "PER") if person is not None else None


def apart(mentions: Iterable[Mention]) -> list[Mention]:
    """Mentions in the order of the text; of two that overlap the earlier given stands.

    >>> apart([Mention(0, 5, "place", "name", "place:a"), Mention(3, 9, "place", "name", "place:b")])
    [Mention(start=0, end=5, kind='place', form='name', actor_id='place:a', role=None)]
    """
    kept: list[Mention] = []
    ends: list[int] = []
    for mention in mentions:
        i = bisect_right(ends, mention.start)
        if i < len(kept) and kept[i].start < mention.end:
            continue
        kept.insert(i, mention)
        ends.insert(i, mention.end)
    return kept


def _bodies(bodies: Bodies) -> Iterator[Mention]:
    for name, actor_id in bodies.which.items():
        form: MentionForm = "short" if name in bodies.short else "name"
        form = name.form if name.form == "role" else form
        kind = _kind(bodies.bodies[actor_id].kind, name)
        yield Mention(name.start, name.end, kind, form, actor_id)


def _kind(kind: MentionKind, name: Name) -> MentionKind:
    """The kind of an actor, unless the text uses the name for another: then the text's."""
    return kind if LABELS[kind] == name.label else _KINDS[name.label]


def _problems(text: str, unclear: Iterable[Name]) -> Iterator[Problem]:
    for name in unclear:
        words = text[name.start : name.end]
        yield Problem("actors", f"Who {words!r} is stays open.", name.start, name.end)
