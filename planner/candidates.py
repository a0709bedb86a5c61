"""Which learning solutions could stand in each person's plan: from the graph, the forms, the batches and the record."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from catalog.solutions import Bucket
from competency_models.gaps import considerations
from planner.basis import founded
from planner.features import FeatureTable
from planner.journey import Consideration
from planner.pair_facts import PairFacts
from planner.problem import Bools, Ints
from planner.ranking import Prediction
from planner.solution_table import BUCKETS
from planner.world import World


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """``N`` possible pairs sorted by person, then solution; ``first`` (R + 1,) bounds the pairs of each row asked for.

    ``features`` are what the ranker knows of each, ``said`` what it predicts.
    """

    rows: Ints
    first: Ints
    facts: PairFacts
    features: FeatureTable
    said: Prediction

    def of(self, place: int) -> slice:
        """The pairs of the ``place``-th row asked for."""
        return slice(int(self.first[place]), int(self.first[place + 1]))


def find_candidates(world: World, rows: Ints, consideration: Consideration) -> Candidates:
    """Every possible pair of the people in ``rows`` (R,), scored; nothing is looked at one by one."""
    offered = np.flatnonzero(offered_solutions(world, consideration))
    person, solution = np.repeat(rows, len(offered)), np.tile(offered, len(rows))
    place = np.repeat(np.arange(len(rows)), len(offered))
    useful = may_stand(world, rows, consideration, place, solution)
    kept = PairFacts.of(world.gaps(consideration), world.table, person[useful], solution[useful])
    features = world.snapshot.features(kept)
    count = np.bincount(place[useful], minlength=len(rows))
    return Candidates(
        rows=rows,
        first=np.concatenate([[0], np.cumsum(count)]).astype(np.int64),
        facts=kept,
        features=features,
        said=world.ranker.predict(features),
    )


def may_stand(world: World, rows: Ints, consideration: Consideration, place: Ints, solution: Ints) -> Bools:
    """Which pairs (N,) of a person, by ``place`` in ``rows``, and an offered solution may stand in a plan of that person."""
    person = rows[place]
    facts = PairFacts.of(world.gaps(consideration), world.table, person, solution)
    useful = facts.reachable & ((facts.gain > 0) | ((facts.ahead == 0) & (facts.required > 0)))
    useful &= eligible(world, rows)[place, world.table.form[solution]]
    useful &= ~_recent(world, person, solution)
    useful[useful] = founded(world, consideration, person[useful], solution[useful])
    found: Bools = useful
    return found


def offered_solutions(world: World, consideration: Consideration) -> Bools:
    """Solutions (S,) that lift something, may be taken under the consideration, and have a date left in the year."""
    return permitted_solutions(world, consideration) & dated_solutions(world)


def permitted_solutions(world: World, consideration: Consideration) -> Bools:
    """Solutions (S,) that lift something and may be taken under the consideration: model and form allow it."""
    table = world.table
    allowed = allowed_buckets(world, consideration)
    model = (table.bucket >= 0) & allowed[table.bucket]
    forms = np.array([consideration.value in form.considerations for form in table.forms], dtype=np.bool_)
    form = (table.form >= 0) & (forms[table.form] if len(forms) else False)
    return model & form & (np.diff(table.lift_first) > 0)


def dated_solutions(world: World, full: bool = False) -> Bools:
    """Solutions (S,) that have a date left in the year; ``full`` batches count only where that is asked for."""
    slots = world.slots
    seats = (np.append(slots.seats, 1)[slots.batch] > 0) | full
    dated = np.zeros(len(world.table.solutions), dtype=np.bool_)
    dated[[row.solution for row, free in zip(slots.rows, seats, strict=True) if free]] = True
    return dated


def allowed_buckets(world: World, consideration: Consideration) -> Bools:
    """Which of the three models (3,) the consideration allows."""
    models = considerations(world.parameters)[consideration.value]
    return np.array([Bucket(bucket).value in models for bucket in BUCKETS], dtype=np.bool_)


def eligible(world: World, rows: Ints) -> Bools:
    """Which forms (R, forms) each person may take."""
    people = [world.agency.people[row] for row in rows]
    answers = [
        form.barred(person, world.job_class[person.job]) is None
        and form.key not in world.barred.get(person.nip, ())
        for person in people
        for form in world.table.forms
    ]
    return np.array(answers, dtype=np.bool_).reshape(len(rows), len(world.table.forms))


def _recent(world: World, person: Ints, solution: Ints) -> Bools:
    key = person * len(world.table.solutions) + solution
    return np.isin(key, world.recently_completed)
