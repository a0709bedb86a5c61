"""A tiny agency and plans on it, for tests of storing and deciding."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from catalog.budgets import Budget
from catalog.ledger import Zone
from catalog.solutions import Bucket, LearningSolution, Offering, Participation
from competency_models.framework import (
    CareerMove,
    Competency,
    CompetencyKind,
    Job,
    JobStandard,
    Lift,
    Prerequisite,
)
from competency_models.people import Assessment, OrgUnit, Performance, Person, Source, Status
from planner.access import Actor, Role
from planner.agency import Agency
from planner.journey import (
    Alternative,
    Attempts,
    Closes,
    Consideration,
    Contrast,
    FamilyShare,
    Item,
    Journey,
    Proposal,
    Provenance,
    Reason,
    Stage,
)
from planner.ports import Account, UnitOfWork
from planner.usecases import add_account, import_agency

YEAR = 2027
ANI, BUDI, CITRA, DEWI, EKA = (f"199{n}0101201501{sex}001" for n, sex in enumerate((2, 1, 2, 2, 1)))
ADMINISTRATOR = Actor(0, "admin", Role.ADMINISTRATOR)


@dataclass
class SetClock:
    """A clock that stands until a test moves it."""

    moment: datetime = field(default_factory=lambda: datetime(2027, 1, 4, 1, tzinfo=UTC))
    zone: Zone = Zone.WIB

    def now(self) -> datetime:
        return self.moment

    def today(self) -> date:
        return self.moment.astimezone(self.zone.info).date()

    def wait(self, **time: float) -> None:
        self.moment += timedelta(**time)


AGENCY = Agency(
    units=(
        OrgUnit("A", "Agency"),
        OrgUnit("A1", "First", "A"),
        OrgUnit("A11", "Team", "A1"),
        OrgUnit("A2", "Second", "A"),
    ),
    competencies=(
        Competency(
            "M.01",
            "Integritas",
            CompetencyKind.MANAGERIAL,
            "Integrity",
            {1: "satu", 5: "lima"},
            "PAN 38",
            "S",
        ),
        Competency("T.01", "Data", CompetencyKind.TECHNICAL),
    ),
    jobs=(Job("J1", "Analis", "ahli_muda", "data", "Analyst", True), Job("J2", "Kepala", "pengawas")),
    standards=(JobStandard("J1", "M.01", 2, 1.5), JobStandard("J1", "T.01", 3), JobStandard("J2", "M.01", 3)),
    careers=(CareerMove("J1", "J2"),),
    people=(
        Person(ANI, "Ani", "A11", "J1", supervisor=BUDI, target_job="J2"),
        Person(BUDI, "Budi", "A1", "J2", performance=Performance.ABOVE),
        Person(CITRA, "Citra", "A2", "J1", Status.PPPK, scarce_skill=True),
        Person(DEWI, "Dewi", "A", "J2"),
        Person(EKA, "Eka", "A11", "J1", supervisor=BUDI),
    ),
    assessments=(
        Assessment(ANI, "M.01", 1, Source.ASSESSMENT_CENTRE, date(2026, 3, 1), 0.9),
        Assessment(ANI, "T.01", 1, Source.SELF, date(2026, 5, 1), expires=date(2027, 5, 1), verified=False),
    ),
    solutions=(
        LearningSolution("S1", "Magang", "magang", 40.5, 4, 10, 0),
        LearningSolution(
            "S2",
            "Kelas",
            "pelatihan_klasikal",
            16,
            1,
            2,
            3_000_000,
            bucket=Bucket.FORMAL,
            needs_offering=True,
        ),
        LearningSolution("S3", "Coaching", "coaching", 12, 6, 6),
    ),
    lifts=(Lift("S1", "T.01", 1, 2), Lift("S2", "T.01", 2, 3)),
    prerequisites=(Prerequisite("S2", "S1"),),
    offerings=(
        Offering("O1", "S2", date(2027, 3, 1), date(2027, 3, 5), 1, "Jakarta", 2_500_000),
        Offering("O2", "S2", date(2027, 4, 5), date(2027, 4, 9), 2),
        Offering("O3", "S2", date(2027, 9, 6), date(2027, 9, 10), 30),
    ),
    participations=(
        Participation(BUDI, "S1", date(2025, 1, 6), date(2025, 2, 1), True, "T.01", 1, 2, True),
        Participation(BUDI, "S3", date(2025, 1, 6), date(2025, 2, 1), False),
    ),
    budgets=(Budget("A", 2027, 12_500_000_000),),
)


def item(
    solution: str = "S1", offering: str | None = None, starts: date = date(2027, 2, 1), days: int = 26
) -> Item:
    """A made-up item with everything in it that an item may have."""
    return Item(
        solution=solution,
        offering=offering,
        starts=starts,
        ends=starts + timedelta(days=days),
        form="magang",
        bucket=Bucket.EXPERIENCE,
        hours=40.1,
        jp=0.1 + 0.2,
        cost=1_000,
        stage=Stage.MENENGAH,
        success=0.7,
        closes=(Closes("T.01", 1, 2, 1.0),),
        reasons=(Reason("closes_gap", 0.4, (("competency", "T.01"),)),),
        alternatives=(
            Alternative("S3", None, starts, 0.5, 0.1, Contrast(0.6, "crowd", "popularity", 0.2, -0.1, 0.7)),
        ),
        shares=(FamilyShare("usual", 1.1, 1 / 3), FamilyShare("crowd", 0.1 + 0.2, -0.05, "popularity")),
        attempts=Attempts(4, 3, 1, enough=False),
    )


IN_O1 = item("S2", "O1", date(2027, 3, 1), 4)


def proposal(nip: str = ANI, *items: Item, seed: int = 7) -> Proposal:
    """A proposal of one item, or of those given."""
    made = Provenance("default", "1", date(2027, 1, 4), seed, "abc")
    return Proposal(nip, YEAR, Consideration.GAP, items or (item(),), 1.0, made)


@dataclass(frozen=True)
class Sign:
    """The actors of the tests' stories."""

    employee: Actor
    supervisor: Actor
    officer: Actor
    second_officer: Actor
    clo: Actor
    administrator: Actor


def settle(uow: UnitOfWork, clock: SetClock) -> Sign:
    """Import the agency and sign everybody up: Ani works, Budi leads her, officers care for unit A1."""
    import_agency(uow, AGENCY, ADMINISTRATOR, clock)
    wanted = {
        "employee": Account(0, "ani", "x", Role.EMPLOYEE, ANI),
        "supervisor": Account(0, "budi", "x", Role.SUPERVISOR, BUDI),
        "officer": Account(0, "lo", "x", Role.LEARNING_OFFICER, EKA, frozenset({"A1"})),
        "second_officer": Account(0, "lo2", "x", Role.LEARNING_OFFICER, None, frozenset({"A1"})),
        "clo": Account(0, "clo", "x", Role.CLO, DEWI),
        "administrator": Account(0, "admin", "x", Role.ADMINISTRATOR),
    }
    found: dict[str, Actor] = {}
    for name, account in wanted.items():
        stored = add_account(uow, ADMINISTRATOR, account, clock)
        with uow:
            actor = uow.accounts.actor(stored.id)
        assert actor is not None
        found[name] = actor
    return Sign(**found)


def no_rules(_uow: UnitOfWork, _journey: Journey) -> tuple[()]:
    """Check nothing, where the rules are not what is tested."""
    return ()


def make_plain(
    _uow: UnitOfWork, _journey: Journey, solution: str, offering: str | None, starts: date
) -> Item:
    """Make an item without asking the catalogue."""
    return item(solution, offering, starts)
