"""Addresses as materials."""

from __future__ import annotations

from typing import Any

from workbook.errors import SourceRefused
from workbook.inputs.materials import Material


class Web:
    def __init__(self, fetching: Any) -> None:
        pass

    def material(self, url: str) -> Material:
        raise SourceRefused(
            "Reading from the web is not built in yet; save the page in your browser and pass that file."
        )
