"""Writers killed with ``kill -9`` at many points; the store is whole after each."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pyarrow as pa
import pytest

import workbook
from workbook.schemas import STORED
from workbook.store import Batch, Place, Store, batch, relations, upkeep, writing

POINTS = 6
"""Kills of each kind; ``python -m tests.bench.kills`` does hundreds."""


def dies_at_step(n: int) -> None:
    """Kill this process at the n-th call that the store's code makes or takes."""
    steps = iter(range(n))

    def step(frame: FrameType, event: str, _: Any) -> None:
        ours = "/workbook/store/" in frame.f_code.co_filename and event in ("call", "c_call")
        if ours and next(steps, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(step)


def dies_at_file(n: int, folder: Path) -> None:
    """Kill this process as soon as the folder holds n files: in the middle of a write."""

    def watch() -> None:
        while sum(len(names) for _, _, names in os.walk(folder)) < n:
            pass
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=watch, daemon=True).start()


def write(
    folder: Path, packed: bytes, fatal: Callable[..., None], point: tuple[Any, ...], told: Any
) -> None:
    """Save batch after batch and join their files, telling each version, until it is over."""
    batches: list[Batch] = pickle.loads(packed)
    fatal(*point)
    with writing(Place.at(folder)) as writer:
        for one in batches:
            told.send(writer.save(one).version)
        told.send(upkeep.tidy(writer, most=0).version)
    sys.setprofile(None)


class Kills:
    """A store of two articles, and two batches that replace one and add two."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.batches = [batch(book.tables()) for book in _books()]
        self.context = multiprocessing.get_context("forkserver")
        self.context.set_forkserver_preload(
            ["pandas", "pyarrow", "duckdb", "deltalake", "workbook.store", __name__]
        )
        self.states = [state(store) for store in self._undisturbed()]

    def _undisturbed(self) -> Iterator[Store]:
        for one in self.batches:
            with writing(Place.at(self.folder / "whole")) as writer:
                writer.save(one)
            if one is self.batches[0]:
                shutil.copytree(self.folder / "whole", self.folder / "begun")
            yield workbook.open_store(self.folder / "whole")
        with writing(Place.at(self.folder / "whole")) as writer:
            assert upkeep.tidy(writer, most=0).action == "compact"
        yield workbook.open_store(self.folder / "whole")

    def n_files(self) -> tuple[int, int]:
        """How many files there are before, and after undisturbed writing."""
        folders = (self.folder / name for name in ("begun", "whole"))
        begun, whole = (sum(one.is_file() for one in f.rglob("*")) for f in folders)
        return begun, whole

    def n_steps(self) -> int:
        """How many steps undisturbed writing takes, at most."""
        low, high = 1, 100_000
        while high - low > 8:
            middle = (low + high) // 2
            low, high = (middle, high) if self.killed(dies_at_step, middle) else (low, middle)
        return low

    def killed(self, fatal: Callable[..., None], n: int) -> bool:
        """Whether a writer was killed at point n and the store was whole then and at the end."""
        folder = self.folder / "killed"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.folder / "begun", folder)
        point = (n,) if fatal is dies_at_step else (n, folder)
        heard, told = self.context.Pipe(duplex=False)
        packed = pickle.dumps(self.batches[1:])
        child = self.context.Process(target=write, args=(folder, packed, fatal, point, told))  # type: ignore[attr-defined]
        child.start()
        told.close()
        reported = [1, *_all(heard)]
        child.join()
        store = workbook.open_store(folder)
        assert store.version >= reported[-1], "a version that was reported is gone"
        assert state(store) == self.states[store.version - 1], "half a version can be seen"
        with writing(store.place) as writer:
            for one in self.batches[1:]:
                writer.save(one)
        done = store.latest()
        assert state(done) == self.states[-1], "the next writer did not finish the work"
        assert list(upkeep.faults(done)) == [] if n % 5 == 0 else True
        return child.exitcode == -signal.SIGKILL


def _books() -> Iterator[workbook.Workbook]:
    texts = (
        (
            "Der Kanzler sagte am Montag, Berlin helfe.",
            "Die Ministerin reiste am 3. Mai nach Paris.",
        ),
        ("Der Kanzler sagte am Dienstag, Berlin warte.", None, "Der Rat der Stadt schwieg dazu."),
        (None, "Die Ministerin blieb am 3. Mai in Berlin.", None, "Das Gericht urteilt morgen."),
    )
    for several in texts:
        yield workbook.analyze(
            workbook.Article(
                text=text, url=f"https://a.example/{n}", published="2025-05-02", language="de"
            )
            for n, text in enumerate(several)
            if text
        )


def _all(heard: Any) -> Iterator[int]:
    while True:
        try:
            yield heard.recv()
        except EOFError:
            return


def state(store: Store) -> dict[str, pa.Table]:
    """Every row of every table."""
    with relations.connected(store.place, store.entry.tables, whole=True) as connection:
        return {
            name: connection.sql(f"select * from {name} order by all").to_arrow_table()
            for name in STORED
        }


@pytest.fixture(scope="module")
def kills(tmp_path_factory: pytest.TempPathFactory) -> Kills:
    return Kills(tmp_path_factory.mktemp("kills"))


@pytest.mark.slow
@pytest.mark.parametrize("n", [1 + 120 * k for k in range(POINTS)])
def test_killed_at_any_step_nothing_is_lost(kills: Kills, n: int) -> None:
    assert kills.killed(dies_at_step, n)


@pytest.mark.slow
@pytest.mark.parametrize("n", range(POINTS))
def test_killed_in_the_middle_of_a_write_nothing_is_lost(kills: Kills, n: int) -> None:
    begun, whole = kills.n_files()
    assert kills.killed(dies_at_file, begun + 1 + n * (whole - begun - 2) // POINTS)
