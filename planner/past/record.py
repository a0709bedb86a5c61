"""How earlier attempts turned out: of the person, of the person in this mode and form, and of everybody with the solution."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from competency_models.parameters import ParametersAt
from planner.past.history import History
from planner.past.past import Past
from planner.past.tally import Tally, rates, told_apart
from planner.problem import Floats, Ints
from planner.solution_table import SolutionTable


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """Rates by person (P,) and by solution (S,), each drawn towards what is usual.

    ``own_completion`` and ``solution_completion`` are told apart, and so are ``own_closing`` and ``solution_closing``: nobody is
    blamed for having taken what is hard. The latter two count from what is usual of so many levels.
    """

    attempts: Ints
    own_rate: Floats
    own_completion: Floats
    own_closing: Floats
    usual_hours: Floats
    popularity: Ints
    solution_rate: Floats
    solution_completion: Floats
    solution_closing: Floats
    tried: Tally
    strength: float

    @classmethod
    def of(cls, past: Past, parameters: ParametersAt) -> Record:
        """Summarise the past."""
        history, table = past.history, past.table
        base = float(parameters["ranker.rate_without_history"])
        strength = float(parameters["ranker.prior_strength"])
        person, solution, sizes = history.person, history.solution, (len(past.job), len(table.solutions))
        success = history.success.astype(np.float64)
        overall = overall_rate(success, base, strength)
        completes = overall_rate(history.completed.astype(np.float64), base, strength)
        above = history.completed.astype(np.float64) - completes
        own, of_solution = told_apart(person, solution, above, sizes, strength)
        seen = history.measured
        closing = told_apart(
            person[seen], solution[seen], closing_beyond_usual(history, base, strength), sizes, strength
        )
        form = np.maximum(table.form, 0)
        of_form = rates(form[solution], success, int(form.max(initial=0)) + 1, overall, strength)
        return cls(
            attempts=np.bincount(person, minlength=sizes[0]),
            own_rate=rates(person, success, sizes[0], overall, strength),
            own_completion=completes + own,
            own_closing=closing[0],
            usual_hours=_usual_hours(history, table, sizes[0], strength),
            popularity=np.bincount(solution, minlength=sizes[1]),
            solution_rate=rates(solution, success, sizes[1], of_form[form], strength),
            solution_completion=completes + of_solution,
            solution_closing=closing[1],
            tried=Tally.of(person * sizes[1] + solution),
            strength=strength,
        )

    @property
    def share(self) -> Floats:
        """Share (S,) of all attempts that each solution has."""
        share: Floats = (self.popularity + 1.0) / (self.popularity.sum() + len(self.popularity))
        return share

    def columns(self, table: SolutionTable, person: Ints, solution: Ints) -> Mapping[str, Floats]:
        """The features of the pairs (N,), (N,)."""
        return {
            "own_rate": self.own_rate[person],
            "own_completion": self.own_completion[person],
            "own_closing": self.own_closing[person],
            "own_attempts": np.log1p(self.attempts)[person],
            "tried_before": np.log1p(self.tried.at(person * len(self.popularity) + solution)),
            "beyond_usual": np.log1p(table.hours)[solution] - self.usual_hours[person],
            "solution_rate": self.solution_rate[solution],
            "solution_completion": self.solution_completion[solution],
            "solution_closing": self.solution_closing[solution],
            "popularity": np.log1p(self.popularity)[solution],
        }


def closing_beyond_usual(history: History, base: float, strength: float) -> Floats:
    """Share (m,) of the possible levels that each of the ``m`` measured attempts closed, above what is usual of so many."""
    seen = history.measured
    possible = history.possible[seen]
    share = history.closed[seen] / possible
    usual = rates(possible, share, int(possible.max(initial=0)) + 1, base, strength)
    return share - usual[possible]


def overall_rate(won: Floats, base: float, strength: float) -> float:
    """Share of all attempts that were ``won`` (n,), drawn towards the ``base``."""
    return float((won.sum() + strength * base) / (len(won) + strength))


def _usual_hours(history: History, table: SolutionTable, people: int, strength: float) -> Floats:
    """Average logarithm of the hours of what each person (P,) completed."""
    hours, done = np.log1p(table.hours), history.completed
    usual = float(hours.mean()) if len(hours) else 0.0
    return rates(history.person[done], hours[history.solution[done]], people, usual, strength)
