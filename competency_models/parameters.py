"""Dated values of law and of our own choices: which number holds on which day, and where it stands.

A folder holds any number of ``*.yaml`` files (folders inside it are left alone). One file holds any number of parameters::

    jp.pns_min_per_year:
      title: {id: JP minimum PNS setahun, en: Yearly minimum of lesson hours}
      unit: JP
      values:
        - {from: 2018-01-01, value: 20, reference: PP 11/2017 art. 203(4), certainty: A2}

Where sources disagree, a dated value may hold ``readings:``, a list of two or more entries with ``value``, ``reference``,
``certainty`` and perhaps ``note``; the value itself is one of them.

A later folder may restate a parameter without title and unit: a value of the same date replaces the earlier one, a
value of another date is added. Lists come back as tuples and mappings are read-only.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from competency_models.errors import Fault, InputError
from competency_models.parameter_files import Citation, DatedValue, Parameter, Reading, read_folder

__all__ = ["Citation", "DatedValue", "Parameter", "Parameters", "ParametersAt", "Reading", "load_parameters"]


@dataclass(frozen=True, slots=True)
class ParametersAt:
    """The parameters as they stand on one day."""

    day: date
    parameters: Mapping[str, Parameter]

    def __getitem__(self, name: str) -> Any:
        """Return the value that holds on the day.

        Raises KeyError for an unknown name and InputError where the parameter has no value so early.
        """
        return self.dated(name).value

    def citation(self, name: str) -> Citation:
        """Return where the value that holds on the day stands, and how certain that is."""
        return self.dated(name).citation

    def names(self) -> tuple[str, ...]:
        """Return the names of the parameters that have a value on the day, sorted."""
        return tuple(
            name for name, known in sorted(self.parameters.items()) if known.values[0].since <= self.day
        )

    def dated(self, name: str) -> DatedValue:
        """Return the value that holds on the day, with all that is known of it. Raises as reading the value does."""
        parameter = self.parameters[name]
        position = bisect_right(parameter.values, self.day, key=lambda dated: dated.since)
        if position == 0:
            params = {"name": name, "day": self.day, "first": parameter.values[0].since}
            problem = "The parameter {name} has no value on {day}; its first one holds from {first}."
            raise InputError(
                [Fault(parameter.file, problem, "Choose a later day.", params=MappingProxyType(params))]
            )
        return parameter.values[position - 1]


@dataclass(frozen=True, slots=True)
class Parameters:
    """All parameters with all their dated values, by name."""

    by_name: Mapping[str, Parameter]

    def at(self, day: date) -> ParametersAt:
        """Return the parameters as they stand on ``day``."""
        return ParametersAt(day, self.by_name)


def load_parameters(*folders: Path) -> Parameters:
    """Read the folders in order; later ones override single dated values of earlier ones.

    Raises InputError with every fault of every file, each with its file and line.
    """
    parameters, faults = read_parameters(*folders)
    if faults:
        raise InputError(faults)
    return parameters


def read_parameters(*folders: Path) -> tuple[Parameters, list[Fault]]:
    """Read the folders as ``load_parameters`` does; return what could be read, and every fault."""
    known: dict[str, Parameter] = {}
    faults: list[Fault] = []
    for folder in folders:
        read, found = read_folder(folder)
        faults += found
        for name, parameter in read.items():
            if name not in known and not parameter.title:
                faults.append(_unknown(parameter))
                continue
            known[name] = _overridden(known.get(name, parameter), parameter)
            faults += _unlike(known[name], parameter)
    return Parameters(MappingProxyType(known)), faults


def _overridden(old: Parameter, new: Parameter) -> Parameter:
    # Whoever restates a value of the same day chooses another reading of the same law; the readings stay known.
    readings = {dated.since: dated.readings for dated in old.values}
    restated = (
        replace(dated, readings=dated.readings or readings.get(dated.since, ())) for dated in new.values
    )
    values = {dated.since: dated for dated in (*old.values, *restated)}
    title, unit = new.title or old.title, new.unit or old.unit
    return replace(old, title=title, unit=unit, values=tuple(values[since] for since in sorted(values)))


def _unlike(known: Parameter, new: Parameter) -> list[Fault]:
    # A value of another kind than its neighbours (text for a number) would only fail where it is used.
    kind = _kind_of(known.values[0].value)
    problem = "The value must be a {kind}, as the parameter's first one is."
    return [
        Fault(
            new.file, problem, "Mend the value.", "", dated.line, new.name, str(dated.value), {"kind": kind}
        )
        for dated in new.values
        if _kind_of(dated.value) != kind
    ]


def _unknown(parameter: Parameter) -> Fault:
    remedy = "Mend the name, or give a title if it is a new parameter."
    return Fault(parameter.file, "No such parameter.", remedy, row=parameter.line, column=parameter.name)


def _kind_of(value: Any) -> str:
    kinds = {bool: "truth value", int: "number", float: "number", str: "text", tuple: "list", date: "date"}
    return kinds.get(type(value), "mapping")
