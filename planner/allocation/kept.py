"""A plan that stood and no longer can, changed for the fewest people: who must change does, who is in the way may.

Only few people are looked at: those of whose plan something is gone, those who hold what is held more often than it is there,
and, where somebody would be left without a lawful plan, those who hold what that person needs. Everybody else's plan stands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from planner.allocation.choices import Choice, Scarcity, choice, choices_of, filled
from planner.allocation.closest import closest
from planner.allocation.least import least
from planner.allocation.standing import SLACK, Held, Standing
from planner.problem import Bools, Floats

Know = Callable[[Sequence[int]], Sequence[Standing]]
"""Lays out the choices of these people."""

ROUNDS = 6
"""Times that further people are looked at."""
PAYERS = 1.5
"""So many times the money that is short must lie in the plans that are looked at first."""


def rearrange(held: Held, know: Know) -> Mapping[int, Choice]:
    """What becomes of each person in play whose plan changes, by person. Everybody's plans together keep within what there is."""
    wanted = latest = np.zeros(len(held.capacity), dtype=np.bool_)
    play, known, menus = _first(held, PAYERS), dict[int, Standing](), dict[int, list[Choice]]()
    reach = PAYERS
    while play:
        new = sorted(play - known.keys())
        known |= dict(zip(new, know(new), strict=True))
        people = sorted(play)
        scarce = Scarcity.of(held.room, held.seat, wanted)
        for person in people:
            if person not in menus or known[person].holds(latest):
                _put(menus.setdefault(person, []), choices_of(known[person], scarce))
        room = _room_for(held, people)
        taken = _settled(people, known, menus, room, held.seat)
        lost = [person for person in people if taken[person].lost]
        for person in lost:
            _wish(known[person], menus[person], scarce.full)
        latest = _asked(menus, lost, scarce) & ~wanted
        wanted = wanted | latest
        reach *= 2.0 if lost else 1.0
        play = play | set(held.holders(latest).tolist()) | _first(held, reach) | _dearer(held, known, taken)
        if len(play) == len(people) and not latest.any():
            return _changed(_polished(people, known, taken, room, held.seat))
    return {}


def _changed(taken: Mapping[int, Choice]) -> dict[int, Choice]:
    return {person: one for person, one in taken.items() if one.changed}


def _dearer(held: Held, known: Mapping[int, Standing], taken: Mapping[int, Choice]) -> set[int]:
    """Who costs a purse that is short more than some who save for it: one of them may do where two do now."""
    found: set[int] = set()
    resources = len(held.capacity)
    for purse in np.flatnonzero((held.room < -SLACK) & ~held.seat).tolist():
        saved = [
            float(known[person].use(np.flatnonzero(known[person].present), resources)[purse] - one.use[purse])
            for person, one in taken.items()
            if one.changed and not known[person].hit
        ]
        least = min((one for one in saved if one > SLACK), default=np.inf)
        free = held.cost(purse)
        found |= set(np.flatnonzero(free > least + SLACK).tolist())
    return found


def _put(menu: list[Choice], more: Sequence[Choice]) -> None:
    known = {one.options for one in menu}
    menu.extend(one for one in more if one.options not in known)


def _first(held: Held, reach: float) -> set[int]:
    """Who is in play from the start; of a purse those who cost it most, until ``reach`` times what is short lies with them."""
    room = held.room
    over = room < -SLACK
    play = set(held.hit.tolist()) | set(held.person[(over & held.seat)[held.resource]].tolist())
    for purse in np.flatnonzero(over & ~held.seat).tolist():
        play |= _payers(held, purse, -float(room[purse]), reach)
    return play


def _payers(held: Held, purse: int, short: float, reach: float) -> set[int]:
    """The people whose items cost a purse most, until so many times what is short lies with them; approved ones last."""
    free, whole = held.cost(purse), held.cost(purse, approved=True)
    order = np.lexsort((np.arange(len(free)), -whole, -free))
    enough = int(np.searchsorted(np.cumsum(free[order]), reach * short)) + 1
    least_of_all = int(np.searchsorted(np.cumsum(whole[order]), short + SLACK)) + 1
    return {person for person in order[: max(enough, least_of_all)].tolist() if whole[person] > 0}


def _room_for(held: Held, people: Sequence[int]) -> Floats:
    """What there is (R,) for the people in play: all but what the others hold."""
    others = ~np.isin(held.person, people)
    return held.capacity - np.bincount(held.resource[others], held.amount[others], len(held.capacity))


def _settled(
    people: Sequence[int],
    known: Mapping[int, Standing],
    menus: Mapping[int, list[Choice]],
    room: Floats,
    seat: Bools,
) -> dict[int, Choice]:
    """Choose, and look for further plans of those who would be left without one, while that helps."""
    for _ in range(ROUNDS):
        number = least([menus[person] for person in people], room)
        taken = {person: menus[person][i] for person, i in zip(people, number.tolist(), strict=True)}
        left = room - sum(one.use for one in taken.values())
        full = seat & (left < 1.0)
        found = False
        for person in people:
            if taken[person].lost:
                found |= _add(known[person], menus[person], full)
        if not found:
            break
    return taken


def _add(standing: Standing, menu: list[Choice], full: Bools) -> bool:
    """Put a plan without the full batches on the menu, if there is a new one."""
    found = closest(standing, ~standing.taking(full))
    if found is None or tuple(found.tolist()) in {one.options for one in menu}:
        return False
    menu.append(choice(standing, tuple(found.tolist()), len(full)))
    return True


def _wish(standing: Standing, menu: list[Choice], full: Bools) -> None:
    """Put plans on the menu that need one full batch only."""
    for one in np.flatnonzero(
        full & (standing.use(np.arange(len(standing.present)), len(full)) > 0)
    ).tolist():
        others = full.copy()
        others[one] = False
        _add(standing, menu, others)


def _asked(menus: Mapping[int, list[Choice]], lost: Sequence[int], scarce: Scarcity) -> Bools:
    """The full batches (R,) on which those who would be left without a plan could have one."""
    asked = np.zeros(len(scarce.full), dtype=np.bool_)
    for person in lost:
        for one in menus[person]:
            if not one.lost:
                asked |= scarce.full & (one.use > 0)
    return asked


def _rank(one: Choice) -> tuple[float, ...]:
    return one.dropped, one.lost, one.given_up, -one.value


def _polished(
    people: Sequence[int],
    known: Mapping[int, Standing],
    taken: Mapping[int, Choice],
    room: Floats,
    seat: Bools,
) -> dict[int, Choice]:
    """Give who changes anyway the best plan that what is left allows, one after the other; approved items stay."""
    better = dict(taken)
    left = room - sum(one.use for one in taken.values())
    for person in people:
        old = better[person]
        if old.changed:
            mine = left + old.use
            better[person] = _best_within(known[person], old, mine, seat)
            left = mine - better[person].use
    return better


def _best_within(standing: Standing, old: Choice, mine: Floats, seat: Bools) -> Choice:
    """The best plan of somebody who changes, within what they may have of everything (R,)."""
    allowed = np.ones(len(standing.present), dtype=np.bool_)
    allowed[standing.where[standing.amount > mine[standing.resource] + SLACK]] = False
    purses = standing.resource[~seat[standing.resource]]
    limits = standing.problem.limits
    budget = min(limits.budget, float(mine[purses].min(initial=np.inf)) + SLACK)
    within = replace(standing, problem=replace(standing.problem, limits=replace(limits, budget=budget)))
    found = closest(within, allowed)
    new = old if found is None else choice(standing, tuple(found.tolist()), len(mine))
    best = new if _rank(new) < _rank(old) else old
    if best.lost or not best.changed:
        return best
    more = filled(within, np.array(best.options, dtype=np.int64), allowed)
    return choice(standing, tuple(more.tolist()), len(mine))
