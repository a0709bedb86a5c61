"""What the use cases need from the outside; ``api.db`` implements it."""

from planner.ports.accounts import Account, AccountStore, Answer, IdempotencyStore, Session, SessionStore
from planner.ports.activities import ActivityRow, ActivityStore, DueTask, ResultRow, TaskRow
from planner.ports.agency import AgencyStore, ImportReport, PeopleFilter, PeopleStore, PersonRow, TableReport
from planner.ports.certificates import CertificateStore
from planner.ports.common import Clock, Page
from planner.ports.communities import CommunityFilter, CommunityRow, CommunityStore
from planner.ports.files import FileStore, KeptFile
from planner.ports.guides import GuideStore, HeldRow, MatchRow, MatchStore, NeedRow
from planner.ports.jobs import Jobs
from planner.ports.journeys import (
    InboxFilter,
    JourneyRow,
    JourneyStore,
    PlanRow,
    SeatStore,
    YearItem,
    YearRow,
)
from planner.ports.jp import JpLedgerStore
from planner.ports.judgements import JudgementLog
from planner.ports.logs import Decision, DecisionLog, ImportEntry, ImportLog, Read, ReadLog
from planner.ports.notices import Bundle, Message, Notifier, OutboxStore, Rejected, Unreachable
from planner.ports.rankers import KeptModel, RankerStore, Serving, ServingMove
from planner.ports.runs import RunStore
from planner.ports.work import CheckDuties, CheckItems, MakeItem, OpenUnitOfWork, UnitOfWork

__all__ = [
    "Account",
    "AccountStore",
    "ActivityRow",
    "ActivityStore",
    "AgencyStore",
    "Answer",
    "Bundle",
    "CertificateStore",
    "CheckDuties",
    "CheckItems",
    "Clock",
    "CommunityFilter",
    "CommunityRow",
    "CommunityStore",
    "Decision",
    "DecisionLog",
    "DueTask",
    "FileStore",
    "GuideStore",
    "HeldRow",
    "IdempotencyStore",
    "ImportEntry",
    "ImportLog",
    "ImportReport",
    "InboxFilter",
    "Jobs",
    "JourneyRow",
    "JourneyStore",
    "JpLedgerStore",
    "JudgementLog",
    "KeptFile",
    "KeptModel",
    "MakeItem",
    "MatchRow",
    "MatchStore",
    "Message",
    "NeedRow",
    "Notifier",
    "OpenUnitOfWork",
    "OutboxStore",
    "Page",
    "PeopleFilter",
    "PeopleStore",
    "PersonRow",
    "PlanRow",
    "RankerStore",
    "Read",
    "ReadLog",
    "Rejected",
    "ResultRow",
    "RunStore",
    "SeatStore",
    "Serving",
    "ServingMove",
    "Session",
    "SessionStore",
    "TableReport",
    "TaskRow",
    "UnitOfWork",
    "Unreachable",
    "YearItem",
    "YearRow",
]
