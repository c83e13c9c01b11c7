"""The typed parameters of a notebook, declared once: in its cell tagged ``parameters``.

A declaration is an annotated assignment with a comment for people::

    source: str = ""           # the article to read
    language: Language = "en"  # language of the report

What the command line, YAML or a scheduler hand over is checked against it before any kernel
starts. Types: ``str`` ``int`` ``float`` ``bool`` ``date`` ``Path``, ``Literal[…]``,
``list[str]``, ``workbook.labels.Language``, and ``… | None`` or ``Optional[…]``; without an
annotation the type of the default counts.

``papermill --help-notebook`` reads single words and square brackets alone, so ours say
``Language`` and ``Optional[date]``.
"""

from __future__ import annotations

import ast
import difflib
import io
import math
import tokenize
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, get_args

from workbook.errors import NotebookRefused, ParameterRefused
from workbook.labels import Language

TAG = "parameters"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: its name, its type, what it is when nobody says, and what it means."""

    name: str
    type: str
    default: Any
    choices: tuple[Any, ...] = ()
    optional: bool = False
    description: str = ""

    def value(self, given: Any) -> Any:
        """``given`` as this parameter's type, flat enough for a notebook's cell.

        Raises
        ------
        ParameterRefused
            If it cannot be that.

        Examples
        --------
        >>> Parameter("days", "int", 7).value("14"), Parameter("flag", "bool", True).value("false")
        (14, False)
        """
        if given is None or (self.optional and given in ("", "none", "None", "null")):
            if self.optional:
                return None
            raise ParameterRefused(f"The parameter {self.name!r} needs a value ({self.type}).")
        if self.choices:
            return self._choice(given)
        try:
            return _COERCIONS[self.type](given)
        except (ValueError, TypeError, KeyError, SyntaxError):
            raise ParameterRefused(
                f"The parameter {self.name!r} takes {_PLAIN[self.type]}, not {str(given)!r}."
            ) from None

    @property
    def plain(self) -> str:
        """What it takes, in words: *a whole number*."""
        return _PLAIN[self.type] if self.type in _PLAIN else " | ".join(map(str, self.choices))

    def _choice(self, given: Any) -> Any:
        for choice in self.choices:
            if given == choice or str(given) == str(choice):
                return choice
        allowed = ", ".join(map(str, self.choices))
        raise ParameterRefused(f"The parameter {self.name!r} is one of {allowed}, not {given!r}.")


def declared(notebook: Mapping[str, Any]) -> tuple[Parameter, ...]:
    """The parameters a notebook (as nbformat gives it) declares.

    Raises
    ------
    NotebookRefused
        If the cell is no list of plain assignments.
    """
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code" and TAG in cell.get("metadata", {}).get("tags", ()):
            return tuple(_declarations("".join(cell["source"])))
    return ()


def checked(parameters: Iterable[Parameter], given: Mapping[str, Any]) -> dict[str, Any]:
    """The values given, each as its declared type; those not given keep their default.

    Raises
    ------
    ParameterRefused
        On an unknown name (with the nearest one) or a value of the wrong type.
    """
    known = {parameter.name: parameter for parameter in parameters}
    for name in given:
        if name not in known:
            raise ParameterRefused(_unknown(name, list(known)))
    return {name: known[name].value(value) for name, value in given.items()}


def assignments(pairs: Iterable[str]) -> dict[str, str]:
    """``name=value`` words of a command line as a mapping; values stay text.

    Examples
    --------
    >>> assignments(["days=007", "title=a=b"])
    {'days': '007', 'title': 'a=b'}
    """
    values = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name.isidentifier():
            raise ParameterRefused(f"{pair!r} is no parameter; write it as name=value.")
        values[name] = value
    return values


def _unknown(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    if near:
        return f"There is no parameter {name!r}; did you mean {near[0]!r}?"
    listed = f"this notebook takes {', '.join(known)}" if known else "this notebook takes none"
    return f"There is no parameter {name!r}; {listed}."


def _declarations(source: str) -> Iterable[Parameter]:
    try:
        body = ast.parse(source).body
        comments = _comments(source)
        for node in body:
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                default = ast.literal_eval(node.value) if node.value is not None else None
                annotation: ast.expr | None = node.annotation
                name = node.target.id
            elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                default, annotation = ast.literal_eval(node.value), None
                name = node.targets[0].id
            else:
                continue
            yield _parameter(name, annotation, default, comments.get(node.end_lineno or 0, ""))
    except (SyntaxError, ValueError) as error:
        raise NotebookRefused(
            f"The cell tagged {TAG!r} cannot be read ({error}); it takes plain assignments only."
        ) from None


def _parameter(name: str, annotation: ast.expr | None, default: Any, comment: str) -> Parameter:
    optional, choices = False, tuple[Any, ...]()
    kind = type(default).__name__ if default is not None else "str"
    if annotation is not None:
        parts = [part.strip() for part in ast.unparse(annotation).split("|")]
        kind = next((part for part in parts if part != "None"), "None")
        inner = kind.removeprefix("Optional[")
        optional = "None" in parts or inner != kind
        kind = inner.removesuffix("]") if inner != kind else kind
        if kind == "Language":
            choices = get_args(Language)
        elif kind.startswith("Literal["):
            choices = ast.literal_eval(f"({kind[len('Literal[') : -1]},)")
    if not choices and kind not in _COERCIONS:
        raise NotebookRefused(
            f"The parameter {name!r} has the type {kind}; it can be {', '.join(_COERCIONS)} or Literal."
        )
    return Parameter(name, kind, default, tuple(choices), optional, comment)


def _comments(source: str) -> dict[int, str]:
    """The comment behind the code of each line."""
    words = tokenize.generate_tokens(io.StringIO(source).readline)
    return {
        word.start[0]: word.string.lstrip("# ").strip()
        for word in words
        if word.type == tokenize.COMMENT
    }


def _whole_number(given: Any) -> int:
    if isinstance(given, bool) or (isinstance(given, float) and not given.is_integer()):
        raise ValueError
    return int(given)


def _number(given: Any) -> float:
    if isinstance(given, bool) or not math.isfinite(float(given)):
        raise ValueError
    return float(given)


def _truth(given: Any) -> bool:
    if isinstance(given, bool):
        return given
    return _TRUTHS[str(given).strip().lower()]


def _text(given: Any) -> str:
    """Text as it was typed; YAML and TOML know ``true`` and lists where text was meant."""
    if isinstance(given, bool):
        return str(given).lower()
    if isinstance(given, list | tuple | dict | set):
        raise ValueError
    return str(given)


def _day(given: Any) -> str:
    return datetime.fromisoformat(str(given).strip()).date().isoformat()


def _words(given: Any) -> list[str]:
    """Words with commas between them, or a list as it is written in Python, YAML and JSON."""
    if isinstance(given, str) and given.strip().startswith("["):
        given = ast.literal_eval(given.strip())
    if isinstance(given, str):
        return [word.strip() for word in given.split(",") if word.strip()]
    if not isinstance(given, list | tuple):
        raise ValueError
    return [_text(word) for word in given]


_TRUTHS: Mapping[str, bool] = {
    **dict.fromkeys(("true", "yes", "on", "1"), True),
    **dict.fromkeys(("false", "no", "off", "0"), False),
}
_COERCIONS: Mapping[str, Any] = {
    "str": _text,
    "int": _whole_number,
    "float": _number,
    "bool": _truth,
    "date": _day,
    "Path": _text,
    "list[str]": _words,
}
_PLAIN = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "date": "a day such as 2025-02-16",
    "Path": "a path",
    "list[str]": "words with commas between them",
}
