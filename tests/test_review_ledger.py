"""The file of corrections: appended to, refused where it cannot be read, safe from two at once."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import given
from hypothesis import strategies as st

from workbook.errors import LedgerRefused
from workbook.review import Change, Ledger, Merge, Profile

NATO = Change(actor="org:nato", field="name", old="NATO", new="Nato")
HOSTILE = '<script>alert(1)</script>\n{{ 7*7 }} \x1b[31m\u2028\u202e "quoted" \\ $x$ \'or 1=1'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "corrections.jsonl"


def test_a_line_says_who_corrected_what_when_and_why(path: Path) -> None:
    Ledger.open(path).add(NATO, why="Duden", who="Desk")
    (line,) = path.read_text(encoding="utf-8").splitlines()
    row = json.loads(line)
    assert list(row)[:6] == ["v", "id", "when", "who", "why", "what"]
    assert (row["who"], row["why"], row["what"]) == ("Desk", "Duden", "change")
    assert row["when"].endswith("+00:00")
    assert Ledger.open(path).entries[0].correction == NATO


def test_appending_leaves_every_earlier_byte_as_it_is(path: Path) -> None:
    ledger = Ledger.open(path).add(NATO)
    before = path.read_bytes()
    ledger.undo(ledger.entries[0].id, why="no")
    assert path.read_bytes().startswith(before)
    assert path.read_bytes().count(b"\n") == 2


@given(st.text(), st.text(min_size=1))
def test_any_reason_is_one_line_and_comes_back(tmp_path_factory, why: str, who: str) -> None:
    path = tmp_path_factory.mktemp("ledger") / "corrections.jsonl"
    ledger = Ledger.open(path).add(NATO, why=why, who=who)
    assert (ledger.entries[0].why, ledger.entries[0].who) == (why, who)
    assert path.read_bytes().count(b"\n") == 1


def test_half_a_character_is_refused_and_nothing_written(path: Path) -> None:
    with pytest.raises(LedgerRefused, match="half a character"):
        Ledger.open(path).add(NATO, why="\ud800")
    assert not path.exists()


def test_an_undo_takes_back_and_its_undo_puts_back(path: Path) -> None:
    ledger = Ledger.open(path).add(NATO).add(Change(actor="a", field="role", new=None))
    first, second = ledger.entries
    assert second.correction.new is None
    ledger = ledger.undo(first.id[:8])
    assert ledger.in_force() == (second,)
    with pytest.raises(LedgerRefused, match="undone already"):
        ledger.undo(first.id)
    ledger = ledger.undo(ledger.entries[-1].id)
    assert ledger.in_force() == (first, second)
    with pytest.raises(LedgerRefused, match="No id begins"):
        ledger.undo("zz")
    with pytest.raises(LedgerRefused, match="No id begins"):
        ledger.undo("")


GOOD = b'{"v": 1, "id": "a", "when": "2025-02-16T08:00:00+00:00", "who": "D", "why": "", "what": "merge", "actor": "x", "new": {"actor_id": "y", "name": "Y", "kind": "person"}}'


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"<<<<<<< HEAD", "left from a merge in git"),
        (b"=======", "left from a merge in git"),
        (b'{"v": 1, "id": "b", "wh', "no JSON"),
        (b"\xff\xfe", "no JSON"),
        (b"[]", "no correction"),
        (b"null", "no correction"),
        (GOOD.replace(b'"v": 1', b'"v": 2'), "newer analyst-workbook"),
        (GOOD.replace(b'"v": 1, ', b""), "newer analyst-workbook"),
        (GOOD.replace(b'"merge"', b'"marry"'), "no kind of correction 'marry'"),
        (GOOD.replace(b'"merge"', b'["merge"]'), "no kind of correction"),
        (GOOD.replace(b'"id": "a"', b'"id": ""'), "id is missing"),
        (GOOD.replace(b'"id": "a"', b'"id": 7'), "id is missing or no text"),
        (GOOD.replace(b"2025-02-16T08", b"2025-02-31T08"), "when is no time"),
        (GOOD.replace(b'"person"', b'"robot"'), "new.kind"),
        (GOOD.replace(b'"actor": "x"', b'"actor": "y"'), "merged with itself"),
        (GOOD.replace(b'"actor": "x"', b'"actor": "x", "extra": 1'), "extra: Extra"),
        (GOOD.replace(b'"D"', b'"\\ud800"'), "half a character"),
        (GOOD.replace(b'"x"', b'"\\ud800"'), "half a character"),
        (GOOD.replace(b'"actor": "x"', b'"actor": "x", "a\\n\\u001b": 1'), "Extra"),
        (GOOD.replace(b'"x"', b'"other"'), "another line has the id a"),
        (b"[" * 100_000, "no JSON"),
    ],
)
def test_a_line_that_cannot_be_read_is_one_sentence(path: Path, line: bytes, reason: str) -> None:
    content = GOOD + b"\n" + line + b"\n"
    path.write_bytes(content)
    with pytest.raises(LedgerRefused) as refused:
        Ledger.open(path)
    told = str(refused.value)
    assert f"{path}, line 2: " in told
    assert reason in told
    assert "\n" not in told
    assert refused.value.exit_code == 2
    assert path.read_bytes() == content


def test_lines_of_two_branches_side_by_side_are_read(path: Path) -> None:
    path.write_bytes(GOOD + b"\r\n\n" + GOOD + b"\r\n")  # the same line from both, and another end
    assert len(Ledger.open(path).entries) == 1


def test_a_torn_last_line_does_not_take_the_next_with_it(path: Path) -> None:
    path.write_bytes(GOOD)  # an editor that leaves out the last newline
    assert len(Ledger.open(path).add(NATO).entries) == 2
    path.write_bytes(GOOD + b'\n{"v": 1, "id"')
    with pytest.raises(LedgerRefused, match="line 2"):
        Ledger(path).add(NATO)
    assert len(path.read_bytes().splitlines()) == 3  # kept: nothing of the analyst's is lost
    assert json.loads(path.read_bytes().splitlines()[2])["what"] == "change"


def test_a_place_that_cannot_be_written_to_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(LedgerRefused, match=r"set another file with 'corrections'"):
        Ledger.open(tmp_path / "folder")
    (tmp_path / "file").write_text("")
    with pytest.raises(LedgerRefused, match="cannot be used"):
        Ledger(tmp_path / "file" / "corrections.jsonl").add(NATO)


def test_two_processes_that_append_at_once_lose_nothing(path: Path) -> None:
    code = """
import sys
from workbook.review import Alias, Ledger, Profile
path, name = sys.argv[1:]
new = Profile(actor_id="person:x", name=name * 5000, kind="person")
ledger = Ledger(path=__import__("pathlib").Path(path))
sys.stdin.readline()
for number in range(40):
    ledger.add(Alias(text=f"{name}{number}", new=new), who=name)
"""
    running = [
        subprocess.Popen([sys.executable, "-c", code, str(path), name], stdin=subprocess.PIPE)
        for name in ("one", "two")
    ]
    for process in running:
        assert process.stdin is not None
        process.stdin.write(b"go\n")
        process.stdin.flush()
    assert [process.wait(timeout=120) for process in running] == [0, 0]
    entries = Ledger.open(path).entries
    assert len({entry.id for entry in entries}) == 80
    for name in ("one", "two"):
        told = [e.correction.text for e in entries if e.who == name]
        assert told == [f"{name}{number}" for number in range(40)]


def test_a_line_that_is_being_written_is_waited_for(path: Path) -> None:
    line = GOOD + b"\n"
    path.write_bytes(line[:50])
    with ThreadPoolExecutor(1) as beside, FileLock(path.with_name(f".{path.name}.lock")):
        opened = beside.submit(Ledger.open, path)
        with pytest.raises(TimeoutError):
            opened.result(timeout=0.2)
        with path.open("ab") as file:
            file.write(line[50:])
    assert len(opened.result().entries) == 1


def test_a_hostile_reason_stays_a_reason(path: Path) -> None:
    new = Profile(actor_id="person:x", name=HOSTILE, kind="person")
    ledger = Ledger.open(path).add(Merge(actor="y", new=new), why=HOSTILE, who=HOSTILE)
    assert ledger.entries[0].why == HOSTILE
    assert path.read_bytes().count(b"\n") == 1
