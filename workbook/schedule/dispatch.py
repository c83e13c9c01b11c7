"""Reports on their way: what is to be delivered is written down first, and tried again later."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from workbook.delivery import Folder, Mail, Parcel, Webhook
from workbook.errors import DeliveryFailed
from workbook.manifest import Attempt, Delivery, Manifest, State

TRIES = 3
"""So often a delivery is tried, once a round."""


def enter(manifest: Manifest, attempt: Attempt, targets: tuple[str, ...]) -> None:
    """Write down where an ended run is to be delivered."""
    for target in targets:
        manifest.add_delivery(Delivery(attempt.run_id, target))


def send(
    manifest: Manifest, targets: Mapping[str, Mail | Webhook | Folder | str], folder: Path
) -> list[str]:
    """Deliver what waits; the sentences of what could not be delivered."""
    said = []
    for delivery in manifest.undelivered(tries=TRIES):
        if not manifest.take(delivery):
            continue
        attempt = manifest.attempt(delivery.run_id)
        message = ""
        try:
            _send(targets.get(delivery.target), delivery.target, attempt, folder)
        except DeliveryFailed as failed:
            message = str(failed)
            said.append(f"{attempt.schedule} was not delivered to {delivery.target}: {message}")
        manifest.tell(delivery, message=message, delivered=not message)
    return said


def parcel(attempt: Attempt, folder: Path) -> Parcel:
    """An ended run as it is delivered."""
    return Parcel(
        name=attempt.title,
        state=attempt.state.value,
        due=attempt.local_due,
        summary=attempt.message,
        report=folder / attempt.report if attempt.report else None,
    )


def _send(
    target: Mail | Webhook | Folder | str | None, name: str, attempt: Attempt, folder: Path
) -> None:
    if target is None:
        raise DeliveryFailed(f"There is no [deliver.{name}] in workbook.toml; add it.")
    if isinstance(target, str):
        raise DeliveryFailed(target)
    if attempt.state is State.DONE or target.failures:
        target.send(parcel(attempt, folder))
