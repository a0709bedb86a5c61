"""The agency's data: imported as a whole or not at all, loaded as one value."""

from __future__ import annotations

from threading import Lock

from planner.access import Actor, Capability, may
from planner.agency import Agency
from planner.errors import Forbidden
from planner.ports import Clock, Decision, ImportEntry, ImportReport, UnitOfWork


def import_agency(uow: UnitOfWork, agency: Agency, actor: Actor, clock: Clock) -> ImportReport:
    """Add what is new, change what differs, leave what the files do not mention; accounts are never touched.

    Doing it again changes nothing. Raises Forbidden; InputError with every fault of the data as they would then stand.
    """
    if not may(actor, Capability.AGENCY_IMPORT):
        raise Forbidden
    with uow:
        report = uow.agency.merge(agency)
        revision, now = uow.agency.revision(), clock.now()
        uow.imports.add(ImportEntry(now, actor.username, revision, report))
        uow.decisions.add([_decision(actor, report, revision, clock)])
        uow.commit()
    return report


def load_agency(uow: UnitOfWork) -> Agency:
    """Everything the agency handed in so far."""
    with uow:
        return uow.agency.load()


class AgencyCache:
    """Keeps the agency in memory until an import changes it. Safe among threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._revision = -1
        self._agency = Agency()

    def get(self, uow: UnitOfWork) -> tuple[int, Agency]:
        """The agency and its revision as of the unit of work's transaction."""
        with uow:
            revision = uow.agency.revision()
            with self._lock:
                if revision != self._revision:
                    self._revision, self._agency = revision, uow.agency.load()
                return revision, self._agency


def _decision(actor: Actor, report: ImportReport, revision: int, clock: Clock) -> Decision:
    detail = {
        name: {"added": t.added, "changed": t.changed, "left": t.left} for name, t in report.tables.items()
    }
    return Decision(
        at=clock.now(),
        actor_id=actor.account_id,
        actor=actor.username,
        subject="agency",
        subject_id="agency",
        move="import",
        version=revision,
        detail=detail,
    )
