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

from api.bootstrap import build_system
from api.settings import load_settings
from catalog.solutions import LearningSolution, Offering
from competency_models.framework import Lift
from competency_models.people import Performance, Person, Potential
from planner.access import Actor
from planner.journey import Closes, Item, Stage, State
from planner.usecases import import_agency
from tests.api.doors import Doors
from tests.api.html_forms import PageForm, answer, answers, forms_of
from tests.api.served import serve
from tests.papers import PDF
from tests.small_agency import ADMINISTRATOR, AGENCY, ANI, BUDI, YEAR, SetClock, Sign, make_plain, no_rules

WEEKS = 8
SAID = "Isian"
"""What every text that is written begins with."""


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


def open_house(database_url: str, data_dir: Path, sign: Sign, year: int = YEAR, **settings: object) -> House:
    """The small agency, with a solution and a batch of every form that there is in a year.

    Ani is who may take part in all of them: of high potential, in one of the upper functional posts.
    """
    clock = SetClock(datetime(year, 1, 4, 1, tzinfo=UTC))
    found = load_settings(database_url=database_url, data_dir=data_dir, **settings)
    system = replace(build_system(found), check_items=no_rules, make_item=make_plain, clock=clock)
    solutions = tuple(
        LearningSolution(form.key, form.name, form.key, 16, WEEKS, 8, name_en=form.name_en)
        for form in system.forms.at(clock.today()).values()
    )
    more = replace(
        AGENCY,
        people=tuple(_high_potential(one) if one.nip == ANI else one for one in AGENCY.people),
        jobs=tuple(replace(one, job_class="ahli_madya") if one.code == "J1" else one for one in AGENCY.jobs),
        solutions=(*AGENCY.solutions, *solutions),
        lifts=(*AGENCY.lifts, *(Lift(one.code, "T.01", 1, 3) for one in solutions)),
        offerings=(
            *AGENCY.offerings,
            *(Offering(f"{one.code}-1", one.code, *days(year), 10) for one in solutions),
        ),
    )
    import_agency(system.open(), more, ADMINISTRATOR, clock)
    return House(Doors(serve(found, system), system, sign), clock)


def _high_potential(person: Person) -> Person:
    return replace(person, performance=Performance.ABOVE, potential=Potential.HIGH)


def days(year: int) -> tuple[date, date]:
    """The first and the last day of what is lived: eight weeks from the first Monday of March."""
    first = date(year, 3, 1)
    first += timedelta(days=-first.weekday() % 7)
    return first, first + timedelta(days=7 * WEEKS - 3)


def planned(house: House, form: str, year: int, *, batch: bool) -> Item:
    """An item of a form; in a batch of the HR unit, or run by the participant's own unit."""
    starts, ends = days(year)
    return Item(
        solution=form,
        offering=f"{form}-1" if batch else None,
        starts=starts,
        ends=ends,
        form=form,
        bucket=house.doors.system.forms.at(starts)[form].buckets("pupr")[0],
        hours=16,
        jp=0,
        cost=0,
        stage=Stage.MENENGAH,
        success=0.7,
        closes=(Closes("T.01", 1, 3, 1.0),),
    )


def found_community(house: House, solution: str, kinds: tuple[str, ...] = ("knowledge",)) -> str:
    """Have Ani's head propose a learning community and an officer verify it; its address over JSON."""
    proposal = {
        "unit": "A1",
        "background": "Data tiap seksi tidak sama.",
        "topic": "Data yang sama untuk semua",
        "meetings": kinds,
        "target": "Satu daftar data.",
        "members": [ANI, BUDI],
        "schedule": "Senin pukul 9",
        "place": "Ruang rapat",
        "signed_by": "Budi",
        "solution": solution,
    }
    made = good(house.doors.visitor(house.sign.supervisor).post("/api/v1/communities", json=proposal))
    path = f"/api/v1/communities/{made['id']}"
    change(house.doors.visitor(house.sign.officer), f"{path}/verify", path)
    return path


def change(visitor: TestClient, path: str, of: str, body: Any = None) -> None:
    """Change something over JSON as it stands now."""
    good(visitor.post(path, json=body, headers={"If-Match": visitor.get(of).headers["etag"]}))


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
        rows = good(visitor.get("/api/v1/tasks", params={"limit": 200}))["items"]
        stage = next(row["stage"] for row in rows if row["id"] == task)
        for document in (one for one in stage["documents"] if one["contents"]):
            row = {one["key"]: self._answer(one) for one in document["contents"]}
            good(visitor.put(f"/api/v1/tasks/{task}/papers/{document['key']}", json={"rows": [row]}))
        if stage["evidence"]:
            good(visitor.post(f"/api/v1/tasks/{task}/files", files={"file": ("bukti.pdf", PDF)}))
        good(visitor.post(f"/api/v1/tasks/{task}/finish", json={"note": "Selesai."}))

    def _answer(self, field: Mapping[str, Any]) -> str:
        """A valid answer, made from the kind of a field alone."""
        match field["kind"]:
            case "date":
                return day_for(field["key"], self.house.clock.today())
            case "number":
                return "1"
            case "choice":
                return str(field["choices"][0]["key"])
            case "score":
                return str(field["choices"][-1]["key"])
        return f"{SAID} {field['id']}"

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
        page = read(self._visitor(actor), self._desk(actor))
        yield from (int(number) for number in re.findall(r'href="/tasks/(\d+)"', page))

    def finish(self, actor: Actor, task: int) -> None:
        """See Hand."""
        visitor, path = self._visitor(actor), f"/tasks/{task}"
        form = only(visitor, path, path)
        today = self.house.clock.today()
        papers = [one for one in form.controls if one.name.startswith("p.")]
        written = {one.name: answer(one, day_for(one.name.split(".")[-1], today)) for one in papers}
        files = [("file", ("bukti.pdf", PDF))] if form.files else []
        send(visitor, form, files, **written, action="finish")

    def judge(self, activity: int, result: str, reason: str = "") -> None:
        """See Hand."""
        visitor = self._visitor(self.house.sign.officer)
        form = only(visitor, f"/activities/{activity}", f"/activities/{activity}/result")
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
        item = planned(self.house, self.form, self.year, batch=self.batch)
        number = self.house.doors.journey(State.IN_REVIEW, year=self.year, items=(item,))
        self.hand.approve(number)
        (self.activity,) = [one["id"] for one in self._activities() if one["journey"] == number]
        return self

    def now(self) -> Mapping[str, Any]:
        """The activity as the employee is told of it."""
        return next(one for one in self._activities() if one["id"] == self.activity)

    def finish_one(self) -> str:
        """Do the task that is due first; who did which."""
        return self._next()

    def finish_all(self) -> list[str]:
        """Do every task on its day, by whoever has it on the desk; who did which."""
        done = []
        while self.now()["phase"] in ("planned", "running"):
            done.append(self._next())
        self.house.move_to(date.fromisoformat(self.now()["ends"]) + timedelta(days=1))
        return done

    def jp(self) -> float:
        """What the ledger holds for the year, as the employee is told."""
        answer = self._ask(f"/api/v1/people/{self.house.doors.person(ANI)}/jp", year=str(self.year))
        return float(answer["earned"])

    def certificate(self) -> Mapping[str, Any]:
        """The certificate of the activity, as the employee is told of it."""
        rows = self._ask(f"/api/v1/people/{self.house.doors.person(ANI)}/certificates")["items"]
        (found,) = [one for one in rows if one["activity"] == self.activity]
        return dict(found)

    def _next(self) -> str:
        ready = [task for task in self.now()["tasks"] if task["ready"]]
        for task in sorted(ready, key=lambda one: one["due"]):
            for name, actor in self.people():
                if task["id"] in set(self.hand.waiting(actor)):
                    self.house.move_to(date.fromisoformat(task["due"]))
                    self.hand.finish(actor, task["id"])
                    return f"{name} {task['stage']['key']} {task['number']}"
        raise AssertionError(f"on nobody's desk: {[task['stage']['key'] for task in ready]}")

    def people(self) -> Iterator[tuple[str, Actor]]:
        """Who may have something to do, the nearest first."""
        for name in ("employee", "supervisor", "officer"):
            yield name, getattr(self.house.sign, name)

    def _activities(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._ask(f"/api/v1/people/{self.house.doors.person(ANI)}/activities")[
            "items"
        ]
        return found

    def _ask(self, path: str, **query: str) -> Any:
        return good(self.house.doors.visitor(self.house.sign.employee).get(path, params=query))


def day_for(field: str, today: date) -> str:
    """A day to write into a paper: what lasted did so for three days."""
    return (today - timedelta(days=2 if field == "begins" else 0)).isoformat()


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


def send(visitor: TestClient, form: PageForm, files: Any = None, /, **given: str) -> Any:
    """Send a form as it stands, with what is given and an answer for whatever else it asks for."""
    values = form.values | answers(form.controls) | given
    done = visitor.post(form.action, data=values, files=files)
    assert done.status_code == 303, f"{form.action}: {done.status_code} {told(done.text)}"
    return done


def told(page: str) -> str:
    """What a page says is wrong."""
    _, _, rest = page.partition('role="alert"')
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", f"<{rest[:4000]}"))[:400]
