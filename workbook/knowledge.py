"""What the readers know beforehand: data files read into frozen lookups.

Each file in ``data/knowledge`` is a CSV with a header, UTF-8, and one record type below.
Lists in a cell are divided by ``|``. An analyst's own folder may hold files of the same
names: a row with a key we have replaces ours, any other is added. ``data/knowledge/README.md``
tells what each file holds and where its facts come from.

Knowing is not reading: nothing here looks at an article.
"""

from __future__ import annotations

import csv
import dataclasses
import types
import typing
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, TypeVar

from workbook import resources
from workbook.errors import KnowledgeRefused
from workbook.models import MentionKind, SourceKind

Record = TypeVar("Record")
Key = TypeVar("Key", bound=Hashable)


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

    ``form``: ``verb`` ``noun`` ``preposition`` ``adverb``. ``group`` is the kind of saying
    (statement, emphasis, commitment, directive, conflict, opinion, concession, praise,
    question, talk, stance, hedge; a stance only tells who holds the floor). ``particle`` is the separable part of a verb. ``complements``
    say how its message stands: ``direct`` ``dass`` ``zu`` ``v2`` ``ob`` ``object``, or the
    preposition that governs it (*warnen vor*); ``definite`` lets a noun of saying stand
    after a definite article (*nach der Darstellung*). ``addressee`` is the case in which a
    verb takes the one spoken to."""

    lemma: str
    form: Literal["verb", "noun", "preposition", "adverb"]
    group: str
    particle: str | None = None
    complements: tuple[str, ...] = ()
    certainty: str = "asserted"
    addressee: Literal["dative", "accusative"] | None = None


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
    nobody names (*Kreise*); a ``work`` has a title in quotation marks, a ``time`` never speaks."""

    word: str
    kind: WordKind


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
    compound. ``needs``: what must stand with it to make it an event: an ``actor``, a ``pair`` of
    them, one ``with`` the other, a ``meeting`` of two, an ``object``, an ``agent``, a ``place``,
    ``no_that`` clause behind it, or one of the
    words after ``near:`` in its clause (*Haft* beside *verurteilen*). Type ``NONE`` keeps words away that only look alike (*Pressekonferenz*)."""

    term: str
    form: Literal["verb", "noun"]
    type: str
    mode: str | None = None
    particle: str | None = None
    status: str | None = None
    needs: str | None = None


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All files, read. Actors are people, organisations and outlets together, by id."""

    countries: Mapping[str, Country]
    actors: Mapping[str, KnownActor]
    offices: tuple[Office, ...]
    roles: Mapping[str, RoleNoun]
    cues: tuple[Cue, ...]
    topics: Mapping[str, TopicEntry]
    topic_words: tuple[TopicWord, ...]
    event_triggers: tuple[EventTrigger, ...]
    source_words: tuple[SourceWord, ...] = ()


@cache
def load(folder: Path | None = None) -> Knowledge:
    """Our knowledge, with an analyst's ``folder`` laid over it.

    Raises
    ------
    KnowledgeRefused
        If the folder does not exist or a file has a row that cannot be used; the message
        names file and line.

    Examples
    --------
    >>> load().countries["RUS"].capital
    'Moskau'
    """
    if folder is not None and not folder.is_dir():
        raise KnowledgeRefused(
            f"The knowledge folder {folder} does not exist; "
            "create it or correct the setting 'knowledge'."
        )
    folders = [resources.data_folder() / "knowledge", *([folder] if folder else [])]

    def rows(name: str, record: type[Record], key: Callable[[Record], Key]) -> dict[Key, Record]:
        return {
            key(row): row
            for place in folders
            if (place / name).is_file()
            for row in read_file(place / name, record)
        }

    def actors(name: str) -> dict[str, KnownActor]:
        return rows(name, KnownActor, lambda row: row.id)

    return Knowledge(
        countries=MappingProxyType(rows("countries.csv", Country, lambda row: row.code)),
        actors=MappingProxyType(
            actors("people.csv") | actors("organisations.csv") | actors("outlets.csv")
        ),
        offices=tuple(rows("offices.csv", Office, _term).values()),
        roles=MappingProxyType(rows("roles.csv", RoleNoun, lambda row: row.noun)),
        cues=tuple(rows("cues.csv", Cue, lambda r: (r.lemma, r.particle, r.form)).values()),
        topics=MappingProxyType(rows("topics.csv", TopicEntry, lambda row: row.topic_id)),
        topic_words=tuple(
            rows("topic_terms.csv", TopicWord, lambda r: (r.topic_id, r.term)).values()
        ),
        event_triggers=tuple(
            rows("events.csv", EventTrigger, lambda r: (r.term, r.particle, r.form)).values()
        ),
        source_words=tuple(rows("source_words.csv", SourceWord, lambda row: row.word).values()),
    )


def read_file(path: Path, record: type[Record]) -> Iterator[Record]:
    """The rows of one CSV as records of one type.

    Raises
    ------
    KnowledgeRefused
        On an unknown column, a missing value or one of the wrong type, with its line.
    """
    readers = {name: _reader(hint) for name, hint in typing.get_type_hints(record).items()}
    required = _required(record)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file, strict=True)
            _check_columns(path, record, set(rows.fieldnames or ()))
            for row in rows:
                place = f"{path.name}, line {rows.line_num}"
                yield record(**_values(row, readers, required, place))
    except (csv.Error, UnicodeDecodeError) as error:
        raise KnowledgeRefused(f"{path.name} is no CSV in UTF-8 ({error}); correct it.") from None


def _check_columns(path: Path, record: type[Any], columns: set[str]) -> None:
    names = [field.name for field in dataclasses.fields(record)]
    unknown = columns - set(names)
    missing = _required(record) - columns
    if unknown or missing:
        fault = "unknown" if unknown else "missing"
        raise KnowledgeRefused(
            f"{path.name}: the columns {', '.join(sorted(unknown or missing))} are {fault}; "
            f"it takes {', '.join(names)}."
        )


def _required(record: type[Any]) -> frozenset[str]:
    """The fields every row has to fill."""
    return frozenset(f.name for f in dataclasses.fields(record) if f.default is dataclasses.MISSING)


def _values(
    row: Mapping[str | None, Any],
    readers: Mapping[str, Callable[[str], Any]],
    required: frozenset[str],
    place: str,
) -> dict[str, Any]:
    """The fields of one row; an empty cell leaves its field at the default."""
    if None in row:
        raise KnowledgeRefused(f"{place}: more cells than columns; put quotes around commas.")
    values: dict[str, Any] = {}
    for name, cell in row.items():
        column, cell = str(name), (cell or "").strip()
        try:
            if cell:
                values[column] = readers[column](cell)
            elif column in required:
                raise ValueError("a value that is needed is missing")
        except ValueError as error:
            raise KnowledgeRefused(f"{place}, column {column}: {error}; correct it.") from None
    return values


def _reader(hint: Any) -> Callable[[str], Any]:
    """How a cell becomes the type its field declares."""
    options = [option for option in typing.get_args(hint) if option is not types.NoneType]
    origin = typing.get_origin(hint)
    if origin is tuple:
        return _parts
    if origin is Literal:
        return partial(_one_of, {str(option): option for option in options})
    if origin in (types.UnionType, typing.Union):
        return _reader(options[0])
    if hint is bool:
        return partial(_one_of, {"yes": True, "no": False})
    if hint is date:
        return _day
    return typing.cast(Callable[[str], Any], hint)


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _one_of(options: Mapping[str, Any], cell: str) -> Any:
    if cell not in options:
        raise ValueError(f"{cell!r} is none of {', '.join(options)}")
    return options[cell]


def _day(cell: str) -> date:
    try:
        return date.fromisoformat(cell)
    except ValueError:
        raise ValueError(f"{cell!r} is no day; write it as 2025-02-16") from None


def _term(office: Office) -> tuple[object, ...]:
    return (office.actor_id, office.role, office.affiliation, office.country, office.begin)
