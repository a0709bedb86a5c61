"""Holds a plan for everybody against every limit, from the raw arrays alone, in plain Python: no code shared with the planner.

A person's rules are those of ``planner.problem``; what people share must never be exceeded; what a plan says of itself
(values, who is planned for, what is used) must be so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

SLACK = 1e-6
Fault = tuple[int, str]
"""Who it is about, -1 for everybody together, and the rule that is broken."""


class Everybody:
    """An organisation's arrays as plain lists; ``faults`` holds a plan against them."""

    def __init__(self, organisation: Any) -> None:
        self.dates, self.people, self.resources = (
            organisation.dates,
            organisation.people,
            organisation.resources,
        )
        dates = self.dates
        self.first, self.start, self.end = dates.first.tolist(), dates.start.tolist(), dates.end.tolist()
        self.cost, self.batch = dates.cost.tolist(), dates.batch.tolist()
        self.hours, self.jp, self.bucket = dates.hours.tolist(), dates.jp.tolist(), dates.bucket.tolist()
        self.solution = [number for number, (a, b) in enumerate(pairwise(self.first)) for _ in range(a, b)]
        self.loads = [self._load(load) for load in dates.month_load]

    def _load(self, load: Any) -> list[tuple[int, int, float]]:
        return [
            (form, month, float(load[form, month]))
            for form, month in zip(*(place.tolist() for place in load.nonzero()), strict=True)
        ]

    def faults(self, plan: Any, used: Any = None) -> list[Fault]:
        """Every broken rule of every person's plan, everything taken more often than it is there, every false figure."""
        begins = plan.slot_from.tolist()
        found: list[Fault] = []
        taken: Counter[int] = Counter()
        spent: defaultdict[int, float] = defaultdict(float)
        by_group: Counter[tuple[int, int]] = Counter()
        if len(begins) != len(self.people.limit) + 1:
            return [(-1, "not everybody")]
        for person, (begin, end) in enumerate(pairwise(begins)):
            slots = plan.slot[begin:end].tolist()
            rules = self._person(person, slots, float(plan.value[person]), int(plan.planned[person]))
            found += [(person, rule) for rule in rules]
            group = int(self.people.group[person])
            purses = _part(self.people.purse_from, self.people.purse, person)
            for slot in slots:
                if self.batch[slot] >= 0:
                    taken[self.batch[slot]] += 1
                    if group >= 0:
                        by_group[group, self.batch[slot]] += 1
                for purse in purses:
                    spent[purse] += self.cost[slot]
        found += self._shared(taken, spent, by_group)
        if used is not None:
            found += self._told(used.tolist(), taken, spent, by_group)
        return found

    def _shared(
        self, taken: Counter[int], spent: dict[int, float], by_group: Counter[tuple[int, int]]
    ) -> Iterator[Fault]:
        resources = self.resources
        for batch, count in taken.items():
            if count > resources.seats[batch]:
                yield -1, "seats"
        for purse, money in spent.items():
            if money > resources.purses[purse] + SLACK * max(1.0, money):
                yield -1, "purse"
        for (group, batch), count in by_group.items():
            if count > resources.group_seats[group, batch] + SLACK:
                yield -1, "group's seats"

    def _told(
        self,
        used: list[float],
        taken: Counter[int],
        spent: dict[int, float],
        by_group: Counter[tuple[int, int]],
    ) -> Iterator[Fault]:
        seats, purses = len(self.resources.seats), len(self.resources.purses)
        true = [0.0] * len(used)
        for batch, count in taken.items():
            true[batch] += count
        for purse, money in spent.items():
            true[seats + purse] += money
        for (group, batch), count in by_group.items():
            true[seats + purses + group * seats + batch] += count
        for told, real in zip(used, true, strict=True):
            if abs(told - real) > SLACK * max(1.0, real):
                yield -1, "told use"

    def _person(self, person: int, slots: list[int], value: float, planned: int) -> Iterator[str]:
        people = self.people
        if planned != (1 if slots else 0):
            yield "told planned"
        if not slots:
            if abs(value) > SLACK:
                yield "told value"
            return
        candidates = _part(people.candidate_from, people.candidate, person)
        solutions = [self.solution[slot] for slot in slots]
        if len(set(solutions)) < len(solutions):
            yield "one_batch"
        if not set(solutions) <= set(candidates):
            yield "no candidate"
            return
        first = int(people.candidate_from[person])
        rows = [first + candidates.index(solution) for solution in solutions]
        limits = people.limits[int(people.limit[person])]
        covers = [_part(people.cover_from, people.cover_step, row) for row in rows]
        weights = _part(people.step_from, people.weight, person)
        yield from self._sums(slots, solutions, limits)
        yield from self._calendar(slots, limits)
        yield from self._order(slots, solutions, rows, covers, candidates)
        if limits.jp_min <= 0 and weights and not any(covers):
            yield "no_candidate"
        if abs(value - self._value(rows, covers, weights, limits.second_share)) > SLACK * max(
            1.0, abs(value)
        ):
            yield "told value"

    def _sums(self, slots: list[int], solutions: list[int], limits: Any) -> Iterator[str]:
        hours = [0.0, 0.0, 0.0]
        for solution in solutions:
            hours[self.bucket[solution]] += self.hours[solution]
        jp = sum(self.jp[solution] for solution in solutions)
        if sum(hours) > limits.hours_max + SLACK:
            yield "hours_max"
        if jp < limits.jp_min - SLACK:
            yield "jp_min"
        if jp > limits.jp_max + SLACK:
            yield "jp_max"
        if sum(self.cost[slot] for slot in slots) > limits.budget * (1 + 1e-12) + SLACK:
            yield "budget"
        for bucket in range(3):
            low, high = limits.share_low[bucket] * sum(hours), limits.share_high[bucket] * sum(hours)
            if not low - SLACK <= hours[bucket] <= high + SLACK:
                yield f"mix {bucket}"

    def _calendar(self, slots: list[int], limits: Any) -> Iterator[str]:
        busy: Counter[int] = Counter()
        sessions: defaultdict[tuple[int, int], float] = defaultdict(float)
        for slot in slots:
            busy.update(range(self.start[slot], self.end[slot]))
            for form, month, load in self.loads[slot]:
                sessions[form, month] += load
        if busy and max(busy.values()) > limits.at_once:
            yield "at_once"
        for (form, _), load in sessions.items():
            if load > limits.form_month_caps[form] + SLACK:
                yield "form_month_cap"

    def _order(
        self,
        slots: list[int],
        solutions: list[int],
        rows: list[int],
        covers: list[list[int]],
        candidates: list[int],
    ) -> Iterator[str]:
        people = self.people
        ended_by = [
            [other for other in range(len(slots)) if self.end[slots[other]] <= self.start[slot]]
            for slot in slots
        ]
        for row, before in zip(rows, ended_by, strict=True):
            for step in _part(people.need_from, people.need_step, row):
                if not any(step in covers[other] for other in before):
                    yield "level_order"
            for place in _part(people.after_from, people.after, row):
                asked = candidates[place] if place < len(candidates) else -1
                if asked not in {solutions[other] for other in before}:
                    yield "prerequisite"

    def _value(
        self, rows: list[int], covers: list[list[int]], weights: list[float], second_share: float
    ) -> float:
        total = sum(float(self.people.enrichment[row]) for row in rows)
        for step, weight in enumerate(weights):
            reached = sorted(
                (
                    float(self.people.success[row])
                    for row, own in zip(rows, covers, strict=True)
                    if step in own
                ),
                reverse=True,
            )
            best, second = [*reached, 0.0, 0.0][:2]
            total += weight * (best + second_share * second)
        return total


def _part(begin: Any, listed: Any, place: int) -> list[Any]:
    part: list[Any] = listed[int(begin[place]) : int(begin[place + 1])].tolist()
    return part
