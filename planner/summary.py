"""The main figures of a plan for many people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from catalog.solutions import Bucket
from planner.by_hand import check_by_hand
from planner.canonical import Lines
from planner.journey import Consideration, Journey, Proposal, State
from planner.propose import plan_line
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


class Summing:
    """Sums proposals of ``world`` up part by part, so that they need not all be in memory.

    ``proposed`` counts people that have a gap.
    """

    def __init__(self, world: World, consideration: Consideration) -> None:
        gaps = world.gaps(consideration)
        self._world = world
        self._gap_of = dict(zip(gaps.nips, gaps.gap.sum(axis=1).tolist(), strict=True))
        self._left = dict(zip(world.slots.batches, world.slots.seats.tolist(), strict=True))
        self._taken = {one.code: one.seats - self._left[one.code] for one in world.agency.offerings}
        self._sums = Counter[str]()
        self._hours = dict.fromkeys(Bucket, 0.0)
        self._jp = 0.0
        self._unplanned = Counter[str]()
        self._wanted = Counter[str]()
        self._hash = Lines()

    def add(self, proposals: Sequence[Proposal]) -> None:
        """Add people; they come in ascending order of their NIPs."""
        for one in proposals:
            gap, needy = self._gap_of[one.nip], self._gap_of[one.nip] > 0
            self._sums.update(
                people=1,
                needy=needy,
                proposed=needy and bool(one.items),
                gap=gap if needy else 0,
                addressed=len(_levels(one)),
                items=len(one.items),
                cost=sum(item.cost for item in one.items),
                broken=self._broken(one),
            )
            if needy and not one.items:
                self._unplanned[one.unplanned] += 1
            for item in one.items:
                self._hours[item.bucket] += item.hours
                self._jp += item.jp
            self._wanted.update(item.offering for item in one.items if item.offering)
            self._hash.add(plan_line(one))

    def summary(self) -> Summary:
        """The figures of all that was added."""
        sums, total = self._sums, sum(self._hours.values())
        overfull = sum(count > self._left[code] for code, count in self._wanted.items())
        return Summary(
            people=sums["people"],
            people_with_gap=sums["needy"],
            proposed=sums["proposed"],
            unplanned=dict(sorted(self._unplanned.items())),
            broken_rules=sums["broken"] + overfull,
            gap_levels=sums["gap"],
            gap_levels_addressed=sums["addressed"],
            items=sums["items"],
            hours=round(total, 3),
            jp=round(self._jp, 3),
            cost=sums["cost"],
            mix={
                bucket.value: round(100 * hours / total, 1) if total else 0.0
                for bucket, hours in self._hours.items()
            },
            seats_used=self._wanted.total(),
            ranker=f"{self._world.ranker.name} {self._world.ranker.version}",
            plan_hash=self._hash.sha256,
        )

    def _broken(self, proposal: Proposal) -> int:
        if not proposal.items:
            return 0
        checks = check_by_hand(self._world, _as_journey(proposal), self._taken)
        return sum(check.verdict is Verdict.FAIL for check in checks)


def _levels(proposal: Proposal) -> set[tuple[str, int]]:
    return {
        (closes.competency, level)
        for item in proposal.items
        for closes in item.closes
        for level in range(closes.from_level + 1, closes.to_level + 1)
    }


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
