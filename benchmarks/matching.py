"""The matching of mentors against the exact optimum: ``python -m benchmarks.matching [--quick] [--json]``.

People of the demo agency wait for mentors, once all in the same eight weeks and once through the year. They stand in a
database, so that the time to read everything is told apart from the time to match and to explain. The second solver is
SCIP by OR-Tools on a mixed-integer formulation of its own, or CP-SAT on the same. Times are CPU seconds of one run.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import numpy as np
from ortools.linear_solver.python import model_builder

from api.bootstrap import build_system
from api.cli.demo import demo_settings
from api.demo.agency import DEMO_DAY, DEMO_SEED, demo_agency
from api.operator import OPERATOR
from api.system import System
from catalog.forms import general_stages
from catalog.solutions import Bucket
from planner.access import PROGRAM, scope_of
from planner.activities.start import activities_of
from planner.agency import Agency
from planner.guide_register import new_guide
from planner.guides import Guide, GuideKind
from planner.journey import Closes, Consideration, Item, Journey, Stage, State
from planner.matching import Matching, match
from planner.matching.assign import NOBODY, Ints, Places, by_programme, single_limits
from planner.matching.fitness import fitness_of
from planner.matching.pairing import places_of
from planner.usecases import import_agency
from planner.usecases.match_ground import Ground

COACHEES, GUIDES = 500, 120
QUICK_COACHEES, QUICK_GUIDES = 60, 15
KIND, FORM = GuideKind.MENTOR, "mentoring"
WEEKS = timedelta(weeks=8) - timedelta(days=3)
LIMIT = 240.0
"""Seconds after which the second solver gives up; then the optimum is not proven."""
FAMILIES = ("together", "spread")
"""All in the same weeks; beginning in any of 30 weeks."""


@dataclass(frozen=True, slots=True)
class Run:
    """One matching by both: pairs and thousandths of points of each, seconds of reading, matching and solving."""

    pairs: int
    worth: int
    exact: tuple[int, int]
    proven: bool
    lawful: bool
    fitting: float
    assigned: bool
    reading: float
    matching: float
    solving: float

    @property
    def equal(self) -> bool:
        """Whether both found as many pairs, worth as much."""
        return self.proven and (self.pairs, self.worth) == self.exact


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the comparison and print its figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.matching", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few dozen people")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--seed", type=int, default=DEMO_SEED)
    parser.add_argument("--solver", choices=SOLVERS, default="scip")
    options = parser.parse_args(arguments)
    coachees, guides = (QUICK_COACHEES, QUICK_GUIDES) if options.quick else (COACHEES, GUIDES)
    found: dict[str, object] = {"coachees": coachees, "guides": guides, "solver": options.solver}
    for family in FAMILIES:
        with tempfile.TemporaryDirectory() as folder:
            run = measure(Path(folder), family, coachees, guides, options.seed, SOLVERS[options.solver])
        found |= {f"{family}_{name}": value for name, value in figures(run).items()}
    lines = (f"{name:24} {value}" for name, value in found.items())
    print(json.dumps(found) if options.json else "\n".join(lines))
    return 0


def figures(run: Run) -> dict[str, object]:
    """What is told of a run."""
    return {
        "pairs": run.pairs,
        "points": run.worth / 1000,
        "optimum_pairs": run.exact[0],
        "optimum_points": run.exact[1] / 1000,
        "equal": run.equal,
        "lawful": run.lawful,
        "fitting_share": round(run.fitting, 3),
        "by": "assignment" if run.assigned else "programme",
        "reading_ms": round(1000 * run.reading, 1),
        "matching_ms": round(1000 * run.matching, 1),
        "solver_ms": round(1000 * run.solving, 1),
    }


Solve = Callable[[Places], tuple[Ints, bool]]


def measure(folder: Path, family: str, coachees: int, guides: int, seed: int, solve: Solve) -> Run:
    """Store a question, read it, match it, and solve it anew by the other solver."""
    system = build_system(demo_settings(folder))
    _store(system, demo_agency(coachees + guides, seed), family, coachees, seed)
    world = system.worlds.current().world
    world.gaps(Consideration.GAP)  # worked out once for everything that the program does with the agency
    began = time.process_time()
    with system.open(write=False) as uow:
        needs = uow.matches.needing(KIND, scope_of(PROGRAM))
        ground = Ground.of(uow, KIND, needs, world)
    read = time.process_time()
    waiting = [ground.waiting(need) for need in needs]
    found = match(waiting, ground.candidates, ground.context, ground.law)
    matched = time.process_time()
    people = sorted(waiting, key=lambda one: (one.starts, one.nip, one.activity))
    known = sorted(ground.candidates, key=lambda one: one.key)
    fitness = fitness_of(people, known, ground.context, ground.law)
    _, places = places_of(people, known, ground.context, ground.law, fitness)
    started = time.process_time()
    exact, proven = solve(places)
    return Run(
        pairs=len(found.pairs),
        worth=found.worth,
        exact=places.value(exact),
        proven=proven and places.allowed(exact),
        lawful=places.allowed(_chosen(found, [one.guide for one in known], [one.activity for one in people])),
        fitting=float(places.fits.mean()),
        assigned=single_limits(places) is not None,
        reading=read - began,
        matching=matched - read,
        solving=time.process_time() - started,
    )


def _chosen(found: Matching, guides: Sequence[Guide], activities: Sequence[int]) -> Ints:
    place = {(guide.id, guide.nip): number for number, guide in enumerate(guides)}
    pairs = {pair.waiting.activity: place[pair.guide.id, pair.guide.nip] for pair in found.pairs}
    return np.array([pairs.get(activity, NOBODY) for activity in activities], np.int64)


def solve_by(name: str, places: Places) -> tuple[Ints, bool]:
    """Solve by a solver of OR-Tools on one thread: a choice for each person, and steps for each guide's load."""
    model = model_builder.Model()  # type: ignore[no-untyped-call]
    people, guides = (axis.tolist() for axis in np.nonzero(places.fits))
    takes = {pair: model.new_bool_var("") for pair in zip(people, guides, strict=True)}
    of_person: dict[int, list[model_builder.Variable]] = {}
    of_guide: dict[int, list[tuple[int, model_builder.Variable]]] = {}
    for (person, guide), variable in takes.items():
        of_person.setdefault(person, []).append(variable)
        of_guide.setdefault(guide, []).append((person, variable))
    for own in of_person.values():
        model.add(model_builder.LinearExpr.sum(own) <= 1)
    costs = [cost for guide, own in of_guide.items() for cost in _load(model, places, guide, own)]
    most = 2 * len(places.fits) * int(np.abs(places.worth).max() + places.load.max()) + 1
    gains = [float(most + int(places.worth[pair])) for pair in takes]
    columns = [*takes.values(), *(variable for _, variable in costs)]
    gains += [-cost for cost, _ in costs]
    model.maximize(model_builder.LinearExpr.weighted_sum(columns, gains))
    solver = model_builder.Solver(name)
    solver.set_time_limit_in_seconds(LIMIT)
    status = solver.solve(model)
    chosen = np.full(len(places.fits), NOBODY, np.int64)
    for (person, guide), variable in takes.items():
        if solver.value(variable) > 0.5:
            chosen[person] = guide
    return chosen, status == model_builder.SolveStatus.OPTIMAL


def _load(
    model: model_builder.Model,
    places: Places,
    guide: int,
    own: Sequence[tuple[int, model_builder.Variable]],
) -> Iterator[tuple[int, model_builder.Variable]]:
    """A guide's limits on each day, and what each further person costs."""
    for day in range(places.active.shape[1]):
        there = [variable for person, variable in own if places.active[person, day]]
        if len(there) > places.free[guide, day]:
            model.add(model_builder.LinearExpr.sum(there) <= int(places.free[guide, day]))
    last = places.load.shape[1] - 1
    steps = [model.new_int_var(0, 1 if number < last else len(own), "") for number in range(last + 1)]
    taken = [variable for _, variable in own]
    signs = [1.0] * len(steps) + [-1.0] * len(taken)
    model.add(model_builder.LinearExpr.weighted_sum([*steps, *taken], signs) == 0)
    for number, step in enumerate(steps):
        yield places.cost(guide, number), step


def solve_highs(places: Places) -> tuple[Ints, bool]:
    """Solve by our own programme, whatever the limits are like."""
    return by_programme(places), True


SOLVERS: Mapping[str, Solve] = {
    "scip": partial(solve_by, "scip"),
    "cp-sat": partial(solve_by, "sat"),
    "highs": solve_highs,
}


def _store(system: System, agency: Agency, family: str, coachees: int, seed: int) -> None:
    """Keep the agency, mentors and people who live a mentoring that has none yet."""
    rng, clock = np.random.default_rng([seed, 8]), system.clock
    import_agency(system.open(), agency, OPERATOR, clock)
    bosses = {one.supervisor for one in agency.people if one.supervisor is not None}
    people = sorted(agency.people, key=lambda one: (one.nip not in bosses, one.nip))
    mentors, waiting = people[: len(people) - coachees], people[len(people) - coachees :]
    codes = sorted({one.competency for one in agency.standards})
    required = {(one.job, one.competency) for one in agency.standards}
    at = system.parameters.at(DEMO_DAY)
    forms, general = system.forms.at(DEMO_DAY), general_stages(at)
    with system.open() as uow:
        for person in mentors:
            uow.guides.add(_mentor(rng, new_guide(KIND, person.nip, person.name, at), codes))
        plans = [
            _plan(rng, one.nip, family, [code for code in codes if (one.job, code) in required])
            for one in waiting
        ]
        numbers = uow.journeys.add(plans)
        stored = [replace(plan, id=number) for plan, number in zip(plans, numbers, strict=True)]
        uow.activities.add(
            [one for plan in stored for one in activities_of(plan, forms, general, clock.now())]
        )
        uow.commit()


def _mentor(rng: np.random.Generator, plain: Guide, codes: Sequence[str]) -> Guide:
    levels = {code: int(rng.integers(2, 6)) for code in codes}
    capacity, units = int(rng.integers(1, 8)), frozenset({"BPSDM"} if rng.random() < 0.2 else ())
    return replace(plain, competencies=levels, capacity=capacity, units=units, confidential_since=DEMO_DAY)


def _plan(rng: np.random.Generator, nip: str, family: str, codes: Sequence[str]) -> Journey:
    week = int(rng.integers(0, 30)) if family == "spread" else 4
    starts = date(DEMO_DAY.year, 1, 4) + timedelta(weeks=week)
    chosen = rng.choice(codes, size=min(2, len(codes)), replace=False).tolist()
    closes = tuple(Closes(code, to - 1, to, 1.0) for code in chosen if (to := int(rng.integers(1, 4))))
    item = Item(
        solution="MENTORING",
        offering=None,
        starts=starts,
        ends=starts + WEEKS,
        form=FORM,
        bucket=Bucket.SOCIAL,
        hours=16,
        jp=8,
        cost=0,
        stage=Stage.MENENGAH,
        success=0.7,
        closes=closes,
        reasons=(),
        alternatives=(),
    )
    made = datetime(2027, 1, 4, tzinfo=UTC)
    year = DEMO_DAY.year
    return Journey(0, nip, year, Consideration.GAP, State.ACTIVE, 2, (item,), (item,), changed_at=made)


if __name__ == "__main__":
    raise SystemExit(main())
