"""What the past says about a person and a solution on a day, for any number of pairs at once."""

from planner.past.comparisons import Attention, Comparison, comparisons
from planner.past.history import History, succeeded
from planner.past.kinds import Habit, Skill
from planner.past.past import Contests, Judgements, Past
from planner.past.peers import Peers
from planner.past.recency import Recency
from planner.past.reception import Reception
from planner.past.record import Record
from planner.past.sequence import Sequence

__all__ = [
    "Attention",
    "Comparison",
    "Contests",
    "Habit",
    "History",
    "Judgements",
    "Past",
    "Peers",
    "Recency",
    "Reception",
    "Record",
    "Sequence",
    "Skill",
    "comparisons",
    "succeeded",
]
