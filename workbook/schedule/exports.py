"""What makes another scheduler come by: systemd, cron, GitHub Actions, Airflow.

Each of them only calls ``workbook schedule tick``. What is due stays declared in one place.
"""

from __future__ import annotations

import difflib
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from workbook import resources
from workbook.errors import SettingRefused

_KINDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "systemd": ("workbook.service", "workbook.timer"),
        "cron": ("workbook.cron",),
        "github-actions": (".github/workflows/workbook.yml",),
        "airflow": ("workbook_dag.py",),
    }
)


def files(kind: str, *, project: Path) -> dict[str, str]:
    """The files of one kind of scheduler, name to text, for the project in ``project``.

    Raises
    ------
    SettingRefused
        If there is no such kind.

    Examples
    --------
    >>> list(files("systemd", project=Path("/srv/desk")))
    ['workbook.service', 'workbook.timer']
    """
    if kind not in _KINDS:
        near = difflib.get_close_matches(kind, _KINDS, n=1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(_KINDS)}."
        raise SettingRefused(f"There is no export for {kind!r}; {hint}")
    return {name: _filled(Path(name).name, project) for name in _KINDS[kind]}


def _filled(template: str, project: Path) -> str:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(resources.TEMPLATES / "schedule"),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        variable_start_string="<<",  # GitHub has its own use for {{ }}
        variable_end_string=">>",
    )
    return environment.get_template(f"{template}.j2").render(
        project=project, python=sys.executable, literal=repr(str(project))
    )
