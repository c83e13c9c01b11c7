"""Actors: names, short names, roles, places that act, pronouns, each resolved."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from readings import actor, engine, marked, mention, occurrences, read, reader, said
from spacy.tokens import Span

from workbook import knowledge, resources
from workbook.actors import ActorsFound
from workbook.models import Article

CASES = Path(__file__).parent / "cases"


RUBIO = {"Marco Rubio": "PER", "Rubio": "PER", "Sergej Lawrow": "PER", "Lawrow": "PER"}


def test_a_surname_a_role_and_a_full_name_are_one_person() -> None:
    text = (
        "US-Außenminister Marco Rubio rief in Moskau an. Rubio sprach lange. "
        "Später trat der US-Außenminister vor die Presse."
    )
    found = read(text, RUBIO)
    rubio = "person:marco-rubio"
    assert [s for s in said(text, found) if s[2] == rubio] == [
        ("Marco Rubio", "name", rubio),
        ("Rubio", "short", rubio),
        ("US-Außenminister", "role", rubio),
    ]
    assert mention(found, text, "Marco Rubio").role == "US-Außenminister"
    assert actor(found, rubio).role == "US-Außenminister"
    assert actor(found, rubio).country == "USA"


def test_the_role_says_which_country_even_for_somebody_unknown() -> None:
    text = "Die russische Außenministerin Erika Mustermann lud ein."
    found = read(text, {"Erika Mustermann": "PER"})
    person = actor(found, "person:erika-mustermann")
    assert (person.role, person.country) == ("russische Außenministerin", "RUS")


@pytest.mark.parametrize(
    ("day", "holder"),
    [
        (date(2019, 5, 1), "person:donald-trump"),
        (date(2023, 5, 1), "person:joe-biden"),
        (date(2025, 5, 1), "person:donald-trump"),
    ],
)
def test_the_day_of_publication_chooses_the_holder(day: date, holder: str) -> None:
    text = "Am Abend sprach der US-Präsident im Fernsehen."
    assert said(text, read(text, day=day))[-1] == ("US-Präsident", "role", holder)


def test_what_the_text_says_wins_over_the_files() -> None:
    text = "Der italienische Präsident Joe Biden lachte."
    biden = actor(read(text, {"Joe Biden": "PER"}), "person:joe-biden")
    assert (biden.role, biden.country) == ("italienischer Präsident", "ITA")


def test_a_bare_surname_is_known_only_when_an_office_supports_it() -> None:
    text = "Danach meldete sich Scholz zu Wort."
    in_office = read(text, {"Scholz": "PER"}, date(2024, 3, 1))
    long_before = read(text, {"Scholz": "PER"}, date(1995, 3, 1))
    assert in_office.mentions[0].actor_id == "person:olaf-scholz"
    assert long_before.mentions[0].actor_id == "person:scholz"


def test_a_player_is_no_president_of_the_same_name() -> None:
    day = date(2006, 12, 1)
    match = read(
        "Stürmer Hans Muster traf, dann Berisha.", {"Hans Muster": "PER", "Berisha": "PER"}, day
    )
    visit = read("Am Abend kam Berisha an.", {"Berisha": "PER"}, day)
    assert {a.actor_id for a in match.actors} == {"person:hans-muster", "person:berisha"}
    assert {a.actor_id for a in visit.actors} == {"person:sali-berisha"}


def test_two_people_of_one_surname_stay_apart() -> None:
    text = (
        "Die Richterin Anna Krause eröffnete die Sitzung. Der Trainer Ludwig Krause kam später. "
        "Richterin Krause vertagte den Fall."
    )
    found = read(text, {"Anna Krause": "PER", "Ludwig Krause": "PER", "Krause": "PER"})
    assert {a.actor_id for a in found.actors} == {"person:anna-krause", "person:ludwig-krause"}
    assert max(found.mentions, key=lambda m: m.start).actor_id == "person:anna-krause"


def test_a_genitive_is_no_other_person() -> None:
    text = "Marco Rubio reiste ab. Rubios Maschine kehrte um."
    found = read(text, RUBIO | {"Rubios": "PER"})
    assert {a.actor_id for a in found.actors} == {"person:marco-rubio"}
    assert ("Rubios", "short", "person:marco-rubio") in said(text, found)


@pytest.mark.parametrize("name", ["Sergei Lavrov", "Sergej Lawrow", "Sergey Lavrov"])
def test_transliterations_meet(name: str) -> None:
    assert read(f"{name} reiste ab.", {name: "PER"}).mentions[0].actor_id == "person:sergej-lawrow"


def test_an_abbreviation_is_the_name_it_stands_beside() -> None:
    text = "Der Verein Neue Brücken Halle (NBH) lud ein. Die NBH dankte allen."
    found = read(text, {"Neue Brücken Halle": "ORG", "NBH": "ORG"})
    assert {m.actor_id for m in found.mentions} == {"org:neue-bruecken-halle"}
    assert [m.form for m in found.mentions] == ["name", "short", "short"]


def test_a_role_behind_the_name_and_before_it_across_a_comma() -> None:
    text = (
        "Petra Beispiel, Sprecherin des Ministeriums, lehnte ab. "
        "Der Chef des Verbandes, Hans Muster, stimmte zu."
    )
    found = read(text, {"Petra Beispiel": "PER", "Hans Muster": "PER"})
    assert mention(found, text, "Petra Beispiel").role == "Sprecherin des Ministeriums"
    assert mention(found, text, "Hans Muster").role == "Chef des Verbandes"
    assert actor(found, "person:petra-beispiel").affiliation == "Ministerium"


def test_a_role_in_a_list_belongs_to_the_name_behind_it() -> None:
    text = "Petra Beispiel, Trainer Hans Muster und die Presse kamen."
    found = read(text, {"Petra Beispiel": "PER", "Hans Muster": "PER"})
    assert mention(found, text, "Petra Beispiel").role is None
    assert mention(found, text, "Hans Muster").role == "Trainer"


def test_many_ministers_are_nobody() -> None:
    text = "Marco Rubio kam an. Das Treffen der Außenminister begann. Die Außenminister schwiegen."
    assert all(m.form != "role" for m in read(text, RUBIO).mentions)


def test_two_roles_have_one_holder() -> None:
    text = "Petra Beispiel, Gründerin und Chefin der Bahn, lachte. Trainer und Lehrer Hans Muster auch."
    found = read(text, {"Petra Beispiel": "PER", "Hans Muster": "PER"})
    assert mention(found, text, "Petra Beispiel").role == "Gründerin und Chefin der Bahn"
    assert mention(found, text, "Hans Muster").role == "Trainer und Lehrer"


def test_an_adviser_is_not_the_president_he_advises() -> None:
    text = "Der Berater des Präsidenten, Hans Muster, kam."
    found = read(text, {"Hans Muster": "PER"})
    assert mention(found, text, "Hans Muster").role == "Berater des Präsidenten"
    assert actor(found, "person:hans-muster").role == "Berater des Präsidenten"


def test_an_office_is_nobody_and_a_deputy_no_president() -> None:
    text = "Um das Amt des US-Präsidenten bewarb sich niemand. Die US-Vizepräsidentin schwieg."
    found = read(text, day=date(2023, 5, 1))
    assert [s for s in said(text, found) if s[1] == "role"] == [
        ("US-Vizepräsidentin", "role", "person:kamala-harris")
    ]


def test_a_relative_is_not_meant_by_the_surname() -> None:
    text = "Ludwig Krause siegte. Seine Tochter Anna Krause jubelte. Dann sprach Krause."
    found = read(text, {"Ludwig Krause": "PER", "Anna Krause": "PER", "Krause": "PER"})
    assert max(found.mentions, key=lambda m: m.start).actor_id == "person:ludwig-krause"


def test_a_minister_without_a_country_is_that_of_the_country_written_about() -> None:
    text = "In Frankreich streikt die Bahn. Die französische Außenministerin kam. Der {} schwieg."
    home = "In Deutschland streikt die Bahn. Der Außenminister schwieg."
    day = date(2016, 5, 2)
    abroad = read(text.format("Außenminister"), day=day)
    assert "person:jean-marc-ayrault" in {a.actor_id for a in abroad.actors}
    assert "person:frank-walter-steinmeier" in {a.actor_id for a in read(home, day=day).actors}


@pytest.mark.parametrize(
    ("year", "text"),
    [
        (2006, "In der Schweiz streikt die Bahn. Der Rücktritt des Wirtschaftsministers kam."),
        (2017, "Fußballer sind gute Werbeleute und Markenbotschafter."),
        (2024, "Der künstlerische Leiter kam. Der Vorsitzende sprach. Der Chef lachte."),
    ],
)
def test_a_bare_office_is_no_holder_of_another_country(year: int, text: str) -> None:
    found = read(text, day=date(year, 5, 2))
    assert not [m for m in found.mentions if m.form == "role"]


def test_a_role_with_an_attribute_belongs_to_the_name_behind_its_comma() -> None:
    text = "Hilfe kam von Anna Probe und dem Bewerber in den Vorwahlen 2008, Hans Muster."
    found = read(text, {"Anna Probe": "PER", "Hans Muster": "PER"})
    assert mention(found, text, "Hans Muster").role == "Bewerber"
    assert mention(found, text, "Anna Probe").role is None


def test_a_date_is_no_part_of_an_office() -> None:
    text = (
        "Die Rede der Bundeskanzlerin Angela Merkel half. Der Plan der Kanzlerin vom 1. Juli auch."
    )
    found = read(text, {"Angela Merkel": "PER"}, date(2010, 7, 3))
    assert {m.role for m in found.mentions} == {"Bundeskanzlerin", "Kanzlerin"}


def test_a_trade_describes_the_one_person_of_it() -> None:
    text = "Vorstandschefin Petra Beispiel trat auf. Die Managerin sprach kurz."
    found = read(text, {"Petra Beispiel": "PER"})
    assert said(text, found)[-1] == ("Managerin", "role", "person:petra-beispiel")


def test_common_words_are_no_outlet() -> None:
    assert read("Die Zeit drängt. Das Bild zeigt die Welt.").mentions == ()


def test_words_made_from_names() -> None:
    text = "Joe Biden ging. Die Biden-Regierung und die US-Delegation grüßten Kremlsprecher Muster."
    found = read(text, {"Joe Biden": "PER", "Muster": "PER"})
    assert [s for s in said(text, found) if s[1] == "part"] == [
        ("Biden", "part", "person:joe-biden"),
        ("US", "part", "country:USA"),
        ("Kreml", "part", "country:RUS"),
    ]


def test_adjectives_and_peoples_are_their_country() -> None:
    text = (
        "Die französische Seite schwieg, und die Ukrainer warteten mit Schweizer Helfern "
        "an der deutsch-polnischen Grenze."
    )
    assert said(text, read(text)) == [
        ("französische", "adjective", "country:FRA"),
        ("Ukrainer", "adjective", "country:UKR"),
        ("Schweizer", "adjective", "country:CHE"),
        ("deutsch", "adjective", "country:DEU"),
        ("polnischen", "adjective", "country:POL"),
    ]


def test_a_country_in_the_genitive_is_no_person() -> None:
    found = read("Irans Präsident schwieg.", {"Irans": "PER"})
    assert found.mentions[0].actor_id == "country:IRN"
    assert found.mentions[0].kind == "country"


def test_a_pronoun_is_the_one_person_it_can_be() -> None:
    text = "Marco Rubio kam aus Miami. Er sagte nichts. Sergej Lawrow sah Marco Rubio. Er ging."
    found = read(text, RUBIO | {"Miami": "LOC"})
    assert [s for s in said(text, found) if s[1] == "pronoun"] == [
        ("Er", "pronoun", "person:marco-rubio")
    ]


def test_the_recogniser_s_label_stays() -> None:
    found = read("Ford lachte laut.", {"Ford": "PER"})
    assert [m.kind for m in found.mentions] == ["person"]


def test_who_is_in_the_title_counts_more() -> None:
    text = "Anna Krause traf Ludwig Sommer. Anna Krause sprach, Ludwig Sommer sprach auch."
    doc = marked(text, {"Anna Krause": "PER", "Ludwig Sommer": "PER"})
    found = reader().read(doc, Article(text=text, title="Sommer lenkt ein"))
    weight = {a.actor_id: a.salience for a in found.actors}
    assert weight["person:ludwig-sommer"] > weight["person:anna-krause"]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("first_names.csv", ("name",)),
        ("name_words.csv", ("word", "kind")),
        ("place_words.csv", ("word", "part")),
        ("places.csv", ("place",)),
        ("role_synonyms.csv", ("word",)),
        ("roles.csv", ("noun",)),
        ("seats.csv", ("place",)),
    ],
)
def test_word_files_say_everything_once(name: str, key: tuple[str, ...]) -> None:
    with (resources.data_folder() / "knowledge" / name).open(encoding="utf-8", newline="") as file:
        rows = [tuple(row[part] for part in key) for row in csv.DictReader(file)]
    assert len(rows) == len(set(rows)) > 0


def test_every_seat_belongs_to_somebody_known() -> None:
    folder = resources.data_folder() / "knowledge"
    with (folder / "seats.csv").open(encoding="utf-8", newline="") as file:
        assert {row["actor_id"] for row in csv.DictReader(file)} <= knowledge.load().actors.keys()


def metonyms(split: str) -> Iterator[tuple[str, str, str]]:
    with (CASES / "metonyms.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["split"] == split and row["reading"] != "ambiguous":
                yield row["sentence"], row["name"], row["reading"]


@pytest.mark.parametrize("split", ["dev", "held"])
def test_governments_are_told_fromoccurrences(split: str) -> None:
    right = wrong = 0
    for sentence, name, reading in metonyms(split):
        found = read(sentence)
        at = next(i for i in occurrences(sentence, name) if not sentence[i + len(name)].isalpha())
        acts = any(m.form == "metonym" and m.start <= at < m.end for m in found.mentions)
        right += 2 * (acts and reading == "government")
        wrong += acts != (reading == "government")
    assert right / (right + wrong) >= 0.85


def check(text: str, found: ActorsFound) -> None:
    """What holds for every article: spans cut words, ids resolve, nothing overlaps."""
    ordered = sorted(found.mentions, key=lambda m: m.start)
    for m in ordered:
        words = text[m.start : m.end]
        assert words
        assert words == words.strip()
    assert all(a.end <= b.start for a, b in pairwise(ordered))
    ids = [a.actor_id for a in found.actors]
    assert len(ids) == len(set(ids))
    assert {m.actor_id for m in found.mentions} == set(ids)
    for a in found.actors:
        assert a.name.strip()
        assert 0 <= a.salience <= 1
        assert a.n_mentions == sum(m.actor_id == a.actor_id for m in found.mentions)


VOCABULARY = """
    Der der die des Die US-Außenminister Außenminister Präsidentin Sprecher Kremlchef Rubio Marco
Marcos Bidens Biden-Regierung Biden Merkel Angela Moskau Moskaus Washington Kreml in aus von
    zwischen und , . ; : ( ) „ “ " ' » « – - russische Russen Schweizer SWP EU UN USA er sie Er Sie
    sagte fordert hat Weißes Weißen Haus Hauses <b> </b> &amp; 😀 👩‍🚀 שלום مرحبا MOSKAU WASHINGTON
    DER KREML A.B. -- --- 'S ’s ß İ ǅ ﬁ Straße- <p> ** [[ ]] {{ | 🇺🇸 \u202e \u200f ١٢ Institut für
    Verein Typ Film X200B -WM WM al-Sisi Al- von der Leyen De bayerische Staatsregierung FDP-Chef
    FDP Südlich MUSTERSTADT – ( IV. M. Obama Amtsinhaber als Trainer TSV gegen
"""
WORDS = st.sampled_from(VOCABULARY.split())
GAPS = st.sampled_from([" ", "", "\n", "\n\n", "\t", "  "])
HOSTILE = st.one_of(
    st.text(),
    st.lists(WORDS | GAPS, max_size=60).map("".join),
    st.lists(WORDS, max_size=40).map(" ".join),
)


@settings(max_examples=150, deadline=None)
@given(HOSTILE, st.data())
def test_any_text_with_any_entities_is_read(text: str, data: st.DataObject) -> None:
    doc = engine()(text)
    ends = sorted(data.draw(st.sets(st.integers(0, len(doc)), max_size=8)))
    labels = st.sampled_from(["PER", "ORG", "LOC", "MISC", "GPE"])
    doc.ents = tuple(
        Span(doc, a, b, label=data.draw(labels))
        for a, b in zip(ends[::2], ends[1::2], strict=False)
        if doc[a:b].text.strip()
    )
    article = Article(text=text, published="2025-02-16")
    found = reader().read(doc, article)
    check(text, found)
    assert reader().read(doc, article) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n ",
        "RUBIO TRIFFT LAWROW IN MOSKAU, WASHINGTON SCHWEIGT.",
        "<b>Marco Rubio</b> &amp; <i>Rubio</i> 😀 Rubio",
        "\u202eMarco Rubio\u202c traf שר החוץ in Moskau.",
        "Rubio-" * 400,
        "Der Außenminister der " * 500,
        "Marco Rubio und Moskau und " * 1250,
        "Institut für Muster und " * 600,
        "Verein Musterhaus von der " * 600,
        "MUSTERSTADT " * 1000 + "–",
        "Karl al-Muster, " * 800,
        "ein satz ohne jeden namen " * 1000,
    ],
)
def test_hostile_texts_are_read(text: str) -> None:
    check(text, read(text, RUBIO | {"RUBIO": "PER", "Moskau": "LOC"}))
