"""Looking after a store: is it whole, how large is it, and fewer, larger files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from workbook import schemas
from workbook.errors import QueryRefused, StoreFailed, StoreRefused
from workbook.schemas import STORED
from workbook.store import batches, log, relations
from workbook.store.batches import MARKS
from workbook.store.log import Entry
from workbook.store.places import Place, translated
from workbook.store.snapshot import Store
from workbook.store.writer import Writer, writing

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

MOST_FILES = 32
"""Small files of a table beyond which an ingest joins them, as each question opens every one."""


@dataclass(frozen=True, slots=True)
class Compacted:
    """What became of a store's files."""

    version: int
    oldest: int
    joined: int
    removed: int


def faults(store: Store) -> Iterator[str]:
    """Everything that is not as it should be, in sentences; nothing for a store that is whole.

    Checked: every row keeps its table's schema, keys are unique, what a column refers to is
    there, words stand where their offsets say, and each article is there as a whole.
    """
    for name in STORED:
        yield from _broken_rows(store, name)
    for name, query, sentence in _questions():
        try:
            bad = int(store.sql(f"select count(*) as n from ({query})")["n"].item())
        except QueryRefused as error:  # a column is not there
            yield f"{name}: {error}"
            continue
        if bad:
            yield f"{name}: {bad:,} {sentence}."


def _broken_rows(store: Store, name: str) -> Iterator[str]:
    months = store.sql(f"select distinct month from {name} order by 1")["month"]
    for month in months:
        rows = store.arrow(f"select * from {name} where month = $month", month=month)
        for reason in _reasons(rows, name):
            yield f"{name}: {month} breaks the schema ({reason})."


def _reasons(rows: pa.Table, name: str) -> list[str]:
    """Why rows do not keep their table's schema, as pandera or pandas says it."""
    from pandera.errors import SchemaErrors

    try:
        frame = batches.frame(rows, name)
        if not STORED[name].keeps(frame):
            schemas.schema(name).validate(frame, lazy=True)
    except SchemaErrors as errors:
        return [str(error).splitlines()[0] for error in errors.schema_errors]
    except (TypeError, ValueError) as error:  # such as no number where one must be
        return [str(error).splitlines()[0]]
    return []


def _questions() -> Iterator[tuple[str, str, str]]:
    """Table, query for the rows at fault, and what is wrong with them."""
    for name, table in STORED.items():
        key = ", ".join(table.key)
        quoted = ", ".join(f'"{column}"' for column in table.key)
        query = f"select {quoted} from {name} group by all having count(*) > 1"
        yield name, query, f"keys ({key}) stand more than once"
        for column, (other, other_column) in table.references.items():
            same = "" if name == "copies" else "x.article_id = y.article_id and "
            query = (
                f"select 1 from {name} x where x.{column} is not null and not exists "
                f"(from {other} y where {same}x.{column} = y.{other_column})"
            )
            yield name, query, f"rows have a {column} that is not in {other}"
        if name != "articles":
            query = f"select 1 from {name} x anti join articles using (article_id, month) where x.article_id is not null"
            yield name, query, "rows belong to no article of their month"
        if {"start", "end", "text"} <= set(table.columns):
            query = (
                f"select 1 from {name} x join articles a using (article_id) "
                'where a.text[x.start + 1 : x."end"] <> x.text'
            )
            yield name, query, "rows have words that do not stand where their offsets say"
    query = f"select 1 from articles full join {MARKS} m using (article_id) where m.article_id is null or articles.month <> m.month"
    yield MARKS, query, "articles are not marked as stored"


def stats(store: Store) -> pd.DataFrame:
    """How large each table is.

    Returns
    -------
    DataFrame
        ``table, rows, months, files, bytes``.
    """
    import pandas as pd

    rows = []
    for name in (*STORED, MARKS):
        files = _files(store.place, name, store.entry.tables[name])
        rows.append(
            {
                "table": name,
                "rows": sum(files["num_records"]),
                "months": len(set(files.get("partition.month", ()))),
                "files": len(files["path"]),
                "bytes": sum(files["size_bytes"]),
            }
        )
    return pd.DataFrame(rows)


def _files(place: Place, name: str, version: int) -> dict[str, list[Any]]:
    """What Delta Lake knows of each file of a table."""
    import pyarrow as pa

    table = place.delta(name, version)
    with translated(place):
        found: dict[str, list[Any]] = pa.table(table.get_add_actions(flatten=True)).to_pydict()
    return found


def compact(place: Place, *, keep_days: int = 30) -> Compacted:
    """Join small files under a new version, and clear away what only older versions need.

    Readers are not disturbed: the files of every version younger than ``keep_days`` stay, and
    of the newest in any case.
    """
    with writing(place, create=False) as writer:
        _refuse_unless_room(writer)
        joined = sum(_joined(writer, name) for name in writer.heads)
        young = datetime.now(UTC) - timedelta(days=keep_days)
        oldest = _oldest(place, writer.entry, young)
        if joined or oldest > writer.entry.oldest:
            if writer.entry.written < young:
                oldest += 1  # this one's own
            writer.publish("compact", oldest=oldest)
        kept = log.history(place, writer.entry)
        removed = sum(_cleared(place, name, kept) for name in writer.heads)
        return Compacted(writer.entry.version, writer.entry.oldest, joined, removed)


def tidy(writer: Writer, *, most: int = MOST_FILES) -> Entry:
    """Join small files under a new version, if there are many; the newest version in any case.

    Every older version stays as it is, and nothing is cleared away: that is `compact`. Where
    files cannot be joined, as on a full disk, they stay as they are: everything is stored.

    Parameters
    ----------
    most : so many files of a table beyond one a month are left alone.
    """
    try:
        files = relations.files(writer.place, "articles", writer.heads["articles"]).paths
        if len(files) - len({path.rpartition("/")[0] for path in files}) > most:
            _refuse_unless_room(writer)
            if sum(_joined(writer, name) for name in writer.heads):
                writer.publish("compact")
    except (StoreFailed, StoreRefused):
        pass  # the next writer undoes what was begun
    return writer.entry


def _refuse_unless_room(writer: Writer) -> None:
    """Refuse before files are joined, where a disk has no room for what they become."""
    size = 0
    for name, version in writer.heads.items():
        files = _files(writer.place, name, version)
        months = Counter(files.get("partition.month", ()))
        known = zip(files.get("partition.month", ()), files["size_bytes"], strict=True)
        size += sum(n for month, n in known if months[month] > 1)
    writer.place.refuse_unless_room(size)


def _joined(writer: Writer, name: str) -> int:
    """Join the small files of one table; how many there were."""
    table = writer.place.delta(name, writer.heads[name])
    with translated(writer.place):
        done = table.optimize.compact(max_concurrent_tasks=1, commit_properties=log.strictly())
        table.create_checkpoint()  # at the very version that readers open
    writer.heads[name] = table.version()
    return int(done["numFilesRemoved"])


def _oldest(place: Place, newest: Entry, young: datetime) -> int:
    """The first version not older than that; the newest if none is."""
    entries = log.history(place, newest)
    return min(
        (entry.version for entry in entries if entry.written >= young), default=newest.version
    )


def _cleared(place: Place, name: str, kept: list[Entry]) -> int:
    table = place.delta(name)
    with translated(place):
        gone = table.vacuum(
            retention_hours=0,
            dry_run=False,
            enforce_retention_duration=False,
            full=place.folder is not None,  # elsewhere another writer may be half-way
            keep_versions=sorted({entry.tables[name] for entry in kept}),
        )
    return len(gone)
