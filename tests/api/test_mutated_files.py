"""A thousand damaged files through the real door: never a traceback, never a written row, always an answer with a place."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine, text

from api.bootstrap import build_system
from api.imports import preview, read_files
from api.operator import OPERATOR
from api.settings import load_settings
from api.system import System
from competency_models.errors import Fault, InputError
from competency_models.loading import messages
from competency_models.loading.messages import Message
from planner.agency import Agency
from planner.usecases import import_agency
from tests.mutations import BOOK, Mutation, as_csv, good_grid, mutations

BATCH = 50
BATCHES = 20

names = list(vars(messages))
OF_A_CELL = {
    message.problem
    for name, message in vars(messages).items()
    if isinstance(message, Message) and names.index(name) >= names.index("EMPTY")
}
"""What ``messages`` says about a single cell stands last in it, from EMPTY on."""


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    folder = tmp_path_factory.mktemp("mutated")
    made = build_system(load_settings(database_url=f"sqlite:///{folder / 'test.db'}", data_dir=folder))
    import_agency(made.open(), good(made), OPERATOR, made.clock)
    yield made
    made.close()


@pytest.fixture
def commits(system: System) -> Iterator[list[int]]:
    """The database's own count of commits, before and after the test."""
    engine = create_engine(str(system.settings.database_url))
    with engine.connect() as connection:
        counts = [connection.execute(text("PRAGMA data_version")).scalar_one()]
        yield counts
        counts.append(connection.execute(text("PRAGMA data_version")).scalar_one())
    engine.dispose()
    assert counts[0] == counts[1], "a refused file has left something in the database"


def good(system: System) -> Agency:
    return read_files(system, as_csv(good_grid()))


@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_damaged_file_is_refused_with_its_place_and_nothing_is_written(
    batch: int, system: System, commits: list[int]
) -> None:
    for mutation in mutations(BATCH, seed=batch):
        agency, faults = answer(system, mutation)
        if faults:
            assert mutation.refused is not False, f"{mutation.kind}: {faults[0].text()}"
            check_answer(mutation, faults)
        else:
            assert agency is not None, f"{mutation.kind} was refused without a reason"
            assert not mutation.refused, f"{mutation.kind} was read as if it were good"
            assert mutation.refused is None or agency == good(system)


def answer(system: System, mutation: Mutation) -> tuple[Agency | None, tuple[Fault, ...]]:
    """Give what was read, or what was said."""
    try:
        return read_files(system, mutation.files), ()
    except InputError as error:
        return None, error.faults


def check_answer(mutation: Mutation, faults: tuple[Fault, ...]) -> None:
    files = {name for name, _ in mutation.files}
    for fault in faults:
        said = f"{mutation.kind}: {fault.text()}"
        assert fault.file in files or fault.problem == messages.NO_TABLE.problem, said
        assert fault.problem, said
        assert fault.remedy, said
        if fault.problem in OF_A_CELL:
            assert fault.row is not None, said
            assert fault.row >= 1, said
            assert fault.column, said
    if mutation.place:
        table, row, column = mutation.place
        places = {
            (fault.sheet or fault.file.removesuffix(".csv"), fault.row, fault.column) for fault in faults
        }
        assert (table, row, column) in places, f"{mutation.kind}: {places} lack {mutation.place}"


def test_the_commits_are_counted(system: System) -> None:
    """The check above can fail: an accepted import moves the count."""
    engine = create_engine(str(system.settings.database_url))
    with engine.connect() as connection:
        before = connection.execute(text("PRAGMA data_version")).scalar_one()
        preview(system, OPERATOR, good(system))
        import_agency(system.open(), good(system), OPERATOR, system.clock)
        assert connection.execute(text("PRAGMA data_version")).scalar_one() != before
    engine.dispose()


def test_a_workbook_among_the_files_is_named(system: System) -> None:
    with pytest.raises(InputError) as error:
        read_files(system, [(BOOK, b"")])
    assert [fault.file for fault in error.value.faults] == [BOOK]


def test_most_mutations_must_be_refused() -> None:
    made = list(mutations(BATCH, seed=0))
    assert sum(mutation.refused is True for mutation in made) > BATCH // 2
    assert sum(mutation.place is not None for mutation in made) > BATCH // 4
