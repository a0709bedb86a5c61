"""The doors of the small agency, on each database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.doors import Doors, open_doors
from tests.api.served import take_back
from tests.small_agency import Sign


@pytest.fixture(autouse=True)
def applications() -> Iterator[None]:
    """What the test was served by serves the next one."""
    yield
    take_back()


@pytest.fixture
def doors(database_url: str, tmp_path: Path, sign: Sign) -> Iterator[Doors]:
    """The application on the small agency; rules are not asked, so that plans need not be lawful."""
    found = open_doors(database_url, tmp_path / "data", sign)
    yield found
    found.system.close()
