"""Every form in which news arrives, down to archives of archives; what is wrong is said."""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
import tracemalloc
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from email.message import EmailMessage
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook import inputs
from workbook.errors import SourceRefused
from workbook.inputs import streams
from workbook.inputs.quotes import Quotes
from workbook.models import Article, Problem

FIRST = "Der Stadtrat von Musterstadt hat am Dienstagabend den Neubau der Wehrbrücke beschlossen."
LAST = "Eine Petition hätten bereits 3.100 Menschen unterschrieben."
PAGE = (Path(__file__).parent / "cases/pages/news_article.html").read_text(encoding="utf-8")
TIME = datetime(2025, 2, 18, 20, 40, tzinfo=UTC)


def all_of(source, **options) -> tuple[list[Article], list[str]]:
    problems: list[Problem] = []
    found = list(inputs.read(source, on_problem=problems.append, **options))
    return found, [problem.message for problem in problems]


def one(source, **options) -> Article:
    [article], problems = all_of(source, **options)
    assert problems == []
    return article


def refusal(source, **options) -> str:
    with pytest.raises(SourceRefused) as caught:
        list(inputs.read(source, **options))
    message = str(caught.value)
    assert message.endswith(".")
    assert "\n" not in message
    return message


def named(data: bytes, name: str) -> io.BytesIO:
    handle = io.BytesIO(data)
    handle.name = name
    return handle


# saved pages and e-mails


def mhtml(page: str, charset: str = "utf-8") -> bytes:
    message = EmailMessage()
    message["From"] = "<Saved by Browser>"
    message["Snapshot-Content-Location"] = "https://anzeiger.example/druck"
    message["Subject"] = "Musterstadt baut neue Wehrbrücke"
    message.set_content(page, subtype="html", charset=charset, cte="quoted-printable")
    message.add_related(b"\x89PNG", maintype="image", subtype="png")
    return message.as_bytes()


@pytest.mark.parametrize("name", ["a.mhtml", "a.mht", ""])
@pytest.mark.parametrize("charset", ["utf-8", "cp1252"])
def test_a_page_in_one_file(name, charset):
    page = PAGE.replace('<link rel="canonical"', "<link ").replace("mainEntityOfPage", "x")
    data = mhtml(page, charset)
    article = one(named(data, name) if name else io.BytesIO(data))
    assert article.text.startswith(FIRST)
    assert article.author == "Henrike Mustermann, Jan Spalte"
    assert (article.published, article.url) == (TIME, "https://anzeiger.example/druck")


def mail(plain: str | None, html: str | None) -> bytes:
    message = EmailMessage()
    message["From"] = "Musterstädter Anzeiger <morgen@anzeiger.example>"
    message["Subject"] = "Der Morgen: Brücke, Bäder, Busse"
    message["Date"] = "Tue, 18 Feb 2025 21:40:00 +0100"
    if plain is not None:
        message.set_content(plain)
    if html is not None and plain is not None:
        message.add_alternative(html, subtype="html")
    elif html is not None:
        message.set_content(html, subtype="html")
    return message.as_bytes()


DESIGNED = f"""<html><head><style>p {{}}</style></head><body>
<div style="display:none">Vorschau</div><table><tr><td><p>{FIRST}</p>
<p>{LAST}</p></td></tr></table></body></html>"""


@pytest.mark.parametrize(
    ("plain", "html", "text"),
    [
        (f"{FIRST}\r\n{LAST}\r\n", None, f"{FIRST}\n{LAST}\n"),
        (f"{FIRST}\n{LAST}\n", DESIGNED, f"{FIRST}\n{LAST}\n"),
        ("Im Browser ansehen.", DESIGNED, f"{FIRST}\n\n{LAST}"),
        (None, DESIGNED, f"{FIRST}\n\n{LAST}"),
    ],
)
def test_a_newsletter(plain, html, text):
    for source in (named(mail(plain, html), "a.eml"), io.BytesIO(mail(plain, html))):
        article = one(source)
        assert article.text.replace("\r\n", "\n") == text
        assert article.title == "Der Morgen: Brücke, Bäder, Busse"
        assert (article.outlet, article.published) == ("Musterstädter Anzeiger", TIME)


def letter(subject: str, sender: str, body: str) -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"] = subject, sender
    message.set_content(body)
    return message


def test_an_attached_e_mail_is_an_article_of_its_own():
    first = letter("Der Morgen", "Anzeiger <m@anzeiger.example>", "")
    first.set_content(DESIGNED, subtype="html")
    first.add_attachment(letter("Von gestern", "Bote <b@bote.example>", LAST))
    own, other = all_of(named(first.as_bytes(), "a.eml"))[0]
    assert (own.title, own.text) == ("Der Morgen", f"{FIRST}\n\n{LAST}")
    assert (other.title, other.outlet, other.text.strip()) == ("Von gestern", "Bote", LAST)


def test_an_e_mail_that_only_hands_another_on_is_none():
    first = letter("WG: Von gestern", "Kollege <k@anzeiger.example>", "")
    first.add_attachment(letter("Von gestern", "Bote <b@bote.example>", LAST))
    assert one(named(first.as_bytes(), "a.eml")).title == "Von gestern"
    empty = letter("WG:", "Kollege <k@anzeiger.example>", "")
    empty.add_attachment(letter("Leer", "Bote <b@bote.example>", " "))
    assert "There is no text in e-mail 1 attached to a.eml" in refusal(
        named(empty.as_bytes(), "a.eml")
    )


def test_an_e_mail_that_says_latin_1_is_written_in_windows_1252():
    data = (
        b"From: Bote <b@bote.example>\r\nSubject: =?iso-8859-1?Q?=84Br=FCcke=93_gesperrt?=\r\n"
        b"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=iso-8859-1\r\n"
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"=84Wir sperren die Br=FCcke=93, sagte sie =96 und ging.\r\n"
    )
    article = one(named(data, "a.eml"))
    assert article.title == "„Brücke“ gesperrt"
    assert article.text == "„Wir sperren die Brücke“, sagte sie – und ging.\r\n"


# office documents


def pdf(pages: list[list[str]], title: str | None = None) -> bytes:
    """A PDF of our own making: one text object a line, Helvetica in Windows-1252."""
    from pypdf import PdfWriter
    from pypdf.generic import (
        DecodedStreamObject,
        DictionaryObject,
        NameObject,
    )

    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        }
    )
    for lines in pages:
        page = writer.add_blank_page(595, 842)
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F"): font})}
        )
        shown = [f"({line}) Tj 0 -14 Td" for line in lines]
        content = DecodedStreamObject()
        content.set_data(f"BT /F 11 Tf 50 780 Td {' '.join(shown)} ET".encode("cp1252"))
        page[NameObject("/Contents")] = writer._add_object(content)
    if title:
        writer.add_metadata({"/Title": title, "/CreationDate": "D:20250218214000+01'00'"})
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


LINES = [
    "Der Stadtrat von Musterstadt hat am Dienstag den Neubau der Wehr-",
    "brücke beschlossen. Die alte Brücke ist seit drei Jahren gesperrt.",
    "Das Land zahlt die Hälfte.",
    "Der Verein Alte Brücke kündigte am selben Abend Widerstand an und",
    "will vor Gericht ziehen.",
]


def test_a_pdf_becomes_paragraphs():
    article = one(named(pdf([LINES], "Neue Wehrbrücke"), "a.pdf"))
    first, second = article.text.split("\n\n")
    assert first.startswith(
        "Der Stadtrat von Musterstadt hat am Dienstag den Neubau der Wehrbrücke b"
    )
    assert (
        second
        == "Der Verein Alte Brücke kündigte am selben Abend Widerstand an und will vor Gericht ziehen."
    )
    assert (article.title, article.published) == ("Neue Wehrbrücke", TIME)


def test_what_every_page_of_a_pdf_repeats_is_left_out():
    pages = [["Musterstädter Anzeiger", *LINES, f"Seite {n}"] for n in (1, 2, 3)]
    article = one(named(pdf(pages, "Microsoft Word - a.docx"), "a.pdf"))
    assert "Anzeiger" not in article.text
    assert "Seite" not in article.text
    assert article.text.count("Das Land zahlt") == 3
    assert article.title is None


def test_a_hyphen_that_belongs_to_a_word_stays_in_it():
    lines = [
        "Nach der Tat am Dienstagabend in Musterstadt suchen Bundes-",
        "und Landespolizei Zeugen. Das teilte die Musterstädter CDU-",
        "Vorsitzende Anna Beispiel-Muster am Mittwoch mit, die Lage in der Innen-",
        "stadt sei ruhig.",
    ]
    text = one(named(pdf([lines]), "a.pdf")).text
    assert "suchen Bundes- und Landespolizei Zeugen" in text
    assert "Musterstädter CDU-Vorsitzende" in text
    assert "in der Innenstadt sei ruhig." in text


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_a_pdf_that_only_must_not_be_changed_is_read(algorithm):
    from pypdf import PdfReader, PdfWriter

    for password in ("", "geheim"):
        writer = PdfWriter(PdfReader(io.BytesIO(pdf([LINES]))))
        writer.encrypt(password, owner_password="nur für uns", algorithm=algorithm)
        file = io.BytesIO()
        writer.write(file)
        if password:
            assert "is locked with a password" in refusal(named(file.getvalue(), "a.pdf"))
        else:
            assert one(named(file.getvalue(), "a.pdf")).text.startswith("Der Stadtrat")


def word(**properties: object) -> bytes:
    import docx

    document = docx.Document()
    for name, value in properties.items():
        setattr(document.core_properties, name, value)
    document.add_heading("Musterstadt baut neue Wehrbrücke", 0)
    document.add_paragraph(FIRST)
    document.add_heading("Widerstand", 1)
    document.add_table(1, 1).cell(0, 0).text = LAST
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def test_a_word_document():
    article = one(named(word(author="Ilka Pfeiler"), "a.docx"))
    assert article.text == f"{FIRST}\n\nWiderstand\n\n{LAST}"
    assert (article.title, article.author) == ("Musterstadt baut neue Wehrbrücke", "Ilka Pfeiler")


def test_a_word_document_is_read_as_it_would_be_printed():
    import docx
    from docx.oxml import parse_xml

    def element(markup: str) -> object:
        space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        return parse_xml(markup.replace(">", f' xmlns:w="{space}">', 1))

    document = docx.Document()
    paragraph = document.add_paragraph("Die Brücke ist seit ")._p
    run = "<w:r><w:t>{}</w:t></w:r>"
    taken_out = run.format("Montag").replace("w:t>", "w:delText>")
    paragraph.append(element(f'<w:del w:id="1" w:author="x">{taken_out}</w:del>'))
    paragraph.append(
        element(f'<w:ins w:id="2" w:author="x">{run.format("Dienstag gesperrt.")}</w:ins>')
    )
    form = element(f"<w:sdt><w:sdtContent><w:p>{run.format(LAST)}</w:p></w:sdtContent></w:sdt>")
    document.element.body.insert(1, form)
    table = document.add_table(1, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Über beide Spalten"
    table.cell(0, 0).add_table(1, 1).cell(0, 0).text = "Tabelle darin"
    file = io.BytesIO()
    document.save(file)
    assert one(named(file.getvalue(), "a.docx")).text.split("\n\n") == [
        "Die Brücke ist seit Dienstag gesperrt.",
        LAST,
        "Über beide Spalten",
        "Tabelle darin",
    ]


# feeds and sitemaps: links are followed in test_fetch


RSS = """<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Musterstädter Anzeiger</title><language>de-DE</language>
<item><title>Neue Brücke &amp;amp; alter Streit</title><link>https://anzeiger.example/1</link>
<dc:creator>Henrike Mustermann</dc:creator><pubDate>Tue, 18 Feb 2025 20:40:00 GMT</pubDate>
<description>Kurz.</description><content:encoded><![CDATA[{content}]]></content:encoded></item>
<item><title>Ohne Adresse</title><description>{last}</description></item>
</channel></rss>"""
CONTENT = f"<p>{FIRST}</p><p>{LAST}</p>" * 5


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1"])
@pytest.mark.parametrize("name", ["a.rss", "a.xml", ""])
def test_a_feed_with_its_texts(encoding, name):
    data = RSS.format(encoding=encoding, content=CONTENT, last=LAST).encode(encoding)
    (first, second), problems = all_of(named(data, name))
    assert problems == []
    assert first.text.startswith(f"{FIRST}\n\n{LAST}\n\n")
    assert (first.title, first.author) == ("Neue Brücke & alter Streit", "Henrike Mustermann")
    assert (first.outlet, first.published) == ("Musterstädter Anzeiger", TIME)
    assert (first.url, first.language) == ("https://anzeiger.example/1", "de-DE")
    assert (second.title, second.text) == ("Ohne Adresse", LAST)


def test_a_cut_feed_gives_what_stands_before_and_says_so():
    whole = RSS.format(encoding="utf-8", content=CONTENT.replace("{", ""), last=LAST)
    for left in (whole.index("</item>") + len("</item>"), len(whole) - 3):
        found, problems = all_of(named(whole[:left].encode(), "a.rss"))
        assert found[0].url == "https://anzeiger.example/1"
        assert problems == [
            "a.rss ends in the middle; what stands before was read, fetch or copy it again."
        ]


def test_an_atom_feed():
    data = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Kurier</title><entry>
    <title>T</title><author><name>A. B.</name></author><author><name>C. D.</name></author>
    <updated>2025-02-18T21:40:00+01:00</updated>
    <content type="html">{CONTENT.replace("<", "&lt;")}</content></entry></feed>"""
    article = one(named(data.encode(), "a.atom"))
    assert (article.author, article.published) == ("A. B., C. D.", TIME)
    assert article.text.endswith(LAST)


def test_a_feeds_links_may_be_relative_and_its_times_without_a_zone():
    item = "<item><title>A</title><link>/1</link><pubDate>2025-02-18T21:40:00</pubDate>"
    data = (
        "<rss version='2.0'><channel><link>https://anzeiger.example/</link>"
        f"{item}<description>{CONTENT.replace('<', '&lt;')}</description></item></channel></rss>"
    )
    article = one(named(data.encode(), "a.rss"))
    assert (article.url, article.published) == ("https://anzeiger.example/1", TIME)


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("red@bote.koeln (Eva Beispiel)", "Eva Beispiel"),
        ("Beispiel, Eva &lt;eva@bote.online&gt;", "Beispiel, Eva"),
        ("redaktion@bote.berlin", None),
        ("Eva Beispiel", "Eva Beispiel"),
    ],
)
def test_a_feeds_author_may_have_an_address(author, name):
    data = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
     xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
     <item><title>A</title><dc:creator>{author}</dc:creator><description>{FIRST}</description></item>
     </rdf:RDF>""".encode()
    assert one(named(data, "a.rdf")).author == name
    assert one(io.BytesIO(data)).text == FIRST


@pytest.mark.parametrize(
    "written", ["18.02.2025 21:40", "18. Februar 2025, 21.40 Uhr", "Tue, 18 Feb 2025 20:40:00 GMT"]
)
def test_a_table_may_write_its_dates_as_germans_do(written):
    data = f'text,published\n{FIRST},"{written}"\n'.encode()
    assert one(named(data, "a.csv")).published == TIME


def test_a_sitemaps_pictures_are_no_articles():
    google = "http://www.google.com/schemas/sitemap"
    data = f"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
     xmlns:i="{google}-image/1.1" xmlns:n="{google}-news/0.9"><url><i:image>
     <i:loc>https://bilder.example/1.jpg</i:loc><i:title>Bild</i:title></i:image>
     <loc>https://127.0.0.1/artikel</loc><n:news><n:title>Brücke</n:title></n:news>
     <i:image><i:loc>https://bilder.example/2.jpg</i:loc></i:image></url></urlset>"""
    assert refusal(named(data.encode(), "a.xml")).startswith(
        "127.0.0.1 lies within your own network"
    )


@pytest.mark.parametrize("data", [b"", b"<x/>", b"nichts", b"<!DOCTYPE x [<!ENTITY a 'b'>"])
def test_other_xml_is_refused(data):
    assert "is no feed and no sitemap" in refusal(named(data, "a.xml"))


# tables


@pytest.mark.parametrize("kind", ["jsonl", "csv", "parquet"])
def test_columns_may_have_other_names(tmp_path, kind):
    frame = pd.DataFrame({"inhalt": [FIRST], "titel": ["T"], "Text": ["x"], "title": ["y"]})
    path = tmp_path / f"a.{kind}"
    if kind == "jsonl":
        frame.to_json(path, orient="records", lines=True)
    elif kind == "csv":
        frame.to_csv(path, index=False)
    else:
        frame.to_parquet(path)
    article = one(path, columns={"text": "inhalt", "title": "titel"})
    assert (article.text, article.title) == (FIRST, "T")
    message = refusal(path, columns={"text": "inhalt", "author": "autorin"})
    assert "has no column named autorin (its columns: inhalt, titel, Text, title)" in message


def test_a_column_for_what_is_no_field_is_refused():
    with pytest.raises(SourceRefused, match="An article has no field 'body'"):
        inputs.read("-", columns={"body": "text"})


def test_a_missing_column_is_asked_for_under_the_name_of_its_field():
    source = named(b"titel,inhalt\nA,B", "a.csv")
    message = refusal(source, columns={"title": "titel", "text": "inhalte"})
    assert "has no column named inhalte" in message
    assert message.endswith('as in text = "its name".')


def test_of_two_names_for_a_field_the_empty_one_yields():
    data = b'{"text": "Es regnet.", "date": "2025-02-18", "published": null}\n'
    assert one(named(data, "a.jsonl")).published == datetime(2025, 2, 18, tzinfo=UTC)
    both = data.replace(b"null", b'"2025-02-17"')
    assert one(named(both, "a.jsonl")).published == datetime(2025, 2, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    "start", ["sep=;\r\ntitle;text", '\ufeff"sep=|"\r\ntitle|text', "title|text"]
)
def test_a_table_may_say_what_parts_its_columns(start):
    data = f"{start}\r\nA{start[-5]}Rot, Grün.\r\n".encode()
    article = one(named(data, "a.csv"))
    assert (article.title, article.text) == ("A", "Rot, Grün.")


def test_each_line_may_have_its_encoding():
    lines = [json.dumps({"text": text}, ensure_ascii=False) for text in ("Müller", "Größe", "Ä")]
    encoded = [
        line.encode(code) for line, code in zip(lines, ("utf-8", "cp1252", "utf-8"), strict=True)
    ]
    found, problems = all_of(named(b"\n".join(encoded), "a.jsonl"))
    assert [article.text for article in found] == ["Müller", "Größe", "Ä"]
    assert problems == []
    wide = named("\n".join(lines).encode("utf-16"), "a.jsonl")
    assert [article.text for article in inputs.read(wide)] == ["Müller", "Größe", "Ä"]


def test_a_row_that_does_not_fit_costs_only_itself():
    found, problems = all_of(named(b"title,text\nA,Eins.\nB,Zwei, drei.\nC,Vier.\n", "a.csv"))
    assert [article.text for article in found] == ["Eins.", "Vier."]
    [message] = problems
    assert message.startswith("Row 2 of a.csv has 3 cells instead of 2")


def test_a_quotation_mark_that_is_not_closed_is_said():
    found, problems = all_of(named(b'title,text\nA,Eins.\nB,"Zwei.\nC,Drei.\n', "a.csv"))
    assert [article.text for article in found] == ["Eins.", "Drei."]
    assert problems == [
        "Line 3 of a.csv opens a quotation mark that is not closed, so its row was left out; "
        "close it."
    ]
    found, problems = all_of(named(b'title,text\nA,Eins 5" breit.\n', "a.csv"))
    assert ([article.text for article in found], problems) == (['Eins 5" breit.'], [])


@given(
    st.lists(
        st.tuples(st.sampled_from("ABC"), st.text('a"\n,; ', max_size=8)), min_size=1, max_size=8
    ),
    st.integers(1, 30),
)
def test_a_table_whose_marks_are_closed_is_handed_on_as_it_is(rows, size):
    table = io.StringIO()
    csv.writer(table, lineterminator="\n").writerows(rows)
    text, quotes = table.getvalue(), Quotes(",", longest=1000)
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    assert "".join([quotes.fed(piece, last=False) for piece in pieces]) + quotes.fed(
        "", last=True
    ) == (text)
    assert quotes.unclosed == []


@given(st.text('a"\n, ', max_size=60), st.integers(1, 20))
def test_of_any_table_only_named_lines_are_left_out(text, size):
    quotes = Quotes(",", longest=12)
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    handed = "".join(quotes.fed(piece, last=False) for piece in pieces) + quotes.fed("", last=True)
    if not quotes.unclosed:
        assert handed == text
    assert len(handed) <= len(text)


def test_one_mark_costs_its_row_and_no_other():
    rows = [f'{n},"Der Satz, mit ""{n}"".\nUnd mehr."\n' for n in range(500)]
    whole = "title,text\n" + "".join(rows[:200]) + 'x,"offen\n' + "7,zu\n" * 300
    found, problems = all_of(named(whole.encode(), "a.csv"))
    assert len(found) == 500
    assert problems[0].startswith("Line 402 of a.csv opens")


def test_a_table_that_changes_its_encoding_is_said():
    start = "text\n" + f"{FIRST}\n" * 20_000
    found, problems = all_of(named(start.encode() + "Größe\n".encode("cp1252"), "a.csv"))
    assert len(found) > 10_000
    assert "goes on in another encoding than it begins (utf-8)" in problems[0]


# long files in little memory


class Endless(io.RawIOBase):
    """Pieces of a file that is never as a whole in memory."""

    name = "a.jsonl"

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._waiting = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        self._waiting = self._waiting or next(self._pieces, b"")
        taken, self._waiting = self._waiting[: len(buffer)], self._waiting[len(buffer) :]
        buffer[: len(taken)] = taken
        return len(taken)


def test_a_line_without_end_is_skipped_in_little_memory():
    def pieces() -> Iterator[bytes]:
        yield b'{"text": "Eins."}\n{"text": "'
        for _ in range(3_000):
            yield b"x" * 100_000
        yield b'"}\n{"text": "Drei."}\n'

    handle = io.BufferedReader(Endless(pieces()))
    tracemalloc.start()
    try:
        found, problems = all_of(handle, max_characters=100_000)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert [article.text for article in found] == ["Eins.", "Drei."]
    assert problems[0].startswith("line 2 of a.jsonl is longer than the 100,000 characters")
    assert peak < 20_000_000


@pytest.mark.parametrize("kind", ["jsonl", "csv", "jsonl.gz"])
def test_many_articles_take_the_memory_of_few(kind):
    def pieces() -> Iterator[bytes]:
        if kind == "csv":
            yield b"text\n"
        for number in range(4_000):
            text = f"{number} {FIRST} {LAST} " * 20
            line = text if kind == "csv" else json.dumps({"text": text})
            yield f"{line}\n".encode()

    parts = (gzip.compress(piece) for piece in pieces()) if kind.endswith("gz") else pieces()
    raw = Endless(parts)
    raw.name = f"a.{kind}"
    tracemalloc.start()
    try:
        count = sum(1 for _ in inputs.read(io.BufferedReader(raw), max_characters=10_000))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 4_000
    assert peak < 12_000_000


def test_what_is_left_out_leaves_memory(tmp_path):
    for number in range(30):
        (tmp_path / f"{number:02}.txt").write_bytes(b"x" * 1_000_000)
    tracemalloc.start()
    try:
        message = refusal(tmp_path, max_characters=200_000)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert message.startswith("None of 30 articles could be read; the first: ")
    assert peak < 5_000_000


@settings(deadline=None)
@given(st.lists(st.binary(max_size=12)), st.integers(1, 8))
def test_lines_are_those_of_the_whole(parts, longest):
    data = b"\n".join(parts)
    found = list(streams.lines(io.BytesIO(data), longest=longest))
    whole = data.split(b"\n")
    whole = whole[:-1] if whole[-1] == b"" else whole
    assert [line if isinstance(line, bytes) else None for line in found] == [
        line if len(line) <= longest else None for line in whole
    ]


# archives


def zipped(files: dict[str, bytes], **options) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


def warc(*pages: tuple[str, bytes], compressed: bool = True, status: str = "200 OK") -> bytes:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    file = io.BytesIO()
    writer = WARCWriter(file, gzip=compressed)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "test"}))
    for url, body in pages:
        headers = StatusAndHeaders(
            status, [("Content-Type", "text/html; charset=utf-8")], "HTTP/1.1"
        )
        writer.write_record(
            writer.create_warc_record(
                url, "response", payload=io.BytesIO(body), http_headers=headers
            )
        )
    return file.getvalue()


def test_every_format_within_a_zip_within_a_zip():
    inner = zipped({"b.docx": word(), "c.jsonl.gz": gzip.compress(b'{"text": "Zwei."}')})
    outer = zipped(
        {
            "a.txt": b"Eins.",
            "news/inner.zip": inner,
            "p.parquet": parquet(),
            "w.warc.gz": warc(("https://anzeiger.example/1", PAGE.encode())),
            "__MACOSX/._a.txt": b"x",
            "README.md": b"x",
            "z.png": b"\x89PNG",
        }
    )
    for name in ("a.zip", ""):
        found, problems = all_of(named(outer, name))
        origin = name or "the open file"
        assert [article.origin for article in found] == [
            f"{origin}/{path}"
            for path in (
                "a.txt",
                "news/inner.zip/b.docx",
                "news/inner.zip/c.jsonl.gz",
                "p.parquet",
                "w.warc.gz",
            )
        ]
        assert [message.split(" are not")[0] for message in problems] == ["Files that end in .png"]


def parquet() -> bytes:
    file = io.BytesIO()
    pd.DataFrame({"text": ["Drei."]}).to_parquet(file)
    return file.getvalue()


def test_a_zip_bomb_is_left_unread():
    bomb = zipped({"a.txt": b"0" * 50_000_000, "b.txt": b"Gut."})
    found, problems = all_of(named(bomb, "a.zip"))
    assert [article.text for article in found] == ["Gut."]
    assert "a.zip/a.txt unpacks to far more than text does" in problems[0]
    disguised = zipped({"word/document.xml": b"0" * 50_000_000})
    assert "unpacks to far more" in refusal(named(disguised, "a.docx"))


def test_archives_do_not_go_on_for_ever():
    data = b"Eins."
    name = "a.txt"
    for _ in range(6):
        data, name = zipped({name: data}), "a.zip"
    assert "lies too deep in files within files" in refusal(named(data, "a.zip"))


def test_a_gzip_bomb_is_left_unread():
    bomb = gzip.compress(b'{"text": "Eins."}\n' + b" " * 100_000_000)
    found, problems = all_of(named(bomb, "a.jsonl.gz"))
    assert [article.text for article in found] == ["Eins."]
    assert "unpacks to far more" in problems[-1]


@pytest.mark.parametrize("left", [0.3, 0.9])
def test_a_cut_gzip_file_gives_what_stands_before(left):
    lines = b"".join(b'{"text": "Satz %d ist nicht wie %d."}\n' % (n, n * n) for n in range(9_000))
    whole = gzip.compress(lines)
    found, problems = all_of(named(whole[: int(len(whole) * left)], "a.jsonl.gz"))
    assert 1_000 < len(found) < 9_000
    assert "ends in the middle" in problems[-1]


@pytest.mark.parametrize("compressed", [True, False])
def test_the_pages_of_a_web_archive(compressed):
    data = warc(
        ("https://anzeiger.example/1", PAGE.encode()),
        ("https://anzeiger.example/2", b"<html><body>Nichts</body></html>"),
        ("https://anzeiger.example/3", PAGE.encode("cp1252", "replace")),
        compressed=compressed,
    )
    for name in ("a.warc.gz" if compressed else "a.warc", ""):
        (first, third), problems = all_of(named(data, name))
        assert first.text.startswith(FIRST)
        assert third.text.startswith(FIRST)
        assert first.published == TIME
        [message] = problems
        assert message.startswith("No article was found in https://anzeiger.example/2 in ")


def test_failed_answers_in_a_web_archive_are_no_articles():
    data = warc(("https://anzeiger.example/1", PAGE.encode()), status="404 Not Found")
    assert "no text in a.warc" in refusal(named(data, "a.warc.gz"))


@pytest.mark.parametrize("compressed", [True, False])
def test_a_cut_web_archive_gives_what_stands_before(compressed):
    page = PAGE.encode()
    data = warc(*[(f"https://anzeiger.example/{n}", page) for n in range(3)], compressed=compressed)
    name = "a.warc.gz" if compressed else "a.warc"
    found, problems = all_of(named(data[: -len(data) // 8], name))
    assert len(found) == 2
    assert "ends in the middle" in problems[-1]


@pytest.mark.parametrize("endless", [b"x" * 100_000, b"X-Name: x\r\n" * 10_000])
def test_the_head_of_a_record_comes_to_an_end(endless):
    def pieces() -> Iterator[bytes]:
        yield warc(("https://anzeiger.example/1", PAGE.encode()), compressed=False)
        yield b"WARC/1.0\r\nWARC-Type: "
        for _ in range(1_000):
            yield endless

    raw = Endless(pieces())
    raw.name = "a.warc"
    tracemalloc.start()
    try:
        found, [message] = all_of(io.BufferedReader(raw))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert len(found) == 1
    assert "no orderly WARC file from here on" in message
    assert peak < 40_000_000


def test_a_record_that_is_longer_than_it_says_is_told(capfd):
    data = warc(("https://anzeiger.example/1", PAGE.encode()), compressed=False)
    _, _, length = data.rpartition(b"Content-Length: ")
    size = length.partition(b"\r\n")[0]
    shorter = data.replace(b"Content-Length: " + size, b"Content-Length: %d" % (int(size) - 9))
    found, [message] = all_of(named(shorter + data, "a.warc"))
    assert len(found) == 2
    assert message.startswith("A page in a.warc is longer or shorter than its head says")
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("packed", [False, True])
def test_a_web_archive_may_be_cut_anywhere(packed):
    page = b"<p>Der Rat tagte am Montag.</p>"
    whole = warc(*((f"https://anzeiger.example/{n}", page) for n in range(3)), compressed=packed)
    for left in range(0, len(whole), 7):
        problems: list[Problem] = []
        with suppress(SourceRefused):
            found = inputs.read(named(whole[:left], "a.warc"), on_problem=problems.append)
            assert len(list(found)) <= 3


@pytest.mark.parametrize("packed", [False, True])
def test_a_page_that_a_cut_web_archive_loses_is_told(packed):
    pages = [(f"https://anzeiger.example/{n}", PAGE.encode()) for n in range(2)]
    begin = len(warc(pages[0], compressed=packed))
    whole = warc(*pages, compressed=packed)
    for left in range(begin + 40, begin + 600, 29):  # in the head of the second
        found, problems = all_of(named(whole[:left], "a.warc"))
        assert len(found) == 1
        assert problems[0].endswith("what stands before was read, fetch or copy it again.")


def test_a_folder_of_everything(tmp_path):
    for name, data in {
        "a.eml": mail(FIRST, None),
        "b.zip": zipped({"x.txt": b"Eins."}),
        "c.html": PAGE.encode(),
        "c_files/frame.html": b"<html></html>",
        "c-Dateien/frame.html": b"<html></html>",
        "d.pdf": pdf([LINES]),
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    found, problems = all_of(tmp_path)
    assert [Path(article.origin).name for article in found] == ["a.eml", "x.txt", "c.html", "d.pdf"]
    assert problems == []


@pytest.mark.parametrize(
    ("data", "says"),
    [(b"PK\x03\x04x", "no readable ZIP"), (zipped({}), "no text in"), (b"x", "no readable ZIP")],
)
def test_a_zip_without_articles_is_refused(data, says):
    assert says in refusal(named(data, "a.zip"))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", b"%PDF-1.7 nichts"),
        ("a.docx", zipped({"x": b"y"})),
        ("a.eml", b"nichts"),
        ("a.mhtml", mail("nur Text", None)),
        ("a.warc", b"WARC/1.0\r\nX"),
        ("a.gz", b"\x1f\x8bxx"),
    ],
)
def test_a_damaged_file_is_refused(name, data):
    assert name in refusal(named(data, name))


@pytest.mark.parametrize(
    "data",
    [
        pdf([LINES]),
        zipped({"a.txt": b"Eins."}),
        gzip.compress(b'{"text": "Eins."}'),
        parquet(),
        mail(FIRST, None),
        RSS.format(encoding="utf-8", content=CONTENT, last=LAST).encode(),
        b'id;"Text";url\r\n7;Eins.;https://a.example/1\r\n',
    ],
    ids=["pdf", "zip", "gzip", "parquet", "mail", "feed", "csv"],
)
def test_what_is_piped_in_is_known_by_how_it_begins(monkeypatch, data):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    found, problems = all_of("-")
    assert found
    assert problems == []
    assert all(article.text.strip() != data.decode("utf-8", "replace").strip() for article in found)


def test_a_table_that_is_piped_in_may_have_columns_of_other_names(monkeypatch):
    table = "inhalt,title\nEins.,Zwei\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(table.encode())))
    assert one("-", columns={"text": "inhalt"}).text == "Eins."
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(table.encode())))
    assert one("-").text == table


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(
        [
            mhtml(PAGE),
            mail(FIRST, DESIGNED),
            pdf([LINES]),
            word(),
            zipped({"a.txt": b"Eins."}),
            parquet(),
            warc(("https://anzeiger.example/1", PAGE.encode())),
            gzip.compress(b'{"text": "Eins."}'),
        ]
    ),
    st.sampled_from(["", *inputs.formats.READERS]),
    st.integers(0, 10_000),
    st.binary(max_size=8),
)
def test_no_damage_breaks_it(data, ending, place, instead):
    cut = place % (len(data) + 1)
    broken = named(data[:cut] + instead + data[cut + len(instead) :], f"a{ending}")
    problems: list[Problem] = []
    try:
        found = list(inputs.read(broken, on_problem=problems.append))
    except SourceRefused:
        return
    assert all(article.text.strip() for article in found)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.parquet", parquet()),
        ("a.pdf", pdf([LINES])),
        ("a.docx", word()),
        ("a.zip", zipped({"a.txt": b"Eins."})),
        ("a.csv", b"text\nEins.\n"),
        ("a.jsonl.gz", gzip.compress(b'{"text": "Eins."}', mtime=0)),
        ("a.warc.gz", warc(("https://anzeiger.example/1", PAGE.encode()))),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_an_open_file_stays_open(name, data):
    handle = named(data, name)
    assert list(inputs.read(handle))
    assert not handle.closed


@pytest.mark.parametrize("outer", ["rss", "urlset"])
def test_entities_that_multiply_stay_small(outer):
    """A billion laughs: each entity holds the one before ten times."""
    names = "abcdefghij"
    entities = [f'<!ENTITY a "{"x" * 1000}">']
    entities += [f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise(names)]
    data = f"<!DOCTYPE x [{''.join(entities)}]><{outer}><channel><item><description>&j;</description></item></channel></{outer}>"
    tracemalloc.start()
    try:
        found = list(inputs.read(named(data.encode(), "a.xml")))
    except SourceRefused:
        found = []
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert all(len(article.text) < 100_000 for article in found)
    assert peak < 50_000_000
