"""The doors of the small agency, on each database."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.doors import Doors, open_doors
from tests.small_agency import Sign


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A migrated, empty SQLite database, for modules whose promises do not hang on the database."""
    path = tmp_path / "test.db"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def doors(database_url: str, tmp_path: Path, sign: Sign) -> Iterator[Doors]:
    """The application on the small agency; rules are not asked, so that plans need not be lawful."""
    found = open_doors(database_url, tmp_path / "data", sign)
    yield found
    found.system.close()
