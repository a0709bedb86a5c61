"""The migrations make exactly the tables that the program knows."""

import os
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, text

from api.db.engine import make_engine
from api.db.migrate import current, upgrade
from api.db.tables import metadata


def test_the_migrated_database_is_what_the_tables_say(engine: Engine) -> None:
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_a_missing_column_would_be_noticed(engine: Engine) -> None:
    with engine.connect() as connection:
        connection.execute(text("ALTER TABLE read_log DROP COLUMN what"))
        assert compare_metadata(MigrationContext.configure(connection), metadata) != []


def test_upgrading_again_changes_nothing(engine: Engine) -> None:
    upgrade(engine)
    found, head = current(engine)
    assert found == head == "0013"


@pytest.mark.parametrize("pragma", ["journal_mode=wal", "synchronous=2", "foreign_keys=1"])
def test_sqlite_keeps_what_it_acknowledged(sqlite_template: Path, pragma: str) -> None:
    name, expected = pragma.split("=")
    engine = make_engine(f"sqlite:///{sqlite_template}")
    with engine.connect() as connection:
        assert str(connection.exec_driver_sql(f"PRAGMA {name}").scalar()) == expected
    engine.dispose()


@pytest.mark.skipif(os.name != "posix", reason="only POSIX files have modes")
def test_a_new_sqlite_file_is_its_owners_alone(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path}/new/corpu.db")
    upgrade(engine)
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))
        modes = {file.name: oct(file.stat().st_mode)[-3:] for file in (tmp_path / "new").iterdir()}
    engine.dispose()
    assert modes == {"corpu.db": "600", "corpu.db-wal": "600", "corpu.db-shm": "600"}
