from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.errors import SourceRefused
from workbook.models import Article, Claim, ClaimSpan


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2025-02-16", datetime(2025, 2, 16, tzinfo=UTC)),
        ("16.02.2025", datetime(2025, 2, 16, tzinfo=UTC)),
        (date(2025, 2, 16), datetime(2025, 2, 16, tzinfo=UTC)),
        ("2025-02-16T08:30:00+01:00", datetime(2025, 2, 16, 7, 30, tzinfo=UTC)),
        ("2025-02-16T08:30", datetime(2025, 2, 16, 7, 30, tzinfo=UTC)),
        (None, None),
        ("", None),
    ],
)
def test_publication_is_kept_in_utc(given, expected) -> None:
    assert Article(text="x", published=given).published == expected


@pytest.mark.parametrize("given", ["31. Februar", "2025-02-31", "yesterday", "13.45.2025"])
def test_a_date_that_is_none_is_refused_in_one_sentence(given) -> None:
    with pytest.raises(SourceRefused, match="is no date; write it as 2025-02-16"):
        Article(text="x", published=given)


@given(st.dates())
def test_a_bare_date_is_that_day_on_the_newsrooms_calendar(day: date) -> None:
    assert Article(text="x", published=day).day == day


def test_an_article_published_after_midnight_in_berlin_belongs_to_the_new_day() -> None:
    assert Article(text="x", published="2025-02-15T23:30:00Z").day == date(2025, 2, 16)


@given(st.text())
def test_text_is_kept_character_for_character(text: str) -> None:
    assert Article(text=text).text == text


def test_half_a_character_is_refused() -> None:
    with pytest.raises(SourceRefused, match="half a character"):
        Article(text="Berlin \ud83d")


def test_identity() -> None:
    named = {"title": "Gipfel", "outlet": "Probeblatt", "published": "2025-02-16"}
    assert Article(text="a", **named).article_id == Article(text="b", **named).article_id
    assert Article(text="a").article_id != Article(text="b").article_id
    assert Article(text="a", url="u").article_id == Article(text="b", url="u").article_id
    assert Article(text="a", origin="here").article_id == Article(text="a").article_id


def test_a_claim_spans_all_of_its_quote() -> None:
    quote = (ClaimSpan("quote", 20, 30), ClaimSpan("quote", 0, 5), ClaimSpan("cue", 6, 10))
    claim = Claim("author", "direct", "asserted", quote)
    assert (claim.start, claim.end) == (0, 30)
    assert [s.start for s in claim.quote] == [0, 20]
