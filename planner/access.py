"""Who may do what, and whose data they see. One matrix; read anew on every request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from competency_models.people import Person


class Role(StrEnum):
    """The five roles."""

    EMPLOYEE = "employee"
    SUPERVISOR = "supervisor"
    LEARNING_OFFICER = "learning_officer"
    CLO = "clo"
    ADMINISTRATOR = "administrator"


class Capability(StrEnum):
    """What a route or a use case can ask for, as ``subject:action``."""

    CATALOGUE_VIEW = "catalogue:view"
    PERSON_VIEW = "person:view"
    PEOPLE_LIST = "people:list"
    JOURNEY_VIEW = "journey:view"
    JOURNEY_REQUEST = "journey:request"
    JOURNEY_DRAFT = "journey:draft"
    JOURNEY_EDIT = "journey:edit"
    JOURNEY_REVIEW = "journey:review"
    JOURNEY_OVERRIDE = "journey:override"
    JOURNEY_WITHDRAW = "journey:withdraw"
    JOURNEY_ACTIVATE = "journey:activate"
    JOURNEY_COMPLETE = "journey:complete"
    COMMUNITY_VIEW = "community:view"
    COMMUNITY_PROPOSE = "community:propose"
    COMMUNITY_VERIFY = "community:verify"
    COMMUNITY_RUN = "community:run"
    JP_VIEW = "jp:view"
    JP_GRANT = "jp:grant"
    JP_TOTALS = "jp:totals"
    TASK_FINISH = "task:finish"
    ACTIVITY_JUDGE = "activity:judge"
    GUIDE_MANAGE = "guide:manage"
    MATCH_PROPOSE = "match:propose"
    MATCH_ANSWER = "match:answer"
    INBOX_VIEW = "inbox:view"
    NOTICE_READ = "notice:read"
    GAP_MAP_VIEW = "gap_map:view"
    AGENCY_IMPORT = "agency:import"
    AGENCY_EXPORT = "agency:export"
    ACCOUNT_MANAGE = "account:manage"
    LOG_VIEW = "log:view"
    MODEL_VIEW = "model:view"
    MODEL_MANAGE = "model:manage"
    ORG_PLAN_VIEW = "org_plan:view"
    ORG_PLAN_MANAGE = "org_plan:manage"


_C = Capability
_EVERYONE = frozenset(
    {
        _C.CATALOGUE_VIEW,
        _C.PERSON_VIEW,
        _C.JOURNEY_VIEW,
        _C.JOURNEY_REQUEST,
        _C.JOURNEY_WITHDRAW,
        _C.JOURNEY_ACTIVATE,
        _C.TASK_FINISH,
        _C.JP_VIEW,
        _C.NOTICE_READ,
        _C.MATCH_ANSWER,
        _C.COMMUNITY_VIEW,
        # Anybody may be a unit's coordinator.
        _C.COMMUNITY_RUN,
    }
)
_SUPERVISOR = _EVERYONE | {_C.PEOPLE_LIST, _C.INBOX_VIEW, _C.COMMUNITY_PROPOSE}
_OFFICER = _SUPERVISOR | {
    _C.JOURNEY_DRAFT,
    _C.JOURNEY_EDIT,
    _C.JOURNEY_REVIEW,
    _C.JOURNEY_COMPLETE,
    _C.ACTIVITY_JUDGE,
    _C.GUIDE_MANAGE,
    _C.MATCH_PROPOSE,
    _C.COMMUNITY_VERIFY,
    _C.JP_GRANT,
    _C.JP_TOTALS,
    _C.GAP_MAP_VIEW,
    _C.LOG_VIEW,
    _C.MODEL_VIEW,
}

CAPABILITIES: Mapping[Role, frozenset[Capability]] = {
    Role.EMPLOYEE: _EVERYONE,
    Role.SUPERVISOR: _SUPERVISOR,
    Role.LEARNING_OFFICER: _OFFICER,
    Role.CLO: _OFFICER
    | {_C.AGENCY_EXPORT, _C.JOURNEY_OVERRIDE, _C.MODEL_MANAGE, _C.ORG_PLAN_VIEW, _C.ORG_PLAN_MANAGE},
    # Keeps accounts and data, sees everyone, decides on nobody's plan.
    Role.ADMINISTRATOR: frozenset(
        {
            _C.CATALOGUE_VIEW,
            _C.PERSON_VIEW,
            _C.PEOPLE_LIST,
            _C.JOURNEY_VIEW,
            _C.COMMUNITY_VIEW,
            _C.JP_VIEW,
            _C.JP_GRANT,
            _C.JP_TOTALS,
            _C.INBOX_VIEW,
            _C.NOTICE_READ,
            _C.GUIDE_MANAGE,
            _C.GAP_MAP_VIEW,
            _C.AGENCY_IMPORT,
            _C.AGENCY_EXPORT,
            _C.ACCOUNT_MANAGE,
            _C.LOG_VIEW,
            _C.MODEL_VIEW,
            _C.MODEL_MANAGE,
            _C.ORG_PLAN_VIEW,
        }
    ),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. ``units`` holds the granted units and everything below them.

    ``account_id`` is None for the program itself, which drafts but never approves.
    """

    account_id: int | None
    username: str
    role: Role
    nip: str | None = None
    units: frozenset[str] = frozenset()


PROGRAM = Actor(None, "corpu", Role.CLO)
"""Drafts for everyone, from the command line or a job."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The people an actor sees, for a store to filter by: any of the parts suffices."""

    everyone: bool = False
    nip: str | None = None
    units: frozenset[str] = frozenset()
    reports_of: str | None = None

    def holds(self, person: Person) -> bool:
        """Tell whether the person is in the scope."""
        return (
            self.everyone
            or (self.nip is not None and person.nip == self.nip)
            or person.unit in self.units
            or (self.reports_of is not None and person.supervisor == self.reports_of)
        )


def may(actor: Actor, capability: Capability) -> bool:
    """Tell whether the actor's role includes the capability."""
    return capability in CAPABILITIES[actor.role]


def scope_of(actor: Actor) -> Scope:
    """Themselves; a supervisor's reports; an officer's units; for CLO and administrator everyone."""
    if actor.role in (Role.CLO, Role.ADMINISTRATOR):
        return Scope(everyone=True)
    return Scope(
        nip=actor.nip,
        units=actor.units if actor.role is Role.LEARNING_OFFICER else frozenset(),
        reports_of=actor.nip if actor.role is Role.SUPERVISOR else None,
    )


def sees(actor: Actor, person: Person) -> bool:
    """Tell whether the actor may see the person's data."""
    return scope_of(actor).holds(person)
