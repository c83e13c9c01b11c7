"""A report somebody runs at once: written down when it has ended, beside those on time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from workbook import reports, shelf
from workbook.errors import RunFailed
from workbook.manifest import BY_HAND, Attempt, Manifest, State
from workbook.runs import Run
from workbook.schedule import rounds


def write(
    notebook: str | Path,
    given: Mapping[str, Any],
    out: Path,
    *,
    folder: Path,
    language: str = "en",
    progress: bool = False,
) -> Run:
    """Run ``notebook`` and leave its report at ``out``, as :func:`workbook.reports.write` does.

    Inside ``folder``, where reports are kept, the attempt gets a row in the manifest and its
    report a place in the index. Elsewhere nothing but the report is written, and for an input
    that is refused nothing at all.

    Raises
    ------
    Refused
        If the input is no good.
    RunFailed
        If a cell fails.
    """
    place, home = out.absolute(), folder.absolute()
    if not place.is_relative_to(home):
        return reports.write(notebook, given, out, progress=progress)
    begun = rounds.clock()
    name = place.relative_to(home).with_suffix("").as_posix()
    attempt = Attempt(
        name, "", begun, 1, str(notebook), given, State.DONE, started=begun,
        provenance={BY_HAND: "yes", **rounds.provenance(str(notebook))},
    )  # fmt: skip
    try:
        run = reports.write(notebook, given, out, progress=progress)
    except RunFailed as failed:
        page = f"{name}.failed.html"
        told = replace(
            attempt, state=State.FAILED, message=str(failed), cell=failed.cell, report=page
        )
        _enter(told, folder, language)
        raise
    except KeyboardInterrupt:
        _enter(
            replace(attempt, state=State.INTERRUPTED, message="Ended by hand."), folder, language
        )
        raise
    found = reports.summary(run.notebook)
    _enter(replace(attempt, message=found, report=f"{name}.html"), folder, language)
    return run


def _enter(attempt: Attempt, folder: Path, language: str) -> None:
    """Write the attempt down; its report has taken the place of an earlier one of this name."""
    with Manifest.open(folder) as manifest, manifest.alone():
        for earlier in manifest.attempts(attempt.schedule):
            if earlier.report == attempt.report or attempt.state is State.DONE:
                manifest.change(earlier.run_id, report="")
        manifest.add(replace(attempt, ended=rounds.clock()))
    shelf.arrange(folder, language=language)
