"""What people made of proposals: the training data that officers and employees leave behind, as plain facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Judged(StrEnum):
    """What became of one solution when a person decided on a plan."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One solution of one plan at the moment when somebody decided on it.

    ``position`` is its place (from 1) in what was shown, 0 where it was not shown; ``score`` is what the serving ranker had
    predicted; ``propensity`` in (0, 1] is how likely it was to be looked at. ``assigned`` learning is required of the person and
    says nothing of a preference; ``by_officer`` tells an officer's word from the employee's own.
    """

    journey: int
    nip: str
    solution: str
    day: date
    judged: Judged
    position: int
    score: float
    propensity: float
    ranker_version: str
    by_officer: bool
    assigned: bool
    reason: str = ""
