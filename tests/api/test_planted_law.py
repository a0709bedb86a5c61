"""One folder of an agency's own values moves everything: composer, checker, ledger, and every page that tells a number.

No code knows any of these numbers: each test says what held before and what holds with the folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from api.bootstrap import ChecksByWorld
from api.deps import LOCALE_COOKIE
from catalog.forms import Forms
from catalog.ledger import Activity, Entry, Meeting, Part
from planner.activities import Activity as Lived
from planner.activities import Party
from planner.communities import Community, CommunityState
from planner.guides import Guide, GuideKind
from planner.journey import State
from planner.propose import propose
from planner.regulations import standard_parameters
from planner.usecases import activate, finish_task, grant_jp
from planner.world import World
from tests.api.doors import Doors, open_doors
from tests.api.served import serve
from tests.papers import FilesInMemory, fill
from tests.planner.small_world import AGENCY
from tests.small_agency import ANI, YEAR, SetClock, Sign, item

LAW = "Kepka 1/2027"
PLANTED: dict[str, str] = {
    "plan.hours_max_per_year": "13",
    "jp.pns_min_per_year": "31",
    "form.magang_praktik_kerja.weeks_min": "6",
    "form.kursus.jp": "{per: hour, jp: 2}",
    "community.knowledge.jp": "{participant: 3, presenter: 5}",
    "community.recap_months_max": "1",
    "guides.managerial_years_min": "{coach: 9, mentor: 9}",
    "duty.r16": "{forms: [magang_praktik_kerja], days: {briefing: 4, orientation: 4}}",
}
STAGES = """
activity.stages:
  values:
    - from: 2026-01-01
      reference: "Kepka 1/2027"
      certainty: S
      value:
        - key: take_part
          title: {id: Mengikuti kegiatan, en: Take part}
          role: employee
          output: {id: Kegiatan diikuti, en: The activity attended}
          due: {days: 3, from: end}
          documents:
            - key: diary
              id: Buku harian
              en: Diary
              contents: [{key: learned, id: Yang dipelajari, en: What was learned}]
"""


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What is promised here does not hang on the database."""
    return sqlite_url


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An agency's own values."""
    own = tmp_path / "own"
    own.mkdir()
    lines = (
        f'{name}:\n  values: [{{from: 2026-01-01, value: {value}, reference: "{LAW}", certainty: S}}]\n'
        for name, value in PLANTED.items()
    )
    (own / "own.yaml").write_text("".join(lines) + STAGES, encoding="utf-8")
    return own


@pytest.fixture
def plain(database_url: str, tmp_path: Path, sign: Sign) -> Iterator[Doors]:
    """The small agency under the law that came with the program."""
    yield from _doors(database_url, tmp_path, sign)


@pytest.fixture
def planted(database_url: str, tmp_path: Path, sign: Sign, folder: Path) -> Iterator[Doors]:
    """The same agency under its own values."""
    yield from _doors(database_url, tmp_path, sign, regulations_dir=folder)


def _doors(database_url: str, tmp_path: Path, sign: Sign, **settings: Any) -> Iterator[Doors]:
    made = open_doors(database_url, tmp_path / "data", sign, **settings)
    system = replace(made.system, check_items=ChecksByWorld(made.system.worlds))
    yield Doors(serve(system.settings, system), system, sign)
    made.system.close()


def page(doors: Doors, path: str) -> str:
    visitor = doors.visitor(doors.sign.clo)
    visitor.cookies.set(LOCALE_COOKIE, "en")
    answer = visitor.get(path)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


@pytest.mark.parametrize("name", [*PLANTED, "activity.stages"])
def test_the_page_of_rules_shows_every_one_with_its_article(planted: Doors, name: str) -> None:
    assert LAW in page(planted, f"/rules?q={name}")
    found = planted.visitor(planted.sign.employee).get(f"/api/v1/rules?text={name}").json()["items"]
    assert {row["reference"] for row in found if row["name"] == name} == {LAW}


def hours(folders: list[Path]) -> list[float]:
    parameters = standard_parameters(*folders)
    world = World.build(AGENCY, date(2027, 1, 4), 2027, parameters, Forms(parameters))
    return [sum(one.hours for one in proposal.items) for proposal in propose(world)]


def test_the_composer_plans_within_it(folder: Path) -> None:
    before, after = hours([]), hours([folder])
    assert max(before) > 13
    assert 0 <= max(after) <= 13


def test_the_checker_holds_plans_against_it(plain: Doors, planted: Doors) -> None:
    def durations(doors: Doors) -> list[tuple[str, float | None, str]]:
        own = replace(item(), form="magang_praktik_kerja")
        number = doors.journey(State.IN_REVIEW, year=YEAR if doors is plain else YEAR + 1, items=(own,))
        checks = doors.visitor(doors.sign.clo).get(f"/api/v1/journeys/{number}").json()["checks"]
        return [(c["verdict"], c["limit"], c["reference"]) for c in checks if c["rule"] == "duration"]

    assert [verdict for verdict, _, _ in durations(plain)] == ["pass"]
    assert durations(planted) == [("fail", 6.0, LAW)]


def entered(doors: Doors, activity: Activity) -> Entry:
    return grant_jp(doors.system.open(), doors.sign.clo, activity, "ahli_muda", doors.system.law, SetClock())


def course(day: int, **more: Any) -> Activity:
    starts = datetime(2026, 12, day, 1, tzinfo=UTC)
    told = {"form": "kursus", "title": f"Kursus {day}", **more}
    return Activity(ANI, starts=starts, ends=starts + timedelta(hours=6), hours=2, **told)


def test_the_ledger_counts_by_it_and_names_it(plain: Doors, planted: Doors) -> None:
    before, after = entered(plain, course(1)), entered(planted, course(2))
    assert (before.grant.jp, after.grant.jp) == (2, 4)
    assert after.grant.citation.reference == LAW
    met: dict[str, Any] = {"form": "komunitas_belajar", "meeting": Meeting.KNOWLEDGE, "part": Part.PRESENTER}
    assert (entered(plain, course(3, **met)).grant.jp, entered(planted, course(4, **met)).grant.jp) == (4, 5)


def test_the_page_of_lesson_hours_asks_for_it(plain: Doors, planted: Doors) -> None:
    path = f"/people/{plain.person(ANI)}/jp"
    assert "at least 20 JP" in page(plain, path)
    told = page(planted, path)
    assert "at least 31 JP" in told
    assert LAW in told


def started(doors: Doors, form: str, year: int) -> Lived:
    own = (replace(item(), form=form, starts=date(2027, 2, 1), ends=date(2027, 3, 28)),)
    number = doors.journey(State.APPROVED, year=year, items=own)
    activate(doors.system.open(), doors.sign.employee, number, 1, doors.system.forms, SetClock())
    with doors.system.open(write=False) as uow:
        (found,) = uow.activities.of_journey(number)
    return found


def test_the_page_of_an_activity_has_its_deadlines_and_papers(plain: Doors, planted: Doors) -> None:
    before = page(plain, f"/activities/{started(plain, 'pelatihan_teknis', YEAR).id}")
    lived = started(planted, "pelatihan_teknis", YEAR + 1)
    after = page(planted, f"/activities/{lived.id}")
    assert ("until 28 Mar 2027" in before, "until 31 Mar 2027" in before) == (True, False)
    assert ("until 28 Mar 2027" in after, "until 31 Mar 2027" in after) == (False, True)
    assert LAW in after
    employee = planted.visitor(planted.sign.employee)
    employee.cookies.set(LOCALE_COOKIE, "en")
    assert "What was learned" in employee.get(f"/tasks/{lived.tasks[0].id}").text


def briefed(doors: Doors, year: int, files: FilesInMemory) -> dict[str, dict[str, Any]]:
    """What the rules say of an internship whose briefing took a day."""
    lived = started(doors, "magang_praktik_kerja", year)
    clock = SetClock(datetime(2027, 1, 30, 2, tzinfo=UTC))
    for key in ("agreement", "briefing"):
        task = next(task for task in lived.tasks if task.stage.key == key)
        fill(doors.system.open, doors.sign.clo, task, clock, files)
        finish_task(doors.system.open(), doors.sign.clo, task.id, "", clock)
    told = doors.visitor(doors.sign.clo).get(f"/api/v1/activities/{lived.id}/checks").json()["items"]
    return {row["rule"]: row for row in told}


def test_the_rules_of_an_activity_measure_by_it(plain: Doors, planted: Doors) -> None:
    files = FilesInMemory()
    before, after = briefed(plain, YEAR, files)["r16"], briefed(planted, YEAR + 1, files)["r16"]
    assert (before["limit"], after["limit"]) == (3.0, 4.0)
    assert (after["verdict"], after["reference"]) == ("fail", LAW)


def test_the_requirements_of_a_coach_follow(planted: Doors) -> None:
    lived = started(planted, "coaching", YEAR)
    guide = Guide(
        0,
        GuideKind.COACH,
        None,
        "Luar",
        "X",
        1,
        8,
        9,
        "",
        date(2027, 1, 1),
        None,
        None,
        True,
        {},
        frozenset(),
    )
    with planted.system.open() as uow:
        number = uow.guides.add(guide)
        uow.activities.set_party(lived.id, Party(GuideKind.COACH.doer, number, None, "Luar"))
        uow.commit()
    told = planted.visitor(planted.sign.clo).get(f"/api/v1/activities/{lived.id}/checks").json()["items"]
    (coach,) = [row for row in told if row["rule"] == "r08"]
    assert (coach["verdict"], coach["measured"], coach["limit"]) == ("fail", 8.0, 9.0)
    assert LAW in coach["reference"]


def met(doors: Doors) -> int:
    """A community that was verified on New Year's Day."""
    verified = date(2027, 1, 1)
    own = Community(
        unit="A1",
        background="Latar belakang",
        topic="Data",
        meetings=(Meeting.KNOWLEDGE,),
        target="Target",
        members=(ANI,),
        schedule="Selasa",
        place="Daring",
        signed_by="Budi",
        coordinator=None,
        solution="",
        id=0,
        state=CommunityState.VERIFIED,
        version=1,
        changed_at=datetime(2027, 1, 1, tzinfo=UTC),
        verified_on=verified,
        recapped_until=verified,
    )
    with doors.system.open() as uow:
        number = uow.communities.add(own)
        uow.commit()
    return number


def test_the_pages_of_a_community_await_its_recapitulation_by_it(plain: Doors, planted: Doors) -> None:
    met(plain)
    assert "1 Apr 2027" in page(plain, "/communities")
    told = page(planted, "/communities")
    assert "1 Feb 2027" in told
    assert "1 Apr 2027" not in told
