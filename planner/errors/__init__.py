"""Why a decision is refused: typed, with an English message id and its fields; pages translate."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Protocol

from catalog.ledger import Objection

if TYPE_CHECKING:
    from planner.rules import RuleCheck


class Refusal(Exception):
    """A wish that cannot be granted. ``msgid`` with ``params`` says why to the person who asked."""

    msgid: ClassVar[str] = "This is not possible."

    def __init__(self, **params: object) -> None:
        super().__init__(self.msgid.format_map(params))
        self.params: Mapping[str, object] = params


class NotFound(Refusal):
    """There is no such thing, or the actor may not know that there is."""

    msgid = "There is no {what} {key}, or you may not see it."

    def __init__(self, what: str, key: object) -> None:
        super().__init__(what=what, key=key)


class Forbidden(Refusal):
    """The actor's role does not include this."""

    msgid = "Your role does not allow this."


class SelfApproval(Forbidden):
    """Nobody approves their own plan, nor one that they requested."""

    msgid = "Nobody approves their own plan or a plan that they requested. Ask another learning officer."


class StaleVersion(Refusal):
    """The journey changed after the actor read it; nothing of either change is lost."""

    msgid = "Somebody changed this plan meanwhile: you saw version {seen}, now it is version {now}."

    def __init__(self, seen: int, now: int) -> None:
        super().__init__(seen=seen, now=now)
        self.now = now


class IllegalMove(Refusal):
    """``planner.approval`` lists no such move from the journey's state."""

    msgid = "The step “{move}” is not possible while the plan is “{state}”."


class AlreadyOpen(Refusal):
    """The person has an open journey for that year."""

    msgid = "There is already an open plan for {year}."

    def __init__(self, journey: int, year: int) -> None:
        super().__init__(journey=journey, year=year)
        self.journey = journey


class YearOver(Refusal):
    """Nobody plans for a year that is over."""

    msgid = "The year {year} is over."


class ReasonMissing(Refusal):
    """Returning and declining need a reason that the employee can read."""

    msgid = "Please give a reason."


class SeatsGone(Refusal):
    """A batch is full. ``alternatives`` are the nearest batches of the same solution that have seats."""

    msgid = "No seat is left in {offering}. Nearest batches with seats: {nearest}."

    def __init__(self, offering: str, alternatives: Sequence[tuple[str, date, int]]) -> None:
        nearest = ", ".join(f"{code} ({starts.isoformat()})" for code, starts, _ in alternatives) or "–"
        super().__init__(offering=offering, nearest=nearest)
        self.offering = offering
        self.alternatives = tuple(alternatives)


class RuleBroken(Refusal):
    """The plan breaks hard rules; ``checks`` are those that fail, with measured value, limit and citation."""

    msgid = "The plan breaks these rules: {rules}."

    def __init__(self, checks: Sequence[RuleCheck]) -> None:
        super().__init__(rules=", ".join(check.rule for check in checks))
        self.checks = tuple(checks)


class DutiesBroken(Refusal):
    """What is recorded of an activity breaks rules; ``checks`` are those that fail. With a reason it is passed all the same."""

    msgid = "The record does not keep rule {rules}. Mend what is named, or give a reason for the result all the same."

    def __init__(self, checks: Sequence[RuleCheck]) -> None:
        super().__init__(rules=", ".join(check.rule.upper() for check in checks))
        self.checks = tuple(checks)


class EmptyPlan(Refusal):
    """A plan without items cannot be reviewed or approved."""

    msgid = "The plan has no learning item yet."


class BadEdit(Refusal):
    """An edit that cannot be carried out on the plan as it stands."""

    msgid = "{problem}"


class KeyReused(Refusal):
    """An idempotency key came back with another request."""

    msgid = "This Idempotency-Key was used for another request."


class BadCursor(Refusal):
    """A page cursor that this program did not give out."""

    msgid = "This page address is not valid; start again from the first page."


class LastAdministrator(Refusal):
    """Without an administrator nobody could sign anybody in again."""

    msgid = "This is the last administrator; make another one first."


class BadValue(Refusal):
    """A value that no database can hold: a number too large, or a character that text cannot have."""

    msgid = "A value is too large or has characters that cannot be stored."


class BadAddress(Refusal):
    """A text that cannot be the address of a mailbox."""

    msgid = "This is not an e-mail address. Write one such as nama@instansi.go.id, or leave the field empty."


class NameTaken(Refusal):
    """Another account has the user name."""

    msgid = "The user name {username} is taken."


class OwnLedger(Forbidden):
    """Nobody enters or corrects their own lesson hours."""

    msgid = "Nobody enters their own lesson hours. Ask another learning officer."


class NotCounted(Refusal):
    """An activity that cannot count; ``objections`` are all the reasons."""

    msgid = "The activity cannot be entered."

    def __init__(self, objections: Sequence[Objection]) -> None:
        super().__init__()
        self.objections = tuple(objections)


class CorrectedBefore(Refusal):
    """An entry of the ledger is taken back once."""

    msgid = "This entry was corrected already. Correct the newer one."


class StillOpen(Protocol):
    """An activity that has no result yet, as far as a refusal tells of it."""

    @property
    def id(self) -> int:
        """Its number."""

    @property
    def solution(self) -> str:
        """What is lived in it."""

    @property
    def phase(self) -> StrEnum:
        """Where it stands."""


class ActivitiesOpen(Refusal):
    """Closing the plan would end activities that have no result; ``activities`` are they."""

    msgid = "Activities without a result would end with the plan. Close it again and say that they shall."

    def __init__(self, activities: Sequence[StillOpen]) -> None:
        super().__init__()
        self.activities = tuple(activities)


class ActivityClosed(Refusal):
    """``planner.activities`` lists no such turn from the activity's phase."""

    msgid = "This is not possible where the activity stands now. Look at it anew."


class TaskDone(Refusal):
    """Somebody said already that the task is done."""

    msgid = "This task is done already."


class TaskWaits(Refusal):
    """Another task comes first."""

    msgid = "Another task comes first."


class OwnResult(Forbidden):
    """Nobody records their own result."""

    msgid = "Nobody records their own result. Ask another learning officer."


@dataclasses.dataclass(frozen=True, slots=True)
class FieldFault:
    """What is wrong with a field of something handed in: a message id with its fields."""

    field: str
    msgid: str
    params: Mapping[str, object] = dataclasses.field(default_factory=dict)


class Unfit(Refusal):
    """Something handed in that cannot be stored as it is; ``faults`` are all that is wrong with it."""

    msgid = "Not everything is in order yet. Nothing was stored."

    def __init__(self, faults: Sequence[FieldFault]) -> None:
        super().__init__()
        self.faults = tuple(faults)
