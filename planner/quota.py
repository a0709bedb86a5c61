"""The yearly quota of lesson hours: what is earned, planned and missing, for a person and for a unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf, isfinite

from catalog.ledger import Grant, YearLimit, days_of, year_of
from catalog.ledger.tariff import COMMUNITY
from competency_models.parameters import Citation, ParametersAt
from competency_models.people import Person, Status
from planner.journey import Item, Journey, State
from planner.limits import jp_max, jp_min

PLANS = frozenset({State.APPROVED, State.ACTIVE})
"""States of a journey whose items are going to be done."""


@dataclass(frozen=True, slots=True)
class JpYear:
    """One person's JP from the ``first`` to the ``last`` day of a year, named by the calendar year in which it begins.

    That is the calendar's, or for PPPK their contract's where its first day is known (``contract``). ``least`` is 0 and
    ``most`` infinite where nothing is asked or limited. ``unknown`` counts entries for which no source gives a figure.
    ``planned`` leaves out what is earned already.
    """

    nip: str
    year: int
    first: date
    last: date
    contract: date | None
    earned: float
    planned: float
    unknown: int
    least: float
    most: float

    @property
    def missing(self) -> float:
        """What is neither earned nor planned of the least."""
        return max(0.0, round(self.least - self.earned - self.planned, 2))

    @property
    def room(self) -> float:
        """What may still be earned; infinite without a limit."""
        return max(0.0, round(self.most - self.earned, 2))

    @property
    def met(self) -> bool | None:
        """Whether the least is earned; None while entries without a figure could still decide it."""
        if self.earned >= self.least:
            return True
        return None if self.unknown else False


@dataclass(frozen=True, slots=True)
class JpOfUnit:
    """JP of a unit's people in a year; ``met`` of ``people`` have earned their least."""

    unit: str
    people: int
    met: int
    earned: float
    planned: float
    missing: float


def quota_citation(person: Person, parameters_at: ParametersAt) -> Citation:
    """Return where the person's quota stands."""
    name = "jp.pns_min_per_year" if person.status is Status.PNS else "jp.pppk_max_per_contract_year"
    return parameters_at.citation(name)


def year_limit(person: Person, job_class: str, parameters_at: ParametersAt) -> YearLimit | None:
    """Return the most JP that count for the person in a year (PP 49/2018, art. 40), None where nothing limits them."""
    most = jp_max(person, job_class, parameters_at)
    if most == inf:
        return None
    return YearLimit(most, quota_citation(person, parameters_at), contract_of(person))


def contract_of(person: Person) -> date | None:
    """Return the day from which a person's years are counted: that of a PPPK's contract; None for the calendar's years."""
    return person.contract_starts if person.status is Status.PPPK else None


def current_year(person: Person, today: date) -> int:
    """Return the person's year that holds the day, named by the calendar year in which it begins."""
    return year_of(today, contract_of(person))


def jp_year(
    person: Person,
    job_class: str,
    year: int,
    grants: Sequence[Grant],
    journeys: Iterable[Journey],
    parameters_at: ParametersAt,
) -> JpYear:
    """Add up one person's year from the grants that stand and their journeys."""
    contract = contract_of(person)
    first, last = days_of(year, contract)
    held = [own for own in grants if own.activity.days[0] <= last and own.activity.days[-1] >= first]
    return JpYear(
        nip=person.nip,
        year=year,
        first=first,
        last=last,
        contract=contract,
        earned=round(sum(own.jp_in(year, contract) for own in held), 2),
        planned=round(sum(_to_come(item, held) for item in _items(journeys, year, contract)), 2),
        unknown=sum(not own.known for own in held if own.activity.days[-1] <= last),
        least=jp_min(person, parameters_at),
        most=jp_max(person, job_class, parameters_at),
    )


def _to_come(item: Item, held: Sequence[Grant]) -> float:
    """What is planned and not earned yet: nothing once it was granted, but a community is granted meeting by meeting."""
    granted = [own.jp for own in held if own.activity.solution == item.solution]
    if item.form == COMMUNITY:
        return max(0.0, item.jp - sum(granted))
    return 0.0 if granted else item.jp


def _items(journeys: Iterable[Journey], year: int, contract: date | None) -> Iterator[Item]:
    """What is planned for a year: the plan's own year, or whatever ends in the contract's."""
    for one in journeys:
        if one.state in PLANS and (contract is not None or one.year == year):
            yield from (own for own in one.items if contract is None or year_of(own.ends, contract) == year)


def unit_totals(years: Iterable[JpYear], unit_of: Mapping[str, str]) -> tuple[JpOfUnit, ...]:
    """Add people's years up by their own unit, sorted by its code."""
    grouped: dict[str, list[JpYear]] = {}
    for one in years:
        grouped.setdefault(unit_of[one.nip], []).append(one)
    return tuple(total_of(unit, grouped[unit]) for unit in sorted(grouped))


def total_of(unit: str, years: Sequence[JpYear]) -> JpOfUnit:
    """Add up the years of some people."""
    return JpOfUnit(
        unit=unit,
        people=len(years),
        met=sum(one.met is True for one in years),
        earned=round(sum(one.earned for one in years), 2),
        planned=round(sum(one.planned for one in years), 2),
        missing=round(sum(one.missing for one in years), 2),
    )


def limited(jp: float) -> float | None:
    """Return a limit, None for none."""
    return jp if isfinite(jp) else None
