"""The demo agency has lived before it is shown: nothing is late, everybody with a sign-in has something to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.demo.agency import DEMO_DAY
from api.demo.living import live_the_autumn
from api.demo.programme import PROGRAMME
from api.system import System
from catalog.activity_stages import Doer
from planner.activities import Activity, Phase, ready_tasks
from planner.activities.desk import desk_of
from planner.communities import CommunityState
from planner.guides import GuideKind
from tests.api.demo_installation import demo_installation


@pytest.fixture
def demo(sqlite_url: str, tmp_path: Path) -> Iterator[System]:
    with demo_installation(sqlite_url, tmp_path / "data") as system:
        assert live_the_autumn(system, system.worlds.current().agency, DEMO_DAY) > 10
        yield system


def lived(system: System, username: str) -> tuple[Activity, ...]:
    with system.open(write=False) as uow:
        account = uow.accounts.named(username)
        assert account is not None
        assert account.nip is not None
        return uow.activities.of_person(account.nip)


def test_it_is_lived_once(demo: System) -> None:
    assert live_the_autumn(demo, demo.worlds.current().agency, DEMO_DAY) == 0


def test_what_was_due_is_done_and_what_is_over_is_passed(demo: System) -> None:
    activities = [*lived(demo, "pegawai"), *lived(demo, "coachee")]
    assert [task.stage.key for one in activities for task in ready_tasks(one) if task.due < DEMO_DAY] == []
    phases = Counter(one.phase for one in activities)
    assert phases.keys() == {Phase.PASSED, Phase.RUNNING}
    assert phases[Phase.PASSED] >= 5


def test_the_programme_stands_in_its_third_week_with_coach_and_mentor(demo: System) -> None:
    (programme,) = [one for one in lived(demo, "coachee") if one.solution == PROGRAMME.code]
    assert (DEMO_DAY - programme.starts).days // 7 + 1 == 3
    assert {party.doer for party in programme.parties} == {Doer.COACH, Doer.MENTOR}
    assert [task.stage.key for task in ready_tasks(programme)] == ["progress"]
    with demo.open(write=False) as uow:
        account = uow.accounts.named("coach")
        coach = uow.accounts.actor(account.id) if account else None
        assert coach is not None
        assert [row.stage.key for row in uow.activities.waiting(desk_of(coach)).rows] == ["progress"]


def test_there_are_guides_a_community_and_certificates_to_look_at(demo: System) -> None:
    with demo.open(write=False) as uow:
        kinds = Counter(guide.kind for guide in uow.guides.all())
        head = uow.people.get(lived_by(demo, "atasan"))
        assert head is not None
        (community,) = uow.communities.of_unit(head.unit)
        meetings = uow.communities.meetings([community.id])
        certificates = uow.certificates.of_person(lived_by(demo, "pegawai"))
    assert kinds[GuideKind.COACH] >= 4
    assert kinds[GuideKind.MENTOR] >= 3
    assert community.state is CommunityState.VERIFIED
    assert len(meetings) == 2
    assert all(len(meeting.attendance) >= 2 for meeting in meetings)
    assert len(certificates) >= 3


def lived_by(system: System, username: str) -> str:
    with system.open(write=False) as uow:
        account = uow.accounts.named(username)
    assert account is not None
    return account.nip or ""
