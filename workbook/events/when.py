"""When it was: the date in the clause that belongs to the event, if one does."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from workbook.events import phrases
from workbook.events.clauses import FINITE, Clause
from workbook.events.triggers import Trigger
from workbook.models import DateRef

if TYPE_CHECKING:
    from spacy.tokens import Doc

_BOUNDS = frozenset({"seit", "bis", "zwischen"})
_LEADS_UP = frozenset({"ART", "ADJA", "NN", "NE", "APPR", "APPRART", "PPOSAT"})
_BOUND_WITHIN = 10  # tokens
_ATTRIBUTE_WITHIN = 12  # tokens
_A_YEAR = timedelta(days=365)


class Calendar:
    """An article's exact dates in the order of the text.

    Dates that only say from or until when (*seit dem Amtsantritt am 20. Januar*) are left out.
    """

    def __init__(self, doc: Doc, dates: Sequence[DateRef]) -> None:
        exact = (d for d in dates if d.begin is not None and not _only_bounds(doc, d))
        self._dates = sorted(exact, key=lambda dated: dated.start)
        self._starts = [dated.start for dated in self._dates]

    def date(
        self,
        trigger: Trigger,
        scope: Sequence[Clause],
        *,
        in_background: bool,
        after: date | None = None,
    ) -> DateRef | None:
        """The date nearest to a trigger within the clauses it belongs to, its own first.

        What the clause only mentions ``in_background`` was not when the clause says, but when its
        own phrase does: *nach dem Angriff vom Montag*. What is planned comes ``after`` a day;
        the day before is that of the announcement.
        """
        for clause in sorted(scope, key=lambda one: one != trigger.clause):
            dates = (d for d in self._within(clause, trigger) if after is None or _from(d, after))
            fitting = [d for d in dates if not in_background or _attached(trigger, d)]
            nearest = min(fitting, key=lambda d: abs(d.start - trigger.start), default=None)
            if nearest is not None:
                return next((d for d in fitting if _narrows(d, nearest)), nearest)
        return None

    def _within(self, clause: Clause, trigger: Trigger) -> Iterator[DateRef]:
        tokens = clause.tokens
        first, last = (bisect_left(self._starts, p) for p in (tokens.start_char, tokens.end_char))
        left_out = -2
        for dated in self._dates[first:last]:
            if dated.start - left_out <= 1 or _of_another(trigger, dated):
                left_out = dated.end  # and so is the rest of it: *29. März dieses Jahres*
            else:
                yield dated


def _of_another(trigger: Trigger, dated: DateRef) -> bool:
    """Whether a date only tells when another noun was: *der am Montag eröffnete Zoo*,
    *wegen der Unruhen vom Montag*."""
    doc = trigger.token.doc
    span = doc.char_span(dated.start, dated.end, alignment_mode="expand")
    if span is None or span.start < 2:
        return False
    before = span.start - 1
    if doc[before].text.lower() == "jahre":
        before -= 1
    if _length(dated) >= _A_YEAR and "für" in (doc[before].text, doc[before - 1].text):
        return True  # *der Haushalt für 2026*
    if doc[before].text == "vom" and doc[before - 1].tag_ == "NN":
        return before - 1 != trigger.token.i
    led = before
    while before > trigger.token.sent.start and doc[before].tag_ in phrases.PREPOSITIONS:
        before -= 1
    if doc[before].tag_ not in ("ART", "PPOSAT"):
        return False
    described = _described(doc, span.end, far=before < led)
    return described is not None and described != trigger.token.i


def _described(doc: Doc, place: int, *, far: bool) -> int | None:
    """The noun behind a participle: *der am Montag [in Riad] eröffnete Zoo*. Only behind an
    article and a preposition can more stand between (``far``)."""
    last = min(len(doc), place + _ATTRIBUTE_WITHIN)
    while far and place < last and doc[place].tag_ != "ADJA":
        if doc[place].tag_ in FINITE or doc[place].is_punct:
            return None
        place += 1
    if place >= last or doc[place].tag_ != "ADJA":
        return None
    while place < last and doc[place].tag_ in ("ADJA", "CARD", "TRUNC"):
        place += 1
    return place


def _length(dated: DateRef) -> timedelta:
    return dated.until - dated.begin if dated.begin and dated.until else timedelta()


def _narrows(one: DateRef, other: DateRef) -> bool:
    """Whether a date right before another is a part of it: *am 9. Juni dieses Jahres*."""
    if one.begin is None or one.until is None or other.begin is None or other.until is None:
        return False
    beside = 0 <= other.start - one.end <= 1
    return beside and other.begin <= one.begin and one.until <= other.until


def _from(dated: DateRef, day: date) -> bool:
    """Whether a date ends on a day or later; ``until`` is the first moment after it."""
    midnight = datetime.combine(day, time())
    if dated.until is not None:
        return dated.until > midnight
    return dated.begin is not None and dated.begin >= midnight


def _attached(trigger: Trigger, dated: DateRef) -> bool:
    """Whether a date stands in a noun's phrase, or behind it with nothing but phrases between."""
    doc = trigger.token.doc
    span = doc.char_span(dated.start, dated.end, alignment_mode="expand")
    if span is None or not trigger.is_noun:
        return False
    if span.end <= trigger.token.i:
        return span.start >= phrases.phrase(trigger).first
    return all(token.tag_ in _LEADS_UP for token in doc[trigger.token.i + 1 : span.start])


def _only_bounds(doc: Doc, dated: DateRef) -> bool:
    span = doc.char_span(dated.start, dated.end, alignment_mode="expand")
    if span is None:
        return False
    place = span.start - 1
    while place >= max(0, span.start - _BOUND_WITHIN):
        if doc[place].text.lower() in _BOUNDS:
            return True
        ranges = doc[place].tag_ == "KON" and doc[place - 1].tag_ == "CARD"
        if doc[place].tag_ not in _LEADS_UP and not (ranges or doc[place].tag_ == "CARD"):
            return False
        place -= 1
    return False
