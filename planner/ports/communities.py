"""Learning communities, their meetings and who came."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from catalog.ledger import Grant, Meeting
from planner.communities import Attendance, Community, CommunityMeeting, CommunityState, Reach
from planner.ports.common import Page


@dataclass(frozen=True, slots=True)
class CommunityRow:
    """A community in a list, with the unit's name and how many belong to it and met."""

    community: Community
    unit_name: str
    members: int
    meetings: int


@dataclass(frozen=True, slots=True)
class CommunityFilter:
    """``text`` matches part of the topic; ``unit`` includes the units below it."""

    text: str = ""
    unit: str | None = None
    state: CommunityState | None = None


class CommunityStore(Protocol):
    """Communities. Every change names the version that it was made from."""

    def get(self, community_id: int) -> Community | None:
        """The community, or None."""

    def locked(self, community_id: int) -> Community | None:
        """The community, or None; nobody else can change it until the transaction ends."""

    def page(
        self,
        reach: Reach,
        wanted: CommunityFilter = CommunityFilter(),
        after: str | None = None,
        limit: int = 50,
    ) -> Page[CommunityRow]:
        """The communities within reach, newest first; their ``members`` are left out. Raises BadCursor."""

    def of_unit(self, unit: str) -> tuple[Community, ...]:
        """The communities of a unit, oldest first; their ``members`` are left out."""

    def every_verified(self) -> tuple[Community, ...]:
        """All communities that meet, oldest first, with their members."""

    def add(self, community: Community) -> int:
        """Store a new community (its id is ignored); its id."""

    def change(self, community: Community) -> None:
        """Store a community whose version is one above the stored one. Raises StaleVersion when it is not."""

    def held(self, unit: str, kind: Meeting, since: datetime, before: datetime) -> int:
        """How many meetings of a kind a unit began from ``since`` on and before ``before``; until the transaction ends
        nobody else can ask that of the unit."""

    def meetings(self, communities: Collection[int]) -> tuple[CommunityMeeting, ...]:
        """All meetings of the communities with who came, by start, then id."""

    def add_meeting(self, meeting: CommunityMeeting, at: datetime) -> int:
        """Store a meeting with who came (its id is ignored); its id."""

    def change_meeting(
        self, meeting: CommunityMeeting, came: Sequence[Attendance], gone: Collection[str]
    ) -> None:
        """Store who assured a meeting's material; ``came`` stands for what is stored of the same people, those in
        ``gone`` (NIPs) are taken off the list."""

    def grants(
        self, communities: Collection[int], since: date = date.min, until: date = date.max
    ) -> Mapping[int, Grant]:
        """What their meetings granted, with days from ``since`` to ``until``, by row of the ledger; without rows that
        were taken back."""

    def count(self, reach: Reach) -> Mapping[CommunityState, int]:
        """How many communities within reach there are by state."""
