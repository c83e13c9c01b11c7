"""A notebook of ours in the analyst's own JupyterLab: copied into a project, and opened there."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from workbook import parameters, runs
from workbook.errors import NotebookRefused


def refuse_unless_installed() -> None:
    """Refuse before anything is written where there is no JupyterLab."""
    if find_spec("jupyterlab") is None:
        raise NotebookRefused("JupyterLab is not installed; run: pip install jupyterlab")


def copied(name: str, folder: Path, given: Mapping[str, Any]) -> Path:
    """A copy of one of our notebooks in a folder, with these values as its parameters.

    An earlier copy that says the same is used again; one that was changed is left alone, and the
    new one gets a number.

    Raises
    ------
    NotebookRefused
        If the folder cannot be written to.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     first = copied("explore", Path(place), {"language": "de"})
    ...     again = copied("explore", Path(place), {"language": "de"})
    ...     other = copied("explore", Path(place), {"language": "en"})
    >>> first == again, first.name, other.name
    (True, 'explore.ipynb', 'explore-2.ipynb')
    """
    import nbformat

    notebook = runs.read(runs.find(name))
    values = parameters.checked(parameters.declared(notebook), given)
    for cell in notebook.cells:
        if parameters.TAG in cell.metadata.get("tags", ()):
            cell.source = _with(cell.source, values)
    text = nbformat.writes(notebook) + "\n"
    try:
        for path in _places(folder, name):
            if not path.exists():
                path.write_text(text, encoding="utf-8")
                return path
            if path.read_text(encoding="utf-8") == text:
                return path
    except (OSError, UnicodeDecodeError) as error:
        raise NotebookRefused(
            f"The notebook cannot be written to {folder} ({error}); go to another folder."
        ) from None
    raise AssertionError  # places never end


def opened(notebook: Path, *, browser: bool = True, port: int | None = None, root: bool = False) -> int:  # fmt: skip
    """Run JupyterLab on a notebook until it is stopped; its exit code.

    It listens on this computer alone, and asks for its token.
    """
    options = ["--ServerApp.ip=127.0.0.1", f"--ServerApp.root_dir={notebook.parent.resolve()}"]
    options += [] if browser else ["--no-browser"]
    options += [f"--ServerApp.port={port}"] if port else []
    options += ["--allow-root"] if root else []
    command = [sys.executable, "-m", "jupyterlab", *options, str(notebook.resolve())]
    sys.stdout.flush()
    if os.name == "posix":
        os.execv(sys.executable, command)  # it takes our place, and what stops us stops it
    return subprocess.call(command)


def _places(folder: Path, name: str) -> Iterator[Path]:
    yield folder / f"{name}.ipynb"
    number = 2
    while True:
        yield folder / f"{name}-{number}.ipynb"
        number += 1


def _with(code: str, values: Mapping[str, Any]) -> str:
    """The code with other values on the right of these names' assignments, the rest as it is."""
    lines = code.splitlines()
    for node in ast.parse(code).body:
        if not isinstance(node, ast.AnnAssign) or node.value is None:
            continue
        name = ast.unparse(node.target)
        if name in values:
            line = lines[node.lineno - 1].encode()
            new = repr(values[name]).encode()
            start, end = node.value.col_offset, node.value.end_col_offset
            lines[node.lineno - 1] = (line[:start] + new + line[end:]).decode()
    return "\n".join(lines)
