"""The command as people use it, in processes of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pandas as pd
import pytest

GERMAN = "Der Minister sagte am Montag in Berlin, die Verhandlungen gingen weiter. " * 3
FRENCH = "Le ministre a déclaré lundi à Paris que les négociations se poursuivaient. " * 3


def workbook(
    *words: str, folder: Path, given: bytes = b"", **surroundings: str
) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "workbook", *words]
    return subprocess.run(
        command, cwd=folder, input=given, capture_output=True, timeout=120,
        env={**os.environ, **surroundings},
    )  # fmt: skip


def refused(*words: str, folder: Path, given: bytes = b"") -> str:
    """The one sentence of a refusal, after checking that it wrote nothing."""
    before = sorted(folder.rglob("*"))
    done = workbook(*words, folder=folder, given=given)
    assert done.returncode == 2, done.stderr.decode()
    assert done.stdout == b""
    assert sorted(folder.rglob("*")) == before
    lines = done.stderr.decode().strip().splitlines()
    assert len(lines) == 1
    assert "Traceback" not in lines[0]
    return lines[0]


def test_brief_writes_one_file_and_says_who_what_and_according_to_whom(sample, tmp_path) -> None:
    done = workbook("brief", str(sample), folder=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    *summary, path = done.stdout.decode().strip().splitlines()
    assert "Rubio" in " ".join(summary)
    assert (tmp_path / path).read_text(encoding="utf-8").startswith("<!doctype html>")
    assert sorted(p.name for p in (tmp_path / "reports").iterdir()) == [
        "2025-02-16-rubio-lawrow.html", "feed.xml", "index.html", "runs.sqlite",
    ]  # fmt: skip
    index = (tmp_path / "reports" / "index.html").read_text(encoding="utf-8")
    assert 'href="2025-02-16-rubio-lawrow.html"' in index


def test_brief_reads_standard_input_and_says_what_a_pdf_needs(tmp_path: Path) -> None:
    words = ("brief", "-", "--out", "here.html", "--pdf")
    done = workbook(*words, folder=tmp_path, given=GERMAN.encode(), PATH=str(tmp_path))
    assert done.returncode == 1
    assert done.stdout.decode().splitlines()[-1] == "here.html"
    assert (tmp_path / "here.html").is_file()
    assert not (tmp_path / "here.pdf").exists()
    assert "apt install chromium" in done.stderr.decode().splitlines()[-1]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t\n ", "There is no text in blank.txt"),
        (
            "picture.txt",
            b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 4,
            "is a picture",
        ),
        ("program.txt", b"\x7fELF\x02\x01\x01\x00" + bytes(range(256)) * 4, "program.txt"),
        ("french.txt", FRENCH.encode(), "French"),
        ("line.txt", b"Berlin schweigt " * 700_000, "characters"),
        ("dated.md", b"---\npublished: 31. Februar\n---\n" + GERMAN.encode(), "is no date"),
    ],
)
def test_bad_input_is_refused(name: str, content: bytes, sentence: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    assert sentence in refused("brief", name, folder=tmp_path)


def test_standard_input_is_named_as_such(tmp_path: Path) -> None:
    for words in (("brief", "-"), ("read", "-", "--out", "a.json")):
        assert "standard input is no text" in refused(*words, folder=tmp_path, given=b"a\0b")
    two = b'{"text": "Eins."}\n{"text": "Zwei."}\n'
    assert "standard input holds several" in refused("brief", "-", folder=tmp_path, given=two)


def test_a_name_does_not_steer_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "a\x1b[31m.txt").write_bytes(b"\0")
    line = refused("read", "a\x1b[31m.txt", "--out", "a.json", folder=tmp_path)
    assert line.startswith("a\ufffd[31m.txt is no text")


def test_of_many_problems_some_are_told_and_the_rest_counted(tmp_path: Path) -> None:
    lines = ["{}"] * 30 + [f'{{"text": "{GERMAN}", "title": "A"}}']
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    done = workbook("read", "a.jsonl", "--out", "a.json", folder=tmp_path)
    told = done.stderr.decode().splitlines()
    assert len(told) == 21
    assert told[-1] == "... and 10 more; they stand in the table problems."


def test_what_is_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "artikel.txt").write_text(GERMAN)
    assert "did you mean" in refused("brief", "artikle.txt", folder=tmp_path)
    (tmp_path / "nothing").mkdir()
    assert "no article" in refused("brief", "nothing", folder=tmp_path)


def test_a_text_in_the_old_encoding_is_read(tmp_path: Path) -> None:
    umlauts = "Die Außenministerin erklärte in München, die Gespräche würden früh fortgeführt. " * 4
    (tmp_path / "old.txt").write_bytes(umlauts.encode("cp1252"))
    done = workbook("read", "old.txt", "--out", "tables", folder=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    assert pd.read_parquet(tmp_path / "tables" / "articles.parquet")["text"].item() == umlauts


@pytest.mark.parametrize("format", ["parquet", "csv", "xlsx", "json"])
def test_read_writes_tables(format: str, samples: Path, tmp_path: Path) -> None:
    done = workbook("read", str(samples), "-o", "out", "-f", format, folder=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    assert (tmp_path / "out").exists()


def test_report_lists_what_a_notebook_takes(tmp_path: Path) -> None:
    done = workbook("report", "article", "--help", folder=tmp_path)
    assert done.returncode == 0
    assert b"language" in done.stdout


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("report", "article", "-p", "langauge=de"), "did you mean 'language'"),
        (("report", "article", "-p", "language=fr"), "is one of en, de"),
        (("report", "artcle"), "did you mean 'article'"),
        (("report", "article", "-p", "language"), "name=value"),
        (("report", "article", "-p", "source=missing.txt"), "missing.txt"),
        (("report", "article", "-p", "sections=whom"), "whom"),
        (("brief", "a.txt", "--language", "fr"), "language"),
        (("brief", "a.txt", "--out", "."), "is a folder"),
        (("read", "a.txt", "--out", "tables.odt"), "no format"),
    ],
)
def test_a_wrong_word_on_the_command_line_is_refused(words, sentence, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GERMAN)
    assert sentence in refused(*words, folder=tmp_path)


def test_help_names_every_command(tmp_path: Path) -> None:
    done = workbook("--help", folder=tmp_path)
    assert done.returncode == 0
    for command in (b"brief", b"read", b"report"):
        assert command in done.stdout


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("https://anzeiger.example/lokales/neue-bruecke-1234.html?x=1#y", "neue-bruecke-1234"),
        ("https://anzeiger.example/lokales/neue-bruecke/", "neue-bruecke"),
        ("news/2025-02-18.paris.md", "2025-02-18.paris"),
        ("../../over.md", "over"),
        ("https://anzeiger.example/a/..%2F..%2Fover", "2Fover"),
        ("https://anzeiger.example/../../over", "over"),
        ("-", "article"),
    ],
)
def test_a_report_is_named_after_its_article(source: str, name: str) -> None:
    from workbook import cli

    assert cli._name_for(source) == name


def test_an_address_within_the_own_network_is_refused(tmp_path: Path) -> None:
    (tmp_path / "workbook.toml").write_text("[fetch]\ncache = false\n")
    message = refused("brief", "http://127.0.0.1:9/a.html", folder=tmp_path)
    assert "within your own network" in message


def test_an_article_from_the_web_is_fetched_once_and_reported(tmp_path: Path) -> None:
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            page = f"<html lang=de><title>Die Lage</title><article><p>{GERMAN * 4}</p></article>"
            body = page.encode() if self.path.startswith("/politik") else b""
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing is told on the terminal."""

    (tmp_path / "workbook.toml").write_text("[fetch]\nprivate = true\ncache = false\n")
    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        address = f"http://127.0.0.1:{server.server_port}/politik/die-lage.html?x=1"
        done = workbook("brief", address, folder=tmp_path)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert done.returncode == 0, done.stderr.decode()
    assert (tmp_path / "reports" / "die-lage.html").is_file()
    assert [path for path in asked if path.startswith("/politik")] == ["/politik/die-lage.html?x=1"]


def test_a_project_begins_with_files_that_work(tmp_path: Path) -> None:
    done = workbook("new", "desk", folder=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    desk = tmp_path / "desk"
    assert (desk / ".gitignore").read_text().startswith("reports/")
    settings = (desk / "workbook.toml").read_text(encoding="utf-8")
    assert workbook("schedule", "list", folder=desk).returncode == 0
    shown = settings.replace("# [", "[").replace("\n# ", "\n")
    written_out = "\n".join(line for line in shown.splitlines() if "=" in line or "[" in line)
    (desk / "workbook.toml").write_text(written_out.replace('engine = "de_core', "# "))
    listed = workbook("schedule", "list", folder=desk)
    assert listed.returncode == 0, listed.stderr.decode()
    assert b"morning" in listed.stdout
    assert "not empty" in refused("new", "desk", folder=tmp_path)


def test_what_no_right_or_room_is_left_for_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GERMAN)
    done = workbook("read", "a.txt", "--out", "/proc/none/a.json", folder=tmp_path)
    assert done.returncode == 2
    assert "cannot be written to" in done.stderr.decode()
    done = workbook("new", "/proc/none/project", folder=tmp_path)
    assert done.returncode in (1, 2)
    assert len(done.stderr.decode().strip().splitlines()) == 1
