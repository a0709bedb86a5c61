"""Made planning problems: a seeded, plausible family, for timing and for comparing with the exact optimum.

A made catalogue has solutions of twelve forms that lift one to three of sixty competencies; a made person has
gaps in some of the 12 to 20 competencies of a job. A problem holds the options that fit the person's gaps.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from planner.problem import Limits, Problem

WEEKS = 52
MONTHS = 12
COMPETENCIES = 60
OPEN_STARTS = (1, 9, 18, 27, 36)


@dataclass(frozen=True, slots=True)
class MadeForm:
    """A form's ranges: effort hours, weeks, rupiah in millions; ``cap`` is sessions a month, ``jp`` at most."""

    bucket: int
    hours: tuple[int, int]
    weeks: tuple[int, int]
    cost: tuple[float, float]
    jp: float
    dated: bool = False
    cap: float | None = None


FORMS = (
    MadeForm(0, (60, 160), (4, 12), (0, 3), 20),
    MadeForm(0, (100, 200), (8, 20), (0, 4), 20),
    MadeForm(0, (16, 40), (1, 3), (1, 5), 10, dated=True),
    MadeForm(0, (16, 60), (8, 24), (0, 0.5), 16),
    MadeForm(0, (12, 40), (2, 8), (0, 0.5), 10),
    MadeForm(1, (6, 24), (4, 12), (0, 2), 12, cap=2),
    MadeForm(1, (8, 32), (8, 16), (0, 1), 12, cap=2),
    MadeForm(2, (3, 12), (1, 4), (0, 0.5), 8),
    MadeForm(2, (16, 40), (1, 2), (2, 8), 30, dated=True),
    MadeForm(2, (4, 8), (1, 1), (0, 1), 6, dated=True),
    MadeForm(2, (8, 16), (1, 1), (1, 3), 10, dated=True),
    MadeForm(2, (24, 60), (2, 6), (3, 9), 40, dated=True),
)
CAPPED = tuple(number for number, form in enumerate(FORMS) if form.cap is not None)


@dataclass(frozen=True)
class MadeSolution:
    """One solution of a made catalogue; ``lifts`` are (competency, from level, to level)."""

    form: int
    hours: float
    weeks: int
    sessions: int
    jp: float
    cost: float
    starts: tuple[int, ...]
    lifts: tuple[tuple[int, int, int], ...]
    requires: int | None

    @cached_property
    def month_loads(self) -> dict[int, np.ndarray]:
        """Sessions by capped form and month, for each start."""
        return {start: self._month_load(start) for start in self.starts}

    def _month_load(self, start: int) -> np.ndarray:
        load = np.zeros((len(CAPPED), MONTHS))
        if self.form in CAPPED:
            for week in range(start, start + self.weeks):
                load[CAPPED.index(self.form), week * MONTHS // WEEKS] += self.sessions / self.weeks
        return load


def make_catalogue(solutions: int, rng: np.random.Generator) -> tuple[MadeSolution, ...]:
    """Make a catalogue; 8 % of its solutions have a prerequisite among the earlier ones."""
    made: list[MadeSolution] = []
    for number in range(solutions):
        made.append(_make_solution(number, rng))
    return tuple(made)


def _make_solution(number: int, rng: np.random.Generator) -> MadeSolution:
    kind = int(rng.integers(len(FORMS)))
    form = FORMS[kind]
    weeks = int(rng.integers(form.weeks[0], form.weeks[1] + 1))
    latest = WEEKS - weeks
    if form.dated:
        chosen = rng.choice(latest + 1, size=int(rng.integers(2, 6)), replace=False)
        starts = tuple(sorted(int(week) for week in chosen))
    else:
        starts = tuple(week for week in OPEN_STARTS if week <= latest)
    hours = float(rng.integers(form.hours[0], form.hours[1] + 1))
    return MadeSolution(
        form=kind,
        hours=hours,
        weeks=weeks,
        sessions=max(1, round(weeks / 4 * float(rng.uniform(1, 2)))),
        jp=min(form.jp, round(hours / 2)),
        cost=round(float(rng.uniform(*form.cost)), 1) * 1e6,
        starts=starts,
        lifts=_make_lifts(rng),
        requires=int(rng.integers(number)) if number and rng.random() < 0.08 else None,
    )


def _make_lifts(rng: np.random.Generator) -> tuple[tuple[int, int, int], ...]:
    lifts = []
    for competency in rng.choice(
        COMPETENCIES, size=int(rng.choice((1, 2, 3), p=(0.4, 0.4, 0.2))), replace=False
    ):
        low = int(rng.integers(0, 4))
        lifts.append((int(competency), low, min(5, low + int(rng.choice((1, 2), p=(0.7, 0.3))))))
    return tuple(lifts)


def make_problem(catalogue: tuple[MadeSolution, ...], rng: np.random.Generator, *, hard: bool) -> Problem:
    """Make one person's problem; a hard one has less time, less money and fewer things at once."""
    required, proven = _make_person(rng)
    steps = [(c, level) for c in required for level in range(proven[c] + 1, required[c] + 1)]
    chosen = _candidates(catalogue, required, proven)
    return _freeze(catalogue, chosen, steps, proven, _make_limits(rng, hard=hard), rng)


def _make_person(rng: np.random.Generator) -> tuple[dict[int, int], dict[int, int]]:
    needed = [int(c) for c in rng.choice(COMPETENCIES, size=int(rng.integers(12, 21)), replace=False)]
    required = {c: int(rng.integers(2, 5)) for c in needed}
    behind = {c: int(rng.choice((0, 1, 2), p=(0.5, 0.3, 0.2))) for c in needed}
    return required, {c: max(0, required[c] - behind[c]) for c in needed}


def _candidates(
    catalogue: tuple[MadeSolution, ...], required: dict[int, int], proven: dict[int, int]
) -> list[int]:
    chosen = set()
    for number, solution in enumerate(catalogue):
        if any(c in required and low < required[c] and top > proven[c] for c, low, top in solution.lifts):
            chosen.add(number)
    for number in sorted(chosen):
        requires = catalogue[number].requires
        if requires is not None:
            chosen.add(requires)
    return sorted(chosen)


def _make_limits(rng: np.random.Generator, *, hard: bool) -> Limits:
    pppk = bool(rng.random() < 0.15)
    return Limits(
        hours_max=float(rng.integers(60, 180) if hard else rng.integers(160, 321)),
        jp_min=0.0 if pppk else 20.0,
        jp_max=24.0 if pppk else np.inf,
        budget=float(rng.integers(2, 9) if hard else rng.integers(8, 21)) * 1e6,
        share_low=(0.6, 0.1, 0.05),
        share_high=(0.8, 0.3, 0.15),
        at_once=2 if hard else 3,
        form_month_caps=tuple(float(FORMS[kind].cap or np.inf) for kind in CAPPED),
        second_share=0.25,
    )


def _freeze(
    catalogue: tuple[MadeSolution, ...],
    chosen: list[int],
    steps: list[tuple[int, int]],
    proven: dict[int, int],
    limits: Limits,
    rng: np.random.Generator,
) -> Problem:
    options = [(place, start) for place, number in enumerate(chosen) for start in catalogue[number].starts]
    solutions = [catalogue[chosen[place]] for place, _ in options]
    success_of = rng.uniform(0.3, 0.95, size=len(chosen))
    place_of = {number: place for place, number in enumerate(chosen)}
    covers = np.zeros((len(options), len(steps)), dtype=np.bool_)
    needs: list[tuple[int, int]] = []
    afters: list[tuple[int, int]] = []
    for option, solution in enumerate(solutions):
        for competency, low, top in solution.lifts:
            if (competency, low) in steps:
                needs.append((option, steps.index((competency, low))))
            for step, (step_competency, level) in enumerate(steps):
                covers[option, step] |= step_competency == competency and low < level <= top
        if solution.requires is not None:
            afters.append((option, place_of.get(solution.requires, len(chosen))))
    weight_of = {competency: float(rng.uniform(0.5, 2.0)) for competency in proven}
    success = np.array([success_of[place] for place, _ in options])
    return Problem(
        solution=np.array([place for place, _ in options], dtype=np.int64),
        start=np.array([start for _, start in options], dtype=np.int64),
        end=np.array(
            [start + s.weeks for (_, start), s in zip(options, solutions, strict=True)], dtype=np.int64
        ),
        hours=np.array([s.hours for s in solutions]),
        jp=np.array([s.jp for s in solutions]),
        cost=np.array([s.cost for s in solutions]),
        bucket=np.array([FORMS[s.form].bucket for s in solutions], dtype=np.int64),
        success=success,
        enrichment=0.01 * success,
        covers=covers,
        weight=np.array([weight_of[competency] for competency, _ in steps]),
        month_load=np.array(
            [s.month_loads[start] for (_, start), s in zip(options, solutions, strict=True)]
        ).reshape(len(options), len(CAPPED), MONTHS),
        need_option=np.array([option for option, _ in needs], dtype=np.int64),
        need_step=np.array([step for _, step in needs], dtype=np.int64),
        after_option=np.array([option for option, _ in afters], dtype=np.int64),
        after_solution=np.array([solution for _, solution in afters], dtype=np.int64),
        weeks=WEEKS,
        limits=limits,
    )


def made_problems(count: int, seed: int, *, solutions: int = 1000, hard: bool = False) -> Iterator[Problem]:
    """Make ``count`` problems: a new catalogue for every fifty people."""
    for number in range(count):
        if number % 50 == 0:
            catalogue = make_catalogue(solutions, np.random.default_rng((seed, number)))
        yield make_problem(catalogue, np.random.default_rng((seed, number, 1)), hard=hard)
