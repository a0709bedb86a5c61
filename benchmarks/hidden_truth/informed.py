"""The most that the record can teach: a learner who knows the truth's formula, and estimates its traits from past attempts.

Each person's diligence and aptitude and each solution's quality are the most probable ones, given every attempt that ended
before the day and the spread that they are drawn with. No ranker that reads the same record can be expected to do better.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy.sparse import coo_array, csr_array, diags_array, hstack
from scipy.sparse.linalg import spsolve

from api.demo.truth import QUALITY_SPREAD, Truth
from benchmarks.hidden_truth.ground import Ground
from planner.problem import Bools, Floats, Ints
from planner.world import World

NEWTON_STEPS = 50


def informed_truth(ground: Ground, world: World) -> Truth:
    """The truth as the record lets one believe it."""
    truth, history = ground.truth, world.history
    people, solutions = len(truth.diligence), len(truth.quality)
    known = np.flatnonzero(history.ended < world.day.toordinal())
    person, solution, short = history.person[known], history.solution[known], _short(world, known)
    blank = replace(truth, diligence=np.zeros(people), aptitude=np.zeros(people), quality=np.zeros(solutions))
    keen = replace(blank, diligence=np.ones(people), aptitude=np.ones(people))
    good = replace(blank, quality=np.ones(solutions))
    unready = (short >= 2).astype(np.int64)
    usual, keener = (_odds(one.completes(person, solution, unready)) for one in (blank, keen))
    diligence = _most_probable(
        _columns(person, keener - usual, people), history.completed[known], usual, np.ones(people)
    )
    entered = known[history.measured[known] & (short <= 0)]
    attempt, step, closed = _steps(history.closed[entered], history.possible[entered])
    person, solution = history.person[entered][attempt], history.solution[entered][attempt]
    usual, apter, better = (_odds(one.closes_step(person, solution, step)) for one in (blank, keen, good))
    both = hstack(
        [_columns(person, apter - usual, people), _columns(solution, better - usual, solutions)], "csr"
    )
    spread = np.concatenate([np.ones(people), np.full(solutions, QUALITY_SPREAD)])
    aptitude, quality = np.split(_most_probable(both, closed, usual, spread), [people])
    return replace(truth, diligence=diligence, aptitude=aptitude, quality=quality)


def _short(world: World, attempts: Ints) -> Ints:
    """How many levels below the entry of what they were for the attempts (n,) began."""
    history, table = world.history, world.table
    entry = np.zeros((len(table.solutions), world.graph.required.shape[1]), dtype=np.int64)
    entry[table.lift_solution, table.lift_competency] = table.lift_from
    short: Ints = entry[history.solution[attempts], history.competency[attempts]] - history.level[attempts]
    return short


def _steps(closed: Ints, possible: Ints) -> tuple[Ints, Ints, Bools]:
    """Each level that was tried: of which attempt, the how manieth, and whether it closed; after one that did not, none is."""
    tried = np.minimum(closed + 1, possible)
    attempt = np.repeat(np.arange(len(closed)), tried)
    step = np.arange(len(attempt)) - np.repeat(np.cumsum(tried) - tried, tried)
    return attempt, step, step < closed[attempt]


def _odds(chance: Floats) -> Floats:
    odds: Floats = np.log(chance / (1.0 - chance))
    return odds


def _columns(group: Ints, value: Floats, groups: int) -> csr_array:
    return coo_array((value, (np.arange(len(group)), group)), shape=(len(group), groups)).tocsr()


def _most_probable(rows: csr_array, came_true: Bools, usual: Floats, spread: Floats) -> Floats:
    """Maximum a posteriori of normal traits of a logistic model, by Newton's method; ``usual`` are the odds at 0."""
    prior, traits = 1.0 / spread**2, np.zeros(len(spread))
    for _ in range(NEWTON_STEPS):
        chance = 1.0 / (1.0 + np.exp(-(rows @ traits + usual)))
        gradient = rows.T @ (came_true - chance) - prior * traits
        curvature = rows.T @ diags_array(chance * (1.0 - chance)) @ rows + diags_array(prior)
        step = spsolve(curvature.tocsc(), gradient)
        traits = traits + step
        if np.abs(step).max() < 1e-9:
            break
    return traits
