"""Organisations and outlets: facts that can be checked against each other."""

from __future__ import annotations

import re

import pytest

from workbook import knowledge
from workbook.actors.lexicon import lexicon
from workbook.knowledge import KnownActor

KNOWN = knowledge.load()
NAMES = lexicon(KNOWN)
ORGANISATIONS = [actor for actor in KNOWN.actors.values() if actor.kind != "person"]


@pytest.mark.parametrize(
    ("kind", "source_kind", "countries", "least"),
    [
        ("outlet", "outlet", None, 350),
        ("outlet", "agency", None, 70),
        ("organisation", "government", {"DEU"}, 120),
        ("organisation", "government", {"AUT", "CHE"}, 30),
        ("organisation", "think_tank", None, 50),
        ("organisation", "organisation", {None}, 90),
    ],
)
def test_there_are_enough_to_be_useful(
    kind: str, source_kind: str, countries: set[str | None] | None, least: int
) -> None:
    found = [
        actor
        for actor in ORGANISATIONS
        if (actor.kind, actor.source_kind) == (kind, source_kind)
        and (countries is None or actor.country in countries)
    ]
    assert len(found) >= least


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("bayerischen Staatsregierung", "Bayerische Staatsregierung"),
        ("Berliner Senats", "Senat von Berlin"),
        ("BMFTR", "Bundesministerium für Bildung und Forschung"),
        ("österreichische Außenministerium", "Österreichisches Außenministerium"),
        ("IOM", "Internationale Organisation für Migration"),
    ],
)
def test_a_body_is_found_as_news_writes_it(written: str, name: str) -> None:
    assert [KNOWN.actors[i].name for i in NAMES.find(written)] == [name]


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
