"""The stated goals of fairness: minimum hours first, priority classes, and how much of a batch one unit may take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from competency_models.parameters import ParametersAt
from planner.build_problem import Case
from planner.canonical import DIGITS
from planner.problem import Floats, Ints
from planner.regulations.expected_of_allocation import CLASSES
from planner.world import World

NOBODYS = ""
"""The class of everybody who is in no priority class."""


@dataclass(frozen=True, slots=True)
class Fairness:
    """The goals of a day.

    ``floor`` is what a lawful plan is worth, beside its value, to somebody who owes lesson hours or lacks a level. ``weights``
    multiply the value of the plans of a class, by name; ``required_of`` says of which job classes the law requires a form.
    ``share`` is the part of a batch's seats that the people of one unit
    ``depth`` levels below the top, with those of the units below it, may take; or their part of all people, where that is more.
    """

    floor: float
    weights: Mapping[str, float]
    required_of: Mapping[str, frozenset[str]]
    share: float
    depth: int

    @classmethod
    def of(cls, parameters: ParametersAt) -> Fairness:
        """The goals that the day's parameters state."""
        weights = parameters["allocation.class_weights"]
        return cls(
            floor=float(parameters["allocation.floor"]),
            weights={NOBODYS: 1.0, **{name: float(weights[name]) for name in CLASSES}},
            required_of={
                form: frozenset(classes) for form, classes in parameters["allocation.required_of"].items()
            },
            share=float(parameters["allocation.unit_share_max"]),
            depth=int(parameters["allocation.unit_depth"]),
        )

    def class_of(self, world: World, case: Case) -> str:
        """The person's priority class: of those that hold for them the weightiest."""
        person = world.agency.people[case.row]
        holds = {
            "required": self._lacks_required(world, case, world.job_class[person.job]),
            "critical": person.job in world.critical_jobs,
            "succession": person.high_potential,
        }
        return max((name for name in self.weights if holds.get(name, True)), key=self.weights.__getitem__)

    def _lacks_required(self, world: World, case: Case, job_class: str) -> bool:
        """Whether a form that is required of the job class covers a level that the person lacks."""
        forms = {form for form, classes in self.required_of.items() if job_class in classes}
        covering = case.short.solution[case.short.covers.any(axis=1)].tolist()
        return bool(forms) and any(world.table.solutions[number].form in forms for number in covering)

    def floor_of(self, case: Case) -> float:
        """What a lawful plan is worth to the person, of whom one is known to be possible, beside its value."""
        needs = case.problem.limits.jp_min > 0 or len(case.steps.level) > 0
        return self.floor if needs else 0.0

    def caps(self, people: Sequence[int], everybody: int, seats: Ints, left: Ints, held: Ints) -> Floats:
        """The seats that each group may still take of each batch (G, B), infinite where the batch has no more anyway.

        ``people`` counts each group's of ``everybody``; ``seats`` and ``left`` (B,) are those of the batches, ``held`` (G, B)
        those that plans of the group have already.
        """
        share = np.maximum(self.share, np.array(people, dtype=np.float64) / max(everybody, 1))
        most = np.ceil(np.round(np.outer(share, seats), DIGITS))
        free = np.maximum(most - held, 0.0)
        free[free >= left] = np.inf
        return free


def groups_of(world: World, depth: int) -> Mapping[str, str]:
    """For each unit the unit ``depth`` levels below the top that it belongs to; units above are left out."""
    parent = {unit.code: unit.parent for unit in world.agency.units}

    def way(unit: str | None) -> list[str]:
        return [] if unit is None else [*way(parent[unit]), unit]

    ways = {unit: way(unit) for unit in parent}
    return {unit: steps[depth] for unit, steps in ways.items() if len(steps) > depth}
