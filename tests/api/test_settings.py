"""Settings: documented one by one, and a wrong one is answered with variable, value and mend."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

import pytest

from api.settings import Settings, SettingsError, load_settings

DOCUMENT = Path(__file__).parents[2] / "docs" / "settings.md"


@pytest.fixture(autouse=True)
def _no_outside_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith("CORPU_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def test_every_setting_is_documented_and_every_documented_one_exists() -> None:
    documented = re.findall(r"^\| `(CORPU_\w+)` \|", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    assert documented == list(dict.fromkeys(documented))
    assert set(documented) == {f"CORPU_{name.upper()}" for name in Settings.model_fields}
    assert len(documented) >= 10


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("CORPU_DATABASE_URL", "mysql://root@db/x", "neither SQLite nor PostgreSQL"),
        ("CORPU_DATABASE_URL", "nonsense", "not a database URL"),
        ("CORPU_TODAY", "2027-02-30", "YYYY-MM-DD"),
        ("CORPU_TIME_ZONE", "Asia/Atlantis", "Asia/Makassar"),
        ("CORPU_SECRET_KEY", "hunter2", "at least 32 characters"),
        ("CORPU_DEMO", "maybe", "Use 1 or 0"),
        ("CORPU_PORT", "70000", "from 1 to 65535"),
        ("CORPU_PUBLIC_URL", "corpu.example.go.id", "https://corpu.example.go.id"),
        ("CORPU_SMTP_URL", "http://m.go.id", "not the address of a mail server"),
        ("CORPU_SMTP_URL", "smtp://corpu:hunter2@m.go.id", "sent in the open"),
        ("CORPU_SMTP_URL", "smtps://corpu:hunter2@m.go.id", "CORPU_PUBLIC_URL"),
        ("CORPU_MAIL_FROM", "corpu", "corpu@example.go.id"),
        ("CORPU_LANGUAGE", "fr", "Use id or en"),
        ("CORPU_SESSION_HOURS", "0", "above 0"),
        ("CORPU_SIGN_IN_LIMIT", "often", "10 per 15 minutes"),
        ("CORPU_UPLOAD_MAX_MB", "0", "megabytes"),
        ("CORPU_WORKERS", "none", "threads"),
        ("CORPU_CLUSTER", "10.0.0.5", "tcp://10.0.0.5:8786"),
        ("CORPU_REGULATIONS_DIR", "missing-folder", "existing folder"),
        ("CORPU_TEMPLATES_DIR", "missing-folder", "existing folder"),
    ],
)
def test_a_wrong_value_names_variable_value_and_mend(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, said: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    text = str(caught.value)
    assert text.count("\n") == 0
    assert text.startswith(f"{variable}=")
    assert said in text
    assert (value in text) == (variable not in ("CORPU_SECRET_KEY", "CORPU_SMTP_URL"))


def test_mail_needs_a_sender_and_the_address_of_the_site(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORPU_SMTP_URL", "smtps://corpu:hunter2@m.go.id")
    monkeypatch.setenv("CORPU_PUBLIC_URL", "https://corpu.example.go.id")
    with pytest.raises(SettingsError, match="CORPU_MAIL_FROM=''"):
        load_settings()
    monkeypatch.setenv("CORPU_MAIL_FROM", "corpu@example.go.id")
    assert "hunter2" not in repr(load_settings())


def test_all_wrong_values_are_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORPU_PORT", "x")
    monkeypatch.setenv("CORPU_LANGUAGE", "fr")
    monkeypatch.setenv("CORPU_PROT", "8000")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert {line.split("=")[0].split(":")[0] for line in str(caught.value).splitlines()} == {
        "CORPU_PORT",
        "CORPU_LANGUAGE",
        "CORPU_PROT",
    }


def test_a_password_in_a_wrong_database_url_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORPU_DATABASE_URL", "mysql://root:s3cret@db/x")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert "s3cret" not in str(caught.value)
    assert "root:***@db" in str(caught.value)


def test_a_file_where_the_data_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(SettingsError, match="folder that this user may write to"):
        load_settings(data_dir=tmp_path / "data")


def test_the_secret_key_is_made_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    settings = load_settings(data_dir=tmp_path / "data")
    first = settings.secret()
    assert len(first) >= 32
    assert settings.secret() == first
    assert list((tmp_path / "data").iterdir()) == [tmp_path / "data" / "secret.key"]
    assert stat.S_IMODE((tmp_path / "data" / "secret.key").stat().st_mode) == 0o600


def test_the_default_database_is_a_file_in_the_data_folder(tmp_path: Path) -> None:
    assert load_settings(data_dir=tmp_path).database == f"sqlite:///{tmp_path.as_posix()}/corpu.sqlite"


def test_https_makes_cookies_secure() -> None:
    assert load_settings(public_url="https://corpu.example.go.id").secure_cookies
    assert not load_settings(public_url="http://localhost:8000").secure_cookies
