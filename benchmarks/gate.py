"""What the gate catches and what it lets through: ``python -m benchmarks.gate [--json]``.

The trained ranker of the demo is taken for the truth, and the outcomes of what was held out are drawn from it anew, again and
again. So the truth itself is a harmless challenger, whatever the gate says of it, and a fault planted in it is the only one.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from api.demo.agency import DEMO_DAY, demo_agency
from planner.features import FeatureTable
from planner.problem import Bools, Floats
from planner.ranking import Prediction, Preferences, Ranker, Shares, default_ranker
from planner.regulations import standard_forms, standard_parameters
from planner.training.examples import Examples, examples
from planner.training.gate import compare, split
from planner.training.groups import Groups
from planner.training.selection import choose_model
from planner.world import World

Change = Callable[[FeatureTable, Prediction], Prediction]


@dataclass(frozen=True, slots=True)
class Planted:
    """A ranker whose answers are changed."""

    base: Ranker
    change: Change
    name: str = "planted"
    version: str = "planted"

    def predict(self, features: FeatureTable) -> Prediction:
        """The base's answers, changed."""
        said = self.change(features, self.base.predict(features))
        return replace(said, success=said.completion * said.closing)

    def shares(self, features: FeatureTable) -> Shares:
        """The base's."""
        return self.base.shares(features)


def faults(groups: Groups, seed: int) -> Mapping[str, tuple[Change, str]]:
    """Every planted fault with the beginning of the name that it must be caught by."""
    women, contract = (groups.members[groups.keys.index(key)] for key in ("women", "PPPK"))
    everybody = np.ones(groups.members.shape[1], dtype=np.bool_)
    found: dict[str, tuple[Change, str]] = {}
    for by in (0.5, 1.0, 1.5):
        found[f"women held back by {by}"] = (_lowered(women, by), "harms_chances sex=women")
        found[f"PPPK held back by {by}"] = (_lowered(contract, by), "harms_chances status=PPPK")
        found[f"guesses for women, spread {by}"] = (_guessed(women, by, seed), "harms_quality sex=women")
        found[f"boasts of everybody by {by}"] = (_lowered(everybody, -by), "not_calibrated completion")
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print. Returns 0."""
    parser = argparse.ArgumentParser(prog="benchmarks.gate", description=__doc__)
    parser.add_argument("--people", type=int, default=500)
    parser.add_argument("--draws", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(arguments)
    found = measure(asked.people, asked.draws, asked.seed)
    print(json.dumps(found) if asked.json else _told(found))
    return 0


def measure(people: int, draws: int, seed: int) -> dict[str, object]:
    """How often, of so many draws, the gate alarms without a cause, and how often it names each planted fault."""
    began = time.process_time()
    parameters = standard_parameters()
    world = World.build(demo_agency(people), DEMO_DAY, DEMO_DAY.year, parameters, standard_forms())
    early, late = split(examples(world), float(world.parameters["ranker.held_out_share"]))
    truth = choose_model(early, Preferences.none(), world.parameters).ranker
    agency, serving = world.agency, default_ranker(world.parameters)
    groups = Groups.of(agency.people, agency.units, world.job_class, world.parameters)
    planted, rng = faults(groups, seed), np.random.default_rng(seed)
    alarms, caught = Counter[str](), Counter[str]()
    for _ in range(draws):
        held_out = drawn(truth, late, rng)
        own = compare(serving, truth, held_out, groups, world.parameters)
        alarms.update({refusal.code.value for refusal in own.refusals})
        for name, (change, must) in planted.items():
            told = compare(serving, Planted(truth, change), held_out, groups, world.parameters)
            caught[name] += any(refusal.name.startswith(must) for refusal in told.refusals)
            caught[f"{name}: refused"] += not told.passed
    return {
        "people": people,
        "draws": draws,
        "held_out": len(late),
        "groups": len(own.groups),
        "false_alarms": {code: count / draws for code, count in sorted(alarms.items())},
        "caught_by_name": {name: caught[name] / draws for name in planted},
        "refused": {name: caught[f"{name}: refused"] / draws for name in planted},
        "cpu_s": round(time.process_time() - began, 1),
    }


def drawn(truth: Ranker, seen: Examples, rng: np.random.Generator) -> Examples:
    """The same attempts with outcomes drawn from what the ranker says."""
    said, outcomes = truth.predict(seen.features), seen.outcomes
    completed = rng.random(len(seen)) < said.completion
    closed = rng.binomial(outcomes.possible, said.closing)
    return replace(
        seen, outcomes=replace(outcomes, completed=completed, closed=np.where(completed, closed, 0))
    )


def _lowered(rows: Bools, by: float) -> Change:
    return lambda table, said: replace(said, completion=_moved(said.completion, -by * rows[table.person]))


def _guessed(rows: Bools, spread: float, seed: int) -> Change:
    def change(table: FeatureTable, said: Prediction) -> Prediction:
        noise = np.random.default_rng(seed).normal(0.0, spread, len(table.person))
        by: Floats = np.where(rows[table.person], noise, 0.0)
        return replace(said, completion=_moved(said.completion, by))

    return change


def _moved(answer: Floats, by: Floats) -> Floats:
    sure = np.clip(answer, 1e-6, 1.0 - 1e-6)
    moved: Floats = 1.0 / (1.0 + np.exp(-np.log(sure / (1.0 - sure)) - by))
    return moved


def _told(found: dict[str, object]) -> str:
    return "\n".join(f"{name}: {value}" for name, value in found.items())


if __name__ == "__main__":
    raise SystemExit(main())
