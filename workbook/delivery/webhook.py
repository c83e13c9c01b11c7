"""What a run found, posted as JSON."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator

from workbook.delivery import secrets
from workbook.delivery.parcel import Parcel
from workbook.delivery.target import Secret, Target
from workbook.errors import DeliveryFailed


def _refuse_other_schemes(url: str) -> str:
    if not url.startswith(("https://", "http://", "env:", "file:")):
        raise ValueError("is no address; write https://… or env:NAME")
    return url


class Webhook(Target):
    """``url`` may be ``env:NAME`` where the address itself is a secret; ``token`` is a bearer's."""

    kind: Literal["webhook"]
    url: Annotated[str, AfterValidator(_refuse_other_schemes)]
    token: Secret | None = None

    def send(self, parcel: Parcel) -> None:
        """Post name, state, moment, title, summary and the report's file name.

        Raises
        ------
        DeliveryFailed
            If nobody answers in time, or not with success.
        """
        import httpx

        secret = self.url.startswith(("env:", "file:"))
        url = secrets.resolved(self.url) if secret else self.url
        headers = {"Authorization": f"Bearer {secrets.resolved(self.token)}"} if self.token else {}
        try:
            answer = httpx.post(url, json=_content(parcel), headers=headers, timeout=self.timeout)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise DeliveryFailed(
                f"The webhook did not take the report ({type(error).__name__}); check its address."
            ) from None  # the error may hold the address, and the address a secret
        if not answer.is_success:
            raise DeliveryFailed(f"The webhook answered {answer.status_code}; check its address.")


def _content(parcel: Parcel) -> dict[str, str | None]:
    return {
        "name": parcel.name,
        "state": parcel.state,
        "due": parcel.due.isoformat(),
        "title": parcel.title,
        "summary": parcel.summary,
        "report": parcel.file_name if parcel.report else None,
    }
