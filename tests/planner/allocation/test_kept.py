"""A plan that can no longer stand is changed for the fewest people, within what there is, and keeps what was approved."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from planner.allocation.kept import rearrange
from planner.allocation.standing import Held, Standing
from tests.planner.small_problems import problem_of

# One batch of solution 0, one of solution 1 on the same weeks, and solution 2 without batches.
OPTIONS = [(0, 0, 2, 20.0, 2), (1, 0, 2, 20.0, 2), (2, 4, 2, 20.0, 2)]
FREE = 2


def person(
    present: int, *, seats: tuple[int, ...] = (0, 1), least_jp: float = 10.0, fixed: bool = False
) -> Standing:
    """Somebody who holds one option; options named in ``seats`` take a seat of the batch of that number."""
    problem = problem_of(OPTIONS, [[True], [True], [True]])
    possible = [*seats, FREE] if least_jp == 0.0 else list(seats)
    keep = np.isin(np.arange(3), possible)
    problem = replace(problem, limits=replace(problem.limits, jp_min=least_jp)).only(keep)
    number = np.flatnonzero(keep)
    where = np.flatnonzero(number < FREE)
    stands = number == present
    return Standing(problem, where, number[where], np.ones(len(where)), stands, stands & fixed, False, 1)


def held(people: list[Standing], seats: list[float]) -> Held:
    """What these people hold of two batches."""
    rows = [
        (p, r, f)
        for p, one in enumerate(people)
        for o, r, f in zip(one.where, one.resource, one.fixed[one.where], strict=True)
        if one.present[o]
    ]
    who, what, fixed = (np.array(column, dtype=np.int64) for column in zip(*rows, strict=True))
    hit = np.array([p for p, one in enumerate(people) if one.hit], dtype=np.int64)
    return Held(who, what, np.ones(len(who)), fixed > 0, hit, np.array(seats), np.ones(2, dtype=np.bool_))


def changed(people: list[Standing], seats: list[float]) -> dict[int, tuple[int, ...]]:
    """Who changes, and the batches that they then hold."""
    found = rearrange(held(people, seats), lambda some: [people[one] for one in some])
    return {
        who: tuple(
            int(r) for o, r in zip(people[who].where, people[who].resource, strict=True) if o in one.options
        )
        for who, one in found.items()
    }


def test_nobody_changes_where_everything_can_stand() -> None:
    assert changed([person(0), person(1)], [1, 1]) == {}


def test_one_of_two_moves_where_a_seat_is_lost() -> None:
    found = changed([person(0), person(0)], [1, 1])
    assert len(found) == 1
    assert list(found.values()) == [(1,)]


def test_the_approved_one_stays() -> None:
    assert list(changed([person(0, fixed=True), person(0)], [1, 1])) == [1]
    assert list(changed([person(0), person(0, fixed=True)], [1, 1])) == [0]


def test_somebody_makes_room_for_who_could_go_nowhere_else() -> None:
    """The first can only sit in the second batch, which the other holds, who can also do without a batch."""
    gone = replace(person(0, seats=(1,)), hit=True)
    assert changed([gone, person(1, least_jp=0.0)], [0, 1]) == {0: (1,), 1: ()}


def test_nobody_makes_room_who_would_then_have_no_plan() -> None:
    gone = replace(person(0, seats=(1,)), hit=True)
    found = rearrange(held([gone, person(1)], [0, 1]), lambda some: [[gone, person(1)][one] for one in some])
    assert list(found) == [0]
    assert found[0].lost


def test_an_approved_item_makes_no_room() -> None:
    gone = replace(person(0, seats=(1,)), hit=True)
    assert list(changed([gone, person(1, least_jp=0.0, fixed=True)], [0, 1])) == [0]
