"""Proposes a journey for each person: candidates → features → score → problem → composition → items with reasons."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from competency_models.gaps import GapTable
from planner.allocate import allocate, allocation_order
from planner.alternatives import alternatives
from planner.build_problem import Case, build_problem
from planner.candidates import find_candidates
from planner.canonical import digest, spell
from planner.compose import compose, compose_many
from planner.items import item_of_option
from planner.journey import Consideration, Item, Proposal, Provenance
from planner.limits import limits_for
from planner.problem import Ints, Problem, Solution
from planner.shortlist import shortlist
from planner.steps import Steps
from planner.unplanned import why_not
from planner.world import World

__all__ = ["World", "plan_hash", "propose"]

Progress = Callable[[int], None]

PAIRS_AT_ONCE = 500_000
"""(Person, solution) pairs looked at together: bounds the memory, changes no result."""


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
    cases = cases_of(world, rows, consideration)
    seeds = [person_seed(seed, nip) for nip in asked]
    full = compose_many([case.problem for case in cases], seeds, workers=workers, progress=progress)
    seed_of = dict(zip(rows.tolist(), seeds, strict=True))
    gaps = world.gaps(consideration)
    final, solutions, seats = allocate(
        world.slots,
        cases,
        full,
        allocation_order(gaps, rows.tolist()),
        lambda case: compose(case.problem, seed_of[case.row]),
    )
    draft = _Draft(world, gaps, consideration, seed, seats)
    return tuple(
        draft.proposal(case, solution, _full_batches(world, first_case, first, seats))
        for case, solution, first_case, first in zip(final, solutions, cases, full, strict=True)
    )


def cases_of(world: World, rows: Ints, consideration: Consideration) -> list[Case]:
    """The problem of each of the people in ``rows`` (R,), with what its numbers mean."""
    block = max(1, PAIRS_AT_ONCE // max(len(world.table.solutions), 1))
    blocks = (rows[at : at + block] for at in range(0, len(rows), block))
    return [case for part in blocks for case in _cases(world, part, consideration)]


def _cases(world: World, rows: Ints, consideration: Consideration) -> Iterator[Case]:
    candidates, gaps = find_candidates(world, rows, consideration), world.gaps(consideration)
    for place, row in enumerate(rows.tolist()):
        steps, person = Steps.of(gaps, row), world.agency.people[row]
        limits = limits_for(
            person,
            world.parameters,
            world.forms,
            consideration,
            job_class=world.job_class[person.job],
        )
        yield build_problem(world, row, shortlist(world, candidates, place, steps), steps, limits)


def problems_of(world: World, nips: Sequence[str], consideration: Consideration) -> list[Problem]:
    """The frozen problems of some people on all seats, as the composer gets them."""
    rows = np.array([world.people[nip] for nip in nips], dtype=np.int64)
    return [case.problem for case in cases_of(world, rows, consideration)]


def person_seed(seed: int, nip: str) -> int:
    """A person's own random stream: from the seed and the NIP, never from the order of work."""
    return int.from_bytes(hashlib.sha256(f"{seed} {nip}".encode()).digest()[:7])


def plan_hash(proposals: Iterable[Proposal]) -> str:
    """SHA-256 over all plans, by NIP; independent of database, platform and time of day."""
    rows = [
        (p.nip, p.year, p.consideration, p.unplanned, p.mend, p.value, p.items)
        for p in sorted(proposals, key=lambda p: (p.nip, p.year))
    ]
    return digest(map(spell, rows))


def _full_batches(world: World, case: Case, solution: Solution, seats: Ints) -> list[str]:
    batch = world.slots.batch[case.slot[list(solution.chosen)]]
    return [world.slots.batches[number] for number in batch if number >= 0 and seats[number] <= 0]


class _Draft:
    """Writes proposals; holds what is the same for everyone."""

    def __init__(
        self,
        world: World,
        gaps: GapTable,
        consideration: Consideration,
        seed: int,
        seats: Ints,
    ) -> None:
        self.world, self.gaps = world, gaps
        self.consideration, self.seats = consideration, seats
        self.provenance = Provenance(
            world.ranker.name, world.ranker.version, world.day, seed, world.input_hash
        )

    def proposal(self, case: Case, solution: Solution, wanted: Sequence[str]) -> Proposal:
        """The plan of one case, or why there is none; ``wanted`` are batches it would have and that are full."""
        person = self.world.agency.people[case.row]
        aimless = self.consideration is Consideration.CAREER and person.target_job is None
        unplanned, mend = why_not(case, solution, wanted, aimless)
        items = [self._item(case, solution.chosen, option) for option in solution.chosen]
        return Proposal(
            nip=self.gaps.nips[case.row],
            year=self.world.year,
            consideration=self.consideration,
            items=tuple(sorted(items, key=lambda item: (item.starts, item.ends, item.solution))),
            value=round(solution.value, 6),
            provenance=self.provenance,
            unplanned=unplanned,
            mend=mend,
        )

    def _item(self, case: Case, chosen: Sequence[int], option: int) -> Item:
        item = item_of_option(self.world, self.gaps, case, option)
        return replace(item, alternatives=alternatives(self.world, case, chosen, option, self.seats))
