"""A plan for everybody as it is kept: asked for, searched as a long job, found, and adopted or not."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from planner.scenario import Scenario


class RunState(StrEnum):
    """Where a run stands. Only a done one can be adopted."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"
    ADOPTED = "adopted"


FINISHED = frozenset({RunState.DONE, RunState.ADOPTED})
"""A plan was found."""
OPEN = frozenset({RunState.WAITING, RunState.RUNNING})
"""The search goes on, or is to begin."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: its round of at most so many, the people done in it, and what is known of the plan so far."""

    round: int = 0
    rounds: int = 0
    people: int = 0
    of_people: int = 0
    worth: float = 0.0
    bound: float | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """One run. ``body`` is the finished plan (``planner.everyone.body``), ``figures`` what is shown of it as JSON.

    ``day`` is the one it plans on, however long it takes. ``input_hash`` is that of all it was made from: a plan of another
    agency cannot be adopted. ``failure`` says in words for people why it failed. ``cancel`` tells the job to stop at the next
    round. ``drafted`` counts the people of an adopted plan whose drafts are stored, in the plan's order.
    """

    id: int
    scenario: Scenario
    state: RunState
    day: date
    asked_by: str
    asked_at: datetime
    changed_at: datetime
    progress: Progress = Progress()
    cancel: bool = False
    input_hash: str = ""
    plan_hash: str = ""
    figures: str = ""
    body: bytes = field(default=b"", repr=False)
    failure: str = ""
    drafted: int = 0
