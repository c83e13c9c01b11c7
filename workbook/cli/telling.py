"""What commands say on standard error: refusals and problems, safe for any terminal."""

from __future__ import annotations

import re
from collections.abc import Sequence

import typer

MOST_PROBLEMS = 20
"""More than these are counted, not printed."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def tell(message: str) -> None:
    """One message; what could steer the terminal, in the name of a file say, is taken out."""
    typer.echo(_CONTROL.sub("\ufffd", message), err=True)


def tell_problems(messages: Sequence[str]) -> None:
    """What could not be read, a line each."""
    for message in messages[:MOST_PROBLEMS]:
        tell(message)
    if len(messages) > MOST_PROBLEMS:
        rest = len(messages) - MOST_PROBLEMS
        tell(f"... and {rest:,} more; they stand in the table problems.")
