from __future__ import annotations

import csv
import json
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest

import workbook
from workbook import export
from workbook.errors import SourceRefused
from workbook.export import tabular
from workbook.schemas import TABLES


def test_parquet_gives_every_table_back_as_it_was(book: workbook.Workbook, tmp_path: Path) -> None:
    folder = book.export(tmp_path / "tables")
    for name in TABLES:
        pd.testing.assert_frame_equal(
            pd.read_parquet(folder / f"{name}.parquet").astype(getattr(book, name).dtypes),
            getattr(book, name),
        )


def test_csv_and_json_hold_the_same_words(book: workbook.Workbook, tmp_path: Path) -> None:
    folder = export.write(book, tmp_path / "tables", format="csv")
    claims = pd.read_csv(folder / "claims.csv")
    assert claims["text"].tolist() == book.claims["text"].tolist()
    rows = json.loads(book.export(tmp_path / "tables.json").read_text(encoding="utf-8"))
    assert [row["text"] for row in rows["claims"]] == book.claims["text"].tolist()


def test_csv_and_json_keep_old_line_ends_and_fractions(tmp_path: Path) -> None:
    text = "Frau Muster sprach.\rHerr Muster sprach.\rDann sprach Frau Muster.\r"
    article = workbook.Article(
        text=text, title="Wer sprach", published="2025-02-16T10:00:00.123456"
    )
    book = workbook.analyze([article])
    folder = export.write(book, tmp_path / "tables", format="csv")
    with (folder / "articles.csv").open(encoding="utf-8", newline="") as file:
        [row] = csv.DictReader(file)
    assert (row["text"], row["outlet"]) == (text, "")
    rows = json.loads(export.write(book, tmp_path / "tables.json").read_text(encoding="utf-8"))
    assert rows["articles"][0]["published"] == "2025-02-16T09:00:00.123456Z"
    shares = [row["share"] for row in rows["sources"]]
    assert shares == pytest.approx(book.sources["share"].tolist(), abs=1e-14)


def test_excel_takes_an_articles_words_as_words(tmp_path: Path) -> None:
    hostile = "=HYPERLINK(A1) \x07 " + "sehr " * 8000
    made = workbook.analyze([workbook.Article(text=hostile, title="=1+1", language="de")])
    import openpyxl

    sheet = openpyxl.load_workbook(made.export(tmp_path / "tables.xlsx"))["articles"]
    header = [cell.value for cell in sheet[1]]
    row = dict(zip(header, sheet[2], strict=True))
    assert row["title"].value == "=1+1"
    assert row["title"].data_type == "s"
    assert len(row["text"].value) == export.EXCEL_CELL


def test_excel_takes_days_and_characters_it_does_not_know(tmp_path: Path) -> None:
    text = "Im Jahr 1848 sagte Otto von Bismarck in Berlin, im Jahr 2024 komme er.\ufffe"
    made = workbook.analyze([workbook.Article(text=text, language="de", published="1899-12-31")])
    import openpyxl

    sheets = openpyxl.load_workbook(made.export(tmp_path / "tables.xlsx"))
    columns = {cell.value: cell.column for cell in sheets["dates"][1]}
    begin = [row[columns["begin"] - 1].value for row in sheets["dates"].iter_rows(min_row=2)]
    assert begin == ["1848-01-01", datetime(2024, 1, 1)]
    columns = {cell.value: cell.column for cell in sheets["articles"][1]}
    article = [cell.value for cell in sheets["articles"][2]]
    assert article[columns["published"] - 1] == "1899-12-31"
    assert article[columns["text"] - 1] == text.replace("\ufffe", "\ufffd")


def test_a_place_without_rights_or_room_is_refused(book, tmp_path: Path, monkeypatch) -> None:
    target = tmp_path / "there" / "tables.json"
    with monkeypatch.context() as closed:
        closed.setattr("os.access", lambda path, mode: path != tmp_path)
        with pytest.raises(SourceRefused, match=r"cannot be written to \(Permission denied\)"):
            book.export(target)
    monkeypatch.setattr(Path, "replace", lambda *_: _raise(OSError(28, "No space left on device")))
    with pytest.raises(SourceRefused, match=r"\(No space left on device\); make room"):
        book.export(target)
    assert [path.name for path in tmp_path.rglob("*")] == ["there"]


def _raise(error: Exception) -> None:
    raise error


def test_more_rows_than_excel_keeps_are_refused(book, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(tabular, "EXCEL_ROWS", 2)
    with pytest.raises(SourceRefused, match="write parquet or csv"):
        book.export(tmp_path / "tables.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_an_earlier_export_is_replaced(book: workbook.Workbook, tmp_path: Path) -> None:
    target = tmp_path / "tables"
    book.export(target)
    workbook.analyze([]).export(target)
    assert pd.read_parquet(target / "articles.parquet").empty
    assert [path.name for path in tmp_path.iterdir()] == ["tables"]


@pytest.mark.parametrize(
    ("name", "format", "sentence"),
    [
        ("tables.odt", None, "no format 'odt'"),
        ("mine", "parquet", "holds other things"),
        ("mine", "json", "is a folder"),
        ("mine/notes.txt", "csv", "is a file"),
    ],
)
def test_nothing_of_the_users_is_overwritten(book, tmp_path, name, format, sentence) -> None:
    (tmp_path / "mine").mkdir()
    notes = tmp_path / "mine" / "notes.txt"
    notes.write_text("keep me")
    with pytest.raises(SourceRefused, match=sentence):
        export.write(book, tmp_path / name, format=format)
    assert notes.read_text() == "keep me"


def test_csv_describes_itself_to_frictionless(library: workbook.Workbook, tmp_path: Path) -> None:
    import frictionless

    folder = export.write(library, tmp_path / "tables", format="csv")
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["type", "title", "message"])[:3]
    assert [task.name for task in report.tasks] == list(TABLES)
    published = pd.read_csv(folder / "articles.csv")["published"]
    again = pd.to_datetime(published, utc=True).astype(library.articles["published"].dtype)
    pd.testing.assert_series_equal(again, library.articles["published"])


def test_graphml_is_read_back_by_networkx(book: workbook.Workbook, tmp_path: Path) -> None:
    import networkx as nx

    from workbook import measures

    graph = nx.read_graphml(book.export(tmp_path / "actors.graphml"), force_multigraph=True)
    edges = [
        (a, b, data["weight"])
        for a, b, data in graph.edges(data=True)
        if data["kind"] == "mentioned_together"
    ]
    together = measures.co_mentions(book.mentions)
    expected = together[["actor_id", "other_id", "n_sentences"]].itertuples(index=False, name=None)
    assert sorted(edges) == sorted(expected)
    names = dict(zip(book.actors["actor_id"], book.actors["name"], strict=True))
    assert {node: graph.nodes[node]["name"] for node in names} == names
    assert sum(data["kind"] == "speaks_about" for *_, data in graph.edges(data=True)) > 0


def test_graphml_takes_characters_no_xml_may_hold(tmp_path: Path) -> None:
    import networkx as nx

    from workbook.export import network

    tables = {name: table.empty() for name, table in TABLES.items()}
    row = {"article_id": "a", "actor_id": "person:\x07x", "name": "A\x00 B", "kind": "person"}
    tables["actors"] = TABLES["actors"].frame(
        [row | {"n_mentions": 1, "first_start": 0, "salience": 1.0}]
    )
    network.graphml(tables, tmp_path / "a.graphml")
    assert nx.read_graphml(tmp_path / "a.graphml").nodes["person:x"]["name"] == "A B"


def test_jsonld_speaks_schema_org(book: workbook.Workbook, tmp_path: Path) -> None:
    document = json.loads(book.export(tmp_path / "a.jsonld").read_text(encoding="utf-8"))
    assert document["@context"] == "https://schema.org"
    (article,) = document["@graph"]
    row = book.articles.iloc[0]
    assert (article["@type"], article["headline"]) == ("NewsArticle", row["title"])
    assert pd.Timestamp(article["datePublished"]) == row["published"]
    assert [part["text"] for part in article["hasPart"]] == book.claims["text"].tolist()
    quoted = [part["text"] for part in article["hasPart"] if part["@type"] == "Quotation"]
    assert quoted == book.claims.loc[book.claims["kind"] == "direct", "text"].tolist()
    mentioned = {actor["@id"] for actor in article["mentions"]}
    said = [part.get("author", part.get("spokenByCharacter")) for part in article["hasPart"]]
    assert {speaker["@id"] for speaker in said if "@id" in speaker} <= mentioned


def test_linked_data_names_each_author(tmp_path: Path) -> None:
    article = workbook.Article(text="Es regnet.", author="Eva Beispiel, Jan Muster")
    file = export.write(workbook.analyze([article]), tmp_path / "a.jsonld")
    [node] = json.loads(file.read_text(encoding="utf-8"))["@graph"]
    assert [(person["@type"], person["name"]) for person in node["author"]] == [
        ("Person", "Eva Beispiel"),
        ("Person", "Jan Muster"),
    ]


def test_linked_data_names_articles_by_whole_addresses(tmp_path: Path) -> None:
    url = 'https://a.example/?q="x"&b=<ä> d|e#f'
    text = "Angela Merkel sagte in Berlin, sie komme."
    made = workbook.analyze([workbook.Article(text=text, language="de", url=url)])
    whole = "https://a.example/?q=%22x%22&b=%3Cä%3E%20d%7Ce#f"
    (article,) = json.loads(made.export(tmp_path / "a.jsonld").read_text("utf-8"))["@graph"]
    assert article["@id"] == whole
    assert [part["@id"] for part in article["hasPart"]] == [f"{whole}/claim-1"]
    document = json.loads(made.export(tmp_path / "a.annotations").read_text("utf-8"))
    assert {item["target"]["source"] for item in document["first"]["items"]} == {whole}


def test_annotations_find_their_words_by_place_and_by_quotation(book, tmp_path: Path) -> None:
    document = json.loads(book.export(tmp_path / "a.annotations").read_text(encoding="utf-8"))
    text = book.articles["text"].item()
    items = document["first"]["items"]
    tables = (book.mentions, book.claims, book.dates, book.events)
    assert len(items) == document["total"] == sum(map(len, tables))
    assert len({item["id"] for item in items}) == len(items)
    for item in items:
        place, quotation = item["target"]["selector"]
        words = quotation["prefix"] + quotation["exact"] + quotation["suffix"]
        assert text[place["start"] : place["end"]] == quotation["exact"]
        assert words in text
    values = [json.loads(item["body"]["value"]) for item in items[: len(book.mentions)]]
    assert [value["actor_id"] for value in values] == book.mentions["actor_id"].tolist()


def test_annotations_keep_what_the_model_demands(library, tmp_path: Path) -> None:
    """The MUSTs of the Web Annotation Data Model (W3C 2017): 3.1, 3.2.4, 3.3.5, 4.2, 5.1, 5.2."""
    document = json.loads(library.export(tmp_path / "a.annotations").read_text(encoding="utf-8"))
    page = document["first"]
    assert document["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert (document["type"], page["type"]) == ("AnnotationCollection", "AnnotationPage")
    assert len({document["id"], page["id"]}) == 2
    assert page["partOf"] == document["id"]
    motivations = {"identifying", "describing", "classifying"}
    for item in page["items"]:
        assert item["type"] == "Annotation"
        assert ":" in item["id"]
        assert item["motivation"] in motivations
        assert item["body"]["type"] == "TextualBody"
        assert item["body"]["purpose"] in motivations
        assert isinstance(item["body"]["value"], str)
        assert ":" in item["target"]["source"]
        position, quote = item["target"]["selector"]
        assert position["type"] == "TextPositionSelector"
        assert 0 <= position["start"] <= position["end"]
        assert quote["type"] == "TextQuoteSelector"
        assert isinstance(quote["exact"], str)


def test_conllu_is_read_back_word_for_word(book: workbook.Workbook, tmp_path: Path) -> None:
    import conllu

    sentences = conllu.parse(book.export(tmp_path / "a.conllu").read_text(encoding="utf-8"))
    text = book.articles["text"].item()
    assert sum(map(len, sentences)) == book.articles["n_tokens"].item()
    assert len(sentences) == len(book.sentences)
    actors = set()
    for sentence in sentences:
        assert [token["id"] for token in sentence] == list(range(1, len(sentence) + 1))
        joined = ""
        for token in sentence:
            start, end = map(int, token["misc"]["TokenRange"].split(":"))
            assert text[start:end] == token["form"]
            joined += token["form"] + ("" if token["misc"].get("SpaceAfter") == "No" else " ")
            actors.add(token["misc"].get("Actor"))
        assert joined.strip() == sentence.metadata["text"]
    assert actors - {None} == set(book.mentions["actor_id"])
