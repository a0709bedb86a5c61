"""How few people replanning changes, beside the exact minimum: made organisations, random disturbances.

    python -m benchmarks.replan --disturbances 20 --json

Each plan for everybody is disturbed once: a seat lost, a batch cancelled or moved, somebody transferred, a purse cut. CP-SAT
finds the least that any rearrangement must do: approved items given up, then people left without a lawful plan, then people
changed.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np
from ortools.sat.python import cp_model

from benchmarks.allocate.made import made_organisation
from benchmarks.exact import build_programme
from planner.allocation.choices import Choice
from planner.allocation.kept import rearrange
from planner.allocation.organisation import Organisation
from planner.allocation.standing import Held, Standing
from planner.compose import compose
from planner.problem import Bools, Floats

KINDS = ("seat lost", "batch cancelled", "batch moved", "transferred", "purse cut")
APPROVED = 0.4
"""Share of people whose plan is approved."""


@dataclass(frozen=True, slots=True)
class Least:
    """What a rearrangement does: approved items given up, people left without a lawful plan, people changed."""

    dropped: int
    lost: int
    changed: int


@dataclass(frozen=True, slots=True)
class Compared:
    """One disturbance: what was done and what had to be, seconds of each, whether anything is held beyond what there is."""

    kind: str
    ours: Least
    exact: Least
    proven: bool
    seconds: float
    exact_seconds: float
    broken: int


@dataclass(frozen=True, eq=False)
class Disturbed:
    """A plan for everybody and what came over it: each person's standing, and what there is (R,)."""

    standings: tuple[Standing, ...]
    capacity: Floats
    seat: Bools

    @property
    def held(self) -> Held:
        """What everybody holds."""
        rows = [(p, *row) for p, one in enumerate(self.standings) for row in _held(one)]
        table = np.array(rows, dtype=np.float64).reshape(-1, 4)
        hit = np.array([p for p, one in enumerate(self.standings) if one.hit], dtype=np.int64)
        person, resource = table[:, 0].astype(np.int64), table[:, 1].astype(np.int64)
        return Held(person, resource, table[:, 2], table[:, 3] > 0, hit, self.capacity, self.seat)


def _held(standing: Standing) -> list[tuple[float, float, float]]:
    mine = standing.present[standing.where]
    fixed = standing.fixed[standing.where[mine]]
    return list(zip(standing.resource[mine], standing.amount[mine], fixed, strict=True))


def disturbed(kind: str, seed: int, people: int, solutions: int) -> Disturbed:
    """A made organisation with a plan for everybody, and one disturbance."""
    rng = np.random.default_rng((seed, 77))
    organisation = _crowded(made_organisation(people, solutions=solutions, seed=seed), rng)
    capacity = organisation.resources.capacity
    standings = _planned(organisation, capacity.copy(), rng)
    seat = np.ones(len(capacity), dtype=np.bool_)
    seat[len(organisation.resources.seats) :][: len(organisation.resources.purses)] = False
    return _disturb(Disturbed(tuple(standings), capacity, seat), kind, rng)


def _crowded(organisation: Organisation, rng: np.random.Generator) -> Organisation:
    """The same organisation with few batches that several people share."""
    resources = organisation.resources
    seats = rng.choice((0, 1, 3), len(resources.seats), p=(0.7, 0.15, 0.15))
    groups = np.full_like(resources.group_seats, np.inf)
    return replace(organisation, resources=replace(resources, seats=seats, group_seats=groups))


def _planned(organisation: Organisation, left: Floats, rng: np.random.Generator) -> list[Standing]:
    """Everybody's plan, made one after the other from what is left."""
    found = []
    for person in range(len(organisation.people)):
        problem, (slot, _) = organisation.problem(person), organisation.slots_of(person)
        where, resource, amount = organisation.use(person, slot)
        free = np.ones(len(slot), dtype=np.bool_)
        free[where[amount > left[resource]]] = False
        purse = resource[amount > 1.0]
        budget = min(problem.limits.budget, left[purse].min(initial=np.inf))
        less = replace(problem, limits=replace(problem.limits, budget=budget)).only(free)
        chosen = np.flatnonzero(free)[list(compose(less, int(organisation.people.seed[person])).chosen)]
        present = np.zeros(len(slot), dtype=np.bool_)
        present[chosen] = True
        mine = present[where]
        np.subtract.at(left, resource[mine], amount[mine])
        fixed = present & (rng.random() < APPROVED)
        found.append(Standing(problem, where, resource, amount, present, fixed, False, len(chosen)))
    return found


def _disturb(before: Disturbed, kind: str, rng: np.random.Generator) -> Disturbed:
    held = before.held
    taken = np.bincount(held.resource, held.amount, len(before.capacity))
    capacity = before.capacity.copy()
    batches = np.flatnonzero(before.seat & (taken > 0))
    batch = int(rng.choice(batches, p=taken[batches] / taken[batches].sum()))
    match kind:
        case "seat lost":
            capacity[batch] = taken[batch] - rng.integers(1, 1 + max(1, int(taken[batch]) // 2))
        case "purse cut":
            purses = np.flatnonzero(~before.seat)
            purse = int(rng.choice(purses))
            capacity[purse] = taken[purse] * rng.uniform(0.75, 0.98)
        case "batch cancelled":
            return replace(before, standings=tuple(_without(one, batch) for one in before.standings))
        case "batch moved":
            shift = int(rng.choice((-6, -3, 3, 6)))
            return replace(before, standings=tuple(_moved(one, batch, shift) for one in before.standings))
        case "transferred":
            with_plan = [p for p, one in enumerate(before.standings) if one.present.any()]
            who = int(rng.choice(with_plan))
            other = _transferred(before.standings[who], rng)
            return replace(before, standings=(*before.standings[:who], other, *before.standings[who + 1 :]))
    return replace(before, capacity=capacity)


def _without(one: Standing, batch: int) -> Standing:
    taking = one.taking(np.arange(one.resource.max(initial=batch) + 1) == batch)
    return _only(one, ~taking)


def _only(one: Standing, keep: Bools) -> Standing:
    number, mine = np.cumsum(keep) - 1, keep[one.where]
    return Standing(
        one.problem.only(keep),
        number[one.where[mine]],
        one.resource[mine],
        one.amount[mine],
        one.present[keep],
        one.fixed[keep],
        one.hit or bool((one.present & ~keep).any()),
        one.size,
    )


def _moved(one: Standing, batch: int, shift: int) -> Standing:
    taking = one.taking(np.arange(one.resource.max(initial=batch) + 1) == batch)
    problem = one.problem
    weeks = problem.end - problem.start
    start = np.where(taking, np.clip(problem.start + shift, 0, problem.weeks - weeks), problem.start)
    moved = replace(problem, start=start, end=start + weeks)
    return replace(one, problem=moved, hit=one.hit or bool((one.present & taking).any()))


def _transferred(one: Standing, rng: np.random.Generator) -> Standing:
    """Somebody to whom other things are open, and to whom other steps matter."""
    solutions = int(one.problem.solution.max()) + 1
    closed = rng.random(solutions) < 0.3
    closed[rng.choice(one.problem.solution[one.present])] = True
    weighed = replace(one.problem, weight=rng.permutation(one.problem.weight))
    return _only(replace(one, problem=weighed), ~closed[one.problem.solution])


def ours(case: Disturbed) -> tuple[Least, int]:
    """What our rearrangement does, and how many resources are held beyond what there is, or rules of its plans broken."""
    taken = rearrange(case.held, lambda people: [case.standings[person] for person in people])
    use = np.zeros(len(case.capacity))
    for person, one in enumerate(case.standings):
        chosen = np.array(taken[person].options if person in taken else np.flatnonzero(one.present), np.int64)
        use += one.use(chosen, len(use))
    chosen_ones: list[Choice] = list(taken.values())
    found = Least(
        sum(one.dropped for one in chosen_ones), sum(one.lost for one in chosen_ones), len(chosen_ones)
    )
    return found, int((use > case.capacity + 1e-6).sum())


def exact(case: Disturbed, seconds: float = 60.0) -> tuple[Least, bool]:
    """The least that any rearrangement must do, and whether it was proven."""
    model = cp_model.CpModel()
    aims: list[list[cp_model.LiteralT]] = [[], [], []]
    use: list[list[tuple[cp_model.IntVar, float]]] = [[] for _ in case.capacity]
    constant = 0
    for standing in case.standings:
        if standing.present.any() or standing.hit:
            constant += _person(model, standing, aims, use)
    for row, there in zip(use, case.capacity.tolist(), strict=True):
        if row and np.isfinite(there):
            model.add(sum(round(amount) * column for column, amount in row) <= int(np.floor(there + 1e-6)))
    found, proven = [], True
    for aim in aims:
        model.minimize(sum(aim))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_time_in_seconds = seconds
        proven &= solver.solve(model) == cp_model.OPTIMAL
        found.append(round(solver.objective_value))
        model.add(sum(aim) <= found[-1])
    return Least(found[0], found[1], found[2] + constant), proven


def _person(
    model: cp_model.CpModel,
    standing: Standing,
    aims: list[list[cp_model.LiteralT]],
    use: list[list[tuple[cp_model.IntVar, float]]],
) -> int:
    """A person's columns: a lawful plan, or what is left of the present one; 1 if they are changed anyway."""
    programme = build_programme(standing.problem)
    options = range(programme.options)
    take = [model.new_bool_var("") for _ in options]
    rest = {option: model.new_bool_var("") for option in np.flatnonzero(standing.present).tolist()}
    lawful, changed = model.new_bool_var(""), model.new_bool_var("")
    lost = lawful.negated()
    for column in take:
        model.add(column == 0).only_enforce_if(lost)
    for row, low, high in programme.rows:
        if max(row) < programme.options:
            _row(model, [(take[o], v) for o, v in row.items()], low, high, lawful)
    model.add(sum(take) >= 1).only_enforce_if(lawful)
    for option in options:
        if standing.present[option]:
            model.add(rest[option] == 0).only_enforce_if(lawful)
            model.add(take[option] == 1).only_enforce_if(changed.negated())
        else:
            model.add(take[option] == 0).only_enforce_if(changed.negated())
    if standing.hit:
        model.add(changed == 1)
    for option in np.flatnonzero(standing.fixed).tolist():
        given_up = model.new_bool_var("")
        model.add(given_up + take[option] + rest[option] >= 1)
        aims[0].append(given_up)
    aims[1].append(lost)
    if not standing.hit:
        aims[2].append(changed)
    for option, resource, amount in zip(standing.where, standing.resource, standing.amount, strict=True):
        use[resource].append((take[option], amount))
        if int(option) in rest:
            use[resource].append((rest[int(option)], amount))
    return int(standing.hit)


def _row(
    model: cp_model.CpModel,
    terms: Sequence[tuple[cp_model.IntVar, float]],
    low: float,
    high: float,
    lawful: cp_model.IntVar,
) -> None:
    scale = next(
        (s for s in (1, 10, 100, 1000) if all(abs(v * s - round(v * s)) < 1e-9 for _, v in terms)), 10_000
    )
    expression = cp_model.LinearExpr.weighted_sum([c for c, _ in terms], [round(v * scale) for _, v in terms])
    if np.isfinite(low):
        model.add(expression >= round(low * scale)).only_enforce_if(lawful)
    if np.isfinite(high):
        model.add(expression <= round(high * scale)).only_enforce_if(lawful)


def compare(number: int, people: int, solutions: int) -> Compared:
    """One disturbance, ours and the exact minimum."""
    case = disturbed(KINDS[number % len(KINDS)], 1000 + number, people, solutions)
    began = time.process_time()
    found, broken = ours(case)
    middle = time.process_time()
    least, proven = exact(case)
    ended = time.process_time()
    kind = KINDS[number % len(KINDS)]
    return Compared(kind, found, least, proven, middle - began, ended - middle, broken)


def figures(rows: Sequence[Compared]) -> dict[str, object]:
    """The worst and the mean of all disturbances."""
    ratios = [(row.ours.changed or 1) / max(row.exact.changed, 1) for row in rows]
    return {
        "disturbances": len(rows),
        "proven": sum(row.proven for row in rows),
        "worst_ratio": max(ratios),
        "people_changed": sum(row.ours.changed for row in rows),
        "exact_minimum": sum(row.exact.changed for row in rows),
        "approved_items_given_up": sum(row.ours.dropped for row in rows),
        "exact_given_up": sum(row.exact.dropped for row in rows),
        "left_without_plan": sum(row.ours.lost for row in rows),
        "exact_without_plan": sum(row.exact.lost for row in rows),
        "broken": sum(row.broken for row in rows),
        "seconds": sum(row.seconds for row in rows),
        "exact_seconds": sum(row.exact_seconds for row in rows),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--disturbances", type=int, default=20)
    parser.add_argument("--people", type=int, default=25)
    parser.add_argument("--solutions", type=int, default=160)
    parser.add_argument("--json", action="store_true", help="the figures as JSON, each disturbance too")
    asked = parser.parse_args()
    rows = [compare(number, asked.people, asked.solutions) for number in range(asked.disturbances)]
    found = figures(rows)
    if asked.json:
        print(json.dumps(found | {"each": [asdict(row) for row in rows]}, indent=1))
        return
    for name, value in found.items():
        print(f"{name:28} {value}")


if __name__ == "__main__":
    main()
