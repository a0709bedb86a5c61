"""The demo agency when a year begins, and what is really true of each of its pairs then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from api.demo.agency import demo_life
from api.demo.history import Life
from api.demo.offer import offer
from api.demo.truth import Truth
from planner.agency import Agency
from planner.candidates import find_candidates
from planner.features import FeatureTable
from planner.journey import Consideration
from planner.judgements import Judgement
from planner.pair_facts import PairFacts
from planner.problem import Floats, Ints
from planner.regulations import standard_forms, standard_parameters
from planner.steps import lifts_of
from planner.world import World


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """``N`` candidate pairs, sorted by person: what the planner sees of them, and the hidden truth.

    ``completion`` and ``closing`` (N,) are the true answers to the ranker's two questions; ``closing`` is NaN where by the
    evidence on file no level is left. ``levels`` (N,) are the missing levels that the solution closes for this person on
    average, weighted as the job weights them, if the person stands where the evidence says; ``gained`` (N,) are the same
    counted from what the person really masters. A pair is seen as it stands when it may start: with the levels reached
    that it builds on.
    """

    facts: PairFacts
    features: FeatureTable
    completion: Floats
    closing: Floats
    levels: Floats
    gained: Floats

    @property
    def person(self) -> Ints:
        """Row of the person (N,)."""
        return self.facts.person


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """The agency as the planner sees it on a day; ``held`` (P, K) are the levels that people really master then."""

    agency: Agency
    day: date
    held: Ints
    truth: Truth

    @classmethod
    def of(cls, agency: Agency, life: Life, day: date) -> Ground:
        """See the agency and the life behind it as they stand."""
        codes = [competency.code for competency in agency.competencies]
        held = [[life.levels[person.nip].get(code, 0) for code in sorted(codes)] for person in agency.people]
        return cls(agency, day, np.array(held, dtype=np.int64), life.truth)

    def world(self, judgements: Iterable[Judgement] = ()) -> World:
        """What the planner knows on the day."""
        return World.build(
            self.agency,
            self.day,
            self.day.year,
            standard_parameters(),
            standard_forms(),
            judgements=judgements,
        )


def two_years(people: int, seed: int, day: date) -> tuple[Ground, Ground]:
    """The demo agency on its first day and a year later: everyone has lived on, taken what they like, and was assessed anew."""
    agency, life = demo_life(people, seed)
    first = Ground.of(agency, life, day)
    life.live(day.year)
    later = day.replace(year=day.year + 1)
    grown = replace(
        agency,
        participations=life.taken(),
        assessments=(*agency.assessments, *life.assess(later.year)),
        offerings=offer(later.year, people, seed).offerings,
    )
    return first, Ground.of(grown, life, later)


def pairs_of(ground: Ground, world: World) -> Pairs:
    """Every candidate of everyone on the day, with the truth behind it."""
    facts = find_candidates(world, np.arange(len(world.people)), Consideration.GAP).facts
    completion = ground.truth.completes(facts.person, facts.solution, unready=0)
    proven = world.gaps(Consideration.GAP).proven.astype(np.int64)
    closing, levels = _closing(ground.truth, world, facts, proven)
    _, gained = _closing(ground.truth, world, facts, ground.held)
    features = world.snapshot.features(facts)
    return Pairs(facts, features, completion, closing, completion * levels, completion * gained)


def _closing(truth: Truth, world: World, facts: PairFacts, standing: Ints) -> tuple[Floats, Floats]:
    """For people who stand at the levels (P, K): the share (N,) of the levels left that closes once completed (NaN: none is
    left), and how many missing levels close, weighted.
    """
    gaps, table = world.gaps(Consideration.GAP), world.table
    lift, pair = lifts_of(table, facts.solution)
    person, solution, competency = facts.person[pair], facts.solution[pair], table.lift_competency[lift]
    entry = np.maximum(standing[person, competency], table.lift_from[lift])
    left = np.maximum(table.lift_to[lift] - entry, 0)
    missing = np.minimum(left, gaps.required[person, competency] - entry)
    closed, wanted, reached = np.zeros(len(lift)), np.zeros(len(lift)), np.ones(len(lift))
    for step in range(int(left.max(initial=0))):
        reached = reached * truth.closes_step(person, solution, step)
        closed += reached * (step < left)
        wanted += reached * (step < missing) * gaps.weight[person, competency]
    size = len(facts.person)
    could, does, levels = (
        np.bincount(pair, weights=each, minlength=size).astype(np.float64) for each in (left, closed, wanted)
    )
    return np.divide(does, could, out=np.full(size, np.nan), where=could > 0), levels
