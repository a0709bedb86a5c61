"""The yearly plan and the analysis of needs behind it, ready to be filled; people stand in them by number only."""

from __future__ import annotations

from api.deps import SignedIn
from api.documents.yearly import needs_paper, scope_of_plan, yearly_paper
from api.printing.found import Printed
from api.system import System
from api.yearly import Asked, Found, find_plan


def yearly_plan_of(system: System, who: SignedIn, asked: Asked) -> Printed:
    """The plan of a year. Raises Forbidden, NotFound, InputError."""
    return printed_plan(system, find_plan(system, who.actor, asked))


def needs_analysis_of(system: System, who: SignedIn, asked: Asked) -> Printed:
    """The analysis of needs behind it. Raises Forbidden, NotFound, InputError."""
    return printed_analysis(system, find_plan(system, who.actor, asked))


def printed_plan(system: System, found: Found) -> Printed:
    """A plan that was looked up."""
    paper = yearly_paper(found.known, found.plan, system.clock.today())
    file = f"Rencana pengembangan kompetensi {paper.year} {scope_of_plan(found.known, found.plan.unit)}"
    return Printed(("yearly_plan",), paper, (), file)


def printed_analysis(system: System, found: Found) -> Printed:
    """The analysis behind a plan that was looked up."""
    paper = needs_paper(found.known, found.plan, found.analysis(), system.clock.today())
    file = f"AKPK {paper.year} {scope_of_plan(found.known, found.plan.unit)}"
    return Printed(("needs_analysis",), paper, (), file)
