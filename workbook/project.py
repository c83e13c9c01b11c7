"""An analyst's project: a folder with settings, knowledge and notebooks of her own."""

from __future__ import annotations

import shutil
from pathlib import Path

from workbook import resources
from workbook.errors import SourceRefused

_TEMPLATE = resources.TEMPLATES / "project"


def begin(folder: Path) -> list[Path]:
    """Lay out a new project in ``folder``; the files written.

    Raises
    ------
    SourceRefused
        If there is something in the folder already, or it cannot be written to.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     sorted(path.name for path in begin(Path(place) / "desk"))
    ['.gitattributes', '.gitignore', 'README.md', 'README.md', 'workbook.toml']
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SourceRefused(f"{folder} is not empty; name a folder that is not there yet.")
    written = []
    for source in sorted(path for path in _TEMPLATE.rglob("*") if path.is_file()):
        target = folder / source.relative_to(_TEMPLATE)
        target = target.with_name(target.name.replace("dot-", "."))
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
        except OSError as error:
            raise SourceRefused(
                f"{target} cannot be written ({error.strerror}); choose another folder."
            ) from None
        written.append(target)
    return written
