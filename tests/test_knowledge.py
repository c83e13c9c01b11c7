"""The loader, and the facts on countries, people and offices checked against each other."""

from __future__ import annotations

import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from babel import Locale
from babel.core import get_global
from hypothesis import given
from hypothesis import strategies as st

from workbook import knowledge, resources
from workbook.errors import KnowledgeRefused
from workbook.knowledge import (
    Country,
    FirstName,
    KnownActor,
    Office,
    RoleNoun,
    TopicWord,
    checks,
)

KNOWN = knowledge.load()
FOLDER = resources.data_folder() / "knowledge"
PEOPLE = [actor for actor in KNOWN.actors.values() if actor.kind == "person"]
KOSOVO = "XKX"  # agreed on by users of ISO 3166, not part of it
HEADS = {"Präsident", "Ministerpräsident", "Premierminister", "Bundeskanzler", "König", "Emir"}
HEADS |= {"Bundespräsident", "Sultan", "Fürst", "Papst", "Staatschef", "Machthaber", "Juntachef"}
HEADS |= {"Regierungschef", "Übergangspräsident", "Revolutionsführer"}

PERSON = "id,name,kind,source_kind,country,aliases,gender\n"


# The facts ----------------------------------------------------------------------------------


def test_heads_and_foreign_ministers_are_known_from_2015_on() -> None:
    days = [date(year, 6, 15) for year in range(2015, 2026)]
    heads = {code for code in KNOWN.countries if _held(code, HEADS, days) == len(days)}
    foreign = {
        code for code in KNOWN.countries if _held(code, {"Außenminister"}, days) == len(days)
    }
    assert len(heads) >= 150
    assert len(foreign) >= 80
    assert len(heads & foreign) >= 80


def _held(country: str, roles: Collection[str], days: Collection[date]) -> int:
    """On how many of the days somebody is known to have held one of the offices."""
    terms = [o for o in KNOWN.offices if o.country == country and o.role in roles]
    return sum(any(_lasts(office, day) for office in terms) for day in days)


def _lasts(office: Office, day: date) -> bool:
    return (office.begin or date.min) <= day < (office.until or date.max)


@pytest.mark.parametrize(
    ("country", "role", "places"),
    [("DEU", "Ministerpräsident", 13), ("AUT", "Landeshauptmann", 8)],
)
def test_every_land_has_its_head_at_any_time(country: str, role: str, places: int) -> None:
    for year in range(2014, 2026):
        terms = [o for o in KNOWN.offices if (o.country, o.role) == (country, role)]
        held = {o.affiliation for o in terms if _lasts(o, date(year, 6, 15))}
        assert len(held) == places, year


@pytest.mark.parametrize(
    ("file", "record", "key"),
    [
        ("countries.csv", Country, lambda row: row.code),
        ("people.csv", KnownActor, lambda row: row.id),
        (
            "offices.csv",
            Office,
            lambda row: (row.actor_id, str(row.begin or ""), row.role, row.affiliation or ""),
        ),
    ],
)
def test_a_file_names_nothing_twice_and_is_sorted(
    file: str, record: type[object], key: Callable[[object], object]
) -> None:
    keys = [key(row) for row in knowledge.read_file(FOLDER / file, record)]
    assert [k for k, count in Counter(keys).items() if count > 1] == []
    assert keys == sorted(keys)  # type: ignore[type-var]


def test_every_country_is_one_that_babel_knows() -> None:
    codes = get_global("territory_aliases")
    unknown = [code for code in KNOWN.countries if code not in codes and code != KOSOVO]
    assert unknown == []


def test_a_country_goes_by_its_name_in_cldr() -> None:
    codes, names = get_global("territory_aliases"), Locale("de").territories
    former = {"DDR", "SUN", "YUG", KOSOVO}
    for country in KNOWN.countries.values():
        if country.code not in former:
            known = {country.name, *country.aliases, *country.seats}
            official = names[codes[country.code][0]].removeprefix("Sonderverwaltungsregion ")
            assert official in known, country.code


@pytest.mark.parametrize("words", ["adjective", "demonyms", "seats", "aliases"])
def test_no_two_countries_share_a_word(words: str) -> None:
    shared = _shared((word.lower(), c.code) for c in _countries() for word in getattr(c, words))
    assert shared == {}


def test_a_stem_has_no_ending() -> None:
    adjectives = [adjective for c in _countries() for adjective in c.adjective]
    assert all(re.fullmatch(r"[\w-]*(sch|er|päpstlich)", a) for a in adjectives)


def test_every_person_is_sound() -> None:
    assert {person.id: fault for person in PEOPLE if (fault := _person_fault(person))} == {}


def _person_fault(person: KnownActor) -> str | None:
    names = [person.name, *person.aliases]
    checks = {
        "id": re.fullmatch(r"person:[a-z0-9]+(-[a-z0-9]+)*", person.id),
        "source_kind": person.source_kind == "person",
        "gender": person.gender,
        "country": person.country in KNOWN.countries,
        "a name stands twice": len(set(names)) == len(names),
        "ambiguous": set(person.ambiguous) <= set(names),
        "a title is no name": not re.match(r"(König|Königin|Prinz|Papst|Dr\.) ", person.name),
        "wikidata": person.wikidata is None or re.fullmatch(r"Q[1-9]\d*", person.wikidata),
        "source": person.source and person.checked,
    }
    return next((what for what, holds in checks.items() if not holds), None)


def test_a_name_shared_by_two_is_declared_ambiguous_by_both() -> None:
    known = checks.Known(KNOWN.countries, KNOWN.actors, KNOWN.topics)
    declared = {a.id: {name.casefold() for name in a.ambiguous} for a in KNOWN.actors.values()}
    undeclared = {
        name: owners
        for name, owners in checks.bearers(known).items()
        if len(owners) > 1 and not all(name in declared.get(owner, ()) for owner in owners)
    }
    assert undeclared == {}


def test_a_name_that_is_a_common_word_is_declared_ambiguous() -> None:
    """First names and demonyms say nothing of a body by themselves."""
    words = {row.name for row in KNOWN.files.read("first_names.csv", FirstName)}
    words |= {demonym for country in _countries() for demonym in country.demonyms}
    undeclared = {
        name: actor.id
        for actor in KNOWN.actors.values()
        if actor.kind != "person"
        for name in (actor.name, *actor.aliases)
        if name in words and name not in actor.ambiguous
    }
    assert undeclared == {}


def test_a_wikidata_id_stands_for_one() -> None:
    actors = KNOWN.actors.values()
    assert _shared((actor.wikidata, actor.id) for actor in actors if actor.wikidata) == {}


def test_every_office_is_sound() -> None:
    faults = [(o.actor_id, o.role, fault) for o in KNOWN.offices if (fault := _office_fault(o))]
    assert faults == []


def _office_fault(office: Office) -> str | None:
    body = office.affiliation or ""
    checks = {
        "nobody holds it": office.actor_id in KNOWN.actors,
        "begin before until": (office.begin or date.min) < (office.until or date.max),
        "country": office.country is None or office.country in KNOWN.countries,
        "affiliation": ":" not in body or body in KNOWN.actors,
        "of neither a country nor a body": office.country or body or office.actor_id in UNPLACED,
        "role": _is_role(office.role),
        "an alias that says no more": office.role not in office.aliases,
        "source": office.source and office.checked,
        "begins after it was checked": (office.begin or date.min) <= (office.checked or date.max),
    }
    return next((what for what, holds in checks.items() if not holds), None)


UNPLACED = {
    "person:christian-schmidt",  # the High Representative for Bosnia belongs to no body
    "person:christian-schwarz-schilling",
    "person:valentin-inzko",
    "person:tenzin-gyatso",
}


def _is_role(role: str) -> bool:
    """Whether the last word is a role noun, alone or as the last part of a compound."""
    last = role.rpartition(" ")[2].lower()
    return role in KNOWN.roles or any(last.endswith(noun.lower()) for noun in KNOWN.roles)


def test_nobody_holds_an_office_that_another_holds() -> None:
    terms: dict[tuple[str | None, ...], list[Office]] = defaultdict(list)
    for office in KNOWN.offices:
        if not office.shared:
            terms[office.role, office.country, office.affiliation].append(office)
    overlaps = [
        (one.role, one.actor_id, other.actor_id)
        for offices in terms.values()
        for one, other in combinations(offices, 2)
        if (one.begin or date.min) < (other.until or date.max)
        and (other.begin or date.min) < (one.until or date.max)
    ]
    assert overlaps == []


def test_an_office_is_shared_or_it_is_not() -> None:
    """A term marked as shared beside one that is not would hide that the two overlap."""
    terms: dict[tuple[str | None, ...], list[Office]] = defaultdict(list)
    for office in KNOWN.offices:
        terms[office.role, office.country, office.affiliation].append(office)
    mixed = [
        (one.role, one.actor_id, other.actor_id)
        for offices in terms.values()
        for one, other in combinations(offices, 2)
        if one.shared != other.shared
        and (one.begin or date.min) < (other.until or date.max)
        and (other.begin or date.min) < (one.until or date.max)
    ]
    assert mixed == []


def test_an_office_is_known_by_its_holder_on_the_day() -> None:
    def holder(role: str, country: str, day: date) -> list[str]:
        return [
            office.actor_id
            for office in KNOWN.offices
            if (office.role, office.country) == (role, country)
            and (office.begin or date.min) <= day < (office.until or date.max)
        ]

    assert holder("Präsident", "USA", date(2019, 5, 1)) == ["person:donald-trump"]
    assert holder("Präsident", "USA", date(2023, 5, 1)) == ["person:joe-biden"]
    assert holder("Außenminister", "USA", date(2025, 2, 16)) == ["person:marco-rubio"]
    assert holder("Bundeskanzler", "DEU", date(2025, 5, 6)) == ["person:friedrich-merz"]


def _countries() -> tuple[Country, ...]:
    return tuple(KNOWN.countries.values())


def _shared(pairs: Iterator[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for word, owner in pairs:
        found[word].add(owner)
    return {word: owners for word, owners in found.items() if len(owners) > 1}


# The loader ---------------------------------------------------------------------------------


def test_a_cell_becomes_what_its_field_declares(tmp_path: Path) -> None:
    offices = _written(
        tmp_path,
        "offices.csv",
        "actor_id,role,begin,until,shared,aliases,country\n"
        "person:erika-muster,Präsident,2020-01-31,,yes, Chefin | Vorsteherin |,\n",
    )
    (office,) = knowledge.read_file(offices, Office)
    assert office == Office(
        "person:erika-muster",
        "Präsident",
        begin=date(2020, 1, 31),
        shared=True,
        aliases=("Chefin", "Vorsteherin"),
    )
    words = _written(tmp_path, "topic_terms.csv", "topic_id,term,weight\nmedtop:1,Deich,0.5\n")
    assert next(knowledge.read_file(words, TopicWord)).weight == 0.5


def test_a_file_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    file = tmp_path / "roles.csv"
    file.write_bytes("noun,feminine\nDeichgraf,Deichgräfin\n".encode("utf-8-sig"))
    assert list(knowledge.read_file(file, RoleNoun)) == [RoleNoun("Deichgraf", "Deichgräfin")]


def test_the_analysts_rows_win_and_are_added(tmp_path: Path) -> None:
    _written(
        tmp_path,
        "people.csv",
        PERSON + "person:angela-merkel,Angela M.,person,person,DEU,,f\n"
        "person:erika-muster,Erika Muster,person,person,DEU,E. Muster,f\n",
    )
    _written(
        tmp_path,
        "offices.csv",
        "actor_id,role,country,begin,until\n"
        "person:angela-merkel,Bundeskanzler,DEU,2005-11-22,2006-01-01\n",
    )
    known = knowledge.load(tmp_path)
    assert known.actors["person:angela-merkel"].name == "Angela M."
    assert known.actors["person:erika-muster"].aliases == ("E. Muster",)
    assert len(known.actors) == len(KNOWN.actors) + 1
    replaced = [o for o in known.offices if o.actor_id == "person:angela-merkel"]
    assert [o.until for o in replaced if o.role == "Bundeskanzler"] == [date(2006, 1, 1)]
    assert len(known.offices) == len(KNOWN.offices)
    assert known.countries == KNOWN.countries


def test_what_was_read_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        KNOWN.actors["person:nobody"] = PEOPLE[0]  # type: ignore[index]
    with pytest.raises(AttributeError):
        PEOPLE[0].name = "Niemand"  # type: ignore[misc]


ROW = "person:erika-muster,Erika Muster,person,person,DEU,,f"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (PERSON + ROW + "\n" + ROW.replace(",f", ",x"), "line 3, column gender: 'x' is none of"),
        (PERSON + ROW.replace("person,person", "human,person"), "line 2, column kind"),
        (PERSON + ROW.replace("Erika Muster", " "), "line 2, column name: a value that is needed"),
        (PERSON + "person:erika-muster\n", "line 2, column name"),
        (PERSON + ROW + ",mehr", "line 2: more cells than columns"),
        (PERSON.replace("gender", "geschlecht") + ROW, "columns geschlecht are unknown"),
        ("id,name,kind\n", "columns source_kind are missing"),
        ("", "are missing"),
        (PERSON + '"person:erika', "is no CSV in UTF-8"),
    ],
)
def test_a_row_that_cannot_be_used_is_refused_with_its_place(
    tmp_path: Path, text: str, told: str
) -> None:
    file = _written(tmp_path, "people.csv", text)
    with pytest.raises(KnowledgeRefused, match=re.escape(told)) as refused:
        list(knowledge.read_file(file, KnownActor))
    assert "people.csv" in str(refused.value)


@pytest.mark.parametrize(
    ("cells", "column"),
    [("31.01.2020,,", "begin"), ("2020-02-30,,", "begin"), (",bald,", "until"), (",,ja", "shared")],
)
def test_a_date_or_flag_that_is_none_is_refused(tmp_path: Path, cells: str, column: str) -> None:
    file = _written(
        tmp_path, "offices.csv", f"actor_id,role,begin,until,shared\nperson:a,Abt,{cells}\n"
    )
    with pytest.raises(
        KnowledgeRefused, match=rf"offices\.csv, line 2, column {column}: '.*' is no"
    ):
        list(knowledge.read_file(file, Office))


def test_a_wrong_encoding_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "roles.csv"
    file.write_bytes("noun\nPräsident\n".encode("latin-1"))
    with pytest.raises(KnowledgeRefused, match="UTF-8"):
        list(knowledge.read_file(file, RoleNoun))


def test_a_folder_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeRefused, match="does not exist"):
        knowledge.load(tmp_path / "nowhere")


@given(st.text(max_size=80) | st.text(alphabet='noun,feminine\n"|\x00 ä', max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "roles.csv"
        file.write_bytes(b"noun,feminine,group\n" + text.encode("utf-8", "surrogatepass"))
        rows = _read_or_refused(file)
    assert all(row.noun == row.noun.strip() != "" for row in rows)


def _read_or_refused(file: Path) -> list[RoleNoun]:
    try:
        return list(knowledge.read_file(file, RoleNoun))
    except KnowledgeRefused:
        return []


def _written(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file
