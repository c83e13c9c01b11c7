"""One writer at a time: a lock the operating system lets go of when its holder dies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from workbook.errors import StoreRefused
from workbook.store.places import Place

NAME = ".lock"


@contextmanager
def held(place: Place, *, patience: float = 0) -> Iterator[None]:
    """Hold the store's lock; ``patience`` is how many seconds another may hold it yet.

    On an object store there is no such lock; there the log alone decides who was first, and
    the other is refused when it writes.

    Raises
    ------
    StoreRefused
        If another process holds it.
    """
    folder = place.folder
    if folder is None:
        yield
        return
    from filelock import FileLock, Timeout

    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / NAME, timeout=patience)
        lock.acquire()
    except Timeout:
        raise StoreRefused(
            f"Another ingest is writing to {place}; wait until it has ended, then run this again."
        ) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise StoreRefused(
            f"{place} cannot be written to ({reason}); name another folder with --store."
        ) from None
    try:
        yield
    finally:
        lock.release()
