"""Lesson hours (JP) that people have earned: what an activity counts for, and what it cannot count for."""

from catalog.ledger.activity import Activity, Meeting, Part, Zone
from catalog.ledger.entry import Cap, CapHit, Entry, Grant, Portion, reversal_of, standing_grants
from catalog.ledger.granting import Refused, YearLimit, grant, settle
from catalog.ledger.law import Law
from catalog.ledger.objections import Objection
from catalog.ledger.years import days_of, year_of

__all__ = [
    "Activity",
    "Cap",
    "CapHit",
    "Entry",
    "Grant",
    "Law",
    "Meeting",
    "Objection",
    "Part",
    "Portion",
    "Refused",
    "YearLimit",
    "Zone",
    "days_of",
    "grant",
    "reversal_of",
    "settle",
    "standing_grants",
    "year_of",
]
