"""The hard limits of one person's year, read from the dated parameters."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf

from catalog.forms import Form
from catalog.solutions import Bucket
from competency_models.parameters import ParametersAt
from competency_models.people import Person, Status
from planner.problem import Limits

Shares = Mapping[Bucket, tuple[float, float]]


def limits_for(
    person: Person,
    parameters_at: ParametersAt,
    forms_at: Mapping[str, Form],
    consideration: str,
    budget: float | None = None,
    job_class: str = "",
) -> Limits:
    """Return the limits; ``form_month_caps`` are in the order of ``capped_forms``.

    ``budget`` in rupiah replaces the parameter where the person has one of their own. ``job_class`` matters to
    PPPK only: certain posts have no yearly maximum (PP 49/2018, art. 40(2)).
    """
    shares = shares_for(parameters_at, consideration)
    return Limits(
        hours_max=float(parameters_at["plan.hours_max_per_year"]),
        jp_min=jp_min(person, parameters_at),
        jp_max=jp_max(person, job_class, parameters_at),
        budget=float(parameters_at["plan.budget_per_person"] if budget is None else budget),
        share_low=(shares[Bucket.EXPERIENCE][0], shares[Bucket.SOCIAL][0], shares[Bucket.FORMAL][0]),
        share_high=(shares[Bucket.EXPERIENCE][1], shares[Bucket.SOCIAL][1], shares[Bucket.FORMAL][1]),
        at_once=int(parameters_at["plan.at_once"]),
        form_month_caps=tuple(float(forms_at[key].month_cap or inf) for key in capped_forms(forms_at)),
        second_share=float(parameters_at["plan.second_share"]),
    )


def capped_forms(forms_at: Mapping[str, Form]) -> tuple[str, ...]:
    """Return the keys of the forms of which only so many sessions are counted a month, sorted."""
    return tuple(sorted(key for key, form in forms_at.items() if form.month_cap is not None))


def jp_min(person: Person, parameters_at: ParametersAt) -> float:
    """Return the least JP of a year: the quota of PNS, nothing for PPPK (PP 11/2017, art. 203(4))."""
    return float(parameters_at["jp.pns_min_per_year"]) if person.status is Status.PNS else 0.0


def jp_max(person: Person, job_class: str, parameters_at: ParametersAt) -> float:
    """Return the most JP of a year: the quota of PPPK outside the exempt posts, infinite for all others."""
    exempt = job_class in parameters_at["jp.pppk_max_exempt_job_classes"]
    free = person.status is not Status.PPPK or exempt
    return inf if free else float(parameters_at["jp.pppk_max_per_contract_year"])


def allowed_buckets(parameters_at: ParametersAt, consideration: str) -> tuple[Bucket, ...]:
    """Return the models that a consideration allows (SE 07/SE/KM/2023, F)."""
    allowed = set(parameters_at["considerations"][str(consideration)])
    return tuple(bucket for bucket in Bucket if bucket in allowed)


def shares_for(parameters_at: ParametersAt, consideration: str) -> Shares:
    """Return the least and the most share (0…1) of the effort hours that each model may have.

    What a consideration forbids has 0 and 0; the targets of the others are stretched to make a whole, their
    tolerances stay.
    """
    targets, tolerance = parameters_at["mix.targets"], parameters_at["mix.tolerance"]
    allowed = allowed_buckets(parameters_at, consideration)
    whole = sum(targets[bucket] for bucket in allowed)
    return {
        bucket: _around(100 * targets[bucket] / whole, tolerance[bucket]) if bucket in allowed else (0.0, 0.0)
        for bucket in Bucket
    }


def _around(percent: float, tolerance: float) -> tuple[float, float]:
    return max(0, percent - tolerance) / 100, min(100, percent + tolerance) / 100
