"""What the JSON API shows, field by field; nothing is shown that is not listed here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, Field, SecretStr

from api.security import MIN_PASSWORD
from competency_models.people import Performance, Person, Potential, Status
from planner.access import Actor, Role
from planner.overrides import SetAside, set_aside
from planner.ports import Decision, PersonRow
from planner.rules import RuleCheck, Verdict

T = TypeVar("T")
NewPassword = Annotated[SecretStr, Field(min_length=MIN_PASSWORD, max_length=200)]

_PLAIN = frozenset({"nip", "name", "unit", "job", "status", "supervisor", "target_job"})
PERSON_FIELDS: Mapping[Role, frozenset[str]] = {
    Role.EMPLOYEE: _PLAIN,
    Role.SUPERVISOR: _PLAIN | {"performance"},
    Role.LEARNING_OFFICER: _PLAIN | {"performance", "potential", "scarce_skill"},
    Role.CLO: _PLAIN | {"performance", "potential", "scarce_skill"},
    Role.ADMINISTRATOR: _PLAIN,
}
"""The fields of ``Person`` that each role is shown, in JSON, on pages and in exports. Performance is the
supervisor's own judgement; potential and the talent box are the learning organisation's."""


_TELLING = "eligibility"
"""The rule that tells somebody's potential when it is not met."""


def told_checks(actor: Actor, checks: Iterable[RuleCheck]) -> list[RuleCheck]:
    """Leave out what would tell somebody's potential to those who are not shown it: why a form is not open to them."""
    told = "potential" in PERSON_FIELDS[actor.role]
    return [check for check in checks if told or check.rule != _TELLING or check.verdict is Verdict.PASS]


def told_set_aside(actor: Actor, decision: Decision) -> list[SetAside]:
    """Return the rules that a decision set aside, without what the reader's role is not told of a broken rule."""
    told = "potential" in PERSON_FIELDS[actor.role]
    return [one for one in set_aside(decision) if told or one.rule != _TELLING]


class ListOf(BaseModel, Generic[T]):
    """One page of a list; ``next`` is the address of the page after it, null on the last."""

    items: list[T]
    next: str | None = None


class PersonOut(BaseModel):
    """A person. ``id`` stands in addresses; the NIP never does. Fields that a role may not see are left out."""

    id: str
    nip: str
    name: str
    unit: str
    job: str
    status: Status
    supervisor: str | None = Field(None, description="Id of the supervisor.")
    target_job: str | None = None
    performance: Performance | None = None
    potential: Potential | None = None
    scarce_skill: bool | None = None


def person_out(actor: Actor, person: Person, id_of: Mapping[str, str]) -> PersonOut:
    """Show a person to an actor: only the fields that the role is shown are set at all."""
    shown: dict[str, Any] = {name: getattr(person, name) for name in PERSON_FIELDS[actor.role]}
    shown["supervisor"] = id_of.get(person.supervisor) if person.supervisor else None
    return PersonOut(id=id_of[person.nip], **shown)


class PersonLine(PersonOut):
    """A person in a list, with the names of unit and job and their newest journey."""

    unit_name: str
    job_name: str
    journey: int | None = None
    state: str | None = None


def person_line(actor: Actor, row: PersonRow, id_of: Mapping[str, str]) -> PersonLine:
    """Show a person in a list to an actor."""
    person = person_out(actor, row.person, id_of).model_dump(exclude_unset=True)
    return PersonLine(
        **person, unit_name=row.unit_name, job_name=row.job_name, journey=row.journey, state=row.state
    )
