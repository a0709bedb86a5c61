"""A model learns from nothing that is held out for the gate."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from api.demo.agency import DEMO_DAY, demo_agency
from planner.agency import Agency
from planner.past import History
from planner.ranking import default_ranker
from planner.regulations import standard_forms, standard_parameters
from planner.training.making import Made, compare_models, make_model
from planner.world import World

AGENCY = demo_agency(120)


def world_of(agency: Agency) -> World:
    return World.build(agency, DEMO_DAY, 2027, standard_parameters(), standard_forms())


@pytest.fixture(scope="module")
def world() -> World:
    return world_of(AGENCY)


@pytest.fixture(scope="module")
def made(world: World) -> Made:
    return make_model(world, None)


def test_what_is_held_out_began_after_all_that_was_learned(made: Made) -> None:
    assert made.learned_until is not None
    assert made.card.last is not None
    assert made.card.last <= made.learned_until < made.comparison.first
    assert made.card.attempts + made.comparison.rows <= len(AGENCY.participations)
    assert made.comparison.challenger.version == made.ranker.version == made.card.version
    assert made.card.comparison == made.comparison


def test_what_came_of_the_held_out_attempts_changes_the_figures_and_never_the_model(made: Made) -> None:
    assert made.learned_until is not None
    other = tuple(
        replace(one, completed=not one.completed) if one.started > made.learned_until else one
        for one in AGENCY.participations
    )
    again = make_model(world_of(replace(AGENCY, participations=other)), None)
    assert again.ranker.version == made.ranker.version
    assert again.comparison.challenger.loss > made.comparison.challenger.loss


def test_neither_model_is_asked_about_what_it_knows(world: World, made: Made) -> None:
    assert made.learned_until is not None
    later = made.learned_until + timedelta(days=60)
    serving = default_ranker(world.parameters)
    told = compare_models(world, serving, made.ranker, [made.learned_until, later])
    assert later < told.first
    assert 0 < told.rows < made.comparison.rows
    assert compare_models(world, serving, made.ranker, [None, made.learned_until]) == made.comparison
    nothing = compare_models(world, serving, made.ranker, [DEMO_DAY, made.learned_until])
    assert (nothing.rows, nothing.passed) == (0, False)


def test_a_model_whose_features_read_the_future_is_refused_by_name(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_time = History.before
    monkeypatch.setattr(History, "before", lambda own, day: in_time(own, day + timedelta(days=31)))
    world = world_of(AGENCY)
    told = compare_models(world, default_ranker(world.parameters), made.ranker, [made.learned_until])
    assert {"leak own_completion", "leak popularity"} <= {refusal.name for refusal in told.refusals}
