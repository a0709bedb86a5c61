"""What came over plans that stand, and how to change them for the fewest people."""

from planner.replanning.disturbances import BatchMoved, BudgetNow, Disturbance, PersonLeft, SeatsNow
from planner.replanning.replan import replan
from planner.replanning.result import CAUSES, Cause, Changed, Replanned, Touched, Why

__all__ = [
    "CAUSES",
    "BatchMoved",
    "BudgetNow",
    "Cause",
    "Changed",
    "Disturbance",
    "PersonLeft",
    "Replanned",
    "SeatsNow",
    "Touched",
    "Why",
    "replan",
]
