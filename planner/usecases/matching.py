"""Proposing guides for everybody who waits, offering those whom an officer chose, asking for one by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from planner.access import Actor, Capability, Scope, may, scope_of
from planner.errors import Forbidden, NotFound
from planner.errors.guides import AlreadyMatched, NoGuideNeeded
from planner.guides import Guide, GuideKind, Match, MatchState
from planner.matching import Matching, match
from planner.ports import Clock, NeedRow, UnitOfWork
from planner.usecases.activities import seen_activity
from planner.usecases.match_ground import Ground, superior_of
from planner.usecases.match_log import match_decision, tell_of_match
from planner.world import World

SUPERIOR = 0
"""Stands for the direct superior who is not in the register yet; an offer enters them."""


@dataclass(frozen=True, slots=True)
class GuideProposal:
    """What the program proposes, with the people who wait by activity. Nothing of it is stored."""

    needs: Mapping[int, NeedRow]
    matching: Matching


def propose_matches(uow: UnitOfWork, actor: Actor, kind: GuideKind, world: World) -> GuideProposal:
    """Find guides for all people in the actor's care who wait for one, except themselves. Raises Forbidden."""
    with uow:
        if not may(actor, Capability.MATCH_PROPOSE):
            raise Forbidden
        needs = [one for one in uow.matches.needing(kind, scope_of(actor)) if one.nip != actor.nip]
        ground = Ground.of(uow, kind, needs, world)
    found = match(map(ground.waiting, needs), ground.candidates, ground.context, ground.law)
    return GuideProposal({need.activity: need for need in needs}, found)


def offer_matches(
    uow: UnitOfWork,
    actor: Actor,
    kind: GuideKind,
    pairs: Sequence[tuple[int, int]],
    world: World,
    clock: Clock,
) -> tuple[Match, ...]:
    """Offer guides (second) to the people of activities (first), all or none; ``SUPERIOR`` enters the direct superior.

    A mentor who is not the direct superior needs that superior's approval first (Lampiran I.2.a.2). Raises NotFound,
    Forbidden, NoGuideNeeded, AlreadyMatched, GuideUnfit with everything that stands in the way.
    """
    with uow:
        needs = _needs(uow, actor, kind, scope_of(actor), [activity for activity, _ in pairs])
        if not may(actor, Capability.MATCH_PROPOSE) or any(one.nip == actor.nip for one in needs.values()):
            raise Forbidden
        wanted = [(needs[activity], guide) for activity, guide in pairs]
        wanted = _with_superiors(uow, wanted, world)
        stored = _store(uow, actor, kind, wanted, world, clock, asked=False)
        uow.commit()
    return stored


def ask_for_mentor(
    uow: UnitOfWork, actor: Actor, activity_id: int, guide_id: int, world: World, clock: Clock
) -> Match:
    """Ask for a mentor by name for one's own activity: the direct superior approves, then the mentor accepts.

    SE 07/SE/KM/2023, Lampiran I.2.a.1-3; the direct superior (``SUPERIOR`` too) needs no approval. Raises NotFound,
    NoGuideNeeded, AlreadyMatched, GuideUnfit.
    """
    kind = GuideKind.MENTOR
    with uow:
        needs = _needs(uow, actor, kind, Scope(nip=actor.nip), [activity_id])
        wanted = _with_superiors(uow, [(needs[activity_id], guide_id)], world)
        (stored,) = _store(uow, actor, kind, wanted, world, clock, asked=True)
        uow.commit()
    return stored


def _needs(
    uow: UnitOfWork, actor: Actor, kind: GuideKind, scope: Scope, activities: Sequence[int]
) -> dict[int, NeedRow]:
    """What the activities need. Raises NotFound, NoGuideNeeded, AlreadyMatched."""
    found = {one.activity: one for one in uow.matches.needing(kind, scope)}
    for number in activities:
        if number in found:
            continue
        activity, person = seen_activity(uow, actor, uow.activities.get(number), "activity", number)
        if not scope.holds(person):
            raise NotFound("activity", number)
        played = any(party.doer is kind.doer for party in activity.parties)
        raise AlreadyMatched if played or uow.matches.is_live(kind, number) else NoGuideNeeded
    return {number: found[number] for number in activities}


def _with_superiors(
    uow: UnitOfWork, wanted: Sequence[tuple[NeedRow, int]], world: World
) -> list[tuple[NeedRow, int]]:
    """The wishes with direct superiors by their number in the register, entered there where they are new."""
    bosses = sorted({need.supervisor for need, guide in wanted if guide == SUPERIOR and need.supervisor})
    register = uow.guides.all() if bosses else ()
    numbers = {one.nip or "": one.id for one in register if one.kind is GuideKind.MENTOR}
    new = [nip for nip in bosses if nip not in numbers]
    entered = uow.guides.add_all([superior_of(nip, world) for nip in new])
    numbers |= dict(zip(new, entered, strict=True))
    return [
        (need, numbers.get(need.supervisor or "", SUPERIOR) if guide == SUPERIOR else guide)
        for need, guide in wanted
    ]


def _store(
    uow: UnitOfWork,
    actor: Actor,
    kind: GuideKind,
    wanted: Sequence[tuple[NeedRow, int]],
    world: World,
    clock: Clock,
    *,
    asked: bool,
) -> tuple[Match, ...]:
    uow.guides.lock([guide for _, guide in wanted])
    ground = Ground.of(uow, kind, [need for need, _ in wanted], world)
    made: list[tuple[NeedRow, Guide, Match]] = []
    now = clock.now()
    for need, number in wanted:
        guide, reasons = ground.choose(need, number)
        state = _first_state(need, guide, ground)
        made.append((need, guide, Match(0, need.activity, kind, guide.id, state, 1, now, reasons, asked)))
        ground = ground.with_place(guide.id, need)
    numbers = uow.matches.add([one for _, _, one in made])
    stored = [(need, guide, replace(one, id=n)) for n, (need, guide, one) in zip(numbers, made, strict=True)]
    move = "ask" if asked else "offer"
    uow.decisions.add([match_decision(actor, None, one, move) for _, _, one in stored])
    for need, guide, one in stored:
        tell_of_match(uow, one, need.nip, guide.nip, need.supervisor, clock)
    return tuple(one for _, _, one in stored)


def _first_state(need: NeedRow, guide: Guide, ground: Ground) -> MatchState:
    another = guide.kind is GuideKind.MENTOR and need.supervisor is not None and guide.nip != need.supervisor
    asks = another and ground.at["guides.superior_approves_another_mentor"]
    return MatchState.AWAITING_SUPERIOR if asks else MatchState.OFFERED
