"""Features that read the future, found by taking the future away: what was known before a day cannot change with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np

from planner.past import History
from planner.problem import Ints
from planner.training.look_back import Asked, Look, seen_on
from planner.world import World

DAYS = 6
"""Days of the past on which the features are compared, spread over all of it."""


def find_leaks(world: World, look: Look = seen_on) -> tuple[str, ...]:
    """Names of the features whose values hang on what ended, was assessed or was judged on the pair's day or later.

    Past attempts are looked at twice: with everything the world knows, and with everything of that day and later taken away.
    """
    history = world.history
    asked = Asked.attempts(history, np.flatnonzero(history.ended < world.day.toordinal()))
    leaking: dict[str, None] = {}
    for ordinal in _spread(np.unique(asked.day)).tolist():
        day, own = date.fromordinal(ordinal), asked.of(np.flatnonzero(asked.day == ordinal))
        seen, blind = look(world, day, own), look(_known_before(world, day), day, own)
        same = (seen.values == blind.values) | (np.isnan(seen.values) & np.isnan(blind.values))
        leaking.update(dict.fromkeys(np.array(seen.names)[~same.all(axis=0)].tolist()))
    return tuple(leaking)


def _spread(days: Ints) -> Ints:
    """At most so many of the days, the first and the last among them."""
    return days[np.unique(np.linspace(0, len(days) - 1, DAYS).astype(np.int64))] if len(days) else days


def _known_before(world: World, day: date) -> World:
    """The same people and catalogue, and of what happened only what was known when the day began."""
    agency = world.agency
    earlier = replace(
        agency,
        assessments=tuple(one for one in agency.assessments if one.assessed_on < day),
        participations=tuple(one for one in agency.participations if one.ended < day),
    )
    # Laid out anew, and not cut by the same code that is under test.
    history = History.build(earlier.participations, world.people, world.table, world.graph.competency_index)
    told = tuple(one for one in world.judgements if one.day < day)
    return replace(world, agency=earlier, history=history, judgements=told)
