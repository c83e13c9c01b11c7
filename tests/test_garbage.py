"""Tests of `workbook.garbage`."""

from __future__ import annotations

import gc
import subprocess
import sys

from workbook import garbage

ENDING = """
import atexit, gc
atexit.register(lambda: print(gc.get_freeze_count() > 1000))  # run after what is registered later
from workbook import garbage
with garbage.keeping():
    kept = [[n] for n in range(2000)]
with garbage.keeping():
    pass
"""


def test_what_is_kept_is_not_searched_for_garbage_when_the_process_ends() -> None:
    ended = subprocess.run([sys.executable, "-c", ENDING], capture_output=True, text=True)
    assert (ended.stdout, ended.stderr) == ("True\n", "")


def test_somebody_who_has_switched_the_collector_off_finds_it_off() -> None:
    gc.disable()
    try:
        with garbage.keeping():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_process_that_asked_an_archive_ends_without_a_word() -> None:
    asking = (
        "import duckdb\nfrom workbook import garbage\nwith garbage.keeping():\n    "
        "duckdb.connect().sql('select 1').fetchall()"
    )
    ended = subprocess.run([sys.executable, "-c", asking], capture_output=True, text=True)
    assert (ended.stdout, ended.stderr) == ("", "")
