"""What came over plans that stand is carried out: who must change is changed, the agency's data are corrected, all or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from competency_models.errors import InputError
from planner.access import Actor, Capability, may, scope_of
from planner.agency import Agency
from planner.approval import HOLDS_SEATS, Move
from planner.canonical import plain
from planner.editing import differences
from planner.errors import Forbidden, ReasonMissing
from planner.errors.replanning import ChangedMeanwhile
from planner.journey import Item, Journey, State
from planner.notices import NoticeKind
from planner.overrides import set_aside_now
from planner.ports import Clock, Decision, UnitOfWork
from planner.replanning import Changed, Disturbance, Replanned, replan
from planner.replanning.disturbances import budgets_now, faults_of, offerings_now
from planner.replanning.present import not_open
from planner.usecases.activities import cancel_activities
from planner.usecases.change import change_journey
from planner.usecases.notices import tell
from planner.world import World

ELIGIBILITY = "eligibility"


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody saw and wants done: what happened, the proposal for it, and the world and data's revision that it is for."""

    world: World
    revision: int
    happened: tuple[Disturbance, ...]
    found: Replanned


@dataclass(frozen=True, slots=True)
class Carried:
    """What was done: plans changed, approved ones among them that now wait for approval again, plans withdrawn."""

    changed: int
    reopened: int
    withdrawn: int


def look_over(
    uow: UnitOfWork, actor: Actor, world: World, revision: int, happened: Sequence[Disturbance] = ()
) -> Asked:
    """What came over the plans of the world's year that the actor sees, and what would be changed for it; nothing is stored.

    ``revision`` is that of the data that the world was built from.
    Raises Forbidden; InputError with everything that is wrong with what is said to have happened.
    """
    if not may(actor, Capability.JOURNEY_DRAFT):
        raise Forbidden
    if faults := faults_of(world, happened):
        raise InputError(faults)
    with uow:
        journeys, taken = uow.journeys.of_year(world.year), uow.seats.taken()
        excused = _excused(uow, world, journeys)
    found = replan(world, journeys, taken, happened, scope_of(actor), excused)
    return Asked(world, revision, tuple(happened), found)


def _excused(uow: UnitOfWork, world: World, journeys: Sequence[Journey]) -> frozenset[tuple[int, str]]:
    """Items that were approved although their form is not open to the person."""
    barred = {
        one.id
        for one in journeys
        if one.state in HOLDS_SEATS and one.nip in world.people
        for item in one.items
        if not_open(world, one, item)
    }
    rows = uow.decisions.each_of("journey", [str(number) for number in sorted(barred)]) if barred else {}
    return frozenset(
        (int(number), rule.solution)
        for number, history in rows.items()
        for rule in set_aside_now(history)
        if rule.rule == ELIGIBILITY
    )


def replan_journeys(uow: UnitOfWork, actor: Actor, asked: Asked, reason: str, clock: Clock) -> Carried:
    """Change the plans as proposed, in one transaction; approved ones go back to review and their people are told.

    Raises Forbidden; ReasonMissing where an approved plan is opened or one withdrawn; ChangedMeanwhile where the data were
    imported anew; StaleVersion where somebody worked on one of the plans; InputError where the data cannot become so.
    """
    found = asked.found
    opened = [one for one in found.changed if one.journey.state in HOLDS_SEATS]
    if not may(actor, Capability.JOURNEY_EDIT) or (
        asked.happened and not may(actor, Capability.ORG_PLAN_MANAGE)
    ):
        raise Forbidden
    if not reason.strip() and (opened or found.withdrawn):
        raise ReasonMissing
    with uow:
        if uow.agency.revision() != asked.revision:
            raise ChangedMeanwhile
        for one in found.changed:
            _change(uow, actor, one, reason, clock)
        for journey in found.withdrawn:
            change_journey(uow, actor, journey.id, journey.version, Move.WITHDRAW, clock, reason=reason)
            cancel_activities(uow, journey.id, clock.now())
        if asked.happened:
            _correct(uow, actor, asked, reason, clock)
        uow.commit()
    return Carried(len(found.changed), len(opened), len(found.withdrawn))


def _change(uow: UnitOfWork, actor: Actor, one: Changed, reason: str, clock: Clock) -> None:
    before = one.journey
    why = [{"cause": why.cause.value, "solution": why.solution, "what": why.what} for why in one.why]
    detail = {**differences(before.items, one.items), "replanned": why}
    _, after = change_journey(
        uow,
        actor,
        before.id,
        before.version,
        Move.EDIT,
        clock,
        reason=reason,
        detail=detail,
        items=one.items,
        proposed=_proposed(before, one.items),
    )
    if before.state is State.APPROVED:
        params = {"journey": after.id, "year": after.year}
        tell(uow, NoticeKind.JOURNEY_REOPENED, [after.nip], params, f"{after.id}:{after.version}", clock)


def _proposed(before: Journey, items: Iterable[Item]) -> tuple[Item, ...]:
    """What the program proposed, as it would stand: what came over an item says nothing of anybody's preference."""
    kept = {item.solution: item for item in items}
    mine = {item.solution: item for item in before.items}
    old = [
        kept.get(item.solution, item)
        for item in before.proposed
        if item.solution in kept or item.solution not in mine
    ]
    known = {item.solution for item in (*before.proposed, *before.items)}
    return tuple(
        sorted(
            (*old, *(item for item in kept.values() if item.solution not in known)),
            key=lambda item: (item.starts, item.ends, item.solution),
        )
    )


def _correct(uow: UnitOfWork, actor: Actor, asked: Asked, reason: str, clock: Clock) -> None:
    """Say in the agency's data what happened; a batch keeps the seats in which people already sit."""
    taken = uow.seats.taken()
    batches = offerings_now(asked.world, asked.happened)
    seated = tuple(replace(one, seats=max(one.seats, taken.get(one.code, 0))) for one in batches)
    budgets = budgets_now(asked.world, asked.happened)
    if seated or budgets:
        uow.agency.merge(Agency(offerings=seated, budgets=budgets))
    uow.decisions.add([_decision(actor, asked.happened, asked.found, uow.agency.revision(), reason, clock)])


def _decision(
    actor: Actor,
    happened: Sequence[Disturbance],
    found: Replanned,
    revision: int,
    reason: str,
    clock: Clock,
) -> Decision:
    return Decision(
        at=clock.now(),
        actor_id=actor.account_id,
        actor=actor.username,
        subject="agency",
        subject_id="agency",
        move="disturbance",
        version=revision,
        reason=reason.strip(),
        detail={
            "happened": [[type(one).__name__, *plain(one)] for one in happened],
            "changed": len(found.changed),
            "withdrawn": len(found.withdrawn),
        },
    )
