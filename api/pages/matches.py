"""One's own coaches and mentors, the people whom one guides, and what waits for one's answer."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from api.deps import SignedIn, SystemDep, requires, translator_of
from api.guide_views import answers_of, reason_text, shown_state, told_to
from api.pages.names import Names
from api.pages.problems import refusal_text, status_of
from api.pages.render import go, page
from api.reach import note_reads
from api.system import System
from api.worlds import Known
from planner import usecases
from planner.access import Capability, Scope
from planner.errors import NotFound, Refusal
from planner.guides import LIVE, Answer, Guide, GuideKind
from planner.ports import NeedRow

router = APIRouter()
Answering = Annotated[SignedIn, requires(Capability.MATCH_ANSWER)]


@router.get("/matches")
def show_matches(request: Request, system: SystemDep, who: Answering) -> Response:
    """Show who guides the reader, whom the reader guides, and what waits for an answer."""
    return _page(request, system, who)


@router.post("/matches/ask")
def do_ask(
    request: Request,
    system: SystemDep,
    who: Answering,
    activity: Annotated[int, Form()],
    guide: Annotated[int, Form(ge=0)],
) -> Response:
    """Ask for a mentor by name."""
    world = system.worlds.current().world
    try:
        usecases.ask_for_mentor(system.open(), who.actor, activity, guide, world, system.clock)
    except NotFound:
        raise
    except Refusal as refusal:
        return _page(request, system, who, refusal)
    return go("/matches", "match-asked")


@router.post("/matches/undertake/{guide_id}")
def do_undertake(system: SystemDep, who: Answering, guide_id: int) -> Response:
    """Undertake to keep what is told in confidence."""
    usecases.undertake_confidentiality(system.open(), who.actor, guide_id, system.clock)
    return go("/matches", "confidentiality-undertaken")


@router.post("/matches/{match_id}/{answer}")
def do_answer(
    request: Request,
    system: SystemDep,
    who: Answering,
    match_id: int,
    answer: Answer,
    version: Annotated[int, Form()],
) -> Response:
    """Approve, decline, accept, refuse or take back."""
    at = system.worlds.current().world.parameters
    try:
        usecases.answer_match(system.open(), who.actor, match_id, version, answer, at, system.clock)
    except NotFound:
        raise
    except Refusal as refusal:
        return _page(request, system, who, refusal)
    return go("/matches", f"match-{answer.value}")


def _page(request: Request, system: System, who: SignedIn, refusal: Refusal | None = None) -> Response:
    t = translator_of(request)
    nip = who.actor.nip
    with system.open(write=False) as uow:
        known = system.worlds.within(uow)
        rows = uow.matches.concerning(nip) if nip else ()
        entries = uow.guides.of_person(nip) if nip else ()
        needs = uow.matches.needing(GuideKind.MENTOR, Scope(nip=nip)) if nip else ()
        mentors = [one for one in uow.guides.all() if one.kind is GuideKind.MENTOR and one.active]
    alive = [row for row in rows if row.match.state in LIVE]
    note_reads(system, who, {row.nip for row in alive}, "matches")
    return page(
        request,
        "matches.html",
        status_of(refusal) if refusal else 200,
        waiting=[row for row in alive if _to_answer(answers_of(row, who.actor))],
        standing=[row for row in alive if nip in (row.nip, row.guide_nip)],
        answers_of=lambda row: answers_of(row, who.actor),
        state_of=shown_state,
        entries=entries,
        needs=needs,
        mentors={need.activity: _mentors_for(known, need, mentors) for need in needs},
        own=nip,
        told=lambda reasons: told_to(who.actor, reasons),
        say=lambda reason: reason_text(known, reason, t),
        names=Names(known, t),
        refused=refusal_text(refusal, t) if refusal else "",
    )


def _to_answer(answers: list[Answer]) -> bool:
    return bool(set(answers) - {Answer.CANCEL})


def _mentors_for(known: Known, need: NeedRow, mentors: list[Guide]) -> list[tuple[str, str]]:
    """The mentors who may be chosen, the direct superior first."""
    others = [one for one in mentors if one.nip not in (need.nip, need.supervisor)]
    listed = [(str(one.id), _named(known, one)) for one in others]
    superior = known.people.get(need.supervisor or "")
    return listed if superior is None else [(str(usecases.SUPERIOR), superior.name), *listed]


def _named(known: Known, guide: Guide) -> str:
    person = known.people.get(guide.nip or "")
    unit = known.units.get(person.unit) if person else None
    return f"{guide.name} · {unit.name}" if unit else guide.name
