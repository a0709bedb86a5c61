"""The yearly plan of competency development: what PP 11/2017 art. 207(3) asks for, by unit and activity.

Its seven fields are the kind of competency, the civil servants aimed at, the kind and path of learning, the organiser, the
schedule, the fit with the curriculum standard, and the budget. What the agency did not enter stays empty, to be filled by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from sys import intern

import numpy as np

from catalog.solutions import Bucket
from competency_models.framework import CompetencyKind, Lift
from competency_models.people import Person, Status
from planner.gap_map import subtree
from planner.journey import Closes, Item
from planner.ports import YearItem
from planner.world import World

CLASSICAL = "classical"
"""The path of a form in its file; the other is ``nonclassical``."""

_Kinds = Mapping[str, CompetencyKind]


@dataclass(frozen=True, slots=True)
class Part:
    """One person's part in an activity: an item of a plan. ``decided``: approved, and not only drafted."""

    nip: str
    decided: bool
    solution: str
    offering: str | None
    starts: date
    ends: date
    form: str
    bucket: Bucket
    jp: float
    cost: int
    closes: tuple[Closes, ...]


def parts_of(nip: str, items: Iterable[Item | YearItem], decided: bool) -> Iterator[Part]:
    """A person's parts by the items of their plan."""
    for one in items:
        yield Part(
            nip,
            decided,
            # The same few codes in everybody's plan: one text each.
            intern(one.solution),
            intern(one.offering) if one.offering else None,
            one.starts,
            one.ends,
            intern(one.form),
            one.bucket,
            one.jp,
            one.cost,
            one.closes,
        )


@dataclass(frozen=True, slots=True)
class Aim:
    """A competency that an activity develops: lowest to highest level of its ``people``; 0 where it closes no gap."""

    competency: str
    from_level: int
    to_level: int
    people: int


@dataclass(frozen=True, slots=True)
class PlanLine:
    """An activity for people of a unit: a solution on one batch, or on any dates where it needs none.

    ``kinds`` and ``aims`` say what is developed, ``pns`` and ``pppk`` for how many, ``form``, ``classical`` and ``buckets``
    how, ``organiser`` by whom (empty where the agency did not enter it), ``starts`` and ``ends`` (first and last day) when;
    ``leads_to`` is what its curriculum leads to by the catalogue, ``cost`` rupiah for all. ``decided`` counts the people for
    whom it is approved.
    """

    solution: str
    offering: str | None
    kinds: tuple[CompetencyKind, ...]
    aims: tuple[Aim, ...]
    pns: int
    pppk: int
    jobs: tuple[str, ...]
    form: str
    classical: bool | None
    buckets: tuple[Bucket, ...]
    organiser: str
    starts: date
    ends: date
    leads_to: tuple[Lift, ...]
    cost: int
    decided: int
    parts: tuple[Part, ...]

    @property
    def people(self) -> int:
        """How many take part, permanent and contract staff."""
        return self.pns + self.pppk

    @property
    def curriculum(self) -> tuple[Lift, ...]:
        """What it leads to in the competencies that it is taken for: to be held against the curriculum standard."""
        wanted = {aim.competency for aim in self.aims}
        return tuple(lift for lift in self.leads_to if lift.competency in wanted)


@dataclass(frozen=True, slots=True)
class PlanSection:
    """The activities of a unit with everything below it, by first day; ``people`` of it have a plan."""

    unit: str
    lines: tuple[PlanLine, ...]
    people: int

    @property
    def cost(self) -> int:
        """Rupiah for all of them."""
        return sum(line.cost for line in self.lines)


@dataclass(frozen=True, slots=True)
class YearlyPlan:
    """The plan of a year over the people of ``unit`` and below it, of the whole agency where it is None.

    ``without`` counts the people for whom nothing is planned.
    """

    year: int
    unit: str | None
    sections: tuple[PlanSection, ...]
    people: int
    without: int

    @property
    def lines(self) -> tuple[PlanLine, ...]:
        """All activities, section by section."""
        return tuple(line for section in self.sections for line in section.lines)

    @property
    def cost(self) -> int:
        """Rupiah for everything."""
        return sum(section.cost for section in self.sections)

    @property
    def nips(self) -> frozenset[str]:
        """Everybody who takes part in anything."""
        return frozenset(part.nip for line in self.lines for part in line.parts)

    @property
    def draft(self) -> bool:
        """Whether anything in it is not approved yet."""
        return any(line.decided < line.people for line in self.lines)


def yearly_plan(
    world: World, year: int, people: Sequence[Person], unit: str | None, parts: Iterable[Part]
) -> YearlyPlan:
    """Put the plans of these people together; the sections are the units below ``unit`` and what it has of its own.

    What is planned for others is left out. Raises KeyError for an unknown unit.
    """
    section_of, kinds = _sections(world, unit), {one.code: one.kind for one in world.agency.competencies}
    person_of = {one.nip: one for one in people if one.unit in section_of}
    found: dict[str, list[Part]] = {code: [] for code in dict.fromkeys(section_of.values())}
    for one in parts:
        if one.nip in person_of:
            found[section_of[person_of[one.nip].unit]].append(one)
    sections = tuple(
        PlanSection(code, _lines(world, kinds, person_of, own), len({one.nip for one in own}))
        for code, own in found.items()
        if own
    )
    planned = sum(section.people for section in sections)
    return YearlyPlan(year, unit, sections, len(person_of), len(person_of) - planned)


def _sections(world: World, unit: str | None) -> dict[str, str]:
    """The section of each unit: that directly below ``unit`` which holds it; ``unit`` itself for its own people."""
    units = world.agency.units
    place, below = {one.code: number for number, one in enumerate(units)}, subtree(units)
    roots = [one.code for one in units if one.parent is None]
    top = unit if unit is not None else (roots[0] if len(roots) == 1 else None)
    heads = [one.code for one in units if one.parent == top]
    found = {} if top is None else {top: top}
    if unit is not None and unit not in place:
        raise KeyError(unit)
    for head in heads:
        found |= {units[number].code: head for number in np.flatnonzero(below[place[head]]).tolist()}
    return found


def _lines(
    world: World, kinds: _Kinds, people: Mapping[str, Person], parts: Iterable[Part]
) -> tuple[PlanLine, ...]:
    found: dict[tuple[str, str], list[Part]] = {}
    for one in parts:
        found.setdefault((one.solution, one.offering or ""), []).append(one)
    lines = [_line(world, kinds, people, own) for own in found.values()]
    return tuple(sorted(lines, key=lambda line: (line.starts, line.solution, line.offering or "")))


def _line(world: World, kinds: _Kinds, people: Mapping[str, Person], parts: Sequence[Part]) -> PlanLine:
    first = parts[0]
    number = world.table.index.get(first.solution)
    solution = None if number is None else world.table.solutions[number]
    form = world.forms.get(first.form)
    aims = _aims(world, first.solution, parts)
    nips = {one.nip for one in parts}
    pns = sum(people[nip].status is Status.PNS for nip in nips)
    return PlanLine(
        solution=first.solution,
        offering=first.offering,
        kinds=tuple(sorted({kinds[aim.competency] for aim in aims if aim.competency in kinds})),
        aims=aims,
        pns=pns,
        pppk=len(nips) - pns,
        jobs=tuple(sorted({people[nip].job for nip in nips})),
        form=first.form,
        classical=form.path == CLASSICAL if form else None,
        buckets=tuple(sorted({one.bucket for one in parts}, reverse=True)),
        organiser=solution.provider if solution else "",
        starts=min(one.starts for one in parts),
        ends=max(one.ends for one in parts),
        leads_to=world.lifts_of.get(first.solution, ()),
        cost=sum(one.cost for one in parts),
        decided=len({one.nip for one in parts if one.decided}),
        parts=tuple(sorted(parts, key=lambda one: (one.starts, one.nip))),
    )


def _aims(world: World, solution: str, parts: Iterable[Part]) -> tuple[Aim, ...]:
    """What an activity closes; where it closes nothing, what it lifts, for nobody in particular."""
    closes: dict[str, list[tuple[str, int, int]]] = {}
    for one in parts:
        for part in one.closes:
            closes.setdefault(part.competency, []).append((one.nip, part.from_level, part.to_level))
    if not closes:
        lifts = world.lifts_of.get(solution, ())
        return tuple(Aim(lift.competency, lift.from_level, lift.to_level, 0) for lift in lifts)
    return tuple(
        Aim(
            code,
            min(start for _, start, _ in closes[code]),
            max(end for *_, end in closes[code]),
            len({nip for nip, *_ in closes[code]}),
        )
        for code in sorted(closes)
    )
