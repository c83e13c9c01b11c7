"""The installed Chromium, where there is one: a report as a picture or a PDF."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_PATIENCE = 60  # seconds


def installed() -> str | None:
    """The browser's path, or None."""
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


def picture(page: Path, *, width: int = 1200, height: int = 900) -> bytes | None:
    """The top of a page as PNG, ``width`` by ``height`` pixels; None without a browser."""
    return _made(page, "picture.png", "--screenshot={}", f"--window-size={width},{height}")


def pdf(page: Path) -> bytes | None:
    """A page as PDF, laid out for print, its headings as bookmarks; None without a browser."""
    return _made(
        page,
        "page.pdf",
        "--print-to-pdf={}",
        "--no-pdf-header-footer",
        "--generate-pdf-document-outline",
    )


def _made(page: Path, name: str, wish: str, *more: str) -> bytes | None:
    program = installed()
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / name
        command = [
            program,
            "--headless",
            "--disable-gpu",
            "--hide-scrollbars",
            "--disable-background-networking",
            f"--user-data-dir={scratch}/profile",
            "--virtual-time-budget=15000",  # charts are drawn by a script
            *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
            wish.format(out),
            *more,
            page.absolute().as_uri(),
        ]
        try:
            subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False)
        except (OSError, subprocess.TimeoutExpired):
            return None
        return out.read_bytes() if out.is_file() else None
