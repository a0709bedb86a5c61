"""The stage of a learning journey that an item belongs to, from the level that it leads to."""

from __future__ import annotations

from competency_models.parameters import ParametersAt
from planner.journey import Stage


def stage_of(to_level: int, parameters_at: ParametersAt) -> Stage:
    """Return the stage of an item that leads to a level (1–5), by the parameter ``stage.by_level``.

    Raises KeyError for a level that the parameter does not name.
    """
    return Stage(parameters_at["stage.by_level"][str(to_level)])
