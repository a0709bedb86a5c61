"""What people took after, and together with, what this person completed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from competency_models.parameters import ParametersAt
from planner.past.history import History
from planner.past.past import Past
from planner.past.record import Record
from planner.past.tally import times_usual
from planner.problem import Floats, Ints


@dataclass(frozen=True, slots=True, eq=False)
class Sequence:
    """``after`` (S, S) is how often the second solution was begun after the first was completed, ``beside`` (S, S) how often both
    were taken in any order; ``latest`` (P, R) what each person completed last (-1: nothing), the latest first.

    What lies back counts less by half every half-life.
    """

    after: Floats
    beside: Floats
    latest: Ints
    worth: Floats
    share: Floats
    strength: float

    @classmethod
    def of(cls, past: Past, record: Record, day: int, parameters: ParametersAt) -> Sequence:
        """From the past, as it looks on a day (ordinal)."""
        size, people = len(past.table.solutions), len(past.job)
        half_life = float(parameters["ranker.half_life_days"])
        remembered = int(parameters["ranker.remembered_attempts"])
        done = _Done.of(past.history, people)
        after, count = done.followed(past.history, size, remembered, half_life)
        latest, ended = done.latest(remembered)
        there = latest >= 0
        worth = np.zeros(latest.shape)
        worth[there] = np.exp2((ended[there] - day) / half_life)
        return cls(
            after=after,
            beside=count + count.T,
            latest=latest,
            worth=worth,
            share=record.share,
            strength=record.strength,
        )

    def columns(self, person: Ints, solution: Ints) -> Mapping[str, Floats]:
        """The features of the pairs (N,), (N,)."""
        return {
            "follows": self._lift(self.after, person, solution, self.worth),
            "together": self._lift(self.beside, person, solution, (self.worth > 0).astype(np.float64)),
        }

    def _lift(self, counts: Floats, person: Ints, solution: Ints, worth: Floats) -> Floats:
        """How many times as often as usual the solution stands in the rows of what the person completed."""
        if not len(person):
            return np.zeros(0)  # nor need there be any solution
        cells, of_row = counts.ravel(), counts.sum(axis=1)
        whole = (worth * of_row[self.latest]).sum(axis=1)[person]
        part = np.zeros(len(person))
        for place in range(self.latest.shape[1]):
            first = np.maximum(self.latest[:, place], 0)[person]
            part += worth[:, place][person] * cells[first * len(self.share) + solution]
        return times_usual(part, whole, self.share[solution], self.strength)


@dataclass(frozen=True, slots=True, eq=False)
class _Done:
    """Completed attempts (D,) by person, then end; ``first`` (P + 1,) bounds each person's."""

    solution: Ints
    ended: Ints
    key: Ints
    first: Ints
    span: int

    @classmethod
    def of(cls, history: History, people: int) -> _Done:
        rows = np.flatnonzero(history.completed)
        rows = rows[np.argsort(history.person[rows], kind="stable")]
        person, ended = history.person[rows], history.ended[rows]
        span = int(max(history.ended.max(initial=0), history.started.max(initial=0))) + 1
        first = np.searchsorted(person, np.arange(people + 1))
        return cls(history.solution[rows], ended, person * span + ended, first.astype(np.int64), span)

    def followed(
        self, history: History, size: int, remembered: int, half_life: float
    ) -> tuple[Floats, Floats]:
        """How often each solution was begun after each other was completed (S, S): decayed by the time between, and counted."""
        until = np.searchsorted(self.key, history.person * self.span + history.started, side="right")
        decayed, count = np.zeros(size * size), np.zeros(size * size)
        for back in range(1, remembered + 1):
            later = np.flatnonzero(until - back >= self.first[history.person])
            earlier = until[later] - back
            cell = self.solution[earlier] * size + history.solution[later]
            days = history.started[later] - self.ended[earlier]
            decayed += np.bincount(cell, weights=np.exp2(-days / half_life), minlength=size * size)
            count += np.bincount(cell, minlength=size * size)
        return decayed.reshape(size, size), count.reshape(size, size)

    def latest(self, remembered: int) -> tuple[Ints, Ints]:
        """What each person completed last (P, R), the latest first, and when it ended; -1 for nothing."""
        place = self.first[1:, None] - np.arange(1, remembered + 1)[None, :]
        there = place >= self.first[:-1, None]
        kept = np.where(there, place, -1)
        none = np.array([-1])
        return np.append(self.solution, none)[kept], np.append(self.ended, none)[kept]
