"""Settings from ``workbook.toml`` and ``WORKBOOK_*`` variables, read in one place.

A variable wins over the file, an argument over both. The file is looked for in the current
folder and then in the folders above it, so a notebook in a project's subfolder finds it too.
Its folders count from where it lies; one named ``knowledge`` beside it need not be named in it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from workbook.errors import SettingRefused

FILE_NAME = "workbook.toml"
_PATHS = frozenset({"corrections", "knowledge", "reports"})
CORRECTIONS = "corrections.jsonl"


class Columns(BaseModel):
    """Which column of a table (or name in a JSON object) holds a field of an article.

    Examples
    --------
    >>> Columns(text="inhalt").given
    {'text': 'inhalt'}
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str | None = None
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None

    @property
    def given(self) -> dict[str, str]:
        """The columns by field, without those left to their own names."""
        return self.model_dump(exclude_none=True)


class Fetching(BaseModel):
    """How addresses are fetched; times in seconds, sizes in bytes.

    Variables such as ``HTTPS_PROXY`` are not looked at: a proxy resolves names by itself, and
    nobody could tell whether what it connects to is public.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    agent: str = Field(
        default="analyst-workbook/0.1",
        min_length=1,
        pattern=r"^[\x20-\x7e]+$",
        description="How we introduce ourselves to servers; name an address for complaints.",
    )
    delay: float = Field(
        default=1.0, ge=0, le=3600, description="Between two requests to one host."
    )
    timeout: float = Field(default=30.0, gt=0, description="For one answer as a whole.")
    largest: int = Field(default=50_000_000, gt=0, description="The largest answer, unpacked.")
    tries: int = Field(default=3, ge=1, le=10, description="How often a failed request is made.")
    patience: float = Field(default=60.0, ge=0, description="The longest wait before another try.")
    redirects: int = Field(default=8, ge=0, le=30, description="How many redirects are followed.")
    links: int = Field(
        default=1000, gt=0, description="How many links of feeds and sitemaps are followed."
    )
    robots: bool = Field(default=True, description="Whether robots.txt is obeyed.")
    private: bool = Field(
        default=False, description="Whether addresses within the own network are allowed."
    )
    cache: Path | Literal[False] | None = Field(
        default=None, description="Folder answers are kept in; false for none."
    )
    fresh: float = Field(
        default=600.0, ge=0, description="How long an answer is used without asking again."
    )
    cache_size: int = Field(
        default=500_000_000, ge=0, description="The oldest answers beyond it are removed."
    )

    @field_validator("cache", mode="before")
    @classmethod
    def _none(cls, cache: object) -> object:
        """A variable can only say ``false`` in letters."""
        return False if isinstance(cache, str) and cache.casefold() == "false" else cache


class Settings(BaseSettings):
    """What a project can set.

    Examples
    --------
    >>> Settings(engine="de_core_news_sm").engine
    'de_core_news_sm'
    """

    model_config = SettingsConfigDict(
        env_prefix="WORKBOOK_", env_nested_delimiter="__", extra="forbid", frozen=True
    )

    engine: str = Field(
        "workbook", description="Language engine: ours, or the name of an installed spaCy pipeline."
    )
    knowledge: Path | None = Field(
        None,
        description="Folder with knowledge files of your own, whose rows win over ours; "
        "'knowledge' beside the file if there is one.",
    )
    reports: Path = Field(Path("reports"), description="Folder the reports are written to.")
    store: str = Field(
        "store", description="Folder or address of the archive that 'workbook ingest' fills."
    )
    corrections: Path = Field(
        Path(CORRECTIONS),
        description=f"The ledger of corrections; {CORRECTIONS!r} beside the file unless named.",
    )
    language: Literal["en", "de"] = Field("en", description="Language of reports and labels.")
    max_characters: int = Field(
        2_000_000, gt=0, description="The longest article that is read, in characters."
    )
    processes: int | None = Field(
        None,
        ge=1,
        description="Processes that share the reading of many articles; one for each processor.",
    )
    columns: Columns = Field(
        Columns(), description="Columns of tables that are not named as an article's fields."
    )
    fetch: Fetching = Field(Fetching(), description="How addresses are fetched.")

    schedule: dict[str, Any] = Field(
        default_factory=dict, description="Reports that are written again and again, by name."
    )

    deliver: dict[str, Any] = Field(
        default_factory=dict, description="Where scheduled reports are delivered, by name."
    )

    @property
    def luggage(self) -> Settings:
        """What another process needs to read articles; no secrets travel."""
        return self.model_copy(update={"deliver": {}, "schedule": {}})

    def __hash__(self) -> int:
        return hash(self.model_dump_json())

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        found = find(Path.cwd())
        file = (_ProjectFile(settings_cls, toml_file=found),) if found else ()
        return (init_settings, env_settings, *file)


class _ProjectFile(TomlConfigSettingsSource):
    """``workbook.toml`` with its folders as seen from the current one."""

    def __call__(self) -> dict[str, Any]:
        values = dict(super().__call__())
        project = Path(str(self.toml_file_path)).parent
        if "knowledge" not in values and (project / "knowledge").is_dir():
            values["knowledge"] = "knowledge"
        values.setdefault("corrections", CORRECTIONS)
        if project == Path.cwd():
            return values
        fetch = values.get("fetch")
        if isinstance(fetch, dict) and isinstance(fetch.get("cache"), str):
            values["fetch"] = {**fetch, "cache": str(project / fetch["cache"])}
        return values | {
            name: str(project / values[name])
            for name in _PATHS & values.keys()
            if isinstance(values[name], str)
        }


def load(**values: Any) -> Settings:
    """The settings in force here; ``values`` win over file and environment.

    Raises
    ------
    SettingRefused
        If the file cannot be read or a value is of no use.
    """
    import tomllib

    try:
        return Settings(**values)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"]) or FILE_NAME
        raise SettingRefused(
            f"The setting {name!r} cannot be used: {first['msg']}. Correct it in {FILE_NAME} or WORKBOOK_{name.upper().replace('.', '__')}."
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise SettingRefused(f"{FILE_NAME} cannot be read: {error}. Correct that line.") from None


def find(folder: Path) -> Path | None:
    """The nearest ``workbook.toml`` in ``folder`` or above it."""
    candidates = (place / FILE_NAME for place in (folder, *folder.parents))
    return next((path for path in candidates if path.is_file()), None)
