"""Small matchings: made by hand, drawn at random, and solved by trying everything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product

from hypothesis import strategies as st

from planner.guides import Guide, GuideKind
from planner.matching import Candidate, Context, Held, Law, Waiting
from planner.regulations import standard_parameters

DAY = date(2027, 1, 4)
PARENTS: Mapping[str, str | None] = {"A": None, "A1": "A", "A11": "A1", "A12": "A1", "A2": "A"}
LAWS = {kind: Law.of(standard_parameters().at(DAY), kind) for kind in GuideKind}
COACH, MENTOR = LAWS[GuideKind.COACH], LAWS[GuideKind.MENTOR]


def waiting(number: int = 1, /, **values: object) -> Waiting:
    """Somebody in unit A11 who is to reach level 2 in eight weeks from 1 February."""
    plain = Waiting(
        activity=number,
        nip=f"P{number}",
        unit="A11",
        superior="S",
        starts=date(2027, 2, 1),
        ends=date(2027, 3, 28),
        targets={"T.01": 2},
    )
    return replace(plain, **values)  # type: ignore[arg-type]


def guide(
    number: int = 1,
    /,
    unit: str | None = "A12",
    levels: Mapping[str, int] | None = None,
    kind: GuideKind = GuideKind.COACH,
    **values: object,
) -> Candidate:
    """Somebody in unit A12 who may guide to level 2."""
    plain = Guide(
        id=number,
        kind=kind,
        nip=f"G{number}",
        name=f"Guide {number}",
        organisation="",
        capacity=2,
        managerial_years=3,
        technical_years=3,
        certificate="",
        confidential_since=DAY,
        available_from=None,
        available_until=None,
        active=True,
        competencies={},
        units=frozenset(),
    )
    return Candidate(replace(plain, **values), unit, {"T.01": 3} if levels is None else levels)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Case:
    """One question to the matching."""

    waiting: tuple[Waiting, ...]
    guides: tuple[Candidate, ...]
    context: Context
    law: Law


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Up to four people and three guides with days, levels, units and places of all sorts."""
    months = st.integers(0, 3).map(lambda month: date(2027, 2, 1) + timedelta(weeks=5 * month))
    units = st.sampled_from(sorted(PARENTS))
    people = tuple(
        waiting(
            number,
            unit=draw(units),
            superior=draw(st.sampled_from([None, "G1", "G2"])),
            starts=(starts := draw(months)),
            ends=starts + timedelta(weeks=draw(st.sampled_from([3, 8, 12]))),
            targets=draw(
                st.dictionaries(st.sampled_from(["T.01", "M.01"]), st.sampled_from([1, 2, 5]), max_size=2)
            ),
            never=draw(st.frozensets(st.integers(1, 4), max_size=1)),
        )
        for number in range(1, draw(st.integers(0, 4)) + 1)
    )
    guides = tuple(
        guide(
            number,
            unit=draw(units),
            levels={code: draw(st.sampled_from([2, 3, 5])) for code in ("T.01", "M.01")},
            capacity=draw(st.integers(1, 3)),
            units=draw(st.sampled_from([frozenset(), frozenset({"A1"})])),
        )
        for number in range(1, draw(st.integers(0, 3)) + 1)
    )
    held = tuple(
        Held(
            draw(st.integers(1, 4)), starts := draw(months), starts + timedelta(weeks=draw(st.integers(1, 9)))
        )
        for _ in range(draw(st.integers(0, 3)))
    )
    return Case(people, guides, Context(PARENTS, held), draw(st.sampled_from([COACH, MENTOR])))


def best_of_all(case: Case) -> tuple[int, int]:
    """The most pairs, and the most that so many are worth, by trying every choice."""
    choices = product([None, *range(len(case.guides))], repeat=len(case.waiting))
    return max(_value(case, choice) for choice in choices if _lawful(case, choice))


def _lawful(case: Case, choice: Sequence[int | None]) -> bool:
    pairs = [(one, case.guides[g]) for one, g in zip(case.waiting, choice, strict=True) if g is not None]
    return all(_may(one, other, case) for one, other in pairs) and all(
        _fits_in(other, [one for one, chosen in pairs if chosen is other], case) for _, other in pairs
    )


def _may(one: Waiting, other: Candidate, case: Case) -> bool:
    above = all(
        other.levels.get(code, 0) >= min(target + case.law.levels_above, 5)
        for code, target in one.targets.items()
    )
    near = not other.guide.units or bool(other.guide.units & set(_up(one.unit)))
    return above and near and other.guide.id not in one.never and one.nip != other.guide.nip


def _fits_in(other: Candidate, guided: Sequence[Waiting], case: Case) -> bool:
    """Counted day by day."""
    spans = [(one.starts, one.ends) for one in guided]
    held = [(one.starts, one.ends) for one in case.context.held if one.guide == other.guide.id]
    days = {starts + timedelta(days=n) for starts, ends in spans for n in range((ends - starts).days + 1)}
    return all(
        sum(starts <= day <= ends for starts, ends in (*spans, *held)) <= other.guide.capacity for day in days
    )


def _value(case: Case, choice: Sequence[int | None]) -> tuple[int, int]:
    law, total = case.law, 0
    for one, g in zip(case.waiting, choice, strict=True):
        if g is None:
            continue
        other = case.guides[g]
        beyond = [
            other.levels.get(code, 0) - min(target + law.levels_above, 5)
            for code, target in one.targets.items()
        ]
        total += law.weight_level * (1000 * sum(beyond) // max(len(beyond), 1)) // 1000
        total += (
            law.weight_near * max(law.near_within - _apart(one.unit, other.unit or ""), 0) // law.near_within
        )
        total += law.weight_superior * (law.kind is GuideKind.MENTOR and one.superior == other.guide.nip)
    for g, other in enumerate(case.guides):
        capacity = other.guide.capacity
        for number in range(_held(other, case), _held(other, case) + list(choice).count(g)):
            total -= law.weight_load * min(number, capacity) // capacity
    return sum(g is not None for g in choice), total


def _held(other: Candidate, case: Case) -> int:
    """The most places given already on one day on which somebody begins."""
    known = {one.guide.id for one in case.guides}
    held = [one for one in case.context.held if one.guide in known]
    days = {one.starts for one in case.waiting} | {one.starts for one in held}
    counts = (
        sum(one.guide == other.guide.id and one.starts <= day <= one.ends for one in held) for day in days
    )
    return max(counts, default=0)


def _up(unit: str) -> Iterator[str]:
    here: str | None = unit
    while here is not None:
        yield here
        here = PARENTS[here]


def _apart(one: str, other: str) -> int:
    first, second = list(_up(one)), list(_up(other))
    shared = next(unit for unit in first if unit in second)
    return first.index(shared) + second.index(shared)
