"""How likely a person is to succeed with a learning solution: rankers behind one protocol. The only room with scikit-learn."""

from planner.ranking.additive import (
    DIGITS,
    AdditiveRanker,
    DefaultRanker,
    LearnedRanker,
    Ranker,
    Trial,
    choose_ranker,
)
from planner.ranking.boosting import Boosting, Logistic, calibrate

__all__ = [
    "DIGITS",
    "AdditiveRanker",
    "Boosting",
    "DefaultRanker",
    "LearnedRanker",
    "Logistic",
    "Ranker",
    "Trial",
    "calibrate",
    "choose_ranker",
]
