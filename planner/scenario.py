"""What a plan for everybody is asked to assume beside the agency as it stands: other money, seats, batches, tolerance."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.solutions import Offering
from planner.journey import Consideration

ROUNDS = 4
"""Rounds of a search, where nobody says otherwise."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """One question of the chief learning officer. Without any change it is the plan for the agency as it stands.

    ``budget_percent`` scales every unit's budget; ``budgets`` replaces single ones (unit, rupiah; None: without limit).
    ``seats`` replaces the seats of batches (offering, seats); ``batches`` are new ones. ``tolerance`` replaces that of the
    70:20:10 mix, in points for the three models. ``rounds`` and ``gap`` say when the search stops.
    """

    name: str
    year: int
    consideration: Consideration = Consideration.GAP
    budget_percent: float = 100.0
    budgets: tuple[tuple[str, int | None], ...] = ()
    seats: tuple[tuple[str, int], ...] = ()
    batches: tuple[Offering, ...] = ()
    tolerance: tuple[float, float, float] | None = None
    seed: int = 2027
    rounds: int = ROUNDS
    gap: float = 0.0
