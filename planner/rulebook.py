"""The book of rules: every dated value in force on a day with its article and history, and what differs between two days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from catalog.form_fields import PREFIX
from competency_models.parameters import DatedValue, Parameter, Parameters

CERTAINTY_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "S": "S: stated in a founding document",
        "V": "V: the regulation's text was seen",
        "A": "A: from one secondary source, not yet checked against the regulation",
        "A2": "A2: from several independent secondary sources",
        "M": "M: from memory, not yet verified",
        "D": "D: a design choice, no regulation states it",
    }
)
"""What each certainty means, as message ids."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A parameter and the value of it that holds on the day asked about; ``until`` is the first day of the next value."""

    parameter: Parameter
    dated: DatedValue
    until: date | None

    @property
    def name(self) -> str:
        """The parameter's dotted name."""
        return self.parameter.name

    @property
    def form(self) -> str:
        """The key of the form of learning that the rule is about, empty where it is about none."""
        return self.name.split(".")[1] if self.name.startswith(PREFIX) else ""

    def holds(self, text: str) -> bool:
        """Tell whether a text, whatever its case, stands in the name, the titles, the article or the notes."""
        notes = (self.dated.note, *(reading.note for reading in self.dated.readings))
        told = (self.name, *self.parameter.title.values(), self.dated.citation.reference, *notes)
        return text.strip().casefold() in "\n".join(told).casefold()


@dataclass(frozen=True, slots=True)
class Difference:
    """A parameter whose value on one day is another than on a later one; None where it has none on that day."""

    parameter: Parameter
    before: DatedValue | None
    after: DatedValue | None


def rulebook(parameters: Parameters, day: date) -> tuple[Entry, ...]:
    """Return every value in force on the day, by name."""
    at = parameters.at(day)
    return tuple(_entry(parameters.by_name[name], at.dated(name)) for name in at.names())


def chosen(book: Iterable[Entry], text: str = "", form: str = "", certainty: str = "") -> tuple[Entry, ...]:
    """Return the entries that hold a text, are about a form and have a certainty; empty filters let everything pass."""
    return tuple(
        entry
        for entry in book
        if entry.holds(text)
        and form in ("", entry.form)
        and certainty in ("", entry.dated.citation.certainty)
    )


def differences(parameters: Parameters, first: date, second: date) -> tuple[Difference, ...]:
    """Return what holds on ``second`` and did not on ``first``, by name: new values, also where only the article is new."""
    old = {entry.name: entry.dated for entry in rulebook(parameters, first)}
    new = {entry.name: entry.dated for entry in rulebook(parameters, second)}
    return tuple(
        Difference(parameters.by_name[name], old.get(name), new.get(name))
        for name in sorted(old.keys() | new.keys())
        if old.get(name) != new.get(name)
    )


def plain(value: Any) -> Any:
    """Return a value with lists and dicts in place of tuples and read-only mappings, days as ISO text."""
    match value:
        case Mapping():
            return {str(key): plain(inner) for key, inner in value.items()}
        case tuple():
            return [plain(inner) for inner in value]
        case date():
            return value.isoformat()
    return value


def _entry(parameter: Parameter, dated: DatedValue) -> Entry:
    later = {one.since: after.since for one, after in pairwise(parameter.values)}
    return Entry(parameter, dated, later.get(dated.since))
