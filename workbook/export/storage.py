"""Exports to a storage that fsspec knows: written here first, then put there."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from workbook.errors import SourceRefused

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem


def put(draft: Path, address: str) -> None:
    """Put a file, or the files of a folder, at an address; earlier files of a folder go.

    Raises
    ------
    SourceRefused
        If the address cannot be written to.
    """
    with _at(address) as (system, root):
        if draft.is_file():
            system.makedirs(system._parent(root), exist_ok=True)
            system.pipe_file(root, draft.read_bytes())
            return
        before = set(system.find(root))
        system.makedirs(root, exist_ok=True)
        for file in sorted(draft.iterdir()):
            place = f"{root.rstrip('/')}/{file.name}"
            system.pipe_file(place, file.read_bytes())
            before.discard(place)
        if before:
            system.rm(sorted(before))


def refuse_unwritable(address: str, *, folder: bool, names: Collection[str]) -> None:
    """Refuse an address of another kind, or a folder of other things than ``names``.

    Raises
    ------
    SourceRefused
        In one sentence.
    """
    with _at(address) as (system, root):
        if folder and system.isfile(root):
            raise SourceRefused(f"{address} is a file; name a folder to write the tables into.")
        there = [PurePosixPath(name) for name in system.find(root)] if system.isdir(root) else []
        if there and not folder:
            raise SourceRefused(f"{address} is a folder; name a file to write the tables to.")
        foreign = sorted(name.name for name in there if name.stem not in names)
        if foreign:
            raise SourceRefused(
                f"{address} holds other things ({foreign[0]}); name a new or an empty folder."
            )


@contextmanager
def _at(address: str) -> Iterator[tuple[AbstractFileSystem, str]]:
    from fsspec.core import url_to_fs

    try:
        yield url_to_fs(address)
    except ImportError as error:
        raise SourceRefused(
            f"{address} needs a library that is not installed ({error}); install it with pip."
        ) from None
    except (OSError, ValueError, NotImplementedError) as error:  # the last: one to read only
        reason = str(error).rstrip(".") or type(error).__name__
        raise SourceRefused(
            f"{address} cannot be written to ({reason}); check the address and its rights."
        ) from None
