"""Where articles lie: a path, a folder, a pattern, an open file or standard input."""

from __future__ import annotations

import difflib
import glob
import os
import re
import sys
from collections.abc import Collection
from contextlib import nullcontext
from pathlib import Path
from typing import IO, Any

from workbook.errors import SourceRefused
from workbook.inputs.materials import Material

STANDARD_INPUT = "-"
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_BESIDE_A_PAGE = frozenset({"files", "Dateien"})


def is_address(source: object) -> bool:
    """Whether ``source`` is an address and no path.

    Examples
    --------
    >>> is_address("https://example.org/a.html"), is_address("news/a.html")
    (True, False)
    """
    return isinstance(source, str) and _ADDRESS.match(source.lstrip()) is not None


def at_path(source: str | os.PathLike[str], *, endings: Collection[str]) -> list[Material]:
    """The materials behind one path, folder, pattern or ``-``, in the order of their names.

    In a folder, read with its subfolders, only files with one of ``endings`` count. Hidden
    files and files named README are left out there and where a pattern matches them.

    Raises
    ------
    SourceRefused
        If there is nothing to read.
    """
    given = _path_as_text(source)
    if given == STANDARD_INPUT:
        return [standard_input()]
    path = Path(given).expanduser()
    try:
        if path.is_dir():
            return _in_folder(given, path, endings)
        if path.exists() or path.is_symlink():
            return [_file(given, path)]
    except PermissionError:
        raise SourceRefused(f"{given} may not be read; ask for permission or copy it.") from None
    except OSError:  # a name longer than any file's
        raise SourceRefused(f"{given[:60]}... is no path; pass the path of a file.") from None
    if glob.has_magic(given):
        return _matching(given, path)
    raise SourceRefused(_missing(given, path))


def at_handle(handle: IO[Any]) -> Material:
    """An open file, or anything else with ``read``; it stays open."""
    name = getattr(handle, "name", None)
    named = isinstance(name, str) and name != "" and not name.startswith("<")
    origin = str(name) if named else "the open file"
    return Material(origin, ending_of(origin) if named else "", lambda: nullcontext(handle))


def standard_input() -> Material:
    """What is piped in; as bytes wherever possible, so that the encoding can be found."""
    stream: IO[Any] = getattr(sys.stdin, "buffer", sys.stdin)
    return Material("standard input", "", lambda: nullcontext(stream))


def listed(endings: Collection[str]) -> str:
    """File endings as a sentence wants them.

    Examples
    --------
    >>> listed([".txt", ".csv", ".md"])
    '.csv, .md or .txt'
    """
    *most, last = sorted(endings)
    return f"{', '.join(most)} or {last}" if most else last


def _path_as_text(source: str | os.PathLike[str]) -> str:
    given = os.fspath(source)
    if not isinstance(given, str):
        raise SourceRefused("A path of bytes cannot be read; pass it as text.")
    if "\n" in given or "\r" in given:
        raise SourceRefused(
            "This is a text and no path; "
            "pass workbook.Article(text=...), or save it to a file and pass the path."
        )
    if not given.strip() or "\0" in given:
        raise SourceRefused("The path is empty; give a file, a folder or a pattern such as *.md.")
    return given


def _file(given: str, path: Path) -> Material:
    if path.exists() and not path.is_file():
        raise SourceRefused(
            f"{given} is no ordinary file; pass a file, or - to read from standard input."
        )
    return Material(given, ending_of(given), lambda: path.open("rb"))


def _in_folder(given: str, path: Path, endings: Collection[str]) -> list[Material]:
    found: list[Path] = []
    closed: list[OSError] = []
    for folder, folders, names in os.walk(path, onerror=closed.append):
        folders[:] = [name for name in folders if _is_entered(name, names)]
        within = Path(folder).relative_to(path)
        found += [
            within / name for name in names if ending_of(name) in endings and is_article(name)
        ]
    # a folder that may not be entered stays in the list, so that reading it says so
    found += [Path(error.filename).relative_to(path) for error in closed if error.filename]
    if not found:
        raise SourceRefused(
            f"The folder {given} holds no article; put files in it that end in {listed(endings)}."
        )
    return [_within(given, path, name) for name in sorted(found, key=lambda name: name.parts)]


def _is_entered(folder: str, beside: list[str]) -> bool:
    """Not hidden, and not the pictures and frames a browser saved along with a page."""
    page, _, kind = folder.rpartition("_") if "_" in folder else folder.rpartition("-")
    belongs = kind in _BESIDE_A_PAGE and any(f"{page}.{end}" in beside for end in ("html", "htm"))
    return not folder.startswith(".") and not belongs


def _within(given: str, folder: Path, name: Path) -> Material:
    return Material(
        str(Path(given) / name), ending_of(name.name), lambda: (folder / name).open("rb")
    )


def _matching(given: str, path: Path) -> list[Material]:
    readme_wanted = "readme" in path.name.lower()
    try:
        found = list(Path(path.anchor).glob(str(path.relative_to(path.anchor))))
    except (ValueError, OSError):  # two stars beside other characters, for one
        found = []
    asked = set(path.parts)
    files = [
        file
        for file in found
        if not file.is_dir()
        and not any(part.startswith(".") and part not in asked for part in file.parts)
        and (is_article(file.name) or readme_wanted)
    ]
    if not files:
        raise SourceRefused(
            f"No file matches {given}; check the pattern and the folder you are in."
        )
    return [_file(str(file), file) for file in sorted(files, key=lambda file: file.parts)]


def is_article(name: str) -> bool:
    """Whether a file of this name may be one; a README says something about articles."""
    return not name.startswith(".") and Path(name).stem.lower() != "readme"


def ending_of(name: str) -> str:
    """A file's ending in lower case and with its dot.

    Examples
    --------
    >>> ending_of("Artikel.HTML")
    '.html'
    """
    return Path(name).suffix.lower()


def _missing(given: str, path: Path) -> str:
    if not path.parent.is_dir():
        return (
            f"There is no file {given}, as the folder {Path(given).parent} does not exist; "
            "check the path."
        )
    near = _nearest(path)
    if near:
        return f"There is no file {given}; did you mean {Path(given).with_name(near)}?"
    return f"There is no file {given}; check the name and the folder you are in."


def _nearest(path: Path) -> str | None:
    try:
        names = {entry.name.lower(): entry.name for entry in sorted(path.parent.iterdir())}
    except OSError:
        return None
    close = difflib.get_close_matches(path.name.lower(), names, n=1)
    return names[close[0]] if close else None
