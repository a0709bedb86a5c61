"""The bound on everybody's plans, found partition by partition: by whoever works, the same to the last bit."""

from __future__ import annotations

import numpy as np

from planner.allocation.bound import Effort, own_bounds, sound_prices, worth_at
from planner.allocation.crew import Crew
from planner.allocation.journeys import Journeys
from planner.allocation.partitions import Part, plan
from planner.allocation.result import Plan
from planner.problem import Floats

SHARP, SHARP_PEOPLE = 32, 1000
"""The last bound of so few people tries so many cases for each, some ten milliseconds: see ``docs/decisions/0029``."""


def bound_by(crew: Crew, capacity: Floats, prices: Floats, cases: int = 1) -> float:
    """No plan for everybody is worth more than this, whatever the prices (R,); see ``planner.allocation.bound``."""
    sound, limited = sound_prices(prices, capacity), np.isfinite(capacity)
    own: float = crew.total(bounded, sound, cases)
    return own + float(sound[limited] @ capacity[limited])


def bounded(part: Part, journeys: Journeys, prices: Floats, cases: int) -> tuple[Journeys, float]:
    """More than the people can gain beyond prices (R,); where the present plan is good, less is tried."""
    organisation, chosen = part.organisation, plan(part, journeys)[1]
    begin = np.concatenate([[0], np.cumsum(chosen.count)]).astype(np.int64)
    present = Plan(begin, chosen.slot, chosen.value, chosen.planned)
    own = own_bounds(organisation, prices, worth_at(organisation, present, prices), Effort(cases))
    return journeys, float(np.maximum(0.0, organisation.people.floor + own).sum())
