"""The story of reading dates: cut words, match rules, choose the day, bound it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from workbook.dates import grammar, words
from workbook.dates.choices import Now
from workbook.dates.found import Found, Reading
from workbook.dates.tense import Tenses
from workbook.dates.values import NoSuchDate, stretch
from workbook.dates.words import Word
from workbook.knowledge import OURS, Files
from workbook.models import Article, DateRef, Problem

if TYPE_CHECKING:
    from spacy.tokens import Doc

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_YEAR_SAID = re.compile(r"(\d{4})(?:-.*)?")
_YEARS = ("year", "full_date", "iso_date", "unit", "year_noun", "this_year")  # words that say one
_BOUNDS = frozenset(
    {"ago", "from", "since", "until"}
)  # *bis 2027*: what follows is in no such year


@dataclass(frozen=True, slots=True)
class DatesFound:
    """The dates of an article in the order of its text, and what was no date after all."""

    dates: tuple[DateRef, ...]
    problems: tuple[Problem, ...]


class DateReader:
    """Reads the times an article speaks of, as TIMEX3.

    Examples
    --------
    >>> import spacy
    >>> text = "Am 15. Februar 2025 um 14.30 Uhr, zwei Wochen lang."
    >>> found = DateReader().read(spacy.blank("de")(text), Article(text=text))
    >>> [(text[d.start:d.end], d.value) for d in found.dates]
    [('15. Februar 2025', '2025-02-15'), ('14.30 Uhr', '2025-02-15T14:30'), ('zwei Wochen', 'P2W')]
    """

    def __init__(self, files: Files = OURS) -> None:
        self._files = files
        words.vocabulary(files)  # made now rather than in the first article
        self._fixed = frozenset(
            form for form, (kind, _) in words.lexicon(files).items() if kind == "planned"
        )

    def read(self, doc: Doc, article: Article) -> DatesFound:
        """Every expression of time in ``article.text``; relative ones count from its ``day``."""
        pass_ = _Pass(doc, article, Tenses(doc, fixed=self._fixed), self._files)
        return pass_.run()


@dataclass(frozen=True, slots=True)
class _Timed:
    """A reading and the words it covers."""

    start: int
    end: int
    reading: Reading


class _Pass:
    """One article's reading: the day last spoken of moves along with the text."""

    def __init__(self, doc: Doc, article: Article, tenses: Tenses, files: Files) -> None:
        self._article = article
        self._tenses = tenses
        self._names = _names(doc)
        self._words = words.cut(article.text, files)
        self._line = grammar.letters(self._words)
        self._now = Now(day=article.day, language=article.language, files=files)
        self._sentence = -1
        self._problems: list[Problem] = []

    def run(self) -> DatesFound:
        timed = list(self._timed())
        dates = tuple(_date(item) for item in self._settled(timed))
        return DatesFound(dates, tuple(self._problems))

    def _timed(self) -> Iterator[_Timed]:
        place = grammar.next_place(self._line, 0)
        while place is not None:
            last, item = self._at(place)
            if item is not None:
                yield item
            place = grammar.next_place(self._line, last)

    def _at(self, place: int) -> tuple[int, _Timed | None]:
        """Where to go on, and what was read at a place."""
        for found, reading in grammar.matches(self._words, self._line, place):
            start, end = found.words[0].start, found.words[-1].end
            if self._is_name(found, start, end) or _in_compound(found) or _of_two(found):
                continue
            try:
                read = reading(found, self._looking(found, start, end))
            except NoSuchDate:
                self._refuse(start, end)
                return found.last, None
            if read is not None:
                self._remember(read, found)
                return found.last, _Timed(start, end, read) if read.value else None
        return place + 1, None

    def _is_name(self, found: Found, start: int, end: int) -> bool:
        """Whether these words are inside a name (*Theresa May*, *Bild am Sonntag*)."""
        return any(
            first <= start and end <= last and (last - first > end - start)
            for first, last in self._names.get(found.words[0].start, ())
        )

    def _looking(self, found: Found, start: int, end: int) -> Now:
        before = found.before()
        direction = self._tenses.at(start, end)
        if before is not None and _looks_back(before, found):
            direction = "past"
        since = before is not None and before.kind == "since"
        sentence = self._tenses.sentence(start)
        if sentence != self._sentence:
            self._sentence = sentence
            self._now = replace(self._now, year=None, story=self._now.year)
        story = None if since else self._now.story
        return replace(self._now, direction=direction, story=story)

    def _remember(self, read: Reading, found: Found) -> None:
        """Keep the day and the year last spoken of; *am Tag zuvor* does not move the day."""
        if read.type == "DURATION" or read.type == "SET":
            return
        day = _DAY.match(read.value)
        if day and not found.has("before", "anchor_day"):
            self._now = replace(self._now, anchor=date.fromisoformat(day[0]))
        said = _YEAR_SAID.fullmatch(read.value)
        if said and self._now.day is not None and self._says_year(found, int(said[1])):
            year = int(said[1])
            self._now = replace(self._now, year=year if year != self._now.day.year else None)

    def _says_year(self, found: Found, year: int) -> bool:
        """Whether what follows may lie in this year: not after *bis 2027*, *der 1987 geborene*."""
        before = found.before()
        aside = before is not None and before.text == "("  # *Rocky (1976)*
        if (
            aside
            or (before and before.kind in _BOUNDS)
            or self._tenses.describes(found.words[-1].end)
        ):
            return False
        return found.has(*_YEARS) or year == self._now.story

    def _refuse(self, start: int, end: int) -> None:
        written = self._article.text[start:end][:40]
        self._problems.append(
            Problem("dates", f"The calendar has no {written!r}; it was left out.", start, end)
        )

    def _settled(self, timed: Sequence[_Timed]) -> Iterator[_Timed]:
        """Times of day with the day they belong to; after *täglich* or *donnerstags* with none."""
        day: str | None = None
        repeated: int | None = None  # the sentence whose times come again and again
        for place, item in enumerate(timed):
            if found := _DAY.match(item.reading.value):
                day, repeated = found[0], None
            if item.reading.type == "SET":
                repeated = self._tenses.sentence(item.start)
            if not item.reading.floating:
                yield item
                continue
            own = day if day and not self._is_ahead(day, item) else None
            own = own or self._day_after(item, timed[place + 1 :][:1]) or self._today(item)
            if repeated == self._tenses.sentence(item.start):
                own = ""
            value = f"{own}{item.reading.value}"
            yield replace(item, reading=replace(item.reading, value=value, floating=False))

    def _is_ahead(self, day: str, item: _Timed) -> bool:
        """Whether a day is still to come and the clause looks back: *Am 3. Mai wird gewählt. Er
        sagte am Abend ab*."""
        later = self._article.day is not None and day > self._article.day.isoformat()
        return later and self._tenses.at(item.start, item.end) == "past"

    def _day_after(self, item: _Timed, following: Sequence[_Timed]) -> str | None:
        """The day that is named right after a time in its sentence: *um 9 Uhr am 3. Mai*."""
        for after in following:
            found = _DAY.match(after.reading.value)
            if found and self._tenses.sentence(after.start) == self._tenses.sentence(item.start):
                return found[0]
        return None

    def _today(self, item: _Timed) -> str:
        """The day of publication; opening hours (*von 10 bis 15 Uhr*) are of no day."""
        if not item.reading.value[1:2].isdigit():
            return self._article.day.isoformat() if self._article.day else "XXXX-XX-XX"
        return self._article.day.isoformat() if self._article.day and not item.reading.span else ""


def _names(doc: Doc) -> dict[int, list[tuple[int, int]]]:
    """The names of persons, organisations and places around each character a word can start at."""
    spans: dict[int, list[tuple[int, int]]] = {}
    for entity in doc.ents:
        if entity.label_ in ("PER", "ORG", "LOC"):
            for token in entity:
                spans.setdefault(token.idx, []).append((entity.start_char, entity.end_char))
    return spans


def _looks_back(before: Word, found: Found) -> bool:
    """*seit Montag*, and *das Ergebnis vom Sonntag*, which is known by now."""
    to_the = found.after()
    opens_span = to_the is not None and to_the.kind in ("until", "dash")
    return before.kind == "since" or (
        before.kind == "of_the"
        and found.has("weekday")
        and not found.has("month")
        and not opens_span
    )


def _in_compound(found: Found) -> bool:
    """Whether a hyphen binds these words to a noun: *Juni-Ausgabe*, *Casual-Friday*."""
    before, further = found.before(), found.before(2)
    after, next_but_one = found.after(), found.after(2)
    first, last = found.words[0], found.words[-1]
    if before and further and before.kind == "dash" and before.text != "/":
        glued = further.end == before.start and before.end == first.start
        if glued and further.kind in ("noun", "adjective", "other"):
            return True
    if after and next_but_one and after.kind == "dash" and after.text != "/":
        glued = last.end == after.start and after.end == next_but_one.start
        return glued and next_but_one.kind == "noun"
    return False


def _of_two(found: Found) -> bool:
    """Whether the first article belongs to something else: *der dieses Jahr siegte*."""
    return len(found.words) > 1 and (found.words[0].kind, found.words[1].kind) == (
        "article",
        "this",
    )


def _date(item: _Timed) -> DateRef:
    bounds = None if item.reading.vague else stretch(item.reading.meant or item.reading.value)
    begin, until = bounds or (None, None)
    return DateRef(
        item.start, item.end, item.reading.type, item.reading.value, begin=begin, until=until
    )
