"""Words and what they tell of, with German inflection and compounds.

A word counts as itself (*Zoll*), as the head of a compound (*Strafzoll*) or as any other part
of one (*Zollkontrolle*), as its row in the knowledge file allows. What is listed itself means
what its rows say and is never taken apart; a row of weight 0 says that a word looks like a
topic's word but is none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from workbook.resources import REMEMBERED

if TYPE_CHECKING:
    from workbook.knowledge import TopicWord

HEAD_SHARE, PART_SHARE = 0.9, 0.6
"""How much of a word's weight a compound keeps, whose head or other part the word is."""

LONGEST_WORD = 80
"""Letters beyond which a word is no German compound but an address or noise."""

SHORTEST_PART, SHORTEST_REST = 3, 4
"""Letters that must stand before a part of a compound, and those that must follow it."""

_ENDINGS = ("innen", "ern", "in", "en", "er", "es", "em", "e", "n", "s")
_LINKS = ("", "s", "es", "n", "en", "e", "er", "ns", "ens")
_VOWELS = frozenset("aeiouyäöü")
_HYPHENS = str.maketrans({"–": "-", "‑": "-", "/": "-"})


@dataclass(frozen=True, slots=True)
class Hit:
    """A word tells of a topic, by so much (0–1)."""

    topic_id: str
    weight: float


@dataclass(frozen=True, slots=True)
class _Entry:
    term: str
    hits: tuple[Hit, ...]
    heads: tuple[Hit, ...]
    parts: tuple[Hit, ...]

    @property
    def is_abbreviation(self) -> bool:
        return sum(letter.isupper() for letter in self.term) > 1

    def suits(self, written: str) -> bool:
        """Whether a word may be written so: nouns are, and abbreviations exactly as listed."""
        if self.is_abbreviation:
            return self.term in (written, written.removesuffix("s"))
        return not self.term[:1].isupper() or written[:1].isupper()


class Vocabulary:
    """Looks words and phrases up; time grows with the length of the word alone.

    Examples
    --------
    >>> from workbook.knowledge import TopicWord
    >>> words = Vocabulary([TopicWord("medtop:20000062", "Krieg", 1.0, "part")])
    >>> [words.word(word)[0].weight for word in ("Krieges", "Luftkrieg", "Kriegsende")]
    [1.0, 0.9, 0.6]
    >>> words.word("Krug")
    ()
    """

    def __init__(self, words: Iterable[TopicWord]) -> None:
        entries = _entries(words)
        self._entries = {key: found for key, found in entries.items() if " " not in key}
        self._phrases = _phrases(entries)
        self._automaton = _automaton(self._entries)
        self.word = lru_cache(maxsize=REMEMBERED)(self._word)
        self._stem = lru_cache(maxsize=REMEMBERED)(stem)

    def _word(self, written: str, lemma: str = "", is_name: bool = False) -> tuple[Hit, ...]:
        """What one word tells of; ``lemma`` helps where endings are not enough.

        A name tells of something only where it is listed: *Hamburg* is no castle.
        """
        written = written.translate(_HYPHENS).strip("-'’\"")
        if not written or len(written) > LONGEST_WORD:
            return ()
        spellings = _spellings(written, lemma)
        for spelling in spellings:
            entry = self._entries.get(spelling)
            if entry is not None and entry.suits(written):
                return tuple(hit for hit in entry.hits if hit.weight)
        if is_name:
            return ()
        if "-" in written:
            found = self._joined(written, lemma)
        else:
            found = self._compound(written, spellings)
        return tuple(Hit(topic_id, weight) for topic_id, weight in sorted(found.items()))

    def _joined(self, written: str, lemma: str) -> dict[str, float]:
        """Hits of a word with hyphens: *EU-Gipfeltreffen*."""
        found: dict[str, float] = {}
        *front, last = (part for part in written.split("-") if part)  # never empty: stripped
        tail = lemma.rsplit("-", 1)[-1] if "-" in lemma else ""
        for hit in self._word(last, tail):
            _keep(found, hit.topic_id, hit.weight * HEAD_SHARE)
        for part in front:
            for hit in self._word(part):
                _keep(found, hit.topic_id, hit.weight * PART_SHARE)
        return found

    def _compound(self, written: str, spellings: Sequence[str]) -> dict[str, float]:
        """Hits of the parts of a compound; a part within a longer listed part is none."""
        found: dict[str, float] = {}
        if not any(True for form in spellings[:2] for _ in self._automaton.iter(form)):
            return found  # nothing listed in the word and its lemma: nothing without endings
        for spelling in spellings:
            for _, end, entry in _longest(self._parts(spelling)):
                if entry.is_abbreviation or not entry.suits(written):
                    continue
                is_head = end == len(spelling)
                share = HEAD_SHARE if is_head else PART_SHARE
                for hit in entry.heads if is_head else entry.parts:
                    _keep(found, hit.topic_id, hit.weight * share)
            if found:
                break
        return found

    def _parts(self, spelling: str) -> Iterator[tuple[int, int, _Entry]]:
        """Listed words within a word, where a seam of a compound may run beside them."""
        for last, key in self._automaton.iter(spelling):
            start, end = last + 1 - len(key), last + 1
            before, after = spelling[:start], spelling[end:]
            seam = (before or after) and _may_precede(before) and _may_follow(after)
            if seam and key in self._entries:
                yield start, end, self._entries[key]

    def phrases(
        self, words: Sequence[str], lemmas: Sequence[str]
    ) -> Iterator[tuple[int, int, tuple[Hit, ...]]]:
        """Listed phrases in a row of words, the longest at each place, as (first, after, hits)."""
        stems = [self._stem(word) for word in words]
        other = [self._stem(lemma) for lemma in lemmas]
        known, taken = self._phrases, 0
        for at, firsts in enumerate(zip(stems, other, strict=True)):
            if at < taken or (firsts[0] not in known and firsts[1] not in known):
                continue
            length = 0
            for first in dict.fromkeys(firsts):
                for rest, hits in known.get(first, ()):
                    size = len(rest) + 1
                    if size > length and _same(rest, at + 1, stems, other):
                        length, best = size, hits
            if length:
                taken = at + length
                yield at, taken, best


def stem(word: str) -> str:
    """A word without its ending, to compare the words of a phrase.

    Examples
    --------
    >>> stem("künstlicher") == stem("künstliche")
    True
    """
    word = word.lower()
    for ending in ("es", "en", "em", "er", "e", "s", "n"):
        if word.endswith(ending) and len(word) - len(ending) > 2:
            return word[: -len(ending)]
    return word


def _same(rest: tuple[str, ...], at: int, stems: Sequence[str], other: Sequence[str]) -> bool:
    return at + len(rest) <= len(stems) and all(
        part in (stems[at + step], other[at + step]) for step, part in enumerate(rest)
    )


def _entries(words: Iterable[TopicWord]) -> dict[str, _Entry]:
    """Rows of one word (as written in lower case) together, in the order of the file."""
    grouped: dict[str, list[TopicWord]] = defaultdict(list)
    for row in words:
        grouped[row.term.lower()].append(row)
    entries = {}
    for key, rows in grouped.items():
        hits = tuple(Hit(row.topic_id, row.weight) for row in rows)
        heads = tuple(
            hit for hit, row in zip(hits, rows, strict=True) if hit.weight and row.match != "word"
        )
        parts = tuple(
            hit for hit, row in zip(hits, rows, strict=True) if hit.weight and row.match == "part"
        )
        entries[key] = _Entry(rows[0].term, hits, heads, parts)
    return entries


def _phrases(
    entries: Mapping[str, _Entry],
) -> dict[str, tuple[tuple[tuple[str, ...], tuple[Hit, ...]], ...]]:
    phrases: dict[str, list[tuple[tuple[str, ...], tuple[Hit, ...]]]] = defaultdict(list)
    for key, entry in entries.items():
        if " " in key:
            first, *rest = (stem(word) for word in key.split())
            phrases[first].append((tuple(rest), tuple(hit for hit in entry.hits if hit.weight)))
    return {first: tuple(found) for first, found in phrases.items()}


def _automaton(entries: Mapping[str, _Entry]) -> Any:
    import ahocorasick

    automaton = ahocorasick.Automaton()
    automaton.add_word("\0", "\0")  # an automaton without words cannot search
    for key in entries:
        if len(key) > SHORTEST_PART and key.isalpha():
            # Words that silence stand here too: within them nothing shorter is a part.
            automaton.add_word(key, key)
    automaton.make_automaton()
    return automaton


def _spellings(written: str, lemma: str) -> tuple[str, ...]:
    """The word as written, its lemma, and both without endings of inflection, in lower case."""
    forms = [written.lower()]
    if lemma and lemma.isprintable():
        forms.append(lemma.lower())
    bare = [
        form[: -len(ending)]
        for form in forms
        for ending in _ENDINGS
        if form.endswith(ending) and len(form) - len(ending) >= SHORTEST_PART
    ]
    return tuple(dict.fromkeys(forms + bare))


def _may_precede(before: str) -> bool:
    return not before or (len(before) >= SHORTEST_PART and not _VOWELS.isdisjoint(before))


def _may_follow(after: str) -> bool:
    """Whether what follows a part can be the rest of a compound, with or without a link."""
    if not after:
        return True
    return any(
        len(after) - len(link) >= SHORTEST_REST
        and after.startswith(link)
        and not _VOWELS.isdisjoint(after[len(link) :])
        for link in _LINKS
    )


def _longest(
    parts: Iterable[tuple[int, int, _Entry]],
) -> Iterator[tuple[int, int, _Entry]]:
    """Parts that lie within no other."""
    reach = 0
    for start, end, entry in sorted(parts, key=lambda part: (part[0], -part[1])):
        if end > reach:
            reach = end
            yield start, end, entry


def _keep(found: dict[str, float], topic_id: str, weight: float) -> None:
    found[topic_id] = max(weight, found.get(topic_id, 0.0))
