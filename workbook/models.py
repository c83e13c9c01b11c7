"""The words every other module speaks: frozen records for one article and what was read in it.

Offsets are Python string indices into ``Article.text``, start inclusive, end exclusive.
Records hold offsets, never copies of the text: whoever needs the words cuts them out, so a
span and its text cannot disagree. Ids that only count rows (sentence, mention, claim, …)
are given when records become tables.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from workbook.errors import SourceRefused

MentionKind = Literal["person", "organisation", "outlet", "country", "place", "group"]
MentionForm = Literal["name", "short", "role", "metonym", "adjective", "part", "pronoun"]
SourceKind = Literal[
    "outlet",
    "agency",
    "government",
    "organisation",
    "think_tank",
    "person",
    "document",
    "unnamed",
    "author",
]
ClaimKind = Literal["direct", "indirect", "reported", "free_indirect", "indirect_free_indirect"]
Certainty = Literal["asserted", "planned", "possible", "denied", "question"]
ClaimPart = Literal["quote", "speaker", "cue", "frame", "addressee"]
DateType = Literal["DATE", "TIME", "DURATION", "SET"]
EventStatus = Literal["happened", "ongoing", "planned", "possible", "denied"]
EventPart = Literal["initiator", "recipient", "participant"]

AUTHOR = "author"
"""``source_id`` of everything for which the article names nobody."""

NEWSROOM_ZONE = ZoneInfo("Europe/Berlin")
"""Where a date without a time zone is read: German news is written on Berlin time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One news article, its text kept character for character.

    Parameters
    ----------
    text : the article's text; the only field that is required.
    published : ISO text, ``date`` or ``datetime``. A bare date means that day; a time without
        a zone is Berlin time. Kept as UTC.
    language : BCP 47 tag such as ``de`` or ``de-AT``; detected when left out.
    origin : where it was read from (a path or an address); never part of the identity.

    Raises
    ------
    SourceRefused
        If ``published`` is no date, or the text is no well-formed Unicode.

    Examples
    --------
    >>> article = Article(text="Berlin schweigt.", published="2025-02-16", url="https://example.org/1")
    >>> article.published.isoformat()
    '2025-02-16T00:00:00+00:00'
    >>> article.article_id == Article(text="Berlin spricht.", url="https://example.org/1").article_id
    True
    """

    text: str
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    published: datetime | None = None
    language: str | None = None
    origin: str | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        try:
            self.text.encode("utf-8")
        except UnicodeEncodeError:
            raise SourceRefused(
                "The text holds half a character (a lone surrogate); decode it anew."
            ) from None
        object.__setattr__(self, "published", _utc(self.published))

    @property
    def article_id(self) -> str:
        """16 hex digits, the same on every machine.

        An address names an article; without one, outlet, title and day together do; without
        these, its text. So an updated text stays the same article wherever it can be known.
        """
        if self.url:
            identity: tuple[str, ...] = ("url", self.url)
        elif self.title and self.outlet and self.published:
            identity = ("headline", self.outlet, self.title, self.published.date().isoformat())
        else:
            identity = ("text", self.title or "", self.text)
        joined = "\x1f".join(identity).encode("utf-8", "surrogatepass")
        return hashlib.sha256(joined).hexdigest()[:16]

    @property
    def day(self) -> date | None:
        """The day of publication on the newsroom's calendar, from which *gestern* counts."""
        if self.published is None:
            return None
        try:
            return self.published.astimezone(NEWSROOM_ZONE).date()
        except OverflowError:  # the first or last day of the calendar
            return self.published.date()


def _utc(value: object) -> datetime | None:
    if value is None or value == "":
        return None
    if isinstance(value, str):
        value = _parsed(value)
    if isinstance(value, datetime):
        if value.tzinfo is None:
            value = value.replace(tzinfo=NEWSROOM_ZONE)
        try:
            return value.astimezone(UTC)
        except OverflowError:
            return value.replace(tzinfo=UTC)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    raise SourceRefused(_no_date(value))


def _parsed(text: str) -> date | datetime:
    text = text.strip()
    german = re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", text)
    try:
        if german:
            day, month, year = map(int, german.groups())
            return date(year, month, day)
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return date.fromisoformat(text)
        return datetime.fromisoformat(text)
    except ValueError:
        raise SourceRefused(_no_date(text)) from None


def _no_date(value: object) -> str:
    return f"The publication date {str(value)[:40]!r} is no date; write it as 2025-02-16 or 2025-02-16T08:30."


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or a heading; white space around it belongs to nobody."""

    start: int
    end: int
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names an actor: the name alone, without role or article.

    ``role`` is the role as written beside the name (*US-Außenminister*).
    """

    start: int
    end: int
    kind: MentionKind
    form: MentionForm
    actor_id: str
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts in the article, once, under the fullest name.

    ``country`` is ISO 3166-1 alpha-3; ``salience`` says how much the article is about it, 0–1.
    """

    actor_id: str
    name: str
    kind: MentionKind
    n_mentions: int
    first_start: int
    salience: float
    role: str | None = None
    affiliation: str | None = None
    country: str | None = None
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class TopicTerm:
    """A word that earned its topic ``weight``."""

    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True)
class Topic:
    """An IPTC Media Topic (``medtop:`` and 8 digits) with the terms that earned it."""

    topic_id: str
    label: str
    level: int
    score: float
    terms: tuple[TopicTerm, ...]
    parent_id: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimSpan:
    """One stretch of one part of a claim; a discontinuous part has several."""

    part: ClaimPart
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement the text attributes to someone.

    ``via_source_id`` is the one that passed it on: *wie Interfax unter Berufung auf das
    Ministerium meldet* comes from the ministry, via Interfax.
    """

    source_id: str
    kind: ClaimKind
    certainty: Certainty
    spans: tuple[ClaimSpan, ...]
    via_source_id: str | None = None

    @property
    def start(self) -> int:
        return min(span.start for span in self.quote)

    @property
    def end(self) -> int:
        return max(span.end for span in self.quote)

    @property
    def quote(self) -> tuple[ClaimSpan, ...]:
        return self.part("quote")

    def part(self, name: ClaimPart) -> tuple[ClaimSpan, ...]:
        """The spans of one part, in the order of the text."""
        return tuple(sorted((s for s in self.spans if s.part == name), key=lambda s: s.start))


@dataclass(frozen=True, slots=True)
class Source:
    """Who stands behind claims. ``share``: part of the article's sentences that rest on it, 0–1."""

    source_id: str
    name: str
    kind: SourceKind
    n_claims: int
    share: float
    first_start: int | None = None
    actor_id: str | None = None


@dataclass(frozen=True, slots=True)
class DateRef:
    """A TIMEX3 expression. ``begin`` and ``until`` (exclusive) where the value is exact."""

    start: int
    end: int
    type: DateType
    value: str
    begin: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class EventActor:
    """An actor's part in an event."""

    actor_id: str
    part: EventPart


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom, in PLOVER types and modes. ``until`` is exclusive."""

    start: int
    end: int
    type: str
    status: EventStatus
    actors: tuple[EventActor, ...] = ()
    mode: str | None = None
    begin: datetime | None = None
    until: datetime | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a stage could not read, so that no gap is silent."""

    stage: str
    message: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read in one article."""

    article: Article
    n_tokens: int = 0
    sentences: tuple[Sentence, ...] = ()
    mentions: tuple[Mention, ...] = ()
    actors: tuple[Actor, ...] = ()
    topics: tuple[Topic, ...] = ()
    sources: tuple[Source, ...] = ()
    claims: tuple[Claim, ...] = ()
    dates: tuple[DateRef, ...] = ()
    events: tuple[Event, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Which version of an archive a book came out of, and when that was written (UTC)."""

    version: int
    written: datetime


@dataclass(frozen=True, slots=True)
class Applied:
    """A correction that held in an article; ``accepts`` if it only says that all is right."""

    entry_id: str
    article_id: str
    accepts: bool = False
