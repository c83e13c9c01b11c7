"""Writing: tables first, the log last, so that a version is there as a whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from workbook.models import Problem
from workbook.schemas import STORED
from workbook.store import batches, lock, log, relations
from workbook.store.archive import Archive
from workbook.store.batches import MARKS, MONTH, NO_MONTH, Batch
from workbook.store.log import Entry
from workbook.store.places import LOG, Place, translated

if TYPE_CHECKING:
    import pyarrow as pa

TABLES = (*STORED, MARKS)


@contextmanager
def writing(place: Place, *, create: bool = True, patience: float = 0) -> Iterator[Writer]:
    """The one writer of a store, which is made if it is not there.

    What an earlier writer left unfinished is undone first. Another writer is waited for as
    many seconds as ``patience`` says.

    Raises
    ------
    StoreRefused
        If another writer is at work, or a newer workbook wrote the store.
    """
    place.table(LOG)  # refused, if at all, before a folder is made
    with lock.held(place, patience=patience):
        entry = log.read(place) if place.has(LOG) or not create else _created(place)
        writer = Writer(place, entry)
        try:
            yield writer
        finally:
            writer.close()


class Writer:
    """Adds batches to a store, each under a new version.

    ``entry`` is the version last made; whatever it counts is safely stored.
    """

    def __init__(self, place: Place, entry: Entry) -> None:
        self.place = place
        self.entry = entry
        self.heads = {name: _recovered(place, name, entry.tables[name]) for name in entry.tables}
        with translated(place):
            self.archive = Archive(relations.files(place, MARKS, self.heads[MARKS]))
        self._complaints = self._known_complaints()

    def close(self) -> None:
        """Let go of what was kept for writing; the lock is not its business."""
        self.archive.close()

    def commit(self, batch: Batch, *, action: str = "ingest") -> Entry:
        """Store a batch under one new version; its articles replace those of the same id.

        Nothing of it is visible until all of it is. The batch must hold each article once.
        """
        if not any(table.num_rows for table in batch.tables.values()):
            return self.entry
        self.place.refuse_unless_room(sum(table.nbytes for table in batch.tables.values()))
        ids: list[str] = batch.marks["article_id"].to_pylist()
        old = self.archive.months(ids)
        relinked = self._relinked(ids, old, batch)
        for name in TABLES:
            rows = relinked if name == "copies" else batch.tables[name]
            self._write(name, rows, old)
        return self.publish(action, added=len(ids) - len(old), updated=len(old))

    def publish(
        self, action: str, *, added: int = 0, updated: int = 0, oldest: int | None = None
    ) -> Entry:
        """Make what has been written visible as one new version."""
        entry = Entry(
            version=self.entry.version + 1,
            action=action,
            added=added,
            updated=updated,
            oldest=self.entry.oldest if oldest is None else oldest,
            tables=MappingProxyType(dict(self.heads)),
            written=max(datetime.now(UTC), self.entry.written),  # clocks are set back
        )
        self.entry = log.write(self.place, entry)
        return self.entry

    def save(self, batch: Batch, *, again: bool = False) -> Entry:
        """Store what is new or changed in a batch, and the problems of no article, at once."""
        prints = batch.marks.select(["article_id", "fingerprint"]).to_pylist()
        ids = {row["article_id"] for row in prints}
        if not again:
            ids -= self.archive.unchanged(
                {row["article_id"]: [row["fingerprint"]] for row in prints}
            )
        loose = self.complaints(batches.problems_of_none(batch))
        chosen = batches.selected(batch, ids)
        return self.commit(batches.joined([chosen, loose]) if loose else chosen, action="save")

    def complaints(self, problems: Iterable[Problem]) -> Batch | None:
        """Problems of sources that gave no article, those not yet stored, as a batch."""
        new = []
        for problem in problems:
            told = (problem.stage, problem.message)
            if told not in self._complaints:
                self._complaints.add(told)
                new.append((len(self._complaints), *told))
        return batches.of_problems(new) if new else None

    def _relinked(self, ids: list[str], old: Mapping[str, str], batch: Batch) -> pa.Table:
        self.archive.put(batch.marks)
        return self.archive.copies_of(ids)

    def _write(self, name: str, rows: pa.Table, old: Mapping[str, str]) -> None:
        """New rows of one table, in place of those of the articles in ``old``."""
        from deltalake import write_deltalake

        if old:
            self._remove(name, old)
        if not rows.num_rows:
            return
        with translated(self.place):
            table = self.place.delta(name, self.heads[name])
            write_deltalake(table, rows, mode="append", commit_properties=log.strictly())
        self.heads[name] = table.version()

    def _remove(self, name: str, old: Mapping[str, str]) -> None:
        table = self.place.delta(name, self.heads[name])
        months = ", ".join(f"'{month}'" for month in sorted(set(old.values())))
        ids = ", ".join(f"'{one}'" for one in sorted(old))
        where = f"{MONTH} in ({months}) and article_id in ({ids})"
        if name == "copies":
            where = f"article_id in ({ids}) or original_id in ({ids})"
        with translated(self.place):
            table.delete(where, commit_properties=log.strictly())
        self.heads[name] = table.version()

    def _known_complaints(self) -> set[tuple[str, str]]:
        heads = {"problems": self.heads["problems"]}
        query = (
            f"select stage, message from problems where month = '{NO_MONTH}' and article_id is null"
        )
        with relations.connected(self.place, heads) as connection, translated(self.place):
            return set(connection.execute(query).fetchall())


def _created(place: Place) -> Entry:
    """A new, empty store; one that was half made is made again."""
    from deltalake import DeltaTable

    heads = {}
    for name in TABLES:
        with translated(place):
            table = DeltaTable.create(
                place.table(name),
                batches.schema(name),
                mode="ignore",
                partition_by=[MONTH],
                configuration=dict(log.CONFIGURATION),
            )
        heads[name] = table.version()
    return log.write(place, Entry(version=0, action="create", tables=MappingProxyType(heads)))


def _recovered(place: Place, name: str, version: int) -> int:
    """The version to write upon: of the same content as the one the log lists."""
    table = place.delta(name)
    head = table.version()
    with translated(place):
        if not _same_content(table.history(head - version) if head > version else [], version):
            table.restore(version, commit_properties=log.strictly())
    return int(table.version())


def _same_content(later: Iterable[Mapping[str, Any]], version: int) -> bool:
    """Whether what was done after a version, newest first, left or put back its rows."""
    for done in later:
        if done["operation"] == "RESTORE":
            return int(done["operationParameters"]["version"]) == version
        if not done["operation"].startswith("VACUUM"):
            return False
    return True
