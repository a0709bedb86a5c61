"""The weekly figures gathered from plans, decisions and results, on both databases, with as many queries for many as for one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, event

from api.db import SqlUnitsOfWork
from catalog.forms import load_forms
from planner.activities import Activity, Phase
from planner.errors import Forbidden
from planner.journey import Consideration, Journey, Provenance, State
from planner.judgements import Judged, Judgement
from planner.regulations import standard_parameters
from planner.usecases.drift import look_at_drift
from planner.world import World
from tests.small_agency import AGENCY, ANI, CITRA, EKA, YEAR, SetClock, Sign, item

TODAY = date(2027, 3, 17)
WORLD = World.build(AGENCY, TODAY, YEAR, standard_parameters(), load_forms())


def live(open_uow: SqlUnitsOfWork, clock: SetClock, nip: str, phase: Phase, ranker: str) -> None:
    """Somebody's plan of two items, of which the first was lived and the second changed by an officer."""
    first, second = replace(item("S1"), completion=0.8, closing=0.6), item("S3")
    made = Provenance(ranker, "abc", date(2027, 2, 24), 7, "hash")
    plan = Journey(0, nip, YEAR, Consideration.GAP, State.ACTIVE, 3, (first,), (first, second))
    with open_uow() as uow:
        (number,) = uow.journeys.add([replace(plan, changed_at=clock.now(), provenance=made)])
        lived = Activity(
            0, number, nip, "S1", "magang", first.starts, date(2027, 3, 12), phase, 1, clock.now(), ()
        )
        uow.activities.add([lived])
        words = ((first, Judged.KEPT), (second, Judged.REMOVED))
        uow.judgements.add(
            [
                Judgement(
                    number, nip, one.solution, date(2027, 3, 3), judged, 1, 0.5, 1.0, "abc", True, False
                )
                for one, judged in words
            ]
        )
        uow.commit()


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """The statements sent meanwhile."""
    sent: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


def test_each_fact_falls_into_its_week(
    open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock, engine: Engine
) -> None:
    live(open_uow, clock, ANI, Phase.PASSED, "linear")
    with counted(engine) as few:
        look_at_drift(open_uow(write=False), sign.clo, WORLD)
    live(open_uow, clock, CITRA, Phase.FAILED_EXCUSED, "default")
    live(open_uow, clock, EKA, Phase.RUNNING, "linear")
    with counted(engine) as many:
        found = {week.week: week for week in look_at_drift(open_uow(write=False), sign.clo, WORLD)}
    assert len(many) == len(few)
    planned, decided, ended = found["2027-W08"], found["2027-W09"], found["2027-W10"]
    assert planned.planned == 3
    assert planned.by_default == pytest.approx(1 / 3, abs=1e-6)
    assert planned.coverage == pytest.approx(2 / 3, abs=1e-6)
    assert (decided.decided, decided.overridden) == (3, 0.5)
    (completion,) = ended.calibration
    assert (ended.ended, completion.said, completion.true) == (2, 0.8, 0.5)
    with pytest.raises(Forbidden):
        look_at_drift(open_uow(write=False), sign.employee, WORLD)
