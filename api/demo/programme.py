"""The eight-week coaching and mentoring programme of the demo's learning officers: one batch, begun before the first day.

No batch lies in the year that the demo plans, so that what is proposed does not know of it.
"""

from __future__ import annotations

from datetime import date, timedelta

from catalog.solutions import LearningSolution, Mode, Offering
from competency_models.framework import Lift

PROGRAMME = LearningSolution(
    code="SP01",
    name="Program coaching dan mentoring: memimpin tim",
    form="coaching",
    hours=12.0,
    weeks=8,
    sessions=8,
    mode=Mode.BLENDED,
    name_en="Coaching and mentoring programme: leading a team",
    needs_offering=True,
)
LIFTS = (Lift("SP01", "M.04", 0, 5), Lift("SP01", "M.06", 0, 5))
WEEKS_BEFORE = 2
"""Whole weeks that have passed on the demo's first day: it stands in the third."""


def batch(first_day: date) -> Offering:
    """The batch that is in its third week on the demo's first day."""
    starts = first_day - timedelta(days=first_day.weekday() + 7 * WEEKS_BEFORE)
    ends = starts + timedelta(days=7 * PROGRAMME.weeks - 3)
    return Offering("SP01-1", PROGRAMME.code, starts, ends, 10, "Jakarta")
