"""Reading what is planned for a year, for the plan that the agency hands in."""

from __future__ import annotations

from planner.access import Actor, Capability, may
from planner.approval import HOLDS_SEATS
from planner.errors import Forbidden
from planner.ports import UnitOfWork
from planner.yearly_plan import Part, parts_of


def parts_of_year(uow: UnitOfWork, actor: Actor, year: int, *, drafts: bool = True) -> tuple[Part, ...]:
    """What is approved for the year, and drafted unless ``drafts`` is false, of everybody.

    Raises Forbidden.
    """
    if not may(actor, Capability.ORG_PLAN_VIEW):
        raise Forbidden
    with uow:
        return tuple(
            part
            for row in uow.journeys.items_of_year(year)
            if drafts or row.state in HOLDS_SEATS
            for part in parts_of(row.nip, row.items, row.state in HOLDS_SEATS)
        )
