"""A copy of the report in a folder, or under any address fsspec knows."""

from __future__ import annotations

from typing import Literal

from workbook.delivery.parcel import Parcel
from workbook.delivery.target import Target
from workbook.errors import DeliveryFailed


class Folder(Target):
    """``path`` is a folder or an address such as ``s3://bucket/reports``."""

    kind: Literal["folder"]
    path: str

    def send(self, parcel: Parcel) -> None:
        """Copy the report; a run that left none leaves nothing here.

        Raises
        ------
        DeliveryFailed
            If the place cannot be written to.
        """
        if parcel.report is None:
            return
        import fsspec

        try:
            system, root = fsspec.core.url_to_fs(self.path)
            system.makedirs(root, exist_ok=True)
            place = f"{root.rstrip('/')}/{parcel.file_name}"
            system.pipe_file(f"{place}.part", parcel.report.read_bytes())
            system.mv(f"{place}.part", place)  # nobody finds half a report
        except (OSError, ValueError, ImportError) as error:
            raise DeliveryFailed(
                f"{self.path} cannot be written to ({error}); check the address and its rights."
            ) from None
