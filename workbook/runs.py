"""A notebook and parameters to an executed notebook. Starts kernels, knows no linguistics."""

from __future__ import annotations

import difflib
import json
import logging
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from workbook import errors, parameters, resources
from workbook.errors import NotebookRefused, Refused, RunFailed
from workbook.parameters import Parameter

_PYTHON = {"name": "python3", "display_name": "Python 3", "language": "python"}
"""What runs a notebook that does not say what it needs."""
_NO_NOTEBOOK = "{} is no Jupyter notebook; give a file ending in .ipynb."
_DIED = "its kernel ended while the cell was at work, for want of memory or by a signal"


@dataclass(frozen=True, slots=True)
class Run:
    """An executed notebook: what it was given, and the failure if it ended in one."""

    notebook: Any
    parameters: Mapping[str, Any]
    failure: RunFailed | None = None


def find(name: str | Path) -> Path:
    """The notebook's file: a path, or the name of one that comes with the package.

    Raises
    ------
    NotebookRefused
        If there is none; the message names the nearest.
    """
    path = Path(name)
    if path.is_file():
        return path
    ours = {file.stem: file for file in sorted(resources.notebook_folder().glob("*.ipynb"))}
    if str(name) in ours:
        return ours[str(name)]
    near = difflib.get_close_matches(path.stem, ours, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(ours)}, or give a path."
    raise NotebookRefused(f"There is no notebook {str(name)!r}; {hint}")


def read(path: Path) -> Any:
    """A notebook as nbformat's node.

    Raises
    ------
    NotebookRefused
        If the file is no notebook.
    """
    with _without("rfc3987_syntax"):
        import nbformat

    try:
        notebook = nbformat.read(path, as_version=4)
    except (nbformat.reader.NotJSONError, nbformat.ValidationError, UnicodeDecodeError, KeyError):
        raise NotebookRefused(_NO_NOTEBOOK.format(path)) from None
    if "name" not in notebook.metadata.get("kernelspec", {}):
        notebook.metadata["kernelspec"] = dict(_PYTHON)
    return notebook


def declared(path: Path) -> tuple[Parameter, ...]:
    """What a notebook takes, read without nbformat, which takes longest of all to import.

    Raises
    ------
    NotebookRefused
        If the file is no notebook, or its cell of parameters cannot be read.
    """
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        notebook = None
    plain = isinstance(notebook, dict) and notebook.get("nbformat") == 4
    try:
        return parameters.declared(notebook if plain else read(path))
    except (AttributeError, KeyError, TypeError):
        raise NotebookRefused(_NO_NOTEBOOK.format(path)) from None


def execute(path: Path, given: Mapping[str, Any], *, progress: bool = False) -> Run:
    """Run a notebook with parameters, checked before any kernel starts.

    Raises
    ------
    Refused
        If a parameter is unknown or wrong, or the notebook itself refuses its input.

    A cell that fails does not raise: the run carries the failure and the notebook as far as
    it came, so that both can be shown.
    """
    notebook = read(path)
    values = parameters.checked(parameters.declared(notebook), given)
    return _papermill(notebook, values, progress=progress)


def _papermill(notebook: Any, values: Mapping[str, Any], *, progress: bool) -> Run:
    with _without("rfc3987_syntax"):
        import papermill
        from papermill.exceptions import PapermillExecutionError

    with tempfile.TemporaryDirectory() as scratch:
        kept = Path(scratch) / "executed.ipynb"  # where papermill leaves it if a cell fails
        try:
            with _quiet("papermill"):  # it warns of typed parameters it cannot infer
                done = papermill.execute_notebook(
                    notebook,
                    str(kept),
                    parameters=dict(values),
                    engine_name=_engine(),
                    language="python",  # our kind of parameters; many a notebook does not say
                    progress_bar=progress,
                    request_save_on_cell_execute=False,
                    extra_arguments=["--IPKernelApp.log_level=CRITICAL"],
                )
            return Run(done, values)
        except PapermillExecutionError as error:
            _raise_refusal(error.ename, error.evalue)
            executed = read(kept)
            cell = _failed_cell(executed)
            said = f"{error.ename}: {error.evalue}" if error.evalue else error.ename
            failure = RunFailed(f"Cell {cell} of the notebook failed: {said}", cell=cell)
            return Run(executed, values, failure)


@cache
def _engine() -> str:
    """papermill's engine, but a kernel that dies is a cell that fails: what came before is kept."""
    from nbclient.exceptions import DeadKernelError
    from nbformat.v4 import new_output
    from papermill.engines import NBClientEngine, papermill_engines

    class Engine(NBClientEngine):  # type: ignore[misc]  # papermill has no types
        @classmethod
        def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **options: Any) -> Any:
            try:
                return super().execute_managed_notebook(nb_man, kernel_name, **options)
            except DeadKernelError:
                error = new_output("error", ename="KernelDied", evalue=_DIED, traceback=[_DIED])
                _last_started(nb_man.nb).outputs.append(error)
                return nb_man.nb

    papermill_engines.register("workbook", Engine)
    return "workbook"


def _last_started(notebook: Any) -> Any:
    """The code cell that was at work last, or the first where none began."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    begun = [cell for cell in code if cell.metadata.get("papermill", {}).get("start_time")]
    return begun[-1] if begun else code[0]


def _failed_cell(notebook: Any) -> int:
    """The number of the code cell that failed, as the notebook's author counts them."""
    number = 0
    for cell in notebook.cells:
        injected = "injected-parameters" in cell.metadata.get("tags", ())
        number += cell.cell_type == "code" and not injected
        if any(output.output_type == "error" for output in cell.get("outputs", ())):
            break
    return number


@contextmanager
def _without(name: str) -> Iterator[None]:
    """As if an optional package were not installed, for as long as this lasts.

    jsonschema builds forty grammars from rfc3987_syntax when it is imported, two seconds for
    checks of addresses that no notebook needs.
    """
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]  # how Python says: do not import
    try:
        yield
    finally:
        del sys.modules[name]


@contextmanager
def _quiet(name: str) -> Iterator[None]:
    """Nothing but errors from one logger, for as long as this lasts."""
    logger = logging.getLogger(name)
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(before)


def _raise_refusal(name: str, message: str) -> None:
    """A refusal inside the kernel is the same refusal out here."""
    kind = getattr(errors, name, None)
    if isinstance(kind, type) and issubclass(kind, Refused):
        raise kind(message)
