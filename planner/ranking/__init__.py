"""How likely a person is to succeed with a learning solution: rankers behind one protocol. The only room with scikit-learn."""

from planner.ranking.boosting import Boosting, Logistic, calibrate
from planner.ranking.heads import Curves, Head, Line, log_odds, read_head
from planner.ranking.linear import fit_line
from planner.ranking.outcomes import Outcomes
from planner.ranking.platt import fit_platt, fit_shift
from planner.ranking.preferences import Preferences
from planner.ranking.ranker import (
    DIGITS,
    AdditiveRanker,
    Prediction,
    Ranker,
    Shares,
    default_ranker,
    spell_ranker,
)
from planner.ranking.sample import Sample
from planner.ranking.stepwise import fit_curves

__all__ = [
    "DIGITS",
    "AdditiveRanker",
    "Boosting",
    "Curves",
    "Head",
    "Line",
    "Logistic",
    "Outcomes",
    "Prediction",
    "Preferences",
    "Ranker",
    "Sample",
    "Shares",
    "calibrate",
    "default_ranker",
    "fit_curves",
    "fit_line",
    "fit_platt",
    "fit_shift",
    "log_odds",
    "read_head",
    "spell_ranker",
]
