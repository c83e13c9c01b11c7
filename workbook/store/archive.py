"""What an ingest must know of everything stored: fingerprints, and texts that resemble each other.

Loaded once, when an ingest begins, into a DuckDB of its own that stays within a fixed memory and
moves to disk what is more; then kept up with each batch.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from workbook.measures import resemblance
from workbook.store import batches, relations

if TYPE_CHECKING:
    import pyarrow as pa

MEMORY = "256MB"
MOST_COPIES = 200
"""The most links kept of one article: boilerplate beyond that is no agency copy."""


class Archive:
    """Fingerprints and minima of the articles stored.

    Parameters
    ----------
    files : those of the stored table ``marks``; later batches are added by `put`.
    """

    def __init__(self, files: relations.Files) -> None:
        import duckdb

        self._scratch = tempfile.TemporaryDirectory(prefix="workbook-")
        self._known = duckdb.connect(":memory:")
        self._known.execute(
            f"set memory_limit = '{MEMORY}'; set threads = 1; "
            f"set temp_directory = {relations.quoted(self._scratch.name)}; "
            "create sequence numbers; "
            "create table marks (n integer default nextval('numbers'), article_id varchar, "
            "fingerprint varchar, published timestamptz, month varchar); "
            "create table bands (n integer, band integer)"
        )
        relations.view(self._known, batches.MARKS, files, called="stored")
        self._take("stored")

    @property
    def size(self) -> int:
        """How many articles are stored."""
        ((number,),) = self._known.execute("select count(*) from marks").fetchall()
        return int(number)

    def close(self) -> None:
        """Let go of memory and scratch files."""
        self._known.close()
        self._scratch.cleanup()

    def unchanged(self, candidates: Mapping[str, Iterable[str]]) -> set[str]:
        """The article ids that are stored with one of the fingerprints given for them."""
        ids = [one for one, prints in candidates.items() for _ in prints]
        prints = [fingerprint for prints in candidates.values() for fingerprint in prints]
        found = self._known.execute(
            "select article_id from marks semi join "
            "(select unnest($ids) as article_id, unnest($prints) as fingerprint) "
            "using (article_id, fingerprint)",
            {"ids": ids, "prints": prints},
        ).fetchall()
        return {article_id for (article_id,) in found}

    def months(self, article_ids: Iterable[str]) -> dict[str, str]:
        """The month under which each of these is stored, for those that are."""
        found = self._known.execute(
            "select article_id, month from marks where article_id in (select unnest($ids))",
            {"ids": list(article_ids)},
        ).fetchall()
        return dict(found)

    def put(self, marks: pa.Table) -> None:
        """Know these articles from now on, instead of what was known of them."""
        self._known.register("changed", marks)
        self._known.execute(
            "create temp table gone as select n from marks semi join changed using (article_id); "
            "delete from bands where n in (from gone); "
            "delete from marks where n in (from gone); "
            "drop table gone"
        )
        self._take("changed")
        self._known.unregister("changed")

    def copies_of(self, article_ids: Iterable[str]) -> pa.Table:
        """Pairs of which one is among these articles, as the stored table ``copies``."""
        import pyarrow as pa

        found = self._known.sql(
            _PAIRS, params={"ids": list(article_ids), "fewest": resemblance.fewest_shared()}
        ).to_arrow_table()
        rows = [
            {**row, "similarity": resemblance.similarity(row["shared"])}
            for row in found.to_pylist()
        ]
        return pa.Table.from_pylist(rows, schema=batches.schema("copies"))

    def _take(self, relation: str) -> None:
        self._known.execute(
            "insert into marks (article_id, fingerprint, published, month) "
            f"select article_id, fingerprint, published, month from {relation}; "
            f"insert into bands select n, unnest(bands) from {relation} "
            "join marks using (article_id)"
        )


_PAIRS = f"""
with new as (select n, band from bands where n in
        (select n from marks where article_id in (select unnest($ids)))),
    alike as (select new.n as a, bands.n as b, count(*) as shared
        from new join bands using (band) where new.n <> bands.n
        group by a, b having count(*) >= $fewest
        qualify row_number() over (partition by a order by shared desc, b) <= {MOST_COPIES}),
    pairs as (select distinct
            case when (x.published is null, coalesce(x.published, 'epoch'), x.article_id)
                    > (y.published is null, coalesce(y.published, 'epoch'), y.article_id)
                then (a, b) else (b, a) end as pair, shared
        from alike join marks x on x.n = a join marks y on y.n = b)
select later.article_id, first.article_id as original_id, shared, later.month as month, 0 as row
from pairs join marks later on later.n = pair[1] join marks first on first.n = pair[2]
order by later.article_id, original_id
"""
