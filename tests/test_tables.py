"""What holds for every table of any text."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import workbook
from workbook.schemas import TABLES, schema

WORDS = (
    "Der", "die", "das", "Minister", "Außenminister", "Marco Rubio", "Rubio", "Washington",
    "Moskau", "sagte", "forderte", "er", "habe", "sei", "werde", "laut", "zufolge", "dass",
    "am", "15. Februar", "2025", "gestern", "Uhr", "„", "“", '"', "»", "«", ",", ".", ":", "?",
    "\n", "\n\n", "nicht", "Krieg", "Telefonat", "zwischen", "und", "mit", "US-Delegation",
    "russische", "SWP", "(", ")", "z. B.", "wie", "berichtet", "Handel", "\u200b", "\u202e", "🙂",
)  # fmt: skip

texts = st.one_of(st.text(), st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join))
days = st.none() | st.dates()


def read(text: str, published: object = None) -> workbook.Workbook:
    return workbook.analyze([workbook.Article(text=text, published=published, language="de")])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=texts, published=days)
@example(text="\n\n „Nein“, sagte Rubio am 31. Februar. \n", published=None)
@example(text="", published=None)
def test_every_table_of_any_text_holds_together(text: str, published: object) -> None:
    book = read(text, published)
    assert book.articles["text"].tolist() == [text]
    for name, table in TABLES.items():
        frame = getattr(book, name)
        table.validate(frame)
        if {"start", "end", "text"} <= set(frame.columns):
            cuts = [text[s:e] for s, e in zip(frame["start"], frame["end"], strict=True)]
            assert frame["text"].tolist() == cuts
            assert all(cut and cut == cut.strip() for cut in cuts)
        for column, (other, key) in table.references.items():
            assert set(frame[column].dropna()) <= set(getattr(book, other)[key]), (name, column)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=texts)
def test_sentences_cover_every_character_but_white_space_once(text: str) -> None:
    covered = [
        position
        for row in read(text).sentences.itertuples()
        for position in range(row.start, row.end)
    ]
    assert len(covered) == len(set(covered))
    assert {i for i, c in enumerate(text) if not c.isspace()} <= set(covered)


def test_the_same_articles_give_the_same_bytes(
    library: workbook.Workbook, samples, tmp_path
) -> None:
    again = workbook.load(samples)
    for name in TABLES:
        first, second = tmp_path / f"{name}-1.parquet", tmp_path / f"{name}-2.parquet"
        getattr(library, name).to_parquet(first)
        getattr(again, name).to_parquet(second)
        assert first.read_bytes() == second.read_bytes()


def test_an_article_read_alone_reads_as_it_does_among_others(library, book) -> None:
    article_id = book.articles["article_id"].item()
    among = library.filter(article=article_id)
    for name in set(TABLES) - {"articles"}:
        pd.testing.assert_frame_equal(getattr(among, name), getattr(book, name))


def test_of_two_articles_with_one_id_the_later_stands_and_a_problem_says_so() -> None:
    twice = [workbook.Article(text=t, url="u", language="de") for t in ("Eins.", "Zwei.")]
    book = workbook.analyze(twice)
    assert book.articles["text"].tolist() == ["Zwei."]
    assert "later one" in book.problems["message"].item()


def test_a_text_in_another_language_is_not_read_and_says_so() -> None:
    french = "Le ministre a déclaré lundi que les négociations se poursuivaient à Paris."
    book = workbook.analyze([workbook.Article(text=french)])
    assert book.sentences.empty
    assert "French" in book.problems["message"].item()


def test_a_row_that_breaks_the_schema_is_refused() -> None:
    import pandera.errors

    row = {"article_id": "a", "topic_id": "t", "label": "l", "level": 1, "score": 1.5, "n_terms": 1}
    with pytest.raises(pandera.errors.SchemaError, match="score"):
        TABLES["topics"].frame([row])


@pytest.mark.parametrize("name", TABLES)
def test_what_keeps_a_schema_keeps_it_for_pandera_too(
    library: workbook.Workbook, name: str
) -> None:
    table, whole = TABLES[name], getattr(library, name).head(3)
    assert table.keeps(whole)
    for damaged in damages(whole):
        if table.keeps(damaged):
            schema(name).validate(damaged)


def test_damaged_tables_are_refused(library: workbook.Workbook) -> None:
    refused = [
        not table.keeps(damaged)
        for name, table in TABLES.items()
        for damaged in damages(getattr(library, name).head(3))
    ]
    assert sum(refused) > len(refused) // 2


def damages(whole: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """A frame as it may be or may not be: which, only the schema knows."""
    yield whole[list(whole)[::-1]]
    yield pd.concat([whole, whole], ignore_index=True)
    for column, values in whole.items():
        others = [values.astype(object), values.astype("string"), values.where(values.index > 0)]
        if values.dtype in ("int64", "Int64", "float64"):
            others += [values - 1_000, values + 1_000]
        if values.dtype == "string":
            others.append(values + "?")
        yield from (whole.assign(**{str(column): other}) for other in others)
