"""Proposes a journey for each person: candidates → features → score → problem → composition → items with reasons."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np

from competency_models.gaps import GapTable
from planner.allocate import allocate, allocation_order
from planner.alternatives import alternatives
from planner.build_problem import Case, build_problem
from planner.candidates import Candidates, find_candidates
from planner.canonical import digest, spell
from planner.compose import compose, compose_many
from planner.items import item_of
from planner.journey import Consideration, Item, Proposal, Provenance
from planner.limits import limits_for
from planner.problem import Ints, Problem, Solution
from planner.shortlist import shortlist
from planner.steps import Steps
from planner.unplanned import why_not
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
    candidates, cases = cases_of(world, rows, consideration)
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
    draft = _Draft(world, gaps, candidates, consideration, seed, seats)
    return tuple(
        draft.proposal(case, solution, _full_batches(world, first_case, first, seats))
        for case, solution, first_case, first in zip(final, solutions, cases, full, strict=True)
    )


def cases_of(world: World, rows: Ints, consideration: Consideration) -> tuple[Candidates, list[Case]]:
    """The candidates of the people in ``rows`` (R,) and the problem of each of them."""
    candidates, gaps = find_candidates(world, rows, consideration), world.gaps(consideration)
    cases = []
    for place, row in enumerate(rows.tolist()):
        steps = Steps.of(gaps, row)
        person = world.agency.people[row]
        job_class = world.job_class[person.job]
        limits = limits_for(person, world.parameters, world.forms, consideration, job_class=job_class)
        cases.append(build_problem(world, row, shortlist(world, candidates, place, steps), steps, limits))
    return candidates, cases


def problems_of(world: World, nips: Sequence[str], consideration: Consideration) -> list[Problem]:
    """The frozen problems of some people on all seats, as the composer gets them."""
    rows = np.array([world.people[nip] for nip in nips], dtype=np.int64)
    return [case.problem for case in cases_of(world, rows, consideration)[1]]


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
        candidates: Candidates,
        consideration: Consideration,
        seed: int,
        seats: Ints,
    ) -> None:
        self.world, self.gaps, self.candidates = world, gaps, candidates
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
        pair = case.short.pair[case.place[option]]
        item = item_of(
            self.world,
            self.gaps,
            case.row,
            self.world.slots.rows[case.slot[option]],
            float(self.candidates.success[pair]),
            self.candidates.contributions[pair],
        )
        return replace(item, alternatives=alternatives(self.world, case, chosen, option, self.seats))
