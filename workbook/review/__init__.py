"""The ledger of corrections: what an analyst has set right holds for ever.

>>> import tempfile
>>> from pathlib import Path
>>> import workbook
>>> from workbook import review
>>> book = workbook.analyze([workbook.Article(text="Peter Muster sprach in Bonn.", language="de")])
>>> with tempfile.TemporaryDirectory() as folder:
...     ledger = review.Ledger.open(Path(folder) / "corrections.jsonl")
...     said = review.rename(book, "person:peter-muster", "Petra Muster")
...     corrected = book.corrected(ledger.add(said, why="misread"))
>>> "Petra Muster" in set(corrected.actors["name"])
True
"""

from __future__ import annotations

from workbook.review.anchors import Where
from workbook.review.corrections import (
    Accept,
    Alias,
    Attribute,
    Change,
    Correction,
    Merge,
    Party,
    Profile,
    Reject,
    Split,
    Undo,
    told,
)
from workbook.review.laid import Laid, applied, corrected, lay
from workbook.review.ledger import Entry, Ledger, visible
from workbook.review.plain import plain
from workbook.review.proposals import (
    accept_actor,
    accept_claim,
    accept_mention,
    alias,
    merge,
    reject_claim,
    reject_mention,
    rename,
    set_kind,
    set_role,
    set_source,
    split,
)
from workbook.review.reach import becomes, profile, reach, touched
from workbook.review.records import COLUMNS, readings

__all__ = [
    "COLUMNS",
    "Accept",
    "Alias",
    "Attribute",
    "Change",
    "Correction",
    "Entry",
    "Laid",
    "Ledger",
    "Merge",
    "Party",
    "Profile",
    "Reject",
    "Split",
    "Undo",
    "Where",
    "accept_actor",
    "accept_claim",
    "accept_mention",
    "alias",
    "applied",
    "becomes",
    "corrected",
    "lay",
    "merge",
    "plain",
    "profile",
    "reach",
    "readings",
    "reject_claim",
    "reject_mention",
    "rename",
    "set_kind",
    "set_role",
    "set_source",
    "split",
    "told",
    "touched",
    "visible",
]
