"""Which word of a phrase speaks: its head, or the attribute for which the head only stands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from types import MappingProxyType

from workbook.models import Actor, Mention
from workbook.sources.cues import CueBook
from workbook.sources.lexicon import Lexicon
from workbook.sources.words import NAMES, Words

_RANK = MappingProxyType(
    {"name": 0, "short": 0, "pronoun": 0, "role": 1, "metonym": 2, "part": 3, "adjective": 4}
)
_BEFORE_NAME = frozenset({"ART", "PDAT", "APPRART", "APPR"})
_TIES = frozenset({"der", "des", "eines", "einer", "dieser", "dieses", "seiner", "ihrer", "seines"})
_LINKS = frozenset({"von", "vom", "aus", "durch", "seitens"})
_WRITTEN = frozenset({"document", "work"})
"""*Eine russische Studie* speaks for itself, *russische Angaben* for Russia."""
_HANDING_ON = frozenset({"document", "voice", "state"})
_DEFINITE = frozenset({"der", "die", "das", "dem", "den", "des", "dieser", "diese", "dieses"})

_REACH = 60
"""Characters what is said of a role may take before its name."""
_BEHIND = 3
"""Mentions behind a phrase among which the name is looked for."""


class Heads:
    """The mentions of one article, asked which of them a phrase means."""

    def __init__(
        self,
        words: Words,
        text: str,
        book: CueBook,
        lexicon: Lexicon,
        mentions: Sequence[Mention],
        actors: Mapping[str, Actor],
    ) -> None:
        self._words, self._text, self._book, self._lexicon = words, text, book, lexicon
        self._mentions, self._actors = mentions, actors
        self._starts = [m.start for m in mentions]

    def speaking(self, chosen: Sequence[int]) -> Mention | None:
        """The mention a phrase means: a person before a body before a country."""
        inside = list(self._overlapping(chosen))
        if not inside:
            return None
        head = self._head(chosen)
        able = [m for m in inside if head is None or self._means(m, chosen, head)]
        return min(able, key=_fitness, default=None)

    def named_behind(self, chosen: Sequence[int]) -> Mention | None:
        """The person whose role a phrase is, named right behind it: *ein Anführer im Norden,
        Hans Muster,*."""
        head = self._head(chosen)
        if head is None:
            return None
        written, end = self._words.text[head], self._words.end[chosen[-1]]
        first = bisect_left(self._starts, end)
        for mention in self._mentions[first : first + _BEHIND]:
            if mention.role is not None and written in mention.role.split():
                return mention if mention.start - end < _REACH else None
        return None

    def pronoun(self, at: int) -> Mention | None:
        """The mention a pronoun was read as."""
        found = self._overlapping((at,))
        return next((m for m in found if m.form == "pronoun"), None)

    def country(self, chosen: Sequence[int]) -> str | None:
        """The country an adjective of the phrase tells (*russische*)."""
        adjectives = (m for m in self._overlapping(chosen) if m.form == "adjective")
        return next((self._actors[m.actor_id].country for m in adjectives), None)

    def without_saying(self, speaker: Sequence[int]) -> list[int]:
        """*Angaben der Polizei*: the police, not their words; *ein Bericht* stays what it is."""
        words, kept = self._words, list(speaker)
        for k, i in enumerate(kept[:-1]):
            if words.tag[i] != "NN" or not self._hands_on(i, documents=False):
                continue
            rest = kept[k + 1 :]
            if words.tag[rest[0]] == "APPR" and words.lower[rest[0]] not in _LINKS:
                break  # *ein Hinweis auf die Halle*
            if any(words.tag[j] in NAMES for j in rest):
                return self._bare(rest)
        return self._bare(kept)

    def says(self, speaker: Sequence[int]) -> bool:
        """Whether a phrase begins with what somebody says: *Angaben des Arztes von Bonn*."""
        noun = next((i for i in speaker if self._words.tag[i] == "NN"), None)
        return noun is not None and self._book.noun(self._words.lemma[noun], "nach") is not None

    def lone_noun(self, chosen: Sequence[int], speaker: Sequence[int]) -> int | None:
        """The noun of *die große Behörde*: definite, and nothing but adjectives beside it."""
        before = self._words.lower[max(chosen[0] - 1, 0)]
        definite = before in _DEFINITE or self._words.lower[speaker[0]] in _DEFINITE
        plain = all(self._words.tag[i] == "ADJA" for i in chosen[:-1])
        return chosen[-1] if definite and plain and self._words.tag[chosen[-1]] == "NN" else None

    def is_attribute(self, chosen: Sequence[int], start: int, end: int) -> bool:
        """Whether the name at these offsets only hangs on the head: *die Mutter von X*."""
        head = self._head(chosen)
        first = bisect_left(self._words.start, start)
        if head is None or first <= head or self._hands_on(head):
            return False
        inside = (m for m in self._overlapping(chosen) if m.start < end and start < m.end)
        return any(map(self._owns, inside)) or self._hangs(head, first, is_person=True)

    def _overlapping(self, chosen: Sequence[int]) -> Iterator[Mention]:
        start, end = self._words.start[chosen[0]], self._words.end[chosen[-1]]
        first = bisect_left(self._starts, start)
        return takewhile(lambda m: m.start < end, self._mentions[first : first + len(chosen) + 1])

    def _head(self, chosen: Sequence[int]) -> int | None:
        words = self._words
        nouns = [i for i in chosen if words.tag[i] in NAMES]
        for i in nouns:
            owner = words.tag[i] == "NE" and words.lower[i].endswith("s") and i + 1 in nouns
            if not (owner and words.tag[i + 1] == "NN"):
                return i
        return nouns[0] if nouns else None

    def _hands_on(self, head: int, *, documents: bool = True) -> bool:
        """Whether a noun speaks for its attribute: *Angaben*, *Sprecher*, *Bericht*, *Regierung*."""
        lemma = self._words.lemma[head]
        if self._book.noun(lemma, "nach") is not None or self._lexicon.kind(lemma) == "voice":
            return True
        return documents and self._lexicon.kind(lemma) in _HANDING_ON

    def _means(self, mention: Mention, chosen: Sequence[int], head: int) -> bool:
        words = self._words
        if mention.form == "adjective":
            behind = (i for i in chosen if words.start[i] >= mention.end)
            noun = next((i for i in behind if words.tag[i] in NAMES), head)
            lemma = words.lemma[noun]
            kind = self._lexicon.kind(lemma)
            told = kind not in _WRITTEN and self._book.noun(lemma, "nach") is not None
            return told or kind == "state"
        first = bisect_left(words.start, mention.start)
        covers = mention.start <= words.start[head] < mention.end
        if mention.form == "part" and not (covers and mention.end >= words.end[head]):
            at = first if first < len(words) and words.start[first] == mention.start else first - 1
            if self._hands_on(at):
                return True
            return at != head and words.tag[at] not in {"NN", "NE"}
        if covers or first < head:
            return covers or words.end[head - 1] <= mention.end or not self._owns(mention)
        person = mention.kind == "person"
        if self._owns(mention) or self._hangs(head, first, is_person=person):
            return self._hands_on(head) and not (
                person and self._lexicon.kind(words.lemma[head]) == "voice"
            )
        return True

    def _owns(self, mention: Mention) -> bool:
        """*Samanis Anwältin*, *die Anwältin Samanis*: the name in the genitive."""
        cut, name = self._text[mention.start : mention.end], self._actors[mention.actor_id].name
        return (
            mention.form in {"name", "short"} and cut.endswith("s") and not name.endswith(cut[-2:])
        )

    def _hangs(self, head: int, first: int, *, is_person: bool) -> bool:
        """Whether a name hangs on the head by a genitive or a preposition."""
        words = self._words
        span = range(head + 1, first)
        cut = max((i + 1 for i in span if words.text[i] in ",(–-"), default=head + 1)
        between = range(cut, first)
        tied = any(words.lower[i] in _TIES or words.tag[i] in {"APPR", "APPRART"} for i in between)
        if not tied:
            return False
        person_head = self._lexicon.is_person(words.lemma[head])
        beside = words.tag[first - 1] == "NN" and not self._lexicon.is_person(
            words.lemma[first - 1]
        )
        return not (is_person and person_head and beside)

    def _bare(self, chosen: list[int]) -> list[int]:
        """Without articles, prepositions and what stands between them and the adjective.

        *ein für Strafsachen zuständiges Gericht* is a *zuständiges Gericht*.
        """
        words = self._words
        tags = [words.tag[i] for i in chosen]
        if tags[:2] == ["ART", "APPR"] and tags[-2:] == ["ADJA", "NN"]:
            return chosen[-2:]
        while len(chosen) > 1 and (
            words.tag[chosen[0]] in _BEFORE_NAME
            or (words.tag[chosen[0]] == "CARD" and words.lower[chosen[1]] in _TIES)
        ):
            chosen = chosen[1:]
        return chosen


def _fitness(mention: Mention) -> tuple[bool, int, int]:
    is_person = mention.kind == "person" and mention.form != "adjective"
    return (not is_person, _RANK.get(mention.form, 5), mention.start)
