"""What the fields of a form must look like, and every way in which they do not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from catalog.jp import DaysBy, Per
from catalog.solutions import Bucket
from competency_models.errors import Fault, InputError
from competency_models.parameters import DatedValue, Parameter, Parameters
from competency_models.people import Status

PREFIX = "form."
PATHS = ("classical", "nonclassical")

Shape = Callable[[Any], bool]


def _amount(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value > 0


def _weeks(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _truth(value: Any) -> bool:
    return isinstance(value, bool)


def _texts(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and all(isinstance(text, str) for text in value)


def _some_of(choices: type[Bucket] | type[Status]) -> Shape:
    return lambda value: _texts(value) and all(text in set(choices) for text in value)


def _mapping(**shapes: Shape) -> Shape:
    def fits(value: Any) -> bool:
        return (
            isinstance(value, Mapping)
            and value.keys() == shapes.keys()
            and all(shape(value[key]) for key, shape in shapes.items())
        )

    return fits


def _text(*choices: str) -> Shape:
    return lambda value: isinstance(value, str) and bool(value) and (not choices or value in choices)


def _either(*shapes: Shape) -> Shape:
    return lambda value: any(shape(value) for shape in shapes)


_MODELS = (_some_of(Bucket), 'The models must be a list of "70", "20", "10".')
_WEEKS = (_weeks, "The weeks must be a whole number above 0.")
_TRUTH = (_truth, "The value must be true or false.")
_PER_DAY = _mapping(jp=_amount, days_by=_text(*DaysBy))
_ABROAD = _either(_mapping(jp=_amount), _mapping(factor=_amount))

FIELDS: Mapping[str, tuple[Shape, str]] = MappingProxyType(
    {
        "definition": (
            _mapping(id=_text(), en=_text(), path=_text(*PATHS)),
            "The definition must be {{id, en, path}}; path is classical or nonclassical.",
        ),
        "buckets.pupr": _MODELS,
        "buckets.kemenkeu": _MODELS,
        "jp": (
            _mapping(per=_text(*Per), jp=_amount),
            "JP must be {{per, jp}}; per is hour, session or activity.",
        ),
        "jp_abroad": (_ABROAD, "JP abroad must be {{jp}} or {{factor}}, a number above 0."),
        "jp_per_day_max": (
            _PER_DAY,
            "JP a day must be {{jp, days_by}}; days_by is sessions or working_days.",
        ),
        "sessions_per_month_max": (_amount, "The sessions must be a number above 0."),
        "statuses": (_some_of(Status), "The statuses must be a list of PNS, PPPK."),
        "pppk_scarce_skill_only": _TRUTH,
        "job_classes": (_texts, "The job classes must be a list of text."),
        "high_potential_only": _TRUTH,
        "weeks_min": _WEEKS,
        "weeks_max": _WEEKS,
    }
)
"""Every field that a form may have: its shape, and what to say when it has another."""


def check_fields(parameters: Parameters) -> None:
    """Raise InputError with every unknown field, malformed value and missing definition of a form."""
    own = {name: known for name, known in parameters.by_name.items() if name.startswith(PREFIX)}
    faults = [fault for known in own.values() for fault in _faults(known)]
    for name, known in own.items():
        key, _, _ = name.removeprefix(PREFIX).partition(".")
        missing = f"{PREFIX}{key}.definition"
        if missing not in own:
            faults.append(
                _fault(
                    known, name, "The form {form} has no definition.", "Add {name}.", form=key, name=missing
                )
            )
    if faults:
        raise InputError(faults)


def _faults(parameter: Parameter) -> Iterator[Fault]:
    _, _, field = parameter.name.removeprefix(PREFIX).partition(".")
    if field not in FIELDS:
        choices = ", ".join(FIELDS)
        yield _fault(
            parameter, parameter.name, "Unknown field of a form.", "Use one of: {choices}.", choices=choices
        )
        return
    fits, problem = FIELDS[field]
    for dated in parameter.values:
        if not fits(dated.value):
            yield _fault(dated, parameter.name, problem, "Mend the value.")


def _fault(
    place: Parameter | DatedValue, column: str, problem: str, remedy: str, /, **params: object
) -> Fault:
    shown = str(place.value) if isinstance(place, DatedValue) else ""
    return Fault(
        place.file,
        problem,
        remedy,
        row=place.line,
        column=column,
        value=shown,
        params=MappingProxyType(params),
    )
