"""Who is behind a claim and who passed it on: phrases, pronouns, chains, headlines, datelines."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import workbook
from workbook import knowledge, language
from workbook.models import Article, Claim
from workbook.sources import SourceReader

CASES = Path(__file__).parent / "cases"
SWP = "Die SWP hält das Abkommen für wichtig. {} Der Vertrag sei brüchig, schreibt die SWP."


def claims(text: str) -> list[tuple[str, str | None]]:
    """(source, via) of each claim, actors read as well."""
    book = workbook.analyze([Article(text=text, language="de")])
    names = dict(zip(book.sources["source_id"], book.sources["name"], strict=True))
    return [
        (names[row.source_id], names.get(row.via_source_id)) for row in book.claims.itertuples()
    ]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "Olaf Scholz lehnte das ab. Es sei unklug, betonte der SPD-Politiker.",
            "Olaf Scholz",
        ),
        (
            "Angela Merkel begrüßte Olaf Scholz. In ihrer Rede hatte Merkel Hilfe versprochen. "
            "Später sagte er, das genüge nicht.",
            "Olaf Scholz",
        ),
        (
            "Die Umweltschutzorganisation Greenpeace kam ins Dorf. Die Umweltschutzorganisation "
            "fordert, dass das Werk schließt.",
            "Greenpeace",
        ),
        ("Die Mutter von Angela Merkel sagte, das Haus sei verkauft.", "Mutter von Angela Merkel"),
        (
            "Ein Mitarbeiter des Bundestags sagte, die Heizung sei kaputt.",
            "Mitarbeiter des Bundestags",
        ),
        (
            "Olaf Scholz traf Emmanuel Macron. Beide kündigten an, sich im Mai wieder zu treffen.",
            "Olaf Scholz und Emmanuel Macron",
        ),
        ("In der Stadt heißt es, das Bad werde geschlossen.", "Stadt"),
        ("Es heißt, das Bad werde geschlossen.", "Es heißt"),
        (
            "Angela Merkel hatte erzählt, dass es regnet, aber auch betont, Wind sei schlimmer.",
            "Angela Merkel",
        ),
        ("Angela Merkel lobte das Gesetz, das gilt, und betonte, es reiche.", "Angela Merkel"),
        ("Da erklärte ein Anführer im Norden, Hans Muster, es sei kalt.", "Hans Muster"),
        (
            "Nach Angaben des Polizeichefs von Kandahar ist die Straße frei.",
            "Polizeichef von Kandahar",
        ),
        ("Wie musterblatt.de berichtet, ist der Film im Netz.", "musterblatt.de"),
        ("Morgen wird von einer hohen Waldbrandgefahr ausgegangen.", "ungenannt"),
    ],
)
def test_a_source_is_who_the_words_mean(text: str, source: str) -> None:
    assert claims(text)[-1][0] == source


def test_a_ministry_named_before_is_meant_and_not_its_country() -> None:
    text = (
        "Das Außenministerium in Moskau bestätigte das Treffen. "
        "Nach Angaben des russischen Ministeriums dauerte es zwei Stunden."
    )
    assert claims(text)[-1][0] == "Russisches Außenministerium"


def test_whoever_refers_to_a_report_passes_it_on() -> None:
    text = "Die Polizei verwies auf ein Gutachten, wonach die Brücke morsch sei."
    assert claims(text) == [("Gutachten", "Polizei")]


def test_a_message_in_a_message_comes_via_the_one_around_it() -> None:
    text = "Die Bank habe zugesagt, den Kredit zu verlängern, berichtet das Magazin."
    assert claims(text) == [("Magazin", None), ("Bank", "Magazin")]


def _rows(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("case", _rows("chains.csv"), ids=lambda case: case["text"][:50])
def test_whoever_is_relied_on_is_the_source_in_every_order(case: dict[str, str]) -> None:
    outer = {(case["outer"], None)} if case["outer"] else set()
    assert set(claims(case["text"])) == {*outer, (case["source"], case["via"] or None)}


@pytest.mark.parametrize("case", _rows("addressees.csv"), ids=lambda case: case["text"][:50])
def test_the_one_spoken_to_is_not_part_of_the_one_who_speaks(case: dict[str, str]) -> None:
    book = workbook.analyze([Article(text=case["text"], language="de")])
    spans = book.claim_spans
    told = {
        part: " ".join(
            case["text"][row.start : row.end] for row in spans[spans["part"] == part].itertuples()
        )
        for part in ("speaker", "addressee")
    }
    assert told == {"speaker": case["speaker"], "addressee": case["addressee"]}


def test_a_dateline_is_nobodys_words() -> None:
    text = "HAMBURG (dpa) – Der Hafen ruht bis Montag. Das teilte die Behörde mit."
    found = workbook.analyze([Article(text=text, language="de")]).claims["text"].tolist()
    assert found == ["Der Hafen ruht bis Montag."]


@pytest.mark.parametrize(
    ("heading", "wanted"),
    [
        ("Ministerin: Lage bleibt ernst", ["Lage bleibt ernst"]),
        ("Polizei: Kein Hinweis auf Brandstiftung", ["Kein Hinweis auf Brandstiftung"]),
        ("Kanada: Zug entgleist", []),
        ("Tarifstreit: Einigung in Sicht", []),
    ],
)
def test_a_heading_with_a_colon_speaks_for_whoever_can_speak(
    heading: str, wanted: list[str]
) -> None:
    text = f"Das Wetter war gut.\n\n{heading}\n\nAm Abend regnete es in der ganzen Gegend lange."
    assert workbook.analyze([Article(text=text, language="de")]).claims["text"].tolist() == wanted


@pytest.mark.parametrize(
    ("about", "source_id", "kind"),
    [
        (
            "Das Berliner Institut berät die Bundesregierung in der Außenpolitik.",
            "org:swp",
            "think_tank",
        ),
        (
            "Die Stiftung Wissenschaft und Politik legte die Studie in Berlin vor.",
            "org:swp",
            "think_tank",
        ),
        (
            "Die Zeitung aus Ulm erscheint täglich im Verlag der Südwest Presse.",
            "outlet:swp",
            "outlet",
        ),
        ("Das sagte Minister Berg der Südwest Presse in Ulm.", "outlet:swp", "outlet"),
    ],
)
def test_an_ambiguous_short_name_is_decided_by_context(
    about: str, source_id: str, kind: str
) -> None:
    book = workbook.analyze([Article(text=SWP.format(about), language="de")])
    last = book.claims.iloc[-1]
    source = book.sources.set_index("source_id").loc[last["source_id"]]
    assert (last["source_id"], source["kind"], source["actor_id"]) == (source_id, kind, source_id)


def test_an_analysts_own_source_words_are_laid_over_ours(tmp_path: Path) -> None:
    (tmp_path / "source_words.csv").write_text("word,kind\nkloster,organisation\n", "utf-8")
    text = "Laut dem Kloster ist die Mauer alt."
    doc = language.load(engine="workbook")(text)
    kinds = [
        SourceReader(known).read(doc, Article(text=text), (), ()).sources[0].kind
        for known in (knowledge.load(), knowledge.load(tmp_path))
    ]
    assert kinds == ["unnamed", "organisation"]


def test_what_is_held_against_a_denied_charge_is_asserted() -> None:
    text = "Das Amt wies die Kritik zurück: Die Warnung sei um acht Uhr verschickt worden."
    found = workbook.analyze([Article(text=text, language="de")]).claims
    assert found["certainty"].tolist()[-1] == "asserted"


def test_a_statement_not_made_is_no_claim() -> None:
    claims_found: list[Claim] = []
    for text in (
        "Belege nannte er nicht.",
        "Belege wurden von der Firma nicht genannt.",
        "Moskau nannte zunächst keine Namen.",
        "Sternbrücke nannte man die Bauten im Park.",
        "Nach Artikel 68 des Grundgesetzes hat er den Rat aufgelöst.",
    ):
        doc = language.load(engine="workbook")(text)
        claims_found += SourceReader(knowledge.load()).read(doc, Article(text=text), (), ()).claims
    assert not claims_found


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Laut Medienberichten ist der Laden zu.", "Medienberichte"),
        ("Laut Statistiken sinkt die Zahl der Läden.", "Statistiken"),
        ("Aus Regierungskreisen hieß es, die Lage sei ernst.", "Regierungskreise"),
        ("Aus Diplomatenkreisen verlautete, es gehe voran.", "Diplomatenkreise"),
        ("Ein für Mietsachen zuständiges Gericht teilte mit, der Laden bleibe zu.", "zuständiges Gericht"),
        ("Peter Kramer-Lohn schweigt. Die Anwälte Kramer-Lohns sagten, er sei krank.", "Anwälte Kramer-Lohns"),
        ("Nach Angaben des künstlerischen Leiters ist das Haus voll.", "künstlerischer Leiter"),
        ("Nach Angaben des zuständigen Ministeriums ist das Haus voll.", "zuständiges Ministerium"),
        ("Laut einem ranghohen Diplomaten ist das Haus voll.", "ranghoher Diplomat"),
        ("Laut einem neuen Rekruten ist das Haus voll.", "neuer Rekrut"),
        ("Konservative Politiker sagten, das Haus sei voll.", "Konservative Politiker"),
        ("Laut ranghohen Vertretern ist das Haus voll.", "ranghohe Vertreter"),
        ("Die neuen Gutachten besagen, das Haus sei voll.", "neue Gutachten"),
        ("Laut einem französischen Bericht ist das Haus voll.", "französischer Bericht"),
        ("Laut mehreren Augenzeugen ist das Haus voll.", "mehrere Augenzeugen"),
        ("Nach Gewerkschaftsangaben ist das Haus voll.", "Gewerkschaft"),
        ("Laut einem Hinweis auf die Bar ist das Haus voll.", "Hinweis auf die Bar"),
        ("Nach neuesten Erkenntnissen ist der Laden zu.", "neueste Erkenntnisse"),
        ("Laut britischen Medien ist der Laden zu.", "britische Medien"),
        ("Nach Angaben informierter Kreise ist der Laden zu.", "informierte Kreise"),
        ("Der Verein hatte laut seinem Anwalt Schulden.", "sein Anwalt"),
        ("Gestern hatte es geheißen, der Laden bleibe zu.", "Es heißt"),
        ("Laut „Gartenwoche“ ist die Ernte gut.", "Gartenwoche"),
        ("Jetzt droht ein Streik. Der Lohn der Fahrer liege unter dem Tarif.", "ungenannt"),
    ],
)  # fmt: skip
def test_a_source_without_a_name_is_called_as_a_dictionary_has_it(text: str, source: str) -> None:
    assert [name for name, _ in claims(text)] == [source]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (  # who is no neuter
            "Die Autorin Anna Muster gewann. Laut einem Jury-Mitglied ist das Buch klug. "
            "Sie sagte: „Ich freue mich.“",
            "person:anna-muster",
        ),
        (  # who is not one of several without a name
            "Karl Muster unterstützt die Forderungen von Politikern der Partei, die Bank zu "
            "meiden. Er fürchtet, dass der Streit Arbeitsplätze gefährdet.",
            "person:karl-muster",
        ),
    ],
)
def test_a_pronoun_is_who_it_can_be(text: str, who: str) -> None:
    book = workbook.analyze([Article(text=text, language="de")])
    assert book.claims["source_id"].tolist()[-1] == who


def test_a_name_in_quotation_marks_is_nobodys_words() -> None:
    text = "Der „Hafenbote“ berichtete über einen Marsch. Die „Hafenrunde am Kai“ teilte mit, er sei kurz."
    book = workbook.analyze([Article(text=text, language="de")])
    told = dict(zip(book.sources["source_id"], book.sources["name"], strict=True))
    assert [(told[c.source_id], c.kind) for c in book.claims.itertuples()] == [
        ("Hafenbote", "reported"),
        ("Hafenrunde am Kai", "indirect"),
    ]


def test_what_somebody_began_to_do_is_no_speaker() -> None:
    text = "Der Mann begann, Blätter zu verteilen und verlangte, dass man ihn höre."
    book = workbook.analyze([Article(text=text, language="de")])
    assert "verteilen" not in " ".join(book.sources["name"])


def test_what_the_police_told_is_told_by_the_police() -> None:
    text = "Nach Polizeiangaben ist der Laden zu. Die Polizei sucht Zeugen."
    book = workbook.analyze([Article(text=text, language="de")])
    assert book.sources["actor_id"].tolist()[0] == "group:polizei"


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("Laut Feuerwehr kam der Bus aus noch nicht geklärten Gründen ab.", "asserted"),
        ("Laut Feuerwehr fand man in der Halle die nicht zugelassene Sorte.", "asserted"),
        ("Laut Feuerwehr wurde die Sorte nicht zugelassen.", "denied"),
        ("Laut Feuerwehr ist, als niemand hinsah, viel Öl ausgelaufen.", "asserted"),
        ("Laut Feuerwehr wird die Gefahr verdoppelt, im Rauch zu sterben.", "asserted"),
        (
            "Laut Feuerwehr sei er gesehen worden, und als er fliehen wollte, sei es hell gewesen.",
            "asserted",
        ),
        ("Laut Feuerwehr sah es so aus, als ob der Damm halten würde.", "possible"),
        ("Laut Feuerwehr könne das Fest, an dem er nicht teilnimmt, beginnen.", "possible"),
        ("Laut Feuerwehr wird das Tor gesperrt bleiben.", "planned"),
    ],
)
def test_what_only_describes_does_not_make_a_statement_less_certain(
    text: str, certainty: str
) -> None:
    book = workbook.analyze([Article(text=text, language="de")])
    assert book.claims["certainty"].tolist() == [certainty]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("In diversen Medien war von der Panne berichtet worden.", "diverse Medien"),
        ("Die Roten kommen laut vorläufigem Ergebnis auf neun Sitze.", "vorläufiges Ergebnis"),
        ("Das Rot sei schön, sagte Kemal Bunt, Leiter der Malschule.", "Kemal Bunt"),
    ],
)
def test_who_speaks_is_told_whole_and_nothing_else(text: str, source: str) -> None:
    assert [name for name, _ in claims(text)] == [source]


def test_a_law_is_nobody_who_says_something() -> None:
    assert claims("Der Missbrauch ist ein Vergehen gemäß § 132a StGB.") == []


def test_a_verb_like_a_participle_may_follow_a_long_subject() -> None:
    text = "Ute Muster vom Verein der Fischer in Bremen bemängelt, dass die Netze rissen."
    book = workbook.analyze([Article(text=text, language="de")])
    assert book.claims["source_id"].tolist() == ["person:ute-muster"]


def test_who_takes_a_stand_speaks_on() -> None:
    text = (
        "Karl Muster erklärte: „Das ist falsch.“ Dann nahm auch die Ministerin Ute Beispiel zu der "
        "Frage Stellung. Jeder könne sein Konto behalten."
    )
    book = workbook.analyze([Article(text=text, language="de")])
    assert book.claims["source_id"].tolist() == ["person:karl-muster", "person:ute-beispiel"]


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("Laut Polizei soll sich unter den Verletzten ein Kind befinden.", "possible"),
        ("Laut Museum soll die Vase aus Kreta stammen.", "possible"),
        ("Laut Polizei soll es sich um Diebe aus dem Ort handeln.", "possible"),
        ("Laut Polizei soll die Behörde schnell handeln.", "planned"),
        ("Laut Stadt soll sich dort künftig eine Schule befinden.", "planned"),
    ],
)
def test_nobody_plans_what_is(text: str, certainty: str) -> None:
    book = workbook.analyze([Article(text=text, language="de")])
    assert book.claims["certainty"].tolist() == [certainty]


def test_what_a_clause_inside_supposes_is_not_the_statements_certainty() -> None:
    text = (
        "Der Wirt, der wegen des Verdachts auf Betrug verhaftet worden war, muss in Haft bleiben, "
        "sagte die Richterin."
    )
    book = workbook.analyze([Article(text=text, language="de")])
    assert book.claims["certainty"].tolist() == ["asserted"]
