"""The file of corrections: one line of JSON each, only ever appended to, fit for git.

A line says who corrected what, when and why, and where it holds. Nothing is ever taken out:
an undo is a line of its own. Lines are in force in the order of the file.
"""

from __future__ import annotations

import getpass
import json
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from workbook.errors import LedgerRefused
from workbook.review.corrections import KINDS, Correction, Line, Undo

if TYPE_CHECKING:
    from filelock import FileLock

VERSION = 1
_HEAD = ("v", "id", "when", "who", "why")
_MARKERS = (b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: a correction, who made it, when (UTC) and why."""

    id: str
    when: datetime
    who: str
    why: str
    correction: Correction

    def line(self) -> bytes:
        """The entry as it stands in the file, its newline included."""
        head = {
            "v": VERSION,
            "id": self.id,
            "when": self.when.isoformat(timespec="seconds"),
            "who": self.who,
            "why": self.why,
        }
        said = self.correction.model_dump(mode="json", exclude_none=True)
        if self.correction.what == "change":
            said["new"] = self.correction.new  # that there is no role is said, not left out
        return json.dumps({**head, **said}, ensure_ascii=False).encode() + b"\n"


@dataclass(frozen=True, slots=True)
class Ledger:
    """All entries of a file, in its order; verbs write to the file and return a new ledger.

    Examples
    --------
    >>> import tempfile
    >>> from workbook.review.corrections import Change
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     ledger = Ledger.open(Path(folder) / "corrections.jsonl")
    ...     ledger = ledger.add(Change(actor="org:nato", field="name", new="Nato"), why="Duden")
    ...     ledger = ledger.undo(ledger.entries[0].id, why="so no more")
    ...     len(ledger.entries), ledger.in_force()
    (2, ())
    """

    path: Path
    entries: tuple[Entry, ...] = ()

    @classmethod
    def open(cls, path: str | Path) -> Ledger:
        """The ledger in a file; one that is not there yet is empty.

        Raises
        ------
        LedgerRefused
            If a line cannot be read: with file and line, and what to do.
        """
        path = Path(path)
        try:
            content = _content(path)
        except FileNotFoundError:
            return cls(path)
        except OSError as error:
            raise _unusable(path, error) from None
        return cls(path, tuple(_read(path, content)))

    def add(self, correction: Correction, *, why: str = "", who: str | None = None) -> Ledger:
        """Append one correction; ``who`` is the name of the user unless given.

        Another process may have appended in between: what is returned holds its lines too.

        Raises
        ------
        LedgerRefused
            If the file cannot be written to, or something in it cannot be read.
        """
        return self.extend([correction], why=why, who=who)

    def extend(
        self, corrections: Iterable[Correction], *, why: str = "", who: str | None = None
    ) -> Ledger:
        """Append several corrections at once, all of them or none."""
        entries = [_entry(one, why=why, who=who) for one in corrections]
        _append(self.path, b"".join(entry.line() for entry in entries))
        return Ledger.open(self.path)

    def undo(self, entry: str, *, why: str = "", who: str | None = None) -> Ledger:
        """Append that an entry does not hold any more; ``entry`` may be the beginning of an id.

        Raises
        ------
        LedgerRefused
            If there is no such entry, several, or it is undone already.
        """
        found = Ledger.open(self.path).entry(entry)
        return self.add(Undo(entry=found.id), why=why, who=who)

    def entry(self, beginning: str) -> Entry:
        """The one entry in force whose id begins so."""
        found = [one for one in self.entries if beginning and one.id.startswith(beginning)]
        if len(found) != 1:
            many = f"{len(found)} corrections have ids that begin" if found else "No id begins"
            raise LedgerRefused(
                f"{many} with {beginning[:40]!r}; 'workbook review' lists the ids in {self.path}."
            )
        if found[0].id in self.undone():
            raise LedgerRefused(f"The correction {found[0].id} is undone already.")
        return found[0]

    def undone(self) -> frozenset[str]:
        """Ids of the entries that a later one takes back and that do not hold."""
        gone: set[str] = set()
        for entry in reversed(self.entries):
            if isinstance(entry.correction, Undo) and entry.id not in gone:
                gone.add(entry.correction.entry)
        return frozenset(gone)

    def in_force(self) -> tuple[Entry, ...]:
        """What holds, in the order of the file; undoing is done with by then."""
        gone = self.undone()
        return tuple(
            entry
            for entry in self.entries
            if entry.id not in gone and not isinstance(entry.correction, Undo)
        )


def visible(text: str) -> str:
    """A text of anybody's as one line that cannot steer a terminal.

    >>> visible("\\x1b[31mred\\n")
    '�[31mred�'
    """
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)


def _entry(correction: Correction, *, why: str, who: str | None) -> Entry:
    now = datetime.now(UTC).replace(microsecond=0)
    entry = Entry(secrets.token_hex(6), now, who or _user(), why, correction)
    try:
        entry.line()
    except UnicodeEncodeError:
        raise LedgerRefused(
            "The reason or the name holds half a character (a lone surrogate); write it anew."
        ) from None
    return entry


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container without names
        return "unknown"


def _content(path: Path) -> bytes:
    """All of the file; where its last line has no end, as it is once nobody writes at it."""
    content = path.read_bytes()
    if content and not content.endswith(b"\n"):
        with suppress(OSError), _alone(path):  # where one may not write, nobody does
            return path.read_bytes()
    return content


def _alone(path: Path) -> FileLock:
    from filelock import FileLock

    return FileLock(path.with_name(f".{path.name}.lock"))


def _append(path: Path, lines: bytes) -> None:
    """Write at the end in one go, alone, and to the disk; a torn last line stays by itself."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _alone(path), path.open("ab+", buffering=0) as file:
            if file.seek(0, os.SEEK_END):
                file.seek(-1, os.SEEK_END)
                lines = lines if file.read(1) == b"\n" else b"\n" + lines
            if file.write(lines) != len(lines):
                raise OSError(28, "the disk is full")
            os.fsync(file.fileno())
    except OSError as error:
        raise _unusable(path, error) from None


def _read(path: Path, content: bytes) -> Iterator[Entry]:
    seen: dict[str, bytes] = {}
    for number, line in enumerate(content.split(b"\n"), 1):
        line = line.rstrip(b"\r")
        if not line.strip():
            continue
        try:
            entry = _parsed(line)
        except ValueError as error:
            raise LedgerRefused(
                f"{path}, line {number}: {visible(str(error))}; nothing was changed, correct that "
                "line."
            ) from None
        before = seen.setdefault(entry.id, line)
        if before is line:
            yield entry
        elif before != line:
            raise LedgerRefused(
                f"{path}, line {number}: another line has the id {entry.id} too; give one of "
                "them another id."
            )


def _parsed(line: bytes) -> Entry:
    """One line as an entry; a ValueError says in a few words what is wrong with it."""
    if line.startswith(_MARKERS):
        raise ValueError("this is left from a merge in git, keep the lines of both sides")
    try:
        row = json.loads(line)
        json.dumps(row, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise ValueError("this holds half a character") from None
    except (ValueError, RecursionError):
        raise ValueError("this is no JSON") from None
    if not isinstance(row, dict):
        raise ValueError("this is no correction")
    version = row.get("v")
    if not isinstance(version, int) or not 1 <= version <= VERSION:
        raise ValueError(
            f"this is written in version {_short(version)} and we read up to {VERSION}, "
            "install a newer analyst-workbook"
        )
    if row.get("what") not in KINDS:
        raise ValueError(f"there is no kind of correction {_short(row.get('what'))}")
    head = {name: row.pop(name, "") for name in _HEAD}
    return Entry(
        id=_text(head, "id"),
        when=_moment(_text(head, "when")),
        who=_text(head, "who", may_be_empty=True),
        why=_text(head, "why", may_be_empty=True),
        correction=_correction(row),
    )


def _correction(row: dict[str, Any]) -> Correction:
    try:
        return _adapter().validate_json(json.dumps(row))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part)[:40] for part in first["loc"][1:])
        why = first["msg"].removeprefix("Value error, ")
        raise ValueError(f"{place}: {why}" if place else why) from None


@cache
def _adapter() -> TypeAdapter[Correction]:
    return TypeAdapter(Line)


def _text(head: dict[str, Any], name: str, *, may_be_empty: bool = False) -> str:
    value = head[name]
    if not isinstance(value, str) or not (value or may_be_empty):
        raise ValueError(f"{name} is missing or no text")
    return value


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"when is no time: {_short(text)}") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _short(value: object) -> str:
    return repr(value)[:40]


def _unusable(path: Path, error: OSError) -> LedgerRefused:
    reason = error.strerror or type(error).__name__
    return LedgerRefused(
        f"The corrections in {path} cannot be used ({reason}); "
        "set another file with 'corrections' in workbook.toml."
    )
