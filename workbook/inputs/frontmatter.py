"""YAML front matter: the lines between two ``---`` that open a Markdown file."""

from __future__ import annotations

import re

from workbook.errors import SourceRefused

_OPENING = re.compile(r"---[ \t]*(?:\r\n|\n|\r)")
_CLOSING = re.compile(r"(?<=[\r\n])(?:---|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z)")

_LONGEST = 50_000


def begins(text: str) -> bool:
    """Whether ``text`` opens with front matter."""
    return _OPENING.match(text) is not None


def parted(text: str, *, origin: str) -> tuple[dict[str, str], str]:
    """The front matter's entries, and the rest of ``text`` character for character.

    Values stay as written (*no* and *2025* are words here); a list is joined by commas.

    Raises
    ------
    SourceRefused
        If the front matter does not end, or is no YAML of names and values.

    Examples
    --------
    >>> parted("---\\ntitle: Ein Titel\\n---\\nEin Satz.\\n", origin="a.md")
    ({'title': 'Ein Titel'}, 'Ein Satz.\\n')
    """
    opening = _OPENING.match(text)
    if opening is None:
        return {}, text
    closing = _CLOSING.search(text, opening.end())
    if closing is None or closing.start() > _LONGEST:
        raise SourceRefused(
            f"The front matter of {origin} does not end; put a line --- after its last entry."
        )
    return _entries(text[opening.end() : closing.start()], origin), text[closing.end() :]


def _entries(block: str, origin: str) -> dict[str, str]:
    import yaml

    try:
        loaded = yaml.load(block, Loader=yaml.BaseLoader)  # no types: a title may be "no" or 2025
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f" (line {mark.line + 2})" if mark else ""
        raise SourceRefused(
            f"The front matter of {origin} is no YAML{line}; "
            "write each entry as name: value, and put values with a colon in quotation marks."
        ) from None
    if loaded in ("", None):
        return {}
    if not isinstance(loaded, dict):
        raise SourceRefused(
            f"The front matter of {origin} has no names; write each entry as name: value."
        )
    return {str(name): _plain(value) for name, value in loaded.items()}


def _plain(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(item for item in value if isinstance(item, str))
    return value if isinstance(value, str) else ""
