"""How the serving model fares: what plans, decisions and results say week by week, gathered with three queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from competency_models.people import Assessment
from planner.access import Actor, Capability, may
from planner.activities import Phase
from planner.errors import Forbidden
from planner.journey import Closes
from planner.judgements import Judged, Judgement
from planner.ports import ResultRow, UnitOfWork
from planner.training.drift import Decided, DriftWeek, Ended, Planned, drift, first_monday
from planner.world import World

CHANGED = frozenset({Judged.REMOVED, Judged.ADDED, Judged.REFUSED})
SEEN = CHANGED | {Judged.KEPT}


def look_at_drift(uow: UnitOfWork, actor: Actor, world: World) -> tuple[DriftWeek, ...]:
    """Every week up to the world's day, the newest first, with warnings where a line is crossed. Raises Forbidden."""
    if not may(actor, Capability.MODEL_VIEW):
        raise Forbidden
    since = first_monday(world.day, world.parameters)
    with uow:
        results = uow.activities.results_since(since)
        judgements = uow.judgements.since(since)
        drafted = uow.journeys.drafted_since(since)
    return drift(
        ended_of(results, world.assessments_of),
        decided_of(judgements),
        (Planned(row.day, row.ranker, row.solutions) for row in drafted),
        len(world.table.solutions),
        world.day,
        world.parameters,
    )


def ended_of(
    results: Iterable[ResultRow], assessments: Mapping[str, Sequence[Assessment]]
) -> Iterator[Ended]:
    """What was predicted of activities that ended, and what came true; those of which nothing was predicted are left out."""
    for row in results:
        if row.item is not None and row.item.completion > 0.0:
            share = closed_share(row.item.closes, assessments.get(row.nip, ()), row.ends)
            yield Ended(row.ends, row.item.completion, row.item.closing, row.phase is Phase.PASSED, share)


def closed_share(closes: Iterable[Closes], evidence: Sequence[Assessment], ended: date) -> float | None:
    """The share of an item's levels that the first assessment after its end found closed; None where none looked."""
    gained = possible = 0
    for part in closes:
        after = [
            one
            for one in evidence
            if one.competency == part.competency and one.assessed_on > ended and one.verified
        ]
        if after:
            first = min(after, key=lambda one: (one.assessed_on, -one.level))
            gained += min(max(first.level - part.from_level, 0), part.to_level - part.from_level)
            possible += part.to_level - part.from_level
    return gained / possible if possible else None


def decided_of(judgements: Iterable[Judgement]) -> Iterator[Decided]:
    """What officers last made of each plan, on the day of their word."""
    last: dict[int, Decided] = {}
    version: dict[int, int] = {}
    for one in judgements:
        if not one.by_officer or one.judged not in SEEN:
            continue
        if version.get(one.journey, -1) < one.version:
            version[one.journey], last[one.journey] = one.version, Decided(one.day, 0, 0)
        if version[one.journey] == one.version:
            plan = last[one.journey]
            last[one.journey] = replace(
                plan, judged=plan.judged + 1, changed=plan.changed + (one.judged in CHANGED)
            )
    yield from last.values()
