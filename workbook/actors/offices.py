"""Who held which office on a day, from the knowledge files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from workbook.actors.lexicon import Lexicon
from workbook.actors.roles import Roles
from workbook.knowledge import Knowledge, Office


@dataclass(frozen=True, slots=True)
class Offices:
    """Offices by holder and by role noun; an office belongs to a day if its term covers it."""

    by_actor: Mapping[str, tuple[Office, ...]]
    by_role: Mapping[str, tuple[Office, ...]]

    def of(self, actor_id: str, day: date | None) -> tuple[Office, ...]:
        """The offices somebody held on a day; without a day, all there ever were."""
        return tuple(o for o in self.by_actor.get(actor_id, ()) if covers(o, day))

    def current(self, actor_id: str, day: date | None) -> Office | None:
        """The office to show: the main one that began last among those held on the day."""
        held = self.of(actor_id, day)
        if day is None and len({(o.role, o.country) for o in held}) > 1:
            return None
        return max(held, key=lambda o: (not o.secondary, o.begin or date.min), default=None)

    def called(self, word: str, country: str | None, day: date | None) -> tuple[Office, ...]:
        """The offices a word may mean on a day, in one country if it is given."""
        return tuple(
            office
            for office in self.by_role.get(word.lower(), ())
            if covers(office, day) and (country is None or office.country == country)
        )


def covers(office: Office, day: date | None) -> bool:
    """Whether the term of an office includes the day.

    >>> covers(Office("person:a", "Kanzler", begin=date(2021, 12, 8)), date(2025, 2, 16))
    True
    """
    if day is None:
        return True
    return (office.begin is None or office.begin <= day) and (
        office.until is None or day < office.until
    )


def offices(knowledge: Knowledge, lexicon: Lexicon, roles: Roles) -> Offices:
    """The offices of the knowledge files, found under every word for them."""
    by_actor: dict[str, list[Office]] = defaultdict(list)
    by_role: dict[str, list[Office]] = defaultdict(list)
    for office in knowledge.offices:
        if office.actor_id not in lexicon.entries:
            continue
        by_actor[office.actor_id].append(office)
        for word in {w.lower() for w in (office.role, *office.aliases)}:
            by_role[word].append(office)
    words = {word: (word, *sorted(meant)) for word, meant in roles.synonyms.items()}
    called = {
        word: tuple(
            dict.fromkeys(o for role in words.get(word, (word,)) for o in by_role.get(role, ()))
        )
        for word in {*by_role, *words}
    }
    return Offices(
        by_actor=MappingProxyType({k: tuple(v) for k, v in by_actor.items()}),
        by_role=MappingProxyType(called),
    )
