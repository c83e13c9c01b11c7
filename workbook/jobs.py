"""Our notebooks as jobs of JupyterLab's own scheduler (jupyter-scheduler), which is an extra.

Its own way of running loses plotly's charts and writes parameters into the notebook as code.
Name ours when Jupyter starts, and a job's HTML is the report that ``workbook report`` writes::

    jupyter lab --Scheduler.execution_manager_class=workbook.jobs.Reports
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

from jupyter_scheduler.executors import DefaultExecutionManager

from workbook import parameters, reports, runs


class Reports(DefaultExecutionManager):  # type: ignore[misc]  # jupyter-scheduler has no types
    """Runs a job as we run reports: parameters checked, every chart drawn, one file."""

    def execute(self) -> None:
        """Run the notebook and write the outputs the job asks for, as far as it came."""
        import nbformat

        path = Path(self.staging_paths["input"])
        declared = parameters.declared(runs.read(path))
        given = {name: typed(value) for name, value in (self.model.parameters or {}).items()}
        run = runs.execute(path, parameters.checked(declared, given))
        for kind in self.model.output_formats:
            text = reports.render(run) if kind == "html" else nbformat.writes(run.notebook)
            Path(self.staging_paths[kind]).write_text(text, encoding="utf-8")
        if run.failure is not None:
            raise run.failure


def typed(value: str) -> Any:
    """What somebody typed into the form, with or without Python's quotation marks.

    Examples
    --------
    >>> typed("'de'"), typed("de"), typed("007")
    ('de', 'de', '007')
    """
    try:
        literal = ast.literal_eval(value)
    except (ValueError, SyntaxError):
        return value
    return literal if isinstance(literal, str) else value
