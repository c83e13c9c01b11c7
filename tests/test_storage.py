"""Articles from, and tables to, a storage that is no folder: as fsspec knows them, here in memory."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pandas as pd
import pytest

import workbook
from workbook import export, inputs
from workbook.errors import SourceRefused, StoreRefused
from workbook.ingest import ingest
from workbook.schemas import TABLES
from workbook.store import Place

TEXT = "Die Ministerin sagte am Montag in Bonn, der Haushalt sei beschlossen."


@pytest.fixture
def memory() -> Iterator[fsspec.AbstractFileSystem]:
    system = fsspec.filesystem("memory")
    system.pipe_file("/news/b.txt", TEXT.encode("cp1252"))
    rows = "".join(json.dumps({"text": f"{TEXT} Nummer {n}."}) + "\n" for n in range(3))
    system.pipe_file("/news/sub/a.jsonl", rows.encode())
    system.pipe_file("/news/README.md", b"no article")
    system.pipe_file("/news/.hidden/c.txt", TEXT.encode())
    yield system
    system.rm("/", recursive=True)


def test_a_file_a_folder_and_a_pattern_are_read(memory) -> None:
    [article] = inputs.read("memory://news/b.txt")
    assert (article.text, article.origin) == (TEXT, "memory:///news/b.txt")
    assert len(list(inputs.read("memory://news"))) == 4
    assert len(list(inputs.read("memory://news/*.txt"))) == 1


def test_an_ingest_takes_it_as_it_takes_a_folder(memory, tmp_path: Path) -> None:
    done = ingest("memory://news", tmp_path / "store", processes=1)
    assert (done.added, done.problems) == (4, ())
    assert ingest("memory://news", tmp_path / "store", processes=1).unchanged == 4


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("memory://nowhere", "no article at memory://nowhere"),
        ("memory://news/*.pdf", "no article at"),
        ("ftp://a.example/a.txt", "no address of the web"),
        ("file:///etc/passwd", "no address of the web"),
        ("dropbox://a.txt", "library that is not installed"),
        ("nonsense://a.txt", "no address of the web"),
    ],
)
def test_what_is_not_there_is_one_sentence(memory, address: str, says: str) -> None:
    with pytest.raises(SourceRefused, match=says):
        list(inputs.read(address))


def test_a_link_within_an_article_leads_to_no_storage(memory) -> None:
    feed = (
        '<rss version="2.0"><channel><title>x</title><item><title>a</title>'
        "<link>memory://news/b.txt</link></item></channel></rss>"
    )
    memory.pipe_file("/feed.xml", feed.encode())
    with pytest.raises(SourceRefused):
        list(inputs.read("memory://feed.xml"))


def test_tables_are_written_there_and_replaced(book: workbook.Workbook, memory) -> None:
    target = "memory://out/tables"
    assert book.export(target) == target
    with memory.open("/out/tables/claims.parquet") as file:
        assert pd.read_parquet(file)["text"].tolist() == book.claims["text"].tolist()
    export.write(workbook.analyze([]), target, format="csv")
    assert {name.rpartition(".")[2] for name in memory.find("/out/tables")} == {"csv", "json"}
    assert len(memory.find("/out/tables")) == len(TABLES) + 1
    book.export("memory://out/tables.json")
    assert len(json.loads(memory.cat_file("/out/tables.json"))["claims"]) == len(book.claims)


@pytest.mark.parametrize(
    ("address", "format", "says"),
    [
        ("memory://news", "parquet", "holds other things"),
        ("memory://news", "json", "is a folder"),
        ("memory://news/b.txt", "csv", "is a file"),
        ("memory://out/a.odt", None, "no format 'odt'"),
        ("dropbox://out", None, "library that is not installed"),
    ],
)
def test_what_others_have_there_stays(book, memory, address, format, says) -> None:
    with pytest.raises(SourceRefused, match=says):
        export.write(book, address, format=format)
    assert memory.cat_file("/news/b.txt") == TEXT.encode("cp1252")


def test_a_store_does_not_lie_where_delta_lake_does_not_write() -> None:
    with pytest.raises(StoreRefused, match="begins with s3://, gs://, az:// or abfss://"):
        Place.at("memory://store")
    for scheme in ("s3", "gs", "az", "abfss"):
        assert Place.at(f"{scheme}://bucket/store").folder is None
