"""What commands say: in the reader's language, and safe for any terminal."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

import typer

from workbook import labels
from workbook.labels import Labels, Language

MOST_PROBLEMS = 20
"""More than these are counted, not printed."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_ASKED = re.compile(
    r"\0(?:(?:--language|-l)[\0=]?|(?:-p|--parameter)[\0=]?language=)(?P<language>\w+)\0"
)
"""The language among the words of a command, with a zero around each word."""


def words() -> Labels:
    """The words of whoever typed the command: in the language it names, else the variable, else
    the project. The settings may be what is refused, so the rest of them is not looked at."""
    asked = _ASKED.search("\0".join(("", *sys.argv[1:], "")))
    language = asked["language"] if asked else os.environ.get("WORKBOOK_LANGUAGE") or _declared()
    return labels.words(language if language in get_args(Language) else "en")


def say(message: str) -> None:
    """What came of a command, on standard output."""
    typer.echo(words().told(message))


def tell(message: str) -> None:
    """One message; what could steer the terminal, in the name of a file say, is taken out."""
    typer.echo(_CONTROL.sub("\ufffd", words().told(message)), err=True)


def tell_problems(problems: Sequence[tuple[str, str, str]]) -> None:
    """What could not be read, a line each: the stage, the message and where, if anywhere."""
    labels = words()
    for stage, message, where in problems[:MOST_PROBLEMS]:
        tell(f"{labels.get(f'stage.{stage}', stage)}: {labels.told(message)}{where}")
    if len(problems) > MOST_PROBLEMS:
        rest = len(problems) - MOST_PROBLEMS
        tell(f"... and {rest:,} more; they stand in the table problems.")


def _declared() -> str:
    """The language of the project, found as `settings.find` does but without pydantic, which
    takes longer to import than to refuse a word."""
    import tomllib

    try:
        here = Path.cwd()
        files = (place / "workbook.toml" for place in (here, *here.parents))
        file = next((file for file in files if file.is_file()), None)
        return str(tomllib.loads(file.read_text(encoding="utf-8"))["language"]) if file else ""
    except (OSError, ValueError, KeyError):
        return ""
