"""What stands behind a role noun and belongs to it: *des Ministeriums*, *der Partei im
Bundestag*, *für Handel und Entwicklung*."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbook.actors.lexicon import Lexicon
from workbook.actors.name import Name
from workbook.actors.roles import Roles

if TYPE_CHECKING:
    from spacy.tokens import Doc

_LINKS = frozenset({"des", "der", "von", "vom", "für"})
_PLACE_LINKS = frozenset(["im", "in", "bei", "beim", "am", "an", "aus", "zur", "zum"])
_ATTACHMENTS = 3
_REACH = 6
"""Tokens one attachment may span, and how many there may be: bounds on the work per role."""


@dataclass(frozen=True, slots=True)
class Complements:
    """Reads the complements of one article; names by the token where they begin."""

    doc: Doc
    starting: Mapping[int, Name]
    roles: Roles
    lexicon: Lexicon

    def read(self, i: int) -> tuple[int, Name | None]:
        """Where the phrase ends behind the noun, and the first name in its complement:
        *der Partei im Bundestag*."""
        end, body = i, None
        for _ in range(_ATTACHMENTS):
            attached = self._attachment(end)
            if attached is None:
                break
            end, name = attached
            body = body or name
        return end, body

    def _attachment(self, i: int) -> tuple[int, Name | None] | None:
        """One genitive or prepositional phrase from here, and the name that is its body."""
        if i >= len(self.doc) or self.doc[i].is_sent_start:
            return None
        name, link = self.starting.get(i), self.doc[i].lower_
        if name is not None:
            owns = name.label != "PER" and self.doc[name.last - 1].text.endswith("s")
            return (name.last, name) if owns else None
        if link not in _LINKS | _PLACE_LINKS:
            return None
        for j in range(i + 1, min(i + 1 + _REACH, len(self.doc))):
            name, token = self.starting.get(j), self.doc[j]
            if name is not None:
                return self._named_attachment(link, name)
            if token.text[:1].isdigit() and link == "vom":  # die Rede des Kanzlers vom 1. Juli
                return None
            if token.is_sent_start or token.tag_ not in ("ART", "ADJA", "NN", "APPR"):
                return None
            if link in _PLACE_LINKS and self._is_place(j + 1):  # im Bundesland Muster
                continue
            if token.tag_ == "NN":
                if self._is_somebody(j):
                    return self.starting[j + 1].last, None
                return (self._joined(j + 1), None) if link in _LINKS else None
        return None

    def _is_somebody(self, j: int) -> bool:
        """Whether the noun and the name behind it are one person: *Nachfolger des Finnen Muster*."""
        name = self.starting.get(j + 1)
        named = name is not None and name.label == "PER"
        return named and self.lexicon.native_of(self.doc[j].text) is not None

    def _is_place(self, i: int) -> bool:
        name = self.starting.get(i)
        return name is not None and name.label == "LOC"

    def _joined(self, i: int) -> int:
        """Where *Erweiterung und europäische Nachbarschaft* ends that goes on at ``i``."""
        if i >= len(self.doc) or self.doc[i].lower_ != "und":
            return i
        for j in range(i + 1, min(i + 4, len(self.doc))):
            if j in self.starting or self.doc[j].tag_ not in ("NN", "ADJA"):
                return i
            if self.doc[j].tag_ == "NN":
                return j + 1 if self.roles.read(self.doc[j].text) is None else i
        return i

    def _named_attachment(self, link: str, name: Name) -> tuple[int, Name | None] | None:
        """A complement that is a name; *in Berlin* belongs to a role only where it ends."""
        if name.label == "PER":
            return None
        if link in _LINKS or name.label == "ORG":
            return name.last, name
        behind = self.doc[name.last] if name.last < len(self.doc) else None
        ends = behind is None or behind.is_punct or name.last in self.starting
        return (name.last, None) if ends else None
