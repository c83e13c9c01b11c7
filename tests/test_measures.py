"""Measures: what is counted, on a small book made by hand and on nothing at all."""

from __future__ import annotations

import inspect

import books
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import workbook
from workbook import measures

PIECES = [
    "Die",
    "der",
    "alten",
    "Staumauer",
    "Staumauern",
    "Riss",
    "-",
    ".",
    "„",
    "ß",
    "É",
    "\u0301",
]


@pytest.fixture(scope="module")
def book() -> object:
    return books.small()


def test_shares_add_up(book) -> None:
    assert measures.share_of_voice(book.actors)["share"].sum() == pytest.approx(1)
    assert measures.source_dependence(book.sources)["share"].sum() == pytest.approx(1)
    by_source = measures.certainty(book.claims).groupby("source_id")["share"].sum()
    assert by_source.tolist() == pytest.approx([1.0] * len(by_source))


def test_the_one_named_most_comes_first(book) -> None:
    first = measures.share_of_voice(book.actors).iloc[0]
    assert (first["actor_id"], first["n_mentions"]) == ("RUS", 4)


def test_who_speaks_about_what_counts_words_inside_statements_only(book) -> None:
    found = measures.source_topics(book.claims, book.topic_terms)
    pairs = set(zip(found["source_id"], found["topic_id"], strict=True))
    assert pairs == {
        ("outlet:nordblatt", "medtop:20000639"),
        ("org:ru-mfa", "medtop:20000639"),
        ("unnamed", "medtop:20000642"),
    }
    only = measures.source_topics(book.claims, book.topic_terms, among={"medtop:20000642"})
    assert only["source_id"].tolist() == ["unnamed"]


def test_pairs_of_one_sentence(book) -> None:
    found = measures.co_mentions(book.mentions)
    assert (found["actor_id"] < found["other_id"]).all()
    assert not found.duplicated(["actor_id", "other_id"]).any()
    rubio = found[(found["actor_id"] == "person:marco-rubio")]
    assert rubio["other_id"].tolist() == ["person:sergej-lawrow"]


def test_a_list_of_names_joins_nobody() -> None:
    many = pd.DataFrame(
        {"article_id": "a", "sentence_id": 1, "actor_id": [f"p{n}" for n in range(40)]}
    )
    assert not len(measures.co_mentions(many))


def test_nobody_speaks_about_themselves(book) -> None:
    found = measures.quotation_pairs(book.claims, book.mentions, book.sources)
    assert set(zip(found["source_id"], found["actor_id"], strict=True)) == {
        ("org:swp", "USA"),
        ("unnamed", "USA"),
        ("unnamed", "RUS"),
    }


def test_a_date_that_belongs_to_an_event_is_no_row_of_its_own(book) -> None:
    found = measures.timeline(book.dates, book.events)
    dates = found[found["what"] == "date"]
    assert dates["text"].tolist() == ["Februar 2022", "Seit"]
    assert found["begin"].dropna().is_monotonic_increasing
    exact = found.set_index("text")["exact"]
    assert exact["telefoniert"]
    assert not exact["Februar 2022"]
    assert not exact["Seit"]


def test_days_are_the_newsrooms(book) -> None:
    assert measures.volume(book.articles)["day"].tolist() == [pd.Timestamp("2025-02-16")]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (
            "en",
            "Marco Rubio, Sergej Lawrow and Russia are at the centre; the subject is Politics, above "
            "all Diplomacy; the main sources are Außenministerium in Moskau, Stiftung Wissenschaft und Politik "
            "and Nordblatt.",
        ),
        (
            "de",
            "Im Mittelpunkt stehen Marco Rubio, Sergej Lawrow und Russland; das Thema ist "
            "Politik, vor allem Diplomatie; zu Wort kommen Außenministerium in Moskau, Stiftung "
            "Wissenschaft und Politik sowie Nordblatt.",
        ),
    ],
)
def test_one_sentence_says_who_what_and_according_to_whom(book, language, sentence) -> None:
    topics = book.topics.assign(
        label=[
            {"en": "Politics", "de": "Politik"}[language],
            {"en": "Diplomacy", "de": "Diplomatie"}[language],
            "x",
            "y",
        ]
    )
    topics = topics.assign(
        topic_id=["t1", "t2", "t3", "t4"], parent_id=[None, "t1", None, "t1"]
    )  # ids of an analyst's own
    brief = measures.brief(book.actors, topics, book.sources, language=language)
    assert brief.sentence == sentence


def test_names_in_the_readers_language(book) -> None:
    names = measures.actor_names(book.actors, language="en")["name"].tolist()
    assert "Russia" in names
    assert "Marco Rubio" in names
    assert measures.actor_names(book.actors, language="de")["name"].tolist()[2] == "Russland"


@pytest.mark.parametrize(
    ("sentence", "written", "begin", "until"),
    [
        (
            "Die Messe läuft vom 3. bis 5. Mai 2025.",
            "3. bis 5. Mai 2025",
            "2025-05-03",
            "2025-05-06",
        ),
        ("Zwischen 2015 und 2018 schwieg sie.", "2015 und 2018", "2015-01-01", "2019-01-01"),
        ("Von Montag bis Mittwoch regnet es.", "Montag bis Mittwoch", "2025-02-17", "2025-02-20"),
    ],
)
def test_two_ends_of_a_span_are_one_row(
    sentence: str, written: str, begin: str, until: str
) -> None:
    book = workbook.load(workbook.Article(text=sentence, published="2025-02-16"))
    (row,) = measures.timeline(book.dates, book.events, book.sentences).itertuples()
    assert (row.text, row.begin, row.until) == (
        written,
        pd.Timestamp(begin),
        pd.Timestamp(until),
    )
    assert len(measures.timeline(book.dates, book.events)) == 2


def test_two_days_are_no_span() -> None:
    book = workbook.load(
        workbook.Article(text="Am 3. und 4. Juni ist Pause.", published="2025-02-16")
    )
    assert (
        measures.timeline(book.dates, book.events, book.sentences)["exact"].tolist() == [True] * 2
    )


def test_a_vague_date_lies_somewhere_and_takes_its_event_along() -> None:
    dates = pd.DataFrame(
        [("a", 1, 1, 0, 10, "Ende März", "DATE", "2025-03", pd.NaT, pd.NaT)],
        columns=[
            *[
                "article_id",
                "date_id",
                "sentence_id",
                "start",
                "end",
                "text",
                "type",
                "value",
                "begin",
                "until",
            ]
        ],
    ).astype({"begin": "datetime64[us]", "until": "datetime64[us]"})
    columns = "article_id event_id sentence_id start end text type mode status begin until place"
    events = pd.DataFrame(
        [
            ("a", 1, n, 20, 30, "Gipfel", "CONSULT", None, "planned", pd.NaT, pd.NaT, None)
            for n in (1, 2)
        ],
        columns=columns.split(),
    ).astype({"begin": "datetime64[us]", "until": "datetime64[us]"})
    found = measures.timeline(dates, events)
    assert found["what"].tolist() == ["event", "event"]
    assert found["vague"].tolist() == [True, False]
    assert found["begin"].tolist()[0] == pd.Timestamp("2025-03-01")
    assert found["begin"].isna().tolist() == [False, True]


def test_keyphrases_are_what_the_text_turns_around() -> None:
    book = workbook.load(
        workbook.Article(
            text="Die Talsperre am Eichbach bleibt leer. Ein Riss in der alten Staumauer macht Sorgen. "
            "Die Staumauer wurde 1931 gebaut, die Talsperre dient seither Anglern. Anna Wehr vom "
            "Wasserverband sagte am Montag, der Riss in der Staumauer wachse."
        )
    )
    found = measures.keyphrases(book.sentences, book.mentions, book.dates)
    assert found["phrase"].unique().tolist()[:3] == ["Staumauer", "Riss", "Talsperre"]
    assert not {"Anna", "Wehr", "Montag"} & set(found["phrase"])
    assert found["score"].between(0, 1).all()
    text = book.articles["text"].iloc[0]
    for row in found.itertuples():
        assert text[row.start : row.end] == row.text
    assert len(measures.keyphrases(book.sentences, book.mentions, book.dates, most=2)) == 5


@given(st.text(max_size=80) | st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join))
def test_keyphrases_of_any_text(text: str) -> None:
    sentences = pd.DataFrame(
        [("a", 1, 7, text)], columns=["article_id", "sentence_id", "start", "text"]
    )
    spans = pd.DataFrame([("a", 9, 12)], columns=["article_id", "start", "end"])
    found = measures.keyphrases(sentences, spans, spans.iloc[:0])
    assert found.equals(measures.keyphrases(sentences, spans, spans.iloc[:0]))
    for row in found.itertuples():
        assert text[row.start - 7 : row.end - 7] == row.text
        assert row.end <= 9 or row.start >= 12


def test_nothing_in_nothing_out() -> None:
    nothing = books.empty()
    tables = vars(nothing)
    for name in measures.__all__:
        measure = getattr(measures, name)
        if name[0].isupper() or name in (
            "begin", "extent", "find_actor", "firsts", "headlines", "period",
        ):  # fmt: skip
            continue
        needs = inspect.signature(measure).parameters
        given_tables = {n: tables[n] for n in needs if n in tables}
        options = {"language": "en", "by": "actor_id", "since": "2025-02-16"}
        options |= {"rows": tables["actors"], "known": tables["actors"]}
        options |= {"actor_id": "person:nobody", "said": tables["claims"].assign(relation="")}
        found = measure(**given_tables, **{n: options[n] for n in options if n in needs})
        assert name == "brief" or len(found) == 0, name


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=30))
def test_who_speaks_about_what_is_the_plain_double_loop(spans: list[tuple[int, int]]) -> None:
    half = len(spans) // 2
    claims = pd.DataFrame(
        [("a", f"s{n % 2}", a, a + b + 1) for n, (a, b) in enumerate(spans[:half])],
        columns=["article_id", "source_id", "start", "end"],
    )
    terms = pd.DataFrame(
        [("a", f"t{n % 3}", a, a + b + 1) for n, (a, b) in enumerate(spans[half:])],
        columns=["article_id", "topic_id", "start", "end"],
    )
    plain: dict[tuple[str, str], int] = {}
    for claim in claims.itertuples():
        for topic in {
            t.topic_id for t in terms.itertuples() if claim.start <= t.start and t.end <= claim.end
        }:
            key = (claim.source_id, topic)
            plain[key] = plain.get(key, 0) + 1
    found = measures.source_topics(claims, terms)
    assert {(r.source_id, r.topic_id): r.n_claims for r in found.itertuples(index=False)} == plain
