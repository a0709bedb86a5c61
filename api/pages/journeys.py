"""A journey's pages: read it, work on its items, move it on, and what happens when somebody else was faster."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import Response

from api.deps import SignedIn, SystemDep, TranslatorDep, requires, translator_of
from api.pages.moves import CARRY
from api.pages.names import Names
from api.pages.open_journey import OpenJourney, journey_page, open_journey
from api.pages.problems import refusal_text, status_of
from api.pages.render import excel, go, page
from api.pages.sheets_agency import decisions_sheet
from api.pages.sheets_people import journey_sheet
from api.pages.views_journey import plain
from api.pages.views_review import Choices, read_choice
from api.pages.words import MOVE_BUTTONS, MOVE_TOLD
from api.system import System
from planner import usecases
from planner.access import Capability
from planner.approval import CAPABILITY, Move
from planner.editing import Add, Edit, MoveItem, Remove, Swap
from planner.errors import ActivitiesOpen, BadEdit, NotFound, Refusal, StaleVersion
from planner.options import options_for
from planner.propose import propose

router = APIRouter()
Viewer = Annotated[SignedIn, requires(Capability.JOURNEY_VIEW)]
Editor = Annotated[SignedIn, requires(Capability.JOURNEY_EDIT)]
Version = Annotated[int, Form(ge=0, le=10**9)]
Text = Annotated[str, Form(max_length=2000)]
Code = Annotated[str, Form(max_length=400)]


@router.get("/journeys/{journey_id}")
def show_journey(
    request: Request,
    system: SystemDep,
    t: TranslatorDep,
    who: Viewer,
    journey_id: int,
    format: Annotated[str, Query()] = "",
    table: Annotated[str, Query()] = "",
) -> Response:
    """Show a journey, or give its items or its history as a workbook."""
    found = open_journey(system, who, journey_id)
    if format == "xlsx":
        names = Names(found.known, t)
        plan = journey_sheet(found.journey, found.person, names)
        return excel(
            request,
            decisions_sheet(found.history, names, found.set_aside) if table == "history" else plan,
            who,
        )
    return journey_page(request, system, found)


@router.get("/journeys/{journey_id}/items/{solution}/swaps")
def show_swaps(
    request: Request, system: SystemDep, t: TranslatorDep, who: Editor, journey_id: int, solution: str
) -> Response:
    """Give the list to swap an item from, what breaks no rule first."""
    found = open_journey(system, who, journey_id)
    best = options_for(found.known.world, found.journey, solution, found.taken)
    choices = Choices(found.known, found.journey, Names(found.known, t), found.taken)
    item = next(item for item in found.journey.items if item.solution == solution)
    return page(request, "swaps.html", options=choices.swaps(item, best))


@router.post("/journeys/{journey_id}/items/{action}")
def change_items(
    request: Request,
    system: SystemDep,
    who: Editor,
    journey_id: int,
    action: str,
    version: Version,
    solution: Code = "",
    choice: Code = "",
    starts: Annotated[str, Form(max_length=10)] = "",
) -> Response:
    """Swap, move, add or remove one item; the rules are checked again at once."""
    typed = {"solution": solution, "choice": choice, "starts": starts}

    def work() -> object:
        edit = _edit(action, solution, choice, starts)
        return usecases.edit_items(
            system.open(),
            who.actor,
            journey_id,
            version,
            [edit],
            system.make_item,
            system.check_items,
            system.clock,
        )

    return _answer(request, system, who, journey_id, version, typed, work, "edited")


@router.post("/journeys/{journey_id}/refusals")
def refuse_item(
    request: Request,
    system: SystemDep,
    who: Annotated[SignedIn, requires(Capability.JOURNEY_WITHDRAW)],
    journey_id: int,
    version: Version,
    solution: Code = "",
    reason: Text = "",
) -> Response:
    """Say that one would rather not take an item of one's own plan."""

    def work() -> object:
        return usecases.refuse_item(
            system.open(), who.actor, journey_id, version, solution, system.clock, reason=reason
        )

    typed = {"solution": solution, "reason": reason}
    return _answer(request, system, who, journey_id, version, typed, work, "refused")


@router.post("/journeys/{journey_id}/draft")
def draft(
    request: Request,
    system: SystemDep,
    who: Annotated[SignedIn, requires(Capability.JOURNEY_DRAFT)],
    journey_id: int,
    version: Version,
    reason: Text = "",
) -> Response:
    """Have the program propose the items anew."""
    found = open_journey(system, who, journey_id)

    def work() -> object:
        journey = found.journey
        proposed = propose(found.known.world, [journey.nip], consideration=journey.consideration)
        return usecases.draft_journey(
            system.open(), who.actor, journey_id, version, proposed[0], system.clock
        )

    return _answer(request, system, who, journey_id, version, {"reason": reason}, work, "drafted")


def _mover(move: Move) -> Callable[..., Response]:
    def do(
        request: Request,
        system: SystemDep,
        journey_id: int,
        version: Version,
        reason: Text = "",
        who: SignedIn = requires(CAPABILITY[move]),
    ) -> Response:
        def work() -> object:
            return CARRY[move](system, system.open(), who, journey_id, version, reason)

        return _answer(request, system, who, journey_id, version, {"reason": reason}, work, MOVE_TOLD[move])

    do.__doc__ = f"Carry out the move “{move}”."
    return do


@router.post("/journeys/{journey_id}/approve-despite-rules")
def approve_despite_rules(
    request: Request,
    system: SystemDep,
    who: Annotated[SignedIn, requires(Capability.JOURNEY_OVERRIDE)],
    journey_id: int,
    version: Version,
    reason: Text = "",
) -> Response:
    """Approve a plan although rules fail; the log keeps them with the reason."""

    def work() -> object:
        return usecases.approve_despite_rules(
            system.open(), who.actor, journey_id, version, reason, system.check_items, system.clock
        )

    return _answer(request, system, who, journey_id, version, {"reason": reason}, work, "overridden")


@router.post("/journeys/{journey_id}/complete")
def complete(
    request: Request,
    system: SystemDep,
    who: Annotated[SignedIn, requires(Capability.JOURNEY_COMPLETE)],
    journey_id: int,
    version: Version,
    open_activities: Code = "",
) -> Response:
    """Close a plan as completed; asks first where activities have no result yet."""

    def work() -> object:
        return usecases.complete(
            *(system.open(), who.actor, journey_id, version, system.clock),
            cancel_open=open_activities == "cancel",
        )

    typed = {"open_activities": open_activities}
    return _answer(request, system, who, journey_id, version, typed, work, MOVE_TOLD[Move.COMPLETE])


for one in CARRY:
    router.post(f"/journeys/{{journey_id}}/{one.value}", name=f"journey_{one.value}")(_mover(one))


def _edit(action: str, solution: str, choice: str, starts: str) -> Edit:
    try:
        day = date.fromisoformat(starts) if starts else None
    except ValueError:
        raise BadEdit(problem="The day cannot be read. Write it as YYYY-MM-DD.") from None
    match action:
        case "remove":
            return Remove(solution)
        case "add":
            return Add(read_choice(choice, day))
        case "swap":
            return Swap(solution, read_choice(choice, day))
        case "move":
            to = read_choice(choice or f"{solution}||", day)
            return MoveItem(solution, to.starts, to.offering)
    raise NotFound("page", action)


def _answer(
    request: Request,
    system: System,
    who: SignedIn,
    journey_id: int,
    version: int,
    typed: Mapping[str, str],
    work: Callable[[], object],
    told: str,
) -> Response:
    """Do it and show the journey anew; a refusal shows it too, with the reason and all that was typed."""
    try:
        work()
    except NotFound:
        raise
    except Refusal as refusal:
        found = open_journey(system, who, journey_id)
        if isinstance(refusal, StaleVersion):
            return _stale(request, found, version, typed)
        if isinstance(refusal, ActivitiesOpen):
            return _ask_to_close(request, found, refusal)
        text = refusal_text(refusal, translator_of(request))
        return journey_page(
            request,
            system,
            found,
            status=status_of(refusal),
            refused=text,
            typed_reason=typed.get("reason", ""),
        )
    return go(f"/journeys/{journey_id}", told)


def _ask_to_close(request: Request, found: OpenJourney, refusal: ActivitiesOpen) -> Response:
    return page(
        request,
        "close.html",
        status_of(refusal),
        journey=found.journey,
        person=found.person,
        names=Names(found.known, translator_of(request)),
        rows=refusal.activities,
    )


def _stale(request: Request, found: OpenJourney, seen: int, typed: Mapping[str, str]) -> Response:
    t = translator_of(request)
    names = Names(found.known, t)
    return page(
        request,
        "stale.html",
        412,
        journey=found.journey,
        person=found.person,
        names=names,
        rows=plain(found.journey.items, found.journey.year),
        history=found.history,
        set_aside=found.set_aside,
        replanned=lambda row: found.replanned(row, t),
        seen=seen,
        typed={name: value for name, value in typed.items() if value or name == "reason"},
        action=request.url.path,
        wanted=_wanted(request.url.path.rsplit("/", 1)[1], typed, names),
    )


def _wanted(action: str, typed: Mapping[str, str], names: Names) -> str:
    """Say again what somebody wanted to do."""
    t = names.t
    item = names.solution(typed.get("solution", ""))
    other = names.solution(typed.get("choice", "").split("|")[0])
    match action:
        case "swap":
            return t("Swap {item} for {other}", item=item, other=other)
        case "add":
            return t("Add {item}", item=other)
        case "remove":
            return t("Remove {item}", item=item)
        case "move":
            return t("Move {item}", item=item)
        case "refusals":
            return t("Rather not take {item}", item=item)
        case "approve-despite-rules":
            return t("Approve despite the broken rules")
    return t(MOVE_BUTTONS[Move(action)].title)
