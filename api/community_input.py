"""Learning communities and their meetings as they are handed in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, NaiveDatetime, StringConstraints, model_validator

from api.jp_views import FIRST_YEAR
from catalog.ledger import Meeting, Part, Zone
from planner.communities import Attendance, CommunityMeeting, CommunityProposal

_Nip = Annotated[str, StringConstraints(strip_whitespace=True, max_length=18)]
_Long = Annotated[str, Field(max_length=4000)]
_Text = Annotated[str, Field(max_length=300)]
MOST_PEOPLE = 2000


class ProposalIn(BaseModel):
    """The seven fields of a proposal; people are named by NIP. What is missing is told all at once."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "unit": "PUSTALENTA",
                    "background": "Data talenta berbeda antarbidang.",
                    "topic": "Pengelolaan data talenta",
                    "meetings": ["knowledge", "discussion"],
                    "target": "Satu kamus data talenta.",
                    "members": ["199001012015012001"],
                    "schedule": "Setiap Senin kedua, pukul 09.00",
                    "place": "Ruang rapat lantai 2",
                    "signed_by": "Kepala Pusat",
                }
            ]
        },
    )
    unit: _Text = ""
    background: _Long = ""
    topic: _Text = ""
    meetings: list[Meeting] = Field(default_factory=list, max_length=len(Meeting))
    target: _Long = ""
    members: list[_Nip] = Field(default_factory=list, max_length=MOST_PEOPLE)
    schedule: _Long = ""
    place: _Text = ""
    signed_by: _Text = ""
    coordinator: _Nip | None = None
    solution: _Text = Field("", description="Code of the learning solution that members have in their plans.")

    def proposal(self) -> CommunityProposal:
        """Return the proposal."""
        own = self.model_dump()
        lists = {name: tuple(own[name]) for name in ("meetings", "members")}
        return CommunityProposal(**{**own, **lists, "coordinator": self.coordinator or None})


class AttendanceIn(BaseModel):
    """Who came in which part; ``original`` is an author's statement that the material is their own work."""

    model_config = ConfigDict(extra="forbid")
    nip: _Nip
    part: Part = Part.PARTICIPANT
    original: bool = False


class CameIn(BaseModel):
    """Everybody who came to a meeting."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"attendance": [{"nip": "199001012015012001"}], "reason": "Terlewat dicatat."}]
        },
    )
    attendance: list[AttendanceIn] = Field(default_factory=list, max_length=MOST_PEOPLE)
    assured_by: _Text = ""
    reason: str = Field("", max_length=2000)


class MeetingIn(BaseModel):
    """A meeting that was held; ``starts`` and ``ends`` are by the clock of ``zone``."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "kind": "knowledge",
                    "title": "Kamus data talenta",
                    "starts": "2027-02-08T09:00:00",
                    "ends": "2027-02-08T11:00:00",
                    "attendance": [
                        {"nip": "199001012015012001"},
                        {"nip": "199101012015011001", "part": "presenter"},
                    ],
                }
            ]
        },
    )
    kind: Meeting
    title: _Text = ""
    starts: NaiveDatetime
    ends: NaiveDatetime
    zone: Zone = Zone.WIB
    online: bool = False
    assured_by: _Text = Field(
        "", description="The head of the unit who assured the quality of shared material."
    )
    attendance: list[AttendanceIn] = Field(default_factory=list, max_length=MOST_PEOPLE)

    @model_validator(mode="after")
    def _lies_within_reach(self) -> Self:
        years = (self.starts.year, self.ends.year)
        if min(years) < FIRST_YEAR or max(years) > 2100:
            raise ValueError("starts and ends must lie between 2019 and 2100")
        return self

    def meeting(self, community: int) -> CommunityMeeting:
        """Return the meeting, its moments by the zone's clock."""
        own = self.model_dump(exclude={"attendance"})
        for name in ("starts", "ends"):
            own[name] = own[name].replace(tzinfo=self.zone.info)
        return CommunityMeeting(id=0, community=community, attendance=came_of(self.attendance), **own)


def came_of(given: Iterable[AttendanceIn]) -> tuple[Attendance, ...]:
    """Return who came."""
    return tuple(Attendance(one.nip, one.part, one.original) for one in given)
