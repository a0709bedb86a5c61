"""A model from an agency as it stands, and how it does on outcomes that it has not seen.

The latest outcomes are held out before anything is learned or chosen, with all that people preferred since they began. What was
measured on them is what may serve: a model is not trained again afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from competency_models.parameters import ParametersAt
from planner.ranking import AdditiveRanker, Ranker, default_ranker
from planner.training.card import Card, limits_of, spans_of
from planner.training.examples import Examples, examples
from planner.training.findings import Code, found
from planner.training.gate import Comparison, compare, split
from planner.training.groups import Groups
from planner.training.leaks import find_leaks
from planner.training.preferences import preferences
from planner.training.selection import Choice, Trained, choose_model
from planner.world import World


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """A model, how it was chosen and how it compares with the serving one; its card tells both.

    Of what happened after ``learned_until`` it knows nothing.
    """

    trained: Trained
    comparison: Comparison
    card: Card
    learned_until: date | None

    @property
    def ranker(self) -> AdditiveRanker:
        """The chosen ranker."""
        return self.trained.ranker


def make_model(world: World, serving_until: date | None) -> Made:
    """Train on all but the latest outcomes and hold the best model against the world's ranker on those.

    ``serving_until`` is the last day of which the world's ranker knows anything, None where it learned from nothing.
    """
    seen = examples(world)
    early, late = split(seen, float(world.parameters["ranker.held_out_share"]))
    until = _before(late, world.day)
    told = preferences(world)
    told = told.of(np.flatnonzero(told.day <= until.toordinal()))
    trained = choose_model(early, told, world.parameters)
    comparison = _compare(world, seen, world.ranker, trained.ranker, [serving_until, until])
    card = _card(world, early, trained, comparison)
    return Made(trained, comparison, card, until if trained.choice is Choice.BEST else None)


def compare_models(
    world: World, serving: Ranker, challenger: Ranker, learned_until: Iterable[date | None]
) -> Comparison:
    """Hold one model against another on what began after the last day of which either knows anything."""
    return _compare(world, examples(world), serving, challenger, learned_until)


def card_of_default(parameters: ParametersAt) -> Card:
    """The card of the default ranker, which learned from nothing."""
    ranker = default_ranker(parameters)
    nothing = (None, None, 0, 0, 0, 0, 0)
    card = Card(ranker.name, ranker.version, parameters.day, *nothing, features=ranker.completion.names)
    return replace(card, limits=limits_of(card, parameters))


def _compare(
    world: World,
    seen: Examples,
    serving: Ranker,
    challenger: Ranker,
    learned_until: Iterable[date | None],
) -> Comparison:
    latest = max((day.toordinal() for day in learned_until if day is not None), default=0)
    held_out = seen.of(np.flatnonzero(seen.outcomes.started > latest))
    agency = world.agency
    groups = Groups.of(agency.people, agency.units, world.job_class, world.parameters)
    held = compare(serving, challenger, held_out, groups, world.parameters)
    leaks = tuple(found(Code.LEAK, feature=name) for name in find_leaks(world))
    return replace(held, refusals=(*leaks, *held.refusals))


def _before(late: Examples, day: date) -> date:
    first = int(late.outcomes.started.min()) if len(late) else day.toordinal()
    return date.fromordinal(first) - timedelta(days=1)


def _card(world: World, early: Examples, trained: Trained, comparison: Comparison) -> Card:
    window, outcomes = trained.window, early.outcomes
    card = Card(
        name=trained.ranker.name,
        version=trained.ranker.version,
        made_on=world.day,
        first=date.fromordinal(window.first) if len(early) else None,
        last=date.fromordinal(window.last) if len(early) else None,
        attempts=len(early),
        people=len(np.unique(early.features.person)),
        completed=int(outcomes.completed.sum()),
        measured=int(outcomes.measured.sum()),
        preferences=window.preferences,
        features=early.features.names,
        comparison=comparison,
        spans=spans_of(early.features.values),
    )
    return replace(card, limits=limits_of(card, world.parameters))
