"""The story of reading events: triggers, who takes part, when, whether it happened, merged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbook.events import clauses as clause_module
from workbook.events import parts
from workbook.events.clauses import Clause
from workbook.events.merging import Told, merged
from workbook.events.parts import Mentions, Near
from workbook.events.status import StatusWords
from workbook.events.triggers import Lexicon, Trigger
from workbook.models import Actor, Article, DateRef, Event, EventActor, EventPart, Mention, Problem

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from workbook.knowledge import Knowledge

_DEFINITE = frozenset({"der", "die", "das", "den", "dem", "des", "dieser", "diese", "dieses"})
_DEFINITE_TAGS = frozenset({"ART", "APPRART", "PDAT", "PPOSAT"})
_BOTH = frozenset({"beide", "beiden", "beider"})
_PUNISHMENTS = ("strafe", "haft", "gefängnis", "ersatz", "bewährung", "arrest", "freiheitsentzug")
_CUSTODY = ("haft", "kaution", "gefängnis", "gewahrsam", "gefangenschaft", "arrest")
_TROOPS = ("soldat", "truppe", "streitkraft", "streitkräfte", "einheit", "panzer", "kriegsschiff")
_INDEFINITE = frozenset({"ein", "eine", "einen", "einem", "einer", "eines"})


@dataclass(frozen=True, slots=True)
class EventsFound:
    """The events of an article in the order of its text."""

    events: tuple[Event, ...]
    problems: tuple[Problem, ...] = ()


class EventReader:
    """Reads the events of an article, from the words that tell of them.

    Types and modes are those of PLOVER. What people only say, demand or reject is no event
    here but a claim; neither are elections, for which PLOVER has no type.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._lexicon = Lexicon(knowledge.event_triggers)
        self._words = StatusWords()

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
        return EventsFound(tuple(merged(pass_.told(self._lexicon))))


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
        self._doc = doc
        self._day = article.day
        self._mentions = Mentions(doc, mentions)
        self._roles = {actor.actor_id: (actor.role or "").lower() for actor in actors}
        self._dates = sorted((d for d in dates if d.begin is not None), key=lambda d: d.start)
        self._clauses = clause_module.clauses(doc)
        self._number = {clause.first: n for n, clause in enumerate(self._clauses)}
        self._pairs: list[tuple[EventActor, ...]] = []

    def told(self, lexicon: Lexicon) -> Iterator[Told]:
        for trigger in lexicon.find(self._clauses):
            told = self._told(trigger)
            if told is not None:
                yield told

    def _told(self, trigger: Trigger) -> Told | None:
        number = self._number[trigger.clause.first]
        around = parts.near(trigger, self._mentions, self._scope(number))
        actors = self._actors(trigger, around)
        where = parts.place_of(around)
        if where is not None:
            actors = [a for a in actors if a.actor_id != where.mention.actor_id]
        if not self._has_what_it_needs(trigger, actors, where):
            return None
        dated = self._date(trigger)
        begin, until = (dated.begin, dated.until) if dated else (None, None)
        status = self._words.status(trigger, above=self._above(number), begin=begin, day=self._day)
        event = Event(
            trigger.start,
            trigger.end,
            trigger.entry.type,
            trigger.entry.status or status,  # type: ignore[arg-type]
            tuple(actors),
            mode=trigger.entry.mode,
            begin=begin,
            until=until,
            place=self._text(where) if where else None,
        )
        if len(actors) >= 2:
            self._pairs.append(event.actors)
        return Told(event, self._definite(trigger), self._stands(trigger), trigger.clause.sentence)

    def _text(self, near: Near) -> str:
        return self._doc.text[near.mention.start : near.mention.end]

    def _scope(self, number: int) -> list[Clause]:
        """The clause with the verbless ones beside it; an infinitive one with its main clause."""
        clause = self._clauses[number]
        scope = [clause]
        back = number - 1
        while back >= 0 and self._clauses[back].sentence == clause.sentence:
            other = self._clauses[back]
            if other.verbless or (clause.finite is None and other.finite is not None):
                scope.insert(0, other)
                if other.finite is not None:
                    break
            elif not _relative(other):
                break
            back -= 1
        ahead = number + 1
        while ahead < len(self._clauses) and self._clauses[ahead].sentence == clause.sentence:
            if not self._clauses[ahead].verbless:
                break
            scope.append(self._clauses[ahead])
            ahead += 1
        return scope

    def _above(self, number: int) -> Clause | None:
        clause = self._clauses[number]
        if clause.finite is not None or number == 0:
            return None
        other = self._clauses[number - 1]
        return other if other.sentence == clause.sentence else None

    def _actors(self, trigger: Trigger, around: Sequence[Near]) -> list[EventActor]:
        shares = self._words.shares_subject(trigger)
        found = parts.parts(trigger, around, shares_subject=shares)
        if len(found) < 2 and parts.is_mutual(trigger.entry) and self._says_both(trigger):
            pair = self._pair(trigger)
            return [EventActor(actor.actor_id, "participant") for actor in pair] or found
        if not found and trigger.is_noun and (owner := self._owner(trigger)) is not None:
            part: EventPart = "participant" if parts.is_mutual(trigger.entry) else "initiator"
            return [EventActor(owner, part)]
        return found

    def _owner(self, trigger: Trigger) -> str | None:
        """Whose *sein Rückzug* is: the subject's of its clause, or of the one before."""
        place = trigger.token.i - 1
        while place >= trigger.clause.first and self._doc[place].tag_ == "ADJA":
            place -= 1
        if place < trigger.clause.first or self._doc[place].tag_ != "PPOSAT":
            return None
        number = self._number[trigger.clause.first]
        for clause in reversed(self._clauses[max(0, number - 2) : number + 1]):
            for _, _, mention in self._mentions.within(clause.first, clause.last):
                if mention.kind in ("person", "organisation", "group", "country"):
                    return mention.actor_id
        return None

    def _says_both(self, trigger: Trigger) -> bool:
        return any(token.text.lower() in _BOTH for token in trigger.clause.tokens)

    def _pair(self, trigger: Trigger) -> Sequence[EventActor]:
        """The two of *beide*, *die beiden Präsidenten*: the pair last told of, by its role."""
        nouns = [
            after.text.lower()[:8]
            for token, after in zip(trigger.clause.tokens, trigger.clause.tokens[1:], strict=False)
            if token.text.lower() in _BOTH and after.tag_ == "NN"
        ]
        for pair in reversed(self._pairs[-20:]):
            if any(noun in self._roles.get(a.actor_id, "") for noun in nouns for a in pair):
                return pair[:2]
        return self._pairs[-1][:2] if self._pairs else ()

    def _has_what_it_needs(
        self, trigger: Trigger, actors: Sequence[EventActor], where: Near | None
    ) -> bool:
        taken = {actor.part for actor in actors}
        match trigger.entry.needs:
            case None:
                return True
            case "actor":
                return bool(actors)
            case "pair":
                mutual = any(
                    token.tag_ == "PRF" or token.text == "miteinander"
                    for token in trigger.clause.tokens
                )
                alone = mutual or (trigger.clause.passive and not actors)
                return len(actors) >= 2 or (alone and bool(actors or where))
            case "troops":
                return any(t.lemma_.lower().endswith(_TROOPS) for t in trigger.clause.tokens)
            case "custody":
                return any(t.lemma_.lower().endswith(_CUSTODY) for t in trigger.clause.tokens)
            case "object":
                return "recipient" in taken or where is not None
            case "place":
                return where is not None and bool(actors)
            case "agent" | "person":
                return "initiator" in taken
            case "sentence":
                return any(t.lemma_.lower().endswith(_PUNISHMENTS) for t in trigger.clause.tokens)
        return False

    def _stands(self, trigger: Trigger) -> bool:
        """Whether it is an event though nobody, no day and no place is named with it."""
        if trigger.is_noun:
            counted = any(
                t.tag_ == "CARD" for t in self._doc[max(0, trigger.token.i - 2) : trigger.token.i]
            )
            return counted or self._words.shares_subject(trigger)
        return trigger.entry.needs not in ("actor", "pair")

    def _definite(self, trigger: Trigger) -> bool:
        """Whether the text speaks of it as known; a verb never does."""
        if not trigger.is_noun:
            return False
        place = trigger.token.i - 1
        while place >= trigger.clause.first and self._doc[place].tag_ in ("ADJA", "CARD"):
            place -= 1
        if place < trigger.clause.first:
            return True
        token = self._doc[place]
        return token.text.lower() not in _INDEFINITE and token.tag_ != "PIAT"

    def _date(self, trigger: Trigger) -> DateRef | None:
        """The exact date nearest to the trigger within its clause."""
        first = self._doc[trigger.clause.first].idx
        last_token = self._doc[trigger.clause.last - 1]
        last = last_token.idx + len(last_token.text)
        inside = [
            d for d in self._dates if first <= d.start and d.end <= last and not self._bounds(d)
        ]
        return min(inside, key=lambda d: abs(d.start - trigger.start), default=None)

    def _bounds(self, dated: DateRef) -> bool:
        """Whether it only says from or until when: *seit dem 20. Januar*, *vor Weihnachten*."""
        before = self._doc.char_span(0, dated.start, alignment_mode="contract")
        if before is None:
            return False
        words = [token.text.lower() for token in before[-2:]]
        return bool(words) and not {"seit", "bis", "vor"}.isdisjoint(words)


def _relative(clause: Clause) -> bool:
    return clause.tokens[0].tag_ in ("PRELS", "PRELAT", "KOUS", "PWAV")
