"""Where a store lies: a folder, or an address of an object store that delta-rs reaches."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from workbook.errors import StoreFailed, StoreRefused
from workbook.schemas import STORED

if TYPE_CHECKING:
    from deltalake import DeltaTable

LOG = "log"
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_REACHED = ("s3", "s3a", "gs", "gcs", "az", "azure", "abfs", "abfss", "adl", "hdfs", "file")
"""Where delta-rs writes; in memory, on FTP and on the web it does not."""
_COLUMNS = frozenset({"month", "row"}.union(*(table.columns for table in STORED.values())))
_MISREAD = re.compile(
    rf"[\[\]\\^|\x00-\x1f\x7f]|%[0-9A-Fa-f]{{2}}|/(?:{'|'.join(sorted(_COLUMNS))})=",
    re.IGNORECASE,
)
"""What delta-rs reads in a folder's name as something else, and DuckDB as a value of a column."""
_ARROWS = re.compile(r"\x1b\[\d*m|↳")
"""What delta-rs draws before the reasons of a reason."""
_DAMAGED = re.compile("Failed to read file|to be a Parquet file|No magic bytes")
_NO_SPACE = re.compile(r"no space left|storage ?full|file too large|quota", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """A folder or an address; credentials come from the environment (``AWS_…`` and so on).

    Examples
    --------
    >>> Place.at("s3://bucket/archive/").table("claims")
    's3://bucket/archive/claims'
    """

    address: str

    @classmethod
    def at(cls, where: str | os.PathLike[str]) -> Place:
        """The place somebody names.

        Raises
        ------
        StoreRefused
            If it is an address of a kind that cannot be reached.
        """
        given = os.fspath(where)
        if not _ADDRESS.match(given):
            try:
                return cls(str(Path(given).expanduser().absolute()))
            except RuntimeError:  # of somebody who is not known here
                raise StoreRefused(f"There is no home folder for {given}; name another.") from None
        scheme = given.split("://", 1)[0].lower()
        if scheme not in _REACHED:
            raise StoreRefused(
                f"A store cannot lie at a {scheme}:// address, where Delta Lake does not write; "
                "name a folder, or an address that begins with s3://, gs://, az:// or abfss://."
            )
        return cls((given[len("file://") :] if scheme == "file" else given).rstrip("/"))

    @classmethod
    def may_be(cls, where: object) -> bool:
        """Whether a store could lie there, for all the name tells."""
        if not isinstance(where, str | os.PathLike):
            return False
        given = os.fspath(where)
        scheme = given.split("://", 1)[0].lower() if _ADDRESS.match(given) else "file"
        return scheme in _REACHED and not Path(given).suffix

    @property
    def folder(self) -> Path | None:
        """The folder, where it is one on this machine."""
        return None if _ADDRESS.match(self.address) else Path(self.address)

    def table(self, name: str) -> str:
        """The address of one Delta table.

        Raises
        ------
        StoreRefused
            If it is a folder whose name Delta Lake would take for another's.
        """
        misread = _MISREAD.search(self.folder.as_posix()) if self.folder else None
        if misread:
            raise StoreRefused(
                f"A store cannot lie at {self}, as Delta Lake takes {misread.group()!r} in a name "
                "for something else; name another folder."
            )
        return f"{self.address}/{name}"

    @property
    def is_store(self) -> bool:
        """Whether an ingest made what lies here."""
        if self.folder is not None:
            try:
                return (self.folder / LOG / "_delta_log").is_dir()
            except PermissionError:  # then it is for us none, and whoever reads it is told why
                return False
        return self.has(LOG)

    def has(self, name: str) -> bool:
        """Whether the Delta table is there."""
        from deltalake import DeltaTable

        with translated(self):
            return bool(DeltaTable.is_deltatable(self.table(name)))

    def delta(self, name: str, version: int | None = None) -> DeltaTable:
        """One Delta table, at a version or as it is now."""
        from deltalake import DeltaTable

        with translated(self):
            return DeltaTable(self.table(name), version=version)

    def refuse_unless_room(self, size: int) -> None:
        """Refuse before anything is written, where a disk has no room for ``size`` bytes.

        Raises
        ------
        StoreFailed
            Only for a folder, and a quota shows when it is reached.
        """
        if self.folder is None:
            return
        disk = shutil.disk_usage(self.folder)
        if disk.free < size and disk.total:  # some file systems know neither
            raise _full(self)

    def __str__(self) -> str:
        return self.address


@contextmanager
def translated(place: Place) -> Iterator[None]:
    """What the libraries say of a disk or a network, as one of our sentences."""
    import duckdb
    from deltalake.exceptions import CommitFailedError, DeltaError

    try:
        yield
    except CommitFailedError as error:
        if _NO_SPACE.search(str(error)):
            raise _full(place) from error
        raise _overtaken(place) from error
    except duckdb.IOException as error:
        if _NO_SPACE.search(str(error)):
            raise _full(place) from error
        if "Permission denied" in str(error):
            raise _failed(place, str(error)) from error
        raise StoreRefused(
            f"Files of this version of {place} are gone, as 'workbook store compact' clears old "
            "ones away; open the store anew."
        ) from error
    except duckdb.InvalidInputException as error:
        if not is_damage(error):
            raise
        raise StoreFailed(
            f"A file of {place} is damaged ({str(error).splitlines()[0].rstrip('.')}); bring the "
            "archive back from a copy, or open a version of it that is older than the file."
        ) from error
    except (DeltaError, OSError) as error:
        if _NO_SPACE.search(str(error)):
            raise _full(place) from error
        if "already exists" in str(error):  # where two made the store
            raise _overtaken(place) from error
        raise _failed(place, str(error) or type(error).__name__) from error


def is_damage(error: Exception) -> bool:
    """Whether DuckDB says of a file of a store that it is none any more."""
    return _DAMAGED.search(str(error)) is not None


def _overtaken(place: Place) -> StoreRefused:
    return StoreRefused(
        f"Another ingest wrote to {place} at the same moment; nothing is lost, "
        "run this one again when the other has ended."
    )


def _failed(place: Place, told: str) -> StoreFailed:
    reasons = map(str.strip, _ARROWS.sub("", told).splitlines()[:2])
    reason = ": ".join(reasons).rstrip(".")
    return StoreFailed(
        f"The store at {place} could not be read or written ({reason}); what was reported "
        "as stored is safe, so put this right and run the same command again."
    )


def _full(place: Place) -> StoreFailed:
    return StoreFailed(
        f"There is no space left for the store at {place}; what was reported as stored is safe, "
        "so make room and run the same command again."
    )
