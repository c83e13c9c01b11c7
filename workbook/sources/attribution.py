"""Who is behind a claim: the words that name a speaker, resolved to a party."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from workbook.knowledge import Knowledge
from workbook.models import Actor, Mention, SourceKind
from workbook.sources import wording
from workbook.sources.antecedents import Antecedents
from workbook.sources.cues import CueBook
from workbook.sources.heads import Heads
from workbook.sources.lexicon import Lexicon
from workbook.sources.parties import UNNAMED, Party, slug, unnamed
from workbook.sources.words import NAMES, Words

if TYPE_CHECKING:
    from spacy.tokens import Doc

_BY_ACTOR_KIND: Mapping[str, SourceKind] = MappingProxyType(
    {
        "person": "person",
        "organisation": "organisation",
        "outlet": "outlet",
        "country": "government",
        "place": "government",
        "group": "organisation",
    }
)
_BY_NOUN: Mapping[str | None, SourceKind] = MappingProxyType(
    {
        "document": "document",
        "work": "document",
        "government": "government",
        "state": "government",
        "organisation": "organisation",
        "think_tank": "think_tank",
        "agency": "agency",
        "outlet": "outlet",
    }
)
_BY_LABEL: Mapping[str, tuple[str, SourceKind]] = MappingProxyType(
    {
        "PER": ("person", "person"),
        "ORG": ("body", "organisation"),
        "LOC": ("body", "government"),
    }
)
_SAID = re.compile(r"(\w{4,})angaben")
_LINKING = re.compile(r"(?<=ung|ion|tät|eit)s$|(?<=schaft)s$")
_MEDIA = frozenset({"outlet", "agency"})
_POINTING = frozenset({"PPER", "PRELS", "PDS", "PWAV", "PROAV", "ADV"})
_HE_OR_SHE: Mapping[str, str] = MappingProxyType({"er": "m", "sie": "f"})
_THIS_ONE = frozenset({"dieser", "diese", "letzterer", "letztere"})
_BOTH = frozenset({"beide", "beiden", "beider"})


class Attribution:
    """Resolves stretches of one article to parties; the same words give the same party.

    A phrase is whoever its head names: *die Anwältin des Ministers* is a lawyer nobody names.
    The head hands on to its attribute where it only speaks for it: *Angaben der Polizei*,
    *ein Sprecher des Ministeriums*, *ein Bericht der Bank*, *die Regierung Kanadas*. A definite
    noun without a name (*das Ministerium*) means the last one that was called so.
    """

    def __init__(
        self,
        words: Words,
        doc: Doc,
        text: str,
        knowledge: Knowledge,
        book: CueBook,
        lexicon: Lexicon,
        mentions: Sequence[Mention],
        actors: Sequence[Actor],
    ) -> None:
        self._words, self._text, self._knowledge, self._book = words, text, knowledge, book
        self._lexicon = lexicon
        self._names = [(e.start_char, e.end_char, e.label_) for e in doc.ents]
        self._name_starts = [start for start, _, _ in self._names]
        self._actors = {actor.actor_id: actor for actor in actors}
        known = sorted(
            (m for m in mentions if m.actor_id in self._actors), key=lambda m: (m.start, m.end)
        )
        self._mentions = known
        self._heads = Heads(words, text, book, lexicon, known, self._actors)
        self._before = Antecedents(words, doc, text, knowledge, lexicon, known, self._actors)

    def party(
        self, speaker: Sequence[int], last: Party | None = None, *, recent: bool = True
    ) -> Party:
        """Who the words at these numbers name.

        ``last`` is who spoke before, for *er* and *demnach*; ``recent``: in this line or the one
        before it.
        """
        if not speaker:
            return UNNAMED
        word = self._words.lower[speaker[0]] if len(speaker) == 1 else ""
        if word in _HE_OR_SHE or word in _THIS_ONE:
            return self._pronoun(speaker[0], last, recent)
        chosen = self._heads.without_saying(speaker)
        asked = chosen if self._heads.says(speaker) else speaker
        mention = self._heads.speaking(asked) or self._heads.named_behind(asked)
        if mention is not None:
            return self._of_actor(self._actors[mention.actor_id], speaker)
        if self._points_back(speaker):
            return last or UNNAMED
        party = (
            self._both(chosen)
            or self._same(chosen, speaker, last)
            or self._by_name(chosen)
            or self._saying(chosen)
            or self._by_wording(chosen)
        )
        self._before.called(chosen, party)
        return party

    def can_speak(self, chosen: Sequence[int]) -> bool:
        """Whether words without a verb name somebody: a person or a body, no place and no topic."""
        mention = self._heads.speaking(chosen)
        if mention is not None:
            return mention.kind in {"person", "organisation", "outlet"} or mention.form == "metonym"
        nouns = [self._words.lemma[i] for i in chosen if self._words.tag[i] in NAMES]
        kinds = {self._lexicon.kind(noun) for noun in nouns[:1]}
        return any(map(self._lexicon.is_person, nouns[:1])) or bool(
            kinds & set(_BY_NOUN) - {"work"}
        )

    def can_go_on(self, chosen: Sequence[int]) -> bool:
        """Whether words name somebody whose words may follow: *Jetzt droht ein Streik* names
        nobody."""
        noun = next((i for i in chosen if self._words.tag[i] == "NN"), None)
        if not chosen or noun is None or self._heads.speaking(chosen) is not None:
            return bool(chosen)
        return any(map(self._tells_speaker, (self._words.lemma[noun], self._words.text[noun])))

    def can_vouch(self, chosen: Sequence[int]) -> bool:
        """Whether words name somebody or something that can be relied on, and no mere reason.

        *unter Berufung auf die Polizei*, *mit Verweis auf Kreise*; not *auf die Kosten*.
        """
        if self._heads.speaking(chosen) is not None:
            return True
        noun = next((i for i in chosen if self._words.tag[i] == "NN"), None)
        forms = () if noun is None else (self._words.lemma[noun], self._words.text[noun])
        return noun is None or any(
            self._lexicon.is_person(form) or self._lexicon.kind(form) not in {None, "time"}
            for form in forms
        )

    def is_medium(self, chosen: Sequence[int]) -> bool:
        """Whether words name somebody who passes on what others say: a paper, an agency."""
        mention = self._heads.speaking(chosen) if chosen else None
        if mention is not None:
            return self._of_actor(self._actors[mention.actor_id], ()).kind in _MEDIA
        return any(
            self._lexicon.kind(self._words.lemma[i]) in _MEDIA
            for i in chosen
            if self._words.tag[i] == "NN"
        )

    def is_own(self, speaker: Sequence[int]) -> bool:
        """*nach eigenen Angaben*: whoever the sentence is about."""
        return any(self._words.lower[i].startswith("eigen") for i in speaker)

    def subject_of(self, quote: Sequence[int]) -> Party | None:
        """The first one a message names, for claims somebody makes about himself."""
        mention = self._heads.speaking(quote[:12])
        if mention is not None:
            return self._of_actor(self._actors[mention.actor_id], ())
        first_stop = next(
            (k for k, i in enumerate(quote) if self._words.mood[i] or self._words.text[i] == ","), 0
        )
        return self.party(quote[:first_stop]) if first_stop else None

    def named(self, speaker: Sequence[int]) -> Party | None:
        """Who the words name, if they name anybody by themselves."""
        if not speaker or self._points_back(speaker):
            return None
        return self.party(speaker)

    def _pronoun(self, at: int, last: Party | None, recent: bool) -> Party:
        """*er*: who spoke just before, else whom the article tells of, if the gender allows it."""
        word = self._words.lower[at]
        if word in _THIS_ONE:
            actor = self._before.just_named(at)
            return self._of_actor(actor, ()) if actor else last or UNNAMED
        mention = self._heads.pronoun(at)
        told = self._of_actor(self._actors[mention.actor_id], ()) if mention else None
        gender = _HE_OR_SHE[word]
        strong = last if recent and last and self._before.is_one(last, gender) else None
        for party in (strong, told, last):
            if party is not None and self._before.fits(party, gender) and self._is_able(party):
                return party
        actor = self._before.spoken_of(at, gender)
        return self._of_actor(actor, ()) if actor else UNNAMED

    def _is_able(self, party: Party) -> bool:
        """Whether somebody can speak, and is not a thing that only stood where speakers stand."""
        return party.kind != "unnamed" or any(map(self._tells_speaker, party.name.split()))

    def _tells_speaker(self, noun: str) -> bool:
        forms = (noun, noun.removesuffix("s"))
        return any(self._lexicon.is_person(n) or self._lexicon.kind(n) for n in forms)

    def _both(self, chosen: Sequence[int]) -> Party | None:
        """*Beide*: the two that the sentence before names, if it names two."""
        if not any(self._words.lower[i] in _BOTH for i in chosen):
            return None
        pair = self._before.pair(chosen[0])
        if pair is None:
            return unnamed(wording.plain(self._words, chosen, self._text, self._lexicon))
        ids = "+".join(slug(actor.name) for actor in pair)
        kind = _BY_ACTOR_KIND[pair[0].kind]
        return Party(f"both:{ids}", " und ".join(actor.name for actor in pair), kind)

    def _same(
        self, chosen: Sequence[int], speaker: Sequence[int], last: Party | None
    ) -> Party | None:
        """*die Organisation*, *der Politiker*: somebody who was called so or is meant by it."""
        noun = self._heads.lone_noun(chosen, speaker)
        if noun is None:
            return None
        if self._lexicon.kind(self._words.lemma[noun]) == "person":
            gender = self._lexicon.gender(self._words.lemma[noun]) or {"der": "m", "die": "f"}.get(
                self._words.lower[speaker[0]]
            )
            if last is not None and last.kind == "person" and self._before.fits(last, gender):
                return last
            actor = self._before.just_named(noun, gender)
            return self._of_actor(actor, ()) if actor else None
        return self._before.last_called(noun, self._heads.country(chosen))

    def _of_actor(self, actor: Actor, speaker: Sequence[int]) -> Party:
        known = self._knowledge.actors.get(actor.actor_id)
        if known is not None:
            return Party(actor.actor_id, actor.name, known.source_kind, actor.actor_id)
        kind = _BY_ACTOR_KIND[actor.kind]
        if kind == "organisation":
            name = actor.name
            nouns = (name, name.removesuffix("n"), *(self._words.lemma[i] for i in speaker))
            told = (_BY_NOUN.get(self._lexicon.kind(noun)) for noun in nouns)
            kind = next((k for k in told if k not in {None, "document"}), kind) or kind
        return Party(actor.actor_id, actor.name, kind, actor.actor_id)

    def _points_back(self, speaker: Sequence[int]) -> bool:
        """*er*, *dieser*, *demnach*, *seiner Ansicht*, *dessen Angaben*: somebody named before."""
        words = self._words
        own = [
            i
            for i in speaker
            if words.tag[i] == "PPOSAT" or words.lower[i].startswith(("eigen", "dessen", "deren"))
        ]
        if own:
            return all(words.lemma[i] in self._book.nouns or i in own for i in speaker)
        return len(speaker) == 1 and words.tag[speaker[0]] in _POINTING

    def _by_name(self, chosen: Sequence[int]) -> Party | None:
        """A name the actors do not have: a person anywhere in the words, or a body that is all of them."""
        start, end = self._words.start[chosen[0]], self._words.end[chosen[-1]]
        for a, b, label in self._names[bisect_left(self._name_starts, start) :]:
            if a >= end:
                return None
            whole = a == start and b >= end
            if whole or (label == "PER" and not self._heads.is_attribute(chosen, a, b)):
                prefix, kind = _BY_LABEL.get(label, _BY_LABEL["ORG"])
                name = re.sub(r"\s+", " ", self._text[a:b])
                return Party(f"{prefix}:{slug(name)}", name, kind)
        return None

    def _saying(self, chosen: Sequence[int]) -> Party | None:
        """*Polizeiangaben*: the police, as in *Angaben der Polizei*."""
        found = _SAID.fullmatch(self._words.text[chosen[-1]])
        if found is None:
            return None
        told = _LINKING.sub("", found[1])
        mention = next((m for m in self._mentions if self._text[m.start : m.end] == told), None)
        if mention is not None:
            return self._of_actor(self._actors[mention.actor_id], ())
        kinds = (noun for noun in (told, told.removesuffix("n")) if self._lexicon.kind(noun))
        return self._of_noun(told, next(kinds, told))

    def _by_wording(self, chosen: Sequence[int]) -> Party:
        told = wording.plain(self._words, chosen, self._text, self._lexicon)
        nouns = [i for i in chosen if self._words.tag[i] in NAMES]
        return self._of_noun(told, self._words.lemma[nouns[0]] if nouns else told)

    def _of_noun(self, told: str, head: str) -> Party:
        """Somebody by the words for him, the noun ``head`` among them."""
        person = self._lexicon.gender(head) is not None
        kind = "unnamed" if person else _BY_NOUN.get(self._lexicon.kind(head), "unnamed")
        if kind == "unnamed":
            return unnamed(told)
        prefix = kind if kind == "document" else "body"
        return Party(f"{prefix}:{slug(told)}", told, kind)
