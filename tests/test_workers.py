from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbook import workers
from workbook.errors import RunFailed


def squared(number: int) -> int:
    return number * number


def ended(number: int) -> int:
    if number == 2:
        os._exit(9)
    return number


def test_results_come_in_the_order_of_the_items() -> None:
    numbers = range(40)
    assert list(workers.ordered(squared, numbers, processes=2)) == [n * n for n in numbers]


def test_no_more_is_taken_than_is_in_hand() -> None:
    taken = []

    def items() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    results = workers.ordered(squared, items(), processes=2)
    assert next(results) == 0
    assert len(taken) <= workers.AHEAD * 2 + 2
    results.close()


def test_one_item_needs_no_process() -> None:
    assert list(workers.ordered(os.getpgid, [0], processes=2)) == [os.getpgrp()]
    assert list(workers.ordered(squared, [], processes=2)) == []


def test_a_process_that_is_ended_is_one_sentence() -> None:
    with pytest.raises(RunFailed, match="--processes 1"):
        list(workers.ordered(ended, range(5), processes=2))


SCRIPT = """
from workbook import pipeline
from workbook.models import Article

articles = [Article(text=f"Minister {n} sprach in Rom. „Wir warten“, sagte er.") for n in range(20)]
read = pipeline.readings([*articles, articles[0]], processes=PROCESSES)
print(repr(read))
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
    assert said[2].stdout.count("Reading(") == 20
    assert not said[2].stderr


def test_a_process_that_is_one_of_several_begins_no_others() -> None:
    found = list(workers.ordered(groups, [2, 3], processes=2))
    assert all(len(set(each)) == 1 for each in found)


def groups(size: int) -> list[int]:
    return list(workers.ordered(own_number, range(size), processes=2))


def own_number(_: int) -> int:
    return os.getpid()
