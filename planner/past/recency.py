"""How long ago the person last learnt, and what is asked for lately."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from competency_models.parameters import ParametersAt
from planner.past.past import Past
from planner.past.record import Record
from planner.past.tally import times_usual
from planner.problem import Floats, Ints


@dataclass(frozen=True, slots=True, eq=False)
class Recency:
    """By person (P,): logarithm of the time since the last attempt ended; by solution (S,): how much more it is taken lately."""

    since: Floats
    demand: Floats

    @classmethod
    def of(cls, past: Past, record: Record, day: int, parameters: ParametersAt) -> Recency:
        """From the past, as it looks on a day (ordinal)."""
        history, half_life = past.history, float(parameters["ranker.half_life_days"])
        last = np.full(len(past.job), day - float(parameters["ranker.forgotten_days"]))
        np.maximum.at(last, history.person, history.ended)
        worth = 0.5 ** ((day - history.ended) / half_life)
        lately: Floats = np.bincount(history.solution, weights=worth, minlength=len(record.share)).astype(
            float
        )
        return cls(
            since=np.log1p((day - last) / half_life),
            demand=times_usual(lately, lately.sum(), record.share, record.strength),
        )

    def columns(self, person: Ints, solution: Ints) -> Mapping[str, Floats]:
        """The features of the pairs (N,), (N,)."""
        return {"since_last": self.since[person], "demand_lately": self.demand[solution]}
