"""Whom *er*, *Beide*, *der Politiker*, *das Ministerium* mean: somebody named before."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from workbook.knowledge import Knowledge
from workbook.models import Actor, Mention
from workbook.sources.lexicon import Lexicon
from workbook.sources.parties import Party
from workbook.sources.words import Words

if TYPE_CHECKING:
    from spacy.tokens import Doc

_REACH = 60
"""Mentions that are looked through backwards; further back nobody is meant any more."""
_FORMS = frozenset({"name", "short", "role", "metonym"})


class Antecedents:
    """Who was named where in one article, and by which nouns."""

    def __init__(
        self,
        words: Words,
        doc: Doc,
        text: str,
        knowledge: Knowledge,
        lexicon: Lexicon,
        mentions: Sequence[Mention],
        actors: Mapping[str, Actor],
    ) -> None:
        self._words, self._lexicon = words, lexicon
        self._actors, self._known = actors, knowledge.actors
        self._mentions = [m for m in mentions if m.form in _FORMS]
        self._starts = [m.start for m in self._mentions]
        self._sentences = [span.start_char for span in doc.sents]
        self._many: set[str] = set()
        self._called: dict[str, list[tuple[int, Party]]] = defaultdict(list)
        self._by_noun: dict[str, list[Mention]] = defaultdict(list)
        for mention in self._mentions:
            for noun in self._nouns(mention, text):
                self._by_noun[noun].append(mention)

    def fits(self, party: Party, gender: str | None) -> bool:
        """Whether somebody may be called *er* (``m``) or *sie* (``f``); bodies may be either."""
        if party.kind == "unnamed" and gender is not None:
            told = {self._lexicon.gender(word) for word in party.name.split()} - {None}
            return not told or gender in told
        known = self._gender(party) if party.kind == "person" else None
        return known is None or gender is None or known == gender

    def is_one(self, party: Party, gender: str) -> bool:
        """Whether somebody is a single person, by name or by a noun of this gender."""
        if party.source_id in self._many:
            return False
        told = [self._lexicon.gender(word) for word in party.name.split()]
        return party.kind == "person" or (party.kind == "unnamed" and gender in told)

    def just_named(self, at: int, gender: str | None = None) -> Actor | None:
        """The last person named in this sentence or the one before."""
        begin = self._sentence_before(at)
        for mention in self._people_before(at):
            if mention.start < begin:
                return None
            actor = self._actors[mention.actor_id]
            if gender is None or self._gender_of(actor) in {None, gender}:
                return actor
        return None

    def spoken_of(self, at: int, gender: str) -> Actor | None:
        """The last person of this gender named before, however far back."""
        people = (self._actors[m.actor_id] for m in self._people_before(at))
        return next((a for a in people if self._gender_of(a) == gender), None)

    def pair(self, at: int) -> tuple[Actor, Actor] | None:
        """The two of one kind that this sentence up to here, or the one before, names."""
        begin = self._sentence_before(at)
        named: dict[str, Actor] = {}
        for mention in self._before(at):
            if mention.start < begin:
                break
            named[mention.actor_id] = self._actors[mention.actor_id]
        for kinds in ({"person"}, {"country"}, {"organisation", "outlet"}):
            two = [actor for actor in named.values() if actor.kind in kinds]
            if len(two) == 2:
                return two[1], two[0]
        return None

    def called(self, chosen: Sequence[int], party: Party) -> None:
        """Remember by which noun somebody was called, and who is several."""
        noun = next((i for i in chosen if self._words.tag[i] == "NN"), None)
        if noun is None:
            return
        lemma = self._words.lemma[noun]
        if len(chosen) > 1:
            self._called[lemma.lower()].append((noun, party))
        if lemma.endswith(("er", "el")) and self._words.text[noun] == lemma + "n":
            self._many.add(party.source_id)  # *von Politikern*

    def last_called(self, noun: int, country: str | None) -> Party | None:
        """Who was last called by this noun (*Ministerium*, also *Außenministerium*)."""
        lemma, start = self._words.lemma[noun].lower(), self._words.start[noun]
        named = self._by_noun.get(lemma, [])
        first = bisect_left(named, start, key=lambda m: m.start)
        for mention in reversed(named[max(first - _REACH, 0) : first]):
            actor = self._actors[mention.actor_id]
            if country is None or actor.country == country:
                return self._party(actor)
        earlier = self._called.get(lemma, [])
        return earlier[-1][1] if earlier and country is None else None

    def _party(self, actor: Actor) -> Party | None:
        known = self._known.get(actor.actor_id)
        kind = known.source_kind if known is not None else "organisation"
        if known is None and actor.kind != "organisation":
            kind = "person" if actor.kind == "person" else kind
        return Party(actor.actor_id, actor.name, kind, actor.actor_id)

    def _nouns(self, mention: Mention, text: str) -> Iterator[str]:
        """*Außenministerium* and *Ministerium*; *Hilfsorganisation* beside a name of one."""
        words = self._words
        first = bisect_left(words.start, mention.start)
        last = bisect_left(words.start, mention.end) - 1
        if last < 0 or first >= len(words):
            return
        nouns = [words.lemma[i] for i in range(first, last + 1) if words.tag[i] == "NN"][:3]
        genitive = text[mention.start : mention.end].endswith("s")
        if first and words.tag[first - 1] == "NN" and not genitive:
            nouns.append(words.lemma[first - 1])
        if words.text[last + 1 : last + 2] == (",",) and words.tag[last + 2 : last + 3] == ("ART",):
            behind = range(last + 3, min(last + 5, len(words)))
            nouns += [words.lemma[i] for i in behind if words.tag[i] == "NN"][:1]
        for noun in nouns:
            yield noun.lower()
            ending = self._lexicon.ending(noun)
            if ending and ending != noun.lower():
                yield ending

    def _before(self, at: int) -> Iterator[Mention]:
        end = bisect_left(self._starts, self._words.start[at])
        return reversed(self._mentions[max(end - _REACH, 0) : end])

    def _people_before(self, at: int) -> Iterator[Mention]:
        return (m for m in self._before(at) if m.kind == "person")

    def _sentence_before(self, at: int) -> int:
        """Where the sentence before the one of this word begins."""
        here = bisect_left(self._sentences, self._words.start[at] + 1) - 1
        return self._sentences[max(here - 1, 0)] if self._sentences else 0

    def _gender(self, party: Party) -> str | None:
        actor = self._actors.get(party.actor_id or "")
        return self._gender_of(actor) if actor is not None else None

    def _gender_of(self, actor: Actor) -> str | None:
        """By what we know of the person, by the role, by the first name."""
        known = self._known.get(actor.actor_id)
        if known is not None and known.gender:
            return known.gender
        role = (actor.role or "").split()
        by_role = next((g for g in map(self._lexicon.gender, role) if g), None)
        by_name = self._lexicon.first_names.get(actor.name.partition(" ")[0])
        return "f" if by_role == "f" else by_name or by_role
