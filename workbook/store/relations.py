"""Stored tables as DuckDB sees them: views over exactly the files of a version."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from workbook.store import batches
from workbook.store.batches import MONTH, ROW
from workbook.store.places import Place, translated

if TYPE_CHECKING:
    import duckdb


def connected(
    place: Place, tables: Mapping[str, int], *, whole: bool = False
) -> duckdb.DuckDBPyConnection:
    """A connection with a view of each table at its version, that reaches no other file.

    ``whole`` shows the column ``row`` too, which only orders.
    """
    import duckdb

    connection = duckdb.connect(":memory:")
    shown = "*" if whole else f"* exclude ({ROW})"
    for name, version in tables.items():
        paths = files(place, name, version)
        with translated(place):
            view(connection, name, paths, shown=shown)
    connection.execute(
        f"set allowed_directories = [{quoted(place.address)}]; "
        "set enable_external_access = false; set lock_configuration = true"
    )
    return connection


def view(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    paths: tuple[str, ...],
    *,
    called: str | None = None,
    shown: str = "*",
) -> None:
    """Make a view of the files of one table, ``called`` so; of no files, an empty one."""
    if paths:
        listed = ", ".join(quoted(path) for path in paths)
        relation = (
            f"read_parquet([{listed}], hive_partitioning = true, "
            f"hive_types = {{'{MONTH}': varchar}})"
        )
    else:
        relation = f"empty_{name}"
        connection.register(relation, batches.schema(name).empty_table())
    connection.execute(f"create view {called or name} as select {shown} from {relation}")


def files(place: Place, name: str, version: int) -> tuple[str, ...]:
    """The Parquet files one version of a table consists of."""
    table = place.delta(name, version)
    with translated(place):
        return tuple(sorted(table.file_uris()))


def quoted(text: str) -> str:
    """Text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"
