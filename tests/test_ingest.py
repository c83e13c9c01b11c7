"""Ingest: once, twice, in parts, by several processes, against all odds."""

from __future__ import annotations

import hashlib
import json
import resource
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pandas as pd
import pytest

import workbook
from workbook.errors import SourceRefused
from workbook.ingest import ingest
from workbook.schemas import STORED
from workbook.store import Store, upkeep

MANY = 700
"""Enough short articles for a version while others are in hand."""


def lines(path: Path, articles: Iterable[dict[str, str]]) -> Path:
    path.write_text("\n".join(json.dumps(article) for article in articles), encoding="utf-8")
    return path


def short(
    n: int, text: str = "Der Minister sagte am Montag, Nummer {} sei fertig."
) -> dict[str, str]:
    day = f"2025-{n % 3 + 1:02}-{n % 28 + 1:02}"
    return {
        "text": text.format(n),
        "url": f"https://a.example/{n}",
        "published": day,
        "language": "de",
    }


def same(one: Store, other: Store) -> None:
    for name in STORED:
        pd.testing.assert_frame_equal(one.table(name), other.table(name))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store"


def test_an_ingest_stores_what_load_reads(samples: Path, library, path: Path) -> None:
    done = ingest(samples, path, processes=1)
    assert (done.added, done.updated, done.unchanged, done.version) == (16, 0, 0, 1)
    book = workbook.open_store(path).book(outlet="Beispiel-Kurier")
    assert (
        book.claims["text"].tolist()
        == library.filter(outlet="Beispiel-Kurier").claims["text"].tolist()
    )


def test_an_ingest_after_a_save_and_a_second_one_change_nothing(samples, library, path) -> None:
    library.save(path)
    before = sorted(path.rglob("*"))
    done = ingest([samples, samples], path, processes=1)
    assert (done.unchanged, done.version) == (32, 1)
    assert sorted(path.rglob("*")) == before


def test_what_has_changed_is_replaced_and_what_is_new_added(path: Path, tmp_path: Path) -> None:
    file = lines(tmp_path / "news.jsonl", map(short, range(5)))
    ingest(file, path, processes=1)
    lines(file, [short(0), short(1, "Die Ministerin schwieg zu Nummer {}."), short(9)])
    done = ingest(file, path, processes=1)
    assert (done.added, done.updated, done.unchanged, done.version) == (1, 1, 1, 2)
    store = workbook.open_store(path)
    assert len(store.table("articles")) == 6
    assert list(upkeep.faults(store)) == []
    assert ingest(file, path, processes=1, again=True).updated == 3


def test_of_two_articles_with_one_id_the_first_stands(path: Path, tmp_path: Path) -> None:
    articles = [short(0), short(1), short(0, "Ganz andere Worte über Nummer {}."), short(0)]
    file = lines(tmp_path / "news.jsonl", articles)
    for _ in range(2):
        done = ingest(file, path, processes=1)
        assert done.version == 1
        assert "the first was kept" in done.problems[0].message
    store = workbook.open_store(path)
    assert store.sql("select text from articles order by 1")["text"].str.contains("Minister").all()
    assert len(store.table("problems")) == 1


def test_what_cannot_be_read_is_a_row_and_costs_nothing_else(path: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Der Minister sagte am Montag in Berlin, er komme bald. " * 3)
    (tmp_path / "b.txt").write_text("Le ministre a déclaré lundi à Paris que tout va bien. " * 3)
    (tmp_path / "c.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 4)
    for _ in range(2):
        done = ingest(str(tmp_path / "*.txt"), path, processes=1)
        assert done.version == 1
    problems = workbook.open_store(path).table("problems")
    assert problems["stage"].tolist() == ["language", "inputs"]
    assert problems["article_id"].isna().tolist() == [False, True]


def test_a_source_of_nothing_makes_no_store(path: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    with pytest.raises(SourceRefused, match="empty"):
        ingest(tmp_path / "empty.txt", path)
    assert not path.exists()


@pytest.mark.slow
def test_two_processes_store_the_same_as_one(samples: Path, tmp_path: Path) -> None:
    few = lines(tmp_path / "news.jsonl", map(short, range(40)))
    for count in (1, 2):
        ingest([samples, few], tmp_path / f"{count}", processes=count)
    same(*(workbook.open_store(tmp_path / f"{count}") for count in (1, 2)))


def started(*words: str, folder: Path, largest: int | None = None) -> subprocess.Popen[str]:
    def limited() -> None:
        if largest is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    return subprocess.Popen(
        [sys.executable, "-m", "workbook", *words],
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=limited,
    )


@pytest.mark.slow
def test_a_killed_ingest_loses_nothing_and_goes_on(path: Path, tmp_path: Path) -> None:
    file = lines(tmp_path / "news.jsonl", map(short, range(MANY)))
    running = started("ingest", "-", "--processes", "2", folder=tmp_path)
    assert running.stdin is not None
    assert running.stderr is not None
    running.stdin.write(file.read_text() + "\n" * 200_000)  # empty lines push the others through
    running.stdin.flush()  # and it waits for more
    line = running.stderr.readline()
    second = started("ingest", "news.jsonl", folder=tmp_path)
    answer = second.communicate(timeout=300)[1]
    running.kill()
    running.communicate(timeout=300)  # ends when its processes have ended, too
    assert line.startswith("512 articles stored (version 1)")
    assert second.returncode == 2
    assert "Another ingest is writing" in answer
    stored = workbook.open_store(path)
    assert len(stored.table("articles")) >= 512
    assert list(upkeep.faults(stored)) == []
    done = ingest(tmp_path / "news.jsonl", path, processes=1)
    assert done.unchanged == len(stored.table("articles"))
    assert done.articles == MANY
    assert len(workbook.open_store(path).table("articles")) == MANY


def test_a_full_disk_is_one_sentence_and_loses_nothing(path: Path, tmp_path: Path) -> None:
    lines(tmp_path / "one.jsonl", [short(0)])
    noise = [hashlib.sha512(bytes([n])).hexdigest() for n in range(60)]  # does not compress
    more = [short(n, f"Die Ministerin sagte {noise[n]}.") for n in range(60)]
    lines(tmp_path / "more.jsonl", more)
    ingest(tmp_path / "one.jsonl", path, processes=1)
    full = started("ingest", "more.jsonl", "--processes", "1", folder=tmp_path, largest=4500)
    out, error = full.communicate(timeout=120)
    assert (full.returncode, out) == (1, "")
    assert "There is no space left" in error
    assert "Traceback" not in error
    store = workbook.open_store(path)
    assert (store.version, len(store.table("articles"))) == (1, 1)
    assert ingest(tmp_path / "more.jsonl", path, processes=1).articles == 60
    assert list(upkeep.faults(store.latest())) == []


def test_the_commands_for_the_store(samples: Path, tmp_path: Path) -> None:
    def answer(*words: str) -> tuple[int | None, str]:
        running = started(*words, folder=tmp_path)
        out, error = running.communicate(timeout=120)
        return running.returncode, out + error

    assert answer("store", "check")[0] == 2
    code, told = answer("ingest", str(samples / "2025-02-16-handball-derby.md"), "-s", "archive")
    assert code == 0
    assert "1 article stored (version 1): 1 new" in told
    assert answer("store", "check", "-s", "archive") == (
        0,
        f"Version 1 is whole: {tmp_path}/archive\n",
    )
    code, told = answer("store", "stats", "-s", "archive")
    assert code == 0
    assert "sentences" in told
    assert answer("store", "compact", "-s", "archive")[0] == 0
    assert answer("ingest", "missing.txt")[0] == 2
