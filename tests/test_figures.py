"""Charts: what they show, in words and as a table; nothing of the article's can become markup."""

from __future__ import annotations

import csv
import json
from types import SimpleNamespace

import books
import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from workbook import figures, resources
from workbook.errors import ParameterRefused
from workbook.figures import frame
from workbook.schemas import TABLES

ARCHIVE = ("actor_trend", "coverage", "quotes", "topic_trend", "volume")
DRAWN = (
    *("actors", "certainty", "dependence", "network", "timeline", "topics", "voices"),
    *ARCHIVE,
)


WAYS = (("network", "quotation"), ("network", "event"), ("coverage", "claim"))
CASES = [*((name, {}) for name in DRAWN), *((name, {"by": by}) for name, by in WAYS)]
"""Every figure, in every way it can be drawn."""


@pytest.fixture(scope="module")
def book() -> object:
    return books.small()


@pytest.fixture(scope="module")
def story() -> object:
    """What two outlets say about one bridge, one of them less surely."""
    published = pd.to_datetime(["2025-02-01T08:00Z", "2025-02-02T08:00Z"])
    articles = {"article_id": ["a", "b"], "outlet": ["Blatt", "Bote"], "published": published}
    claims = [
        {"article_id": "a", "claim_id": 1, "source_id": "rat", "certainty": "asserted"}
        | {"text": "Die Brücke werde am Montag gesperrt.", "kind": "indirect", "sentence_id": 1},
        {"article_id": "b", "claim_id": 1, "source_id": "rat", "certainty": "planned"}
        | {"text": "Am Montag soll die Brücke gesperrt werden.", "kind": "direct"}
        | {"sentence_id": 1},
    ]
    claims = [{"start": 0, "end": len(str(row["text"])), **row} for row in claims]
    rows = pd.DataFrame(articles).to_dict("records")
    texts = [{"text": row["text"], "n_tokens": 7, "language": "de"} for row in claims]
    frames = {
        "articles": TABLES["articles"].frame(a | b for a, b in zip(rows, texts, strict=True)),
        "claims": TABLES["claims"].frame(claims),
    }
    return SimpleNamespace(**(vars(books.empty()) | frames))


def drawn(name: str, way: dict[str, str], book: object, **options: object) -> object:
    return getattr(figures, name)(book, **way, **options)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize(("name", "way"), CASES, ids=lambda case: str(case))
def test_every_figure_says_what_it_shows(
    book, story, name: str, way: dict[str, str], language: str
) -> None:
    chosen = story if way == {"by": "claim"} else book
    figure = drawn(name, way, chosen, language=language)
    meta = figure.layout.meta
    assert meta["title"]
    assert meta["title"] in meta["alt"]
    assert meta["columns"]
    assert meta["rows"]
    assert all(len(row) == len(meta["columns"]) for row in meta["rows"])
    assert figure.data
    assert figure.layout.height


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize(("name", "way"), CASES, ids=lambda case: str(case))
def test_nothing_to_draw_is_a_sentence(name: str, way: dict[str, str], language: str) -> None:
    figure = drawn(name, way, books.empty(), language=language)
    assert not figure.data
    assert figure.layout.annotations[0].text
    assert figure.layout.meta["alt"].endswith(".")


@pytest.mark.parametrize(("name", "way"), CASES, ids=lambda case: str(case))
def test_figures_are_light_and_always_the_same(book, name: str, way: dict[str, str]) -> None:
    text = drawn(name, way, book).to_json()
    assert text == drawn(name, way, book).to_json()
    assert len(text) < 9_000
    assert "bdata" not in text
    assert len(json.dumps(json.loads(text)["layout"]["template"])) < 60  # not plotly's own 6 kB


def test_titles_are_computed(book) -> None:
    assert figures.actors(book).layout.meta["title"] == "Russia is named most often: 4 times"
    assert (
        figures.certainty(book).layout.meta["title"]
        == "2 of 4 statements are put as fact, 1 as a plan and 1 as a possibility"
    )
    assert figures.timeline(book, language="de").layout.meta["title"] == (
        "2 Ereignisse geschehen, 1 geplant und 1 weiteres ohne festen Tag"
    )


def test_of_very_many_statements_a_mark_stands_for_several(book) -> None:
    claims = book.claims[book.claims["certainty"] == "asserted"].head(1)
    many = pd.concat([claims] * 150 + [book.claims], ignore_index=True)
    figure = figures.certainty(SimpleNamespace(**{**vars(book), "claims": many}))
    few = figures.certainty(book)
    kinds = [trace.name for trace in few.data]
    assert [trace.name for trace in figure.data] == kinds
    assert 150 / 4 < len(figure.data[0].x) <= 60
    assert "151 statements" in figure.data[0].hovertext[0]
    assert "statement" not in few.data[0].hovertext[0]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "No outlet has more articles than Blatt: 3 of 5"),
        ("de", "Kein Medium hat mehr Artikel als Blatt: 3 von 5"),
    ],
)
def test_a_part_of_a_whole_is_told_in_the_readers_grammar(language: str, sentence: str) -> None:
    assert _volume("Blatt", "Blatt", "Blatt", "Bote", "Bote", language=language) == sentence


def test_german_declines_what_a_part_is_of() -> None:
    title = _volume("Blatt", "Bote", "Kurier", language="de")
    assert title == "3 Artikel, kein Medium mit mehr als 1"
    rows = [{"article_id": a, "actor_id": a, "name": a, "kind": "person"} for a in "ab"]
    days = [{"article_id": a, "published": "2025-02-01", "text": "", "n_tokens": 0} for a in "ab"]
    counts = {"n_mentions": 1, "first_start": 0, "salience": 0.5}
    actors = TABLES["actors"].frame(row | counts for row in rows)
    frames = {"articles": TABLES["articles"].frame(days), "actors": actors}
    nobody = figures.actor_trend(SimpleNamespace(**(vars(books.empty()) | frames)), language="de")
    assert nobody.layout.meta["title"].endswith("keiner steht in mehr als 1 von 2 Artikeln")


def _volume(*outlets: str, language: str) -> str:
    row = {"published": "2025-02-01", "text": "", "n_tokens": 0}
    rows = [row | {"article_id": f"a{n}", "outlet": outlet} for n, outlet in enumerate(outlets)]
    tables = vars(books.empty()) | {"articles": TABLES["articles"].frame(rows)}
    return figures.volume(SimpleNamespace(**tables), language=language).layout.meta["title"]


def test_a_network_of_quotations_points_from_the_speaker(book) -> None:
    figure = figures.network(book, by="quotation", language="de")
    assert ["Stiftung Wissenschaft und Politik", "USA", "1"] in figure.layout.meta["rows"]
    assert figure.data[0].marker.symbol == "arrow"
    lines = [text.replace("<br>", " ") for t in figure.data for text in t.hovertext or ()]
    assert any("über die USA: 1 Aussage" in line for line in lines)
    assert any("Europa muss selbst mehr leisten" in line for line in lines)


def test_actors_of_one_event_are_joined(book) -> None:
    figure = figures.network(book, by="event")
    assert figure.layout.meta["rows"][0][2] == "1"
    assert figure.layout.meta["title"] == "No two actors take part together in more than one event"


def test_a_network_by_anything_else_is_refused(book) -> None:
    with pytest.raises(ParameterRefused, match="by mention, quotation, event, not by 'love'"):
        figures.network(book, by="love")


def test_statements_against_outlets_show_how_certain_each_puts_them(story) -> None:
    figure = figures.coverage(story, by="claim", language="de")
    assert figure.layout.meta["title"] == (
        "1 Aussage steht in mehreren Medien, 1 mit unterschiedlicher Gewissheit"
    )
    assert {trace.marker.symbol for trace in figure.data} == {"circle", "diamond-open"}
    with pytest.raises(ParameterRefused, match="by topic or claim"):
        figures.coverage(story, by="moon")


def test_what_is_pointed_at_shows_the_words(book) -> None:
    for name in ("actors", "certainty", "dependence", "quotes", "topics", "voices"):
        figure = getattr(figures, name)(book)
        texts = [text for trace in figure.data for text in trace.hovertext]
        assert any(text.count("<br>") >= 1 and len(text) > 60 for text in texts), name
    for name in ("actor_trend", "coverage", "topic_trend", "volume"):
        figure = getattr(figures, name)(book)
        texts = [text for trace in figure.data for text in trace.hovertext]
        assert any("Außenminister sprechen über Gipfel" in text for text in texts), name


def test_exact_days_and_periods_are_drawn_apart(book) -> None:
    figure = figures.timeline(book)
    modes = [trace.mode for trace in figure.data]
    assert modes.count("lines") == 1  # the coming week; February 2022 lies beyond the edge
    symbols = [t.marker.symbol for t in figure.data if t.mode == "markers"]
    assert "diamond-open" in symbols
    assert "circle" in symbols
    assert "triangle-left" in symbols


def test_boxes_tell_certain_from_planned_and_exact_from_vague(book) -> None:
    tables = dict(vars(book))
    dates = book.dates[book.dates["type"] == "DATE"].head(1)
    days = {"begin": pd.NaT, "until": pd.NaT, "value": "2025-02", "sentence_id": 99}
    tables["dates"] = dates.assign(**days).astype(book.dates.dtypes.to_dict())
    traces = [t for t in figures.timeline(SimpleNamespace(**tables)).data if t.mode == "lines"]
    drawn = {(t.line.dash, t.fillcolor == "rgba(0,0,0,0)") for t in traces}
    assert drawn == {("solid", True), ("dot", False)}  # planned for a week; some time in February


def test_article_text_never_becomes_markup(book) -> None:
    wicked = '<img src=x onerror="alert(1)"> $\\alpha$ %{x}'
    tables = dict(vars(book))
    tables["actors"] = book.actors.assign(name=wicked)
    tables["sources"] = book.sources.assign(name=wicked)
    tables["sentences"] = book.sentences.assign(text=wicked)
    tables["claims"] = book.claims.assign(text=wicked)
    tables["articles"] = book.articles.assign(title=wicked)
    for name, way in CASES:
        picture = json.loads(drawn(name, way, SimpleNamespace(**tables)).to_json())
        shown = json.dumps(
            [picture["data"], {k: v for k, v in picture["layout"].items() if k != "meta"}]
        )
        assert not [mark for mark in ("<img", "$") if mark in shown], name
        assert "hovertemplate" not in shown
        assert "texttemplate" not in shown


@given(st.text(), st.integers(3, 60))
def test_hover_and_short_text_take_any_text(text: str, width: int) -> None:
    assert "<" not in frame.hover(text, text).replace("<b>", "").replace("</b>", "").replace(
        "<br>", ""
    )
    assert len(frame.shorten(text, width)) <= width


@settings(
    suppress_health_check=[HealthCheck.too_slow],
    max_examples=15,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(st.lists(st.tuples(st.dates(), st.integers(0, 800)), min_size=1, max_size=20))
def test_any_calendar_can_be_drawn(spans) -> None:
    from datetime import datetime, timedelta

    def moment(day, days):
        begin = datetime(day.year, day.month, day.day)
        return begin, min(begin, datetime(9990, 1, 1)) + timedelta(days=days + 1)

    rows = [
        {
            "article_id": "a",
            "date_id": n,
            "sentence_id": 1,
            "start": n,
            "end": n + 1,
            "text": f"t{n}",
        }
        | {"type": "DATE", "value": "x", "begin": moment(*s)[0], "until": max(moment(*s))}
        for n, s in enumerate(spans, 1)
    ]
    book = SimpleNamespace(**(vars(books.empty()) | {"dates": TABLES["dates"].frame(rows)}))
    assert figures.timeline(book).layout.meta["rows"]


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _palette() -> list[dict[str, str]]:
    with (resources.data_folder() / "palette.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("tone", _palette(), ids=lambda t: f"{t['group']}.{t['name']}")
def test_colours_can_be_seen_on_light_and_dark_paper(tone: dict[str, str]) -> None:
    light, dark = "#fffefb", "#17181a"
    if tone["name"] == "line":
        return
    assert _contrast(tone["chart"], light) >= 3
    assert _contrast(tone["chart"], dark) >= 3
    assert _contrast(tone["light"], light) >= 4.5
    assert _contrast(tone["dark"], dark) >= 4.5


def test_no_meaning_rests_on_colour_alone() -> None:
    for group in ("kind", "certainty", "status"):
        symbols = [tone["symbol"] for tone in _palette() if tone["group"] == group]
        assert len(symbols) == len(set(symbols))
        assert all(symbols)
