"""Who is behind a claim: the words that name a speaker, resolved to a party."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from workbook.knowledge import Knowledge
from workbook.models import AUTHOR, Actor, Article, Mention, SourceKind
from workbook.sources import lexicon
from workbook.sources.cues import CueBook
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
        "government": "government",
        "organisation": "organisation",
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
_RANK = MappingProxyType(
    {"name": 0, "short": 0, "pronoun": 0, "role": 1, "metonym": 2, "part": 3, "adjective": 4}
)
_BEFORE_NAME = frozenset({"ART", "PDAT", "APPRART", "PIAT", "APPR"})
_POINTING = frozenset({"PPER", "PRELS", "PDS", "PWAV", "PROAV", "ADV"})
_UNKNOWN = "ungenannt"
_PLAIN = MappingProxyType(
    {
        ord(letter): plainer
        for letters, plainer in (
            ("äæ", "ae"),
            ("öøœ", "oe"),
            ("ü", "ue"),
            ("ß", "ss"),
            ("ı", "i"),
            ("ł", "l"),
            ("đ", "d"),
        )
        for letter in letters
    }
)


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody a claim goes back to, before claims are counted."""

    source_id: str
    name: str
    kind: SourceKind
    actor_id: str | None = None


UNNAMED = Party(f"unnamed:{_UNKNOWN}", _UNKNOWN, "unnamed")


class Attribution:
    """Resolves stretches of one article to parties; the same words give the same party."""

    def __init__(
        self,
        words: Words,
        doc: Doc,
        knowledge: Knowledge,
        book: CueBook,
        mentions: Sequence[Mention],
        actors: Sequence[Actor],
    ) -> None:
        self._words, self._text, self._knowledge, self._book = words, doc.text, knowledge, book
        self._names = [(e.start_char, e.end_char, e.label_) for e in doc.ents]
        self._name_starts = [start for start, _, _ in self._names]
        self._mentions = sorted(mentions, key=lambda m: (m.start, m.end))
        self._starts = [m.start for m in self._mentions]
        self._actors = {actor.actor_id: actor for actor in actors}

    def party(self, speaker: Sequence[int], last: Party | None = None) -> Party:
        """Who the words at these numbers name; ``last`` is who spoke before, for *er* and *demnach*."""
        if not speaker:
            return UNNAMED
        if last is not None and last.kind == "person" and self._is_pronoun(speaker):
            return last
        mention = self.mention(speaker)
        if mention is not None:
            return self._of_actor(self._actors[mention.actor_id])
        if self._points_back(speaker):
            return last or UNNAMED
        chosen = self._without_saying(speaker)
        return self._by_name(chosen) or self._by_wording(chosen)

    def is_own(self, speaker: Sequence[int]) -> bool:
        """*nach eigenen Angaben*: whoever the sentence is about."""
        return any(self._words.lower[i].startswith("eigen") for i in speaker)

    def subject_of(self, quote: Sequence[int]) -> Party | None:
        """The first one a message names, for claims somebody makes about himself."""
        mention = self.mention(quote[:12])
        if mention is not None:
            return self._of_actor(self._actors[mention.actor_id])
        first_stop = next(
            (k for k, i in enumerate(quote) if self._words.mood[i] or self._words.text[i] == ","), 0
        )
        return self.party(quote[:first_stop]) if first_stop else None

    def _is_pronoun(self, speaker: Sequence[int]) -> bool:
        return len(speaker) == 1 and self._words.lower[speaker[0]] in {
            "er",
            "sie",
            "dieser",
            "diese",
        }

    def named(self, speaker: Sequence[int]) -> Party | None:
        """Who the words name, if they name anybody by themselves."""
        if not speaker or (self.mention(speaker) is None and self._points_back(speaker)):
            return None
        return self.party(speaker)

    def mention(self, chosen: Sequence[int]) -> Mention | None:
        """The mention among these words that can speak: a person before a body before a country."""
        inside = [m for m in self._overlapping(chosen) if m.actor_id in self._actors]
        able = [m for m in inside if m.form != "adjective" or not self._is_somebody(chosen)]
        return min(able, key=_fitness, default=None)

    def _overlapping(self, chosen: Sequence[int]) -> Iterator[Mention]:
        start, end = self._words.start[chosen[0]], self._words.end[chosen[-1]]
        for mention in self._mentions[bisect_left(self._starts, start) :]:
            if mention.start >= end:
                return
            yield mention

    def _is_somebody(self, chosen: Sequence[int]) -> bool:
        """*ein russischer Diplomat*: a person nobody names, not his country."""
        return any(self._words.lemma[i] in self._knowledge.roles for i in chosen)

    def _of_actor(self, actor: Actor) -> Party:
        known = self._knowledge.actors.get(actor.actor_id)
        kind = known.source_kind if known is not None else _BY_ACTOR_KIND[actor.kind]
        if kind == "organisation" and lexicon.kind_of(actor.name) == "government":
            kind = "government"
        return Party(actor.actor_id, actor.name, kind, actor.actor_id)

    def _points_back(self, speaker: Sequence[int]) -> bool:
        """*er*, *dieser*, *demnach*, *seiner Ansicht*: somebody named before."""
        words = self._words
        own = [i for i in speaker if words.tag[i] == "PPOSAT" or words.lower[i].startswith("eigen")]
        if own:
            return all(words.lemma[i] in self._book.nouns or i in own for i in speaker)
        return len(speaker) == 1 and words.tag[speaker[0]] in _POINTING

    def _without_saying(self, speaker: Sequence[int]) -> list[int]:
        """*Angaben der Polizei*: the police, not their words; *ein Bericht* stays what it is."""
        words, kept = self._words, list(speaker)
        for k, i in enumerate(kept[:-1]):
            if words.tag[i] != "NN" or self._book.noun(words.lemma[i], "nach") is None:
                continue
            rest = kept[k + 1 :]
            if any(words.tag[j] in NAMES for j in rest):
                return self._bare(rest)
        return self._bare(kept)

    def _bare(self, chosen: list[int]) -> list[int]:
        while len(chosen) > 1 and self._words.tag[chosen[0]] in _BEFORE_NAME:
            chosen = chosen[1:]
        return chosen

    def _by_name(self, chosen: Sequence[int]) -> Party | None:
        """A name the actors do not have: a person anywhere in the words, or a body that is all of them."""
        start, end = self._words.start[chosen[0]], self._words.end[chosen[-1]]
        for a, b, label in self._names[bisect_left(self._name_starts, start) :]:
            if a >= end:
                return None
            if label == "PER" or (a == start and b >= end):
                prefix, kind = _BY_LABEL.get(label, _BY_LABEL["ORG"])
                name = re.sub(r"\s+", " ", self._text[a:b])
                return Party(f"{prefix}:{slug(name)}", name, kind)
        return None

    def _by_wording(self, chosen: Sequence[int]) -> Party:
        raw = self._text[self._words.start[chosen[0]] : self._words.end[chosen[-1]]]
        wording = re.sub(r"\s+", " ", raw)
        nouns = [i for i in chosen if self._words.tag[i] in NAMES]
        head = self._words.lemma[nouns[0]] if nouns else wording
        kind = _BY_NOUN.get(lexicon.kind_of(head), "unnamed")
        prefix = kind if kind in {"document", "unnamed"} else "body"
        return Party(f"{prefix}:{slug(wording)}", wording, kind)


def _fitness(mention: Mention) -> tuple[bool, int, int]:
    is_person = mention.kind == "person" and mention.form != "adjective"
    return (not is_person, _RANK.get(mention.form, 5), mention.start)


def author(article: Article) -> Party:
    """The article's own voice."""
    return Party(AUTHOR, article.author or article.outlet or AUTHOR, "author")


def slug(wording: str) -> str:
    """Words as an id.

    Examples
    --------
    >>> slug("Kreise der Südstaaten-Regierung")
    'kreise-der-suedstaaten-regierung'
    """
    plain = unicodedata.normalize("NFKD", wording.lower().translate(_PLAIN))
    ascii_only = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-") or _UNKNOWN
