"""The archive: versions, replacement, questions, what is refused."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pandas as pd
import pyarrow as pa
import pytest
from deltalake import write_deltalake
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import workbook
from workbook import measures
from workbook.errors import QueryRefused, StoreFailed, StoreRefused
from workbook.schemas import COPIES, TABLES
from workbook.store import Batch, Place, Store, batch, batches, lock, log, upkeep, writing
from workbook.store.places import translated

AGENCY = (
    "Der Stadtrat hat am Montag nach langer Debatte beschlossen, die alte Brücke zu sperren. "
    "Die Bürgermeisterin sagte, die Sicherheit gehe vor. Im Herbst soll der Bau beginnen, und "
    "bis dahin fahren die Busse einen Umweg über den Markt."
)


def article(text: str, **fields: str) -> workbook.Article:
    return workbook.Article(text=text, language="de", **fields)


def read(*articles: workbook.Article) -> workbook.Workbook:
    return workbook.analyze(articles)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture(scope="module")
def filled(library: workbook.Workbook, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store of all sample articles."""
    return library.save(tmp_path_factory.mktemp("archive") / "store")


def in_order(frame: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Rows as a store gives them: articles by publication, their rows as they were."""
    ranked = articles.sort_values(["published", "article_id"])["article_id"].tolist()
    rank = frame["article_id"].map({one: n for n, one in enumerate(ranked)})
    return frame.iloc[rank.argsort(kind="stable")].reset_index(drop=True)


def test_a_book_comes_back_as_it_was_saved(filled: Store, library: workbook.Workbook) -> None:
    book = filled.book()
    for name, frame in library.tables().items():
        pd.testing.assert_frame_equal(getattr(book, name), in_order(frame, library.articles))


def test_saving_twice_makes_no_new_version(filled: Store, library: workbook.Workbook) -> None:
    before = sorted(Path(filled.place.address).rglob("*"))
    assert library.save(filled).version == filled.version == 1
    assert sorted(Path(filled.place.address).rglob("*")) == before


@pytest.mark.parametrize(
    "wanted",
    [
        {"outlet": "Beispiel-Kurier"},
        {"since": "2025-02-16", "until": "2025-02-19"},
        {"actor": "RUS"},
        {"topic": "medtop:11000000", "since": "2025-02-14"},
        {"source": "unnamed"},
        {"article": "there is none"},
    ],
)
def test_a_filter_means_in_a_store_what_it_means_in_a_book(filled, library, wanted) -> None:
    from_store, from_book = filled.book(**wanted), library.filter(**wanted)
    expected = in_order(from_book.claims, library.articles)
    pd.testing.assert_frame_equal(from_store.claims, expected)
    assert set(from_store.articles["article_id"]) == set(from_book.articles["article_id"])


def test_sql_answers_with_our_own_types(filled: Store, library: workbook.Workbook) -> None:
    query = "select outlet, count(*) as n from articles join claims using (article_id) group by 1"
    counted = filled.sql(query).set_index("outlet")["n"].sort_index()
    outlets = library.claims["article_id"].map(library.articles.set_index("article_id")["outlet"])
    expected = outlets.value_counts().sort_index()
    assert counted.to_dict() == expected.to_dict()
    assert str(filled.sql("select text from claims")["text"].dtype) == "string"
    month = filled.sql("select distinct month from claims where month = $m", m="2025-02")
    assert month["month"].tolist() == ["2025-02"]


def test_sql_reaches_the_store_and_nothing_else(filled: Store, tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("a\n1\n")
    with pytest.raises(QueryRefused, match="cannot be answered"):
        filled.sql(f"select * from read_csv('{tmp_path}/secret.csv')")
    with pytest.raises(QueryRefused, match="cannot be answered"):
        filled.sql(f"copy articles to '{tmp_path}/out.csv'")
    with pytest.raises(QueryRefused, match="nonsense"):
        filled.sql("select * from nonsense")
    assert not (tmp_path / "out.csv").exists()


def test_an_updated_article_replaces_its_rows_in_every_table(path: Path) -> None:
    first = article(
        "Der Kanzler sagte, Berlin helfe. Danach reiste er ab.", url="https://a.example/1"
    )
    other = article("Die Ministerin schwieg.", url="https://a.example/2")
    new = article("Der Minister sagte am 3. Mai 2025, Paris helfe.", url="https://a.example/1")
    old = read(first, other).save(path)
    store = read(new).save(old)
    assert (old.version, store.version) == (1, 2)
    expected = read(new, other)
    for name in TABLES:
        frame = getattr(expected, name)
        pd.testing.assert_frame_equal(store.table(name), in_order(frame, expected.articles))
    assert list(upkeep.faults(store)) == []
    assert old.sql("select text from articles")["text"].str.contains("Kanzler").any()
    assert store.history()[["added", "updated"]].values.tolist() == [[0, 1], [2, 0], [0, 0]]


def test_an_article_that_moves_to_another_month_is_there_once(path: Path) -> None:
    there = {"url": "https://a.example/1"}
    read(article("Er kam.", published="2025-01-31", **there)).save(path)
    store = read(article("Er kam.", published="2025-02-01", **there)).save(path)
    assert store.sql("select month from articles")["month"].tolist() == ["2025-02"]
    assert list(upkeep.faults(store)) == []


def test_the_past_is_found_by_version_and_by_time(path: Path) -> None:
    first = read(article("Er kam.")).save(path)
    second = read(article("Sie ging.")).save(path)
    assert len(second.at(version=1).book().articles) == 1
    assert second.at(time=first.written) == first
    assert second.at(time="2100-01-01").version == first.latest().version == 2
    with pytest.raises(StoreRefused, match="versions 0 to 2"):
        second.at(version=7)
    with pytest.raises(StoreRefused, match="keeps nothing as old"):
        second.at(time="1999-01-01")
    with pytest.raises(StoreRefused, match="is no time"):
        second.at(time="gestern")
    with pytest.raises(StoreRefused, match="either a version or a time"):
        second.at()


def test_copies_are_linked_in_whatever_order_they_come(path: Path) -> None:
    original = article(AGENCY, outlet="Agentur", title="Brücke", published="2025-02-03")
    shortened = article(
        AGENCY.rsplit(",", 1)[0] + ".", outlet="Bote", title="Sperrung", published="2025-02-04"
    )
    other = article("Der Verein gewann am Sonntag das Derby vor vollem Haus.", outlet="Bote")
    late = read(shortened, other).save(path)
    assert late.table("copies").empty
    store = read(original).save(path)
    (pair,) = store.table("copies").itertuples(index=False)
    assert (pair.article_id, pair.original_id) == (shortened.article_id, original.article_id)
    assert 0.5 <= pair.similarity < 1
    pd.testing.assert_frame_equal(store.table("copies"), measures.copies(store.table("articles")))
    assert list(upkeep.faults(store)) == []
    assert "copies" not in store.book().tables()


def test_a_link_goes_with_the_words_that_earned_it(path: Path) -> None:
    first = article(AGENCY, url="https://a.example/1")
    twin = article(AGENCY, url="https://b.example/1")
    store = read(first, twin).save(path)
    assert len(store.table("copies")) == 1
    store = read(article("Nun steht hier etwas anderes.", url="https://a.example/1")).save(path)
    assert store.table("copies").empty


words = st.lists(
    st.sampled_from(
        ["der", "die", "das", "und", "nicht", "Rat", "Stadt", "Brücke", "sagt", "baut"]
    ),
    max_size=60,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(words, min_size=1, max_size=5))
def test_similar_words_are_similar_whoever_asks(texts: list[list[str]]) -> None:
    articles = pd.DataFrame(
        {
            "article_id": [f"{n}" for n in range(2 * len(texts))],
            "published": pd.Series([pd.NaT] * (2 * len(texts)), dtype="datetime64[us, UTC]"),
            "text": [" ".join(words) for words in texts for _ in range(2)],
        }
    )
    found = measures.copies(articles)
    COPIES.validate(found)
    same = found[found["similarity"] == 1.0]
    long = {
        f"{2 * n + 1}"
        for n, text in enumerate(texts)
        if len(set(zip(*(text[k:] for k in range(5)), strict=False))) >= 12
    }
    assert long <= set(same["article_id"])


def test_minima_stay_the_same_from_release_to_release() -> None:
    """They are kept in stores: were they to change, copies would no longer be found."""
    from workbook.measures import resemblance

    (bands,) = resemblance.bands([AGENCY])
    assert bands[:3] == PINNED


PINNED = [-105643689, -893033903, -1442979859]


def test_a_problem_without_an_article_is_kept_once(path: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Der Minister sagte, er komme. " * 3)
    (tmp_path / "b.json").write_text("{}")
    book = workbook.load([tmp_path / "a.txt", tmp_path / "b.json"])
    assert len(book.problems) == 1
    assert book.save(path).version == book.save(path).version == 1
    pd.testing.assert_frame_equal(workbook.open_store(path).table("problems"), book.problems)


def test_saving_again_replaces_what_has_not_changed(path: Path) -> None:
    book = read(article("Er kam."))
    book.save(path)
    assert book.save(path, again=True).version == 2
    assert len(workbook.open_store(path).table("articles")) == 1


def test_compacting_changes_no_row_and_clears_the_past(path: Path) -> None:
    for n in range(4):
        read(
            article(
                f"Der Minister sagte am Montag, es sei Nummer {n}.", url=f"https://a.example/{n}"
            )
        ).save(path)
    before = workbook.open_store(path)
    done = upkeep.compact(before.place, keep_days=0)
    after = before.latest()
    assert done.version == done.oldest == after.version == 5
    assert done.joined == done.removed > 0
    for name in TABLES:
        pd.testing.assert_frame_equal(after.table(name), after.table(name))
    assert after.sql("select count(*) as n from articles")["n"].item() == 4
    assert upkeep.stats(after).set_index("table").loc["claims", "files"] == 1
    with pytest.raises(StoreRefused, match="keeps versions 5 to 5"):
        after.at(version=3)
    assert upkeep.compact(before.place, keep_days=0).version == 5
    assert list(upkeep.faults(after)) == []


def test_many_small_files_are_joined_and_nothing_else_changes(path: Path) -> None:
    for n in range(3):
        read(article(f"Es ist Nummer {n}.", url=f"https://a.example/{n}")).save(path)
    before = workbook.open_store(path)
    with writing(before.place) as writer:
        assert upkeep.tidy(writer, most=2).version == 3
        assert upkeep.tidy(writer, most=1).version == 4
        assert upkeep.tidy(writer, most=0).version == 4
    after = before.latest()
    assert set(upkeep.stats(after)["files"]) <= {0, 1}
    assert len(before.at(version=1).table("articles")) == 1
    for name in TABLES:
        pd.testing.assert_frame_equal(before.table(name), after.table(name))


def test_compacting_keeps_the_versions_it_is_asked_to_keep(path: Path) -> None:
    first = read(article("Er kam.", url="https://a.example/1")).save(path)
    read(article("Er ging.", url="https://a.example/1")).save(path)
    upkeep.compact(first.place, keep_days=1)
    assert first.latest().at(version=1).table("articles")["text"].tolist() == ["Er kam."]
    assert read(article("Er blieb.", url="https://a.example/1")).save(path).version >= 3


def test_check_finds_half_an_article(path: Path) -> None:
    store = read(article("Der Kanzler sagte, Berlin helfe.", url="https://a.example/1")).save(path)
    with writing(store.place) as writer:
        table = store.place.delta("sentences", writer.heads["sentences"])
        table.delete("article_id is not null")
        writer.heads["sentences"] = table.version()
        writer.publish("test")
    found = list(upkeep.faults(store.latest()))
    assert any("sentence_id that is not in sentences" in fault for fault in found)
    assert list(upkeep.faults(store)) == []


@pytest.mark.parametrize("damage", [lambda data: b"", lambda data: data[:9] + data[99:]])
def test_a_damaged_file_is_said(path: Path, damage) -> None:
    store = read(article("Der Kanzler sagte, Berlin helfe.", url="https://a.example/1")).save(path)
    [file] = (path / "claims").glob("month=*/*.parquet")
    file.write_bytes(damage(file.read_bytes()))
    with pytest.raises(StoreFailed, match="damaged"):
        list(upkeep.faults(store))


def test_damage_is_said_to_whoever_writes(path: Path) -> None:
    read(article("Der Kanzler sagte, Berlin helfe.", url="https://a.example/1")).save(path)
    [file] = (path / "marks").glob("month=*/*.parquet")
    file.write_bytes(b"")
    with pytest.raises(StoreFailed, match="damaged"):
        read(article("Sie ging.")).save(path)


def test_a_folder_nobody_may_look_into_is_no_store(path: Path, monkeypatch) -> None:
    def closed(_: Path) -> bool:
        raise PermissionError

    monkeypatch.setattr(Path, "is_dir", closed)  # whoever runs the tests may be root
    assert not Place.at(path).is_store


def test_where_there_is_no_room_nothing_is_begun(path: Path, monkeypatch) -> None:
    store = read(article("Er kam.")).save(path)
    before = sorted(path.rglob("*"))
    with monkeypatch.context() as full:
        full.setattr("shutil.disk_usage", lambda folder: SimpleNamespace(total=1 << 30, free=100))
        with pytest.raises(StoreFailed, match="There is no space left"):
            read(article("Sie ging.")).save(path)
    assert sorted(path.rglob("*")) == before
    assert store.latest().version == store.version


@pytest.mark.parametrize(
    ("column", "value", "sentence"),
    [
        ("start", None, "2025-02 breaks the schema .*'start'"),
        ("start", -1, "greater_than_or_equal_to"),
        ("kind", "alien", "Column 'kind'"),
        ("kind", None, "'kind' contains null"),
        ("month", "2025-03", "rows belong to no article of their month"),
    ],
)
def test_check_names_every_wrong_row(path: Path, column, value, sentence) -> None:
    book = read(article("Der Kanzler sagte, Berlin helfe.", published="2025-02-16"))
    made = batch(book.tables())
    rows = made.tables["mentions"]
    for name, new in ((column, value), ("form", "alien")):
        place = rows.schema.get_field_index(name)
        field = rows.schema.field(name)
        rows = rows.set_column(place, field, pa.array([new] * len(rows), field.type))
    with writing(Place.at(path)) as writer:
        writer.commit(Batch({**made.tables, "mentions": rows}))
    found = list(upkeep.faults(workbook.open_store(path)))
    assert any(re.search(sentence, fault) for fault in found)
    # no frame can be made of what is no number: nothing more is known of that month's rows
    assert any("'form'" in fault for fault in found) == (value is not None or column == "kind")


def test_check_names_a_column_that_is_gone(path: Path) -> None:
    store = read(article("Der Kanzler sagte, Berlin helfe.")).save(path)
    with writing(store.place) as writer:
        rows = store.place.delta("mentions").to_pyarrow_table().drop_columns(["start"])
        write_deltalake(
            store.place.table("mentions"), rows, mode="overwrite", schema_mode="overwrite"
        )
        writer.heads["mentions"] = store.place.delta("mentions").version()
        writer.publish("test")
    found = list(upkeep.faults(store.latest()))
    assert any("column 'start' not in dataframe" in fault for fault in found)
    assert any(fault.startswith("mentions: The query cannot be answered") for fault in found)


def test_a_newer_workbooks_store_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as later:
        later.setattr(log, "FORMAT", log.FORMAT + 1)
        read(article("Er kam.")).save(path)
    for refused in (lambda: workbook.open_store(path), lambda: read(article("Er.")).save(path)):
        with pytest.raises(StoreRefused, match="newer workbook"):
            refused()


def test_a_second_writer_is_refused(path: Path) -> None:
    store = read(article("Er kam.")).save(path)
    with lock.held(store.place), pytest.raises(StoreRefused, match="Another ingest is writing"):
        read(article("Sie ging.")).save(path)
    assert read(article("Sie ging.")).save(path).version == 2


def test_without_a_lock_the_log_decides_who_was_first(path: Path, monkeypatch) -> None:
    """As on an object store: two writers begin at one version, and one of them is refused."""
    store = read(article("Er kam.")).save(path)
    monkeypatch.setattr(Place, "folder", None)
    with writing(store.place) as slow:
        quick = read(article("Sie ging.")).save(path)
        with pytest.raises(StoreRefused, match="at the same moment"):
            slow.save(batches.batch(read(article("Es blieb.")).tables()))
    assert store.latest().version == quick.version
    third = read(article("Es blieb.")).save(path)
    assert len(third.table("articles")) == 3
    assert list(upkeep.faults(third)) == []


def test_of_two_that_make_a_store_one_is_refused(path: Path, monkeypatch) -> None:
    slow, quick = read(article("Er kam.")), read(article("Sie ging."))
    monkeypatch.setattr(Place, "folder", None)

    def overtaken(place: Place, entry: log.Entry) -> log.Entry:
        undone.undo()
        quick.save(path)
        return log.write(place, entry)

    with monkeypatch.context() as undone:
        undone.setattr(log, "write", overtaken)
        with pytest.raises(StoreRefused, match="at the same moment"):
            slow.save(path)
    monkeypatch.setattr(Place, "folder", None)
    assert len(slow.save(path).table("articles")) == 2


def test_a_file_nobody_may_read_is_not_said_to_be_gone(path: Path) -> None:
    for reason, said in (
        ("Cannot open file: Permission denied", "could not be read"),
        ("Could not write: No space left on device", "There is no space left"),
    ):
        with pytest.raises(StoreFailed, match=said), translated(Place.at(path)):
            raise duckdb.IOException(reason)


@pytest.mark.parametrize(
    ("where", "sentence"),
    [("nowhere", "There is no store"), ("ftp://host/store", "cannot lie at a ftp:// address")],
)
def test_what_is_no_store_is_refused(where: str, sentence: str, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StoreRefused, match=sentence):
        workbook.open_store(where)
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_no_place_for_a_store(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("keep me")
    with pytest.raises(StoreRefused, match="cannot be written to"):
        read(article("Er kam.")).save(tmp_path / "notes.txt")
    assert (tmp_path / "notes.txt").read_text() == "keep me"


@pytest.mark.parametrize("name", ["Mein Archiv", "Öl's #1", "50 % {a}?", "a*b", "env=prod"])
def test_a_store_lies_in_a_folder_of_any_name(tmp_path: Path, name: str) -> None:
    place = tmp_path / name / "Tür"
    read(article("Der Rat sagte, es sei so.", url="https://a.example/1")).save(place)
    store = read(article("Der Rat sagte, es sei anders.", url="https://a.example/1")).save(place)
    assert store.sql("select count(*) as n from claims")["n"].item() == 1
    assert list(store.sql("from claims")) == [*TABLES["claims"].columns, "month"]
    assert store.book().articles["text"].tolist() == ["Der Rat sagte, es sei anders."]
    assert measures.extent(store.filter().articles).n_articles == 1
    assert list(upkeep.faults(store)) == []
    assert upkeep.compact(store.place, keep_days=0).removed > 0
    assert len(store.latest().table("articles")) == 1


@pytest.mark.parametrize("name", ["a[1]", "a%20b", "a|b", "month=1", "Text=b", "a\tb"])
def test_a_folder_delta_lake_would_misread_is_refused(tmp_path: Path, name: str) -> None:
    for refused in (workbook.open_store, read(article("Er kam.")).save):
        with pytest.raises(StoreRefused, match="cannot lie at"):
            refused(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_where_files_cannot_be_joined_all_stays_as_it_is(path: Path, monkeypatch) -> None:
    for n in range(3):
        store = read(article(f"Es ist Nummer {n}.", url=f"https://a.example/{n}")).save(path)
    before = sorted(path.rglob("*"))
    with writing(store.place) as writer, monkeypatch.context() as full:
        full.setattr("shutil.disk_usage", lambda folder: SimpleNamespace(total=1 << 30, free=9000))
        assert upkeep.tidy(writer, most=0) == writer.entry
    assert sorted(path.rglob("*")) == before
    with monkeypatch.context() as full:
        full.setattr("shutil.disk_usage", lambda folder: SimpleNamespace(total=1 << 30, free=9000))
        with pytest.raises(StoreFailed, match="There is no space left"):
            upkeep.compact(store.place)
    assert sorted(path.rglob("*")) == before


def test_a_join_that_fails_half_way_costs_nothing(path: Path, monkeypatch) -> None:
    for n in range(3):
        store = read(article(f"Es ist Nummer {n}.", url=f"https://a.example/{n}")).save(path)
    with writing(store.place) as writer:
        for name in list(writer.heads)[1:]:  # what follows the first table cannot be found
            (path / name).rename(path / f"{name}-away")
        assert upkeep.tidy(writer, most=0) == store.entry
    for away in path.glob("*-away"):
        away.rename(path / away.name.removesuffix("-away"))
    assert len(store.latest().table("articles")) == 3
    last = read(article("Sie ging.")).save(path)
    assert len(last.table("articles")) == 4
    assert list(upkeep.faults(last)) == []


def test_compacting_keeps_a_young_version_after_old_ones(path: Path, monkeypatch) -> None:
    long_ago = datetime.now(UTC) - timedelta(days=60)
    with monkeypatch.context() as then:
        then.setattr(log, "write", partial(_written, log.write, long_ago))
        read(article("Er kam.", url="https://a.example/1")).save(path)
    young = read(article("Er ging.", url="https://a.example/1")).save(path)
    done = upkeep.compact(young.place)
    assert done.oldest == young.version
    assert young.latest().at(version=young.version).table("articles")["text"].item() == "Er ging."
    assert upkeep.compact(young.place).version == done.version


def _written(write, when: datetime, place: Place, entry: log.Entry) -> log.Entry:
    return write(place, replace(entry, written=when))


def test_time_goes_forward_though_the_clock_is_set_back(path: Path, monkeypatch) -> None:
    ahead = datetime.now(UTC) + timedelta(hours=1)
    with monkeypatch.context() as fast:
        fast.setattr(log, "write", partial(_written, log.write, ahead))
        read(article("Er kam.")).save(path)
    last = read(article("Sie ging.")).save(path)
    assert last.history()["written"].is_monotonic_decreasing
    assert last.at(time=last.written).version == 2


def test_days_and_times_mean_in_a_store_what_they_mean_in_a_book(path: Path) -> None:
    book = read(*(article(f"Es ist {day}.", published=day) for day in ("2025-01-31", "2025-02-01")))
    store = book.save(path)
    late = read(article("Es ist nach Mitternacht.", published="2025-02-01T00:30:00+01:00"))
    assert len(late.filter(since="2025-02-01").articles) == 1
    assert len(late.filter(until="2025-02-01").articles) == 0
    for since in ("2025-02", "2025-01-31T23:30+01:00", pd.Timestamp("2025-02-01")):
        ids = book.filter(since=since).articles["article_id"].tolist()
        assert len(ids) == 1
        assert store.book(since=since).articles["article_id"].tolist() == ids
        assert measures.extent(store.filter(since=since).articles).n_articles == 1
    for nonsense in ("heute", "", "2025-13-01"):
        for asked in (store.book, store.filter, book.filter):
            with pytest.raises(QueryRefused, match="is no day"):
                asked(until=nonsense)
    for time in ("0001-01-01", "9999-12-31T23:59-05:00"):
        with pytest.raises(StoreRefused, match="is no time"):
            store.at(time=time)
    with pytest.raises(QueryRefused, match="asks nothing"):
        store.sql("-- nothing")
