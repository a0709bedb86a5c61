"""The plans that stand, in the same figures as a plan for everybody: what a new one is laid beside."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from planner.everyone.figures import BatchUse, Figures, Part, PurseUse, UnitPart
from planner.everyone.in_hands import InHands
from planner.everyone.money import payers_of, purses_of
from planner.journey import Consideration, Item, Journey
from planner.world import World


@dataclass(frozen=True, slots=True)
class _Line:
    """An item of somebody, and the missing levels that it covers: NIP, competency, level."""

    nip: str
    item: Item
    levels: frozenset[tuple[str, str, int]]


def figures_of_journeys(
    world: World,
    consideration: Consideration,
    nips: Collection[str],
    journeys: Sequence[Journey],
    hands: InHands,
) -> Figures:
    """The figures of these people's journeys of the world's year; who has none is counted without a plan.

    No value, bound or price is known of them. ``hands`` are set aside as in a plan for everybody. Who left is passed over.
    """
    known = [nip for nip in nips if nip in world.people]
    plans = {one.nip: one for one in journeys if one.year == world.year}
    mine = {nip: plans[nip].items if nip in plans else () for nip in known}
    lines = [_Line(nip, item, _levels(nip, item)) for nip, items in mine.items() for item in items]
    gaps = world.gaps(consideration).gap.sum(axis=1)
    missing = {nip: int(gaps[world.people[nip]]) for nip in known}
    whole = _part("", lines)
    return Figures(
        people=len(known),
        planned=sum(bool(items) for items in mine.values()),
        missing=sum(missing.values()),
        levels=whole.levels,
        items=whole.items,
        hours=whole.hours,
        jp=whole.jp,
        cost=whole.cost,
        value=0.0,
        worth=0.0,
        bound=None,
        gap=None,
        stopped="",
        plan_hash="",
        in_hands=hands.states,
        units=tuple(_units(world, mine, missing, lines)),
        forms=_parts(lines, lambda one: one.item.form),
        models=_parts(lines, lambda one: one.item.bucket.value),
        months=_parts(lines, lambda one: f"{one.item.starts:%Y-%m}"),
        batches=tuple(_batches(world, lines, hands)),
        purses=tuple(_purses(world, mine, hands)),
    )


def _levels(nip: str, item: Item) -> frozenset[tuple[str, str, int]]:
    return frozenset(
        (nip, one.competency, level)
        for one in item.closes
        for level in range(one.from_level + 1, one.to_level + 1)
    )


def _parts(lines: Sequence[_Line], key: Callable[[_Line], str]) -> tuple[Part, ...]:
    found: dict[str, list[_Line]] = defaultdict(list)
    for line in lines:
        found[key(line)].append(line)
    return tuple(_part(name, found[name]) for name in sorted(found))


def _part(key: str, lines: Sequence[_Line]) -> Part:
    return Part(
        key=key,
        people=len({line.nip for line in lines}),
        items=len(lines),
        hours=round(sum(line.item.hours for line in lines), 3),
        jp=round(sum(line.item.jp for line in lines), 3),
        cost=sum(line.item.cost for line in lines),
        levels=len(frozenset[tuple[str, str, int]]().union(*(line.levels for line in lines))),
    )


def _units(
    world: World,
    mine: Mapping[str, tuple[Item, ...]],
    missing: Mapping[str, int],
    lines: Sequence[_Line],
) -> Iterator[UnitPart]:
    unit_of = {nip: world.person(nip).unit for nip in mine}
    sums = {part.key: part for part in _parts(lines, lambda one: unit_of[one.nip])}
    for unit, people in sorted(Counter(unit_of.values()).items()):
        part = sums.get(unit) or _part(unit, ())
        own = [nip for nip, where in unit_of.items() if where == unit]
        yield UnitPart(
            unit=unit,
            people=people,
            planned=sum(bool(mine[nip]) for nip in own),
            missing=sum(missing[nip] for nip in own),
            levels=part.levels,
            items=part.items,
            hours=part.hours,
            jp=part.jp,
            cost=part.cost,
        )


def _batches(world: World, lines: Sequence[_Line], hands: InHands) -> Iterator[BatchUse]:
    filled = Counter(line.item.offering for line in lines)
    left = dict(zip(world.slots.batches, world.slots.seats.tolist(), strict=True))
    dated = {slot.offering.code: slot.offering for slot in world.slots.rows if slot.offering}
    for code, offering in sorted(dated.items()):
        held = offering.seats - left[code] + hands.seats.get(code, 0)
        yield BatchUse(
            code, offering.solution, offering.starts, offering.seats, held, filled[code], price=0.0
        )


def _purses(world: World, mine: Mapping[str, tuple[Item, ...]], hands: InHands) -> Iterator[PurseUse]:
    purses = purses_of(world, None, hands)
    payers = payers_of(world, [world.person(nip).unit for nip in mine], purses)
    used = np.zeros(len(purses), dtype=np.int64)
    for items, own in zip(mine.values(), payers, strict=True):
        used[own] += sum(item.cost for item in items)
    for purse, rupiah in zip(purses, used.tolist(), strict=True):
        yield PurseUse(purse.unit, purse.rupiah, purse.held, rupiah, price=0.0)
