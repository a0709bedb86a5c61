"""Models are kept, promoted through the gate and rolled back, on both databases; the log tells every step."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from api.db import SqlUnitsOfWork
from competency_models.errors import InputError
from planner.access import Actor, Role
from planner.errors import Forbidden, NotFound, ReasonMissing
from planner.errors.models import NothingBefore, ServesAlready, ServesMeanwhile
from planner.ports import Decision
from planner.training.refused import GateShut
from planner.usecases.models import (
    card_of,
    find_model,
    keep_model,
    look_at_models,
    promote_model,
    roll_back_model,
)
from tests.planner.kept_models import TOO_FEW, comparison, made, ranker
from tests.small_agency import SetClock

CLO = Actor(1, "clo", Role.CLO)
OFFICER = Actor(2, "lo", Role.LEARNING_OFFICER)
EMPLOYEE = Actor(3, "ani", Role.EMPLOYEE)
ADMINISTRATOR = Actor(4, "admin", Role.ADMINISTRATOR)


class Models:
    """The verbs, each in a transaction of its own."""

    def __init__(self, open_uow: SqlUnitsOfWork, clock: SetClock) -> None:
        self.open, self.clock = open_uow, clock

    def keep(self, bias: float) -> str:
        self.clock.wait(hours=1)
        return keep_model(self.open(), CLO, made(bias), self.clock).version

    def promote(self, bias: float, after: int, actor: Actor = CLO, reason: str = "better") -> str:
        told = comparison(ranker(bias))
        return promote_model(self.open(), actor, told, after, reason, self.clock).version

    def roll_back(self, after: int, actor: Actor = CLO, reason: str = "worse in practice") -> str:
        return roll_back_model(self.open(), actor, after, reason, self.clock).version

    @property
    def serving(self) -> str:
        return look_at_models(self.open(write=False), OFFICER).serves.version

    @property
    def log(self) -> tuple[Decision, ...]:
        with (uow := self.open(write=False)):
            return uow.decisions.page().rows


@pytest.fixture
def models(open_uow: SqlUnitsOfWork, clock: SetClock) -> Models:
    return Models(open_uow, clock)


def test_models_come_and_go_and_the_log_tells_it(models: Models) -> None:
    first, second = models.keep(0.1), models.keep(0.2)
    assert models.serving == ""
    assert models.promote(0.1, 0) == first
    assert models.promote(0.2, 1, ADMINISTRATOR) == second == models.serving
    assert models.roll_back(2) == first == models.serving
    assert models.promote(0.2, 3) == second
    assert [models.roll_back(4), models.roll_back(5)] == [first, ""]
    assert models.serving == ""
    told = [(one.move, one.subject, one.subject_id, one.version, one.actor) for one in reversed(models.log)]
    assert told[:5] == [
        ("train", "model", first, 0, "clo"),
        ("train", "model", second, 0, "clo"),
        ("promote", "model", first, 1, "clo"),
        ("promote", "model", second, 2, "admin"),
        ("roll_back", "model", first, 3, "clo"),
    ]
    assert told[-1][:3] == ("roll_back", "model", "default")
    assert [one.reason for one in models.log if one.move == "promote"] == ["better"] * 3


def test_keeping_the_same_model_again_changes_nothing(models: Models) -> None:
    version, rows = models.keep(0.1), models.log
    assert models.keep(0.1) == version
    assert models.log == rows
    shelf = look_at_models(models.open(write=False), OFFICER)
    assert [one.version for one in shelf.models] == [version]
    assert card_of(shelf.models[0]) == made(0.1).card


def test_who_may_do_what(models: Models, clock: SetClock) -> None:
    version = models.keep(0.1)
    for actor in (OFFICER, EMPLOYEE):
        with pytest.raises(Forbidden):
            keep_model(models.open(), actor, made(0.2), clock)
        with pytest.raises(Forbidden):
            models.promote(0.1, 0, actor)
        with pytest.raises(Forbidden):
            models.roll_back(0, actor)
    with pytest.raises(Forbidden):
        look_at_models(models.open(write=False), EMPLOYEE)
    with pytest.raises(Forbidden):
        find_model(models.open(write=False), EMPLOYEE, version)
    assert find_model(models.open(write=False), OFFICER, version).made_by == "clo"
    assert [one.move for one in models.log] == ["train"]


def test_what_is_refused_leaves_no_trace(models: Models, clock: SetClock) -> None:
    models.keep(0.1)
    models.promote(0.1, 0)
    models.keep(0.2)
    rows = models.log
    with pytest.raises(NotFound):
        models.promote(0.7, 1)
    with pytest.raises(ServesAlready):
        models.promote(0.1, 1)
    for seen in (0, 2, -1):
        with pytest.raises(ServesMeanwhile):
            models.promote(0.2, seen)
        with pytest.raises(ServesMeanwhile):
            models.roll_back(seen)
    with pytest.raises(ReasonMissing):
        models.promote(0.2, 1, reason=" ")
    with pytest.raises(ReasonMissing):
        models.roll_back(1, reason="")
    shut = comparison(ranker(0.2), TOO_FEW)
    with pytest.raises(GateShut, match="too_few") as refused:
        promote_model(models.open(), CLO, shut, 1, "all the same", clock)
    assert refused.value.findings == (TOO_FEW,)
    assert models.log == rows
    models.roll_back(1)
    with pytest.raises(NothingBefore):
        models.roll_back(2)


def test_of_two_who_follow_the_same_serving_the_second_is_refused(models: Models) -> None:
    models.keep(0.1)
    models.promote(0.1, 0)
    with (uow := models.open()):
        (serving,) = uow.rankers.servings()
        with pytest.raises(ServesMeanwhile, match=f"default.*{serving.version}"):
            uow.rankers.serve(replace(serving, reason="at the same moment"))


ATTACKS = (
    "UPDATE ranker SET sha256 = 'x'",
    "DELETE FROM ranker_serving",
    "UPDATE ranker_serving SET version = NULL",
    "DELETE FROM ranker",
)


def test_no_statement_changes_or_deletes_a_model_or_a_serving(models: Models) -> None:
    models.keep(0.1)
    models.promote(0.1, 0)
    postgresql = models.open.engine.dialect.name == "postgresql"
    more = "TRUNCATE ranker, ranker_serving" if postgresql else "REPLACE INTO ranker SELECT * FROM ranker"
    for attack in (*ATTACKS, more):
        with models.open.engine.connect() as connection, pytest.raises(DBAPIError, match="append-only"):
            connection.execute(text(attack))


def test_a_model_damaged_in_the_database_is_named_and_does_not_serve(models: Models) -> None:
    first, second = models.keep(0.1), models.keep(0.2)
    models.promote(0.1, 0)
    models.promote(0.2, 1)
    damage(models.open, second, b"no model")
    shelf = look_at_models(models.open(write=False), OFFICER)
    assert (shelf.serves.version, shelf.serves.promoted) == (first, second)
    assert [fault.file for fault in shelf.faults[second]] == [f"model {second}"]
    assert first not in shelf.faults
    models.roll_back(2)
    with pytest.raises(InputError, match="SHA-256"):
        models.promote(0.2, 3)
    with pytest.raises(InputError, match="SHA-256"):
        models.keep(0.2)


def test_text_written_over_a_model_or_its_card_is_refused_like_any_damage(models: Models) -> None:
    version = models.keep(0.1)
    models.promote(0.1, 0)
    damage(models.open, version, "{}", "card")
    assert models.serving == version
    damage(models.open, version, "{}")
    shelf = look_at_models(models.open(write=False), OFFICER)
    assert shelf.serves.ranker is None
    assert [one.file for one in shelf.faults[version]] == [f"model {version}", f"card of model {version}"]


def damage(open_uow: SqlUnitsOfWork, version: str, value: bytes | str, column: str = "body") -> None:
    """Write over a kept model, as only somebody with the database can: its triggers are taken off first."""
    with open_uow.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE ranker DISABLE TRIGGER USER"))
            value = value.encode() if isinstance(value, str) else value
        else:
            connection.execute(text("DROP TRIGGER IF EXISTS ranker_no_update"))
        written = {"value": value, "version": version}
        connection.execute(text(f"UPDATE ranker SET {column} = :value WHERE version = :version"), written)
