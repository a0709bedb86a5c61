"""The settings of one installation, read from the environment and checked before anything starts.

Every setting is described in ``docs/settings.md``; a test holds the two together.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from limits import parse as parse_limit
from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from api.mail import read_server
from planner.addresses import is_address

PREFIX = "CORPU_"
_FOR_TESTS = "CORPU_TEST_"
_PASSWORD = re.compile(r"(://[^:/@]*:)[^@]*@")


class SettingsError(Exception):
    """A setting that cannot be used; the text names each variable, its value and the mend."""


class Settings(BaseSettings):
    """What an installation may choose: field ``database_url`` is the variable ``CORPU_DATABASE_URL``.

    A field's description is the mend that a wrong value is answered with.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, extra="ignore", frozen=True, hide_input_in_errors=True
    )

    database_url: str = Field(
        "",
        description="Use a URL such as sqlite:////srv/corpu/corpu.sqlite or "
        "postgresql+psycopg://user:password@host/name.",
    )
    data_dir: Path = Field(Path("corpu-data"), description="Name a folder that this user may write to.")
    today: date | None = Field(None, description="Write a day as YYYY-MM-DD, or remove the variable.")
    time_zone: str = Field(
        "Asia/Jakarta", description="Use a name such as Asia/Jakarta, Asia/Makassar or Asia/Jayapura."
    )
    secret_key: SecretStr = Field(
        SecretStr(""),
        description="Use at least 32 characters, such as those that "
        "`python -c 'import secrets; print(secrets.token_hex())'` prints, or remove the variable.",
    )
    demo: bool = Field(False, description="Use 1 or 0.")
    host: str = Field(
        "127.0.0.1", min_length=1, description="Use an address of this machine, such as 127.0.0.1 or 0.0.0.0."
    )
    port: int = Field(8000, ge=0, le=65535, description="Use a port from 1 to 65535, or 0 for any free one.")
    public_url: str = Field(
        "",
        description="Use the address that people type, such as https://corpu.example.go.id, without a path.",
    )
    smtp_url: SecretStr = Field(
        SecretStr(""),
        description="Use smtp://host, starttls://user:password@host:587 or smtps://user:password@host, and set "
        "CORPU_PUBLIC_URL, or remove the variable.",
    )
    mail_from: str = Field(
        "",
        validate_default=True,
        description="Use the address that mails come from, such as corpu@example.go.id; it goes with CORPU_SMTP_URL.",
    )
    language: Literal["id", "en"] = Field("id", description="Use id or en.")
    session_hours: float = Field(
        12, gt=0, le=168, description="Use a number of hours above 0 and at most 168."
    )
    sign_in_limit: str = Field("10 per 15 minutes", description="Use a limit such as '10 per 15 minutes'.")
    certificate_limit: str = Field(
        "30 per 15 minutes", description="Use a limit such as '30 per 15 minutes'."
    )
    upload_max_mb: int = Field(20, ge=1, le=500, description="Use a whole number of megabytes from 1 to 500.")
    evidence_max_mb: int = Field(
        10, ge=1, le=100, description="Use a whole number of megabytes from 1 to 100."
    )
    workers: int = Field(2, ge=1, le=256, description="Use a whole number of threads from 1 to 256.")
    runs: bool = Field(True, description="Use 1, or 0 where `corpu work` runs beside the server.")
    cluster: str = Field(
        "", description="Use the address of a Dask scheduler such as tcp://10.0.0.5:8786, local, or nothing."
    )
    regulations_dir: Path | None = Field(
        None, description="Name an existing folder of parameter files, or remove the variable."
    )
    templates_dir: Path | None = Field(
        None, description="Name an existing folder of templates, or remove the variable."
    )

    @field_validator("today", "regulations_dir", "templates_dir", mode="before")
    @classmethod
    def _empty_is_none(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if value:
            try:
                backend = make_url(value).get_backend_name()
            except ArgumentError:
                raise ValueError("not a database URL") from None
            if backend not in {"sqlite", "postgresql"}:
                raise ValueError("neither SQLite nor PostgreSQL")
        return value

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError):
            raise ValueError("not a known time zone") from None
        return value

    @field_validator("secret_key")
    @classmethod
    def _long_enough(cls, value: SecretStr) -> SecretStr:
        if 0 < len(value.get_secret_value()) < 32:
            raise ValueError("too short to be safe")
        return value

    @field_validator("public_url")
    @classmethod
    def _origin_only(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in {"http", "https"} or not parts.netloc or parts.path.strip("/")):
            raise ValueError("not the address of a site")
        return value.rstrip("/")

    @field_validator("cluster")
    @classmethod
    def _scheduler(cls, value: str) -> str:
        if value not in {"", "local"} and urlsplit(value).scheme not in {"tcp", "tls"}:
            raise ValueError("not the address of a scheduler")
        return value

    @field_validator("smtp_url")
    @classmethod
    def _known_server(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        if value.get_secret_value():
            read_server(value.get_secret_value())
            if not info.data.get("public_url"):
                raise ValueError("mails need the address of the site for their links")
        return value

    @field_validator("mail_from")
    @classmethod
    def _sender(cls, value: str, info: ValidationInfo) -> str:
        server = info.data.get("smtp_url")
        if not is_address(value) if value else server is not None and server.get_secret_value():
            raise ValueError("not the address of a mailbox")
        return value

    @field_validator("sign_in_limit", "certificate_limit")
    @classmethod
    def _readable_limit(cls, value: str) -> str:
        parse_limit(value)
        return value

    @field_validator("data_dir")
    @classmethod
    def _can_be_folder(cls, value: Path) -> Path:
        if value.exists() and not (value.is_dir() and os.access(value, os.W_OK)):
            raise ValueError("not a folder that can be written to")
        return value

    @field_validator("regulations_dir", "templates_dir")
    @classmethod
    def _is_folder(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_dir():
            raise ValueError("not a folder")
        return value

    @property
    def database(self) -> str:
        """The database in force: ``database_url``, or an SQLite file in the data folder."""
        return self.database_url or f"sqlite:///{(self.data_dir / 'corpu.sqlite').as_posix()}"

    @property
    def evidence_dir(self) -> Path:
        """Where files brought as evidence are kept."""
        return self.data_dir / "evidence"

    @property
    def secure_cookies(self) -> bool:
        """Whether the site is reached over https, so that cookies may demand it."""
        return self.public_url.startswith("https://")

    def secret(self) -> bytes:
        """Return the key that signs form tokens; made once and kept in the data folder where none is set."""
        given = self.secret_key.get_secret_value()
        return given.encode() if given else _kept_secret(self.data_dir / "secret.key")


def _kept_secret(path: Path) -> bytes:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, prefix=".secret-") as file:  # made with mode 0600
            file.write(secrets.token_hex().encode())
            file.flush()
            with suppress(FileExistsError):  # another process was first: its key holds
                os.link(file.name, path)
    return path.read_bytes()


def load_settings(**overrides: object) -> Settings:
    """Read the settings from the environment; ``overrides`` (field names) win.

    Raises:
        SettingsError: for wrong values, and for variables that start with ``CORPU_`` but are no setting; it
            names all of them.

    """
    faults = [*_unknown(os.environ)]
    try:
        settings = Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        faults += [_fault(str(one["loc"][0]), one["msg"], overrides) for one in error.errors()]
    if faults:
        raise SettingsError("\n".join(faults))
    return settings


def _fault(name: str, problem: str, overrides: Mapping[str, object]) -> str:
    variable = PREFIX + name.upper()
    value = overrides.get(name, os.environ.get(variable, ""))
    secret = Settings.model_fields[name].annotation is SecretStr
    shown = "(not shown)" if secret else repr(_PASSWORD.sub(r"\1***@", str(value)))
    mend = Settings.model_fields[name].description
    return f"{variable}={shown}: {problem.removeprefix('Value error, ')}. {mend}"


def _unknown(environment: Mapping[str, str]) -> list[str]:
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    ours = (name for name in environment if name.startswith(PREFIX) and not name.startswith(_FOR_TESTS))
    names = sorted(name for name in ours if name not in known)
    return [
        f"{name}: no such setting. Remove it; the settings are {', '.join(sorted(known))}." for name in names
    ]
