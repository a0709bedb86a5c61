"""What an entry of the register of coaches and mentors must look like."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Protocol

from competency_models.framework import MAX_LEVEL
from competency_models.parameters import ParametersAt
from planner.errors import FieldFault
from planner.guides import Guide, GuideKind

PLACES_MAX = 100
YEARS_MAX = 60

NAME_MISSING = "Give the name of who comes from outside."
ORGANISATION_MISSING = "Give the organisation of who comes from outside."
OUTSIDE = "A mentor must be an employee of the agency: give the NIP."
CAPACITY = "Give a whole number of people, from {low} to {high}."
YEARS = "Give whole years, from 0 to {high}."
LEVEL = "The level of {competency} must be from 1 to {high}."
COMPETENCY = "There is no competency {competency}."
UNIT = "There is no unit {unit}."
UNTIL = "The last day lies before the first."
LATER = "The undertaking cannot be signed on a day to come."
FAULTS = (
    NAME_MISSING,
    ORGANISATION_MISSING,
    OUTSIDE,
    CAPACITY,
    YEARS,
    LEVEL,
    COMPETENCY,
    UNIT,
    UNTIL,
    LATER,
)
"""Message ids of all faults."""


class KnownCodes(Protocol):
    """The codes that an entry may name."""

    @property
    def competencies(self) -> Collection[str]:
        """Codes of competencies."""

    @property
    def units(self) -> Collection[str]:
        """Codes of units."""


def faults_of(guide: Guide, known: KnownCodes, at: ParametersAt, today: date) -> list[FieldFault]:
    """Everything that is wrong with an entry."""
    return [*_who(guide, at), *_figures(guide, known), *_days(guide, today)]


def new_guide(kind: GuideKind, nip: str | None, name: str, at: ParametersAt, organisation: str = "") -> Guide:
    """An entry with nothing said but who it is; as many places as the parameter gives."""
    return Guide(
        id=0,
        kind=kind,
        nip=nip,
        name=name,
        organisation=organisation,
        capacity=at["guides.capacity_default"][kind],
        managerial_years=0,
        technical_years=0,
        certificate="",
        confidential_since=None,
        available_from=None,
        available_until=None,
        active=True,
        competencies={},
        units=frozenset(),
    )


def _who(guide: Guide, at: ParametersAt) -> Iterator[FieldFault]:
    if guide.nip is not None:
        return
    if not at["guides.external_allowed"][guide.kind]:
        yield FieldFault("nip", OUTSIDE)
        return
    if not guide.name:
        yield FieldFault("name", NAME_MISSING)
    if not guide.organisation:
        yield FieldFault("organisation", ORGANISATION_MISSING)


def _figures(guide: Guide, known: KnownCodes) -> Iterator[FieldFault]:
    if not 1 <= guide.capacity <= PLACES_MAX:
        yield FieldFault("capacity", CAPACITY, {"low": 1, "high": PLACES_MAX})
    for name in ("managerial_years", "technical_years"):
        if not 0 <= getattr(guide, name) <= YEARS_MAX:
            yield FieldFault(name, YEARS, {"high": YEARS_MAX})
    for code, level in sorted(guide.competencies.items()):
        if code not in known.competencies:
            yield FieldFault("competencies", COMPETENCY, {"competency": code})
        elif not 1 <= level <= MAX_LEVEL:
            yield FieldFault("competencies", LEVEL, {"competency": code, "high": MAX_LEVEL})
    for unit in sorted(guide.units - set(known.units)):
        yield FieldFault("units", UNIT, {"unit": unit})


def _days(guide: Guide, today: date) -> Iterator[FieldFault]:
    first, last = guide.available_from, guide.available_until
    if first is not None and last is not None and last < first:
        yield FieldFault("available_until", UNTIL)
    if guide.confidential_since is not None and guide.confidential_since > today:
        yield FieldFault("confidential_since", LATER)
