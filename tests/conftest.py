"""Fixtures that every test may use: a migrated, empty database, once SQLite and once PostgreSQL."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import Engine

import catalog
import competency_models
import planner
from api import bootstrap
from api.db import SqlUnitsOfWork, make_engine, upgrade
from catalog.forms import Forms
from competency_models import parameters
from tests import postgres
from tests.small_agency import SetClock, Sign, settle

# No test asserts wall-clock time; where CI is set, Hypothesis' own profile draws the same examples every time.
settings.register_profile("house", deadline=None)
if not os.environ.get("CI"):
    settings.load_profile("house")

_PACKAGED = {
    competency_models.regulations_folder(),
    catalog.regulations_folder(),
    catalog.regulations_folder() / "forms",
    planner.regulations_folder(),
}
_read, _read_once = parameters.read_folder, cache(parameters.read_folder)
# Every installation that a test makes reads the same packaged files anew, a third of a second each time.
parameters.read_folder = lambda folder: _read_once(folder) if folder in _PACKAGED else _read(folder)
# The engine of a database that many tests use stays, with the statements that it has compiled.
engine_of = cache(make_engine)
_stay: set[str] = set()
bootstrap.make_engine = lambda url: engine_of(url) if url in _stay else make_engine(url)
# What no folder changes is laid out once.
_standard, _standard_once = bootstrap.standard_parameters, cache(bootstrap.standard_parameters)
bootstrap.standard_parameters = lambda *folders: _standard(*folders) if folders else _standard_once()
_forms_once = cache(lambda: Forms(_standard_once()))
bootstrap.Forms = lambda found: _forms_once() if found is _standard_once() else Forms(found)


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


@pytest.fixture
def sqlite_url(sqlite_template: Path) -> Iterator[str]:
    """A migrated, empty SQLite database, for modules whose promises do not hang on the database."""
    path = sqlite_template.with_name("test.db")
    shutil.copy(sqlite_template, path)
    url = f"sqlite:///{path}"
    _stay.add(url)
    yield url
    engine_of(url).dispose()
    for left in path.parent.glob("test.db*"):
        left.unlink()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a migrated, empty database; tests that use it run once on each kind."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_url")
    else:
        with request.getfixturevalue("postgresql").database() as url:
            _stay.add(url)
            yield url
            engine_of(url).dispose()


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine on the test's database."""
    made = engine_of(database_url)
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
