"""The forms of a learning community: what was typed, and what it says."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Annotated

from fastapi import UploadFile
from pydantic import BaseModel, Field

from api.community_input import MOST_PEOPLE
from api.jp_views import FIRST_YEAR
from api.worlds import Known
from catalog.ledger import Meeting, Part, Zone
from planner.communities import Attendance, Community, CommunityMeeting, CommunityProposal
from planner.errors import FieldFault

_Line = Annotated[str, Field(max_length=300)]
_Long = Annotated[str, Field(max_length=4000)]
_Lists = Annotated[str, Field(max_length=200_000)]
_Words = Annotated[list[_Line], Field(max_length=MOST_PEOPLE)]
_NIP = re.compile(r"(?<!\d)\d{18}(?!\d)")


class TypedProposal(BaseModel):
    """The fields of a proposal as they were typed; ``members`` holds one NIP a line, whatever stands behind it."""

    version: int = 0
    unit: _Line = ""
    background: _Long = ""
    topic: _Line = ""
    meetings: Annotated[list[_Line], Field(max_length=len(Meeting))] = []
    target: _Long = ""
    members: _Lists = ""
    schedule: _Long = ""
    place: _Line = ""
    signed_by: _Line = ""
    coordinator: _Line = ""
    solution: _Line = ""

    @classmethod
    def of(cls, own: Community, known: Known) -> TypedProposal:
        """The form filled with a stored proposal, with names beside the NIPs to check them by."""
        plain = (
            "version",
            "unit",
            "background",
            "topic",
            "target",
            "schedule",
            "place",
            "signed_by",
            "solution",
        )
        return cls(
            **{name: getattr(own, name) for name in plain},
            meetings=[kind.value for kind in own.meetings],
            members=named(own.members, known, own.members),
            coordinator=named([own.coordinator], known, [own.coordinator]) if own.coordinator else "",
        )

    def read(self) -> tuple[CommunityProposal, tuple[FieldFault, ...]]:
        """The proposal, and the lines that hold no NIP."""
        members, faults = nips_of(self.members, "members")
        leaders, unread = nips_of(self.coordinator, "coordinator")
        plain = ("unit", "background", "topic", "target", "schedule", "place", "signed_by", "solution")
        kinds = tuple(kind for kind in Meeting if kind.value in self.meetings)
        proposal = CommunityProposal(
            **{name: getattr(self, name) for name in plain},
            meetings=kinds,
            members=members,
            coordinator=leaders[0] if leaders else None,
        )
        return proposal, (*faults, *unread)


class TypedAttendance(BaseModel):
    """Who came, as it was typed: a part for each person listed ("" for who did not come), and guests by NIP.

    ``came`` are NIPs pasted from a list: they came as participants, whatever part is chosen in their line.
    """

    version: int = 0
    person: _Words = []
    part: _Words = []
    original: _Words = []
    came: _Lists = ""
    guests: _Lists = ""
    guest_part: _Line = Part.EXPERT.value
    assured_by: _Line = ""
    reason: Annotated[str, Field(max_length=2000)] = ""

    def attendance(self, known: Known) -> tuple[tuple[Attendance, ...], tuple[FieldFault, ...]]:
        """Who came, and the lines that hold no NIP. Who is named twice stands in the line of the list."""
        pasted, faults = nips_of(self.came, "came")
        guests, unread = nips_of(self.guests, "guests")
        found: dict[str, Part] = {}
        for key, part in zip(self.person, self.part, strict=False):
            if part in set(Part) and key in known.nip_of:
                found[known.nip_of[key]] = Part(part)
        for nip in pasted:
            found.setdefault(nip, Part.PARTICIPANT)
        for nip in guests:
            found.setdefault(nip, Part(self.guest_part) if self.guest_part in set(Part) else Part.EXPERT)
        signed = {known.nip_of.get(key) for key in self.original}
        came = tuple(Attendance(nip, part, nip in signed) for nip, part in found.items())
        return came, (*faults, *unread)


class TypedMeeting(TypedAttendance):
    """A meeting as it was typed."""

    kind: _Line = ""
    title: _Line = ""
    starts: _Line = ""
    ends: _Line = ""
    zone: _Line = Zone.WIB.value
    online: _Line = ""

    def read(self, community: int, known: Known) -> tuple[CommunityMeeting | None, tuple[FieldFault, ...]]:
        """The meeting, or all that cannot be read of it."""
        came, faults = self.attendance(known)
        zone = Zone(self.zone) if self.zone in set(Zone) else Zone.WIB
        starts, ends = _moment(self.starts, zone), _moment(self.ends, zone)
        if self.kind not in set(Meeting):
            faults = (*faults, FieldFault("kind", "Choose the kind of meeting."))
        if starts is None:
            faults = (*faults, FieldFault("starts", "Give the day and time of the start."))
        if ends is None:
            faults = (*faults, FieldFault("ends", "Give the day and time of the end."))
        if starts is None or ends is None or self.kind not in set(Meeting):
            return None, faults
        meeting = CommunityMeeting(
            *(0, community, Meeting(self.kind), self.title, starts, ends, zone, bool(self.online), came),
            assured_by=self.assured_by,
        )
        return meeting, faults


class TypedList(TypedMeeting):
    """A meeting as it was typed so far, and the files that list who came."""

    files: list[UploadFile] = []


class TypedMembers(BaseModel):
    """Who joins and who leaves, as it was typed."""

    version: int = 0
    add: _Lists = ""
    leave: _Words = []


def nips_of(text: str, field: str) -> tuple[tuple[str, ...], tuple[FieldFault, ...]]:
    """The NIPs of a pasted list, one a line with anything beside it, and a fault for the lines without one."""
    lines = [(place, line) for place, line in enumerate(text.splitlines(), start=1) if line.strip()]
    found = [(place, _NIP.search(line)) for place, line in lines]
    unread = [str(place) for place, match in found if match is None]
    nips = tuple(dict.fromkeys(match[0] for _, match in found if match))
    if not unread:
        return nips, ()
    return nips, (
        FieldFault(field, "No NIP of 18 digits stands in line {lines}.", {"lines": ", ".join(unread)}),
    )


def named(nips: Iterable[str], known: Known, seen: Collection[str]) -> str:
    """One NIP a line, with the name beside it of those whom the reader sees."""
    return "\n".join(
        f"{nip} {known.people[nip].name if nip in seen and nip in known.people else ''}".strip()
        for nip in nips
    )


def parts_in_form(came: Iterable[Attendance], known: Known) -> Mapping[str, str]:
    """The part chosen for each person, by their id."""
    return {known.id_of[one.nip]: one.part.value for one in came if one.nip in known.id_of}


def _moment(text: str, zone: Zone) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    if found.tzinfo is not None or not FIRST_YEAR <= found.year <= 2100:
        return None
    return found.replace(tzinfo=zone.info)
