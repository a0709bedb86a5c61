"""What the planner's own parameters must look like; one that does not would fail only where it is used."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from catalog.form_fields import SCHEMES
from catalog.ledger.values import EXPECTED as OF_THE_LEDGER
from catalog.solutions import Bucket
from catalog.value_shapes import Shape, amount, mapping, misshapen, not_negative, one_of, share, texts, whole
from competency_models.errors import Fault
from competency_models.framework import MAX_LEVEL
from competency_models.parameters import Parameters
from planner.journey import Stage
from planner.regulations.expected_of_allocation import OF_ALLOCATION
from planner.regulations.expected_of_duties import OF_DUTIES
from planner.regulations.expected_of_guides import OF_GUIDES

_POSITIVE = (amount, "The value must be a number above 0.")
_WHOLE = (whole, "The value must be a whole number above 0.")
_MODELS = tuple(str(bucket) for bucket in Bucket)
_LEVELS = tuple(str(level) for level in range(1, MAX_LEVEL + 1))


def _whole_of_shares(value: Any) -> bool:
    return mapping(dict.fromkeys(_MODELS, not_negative))(value) and sum(value.values()) == 100


EXPECTED: Mapping[str, tuple[Shape, str]] = MappingProxyType(
    {
        "jp.working_days_per_week": _WHOLE,
        "jp.pns_min_per_year": (not_negative, "The value must be a number, 0 or above."),
        "jp.pppk_max_per_contract_year": _POSITIVE,
        "jp.pppk_max_exempt_job_classes": (texts, "The job classes must be a list of text."),
        "mix.scheme": (one_of(SCHEMES), "The scheme must be pupr or kemenkeu."),
        "mix.targets": (
            _whole_of_shares,
            'The shares must be given for "70", "20" and "10" and make 100 together.',
        ),
        "mix.tolerance": (
            mapping(dict.fromkeys(_MODELS, not_negative)),
            'The tolerance must be given for "70", "20" and "10", each 0 or above.',
        ),
        "notices.days_before": _WHOLE,
        "notices.reassessment_days_before": _WHOLE,
        "notices.repeat_days": _WHOLE,
        "notices.mail_days_max": _WHOLE,
        "plan.term_years": _WHOLE,
        "plan.hours_max_per_year": _POSITIVE,
        "plan.budget_per_person": (not_negative, "The value must be a number, 0 or above."),
        "plan.at_once": _WHOLE,
        "plan.second_share": (share, "The value must be a number from 0 to 1."),
        "stage.by_level": (
            mapping(dict.fromkeys(_LEVELS, one_of(tuple(Stage)))),
            "Every level must have a stage: pemula, menengah, lanjutan or profesional.",
        ),
        "community.organiser_unit_depth_max": _WHOLE,
        "community.recap_months_max": _WHOLE,
        **OF_THE_LEDGER,
        **OF_ALLOCATION,
        **OF_GUIDES,
        **{f"duty.{rule}": shape for rule, shape in OF_DUTIES.items()},
    }
)
"""Parameter: its shape, and what to say when it has another."""


def faults_of_values(parameters: Parameters) -> list[Fault]:
    """Return every value that has another shape than it must have."""
    return [
        fault
        for name, (shape, problem) in EXPECTED.items()
        for fault in misshapen(parameters.by_name[name], shape, problem)
    ]
