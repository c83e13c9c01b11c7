"""What ``workbook.toml`` says about a report that is to be written again and again.

::

    [schedule.morning]
    notebook = "monitor"
    cron = "0 7 * * 1-5"
    timezone = "Europe/Berlin"
    parameters = { since = "{yesterday}" }
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
)

from workbook import settings
from workbook.errors import SettingRefused
from workbook.schedule import moments, templates

_UNITS: Mapping[str, float] = {"s": 1, "min": 60, "m": 60, "h": 3600, "d": 86400}
_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*(s|min|m|h|d)")
_NAME = re.compile(r"[A-Za-z0-9][\w-]{0,63}")
_HEADER = re.compile(r"\s*\[schedule\.\"?(?P<name>[^\]\"]+)\"?\]")

Scalar = str | int | float | bool | list[str]
CatchUp = Literal["skip", "last", "all"]


def _duration(value: Any) -> Any:
    """``30s``, ``20min``, ``2h`` or ``1d`` as a span of time; a number counts seconds."""
    if isinstance(value, str) and (found := _DURATION.fullmatch(value.strip())):
        return timedelta(seconds=float(found[1]) * _UNITS[found[2]])
    if isinstance(value, int | float) and not isinstance(value, bool):
        return timedelta(seconds=value)
    if isinstance(value, timedelta) or (isinstance(value, str) and value.startswith("P")):
        return value  # pydantic reads ISO 8601 (PT20M) itself
    raise ValueError("write it as 30s, 20min, 2h or 1d")


def _positive(value: timedelta) -> timedelta:
    if value <= timedelta(0):
        raise ValueError("it has to be longer than nothing")
    return value


Duration = Annotated[timedelta, BeforeValidator(_duration)]
Timeout = Annotated[timedelta, BeforeValidator(_duration), AfterValidator(_positive)]


class Schedule(BaseModel):
    """One report that is written again and again: what, when, and what if something goes wrong.

    Examples
    --------
    >>> Schedule(name="week", notebook="article", cron="0 7 * * MON", timeout="20min").timeout
    datetime.timedelta(seconds=1200)
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    notebook: str = Field(description="A notebook of ours by name, or a path.")
    cron: str = Field(description="When, as minute, hour, day, month, weekday.")
    timezone: str = Field("UTC", description="The zone the hours are meant in.")
    parameters: dict[str, Scalar] = Field(default_factory=dict)
    grid: dict[str, list[str]] = Field(
        default_factory=dict, description="Parameters with several values: one report for each."
    )
    ingest: tuple[str, ...] = Field((), description="Sources taken into the store before a run.")
    only_new: bool = Field(False, description="Skip the run where that brought nothing new.")
    timeout: Timeout = Field(timedelta(minutes=30), description="The longest one run may take.")
    retries: int = Field(0, ge=0, le=10, description="How often a failed run is tried again.")
    backoff: Duration = Field(
        timedelta(minutes=5), description="Wait before the first retry; doubled before each more."
    )
    catch_up: CatchUp = Field("last", description="What becomes of moments that were missed.")
    keep: int = Field(30, ge=1, description="How many reports stay on disk.")
    pdf: bool = Field(False, description="Print it as well, as a PDF beside it.")
    deliver: tuple[str, ...] = Field((), description="Names of [deliver.NAME] tables.")

    @field_validator("cron")
    @classmethod
    def _fires(cls, value: str) -> str:
        moments.refuse_useless(value)
        return value

    @field_validator("timezone")
    @classmethod
    def _exists(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError(f"there is no time zone {value!r}, try Europe/Berlin") from None
        return value

    @field_validator("parameters", "grid")
    @classmethod
    def _fills(cls, value: dict[str, Any]) -> dict[str, Any]:
        templates.refuse_unknown(value)
        return value

    @field_validator("ingest")
    @classmethod
    def _takes(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        templates.refuse_unknown({"ingest": list(value)})
        return value

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


def read(declared: Mapping[str, Any], *, file: Path | None = None) -> dict[str, Schedule | str]:
    """The schedules of a project by name; one that cannot be used is the sentence why.

    One bad schedule does not stop the others, so nothing is raised for it here.
    """
    found: dict[str, Schedule | str] = {}
    for name, table in declared.items():
        try:
            found[name] = _schedule(name, table)
        except SettingRefused as refused:
            found[name] = str(refused)
        except ValidationError as error:
            found[name] = _sentence(name, error, file)
    return found


def load() -> dict[str, Schedule | str]:
    """The schedules declared in the nearest ``workbook.toml``, as :func:`read` gives them."""
    return read(settings.load().schedule, file=settings.find(Path.cwd()))


def _schedule(name: str, table: Any) -> Schedule:
    if not _NAME.fullmatch(name):
        raise SettingRefused(
            f"The schedule {name!r} cannot have that name, which becomes a folder; use letters, digits, - and _."
        )
    if not isinstance(table, Mapping):
        raise SettingRefused(
            f"The schedule {name!r} is no table; write [schedule.{name}] and its entries below."
        )
    return Schedule(**{**table, "name": name})


def _sentence(name: str, error: ValidationError, file: Path | None) -> str:
    first = error.errors()[0]
    key = str(first["loc"][0]) if first["loc"] else ""
    where = _line(file, name, key) if file else None
    place = f"{file.name}, line {where}" if file and where else settings.FILE_NAME
    said = first["msg"].removeprefix("Value error, ").rstrip(".")
    if first["type"] == "missing":
        said = "is missing"
    elif first["type"] == "extra_forbidden":
        said = f"is unknown; a schedule has {', '.join(Schedule.model_fields)}"
    return f"The schedule {name!r} cannot run: {key!r} {said} ({place})."


def _line(file: Path, name: str, key: str) -> int | None:
    """Where in the file the entry stands, or else its table's header."""
    header = None
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        opened = _HEADER.match(line)
        if opened:
            header = number if opened["name"].split(".")[0].strip() == name else header
            inside = opened["name"].split(".")[0].strip() == name
        elif line.lstrip().startswith("["):
            inside = False
        elif header and inside and re.match(rf"\s*\"?{re.escape(key)}\"?\s*=", line):
            return number
    return header
