"""The commands that keep the archive: ``workbook ingest`` and ``workbook store …``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from workbook.cli.telling import say, tell, tell_problems, words

if TYPE_CHECKING:
    from workbook.ingest import Ingested
    from workbook.store import Place

app = typer.Typer(help="Look after the archive: check, compact, stats.", no_args_is_help=True)
Store = Annotated[
    str | None,
    typer.Option("--store", "-s", help="Folder or address of the archive; else as in settings."),
]


def ingest(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE...", help="Files, folders, globs, addresses, or -."),
    ],
    store: Store = None,
    processes: Annotated[
        int | None,
        typer.Option("--processes", min=1, help="Processes that read; else one a processor."),
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option(
            "--cluster", help="Let Dask workers read: local, or a scheduler's tcp://host:8786."
        ),
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Read and replace what has not changed, too.")
    ] = False,
) -> None:
    """Read articles into the archive; what is already there as it stands is left alone."""
    from workbook.ingest import ingest as run

    place = _place(store)
    with _progress() as report:
        done = run(
            sources,
            place.address,
            processes=processes,
            cluster=cluster,
            again=again,
            report=report,
        )
    tell_problems([(one.stage, one.message, "") for one in done.problems])
    typer.echo(f"{_counted(done)}: {place}")


@app.command()
def check(store: Store = None) -> None:
    """Check every table against its schema and the tables against each other."""
    from workbook import open_store
    from workbook.store import upkeep

    opened = open_store(_place(store).address)
    faults = list(upkeep.faults(opened))
    for fault in faults:
        tell(fault)
    if faults:
        raise typer.Exit(1)
    say(f"Version {opened.version} is whole: {opened.place}")


@app.command()
def compact(
    store: Store = None,
    keep: Annotated[
        int,
        typer.Option(
            "--keep", min=0, max=36500, metavar="DAYS", help="How old a version stays readable."
        ),
    ] = 30,
) -> None:
    """Join small files, and clear away what only versions older than DAYS need."""
    from workbook.store import upkeep

    done = upkeep.compact(_place(store), keep_days=keep)
    say(
        f"Version {done.version}: {done.joined:,} files joined, {done.removed:,} cleared away; "
        f"versions from {done.oldest} on can be read."
    )


@app.command()
def stats(store: Store = None) -> None:
    """Show how many rows, files and bytes each table has."""
    from rich.console import Console
    from rich.table import Table

    from workbook import open_store
    from workbook.store import upkeep

    opened = open_store(_place(store).address)
    told = words().told
    shown = Table(*map(told, ("table", "rows", "months", "files", "MB")), box=None)
    for one in upkeep.stats(opened).to_dict("records"):
        counts = (f"{one[name]:,}" for name in ("rows", "months", "files"))
        shown.add_row(one["table"], *counts, f"{one['bytes'] / 1e6:,.1f}")
    console = Console()
    head = f"{opened.place}, version {opened.version}, {opened.written:%Y-%m-%d %H:%M} UTC"
    console.print(told(head))
    console.print(shown)


def _place(store: str | None) -> Place:
    from workbook import settings
    from workbook.store import Place

    return Place.at(store or settings.load().store)


@contextmanager
def _progress() -> Iterator[Callable[[Ingested], None]]:
    """A running count on a terminal, a line for each version in a log."""
    if not sys.stderr.isatty():
        yield lambda done: typer.echo(_counted(done), err=True)
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(words().told("reading"))
        yield lambda done: progress.update(task, description=_counted(done))


def _counted(done: Ingested) -> str:
    articles = "1 article" if done.articles == 1 else f"{done.articles:,} articles"
    return words().told(
        f"{articles} stored (version {done.version}): {done.added:,} new, "
        f"{done.updated:,} replaced, {done.unchanged:,} unchanged"
    )
