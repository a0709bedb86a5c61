"""Reminders on both databases: to whom, how often, and in how many queries."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Engine, event

from api.db import SqlUnitsOfWork
from competency_models.people import Assessment, Source
from planner.access import Actor, Role
from planner.activities import Activity, Phase, ready_tasks
from planner.activities.desk import desk_of
from planner.notices import NoticeKind
from planner.recap import months_later, recap_due
from planner.regulations import standard_parameters
from planner.usecases import import_agency, remind, withdraw
from planner.usecases.models import keep_model, promote_model
from planner.usecases.reminders import doer_of
from tests.planner.communal import Together
from tests.planner.guided import Guided
from tests.planner.kept_models import comparison, made, ranker
from tests.planner.test_activity_stories import Lived, lived
from tests.planner.test_model_stories import damage
from tests.small_agency import ADMINISTRATOR, AGENCY, ANI, BUDI, CITRA, EKA, SetClock, Sign

__all__ = ["lived"]
PARAMETERS = standard_parameters()


class Reminding:
    """Reminders on a day, and what each person then finds."""

    def __init__(self, found: Lived) -> None:
        self.lived = found

    def on(self, day: date) -> dict[str, int]:
        clock = self.lived.clock
        clock.moment = datetime.combine(day, clock.moment.timetz())
        written = remind(self.lived.open(), PARAMETERS.at(day), clock)
        return {kind.value: count for kind, count in written.items()}

    def told(self, actor: Actor) -> list[tuple[str, object]]:
        with self.lived.open(write=False) as uow:
            rows = uow.outbox.page(actor.account_id or 0).rows
        return [(one.kind.value, one.params.get("day", one.params.get("n"))) for one in reversed(rows)]


@pytest.fixture
def reminding(lived: Lived) -> Reminding:
    return Reminding(lived)


def due(activity: Activity, key: str) -> date:
    return next(task.due for task in activity.tasks if task.stage.key == key)


def test_a_task_is_told_before_at_and_after_its_deadline(reminding: Reminding) -> None:
    day = due(reminding.lived.start(), "take_part")
    week = timedelta(days=7)
    heard = {
        after: reminding.on(day + timedelta(days=after)) for after in (-8, -7, -6, 0, 1, 2, 7, 8, 9, 14, 15)
    }
    due_, late = {"task_due": 1}, {"task_overdue": 1}
    assert heard == {-8: {}, -7: due_, -6: {}, 0: {}, 1: late, 2: {}, 7: {}, 8: late, 9: {}, 14: {}, 15: late}
    told = reminding.told(reminding.lived.sign.employee)
    assert told == [("task_due", str(day)), *[("task_overdue", str(day))] * 3]
    assert reminding.on(day + 20 * week) == late


def test_running_twice_writes_nothing_twice(reminding: Reminding) -> None:
    lived_ = reminding.lived
    course, own = lived_.start(), lived_.start("belajar_mandiri", EKA)
    day = max(due(course, "take_part"), due(own, "proposal"))
    assert reminding.on(day)
    assert reminding.on(day) == {}


def test_a_done_task_is_not_told(reminding: Reminding) -> None:
    course = reminding.lived.start()
    reminding.lived.finish(reminding.lived.sign.employee, course, "take_part")
    assert reminding.on(due(course, "take_part")) == {}


def test_a_superior_is_told_of_their_part(reminding: Reminding) -> None:
    own = reminding.lived.start("belajar_mandiri")
    reminding.on(due(own, "proposal"))
    assert [kind for kind, _ in reminding.told(reminding.lived.sign.supervisor)] == ["task_due"]
    assert reminding.told(reminding.lived.sign.employee) == []


def test_officers_get_one_line_a_day_and_the_newest_stands(reminding: Reminding) -> None:
    sign = reminding.lived.sign
    first = reminding.lived.start("magang_praktik_kerja")
    reminding.lived.start("magang_praktik_kerja", EKA)
    day = due(first, "agreement")
    assert reminding.on(day) == {"tasks_of_units": 2}
    assert reminding.on(day + timedelta(days=1)) == {"tasks_of_units": 2}
    for officer in (sign.officer, sign.second_officer):
        assert reminding.told(officer) == [("tasks_of_units", 2)] * 2
        with reminding.lived.open(write=False) as uow:
            assert uow.outbox.unread(officer.account_id or 0) == 1
    assert reminding.told(sign.clo) == []


def test_reminders_go_to_those_on_whose_desk_the_task_lies(reminding: Reminding) -> None:
    """The one query and the rule of the desk agree on every doer."""
    lived_ = reminding.lived
    for nip in (ANI, BUDI, CITRA, EKA):
        lived_.start("coaching", nip)
    for nip, form in ((ANI, "belajar_mandiri"), (EKA, "magang_praktik_kerja")):
        with lived_.open(write=False) as uow:
            (old,) = uow.activities.of_person(nip)
        withdraw(lived_.open(), lived_.sign.clo, old.journey, 2, lived_.clock)
        lived_.start(form, nip)
    with lived_.open(write=False) as uow:
        tasks = uow.activities.due(date(2030, 1, 1))
        people = uow.people.many({task.nip for task in tasks})
        ready = {
            task.id for nip in people for one in uow.activities.of_person(nip) for task in ready_tasks(one)
        }
    assert {task.id for task in tasks} == ready
    actors = [actor for actor in vars(lived_.sign).values() if actor.nip]
    for task in tasks:
        doer = doer_of(task)
        holding = {actor.nip for actor in actors if desk_of(actor).holds(people[task.nip], task.doer)}
        assert doer is None or doer in holding or doer not in {actor.nip for actor in actors}, task


def test_many_tasks_take_as_many_queries_as_one(reminding: Reminding, engine: Engine) -> None:
    def queries(day: date) -> int:
        with counted(engine) as seen:
            reminding.on(day)
        return len(seen)

    day = max(task.due for task in reminding.lived.start("coaching", ANI).tasks)
    reminding.lived.start("coaching", BUDI)
    few = queries(day)
    for nip in (CITRA, EKA):
        reminding.lived.start("coaching", nip)
    assert queries(day) == few


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


def test_a_recap_is_told_to_the_coordinator_before_and_after_its_day(
    open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock
) -> None:
    found = Together(open_uow, sign, clock)
    community = found.verify(found.propose(coordinator=ANI))
    due_day = recap_due(community, PARAMETERS.at(clock.today()))
    assert due_day is not None
    heard = {}
    for after in (-8, -7, 0, 1, 2, 8):
        clock.moment = datetime.combine(due_day + timedelta(days=after), clock.moment.timetz())
        heard[after] = dict(remind(open_uow(), PARAMETERS.at(clock.today()), clock))
    once = {NoticeKind.RECAP_DUE: 1}
    assert heard == {-8: {}, -7: once, 0: {}, 1: once, 2: {}, 8: once}


class Programme:
    """A programme of coaching by the HR unit that Ani passed."""

    def __init__(self, open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock, *, batch: bool = True) -> None:
        self.open, self.clock = open_uow, clock
        started = Guided(open_uow, sign, clock).start("coaching", ANI, batch=batch)
        self.ended = started.ends
        with open_uow() as uow:
            uow.activities.change([replace(started, phase=Phase.PASSED, version=started.version + 1)])
            uow.commit()

    def on(self, day: date) -> int:
        self.clock.moment = datetime.combine(day, self.clock.moment.timetz())
        return remind(self.open(), PARAMETERS.at(day), self.clock).get(NoticeKind.REASSESSMENT_DUE, 0)


def test_officers_are_told_to_assess_anew_within_six_months(
    open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock
) -> None:
    passed = Programme(open_uow, sign, clock)
    due_day = months_later(passed.ended, 6)
    days = [due_day + timedelta(days=after) for after in (-31, -30, -29, 1, 2, 8)]
    assert [passed.on(day) for day in days] == [0, 2, 0, 2, 0, 2]
    assert passed.on(months_later(passed.ended, 13)) == 0


def test_who_was_assessed_by_the_talent_unit_is_not_called_again(
    open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock
) -> None:
    passed = Programme(open_uow, sign, clock)
    due_day, day = months_later(passed.ended, 6), passed.ended + timedelta(days=9)
    own = Assessment(ANI, "T.01", 2, Source.SELF, day)
    for source, told in ((Source.SELF, 2), (Source.TEST, 0)):
        agency = replace(AGENCY, assessments=(*AGENCY.assessments, replace(own, source=source)))
        import_agency(open_uow(), agency, ADMINISTRATOR, clock)
        assert (
            passed.on(due_day - timedelta(days=30 if told else 0) + timedelta(days=0 if told else 1)) == told
        )


def test_coaching_by_the_own_unit_needs_no_new_assessment(
    open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock
) -> None:
    passed = Programme(open_uow, sign, clock, batch=False)
    assert passed.on(months_later(passed.ended, 6)) == 0


def test_a_damaged_model_is_told_once_to_those_who_may_mend_it(reminding: Reminding) -> None:
    lived, day = reminding.lived, date(2027, 1, 5)
    version = keep_model(lived.open(), lived.sign.clo, made(0.1), lived.clock).version
    promote_model(lived.open(), lived.sign.clo, comparison(ranker(0.1)), 0, "better", lived.clock)
    assert reminding.on(day) == {}
    damage(lived.open, version, b"no model")
    with lived.open(write=False) as uow:
        mends = uow.accounts.of_roles([Role.CLO, Role.ADMINISTRATOR])
    assert lived.sign.clo.account_id in mends
    assert reminding.on(day) == {"model_damaged": len(mends)}
    assert reminding.on(day + timedelta(days=1)) == {}
    assert reminding.told(lived.sign.clo)[-1][0] == "model_damaged"
    assert "model_damaged" not in [kind for kind, _ in reminding.told(lived.sign.officer)]
