"""What may happen to a learning community, who may do it, and every fault of a proposal or a meeting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from catalog.ledger import Meeting, Part, Zone
from catalog.ledger.tariff import COMMUNITY
from catalog.solutions import LearningSolution
from competency_models.framework import Job
from competency_models.parameters import Citation, ParametersAt
from competency_models.people import OrgUnit, Person
from planner.access import Actor, Capability, Role, may
from planner.communities import (
    Community,
    CommunityMeeting,
    CommunityMove,
    CommunityProposal,
    CommunityState,
    Reach,
)
from planner.errors import FieldFault
from planner.errors.communities import NotNow

_S, _M = CommunityState, CommunityMove
MOVES: Mapping[tuple[CommunityState, CommunityMove], CommunityState] = {
    (_S.PROPOSED, _M.CHANGE): _S.PROPOSED,
    (_S.RETURNED, _M.CHANGE): _S.PROPOSED,
    (_S.PROPOSED, _M.VERIFY): _S.VERIFIED,
    (_S.PROPOSED, _M.RETURN): _S.RETURNED,
    (_S.PROPOSED, _M.CLOSE): _S.CLOSED,
    (_S.RETURNED, _M.CLOSE): _S.CLOSED,
    (_S.VERIFIED, _M.CLOSE): _S.CLOSED,
    (_S.VERIFIED, _M.ENROL): _S.VERIFIED,
    # SE 07/SE/KM/2023, Lampiran F.2.c: only once the proposal was approved.
    (_S.VERIFIED, _M.MEET): _S.VERIFIED,
    (_S.VERIFIED, _M.ATTEND): _S.VERIFIED,
    (_S.VERIFIED, _M.RECAP): _S.VERIFIED,
    # What was held is still corrected and recapitulated after the end.
    (_S.CLOSED, _M.ATTEND): _S.CLOSED,
    (_S.CLOSED, _M.RECAP): _S.CLOSED,
}
"""The only way from one state to another."""

NEEDS_REASON = frozenset({_M.RETURN, _M.CLOSE, _M.ATTEND})
"""Moves that must tell why."""

ALL_PARTS = (Part.PARTICIPANT, Part.PRESENTER, Part.EXPERT)
"""The parts in a meeting for whose kind no source gives a figure."""

_DECIDE = (Role.LEARNING_OFFICER, Role.CLO)
_LONGEST = timedelta(days=1)


class Ground(Protocol):
    """What the agency says on the day: its units, learning solutions and jobs by code."""

    @property
    def units(self) -> Mapping[str, OrgUnit]:
        """Units."""

    @property
    def solutions(self) -> Mapping[str, LearningSolution]:
        """Learning solutions."""

    @property
    def jobs(self) -> Mapping[str, Job]:
        """Jobs."""


def state_after(community: Community, move: CommunityMove) -> CommunityState:
    """Look the move up. Raises NotNow when the table does not list it."""
    found = MOVES.get((community.state, move))
    if found is None:
        raise NotNow(community.state)
    return found


def possible_moves(community: Community) -> frozenset[CommunityMove]:
    """The moves that the state allows."""
    return frozenset(move for state, move in MOVES if state is community.state)


def reach_of(actor: Actor, own_unit: str | None) -> Reach:
    """The communities one belongs to; a supervisor's own unit, an officer's units, for CLO and administrator all."""
    if actor.role in (Role.CLO, Role.ADMINISTRATOR):
        return Reach(everyone=True)
    units = actor.units if actor.role is Role.LEARNING_OFFICER else frozenset[str]()
    if actor.role is Role.SUPERVISOR and own_unit is not None:
        units = frozenset({own_unit})
    return Reach(units=units, nip=actor.nip)


def speaks_for(actor: Actor, unit: str, own_unit: str | None) -> bool:
    """Tell whether the actor proposes for a unit: its head, an officer who cares for it, or the CLO."""
    reach = reach_of(actor, own_unit)
    return may(actor, Capability.COMMUNITY_PROPOSE) and (reach.everyone or unit in reach.units)


def runs(actor: Actor, community: Community, own_unit: str | None) -> bool:
    """Tell whether the actor holds its meetings: who speaks for the unit, or the coordinator (Lampiran F.7)."""
    coordinator = actor.nip is not None and actor.nip == community.coordinator
    return may(actor, Capability.COMMUNITY_RUN) and (
        coordinator or speaks_for(actor, community.unit, own_unit)
    )


def sees_members(actor: Actor, community: Community, own_unit: str | None) -> bool:
    """Tell whether the actor sees who belongs to it and what each was granted; other members see only themselves."""
    everyone = reach_of(actor, own_unit).everyone
    return everyone or runs(actor, community, own_unit) or verifies(actor, community)


def verifies(actor: Actor, community: Community) -> bool:
    """Tell whether the actor verifies it for the HR unit; that it is not their own is another question."""
    reach = reach_of(actor, None)
    in_care = reach.everyone or community.unit in reach.units
    return may(actor, Capability.COMMUNITY_VERIFY) and actor.role in _DECIDE and in_care


def depth_of(unit: str, units: Mapping[str, OrgUnit]) -> int | None:
    """Levels of a unit below the top; None where it cannot be told: no single top, or the way up is not known."""
    if sum(one.parent is None for one in units.values()) != 1:
        return None
    depth, here = 0, units.get(unit)
    while here is not None and here.parent is not None and depth <= len(units):
        depth, here = depth + 1, units.get(here.parent)
    return depth if here is not None and here.parent is None else None


def may_organise(unit: str, units: Mapping[str, OrgUnit], at: ParametersAt) -> bool | None:
    """Tell whether a unit is of the rank of an organiser (Lampiran F.6); None where that cannot be told."""
    depth = depth_of(unit, units)
    return None if depth is None else depth <= at["community.organiser_unit_depth_max"]


def faults_of_proposal(
    proposal: CommunityProposal, ground: Ground, people: Mapping[str, Person], at: ParametersAt
) -> tuple[FieldFault, ...]:
    """Everything that is wrong with a proposal, in the order of its fields; ``people`` are those of its NIPs stored."""
    found = (*_empty_fields(proposal), *_unfit_unit(proposal, ground, at), *_unfit_people(proposal, people))
    order = tuple(CommunityProposal.__dataclass_fields__)
    return tuple(sorted((*found, *_unfit_solution(proposal, ground)), key=lambda one: order.index(one.field)))


TEXTS = {
    "background": "Say why the unit needs the community.",
    "topic": "Say what the community is to learn about.",
    "target": "Say what is to be reached.",
    "schedule": "Say when the community is to meet.",
    "place": "Say where it meets, or that it meets online.",
    "signed_by": "Name the head of the unit who signed the proposal.",
}
"""What to say of a proposal's text that is empty."""


def _empty_fields(proposal: CommunityProposal) -> Iterator[FieldFault]:
    for name, problem in TEXTS.items():
        if not getattr(proposal, name).strip():
            yield FieldFault(name, problem)
    if not proposal.meetings:
        yield FieldFault("meetings", "Choose at least one kind of meeting.")


def _unfit_unit(proposal: CommunityProposal, ground: Ground, at: ParametersAt) -> Iterator[FieldFault]:
    if proposal.unit not in ground.units:
        yield FieldFault("unit", "Choose the unit that organises the community.")
    elif may_organise(proposal.unit, ground.units, at) is False:
        citation = at.citation("community.organiser_unit_depth_max")
        told = {"unit": ground.units[proposal.unit].name, "reference": citation.reference}
        yield FieldFault(
            "unit", "The organiser is a unit of at least echelon II ({reference}); {unit} is not.", told
        )


def _unfit_people(proposal: CommunityProposal, people: Mapping[str, Person]) -> Iterator[FieldFault]:
    if not proposal.members:
        yield FieldFault("members", "Name the participants by their NIP.")
    if strangers := [nip for nip in proposal.members if nip not in people]:
        yield FieldFault("members", "Not among the agency's people: {nips}.", {"nips": ", ".join(strangers)})
    if proposal.coordinator is not None and proposal.coordinator not in people:
        yield FieldFault("coordinator", "The coordinator is not among the agency's people.")


def _unfit_solution(proposal: CommunityProposal, ground: Ground) -> Iterator[FieldFault]:
    own = ground.solutions.get(proposal.solution)
    if proposal.solution and (own is None or own.form != COMMUNITY):
        yield FieldFault("solution", "The catalogue has no such learning community.")


def parts_of(kind: Meeting, at: ParametersAt) -> tuple[Part, ...]:
    """The parts in which somebody is granted JP at a meeting of a kind; where none is, all that one can play there."""
    given = at[f"community.{kind}.jp"]
    return tuple(part for part in Part if part in given) or ALL_PARTS


def faults_of_meeting(
    community: Community, meeting: CommunityMeeting, people: Mapping[str, Person], today: date
) -> tuple[FieldFault, ...]:
    """Everything that is wrong with a meeting and with who came; ``people`` are those of its NIPs who are stored."""
    return (*_unfit_meeting(community, meeting, today), *faults_of_attendance(community, meeting, people))


def _unfit_meeting(community: Community, meeting: CommunityMeeting, today: date) -> Iterator[FieldFault]:
    if meeting.kind not in community.meetings:
        yield FieldFault("kind", "The verified proposal does not name this kind of meeting.")
    if not meeting.title.strip():
        yield FieldFault("title", "Say what the meeting was about.")
    if meeting.ends <= meeting.starts:
        yield FieldFault("ends", "It ends before it begins.")
    elif meeting.ends - meeting.starts >= _LONGEST:
        yield FieldFault("ends", "A meeting is shorter than a day.")
    elif meeting.ends.astimezone(meeting.zone.info).date() > today:
        yield FieldFault("ends", "Enter a meeting once it is over.")
    if community.verified_on is not None and held_on(meeting) < community.verified_on:
        day = community.verified_on
        yield FieldFault(
            "starts", "The community was verified on {day}; it could not meet before.", {"day": day}
        )


def held_on(meeting: CommunityMeeting) -> date:
    """The day on which a meeting began where it was."""
    return meeting.starts.astimezone(meeting.zone.info).date()


def faults_of_attendance(
    community: Community, meeting: CommunityMeeting, people: Mapping[str, Person]
) -> Iterator[FieldFault]:
    """Everything that is wrong with who came: strangers, participants who do not belong to it, unsigned statements."""
    came = meeting.attendance
    if not came:
        yield FieldFault("attendance", "Say who came.")
    if strangers := [one.nip for one in came if one.nip not in people]:
        yield FieldFault(
            "attendance", "Not among the agency's people: {nips}.", {"nips": ", ".join(strangers)}
        )
    if twice := _twice(one.nip for one in came):
        yield FieldFault("attendance", "Named twice: {nips}.", {"nips": ", ".join(twice)})
    members = frozenset(community.members)
    others = [one.nip for one in came if one.part is Part.PARTICIPANT and one.nip not in members]
    if outside := [nip for nip in others if nip in people]:
        yield FieldFault("attendance", "Enrol them as members first: {nips}.", {"nips": ", ".join(outside)})
    yield from _unsigned(meeting)


def _unsigned(meeting: CommunityMeeting) -> Iterator[FieldFault]:
    """Shared material is the author's own and its quality assured (SE 07/SE/KM/2023, Lampiran F.5.a, c)."""
    authors = [one for one in meeting.attendance if one.part is Part.AUTHOR]
    if authors and meeting.kind is not Meeting.MATERIAL:
        yield FieldFault("attendance", "Only shared material has authors.")
    if unsigned := [one.nip for one in authors if not one.original]:
        told = {"nips": ", ".join(unsigned)}
        yield FieldFault("attendance", "The statement of original work is missing of: {nips}.", told)
    if authors and not meeting.assured_by.strip():
        yield FieldFault("assured_by", "Name the head of the unit who assured the quality of the material.")


def _twice(nips: Iterable[str]) -> list[str]:
    return sorted(nip for nip, times in Counter(nips).items() if times > 1)


@dataclass(frozen=True, slots=True)
class MonthLimit:
    """How many meetings of a kind a unit holds a month at most, and where that stands."""

    times: float
    citation: Citation


def month_limit(kind: Meeting, at: ParametersAt) -> MonthLimit | None:
    """The limit of an organiser for a kind of meeting; None where none is, or where it is each person's own."""
    name = f"community.{kind}.month_max"
    if name not in at.names() or at[name]["per"] != "organiser":
        return None
    return MonthLimit(at[name]["times"], at.citation(name))


def month_of(moment: datetime, zone: Zone) -> tuple[datetime, datetime]:
    """The month in which a moment lies where it was, as its first moment and that of the next month."""
    first = moment.astimezone(zone.info).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return first, (first + timedelta(days=31)).replace(day=1)


def enrolled(community: Community, add: Collection[str], remove: Collection[str]) -> tuple[str, ...]:
    """The members after some join and some leave, sorted."""
    return tuple(sorted((set(community.members) | set(add)) - set(remove)))
