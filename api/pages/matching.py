"""Who waits for a coach or mentor, whom the program proposes, and what was offered."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import Response

from api.deps import SignedIn, SystemDep, requires, translator_of
from api.guide_views import MOST_PAIRS, answers_of, reason_text, shown_state
from api.pages.guide_words import GUIDE_KIND_NAMES
from api.pages.names import Names
from api.pages.problems import refusal_text, status_of
from api.pages.render import excel, go, page
from api.pages.sheets_guides import proposal_sheet
from api.reach import note_reads
from api.system import System
from planner import usecases
from planner.access import Capability, scope_of
from planner.errors import BadEdit, NotFound, Refusal
from planner.guides import LIVE, Answer, GuideKind
from planner.matching import POINTS, TEXTS, Law, needed_level

router = APIRouter()
Proposer = Annotated[SignedIn, requires(Capability.MATCH_PROPOSE)]
ROWS = 100
_Query = Annotated[str, Query(max_length=400)]


@router.get("/matching")
def show_matching(
    request: Request,
    system: SystemDep,
    who: Proposer,
    kind: _Query = GuideKind.COACH.value,
    after: _Query = "",
    format: _Query = "",
) -> Response:
    """Show who waits with the guide proposed for each, and what was offered before."""
    return _page(request, system, who, _kind(kind), after, format)


@router.post("/matching/offer")
def do_offer(
    request: Request,
    system: SystemDep,
    who: Proposer,
    kind: Annotated[GuideKind, Form()],
    pairs: Annotated[list[str] | None, Form(max_length=MOST_PAIRS)] = None,
) -> Response:
    """Offer the guides that were chosen."""
    try:
        wanted = [_pair(text) for text in pairs or ()]
        if not wanted:
            raise BadEdit(problem="Choose at least one person.")
        world = system.worlds.current().world
        usecases.offer_matches(system.open(), who.actor, kind, wanted, world, system.clock)
    except NotFound:
        raise
    except Refusal as refusal:
        return _page(request, system, who, kind, refusal=refusal)
    return go(f"/matching?kind={kind.value}", "match-offered")


@router.post("/matching/{match_id}/take-back")
def do_take_back(
    request: Request,
    system: SystemDep,
    who: Proposer,
    match_id: int,
    kind: Annotated[GuideKind, Form()],
    version: Annotated[int, Form()],
) -> Response:
    """Take a match back, so that another guide may be found."""
    try:
        usecases.take_back_match(system.open(), who.actor, match_id, version, system.clock)
    except NotFound:
        raise
    except Refusal as refusal:
        return _page(request, system, who, kind, refusal=refusal)
    return go(f"/matching?kind={kind.value}", "match-taken-back")


def _page(
    request: Request,
    system: System,
    who: SignedIn,
    kind: GuideKind,
    after: str = "",
    format: str = "",
    refusal: Refusal | None = None,
) -> Response:
    t = translator_of(request)
    with system.open(write=False) as uow:
        known = system.worlds.within(uow)
        found = usecases.propose_matches(uow, who.actor, kind, known.world)
        offered = uow.matches.page(scope_of(who.actor), LIVE, after or None, ROWS)
    names, law = Names(known, t), Law.of(known.world.parameters, kind)
    seen = {need.nip for need in found.needs.values()} | {row.nip for row in offered.rows}
    note_reads(system, who, seen, "matching")
    if format == "xlsx":
        return excel(request, proposal_sheet(kind, found, names), who)
    return page(
        request,
        "matching.html",
        status_of(refusal) if refusal else 200,
        kind=kind,
        kinds=[(one.value, t(name)) for one, name in GUIDE_KIND_NAMES.items()],
        needs=found.needs,
        pairs=found.matching.pairs,
        left=found.matching.unmatched,
        guides=len(found.matching.guides),
        points=lambda worth: t.number(worth / POINTS, 2),
        offered=offered.rows,
        next=offered.next,
        state_of=shown_state,
        may_take_back=lambda row: Answer.CANCEL in answers_of(row, who.actor),
        say=lambda reason: reason_text(known, reason, t),
        blocks=TEXTS,
        needed=lambda one: [
            (names.competency(code), needed_level(target, law))
            for code, target in sorted(one.targets.items())
        ],
        names=names,
        id_of=known.id_of,
        refused=refusal_text(refusal, t) if refusal else "",
    )


def _kind(text: str) -> GuideKind:
    return GuideKind(text) if text in set(GuideKind) else GuideKind.COACH


def _pair(text: str) -> tuple[int, int]:
    activity, _, guide = text.partition(":")
    if not (activity.isdigit() and guide.isdigit() and len(text) < 30):
        raise BadEdit(problem="The choice cannot be read.")
    return int(activity), int(guide)
