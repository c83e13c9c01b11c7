"""An analyst's own folder over our files: every file of it wins, and a fault is told by its line."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from test_cli import refused, workbook

import workbook as package
from workbook import knowledge, resources
from workbook.actors.lexicon import lexicon
from workbook.actors.roles import roles
from workbook.errors import KnowledgeRefused
from workbook.knowledge import Files, RoleNoun
from workbook.knowledge.files import FILES
from workbook.settings import Settings

HERS = {
    "countries.csv": "code,name,name_en,adjective\nMUS,Mauritius,Isle Maurice,mauritisch",
    "cues.csv": "lemma,form,group,complements\npredigen,verb,statement,dass|v2",
    "date_feasts.csv": "name,day\nDeichfest,08-14",
    "date_words.csv": "form,kind,value\nvorvorgestern,day,-3",
    "event_fields.csv": "field,word\ntroops,Deichwacht",
    "event_words.csv": "word,kind,status\nerhofft,adjective,possible",
    "events.csv": "term,form,type\nDeichpakt,noun,COOPERATE",
    "first_names.csv": "name,gender\nTjarkine,f",
    "keyphrase_words.csv": "word,kind\nDeichgerede,plain",
    "name_words.csv": "word,kind,gender\nDeichdoktor,title,m",
    "offices.csv": "actor_id,role,country,begin\n"
    "person:tjarkine-muster,Bundeskanzler,DEU,2026-11-01",
    "organisations.csv": "id,name,kind,source_kind,country,aliases\n"
    "org:wasserverband-mustertal,Wasserverband Mustertal,organisation,organisation,DEU,WVMT",
    "outlets.csv": "id,name,kind,source_kind,country\noutlet:deichbote,Deichbote,outlet,outlet,DEU",
    "people.csv": "id;name;kind;source_kind;country;gender\n"  # as German spreadsheets write it
    "person:tjarkine-muster;Tjarkine Muster;person;person;DEU;f",
    "place_words.csv": "word,part,reading,weight\npredigen,verb,government,3",
    "places.csv": "place,country,aliases\nDeichstadt,MUS,Deichhausen",
    "role_synonyms.csv": "word,roles\nDeichkönig,Deichgräf",
    "roles.csv": "noun,feminine\nDeichgräf,Deichgräfin",
    "seats.csv": "place,actor_id\nMusterplatz,org:wasserverband-mustertal",
    "source_words.csv": "word,kind\ndeichrolle,document",
    "topic_terms.csv": "topic_id,term,match\nown:deichwesen,Deich,part",
    "topics.csv": "topic_id,label_de,label_en,level\nown:deichwesen,Deichwesen,Dykes,1",
}
ARTICLE = """---
title: Bundeskanzlerin lobt die Deiche
outlet: Deichbote
published: 2026-11-10
language: de
---
Der Musterplatz predigte vorvorgestern, die Deiche seien sicher. Tjarkine Muster kam zum \
Deichfest. Die Bundeskanzlerin sagte, der Deichbau gehe weiter. Laut Deichrolle sind alle Deiche \
hoch genug. Der Wasserverband Mustertal schloss mit Mauritius den erhofften Deichpakt.
"""
PERSON = "id,name,kind,source_kind,country,aliases,ambiguous,gender\n"
MUSTER = "person:erika-muster,Erika Muster,person,person,DEU,{},{},f"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a row of her own for each of the files."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "workbook.toml").write_text('language = "de"\n')
    (folder / "deiche.md").write_text(ARTICLE, encoding="utf-8")
    (folder / "knowledge").mkdir()
    for name, text in HERS.items():
        (folder / "knowledge" / name).write_text(text + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def book(project: Path) -> package.Workbook:
    return package.load(project / "deiche.md", settings=Settings(knowledge=project / "knowledge"))


# Which file wins ----------------------------------------------------------------------------


def test_every_file_of_ours_can_be_laid_over() -> None:
    files = {path.name for path in (resources.data_folder() / "knowledge").glob("*.csv")}
    assert files == set(FILES) == set(HERS)


def test_nobody_reads_a_knowledge_file_past_the_layers() -> None:
    package_folder = Path(package.__file__).parent
    readers = [
        path.relative_to(package_folder).as_posix()
        for path in package_folder.rglob("*.py")
        if re.search(r'data_folder\(\) / "knowledge"', path.read_text(encoding="utf-8"))
    ]
    assert readers == ["knowledge/files.py"]


def test_her_names_seats_and_offices_are_read(book: package.Workbook) -> None:
    ids = dict(zip(book.mentions["text"], book.mentions["actor_id"], strict=True))
    assert ids["Musterplatz"] == ids["Wasserverband Mustertal"] == "org:wasserverband-mustertal"
    assert ids["Bundeskanzlerin"] == ids["Tjarkine Muster"] == "person:tjarkine-muster"


def test_her_words_of_saying_are_read(book: package.Workbook) -> None:
    sources = dict(zip(book.claims["source_id"], book.claims["text"], strict=True))
    assert sources["document:deichrolle"] == "sind alle Deiche hoch genug"
    assert sources["org:wasserverband-mustertal"] == "die Deiche seien sicher"


def test_her_words_of_time_topics_and_events_are_read(book: package.Workbook) -> None:
    values = dict(zip(book.dates["text"], book.dates["value"], strict=True))
    assert values == {"vorvorgestern": "2026-11-07", "Deichfest": "2026-08-14"}
    assert book.topics["label"].tolist()[0] == "Dykes"
    assert book.events[["type", "text", "status"]].to_numpy().tolist() == [
        ["COOPERATE", "Deichpakt", "possible"]
    ]


def test_her_small_word_lists_are_read(project: Path) -> None:
    known = knowledge.load(project / "knowledge")
    names = lexicon(known)
    assert names.gender_of_first("Tjarkine") == "f"
    assert names.is_word("Deichdoktor", "title")
    assert roles(known).agree("Deichkönig", "Deichgräf")
    assert known.countries["MUS"].name_en == "Isle Maurice"


# Row by row ---------------------------------------------------------------------------------


def test_a_row_with_our_key_replaces_ours_where_it_stands(tmp_path: Path) -> None:
    ours = Files().read("roles.csv", RoleNoun)
    (tmp_path / "roles.csv").write_text(f"noun,group\n{ours[3].noun},own\nDeichgräf,own\n")
    read = Files.over(tmp_path).read("roles.csv", RoleNoun)
    assert read[3] == RoleNoun(ours[3].noun, group="own")
    assert read[-1] == RoleNoun("Deichgräf", group="own")
    assert len(read) == len(ours) + 1


def test_one_row_is_enough_to_say_who_took_over(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(PERSON + MUSTER.format("", ""))
    (tmp_path / "offices.csv").write_text(
        "actor_id,role,country,begin,until\n"
        "person:erika-muster,Bundeskanzler,DEU,2020-01-01,2020-02-01\n"
    )
    terms = [
        (office.actor_id, office.begin, office.until)
        for office in knowledge.load(tmp_path).offices
        if office.role == "Bundeskanzler" and office.country == "DEU"
    ]
    holders = [actor for actor, begin, _ in sorted(terms, key=lambda t: t[1] or date.min)]
    merkel, muster = "person:angela-merkel", "person:erika-muster"
    assert (muster, date(2020, 1, 1), date(2020, 2, 1)) in terms
    assert holders[holders.index(merkel) : holders.index(muster) + 2] == [merkel, muster, merkel]


def test_a_file_that_changed_is_read_anew(tmp_path: Path) -> None:
    file = tmp_path / "roles.csv"
    file.write_text("noun\nDeichgräf\n", encoding="utf-8")
    assert "Deichvogt" not in knowledge.load(tmp_path).roles
    file.write_text("noun\nDeichgräf\nDeichvogt\n", encoding="utf-8")
    assert "Deichvogt" in knowledge.load(tmp_path).roles


# Faults -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        (
            "people.csv",
            PERSON + (MUSTER.format("", "") + "\n") * 2,
            "line 3: line 2 has the same id",
        ),
        (
            "people.csv",
            PERSON + MUSTER.format("Angela MERKEL", ""),
            "line 2: the name 'Angela MERKEL' is also that of person:angela-merkel",
        ),
        (
            "people.csv",
            PERSON + MUSTER.format("Russland", ""),
            "line 2: the name 'Russland' is also",
        ),
        ("people.csv", PERSON + MUSTER.replace("DEU", "GER"), "line 2: there is no country 'GER'"),
        ("organisations.csv", PERSON + MUSTER, "line 2: the id 'person:erika-muster' has to begin"),
        ("offices.csv", "actor_id,role\nperson:niemand,Abt\n", "line 2: nobody has the id"),
        (
            "offices.csv",
            "actor_id,role,affiliation\nperson:angela-merkel,Abt,org:nirgends\n",
            "line 2: nobody has the id 'org:nirgends'",
        ),
        (
            "offices.csv",
            "actor_id,role,begin,until\nperson:angela-merkel,Abt,2020-01-01,2019-01-01\n",
            "line 2: the office ends before it begins",
        ),
        ("topic_terms.csv", "topic_id,term\nown:x,Deich\n", "line 2: no topic has the id 'own:x'"),
        (
            "topics.csv",
            "topic_id,label_de,label_en,level,parent_id\nown:x,X,X,2,own:y\n",
            "line 2: the topic 'own:y' above it does not exist",
        ),
        ("seats.csv", "place,actor_id\nMusterplatz,org:nirgends\n", "line 2: nobody has the id"),
        ("roles.csv", "noun,noun\nA,B\n", "line 1: the columns noun are there twice"),
        ("rolls.csv", "noun\nA\n", "is no file that is read"),
    ],
)
def test_a_fault_is_told_with_file_and_line(
    tmp_path: Path, file: str, text: str, told: str
) -> None:
    (tmp_path / file).write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeRefused, match=re.escape(told)) as refusal:
        knowledge.load(tmp_path)
    assert str(refusal.value).startswith(file)
    assert "\n" not in str(refusal.value)


def test_a_shared_name_may_be_declared(tmp_path: Path) -> None:
    row = MUSTER.format("Angela Merkel", "Angela Merkel")
    (tmp_path / "people.csv").write_text(PERSON + row, encoding="utf-8")
    assert knowledge.load(tmp_path).actors["person:erika-muster"].ambiguous == ("Angela Merkel",)


def test_our_own_files_pass_the_checks_we_ask_of_hers(tmp_path: Path) -> None:
    for name in FILES:
        ours = resources.data_folder() / "knowledge" / name
        (tmp_path / name).write_bytes(ours.read_bytes())
    known, ours_alone = knowledge.load(tmp_path), knowledge.load()
    assert known.actors == ours_alone.actors
    assert known.countries == ours_alone.countries
    assert set(known.offices) == set(ours_alone.offices)


# As people use it ---------------------------------------------------------------------------


def test_a_project_is_read_from_its_folder_and_from_one_below(project: Path) -> None:
    below = project / "notebooks"
    below.mkdir()
    done = workbook("read", "../deiche.md", "--out", "tables", "-f", "csv", folder=below)
    assert done.returncode == 0, done.stderr.decode()
    assert "person:tjarkine-muster" in (below / "tables" / "actors.csv").read_text("utf-8")


def test_a_brief_knows_what_the_project_knows(project: Path) -> None:
    done = workbook("brief", "deiche.md", folder=project)
    assert done.returncode == 0, done.stderr.decode()
    assert "Tjarkine Muster" in done.stdout.decode()


@pytest.mark.parametrize("command", [("brief",), ("read", "--out", "tables")])
@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("people.csv", PERSON + MUSTER.format("SWP", "")),
        ("place_words.csv", "word,part,reading,weight\npredigen,verb,regime,1\n"),
    ],
)
def test_a_fault_ends_a_command_with_two(
    tmp_path: Path, command: tuple[str, ...], file: str, text: str
) -> None:
    (tmp_path / "workbook.toml").write_text('knowledge = "own"\n')
    (tmp_path / "deiche.md").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / file).write_text(text, encoding="utf-8")
    assert refused(*command, "deiche.md", folder=tmp_path).startswith(f"{file}, line 2")
