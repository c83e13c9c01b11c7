"""Organisations and places of an article: which names are one, and which one that is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbook.actors.agreement import abbreviates
from workbook.actors.lexicon import Lexicon
from workbook.actors.name import LABELS, Name
from workbook.actors.spelling import folded, name_key, name_words, slug
from workbook.actors.wording import Wording
from workbook.models import MentionKind

if TYPE_CHECKING:
    from spacy.tokens import Doc

_INITIALS = 8
"""Words a name may have that is also called by their initials."""
_HOME_WEIGHT = 2
"""How many mentions of another country outweigh that the article is from the home country."""


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation, country, place or group of the article under its fullest name; ``country``
    (alpha-3) where only the text tells it."""

    actor_id: str
    name: str
    kind: MentionKind
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Bodies:
    """The bodies by id, which one each name is, which names are short forms, which of several
    known actors a name could not be told apart between."""

    bodies: Mapping[str, Body]
    which: Mapping[Name, str]
    short: frozenset[Name]
    unclear: tuple[Name, ...]


class BodyFinder:
    """Joins the organisation and place names of one article.

    ``countries`` says how often each is named, ``home`` which one (alpha-3) the article is
    from: they decide between bodies of one name (*Bundesregierung*).
    """

    def __init__(
        self,
        doc: Doc,
        lexicon: Lexicon,
        countries: Mapping[str, int],
        bases: Iterable[str],
        *,
        home: str,
    ) -> None:
        self.doc, self.lexicon, self.countries, self.home = doc, lexicon, countries, home
        self.bodies: dict[str, Body] = {}
        self.which: dict[Name, str] = {}
        self.short: set[Name] = set()
        self.unclear: list[Name] = []
        self.wording = Wording(doc, lexicon, bases)
        self.called: dict[str, str] = {}

    def join(self, names: Sequence[Name]) -> Bodies:
        """Every name to a body; abbreviations to the name they stand beside."""
        expansions = self._expansions(names)
        plain = {name: self.wording.plain(name) for name in names}
        certain = {
            ids[0]
            for n in names
            if len(ids := self._known(n, plain[n])) == 1 and not self._is_doubtful(plain[n])
        }
        unknown = []
        for name in names:
            ids = self._known(name, plain[name])
            sure = len(ids) == 1 and not self._is_doubtful(plain[name])
            chosen = ids[0] if sure else self._chosen(name, ids, certain, expansions)
            if chosen is not None:
                self._add(name, chosen)
            else:
                unknown.append(name)
        self._join_unknown(unknown, plain, expansions)
        for name, actor_id in self.which.items():
            self.called.setdefault(name.text, actor_id)
        return Bodies(self.bodies, self.which, frozenset(self.short), tuple(self.unclear))

    def named(self, word: str) -> str | None:
        """The body a word means here: one the article names so, else a known one; of several
        the one of a country that the article is about."""
        if word in self.called:
            return self.called[word]
        ids = [i for i in self.lexicon.find(word) if not i.startswith("person:")]
        return ids[0] if len(ids) == 1 else self._heaviest(ids)

    def kind(self, actor_id: str) -> MentionKind:
        """What a body is."""
        entry = self.lexicon.entries.get(actor_id)
        return entry.kind if entry is not None else self.bodies[actor_id].kind

    def _known(self, name: Name, plain: str) -> tuple[str, ...]:
        """Known actors of this name whose kind can carry the label."""
        text = name.text
        ids = self.lexicon.find(text) or self.lexicon.find(plain)
        if not ids and name.label == "ORG":
            ids = self.lexicon.find(self._without_form(plain)) or self._head(plain)
        entries = [self.lexicon.entries[i] for i in ids]
        same = tuple(e.actor_id for e in entries if LABELS[e.kind] == name.label)
        if same or name.label == "PER":
            return same
        return tuple(e.actor_id for e in entries if e.kind != "person")

    def _head(self, plain: str) -> tuple[str, ...]:
        """The known body a longer wording begins with: *Auswärtiges Amt der Bundesrepublik*."""
        head = re.split(r" (?:der|des) ", plain, maxsplit=1)[0]
        return self.lexicon.find(head) if " " in head and head != plain else ()

    def _chosen(
        self,
        name: Name,
        ids: Sequence[str],
        certain: set[str],
        expansions: Mapping[str, Name],
    ) -> str | None:
        """Which of several actors an ambiguous name means: the one the text names in full."""
        if not ids:
            return None
        beside = expansions.get(name.text)
        if beside is not None:
            written = self._known(beside, self.wording.plain(beside))
            return written[0] if len(written) == 1 else None
        sure = [i for i in ids if i in certain]
        if len(sure) == 1:
            return sure[0]
        hinted = [i for i in ids if self._is_hinted(name, i)]
        if len(hinted) == 1:
            return hinted[0]
        found = self._heaviest(ids, common=name.form == "role")
        if found is None and len(ids) > 1:
            self.unclear.append(name)
        return found

    def _heaviest(self, ids: Sequence[str], *, common: bool = False) -> str | None:
        """The actor whose country the article is most about, if there is one."""
        weights = {i: self._weight(i, common=common) for i in ids}
        best = [i for i in ids if weights[i] == max(weights.values())]
        if len(best) == 1 and weights[best[0]]:
            return best[0]
        home = [i for i in ids if self.lexicon.entries[i].country == self.home]
        return home[0] if len(home) == 1 and len(ids) > 1 else None

    def _is_doubtful(self, plain: str) -> bool:
        return name_key(name_words(plain)) in self.lexicon.doubtful

    def _weight(self, actor_id: str, *, common: bool) -> int:
        """How much the article is set in the country of an actor. The home country counts
        unnamed, except for ``common`` nouns (*die Sozialdemokraten*) in a text on others."""
        country = self.lexicon.entries[actor_id].country or ""
        named = self.countries.get(country, 0)
        at_home = country == self.home and (bool(named) or not self.countries or not common)
        return named + _HOME_WEIGHT * at_home

    def _is_hinted(self, name: Name, actor_id: str) -> bool:
        """Whether the noun before the name says what kind of body it is."""
        kind = self.lexicon.entries[actor_id].source_kind
        before = self.doc[name.first - 1].lower_ if name.first else ""
        hints = {
            "outlet": ("zeitung", "blatt", "magazin", "sender", "tageszeitung", "portal"),
            "agency": ("agentur", "nachrichtenagentur"),
            "think_tank": ("denkfabrik", "institut", "stiftung", "thinktank"),
        }
        return before.endswith(hints.get(kind or "", ("\0",)))

    def _expansions(self, names: Sequence[Name]) -> dict[str, Name]:
        """Abbreviations in brackets to the name they stand for, and the other way round."""
        ending = {name.last: name for name in names}
        found: dict[str, Name] = {}
        for name in names:
            opening = name.first - 1
            if opening < 1 or self.doc[opening].text != "(":
                continue
            outer = ending.get(opening)
            if outer is None or outer.label == "LOC":
                continue
            here, there = name.text, outer.text
            if abbreviates(here, there) or self._is_own_short(outer, here):
                found.setdefault(here, outer)
                found.setdefault(there, name)
            elif abbreviates(there, here):
                found.setdefault(there, name)
        return found | self._initialled(names)

    def _initialled(self, names: Sequence[Name]) -> dict[str, Name]:
        """Abbreviations to the only name of the article that has these initials, and the other
        way round: *AI* and *Amnesty International*."""
        texts = {name.text: name for name in names if name.label == "ORG"}
        wholes: dict[str, list[Name]] = defaultdict(list)
        for text, name in texts.items():
            words = text.split()
            if 1 < len(words) <= _INITIALS and all(word[:1].isupper() for word in words):
                wholes["".join(word[0] for word in words)].append(name)
        found: dict[str, Name] = {}
        for short, whole in wholes.items():
            if short in texts and len(whole) == 1:
                found |= {short: whole[0], whole[0].text: texts[short]}
        return found

    def _is_own_short(self, outer: Name, word: str) -> bool:
        """Whether a word in brackets is an abbreviation of nobody else we know, perhaps in
        another language: *Französische Kommunistische Partei (PCF)*; behind somebody known in
        the genitive it is that of the whole (*Amt für Muster der Vereinten Nationen (AMVN)*)."""
        genitive = outer.first > 1 and self.doc[outer.first - 1].lower_ in ("der", "des")
        of = genitive and self.doc[outer.first - 2].tag_ in ("NN", "NE")
        if of and self.lexicon.find(outer.text):
            return False
        return word.isupper() and 2 <= len(word) <= 6 and not self.lexicon.find(word)

    def _add(self, name: Name, actor_id: str) -> None:
        entry = self.lexicon.entries[actor_id]
        self.bodies.setdefault(actor_id, Body(actor_id, entry.name, entry.kind))
        self.which[name] = actor_id
        written, whole = name.text, entry.name
        same = name_key(name_words(written)) == name_key(name_words(whole))
        if (
            not same
            and folded(self.wording.plain(name)) != folded(whole)
            and entry.kind != "country"
        ):
            self.short.add(name)

    def _join_unknown(
        self,
        names: Sequence[Name],
        plain: Mapping[Name, str],
        expansions: Mapping[str, Name],
    ) -> None:
        """Unknown names by their fullest form: expansions first, then parts of longer names."""
        fullest, wholes = self._fullest(names, plain)
        known = self._words_of_known()
        joined: dict[str, str] = {}
        for name in names:
            outer = expansions.get(name.text)
            fuller = outer is not None and len(plain[outer]) > len(plain[name])
            core = self._core(plain[outer] if outer is not None and fuller else plain[name])
            alone = name_key(name_words(core))
            tells = name.label == "ORG" and self._tells(core)
            longer = wholes.get(core, set()) - {alone} if tells else set()
            same = known.get(core, set()) if tells and not longer else set()
            if outer in self.which:
                same = {self.which[outer]}
            elif len(longer) == 1:
                same = {joined[key] for key in longer if key in joined}
            if len(same) == 1:
                self.which[name] = joined[alone] = next(iter(same))
                self.short.add(name)
            else:
                alone = next(iter(longer)) if len(longer) == 1 else alone
                self._add_unknown(name, fullest.get((name.label, alone), core))

    def _fullest(
        self, names: Sequence[Name], plain: Mapping[Name, str]
    ) -> tuple[dict[tuple[str, str], str], dict[str, set[str]]]:
        """The fullest form of each name by label and key, and the keys of the organisations
        that have a word in their name."""
        fullest: dict[tuple[str, str], str] = {}
        wholes: dict[str, set[str]] = defaultdict(set)
        for name in names:
            core = self._core(plain[name])
            key = (name.label, name_key(name_words(core)))
            if len(core) >= len(fullest.get(key, "")) and not (core.isupper() and len(core) > 5):
                fullest[key] = fullest.get(key) or core
            for word in name_words(core) if name.label == "ORG" else ():
                wholes[word].add(key[1])
        return fullest, wholes

    def _words_of_known(self) -> dict[str, set[str]]:
        """The words of known organisations that the article names in several words."""
        known: dict[str, set[str]] = defaultdict(set)
        for name, actor_id in self.which.items():
            if name.label == "ORG" and name.last - name.first > 1:
                for word in name_words(name.text):
                    known[word].add(actor_id)
        return known

    def _core(self, plain: str) -> str:
        """A name without the legal form behind it, unless that leaves another's name."""
        core = self._without_form(plain)
        return core if not self.lexicon.find(core) else plain  # Deutschland GmbH

    def _without_form(self, plain: str) -> str:
        words = plain.split()
        while len(words) > 1 and self.lexicon.is_word(words[-1], "legal_form"):
            words.pop()
        return " ".join(words)

    def _tells(self, word: str) -> bool:
        """Whether one word of a longer name can stand for it: a proper name, no common noun."""
        return len(word) > 2 and " " not in word and folded(word) not in self.lexicon.names

    def _add_unknown(self, name: Name, whole: str) -> None:
        prefix, kind = ("org", "organisation") if name.label == "ORG" else ("place", "place")
        place = self.lexicon.atlas.place(whole) if name.label == "LOC" else None
        whole = place.place if place is not None else whole
        actor_id = f"{prefix}:{slug(whole)}"
        if actor_id in self.lexicon.entries:
            self._add(name, actor_id)
            return
        self.bodies.setdefault(actor_id, Body(actor_id, whole, kind))  # type: ignore[arg-type]
        self.which[name] = actor_id
        if folded(self.wording.plain(name)) != folded(whole):
            self.short.add(name)
