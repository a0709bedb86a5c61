"""An activity's way through its phases, without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.activity_stages import Doer
from catalog.forms import load_forms
from competency_models.people import Person
from planner.access import Actor, Role, Scope
from planner.activities import (
    OPEN,
    TURNS,
    Activity,
    Party,
    Phase,
    Turn,
    next_phase,
    possible_results,
    ready_tasks,
    turned,
    with_finished,
)
from planner.activities.desk import desk_of, may_record_result, sees_activity
from planner.activities.start import activities_of, stages_of
from planner.errors import ActivityClosed, TaskDone, TaskWaits
from planner.journey import Consideration, Journey, State
from tests.small_agency import ANI, BUDI, EKA, item

FORMS = load_forms().at(date(2027, 1, 4))
GENERAL = FORMS["pelatihan_teknis"].stages
NOW = datetime(2027, 2, 1, 1, tzinfo=UTC)
ME = Person(ANI, "Ani", "A11", "J1", supervisor=BUDI)
ALONE = Person(EKA, "Eka", "A11", "J1")


def activity(form: str = "magang_praktik_kerja", offering: str | None = None) -> Activity:
    """An activity of four weeks in February, whose tasks are numbered from 1."""
    one = replace(item("S1", offering), form=form)
    journey = Journey(1, ANI, 2027, Consideration.GAP, State.ACTIVE, 1, (one,), (one,))
    (made,) = activities_of(journey, FORMS, GENERAL, NOW)
    return replace(
        made, tasks=tuple(replace(task, id=number) for number, task in enumerate(made.tasks, start=1))
    )


def do(lived: Activity, *keys: str) -> Activity:
    for key in keys:
        task = next(task for task in ready_tasks(lived) if task.stage.key == key)
        lived = with_finished(lived, task.id, NOW, 1, "")
    return lived


def ready(lived: Activity) -> list[str]:
    return [task.stage.key for task in ready_tasks(lived)]


def test_an_internship_goes_from_agreement_to_test() -> None:
    lived = activity()
    assert (lived.phase, ready(lived)) == (Phase.PLANNED, ["agreement"])
    lived = do(lived, "agreement", "briefing", "orientation")
    assert (lived.phase, ready(lived)) == (Phase.RUNNING, ["practice", "monitoring"])
    lived = do(lived, "practice", "host_assessment", "final_report")
    assert ready(lived) == ["monitoring"]
    lived = do(lived, "monitoring", "final_test")
    assert (lived.phase, ready(lived)) == (Phase.AWAITING_RESULT, [])


def test_deadlines_are_counted_from_the_item_s_days() -> None:
    due = {task.stage.key: task.due for task in activity().tasks}
    assert due["agreement"] == date(2027, 1, 18)
    assert due["orientation"] == date(2027, 2, 3)
    assert due["practice"] == date(2027, 2, 27)
    assert due["final_test"] == date(2027, 3, 13)


def test_what_repeats_comes_one_after_the_other() -> None:
    one = replace(item(days=100), form="belajar_mandiri")
    journey = Journey(1, ANI, 2027, Consideration.GAP, State.ACTIVE, 1, (one,), (one,))
    (made,) = activities_of(journey, FORMS, GENERAL, NOW)
    monitoring = [task for task in made.tasks if task.stage.key == "monitoring"]
    assert [task.number for task in monitoring] == [1, 2, 3]


def test_a_batch_is_run_by_the_hr_unit_and_without_one_by_the_own_unit() -> None:
    coached = replace(item("S3"), form="coaching")
    assert len(stages_of(coached, FORMS, GENERAL)) == 6
    assert len(stages_of(replace(coached, offering="O9"), FORMS, GENERAL)) == 14


def test_a_form_that_nobody_knows_is_lived_by_the_general_stages() -> None:
    assert [task.stage.key for task in activity("unheard_of").tasks] == ["take_part", "evidence"]


def test_what_waits_for_another_cannot_be_done_first() -> None:
    lived = activity()
    briefing = next(task for task in lived.tasks if task.stage.key == "briefing")
    with pytest.raises(TaskWaits):
        with_finished(lived, briefing.id, NOW, 1, "")


def test_nothing_is_done_twice() -> None:
    lived = do(activity(), "agreement")
    with pytest.raises(TaskDone):
        with_finished(lived, next(task.id for task in lived.tasks if task.finished_at), NOW, 1, "")


def test_nothing_is_done_once_it_is_over() -> None:
    over = turned(activity(), Turn.CANCEL, NOW)
    assert ready_tasks(over) == ()
    with pytest.raises(ActivityClosed):
        with_finished(over, 1, NOW, 1, "")


@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("turn", Turn)
def test_only_the_table_leads_from_phase_to_phase(phase: Phase, turn: Turn) -> None:
    if (phase, turn) in TURNS:
        assert next_phase(phase, turn) is TURNS[phase, turn]
    else:
        with pytest.raises(ActivityClosed):
            next_phase(phase, turn)


def test_every_phase_can_be_reached_and_every_open_one_left() -> None:
    assert set(TURNS.values()) | {Phase.PLANNED} == set(Phase)
    assert {phase for phase, turn in TURNS if turn is Turn.CANCEL} == OPEN


def test_a_failure_within_one_s_own_control_can_be_evaluated_and_nothing_else() -> None:
    failed = replace(activity(), phase=Phase.FAILED_BARRED)
    assert possible_results(failed) == (Turn.EVALUATE,)


DESKS = {
    Doer.EMPLOYEE: {"employee"},
    Doer.SUPERIOR: {"supervisor"},
    Doer.UNIT_HEAD: {"supervisor", "officer", "clo"},
    Doer.MENTOR: {"supervisor", "officer", "clo"},
    Doer.COACH: {"supervisor", "officer", "clo"},
    Doer.HR_UNIT: {"officer", "clo"},
    Doer.HOST: {"officer", "clo"},
    Doer.ORGANISER: {"officer", "clo"},
}
ACTORS = {
    "employee": Actor(1, "ani", Role.EMPLOYEE, ANI),
    "supervisor": Actor(2, "budi", Role.SUPERVISOR, BUDI),
    "officer": Actor(3, "lo", Role.LEARNING_OFFICER, EKA, frozenset({"A1", "A11"})),
    "foreign": Actor(4, "lo2", Role.LEARNING_OFFICER, None, frozenset({"A2"})),
    "clo": Actor(5, "clo", Role.CLO),
    "administrator": Actor(6, "admin", Role.ADMINISTRATOR),
}


@pytest.mark.parametrize("doer", Doer)
def test_whose_task_it_is(doer: Doer) -> None:
    assert {name for name, actor in ACTORS.items() if desk_of(actor).holds(ME, doer)} == DESKS[doer]


def test_the_superior_s_task_of_somebody_without_one_is_the_officer_s() -> None:
    holding = {name for name, actor in ACTORS.items() if desk_of(actor).holds(ALONE, Doer.SUPERIOR)}
    # The officer is that person: nobody stands in for their own superior.
    assert holding == {"clo"}


@given(st.sampled_from(Role), st.sampled_from(Doer))
def test_one_s_own_desk_holds_one_s_own_part_and_no_other(role: Role, doer: Doer) -> None:
    me = Actor(1, "ani", role, ANI, frozenset({"A11"}))
    assert desk_of(me).holds(ME, doer) == (doer is Doer.EMPLOYEE and role is not Role.ADMINISTRATOR)


def test_officers_record_results_but_not_their_own() -> None:
    assert {name for name, actor in ACTORS.items() if may_record_result(actor, ME)} == {"officer", "clo"}
    assert not may_record_result(ACTORS["officer"], ALONE)


def test_an_administrator_s_desk_is_empty() -> None:
    assert desk_of(ACTORS["administrator"]).scope == Scope()


def test_a_party_sees_the_activity_though_not_the_person() -> None:
    guided = replace(activity(), parties=(Party(Doer.COACH, 1, EKA, "Eka"), Party(Doer.MENTOR, 2, None, "X")))
    coach = Actor(7, "eka", Role.EMPLOYEE, EKA)
    assert sees_activity(coach, guided, ME)
    assert not sees_activity(coach, activity(), ME)
    assert not sees_activity(replace(coach, nip=None), guided, ME)
    assert {name for name, actor in ACTORS.items() if sees_activity(actor, activity(), ME)} == {
        "employee",
        "supervisor",
        "officer",
        "clo",
        "administrator",
    }
