"""``workbook explore``: the explorer in JupyterLab, on a notebook in the analyst's project."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from workbook.settings import Settings


def explore(
    source: Annotated[
        str | None,
        typer.Argument(help="A file, folder, glob or address; else the archive, or our samples."),
    ] = None,
    store: Annotated[
        str | None, typer.Option("--store", "-s", help="The folder or address of an archive.")
    ] = None,
    language: Annotated[
        str | None, typer.Option("--language", "-l", help="Language of the explorer: en or de.")
    ] = None,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open a browser, or only say where.")
    ] = True,
    port: Annotated[
        int | None, typer.Option("--port", min=1, max=65535, help="Where JupyterLab listens.")
    ] = None,
    allow_root: Annotated[
        bool, typer.Option("--allow-root", help="Run JupyterLab as root, as in a container.")
    ] = False,
) -> None:
    """Open JupyterLab on a notebook that explores articles: choose, search, read, correct."""
    from workbook import lab, settings

    lab.refuse_unless_installed()
    chosen = settings.load(**({"language": language} if language else {}))
    given = {"source": _readable(source, store, chosen), "language": chosen.language}
    notebook = lab.copied("explore", Path.cwd(), given)
    typer.echo(notebook)
    raise typer.Exit(1 if lab.opened(notebook, browser=browser, port=port, root=allow_root) else 0)


def _readable(source: str | None, store: str | None, chosen: Settings) -> str:
    """What the notebook is to load, once it is sure that there is something to read."""
    from workbook import open_store, pipeline
    from workbook.errors import ParameterRefused, SourceRefused

    if source is not None and store is not None:
        raise ParameterRefused("Name either a source or an archive with --store, not both.")
    if source == "-":
        raise ParameterRefused("A notebook has no standard input; give a file.")
    if source is None and store is None:
        return chosen.store if pipeline.is_store(chosen.store) else ""
    if store is not None:
        open_store(store)
        return store
    assert source is not None
    if not pipeline.is_store(source) and next(pipeline.articles_of(source, chosen), None) is None:
        raise SourceRefused(f"{source} holds no article; give files with news articles.")
    return source
