"""Three years of the demo's past: levels that rise with learning, participations and assessments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from api.demo.offer import Offer
from api.demo.truth import Truth, draw_truth
from catalog.solutions import Mode, Participation
from competency_models.framework import JobStandard, Lift
from competency_models.people import Assessment, Person, Source

YEARS = 3
SEASONED = 0.08
"""Share of people who already meet their whole standard and were assessed well."""


@dataclass(slots=True)
class Life:
    """The agency while it lives: ``levels[nip][competency]`` are what people really master on the day that is reached.

    ``required[job][competency]`` is the job's level; ``participations`` are everything that was taken so far.
    """

    people: Sequence[Person]
    required: Mapping[str, Mapping[str, int]]
    offer: Offer
    truth: Truth
    rng: np.random.Generator
    levels: dict[str, dict[str, int]]
    lifts: dict[str, list[Lift]] = field(default_factory=dict)
    participations: list[Participation] = field(default_factory=list)

    @classmethod
    def begin(
        cls, people: Sequence[Person], standards: Sequence[JobStandard], offer: Offer, seed: int
    ) -> Life:
        """Draw who people are and what they master before anything was taken."""
        required: dict[str, dict[str, int]] = {}
        for standard in standards:
            required.setdefault(standard.job, {})[standard.competency] = standard.level
        rng = np.random.default_rng([seed, 4])
        seasoned = {person.nip for person in people if rng.random() < SEASONED}
        levels = {
            person.nip: dict(required[person.job])
            if person.nip in seasoned
            else _first_levels(rng, required[person.job])
            for person in people
        }
        truth = draw_truth(
            np.array([person.birth_year for person in people], dtype=float),
            np.array([solution.mode is Mode.ONLINE for solution in offer.solutions]),
            np.array([solution.hours for solution in offer.solutions]),
            seed,
        )
        lifts: dict[str, list[Lift]] = {}
        for lift in offer.lifts:
            lifts.setdefault(lift.solution, []).append(lift)
        return cls(people, required, offer, truth, rng, levels, lifts)

    def live(self, year: int) -> None:
        """Let everyone learn through one more year."""
        for index, person in enumerate(self.people):
            _live_year(self, index, person, self.required[person.job], year)

    def taken(self) -> tuple[Participation, ...]:
        """Everything that was taken so far, sorted by its key."""
        return tuple(sorted(self.participations, key=lambda p: (p.nip, p.started, p.solution)))

    def assess(self, year: int) -> tuple[Assessment, ...]:
        """What is on file of everyone when ``year`` begins, from the year before, sorted by its key."""
        found = [
            a
            for person in self.people
            for a in _assessments(self.rng, person, self.required[person.job], self.levels[person.nip], year)
        ]
        return tuple(sorted(found, key=lambda a: (a.nip, a.competency, a.assessed_on, a.source)))


def _first_levels(rng: np.random.Generator, required: Mapping[str, int]) -> dict[str, int]:
    short = rng.choice(4, size=len(required), p=[0.42, 0.38, 0.17, 0.03])
    return {code: max(level - int(s), 0) for (code, level), s in zip(required.items(), short, strict=True)}


def _live_year(state: Life, index: int, person: Person, required: Mapping[str, int], year: int) -> None:
    appetite = _appetite(state, index, person, required)
    count = min(int(state.rng.integers(1, 4)), int((appetite > 0).sum()))
    picks = state.rng.choice(len(appetite), size=count, replace=False, p=appetite / appetite.sum())
    days = np.sort(state.rng.integers(0, 48, size=count))
    for solution, week in zip(picks, days, strict=True):
        _take(state, index, person, int(solution), date.fromisocalendar(year, int(week) + 1, 1))


def _appetite(state: Life, index: int, person: Person, required: Mapping[str, int]) -> NDArray[np.float64]:
    held = state.levels[person.nip]
    fits = np.array(
        [
            any(
                lift.from_level
                <= held.get(lift.competency, 0)
                < min(lift.to_level, required.get(lift.competency, 0))
                for lift in state.lifts[solution.code]
            )
            for solution in state.offer.solutions
        ]
    )
    touches = np.array(
        [any(lift.competency in required for lift in state.lifts[s.code]) for s in state.offer.solutions]
    )
    readily: NDArray[np.float64] = (
        np.where(fits, 5.0, 1.0) * touches * np.exp(0.5 * state.truth.liking[index])
    )
    return readily


def _take(state: Life, index: int, person: Person, solution: int, starts: date) -> None:
    entry = state.offer.solutions[solution]
    held = state.levels[person.nip]
    lifts = state.lifts[entry.code]
    main = max(
        lifts, key=lambda lift: (lift.competency in held, lift.to_level - held.get(lift.competency, 0))
    )
    unready = main.from_level - held.get(main.competency, 0) >= 2
    completed = bool(state.rng.random() < state.truth.completes(index, solution, unready))
    before = held.get(main.competency, 0)
    for lift in lifts if completed else ():
        _learn(state, index, solution, held, lift)
    state.participations.append(
        Participation(
            person.nip,
            entry.code,
            starts,
            starts + timedelta(days=7 * entry.weeks - 3),
            completed,
            main.competency,
            before,
            held.get(main.competency, 0),
            chosen=bool(state.rng.random() < 0.6),
        )
    )


def _learn(state: Life, index: int, solution: int, held: dict[str, int], lift: Lift) -> None:
    level = held.get(lift.competency, 0)
    already = 0
    while lift.from_level <= level < lift.to_level:
        if state.rng.random() >= state.truth.closes_step(index, solution, already):
            break
        level, already = level + 1, already + 1
    if already:
        held[lift.competency] = level


def _assessments(
    rng: np.random.Generator, person: Person, required: Mapping[str, int], held: Mapping[str, int], year: int
) -> list[Assessment]:
    centre_day = date(year - 1, 1, 5) + timedelta(days=int(rng.integers(0, 340)))
    old = rng.random() < 0.05
    found = []
    for code in sorted(required):
        if rng.random() < 0.04:
            continue
        managerial = code.startswith(("M.", "SK."))
        source = (
            Source.ASSESSMENT_CENTRE
            if managerial
            else (Source.TEST, Source.SUPERVISOR, Source.SELF)[rng.choice(3, p=[0.45, 0.4, 0.15])]
        )
        day = centre_day.replace(year=year - 5) if old and managerial else centre_day
        seen = max(held.get(code, 0) - int(rng.random() < 0.08), 0)
        confidence = {
            Source.ASSESSMENT_CENTRE: 0.95,
            Source.TEST: 0.9,
            Source.SUPERVISOR: 0.75,
            Source.SELF: 0.5,
        }[source]
        found.append(
            Assessment(
                person.nip,
                code,
                seen,
                source,
                day,
                confidence,
                verified=source is not Source.SELF or bool(rng.random() < 0.6),
            )
        )
    return found
