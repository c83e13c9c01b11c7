"""The log: which version of every table belongs together.

The log is a Delta table of one row. Its own version is the version of the store, and writing it
is the one step that makes an ingest visible: two writers cannot both write the same version.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from workbook.errors import StoreRefused
from workbook.store.places import LOG, Place, translated

if TYPE_CHECKING:
    import pyarrow as pa
    from deltalake import CommitProperties

FORMAT = 1
"""How a store is laid out; a store of a higher number is refused."""

CONFIGURATION = MappingProxyType(
    {
        "delta.checkpointInterval": "10",
        "delta.enableExpiredLogCleanup": "false",
        "delta.logRetentionDuration": "interval 36500 days",
    }
)
"""A table is opened fast where few commits have to be read one by one; without the others
delta-rs forgets versions after thirty days."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One version of the store: what was done, and the version of each table."""

    version: int
    action: str
    added: int = 0
    updated: int = 0
    oldest: int = 0
    tables: Mapping[str, int] = field(default_factory=dict)
    written: datetime = field(default_factory=lambda: datetime.now(UTC))


def read(place: Place, version: int | None = None) -> Entry:
    """The entry at a version; the newest unless one is named.

    Raises
    ------
    StoreRefused
        If there is no store, or a newer workbook wrote it.
    """
    if not place.has(LOG):
        raise StoreRefused(
            f"There is no store at {place}; check the path, "
            f"or make one with 'workbook ingest SOURCE --store {place}'."
        )
    table = place.delta(LOG, version)
    with translated(place):
        rows = table.to_pyarrow_table().to_pylist()
    return _entry(place, table.version(), rows[0])


def _entry(place: Place, version: int, row: dict[str, Any]) -> Entry:
    if row["format"] > FORMAT:
        raise StoreRefused(
            f"The store at {place} was written by a newer workbook (format {row['format']}, "
            f"this one knows {FORMAT}); upgrade analyst-workbook."
        )
    return Entry(
        version=version,
        action=row["action"],
        added=row["added"],
        updated=row["updated"],
        oldest=row["oldest"],
        tables=MappingProxyType(dict(row["tables"])),
        written=row["written"],
    )


def write(place: Place, entry: Entry) -> Entry:
    """Make a version of the store visible; refused if another writer was faster.

    Version 0 makes the store.
    """
    import pyarrow as pa
    from deltalake import write_deltalake

    row = {
        "format": FORMAT,
        "written": entry.written,
        "action": entry.action,
        "added": entry.added,
        "updated": entry.updated,
        "oldest": entry.oldest,
        "tables": list(entry.tables.items()),
    }
    with translated(place):
        write_deltalake(
            place.delta(LOG, entry.version - 1) if entry.version else place.table(LOG),
            pa.Table.from_pylist([row], schema=_schema()),
            mode="overwrite" if entry.version else "error",
            configuration=None if entry.version else dict(CONFIGURATION),
            commit_properties=strictly(),
        )
    return entry


def history(place: Place, newest: Entry) -> list[Entry]:
    """Every version that can still be read, newest first."""
    return [read(place, version) for version in range(newest.version, newest.oldest - 1, -1)]


def strictly() -> CommitProperties:
    """Commit as exactly the next version of the table in hand, or not at all."""
    from deltalake import CommitProperties

    return CommitProperties(max_commit_retries=0)


def _schema() -> pa.Schema:
    import pyarrow as pa

    return pa.schema(
        [
            ("format", pa.int64()),
            ("written", pa.timestamp("us", "UTC")),
            ("action", pa.string()),
            ("added", pa.int64()),
            ("updated", pa.int64()),
            ("oldest", pa.int64()),
            ("tables", pa.map_(pa.string(), pa.int64())),
        ]
    )
