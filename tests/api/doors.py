"""The small agency behind its doors: an application, people who are signed in, and plans in every state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from fastapi import FastAPI
from sqlalchemy import Engine, func, select
from starlette.testclient import TestClient

from api.bootstrap import build_system
from api.db import SqlUnitOfWork
from api.db.tables.logs import decision_log
from api.security import SESSION_COOKIE, csrf_token, hash_password, new_token, opaque_id, token_hash
from api.settings import load_settings
from api.system import System
from catalog.ledger import Activity, Meeting, Zone
from planner import usecases
from planner.access import Actor
from planner.certificates import Certificate
from planner.communities import Community, CommunityMeeting, CommunityProposal, CommunityState
from planner.guide_register import new_guide
from planner.guides import GuideKind
from planner.journey import Consideration, Item, Journey, State
from planner.notices import NoticeKind
from planner.ports import Session
from planner.scenario import Scenario
from planner.usecases import grant_jp
from planner.usecases.models import keep_model, promote_model
from planner.usecases.runs import ask_for_run
from tests.api.served import serve
from tests.papers import PDF
from tests.planner.kept_models import comparison, made, ranker
from tests.small_agency import ANI, BUDI, YEAR, SetClock, Sign, item, make_plain, no_rules


@dataclass(frozen=True)
class Doors:
    """A running application on a stored agency."""

    app: FastAPI
    system: System
    sign: Sign

    def visitor(self, actor: Actor | None = None) -> TestClient:
        """A browser, signed in as somebody, that follows no redirects and sends its form token."""
        client = TestClient(self.app, follow_redirects=False, raise_server_exceptions=False)
        client.headers["accept-language"] = "en"
        if actor is not None:
            token = self.session(actor)
            client.cookies.set(SESSION_COOKIE, token)
            client.headers["x-csrf-token"] = csrf_token(self.system.secret, token)
        return client

    def session(self, actor: Actor) -> str:
        """Sign somebody in without their password; the session's token."""
        assert actor.account_id is not None
        token, now = new_token(), self.system.clock.now()
        with self.system.open() as uow:
            uow.sessions.add(Session(token_hash(token), actor.account_id, now, now + timedelta(hours=1)))
            uow.commit()
        return token

    def person(self, nip: str) -> str:
        """The id under which somebody appears in addresses."""
        return opaque_id(self.system.secret, nip)

    def journey(
        self, state: State, nip: str = ANI, year: int = YEAR, items: tuple[Item, ...] | None = None
    ) -> int:
        """Store somebody's plan in a state, asked for by the employee; its id."""
        chosen = (() if state is State.REQUESTED else (item(),)) if items is None else items
        new = Journey(
            id=0,
            nip=nip,
            year=year,
            consideration=Consideration.GAP,
            state=state,
            version=1,
            items=chosen,
            proposed=chosen,
            requested_by=self.sign.employee.account_id,
            changed_at=self.system.clock.now(),
        )
        with self.system.open() as uow:
            (number,) = uow.journeys.add([new])
            uow.commit()
        return number

    def entry(self, nip: str = ANI) -> int:
        """Store an activity in somebody's ledger of lesson hours; the row's id."""
        starts = self.system.clock.now() - timedelta(days=30)
        activity = Activity(nip, "kursus", "Kursus data", starts, starts + timedelta(hours=8), hours=6)
        law, clock = self.system.law, SetClock()
        return grant_jp(self.system.open(), self.sign.clo, activity, "ahli_muda", law, clock).id

    def task(self) -> tuple[int, int]:
        """Have Ani live a plan of another year, its first task done; the activity's id and that of her next task."""
        system, clock = self.system, self.system.clock
        number = self.journey(State.APPROVED, year=YEAR - 1)
        usecases.activate(system.open(), self.sign.employee, number, 1, system.forms, clock)
        with system.open(write=False) as uow:
            (lived,) = uow.activities.of_journey(number)
        first, second = lived.tasks
        usecases.finish_task(system.open(), self.sign.employee, first.id, "", clock)
        return lived.id, second.id

    def writing(self) -> tuple[int, int]:
        """Have Ani live self-learning of another year, a file brought to her schedule; the task's id and the file's."""
        system, clock = self.system, self.system.clock
        items = (replace(item(), form="belajar_mandiri"),)
        number = self.journey(State.APPROVED, year=YEAR - 2, items=items)
        usecases.activate(system.open(), self.sign.employee, number, 1, system.forms, clock)
        with system.open(write=False) as uow:
            (lived,) = uow.activities.of_journey(number)
        (task,) = [one for one in lived.tasks if one.stage.key == "schedule"]
        args = (system.files, self.sign.employee, task.id, "jadwal.pdf", PDF, clock)
        brought = usecases.add_file(system.open(), *args)
        (file,) = [file for one in brought.tasks for file in one.files]
        return task.id, file.id

    def community(
        self, state: CommunityState = CommunityState.VERIFIED, nip: str = ANI, unit: str = "A1"
    ) -> tuple[int, int]:
        """Store a community to which somebody belongs, verified two months ago, and a meeting of it; both ids."""
        today, verified = self.system.clock.today(), state is CommunityState.VERIFIED
        since = today - timedelta(days=60)
        starts = datetime.combine(today - timedelta(days=30), time(9), Zone.WIB.info)
        own = CommunityProposal(
            unit=unit,
            background="Data tiap seksi tidak sama.",
            topic="Data yang sama",
            meetings=tuple(Meeting),
            target="Satu daftar data.",
            members=(nip,),
            schedule="Setiap Senin",
            place="Ruang rapat",
            signed_by="Budi",
            coordinator=None,
            solution="",
        )
        found = Community(
            **{one: getattr(own, one) for one in own.__dataclass_fields__},
            id=0,
            state=state,
            version=1,
            changed_at=self.system.clock.now(),
            verified_on=since if verified else None,
            recapped_until=since - timedelta(days=1) if verified else None,
        )
        with self.system.open() as uow:
            number = uow.communities.add(found)
            meeting = CommunityMeeting(
                *(0, number, Meeting.KNOWLEDGE, "Kamus data", starts, starts + timedelta(hours=2), Zone.WIB),
                online=False,
                attendance=(),
            )
            held = uow.communities.add_meeting(meeting, self.system.clock.now())
            uow.commit()
        return number, held

    def guided(self) -> dict[str, int]:
        """Have Ani live two coachings of other years: one with a coach offered, one without coach and mentor.

        The ids of the match, of the other activity, of a coach from outside, and of Budi as mentor.
        """
        system, clock = self.system, self.system.clock
        first, second = (self._coached(YEAR - years) for years in (3, 4))
        known = system.worlds.current()
        at = known.world.parameters
        able = {"managerial_years": 3, "technical_years": 3, "competencies": {"T.01": 4}}
        coach = replace(new_guide(GuideKind.COACH, None, "Widya", at, "Lembaga Coaching"), **able)
        mentor = replace(new_guide(GuideKind.MENTOR, BUDI, "", at), **able)
        coach, mentor = (
            usecases.add_guide(system.open(), self.sign.clo, one, known, at, clock) for one in (coach, mentor)
        )
        (match,) = usecases.offer_matches(
            *(system.open(), self.sign.clo, GuideKind.COACH, [(first, coach.id)], known.world, clock)
        )
        return {"match": match.id, "waits": second, "coach": coach.id, "mentor": mentor.id}

    def _coached(self, year: int) -> int:
        """Have Ani live a coaching run by the HR unit; the activity's id."""
        system = self.system
        items = (replace(item("S3", "O1"), form="coaching"),)
        number = self.journey(State.APPROVED, year=year, items=items)
        usecases.activate(system.open(), self.sign.employee, number, 1, system.forms, system.clock)
        with system.open(write=False) as uow:
            (lived,) = uow.activities.of_journey(number)
        return lived.id

    def notice(self, nip: str = ANI) -> int:
        """Tell somebody something; the notice's id."""
        with self.system.open() as uow:
            params = {"journey": 1, "year": YEAR}
            usecases.tell(uow, NoticeKind.JOURNEY_APPROVED, [nip], params, "1", self.system.clock)
            (account,) = uow.accounts.of_people([nip])[nip]
            number = uow.outbox.page(account).rows[0].id
            uow.commit()
        return number

    def certificate(self, activity: int, code: str, nip: str = ANI) -> int:
        """Store a certificate of an activity; its id."""
        now = self.system.clock.now()
        days = (date(2027, 2, 1), date(2027, 2, 27))
        made = Certificate(0, code, activity, nip, "Ani", "Magang", "kursus", 16, *days, now, "lo")
        with self.system.open() as uow:
            (number,) = uow.certificates.add([made])
            uow.commit()
        return number

    def models(self) -> None:
        """Keep a model and put it to use."""
        system, clo = self.system, self.sign.clo
        keep_model(system.open(), clo, made(), system.clock)
        promote_model(system.open(), clo, comparison(ranker()), 0, "lebih tepat", system.clock)

    def run(self) -> int:
        """Ask for a plan for everybody; its id. No job of these doors searches for it."""
        system = self.system
        world = system.worlds.current().world
        return ask_for_run(system.open(), self.sign.clo, world, Scenario("Apa adanya", YEAR), system.clock).id

    def password(self, actor: Actor, password: str) -> None:
        """Give somebody a password."""
        assert actor.account_id is not None
        with self.system.open() as uow:
            account = uow.accounts.get(actor.account_id)
            assert account is not None
            uow.accounts.change(replace(account, password_hash=hash_password(password)))
            uow.commit()

    def password_of_all(self, password: str) -> None:
        """Give everybody the same password."""
        for actor in self.actors().values():
            if actor is not None:
                self.password(actor, password)

    def actors(self) -> Mapping[str, Actor | None]:
        """Everybody in the order of the route table."""
        names = ("employee", "supervisor", "officer", "clo", "administrator")
        return {"anonymous": None} | {name: getattr(self.sign, name) for name in names}


class NoJobs:
    """Implements planner.ports.Jobs; nothing is ever begun."""

    def start(self, run: int) -> None:
        """See the port."""

    def take_up(self) -> None:
        """See the port."""

    def close(self) -> None:
        """See the port."""


def open_doors(database_url: str, data_dir: Path, sign: Sign, **settings: object) -> Doors:
    """An application on the agency that ``sign`` has stored. Who may do what is asked, not rules or catalogue; no job runs."""
    found = load_settings(database_url=database_url, data_dir=data_dir, today="2027-01-04", **settings)
    system = replace(build_system(found), check_items=no_rules, make_item=make_plain, jobs=NoJobs())
    return Doors(serve(found, system), system, sign)


def rehearsing(doors: Doors, engine: Engine, logged: list[int] | None = None) -> Doors:
    """The same doors, but nothing that is done through them is kept.

    ``logged`` hears how many decisions the log would hold at every commit.
    """

    class Rehearsal(SqlUnitOfWork):
        def commit(self) -> None:
            """Keep nothing."""
            if logged is not None and self._connection is not None:
                rows = select(func.count()).select_from(decision_log)
                logged.append(self._connection.execute(rows).scalar_one())

    def begin(*, write: bool = True) -> SqlUnitOfWork:
        return Rehearsal(engine, write=write)

    system = replace(doors.system, open=begin)
    return Doors(serve(system.settings, system), system, doors.sign)
