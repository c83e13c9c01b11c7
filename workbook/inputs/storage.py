"""Articles in a storage that fsspec knows: ``s3://bucket/news/*.jsonl``, ``memory://…`` and so on.

The web is not one of them: what lies at ``http`` addresses is fetched, politely. Links within
articles never lead here, only what the caller names does.
"""

from __future__ import annotations

from collections.abc import Collection
from contextlib import AbstractContextManager
from functools import partial
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, Any

from workbook.errors import SourceRefused
from workbook.inputs.materials import Material
from workbook.inputs.places import ending_of, is_article, listed

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_OTHERWISE = frozenset({"http", "https", "ftp", "ftps", "file", "local", "data"})
"""The web, which is fetched, and what a path says."""


def is_storage(address: str) -> bool:
    """Whether an address leads to a storage and not to the web.

    Examples
    --------
    >>> is_storage("s3://bucket/news.jsonl"), is_storage("https://a.example/s3://b")
    (True, False)
    """
    from fsspec.registry import known_implementations, registry

    scheme = address.strip().split("://", 1)[0].lower()
    return scheme not in _OTHERWISE and (scheme in known_implementations or scheme in registry)


def at_address(address: str, *, endings: Collection[str]) -> list[Material]:
    """The materials behind one address, folder or pattern, in the order of their names.

    Credentials are where the storage's own library looks for them, such as ``AWS_…`` variables.

    Raises
    ------
    SourceRefused
        If there is nothing to read, or no way to it.
    """
    from fsspec.core import url_to_fs

    try:
        system, path = url_to_fs(address.strip())
        names = _names(system, path, endings)
    except ImportError as error:
        raise SourceRefused(
            f"{address} needs a library that is not installed ({error}); install it with pip."
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error).rstrip(".") or type(error).__name__
        raise SourceRefused(
            f"{address} cannot be reached ({reason}); check the address and its rights."
        ) from None
    if not names:
        raise SourceRefused(
            f"There is no article at {address}; check it, "
            f"or put files there that end in {listed(endings)}."
        )
    return [
        Material(system.unstrip_protocol(name), ending_of(name), partial(_opened, system, name))
        for name in names
    ]


def _opened(system: AbstractFileSystem, name: str) -> AbstractContextManager[IO[Any]]:
    opened: AbstractContextManager[IO[Any]] = system.open(name, "rb")
    return opened


def _names(system: AbstractFileSystem, path: str, endings: Collection[str]) -> list[str]:
    if "*" in path or "?" in path:
        found = [name for name in system.glob(path) if system.isfile(name)]
        return sorted(name for name in found if is_article(PurePosixPath(name).name))
    if system.isfile(path):
        return [path]
    return sorted(
        name
        for name in system.find(path)
        if ending_of(name) in endings and _is_shown(PurePosixPath(name))
    )


def _is_shown(name: PurePosixPath) -> bool:
    return is_article(name.name) and not any(part.startswith(".") for part in name.parts)
