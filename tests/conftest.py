"""Fixtures that every test may use: a migrated, empty database, once SQLite and once PostgreSQL."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import Engine

from api.db import SqlUnitsOfWork, make_engine, upgrade
from tests import postgres
from tests.small_agency import SetClock, Sign, settle

# No test asserts wall-clock time; where CI is set, Hypothesis' own profile draws the same examples every time.
settings.register_profile("house", deadline=None)
if not os.environ.get("CI"):
    settings.load_profile("house")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[postgres.Cluster]:
    """A running PostgreSQL cluster."""
    with postgres.cluster() as found:
        yield found


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file to copy."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    engine = make_engine(f"sqlite:///{path}")
    upgrade(engine)
    engine.dispose()
    return path


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a migrated, empty database; tests that use it run once on each kind."""
    if request.param == "sqlite":
        path = tmp_path / "test.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
    else:
        with request.getfixturevalue("postgresql").database() as url:
            yield url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine on the test's database."""
    made = make_engine(database_url)
    yield made
    made.dispose()


@pytest.fixture
def open_uow(engine: Engine) -> SqlUnitsOfWork:
    """Makes units of work on the test's database."""
    return SqlUnitsOfWork(engine)


@pytest.fixture
def clock() -> SetClock:
    """A clock that stands on the demo's first day until a test moves it."""
    return SetClock()


@pytest.fixture
def sign(open_uow: SqlUnitsOfWork, clock: SetClock) -> Sign:
    """The small agency is stored, and these people may sign in."""
    return settle(open_uow(), clock)
