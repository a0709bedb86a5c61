"""The doors of the small agency, on each database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.doors import Doors, open_doors
from tests.small_agency import Sign


@pytest.fixture
def doors(database_url: str, tmp_path: Path, sign: Sign) -> Iterator[Doors]:
    """The application on the small agency; rules are not asked, so that plans need not be lawful."""
    found = open_doors(database_url, tmp_path / "data", sign)
    yield found
    found.system.close()
