"""Organisations and outlets: facts that can be checked against each other."""

from __future__ import annotations

import re
from collections import defaultdict

from workbook import knowledge
from workbook.knowledge import KnownActor

KNOWN = knowledge.load()
ORGANISATIONS = [actor for actor in KNOWN.actors.values() if actor.kind != "person"]


def test_there_are_enough_to_be_useful() -> None:
    outlets = [actor for actor in ORGANISATIONS if actor.kind == "outlet"]
    assert len(outlets) >= 100
    assert len(ORGANISATIONS) - len(outlets) >= 100


def test_every_row_is_sound() -> None:
    assert {actor.id: fault for actor in ORGANISATIONS if (fault := _fault(actor))} == {}


def _fault(actor: KnownActor) -> str | None:
    is_outlet = actor.kind == "outlet"
    kinds = ("outlet", "agency") if is_outlet else ("organisation", "government", "think_tank")
    names = [actor.name, *actor.aliases]
    checks = {
        "id": re.fullmatch(rf"{'outlet' if is_outlet else 'org'}:[a-z0-9]+(-[a-z0-9]+)*", actor.id),
        "source_kind": actor.source_kind in kinds,
        "country": actor.country is None or actor.country in KNOWN.countries,
        "a name stands twice": len(set(names)) == len(names),
        "ambiguous": set(actor.ambiguous) <= set(names),
        "domain": actor.domain is None or re.fullmatch(r"([a-z0-9-]+\.)+[a-z]{2,}", actor.domain),
        "source": actor.source and actor.checked,
    }
    return next((what for what, holds in checks.items() if not holds), None)


def test_a_name_shared_by_two_is_declared_ambiguous_by_both() -> None:
    bearers: dict[str, list[KnownActor]] = defaultdict(list)
    for actor in KNOWN.actors.values():
        for name in (actor.name, *actor.aliases):
            bearers[name].append(actor)
    undeclared = {
        name: [actor.id for actor in actors]
        for name, actors in bearers.items()
        if len(actors) > 1 and not all(name in actor.ambiguous for actor in actors)
    }
    assert undeclared == {}
