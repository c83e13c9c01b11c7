"""Stored tables as DuckDB sees them: views over exactly the files of a version."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbook.measures.relations import DAY
from workbook.store import batches
from workbook.store.batches import MONTH, ROW
from workbook.store.places import Place, translated

if TYPE_CHECKING:
    import duckdb
    from fsspec import AbstractFileSystem


def connected(
    place: Place, tables: Mapping[str, int], *, whole: bool = False
) -> duckdb.DuckDBPyConnection:
    """A connection with a view of each table at its version, that reaches no other file.

    ``whole`` shows the column ``row`` too, which only orders.
    """
    import duckdb

    connection = duckdb.connect(":memory:")
    connection.execute("set TimeZone = 'UTC'")  # the same answers on every machine
    connection.execute("set parquet_metadata_cache = true")  # of many files, at every question
    shown = "*" if whole else f"* exclude ({ROW})"
    for name, version in tables.items():
        found = files(place, name, version)
        day = f", {DAY} as day" if name == "articles" and not whole else ""
        with translated(place):
            view(connection, name, found, shown=shown + day)
    ways = [place.address] if place.folder else [f"stored-{n.replace('_', '-')}://" for n in tables]
    connection.execute(
        f"set allowed_directories = [{', '.join(map(quoted, ways))}]; "
        "set enable_external_access = false; set lock_configuration = true"
    )
    return connection


def view(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    found: Files,
    *,
    called: str | None = None,
    shown: str = "*",
) -> None:
    """Make a view of the files of one table, ``called`` so; of no files, an empty one."""
    if found.filesystem is not None:
        connection.register_filesystem(found.filesystem)
    if found.paths:
        listed = ", ".join(quoted(path) for path in found.paths)
        relation = (
            f"(select *{_but_for_folders(found.paths[0])} from read_parquet([{listed}], "
            f"hive_partitioning = true, hive_types = {{'{MONTH}': varchar}}))"
        )
    else:
        relation = f"empty_{name}"
        connection.register("nothing", batches.schema(name).empty_table())
        connection.execute(f"create table {relation} as from nothing")  # known to cursors, too
        connection.unregister("nothing")
    connection.execute(f"create view {called or name} as select {shown} from {relation}")


def _but_for_folders(path: str) -> str:
    """Without the columns DuckDB makes of other folders than ours.

    Examples
    --------
    >>> _but_for_folders("/env=prod/store/claims/month=2025-02/1.parquet")
    ' exclude ("env")'
    """
    names = dict.fromkeys(re.findall(r"/([^/=]+)=", path))
    others = ", ".join('"' + name.replace('"', '""') + '"' for name in names if name != MONTH)
    return f" exclude ({others})" if others else ""


@dataclass(frozen=True, slots=True)
class Files:
    """Parquet files, and the way to them where they lie on no disk of this machine."""

    paths: tuple[str, ...]
    filesystem: AbstractFileSystem | None = None


def files(place: Place, name: str, version: int) -> Files:
    """The files one version of a table consists of."""
    table = place.delta(name, version)
    with translated(place):
        uris = sorted(table.file_uris())  # with %20 for a space
    within = ("/".join(uri.rsplit("/", 2)[1:]) for uri in uris)  # a month's folder, and a file
    if place.folder is not None:
        return Files(tuple(f"{place.table(name)}/{path}" for path in within))
    scheme = f"stored-{name.replace('_', '-')}"
    return Files(tuple(f"{scheme}:///{path}" for path in within), _reached(place, name, scheme))


def _reached(place: Place, name: str, scheme: str) -> AbstractFileSystem:
    """A table's folder on an object store as DuckDB can read it: by delta-rs, a part at a time."""
    from deltalake.fs import DeltaStorageHandler
    from fsspec.implementations.arrow import ArrowFSWrapper
    from pyarrow.fs import PyFileSystem

    class Stored(ArrowFSWrapper):  # type: ignore[misc]
        protocol = scheme

        @classmethod
        def _strip_protocol(cls, path: str) -> str:
            return path.removeprefix(f"{scheme}://").lstrip("/")

    with translated(place):
        return Stored(
            PyFileSystem(DeltaStorageHandler(place.table(name))), skip_instance_cache=True
        )


def quoted(text: str) -> str:
    """Text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"
