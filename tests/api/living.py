"""Lives a plan's activity from its approval to its result, as everybody who has a part in it: over JSON, or on the pages.

Nothing here knows a form or a paper: what is to be done, by whom and what is to be written is read from the answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Protocol

from starlette.testclient import TestClient

from api.app import create_app
from api.bootstrap import build_system
from api.settings import load_settings
from catalog.solutions import Bucket, LearningSolution, Offering
from planner.access import Actor
from planner.journey import Item, Stage, State
from planner.usecases import import_agency
from tests.api.doors import Doors
from tests.api.html_forms import PageForm, answers, forms_of
from tests.papers import fill
from tests.small_agency import ADMINISTRATOR, AGENCY, ANI, SetClock, Sign, make_plain, no_rules

WEEKS = 8


@dataclass(frozen=True)
class House:
    """The small agency with a solution of every form, its doors, and a clock that the story moves."""

    doors: Doors
    clock: SetClock

    @property
    def sign(self) -> Sign:
        """Who signs in."""
        return self.doors.sign

    def move_to(self, day: date) -> None:
        """Wait until the morning of a day, if it is still to come."""
        self.clock.moment = max(self.clock.moment, datetime.combine(day, time(1), UTC))


def open_house(database_url: str, data_dir: Path, sign: Sign, year: int, **settings: object) -> House:
    """The small agency, with a solution and a batch of every form that there is in a year."""
    clock = SetClock(datetime(year, 1, 4, 1, tzinfo=UTC))
    found = load_settings(database_url=database_url, data_dir=data_dir, **settings)
    system = replace(build_system(found), check_items=no_rules, make_item=make_plain, clock=clock)
    solutions = tuple(
        LearningSolution(form.key, form.name, form.key, 16, WEEKS, 8, name_en=form.name_en)
        for form in system.forms.at(clock.today()).values()
    )
    batches = tuple(Offering(f"{one.code}-1", one.code, *days(year), 10) for one in solutions)
    more = replace(AGENCY, solutions=(*AGENCY.solutions, *solutions), offerings=(*AGENCY.offerings, *batches))
    import_agency(system.open(), more, ADMINISTRATOR, clock)
    return House(Doors(create_app(found, system), system, sign), clock)


def days(year: int) -> tuple[date, date]:
    """The first and the last day of what is lived: eight weeks from the first Monday of March."""
    first = date(year, 3, 1)
    first += timedelta(days=-first.weekday() % 7)
    return first, first + timedelta(days=7 * WEEKS - 3)


def planned(form: str, year: int, *, batch: bool) -> Item:
    """An item of a form; in a batch of the HR unit, or run by the participant's own unit."""
    starts, ends = days(year)
    return Item(
        solution=form,
        offering=f"{form}-1" if batch else None,
        starts=starts,
        ends=ends,
        form=form,
        bucket=Bucket.EXPERIENCE,
        hours=16,
        jp=0,
        cost=0,
        stage=Stage.MENENGAH,
        success=0.7,
    )


class Hand(Protocol):
    """How somebody's part is done: over JSON or on the pages."""

    def approve(self, journey: int) -> None:
        """An officer approves, the employee starts."""

    def waiting(self, actor: Actor) -> Iterator[int]:
        """The tasks on somebody's desk."""

    def finish(self, actor: Actor, task: int) -> None:
        """Do a task with everything that belongs to it."""

    def judge(self, activity: int, result: str, reason: str = "") -> None:
        """An officer records a result."""


@dataclass(frozen=True)
class JsonHand:
    """Everything over JSON."""

    house: House

    def approve(self, journey: int) -> None:
        """See Hand."""
        for actor, move in ((self.house.sign.officer, "approve"), (self.house.sign.employee, "activate")):
            visitor = self.house.doors.visitor(actor)
            tag = visitor.get(f"/api/v1/journeys/{journey}").headers["etag"]
            good(visitor.post(f"/api/v1/journeys/{journey}/{move}", headers={"If-Match": tag}))

    def waiting(self, actor: Actor) -> Iterator[int]:
        """See Hand."""
        rows = good(self.house.doors.visitor(actor).get("/api/v1/tasks", params={"limit": 200}))["items"]
        yield from (row["id"] for row in rows)

    def finish(self, actor: Actor, task: int) -> None:
        """See Hand."""
        visitor = self.house.doors.visitor(actor)
        good(visitor.post(f"/api/v1/tasks/{task}/finish", json={"note": "Selesai."}))

    def judge(self, activity: int, result: str, reason: str = "") -> None:
        """See Hand."""
        body = {"result": result, "reason": reason}
        visitor = self.house.doors.visitor(self.house.sign.officer)
        good(visitor.post(f"/api/v1/activities/{activity}/result", json=body))


@dataclass(frozen=True)
class PageHand:
    """Everything by the forms that stand on the pages, as a browser without scripts sends them."""

    house: House

    def approve(self, journey: int) -> None:
        """See Hand."""
        for actor, move in ((self.house.sign.officer, "approve"), (self.house.sign.employee, "activate")):
            visitor = self._visitor(actor)
            send(visitor, only(visitor, f"/journeys/{journey}", f"/journeys/{journey}/{move}"))

    def waiting(self, actor: Actor) -> Iterator[int]:
        """See Hand."""
        for form in forms_of(read(self._visitor(actor), self._desk(actor))):
            if form.action.startswith("/tasks/") and form.action.endswith("/finish"):
                yield int(form.action.split("/")[2])

    def finish(self, actor: Actor, task: int) -> None:
        """See Hand."""
        visitor = self._visitor(actor)
        send(visitor, only(visitor, self._desk(actor), f"/tasks/{task}/finish"))

    def judge(self, activity: int, result: str, reason: str = "") -> None:
        """See Hand."""
        visitor = self._visitor(self.house.sign.officer)
        form = only(visitor, "/tasks", f"/activities/{activity}/result")
        assert result in form.control("result").choices
        send(visitor, form, result=result, reason=reason)

    def _desk(self, actor: Actor) -> str:
        return "/me/tasks" if actor is self.house.sign.employee else "/tasks"

    def _visitor(self, actor: Actor) -> TestClient:
        """A browser that sends no token but those of the forms."""
        visitor = self.house.doors.visitor(actor)
        del visitor.headers["x-csrf-token"]
        return visitor


@dataclass
class Life:
    """One item of Ani's plan, lived."""

    house: House
    hand: Hand
    form: str
    year: int
    batch: bool = False
    activity: int = 0

    def start(self) -> Life:
        """Have the plan approved and started."""
        item = planned(self.form, self.year, batch=self.batch)
        number = self.house.doors.journey(State.IN_REVIEW, year=self.year, items=(item,))
        self.hand.approve(number)
        (self.activity,) = [one["id"] for one in self._activities() if one["journey"] == number]
        return self

    def now(self) -> Mapping[str, Any]:
        """The activity as the employee is told of it."""
        return next(one for one in self._activities() if one["id"] == self.activity)

    def finish_all(self) -> list[str]:
        """Do every task on its day, by whoever has it on the desk; who did which."""
        done = []
        while self.now()["phase"] in ("planned", "running"):
            done.append(self._next())
        self.house.move_to(date.fromisoformat(self.now()["ends"]) + timedelta(days=1))
        return done

    def _next(self) -> str:
        ready = [task for task in self.now()["tasks"] if task["ready"]]
        for task in sorted(ready, key=lambda one: one["due"]):
            for name, actor in self.people():
                if task["id"] in set(self.hand.waiting(actor)):
                    self.house.move_to(date.fromisoformat(task["due"]))
                    self._bring_papers(actor, task["id"])
                    self.hand.finish(actor, task["id"])
                    return f"{name} {task['stage']['key']} {task['number']}"
        raise AssertionError(f"on nobody's desk: {[task['stage']['key'] for task in ready]}")

    def _bring_papers(self, actor: Actor, number: int) -> None:
        system = self.house.doors.system
        with system.open(write=False) as uow:
            found = uow.activities.holding(number)
        assert found is not None
        task = next(one for one in found.tasks if one.id == number)
        fill(system.open, actor, task, self.house.clock, system.files)

    def people(self) -> Iterator[tuple[str, Actor]]:
        """Who may have something to do, the nearest first."""
        for name in ("employee", "supervisor", "officer"):
            yield name, getattr(self.house.sign, name)

    def _activities(self) -> list[dict[str, Any]]:
        visitor = self.house.doors.visitor(self.house.sign.employee)
        found: list[dict[str, Any]] = good(
            visitor.get(f"/api/v1/people/{self.house.doors.person(ANI)}/activities")
        )["items"]
        return found


def good(answer: Any) -> Any:
    """The answer's body; anything but success ends the story."""
    assert answer.status_code < 300, f"{answer.request.method} {answer.request.url}: {answer.text}"
    return answer.json()


def read(visitor: TestClient, path: str) -> str:
    """A page."""
    answer = visitor.get(path)
    assert answer.status_code == 200, f"{path}: {answer.status_code} {answer.text[:500]}"
    return answer.text


def only(visitor: TestClient, path: str, action: str) -> PageForm:
    """The one form of a page that is sent to an address."""
    found = [
        form for form in forms_of(read(visitor, path)) if form.action == action and form.method == "post"
    ]
    assert len(found) == 1, f"{len(found)} forms to {action} on {path}"
    return found[0]


def send(visitor: TestClient, form: PageForm, /, **given: str) -> Any:
    """Send a form as it stands, with what is given and an answer for whatever else it asks for."""
    values = form.values | answers(form.controls) | given
    answer = visitor.post(form.action, data=values)
    assert answer.status_code == 303, f"{form.action}: {answer.status_code} {told(answer.text)}"
    return answer


def told(page: str) -> str:
    """What a page says is wrong."""
    _, _, rest = page.partition('role="alert"')
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", f"<{rest[:4000]}"))[:400]
