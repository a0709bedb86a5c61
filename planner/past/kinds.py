"""What the person takes, and how well, by kind of learning: its mode, its form."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.past.past import Past
from planner.past.record import Record
from planner.past.tally import Tally, edges, times_usual
from planner.problem import Floats, Ints


@dataclass(frozen=True, slots=True, eq=False)
class Habit:
    """How often each person took each kind of learning; ``kind`` (S,) numbers the solutions' kinds."""

    kind: Ints
    took: Tally
    share: Floats
    attempts: Floats
    strength: float

    @classmethod
    def of(cls, past: Past, kind: Ints, record: Record) -> Habit:
        """From the past, for solutions of these kinds (S,)."""
        history, kinds = past.history, int(kind.max(initial=0)) + 1
        own = kind[history.solution]
        return cls(
            kind=kind,
            took=Tally.of(history.person * kinds + own),
            share=(np.bincount(own, minlength=kinds) + 1.0) / (len(own) + kinds),
            attempts=record.attempts.astype(np.float64),
            strength=record.strength,
        )

    def times(self, person: Ints, solution: Ints) -> Floats:
        """How many times as often as usual (N,) the person takes the solution's kind, as a logarithm."""
        kind = self.kind[solution]
        part = self.took.at(person * len(self.share) + kind)
        return times_usual(part, self.attempts[person], self.share[kind], self.strength)


@dataclass(frozen=True, slots=True, eq=False)
class Skill:
    """How much better than anything else each person completes each kind of learning."""

    kind: Ints
    better: Tally
    kinds: int

    @classmethod
    def of(cls, past: Past, kind: Ints, record: Record) -> Skill:
        """From the past, for solutions of these kinds (S,)."""
        history, kinds = past.history, int(kind.max(initial=0)) + 1
        key = history.person * kinds + kind[history.solution]
        surplus = history.completed - record.own_completion[history.person]
        return cls(kind, edges(key, surplus, np.ones(len(key)), record.strength), kinds)

    def edge(self, person: Ints, solution: Ints) -> Floats:
        """How far completion (N,) in the solution's kind lies above the person's own."""
        return self.better.at(person * self.kinds + self.kind[solution])
