"""A notebook's typed parameters as a form: one line in JupyterLab instead of a cell to edit.

>>> from workbook import forms
>>> form = forms.ask("monitor", days=7)
>>> form.values()["days"], form.problem
(7, '')
"""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbook import parameters, reports, runs, settings
from workbook.errors import ParameterRefused, WorkbookError
from workbook.labels import Labels, words
from workbook.parameters import Parameter

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """A field for each parameter, and a button that writes the report.

    What is entered is checked as ``workbook report`` checks it, and refused in the same
    sentence. ``fields`` are ipywidgets by the parameter's name; ``widget`` is what is shown.
    """

    notebook: Path
    declared: tuple[Parameter, ...]
    fields: Mapping[str, Any]
    told: Any
    button: Any
    widget: Any

    def values(self) -> dict[str, Any]:
        """All parameters as they are entered, each as its declared type.

        Raises
        ------
        ParameterRefused
            If one cannot be what was entered.
        """
        return parameters.checked(self.declared, self._entered())

    @property
    def problem(self) -> str:
        """Why what is entered cannot be used; empty if it can."""
        try:
            self.values()
        except ParameterRefused as refusal:
            return str(refusal)
        return ""

    def write(self, out: Path | None = None) -> Path:
        """Write the report to ``out``, by default among the project's reports.

        Raises
        ------
        Refused, RunFailed
            As `workbook.reports.write`.
        """
        target = out or settings.load().reports / f"{self.notebook.stem}.html"
        reports.write(self.notebook, self.values(), target)
        return target

    def _entered(self) -> dict[str, Any]:
        return {name: field.value for name, field in self.fields.items()}

    def _ipython_display_(self) -> None:
        from IPython.display import display

        display(self.widget)  # type: ignore[no-untyped-call]


def ask(notebook: str | Path, *, language: str | None = None, **given: Any) -> Form:
    """The form of a notebook: one of ours by its name, or a path.

    Parameters
    ----------
    language : of the form's own words, ``en`` or ``de``; by default the project's.
    given : what the fields hold at first, instead of the notebook's defaults.

    Raises
    ------
    NotebookRefused, ParameterRefused
        If there is no such notebook, or it takes none of what is given.
    """
    import ipywidgets

    labels = words(language or settings.load().language)
    path = runs.find(notebook)
    declared = runs.declared(path)
    values = parameters.checked(declared, given)
    fields = {one.name: _field(one, values.get(one.name, one.default)) for one in declared}
    rows = [_row(one, fields[one.name]) for one in declared]
    told = ipywidgets.HTML()
    button = ipywidgets.Button(description=labels["form.write"], button_style="primary")
    form = Form(path, declared, fields, told, button, ipywidgets.VBox([*rows, button, told]))
    for field in fields.values():
        field.observe(lambda change: _tell(form, labels), names="value")
    button.on_click(lambda clicked: _write(form, labels))
    _tell(form, labels)
    return form


def _tell(form: Form, labels: Labels) -> None:
    """Say what is wrong with what is entered, and let nobody run it."""
    form.button.disabled = bool(form.problem)
    form.told.value = _alert(labels.told(form.problem))


def _write(form: Form, labels: Labels) -> None:
    form.button.disabled = True
    form.told.value = html.escape(labels["form.writing"])
    try:
        target = form.write()
        form.told.value = html.escape(labels.say("form.written", path=target))
    except WorkbookError as error:
        form.told.value = _alert(labels.told(str(error)))
    except Exception:  # the log of JupyterLab has it; nobody shall wait for a report for ever
        form.told.value = _alert(labels["form.failed"])
        raise
    finally:
        form.button.disabled = False


def _alert(sentence: str) -> str:
    return f'<span role="alert">{html.escape(sentence)}</span>' if sentence else ""


def _row(one: Parameter, field: Any) -> Any:
    """A field with its name before it and its meaning behind."""
    import ipywidgets

    name = ipywidgets.HTML(f"<b>{html.escape(one.name)}</b>", layout={"width": "9em"})
    meaning = ipywidgets.HTML(
        f'<span style="opacity:.75">{html.escape(one.description)}</span>',
        layout={"flex": "1 1 16em"},
    )
    return ipywidgets.HBox(
        [name, field, meaning], layout={"flex_flow": "row wrap", "align_items": "center"}
    )


def _field(one: Parameter, value: Any) -> Any:
    """The widget for a parameter's type; what a text field takes is checked when it is used."""
    if one.choices:
        return _dropdown(one, value)
    return _FIELDS.get(one.type, _text)(one, value)


def _dropdown(one: Parameter, value: Any) -> Any:
    import ipywidgets

    options = [(str(choice), choice) for choice in one.choices]
    options = [("–", None), *options] if one.optional else options
    return ipywidgets.Dropdown(options=options, value=value)


def _checkbox(one: Parameter, value: Any) -> Any:
    import ipywidgets

    if one.optional:
        options = [("–", None), ("true", True), ("false", False)]
        return ipywidgets.Dropdown(options=options, value=value)
    return ipywidgets.Checkbox(value=value, indent=False)


def _picker(one: Parameter, value: Any) -> Any:
    import ipywidgets

    return ipywidgets.DatePicker(value=date.fromisoformat(value) if value else None)


def _text(one: Parameter, value: Any) -> Any:
    import ipywidgets

    shown = ", ".join(value) if isinstance(value, list) else "" if value is None else str(value)
    return ipywidgets.Text(value=shown, placeholder=one.plain, continuous_update=False)


_FIELDS: Mapping[str, Callable[[Parameter, Any], Any]] = {"bool": _checkbox, "date": _picker}
