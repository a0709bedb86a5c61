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


_MODELS = (_some_of(Bucket), 'a list of "70", "20", "10"')
_COUNT = (_weeks, "a whole number above 0")

FIELDS: Mapping[str, tuple[Shape, str]] = MappingProxyType(
    {
        "definition": (_mapping(id=_text(), en=_text(), path=_text(*PATHS)), "{id, en, path}"),
        "buckets.pupr": _MODELS,
        "buckets.kemenkeu": _MODELS,
        "jp": (_mapping(per=_text(*Per), jp=_amount), "{per: hour, session or activity, jp: a number}"),
        "jp_abroad": (
            _either(_mapping(jp=_amount), _mapping(factor=_amount)),
            "{jp: a number} or {factor: a number}",
        ),
        "jp_per_day_max": (
            _mapping(jp=_amount, days_by=_text(*DaysBy)),
            "{jp: a number, days_by: sessions or working_days}",
        ),
        "sessions_per_month_max": (_amount, "a number above 0"),
        "statuses": (_some_of(Status), "a list of PNS, PPPK"),
        "pppk_scarce_skill_only": (_truth, "true or false"),
        "job_classes": (_texts, "a list of job classes"),
        "high_potential_only": (_truth, "true or false"),
        "weeks_min": _COUNT,
        "weeks_max": _COUNT,
    }
)


def check_fields(parameters: Parameters) -> None:
    """Raise InputError with every unknown field, malformed value and missing definition of a form."""
    own = {name: known for name, known in parameters.by_name.items() if name.startswith(PREFIX)}
    faults = [fault for name, known in own.items() for fault in _faults(name, known)]
    for name, known in own.items():
        key = name.removeprefix(PREFIX).split(".")[0]
        if f"{PREFIX}{key}.definition" not in own:
            problem = "The form {form} has no definition."
            faults.append(
                _fault(known, known.line, problem, "Add {name}.", form=key, name=f"{PREFIX}{key}.definition")
            )
    if faults:
        raise InputError(faults)


def _faults(name: str, parameter: Parameter) -> Iterator[Fault]:
    field = name.removeprefix(PREFIX).partition(".")[2]
    if field not in FIELDS:
        yield _fault(
            parameter,
            parameter.line,
            "Unknown field of a form.",
            "Use one of: {choices}.",
            choices=", ".join(FIELDS),
        )
        return
    fits, expected = FIELDS[field]
    for dated in parameter.values:
        if not fits(dated.value):
            yield _malformed(parameter, dated, expected)


def _malformed(parameter: Parameter, dated: DatedValue, expected: str) -> Fault:
    problem = "The value must be {expected}."
    return _fault(parameter, dated.line, problem, "Mend the value.", str(dated.value), expected=expected)


def _fault(
    parameter: Parameter, line: int, problem: str, remedy: str, value: str = "", /, **params: object
) -> Fault:
    return Fault(
        parameter.file,
        problem,
        remedy,
        row=line,
        column=parameter.name,
        value=value,
        params=MappingProxyType(params),
    )
