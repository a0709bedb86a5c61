"""Proposals, computed outside any transaction, become drafts: one, or everyone's in short slices."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from competency_models.people import Person
from planner.access import Actor
from planner.approval import Move, check_move
from planner.errors import AlreadyOpen, BadEdit, NotFound
from planner.journey import Journey, Proposal, State
from planner.ports import Clock, UnitOfWork
from planner.usecases.change import change_journey, decision

SLICE = 25
"""Drafts stored in one transaction: few enough that nobody waits for the lock."""


@dataclass(frozen=True, slots=True)
class DraftReport:
    """What became of the proposals: ids of the journeys drafted, how many stood so already, and those left alone.

    A journey is left alone, with its state, when people are already working on it.
    """

    drafted: tuple[int, ...] = ()
    unchanged: int = 0
    left: tuple[tuple[str, State], ...] = ()


def draft_journey(
    uow: UnitOfWork, actor: Actor, journey_id: int, version: int, proposal: Proposal, clock: Clock
) -> Journey:
    """Put a proposal into a requested, drafted or returned journey; edits made by hand are replaced.

    Raises NotFound, Forbidden, IllegalMove, StaleVersion, BadEdit when the proposal is for another person or year.
    """
    with uow:
        found = uow.journeys.get(journey_id)
        if found is not None and (found.nip, found.year) != (proposal.nip, proposal.year):
            raise BadEdit(problem="The proposal is for another person or year.")
        _, after = change_journey(
            uow, actor, journey_id, version, Move.DRAFT, clock, detail=_summary(proposal), **_values(proposal)
        )
        uow.commit()
    return after


def draft_journeys(
    uow: UnitOfWork,
    actor: Actor,
    proposals: Sequence[Proposal],
    clock: Clock,
    progress: Callable[[int], None] | None = None,
) -> DraftReport:
    """Store many proposals: into requests, into drafts that nobody edited, or as new journeys.

    What is in review or further, or was edited by hand, is left alone; what stands so already is not touched. Each
    slice is a transaction of its own; ``progress`` is told how many proposals are done. Raises NotFound, Forbidden.
    """
    drafted: list[int] = []
    left: list[tuple[str, State]] = []
    for start in range(0, len(proposals), SLICE):
        part = proposals[start : start + SLICE]
        stored, alone = _draft_slice(uow, actor, part, clock)
        drafted += stored
        left += alone
        if progress is not None:
            progress(start + len(part))
    return DraftReport(tuple(drafted), len(proposals) - len(drafted) - len(left), tuple(left))


def _draft_slice(
    uow: UnitOfWork, actor: Actor, proposals: Sequence[Proposal], clock: Clock, tries: int = 3
) -> tuple[list[int], list[tuple[str, State]]]:
    try:
        with uow:
            done = _store(uow, actor, proposals, clock)
            uow.commit()
    except AlreadyOpen:
        # Somebody asked for a plan between our look and our writing; looking again finds the request.
        if tries == 1:
            raise
        return _draft_slice(uow, actor, proposals, clock, tries - 1)
    return done


def _store(
    uow: UnitOfWork, actor: Actor, proposals: Sequence[Proposal], clock: Clock
) -> tuple[list[int], list[tuple[str, State]]]:
    now, standing = clock.now(), _standing(uow, proposals)
    people = uow.people.many([proposal.nip for proposal in proposals])
    left: list[tuple[str, State]] = []
    changes: list[tuple[Journey | None, Journey]] = []
    for proposal in proposals:
        before = standing.get((proposal.nip, proposal.year))
        if before is not None and not before.untouched:
            left.append((proposal.nip, before.state))
        elif before is None or before.state is State.REQUESTED or _differs(before, proposal):
            changes.append((before, _drafted(actor, people.get(proposal.nip), before, proposal, now)))
    stored = _numbered(uow, changes)
    uow.decisions.add([decision(now, actor, b, a, Move.DRAFT, "", _summary(a)) for b, a in stored])
    return [after.id for _, after in stored], left


def _drafted(
    actor: Actor, person: Person | None, before: Journey | None, proposal: Proposal, now: datetime
) -> Journey:
    if person is None:
        raise NotFound("person", proposal.nip)
    state, values = check_move(actor, person, before, Move.DRAFT), _values(proposal)
    if before is None:
        return Journey(
            id=0, nip=proposal.nip, year=proposal.year, state=state, version=1, changed_at=now, **values
        )
    return replace(before, state=state, version=before.version + 1, changed_at=now, **values)


def _numbered(
    uow: UnitOfWork, changes: Sequence[tuple[Journey | None, Journey]]
) -> list[tuple[Journey | None, Journey]]:
    """Store new and changed journeys; the new ones with the ids that they were given."""
    new = [after for before, after in changes if before is None]
    old = [(before, after) for before, after in changes if before is not None]
    uow.journeys.change([after for _, after in old])
    ids = uow.journeys.add(new)
    added = [replace(journey, id=number) for journey, number in zip(new, ids, strict=True)]
    return [*((None, journey) for journey in added), *old]


def _standing(uow: UnitOfWork, proposals: Sequence[Proposal]) -> Mapping[tuple[str, int], Journey]:
    found: dict[tuple[str, int], Journey] = {}
    for year in sorted({proposal.year for proposal in proposals}):
        nips = [proposal.nip for proposal in proposals if proposal.year == year]
        found |= {(nip, year): journey for nip, journey in uow.journeys.open_for(nips, year).items()}
    return found


def _differs(journey: Journey, proposal: Proposal) -> bool:
    return any(getattr(journey, name) != value for name, value in _values(proposal).items())


def _values(proposal: Proposal) -> dict[str, Any]:
    return {
        "consideration": proposal.consideration,
        "items": proposal.items,
        "proposed": proposal.items,
        "provenance": proposal.provenance,
        "unplanned": proposal.unplanned,
        "mend": proposal.mend,
    }


def _summary(plan: Journey | Proposal) -> Mapping[str, object]:
    made = plan.provenance
    return {
        "solutions": [item.solution for item in plan.items],
        "ranker": f"{made.ranker} {made.ranker_version}" if made else "",
        "unplanned": plan.unplanned,
    }
