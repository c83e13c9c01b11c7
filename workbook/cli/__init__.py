"""The command ``workbook``: what people type, and what it answers.

Exit codes: 0 done, 1 ran and failed, 2 refused (bad input, nothing written).
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbook import errors, parameters
from workbook.cli import archive, explore, review, schedule
from workbook.cli.telling import say, tell, tell_problems, words

if TYPE_CHECKING:
    from workbook.book import Workbook
    from workbook.models import Article
    from workbook.settings import Settings

app = typer.Typer(
    name="workbook",
    help="Read news articles into tables of actors, topics and sources, and turn them into reports.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.command()(archive.ingest)
app.command()(explore.explore)
app.add_typer(archive.app, name="store")
app.add_typer(schedule.app, name="schedule")
app.add_typer(review.app, name="review")

Source = Annotated[
    str, typer.Argument(help="A file, folder, glob or address, or - for standard input.")
]
Language = Annotated[
    str | None, typer.Option("--language", "-l", help="Language of the report: en or de.")
]
Pdf = Annotated[
    bool, typer.Option("--pdf", help="Print it as well, as a PDF beside it; needs a Chromium.")
]


@app.command()
def brief(
    source: Annotated[
        str, typer.Argument(help="One article: a file, an address, or - for standard input.")
    ],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="The HTML file to write.", show_default=False)
    ] = None,
    language: Language = None,
    pdf: Pdf = False,
) -> None:
    """Read one article and write its report: one HTML file, no network."""
    from workbook import pipeline, settings

    chosen = settings.load(**({"language": language} if language else {}))
    target = out or chosen.reports / f"{_name_for(source)}.html"
    with tempfile.TemporaryDirectory() as scratch:
        article = pipeline.refuse_unless_one(source, settings=chosen)
        pipeline.refuse_unfit(chosen)
        elsewhere = source == "-" or _is_address(source)
        given = _written(article, Path(scratch)) if elsewhere else source
        _write("article", {"source": given, "language": chosen.language}, target, chosen, pdf)


@app.command()
def read(
    source: Source,
    out: Annotated[
        str,
        typer.Option("--out", "-o", help="A folder or file (.xlsx, .json …), or s3://… and such."),
    ],
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            help="parquet, csv, xlsx, json, graphml, jsonld, annotations or conllu; else the ending.",
        ),
    ] = None,
) -> None:
    """Read articles into tables and write them for other tools."""
    from workbook import export, pipeline

    target = export.at(out)
    export.refuse_unwritable(target, format=format)
    book = pipeline.load(source)
    typer.echo(export.write(book, target, format=format))
    _report_problems(book)


@app.command(add_help_option=False)
def report(
    context: typer.Context,
    notebook: Annotated[
        str | None, typer.Argument(help="A notebook of ours by name, or a path.")
    ] = None,
    parameter: Annotated[
        list[str] | None,
        typer.Option("--parameter", "-p", metavar="NAME=VALUE", help="A parameter; repeatable."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="The HTML file to write.", show_default=False)
    ] = None,
    pdf: Pdf = False,
    show_help: Annotated[
        bool, typer.Option("--help", "-h", help="Show this, and what the notebook takes.")
    ] = False,
) -> None:
    """Run a notebook with parameters and write its report."""
    from workbook import runs

    if show_help or notebook is None:
        typer.echo(context.get_help())
        if notebook is not None:
            _show_parameters(runs.declared(runs.find(notebook)))
        raise typer.Exit(0 if show_help else 2)
    path = runs.find(notebook)
    given = parameters.assignments(parameter or [])
    parameters.checked(runs.declared(path), given)  # before anything slow is loaded
    from workbook import settings

    chosen = settings.load()
    target = out or chosen.reports / f"{path.stem}.html"
    _write(path, given, target, chosen, pdf)


@app.command()
def new(
    folder: Annotated[Path, typer.Argument(help="A folder that is empty or not there yet.")],
) -> None:
    """Begin a project: settings to fill in, a place for knowledge and notebooks of your own."""
    from workbook import project

    for path in project.begin(folder):
        typer.echo(path)


def main() -> None:
    """Run the command; a refusal is one plain sentence and exit code 2."""
    os.environ.setdefault("RUST_LOG", "error")  # delta-rs warns of each way it tries to log in
    try:
        app()
    except errors.WorkbookError as error:
        tell(str(error))
        sys.exit(error.exit_code)
    except OSError as error:  # a right or room is missing where nobody thought of it
        tell(
            f"{error.filename or 'A file'} cannot be read or written "
            f"({error.strerror or type(error).__name__}); "
            "see to its rights and to room on the disk, and run this again."
        )
        sys.exit(1)


def _write(
    notebook: str | Path, given: Mapping[str, Any], target: Path, chosen: Settings, pdf: bool
) -> None:
    """Run the notebook, and say what its report says in short and where it lies."""
    from workbook import reports
    from workbook.schedule import byhand

    run = byhand.write(
        notebook,
        given,
        target,
        folder=chosen.reports,
        language=chosen.language,
        progress=sys.stderr.isatty(),
    )
    typer.echo(reports.summary(run.notebook))
    typer.echo(target)
    if pdf:
        typer.echo(reports.print_out(target))


def _is_address(source: str) -> bool:
    from workbook.inputs import places

    return places.is_address(source)


def _written(article: Article, folder: Path) -> str:
    """An article from elsewhere as a file: a kernel has an input of its own and no network."""
    import json
    from dataclasses import asdict

    file = folder / "article.jsonl"
    file.write_text(json.dumps(asdict(article), default=str), encoding="utf-8")
    return str(file)


def _name_for(source: str) -> str:
    """The name of a report: that of the file, or the last words of an address."""
    if source == "-":
        return "article"
    if not _is_address(source):
        return Path(source).stem
    words = re.findall(r"[\w-]+", re.sub(r"^\w+://|[?#].*|\.\w{2,5}(?=/*$|[?#])", "", source))
    return words[-1][:80] if words else "article"


def _report_problems(book: Workbook) -> None:
    told = book.problems.merge(book.articles, on="article_id", how="left")
    several = len(book.articles) > 1
    problems = []
    for problem in told.itertuples():
        named = (problem.title, problem.url, problem.origin) if several else ()
        where = next((f" ({name})" for name in named if isinstance(name, str)), "")
        problems.append((str(problem.stage), str(problem.message), where))
    tell_problems(problems)


def _show_parameters(declared: tuple[parameters.Parameter, ...]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    if not declared:
        say(" This notebook takes no parameters.")
        return
    told = words().told
    names = map(told, ("parameter", "type", "default", "meaning"))
    table = Table(*names, box=None, padding=(0, 2, 0, 1))
    for one in declared:
        kind = " | ".join(map(str, one.choices)) if one.choices else one.type
        kind = told(f"{kind} or nothing") if one.optional else kind
        table.add_row(*map(escape, (one.name, kind, repr(one.default), one.description)))
    Console().print(table)
