"""Every format in, the text character for character; bad input in one sentence."""

from __future__ import annotations

import csv
import io
import json
import os
import socket
import sys
import warnings
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook import inputs
from workbook.errors import SourceRefused
from workbook.inputs import encodings
from workbook.models import Article
from workbook.resources import data_folder

TEXT = "Die Brücke ist gesperrt.\r\n\r\n„Das dauert“, sagte Ilka Pfeiler.\n"
# what a UTF-8 file can hold: no half characters, and no NUL, which marks binaries
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")).filter(str.strip)


def one(source, **options) -> Article:
    [article] = inputs.read(source, **options)
    return article


def refusal(source, **options) -> str:
    with pytest.raises(SourceRefused) as caught:
        list(inputs.read(source, **options))
    message = str(caught.value)
    assert message.endswith((".", "?"))
    assert "\n" not in message
    return message


def saved(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def opened(content: str, name: str) -> io.BytesIO:
    handle = io.BytesIO(content.encode())
    handle.name = name
    return handle


# text in, text out


@settings(deadline=None)
@given(TEXTS.filter(lambda text: not text.startswith("\ufeff")))
def test_a_text_file_keeps_its_text(text):
    assert one(opened(text, "a.txt")).text == text


@settings(deadline=None)
@given(TEXTS, st.sampled_from(["\n", "\r\n", "\r"]))
def test_markdown_keeps_what_follows_the_front_matter(text, end):
    article = one(opened(end.join(["---", "title: Ein Titel", "---", ""]) + text, "a.md"))
    if end == "\r" and text.startswith("\n"):  # together they are one line end
        text = text[1:]
    assert (article.title, article.text) == ("Ein Titel", text)


@settings(deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_json_lines_keep_their_texts(texts):
    for ascii_only in (True, False):
        lines = "\n".join(json.dumps({"text": text}, ensure_ascii=ascii_only) for text in texts)
        assert [article.text for article in inputs.read(opened(lines, "a.jsonl"))] == texts


@settings(deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4), st.sampled_from(",;\t"))
def test_csv_keeps_its_texts(texts, separator):
    file = io.StringIO(newline="")
    rows = csv.writer(file, delimiter=separator, quoting=csv.QUOTE_ALL)
    rows.writerows([["title", "text"], *([str(n), text] for n, text in enumerate(texts))])
    found = list(inputs.read(opened(file.getvalue(), "a.csv")))
    assert [article.text for article in found] == texts
    assert [article.title for article in found] == [str(n) for n in range(len(texts))]


@settings(max_examples=20, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_parquet_keeps_its_texts(texts):
    file = io.BytesIO()
    pd.DataFrame({"text": texts}).to_parquet(file)
    handle = io.BytesIO(file.getvalue())
    handle.name = "a.parquet"
    assert [article.text for article in inputs.read(handle)] == texts


@settings(deadline=None)
@given(st.binary(max_size=60), st.sampled_from([*inputs.formats.READERS, ""]))
def test_no_bytes_break_it(data, ending):
    handle = io.BytesIO(data)
    handle.name = f"a{ending}"
    with warnings.catch_warnings(action="ignore", category=UserWarning):
        try:
            found = list(inputs.read(handle))
        except SourceRefused:
            return
    assert all(article.text.strip() for article in found)


# encodings


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "iso8859-15", "cp850", "mac_roman"],
)
@pytest.mark.parametrize("text", ["Straße gesperrt", "Überraschung in Köln: Müller hört auf"])
def test_the_encoding_is_found(tmp_path, encoding, text):
    assert one(saved(tmp_path, "a.txt", text.encode(encoding))).text == text


def test_windows_quotation_marks_come_out_right(tmp_path):
    text = "„Grüß Gott“, sagte sie – für 5 € …\r\n"
    assert one(saved(tmp_path, "a.txt", text.encode("cp1252"))).text == text


@pytest.mark.parametrize("older", ["cp1252", "mac_roman"])
def test_lines_of_several_encodings_are_each_read_in_their_own(tmp_path, older):
    lines = ("Die Fähre fährt.", "Grüße aus Köln", "Über Straßen", "Schluss.")
    encoded = (line.encode(("utf-8", older)[n % 2]) for n, line in enumerate(lines))
    data = b"\n".join(encoded)
    assert one(saved(tmp_path, "a.txt", data)).text == "\n".join(lines)
    rows = b"\n".join((b"text", data, b"x"))
    assert "Some lines of" in refusal(saved(tmp_path, "a.csv", rows))


@given(st.lists(st.binary(max_size=12), max_size=5))
def test_whatever_is_read_in_several_encodings_keeps_its_lines(lines):
    text = encodings._mixed(b"\n".join(lines))
    assert text is None or text.count("\n") == b"\n".join(lines).count(b"\n")


def test_other_scripts_are_not_taken_for_german(tmp_path):
    text = "Мост через реку закрыт уже три года, сообщила городская администрация во вторник. " * 5
    assert one(saved(tmp_path, "a.txt", text.encode("cp1251"))).text == text


def test_a_page_may_state_its_encoding(tmp_path):
    page = (Path(__file__).parent / "cases/pages/time_only.html").read_text(encoding="utf-8")
    page = page.replace('charset="utf-8"', 'charset="iso-8859-1"')
    assert one(saved(tmp_path, "a.html", page.encode("cp1252"))).title.endswith("Wehrbrücke")


# what a file says about its article


def test_front_matter_gives_the_fields(tmp_path):
    front = "title: 'Streit: Wer zahlt?'\noutlet: no\nauthor: [A. B., C. D.]\ndate: 2025-02-18\nlang: de-AT\nx: {y: 1}"
    article = one(saved(tmp_path, "a.md", f"---\n{front}\n---\n\n# Anders\nText."))
    assert article.title == "Streit: Wer zahlt?"
    assert (article.outlet, article.author, article.language) == ("no", "A. B., C. D.", "de-AT")
    assert article.published == datetime(2025, 2, 18, tzinfo=UTC)
    assert article.text == "\n# Anders\nText."


@pytest.mark.parametrize(
    ("markdown", "title"),
    [
        ("# Brücke gesperrt #\nText.", "Brücke gesperrt"),
        ("---\noutlet: A\n---\n\n# Brücke\r\nText.", "Brücke"),
        ("## Zwischentitel\nText.", None),
        ("Text #1", None),
        ("---\n---\nText", None),
    ],
)
def test_a_heading_gives_the_title_where_nothing_else_does(markdown, title):
    assert one(opened(markdown, "a.md")).title == title


def test_what_the_caller_says_wins(tmp_path):
    path = saved(tmp_path, "a.md", "---\ntitle: Alt\npublished: gestern\nlanguage: en\n---\nText.")
    article = one(path, title="Neu", outlet="Kurier", published=date(2025, 2, 18), language="de")
    assert (article.title, article.outlet, article.language) == ("Neu", "Kurier", "de")
    assert article.day == date(2025, 2, 18)
    assert one(Article(text="Text.", outlet="Alt"), outlet="Kurier").outlet == "Kurier"


def test_tables_name_their_columns_like_the_fields(tmp_path):
    csv_file = saved(
        tmp_path,
        "a.csv",
        'Text;Title;Published;irgendwas\n"Ein Satz; noch einer.";T;2025-02-18T08:30;1\n',
    )
    article = one(csv_file)
    assert (article.text, article.title) == ("Ein Satz; noch einer.", "T")
    assert article.published == datetime(2025, 2, 18, 7, 30, tzinfo=UTC)


def test_parquet_keeps_times(tmp_path):
    moment = datetime(2025, 2, 18, 7, 30, tzinfo=UTC)
    frame = pd.DataFrame({"text": ["A.", "B."], "published": [moment, None], "n": [1, 2]})
    frame.to_parquet(tmp_path / "a.parquet")
    found = list(inputs.read(tmp_path / "a.parquet"))
    assert [article.published for article in found] == [moment, None]
    assert type(found[0].published) is datetime


def test_a_long_cell_is_no_obstacle(tmp_path):
    text = "Satz. " * 50_000
    assert one(saved(tmp_path, "a.csv", f'text,title\n"{text}",T\n')).text == text


# places


def test_the_samples_are_read_in_order_and_without_their_readme():
    found = list(inputs.read(data_folder() / "articles"))
    names = [Path(article.origin).name for article in found]
    assert names == sorted(names)
    assert len(names) >= 11
    assert "README.md" not in names
    assert all(article.title and article.outlet and article.published for article in found)
    assert list(inputs.read(str(data_folder() / "articles" / "*.md"))) == found


def test_a_folder_is_read_with_its_subfolders(tmp_path, monkeypatch):
    for name in ("b.txt", "a/2.md", "a/1.TXT", "x.png", ".hidden.txt", ".git/c.txt", "LICENSE"):
        saved(tmp_path, f"news/{name}", "Text.")
    monkeypatch.chdir(tmp_path)
    origins = [article.origin for article in inputs.read("news")]
    assert origins == [
        str(Path("news", *name.split("/"))) for name in ("a/1.TXT", "a/2.md", "b.txt")
    ]
    assert [a.origin for a in inputs.read("news/**/*.txt")] == [str(Path("news/b.txt"))]
    assert [a.origin for a in inputs.read("./news/b.txt")] == ["./news/b.txt"]


def test_a_name_with_brackets_is_a_name_first(tmp_path):
    path = saved(tmp_path, "a[1].txt", "Text.")
    assert one(str(path)).origin == str(path)


def test_several_sources_follow_one_another(tmp_path):
    path = saved(tmp_path, "a.txt", "Eins.")
    found = inputs.read([path, Article(text="Zwei."), io.StringIO("Drei.\r\n")])
    assert [article.text for article in found] == ["Eins.", "Zwei.", "Drei.\r\n"]
    assert list(inputs.read([])) == []


def test_articles_pass_as_they_are():
    article = Article(text="\n\n", origin="here")
    assert one(article) is not None
    assert (one(article).text, one(article).origin) == ("\n\n", "here")


@pytest.mark.parametrize(
    ("content", "title"),
    [
        ("---\ntitle: T\n---\nText.", "T"),
        ('{"text": "Text.", "title": "T"}\n', "T"),
        ("Text.", None),
    ],
)
def test_standard_input_is_known_by_how_it_begins(monkeypatch, content, title):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
    article = one("-")
    assert (article.text, article.title) == ("Text.", title)
    assert article.origin == "standard input"


def test_an_open_file_stays_open(tmp_path):
    path = saved(tmp_path, "a.md", "---\ntitle: T\n---\nText.")
    with path.open("rb") as handle:
        assert one(handle).title == "T"
        assert not handle.closed


# refusals


def test_a_missing_file_suggests_the_nearest_name(tmp_path):
    saved(tmp_path, "rubio-lawrow.md", "Text.")
    assert refusal(tmp_path / "rubio-lavrov.md").endswith(
        f"did you mean {tmp_path / 'rubio-lawrow.md'}?"
    )
    assert "check the name" in refusal(tmp_path / "xyz")
    assert "folder" in refusal(tmp_path / "nowhere" / "a.md")


def test_a_path_is_refused_before_anything_is_read():
    with pytest.raises(SourceRefused):
        inputs.read("no-such-file-anywhere.txt")


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("ftp://example.org/a.html", "is no address of the web"),
        ("", "path is empty"),
        ("\0", "path is empty"),
        ("Ein Text.\nUnd noch einer.", "This is a text and no path"),
        ("Ein langer Text ohne Umbruch. " * 200, "is no path"),
        ("no-such-*-file.md", "No file matches"),
        ("**x[*.md", "No file matches"),
        (b"a.txt", "A bytes cannot be read"),
        ({"text": "Ein Satz."}, "A dict cannot be read"),
        (7, "A int cannot be read"),
        ([7], "A int cannot be read"),
    ],
)
def test_what_is_no_source_is_refused(source, says):
    assert says in refusal(source)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.txt", "", "There is no text in"),
        ("a.txt", " \r\n", "There is no text in"),
        ("a.csv", "", "There is no text in"),
        ("a.csv", "text,title\n", "There is no text in"),
        ("a.jsonl", "\n", "There is no text in"),
        ("a.md", "---\ntitle: T\n---\n", "There is no text in"),
        ("a.txt", b"%PDF-1.7 \xff", "is a PDF"),
        ("a.txt", b"PK\x03\x04 word", "is a Word"),
        ("a.txt", b"abc\x00def", "is no text"),
        ("a.txt", b"\xff\xfea\x00\x00\x00", "is no text"),
        ("a.txt", b"\xef\xbb\xbf\xff\xff", "begins as UTF-8"),
        ("a.txt", bytes(range(1, 256)) * 3, "encoding"),
        ("a.odt", b"PK\x03\x04", "Files that end in .odt are not read"),
        ("a.md", "---\ntitle: T\nText.", "does not end"),
        ("a.md", "---\ntitle: Streit: Wer zahlt?\n---\nText.", "is no YAML (line 2)"),
        ("a.md", "---\n" + "[" * 9000 + "\n---\nText.", "is no YAML"),
        ("a.md", "---\nnur Worte\n---\nText.", "has no names"),
        (
            "a.md",
            "---\npublished: gestern\n---\nText.",
            "a.md, the publication date 'gestern' is no date",
        ),
        ("a.jsonl", "{text}", "line 1 of"),
        ("a.jsonl", "[" * 100_000, "is no JSON"),
        ("a.jsonl", "[1]", "it is no object"),
        ("a.jsonl", '{"title": "T"}', "no text in line 1 of"),
        ("a.jsonl", '{"text": "\\ud800"}', "half a character"),
        ("a.csv", "titel,inhalt\na,b\n", "no column named text (its columns: titel, inhalt)"),
        ("a.csv", "title,text\na,b,c\n", "no orderly CSV"),
        ("a.csv", 'title,text\na,"b\n', "Line 2 of"),
        ("a.parquet", b"PAR1", "no readable Parquet"),
    ],
)
def test_bad_content_is_refused(tmp_path, name, content, says):
    message = refusal(saved(tmp_path, name, content))
    assert says in message
    assert name in message or name.startswith("a.odt")


def test_a_text_above_the_limit_is_refused(tmp_path):
    line = saved(tmp_path, "a.txt", b"x" * 10_000_000)
    assert "longer than the 2,000,000 characters" in refusal(line)
    assert len(one(line, max_characters=10_000_000).text) == 10_000_000
    rows = saved(tmp_path, "a.jsonl", json.dumps({"text": "x" * 11}))
    assert "line 1 of" in refusal(rows, max_characters=10)
    assert refusal(saved(tmp_path, "b.txt", "ä" * 11), max_characters=10)
    assert one(saved(tmp_path, "c.txt", "😀" * 10), max_characters=10)


def test_a_date_of_the_caller_that_is_none_is_refused_at_once():
    with pytest.raises(SourceRefused, match="is no date"):
        inputs.read(Article(text="Text."), published="31.02.2025")


def test_a_folder_without_articles_is_refused(tmp_path):
    saved(tmp_path, "README.md", "Nichts.")
    assert "holds no article" in refusal(tmp_path)


def test_a_handle_in_the_wrong_encoding_is_refused(tmp_path):
    path = saved(tmp_path, "a.txt", "Müller".encode("cp1252"))
    with path.open(encoding="utf-8") as handle:
        assert "binary mode" in refusal(handle)
    assert "closed file" in refusal(handle)


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="needs a Unix socket")
def test_what_is_no_ordinary_file_is_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("a.txt")
        assert "no ordinary file" in refusal("a.txt")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_a_file_without_permission_is_refused(tmp_path):
    path = saved(tmp_path, "a.txt", "Text.")
    path.chmod(0)
    assert "may not be read" in refusal(path)


# the good among the bad


def test_one_bad_file_among_good_ones_is_reported(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    saved(tmp_path, "1.txt", b"abc\x00")
    saved(tmp_path, "2.txt", "Gut.")
    Path("3.txt").symlink_to("nowhere")
    saved(tmp_path, "4.csv", "text,published\nAuch gut.,2025-02-18\nSchlecht.,nie\n")
    problems = []
    found = [article.text for article in inputs.read(".", on_problem=problems.append)]
    assert found == ["Gut.", "Auch gut."]
    assert [problem.stage for problem in problems] == ["inputs"] * 3
    first, second, third = (problem.message for problem in problems)
    assert first.startswith("1.txt is no text")
    assert second.startswith("3.txt cannot be opened")
    assert third.startswith("In row 2 of 4.csv, the publication date 'nie' is no date")


def test_without_a_listener_it_warns(tmp_path):
    saved(tmp_path, "1.txt", "")
    saved(tmp_path, "2.txt", "Gut.")
    with pytest.warns(UserWarning, match=r"There is no text in .*1\.txt"):
        assert [article.text for article in inputs.read(tmp_path)] == ["Gut."]


def test_where_nothing_is_good_nothing_is_reported_but_refused(tmp_path):
    saved(tmp_path, "1.txt", "")
    saved(tmp_path, "2.txt", b"\0")
    problems = []
    message = refusal(tmp_path, on_problem=problems.append)
    assert message.startswith("None of 2 articles could be read; the first: There is no text in")
    assert problems == []
