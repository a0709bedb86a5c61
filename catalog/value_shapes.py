"""Shapes that a parameter's value may have, and the faults of values that have another."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from competency_models.errors import Fault
from competency_models.parameters import DatedValue, Parameter

Shape = Callable[[Any], bool]
"""Says whether a value is as it must be."""


def amount(value: Any) -> bool:
    """A number above 0."""
    return _number(value) and value > 0


def not_negative(value: Any) -> bool:
    """A number that is 0 or above."""
    return _number(value) and value >= 0


def share(value: Any) -> bool:
    """A number from 0 to 1."""
    return _number(value) and 0 <= value <= 1


def whole(value: Any) -> bool:
    """A whole number above 0."""
    return amount(value) and isinstance(value, int)


def count(value: Any) -> bool:
    """A whole number, 0 or above."""
    return not_negative(value) and isinstance(value, int)


def truth(value: Any) -> bool:
    """True or false."""
    return isinstance(value, bool)


def is_list(value: Any) -> bool:
    """A list that is not empty."""
    return isinstance(value, tuple) and bool(value)


def texts(value: Any) -> bool:
    """A list of text, perhaps empty."""
    return isinstance(value, tuple) and all(isinstance(text, str) and text for text in value)


def text(value: Any) -> bool:
    """Text that is not empty."""
    return isinstance(value, str) and bool(value)


def one_of(choices: Collection[str]) -> Shape:
    """One of these texts."""
    return lambda value: isinstance(value, str) and value in set(choices)


def some_of(choices: Collection[str]) -> Shape:
    """A list of one or more of these texts."""
    return lambda value: texts(value) and bool(value) and set(value) <= set(choices)


def mapping(shapes: Mapping[str, Shape]) -> Shape:
    """A mapping with exactly these keys, each value of its shape."""

    def fits(value: Any) -> bool:
        same = isinstance(value, Mapping) and value.keys() == shapes.keys()
        return same and all(shape(value[key]) for key, shape in shapes.items())

    return fits


def either(*shapes: Shape) -> Shape:
    """Of one of these shapes."""
    return lambda value: any(shape(value) for shape in shapes)


def misshapen(parameter: Parameter, shape: Shape, problem: str) -> Iterator[Fault]:
    """Yield a fault, with file and line, for every dated value that has another shape."""
    for dated in parameter.values:
        if not shape(dated.value):
            yield fault_at(dated, parameter.name, problem, "Mend the value.")


def fault_at(
    place: Parameter | DatedValue, column: str, problem: str, remedy: str, /, **params: object
) -> Fault:
    """Make a fault of a parameter, or of one of its dated values."""
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


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
