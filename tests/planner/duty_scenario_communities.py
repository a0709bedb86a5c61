"""Communities, their meetings and rows of the ledger in the scenarios of the duties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from catalog import ledger
from planner.communities import Attendance, Community, CommunityMeeting, CommunityState

Held = tuple[Community | None, tuple[CommunityMeeting, ...] | None, tuple[ledger.Grant, ...] | None]


def grants_of(rows: Any, law: ledger.Law, nip: str) -> tuple[ledger.Grant, ...] | None:
    """Grant the rows as they are given."""
    return None if rows is None else tuple(_granted(row, law, nip) for row in rows)


def community_of(own: Mapping[str, Any] | None, law: ledger.Law, nip: str) -> Held:
    """A community with its meetings and what they granted."""
    if own is None:
        return None, None, None
    community = _community(own, nip)
    meetings = own.get("meetings", [])
    if meetings is None:
        return community, None, None
    held = tuple(_meeting(number, one, nip) for number, one in enumerate(meetings, 1))
    grants = tuple(
        grant for one in meetings if one.get("granted", True) for grant in _of_meeting(one, law, nip)
    )
    return community, held, grants


def _community(own: Mapping[str, Any], nip: str) -> Community:
    verified = own.get("verified")
    return Community(
        unit=own.get("unit", "U"),
        background="Latar belakang.",
        topic="Topik",
        meetings=tuple(ledger.Meeting),
        target=own.get("target", "Target."),
        members=(nip,),
        schedule="Tiap Selasa",
        place="Daring",
        signed_by=own.get("signed_by", "Kepala"),
        coordinator=None,
        solution="",
        id=1,
        state=CommunityState.VERIFIED if verified else CommunityState.PROPOSED,
        version=1,
        changed_at=_moment(date(2027, 1, 4), 8),
        verified_on=verified,
        recapped_until=own.get("recapped", verified),
    )


def _meeting(number: int, own: Mapping[str, Any], nip: str) -> CommunityMeeting:
    entry = number if own.get("granted", True) else None
    starts = _moment(own["day"], 9)
    return CommunityMeeting(
        id=number,
        community=1,
        kind=ledger.Meeting(own["kind"]),
        title="Contoh",
        starts=starts,
        ends=starts + timedelta(hours=2),
        zone=ledger.Zone.WIB,
        online=True,
        attendance=tuple(
            Attendance(nip, ledger.Part(part), own.get("original", True), entry) for part in _parts(own)
        ),
        assured_by=own.get("assured_by", "Kepala"),
    )


def _of_meeting(own: Mapping[str, Any], law: ledger.Law, nip: str) -> list[ledger.Grant]:
    days = {"starts": f"{own['day']} 09:00", "ends": f"{own['day']} 11:00"}
    row = {"form": "komunitas_belajar", "meeting": own["kind"], "hours": 2, "organiser": "U", **days}
    planted = {"jp": own["jp"]} if "jp" in own else {}
    return [_granted({**row, "part": part, **planted}, law, nip) for part in _parts(own)]


def _parts(own: Mapping[str, Any]) -> list[str]:
    parts: list[str] = own.get("parts", ["participant"])
    return parts


def _granted(row: Mapping[str, Any], law: ledger.Law, nip: str) -> ledger.Grant:
    typed: dict[str, Any] = {"title": "Contoh", **row}
    planted = typed.pop("jp", None)
    for name in ("starts", "ends"):
        typed[name] = datetime.fromisoformat(str(row[name])).replace(tzinfo=ledger.Zone.WIB.info)
    for name, kind in (("part", ledger.Part), ("meeting", ledger.Meeting)):
        if name in row:
            typed[name] = kind(row[name])
    answer = ledger.grant(ledger.Activity(nip=nip, **typed), (), law)
    assert isinstance(answer, ledger.Grant), answer
    if planted is None:
        return answer
    first, *others = answer.portions
    return replace(answer, portions=(replace(first, jp=planted), *others))


def _moment(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ledger.Zone.WIB.info)
