"""The money there is for learning."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Budget:
    """What a unit and all units below it may spend on learning in a calendar year, in rupiah.

    A plan must keep to the budgets of its person's unit and of every unit above; where a unit has none, nothing limits it there.
    The root's budget is that of the whole agency.
    """

    unit: str
    year: int
    rupiah: int
