"""One folder of parameter files: what they must look like, and every way in which they do not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from competency_models.errors import Fault
from competency_models.yaml_source import Located, YamlFile, as_mapping

CERTAINTIES = ("S", "V", "A2", "A", "M", "D")
"""How a value is known: source read, regulation text seen, two secondary sources, one, memory, derived or ours."""

_NAME = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)*")
_PARAMETER_KEYS = frozenset({"title", "unit", "values"})
_READING_KEYS = frozenset({"value", "reference", "certainty", "note"})
_VALUE_KEYS = _READING_KEYS | {"from", "readings"}


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a value stands (regulation and article) and how certain that is (one of ``CERTAINTIES``)."""

    reference: str
    certainty: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read sources that disagree: the value that follows from it, and where it stands."""

    value: Any
    citation: Citation
    note: str = ""


@dataclass(frozen=True, slots=True)
class DatedValue:
    """A value that holds from the day ``since`` until the next one.

    Where the sources disagree, ``readings`` holds every reading; the value is one of theirs.
    """

    since: date
    value: Any
    citation: Citation
    note: str = ""
    line: int = 0
    file: str = ""
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class Parameter:
    """A named parameter; ``title`` by language (``id``, ``en``), ``values`` sorted by day and never empty."""

    name: str
    title: Mapping[str, str]
    unit: str
    values: tuple[DatedValue, ...]
    file: str
    line: int


def read_folder(folder: Path) -> tuple[dict[str, Parameter], list[Fault]]:
    """Read every ``*.yaml`` file of a folder; return what could be read, and the faults."""
    known: dict[str, Parameter] = {}
    faults: list[Fault] = []
    if not folder.is_dir():
        return known, [Fault(str(folder), "There is no such folder.", "Mend the path.")]
    for path in sorted(folder.glob("*.yaml")):
        source = YamlFile(path)
        for name, located in as_mapping(_top(source)).items():
            if name in known:
                first = known[name].file
                source.fault(
                    located.line, "It stands in {first} too.", "Keep one of them.", str(name), first=first
                )
            elif parameter := _parameter(source, name, located):
                known[parameter.name] = parameter
        faults += source.faults
    return known, faults


def _top(source: YamlFile) -> Located | None:
    located = source.read()
    if located is not None and not isinstance(located.value, dict):
        source.fault(located.line, "The file must be a mapping of parameters.", "Begin each with its name.")
    return located


def _parameter(source: YamlFile, name: object, located: Located) -> Parameter | None:
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        problem = "A parameter's name is made of small letters, digits, _ and dots."
        source.fault(located.line, problem, "Mend the name.", str(name))
        return None
    entries = _entries(source, located, name, _PARAMETER_KEYS, required=("values",))
    values = _values(source, name, entries.get("values"))
    if not values:
        return None
    unit = _text(source, entries, "unit", needed=False)
    return Parameter(name, _title(source, entries.get("title")), unit, values, str(source.path), located.line)


def _entries(
    source: YamlFile, located: Located, name: str, allowed: frozenset[str], required: tuple[str, ...]
) -> Mapping[Any, Located]:
    entries = as_mapping(located)
    for key in (key for key in entries if key not in allowed):
        choices = ", ".join(sorted(allowed))
        source.fault(entries[key].line, "Unknown key.", "Use one of: {choices}.", str(key), choices=choices)
    for key in required:
        if key not in entries:
            source.fault(
                located.line, "The key {key} is missing in {name}.", "Add it.", key, key=key, name=name
            )
    return entries


def _title(source: YamlFile, located: Located | None) -> Mapping[str, str]:
    if located is None:
        return MappingProxyType({})
    title = as_mapping(located)
    texts = {key: inner.value for key, inner in title.items() if isinstance(inner.value, str) and inner.value}
    if texts.keys() != {"id", "en"} or title.keys() != {"id", "en"}:
        source.fault(located.line, "A title has two texts, id and en.", "Give both and no other.", "title")
    return MappingProxyType(texts)


def _values(source: YamlFile, name: str, located: Located | None) -> tuple[DatedValue, ...]:
    if located is None:
        return ()
    if not isinstance(located.value, tuple) or not located.value:
        source.fault(located.line, "The values must be a list with one entry or more.", "Mend it.", "values")
        return ()
    dated: dict[date, DatedValue] = {}
    for item in located.value:
        value = _dated_value(source, name, item)
        if value is not None and value.since in dated:
            source.fault(
                value.line, "Two values hold from {day}.", "Keep one of them.", "from", day=value.since
            )
        elif value is not None:
            dated[value.since] = value
    return tuple(dated[since] for since in sorted(dated))


def _dated_value(source: YamlFile, name: str, located: Located) -> DatedValue | None:
    required = ("from", "value", "reference", "certainty")
    entries = _entries(source, located, name, _VALUE_KEYS, required)
    since, value, citation = (
        _day(source, entries.get("from")),
        _value(source, entries),
        _cited(source, entries),
    )
    note = _text(source, entries, "note", needed=False)
    if since is None or value is None:
        return None
    readings = _readings(source, name, entries.get("readings"), value.plain())
    return DatedValue(since, value.plain(), citation, note, located.line, str(source.path), readings)


def _readings(source: YamlFile, name: str, located: Located | None, chosen: Any) -> tuple[Reading, ...]:
    if located is None:
        return ()
    items = located.value if isinstance(located.value, tuple) else ()
    found = tuple(reading for item in items if (reading := _reading(source, name, item)) is not None)
    if len(items) < 2:
        problem = "The readings must be a list with two entries or more."
        source.fault(located.line, problem, "Write down every reading.", "readings")
    elif len(found) == len(items) and all(reading.value != chosen for reading in found):
        problem = "The value is none of its readings."
        source.fault(located.line, problem, "Choose one of them, or write down the reading.", "readings")
    return found


def _reading(source: YamlFile, name: str, located: Located) -> Reading | None:
    entries = _entries(source, located, name, _READING_KEYS, ("value", "reference", "certainty"))
    value, citation = _value(source, entries), _cited(source, entries)
    note = _text(source, entries, "note", needed=False)
    return None if value is None else Reading(value.plain(), citation, note)


def _value(source: YamlFile, entries: Mapping[Any, Located]) -> Located | None:
    if (value := entries.get("value")) is not None and value.value is None:
        source.fault(value.line, "The value is empty.", "Give a value, or leave the parameter out.", "value")
    return value


def _cited(source: YamlFile, entries: Mapping[Any, Located]) -> Citation:
    certainty = _text(source, entries, "certainty")
    if certainty and certainty not in CERTAINTIES:
        choices = ", ".join(CERTAINTIES)
        line = entries["certainty"].line
        source.fault(line, "Unknown certainty.", "Use one of: {choices}.", "certainty", choices=choices)
    return Citation(_text(source, entries, "reference"), certainty)


def _day(source: YamlFile, located: Located | None) -> date | None:
    if located is None:
        return None
    if not isinstance(located.value, date) or isinstance(located.value, datetime):
        source.fault(located.line, "This is not a day.", "Write it as 2027-01-31.", "from")
        return None
    return located.value


def _text(source: YamlFile, entries: Mapping[Any, Located], key: str, needed: bool = True) -> str:
    located = entries.get(key)
    if located is None:
        return ""
    if not isinstance(located.value, str) or (needed and not located.value.strip()):
        source.fault(located.line, "This must be text.", "Write it, in quotes if need be.", key)
        return ""
    return located.value
