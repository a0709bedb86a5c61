"""Everybody's plans at once: seats and money go where they close most gap, and how far that is from the best is proven."""

from planner.allocation.allocate import allocate, use_of
from planner.allocation.organisation import Organisation
from planner.allocation.result import Plan, Result, Round, Stop

__all__ = ["Organisation", "Plan", "Result", "Round", "Stop", "allocate", "use_of"]
