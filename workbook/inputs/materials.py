"""A material: a name and a way to its bytes. Nothing is opened before it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import IO, Any

from workbook.errors import SourceRefused
from workbook.inputs import encodings


@dataclass(frozen=True, slots=True)
class Material:
    """Something articles can be read from.

    ``origin`` is the path as given; ``ending`` is in lower case and with its dot, empty where
    the material has no name.

    Examples
    --------
    >>> from contextlib import nullcontext
    >>> from io import BytesIO
    >>> Material("a.txt", ".txt", lambda: nullcontext(BytesIO(b"Guten Tag.\\r\\n"))).text()
    'Guten Tag.\\r\\n'
    """

    origin: str
    ending: str
    open: Callable[[], AbstractContextManager[IO[Any]]]

    @contextmanager
    def stream(self) -> Iterator[IO[Any]]:
        """It opened, for reading piece by piece; what the system refuses becomes a sentence."""
        try:
            with self.open() as handle:
                yield handle
        except PermissionError:
            raise SourceRefused(
                f"{self.origin} may not be read; ask for permission or copy it."
            ) from None
        except UnicodeDecodeError:
            raise SourceRefused(
                f"{self.origin} was opened with another encoding than its own; "
                'open it in binary mode ("rb"), so that the encoding can be found.'
            ) from None
        except OSError as error:
            raise SourceRefused(self._unopened(error)) from None
        except ValueError as error:
            if "closed file" not in str(error):
                raise
            raise SourceRefused(self._unopened(error)) from None

    def _unopened(self, error: OSError | ValueError) -> str:
        reason = getattr(error, "strerror", None) or str(error).rstrip(".")
        return f"{self.origin} cannot be opened ({reason}); check it and try again."

    @contextmanager
    def binary(self) -> Iterator[IO[bytes]]:
        """As `stream`, refused if it was opened as text."""
        with self.stream() as handle:
            if isinstance(handle.read(0), str):
                raise SourceRefused(
                    f'{self.origin} was opened as text; open it in binary mode ("rb").'
                )
            yield handle

    def data(self, *, at_most: int | None = None) -> bytes | str:
        """All that is in it; refused unread when surely longer than ``at_most`` characters."""
        limit = -1 if at_most is None else 4 * at_most + 5  # a character has up to four bytes
        with self.stream() as handle:
            found: bytes | str = handle.read(limit)
        if at_most is not None and len(found) >= limit:
            raise SourceRefused(too_long(self.origin, at_most))
        return found

    def text(self, *, at_most: int | None = None) -> str:
        """The decoded text, line endings as they are."""
        data = self.data(at_most=at_most)
        text = data if isinstance(data, str) else encodings.text_of(data, origin=self.origin)
        if at_most is not None and len(text) > at_most:
            raise SourceRefused(too_long(self.origin, at_most))
        return text


def too_long(origin: str, at_most: int) -> str:
    """The sentence for a text of more than ``at_most`` characters."""
    return (
        f"{origin} is longer than the {at_most:,} characters an article may have; "
        "split it, or raise max_characters."
    )
