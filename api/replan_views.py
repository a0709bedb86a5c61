"""What came over plans, as questions and answers: what happened, who is touched, what would stand instead and why."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.i18n import Translator
from api.schemas import PERSON_FIELDS
from api.worlds import Known
from planner.access import Actor
from planner.errors import NotFound
from planner.everyone import asked
from planner.journey import Item, Journey, State
from planner.ports import Decision
from planner.replanning import (
    CAUSES,
    BatchMoved,
    BudgetNow,
    Cause,
    Changed,
    Disturbance,
    PersonLeft,
    SeatsNow,
    Why,
)
from planner.usecases.replanning import Asked, Carried

MOST = 100
_Code = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=asked.LONGEST_NAME)]
_Year = Annotated[int, Field(ge=2000, le=2100)]


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SeatsNowIn(_In):
    """A batch has so many seats now; 0: it is cancelled."""

    kind: Literal["seats"]
    offering: _Code
    seats: Annotated[int, Field(ge=0, le=asked.MOST_SEATS)]


class MovedIn(_In):
    """A batch is held on other days."""

    kind: Literal["moved"]
    offering: _Code
    starts: date
    ends: date


class BudgetNowIn(_In):
    """A unit and all below it have so many rupiah in the year."""

    kind: Literal["budget"]
    unit: _Code
    rupiah: Annotated[int, Field(ge=0, le=asked.MOST_RUPIAH)]


class LeftIn(_In):
    """Somebody left: the id that stands in addresses."""

    kind: Literal["left"]
    person: _Code


HappenedIn = Annotated[SeatsNowIn | MovedIn | BudgetNowIn | LeftIn, Field(discriminator="kind")]


class LookIn(_In):
    """What happened; nothing for what an import, a new law or overfull drafts brought."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"year": 2027, "happened": [{"kind": "seats", "offering": "LATSAR-1", "seats": 0}]}]
        },
    )
    year: _Year
    happened: Annotated[list[HappenedIn], Field(max_length=MOST)] = []

    def disturbances(self, known: Known) -> tuple[Disturbance, ...]:
        """The same as the domain says it. Raises NotFound for an unknown person."""
        return tuple(_disturbance(one, known) for one in self.happened)


class CarryIn(LookIn):
    """The same, to be carried out. ``hash`` is that of the proposal; a reason is needed where an approved plan is opened."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"year": 2027, "hash": "0" * 64, "reason": "Angkatan dibatalkan."}]},
    )
    hash: Annotated[str, StringConstraints(min_length=64, max_length=64)]
    reason: Annotated[str, StringConstraints(max_length=2000)] = ""


def _disturbance(one: HappenedIn, known: Known) -> Disturbance:
    match one:
        case SeatsNowIn():
            return SeatsNow(one.offering, one.seats)
        case MovedIn():
            return BatchMoved(one.offering, one.starts, one.ends)
        case BudgetNowIn():
            return BudgetNow(one.unit, one.rupiah)
        case LeftIn():
            nip = known.nip_of.get(one.person)
            if nip is None:
                raise NotFound("person", one.person)
            return PersonLeft(nip)


class WhyOut(BaseModel):
    """Why an item cannot stand or is given up; ``what`` is the batch, unit or form that the cause names."""

    cause: Cause
    solution: str
    what: str
    text: str = Field(description="In the reader's language.")


class PlannedOut(BaseModel):
    """An item that a plan gives up, or gets."""

    solution: str
    name: str
    offering: str | None
    starts: date
    ends: date
    cost: int


class ChangeOut(BaseModel):
    """One person's plan before and after. ``broken`` are rules that the changed plan does not keep."""

    journey: int
    version: int
    person_id: str
    nip: str
    name: str
    unit: str
    state: State
    reopened: bool
    why: list[WhyOut]
    removed: list[PlannedOut]
    added: list[PlannedOut]
    broken: list[str]


class TouchedOut(BaseModel):
    """A plan that is lived already, and is not changed by the program, or that is withdrawn."""

    journey: int
    person_id: str
    nip: str
    name: str
    why: list[WhyOut]


class ReplanOut(BaseModel):
    """What would be changed; ``hash`` is to be sent along to have it done. ``plans`` could have changed."""

    hash: str
    plans: int
    changed: list[ChangeOut]
    withdrawn: list[TouchedOut]
    lived: list[TouchedOut]


class CarriedOut(BaseModel):
    """Plans changed, approved ones among them that wait for approval again, and plans withdrawn."""

    changed: int
    reopened: int
    withdrawn: int


def replan_out(known: Known, asked: Asked, t: Translator) -> ReplanOut:
    """Show a proposal."""
    found = asked.found
    return ReplanOut(
        hash=found.hash,
        plans=found.looked_at,
        changed=[_change(known, one, t) for one in found.changed],
        withdrawn=[_touched(known, one, (), t) for one in found.withdrawn],
        lived=[_touched(known, one.journey, one.why, t) for one in found.lived],
    )


def carried_out(done: Carried) -> CarriedOut:
    """Show what was done."""
    return CarriedOut(changed=done.changed, reopened=done.reopened, withdrawn=done.withdrawn)


def say(known: Known, why: Why, t: Translator) -> str:
    """Say why."""
    solution = known.solutions.get(why.solution)
    unit = known.units.get(why.what) if why.cause is Cause.MONEY else None
    return t(
        CAUSES[why.cause],
        solution=t.name(solution) if solution else why.solution,
        what=unit.name if unit else why.what,
    )


def told_causes(known: Known, actor: Actor, row: Decision, t: Translator) -> list[str]:
    """Say why replanning changed a plan, from its row of the log, without what would tell somebody's potential."""
    kept: Any = row.detail.get("replanned", ())
    told = "potential" in PERSON_FIELDS[actor.role]
    whys = (Why(Cause(one["cause"]), one["solution"], one["what"]) for one in kept)
    return [say(known, why, t) for why in whys if told or why.cause is not Cause.NOT_OPEN]


def _change(known: Known, one: Changed, t: Translator) -> ChangeOut:
    journey = one.journey
    person = known.world.person(journey.nip)
    return ChangeOut(
        journey=journey.id,
        version=journey.version,
        person_id=known.id_of[journey.nip],
        nip=journey.nip,
        name=person.name,
        unit=person.unit,
        state=journey.state,
        reopened=one.approved,
        why=_whys(known, one.why, t),
        removed=[_item(known, item, t) for item in one.removed],
        added=[_item(known, item, t) for item in one.added],
        broken=list(one.broken),
    )


def _touched(known: Known, journey: Journey, why: tuple[Why, ...], t: Translator) -> TouchedOut:
    return TouchedOut(
        journey=journey.id,
        person_id=known.id_of[journey.nip],
        nip=journey.nip,
        name=known.world.person(journey.nip).name,
        why=_whys(known, why, t),
    )


def _whys(known: Known, whys: tuple[Why, ...], t: Translator) -> list[WhyOut]:
    return [
        WhyOut(cause=why.cause, solution=why.solution, what=why.what, text=say(known, why, t)) for why in whys
    ]


def _item(known: Known, item: Item, t: Translator) -> PlannedOut:
    solution = known.solutions.get(item.solution)
    return PlannedOut(
        solution=item.solution,
        name=t.name(solution) if solution else item.solution,
        offering=item.offering,
        starts=item.starts,
        ends=item.ends,
        cost=item.cost,
    )
