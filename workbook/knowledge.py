"""What the readers know beforehand: data files read into frozen lookups.

Each file in ``data/knowledge`` is a CSV with a header, UTF-8, and one record type below.
Lists in a cell are divided by ``|``. An analyst's own folder may hold files of the same
names: a row with a key we have replaces ours, any other is added.

Knowing is not reading: nothing here looks at an article.
"""

from __future__ import annotations

import csv
import dataclasses
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, TypeVar

from workbook import resources
from workbook.errors import KnowledgeRefused
from workbook.models import MentionKind, SourceKind

Record = TypeVar("Record")


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
    """A person, organisation or outlet. ``ambiguous`` lists those of its aliases that other
    actors share, so that the text has to decide (*SWP*)."""

    id: str
    name: str
    kind: MentionKind
    source_kind: SourceKind
    country: str | None = None
    aliases: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    domain: str | None = None
    wikidata: str | None = None
    source: str | None = None
    checked: date | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """Somebody's term in an office; ``until`` empty while it lasts (exclusive otherwise).

    ``role`` is the plain role noun (*Außenminister*); ``aliases`` are other words for this
    very office (*Kremlchef*). ``country`` empty for offices of international bodies."""

    actor_id: str
    role: str
    affiliation: str | None = None
    country: str | None = None
    begin: date | None = None
    until: date | None = None
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
    question, talk, hedge). ``particle`` is the separable part of a verb. ``complements``
    say how its message stands: ``direct`` ``dass`` ``zu`` ``v2`` ``ob`` ``object``."""

    lemma: str
    form: Literal["verb", "noun", "preposition", "adverb"]
    group: str
    particle: str | None = None
    complements: tuple[str, ...] = ()
    certainty: str = "asserted"


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

    ``form``: ``verb`` (a lemma, ``particle`` apart) or ``noun``."""

    term: str
    form: Literal["verb", "noun"]
    type: str
    mode: str | None = None
    particle: str | None = None
    status: str | None = None


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


@cache
def load(folder: Path | None = None) -> Knowledge:
    """Our knowledge, with an analyst's ``folder`` laid over it.

    Raises
    ------
    KnowledgeRefused
        If a file has a row that cannot be used; the message names file and line.

    Examples
    --------
    >>> load().countries["RUS"].capital
    'Moskau'
    """
    if folder is not None and not folder.is_dir():
        raise KnowledgeRefused(
            f"The knowledge folder {folder} does not exist; create it or correct the setting 'knowledge'."
        )

    def rows(
        name: str, record: type[Record], key: Callable[[Record], object]
    ) -> dict[object, Record]:
        found = {key(row): row for row in read_file(_our_folder() / name, record)}
        if folder is not None and (folder / name).is_file():
            found |= {key(row): row for row in read_file(folder / name, record)}
        return found

    def by_id(row: KnownActor) -> str:
        return row.id

    actors = {
        str(key): actor
        for name in ("people.csv", "organisations.csv", "outlets.csv")
        for key, actor in rows(name, KnownActor, by_id).items()
    }
    return Knowledge(
        countries=_frozen(rows("countries.csv", Country, lambda row: row.code)),
        actors=_frozen(actors),
        offices=tuple(
            rows("offices.csv", Office, lambda r: (r.actor_id, r.role, r.begin)).values()
        ),
        roles=_frozen(rows("roles.csv", RoleNoun, lambda row: row.noun)),
        cues=tuple(rows("cues.csv", Cue, lambda r: (r.lemma, r.particle, r.form)).values()),
        topics=_frozen(rows("topics.csv", TopicEntry, lambda row: row.topic_id)),
        topic_words=tuple(
            rows("topic_terms.csv", TopicWord, lambda r: (r.topic_id, r.term)).values()
        ),
        event_triggers=tuple(
            rows("events.csv", EventTrigger, lambda r: (r.term, r.particle, r.form)).values()
        ),
    )


def read_file(path: Path, record: type[Record]) -> Iterator[Record]:
    """The rows of one CSV as records of one type.

    Raises
    ------
    KnowledgeRefused
        On an unknown column, a missing value or one of the wrong type, with its line.
    """
    hints = typing.get_type_hints(record)
    fields = dataclasses.fields(record)  # type: ignore[arg-type]
    required = {f.name for f in fields if f.default is dataclasses.MISSING}
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        columns = set(reader.fieldnames or ())
        if columns - hints.keys() or required - columns:
            wrong = sorted(str(c) for c in columns - hints.keys()) or sorted(required - columns)
            raise KnowledgeRefused(
                f"{path.name}: the columns {', '.join(wrong)} are unknown or missing; "
                f"it takes {', '.join(hints)}."
            )
        for row in reader:
            cells = {name: (cell or "").strip() for name, cell in row.items() if name is not None}
            try:
                yield record(
                    **{
                        name: _value(cell, hints[name])
                        for name, cell in cells.items()
                        if cell or name in required
                    }
                )
            except ValueError as error:
                raise KnowledgeRefused(
                    f"{path.name}, line {reader.line_num}: {error}; correct that row."
                ) from None


def _value(cell: str, hint: Any) -> Any:
    """A cell as the type its field declares."""
    options = [o for o in typing.get_args(hint) if o is not types.NoneType]
    origin = typing.get_origin(hint)
    if origin is tuple:
        return tuple(part.strip() for part in cell.split("|") if part.strip())
    if origin is Literal:
        if cell not in options:
            raise ValueError(f"{cell!r} is none of {', '.join(map(str, options))}")
        return cell
    if origin in (types.UnionType, typing.Union):
        return _value(cell, options[0])
    if not cell:
        raise ValueError("a cell that is needed is empty")
    if hint is date:
        return date.fromisoformat(cell)
    return hint(cell)


def _frozen(rows: dict[object, Record]) -> Mapping[str, Record]:
    return MappingProxyType({str(key): row for key, row in rows.items()})


def _our_folder() -> Path:
    return resources.data_folder() / "knowledge"
