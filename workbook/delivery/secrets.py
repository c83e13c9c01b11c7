"""Secrets by reference: ``env:NAME`` or ``file:path``, read at the last moment and kept nowhere."""

from __future__ import annotations

import os
from pathlib import Path

from workbook.errors import DeliveryFailed


def refuse_plain(reference: str | None) -> str | None:
    """Raise a ValueError for a secret that is written down instead of referred to.

    Examples
    --------
    >>> refuse_plain("env:MAIL_PASSWORD")
    'env:MAIL_PASSWORD'
    >>> refuse_plain("hunter2")
    Traceback (most recent call last):
    ValueError: is a secret and does not belong in a file; write env:NAME or file:path
    """
    if reference is not None and not reference.startswith(("env:", "file:")):
        raise ValueError("is a secret and does not belong in a file; write env:NAME or file:path")
    return reference


def resolved(reference: str) -> str:
    """The secret behind a reference.

    Raises
    ------
    DeliveryFailed
        If there is nothing behind it.
    """
    kind, _, place = reference.partition(":")
    if kind == "env":
        value = os.environ.get(place, "")
        if not value:
            raise DeliveryFailed(f"The variable {place} is not set; set it where the reports run.")
        return value
    try:
        return Path(place).expanduser().read_text(encoding="utf-8").strip()
    except OSError as error:
        raise DeliveryFailed(f"The secret in {place} cannot be read ({error.strerror}).") from None
