from __future__ import annotations

import os
from collections.abc import Iterator

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
