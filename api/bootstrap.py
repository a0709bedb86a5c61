"""The composition root: the only place that knows which parts are real."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine

from api.clock import SystemClock
from api.code_limit import CodeLimit
from api.db import SqlUnitsOfWork, make_engine, upgrade
from api.db.limit_storage import DatabaseStorage
from api.documents.checking import check_templates
from api.evidence_files import EvidenceFiles
from api.jobs import RunJobs, Runs
from api.mail import SmtpNotifier, read_server
from api.settings import Settings
from api.sign_in_limit import SignInLimit
from api.system import System
from api.worlds import Worlds
from catalog.forms import Forms
from catalog.ledger import Law
from competency_models.errors import InputError
from planner.activities import Activity
from planner.by_hand import check_by_hand, item_by_hand
from planner.duties import About, check_duties
from planner.duty_record import Ground, Record, facts_of_activity
from planner.journey import Item, Journey
from planner.ports import Jobs, Notifier, Serving, UnitOfWork
from planner.registry import Serves, what_serves
from planner.regulations import standard_parameters
from planner.rules import RuleCheck


def build_system(settings: Settings) -> System:
    """Put an installation together and bring its database to the newest shape.

    Raises InputError for parameter files and templates that cannot be used, sqlalchemy.exc.SQLAlchemyError for a database that
    cannot be reached.
    """
    folders = [settings.regulations_dir] if settings.regulations_dir else []
    parameters = standard_parameters(*folders)
    forms = Forms(parameters)
    clock = SystemClock.of(settings)
    if settings.templates_dir and (faults := check_templates(settings.templates_dir, forms, clock.today())):
        raise InputError(faults)
    engine = make_engine(settings.database)
    upgrade(engine)
    secret, open_uow = settings.secret(), SqlUnitsOfWork(engine)
    law = Law(parameters, forms)
    worlds = Worlds(open_uow, clock, parameters, forms, ServingRanker().within, secret)
    jobs = RunJobs(engine.url, Runs(open_uow, worlds, clock, settings.workers, settings.cluster))
    return System(
        settings=settings,
        secret=secret,
        clock=clock,
        open=open_uow,
        parameters=parameters,
        forms=forms,
        law=law,
        worlds=worlds,
        check_items=ChecksByWorld(worlds),
        check_duties=DutiesByWorld(worlds, law),
        make_item=ItemsByWorld(worlds),
        files=EvidenceFiles(settings.evidence_dir, settings.evidence_max_mb * 1_000_000),
        sign_ins=SignInLimit(DatabaseStorage(engine), settings.sign_in_limit, secret),
        codes=CodeLimit(DatabaseStorage(engine), settings.certificate_limit, secret),
        notifier=_notifier(settings),
        jobs=jobs,
        close=lambda: _close(jobs, engine),
    )


def _close(jobs: Jobs, engine: Engine) -> None:
    jobs.close()
    engine.dispose()


def _notifier(settings: Settings) -> Notifier | None:
    url = settings.smtp_url.get_secret_value()
    return SmtpNotifier(read_server(url), settings.mail_from) if url else None


@dataclass(frozen=True, slots=True)
class ChecksByWorld:
    """Implements planner.ports.CheckItems on the agency as the transaction sees it."""

    worlds: Worlds

    def __call__(self, uow: UnitOfWork, journey: Journey) -> tuple[RuleCheck, ...]:
        """See the port."""
        known = self.worlds.within(uow, journey.year)
        return check_by_hand(known.world, journey, uow.seats.taken())


@dataclass(frozen=True, slots=True)
class DutiesByWorld:
    """Implements planner.ports.CheckDuties on the agency as the transaction sees it."""

    worlds: Worlds
    law: Law

    def __call__(self, uow: UnitOfWork, lived: Activity, today: date) -> tuple[RuleCheck, ...]:
        """See the port."""
        journey = uow.journeys.get(lived.journey)
        if journey is None:
            return ()
        ground = Ground(self.worlds.within(uow, journey.year).world, self.law, today)
        entries = {lived.nip: uow.jp.of(lived.nip)}
        record = Record.of(uow, [lived], [journey.id], entries, ground.world)
        facts = facts_of_activity(ground, record, uow.seats.taken(), journey, lived)
        return check_duties(facts, About.ACTIVITY)


@dataclass(frozen=True, slots=True)
class ItemsByWorld:
    """Implements planner.ports.MakeItem on the agency as the transaction sees it."""

    worlds: Worlds

    def __call__(
        self, uow: UnitOfWork, journey: Journey, solution: str, offering: str | None, starts: date
    ) -> Item:
        """See the port."""
        known = self.worlds.within(uow, journey.year)
        return item_by_hand(known.world, journey.nip, journey.consideration, solution, offering, starts)


class ServingRanker:
    """The ranker of an installation, read and checked again when another one was put to use."""

    def __init__(self) -> None:
        self._kept: tuple[tuple[Serving, ...], Serves] = ((), Serves())

    def within(self, uow: UnitOfWork) -> Serves:
        """Return what serves as the transaction sees it; whatever is damaged on the way to it is told in the log."""
        servings = uow.rankers.servings()
        if self._kept[0] != servings:
            self._kept = servings, what_serves(servings, uow.rankers.get)
            for fault in self._kept[1].faults:
                logging.getLogger("corpu").error("%s", fault.text())
        return self._kept[1]
