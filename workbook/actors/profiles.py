"""Mentions to actors: each once, with name, role, body, country and salience."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbook.actors.background import Background
from workbook.actors.bodies import BodyFinder
from workbook.actors.lexicon import Entry
from workbook.actors.name import Name
from workbook.actors.person import Person
from workbook.actors.phrases import Phrase
from workbook.actors.salience import salience, weight
from workbook.actors.spelling import folded
from workbook.models import Actor, Article, Mention, MentionKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


_OF_COUNTRIES = frozenset({"government", "parliament", "military"})


@dataclass(frozen=True, slots=True)
class _Post:
    """What somebody is: role, body and country, each where it is known."""

    role: str | None = None
    affiliation: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Profiles:
    """What is known of the actors of one article."""

    doc: Doc
    article: Article
    known: Background
    persons: Mapping[str, Person]
    bodies: BodyFinder
    setting: str | None

    def of(self, mentions: Sequence[Mention]) -> tuple[Actor, ...]:
        """One actor for every id among the mentions, in the order of the text."""
        grouped: dict[str, list[Mention]] = defaultdict(list)
        for mention in sorted(mentions, key=lambda m: m.start):
            grouped[mention.actor_id].append(mention)
        most = max((_weight(group) for group in grouped.values()), default=1.0)
        headings = self._headings()
        return tuple(
            self._actor(actor_id, group, most, headings) for actor_id, group in grouped.items()
        )

    def _actor(
        self, actor_id: str, mentions: Sequence[Mention], most: float, headings: str
    ) -> Actor:
        name, kind = self._name(actor_id, mentions[0])
        entry = self.known.lexicon.entries.get(actor_id)
        post = self._post(actor_id)
        starts = [m.start for m in mentions]
        return Actor(
            actor_id=actor_id,
            name=name,
            kind=kind,
            n_mentions=len(mentions),
            first_start=starts[0],
            salience=salience(
                _weight(mentions) / most,
                first=starts[0],
                length=len(self.article.text),
                in_title=self._in_title(name, mentions, headings),
                as_subject=sum(self._is_subject(m) for m in mentions) / len(mentions),
            ),
            role=post.role,
            affiliation=post.affiliation,
            country=post.country
            or (entry.country if entry else self._country_told(actor_id, name, kind)),
            wikidata=entry.wikidata if entry else None,
        )

    def _name(self, actor_id: str, first: Mention) -> tuple[str, MentionKind]:
        entry = self.known.lexicon.entries.get(actor_id)
        if entry is not None:
            return entry.name, entry.kind
        if actor_id in self.persons:
            return self.persons[actor_id].name, "person"
        body = self.bodies.bodies.get(actor_id)
        if body is not None:
            return body.name, body.kind
        return self.article.text[first.start : first.end], first.kind

    def _country_told(self, actor_id: str, name: str, kind: MentionKind) -> str | None:
        """The country of somebody unknown: a group's by its adjective, a place's by the atlas."""
        body = self.bodies.bodies.get(actor_id)
        if body is not None and body.country is not None:
            return body.country
        if kind != "place":
            return None
        place = self.known.lexicon.atlas.place(name)
        if place is not None:
            return place.country
        seat = self.known.lexicon.entries.get(self.known.lexicon.seat(name) or "")
        return self.known.lexicon.capital_of(name) or (seat.country if seat is not None else None)

    def _post(self, actor_id: str) -> _Post:
        """What the text says, and where it is silent the office on the day."""
        person = self.persons.get(actor_id)
        if person is None:
            return _Post()
        written = person.roles()
        now = [phrase for phrase in written if not phrase.former]
        office = self.known.offices.current(actor_id, self.article.day)
        own = [phrase for phrase in now if phrase.word.group != "relation"]
        held = office.role if office else None
        role = self._best(own) or held or self._best(p for p in written if _says_much(p))
        body = next((self._body(p) for p in now if p.affiliation), None)
        body = body or self._body_of(person.party)
        country = next((p.country for p in now if p.country), None) or person.origin
        if office is not None:
            body = body or self._body_name(office.affiliation)
            country = country or office.country
        country = country or self._country_of_body(body)
        if country is None and actor_id not in self.known.lexicon.entries:
            country = self._setting_of(now)
        return _Post(role, self._body_name(body), country)

    def _setting_of(self, now: Iterable[Phrase]) -> str | None:
        """The country an article is about, for somebody unknown who governs one."""
        governs = any(p.word.group in _OF_COUNTRIES and not p.affiliation for p in now)
        return self.setting if governs else None

    def _body(self, phrase: Phrase) -> str | None:
        """A role's body: the one its complement names, else its words."""
        return self._body_of(phrase.body) or phrase.affiliation

    def _body_of(self, name: Name | None) -> str | None:
        """The name of the body a span names."""
        if name is None or name.label != "ORG":
            return None
        actor_id = self.bodies.which.get(name)
        return self.bodies.bodies[actor_id].name if actor_id is not None else None

    def _country_of_body(self, written: str | None) -> str | None:
        entry = self._entry(written)
        return entry.country if entry is not None else None

    def _body_name(self, written: str | None) -> str | None:
        """A body under its known name, or the one the article has for it."""
        if written is None:
            return None
        entry = self._entry(written)
        if entry is not None:
            return entry.name
        body = self.bodies.bodies.get(self.bodies.called.get(written, ""))
        return body.name if body is not None else written

    def _entry(self, written: str | None) -> Entry | None:
        """What is known of a body by its id or a name for it."""
        if written is None or written in self.known.lexicon.entries:
            return self.known.lexicon.entries.get(written or "")
        return self.known.lexicon.entries.get(self.bodies.named(written) or "")

    def _best(self, written: Iterable[Phrase]) -> str | None:
        neuters = self.known.lexicon.endings["neuter"]
        return next((nominative(self.doc, phrase, neuters) for phrase in written), None)

    def _headings(self) -> str:
        spans = self.doc.spans.get("headings", ())
        return " ".join([folded(self.article.title or ""), *(folded(s.text) for s in spans)])

    def _in_title(self, name: str, mentions: Sequence[Mention], headings: str) -> bool:
        if not headings.strip():
            return False
        texts = {self.article.text[m.start : m.end] for m in mentions if m.form != "pronoun"}
        names = {folded(t) for t in texts} | {folded(name), folded(name.split()[-1])}
        return any(_has_word(headings, word) for word in names if len(word) > 1)

    def _is_subject(self, mention: Mention) -> bool:
        """Whether a mention stands where subjects do: beside a finite verb, no preposition."""
        span = self.doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is None or mention.form in ("adjective", "part"):
            return False
        before = _past(self.doc, span.start - 1, -1)
        behind = _past(self.doc, span.end, 1)
        if before is not None and before.tag_ in ("APPR", "APPRART"):
            return False
        return any(t is not None and t.tag_.endswith("FIN") for t in (before, behind))


def _weight(mentions: Sequence[Mention]) -> float:
    in_passing = sum(m.form in ("adjective", "part") for m in mentions)
    return weight(mentions=len(mentions), in_passing=in_passing)


def _says_much(phrase: Phrase) -> bool:
    """Whether a role says something without the sentence: not *Kollege* alone."""
    return phrase.word.group != "relation" or phrase.last > phrase.head + 1


def nominative(doc: Doc, phrase: Phrase, neuters: tuple[str, ...]) -> str:
    """A role as written, its noun and adjectives in the nominative; ``neuters`` are ends of
    neuter nouns (*Mitglied*)."""
    if phrase.gender is None:
        return doc[phrase.first : phrase.last].text
    neuter = phrase.word.noun.lower().endswith(neuters)
    ending = "e" if phrase.gender == "f" else "es" if neuter else "er"
    words = [_adjective(doc[i], ending) for i in range(phrase.first, phrase.head)]
    words.append(_noun(doc[phrase.head].text, phrase))
    behind = doc[phrase.head + 1 : phrase.last].text
    return " ".join([*words, behind]).strip()


def _adjective(token: Token, ending: str) -> str:
    """An adjective in the nominative; those in *-er* of places (*Moskauer*) have no endings."""
    text = token.text
    cases = ("en", "em", "e") if text[:1].isupper() else ("en", "er", "em", "es", "e")
    found = next((case for case in cases if text.endswith(case)), None)
    return text.removesuffix(found) + ending if found and token.tag_ == "ADJA" else text


def _noun(text: str, phrase: Phrase) -> str:
    """The role noun without the ending of its case."""
    noun, low = phrase.word.noun, text.lower()
    weak = noun[:-1].lower()
    if phrase.word.gender is None and noun.endswith("er") and weak in low:
        return text[: low.rindex(weak) + len(weak)] + ("" if phrase.gender == "f" else "r")
    if phrase.word.gender == "f" or noun.lower() not in low:
        return text
    return text[: low.rindex(noun.lower()) + len(noun)]


def _past(doc: Doc, i: int, step: int) -> Token | None:
    """The next token in a direction behind articles, adjectives, nouns of a role."""
    for _ in range(4):
        if not 0 <= i < len(doc):
            return None
        if doc[i].tag_ not in ("ART", "ADJA", "NN", "ADV", "PPOSAT") or step > 0:
            return doc[i]
        i += step
    return None


def _has_word(text: str, word: str) -> bool:
    """Whether a folded text has a word or words, not within another."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not (text[at - 1 : at].isalnum() or text[end : end + 1].isalnum()):
            return True
        at = text.find(word, end)
    return False
