"""What people read: no character lost, nothing of the article's becomes markup, every link has an end."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any

import books
import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from markupsafe import Markup

import workbook
from workbook import view
from workbook.errors import ParameterRefused
from workbook.models import Article
from workbook.schemas import TABLES
from workbook.view import marks
from workbook.view.text import clean

VOID = {"input", "br", "img", "meta", "link"}
LAYER = {"block": "p", "mention": "mark", "date": "mark"}


class Page(HTMLParser):
    """The text inside ``<article>``, all ids and links, and whether tags are balanced."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.tags, self.open = "", [], []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(html)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if (found.get("href") or "").startswith("#"):
            self.links.append(str(found["href"])[1:])
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "article" in self.open:
            self.text += data


@pytest.fixture(scope="module")
def book() -> Any:
    return books.small()


def article_of(text: str, rows: dict[str, list[dict[str, Any]]] | None = None) -> Any:
    """A book of one article with these rows."""
    article = {"article_id": "a", "text": text, "n_tokens": 0}
    rows = {"articles": [article]} | (rows or {})
    return SimpleNamespace(
        **{
            n: t.frame({"article_id": "a", **row} for row in rows.get(n, ()))
            for n, t in TABLES.items()
        }
    )


# --- the reading view


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_text_is_there_character_for_character(book, language: str) -> None:
    assert Page(view.text(book, language=language).body).text == books.TEXT


def test_everything_that_was_read_is_marked(book) -> None:
    page = Page(view.text(book).body)
    classes = " ".join(str(found.get("class")) for _, found in page.tags).split()
    for wanted in ("wb-person", "wb-country", "wb-outlet", "wb-d", "wb-t", "wb-sure-planned"):
        assert wanted in classes, wanted
    notes = [f["data-name"] for t, f in page.tags if t == "a" and "wb-note" in f["class"]]
    assert notes == [
        "Nordblatt",
        "Außenministerium in Moskau",
        "Stiftung Wissenschaft und Politik",
        "Regierungskreise",
    ]


def test_hovering_tells_role_source_certainty_and_date(book) -> None:
    body = view.text(book, language="de").body
    for words in (
        "Marco Rubio\nPerson · US-Außenminister",
        "Staat · Ort steht für die Regierung",
        "Laut Stiftung Wissenschaft und Politik\nwörtlich · als Tatsache · über Nordblatt",
        "Laut Regierungskreise\nindirekte Rede · möglich",
        "15. Februar 2025\nDatum · 2025-02-15",
    ):
        assert words in body, words


def test_statements_and_sentences_lead_to_each_other(book) -> None:
    text, table = Page(view.text(book).body), Page(view.claims(book).body)
    assert set(text.links) == {i for i in table.ids if i.startswith("c-")}
    assert set(table.links) <= set(text.ids)
    assert len(text.ids) == len(set(text.ids))
    for other in (view.actors(book), view.topics(book), view.dates(book), view.sources(book)):
        assert set(Page(other.body).links) <= set(text.ids)


def test_show_holds_both_ends_of_every_link() -> None:
    text = "Laut Polizei ist die Straße frei. Der Bürgermeister bestritt, dass es brennt."
    book = workbook.analyze([workbook.Article(text=text, language="de")])
    shown = Page(book.show().body)
    assert set(shown.links) <= set(shown.ids)
    assert len(shown.ids) == len(set(shown.ids))
    ends = [
        (f"c-{c.article_id}-{c.claim_id}", f"s-{c.article_id}-{c.sentence_id}")
        for c in book.claims.itertuples()
    ]
    assert len(ends) == 2
    assert {end for pair in ends for end in pair} <= set(shown.links)
    for said in ("Laut Polizei", "als Tatsache", "Laut Bürgermeister", "verneint"):
        assert said in book.show(language="de").body


def test_marks_can_be_reached_by_keyboard_once_each(book) -> None:
    reachable = [f for t, f in Page(view.text(book).body).tags if t == "mark" and "tabindex" in f]
    assert len(reachable) == len(book.mentions) + len(book.dates)


def test_the_legend_lists_only_what_occurs(book) -> None:
    boxes = [f["value"] for t, f in Page(view.text(book).body).tags if t == "input"]
    assert boxes == [
        "person",
        "organisation",
        "outlet",
        "country",
        "place",
        "quotes",
        "dates",
        "terms",
    ]


def test_markup_in_an_article_stays_text() -> None:
    wicked = '<script>alert(1)</script> "&amp;" <b onclick=x>'
    name = {"actor_id": "x", "name": wicked, "kind": "person", "n_mentions": 1, "first_start": 0}
    book = article_of(
        wicked,
        {
            "sentences": [
                {
                    "sentence_id": 1,
                    "start": 0,
                    "end": len(wicked),
                    "text": wicked,
                    "is_heading": False,
                }
            ],
            "actors": [name | {"salience": 1.0, "role": wicked}],
            "mentions": [
                {"mention_id": 1, "sentence_id": 1, "start": 0, "end": 8, "text": wicked[:8]}
                | {"kind": "person", "form": "name", "actor_id": "x"}
            ],
        },
    )
    shown = view.text(book)
    assert Page(shown.body).text == wicked
    for piece in (shown, view.actors(book), view.masthead(book), view.brief(book)):
        assert "<script>alert" not in piece.body
        assert "onclick" not in re.findall(r"<[^>]*>", re.sub(r'"[^"]*"', "", piece.body))


spans = st.tuples(st.integers(0, 40), st.integers(1, 15))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    text=st.text(max_size=60),
    claims=st.lists(spans, max_size=6),
    mentions=st.lists(spans, max_size=6),
    dates=st.lists(spans, max_size=3),
)
def test_no_overlap_loses_a_character(text, claims, mentions, dates) -> None:
    def rows(found, **more):
        inside = [(a, a + n) for a, n in found if a + n <= len(text)]
        return [
            {"sentence_id": 1, "start": a, "end": b, "text": text[a:b], **more} for a, b in inside
        ]

    def numbered(found, key):
        return [row | {key: n} for n, row in enumerate(found, 1)]

    source = {"source_id": "s", "name": "S", "kind": "person", "n_claims": 1, "share": 1.0}
    actor = {"actor_id": "x", "name": "X", "kind": "person", "n_mentions": 1, "first_start": 0}
    book = article_of(
        text,
        {
            "sources": [source],
            "actors": [actor | {"salience": 1.0}],
            "claims": numbered(
                rows(claims, source_id="s", kind="direct", certainty="asserted"), "claim_id"
            ),
            "mentions": numbered(
                rows(mentions, kind="person", form="name", actor_id="x"), "mention_id"
            ),
            "dates": numbered(rows(dates, type="DATE", value="X"), "date_id"),
        },
    )
    if text.strip():
        assert Page(view.text(book).body).text == clean(text)


@given(st.text(alphabet="ab \n\r\t.", max_size=80))
def test_paragraphs_cover_all_that_is_not_white_space(text: str) -> None:
    covered = "".join(text[start:end] for start, end, _ in marks.blocks(text, []))
    assert "".join(covered.split()) == "".join(text.split())


def test_a_thousand_quotations_in_quotations_stay_small() -> None:
    text = "x" * 4000
    nested = [marks.Mark("claim", n, 4000 - n, n) for n in range(1000)]
    pieces = list(marks.pieces(len(text), nested))
    assert max(len(piece.path) for piece in pieces) <= marks.MOST_NESTED


def test_an_article_is_chosen_by_its_id(book) -> None:
    other = Article(text="Zweiter Text.").article_id
    two = dict(vars(book))
    row = {"article_id": other, "text": "Zweiter Text.", "n_tokens": 3}
    two["articles"] = TABLES["articles"].frame([*book.articles.to_dict("records"), row])
    both = SimpleNamespace(**two)
    assert Page(view.text(both, other).body).text == "Zweiter Text."
    assert "1 article more" in view.text(both).body
    assert "no article" in repr(view.text(both, "unknown"))


# --- tables


def test_tables_escape_all_but_markup_and_align_numbers() -> None:
    frame = pd.DataFrame(
        {"name": ["<i>"], "n": [1234], "share": [0.5], "link": [Markup("<b>x</b>")]}, dtype=object
    )
    frame = frame.astype({"n": "int64", "share": "float64"})
    body = view.table(frame, language="de").body
    assert "&lt;i&gt;" in body
    assert "<b>x</b>" in body
    assert 'class="wb-number" data-label="n" data-sort="1234.0"><span>1.234<' in body
    assert "50\xa0%" in body


def test_tables_show_seven_columns_and_say_what_is_hidden() -> None:
    frame = pd.DataFrame({f"c{n}": [n] for n in range(9)})
    page = view.table(frame)
    assert page.body.count("<th scope") == 7
    assert "2 columns not shown" in page.body
    assert view.table(frame, columns=list(frame.columns)).body.count("<th scope") == 9


def test_long_words_are_folded(book) -> None:
    assert 'class="wb-clamp"' in view.table(pd.DataFrame({"a": ["wort " * 60]})).body
    assert 'class="wb-clamp"' not in view.table(pd.DataFrame({"a": ["wort"]})).body


@settings(max_examples=30, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.lists(st.text(max_size=200), min_size=1, max_size=5))
def test_tables_take_any_text(cells: list[str]) -> None:
    Page(view.table(pd.DataFrame({"a": pd.Series(cells, dtype=object)})).body)


@pytest.mark.parametrize(
    "name", ["actors", "claims", "sources", "topics", "dates", "brief", "text"]
)
@pytest.mark.parametrize("language", ["en", "de"])
def test_nothing_read_is_a_sentence(name: str, language: str) -> None:
    shown = getattr(view, name)(books.empty(), language=language)
    assert re.match(r"<p [^>]*>(Here would be|Hier stünd)", shown.body)
    assert repr(shown).endswith(".")


# --- head, sections, method


def test_the_head_says_who_what_and_according_to_whom(book) -> None:
    head = view.masthead(book, language="de")
    title, sentence = repr(head).split("\n")
    assert title == "Außenminister sprechen über Gipfel"
    assert sentence.startswith("Im Mittelpunkt stehen Marco Rubio, Sergej Lawrow und Russland; ")
    assert "16. Februar 2025" in head.body
    assert re.findall(r"<dd>([^<]+)</dd>", head.body) == ["9", "8", "4", "4", "50\xa0%"]


def test_the_short_answers_name_what_is_ahead(book) -> None:
    assert "Planned: Talks, Saudi-Arabien, 17–23 Feb 2025" in repr(view.brief(book))


def test_only_chosen_sections_show(book, capsys) -> None:
    page = view.page("de", sections="who,says")
    assert [page.section(name).chosen for name in view.SECTIONS] == [
        name in ("who", "says") for name in view.SECTIONS
    ]
    page.section("text", view.text(book))._ipython_display_()
    assert capsys.readouterr().out == ""
    assert repr(page.section("says").heading()) == "Wer was sagt"


def test_an_unknown_section_is_refused_with_the_nearest() -> None:
    with pytest.raises(ParameterRefused, match="did you mean 'method'"):
        view.page("en", sections="who, metod")
    with pytest.raises(ParameterRefused, match="choose from"):
        view.page("en", sections="zzz")
    with pytest.raises(ParameterRefused, match="en or de"):
        view.page("fr")


def test_the_foot_names_data_parameters_versions_and_corrections(book) -> None:
    told = repr(view.method(book, language="en", parameters={"source": "", "sections": "all"}))
    assert "Parameters: sections = all" in told
    assert "spacy" in told
    assert books.small().articles["article_id"].iloc[0] in told
    assert re.search(r"Data: 1 article, fingerprint [0-9a-f]{12}\n", told)
    assert "Corrections: None; everything stands as it was read." in told


def test_the_foot_names_the_version_of_the_archive(book, tmp_path) -> None:
    read = workbook.load(workbook.Article(text="Berlin schweigt.", language="de"))
    stored = read.save(tmp_path / "archive").book()
    told = repr(view.method(stored.filter(until="2030-01-01"), language="de"))
    assert re.search(r"Daten: Archiv, Stand \d+ vom \d+\. \w+ \d{4}, \d\d:\d\d; 0 Artikel", told)
    assert "Archiv" not in repr(view.method(read, language="de"))


def test_the_foot_stands_on_every_page(book, capsys) -> None:
    shown = view.method(book, language="en")
    view.page("en", sections="who").section("method", shown)._ipython_display_()
    assert capsys.readouterr().out.strip() == shown.foot.strip()
    assert "wb-foot" in shown.foot
    assert shown.body.count("<style>") == shown.foot.count("<style>") == 1


def test_problems_are_told_in_the_reader_s_language() -> None:
    rows = [
        {
            "problem_id": 1,
            "stage": "dates",
            "message": "The calendar has no '31. Februar'; it was left out.",
        },
        {"problem_id": 2, "stage": "inputs", "message": "Something a plugin says."},
    ]
    shown = view.problems(article_of("", {"problems": rows}), language="de").plain
    assert "Zeitangaben | Den Kalendertag '31. Februar' gibt es nicht" in shown
    assert "Eingabe | Something a plugin says." in shown


# --- statements


def test_a_statement_is_cited_with_all_that_finds_it_again(book) -> None:
    cited = view.citations(book, language="de")
    assert len(cited) == len(book.claims)
    claim = book.claims.iloc[2]
    assert cited[claim["article_id"], claim["claim_id"]] == (
        "Stiftung Wissenschaft und Politik (wörtlich, als Tatsache): „„Die USA bleiben zentral, "
        "und Europa muss selbst mehr leisten“, schreibt die Stiftung Wissenschaft und Politik "
        "(SWP).“ In: Hafenkurier, „Außenminister sprechen über Gipfel“, "
        f"16. Februar 2025. Zeichen {claim['start']}–{claim['end']}, Artikel {claim['article_id']}."
    )


def test_every_statement_of_a_run_has_a_link_of_its_own() -> None:
    text = "Er sagte dies. Er sagte das."
    claims = [
        {"claim_id": n, "source_id": "s", "kind": "indirect", "certainty": "asserted",
         "sentence_id": n, "start": a, "end": b, "text": text[a:b]}
        for n, (a, b) in enumerate([(0, 14), (15, 28)], 1)
    ]  # fmt: skip
    source = {"source_id": "s", "name": "S", "kind": "person", "n_claims": 2, "share": 1.0}
    page = Page(view.text(article_of(text, {"claims": claims, "sources": [source]})).body)
    assert page.links == ["c-a-1", "c-a-2"]
    assert page.text == text


def test_every_view_is_balanced_html_in_both_languages(book) -> None:
    for language in ("en", "de"):
        for name in (
            "masthead",
            "summary",
            "brief",
            "text",
            "actors",
            "claims",
            "sources",
            "topics",
            "dates",
            "method",
            "problems",
        ):
            shown = getattr(view, name)(book, language=language)
            Page(shown.body)
            assert shown.body == getattr(view, name)(book, language=language).body
            assert not re.search(r"(src|href)=\"(https?:)?//", shown.body)
