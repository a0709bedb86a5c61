"""One decision on many plans: each is decided by itself, and what was refused is told with its reason."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from api.deps import SignedIn, SystemDep, TranslatorDep, requires
from api.i18n import Translator
from api.pages.moves import CARRY
from api.pages.problems import refusal_text
from api.pages.render import page
from api.pages.words import MOVE_BUTTONS
from api.problems import Problem
from api.system import System
from planner.access import Capability
from planner.approval import Move
from planner.errors import NotFound, Refusal

router = APIRouter()
MOVES = (Move.SUBMIT, Move.APPROVE, Move.RETURN, Move.DECLINE)
_CHOSEN = re.compile(r"(\d{1,9}):(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one plan; ``refused`` says why it was left as it is, empty when it was decided."""

    journey: int
    name: str
    refused: str = ""


@router.post("/inbox/decide")
def decide_many(
    request: Request,
    system: SystemDep,
    t: TranslatorDep,
    who: Annotated[SignedIn, requires(Capability.JOURNEY_REVIEW)],
    move: Annotated[Move, Form()],
    chosen: Annotated[list[str], Form(max_length=200)] = [],  # noqa: B006 - FastAPI copies it
    reason: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Decide on the chosen plans as they were seen, one after the other."""
    if move not in MOVES:
        raise NotFound("page", move)
    outcomes = [_decide(system, who, t, move, one, reason) for one in chosen]
    return page(request, "bulk.html", outcomes=outcomes, move=MOVE_BUTTONS[move])


def _decide(system: System, who: SignedIn, t: Translator, move: Move, chosen: str, reason: str) -> Outcome:
    """Decide on one plan, written as ``id:version``."""
    found = _CHOSEN.fullmatch(chosen)
    if found is None:
        raise Problem("bad-request")
    number, version = int(found[1]), int(found[2])
    try:
        CARRY[move](system, system.open(), who, number, version, reason)
    except NotFound:
        return Outcome(number, "", refused=t("There is nothing here, or you may not see it."))
    except Refusal as refusal:
        return Outcome(number, _name(system, number), refused=refusal_text(refusal, t))
    return Outcome(number, _name(system, number))


def _name(system: System, number: int) -> str:
    """Name the person of a plan that the actor was just found to see."""
    with system.open(write=False) as uow:
        journey = uow.journeys.get(number)
        person = uow.people.get(journey.nip) if journey else None
    return person.name if person else ""
