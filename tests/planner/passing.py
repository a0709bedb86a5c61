"""Plans lived to their end, for tests of what passing brings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from itertools import count

from api.db import SqlUnitsOfWork
from catalog.forms import load_forms
from catalog.ledger import Activity as Attended
from catalog.ledger import Entry, Law, Objection
from planner.activities import Activity, FilledPaper, Phase, Turn
from planner.certificates import ALPHABET, Certificate
from planner.journey import Consideration, Item, Journey, State
from planner.ports import Decision
from planner.regulations import standard_parameters
from planner.usecases import Recorded, activate, correct_jp, grant_jp, record_result
from tests.small_agency import ANI, YEAR, SetClock, Sign, item

FORMS = load_forms()
LAW = Law(standard_parameters(), FORMS)
INTERNSHIP, COURSE = "magang_praktik_kerja", "kursus"
CLASS = "ahli_muda"


def learning(solution: str, form: str, starts: date, ends: date, hours: float = 12) -> Item:
    """An item on its days."""
    return replace(item(solution, None, starts), ends=ends, form=form, hours=hours)


class Passing:
    """An agency in which plans are lived; codes of certificates come in order."""

    def __init__(self, open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock) -> None:
        self.open, self.sign, self.clock = open_uow, sign, clock
        self.codes: Iterator[str] = (
            f"AAAAAA-AAAAAA-AAAA{ALPHABET[n // 24]}{ALPHABET[n % 24]}" for n in count()
        )

    def new_code(self) -> str:
        return next(self.codes)

    def start(self, *items: Item, nip: str = ANI, year: int = YEAR) -> tuple[Activity, ...]:
        """The activities of a plan that is started."""
        plan = Journey(
            0, nip, year, Consideration.GAP, State.APPROVED, 1, items, items, changed_at=self.clock.now()
        )
        with self.open() as uow:
            (number,) = uow.journeys.add([plan])
            uow.commit()
        activate(self.open(), self.sign.clo, number, 1, FORMS, self.clock)
        with self.open(write=False) as uow:
            return uow.activities.of_journey(number)

    def day(self, day: date, hour: int = 8) -> None:
        """It is a day, by the clock of the agency."""
        self.clock.moment = datetime.combine(day, time(hour), self.clock.zone.info).astimezone(UTC)

    def finish(self, lived: Activity, *papers: FilledPaper) -> Activity:
        """Every task is done now; papers belong to the first that has them."""
        with self.open() as uow:
            stored = uow.activities.get(lived.id)
            assert stored is not None
            done = [replace(task, finished_at=self.clock.now()) for task in stored.tasks]
            for paper in papers:
                own = (task for task in done if paper.document in {one.key for one in task.stage.documents})
                uow.activities.save_papers(next(own).id, [paper])
            after = replace(
                stored, tasks=tuple(done), phase=Phase.AWAITING_RESULT, version=stored.version + 1
            )
            uow.activities.change([after])
            uow.commit()
        return after

    def result(self, lived: Activity, turn: Turn = Turn.PASS, reason: str = "") -> Recorded:
        """An officer records it."""
        return record_result(
            self.open(), self.sign.clo, lived.id, turn, reason, LAW, self.clock, self.new_code
        )

    def passed(self, own: Item, nip: str = ANI, year: int = YEAR) -> Recorded:
        """A plan of one item, lived on its days and passed on the day after."""
        (lived,) = self.start(own, nip=nip, year=year)
        self.day(own.ends)
        self.finish(lived)
        self.clock.wait(days=1)
        return self.result(lived)

    def grant(self, attended: Attended) -> Entry:
        """An officer enters an activity by hand."""
        return grant_jp(self.open(), self.sign.clo, attended, CLASS, LAW, self.clock, self.new_code)

    def correct(self, entry: Entry, right: Attended | None, reason: str = "Salah.") -> tuple[Entry, ...]:
        """An officer corrects a row."""
        nip = entry.grant.activity.nip
        return correct_jp(
            self.open(), self.sign.clo, nip, entry.id, right, reason, CLASS, LAW, self.clock, self.new_code
        )

    def ledger(self, nip: str = ANI) -> tuple[Entry, ...]:
        with self.open(write=False) as uow:
            return uow.jp.of(nip)

    def certificates(self, nip: str = ANI) -> tuple[Certificate, ...]:
        with self.open(write=False) as uow:
            return uow.certificates.of_person(nip)

    def log(self, subject: str, key: int) -> tuple[Decision, ...]:
        with self.open(write=False) as uow:
            return uow.decisions.of(subject, str(key))


def msgids(objections: tuple[Objection, ...]) -> list[str]:
    return [one.msgid for one in objections]
