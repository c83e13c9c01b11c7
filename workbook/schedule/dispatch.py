"""Reports on their way: what is to be delivered is written down first, and tried again later."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from workbook.errors import DeliveryFailed
from workbook.manifest import Attempt, Delivery, Manifest, State

if TYPE_CHECKING:
    from workbook.delivery import Folder, Mail, Parcel, Webhook

TRIES = 3
"""So often a delivery is tried, once a round."""


def enter(manifest: Manifest, attempt: Attempt, targets: tuple[str, ...]) -> None:
    """Write down where an ended run is to be delivered."""
    for target in targets:
        manifest.add_delivery(Delivery(attempt.run_id, target))


def send(
    manifest: Manifest,
    targets: Mapping[str, Mail | Webhook | Folder | str],
    folder: Path,
    *,
    language: str = "en",
) -> list[str]:
    """Deliver what waits; the sentences of what could not be delivered.

    A target that failed is left alone until the next round: one that hangs holds up nobody else.
    """
    said: list[str] = []
    failing: set[str] = set()
    for delivery in manifest.undelivered(tries=TRIES):
        if delivery.target in failing or not manifest.take(delivery):
            continue
        attempt = manifest.attempt(delivery.run_id)
        message = ""
        try:
            target = _target(targets, delivery.target)
            if attempt.state is State.DONE or target.failures:
                target.send(parcel(attempt, folder, language=language))
        except DeliveryFailed as failed:
            message = str(failed)
            failing.add(delivery.target)
            said.append(f"{attempt.schedule} was not delivered to {delivery.target}: {message}")
        manifest.tell(delivery, message=message, delivered=not message)
    return said


def parcel(attempt: Attempt, folder: Path, *, language: str = "en") -> Parcel:
    """An ended run as it is delivered."""
    from workbook.delivery import Parcel

    report = folder / attempt.report
    return Parcel(
        name=attempt.title,
        state=attempt.state.value,
        due=attempt.local_due,
        summary=attempt.message,
        report=report if attempt.report and report.is_file() else None,
        language=language,
    )


def _target(
    targets: Mapping[str, Mail | Webhook | Folder | str], name: str
) -> Mail | Webhook | Folder:
    target = targets.get(name, f"There is no [deliver.{name}] in workbook.toml; add it.")
    if isinstance(target, str):
        raise DeliveryFailed(target)
    return target
