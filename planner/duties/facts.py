"""What the duties look at: one record of an activity, a community or a plan as it is lived."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from catalog.ledger import Grant, Law, Zone
from competency_models.framework import CompetencyKind
from competency_models.people import OrgUnit
from planner.activities import Activity
from planner.communities import Community, CommunityMeeting
from planner.guides import Guide, GuideKind
from planner.journey import Item, Journey
from planner.quota import JpYear
from planner.rules import RuleContext


@dataclass(frozen=True, slots=True)
class Guidance:
    """Who guides in an activity. ``approved`` says whether the superior agreed to them; None where nobody recorded it."""

    guide: Guide
    approved: bool | None = None


@dataclass(frozen=True, slots=True)
class Authors:
    """Accounts that drafted a plan and that set it; None where the log does not tell. The program has none."""

    drafted: int | None
    approved: int | None


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that a duty may ask for; None where a fact is not recorded.

    ``context`` holds person, law of the day and catalogue, ``law`` that of every day. ``item`` is the activity's as it was
    planned, ``kinds`` those of the competencies by code. ``assessed`` says whether evidence of the person's competencies
    stands, ``gap`` whether the plan closes something or something is still missing, ``reassessed`` on which days they were
    assessed anew. ``guidance`` are the guides of the activity, ``grants`` what
    stands in the ledger for the activity or for the community's meetings. ``certified`` tells whether a certificate
    holds. ``standards`` are the jobs that have one.
    """

    context: RuleContext
    today: date
    law: Law | None = None
    journey: Journey | None = None
    item: Item | None = None
    activity: Activity | None = None
    kinds: Mapping[str, CompetencyKind] | None = None
    assessed: bool | None = None
    gap: bool | None = None
    reassessed: tuple[date, ...] | None = None
    guidance: Mapping[GuideKind, Guidance] | None = None
    grants: tuple[Grant, ...] | None = None
    certified: bool | None = None
    community: Community | None = None
    meetings: tuple[CommunityMeeting, ...] | None = None
    units: Mapping[str, OrgUnit] | None = None
    jp_year: JpYear | None = None
    authors: Authors | None = None
    standards: frozenset[str] | None = None


def day_of(moment: datetime) -> date:
    """The day of a moment by the clock of the capital, in which no meeting has a place."""
    return moment.astimezone(Zone.WIB.info).date()
