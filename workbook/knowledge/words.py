"""What a row of each word list holds: files that one reader alone looks into."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from workbook.models import EventStatus

Gender = Literal["m", "f"]
NameWordKind = Literal[
    "honorific",
    "title",
    "particle",
    "legal_form",
    "former",
    "post",
    "deputy",
    "region",
    "served",
    "neuter",
    "institution",
    "thing",
    "event",
    "couple",
    "force",
    "crowd",
    "settlement",
    "local",
]


EventWordKind = Literal[
    "verb", "adjective", "adverb", "start", "opener", "modal", "preposition", "settled",
    "absence", "head", "failure", "light", "attempt",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class FirstName:
    """A given name and the gender it is mostly given to."""

    name: str
    gender: Gender


@dataclass(frozen=True, slots=True)
class NameWord:
    """A word that stands with names: ``honorific`` ``title`` ``particle`` ``legal_form``, or
    the stem of one that says an office is no longer or not yet held (``former``), or a noun
    before an office that means the office alone (``post``: *das Amt des Präsidenten*), or the stem of a participle that
    belongs to an office (``deputy``: *stellvertretend*), a part of the world (``region``) or a
    role that is always somebody's (``served``: *Muster-Chef*), or the end of
    a neuter noun (``neuter``: *…amt*), of one for bodies (``institution``: *…verein*), for works
    and wares (``thing``: *…film*) or for championships and the like (``event``), or a noun for
    several people of one name (``couple``: *das Ehepaar Muster*), or the end of a noun for a
    body (``force``: *…polizei*) or people (``crowd``) that act together without a name, or a
    noun that stands before the name of a place in apposition (``settlement``: *die Stadt Pécs*), or the
    end of a noun for a body that many places have one of (``local``: *Landgericht Bonn*)."""

    word: str
    kind: NameWordKind
    gender: Gender | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A city or region, its state (alpha-3), other names for it, and the adjective of a
    region that has a government of its own."""

    place: str
    country: str
    aliases: tuple[str, ...] = ()
    adjective: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seat:
    """A place whose name stands for a body that sits there, whatever state it lies in."""

    place: str
    actor_id: str


@dataclass(frozen=True, slots=True)
class RoleSynonyms:
    """Other words an office goes by in news: *Regierungschef* may be *Premierminister*."""

    word: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaceWord:
    """A word that tells a government from a place. ``part``: ``preposition`` before the name,
    ``verb`` of its clause, ``noun`` beside it, ``head`` a government noun before *in Kiew*,
    ``statement`` what can come *aus Moskau*, ``predicate`` what only somebody can be,
    ``direction`` a word before *von Moskau* (*südlich*)."""

    word: str
    part: Literal["preposition", "verb", "noun", "head", "statement", "predicate", "direction"]
    reading: Literal["government", "place"]
    weight: float


@dataclass(frozen=True, slots=True)
class EventWord:
    """A row of ``event_words.csv``: what its word says of an event beside it.

    ``kind``: a ``verb`` whose subject or object the event is, a verb of its ``start``, a
    ``modal``; an ``adjective`` before its noun; an ``adverb`` or an ``opener`` of its clause; a
    ``preposition`` of what is still to come, one behind which it is ``settled`` whatever the
    clause says (*nach dem Angriff*), or one of its ``absence``; a ``head``, the noun it hangs on
    (*Forderung nach …*); a noun or verb of
    ``failure``; a ``light`` noun that is only about what hangs on it (*Beginn*); a verb of
    ``attempt``, whose day is that of the event. ``shares_subject``: the verb's subject does what the event's noun names,
    ``does`` if the verb also says that it is done (*verübte einen Anschlag*), ``weakly`` if not
    (*war ein Anschlag*), ``receives`` if it is done to the subject (*erhielt Hilfe*)."""

    word: str
    kind: EventWordKind
    particle: str | None = None
    status: EventStatus | None = None
    shares_subject: Literal["does", "weakly", "receives"] | None = None


@dataclass(frozen=True, slots=True)
class EventField:
    """A row of ``event_fields.csv``: a ``word`` of a ``field``, also as the end of a compound."""

    field: str
    word: str


@dataclass(frozen=True, slots=True)
class DateWord:
    """A row of ``date_words.csv``. A ``form`` in ``~`` takes adjective endings, in ``~?`` or none."""

    form: str
    kind: str
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Feast:
    """A row of ``date_feasts.csv``: ``day`` is ``12-24`` or ``easter-47``."""

    name: str
    day: str


@dataclass(frozen=True, slots=True)
class KeyphraseWord:
    """A row of ``keyphrase_words.csv``.

    ``kind``: ``plain`` a noun that tells nothing alone, ``plain_adjective`` an adjective like
    that, ``determiner`` and ``preposition`` what may stand before an adjective.
    """

    word: str
    kind: Literal["plain", "plain_adjective", "determiner", "preposition"]
