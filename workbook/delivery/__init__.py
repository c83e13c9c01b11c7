"""Reports to the people who wait for them: by mail, to a webhook, into a folder.

::

    [deliver.desk]
    kind = "mail"
    host = "mail.example.org"
    sender = "reports@example.org"
    to = ["desk@example.org"]
    user = "reports"
    password = "env:MAIL_PASSWORD"
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError

from workbook.delivery.folder import Folder
from workbook.delivery.mail import Mail
from workbook.delivery.parcel import Parcel
from workbook.delivery.webhook import Webhook

__all__ = ["Folder", "Mail", "Parcel", "Webhook", "read"]

_Declared = Annotated[Mail | Webhook | Folder, Field(discriminator="kind")]


def read(declared: Mapping[str, Any]) -> dict[str, Mail | Webhook | Folder | str]:
    """The targets of a project by name; one that cannot be used is the sentence why.

    Examples
    --------
    >>> read({"desk": {"kind": "folder", "path": "out"}, "x": {"kind": "fax"}})["x"]
    "The target 'x' cannot be used: 'kind' is one of mail, webhook, folder."
    """
    found: dict[str, Mail | Webhook | Folder | str] = {}
    for name, table in declared.items():
        try:
            found[name] = TypeAdapter(_Declared).validate_python(table)
        except ValidationError as error:
            found[name] = _sentence(name, error)
    return found


def _sentence(name: str, error: ValidationError) -> str:
    first = error.errors()[0]
    key = str(first["loc"][-1]) if first["loc"] else "kind"
    said = first["msg"].removeprefix("Value error, ").rstrip(".")
    if first["type"].startswith("union_tag"):
        key, said = "kind", "is one of mail, webhook, folder"
    elif first["type"] == "missing":
        said = "is missing"
    return f"The target {name!r} cannot be used: {key!r} {said}."
