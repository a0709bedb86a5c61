"""What the fields of a form must look like, and every way in which they do not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from catalog.document_faults import steps
from catalog.jp import DaysBy, Per
from catalog.solutions import Bucket
from catalog.stage_faults import faults_of_stages, same_as
from catalog.value_shapes import (
    Shape,
    amount,
    either,
    fault_at,
    is_list,
    mapping,
    misshapen,
    one_of,
    some_of,
    text,
    texts,
    truth,
    whole,
)
from competency_models.errors import Fault
from competency_models.parameters import Parameter, Parameters
from competency_models.people import Status

PREFIX = "form."
GENERAL_STAGES = "activity.stages"
"""The stages of every form that names none of its own."""
SCORE_SCALE = "activity.score_scale"
"""The steps, from worst to best, of a scored field that names none of its own."""
SCHEMES = ("pupr", "kemenkeu")
"""Schemes that put the forms into the three models."""

_MODELS = (some_of(tuple(Bucket)), 'The models must be a list of "70", "20", "10".')
_WEEKS = (whole, "The weeks must be a whole number above 0.")
_TRUTH = (truth, "The value must be true or false.")
_PATH = one_of(("classical", "nonclassical"))
_STAGES = (is_list, "The stages must be a list of one or more.")
_ABROAD = either(mapping({"jp": amount}), mapping({"factor": amount}))

FIELDS: Mapping[str, tuple[Shape, str]] = MappingProxyType(
    {
        "definition": (
            mapping({"id": text, "en": text, "path": _PATH}),
            "The definition needs id, en and path (classical or nonclassical).",
        ),
        **{f"buckets.{scheme}": _MODELS for scheme in SCHEMES},
        "jp": (
            mapping({"per": one_of(tuple(Per)), "jp": amount}),
            "JP needs per (hour, session, day or activity) and jp (a number above 0).",
        ),
        "jp_abroad": (_ABROAD, "JP abroad needs jp or factor, a number above 0."),
        "jp_per_day_max": (
            mapping({"jp": amount, "days_by": one_of(tuple(DaysBy))}),
            "JP a day needs jp (a number above 0) and days_by (sessions or working_days).",
        ),
        "sessions_per_month_max": (amount, "The sessions must be a number above 0."),
        "statuses": (some_of(tuple(Status)), "The statuses must be a list of PNS, PPPK."),
        "pppk_scarce_skill_only": _TRUTH,
        "job_classes": (texts, "The job classes must be a list of text."),
        "high_potential_only": _TRUTH,
        "weeks_min": _WEEKS,
        "weeks_max": _WEEKS,
        "failure_bars": _TRUTH,
        "stages": _STAGES,
        "stages.own_unit": _STAGES,
    }
)
"""Every field that a form may have: its shape, and what to say when it has another."""


def faults_of_forms(parameters: Parameters) -> list[Fault]:
    """Return every unknown field, malformed value and missing definition of a form."""
    own = {name: known for name, known in parameters.by_name.items() if name.startswith(PREFIX)}
    written_out = _written_out(own)
    faults = [fault for known in own.values() for fault in _faults(known, written_out)]
    for name, known in own.items():
        key, _, _ = name.removeprefix(PREFIX).partition(".")
        missing = f"{PREFIX}{key}.definition"
        if missing not in own:
            problem = "The form {form} has no definition."
            faults.append(fault_at(known, name, problem, "Add {name}.", form=key, name=missing))
    if GENERAL_STAGES in parameters.by_name:
        faults += faults_of_stages(parameters.by_name[GENERAL_STAGES])
    if SCORE_SCALE in parameters.by_name:
        problem = "The scale must be a list of two or more steps, each with a key of its own, id and en."
        faults += misshapen(parameters.by_name[SCORE_SCALE], steps, problem)
    return faults


def _written_out(own: Mapping[str, Parameter]) -> frozenset[str]:
    """The forms whose stages are written out in every dated value."""
    stages = {name: known for name, known in own.items() if name.endswith(".stages")}
    return frozenset(
        name.removeprefix(PREFIX).removesuffix(".stages")
        for name, known in stages.items()
        if not any(same_as(dated.value) for dated in known.values)
    )


def _faults(parameter: Parameter, written_out: frozenset[str]) -> Iterator[Fault]:
    _, _, field = parameter.name.removeprefix(PREFIX).partition(".")
    if field in ("stages", "stages.own_unit"):
        yield from faults_of_stages(parameter, written_out)
    elif field in FIELDS:
        yield from misshapen(parameter, *FIELDS[field])
    else:
        problem, remedy = "Unknown field of a form.", "Use one of: {choices}."
        yield fault_at(parameter, parameter.name, problem, remedy, choices=", ".join(FIELDS))
