"""Which names are one actor, what kind each is, and what a role says: case by case."""

from __future__ import annotations

import csv
from datetime import date

import pytest
from readings import actor, read, said

from workbook import knowledge, resources


def ids(text: str, entities: dict[str, str] | None = None, day: date | None = None) -> set[str]:
    found = read(text, entities, day or date(2025, 2, 16))
    return {a.actor_id for a in found.actors}


@pytest.mark.parametrize(
    ("text", "names", "only"),
    [
        (
            "Ursula von der Leyen kam. Von der Leyen sprach.",
            {"Ursula von der Leyen": "PER"},
            "person:ursula-von-der-leyen",
        ),
        (
            "Kommissionspräsidentin von der Leyen schwieg.",
            {"Leyen": "PER"},
            "person:ursula-von-der-leyen",
        ),
        (
            "Karim al-Muster floh. Muster war krank. Al-Muster starb.",
            {"Karim al-Muster": "PER", "Muster": "PER", "Al-Muster": "PER"},
            "person:karim-al-muster",
        ),
        (
            "Ana Prado Muster las vor. Prado Muster lebt in Kassel.",
            {"Ana Prado Muster": "PER", "Prado Muster": "PER"},
            "person:ana-prado-muster",
        ),
        (
            "Hans Muster kam. Später sprach Hans Peter Muster noch einmal.",
            {"Hans Muster": "PER", "Hans Peter Muster": "PER"},
            "person:hans-peter-muster",
        ),
        (
            "Wolodymyr Selenskyj reiste ab. Zelensky schwieg.",
            {"Wolodymyr Selenskyj": "PER", "Zelensky": "PER"},
            "person:wolodymyr-selenskyj",
        ),
        ("Gestern sprach Zelensky lange.", {"Zelensky": "PER"}, "person:wolodymyr-selenskyj"),
    ],
)
def test_one_person_under_every_name(text: str, names: dict[str, str], only: str) -> None:
    assert {i for i in ids(text, names) if i.startswith("person:")} == {only}


def test_a_name_keeps_its_initial_and_its_number() -> None:
    found = read("Oksana M. sprach mit Abt Anselm IV. und ging.", {"Oksana M": "PER"})
    assert actor(found, "person:oksana-m").name == "Oksana M."


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Die US-Regierung lobte Obama.", "person:barack-obama"),
        ("In Kassel sprach Obama.", "person:obama"),
    ],
)
def test_who_once_led_a_country_is_known_where_it_is_named(text: str, who: str) -> None:
    assert who in ids(text, {"Obama": "PER"}, date(2019, 5, 1))


def test_a_mere_word_for_rulers_is_nobody_far_away() -> None:
    assert ids("Der Diktator floh.", day=date(2010, 3, 1)) == set()
    found = read("Amtsinhaber Lukaschenko blieb.", {"Lukaschenko": "PER"})
    assert [m.actor_id for m in found.mentions] == ["person:alexander-lukaschenko"]


def test_a_compound_and_a_role_know_the_bodies_of_the_article() -> None:
    text = (
        "Der Multilaterale Musterfonds (MMF) warnt. MMF-Chef Hans Muster sprach. "
        "Der FDP-Politiker Karl Krause nicht."
    )
    names = {"Multilaterale Musterfonds": "ORG", "MMF": "ORG", "Hans Muster": "PER"}
    found = read(text, names | {"Karl Krause": "PER"})
    assert actor(found, "person:hans-muster").affiliation == "Multilateraler Musterfonds"
    assert actor(found, "person:karl-krause").affiliation == "Freie Demokratische Partei"
    assert [s[0] for s in said(text, found) if s[1] == "part"] == ["MMF", "FDP"]


def test_a_land_has_its_government_and_its_ministers() -> None:
    text = (
        "Die bayerische Staatsregierung lehnte ab. Die sächsische Ministerin Erika Muster kam. "
        "Der bayerische Ministerpräsident schwieg."
    )
    found = read(text, {"Erika Muster": "PER"})
    minister = actor(found, "person:erika-muster")
    assert (minister.affiliation, minister.country) == ("Sachsen", "DEU")
    assert {"org:staatsregierung-bayern", "person:markus-soeder"} <= {
        a.actor_id for a in found.actors
    }


def test_a_complement_says_country_and_body() -> None:
    text = "Hans Muster, Mitglied des russischen Musterrates, kam. Die Muster-Umfrage stimmt."
    person = actor(read(text, {"Hans Muster": "PER"}), "person:hans-muster")
    assert (person.affiliation, person.country) == ("russischer Musterrat", "RUS")


def test_an_unknown_minister_governs_the_country_written_about() -> None:
    text = "In Thailand wird gestreikt. Vizeminister Hans Muster reiste durch Thailand."
    assert actor(read(text, {"Hans Muster": "PER"}), "person:hans-muster").country == "THA"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Sie drehte den Film „Hafenlicht“.", {"Hafenlicht": "ORG"}),
        ("Orkan Berta traf die Küste.", {"Orkan Berta": "PER"}),
        ("Der Handball-Pokal wurde vergeben.", {"Handball-Pokal": "ORG"}),
        ("Der Panzer X200B rollte.", {"X200B": "ORG"}),
        ("Viele Krause-Anhänger kamen.", {"Krause-Anhänger": "ORG"}),
        ("Der Leitende Musterarzt kam.", {"Leitende Musterarzt": "ORG"}),
    ],
)
def test_works_wares_and_crowds_are_no_actors(text: str, names: dict[str, str]) -> None:
    assert read(text, names).actors == ()


def test_the_author_of_a_book_is_one() -> None:
    text = "Karl Krause schrieb lange. Das Buch Krauses verkauft sich gut."
    assert len(read(text, {"Karl Krause": "PER", "Krauses": "PER"}).mentions) == 2


def test_the_relative_of_somebody_is_not_named_so() -> None:
    text = "Karl Krause schwieg. Krauses Schwager lachte."
    assert ids(text, {"Karl Krause": "PER", "Krauses Schwager": "PER"}) == {"person:karl-krause"}


@pytest.mark.parametrize(
    ("text", "names", "body"),
    [
        (
            "Es half das Institut für Musterkunde und Wälder in Kiel.",
            {"Kiel": "OTH"},
            "org:institut-fuer-musterkunde-und-waelder",
        ),
        (
            "Die Deutsche Gesellschaft für bedrohte Muster klagt.",
            {"Deutsche Gesellschaft": "ORG"},
            "org:deutsche-gesellschaft-fuer-bedrohte-muster",
        ),
        (
            "Der Verein Hafenbrücke bittet. Später dankte Hafenbrücke allen.",
            {"Hafenbrücke": "PER"},
            "org:hafenbruecke",
        ),
        (
            "Laut einer Umfrage des Kieler Internationalen Instituts ist das so.",
            {"Internationalen Instituts": "ORG"},
            "org:internationales-institut",
        ),
        (
            "Die Musteragentur (MSA) meldete es. Die MSA irrt.",
            {"MSA": "ORG"},
            "org:musteragentur",
        ),
        (
            "Der Musterverein bedrohter Handwerker klagt.",
            {"Musterverein": "ORG"},
            "org:musterverein-bedrohter-handwerker",
        ),
        (
            "Das Italienische Institut für Ur- und Frühkunst forscht.",
            {"Italienische Institut für Ur-": "ORG"},
            "org:italienisches-institut-fuer-ur-und-fruehkunst",
        ),
        (
            "Amnesty International klagt. Nach Angaben von AI stimmt das.",
            {"Amnesty International": "ORG", "AI": "ORG"},
            "org:amnesty",
        ),
        (
            "Das National Public Radio (NPR) sendet. Das Radio schweigt.",
            {"National Public Radio": "ORG", "NPR": "ORG", "Radio": "ORG"},
            "outlet:npr",
        ),
    ],
)
def test_a_body_has_its_whole_name(text: str, names: dict[str, str], body: str) -> None:
    assert ids(text, names) == {body}


def test_some_body_is_no_name() -> None:
    assert ids("Er gründete eine kleine Gesellschaft für Musterpflege.") == set()


def test_a_dateline_is_a_place() -> None:
    assert ids("MUSTERSTADT – Es regnet.") == {"place:musterstadt"}
    assert ids("RIAD (mpa) – Es regnet.", {"RIAD": "ORG"}) == {"place:riad"}


def test_a_city_plays_as_its_club() -> None:
    text = "Trainer Hans Muster lobt den TSV Musterstadt. Musterstadt siegte in Musterstadt."
    names = {"Hans Muster": "PER", "TSV Musterstadt": "ORG", "Musterstadt": "LOC"}
    clubs = [m[2] for m in said(text, read(text, names)) if m[0].endswith("Musterstadt")]
    assert clubs == ["org:tsv-musterstadt", "org:tsv-musterstadt", "place:musterstadt"]


def test_a_place_has_one_name_and_a_country() -> None:
    found = read("Wilna und Vilnius sind eins.", {"Wilna": "LOC", "Vilnius": "LOC"})
    assert [(a.name, a.country) for a in found.actors if a.kind == "place"] == [("Vilnius", "LTU")]


def test_where_and_whose_church_is_no_government() -> None:
    text = "Südlich von Kairo brannte es. Der Erzbischof von Athen betete. Kairo widersprach."
    forms = [m[1] for m in said(text, read(text, {"Kairo": "LOC", "Athen": "LOC"}))]
    assert forms == ["name", "name", "metonym"]


def test_a_phrase_is_no_newspaper() -> None:
    assert ids("Die Bild-im-Bild-Technik ist neu.") == set()
    assert ids("Die Heimat der Musterblume ist das Moor.") == set()
    assert ids("Die Wochenzeitung „Die Zeit“ meldet es.") == {"outlet:zeit"}


def test_a_city_in_apposition_keeps_its_last_letter() -> None:
    assert ids("Er lebt in der Stadt Mustós.", {"Mustós": "LOC"}) == {"place:mustos"}
    assert ids("In Hulla regnete es.", {"Hulla": "PER"}) == {"place:hulla"}


def test_every_place_has_one_row_and_a_state() -> None:
    path = resources.data_folder() / "knowledge" / "places.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = [n for row in rows for n in (row["place"], *row["aliases"].split("|")) if n]
    assert len(names) == len(set(names))
    assert {row["country"] for row in rows} <= knowledge.load().countries.keys()


def test_a_word_for_a_people_says_where_somebody_is_from() -> None:
    text = "Die Finnin Aino Muster siegte vor Anna Krause (Schweiz) und Ada Beispiel aus Kanada."
    names = {"Finnin Aino Muster": "ORG", "Anna Krause": "PER", "Ada Beispiel": "PER"}
    found = read(text, names | {"Schweiz": "LOC", "Kanada": "LOC"})
    persons = {a.actor_id: a.country for a in found.actors if a.kind == "person"}
    assert persons == {
        "person:aino-muster": "FIN",
        "person:anna-krause": "CHE",
        "person:ada-beispiel": "CAN",
    }


def test_a_score_is_no_part_of_a_club() -> None:
    assert ids("Musterstadt SV 3 : 1 gewonnen.", {"Musterstadt SV 3": "ORG"}) == {
        "org:musterstadt-sv"
    }


def test_a_couple_is_neither_of_the_two() -> None:
    text = "Anna Muster und Karl Muster kamen. Die Musters blieben. Das Ehepaar Muster tanzte."
    names = {"Anna Muster": "PER", "Karl Muster": "PER", "Musters": "PER", "Muster": "PER"}
    assert [m[0] for m in said(text, read(text, names))] == ["Anna Muster", "Karl Muster"]


def test_a_quoted_role_is_nobody() -> None:
    text = "Außenminister Hans Muster kam. Es ging um den Titel eines „Beitrittskandidaten“."
    assert [m[1] for m in said(text, read(text, {"Hans Muster": "PER"}))] == ["name"]


def test_a_board_is_not_one_of_the_board() -> None:
    text = "Der Koch Hans Muster kam. Gewählt wurde vom Aufsichtsrat nichts."
    found = said(text, read(text, {"Hans Muster": "PER"}))
    assert "Aufsichtsrat" not in [m[0] for m in found]


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("Die Polizei sperrte den Platz.", {"polizei"}),
        ("Demonstranten zogen zum Hafen.", {"demonstranten"}),
        ("Nach Angaben der Kriminalpolizei brannte es.", {"kriminalpolizei"}),
        ("Die finnische Polizei sucht Zeugen. Die Polizei hat eine Spur.", {"polizei-fin"}),
        ("Der Hafen wurde von Rettungskräften abgeriegelt.", {"rettungskraefte"}),
        ("Er ging zur Polizei.", set()),
        ("Zwei Soldaten starben.", set()),
        ("Gegen Flüchtlinge wird gehetzt.", set()),
    ],
)
def test_a_group_is_an_actor_where_it_acts(text: str, groups: set[str]) -> None:
    found = {i for i in ids(text) if i.startswith("group:")}
    assert found == {f"group:{name}" for name in groups}


def test_a_group_has_its_name_kind_and_country() -> None:
    found = read("Die finnische Polizei traf auf Sicherheitskräfte. Von Soldaten fehlt jede Spur.")
    police = actor(found, "group:polizei-fin")
    assert (police.name, police.kind, police.country) == ("Polizei", "organisation", "FIN")


def test_the_noun_of_a_named_body_means_the_body() -> None:
    assert ids("Die US-Armee zog ab. Die Armee teilte mit, alles sei ruhig.") == {"org:us-armee"}


def test_an_unknown_name_before_its_office_is_a_persons() -> None:
    found = read("Edmon Lindworm, CEO von Nordpumpe, sagte ab.", {"Edmon Lindworm": "ORG"})
    assert actor(found, "person:edmon-lindworm").role == "CEO von Nordpumpe"


def test_the_abbreviation_of_a_part_of_a_body_is_not_the_bodys() -> None:
    text = "Das Musteramt der Vereinten Nationen (AMUVN) tagt."
    found = read(text, {"Vereinten Nationen": "ORG", "AMUVN": "ORG"})
    assert {"org:uno", "org:amuvn"} <= {a.actor_id for a in found.actors}


def test_whose_successor_somebody_is_has_not_the_role() -> None:
    found = read("Er wird Nachfolger des Finnen Veikko Muster.", {"Veikko Muster": "PER"})
    person = actor(found, "person:veikko-muster")
    assert (person.role, person.affiliation, person.country) == (None, None, "FIN")


def test_a_regions_parliamentary_group_is_not_the_federal_one() -> None:
    assert "org:spd-bundestagsfraktion" not in ids("Die hessische SPD-Fraktion lehnt das ab.")
    assert "org:spd-bundestagsfraktion" in ids("Die SPD-Fraktion lehnt das ab.")


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("Das Gericht hatte den Soldaten freigesprochen.", set()),
        ("Der Ermittler schwieg, ein Veranstalter sagte ab.", set()),
        ("Nach Angaben der Ermittler brannte es.", {"ermittler"}),
        ("Sie sprach mit Anwohnern und Polizisten.", set()),
        ("Polizei und Feuerwehr retteten zwei Kinder.", {"polizei", "feuerwehr"}),
        ("Die Gewerkschaft der Polizei schweigt. Die Polizei spricht.", {"polizei"}),
    ],
)
def test_one_person_or_a_unions_name_is_no_group(text: str, groups: set[str]) -> None:
    found = read(text, {"Gewerkschaft der Polizei": "ORG"}) if "Gewerk" in text else read(text)
    ids = {a.actor_id for a in found.actors if a.actor_id.startswith("group:")}
    assert ids == {f"group:{name}" for name in groups}


def test_a_common_noun_in_the_genitive_is_no_person() -> None:
    assert not read("Die Ursache des Brandes ist offen.", {"Brandes": "PER"}).actors


def test_a_role_before_its_name_is_no_group() -> None:
    text = "Bauern blockierten die Straße. Sie traf Bauern Karl Muster."
    found = read(text, {"Karl Muster": "PER"})
    assert {a.actor_id for a in found.actors} == {"group:bauern", "person:karl-muster"}
    assert sum(m.actor_id == "group:bauern" for m in found.mentions) == 1


def test_a_body_of_some_place_is_that_places() -> None:
    text = "Die Staatsanwaltschaft Musterburg ermittelt. Die Staatsanwaltschaft schweigt noch."
    found = read(text, {"Musterburg": "LOC"})
    assert {a.name for a in found.actors} == {"Staatsanwaltschaft Musterburg"}
    assert actor(found, "org:staatsanwaltschaft-musterburg").n_mentions == 2
    elsewhere = read("Eine Klinik Musterburgs schließt.", {"Musterburgs": "LOC"})
    assert [a.kind for a in elsewhere.actors] == ["place"]
    assert ids("Weil die Feuerwehr Norwegen hilft, brennt es weniger.", {"Norwegen": "LOC"}) >= {
        "country:NOR"
    }


def test_the_genitive_of_a_body_is_gone_whole() -> None:
    text = "Die Leitung des Musterbundes Weser und des Bauamts Musterburg schweigt."
    found = read(text, {"Musterbundes Weser": "ORG", "Musterburg": "LOC"})
    assert {a.name for a in found.actors} == {"Musterbund Weser", "Bauamt Musterburg"}


def test_a_common_noun_behind_ein_is_no_name() -> None:
    assert not read("Er fuhr auf einer Landstraße.", {"Landstraße": "LOC"}).actors
    assert read("Er wohnt in Landstraße.", {"Landstraße": "LOC"}).actors


def test_two_surnames_side_by_side_are_two() -> None:
    text = "Peter Kramer traf Anna Lindworm. Gestern kritisierte Kramer Lindworm. Kramer schwieg."
    names = {"Peter Kramer": "PER", "Anna Lindworm": "PER", "Kramer Lindworm": "PER"}
    assert ids(text, names) == {"person:peter-kramer", "person:anna-lindworm"}


def test_an_office_means_who_holds_it_rather_than_who_held_it() -> None:
    text = (
        "Papst Benedikt XVI. geht. Papst Gregor XII. trat 1415 ab. „Es ist Zeit“, sagte der Papst."
    )
    found = read(text, {"Benedikt XVI.": "PER", "Gregor XII.": "PER"}, date(2013, 2, 11))
    assert said(text, found)[-1] == ("Papst", "role", "person:benedikt-xvi")


def test_a_state_has_an_official_name() -> None:
    assert ids("Die Französische Republik stimmt zu.", {"Französische Republik": "ORG"}) == {
        "country:FRA"
    }


def test_a_place_is_apart_from_its_state() -> None:
    text = "Sie ist in Musterburg/Frankreich geboren."
    assert ids(text, {"Musterburg/Frankreich": "LOC"}) == {"place:musterburg", "country:FRA"}


@pytest.mark.parametrize("written", ["taz", "Laut forsa", "ndr.de", "Wie foodwatch"])
def test_a_name_written_small_is_known_as_it_is_written(written: str) -> None:
    assert len(read(f"{written} meldet, es sei so.").actors) == 1


def test_a_first_name_alone_loses_its_genitive() -> None:
    names = {"Benedikts": "PER", "Thomas": "PER"}
    assert ids("Der Tod Benedikts bewegte viele, auch Thomas.", names) == {
        "person:benedikt",
        "person:thomas",
    }
