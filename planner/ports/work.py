"""One transaction over all stores, and who knows rules and items inside it."""

from __future__ import annotations

from datetime import date
from types import TracebackType
from typing import TYPE_CHECKING, Protocol

from planner.activities import Activity
from planner.journey import Item, Journey
from planner.ports.accounts import AccountStore, IdempotencyStore, SessionStore
from planner.ports.activities import ActivityStore
from planner.ports.agency import AgencyStore, PeopleStore
from planner.ports.certificates import CertificateStore
from planner.ports.communities import CommunityStore
from planner.ports.guides import GuideStore, MatchStore
from planner.ports.journeys import JourneyStore, SeatStore
from planner.ports.jp import JpLedgerStore
from planner.ports.judgements import JudgementLog
from planner.ports.logs import DecisionLog, ImportLog, ReadLog
from planner.ports.notices import OutboxStore
from planner.ports.rankers import RankerStore
from planner.ports.runs import RunStore

if TYPE_CHECKING:
    from planner.rules import RuleCheck


class UnitOfWork(Protocol):
    """One transaction over all stores.

    ``with uow:`` begins, leaving it rolls back whatever ``commit`` did not keep. Entering it again inside
    joins the outer transaction; then only the outermost ``commit`` keeps anything. Not to be shared between threads.
    """

    @property
    def agency(self) -> AgencyStore:
        """The agency's own data."""

    @property
    def people(self) -> PeopleStore:
        """People and units."""

    @property
    def journeys(self) -> JourneyStore:
        """Journeys."""

    @property
    def activities(self) -> ActivityStore:
        """Activities and their tasks."""

    @property
    def communities(self) -> CommunityStore:
        """Learning communities."""

    @property
    def guides(self) -> GuideStore:
        """Coaches and mentors."""

    @property
    def matches(self) -> MatchStore:
        """Which of them was proposed to whom."""

    @property
    def seats(self) -> SeatStore:
        """Seats of offerings."""

    @property
    def jp(self) -> JpLedgerStore:
        """The ledger of lesson hours."""

    @property
    def judgements(self) -> JudgementLog:
        """What people made of proposals."""

    @property
    def outbox(self) -> OutboxStore:
        """Notices to people."""

    @property
    def certificates(self) -> CertificateStore:
        """Certificates of what was passed."""

    @property
    def rankers(self) -> RankerStore:
        """Trained rankers and which of them serves."""

    @property
    def runs(self) -> RunStore:
        """Plans for everybody."""

    @property
    def decisions(self) -> DecisionLog:
        """The append-only log."""

    @property
    def reads(self) -> ReadLog:
        """Who looked at whose data."""

    @property
    def accounts(self) -> AccountStore:
        """Sign-ins."""

    @property
    def sessions(self) -> SessionStore:
        """Signed-in browsers."""

    @property
    def idempotency(self) -> IdempotencyStore:
        """Answers already given."""

    @property
    def imports(self) -> ImportLog:
        """Finished imports."""

    def __enter__(self) -> UnitOfWork: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
    def commit(self) -> None:
        """Keep everything since the outermost ``with``."""


class OpenUnitOfWork(Protocol):
    """Makes units of work; ``write=False`` for reading only, which never waits for a writer."""

    def __call__(self, *, write: bool = True) -> UnitOfWork:
        """A new unit of work, not yet begun."""


class CheckItems(Protocol):
    """Checks a journey's items against every rule, with the data of the same transaction."""

    def __call__(self, uow: UnitOfWork, journey: Journey, /) -> tuple[RuleCheck, ...]:
        """All rule checks, passed ones too."""


class CheckDuties(Protocol):
    """Holds the numbered rules against an activity as it is lived, with the data of the same transaction."""

    def __call__(self, uow: UnitOfWork, lived: Activity, today: date, /) -> tuple[RuleCheck, ...]:
        """All checks of an activity on a day, kept ones too."""


class MakeItem(Protocol):
    """Makes the item of a solution on a date for a journey's person: hours, JP, cost, what it closes."""

    def __call__(
        self, uow: UnitOfWork, journey: Journey, solution: str, offering: str | None, starts: date, /
    ) -> Item:
        """The item. Raises BadEdit when the solution, the batch or the date does not fit."""
