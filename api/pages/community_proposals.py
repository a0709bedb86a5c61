"""The form of a learning community's proposal: new, or changed until it is verified."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from api.deps import SignedIn, SystemDep, requires, translator_of
from api.pages.choices import Options, unit_options
from api.pages.community_forms import TypedProposal
from api.pages.community_words import by_field, reasons
from api.pages.names import Names
from api.pages.problems import status_of
from api.pages.render import go, page
from api.pages.words import MEETING_NAMES
from api.reach import note_reads
from api.system import System
from api.worlds import Known
from catalog.ledger.tariff import COMMUNITY
from planner import usecases
from planner.access import Actor, Capability
from planner.communities import CommunityMove
from planner.community_rules import may_organise, speaks_for, state_after
from planner.errors import Forbidden, NotFound, Refusal, Unfit

router = APIRouter()
Proposer = Annotated[SignedIn, requires(Capability.COMMUNITY_PROPOSE)]
Sent = Annotated[TypedProposal, Form()]


@router.get("/communities/new")
def show_new(request: Request, system: SystemDep, who: Proposer) -> Response:
    """Show an empty proposal."""
    options = _units(system, system.worlds.current(), who.actor)
    unit = options[0][0] if len(options) == 1 else ""
    return _form(request, system, who, TypedProposal(unit=unit))


@router.post("/communities/new")
def do_propose(request: Request, system: SystemDep, who: Proposer, typed: Sent) -> Response:
    """Propose a community."""
    known, clock = system.worlds.current(), system.clock
    proposal, faults = typed.read()
    try:
        if faults:
            raise Unfit(faults)
        at = system.law.at(clock.today())
        made = usecases.propose_community(system.open(), who.actor, proposal, known, at, clock)
    except Refusal as refusal:
        return _form(request, system, who, typed, refusal=refusal)
    return go(f"/communities/{made.id}", "community-proposed")


@router.get("/communities/{community_id}/edit")
def show_edit(request: Request, system: SystemDep, who: Proposer, community_id: int) -> Response:
    """Show a proposal to be changed. Raises NotFound, Forbidden, NotNow."""
    with system.open(write=False) as uow:
        looked = usecases.find_community(uow, who.actor, community_id)
        known = system.worlds.within(uow)
    own = looked.community
    if not speaks_for(who.actor, own.unit, looked.own_unit):
        raise Forbidden
    state_after(own, CommunityMove.CHANGE)
    note_reads(system, who, own.members, "community")
    return _form(request, system, who, TypedProposal.of(own, known), community_id)


@router.post("/communities/{community_id}/edit")
def do_edit(request: Request, system: SystemDep, who: Proposer, community_id: int, typed: Sent) -> Response:
    """Change a proposal; a returned one is proposed again."""
    known, clock = system.worlds.current(), system.clock
    proposal, faults = typed.read()
    try:
        if faults:
            raise Unfit(faults)
        usecases.change_proposal(
            *(system.open(), who.actor, community_id, typed.version, proposal),
            *(known, system.law.at(clock.today()), clock),
        )
    except NotFound:
        raise
    except Refusal as refusal:
        return _form(request, system, who, typed, community_id, refusal)
    return go(f"/communities/{community_id}", "community-changed")


def _form(
    request: Request,
    system: System,
    who: SignedIn,
    typed: TypedProposal,
    community_id: int = 0,
    refusal: Refusal | None = None,
) -> Response:
    t, known = translator_of(request), system.worlds.current()
    names = Names(known, t)
    faults = by_field(refusal.faults, names) if isinstance(refusal, Unfit) else {}
    offered = [one for one in known.agency.solutions if one.form == COMMUNITY]
    return page(
        request,
        "community_form.html",
        status_of(refusal) if refusal else 200,
        typed=typed,
        community_id=community_id,
        faults=faults,
        why=[] if faults else reasons(refusal, names),
        unit_options=_units(system, known, who.actor),
        meeting_options=[(kind.value, t(name)) for kind, name in MEETING_NAMES.items()],
        solution_options=[(one.code, t.name(one)) for one in offered],
    )


def own_units(known: Known, actor: Actor) -> Options:
    """The units for which the actor speaks."""
    own = known.people.get(actor.nip or "")
    unit = own.unit if own else None
    return [(code, name) for code, name in unit_options(known, actor) if speaks_for(actor, code, unit)]


def _units(system: System, known: Known, actor: Actor) -> Options:
    """The units for which the actor may propose: theirs, and not known to be of too low a rank."""
    at = system.law.at(system.clock.today())
    fit = {code for code in known.units if may_organise(code, known.units, at) is not False}
    return [(code, name) for code, name in own_units(known, actor) if code in fit]
