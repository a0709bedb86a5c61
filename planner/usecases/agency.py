"""The agency's data: imported as a whole or not at all, loaded as one value."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter

from competency_models.errors import Fault, InputError
from planner.access import Actor, Capability, may
from planner.agency import Agency
from planner.errors import Forbidden
from planner.ports import Clock, Decision, ImportEntry, ImportReport, UnitOfWork
from planner.world import graph_of


def import_agency(uow: UnitOfWork, agency: Agency, actor: Actor, clock: Clock) -> ImportReport:
    """Add what is new, change what differs, leave what the files do not mention; accounts are never touched.

    Doing it again changes nothing. Raises Forbidden; InputError with every fault of the data as they would then stand.
    """
    if not may(actor, Capability.AGENCY_IMPORT):
        raise Forbidden
    with uow:
        report = uow.agency.merge(agency)
        _check_whole(uow.agency.load())
        revision, now = uow.agency.revision(), clock.now()
        uow.imports.add(ImportEntry(now, actor.username, revision, report))
        uow.decisions.add([_decision(actor, report, revision, clock)])
        uow.commit()
    return report


def load_agency(uow: UnitOfWork) -> Agency:
    """Everything the agency handed in so far."""
    with uow:
        return uow.agency.load()


def _check_whole(agency: Agency) -> None:
    # The files were checked by themselves; together with what was stored before they may still run in a circle.
    graph_of(agency)
    parents = {unit.code: [unit.parent] for unit in agency.units if unit.parent is not None}
    try:
        TopologicalSorter(parents).prepare()
    except CycleError as error:
        fault = Fault(
            file="units",
            column="parent",
            problem="Together with the units stored before, the tree runs in a circle: {path}.",
            remedy="Give every unit of the circle its parent anew.",
            params={"path": " → ".join(error.args[1])},
        )
        raise InputError([fault]) from error


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
