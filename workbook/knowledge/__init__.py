"""What the readers know beforehand: data files read into frozen lookups.

Each file in ``data/knowledge`` is a CSV with a header, UTF-8, and one record type. Lists in a
cell are divided by ``|``. An analyst's own folder may hold files of the same names: a row with
a key we have replaces ours, any other is added. That goes for every file, also for the word
lists of single readers, which they read through `Knowledge.files`.
``data/knowledge/README.md`` tells what each file holds and where its facts come from.

Knowing is not reading: nothing here looks at an article.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from workbook import garbage, settings
from workbook.knowledge import checks, terms
from workbook.knowledge.files import OURS, Files
from workbook.knowledge.records import (
    Country,
    Cue,
    EventTrigger,
    KnownActor,
    Office,
    RoleNoun,
    SourceWord,
    TopicEntry,
    TopicWord,
    WordKind,
)
from workbook.knowledge.rows import read_file
from workbook.knowledge.words import (
    DateWord,
    EventField,
    EventWord,
    EventWordKind,
    Feast,
    FirstName,
    Gender,
    KeyphraseWord,
    NameWord,
    Place,
    PlaceWord,
    RoleSynonyms,
    Seat,
)

__all__ = [
    "OURS",
    "Country",
    "Cue",
    "DateWord",
    "EventField",
    "EventTrigger",
    "EventWord",
    "EventWordKind",
    "Feast",
    "Files",
    "FirstName",
    "Gender",
    "KeyphraseWord",
    "Knowledge",
    "KnownActor",
    "NameWord",
    "Office",
    "Place",
    "PlaceWord",
    "RoleNoun",
    "RoleSynonyms",
    "Seat",
    "SourceWord",
    "TopicEntry",
    "TopicWord",
    "WordKind",
    "in_force",
    "load",
    "read_file",
]


@dataclass(frozen=True, slots=True, eq=False)
class Knowledge:
    """All files, read. Actors are people, organisations and outlets together, by id.

    ``files`` gives readers the word lists that nobody else needs.
    """

    countries: Mapping[str, Country]
    actors: Mapping[str, KnownActor]
    offices: tuple[Office, ...]
    roles: Mapping[str, RoleNoun]
    cues: tuple[Cue, ...]
    topics: Mapping[str, TopicEntry]
    topic_words: tuple[TopicWord, ...]
    event_triggers: tuple[EventTrigger, ...]
    source_words: tuple[SourceWord, ...] = ()
    files: Files = OURS


def load(folder: Path | None = None) -> Knowledge:
    """Our knowledge, with an analyst's ``folder`` laid over it, as both are now.

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
    return _loaded(Files.over(folder))


def in_force() -> Knowledge:
    """What is known here: ours, with the folder that ``workbook.toml`` names over it."""
    return load(settings.load().knowledge)


@lru_cache(maxsize=4)
@garbage.keeping()
def _loaded(files: Files) -> Knowledge:
    countries = {row.code: row for row in files.read("countries.csv", Country)}
    actors = {row.id: row for name in checks.PREFIXES for row in files.read(name, KnownActor)}
    topics = {row.topic_id: row for row in files.read("topics.csv", TopicEntry)}
    checks.refuse(files, checks.Known(countries, actors, topics))
    return Knowledge(
        countries=MappingProxyType(countries),
        actors=MappingProxyType(actors),
        offices=_offices(files),
        roles=MappingProxyType({row.noun: row for row in files.read("roles.csv", RoleNoun)}),
        cues=files.read("cues.csv", Cue),
        topics=MappingProxyType(topics),
        topic_words=files.read("topic_terms.csv", TopicWord),
        event_triggers=files.read("events.csv", EventTrigger),
        source_words=files.read("source_words.csv", SourceWord),
        files=files,
    )


def _offices(files: Files) -> tuple[Office, ...]:
    hers = [row.record for row in files.hers("offices.csv", Office).values()]
    own = frozenset(hers)
    ours = (term for term in files.read("offices.csv", Office) if term not in own)
    return (*terms.yielding(ours, hers), *hers)
