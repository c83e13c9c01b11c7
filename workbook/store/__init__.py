"""The archive: every table in Delta Lake, under one version number.

::

    STORE/
      log/       one Delta table; each of its versions lists the version of every other table
      articles/  claims/  …      a Delta table for each of `schemas.STORED`, parted by month
      marks/     what an ingest must know of each article: its fingerprint, its minima

An ingest writes the tables first and the log last, in one atomic step. Who reads opens the log,
and then exactly the versions it lists: never half an article, whatever happens meanwhile. What
a killed ingest wrote without reaching the log is undone when the next one begins.
"""

from __future__ import annotations

from workbook.store.batches import Batch, batch, fingerprint, joined
from workbook.store.log import FORMAT, Entry
from workbook.store.places import Place
from workbook.store.snapshot import Store, day
from workbook.store.writer import Writer, writing

__all__ = [
    "FORMAT",
    "Batch",
    "Entry",
    "Place",
    "Store",
    "Writer",
    "batch",
    "day",
    "fingerprint",
    "joined",
    "writing",
]
