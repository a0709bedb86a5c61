"""The forms of learning as they stand on a day: model, eligibility, duration, JP and caps, each with its citation.

A form is made of the dated parameters named ``form.<key>.<field>``, one file a form in ``regulations/forms``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import inf
from pathlib import Path
from types import MappingProxyType
from typing import Any

import catalog
import competency_models
from catalog.activity_stages import ActivityStage, read_stages
from catalog.eligibility import Eligibility, RuleHit
from catalog.form_fields import GENERAL_STAGES, PREFIX, SCORE_SCALE, faults_of_forms
from catalog.jp import Conversion, DaysBy, Per
from catalog.solutions import Bucket
from catalog.stage_faults import same_as
from competency_models.errors import InputError
from competency_models.parameters import Citation, Parameters, ParametersAt, load_parameters
from competency_models.people import Person


@dataclass(frozen=True, slots=True)
class Form:
    """A form of learning on one day. ``path`` is ``classical`` or ``nonclassical``.

    ``considerations`` are those that allow one of the form's models under any scheme. ``month_cap`` is how many sessions are
    counted in a calendar month, ``min_weeks`` and ``max_weeks`` bound the duration; None where nothing does.
    ``stages`` are those of an activity that the HR unit runs, ``stages_of_own_unit`` of one that the participant's own
    unit runs; the general ones where the form names none. ``failure_bars`` says whether who fails within their own
    control is barred from the form until their performance was evaluated.
    ``citations`` are keyed by field (``jp``, ``buckets.pupr``, ``weeks_min`` …).
    """

    key: str
    name: str
    name_en: str
    path: str
    models: Mapping[str, tuple[Bucket, ...]]
    considerations: frozenset[str]
    eligibility: Eligibility
    conversion: Conversion | None
    month_cap: float | None
    min_weeks: int | None
    max_weeks: int | None
    stages: tuple[ActivityStage, ...]
    stages_of_own_unit: tuple[ActivityStage, ...]
    failure_bars: bool
    citations: Mapping[str, Citation]

    def buckets(self, scheme: str) -> tuple[Bucket, ...]:
        """Return the models of 70:20:10 that the form may stand in; empty where the scheme does not know it."""
        return self.models.get(scheme, ())

    def barred(self, person: Person, job_class: str) -> RuleHit | None:
        """Return the first condition of eligibility that the person does not meet, or None."""
        return next(self.eligibility.hits(person, job_class), None)

    def jp(self, hours: float, sessions: float, weeks: int, abroad: bool = False) -> float:
        """Return the JP that will be counted (see ``Conversion.counted``); 0 where no source gives a figure."""
        return self.conversion.counted(hours, sessions, weeks, abroad) if self.conversion else 0.0


@dataclass(frozen=True, slots=True)
class Forms:
    """All forms with all their dated values. Made from parameters, it refuses unknown fields and malformed values."""

    parameters: Parameters

    def __post_init__(self) -> None:
        if faults := faults_of_forms(self.parameters):
            raise InputError(faults)

    def at(self, day: date) -> Mapping[str, Form]:
        """Return the forms that exist on a day, by key, sorted."""
        at = self.parameters.at(day)
        fields: dict[str, dict[str, Any]] = defaultdict(dict)
        for name in at.names():
            if name.startswith(PREFIX):
                key, field = name.removeprefix(PREFIX).split(".", 1)
                fields[key][field] = at[name]
        known = {key: _form(key, own, at) for key, own in fields.items() if "definition" in own}
        return MappingProxyType(known)


def load_forms(*folders: Path) -> Forms:
    """Read the forms that the package brings along, with the dated values of ``folders`` laid over them.

    Raises InputError naming file and line.
    """
    own = catalog.regulations_folder()
    return Forms(load_parameters(competency_models.regulations_folder(), own, own / "forms", *folders))


def _form(key: str, fields: Mapping[str, Any], at: ParametersAt) -> Form:
    citations = {field: at.citation(f"{PREFIX}{key}.{field}") for field in fields}
    definition = fields["definition"]
    models = {
        field.removeprefix("buckets."): tuple(map(Bucket, value))
        for field, value in fields.items()
        if field.startswith("buckets.")
    }
    return Form(
        key=key,
        name=definition["id"],
        name_en=definition["en"],
        path=definition["path"],
        models=MappingProxyType(models),
        considerations=_considerations(models, at),
        eligibility=_eligibility(fields, citations),
        conversion=_conversion(fields, at),
        month_cap=fields.get("sessions_per_month_max"),
        min_weeks=fields.get("weeks_min"),
        max_weeks=fields.get("weeks_max"),
        stages=_stages(key, fields, at, "stages"),
        stages_of_own_unit=_stages(key, fields, at, "stages.own_unit", "stages"),
        failure_bars=fields.get("failure_bars", False),
        citations=MappingProxyType(citations),
    )


def general_stages(at: ParametersAt) -> tuple[ActivityStage, ...]:
    """Return the stages of every form that names none of its own."""
    if GENERAL_STAGES not in at.names():
        return ()
    return _read(GENERAL_STAGES, at)


def _stages(key: str, own: Mapping[str, Any], at: ParametersAt, *fields: str) -> tuple[ActivityStage, ...]:
    for field in fields:
        if field in own:
            return _read(f"{PREFIX}{key}.{field}", at)
    return general_stages(at)


def _read(name: str, at: ParametersAt) -> tuple[ActivityStage, ...]:
    if other := same_as(at[name]):
        name = f"{PREFIX}{other}.stages"
        return _read(name, at) if name in at.names() else general_stages(at)
    scale = at[SCORE_SCALE] if SCORE_SCALE in at.names() else ()
    return read_stages(at[name], at.citation(name), scale)


def _considerations(models: Mapping[str, tuple[Bucket, ...]], at: ParametersAt) -> frozenset[str]:
    if "considerations" not in at.names():
        return frozenset()
    own = {bucket for buckets in models.values() for bucket in buckets}
    return frozenset(key for key, allowed in at["considerations"].items() if own & set(allowed))


def _eligibility(fields: Mapping[str, Any], citations: Mapping[str, Citation]) -> Eligibility:
    return Eligibility(
        statuses=fields.get("statuses", ()),
        pppk_scarce_skill_only=fields.get("pppk_scarce_skill_only", False),
        job_classes=fields.get("job_classes", ()),
        high_potential_only=fields.get("high_potential_only", False),
        citations=MappingProxyType(citations),
    )


def _conversion(fields: Mapping[str, Any], at: ParametersAt) -> Conversion | None:
    if "jp" not in fields:
        return None
    jp, abroad = fields["jp"]["jp"], fields.get("jp_abroad")
    day = fields.get("jp_per_day_max", {"jp": inf, "days_by": DaysBy.SESSIONS})
    return Conversion(
        per=Per(fields["jp"]["per"]),
        jp=jp,
        jp_abroad=None if abroad is None else abroad.get("jp", jp * abroad.get("factor", 1)),
        day_max=day["jp"],
        days_by=DaysBy(day["days_by"]),
        working_days=at["jp.working_days_per_week"],
        month_max=fields.get("sessions_per_month_max", inf),
    )
