"""The main figures of a plan for many people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from catalog.solutions import Bucket
from planner.by_hand import check_by_hand
from planner.journey import Consideration, Journey, Proposal, State
from planner.propose import plan_hash
from planner.rules import Verdict
from planner.world import World


@dataclass(frozen=True, slots=True)
class Summary:
    """Figures over all proposals.

    ``unplanned`` counts, by reason, the people that have a gap and no plan; ``broken_rules`` counts failed rule checks of
    proposed plans, and batches given more people than seats. ``mix`` is each model's share of all hours in percent.
    """

    people: int
    people_with_gap: int
    proposed: int
    unplanned: Mapping[str, int]
    broken_rules: int
    gap_levels: int
    gap_levels_addressed: int
    items: int
    hours: float
    jp: float
    cost: int
    mix: Mapping[str, float]
    seats_used: int
    ranker: str
    plan_hash: str


def summarise(world: World, proposals: Sequence[Proposal], consideration: Consideration) -> Summary:
    """Return the figures of these proposals of ``world``; ``proposed`` counts people that have a gap."""
    gaps = world.gaps(consideration)
    gap_of = dict(zip(gaps.nips, gaps.gap.sum(axis=1).tolist(), strict=True))
    needy = [proposal for proposal in proposals if gap_of[proposal.nip] > 0]
    items = [item for proposal in proposals for item in proposal.items]
    hours = Counter[str]()
    for item in items:
        hours[item.bucket.value] += item.hours  # type: ignore[assignment]
    total = sum(hours.values())
    return Summary(
        people=len(proposals),
        people_with_gap=len(needy),
        proposed=sum(bool(proposal.items) for proposal in needy),
        unplanned=dict(sorted(Counter(p.unplanned for p in needy if not p.items).items())),
        broken_rules=_broken(world, proposals),
        gap_levels=sum(gap_of[proposal.nip] for proposal in needy),
        gap_levels_addressed=sum(len(_levels(proposal)) for proposal in proposals),
        items=len(items),
        hours=round(total, 3),
        jp=round(sum(item.jp for item in items), 3),
        cost=sum(item.cost for item in items),
        mix={
            bucket.value: round(100 * hours[bucket.value] / total, 1) if total else 0.0 for bucket in Bucket
        },
        seats_used=sum(item.offering is not None for item in items),
        ranker=f"{world.ranker.name} {world.ranker.version}",
        plan_hash=plan_hash(proposals),
    )


def _levels(proposal: Proposal) -> set[tuple[str, int]]:
    return {
        (closes.competency, level)
        for item in proposal.items
        for closes in item.closes
        for level in range(closes.from_level + 1, closes.to_level + 1)
    }


def _broken(world: World, proposals: Sequence[Proposal]) -> int:
    left = dict(zip(world.slots.batches, world.slots.seats.tolist(), strict=True))
    taken = {offering.code: offering.seats - left[offering.code] for offering in world.agency.offerings}
    failed = 0
    for proposal in proposals:
        if proposal.items:
            checks = check_by_hand(world, _as_journey(proposal), taken)
            failed += sum(check.verdict is Verdict.FAIL for check in checks)
    wanted = Counter(item.offering for proposal in proposals for item in proposal.items if item.offering)
    overfull: int = sum(count > left[code] for code, count in wanted.items())
    return failed + overfull


def _as_journey(proposal: Proposal) -> Journey:
    return Journey(
        id=0,
        nip=proposal.nip,
        year=proposal.year,
        consideration=proposal.consideration,
        state=State.DRAFTED,
        version=0,
        items=proposal.items,
        proposed=proposal.items,
    )
