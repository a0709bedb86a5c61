"""How far people's preferences agree with what came true, and so how far they are to be believed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from planner.problem import Floats
from planner.ranking import Preferences
from planner.training.examples import Examples
from planner.training.models import train_linear

LEAST = 1e-6
ROUNDS = 50


def trusted(seen: Examples, preferences: Preferences) -> Preferences:
    """The preferences, each weighing as far as all of them agree with what the outcomes ``seen`` taught: not at all to fully.

    A model of outcomes alone foretells who is preferred. Where its lead in log success says nothing of the choice, whoever
    chose saw something else, or nothing; where it says at least as much as of outcomes, the preferences are fully believed.
    Raises ValueError when all outcomes are alike.
    """
    if not len(preferences):
        return preferences
    ranker = train_linear(seen)
    ahead, behind = (
        np.log(np.maximum(ranker.predict(side).success, LEAST))
        for side in (preferences.winner, preferences.loser)
    )
    slope = agreement(ahead - behind, preferences.weight)
    return replace(preferences, weight=preferences.weight * min(max(slope, 0.0), 1.0))


def agreement(lead: Floats, weight: Floats) -> float:
    """Slope of the log-odds of being preferred on the ``lead`` (M,); 0 where it says nothing.

    Few preferences say little: before any are seen, the slope is 0 with a standard deviation of 1.
    """
    slope = 0.0
    for _ in range(ROUNDS):
        doubt = 1.0 / (1.0 + np.exp(slope * lead))
        step = ((weight * doubt * lead).sum() - slope) / ((weight * doubt * (1 - doubt) * lead**2).sum() + 1)
        slope += float(np.clip(step, -1.0, 1.0))
        if abs(step) < LEAST:
            break
    return slope
