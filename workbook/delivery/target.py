"""What every place of delivery has in common."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from workbook.delivery import secrets

Secret = Annotated[str, AfterValidator(secrets.refuse_plain)]


class Target(BaseModel):
    """Options of every place of delivery."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    failures: bool = Field(True, description="Whether runs that end badly are told of as well.")
    timeout: float = Field(20, gt=0, le=600, description="Seconds to wait for the other side.")
