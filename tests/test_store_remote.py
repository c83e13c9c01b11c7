"""The archive on an object store: the same promises, without a lock."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pandas as pd
import pytest

import workbook
from workbook import measures
from workbook.errors import StoreRefused
from workbook.store import batch, upkeep, writing


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.object_store"], stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{server.stdout.readline().strip()}")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.setenv("AWS_REGION", "eu-central-1")
    monkeypatch.setenv("AWS_ALLOW_HTTP", "true")
    yield "s3://news/archive"
    server.kill()
    server.communicate()


def read(text: str, **fields: str) -> workbook.Workbook:
    return workbook.analyze([workbook.Article(text=text, language="de", **fields)])


@pytest.mark.slow
def test_an_object_store_keeps_what_a_folder_keeps(address: str) -> None:
    with pytest.raises(StoreRefused, match="There is no store"):
        workbook.open_store(address)
    first = read("Der Kanzler sagte, Berlin helfe.", url="https://a.example/1").save(address)
    second = read("Der Kanzler sagte, Berlin warte.", url="https://a.example/1").save(address)
    assert (first.version, second.version) == (1, 2)
    assert first.sql("select text from claims")["text"].tolist() == ["Berlin helfe"]
    assert second.book().claims["text"].tolist() == ["Berlin warte"]
    with writing(first.place) as slow:
        read("Sie ging.").save(address)
        with pytest.raises(StoreRefused, match="at the same moment"):
            slow.save(batch(read("Es blieb.").tables()))
    last = read("Es blieb.").save(address)
    away, here = workbook.archive(address), workbook.load(address)
    several = (away, away.filter(since="2000-01-01"), here)
    assert [measures.extent(one.articles).n_articles for one in several] == [3, 0, 3]
    counted = (measures.coverage(one.articles, one.actors, by="actor_id") for one in (away, here))
    pd.testing.assert_frame_equal(*counted)
    assert len(last.table("articles")) == 3
    assert upkeep.compact(last.place, keep_days=0).removed > 0
    assert list(upkeep.faults(last.latest())) == []
