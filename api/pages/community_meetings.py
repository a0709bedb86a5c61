"""A community's meetings on pages: entered with everybody who came, looked at, put right."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import Response

from api.deps import SignedIn, SystemDep, TranslatorDep, requires, translator_of
from api.pages.attendance_lists import read_lists
from api.pages.communities import OpenCommunity, open_community
from api.pages.community_forms import TypedAttendance, TypedList, TypedMeeting, named, parts_in_form
from api.pages.community_words import by_field, reasons
from api.pages.names import Names
from api.pages.problems import status_of
from api.pages.render import excel, go, page
from api.pages.sheets_communities import attendance_sheet, remark
from api.pages.words import MEETING_NAMES, PART_NAMES
from api.problems import fault_error
from api.system import System
from catalog.ledger import Meeting, Part
from planner import usecases
from planner.access import Capability
from planner.communities import CommunityMeeting, CommunityMove
from planner.community_rules import parts_of, runs, state_after
from planner.errors import Forbidden, NotFound, Refusal, Unfit

router = APIRouter()
Viewer = Annotated[SignedIn, requires(Capability.COMMUNITY_VIEW)]
Runner = Annotated[SignedIn, requires(Capability.COMMUNITY_RUN)]


@router.get("/communities/{community_id}/meetings/new")
def show_new_meeting(request: Request, system: SystemDep, who: Runner, community_id: int) -> Response:
    """Show an empty meeting with all members. Raises NotFound, Forbidden, NotNow."""
    found = open_community(system, who, community_id)
    if not runs(who.actor, found.own, found.own_unit):
        raise Forbidden
    state_after(found.own, CommunityMove.MEET)
    typed = TypedMeeting(version=found.own.version, kind=found.own.meetings[0].value)
    return _form(request, system, found, typed)


@router.post("/communities/{community_id}/meetings/new")
def do_hold(
    request: Request,
    system: SystemDep,
    who: Runner,
    community_id: int,
    typed: Annotated[TypedMeeting, Form()],
) -> Response:
    """Enter a meeting."""
    known = system.worlds.current()
    meeting, faults = typed.read(community_id, known)
    try:
        if meeting is None or faults:
            raise Unfit(faults)
        given = (community_id, typed.version, meeting, known, system.law, system.clock)
        made = usecases.hold_meeting(system.open(), who.actor, *given)
    except NotFound:
        raise
    except Refusal as refusal:
        return _form(request, system, open_community(system, who, community_id), typed, refusal)
    return go(f"/communities/{community_id}/meetings/{made.id}", "meeting-held")


@router.post("/communities/{community_id}/meetings/list")
def read_list(
    request: Request,
    system: SystemDep,
    who: Runner,
    community_id: int,
    typed: Annotated[TypedList, Form(media_type="multipart/form-data")],
) -> Response:
    """Read who came from a file into the form, with names to check by; nothing is stored. Raises NotFound, Forbidden."""
    found = open_community(system, who, community_id)
    if not runs(who.actor, found.own, found.own_unit):
        raise Forbidden
    nips, faults = read_lists(typed.files)
    t = translator_of(request)
    told = [fault_error(one, t) for one in faults]
    lines = [f"{one.field}: {one.problem} {one.remedy}".strip(": ") for one in told]
    filled = typed if faults else typed.model_copy(update={"came": named(nips, found.known, found.seen)})
    return _form(request, system, found, filled, read=lines)


@router.get("/communities/{community_id}/meetings/{meeting_id}")
def show_meeting(
    request: Request,
    system: SystemDep,
    t: TranslatorDep,
    who: Viewer,
    community_id: int,
    meeting_id: int,
    format: Annotated[str, Query(max_length=40)] = "",
) -> Response:
    """Show who came to a meeting and what each was granted."""
    found = open_community(system, who, community_id)
    held = _held(found, meeting_id)
    if format == "xlsx":
        shown = [one for one in found.meetings_out() if one.id == meeting_id]
        return excel(request, attendance_sheet(found.own, shown, Names(found.known, t)), who)
    return _meeting(request, found, held)


@router.post("/communities/{community_id}/meetings/{meeting_id}")
def do_correct(
    request: Request,
    system: SystemDep,
    who: Runner,
    community_id: int,
    meeting_id: int,
    typed: Annotated[TypedAttendance, Form()],
) -> Response:
    """Put the attendance right."""
    known = system.worlds.current()
    came, faults = typed.attendance(known)
    try:
        if faults:
            raise Unfit(faults)
        usecases.correct_attendance(
            *(system.open(), who.actor, community_id, typed.version, meeting_id, came),
            *(typed.assured_by, typed.reason, known, system.law, system.clock),
        )
    except NotFound:
        raise
    except Refusal as refusal:
        found = open_community(system, who, community_id)
        return _meeting(request, found, _held(found, meeting_id), typed, refusal)
    return go(f"/communities/{community_id}/meetings/{meeting_id}", "attendance-corrected")


def _held(found: OpenCommunity, meeting_id: int) -> CommunityMeeting:
    held = next((one for one in found.meetings if one.id == meeting_id), None)
    if held is None:
        raise NotFound("meeting", meeting_id)
    return held


def _form(
    request: Request,
    system: System,
    found: OpenCommunity,
    typed: TypedMeeting,
    refusal: Refusal | None = None,
    read: Sequence[str] = (),
) -> Response:
    t = translator_of(request)
    names = Names(found.known, t)
    faults = by_field(refusal.faults, names) if isinstance(refusal, Unfit) else {}
    return page(
        request,
        "meeting_form.html",
        status_of(refusal) if refusal else 422 if read else 200,
        own=found.own,
        version=found.own.version,
        typed=typed,
        faults=faults,
        why=list(read) or ([] if faults else reasons(refusal, names)),
        kind_options=[(kind.value, t(MEETING_NAMES[kind])) for kind in found.own.meetings],
        part_options=[(part.value, t(name)) for part, name in PART_NAMES.items()],
        kinds_help=_kinds_help(system, found, names),
        people=_people(found, found.own.members, names),
        chosen=dict(zip(typed.person, typed.part, strict=False)),
        signed=set(typed.original),
        material=Meeting.MATERIAL in found.own.meetings,
    )


def _meeting(
    request: Request,
    found: OpenCommunity,
    held: CommunityMeeting,
    typed: TypedAttendance | None = None,
    refusal: Refusal | None = None,
) -> Response:
    t = translator_of(request)
    names = Names(found.known, t)
    (shown,) = [one for one in found.meetings_out() if one.id == held.id]
    faults = by_field(refusal.faults, names) if isinstance(refusal, Unfit) else {}
    came = [one.nip for one in held.attendance]
    stored = parts_in_form(held.attendance, found.known)
    signed = {found.known.id_of[one.nip] for one in held.attendance if one.original}
    return page(
        request,
        "meeting.html",
        status_of(refusal) if refusal else 200,
        own=found.own,
        version=found.own.version,
        held=shown,
        typed=typed or TypedAttendance(assured_by=held.assured_by),
        faults=faults,
        why=[] if faults else reasons(refusal, names),
        may_correct=found.may(CommunityMove.ATTEND),
        remark=lambda one: remark(one, names),
        part_options=[(part.value, t(name)) for part, name in PART_NAMES.items()],
        people=_people(found, {*found.own.members, *came}, names),
        chosen=dict(zip(typed.person, typed.part, strict=False)) if typed else stored,
        signed=set(typed.original) if typed else signed,
        material=held.kind is Meeting.MATERIAL,
    )


def _people(found: OpenCommunity, nips: Collection[str], names: Names) -> list[Mapping[str, str]]:
    """The people of the form by name, with the id that stands in it."""
    known = found.known
    chosen = [nip for nip in set(nips) if nip in found.seen]
    return [
        {
            "id": known.id_of[nip],
            "nip": nip,
            "name": names.person(nip),
            "unit": names.unit(known.people[nip].unit),
        }
        for nip in sorted(chosen, key=lambda nip: (names.person(nip), nip))
    ]


def _kinds_help(system: System, found: OpenCommunity, names: Names) -> list[tuple[str, str]]:
    """What each kind of meeting counts for by part, as the law of today has it."""
    t, at = names.t, system.law.at(system.clock.today())
    told = []
    for kind in found.own.meetings:
        given: Mapping[Part, float] = at[f"community.{kind}.jp"]
        parts = [
            f"{t(PART_NAMES[part])} {t.number(given[part], 1)} JP"
            for part in parts_of(kind, at)
            if part in given
        ]
        told.append((t(MEETING_NAMES[kind]), ", ".join(parts) or t("No source gives a figure.")))
    return told
