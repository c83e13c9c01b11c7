"""What a row of each knowledge file holds: one frozen record a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from workbook.models import MentionKind, SourceKind


@dataclass(frozen=True, slots=True)
class Country:
    """A state. ``adjective`` holds lower-case stems without ending (*russisch*),
    ``demonyms`` nominative singulars (*Russe|Russin*), ``seats`` the places and buildings
    whose name stands for its government (*Moskau|Kreml*)."""

    code: str
    name: str
    name_en: str
    adjective: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capital: str | None = None
    seats: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownActor:
    """A person, organisation or outlet.

    ``ambiguous`` lists those of its aliases that another actor or a common word shares, so
    that the text has to decide (*SWP*). ``seats`` are places whose name stands for it
    (*Karlsruhe* for the constitutional court); ``gender`` is given for people alone."""

    id: str
    name: str
    kind: MentionKind
    source_kind: SourceKind
    country: str | None = None
    aliases: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    gender: Literal["f", "m"] | None = None
    domain: str | None = None
    wikidata: str | None = None
    source: str | None = None
    checked: date | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """Somebody's term in an office; ``until`` empty while it lasts (exclusive otherwise).

    ``role`` is the plain role noun (*Außenminister*); ``aliases`` are other words for this
    very office (*Kremlchef*). ``affiliation`` is the id of its body, or the plain name of a
    place (*Bayern*); ``country`` is empty for offices of international bodies. ``shared``:
    several hold the office at once (a party with two leaders). ``secondary``: held beside
    one by which people know its holder better (a minister who leads a party)."""

    actor_id: str
    role: str
    affiliation: str | None = None
    country: str | None = None
    begin: date | None = None
    until: date | None = None
    shared: bool = False
    secondary: bool = False
    aliases: tuple[str, ...] = ()
    source: str | None = None
    checked: date | None = None


@dataclass(frozen=True, slots=True)
class RoleNoun:
    """A noun for what somebody is or does: *Außenminister*, feminine *Außenministerin*."""

    noun: str
    feminine: str | None = None
    group: str = "other"


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that marks that somebody says something.

    ``form``: ``verb`` ``noun`` ``preposition`` ``adverb``, or ``idiom`` for a verb that says
    nothing beside these words (*stehen im Zusammenhang*). ``group`` is the kind of saying
    (statement, emphasis, commitment, directive, conflict, opinion, concession, praise,
    question, talk, stance, hedge; a stance only tells who holds the floor). ``particle`` is the separable part of a verb. ``complements``
    say how its message stands: ``direct`` ``dass`` ``zu`` ``v2`` ``ob`` ``object``, or the
    preposition that governs it (*warnen vor*); ``definite`` lets a noun of saying stand
    after a definite article (*nach der Darstellung*). ``whom`` is for verbs never without the
    one spoken to, and ``addressee`` is the case or the preposition in which they take him."""

    lemma: str
    form: Literal["verb", "noun", "preposition", "adverb", "idiom"]
    group: str
    particle: str | None = None
    complements: tuple[str, ...] = ()
    certainty: str = "asserted"
    addressee: str | None = None


WordKind = Literal[
    "document",
    "government",
    "state",
    "organisation",
    "think_tank",
    "agency",
    "outlet",
    "voice",
    "person",
    "circle",
    "work",
    "time",
]


@dataclass(frozen=True, slots=True)
class SourceWord:
    """A lower-case noun that tells what stands behind a claim, also as the end of a compound.

    ``state`` words mean a country's own government where its adjective stands with them
    (*die russische Seite*), ``voice`` words somebody who speaks for a body (*Sprecher*),
    ``person`` words whoever was named just before (*der Politiker*), ``circle`` words people
    nobody names (*Kreise*); a ``work`` has a title in quotation marks, a ``time`` never speaks.
    Where its ``gender`` is told, an adjective is put before it as it stands without an article."""

    word: str
    kind: WordKind
    gender: Literal["m", "f", "n"] | None = None


@dataclass(frozen=True, slots=True)
class TopicEntry:
    """A Media Topic. ``official_de`` is IPTC's German label, ``label_de`` the one we show."""

    topic_id: str
    label_de: str
    label_en: str
    level: int
    parent_id: str | None = None
    official_de: str | None = None


@dataclass(frozen=True, slots=True)
class TopicWord:
    """A word that tells of a topic, by how telling it is (0–1).

    ``match``: ``word`` the lemma alone; ``head`` also as last part of a compound
    (*Angriffskrieg* for *Krieg*); ``part`` anywhere in a compound (*Kriegsende*)."""

    topic_id: str
    term: str
    weight: float = 1.0
    match: Literal["word", "head", "part"] = "head"


@dataclass(frozen=True, slots=True)
class EventTrigger:
    """A word that tells of an event, in PLOVER types and modes.

    ``form``: ``verb`` (a lemma, ``particle`` apart) or ``noun``, also as last part of a
    compound. ``needs``: all, divided by ``;``, that must stand with it to make it an event: an
    ``actor``, a ``pair`` of them, one ``with`` the other, a ``meeting`` of two, an ``object``, an
    ``agent``, a ``place``, a ``reflexive`` pronoun, ``no_that`` clause behind it, a
    ``deed`` rather than words (no person attacks a state), ``near:`` a word of that field of ``event_fields.csv`` (*Haft* beside *verurteilen*), ``unless:`` there is one.
    Of several rows for one word the first that has what it needs tells the type. Type ``NONE``
    keeps words away that only look alike (*Pressekonferenz*)."""

    term: str
    form: Literal["verb", "noun"]
    type: str
    mode: str | None = None
    particle: str | None = None
    needs: str | None = None
