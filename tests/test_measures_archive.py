"""Measures over an archive, against plain SQL and against trying everything."""

from __future__ import annotations

import itertools
import math

import books
import duckdb
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook import measures

ARTICLES = pd.DataFrame(
    [
        ("a1", "Blatt", "2025-02-01T08:00Z", 100),
        ("a2", "Bote", "2025-02-01T23:30Z", 100),  # in Berlin it is the 2nd already
        ("a3", "Blatt", "2025-02-03T08:00Z", 100),
        ("a4", None, "2025-02-04T08:00Z", 100),
        ("a5", "Bote", "2025-02-10T08:00Z", 100),
        ("a6", "Kurier", None, 100),
    ],
    columns=["article_id", "outlet", "published", "n_tokens"],
).assign(published=lambda frame: pd.to_datetime(frame["published"], utc=True))

ACTORS = pd.DataFrame(
    [
        ("a1", "USA", "USA"),
        ("a2", "USA", "USA"),
        ("a3", "USA", "USA"),
        ("a3", "UKR", "Ukraine"),
        ("a4", "UKR", "Ukraine"),
        ("a5", "UKR", "Ukraine"),
        ("a6", "USA", "USA"),
    ],
    columns=["article_id", "actor_id", "name"],
)

CLAIMS = pd.DataFrame(
    [
        ("a1", 1, "rat", "planned", "Die alte Brücke am Hafen werde im Mai gesperrt."),
        ("a1", 2, "rat", "asserted", "Der Haushalt sei beschlossen."),
        ("a2", 1, "rat", "asserted", "Im Mai sperrt die Stadt die alte Brücke am Hafen."),
        ("a3", 1, "verein", "asserted", "dass die alte Brücke am Hafen im Mai gesperrt werde"),
        ("a3", 2, "verein", "asserted", "Der Schaden beträgt 40 Euro je Familie und Monat."),
        ("a4", 1, "unnamed", "asserted", "Der Schaden beträgt 90 Euro je Familie und Monat."),
        ("a5", 1, "rat", "denied", "Nein."),
    ],
    columns=["article_id", "claim_id", "source_id", "certainty", "text"],
)


def sql(query: str) -> list[tuple]:
    with duckdb.connect() as connection:
        for name, frame in (("articles", ARTICLES), ("actors", ACTORS), ("claims", CLAIMS)):
            connection.register(name, frame)
        connection.execute(
            "create view dated as select *, "
            "timezone('Europe/Berlin', published)::date as day from articles"
        )
        return connection.execute(query).fetchall()


def rows(frame: pd.DataFrame) -> list[tuple]:
    return list(frame.itertuples(index=False, name=None))


@pytest.mark.parametrize("every", ["day", "week", "month"])
def test_trend_is_a_count_by_period(every: str) -> None:
    found = measures.trend(ARTICLES, ACTORS, by="actor_id", every=every)
    expected = sql(
        f"with d as (select article_id, date_trunc('{every}', day)::timestamp as begin from dated "
        "where day is not null), n as (select begin, count(*) as whole from d group by begin) "
        "select actor_id, begin, count(distinct article_id), whole, "
        "count(distinct article_id) / whole from actors join d using (article_id) "
        "join n using (begin) group by actor_id, begin, whole order by actor_id, begin"
    )
    assert rows(found) == expected


def test_what_rises_is_counted_before_and_since() -> None:
    found = measures.rises(ARTICLES, ACTORS, by="actor_id", since="2025-02-03")
    counts = rows(found[["actor_id", "n_articles", "n_before"]])
    assert counts == sql(
        "select actor_id, count(*) filter (day >= date '2025-02-03') as late, "
        "count(*) filter (day < date '2025-02-03') as early from actors "
        "join dated using (article_id) where day is not null group by actor_id order by late desc"
    )
    assert found["share"].tolist() == pytest.approx([1, 1 / 3])
    assert found["share_before"].tolist() == pytest.approx([0, 1])
    observed = [3, 0, 0, 2]  # the Ukraine: there since, before; not there since, before
    expected = [3 * 3 / 5, 3 * 2 / 5, 2 * 3 / 5, 2 * 2 / 5]
    ratio = 2 * sum(o * math.log(o / e) for o, e in zip(observed, expected, strict=True) if o)
    assert found["strength"].iloc[0] == pytest.approx(ratio)
    assert found["strength"].iloc[1] < 0


def test_new_is_what_was_not_there() -> None:
    early = ACTORS[ACTORS["article_id"] <= "a2"]
    found = measures.unseen(ACTORS, early, by="actor_id")
    assert rows(found) == sql(
        "select actor_id, count(distinct article_id), any_value(name) from actors "
        "where actor_id not in (select actor_id from actors where article_id <= 'a2') group by 1"
    )
    keys = ("article_id", "claim_id")
    fresh = measures.unseen(CLAIMS, CLAIMS.head(3), by=keys)
    assert rows(fresh[list(keys)]) == sql(
        "select article_id, claim_id from claims anti join "
        "(from claims limit 3) using (article_id, claim_id) order by all"
    )
    assert not len(measures.unseen(ACTORS, ACTORS, by="actor_id"))


def test_who_is_quoted_by_whom() -> None:
    assert rows(measures.quoted_by(CLAIMS, ARTICLES)) == sql(
        "select outlet, source_id, count(*) as n, count(distinct article_id), "
        "count(*) / sum(count(*)) over (partition by outlet) from claims "
        "join articles using (article_id) where outlet is not null "
        "group by outlet, source_id order by n desc, outlet, source_id"
    )


def test_which_outlet_writes_about_what() -> None:
    found = measures.coverage(ARTICLES, ACTORS, by="actor_id")
    assert rows(found) == sql(
        "with n as (select outlet, count(*) as whole from articles group by outlet) "
        "select outlet, actor_id, count(distinct article_id) as found, found / whole "
        "from actors join articles using (article_id) join n using (outlet) "
        "group by outlet, actor_id, whole order by found desc, outlet, actor_id"
    )


def test_the_same_in_other_words_is_one_statement() -> None:
    same = measures.same_claims(CLAIMS, ARTICLES)
    assert same["group_id"].tolist() == ["a1:1", "a1:2", "a1:1", "a1:1", "a3:2", "a4:1", "a5:1"]
    assert same["similarity"].between(0, 1).all()


def test_other_numbers_are_another_statement() -> None:
    same = measures.same_claims(CLAIMS[CLAIMS["text"].str.contains("Schaden")], ARTICLES)
    assert same["group_id"].nunique() == 2


def test_weeks_apart_is_another_statement() -> None:
    late = ARTICLES.assign(published=ARTICLES["published"] + pd.Timedelta(days=30))
    both = pd.concat([ARTICLES.head(1), late.iloc[[1]]])
    same = measures.same_claims(CLAIMS[CLAIMS["claim_id"] == 1].head(2), both)
    assert same["group_id"].tolist() == ["a1:1", "a2:1"]


def test_how_far_a_statement_spread_and_on_whom_it_rests() -> None:
    found = measures.spread(CLAIMS, ARTICLES).set_index("group_id")
    bridge = found.loc["a1:1"]
    assert (bridge["n_outlets"], bridge["n_sources"]) == (2, 2)
    assert not bridge["single_source"]
    assert not bridge["single_outlet"]
    assert found.loc["a1:2", ["single_source", "single_outlet"]].all()
    assert found["n_claims"].sum() == len(CLAIMS)
    assert found.index[0] == "a1:1"


def test_wordings_stand_side_by_side_once_an_outlet() -> None:
    found = measures.agreement(CLAIMS, ARTICLES)
    assert rows(found[["outlet", "certainty", "certainties"]]) == [
        ("Blatt", "planned", 2),
        ("Bote", "asserted", 2),
    ]
    assert found["share"].tolist() == pytest.approx([2 / 4] * 2)  # a4 counts as an outlet


@settings(max_examples=60)
@given(st.lists(st.integers(0, 3), min_size=4, max_size=9), st.sampled_from([2.0, 3.0, 5.0]))
def test_a_burst_is_the_best_of_all_sequences(counts: list[int], factor: float) -> None:
    first = pd.Timestamp("2025-02-01", tz="UTC")
    published = [first + pd.Timedelta(days=d) for d in range(len(counts)) for _ in range(4)]
    articles = pd.DataFrame({"article_id": range(len(published)), "published": published})
    held = [4 * day + n for day, count in enumerate(counts) for n in range(count)]
    actors = pd.DataFrame({"article_id": held, "actor_id": "x"})
    found = measures.bursts(articles, actors, by="actor_id", factor=factor, fewest=1)
    usual = sum(counts) / len(published)
    raised = factor * usual / (1 + (factor - 1) * usual)

    def spares(states: tuple[int, ...]) -> float:
        starts = sum(now > before for before, now in itertools.pairwise((0, *states)))
        gained = sum(
            count * math.log(raised / usual) + (4 - count) * math.log((1 - raised) / (1 - usual))
            for state, count in zip(states, counts, strict=True)
            if state
        )
        return gained - starts * math.log(len(counts))

    best = 0.0 if not held else max(map(spares, itertools.product((0, 1), repeat=len(counts))))
    assert found["weight"].sum() - len(found) * math.log(len(counts)) == pytest.approx(best)
    for run in found.itertuples():
        days = pd.date_range(run.begin, run.until, inclusive="left", tz="UTC")
        assert run.n_articles == sum(counts[(day - first).days] for day in days)


def test_bursts_end_where_the_last_period_ends() -> None:
    days = pd.date_range("2025-01-06", periods=12, freq="7D", tz="UTC").repeat(3)
    articles = pd.DataFrame({"article_id": range(36), "published": days})
    actors = pd.DataFrame({"article_id": range(30, 36), "actor_id": "x"})
    found = measures.bursts(articles, actors, by="actor_id", every="week")
    assert rows(found[["begin", "until", "n_articles"]]) == [
        (pd.Timestamp("2025-03-17"), pd.Timestamp("2025-03-31"), 6)
    ]


@given(st.lists(st.text(max_size=60), max_size=6))
def test_any_words_can_be_compared(texts: list[str]) -> None:
    claims = pd.DataFrame(
        {"article_id": "a1", "claim_id": range(len(texts)), "text": texts}
    ).astype({"text": "string"})
    same = measures.same_claims(claims, ARTICLES)
    assert same["claim_id"].tolist() == list(range(len(texts)))
    assert set(same["group_id"]) <= {f"a1:{n}" for n in range(len(texts))}


def test_nothing_in_gives_the_right_columns() -> None:
    none = books.empty()
    full = {
        "trend": (ARTICLES, ACTORS),
        "rises": (ARTICLES, ACTORS),
        "bursts": (ARTICLES, ACTORS),
        "coverage": (ARTICLES, ACTORS),
    }
    more = {"rises": {"since": "2025-02-03"}}
    for name, tables in full.items():
        measure, options = getattr(measures, name), {"by": "actor_id", **more.get(name, {})}
        found = measure(none.articles, none.actors, **options)
        assert list(found) == list(measure(*tables, **options)), name
        assert not len(found)
        assert not len(measure(*tables[:1], none.actors, **options))
    for name in ("same_claims", "spread", "agreement", "quoted_by"):
        measure = getattr(measures, name)
        found = measure(none.claims, none.articles)
        assert list(found) == list(measure(CLAIMS, ARTICLES)), name
        assert not len(found)
    assert list(measures.unseen(none.actors, none.actors, by="actor_id")) == [
        "actor_id", "n_articles", "name", "kind",
    ]  # fmt: skip


def test_a_period_ends_with_the_newest_day_or_where_it_is_told_to() -> None:
    assert measures.period(ARTICLES, days=2) == measures.Period("2025-02-09", "2025-02-11")
    told = measures.period(ARTICLES, days=2, until="2025-02-04")
    assert (told.since, told.until) == ("2025-02-02", "2025-02-04")
    assert measures.period(books.empty().articles, days=1).since < "2000"


@given(st.lists(st.one_of(st.none(), st.integers(1, 9)), max_size=20), st.integers(1, 6))
def test_no_more_articles_than_asked_for_are_left_or_one_day(days, most: int) -> None:
    published = [None if day is None else f"2025-02-0{day}T12:00Z" for day in days]
    articles = pd.DataFrame({"published": pd.Series(published, dtype="datetime64[us, UTC]")})
    known = sorted((f"2025-02-0{day}" for day in days if day is not None), reverse=True)
    first = measures.begin(articles, most=most)
    if first is None:
        assert len(days) <= most or not known
        return
    assert len(days) > most
    assert first == known[0] or sum(day >= first for day in known) <= most
    earlier = [day for day in known if day < first]
    assert not earlier or sum(day >= earlier[0] for day in known) > most


def test_articles_and_pronouns_make_nothing_the_same() -> None:
    texts = ["die der das Werk sei sie ihre", "der die das Boot habe sie ihre"]
    claims = pd.DataFrame({"article_id": ["a1", "a2"], "claim_id": 1, "text": texts})
    assert measures.same_claims(claims, ARTICLES)["group_id"].tolist() == ["a1:1", "a2:1"]


def test_statements_out_of_joined_frames_are_read_like_others() -> None:
    from workbook.schemas import TABLES

    text = "Die alte Brücke werde am Montag gesperrt."
    one = pd.DataFrame({"article_id": ["a"], "claim_id": [1], "text": [text]})
    claims = pd.concat([one, one.assign(article_id="b")]).astype({"text": "string[pyarrow]"})
    days = pd.to_datetime(["2025-02-01", "2025-02-02"], utc=True)
    articles = pd.DataFrame({"article_id": ["a", "b"], "published": days})
    assert measures.same_claims(claims, articles)["group_id"].tolist() == ["a:1", "a:1"]
    nothing = TABLES["claims"].empty()
    assert measures.same_claims(nothing[nothing["text"].isin(["x"])], articles).empty
