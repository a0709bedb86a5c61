"""The problem of many people of an agency at once, laid out from their own cases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from planner.allocation import Organisation
from planner.allocation.organisation import Dates, Resources
from planner.build_problem import Case
from planner.cases import cases_of
from planner.compose import possible
from planner.everyone.fairness import NOBODYS, Fairness, groups_of
from planner.everyone.in_hands import InHands
from planner.everyone.money import Purse, payers_of, purses_of
from planner.everyone.rows import Rows
from planner.journey import Consideration
from planner.problem import Bools, Ints
from planner.propose import person_seed
from planner.shortlist import everything
from planner.world import World

BLOCK = 250
"""People whose cases are in memory at the same time."""


@dataclass(frozen=True, eq=False)
class Everybody:
    """Who is planned for, and their problem: row ``i`` of the organisation's people is that of ``rows[i]`` of the world.

    ``purses`` and ``groups`` (units) are those of the organisation. ``classes`` (P,) names each person's priority class. ``wide``
    (P,) marks who found no lawful plan on the shortlist, and has all candidates. ``free`` is the world without the seats that
    plans in people's ``hands`` want.
    """

    world: World
    free: World
    consideration: Consideration
    seed: int
    rows: Ints
    organisation: Organisation
    purses: tuple[Purse, ...]
    groups: tuple[str, ...]
    fairness: Fairness
    classes: tuple[str, ...]
    wide: Bools
    hands: InHands

    @classmethod
    def of(
        cls,
        world: World,
        nips: Sequence[str] | None = None,
        budgets: Mapping[str, int] | None = None,
        consideration: Consideration = Consideration.GAP,
        seed: int = 0,
        hands: InHands = InHands(),
    ) -> Everybody:
        """Lay out the problem of these people (everyone when None), but for those whose plan is in people's ``hands``.

        ``budgets`` is the year's rupiah by unit, for the unit and all below it; the agency's own when None. What plans in
        people's hands take of money and seats is set aside. Raises KeyError for an unknown NIP or unit.
        """
        asked = [one.nip for one in world.agency.people] if nips is None else list(dict.fromkeys(nips))
        rows = np.array([world.people[nip] for nip in asked if nip not in hands.nips], dtype=np.int64)
        purses = purses_of(world, budgets, hands)
        fairness = Fairness.of(world.parameters)
        free = _set_aside(world, hands)
        seeds = np.array([person_seed(seed, world.agency.people[row].nip) for row in rows], dtype=np.int64)
        laid, classes, wide = _lay_out(free, rows, consideration, fairness, seeds)
        group_of = groups_of(world, fairness.depth)
        units = [world.agency.people[row].unit for row in rows]
        groups = tuple(sorted({group_of[unit] for unit in units if unit in group_of}))
        groups = groups if len(groups) > 1 else ()  # a single unit shares with nobody
        place = {unit: number for number, unit in enumerate(groups)}
        group = np.array([place.get(group_of.get(unit, ""), -1) for unit in units], dtype=np.int64)
        people = laid.people(payers_of(world, units, purses), group, seeds)
        resources = Resources(
            seats=free.slots.seats,
            purses=np.array([purse.left for purse in purses], dtype=np.float64),
            group_seats=_caps(free, fairness, groups, group, group_of, hands),
        )
        organisation = Organisation(_dates(free), resources, people)
        return cls(
            world,
            free,
            consideration,
            seed,
            rows,
            organisation,
            purses,
            groups,
            fairness,
            classes,
            wide,
            hands,
        )

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def nips(self) -> tuple[str, ...]:
        """Who is planned for, in order."""
        return tuple(self.world.agency.people[row].nip for row in self.rows.tolist())

    def cases(self, people: Sequence[int]) -> Iterator[Case]:
        """The cases of people (by their place here), made anew; in the order asked for."""
        for at in range(0, len(people), BLOCK):
            part = np.array(people[at : at + BLOCK], dtype=np.int64)
            made: dict[int, Case] = {}
            for wide, choose in ((False, {}), (True, {"choose": everything})):
                mine = part[self.wide[part] == wide]
                found = cases_of(self.free, self.rows[mine], self.consideration, **choose)
                made |= dict(zip(mine.tolist(), found, strict=True))
            yield from (made[person] for person in part.tolist())


def _lay_out(
    world: World, rows: Ints, consideration: Consideration, fairness: Fairness, seeds: Ints
) -> tuple[Rows, tuple[str, ...], Bools]:
    laid, classes, wide = Rows(), list[str](), np.zeros(len(rows), dtype=np.bool_)
    for at in range(0, len(rows), BLOCK):
        part = rows[at : at + BLOCK]
        cases = cases_of(world, part, consideration)
        able = np.array([possible(case.problem, int(seeds[at + i])) for i, case in enumerate(cases)])
        poor = np.flatnonzero(~able)
        for i, case in zip(poor, cases_of(world, part[poor], consideration, everything), strict=True):
            if case.wider_than(cases[i]):
                cases[i], wide[at + i] = case, True
                able[i] = possible(case.problem, int(seeds[at + i]))
        names = [fairness.class_of(world, case) for case in cases]
        weights = np.array([fairness.weights[name] for name in names], dtype=np.float64)
        floors = np.where(able, [fairness.floor_of(case) for case in cases], 0.0)
        laid.add(world, cases, weights, floors)
        classes += names
    return laid, tuple(classes), wide


def _set_aside(world: World, hands: InHands) -> World:
    """The world without the seats that plans in people's hands want and have not taken yet."""
    left = dict(zip(world.slots.batches, world.slots.seats.tolist(), strict=True))
    taken = {
        one.code: one.seats - left[one.code] + hands.seats.get(one.code, 0) for one in world.agency.offerings
    }
    return world.with_seats(taken) if hands.seats else world


def _dates(world: World) -> Dates:
    slots, table = world.slots, world.table
    return Dates(
        first=slots.first,
        start=slots.start,
        end=slots.end,
        cost=slots.cost,
        batch=slots.batch,
        month_load=slots.month_load,
        hours=table.hours,
        jp=table.jp,
        bucket=table.bucket,
        weeks=world.horizon.weeks,
    )


def _caps(
    world: World,
    fairness: Fairness,
    groups: Sequence[str],
    group: Ints,
    group_of: Mapping[str, str],
    hands: InHands,
) -> np.ndarray:
    place = {code: number for number, code in enumerate(world.slots.batches)}
    seats = np.zeros(len(place), dtype=np.int64)
    for offering in world.agency.offerings:
        seats[place[offering.code]] = offering.seats
    number = {unit: n for n, unit in enumerate(groups)}
    held = np.zeros((len(groups), len(place)), dtype=np.int64)
    for one in hands.held:
        unit = group_of.get(world.person(one.nip).unit, NOBODYS) if one.nip in world.people else NOBODYS
        for code in one.offerings:
            if unit in number and code in place:
                held[number[unit], place[code]] += 1
    people = np.bincount(group[group >= 0], minlength=len(groups)).tolist()
    return fairness.caps(people, len(group), seats, world.slots.seats, held)
