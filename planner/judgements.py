"""What people made of proposals: the training data that officers and employees leave behind, as plain facts."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Judged(StrEnum):
    """What became of one solution when a person decided on a plan."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"
    REFUSED = "refused"
    PASSED = "passed"
    """Shown beneath an item that was taken out, and not taken in its place: no word on the solution alone."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One solution of one plan at the moment when somebody decided on it.

    ``position`` is its place (from 1) in what was shown, an alternative's counted on from its item's; 0 where it was not
    shown. ``score`` is what the serving ranker had predicted; ``propensity`` in (0, 1] is how likely the program was to show
    it there: 1 unless the draw of an exploration put it there. How fast attention fades with the position is no fact, and
    is left to who learns from it. ``assigned`` learning is required of the person and says nothing of a preference;
    ``by_officer`` tells an officer's word from the employee's own. ``version`` is the plan's: of two words on the same
    solution the later one counts. ``career`` plans lead to the job aimed at, others to the job held.
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
    version: int = 0
    career: bool = False

    def attention(self, decay: float) -> float:
        """How likely it was looked at where it stood, ``position ** -decay``; what was not shown was looked for."""
        return float(math.pow(max(self.position, 1), -decay))
