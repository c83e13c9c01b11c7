"""``workbook schedule``: what is due, run and told."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbook.cli.telling import say, tell, words
from workbook.errors import WorkbookError
from workbook.labels import LOCALES

if TYPE_CHECKING:
    from workbook.labels import Labels
    from workbook.manifest import Attempt
    from workbook.schedule import Schedule

app = typer.Typer(
    help="Reports that are written again and again, as workbook.toml declares them.",
    no_args_is_help=True,
)

AtOnce = Annotated[int, typer.Option("--jobs", "-j", min=1, help="Runs side by side.")]


@app.command("list")
def show() -> None:
    """Show what is declared: when it runs in words, the next runs, and how the last one ended."""
    from rich.console import Console
    from rich.table import Table

    from workbook import schedule, settings
    from workbook.manifest import Manifest

    found = schedule.load()
    usable = [one for one in found.values() if not isinstance(one, str)]
    told = words().told
    table = Table(told("name"), told("when"), box=None, padding=(0, 3, 1, 0))
    table.add_column(told("next runs"), no_wrap=True)
    table.add_column(told("last run"))
    with Manifest.open(settings.load().reports) as manifest:
        for one in usable:
            ended = [attempt for attempt in manifest.attempts(one.name) if attempt.ended]
            last = _last(ended[-1]) if ended else told("never")
            table.add_row(one.name, _in_words(one), "\n".join(_next(one)), last)
    if usable:
        Console().print(table)
    elif not found:
        say("Nothing is declared yet; add a table [schedule.NAME] to workbook.toml.")
    _end(found)


@app.command()
def tick(
    at_once: AtOnce = 2,
    now: Annotated[
        str | None, typer.Option(metavar="NAME", help="Run this one also if it is not due.")
    ] = None,
) -> None:
    """Run what is due, and end. Made to be called every minute by cron, a timer or a CI job."""
    from workbook import schedule

    found = schedule.load()
    failed = _round(found, at_once, ahead=now)
    _end(found, failed=failed)


@app.command()
def run(at_once: AtOnce = 2) -> None:
    """Stay, and do what tick does every minute, until interrupted."""
    from workbook import schedule

    try:
        while True:
            try:
                found = schedule.load()
                _round(found, at_once)
                _tell_refused(found)
            except WorkbookError as error:  # somebody may be just editing workbook.toml
                tell(str(error))
            time.sleep(60 - datetime.now().second)
    except KeyboardInterrupt:
        say("Ended.")


@app.command()
def export(
    kind: Annotated[str, typer.Argument(help="systemd, cron, github-actions or airflow.")],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="A folder; else it is printed.")
    ] = None,
) -> None:
    """Write what makes another scheduler call tick."""
    from workbook.schedule import exports

    for name, text in exports.files(kind, project=Path.cwd()).items():
        if out is None:
            typer.echo(text)
        else:
            target = out / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
            typer.echo(target)


def _round(found: Mapping[str, Schedule | str], at_once: int, *, ahead: str | None = None) -> bool:
    """One round, told line by line; whether a run of it failed."""
    from workbook import schedule, settings
    from workbook.manifest import ENDED_BADLY

    chosen = settings.load()
    done = schedule.tick(
        found,
        chosen.reports,
        targets=_targets(chosen.deliver),
        store=chosen.store,
        at_once=at_once,
        language=chosen.language,
        ahead=ahead,
    )
    for attempt in done.ended:
        typer.echo(_told(attempt), err=attempt.state in ENDED_BADLY)
    if ahead is not None and ahead not in {attempt.schedule for attempt in done.ended}:
        say(f"{ahead} was not run: it is at work, waits to be tried again, or ran this minute.")
    for sentence in done.undelivered:
        tell(sentence)
    if len(done.ended) > 1:
        typer.echo(_counted(done.ended))
    failed = any(attempt.state in ENDED_BADLY for attempt in done.ended)
    return failed or bool(done.undelivered)


def _targets(declared: Mapping[str, Any]) -> Mapping[str, Any]:
    if not declared:
        return {}
    from workbook import delivery

    return delivery.read(declared)


def _counted(ended: Sequence[Attempt]) -> str:
    """How many ended how.

    Examples
    --------
    >>> from types import SimpleNamespace as A
    >>> _counted([A(state="done"), A(state="failed"), A(state="done")])
    '3 runs: 2 done, 1 failed.'
    """
    states = Counter(str(attempt.state) for attempt in ended)
    labels = words()
    told = ", ".join(f"{number} {_state(state, labels)}" for state, number in states.most_common())
    return labels.told(f"{len(ended)} runs: {told}.")


def _state(state: str, labels: Labels) -> str:
    """How a run ended, in English as the manifest has it."""
    return state if labels.language == "en" else labels[f"shelf.state.{state}"]


def _tell_refused(found: Mapping[str, Schedule | str]) -> bool:
    refused = [sentence for sentence in found.values() if isinstance(sentence, str)]
    for sentence in refused:
        tell(sentence)
    return bool(refused)


def _end(found: Mapping[str, Schedule | str], *, failed: bool = False) -> None:
    refused = _tell_refused(found)
    if failed or refused:
        raise typer.Exit(1 if failed else 2)


def _in_words(one: Schedule) -> str:
    from cronsim import CronSim

    explained: str = CronSim(one.cron, datetime(2024, 1, 1)).explain()
    return f"{explained}, {one.timezone}"


def _next(one: Schedule) -> list[str]:
    from workbook.schedule import moments, rounds

    coming = islice(moments.after(one, rounds.clock()), 3)
    return [_moment(moment.astimezone(one.zone), "EEE dd MMM yyyy, HH:mm") for moment in coming]


def _last(attempt: Attempt) -> str:
    labels = words()
    due = _moment(attempt.local_due, "dd MMM yyyy, HH:mm")
    return labels.told(f"{_state(attempt.state, labels)}, due {due}")


def _moment(moment: datetime, pattern: str) -> str:
    from babel.dates import format_datetime

    local = moment.replace(tzinfo=None)
    return str(format_datetime(local, pattern, locale=LOCALES[words().language]))


def _told(attempt: Attempt) -> str:
    name = f"{attempt.schedule} ({attempt.variant})" if attempt.variant else attempt.schedule
    said = attempt.report if attempt.state == "done" else attempt.message
    labels = words()
    due = f"{attempt.local_due:%Y-%m-%d %H:%M %Z}"
    state = _state(attempt.state, labels)
    return f"{labels.told(f'{name}, due {due}: {state}.')} {labels.told(said)}"
