"""Actors of one article: names found, joined, given roles, weighed."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from workbook.actors import derived, places, pronouns, spans
from workbook.actors.bearers import BearerFinder
from workbook.actors.bodies import Bodies, BodyFinder
from workbook.actors.holders import attached, bodies_behind, unattached, with_holders
from workbook.actors.lexicon import Lexicon, lexicon
from workbook.actors.name import LABELS, Label, Name
from workbook.actors.offices import offices
from workbook.actors.people import People, PeopleFinder
from workbook.actors.phrases import Phrase, phrases
from workbook.actors.profiles import Profiles
from workbook.actors.roles import roles
from workbook.knowledge import Knowledge
from workbook.models import Actor, Article, Mention, MentionForm, MentionKind, Problem

if TYPE_CHECKING:
    from spacy.tokens import Doc

_HOME = "DEU"
"""The country of an article whose outlet we do not know."""

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
        self._lexicon = lexicon(knowledge)
        self._roles = roles(knowledge)
        self._offices = offices(knowledge, self._lexicon, self._roles)
        self._places = places.place_reader(knowledge)

    def read(self, doc: Doc, article: Article) -> ActorsFound:
        """Mentions and actors of one article.

        Parameters
        ----------
        doc : as `workbook.language` promises it; entities of any engine.
        article : its day of publication chooses the holders of offices.
        """
        home = self._home(article)
        names = spans.repeated(doc, spans.names(doc, self._lexicon, self._roles), self._lexicon)
        found = phrases(doc, names, self._lexicon, self._roles, home)
        found = with_holders(doc, found, names, self._lexicon, self._roles)
        beside = attached(found)
        finder = PeopleFinder(
            doc,
            self._lexicon,
            self._offices,
            self._roles,
            article.day,
            bodies_behind(doc, names),
            article.title or "",
        )
        people = finder.join([n for n in names if n.label == "PER"], beside)
        others = [n for n in names if n.label != "PER"]
        countries = derived.countries_named(doc, others, self._lexicon)
        acting = self._places.acting(doc, others, self._lexicon)
        bodies = BodyFinder(doc, self._lexicon, countries, home).join(
            [n for n in others if n not in acting]
        )
        mentions = apart(
            [
                *_persons(article.text, people, beside),
                *_bodies(bodies),
                *_acting(acting, self._lexicon),
                *self._bearing(doc, article, countries, found, finder),
            ]
        )
        mentions = apart([*mentions, *self._derived(doc, mentions, finder)])
        genders = {p.actor_id: p.gender for p in finder.persons.values() if p.gender}
        mentions = apart([*mentions, *pronouns.pronouns(doc, mentions, genders)])
        actors = Profiles(doc, article, self._lexicon, self._offices, finder.persons, bodies)
        return ActorsFound(
            tuple(mentions), actors.of(mentions), tuple(_problems(article.text, people, bodies))
        )

    def _home(self, article: Article) -> str:
        ids = self._lexicon.find(article.outlet) if article.outlet else ()
        country = self._lexicon.entries[ids[0]].country if ids else None
        return country or _HOME

    def _bearing(
        self,
        doc: Doc,
        article: Article,
        countries: Counter[str],
        found: Sequence[Phrase],
        finder: PeopleFinder,
    ) -> Iterator[Mention]:
        """Roles that stand for somebody by themselves."""
        home = self._home(article)
        bearers = BearerFinder(
            self._lexicon,
            self._offices,
            self._roles,
            finder.persons,
            day=article.day,
            home=home,
            setting=derived.setting(countries, home),
        )
        for phrase in unattached(found):
            actor_id = bearers.bearer(phrase)
            if actor_id is not None:
                finder.met(actor_id, phrase)
                head = doc[phrase.head]
                end = head.idx + len(head.text)
                written = article.text[phrase.start : phrase.end]
                yield Mention(phrase.start, end, "person", "role", actor_id, written)

    def _derived(
        self, doc: Doc, mentions: Sequence[Mention], finder: PeopleFinder
    ) -> Iterator[Mention]:
        """Adjectives of countries and first parts of compounds outside all mentions."""
        free = [True] * len(doc)
        for mention in mentions:
            span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
            for token in span or ():
                free[token.i] = False
        resolve = partial(self._part, finder)
        for name in (
            *derived.adjectives(doc, free, self._lexicon),
            *derived.parts(doc, free, self._lexicon, self._roles, resolve),
        ):
            kind = self._kind(name)
            yield Mention(name.start, name.end, kind, name.form, name.actor_id or "")

    def _part(self, finder: PeopleFinder, word: str) -> tuple[str, Label] | None:
        """Who a part of a compound names: a known body, or a person of the article or the day."""
        ids = self._lexicon.find(word)
        if len(ids) == 1 and not ids[0].startswith("person:"):
            return ids[0], LABELS[self._lexicon.entries[ids[0]].kind]
        seat = self._lexicon.seat(word)
        if seat is not None:
            return seat, LABELS[self._lexicon.entries[seat].kind]
        person = finder.named(word)
        return (person, "PER") if person is not None else None

    def _kind(self, name: Name) -> MentionKind:
        entry = self._lexicon.entries.get(name.actor_id or "")
        return entry.kind if entry is not None else _KINDS[name.label]


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


def _persons(
    text: str, people: People, beside: Mapping[Name, tuple[Phrase, ...]]
) -> Iterator[Mention]:
    for name, actor_id in people.who.items():
        form: MentionForm = "short" if name in people.short else "name"
        held = beside.get(name)
        role = text[held[0].start : held[0].end] if held else None
        yield Mention(name.start, name.end, "person", form, actor_id, role)


def _bodies(bodies: Bodies) -> Iterator[Mention]:
    for name, actor_id in bodies.which.items():
        kind = bodies.bodies[actor_id].kind
        if LABELS[kind] != name.label:  # the text's use wins: an organisation as a place
            kind = _KINDS[name.label]
        form: MentionForm = "short" if name in bodies.short else "name"
        form = name.form if name.form == "role" else form
        yield Mention(name.start, name.end, kind, form, actor_id)


def _acting(acting: Mapping[Name, str], lexicon: Lexicon) -> Iterator[Mention]:
    for name, actor_id in acting.items():
        kind = lexicon.entries[actor_id].kind
        if LABELS[kind] != name.label:
            kind = _KINDS[name.label]
        yield Mention(name.start, name.end, kind, "metonym", actor_id)


def _problems(text: str, people: People, bodies: Bodies) -> Iterator[Problem]:
    for name in (*people.unclear, *bodies.unclear):
        words = text[name.start : name.end]
        yield Problem("actors", f"Who {words!r} is stays open.", name.start, name.end)
