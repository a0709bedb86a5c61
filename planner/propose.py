"""Proposes a journey for each person: candidates → features → score → problem → composition → items with reasons."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from planner.allocate import allocate, allocation_order
from planner.build_problem import Case
from planner.canonical import digest, spell
from planner.cases import cases_of
from planner.compose import compose, compose_many
from planner.draft import Draft
from planner.explore import explore
from planner.journey import Consideration, Proposal
from planner.problem import Ints, Solution
from planner.shortlist import everything
from planner.world import World

__all__ = ["World", "plan_hash", "propose"]

Progress = Callable[[int], None]


def propose(
    world: World,
    nips: Sequence[str] | None = None,
    *,
    consideration: Consideration = Consideration.GAP,
    seed: int = 0,
    workers: int = 1,
    progress: Progress | None = None,
) -> tuple[Proposal, ...]:
    """Propose a plan for the people of ``nips`` (everyone without it), in the order asked for.

    Seats go to the largest weighted gap first, ties by NIP. The same world, people and seed give the same plans,
    whatever the number of ``workers``; ``progress`` hears how many more people are composed. Raises KeyError for
    an unknown NIP.
    """
    asked = [person.nip for person in world.agency.people] if nips is None else list(dict.fromkeys(nips))
    rows = np.array([world.people[nip] for nip in asked], dtype=np.int64)
    seeds = {world.people[nip]: person_seed(seed, nip) for nip in asked}
    search = _Search(world, consideration, seeds, workers)
    cases = cases_of(world, rows, consideration)
    cases, full = search.look_wider(cases, search.compose(cases, progress))
    order = allocation_order(world.gaps(consideration), rows.tolist())
    final, solutions, seats = allocate(world.slots, cases, full, order, search.without)
    drawn, seats = explore(world, final, solutions, [seeds[case.row] for case in final], order, seats)
    draft = Draft(world, consideration, seed, seats)
    return tuple(
        draft.proposal(case, plan, _full_batches(world, first_case, first, seats))
        for case, plan, first_case, first in zip(final, drawn, cases, full, strict=True)
    )


def person_seed(seed: int, nip: str) -> int:
    """A person's own random stream: from the seed and the NIP, never from the order of work."""
    return int.from_bytes(hashlib.sha256(f"{seed} {nip}".encode()).digest()[:7])


def plan_hash(proposals: Iterable[Proposal]) -> str:
    """SHA-256 over all plans, by NIP; independent of database, platform and time of day."""
    return digest(map(plan_line, sorted(proposals, key=lambda p: (p.nip, p.year))))


def plan_line(proposal: Proposal) -> str:
    """The line of one person's plan in the hash over all."""
    one = proposal
    return spell((one.nip, one.year, one.consideration, one.unplanned, one.mend, one.value, one.items))


@dataclass(frozen=True, slots=True)
class _Search:
    """Composes cases on the shortlist, and on all candidates where the shortlist holds no lawful plan."""

    world: World
    consideration: Consideration
    seeds: Mapping[int, int]
    workers: int

    def compose(self, cases: Sequence[Case], progress: Progress | None = None) -> list[Solution]:
        seeds = [self.seeds[case.row] for case in cases]
        return compose_many([case.problem for case in cases], seeds, self.workers, progress)

    def look_wider(
        self, cases: Sequence[Case], solutions: Sequence[Solution]
    ) -> tuple[list[Case], list[Solution]]:
        failed = [i for i, solution in enumerate(solutions) if solution.reason]
        rows = np.array([cases[i].row for i in failed], dtype=np.int64)
        whole = cases_of(self.world, rows, self.consideration, everything)
        wider = {i: case for i, case in zip(failed, whole, strict=True) if case.wider_than(cases[i])}
        found = dict(zip(wider, self.compose(list(wider.values())), strict=True))
        return (
            [wider.get(i, case) for i, case in enumerate(cases)],
            [found.get(i, solution) for i, solution in enumerate(solutions)],
        )

    def without(self, case: Case, gone: Ints) -> tuple[Case, Solution]:
        less = case.without(gone, self.world.slots)
        solution = compose(less.problem, self.seeds[case.row])
        if not solution.reason:
            return less, solution
        (whole,) = cases_of(self.world, np.array([case.row]), self.consideration, everything)
        if not whole.wider_than(case):
            return less, solution
        less = whole.without(gone, self.world.slots)
        return less, compose(less.problem, self.seeds[case.row])


def _full_batches(world: World, case: Case, solution: Solution, seats: Ints) -> list[str]:
    batch = world.slots.batch[case.slot[list(solution.chosen)]]
    return [world.slots.batches[number] for number in batch if number >= 0 and seats[number] <= 0]
