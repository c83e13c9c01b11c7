"""The story of reading events: triggers, who takes part, when, whether it happened, merged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from workbook.events import clauses as clause_module
from workbook.events import mentions as mention_module
from workbook.events import needs, parts, phrases, status
from workbook.events.antecedents import Antecedents
from workbook.events.clauses import Clause
from workbook.events.mentions import Mentions, Near
from workbook.events.merging import Told, merged
from workbook.events.needs import Beside, Needs
from workbook.events.triggers import Lexicon, Trigger
from workbook.events.when import Calendar
from workbook.events.words import EventWords
from workbook.models import (
    Actor,
    Article,
    DateRef,
    Event,
    EventActor,
    EventStatus,
    Mention,
    Problem,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from workbook.knowledge import Knowledge

_FURTHER = frozenset({"weiter", "ander", "zweit", "neu", "erneut"})


@dataclass(frozen=True, slots=True)
class EventsFound:
    """The events of an article in the order of its text."""

    events: tuple[Event, ...]
    problems: tuple[Problem, ...] = ()


class EventReader:
    """Reads the events of an article, from the words that tell of them.

    Types and modes are those of PLOVER. What people only say or demand is no event here but a
    claim; what they apply for, vote on or turn down in due form is. An election, for which
    PLOVER has no type, is the SUPPORT of those who vote, mode *election*.

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
        files = knowledge.files
        self._words, self._needs = EventWords(files), Needs(files)

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
        pass_ = _Pass(self._words, self._needs, doc, article, mentions, actors, dates)
        countries = {a.actor_id: f"country:{a.country}" for a in actors if a.country}
        return EventsFound(tuple(merged(pass_.told(self._lexicon), countries)))


class _Pass:
    """One article's reading."""

    def __init__(
        self,
        words: EventWords,
        needs: Needs,
        doc: Doc,
        article: Article,
        mentions: Sequence[Mention],
        actors: Sequence[Actor],
        dates: Sequence[DateRef],
    ) -> None:
        self._words, self._needs = words, needs
        self._doc, self._text, self._day = doc, article.text, article.day
        self._mentions = Mentions(doc, mentions)
        self._calendar = Calendar(doc, dates)
        self._clauses = clause_module.clauses(doc)
        self._number = {clause.first: n for n, clause in enumerate(self._clauses)}
        roles = {actor.actor_id: (actor.role or "").lower() for actor in actors}
        self._antecedents = Antecedents(self._clauses, self._mentions, roles)

    def told(self, lexicon: Lexicon) -> Iterator[Told]:
        """The events as each trigger tells of them, in the first sense that has what it needs."""
        for readings in lexicon.find(self._clauses):
            told = next(filter(None, map(self._told, readings)), None)
            if told is not None:
                yield told

    def _told(self, trigger: Trigger) -> Told | None:
        if needs.is_charge(trigger):
            return None
        number = self._number[trigger.clause.first]
        scope = clause_module.scope(self._clauses, number)
        around = mention_module.near(trigger, self._mentions, scope)
        behind = status.in_background(trigger, self._words)
        announced = self._announced(trigger, number)
        beside_it = [n for n in around if n.first >= trigger.clause.first] if announced else around
        where = parts.place_of(trigger, beside_it, in_background=behind)
        actors = self._actors(trigger, around, where)
        that_follows = clause_module.that_follows(self._clauses, number)
        beside = Beside(actors, around, where is not None, that_follows)
        if not self._needs.met(trigger, beside):
            return None
        event = self._event(trigger, scope, actors, where)
        self._antecedents.remember(event.actors)
        done = status.subject_part(trigger, self._words) in ("does", "receives")
        stands = needs.stands_alone(trigger, event.status, done_by_verb=done)
        return Told(
            event,
            word=trigger.token.lemma_,
            definite=phrases.definite(trigger),
            bare=phrases.bare(trigger),
            listed=_listed(trigger),
            stands=stands,
            sentence=trigger.clause.sentence,
        )

    def _event(
        self,
        trigger: Trigger,
        scope: Sequence[Clause],
        actors: Sequence[EventActor],
        where: Near | None,
    ) -> Event:
        behind = status.in_background(trigger, self._words)
        above = clause_module.above(self._clauses, self._number[trigger.clause.first])
        said = status.status(trigger, self._words, above=above, begin=None, day=self._day)
        after = self._first_day(trigger, said)
        dated = self._calendar.date(trigger, scope, in_background=behind, after=after)
        begin, until = (dated.begin, dated.until) if dated else (None, None)
        if begin is not None:
            said = status.status(trigger, self._words, above=above, begin=begin, day=self._day)
        return Event(
            trigger.start,
            trigger.end,
            trigger.entry.type,
            said,
            tuple(actors),
            mode=trigger.entry.mode,
            begin=begin,
            until=until,
            place=self._text[where.mention.start : where.mention.end] if where else None,
        )

    def _announced(self, trigger: Trigger, number: int) -> bool:
        """Whether a verb hangs on one that announced or demanded it, elsewhere and before."""
        above = clause_module.above(self._clauses, number)
        if above is None or trigger.is_noun or trigger.token.tag_ == "VVPP":
            return False
        return above.past and self._words.announces(above)

    def _first_day(self, trigger: Trigger, said: EventStatus) -> date | None:
        """The first day on which it can be; what was announced today is not of today."""
        if self._day is None:
            return None
        if self._announced(trigger, self._number[trigger.clause.first]):
            return self._day + timedelta(days=1)
        ahead = said == "planned" or (not trigger.is_noun and status.in_present(trigger))
        return self._day if ahead else None

    def _actors(
        self, trigger: Trigger, around: Sequence[Near], where: Near | None
    ) -> list[EventActor]:
        subject = status.subject_part(trigger, self._words)
        found = parts.parts(trigger, around, subject=subject)
        if where is not None:
            found = [actor for actor in found if actor.actor_id != where.mention.actor_id]
        number = self._number[trigger.clause.first]
        return self._antecedents.complete(trigger, number, found)


def _listed(trigger: Trigger) -> bool:
    """Whether it is one of several: *zwei Festnahmen und ein Angriff*, *ein weiterer Streik*."""
    first = max(trigger.clause.first - 1, trigger.token.i - 3, 0)
    return any(
        token.text in ("und", "sowie", "oder") or token.lemma_ in _FURTHER
        for token in trigger.token.doc[first : trigger.token.i]
    )
