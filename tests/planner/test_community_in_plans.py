"""A community that stands in members' plans: what it does finishes their tasks, and its hours count once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from api.db import SqlUnitsOfWork
from catalog.ledger import Meeting, Part, standing_grants
from planner.activities import Activity, FilledPaper, Phase
from planner.communities import Attendance
from planner.errors import FieldFault, Unfit
from planner.quota import jp_year
from planner.usecases import enrol, finish_task
from tests.planner.communal import SHARING, Together, at_noon
from tests.planner.passing import Passing, learning
from tests.small_agency import ANI, BUDI, EKA, SetClock, Sign

FORM = "komunitas_belajar"
HALF_YEAR = learning(SHARING.code, FORM, date(2027, 1, 11), date(2027, 6, 30), hours=20)
P = Part.PARTICIPANT


@pytest.fixture
def together(open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock) -> Together:
    return Together(open_uow, sign, clock)


@pytest.fixture
def story(together: Together) -> Passing:
    return Passing(together.open, together.sign, together.clock)


def stages(story: Passing, lived: Activity) -> list[str]:
    """The stages that are done, each repetition by itself."""
    with story.open(write=False) as uow:
        (now,) = uow.activities.of_journey(lived.journey)
    return [task.stage.key for task in now.tasks if task.finished_at is not None]


def test_the_community_finishes_its_members_tasks_and_its_hours_count_once(
    together: Together, story: Passing
) -> None:
    (lived,) = story.start(HALF_YEAR)
    found = together.propose(solution=SHARING.code)
    assert stages(story, lived) == []
    found = together.verify(found)
    assert stages(story, lived) == ["proposal", "verification"]
    together.clock.moment = at_noon(2027, 3, 31)
    held = together.meet(found, Meeting.KNOWLEDGE, Attendance(ANI, Part.PRESENTER), Attendance(EKA, P))
    assert {row.grant.activity.solution for row in together.ledger(ANI)} == {SHARING.code}
    together.recap(found, date(2027, 3, 31))
    assert stages(story, lived) == ["proposal", "verification", "recap"]
    together.clock.moment = at_noon(2027, 6, 30)
    together.recap(found, date(2027, 6, 30))
    together.close(together.now(found))
    assert sorted(stages(story, lived)) == ["meetings", "proposal", "recap", "verification"]
    with story.open(write=False) as uow:
        (now,) = uow.activities.of_journey(lived.journey)
    (left,) = [task for task in now.tasks if task.finished_at is None]
    written = {"progress": "Kamus selesai.", "obstacles": "Tidak ada."}
    with story.open() as uow:
        uow.activities.save_papers(left.id, (FilledPaper("evaluation", (written,), story.clock.now(), "lo"),))
        uow.commit()
    finish_task(story.open(), story.sign.officer, left.id, "Baik.", story.clock)
    done = story.result(lived)
    assert done.activity.phase is Phase.PASSED
    assert (done.entries, together.jp(ANI)) == ((), [4])
    (certificate,) = story.certificates()
    assert certificate.jp == 4
    # What is put right later is certified anew.
    together.correct(found, held, Attendance(ANI, P), Attendance(EKA, P))
    old, new = story.certificates()
    assert (old.withdrawn_at is None, new.withdrawn_at, new.jp) == (False, None, 2)


def test_who_joins_later_or_starts_later_is_carried_along(together: Together, story: Passing) -> None:
    found = together.running(solution=SHARING.code, members=(BUDI,))
    (ani,) = story.start(HALF_YEAR)
    enrol(
        *(together.open(), together.sign.supervisor, found.id, together.now(found).version),
        *([ANI, EKA], [], together.clock),
    )
    assert stages(story, ani) == ["proposal", "verification"]
    (eka,) = story.start(HALF_YEAR, nip=EKA)
    together.meet(found, Meeting.KNOWLEDGE, Attendance(EKA, P), ago=timedelta(days=2))
    assert stages(story, eka) == ["proposal", "verification"]


def test_what_is_planned_shrinks_meeting_by_meeting(together: Together, story: Passing) -> None:
    story.start(replace(HALF_YEAR, jp=5))
    found = together.running(solution=SHARING.code)
    planned = []
    for ago in (4, 3, 2):
        with story.open(write=False) as uow:
            plans, person = uow.journeys.of_person(ANI), uow.people.get(ANI)
        assert person is not None
        grants = standing_grants(together.ledger(ANI))
        year = jp_year(person, "ahli_muda", 2027, grants, plans, together.at())
        planned.append((year.earned, year.planned))
        together.meet(found, Meeting.KNOWLEDGE, ago=timedelta(days=ago))
    assert planned == [(0, 5), (2, 3), (4, 1)]


def test_a_community_of_no_plan_touches_none(together: Together, story: Passing) -> None:
    (lived,) = story.start(HALF_YEAR)
    found = together.running()
    together.meet(found)
    assert stages(story, lived) == []


def test_a_recapitulation_is_of_days_that_were_and_is_signed(together: Together) -> None:
    found = together.running()
    today = together.clock.today()
    with pytest.raises(Unfit) as ahead:
        together.recap(found, today + timedelta(days=1))
    assert [one.field for one in ahead.value.faults] == ["until"]
    assert together.recap(found, today).recapped_until == today
    with pytest.raises(Unfit) as again:
        together.recap(found, today)
    told = {"since": today + timedelta(days=1), "today": today}
    assert again.value.faults == (FieldFault("until", "Choose a day from {since} to {today}.", told),)
