"""Prediction models as answers: what is kept and what serves, a model's card, and what the gate found."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime

from pydantic import BaseModel, Field

from api.i18n import Translator
from competency_models.errors import Fault
from planner.ports import KeptModel, Serving, ServingMove
from planner.registry import Serves
from planner.training.card import Card
from planner.training.drift import Drifted, DriftWeek
from planner.training.findings import Finding, say
from planner.training.gate import Comparison, Quality
from planner.training.harm import GroupFigure
from planner.training.statistics import Interval

DEFAULT = "default"
"""Stands for the default model's version in answers."""
_SAME = (
    "serving",
    "challenger",
    "first",
    "last",
    "rows",
    "people",
    "gain",
    "margin",
    "confidence",
    "small_groups",
)


class ModelOut(BaseModel):
    """A kept model. ``faults`` say why it is never used; ``serves`` tells whether it serves now."""

    version: str
    name: str = Field(description="default, linear or curves.")
    sha256: str
    learned_until: date | None = Field(description="It knows nothing of what happened later.")
    made_at: datetime
    made_by: str
    serves: bool
    faults: list[str]


class ServingOut(BaseModel):
    """From ``at`` on the model served."""

    number: int
    version: str
    move: ServingMove
    at: datetime
    actor: str
    reason: str


class ServesOut(BaseModel):
    """What serves now. ``faults`` say why it is another one than the promoted one."""

    version: str
    promoted: str
    fell_back: bool
    number: int = Field(description="Of the newest serving; the ETag.")
    faults: list[str]
    history: list[ServingOut]


class FindingOut(BaseModel):
    """What the gate or a card has to say: by name, and in the reader's language."""

    name: str
    text: str


class ComparisonOut(BaseModel):
    """A model held against the serving one on outcomes that neither has seen; without refusals it may serve."""

    passed: bool
    serving: Quality
    challenger: Quality
    first: date
    last: date
    rows: int
    people: int
    gain: Interval = Field(description="By how much the loss falls, with its interval of confidence.")
    margin: float
    confidence: float
    groups: list[GroupFigure]
    small_groups: int
    refusals: list[FindingOut]


class CardOut(BaseModel):
    """What is kept beside a model for whoever is to trust it."""

    name: str
    version: str
    made_on: date
    first: date | None
    last: date | None
    attempts: int
    people: int
    completed: int
    measured: int
    preferences: int
    features: list[str]
    comparison: ComparisonOut | None
    limits: list[FindingOut]


class WeekOut(BaseModel):
    """How predictions fared in a week that begins on ``monday``; a share is null where there was nothing to share."""

    week: str
    monday: date
    ended: int = Field(description="Activities that ended.")
    decided: int = Field(description="Plans that officers decided on.")
    planned: int = Field(description="Plans that the program proposed.")
    calibration: list[Drifted]
    overridden: float | None = Field(description="Share of the solutions judged that officers changed.")
    coverage: float | None = Field(description="Share of the catalogue that plans proposed.")
    by_default: float | None = Field(description="Share of the plans that the default model made.")
    warnings: list[FindingOut]


def model_out(model: KeptModel, serves: Serves, faults: tuple[Fault, ...], t: Translator) -> ModelOut:
    """Show a kept model."""
    return ModelOut(
        version=model.version,
        name=model.name,
        sha256=model.sha256,
        learned_until=model.learned_until,
        made_at=model.made_at,
        made_by=model.made_by,
        serves=model.version == serves.version,
        faults=[one.text(t.gettext) for one in faults],
    )


def serves_out(serves: Serves, servings: tuple[Serving, ...], t: Translator) -> ServesOut:
    """Show what serves, and what served when, the newest first."""
    return ServesOut(
        version=serves.version or DEFAULT,
        promoted=serves.promoted or DEFAULT,
        fell_back=serves.fell_back,
        number=serves.number,
        faults=[one.text(t.gettext) for one in serves.faults],
        history=[serving_out(one) for one in reversed(servings)],
    )


def serving_out(one: Serving) -> ServingOut:
    """Show a serving."""
    return ServingOut(
        number=one.number,
        version=one.version or DEFAULT,
        move=one.move,
        at=one.at,
        actor=one.actor,
        reason=one.reason,
    )


def comparison_out(found: Comparison, t: Translator) -> ComparisonOut:
    """Show a comparison."""
    same = {name: getattr(found, name) for name in _SAME}
    return ComparisonOut(
        **same, passed=found.passed, groups=list(found.groups), refusals=_told(found.refusals, t)
    )


def card_out(card: Card, t: Translator) -> CardOut:
    """Show a card."""
    same = {one.name: getattr(card, one.name) for one in fields(card) if one.name in CardOut.model_fields}
    same |= {"features": list(card.features), "limits": _told(card.limits, t)}
    same["comparison"] = comparison_out(card.comparison, t) if card.comparison else None
    return CardOut(**same)


def _told(findings: tuple[Finding, ...], t: Translator) -> list[FindingOut]:
    return [FindingOut(name=one.name, text=say(one, t)) for one in findings]


def week_out(week: DriftWeek, t: Translator) -> WeekOut:
    """Show a week."""
    same = {one.name: getattr(week, one.name) for one in fields(week)}
    return WeekOut(**same | {"calibration": list(week.calibration), "warnings": _told(week.warnings, t)})
