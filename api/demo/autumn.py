"""What the demo agency lived through before its first day: last autumn's plans, brought on by those whose part it was.

Everything goes through the use cases, on the days on which it happened, in one transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from api.demo.papers import evidence_of, written
from api.demo.programme import PROGRAMME, batch
from api.system import System
from catalog.ledger import Zone
from planner import usecases
from planner.access import PROGRAM, Actor
from planner.activities import AT_WORK, Activity, Phase, Task, Turn, ready_tasks
from planner.activities.desk import desk_of
from planner.by_hand import item_by_hand
from planner.editing import Add, Choice
from planner.journey import Item, Journey
from planner.ports import UnitOfWork
from planner.propose import propose
from planner.world import World

FIRST_DAY = date(2026, 9, 7)
"""When the plans of the autumn were made."""

LIVED_BY = ("pegawai", "coachee")
"""Whose plans were lived; the second takes part in the programme."""

WHY_ALL_THE_SAME = (
    "Program delapan minggu berlanjut ke tahun berikutnya; mentor baru tersedia pertengahan Desember."
)


@dataclass
class Calendar:
    """Implements planner.ports.Clock: nine in the morning, in Jakarta, of the day that is open."""

    day: date
    zone: Zone = Zone.WIB

    def now(self) -> datetime:
        """See the port."""
        return datetime.combine(self.day, time(9), self.zone.info).astimezone(UTC)

    def today(self) -> date:
        """See the port."""
        return self.day


@dataclass
class Autumn:
    """The story's hands: ``actors`` by user name, ``clock`` turned from event to event, ``activities`` by id."""

    system: System
    uow: UnitOfWork
    world: World
    actors: dict[str, Actor]
    last_day: date
    clock: Calendar = field(default_factory=lambda: Calendar(FIRST_DAY))
    activities: dict[int, Activity] = field(default_factory=dict)

    def plan(self) -> None:
        """Have plans made, looked at, approved and started."""
        owners = {self.actors[name].nip or "": self.actors[name] for name in LIVED_BY}
        proposals = propose(self.world, list(owners), workers=1)
        for number in usecases.draft_journeys(self.uow, PROGRAM, proposals, self.clock).drafted:
            owner = owners[self._journey(number).nip]
            self._approve(number, with_programme=owner is self.actors["coachee"])
            version = self._journey(number).version
            usecases.activate(self.uow, owner, number, version, self.system.forms, self.clock)
            self.activities |= {one.id: one for one in self.uow.activities.of_journey(number)}

    def live(self, happenings: Iterable[Happening]) -> None:
        """Live until the last day with everything that happens meanwhile, the earliest first."""
        for day, happen in sorted(happenings, key=lambda one: one[0]):
            self._live_until(day)
            self.clock.day = day
            happen(self)
            changed = (self.uow.activities.get(number) for number in self.activities)
            self.activities = {one.id: one for one in changed if one is not None}
        self._live_until(self.last_day)

    def _live_until(self, last: date) -> None:
        """Do what is due, each on its day, by whoever has it on the desk; judge what is over."""
        while (event := min(self._events(), default=None)) is not None and event[0] <= last:
            day, number, task_id = event
            self.clock.day = max(self.clock.day, day)
            lived = self.activities[number]
            task = next((one for one in lived.tasks if one.id == task_id), None)
            self.activities[number] = self._finish(lived, task) if task else self._pass(lived)

    def _events(self) -> Iterator[tuple[date, int, int]]:
        """What comes next in each activity: the day, the activity, and the task, 0 for its result."""
        for lived in self.activities.values():
            if lived.phase in AT_WORK:
                yield from ((task.due, lived.id, task.id) for task in ready_tasks(lived))
            elif lived.phase is Phase.AWAITING_RESULT:
                yield max(lived.ends, *(task.due for task in lived.tasks)) + timedelta(days=1), lived.id, 0

    def _finish(self, lived: Activity, task: Task) -> Activity:
        person = self.uow.people.many([lived.nip])[lived.nip]
        doer = next(
            actor
            for actor in self.actors.values()
            if desk_of(actor).holds(person, task.stage.doer, lived.parties)
        )
        day = self.clock.day
        rows = {one.key: written(one, lived.starts, day) for one in task.stage.documents if one.contents}
        usecases.save_papers(self.uow, doer, task.id, rows, self.clock)
        if task.stage.evidence:
            name, content = evidence_of(task, day)
            usecases.add_file(self.uow, self.system.files, doer, task.id, name, content, self.clock)
        return usecases.finish_task(self.uow, doer, task.id, "", self.clock)

    def _pass(self, lived: Activity) -> Activity:
        officer, law, duties = self.actors["lo"], self.system.law, self.system.check_duties
        return usecases.record_result(
            self.uow, officer, lived.id, Turn.PASS, "", law, self.clock, check_duties=duties
        ).activity

    def _approve(self, number: int, *, with_programme: bool) -> None:
        """Have an officer look at a plan and another set it (PP 11/2017, art. 207), where it reaches into the next year too."""
        officer, chief, check = self.actors["lo"], self.actors["clo"], self.system.check_items
        if with_programme:
            own = batch(self.last_day)
            edits = [Add(Choice(PROGRAMME.code, own.starts, own.code))]
            version = self._journey(number).version
            usecases.edit_items(self.uow, officer, number, version, edits, self._make_item, check, self.clock)
        version = self._journey(number).version
        usecases.submit_for_review(self.uow, officer, number, version, self.clock)
        if with_programme:
            usecases.approve_despite_rules(
                self.uow, chief, number, version + 1, WHY_ALL_THE_SAME, check, self.clock
            )
        else:
            usecases.approve(self.uow, chief, number, version + 1, check, self.clock)

    def _make_item(
        self, _uow: UnitOfWork, journey: Journey, solution: str, offering: str | None, starts: date
    ) -> Item:
        return item_by_hand(self.world, journey.nip, journey.consideration, solution, offering, starts)

    def _journey(self, number: int) -> Journey:
        found = self.uow.journeys.get(number)
        if found is None:
            raise LookupError(number)
        return found


Happening = tuple[date, Callable[[Autumn], None]]
"""What happens beside the plans on a day."""
