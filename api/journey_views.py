"""A journey as an answer: its items with reasons in the reader's language, its rules, and the steps open to the reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from pydantic import BaseModel, Field

from api.i18n import Translator
from api.reasons import family_name, say, sentence, what_would
from api.schemas import told_checks, told_set_aside
from api.worlds import Known
from catalog.solutions import Bucket
from competency_models.people import Person
from planner.access import Actor
from planner.approval import Move, possible_moves
from planner.explain import FEATURES
from planner.journey import (
    Alternative,
    Closes,
    Consideration,
    Contrast,
    FamilyShare,
    Item,
    Journey,
    Provenance,
    Stage,
    State,
)
from planner.overrides import SetAside
from planner.ports import Decision, JourneyRow
from planner.rules import TITLES, RuleCheck, Verdict
from planner.unplanned import mend_text


class ReasonOut(BaseModel):
    """One reason, in the reader's language, and its signed share of the score."""

    text: str
    share: float


class FamilyOut(BaseModel):
    """What one family of features adds to the log-odds of both answers; ``foremost`` says its weightiest one.

    The family ``usual`` is where both start: all families together are the log-odds of ``completion`` and ``closing``.
    """

    family: str
    name: str
    completion: float
    closing: float
    foremost: str


class AttemptsOut(BaseModel):
    """Past attempts behind a prediction: at the solution, of the person at anything, each counted once in ``number``."""

    number: int
    at_solution: int
    of_person: int
    enough: bool


class AlternativeOut(BaseModel):
    """Another solution for an item's place; ``value_lost`` is what the plan would be worth less.

    ``first_if`` says what would have put it first, ``contrast`` gives the figures of that sentence.
    """

    solution: str
    name: str
    offering: str | None
    starts: date
    success: float
    value_lost: float
    first_if: str
    contrast: Contrast | None


class ItemOut(BaseModel):
    """One learning solution on its dates; hours of effort, JP that regulation counts, rupiah.

    ``success`` is ``completion`` times ``closing``, each in 0…1; ``why`` is one sentence on why it is there, ``shares`` take both
    answers apart.
    """

    solution: str
    name: str
    offering: str | None
    starts: date
    ends: date
    form: str
    bucket: Bucket
    hours: float
    jp: float
    cost: int
    stage: Stage
    success: float
    completion: float
    closing: float
    why: str
    shares: list[FamilyOut]
    attempts: AttemptsOut | None
    closes: list[Closes]
    reasons: list[ReasonOut]
    alternatives: list[AlternativeOut]
    added_by_hand: bool


class CheckOut(BaseModel):
    """One rule held against the plan: verdict, figure, limit, citation and its certainty, and how to mend it."""

    rule: str
    title: str
    verdict: Verdict
    measured: float | None
    limit: float | None
    reference: str
    certainty: str
    mend: str = ""
    solution: str = ""


class TotalsOut(BaseModel):
    """Sums over the items; ``shares`` of the effort hours in the models 70, 20 and 10, in percent."""

    hours: float
    jp: float
    cost: int
    shares: Mapping[Bucket, float]


class JourneyOut(BaseModel):
    """A journey. ``proposed`` is what the program drafted, ``items`` what stands now; ``moves`` are open to the reader.

    Send the ETag of this answer as If-Match with every change.
    """

    id: int
    person_id: str
    name: str
    nip: str
    unit: str
    job: str
    year: int
    consideration: Consideration
    state: State
    version: int
    note: str
    unplanned: str
    mend: str
    changed_at: datetime | None
    totals: TotalsOut
    items: list[ItemOut]
    proposed: list[ItemOut]
    checks: list[CheckOut]
    moves: list[Move]
    provenance: Provenance | None


class JourneyLine(BaseModel):
    """A journey in a list; ``since`` is when it came to its state, ``days`` how long ago that was."""

    id: int
    person_id: str
    nip: str
    name: str
    unit: str
    unit_name: str
    year: int
    consideration: Consideration
    state: State
    version: int
    items: int
    hours: float
    jp: float
    cost: int
    since: datetime
    days: int = Field(ge=0)
    unplanned: str


class DecisionOut(BaseModel):
    """One row of the append-only log."""

    id: int
    at: datetime
    actor: str
    subject: str
    subject_id: str
    move: str
    from_state: str
    to_state: str
    version: int
    reason: str
    set_aside: list[SetAside] = Field(
        default_factory=list, description="Rules that an approval set aside, with their figures."
    )


def journey_out(
    known: Known,
    actor: Actor,
    person: Person,
    journey: Journey,
    checks: Sequence[RuleCheck],
    t: Translator,
) -> JourneyOut:
    """Show a journey to an actor who may see its person."""
    return JourneyOut(
        id=journey.id,
        person_id=known.id_of[person.nip],
        name=person.name,
        nip=person.nip,
        unit=person.unit,
        job=person.job,
        year=journey.year,
        consideration=journey.consideration,
        state=journey.state,
        version=journey.version,
        note=journey.note,
        unplanned=journey.unplanned,
        mend=_mend(journey, t),
        changed_at=journey.changed_at,
        totals=_totals(journey.items),
        items=[_item(known, item, t) for item in journey.items],
        proposed=[_item(known, item, t) for item in journey.proposed],
        checks=[_check(check, t) for check in told_checks(actor, checks)],
        moves=list(possible_moves(actor, person, journey)),
        provenance=journey.provenance,
    )


def journey_line(row: JourneyRow, id_of: Mapping[str, str], now: datetime) -> JourneyLine:
    """Show a journey in a list."""
    fields = {name: getattr(row, name) for name in JourneyLine.model_fields if hasattr(row, name)}
    return JourneyLine(**fields, person_id=id_of[row.nip], days=max((now - row.since).days, 0))


def decision_out(actor: Actor, row: Decision) -> DecisionOut:
    """Show a row of the log to an actor who may see it."""
    fields = {name: getattr(row, name) for name in DecisionOut.model_fields if hasattr(row, name)}
    return DecisionOut(**fields, set_aside=told_set_aside(actor, row))


def _mend(journey: Journey, t: Translator) -> str:
    if not journey.unplanned:
        return ""
    mend = mend_text(journey.unplanned, journey.mend)
    return t.gettext(mend.code).format_map(dict(mend.params))


def _totals(items: Sequence[Item]) -> TotalsOut:
    hours = sum(item.hours for item in items)
    of = {bucket: sum(item.hours for item in items if item.bucket is bucket) for bucket in Bucket}
    return TotalsOut(
        hours=hours,
        jp=sum(item.jp for item in items),
        cost=sum(item.cost for item in items),
        shares={bucket: round(100 * part / hours, 1) if hours else 0.0 for bucket, part in of.items()},
    )


def _item(known: Known, item: Item, t: Translator) -> ItemOut:
    return ItemOut(
        solution=item.solution,
        name=_name(known, item.solution, t),
        offering=item.offering,
        starts=item.starts,
        ends=item.ends,
        form=item.form,
        bucket=item.bucket,
        hours=item.hours,
        jp=item.jp,
        cost=item.cost,
        stage=item.stage,
        success=item.success,
        completion=item.completion,
        closing=item.closing,
        why=sentence(known, item, t),
        shares=[_family(one, t) for one in item.shares],
        attempts=_attempts(item),
        closes=list(item.closes),
        reasons=[ReasonOut(text=say(known, reason, t), share=reason.share) for reason in item.reasons],
        alternatives=[alternative_out(known, one, t) for one in item.alternatives],
        added_by_hand=item.added_by_hand,
    )


def alternative_out(known: Known, one: Alternative, t: Translator) -> AlternativeOut:
    """Show what could stand in an item's place."""
    return AlternativeOut(
        solution=one.solution,
        name=_name(known, one.solution, t),
        offering=one.offering,
        starts=one.starts,
        success=one.success,
        value_lost=one.value_lost,
        first_if=what_would(known, one, t),
        contrast=one.contrast,
    )


def _name(known: Known, code: str, t: Translator) -> str:
    solution = known.solutions.get(code)
    return t.name(solution) if solution else code


def _family(one: FamilyShare, t: Translator) -> FamilyOut:
    return FamilyOut(
        family=one.family,
        name=family_name(one.family, t),
        completion=one.completion,
        closing=one.closing,
        foremost=t(FEATURES.get(one.foremost, "")),
    )


def _attempts(item: Item) -> AttemptsOut | None:
    found = item.attempts
    if found is None:
        return None
    return AttemptsOut(
        number=found.number,
        at_solution=found.at_solution,
        of_person=found.of_person,
        enough=found.enough,
    )


def _check(check: RuleCheck, t: Translator) -> CheckOut:
    return CheckOut(
        rule=check.rule,
        title=t(TITLES[check.rule]),
        verdict=check.verdict,
        measured=check.measured,
        limit=check.limit,
        reference=check.reference,
        certainty=check.certainty,
        mend=t(check.mend, **check.params) if check.mend else "",
        solution=check.solution,
    )
