"""The knowledge files in their two layers: ours, and an analyst's folder over them."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from functools import cache
from operator import attrgetter
from pathlib import Path
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from workbook import resources
from workbook.errors import KnowledgeRefused
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
)
from workbook.knowledge.rows import numbered
from workbook.knowledge.words import (
    DateWord,
    EventField,
    EventWord,
    Feast,
    FirstName,
    KeyphraseWord,
    NameWord,
    Place,
    PlaceWord,
    RoleSynonyms,
    Seat,
)

Record = TypeVar("Record")

FILES: Mapping[str, tuple[type[Any], tuple[str, ...]]] = MappingProxyType(
    {
        "countries.csv": (Country, ("code",)),
        "cues.csv": (Cue, ("lemma", "particle", "form")),
        "date_feasts.csv": (Feast, ("name",)),
        "date_words.csv": (DateWord, ("form",)),
        "event_fields.csv": (EventField, ("field", "word")),
        "event_words.csv": (EventWord, ("word", "particle", "kind")),
        "events.csv": (EventTrigger, ("term", "particle", "form", "needs")),
        "first_names.csv": (FirstName, ("name",)),
        "keyphrase_words.csv": (KeyphraseWord, ("word",)),
        "name_words.csv": (NameWord, ("word", "kind")),
        "offices.csv": (Office, ("actor_id", "role", "affiliation", "country", "begin")),
        "organisations.csv": (KnownActor, ("id",)),
        "outlets.csv": (KnownActor, ("id",)),
        "people.csv": (KnownActor, ("id",)),
        "places.csv": (Place, ("place",)),
        "place_words.csv": (PlaceWord, ("part", "word")),
        "role_synonyms.csv": (RoleSynonyms, ("word",)),
        "roles.csv": (RoleNoun, ("noun",)),
        "seats.csv": (Seat, ("place",)),
        "source_words.csv": (SourceWord, ("word",)),
        "topic_terms.csv": (TopicWord, ("topic_id", "term")),
        "topics.csv": (TopicEntry, ("topic_id",)),
    }
)
"""Every knowledge file: what its rows hold, and the columns that tell them apart."""


@dataclass(frozen=True, slots=True)
class Row(Generic[Record]):
    """A record and the line of the file it ends on."""

    line: int
    record: Record


@dataclass(frozen=True, slots=True)
class Files:
    """The files to read: ours, with those in an analyst's ``folder`` laid over them.

    ``stamp`` tells the state of her folder, so that what was read of it before she changed
    it is not taken for what stands there now.

    Examples
    --------
    >>> from workbook.knowledge import RoleNoun
    >>> Files().read("roles.csv", RoleNoun)[0]
    RoleNoun(noun='Abgeordneter', feminine='Abgeordnete', group='parliament')
    """

    folder: Path | None = None
    stamp: tuple[tuple[str, int, int], ...] = field(default=(), repr=False)

    @classmethod
    def over(cls, folder: Path | None) -> Files:
        """Ours with ``folder`` over them, as it is now.

        Raises
        ------
        KnowledgeRefused
            If the folder does not exist, or holds a CSV of a name we do not read.
        """
        if folder is None:
            return cls()
        if not folder.is_dir():
            raise KnowledgeRefused(
                f"The knowledge folder {folder} does not exist; "
                "create it or correct the setting 'knowledge'."
            )
        found = sorted(folder.resolve().glob("*.csv"))
        for path in found:
            if path.name not in FILES:
                raise KnowledgeRefused(
                    f"{path.name} in the knowledge folder {folder} is no file that is read; "
                    f"name it {', '.join(FILES)} or move it away."
                )
        states = [(path.name, path.stat()) for path in found]
        return cls(folder.resolve(), tuple((n, s.st_mtime_ns, s.st_size) for n, s in states))

    def read(self, name: str, record: type[Record]) -> tuple[Record, ...]:
        """The rows of one file, hers over ours by key: replaced in place, or added behind.

        Raises
        ------
        KnowledgeRefused
            If a row cannot be used or stands twice; the message names file and line.
        """
        hers = {key: row.record for key, row in self.hers(name, record).items()}
        return tuple((_ours(name) | hers).values())

    def hers(self, name: str, record: type[Record]) -> dict[Hashable, Row[Record]]:
        """The analyst's own rows of one file by their keys; none if she has no such file."""
        path = self.folder / name if self.folder else None
        return _rows(path, record) if path and path.is_file() else {}


OURS = Files()
"""Our files alone."""


@cache
def _ours(name: str) -> dict[Hashable, Any]:
    path = resources.data_folder() / "knowledge" / name
    return {key: row.record for key, row in _rows(path, FILES[name][0]).items()}


def _rows(path: Path, record: type[Record]) -> dict[Hashable, Row[Record]]:
    columns = FILES[path.name][1]
    key_of = attrgetter(*columns)
    found: dict[Hashable, Row[Record]] = {}
    for line, one in numbered(path, record):
        key = key_of(one)
        if key in found:
            raise KnowledgeRefused(
                f"{path.name}, line {line}: line {found[key].line} has the same "
                f"{' and '.join(columns)}; keep one of the two."
            )
        found[key] = Row(line, one)
    return found
