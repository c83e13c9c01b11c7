"""Ingest over a real Dask cluster: the same tables, whoever reads and whoever dies."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from distributed import Client, LocalCluster

import workbook
from tests.test_cli import refused
from tests.test_ingest import same
from workbook import cluster, inputs
from workbook.errors import ClusterRefused, EngineRefused, KnowledgeRefused, RunFailed
from workbook.ingest import CHUNK, ingest
from workbook.models import Article
from workbook.settings import Settings
from workbook.store import upkeep

FEW = 4 * CHUNK
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Two workers, each a process of its own."""
    with LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0"
    ) as running:
        yield running.scheduler_address


@pytest.fixture
def threads() -> Iterator[LocalCluster]:
    """A worker within this process, quickly begun, with two threads."""
    with LocalCluster(
        n_workers=1,
        threads_per_worker=2,
        processes=False,
        protocol="tcp",
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
    ) as running:
        yield running


def article(n: int) -> Article:
    return Article(
        text=f"Die Ministerin sagte am Montag in Bonn, Nummer {n} sei fertig. Pröbstl schwieg.",
        url=f"https://a.example/{n}",
        published=f"2025-{n % 3 + 1:02}-{n % 28 + 1:02}",
        language="de",
    )


def process(number: int) -> int:
    return os.getpid() if number else 0


def test_the_tables_are_those_of_one_process(address: str, samples: Path, tmp_path: Path) -> None:
    """With knowledge of her own, of which nothing is left for a worker to find."""
    own = tmp_path / "knowledge"
    own.mkdir()
    (own / "people.csv").write_text(
        "id,name,kind,source_kind\nperson:proebstl,Anna Pröbstl,person,person\n", encoding="utf-8"
    )
    settings = Settings(knowledge=own)

    def articles(*, away: bool) -> Iterator[Article]:
        yield article(0)
        if away:
            own.rename(tmp_path / "elsewhere")
        yield from inputs.read(samples)
        yield from map(article, range(1, CHUNK))

    ingest(articles(away=False), tmp_path / "one", settings=settings, processes=1)
    done = ingest(articles(away=True), tmp_path / "many", settings=settings, cluster=address)
    assert (done.added, done.version) == (16 + CHUNK, 1)
    one, many = (workbook.open_store(tmp_path / name) for name in ("one", "many"))
    assert "person:proebstl" in set(many.table("mentions")["actor_id"])
    same(one, many)
    again = ingest(samples, tmp_path / "many", cluster=address)
    assert (again.unchanged, again.version) == (16, 1)


def test_the_work_of_a_killed_worker_is_done_again(address: str, tmp_path: Path) -> None:
    killed = []

    def articles(*, kill: bool) -> Iterator[Article]:
        for n in range(FEW):
            if kill and n == FEW // 2:
                with Client(address, set_as_default=False) as client:
                    killed.extend(list(client.run(os.getpid).values())[:1])
                os.kill(killed[0], signal.SIGKILL)
            yield article(n)

    ingest(articles(kill=False), tmp_path / "one", processes=1)
    done = ingest(articles(kill=True), tmp_path / "many", cluster=address)
    assert killed
    assert done.added == FEW
    one, many = (workbook.open_store(tmp_path / name) for name in ("one", "many"))
    assert many.table("articles")["article_id"].is_unique
    assert len(many.table("articles")) == FEW
    assert list(upkeep.faults(many)) == []
    same(one, many)


def test_no_more_is_taken_than_is_in_hand(address: str) -> None:
    taken = []

    def items() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    with cluster.joined(address, settings=Settings()) as team:
        results = team.ordered(process, items())
        assert next(results) == 0
        assert len(taken) <= 2 * team.size + 1
        assert next(results) != os.getpid()
        results.close()


def test_what_goes_wrong_with_the_items_is_told_as_it_is(address: str) -> None:
    def items() -> Iterator[int]:
        yield 0
        raise FileNotFoundError("a source that has gone")

    with (
        cluster.joined(address, settings=Settings()) as team,
        pytest.raises(FileNotFoundError, match="has gone"),
    ):
        list(team.ordered(process, items()))


def test_a_worker_that_reads_otherwise_is_refused(address: str) -> None:
    own = cluster.outfit("workbook")
    other = {**own, "HanTa": "0.1"}
    with cluster.joined(address, settings=Settings()) as team:
        later = replace(team, outfit=other)  # as if it had joined after the comparison
        with pytest.raises(RunFailed, match="end that worker"):
            list(later.ordered(process, [0]))
    with pytest.raises(ClusterRefused, match=r"tcp://b:1 has HanTa 0\.1 and not "):
        cluster.refuse_unlike(own, {"tcp://a:1": own, "tcp://b:1": other})


def test_a_worker_without_the_package_is_refused(tmp_path: Path) -> None:
    lacking = "import sys; sys.modules['workbook'] = None"
    with LocalCluster(
        n_workers=1, host="127.0.0.1", dashboard_address="127.0.0.1:0", preload=[lacking]
    ) as running:
        words = ("ingest", "a.txt", "--store", "new", "--cluster", running.scheduler_address)
        (tmp_path / "a.txt").write_text("Der Minister sagte am Montag, er komme bald.")
        told = refused(*words, folder=tmp_path)
    assert "cannot run ours" in told
    assert "No module named" in told


def test_a_worker_of_several_threads_is_refused(threads: LocalCluster, tmp_path: Path) -> None:
    with pytest.raises(ClusterRefused, match=r"threads 2 and not 1.*--nthreads 1"):
        ingest([article(1)], tmp_path / "new", cluster=threads.scheduler_address)
    assert not (tmp_path / "new").exists()


def test_a_cluster_without_workers_is_not_waited_for(threads: LocalCluster) -> None:
    threads.scale(0)
    with Client(threads) as client:
        team = cluster.Cluster(client, cluster.outfit("workbook"), patience=0.1)
        client.sync(threads._correct_state)
        with pytest.raises(RunFailed, match="no worker left"):
            list(team.ordered(process, [0]))


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("tcp://127.0.0.1:9", "cannot be reached; start 'dask scheduler'"),
        ("tls://127.0.0.1:9", "asks for certificates"),
        ("mainframe", "give 'local' or the address"),
    ],
)
def test_a_cluster_out_of_reach_is_one_sentence(
    given: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "TIMEOUT", 1)
    with pytest.raises(ClusterRefused, match=told):
        ingest([article(1)], tmp_path / "new", cluster=given)
    assert not (tmp_path / "new").exists()


def test_own_knowledge_or_engine_of_no_use_is_refused(address: str, tmp_path: Path) -> None:
    for values, refusal in (
        ({"knowledge": tmp_path / "none"}, KnowledgeRefused),
        ({"engine": "de_no_such_engine"}, EngineRefused),
    ):
        with pytest.raises(refusal):
            ingest([article(1)], tmp_path / "new", settings=Settings(**values), cluster=address)
    assert not (tmp_path / "new").exists()


def test_without_dask_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterRefused, match=r"pip install 'analyst-workbook\[dask\]'"):
        ingest([article(1)], tmp_path / "new", cluster="local")


def test_a_cluster_of_this_machine(samples: Path, tmp_path: Path) -> None:
    from tests.test_cli import workbook as command

    words = ("ingest", str(samples), "--store", "new", "--cluster", "local", "--processes", "1")
    done = command(*words, folder=tmp_path)
    assert (done.returncode, done.stderr.decode().splitlines()[1:]) == (0, [])
    assert b"16 articles stored (version 1): 16 new" in done.stdout
