"""The story of reading events: triggers, who takes part, when, whether it happened, merged."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from workbook.events import clauses as clause_module
from workbook.events import needs, parts
from workbook.events.clauses import Clause
from workbook.events.merging import Told, merged
from workbook.events.parts import Mentions, Near
from workbook.events.status import StatusWords
from workbook.events.triggers import Lexicon, Trigger
from workbook.models import (
    Actor,
    Article,
    DateRef,
    Event,
    EventActor,
    EventPart,
    Mention,
    Problem,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from workbook.knowledge import Knowledge

_OPENS_PHRASE = frozenset({"ART", "APPRART", "PDAT", "PPOSAT", "PIAT", "CARD"})
_BOUNDS = frozenset({"seit", "bis"})
_LEADS_UP = frozenset({"ART", "ADJA", "NN", "NE", "APPR", "APPRART", "PPOSAT"})
_BOUND_WITHIN = 6  # tokens
_BOTH = frozenset({"beide", "beiden", "beider"})
_ACTING = frozenset({"person", "organisation", "group", "country"})
_FURTHER = frozenset({"weiter", "ander", "zweit", "neu", "erneut"})
_ROLE_STEM = 8  # letters: *Präsidenten* and *Präsident* begin alike
_PAIRS_KEPT = 20


@dataclass(frozen=True, slots=True)
class EventsFound:
    """The events of an article in the order of its text."""

    events: tuple[Event, ...]
    problems: tuple[Problem, ...] = ()


class EventReader:
    """Reads the events of an article, from the words that tell of them.

    Types and modes are those of PLOVER. What people only say, demand or reject is no event
    here but a claim; neither are elections, for which PLOVER has no type.

    Examples
    --------
    >>> from workbook import knowledge, language
    >>> text = "Am Montag wurde in Riad zwei Stunden lang verhandelt; ein Anschlag wurde verübt."
    >>> reader = EventReader(knowledge.load())
    >>> found = reader.read(language.load()(text), Article(text=text), (), (), ())
    >>> [(text[e.start:e.end], e.type, e.status) for e in found.events]
    [('Anschlag', 'ASSAULT', 'happened')]
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._lexicon = Lexicon(knowledge.event_triggers)
        self._words = StatusWords(knowledge.files)

    def read(
        self,
        doc: Doc,
        article: Article,
        mentions: Sequence[Mention],
        actors: Sequence[Actor],
        dates: Sequence[DateRef],
    ) -> EventsFound:
        """The events of one article, several mentions of one made one."""
        if not doc.has_annotation("SENT_START"):
            return EventsFound(())
        pass_ = _Pass(self._words, doc, article, mentions, actors, dates)
        countries = {a.actor_id: f"country:{a.country}" for a in actors if a.country}
        return EventsFound(tuple(merged(pass_.told(self._lexicon), countries)))


class _Pass:
    """One article's reading: the pair of actors last told of moves along with the text."""

    def __init__(
        self,
        words: StatusWords,
        doc: Doc,
        article: Article,
        mentions: Sequence[Mention],
        actors: Sequence[Actor],
        dates: Sequence[DateRef],
    ) -> None:
        self._words = words
        self._doc, self._text = doc, article.text
        self._day = article.day
        self._mentions = Mentions(doc, mentions)
        self._roles = {actor.actor_id: (actor.role or "").lower() for actor in actors}
        bounded = (d for d in dates if d.begin is not None and not _only_bounds(doc, d))
        self._dates = sorted(bounded, key=lambda dated: dated.start)
        self._date_starts = [dated.start for dated in self._dates]
        self._clauses = clause_module.clauses(doc)
        self._number = {clause.first: n for n, clause in enumerate(self._clauses)}
        self._pairs: list[tuple[EventActor, ...]] = []

    def told(self, lexicon: Lexicon) -> Iterator[Told]:
        """The events as each trigger tells of them."""
        for trigger in lexicon.find(self._clauses):
            told = self._told(trigger)
            if told is not None:
                yield told

    def _told(self, trigger: Trigger) -> Told | None:
        number = self._number[trigger.clause.first]
        around = parts.near(trigger, self._mentions, self._scope(number))
        where = parts.place_of(self._doc, around)
        actors = self._actors(trigger, around, where)
        that_follows = self._that_follows(number)
        has_place = where is not None
        if not needs.met(trigger, actors, around, has_place=has_place, that_follows=that_follows):
            return None
        event = self._event(trigger, actors, where)
        if len(actors) > 1:
            self._pairs.append(event.actors)
        done = self._words.shares_subject(trigger, strongly=True)
        stands = event.status != "possible" and needs.stands_alone(trigger, done_by_verb=done)
        article = self._article(trigger)
        return Told(
            event,
            word=trigger.token.lemma_,
            definite=trigger.is_noun and article is not None and not _indefinite(article),
            bare=trigger.is_noun and article is None,
            listed=_listed(trigger),
            stands=stands,
            sentence=trigger.clause.sentence,
        )

    def _event(self, trigger: Trigger, actors: Sequence[EventActor], where: Near | None) -> Event:
        dated = self._date(trigger)
        begin, until = (dated.begin, dated.until) if dated else (None, None)
        above = self._above(self._number[trigger.clause.first])
        return Event(
            trigger.start,
            trigger.end,
            trigger.entry.type,
            self._words.status(trigger, above=above, begin=begin, day=self._day),
            tuple(actors),
            mode=trigger.entry.mode,
            begin=begin,
            until=until,
            place=self._text[where.mention.start : where.mention.end] if where else None,
        )

    def _scope(self, number: int) -> list[Clause]:
        """The clause with the verbless ones beside it; an infinitive one with its main clause."""
        clause = self._clauses[number]
        scope = [clause]
        for other in reversed(self._clauses[:number][-_CLAUSES_AROUND:]):
            if other.sentence != clause.sentence or _too_far(other, clause):
                break
            if other.verbless or (clause.finite is None and other.finite is not None):
                scope.insert(0, other)
                if other.finite is not None:
                    break
            elif not other.subordinate:
                break
        for other in self._clauses[number + 1 : number + 1 + _CLAUSES_AROUND]:
            beside = other.sentence == clause.sentence and not _too_far(other, clause)
            if not beside or not other.verbless or other.negated:
                break
            scope.append(other)
        return scope

    def _above(self, number: int) -> Clause | None:
        """The clause that an infinitive or a relative clause hangs on."""
        clause = self._clauses[number]
        relative = clause.tokens[0].tag_ == "PRELS"
        if number == 0 or (clause.finite is not None and not relative):
            return None
        other = self._clauses[number - 1]
        return other if other.sentence == clause.sentence else None

    def _actors(
        self, trigger: Trigger, around: Sequence[Near], where: Near | None
    ) -> list[EventActor]:
        shares = self._words.shares_subject(trigger)
        found = parts.parts(trigger, around, shares_subject=shares)
        if where is not None:
            found = [actor for actor in found if actor.actor_id != where.mention.actor_id]
        if len(found) < 2 and parts.is_mutual(trigger.entry) and self._says_both(trigger):
            found = self._pair(trigger) or found
        if found:
            return found
        return self._by_owner(trigger) if trigger.is_noun else self._of_antecedent(trigger)

    def _of_antecedent(self, trigger: Trigger) -> list[EventActor]:
        """Who does what a relative clause tells: the one named right before it. Whoever is to
        talk may also be the subject (*beide Seiten benennen Teams, die verhandeln*)."""
        number = self._number[trigger.clause.first]
        if trigger.clause.tokens[0].tag_ != "PRELS" or number == 0:
            return []
        mutual = parts.is_mutual(trigger.entry)
        before = parts.near(trigger, self._mentions, self._clauses[number - 1 : number])
        named = [
            item.mention.actor_id
            for item in before
            if item.last >= trigger.clause.first - 1 or (mutual and item.relation == "subject")
        ]
        part: EventPart = "recipient" if trigger.clause.passive else _doer(trigger)
        return [EventActor(actor_id, part) for actor_id in dict.fromkeys(named)]

    def _by_owner(self, trigger: Trigger) -> list[EventActor]:
        """Whose *sein Rückzug* is: the first acting one of its clause, or of the one before."""
        article = self._article(trigger)
        if article is None or article.tag_ != "PPOSAT":
            return []
        number = self._number[trigger.clause.first]
        for clause in reversed(self._clauses[max(0, number - 2) : number + 1]):
            for _, _, mention in self._mentions.within(clause.first, clause.last):
                if mention.kind in _ACTING:
                    return [EventActor(mention.actor_id, _doer(trigger))]
        return []

    def _says_both(self, trigger: Trigger) -> bool:
        return any(token.text.lower() in _BOTH for token in trigger.clause.tokens)

    def _pair(self, trigger: Trigger) -> list[EventActor]:
        """The two of *beide*, *die beiden Präsidenten*: the pair last told of, by its role."""
        tokens = trigger.clause.tokens
        nouns = [
            after.text.lower()[:_ROLE_STEM]
            for token, after in pairwise(tokens)
            if token.text.lower() in _BOTH and after.tag_ == "NN"
        ]
        recent = self._pairs[-_PAIRS_KEPT:]
        by_role = (
            pair
            for pair in reversed(recent)
            if any(noun in self._roles.get(a.actor_id, "") for noun in nouns for a in pair)
        )
        pair = next(by_role, self._often_told())
        return [EventActor(actor.actor_id, "participant") for actor in pair[:2]]

    def _often_told(self) -> tuple[EventActor, ...]:
        """The pair of which the text told most often, the latest of equals."""
        recent = self._pairs[-_PAIRS_KEPT:]
        ids = [frozenset(actor.actor_id for actor in pair) for pair in recent]
        counted = Counter(ids)
        best = max(range(len(ids)), key=lambda n: (counted[ids[n]], n), default=None)
        return recent[best] if best is not None else ()

    def _article(self, trigger: Trigger) -> Token | None:
        """The article, pronoun or numeral that opens the trigger's phrase."""
        place = trigger.token.i - 1
        while place >= trigger.clause.first and self._doc[place].tag_ in ("ADJA", "TRUNC"):
            place -= 1
        if place < trigger.clause.first or self._doc[place].tag_ not in _OPENS_PHRASE:
            return None
        return self._doc[place]

    def _that_follows(self, number: int) -> bool:
        after = self._clauses[number + 1 : number + 2]
        return any(clause.tokens[0].text.lower() == "dass" for clause in after)

    def _date(self, trigger: Trigger) -> DateRef | None:
        """The exact date nearest to the trigger within its clause."""
        tokens = trigger.clause.tokens
        first, last = (
            bisect_left(self._date_starts, place) for place in (tokens.start_char, tokens.end_char)
        )
        inside = self._dates[first:last]
        return min(inside, key=lambda d: abs(d.start - trigger.start), default=None)


_CLAUSES_AROUND, _TOKENS_AROUND = 12, 100  # keep the work linear in sentences that are lists


def _too_far(other: Clause, clause: Clause) -> bool:
    return abs(other.first - clause.first) > _TOKENS_AROUND


def _doer(trigger: Trigger) -> EventPart:
    return "participant" if parts.is_mutual(trigger.entry) else "initiator"


def _listed(trigger: Trigger) -> bool:
    """Whether it is one of several: *zwei Festnahmen und ein Angriff*, *ein weiterer Streik*."""
    before = trigger.token.doc[
        max(trigger.clause.first - 1, trigger.token.i - 3, 0) : trigger.token.i
    ]
    return any(
        token.text in ("und", "sowie", "oder") or token.lemma_ in _FURTHER for token in before
    )


def _indefinite(article: Token) -> bool:
    return article.tag_ in ("PIAT", "CARD") or article.lemma_.lower() == "ein"


def _only_bounds(doc: Doc, dated: DateRef) -> bool:
    """Whether a date only says from or until when: *seit dem Amtsantritt am 20. Januar*."""
    span = doc.char_span(dated.start, dated.end, alignment_mode="expand")
    if span is None:
        return False
    place = span.start - 1
    while place >= max(0, span.start - _BOUND_WITHIN) and doc[place].tag_ in _LEADS_UP:
        if doc[place].text.lower() in _BOUNDS:
            return True
        place -= 1
    return False
