"""What a refresh is told: where it reads, where it publishes, how many processes it may use, and when it runs.

One declaration: the options of the commands, the variables of the environment, the keys of the settings file and what
`karabakh settings` lists are all derived from the fields of `Settings`.
"""

import os
import re
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AliasChoices, Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

from karabakh.flows.console.options import FILE, OLD_FOLDER, PREFIX, Lines, Place, variable
from karabakh.flows.console.settingsfile import written
from karabakh.flows.errors import CallError
from karabakh.flows.ingest.identifier import escaped
from karabakh.flows.ingest.inputs import masked
from karabakh.flows.publish.store import is_address, refuse_unwritable
from karabakh.schemas.limits import MAX_DROP

TEXTS = Path("seeds/texts")
SOURCES = Path("seeds/sources.csv")
CORRECTIONS = Path("seeds/corrections.csv")
DATA = Path("data")
_HTTP = re.compile(
    r"https?://[A-Za-z0-9.-]+(?::[0-9]+)?(?:[/?]\S*)?\Z|https?://\[[0-9A-Fa-f:.]+\](?::[0-9]+)?(?:[/?]\S*)?\Z"
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")  # two letters or more: C:/ is a drive


class _File(PydanticBaseSettingsSource):
    """The settings file as a source of the model."""

    def get_field_value(self, field: Any, field_name: str) -> tuple[Any, str, bool]:
        """Return what the file says of a field."""
        return written().get(field_name), field_name, False

    def __call__(self) -> dict[str, Any]:
        """Return what the file says."""
        return dict(written())


class Settings(BaseSettings):
    """The settings of a refresh; the defaults suit the repository as cloned.

    What the caller gives beats the environment (KARABAKH_DATA …), which beats the settings file, which beats the
    default. Raises CallError, which names the setting and where it was given, for a value that cannot be.

    >>> Settings(texts=["seeds/texts"], workers=2).processes
    2
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, frozen=True, extra="forbid", populate_by_name=True
    )

    texts: Annotated[tuple[str, ...], NoDecode, Lines()] = Field(
        (),
        description="Folder of texts, Markdown and web pages; JSON Lines, CSV or Parquet corpus (columns document_id "
        "and text), or folder of its parts; all also as .gz or .zst; or a URL of one. May be repeated (in the "
        "environment: one a line).",
        json_schema_extra={"unset": "seeds/texts"},
    )
    sources: Annotated[Path | None, FILE] = Field(
        None, description="What is known of each source.", json_schema_extra={"unset": "seeds/sources.csv, if there"}
    )
    corrections: Annotated[Path | None, FILE] = Field(
        None, description="Cells that people corrected.", json_schema_extra={"unset": "seeds/corrections.csv, if there"}
    )
    gazetteer: Annotated[Path | None, OLD_FOLDER] = Field(
        None,
        description="Folder with places.csv, place_names.csv, place_links.csv.",
        json_schema_extra={"unset": "the one that comes with the package"},
    )
    data: Annotated[Path | str, Place()] = Field(
        DATA,
        description="Folder of the published versions, or an address of one that can be written: s3://BUCKET/PREFIX, "
        "or any other that fsspec writes to.",
    )
    workers: int = Field(0, ge=0, description="Processes.", json_schema_extra={"unset": "one a core"})
    scheduler: str | None = Field(
        None,
        description="Extract on the Dask cluster whose scheduler is at this address (tcp://HOST:PORT).",
        json_schema_extra={"unset": "processes of this machine", "metavar": "ADDRESS"},
    )
    scratch: Annotated[Path | str | None, Place()] = Field(
        None,
        description="Folder or address that this machine and all of a cluster's see, for texts and rows on their way.",
        json_schema_extra={"unset": "the system's temporary folder"},
    )
    cache: Annotated[Path | None, Place()] = Field(
        None,
        description="Folder that keeps what was extracted, so that no text is read twice; `off` for none. It may be "
        "deleted at any time.",
        json_schema_extra={"unset": "the user's cache folder"},
    )
    cache_size: int = Field(
        4_000, ge=0, description="Megabytes that the cache may take; what was not used for longest goes first."
    )
    max_drop: float = Field(
        MAX_DROP,
        ge=0,
        le=1,
        description="Share of the last version's documents, or of any table's rows but rejected ones, that may "
        "disappear.",
    )
    allow_drop: bool = Field(False, description="Publish however much disappears.")
    strict: bool = Field(False, description="Publish nothing, and end with 1, where a correction does not apply.")
    webhook: str | None = Field(
        None,
        description="URL that is sent a JSON message when a run fails or crashes (it is a secret: it is never shown).",
        json_schema_extra={"metavar": "URL", "secret": True},
    )
    webhook_on: Literal["failure", "publication", "always"] = Field(
        "failure",
        description="When the webhook is told: only of failures, of published versions too, or of every run.",
    )
    log_format: Literal["text", "json"] = Field(
        "text", description="Logs as lines for people, or as a JSON object a line, each with the run's id."
    )
    source: str | None = Field(
        None,
        validation_alias=AliasChoices("from", PREFIX + "FROM"),
        description="Where published versions are read: the folder that holds versions.json, or its address.",
        json_schema_extra={"command": "download, load, versions, diff, validate", "unset": "./data"},
    )
    cron: str = Field(
        "0 6 * * *",
        description="When `karabakh schedule` refreshes: minute, hour, day, month, weekday.",
        json_schema_extra={"command": "schedule"},
    )
    every: float | None = Field(
        None,
        ge=1,
        description="Seconds from one scheduled refresh to the next, instead of what cron says.",
        json_schema_extra={"command": "schedule", "metavar": "SECONDS"},
    )
    timezone: str = Field(
        "UTC",
        description="The time zone in which the schedule is read, by its IANA name (Asia/Baku, Asia/Yerevan).",
        json_schema_extra={"command": "schedule", "metavar": "NAME"},
    )

    def __init__(self, **given: Any) -> None:
        try:
            super().__init__(**given)
        except ValidationError as error:
            raise CallError("\n".join(_told(problem, given) for problem in error.errors())) from None

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Return where values come from, the strongest first."""
        return init_settings, env_settings, _File(settings_cls)

    @field_validator("texts", mode="before")
    @classmethod
    def _lines(cls, value: Any) -> Any:
        if isinstance(value, str):
            return tuple(value.splitlines())
        return tuple(map(str, value)) if isinstance(value, list | tuple) else value

    @field_validator("data", mode="before")
    @classmethod
    def _place(cls, value: Any) -> Any:
        return place(value) if isinstance(value, str | Path) else value

    @field_validator("cache", mode="before")
    @classmethod
    def _cache(cls, value: Any) -> Any:
        if isinstance(value, str) and "://" in value:
            raise ValueError("a folder of this computer is wanted, or the word off")
        if isinstance(value, str) and value.strip().lower() in ("", "off"):
            return Path("off") if value.strip() else None
        return value

    @field_validator("scratch", mode="before")
    @classmethod
    def _scratch(cls, value: Any) -> Any:
        if isinstance(value, str) and value.lower().startswith(("file://", "local://")):
            return Path(urlsplit(value).path)
        return Path(value) if isinstance(value, str) and "://" not in value else value

    @field_validator("webhook")
    @classmethod
    def _webhook(cls, value: str | None) -> str | None:
        if value is not None and not _HTTP.match(value):
            raise ValueError("an http address is wanted: https://HOST/PATH")
        return value

    @model_validator(mode="before")
    @classmethod
    def _defaults(cls, values: Any) -> Any:
        """Take what lies below the working directory for what nobody named."""
        values = {name: value for name, value in values.items() if value is not None}
        if not values.get("texts") and TEXTS.is_dir():
            values["texts"] = (str(TEXTS),)
        for name, usual in (("sources", SOURCES), ("corrections", CORRECTIONS)):
            if name not in values and usual.is_file():
                values[name] = usual
        return values

    @model_validator(mode="after")
    def _there(self) -> "Settings":
        """Refuse at once, and not only when Prefect has started, what is not there or cannot be told apart."""
        if not self.texts:
            told = f"there is no folder {TEXTS} here; name a folder, a corpus or a URL with --texts"
            raise CallError(f"no texts: {told}")
        for text in self.texts:
            if not text.strip():
                raise CallError("--texts: an empty name is no folder; name one, or leave the option out")
            if "://" not in text and not Path(text).exists():
                raise CallError(f"--texts {text}: there is no such file or folder")
            if _lies_in(self.data, text):
                named = f"--data {masked(self.data)} lies in --texts {masked(text)}"
                raise CallError(f"{named}: what is published would be read as a text")
        if self.gazetteer is not None and not self.gazetteer.is_dir():
            raise CallError(f"--gazetteer {self.gazetteer}: there is no such folder")
        return self

    @property
    def processes(self) -> int:
        """How many processes of this machine extract."""
        return self.workers or os.cpu_count() or 1


def origin(name: str, given: Mapping[str, Any]) -> str:
    """Return where a setting was given, as an error or a listing names it; empty: nowhere, it is the default.

    ``given`` are the arguments of the call.
    """
    if given.get(name) is not None:
        return f"--{public(name)}"
    if os.environ.get(variable(public(name))):
        return variable(public(name))
    return f"{written().path}: {name}" if public(name).replace("-", "_") in written() else ""


def public(name: str) -> str:
    """Return the name of a setting as the options have it: max-drop, and from, which is no name in Python."""
    return "from" if name == "source" else name.replace("_", "-")


def about(name: str) -> Mapping[str, Any]:
    """Return what is said of a setting beside its type: ``unset`` (what holds where it is not given), ``metavar``,
    ``command`` (the commands that it is for, where these are not refresh and schedule both), ``secret``.
    """
    extra = Settings.model_fields[name].json_schema_extra
    return extra if isinstance(extra, Mapping) else {}


def _told(problem: Mapping[str, Any], given: Mapping[str, Any]) -> str:
    """Say what is wrong with a setting."""
    name = str(problem["loc"][0]) if problem["loc"] else ""
    if problem["type"] == "extra_forbidden":
        near = get_close_matches(name, Settings.model_fields, 1)
        meant = f", but {near[0]} is one" if near else ""
        return f"{origin(name, given)} is no setting{meant}; `karabakh settings` lists all"
    value = (
        "" if name in Settings.model_fields and about(name).get("secret") else f" {escaped(str(problem['input']))[:80]}"
    )
    return f"{origin(name, given) or name}{value}: {_small(problem['msg'].removeprefix('Value error, '))}"


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]


def place(data: str | Path, use: str = "write") -> Path | str:
    """Return the folder that is named, or its address where that is not a path of this computer.

    Raises CallError for what can be neither, or be read only where ``use`` is ``write``.

    >>> place("s3://bucket/data"), place("data") == Path("data")
    ('s3://bucket/data', True)
    """
    if not str(data).strip() or "\0" in str(data):
        raise CallError(f"--data {str(data)!r} is no folder")
    if escaped(str(data)) != str(data):  # such a name breaks the line in which a run says where it has published
        raise CallError(f"--data {escaped(str(data))}: a name has no control characters and is valid UTF-8")
    if isinstance(data, Path) and _SCHEME.match(str(data)):
        raise CallError(f"--data {data}: an address is text; as a Path it has lost a slash")
    if not is_address(data):
        return Path(data)
    if str(data).lower().startswith(("file://", "local://")):
        return Path(urlsplit(str(data)).path)
    if use == "write":
        refuse_unwritable(str(data))
    return str(data)


def _lies_in(data: Path | str, text: str) -> bool:
    if isinstance(data, str):
        return f"{data.rstrip('/')}/".startswith(f"{text.rstrip('/')}/")
    return "://" not in text and Path(text).is_dir() and data.resolve().is_relative_to(Path(text).resolve())
