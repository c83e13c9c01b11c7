"""What an analyst's rows refer to, and whose names they share: refused with their place.

Our own files are held to the same and more by the tests.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workbook.errors import KnowledgeRefused
from workbook.knowledge.files import FILES, Files, Row
from workbook.knowledge.records import Country, KnownActor, Office, TopicEntry, TopicWord
from workbook.knowledge.words import Seat

PREFIXES = {"people.csv": "person:", "organisations.csv": "org:", "outlets.csv": "outlet:"}
"""How the ids in each file of actors begin."""


@dataclass(frozen=True, slots=True)
class Known:
    """What rows may refer to, both layers together."""

    countries: Mapping[str, Country]
    actors: Mapping[str, KnownActor]
    topics: Mapping[str, TopicEntry]


def refuse(files: Files, known: Known) -> None:
    """Refuse the first of an analyst's rows that refers to nothing or shares a name unsaid.

    Raises
    ------
    KnowledgeRefused
        With file and line.
    """
    if files.folder is None:
        return
    for name, (record, _) in FILES.items():
        files.hers(name, record)
    parts = (_of_actors, _of_offices, _of_seats, _of_topics)
    faults = (fault for part in parts for fault in part(files, known))
    for place, fault in faults:
        raise KnowledgeRefused(f"{place}: {fault}.")


def bearers(known: Known) -> dict[str, tuple[str, ...]]:
    """Who goes by each name, letter case apart, by id."""
    found: dict[str, list[str]] = defaultdict(list)
    named: Iterator[KnownActor | Country] = iter(
        (*known.actors.values(), *known.countries.values())
    )
    for one in named:
        owner = one.code if isinstance(one, Country) else one.id
        for name in {name.casefold() for name in (one.name, *one.aliases)}:
            found[name].append(owner)
    return {name: tuple(owners) for name, owners in found.items()}


def _of_actors(files: Files, known: Known) -> Iterator[tuple[str, str]]:
    rows = {name: files.hers(name, KnownActor) for name in PREFIXES}
    shared = bearers(known) if any(rows.values()) else {}
    for file, prefix in PREFIXES.items():
        for row in rows[file].values():
            place = f"{file}, line {row.line}"
            if not row.record.id.startswith(prefix):
                yield place, f"the id {row.record.id!r} has to begin with {prefix!r}"
            yield from ((place, fault) for fault in _country(row.record.country, known))
            yield from ((place, fault) for fault in _names(row, shared))


def _names(row: Row[KnownActor], shared: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    actor = row.record
    declared = {name.casefold() for name in actor.ambiguous}
    for name in (actor.name, *actor.aliases):
        others = [owner for owner in shared[name.casefold()] if owner != actor.id]
        if others and name.casefold() not in declared:
            yield (
                f"the name {name!r} is also that of {others[0]}; put it into the column "
                "'ambiguous' too, and the text decides, or take another"
            )


def _of_offices(files: Files, known: Known) -> Iterator[tuple[str, str]]:
    for row in files.hers("offices.csv", Office).values():
        place, office = f"offices.csv, line {row.line}", row.record
        body = office.affiliation or ""
        if office.actor_id not in known.actors:
            yield place, _nobody(office.actor_id)
        if ":" in body and body not in known.actors:
            yield place, _nobody(body)
        if office.begin and office.until and office.until <= office.begin:
            yield place, "the office ends before it begins; correct 'begin' or 'until'"
        yield from ((place, fault) for fault in _country(office.country, known))


def _of_seats(files: Files, known: Known) -> Iterator[tuple[str, str]]:
    for row in files.hers("seats.csv", Seat).values():
        if row.record.actor_id not in known.actors:
            yield f"seats.csv, line {row.line}", _nobody(row.record.actor_id)


def _nobody(actor_id: str) -> str:
    file = next((f for f, prefix in PREFIXES.items() if actor_id.startswith(prefix)), "people.csv")
    return f"nobody has the id {actor_id!r}; add a row to {file}"


def _of_topics(files: Files, known: Known) -> Iterator[tuple[str, str]]:
    for row in files.hers("topic_terms.csv", TopicWord).values():
        if row.record.topic_id not in known.topics:
            place = f"topic_terms.csv, line {row.line}"
            yield place, f"no topic has the id {row.record.topic_id!r}; add a row to topics.csv"
    for entry in files.hers("topics.csv", TopicEntry).values():
        parent = entry.record.parent_id
        if parent is not None and parent not in known.topics:
            place = f"topics.csv, line {entry.line}"
            yield place, f"the topic {parent!r} above it does not exist; correct 'parent_id'"


def _country(code: str | None, known: Known) -> Iterator[str]:
    if code is not None and code not in known.countries:
        yield f"there is no country {code!r}; write three letters as in countries.csv"
