from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from collections import deque
from collections.abc import Iterator
from itertools import count, islice, repeat
from pathlib import Path

import pytest

from workbook import pipeline, workers
from workbook.errors import RunFailed
from workbook.models import Article


def squared(number: int) -> tuple[int, int]:
    return number * number, os.getpid()


def ended(number: int) -> int:
    if multiprocessing.parent_process() is not None:
        os._exit(9)
    return number


def test_results_come_in_the_order_of_the_items_whichever_process_has_them() -> None:
    seen: set[int] = set()
    results = workers.ordered(squared, count(), processes=2)
    for number, (square, process) in enumerate(results):
        assert square == number * number
        seen.add(process)
        if len(seen) == 2:
            break
    following = [square for square, _ in islice(results, 40)]
    assert following == [n * n for n in range(number + 1, number + 41)]
    results.close()


def test_no_more_is_taken_than_is_in_hand() -> None:
    taken = []

    def items() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    results = workers.ordered(squared, items(), processes=2)
    assert next(results)[0] == 0
    assert len(taken) <= workers.AHEAD * 2 + 2
    results.close()


def test_one_item_needs_no_process() -> None:
    assert list(workers.ordered(squared, [3], processes=2)) == [(9, os.getpid())]
    assert list(workers.ordered(squared, [], processes=2)) == []


def test_a_process_that_is_ended_is_one_sentence() -> None:
    with pytest.raises(RunFailed, match="--processes 1"):
        deque(workers.ordered(ended, count(), processes=2), maxlen=0)


SCRIPT = """
from workbook import pipeline
from workbook.models import Article

articles = [Article(text=f"Minister {n} sprach in Rom. „Wir warten“, sagte er.") for n in range(20)]
frames = pipeline.frames([*articles, articles[0]], processes=PROCESSES)
for name, frame in frames.items():
    print(name, len(frame), frame.to_csv())
"""


@pytest.mark.slow
def test_several_processes_read_as_one_does_even_for_a_script_without_a_guard(
    tmp_path: Path,
) -> None:
    said = {}
    for processes in (1, 2):
        script = tmp_path / f"of_{processes}.py"
        script.write_text(SCRIPT.replace("PROCESSES", str(processes)), encoding="utf-8")
        said[processes] = subprocess.run(
            [sys.executable, script], capture_output=True, text=True, check=True, cwd=tmp_path
        )
    assert said[1].stdout == said[2].stdout
    assert "articles 20 " in said[2].stdout
    assert not said[2].stderr


@pytest.mark.slow
def test_another_process_reads_what_this_one_does() -> None:
    article = Article(text="Minister Muster sprach am Montag in Rom. „Wir warten“, sagte er.")
    here = read_by(article)
    found = workers.ordered(read_by, repeat(article), processes=2)
    elsewhere = next(each for each in found if each[0] != os.getpid())
    found.close()
    assert elsewhere[1] == here[1]


def read_by(article: Article) -> tuple[int, list[str]]:
    frames = pipeline.frames([article], processes=1)
    return os.getpid(), [frame.to_csv() for frame in frames.values()]


def test_a_process_that_is_one_of_several_begins_no_others() -> None:
    found = workers.ordered(groups, repeat(3), processes=2)
    elsewhere = next(each for each in found if os.getpid() not in each)
    assert len(set(elsewhere)) == 1
    found.close()


def groups(size: int) -> list[int]:
    processes = 1 if multiprocessing.parent_process() is None else 2
    return list(workers.ordered(own_number, range(size), processes=processes))


def own_number(_: int) -> int:
    return os.getpid()
